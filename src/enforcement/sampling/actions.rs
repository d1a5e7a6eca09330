//! Announcing a round, and correcting what is written of it; each in the caller's one write transaction.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::json;

use super::{
    ROUND,
    model::{DAYS_MAX, NAME_MAX, Round, SampleLevel},
    store,
};
use crate::{
    duties::words,
    enforcement::{
        KEEPERS,
        actions::cases,
        store::{self as party_store, cases as case_rows},
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
        text::one_line,
    },
    tenancy::{
        Role, Scope,
        departments::{self, DepartmentState},
    },
    timeline::{self, Entry, Subject},
};

/// A round as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RoundContent {
    pub name: String,
    /// None where nothing was chosen.
    pub level: Option<SampleLevel>,
    pub department_id: Option<i64>,
    pub first_on: Option<NaiveDate>,
    pub last_on: Option<NaiveDate>,
}

/// Whether this person may write of rounds that this department organises.
pub fn keeps(scope: &Scope, department_id: i64) -> bool {
    scope.has(Role::Secretariat) || (scope.roles().has_any(&KEEPERS) && scope.acts_for_department(department_id))
}

/// Refuses whoever neither acts for the department that organises the round nor is the secretariat.
pub(super) fn require_kept(scope: &Scope, round: &Round) -> Result<()> {
    scope.require(&KEEPERS)?;
    if keeps(scope, round.department_id) { Ok(()) } else { Err(Error::forbidden("sampling-forbidden")) }
}

impl RoundContent {
    /// Writes what was typed into the round; everything wrong is said at once, by field.
    fn put(&self, conn: &mut Conn, scope: &Scope, round: &mut Round) -> Result<()> {
        let mut errors = FieldErrors::default();
        round.name = words::line(&mut errors, "name", &one_line(&self.name), NAME_MAX);
        if !round.name.is_empty() {
            if Round::name_key(&round.name).is_empty() {
                errors.add("name", Message::new("party-name-wrong"));
            } else if let Some(other) = store::round_named(conn, scope, &round.name)?.filter(|other| other.id != round.id) {
                errors.add("name", Message::new("sampling-round-exists").text("name", other.name));
            }
        }
        match self.level {
            Some(level) => round.level = level,
            None => errors.add("level", Message::new("field-choose")),
        }
        self.put_department(conn, scope, round, &mut errors)?;
        self.put_days(conn, scope, round, &mut errors)?;
        errors.finish(())
    }

    fn put_department(&self, conn: &mut Conn, scope: &Scope, round: &mut Round, errors: &mut FieldErrors) -> Result<()> {
        if round.version > 0 && self.department_id == Some(round.department_id) {
            return Ok(());
        }
        let open = |id: i64| Ok::<_, Error>(departments::by_ids(conn, scope, &[id])?.pop().filter(|d| d.state == DepartmentState::Open));
        match self.department_id.map(open).transpose()?.flatten() {
            // Another workspace's department is like none at all.
            None => errors.add("department", Message::new("field-choose")),
            Some(department) if !keeps(scope, department.id) => errors.add("department", Message::new("sampling-not-yours")),
            Some(department) => round.department_id = department.id,
        }
        Ok(())
    }

    fn put_days(&self, conn: &mut Conn, scope: &Scope, round: &mut Round, errors: &mut FieldErrors) -> Result<()> {
        let (Some(first), Some(last)) = (self.first_on, self.last_on) else {
            for (field, day) in [("first_on", self.first_on), ("last_on", self.last_on)] {
                if day.is_none() {
                    errors.add(field, Message::new("field-date"));
                }
            }
            return Ok(());
        };
        if last < first {
            errors.add("last_on", Message::new("sampling-days-turned"));
        } else if (last - first).num_days() > DAYS_MAX {
            errors.add("last_on", Message::new("sampling-days-many"));
        }
        if let Some((earliest, latest)) = store::days(conn, scope, round.id)? {
            // What was sampled stays within the round's days.
            if first > earliest {
                errors.add("first_on", Message::new("sampling-days-sampled").text("day", earliest.to_string()));
            }
            if last < latest {
                errors.add("last_on", Message::new("sampling-days-sampled").text("day", latest.to_string()));
            }
        }
        (round.first_on, round.last_on) = (first, last);
        Ok(())
    }
}

/// Announces a round. Errors by field: `name`, `level`, `department`, `first_on`, `last_on`.
pub fn announce(conn: &mut Conn, scope: &Scope, content: &RoundContent) -> Result<Round> {
    scope.require(&KEEPERS)?;
    let today = scope.today();
    let mut round = Round {
        id: new_id(),
        name: String::new(),
        level: SampleLevel::County,
        department_id: 0,
        first_on: today,
        last_on: today,
        created_at: scope.now(),
        version: 0,
        imported_at: None,
    };
    content.put(conn, scope, &mut round)?;
    round.version = 1;
    store::insert_round(conn, scope, &round)?;
    let scope = &scope.signing_for(round.department_id);
    let entry = Entry::new(Subject::new(ROUND, round.id), "announce").data(json!({ "name": round.name }));
    timeline::record(conn, scope, entry)?;
    Ok(round)
}

/// Corrects what is written of a round; `version` is the one the person saw. Errors by field.
pub fn edit(conn: &mut Conn, scope: &Scope, id: i64, version: i64, content: &RoundContent) -> Result<Round> {
    scope.require(&KEEPERS)?;
    let old = store::round(conn, scope, id)?;
    require_kept(scope, &old)?;
    if old.version != version {
        return Err(Error::Conflict);
    }
    let mut round = old.clone();
    content.put(conn, scope, &mut round)?;
    let all = [
        (old.name != round.name, "name"),
        (old.level != round.level, "level"),
        (old.department_id != round.department_id, "department"),
        (old.first_on != round.first_on || old.last_on != round.last_on, "days"),
    ];
    let changed: Vec<&str> = all.into_iter().filter(|(differs, _)| *differs).map(|(_, field)| field).collect();
    if changed.is_empty() {
        return Ok(old);
    }
    store::save_round(conn, scope, &mut round)?;
    let scope = &scope.signing_for(old.department_id);
    timeline::record(conn, scope, Entry::new(Subject::new(ROUND, id), "edit").data(json!({ "changed": changed })))?;
    // What the ladder looks for twice running, or at a level, may be another thing now.
    if changed.contains(&"level") || changed.contains(&"days") {
        let sampled = store::of_round(conn, scope, id)?.into_iter().map(|s| s.party_id).collect();
        let parties = living(conn, scope, &sampled)?;
        ask_ladder(conn, scope, &parties)?;
    }
    Ok(round)
}

/// Parties that were merged are those they live on in.
fn living(conn: &mut Conn, scope: &Scope, parties: &BTreeSet<i64>) -> Result<Vec<i64>> {
    let ids: Vec<i64> = parties.iter().copied().collect();
    let mut living = BTreeSet::new();
    for party in party_store::by_ids(conn, scope, &ids)? {
        living.insert(if party.merged_into_id.is_some() { party_store::alive(conn, scope, party.id)?.id } else { party.id });
    }
    Ok(living.into_iter().collect())
}

/// What was sampled of a party counts for all its cases.
pub(super) fn ask_ladder(conn: &mut Conn, scope: &Scope, parties: &[i64]) -> Result<()> {
    for brief in case_rows::live_of_parties(conn, scope, parties)? {
        let mut case = case_rows::get(conn, scope, brief.id)?;
        cases::touched(conn, scope, &mut case)?;
    }
    Ok(())
}
