//! Reminding by hand (催办).

use serde_json::json;

use super::{Event, begin, finish, names};
use crate::{
    duties::{
        model::{Action, DutyRef, Part, PartyState, Seen, State, words},
        notice::{News, tell},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Result},
        i18n::join,
    },
    tenancy::Scope,
};

/// Reminds those who owe something: of an assigned duty whoever has not received it, of one at work the lead and every supporting
/// department that has not received or never reported. `text` may be empty.
pub fn remind(conn: &mut Conn, scope: &Scope, seen: Seen, text: &str) -> Result<DutyRef> {
    let (mut duty, to) = begin(conn, scope, seen, Action::Remind, None)?;
    let mut errors = FieldErrors::default();
    let text = words::optional(&mut errors, "text", text, words::REASON_MAX);
    errors.finish(())?;
    let owing: Vec<i64> = duty
        .parties
        .iter()
        .filter(|p| match (duty.state, p.state) {
            (_, PartyState::Pending) => true,
            (State::InProgress, PartyState::Accepted) => p.part == Part::Lead || p.reported_at.is_none(),
            _ => false,
        })
        .map(|p| p.department_id)
        .collect();
    let to_whom = store::recipients_of_departments(conn, scope, &owing)?;
    if to_whom.is_empty() {
        return Err(Error::refused("remind-nobody"));
    }
    let nth = store::count_by_hand(conn, scope, duty.id)? + 1;
    for recipient in &to_whom {
        store::insert_by_hand(conn, scope, &duty, recipient.person_id, nth)?;
    }
    let people = join(scope.workspace_lang(), &to_whom.iter().map(|r| r.name.clone()).collect::<Vec<_>>());
    let data = json!({ "nth": nth, "departments": names(conn, scope, &owing)?, "people": people });
    finish(conn, scope, &mut duty, to, Event::new(Action::Remind, &text).data(data))?;
    tell(conn, scope, &duty, News::Reminded, &to_whom, &text)?;
    Ok(duty.as_ref())
}
