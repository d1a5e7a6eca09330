//! The mail about deadlines another calendar has moved: one a person, however many duties are concerned.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{
    model::Duty,
    store::{self, Recipient},
};
use crate::{
    outbox::{Letter, enqueue},
    platform::{
        db::Conn,
        error::Result,
        i18n::{Lang, format, format_day, t},
    },
    tenancy::Scope,
};

/// Duties a mail names before it says how many more there are.
const MOST: usize = 30;

/// One person and the duties of theirs that moved, with the day each moved from.
struct Moves<'a> {
    to: &'a Recipient,
    own: Vec<&'a (Duty, NaiveDate)>,
}

/// Tells liaisons and deputies of every duty charged to their departments that has moved from the day beside it, in one letter
/// each. `reason`: what changed in the calendar.
pub(super) fn tell_moved(conn: &mut Conn, scope: &Scope, moved: &[(Duty, NaiveDate)], reason: &str) -> Result<()> {
    let acting = store::acting_people(conn, scope)?;
    let mut letters: BTreeMap<i64, Moves<'_>> = BTreeMap::new();
    for change in moved.iter().filter(|(duty, _)| duty.assigned_at.is_some()) {
        let charged = change.0.parties.iter().filter(|p| p.is_charged());
        for to in charged.flat_map(|p| acting.get(&p.department_id).into_iter().flatten()) {
            let moves = letters.entry(to.person_id).or_insert_with(|| Moves { to, own: Vec::new() });
            // Somebody may act for two of a duty's departments.
            if moves.own.last().is_none_or(|(duty, _)| duty.id != change.0.id) {
                moves.own.push(change);
            }
        }
    }
    for Moves { to, own } in letters.into_values().filter(|moves| Some(moves.to.person_id) != scope.person_id()) {
        let letter = Letter {
            person_id: Some(to.person_id),
            address: &to.email,
            recipient: &to.name,
            cause: &format!("deadlines-moved:{}:{}", scope.now().and_utc().timestamp_micros(), to.person_id),
            template: "deadlines-moved",
            lang: to.lang,
            payload: payload(scope, to.lang, &own, reason),
        };
        enqueue(conn, scope, &letter)?;
    }
    Ok(())
}

/// What `mail/deadlines-moved` shows, said in the recipient's language.
fn payload(scope: &Scope, lang: Lang, own: &[&(Duty, NaiveDate)], reason: &str) -> Value {
    let name = scope.workspace_name();
    let finding = format(lang, "mail-moved-finding", &[("n", own.len().into())]);
    let items: Vec<Value> = own.iter().take(MOST).map(|(duty, old)| line(scope, lang, duty, *old)).collect();
    let more = own.len() - items.len();
    let list = format!("{}/duties?dept=mine", scope.base());
    json!({
        "subject": format(lang, "mail-moved-subject", &[("finding", finding.as_str().into()), ("workspace", name.into())]),
        "head": { "title": finding, "kicker": format(lang, "mail-moved-kicker", &[("workspace", name.into())]) },
        "list": {
            "title": t(lang, "mail-moved-list"),
            "tone": "yellow",
            "items": items,
            "more": (more > 0).then(|| json!({ "href": list, "label": format(lang, "mail-moved-more", &[("n", more.into())]) })),
        },
        "said": (!reason.is_empty()).then(|| json!({ "text": reason, "source": null })),
        "button": { "href": list, "label": t(lang, "mail-moved-open") },
        "foot": { "text": t(lang, "mail-duty-foot"), "links": [] },
    })
}

fn line(scope: &Scope, lang: Lang, duty: &Duty, old: NaiveDate) -> Value {
    let new = duty.due_on().map(|day| format_day(lang, day)).unwrap_or_default();
    let args = [("number", duty.number.as_str().into()), ("before", format_day(lang, old).into()), ("after", new.into())];
    json!({
        "text": duty.title,
        "href": format!("{}/duties/{}", scope.base(), duty.number),
        "note": format(lang, "mail-moved-line", &args),
    })
}
