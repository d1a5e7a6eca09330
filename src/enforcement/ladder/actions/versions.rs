//! Versions: the shipped one, the draft, what is in force, and which of them a case follows.

use chrono::NaiveDate;
use serde_json::json;

use crate::{
    duties::words,
    enforcement::{
        CASE,
        actions::cases::{SeenCase, touched},
        ladder::{LADDER, grounds::followed_by, model::Ladder, shipped, store},
        store::cases as rows,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
    },
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// Moves a case to another version in force. Errors by field: `ladder`, `reason`.
pub fn move_case(conn: &mut Conn, scope: &Scope, seen: &SeenCase, ladder_id: i64, reason: &str) -> Result<()> {
    scope.require(&[Role::Secretariat])?;
    let mut case = rows::by_number(conn, scope, &seen.number)?;
    if case.version != seen.version {
        return Err(Error::Conflict);
    }
    let ladders = store::ladders(conn, scope)?;
    let into = ladders.iter().find(|l| l.id == ladder_id && l.in_force_on.is_some_and(|on| on <= scope.today()));
    let into = into.ok_or_else(|| Error::invalid("ladder", Message::new("ladder-not-in-force")))?;
    let reason = words::reason(reason)?;
    let from = followed_by(conn, scope, &ladders, &case)?.map_or(0, |l| l.number);
    store::move_to(conn, scope, case.id, into.id)?;
    let data = json!({ "from": from, "to": into.number });
    timeline::record(conn, scope, Entry::new(Subject::new(CASE, case.id), "ladder").text(&reason).data(data))?;
    touched(conn, scope, &mut case)
}

/// Gives a workspace without a ladder the shipped one, in force from today. Whether it did.
pub fn ship(conn: &mut Conn, scope: &Scope) -> Result<bool> {
    if !store::ladders(conn, scope)?.is_empty() {
        return Ok(false);
    }
    let rules = shipped::rules(scope.workspace_lang());
    let ladder = Ladder {
        id: new_id(),
        number: 1,
        in_force_on: Some(scope.today()),
        note: String::new(),
        made_at: scope.now(),
        made_by: scope.actor_name().to_owned(),
        rules,
        version: 1,
    };
    store::insert(conn, scope, &ladder)?;
    record(conn, scope, &ladder, "ship", "")?;
    Ok(true)
}

fn record(conn: &mut Conn, scope: &Scope, ladder: &Ladder, action: &'static str, text: &str) -> Result<()> {
    let data = json!({ "number": ladder.number, "rules": ladder.rules.len(), "on": ladder.in_force_on });
    timeline::record(conn, scope, Entry::new(Subject::new(LADDER, ladder.id), action).text(text).data(data))
}

/// Begins a draft with the rules of the newest version. There is one draft at a time.
pub fn begin_draft(conn: &mut Conn, scope: &Scope) -> Result<Ladder> {
    scope.require(&[Role::Secretariat])?;
    let ladders = store::ladders(conn, scope)?;
    if ladders.iter().any(|l| l.in_force_on.is_none()) {
        return Err(Error::refused("ladder-draft-there"));
    }
    let newest = ladders.first();
    let ladder = Ladder {
        id: new_id(),
        number: newest.map_or(1, |l| l.number + 1),
        in_force_on: None,
        note: String::new(),
        made_at: scope.now(),
        made_by: scope.actor_name().to_owned(),
        rules: newest.map_or_else(|| shipped::rules(scope.workspace_lang()), |l| l.rules.clone()),
        version: 1,
    };
    store::insert(conn, scope, &ladder)?;
    record(conn, scope, &ladder, "draft", "")?;
    Ok(ladder)
}

/// The draft as it was seen, for the secretariat alone.
pub(super) fn draft(conn: &mut Conn, scope: &Scope, version: i64) -> Result<Ladder> {
    scope.require(&[Role::Secretariat])?;
    let found = store::ladders(conn, scope)?.into_iter().find(|l| l.in_force_on.is_none()).ok_or(Error::NotFound)?;
    if found.version == version { Ok(found) } else { Err(Error::Conflict) }
}

/// Puts the draft into force from a day on, today at the earliest: cases filed from then on follow it. Errors by field: `on`, `note`.
pub fn enact(conn: &mut Conn, scope: &Scope, version: i64, on: Option<NaiveDate>, note: &str) -> Result<Ladder> {
    let mut ladder = draft(conn, scope, version)?;
    let mut errors = FieldErrors::default();
    let note = words::required(&mut errors, "note", note, words::REASON_MAX);
    if on.is_none_or(|on| on < scope.today()) {
        errors.add("on", Message::new("ladder-day-past"));
    }
    if ladder.rules.is_empty() {
        errors.add("note", Message::new("ladder-empty"));
    }
    errors.finish(())?;
    ladder.in_force_on = on;
    ladder.note.clone_from(&note);
    store::save(conn, scope, &mut ladder)?;
    record(conn, scope, &ladder, "enact", &note)?;
    Ok(ladder)
}

/// Throws the draft away.
pub fn discard(conn: &mut Conn, scope: &Scope, version: i64) -> Result<()> {
    let ladder = draft(conn, scope, version)?;
    store::delete(conn, scope, ladder.id)?;
    record(conn, scope, &ladder, "discard", "")
}
