//! `lianxi serve`: web server, with the worker beside it unless told otherwise.

use crate::{app, platform::config::Config};

use super::Outcome;

#[derive(Debug, clap::Args)]
pub struct Options {
    /// Leave mails and reminders to a separate `lianxi worker`
    #[arg(long)]
    pub no_worker: bool,
    /// Refuse to start on a database that is not up to date, instead of migrating it
    #[arg(long)]
    pub no_migrate: bool,
}

pub fn run(config: Config, options: Options) -> Outcome {
    app::serve(config, app::ServeOptions { worker: !options.no_worker, migrate: !options.no_migrate })
}
