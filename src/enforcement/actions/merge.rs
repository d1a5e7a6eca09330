//! Two that are one.

use serde_json::json;

use super::{cases, seen};
use crate::{
    duties::words,
    enforcement::{
        KEEPERS, PARTY,
        model::{Party, PartyState},
        publication, restriction, store,
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// The party that goes and the one it is to live on in.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub from: Party,
    pub into: Party,
}

/// The two as they stand; a target that was merged itself is followed to where it lives on. Errors by field: `into`.
pub fn pair(conn: &mut Conn, scope: &Scope, id: i64, into: i64) -> Result<Pair> {
    scope.require(&KEEPERS)?;
    let from = store::get(conn, scope, id)?;
    from.require_active()?;
    let wrong = |key: &'static str| Err(Error::invalid("into", Message::new(key)));
    if into == id {
        return wrong("party-merge-itself");
    }
    let into = match store::alive(conn, scope, into) {
        // Another workspace's party is like none at all.
        Err(Error::NotFound) => return wrong("party-merge-unknown"),
        other => other?,
    };
    if into.id == id {
        return wrong("party-merge-circle");
    }
    if into.is_person() != from.is_person() {
        return wrong("party-merge-kinds");
    }
    Ok(Pair { from, into })
}

/// Lets a party live on in another one, which takes over its names, people and whatever it lacks itself. Versions are those the person
/// saw. Errors by field: `into`, `reason`.
pub fn merge(conn: &mut Conn, scope: &Scope, from: (i64, i64), into: (i64, i64), reason: &str) -> Result<Party> {
    let pair = pair(conn, scope, from.0, into.0)?;
    let reason = words::reason(reason)?;
    let mut gone = seen(conn, scope, from.0, from.1)?;
    let mut stays = seen(conn, scope, pair.into.id, into.1)?;
    stays.absorb(&gone);
    gone.state = PartyState::Merged;
    gone.merged_into_id = Some(stays.id);
    // It gives its numbers up before the other one takes them.
    store::save(conn, scope, &mut gone)?;
    store::save(conn, scope, &mut stays)?;
    cases::party_moved(conn, scope, &gone, &stays)?;
    // What holds for the one that goes holds for the one that stays.
    restriction::move_party(conn, scope, gone.id, stays.id)?;
    publication::move_party(conn, scope, gone.id, stays.id)?;
    let left = Entry::new(Subject::new(PARTY, gone.id), "merge").states("active", "merged").text(&reason);
    timeline::record(conn, scope, left.data(json!({ "name": stays.name })))?;
    let came = Entry::new(Subject::new(PARTY, stays.id), "absorb").text(&reason);
    timeline::record(conn, scope, came.data(json!({ "name": gone.name })))?;
    Ok(stays)
}
