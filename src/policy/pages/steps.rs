//! The way of a document from its text to assigned duties, as steps on top of the pages that make it.

use super::{document_path, keeps};
use crate::{
    platform::{
        i18n::{format, t},
        view::parts::{Step, Steps},
    },
    policy::queries::Overview,
    site::Member,
};

/// Bodies, leads and deadlines, confirming, coverage; `now` is the page one is on. None where there is nothing to do for this member.
pub fn steps(member: &Member, overview: &Overview, now: &str) -> Option<Steps> {
    let (lang, tally) = (member.lang(), overview.tally);
    if !keeps(member) || !overview.document.state.is_open() || tally.proposed == 0 {
        return None;
    }
    let path = document_path(&member.scope, overview.document.id);
    let step = |name: &str, key: &str, left: i64, done: bool| {
        let label = t(lang, key).into_owned();
        Step {
            label: if left > 0 { format(lang, "policy-step-left", &[("what", label.into()), ("n", left.into())]) } else { label },
            href: (name != now).then(|| format!("{path}/{name}")),
            state: if name == now {
                "now"
            } else if done {
                "done"
            } else {
                "open"
            },
        }
    };
    Some(Steps {
        items: vec![
            step("bodies", "policy-step-bodies", tally.unmatched, tally.unmatched == 0),
            step("table", "policy-step-table", tally.without_lead, tally.without_lead == 0),
            step("confirm", "policy-step-confirm", tally.sure, false),
            step("coverage", "policy-step-coverage", 0, false),
        ],
    })
}
