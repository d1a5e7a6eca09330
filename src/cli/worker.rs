//! `lianxi worker`: mails, digests and reminders without a web server.

use crate::{app, platform::config::Config};

use super::Outcome;

pub fn run(config: Config) -> Outcome {
    app::worker(config)
}
