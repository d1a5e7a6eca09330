//! Registering, correcting and renaming.

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::{Content, cases, changed, seen};
use crate::{
    duties::words,
    enforcement::{
        KEEPERS, PARTY,
        model::{NAME_MAX, Party, PartyKind, name_key},
        queries, store,
    },
    platform::{
        db::Conn,
        error::{FieldErrors, Message, Result},
        id::new_id,
        text::one_line,
    },
    tenancy::{Scope, departments},
    timeline::{self, Entry, Subject},
};

/// What came of registering or correcting a party.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Done(Box<Party>),
    /// Another one has this number (the field's name); where it lives on. Nothing was done.
    Exists(&'static str, Box<Party>),
    /// These may be it, and nobody has said that they are not. Nothing was done.
    Alike(Vec<Party>),
}

/// Registers a party. `told_apart`: those of similar name of which somebody said that it is none of them. Errors by field.
pub fn register(conn: &mut Conn, scope: &Scope, content: &Content, told_apart: &[i64]) -> Result<Outcome> {
    scope.require(&KEEPERS)?;
    let mut party = Party::new(new_id(), content.kind.unwrap_or(PartyKind::Enterprise), "", scope.now());
    // Not there yet: any kind may still be chosen.
    party.version = 0;
    content.put(&mut party, &departments::all(conn, scope)?, scope.today())?;
    if let Some(outcome) = exists(conn, scope, &party)? {
        return Ok(outcome);
    }
    let alike: Vec<Party> = queries::alike(conn, scope, &party)?.into_iter().filter(|p| !told_apart.contains(&p.id)).collect();
    if !alike.is_empty() {
        return Ok(Outcome::Alike(queries::alike(conn, scope, &party)?));
    }
    party.version = 1;
    store::insert(conn, scope, &party)?;
    let mut data = json!({ "name": party.name });
    data["apart"] = json!(told_apart.len());
    timeline::record(conn, scope, Entry::new(Subject::new(PARTY, party.id), "register").data(data))?;
    Ok(Outcome::Done(Box::new(party)))
}

/// The party that has one of these numbers already, in whatever state: where it lives on.
fn exists(conn: &mut Conn, scope: &Scope, party: &Party) -> Result<Option<Outcome>> {
    for other in store::with_numbers_of(conn, scope, party)? {
        let field = if other.credit_code.is_some() && other.credit_code == party.credit_code {
            "credit_code"
        } else if other.registration_number.is_some() && other.registration_number == party.registration_number {
            "registration_number"
        } else {
            "id_number"
        };
        let alive = store::alive(conn, scope, other.id)?;
        if alive.id != party.id {
            return Ok(Some(Outcome::Exists(field, Box::new(alive))));
        }
    }
    Ok(None)
}

/// Corrects what is written of a party; `version` is the one the person saw. A change of name is [`rename`].
pub fn edit(conn: &mut Conn, scope: &Scope, id: i64, version: i64, content: &Content) -> Result<Outcome> {
    scope.require(&KEEPERS)?;
    let old = seen(conn, scope, id, version)?;
    let mut party = old.clone();
    content.put(&mut party, &departments::all(conn, scope)?, scope.today())?;
    let fields = changed(&old, &party);
    if fields.is_empty() {
        return Ok(Outcome::Done(Box::new(old)));
    }
    if let Some(outcome) = exists(conn, scope, &party)? {
        return Ok(outcome);
    }
    store::save(conn, scope, &mut party)?;
    cases::party_renamed(conn, scope, &party)?;
    let data = json!({ "changed": fields });
    timeline::record(conn, scope, Entry::new(Subject::new(PARTY, id), "edit").data(data))?;
    Ok(Outcome::Done(Box::new(party)))
}

/// Gives a party another name from a day on; the one it had becomes a former name until the day before. Errors by field: `name`, `on`.
pub fn rename(conn: &mut Conn, scope: &Scope, id: i64, version: i64, name: &str, on: Option<NaiveDate>) -> Result<Party> {
    scope.require(&KEEPERS)?;
    let mut party = seen(conn, scope, id, version)?;
    let mut errors = FieldErrors::default();
    let name = words::line(&mut errors, "name", &one_line(name), NAME_MAX);
    if !name.is_empty() && name_key(&name).is_empty() {
        errors.add("name", Message::new("party-name-wrong"));
    } else if name_key(&name) == name_key(&party.name) {
        errors.add("name", Message::new("party-name-same"));
    }
    match on {
        None => errors.add("on", Message::new("field-required")),
        Some(day) if day > scope.today() => errors.add("on", Message::new("party-rename-future")),
        Some(day) if party.former_names.iter().filter_map(|f| f.until_on).any(|until| until >= day) => {
            errors.add("on", Message::new("party-rename-before"));
        }
        Some(_) => {}
    }
    errors.finish(())?;
    let before = std::mem::replace(&mut party.name, name);
    party.remember(&before, on.and_then(|day| day.checked_sub_days(Days::new(1))));
    store::save(conn, scope, &mut party)?;
    cases::party_renamed(conn, scope, &party)?;
    let day = on.map(|d| d.to_string()).unwrap_or_default();
    let data = json!({ "from": before, "to": party.name, "day": day });
    timeline::record(conn, scope, Entry::new(Subject::new(PARTY, id), "rename").data(data))?;
    Ok(party)
}
