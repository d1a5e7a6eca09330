//! Which templates were rendered since the process began; in debug builds only, for the test that renders every one.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

static RENDERED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

pub(super) fn note(template: &str) {
    let mut all = RENDERED.lock().unwrap_or_else(PoisonError::into_inner);
    if !all.contains(template) {
        all.insert(template.to_owned());
    }
}

/// Names of pages, mails and texts; partials are not told apart from what includes them.
pub fn names() -> BTreeSet<String> {
    RENDERED.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
