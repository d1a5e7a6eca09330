//! `lianxi migrate`: brings the database up to date.

use crate::{app, platform::config::Config};

use super::Outcome;

pub fn run(config: Config) -> Outcome {
    app::migrate(config)
}
