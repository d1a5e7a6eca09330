//! What a workspace is given when it is made: the kinds of cases the policy knows, as data its secretariat may change.

mod kinds;

pub use kinds::{ABOUT_OFFICERS, CODES, kinds};
