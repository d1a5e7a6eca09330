//! `lianxi work --until-idle`: everything that is due now, once, for cron and tests.

use crate::{app, platform::config::Config};

use super::Outcome;

#[derive(Debug, clap::Args)]
pub struct Options {
    /// Exit as soon as nothing is due
    #[arg(long, required = true)]
    pub until_idle: bool,
}

pub fn run(config: Config, _options: Options) -> Outcome {
    app::work_until_idle(config)
}
