//! Policies over HTTP: read in, reviewed, confirmed, assigned; two at once; coverage; a newer version.

mod rights;
mod story;
mod texts;
mod trouble;
mod versions;
