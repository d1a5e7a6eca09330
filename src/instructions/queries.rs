//! Reads of instructions for pages, homes and digests.

use chrono::NaiveDateTime;

use super::{
    actions::OFFICE,
    model::{Instruction, State},
    store::{self, Which},
};
use crate::{
    platform::{
        db::{COUNT_LIMIT, Conn},
        error::{Error, Message, Result},
    },
    tenancy::{Role, Scope},
};

/// How many a sweep of digests looks back on.
const TOLD_OF: i64 = 500;

/// Whose instructions this member reads: everybody's, or, who leads departments only, their own; refuses who reads none.
fn whose(scope: &Scope) -> Result<Option<i64>> {
    if scope.reads_all() {
        return Ok(None);
    }
    if super::may_write(scope) {
        return Ok(scope.membership_id());
    }
    let roles = [Role::Secretariat, Role::Leader, Role::Auditor];
    Err(Error::Forbidden(Message::new("forbidden-needs-role").keys("roles", roles.iter().map(|r| r.key().to_owned()))))
}

/// Those in a state (all without one), newest first; those not decided yet with the oldest first.
pub fn list(conn: &mut Conn, scope: &Scope, state: Option<State>, limit: i64, offset: i64) -> Result<Vec<Instruction>> {
    let which = Which { state, membership_id: whose(scope)?, oldest_first: state == Some(State::Unfiled), ..Which::default() };
    store::list(conn, scope, which, limit, offset)
}

/// How many are in a state, at most [`COUNT_LIMIT`].
pub fn count(conn: &mut Conn, scope: &Scope, state: Option<State>) -> Result<i64> {
    let which = Which { state, membership_id: whose(scope)?, ..Which::default() };
    store::count(conn, scope, which, COUNT_LIMIT)
}

/// One by its number; `NotFound` for a leader whose own it is not.
pub fn one(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Instruction> {
    let own = whose(scope)?;
    let found = store::by_number(conn, scope, number)?;
    if own.is_none_or(|id| id == found.membership_id) { Ok(found) } else { Err(Error::NotFound) }
}

/// As [`one`], by the id a duty's origin holds: its number.
pub fn number_of(conn: &mut Conn, scope: &Scope, id: i64) -> Result<String> {
    whose(scope)?;
    store::number_of(conn, scope, id)
}

/// What waits for the secretariat, the oldest first; nothing for others.
pub fn waiting(conn: &mut Conn, scope: &Scope, limit: i64) -> Result<Vec<Instruction>> {
    if !scope.roles().has_any(&OFFICE) {
        return Ok(Vec::new());
    }
    let which = Which { state: Some(State::Unfiled), oldest_first: true, ..Which::default() };
    store::list(conn, scope, which, limit, 0)
}

/// How many wait for the secretariat, at most `most`; none for others.
pub fn count_waiting(conn: &mut Conn, scope: &Scope, most: i64) -> Result<i64> {
    if !scope.roles().has_any(&OFFICE) {
        return Ok(0);
    }
    store::count(conn, scope, Which { state: Some(State::Unfiled), ..Which::default() }, most)
}

/// What the author of a digest's instructions wrote on it, the oldest first. The caller knows whose digest it is.
pub fn written_on(conn: &mut Conn, scope: &Scope, digest_id: i64) -> Result<Vec<Instruction>> {
    store::list(conn, scope, Which { digest_id: Some(digest_id), oldest_first: true, ..Which::default() }, 200, 0)
}

/// What leaders are still to be told of in their digests: not decided, decided since an instant, or filed; newest first.
pub fn told_of(conn: &mut Conn, scope: &Scope, since: NaiveDateTime) -> Result<Vec<Instruction>> {
    store::told_of(conn, scope, since, TOLD_OF)
}
