//! Policies over HTTP: read in, reviewed, confirmed, assigned; two at once; coverage; a newer version.

mod coverage;
mod rights;
mod several;
mod story;
pub mod texts;
mod trouble;
mod versions;
