//! Rows of restrictions and of proposals to lift them; every function filters by the scope's workspace.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::model::{Carrier, Kind, Lifting, LiftingState, Restriction, State, Term, TermKind, Verb};
use crate::{
    enforcement::model::{Post, name_key},
    platform::{
        db::{Conn, among},
        error::{Error, Result},
    },
    schema::{cases, restriction_liftings, restriction_people, restrictions},
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = restrictions, primary_key(workspace_id, id), treat_none_as_null = true)]
pub(super) struct Row {
    workspace_id: i64,
    id: i64,
    number: String,
    party_id: i64,
    named: String,
    case_id: Option<i64>,
    kind: String,
    on_party: bool,
    basis: String,
    reason: String,
    department_id: i64,
    imposed_by: String,
    found_on: NaiveDate,
    from_on: NaiveDate,
    term: String,
    months: Option<i32>,
    until_on: Option<NaiveDate>,
    last_on: NaiveDate,
    state: String,
    ended_on: Option<NaiveDate>,
    ended_by: Option<String>,
    ended_reason: Option<String>,
    created_at: NaiveDateTime,
    version: i64,
}

impl Row {
    fn of(scope: &Scope, one: &Restriction) -> Self {
        Self {
            workspace_id: scope.workspace_id(),
            id: one.id,
            number: one.number.clone(),
            party_id: one.party_id,
            named: one.named.clone(),
            case_id: one.case_id,
            kind: one.kind.as_str().into(),
            on_party: one.on_party,
            basis: one.basis.clone(),
            reason: one.reason.clone(),
            department_id: one.department_id,
            imposed_by: one.imposed_by.clone(),
            found_on: one.found_on,
            from_on: one.from_on,
            term: one.term.kind().as_str().into(),
            months: one.term.months().and_then(|n| i32::try_from(n).ok()),
            until_on: one.until_on,
            last_on: one.last_on,
            state: one.state.as_str().into(),
            ended_on: one.ended_on,
            ended_by: one.ended_by.clone(),
            ended_reason: one.ended_reason.clone(),
            created_at: one.created_at,
            version: one.version,
        }
    }

    fn into_model(self) -> Result<Restriction> {
        let missing = |what: &str| Error::internal(format!("restriction {}: no {what}", self.number));
        let term = match TermKind::stored(&self.term)? {
            TermKind::YearEnd => Term::YearEnd,
            TermKind::Months => Term::Months(self.months.and_then(|n| u32::try_from(n).ok()).ok_or_else(|| missing("months"))?),
            TermKind::Day => Term::Day(self.until_on.ok_or_else(|| missing("day"))?),
            TermKind::Inspection => Term::Inspection,
            TermKind::Unlimited => Term::Unlimited,
        };
        Ok(Restriction {
            kind: Kind::stored(&self.kind)?,
            state: State::stored(&self.state)?,
            term,
            people: Vec::new(),
            id: self.id,
            number: self.number,
            party_id: self.party_id,
            named: self.named,
            case_id: self.case_id,
            on_party: self.on_party,
            basis: self.basis,
            reason: self.reason,
            department_id: self.department_id,
            imposed_by: self.imposed_by,
            found_on: self.found_on,
            from_on: self.from_on,
            until_on: self.until_on,
            last_on: self.last_on,
            ended_on: self.ended_on,
            ended_by: self.ended_by,
            ended_reason: self.ended_reason,
            created_at: self.created_at,
            version: self.version,
        })
    }
}

/// Rows with the people they fall on, in the order they came.
pub(super) fn whole(conn: &mut Conn, scope: &Scope, rows: Vec<Row>) -> Result<Vec<Restriction>> {
    let mut found = rows.into_iter().map(Row::into_model).collect::<Result<Vec<_>>>()?;
    if found.is_empty() {
        return Ok(found);
    }
    let places: HashMap<i64, usize> = found.iter().enumerate().map(|(at, one)| (one.id, at)).collect();
    let ids: Vec<i64> = found.iter().map(|one| one.id).collect();
    let people: Vec<(i64, String, String)> = restriction_people::table
        .filter(restriction_people::workspace_id.eq(scope.workspace_id()))
        .filter(among(restriction_people::restriction_id, &ids))
        .order((restriction_people::restriction_id, restriction_people::position))
        .select((restriction_people::restriction_id, restriction_people::name, restriction_people::post))
        .load(conn)?;
    for (id, name, post) in people {
        let post = Post::stored(&post)?;
        if let Some(one) = places.get(&id).and_then(|at| found.get_mut(*at)) {
            one.people.push(Carrier { name, post });
        }
    }
    Ok(found)
}

/// One by its number; `NotFound` when there is none.
pub fn by_number(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Restriction> {
    let own = restrictions::table.filter(restrictions::workspace_id.eq(scope.workspace_id()));
    let row: Row = own.filter(restrictions::number.eq(number)).select(Row::as_select()).first(conn)?;
    whole(conn, scope, vec![row])?.pop().ok_or(Error::NotFound)
}

/// These, by id.
pub fn by_ids(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<Restriction>> {
    let own = restrictions::table.filter(restrictions::workspace_id.eq(scope.workspace_id()));
    let rows: Vec<Row> = own.filter(among(restrictions::id, ids)).order(restrictions::id).select(Row::as_select()).load(conn)?;
    whole(conn, scope, rows)
}

/// Those of a party, the latest first.
pub fn of_party(conn: &mut Conn, scope: &Scope, party_id: i64, limit: i64) -> Result<Vec<Restriction>> {
    let own = restrictions::table.filter(restrictions::workspace_id.eq(scope.workspace_id()));
    let query = own.filter(restrictions::party_id.eq(party_id)).order(restrictions::id.desc()).limit(limit);
    let rows = query.select(Row::as_select()).load(conn)?;
    whole(conn, scope, rows)
}

/// Those of a case.
pub fn of_case(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Vec<Restriction>> {
    let own = restrictions::table.filter(restrictions::workspace_id.eq(scope.workspace_id()));
    let query = own.filter(restrictions::case_id.eq(case_id).assume_not_null()).order(restrictions::id.desc());
    let rows = query.select(Row::as_select()).load(conn)?;
    whole(conn, scope, rows)
}

/// Those of one kind that hold on a day or later, on the party or its people.
pub fn that_matter(conn: &mut Conn, scope: &Scope, party_id: i64, kind: Kind, today: NaiveDate) -> Result<Vec<Restriction>> {
    let rows: Vec<Row> = restrictions::table
        .filter(restrictions::workspace_id.eq(scope.workspace_id()))
        .filter(restrictions::party_id.eq(party_id))
        .filter(restrictions::kind.eq(kind.as_str()))
        .filter(restrictions::last_on.ge(today))
        .order(restrictions::last_on.desc())
        .select(Row::as_select())
        .load(conn)?;
    whole(conn, scope, rows)
}

/// As [`that_matter`], of whatever party, by the name of somebody they fall on.
pub fn on_person(conn: &mut Conn, scope: &Scope, key: &str, kind: Kind, today: NaiveDate, limit: i64) -> Result<Vec<Restriction>> {
    // By the name first: few are of one name, and SQLite, asked for both at once, walks along all restrictions of the kind.
    let ids: Vec<i64> = restriction_people::table
        .filter(restriction_people::workspace_id.eq(scope.workspace_id()))
        .filter(restriction_people::name_key.eq(key))
        .select(restriction_people::restriction_id)
        .load(conn)?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = by_ids(conn, scope, &ids)?;
    found.retain(|r| r.kind == kind && r.last_on >= today);
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

/// Whether it is a case against this party.
pub fn is_case_of(conn: &mut Conn, scope: &Scope, case_id: i64, party_id: i64) -> Result<bool> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id())).filter(cases::id.eq(case_id));
    Ok(own.filter(cases::party_id.eq(party_id)).select(cases::id).first::<i64>(conn).optional()?.is_some())
}

/// Writes a new one down.
pub fn insert(conn: &mut Conn, scope: &Scope, one: &Restriction) -> Result<()> {
    diesel::insert_into(restrictions::table).values(Row::of(scope, one)).execute(conn)?;
    for (at, person) in one.people.iter().enumerate() {
        diesel::insert_into(restriction_people::table)
            .values((
                restriction_people::workspace_id.eq(scope.workspace_id()),
                restriction_people::restriction_id.eq(one.id),
                restriction_people::position.eq(i32::try_from(at).unwrap_or(i32::MAX)),
                restriction_people::name.eq(&person.name),
                restriction_people::name_key.eq(name_key(&person.name)),
                restriction_people::post.eq(person.post.as_str()),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save(conn: &mut Conn, scope: &Scope, one: &mut Restriction) -> Result<()> {
    let loaded = one.version;
    one.version += 1;
    let own = restrictions::table
        .filter(restrictions::workspace_id.eq(scope.workspace_id()))
        .filter(restrictions::id.eq(one.id))
        .filter(restrictions::version.eq(loaded));
    if diesel::update(own).set(Row::of(scope, one)).execute(conn)? == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// What counted for one party counts for another from now on. Whoever saves one of them as they loaded it before has to look again.
pub fn move_party(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    let own = restrictions::table.filter(restrictions::workspace_id.eq(scope.workspace_id())).filter(restrictions::party_id.eq(from));
    diesel::update(own).set((restrictions::party_id.eq(into), restrictions::version.eq(restrictions::version + 1))).execute(conn)?;
    Ok(())
}

/// What one department imposed another one looks after.
pub fn move_department(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    let own = restrictions::table.filter(restrictions::workspace_id.eq(scope.workspace_id())).filter(restrictions::department_id.eq(from));
    diesel::update(own).set((restrictions::department_id.eq(into), restrictions::version.eq(restrictions::version + 1))).execute(conn)?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = restriction_liftings)]
struct LiftingRow {
    id: i64,
    restriction_id: i64,
    reason: String,
    proposed_by_id: i64,
    proposed_by: String,
    proposed_at: NaiveDateTime,
    state: String,
    decided_by: Option<String>,
    decided_at: Option<NaiveDateTime>,
    decision: Option<String>,
    verb: String,
}

impl TryFrom<LiftingRow> for Lifting {
    type Error = Error;

    fn try_from(row: LiftingRow) -> Result<Self> {
        Ok(Self {
            id: row.id,
            restriction_id: row.restriction_id,
            verb: Verb::stored(&row.verb)?,
            reason: row.reason,
            proposed_by_id: row.proposed_by_id,
            proposed_by: row.proposed_by,
            proposed_at: row.proposed_at,
            state: LiftingState::stored(&row.state)?,
            decided_by: row.decided_by,
            decided_at: row.decided_at,
            decision: row.decision,
        })
    }
}

/// What was proposed to lift or quash a restriction, the latest first.
pub fn liftings(conn: &mut Conn, scope: &Scope, restriction_id: i64) -> Result<Vec<Lifting>> {
    let own = restriction_liftings::table.filter(restriction_liftings::workspace_id.eq(scope.workspace_id()));
    let rows = own.filter(restriction_liftings::restriction_id.eq(restriction_id)).order(restriction_liftings::id.desc()).limit(50);
    rows.select(LiftingRow::as_select()).load(conn)?.into_iter().map(Lifting::try_from).collect()
}

/// Writes a proposal down.
pub fn propose(conn: &mut Conn, scope: &Scope, lifting: &Lifting) -> Result<()> {
    diesel::insert_into(restriction_liftings::table)
        .values((
            restriction_liftings::workspace_id.eq(scope.workspace_id()),
            restriction_liftings::id.eq(lifting.id),
            restriction_liftings::restriction_id.eq(lifting.restriction_id),
            restriction_liftings::reason.eq(&lifting.reason),
            restriction_liftings::proposed_by_id.eq(lifting.proposed_by_id),
            restriction_liftings::proposed_by.eq(&lifting.proposed_by),
            restriction_liftings::proposed_at.eq(lifting.proposed_at),
            restriction_liftings::state.eq(lifting.state.as_str()),
            restriction_liftings::verb.eq(lifting.verb.as_str()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Writes a proposal down in place of an open one, which stays in the timeline alone; `Conflict` when somebody has decided on that.
pub fn replace(conn: &mut Conn, scope: &Scope, gone: i64, lifting: &Lifting) -> Result<()> {
    let own = restriction_liftings::table
        .filter(restriction_liftings::workspace_id.eq(scope.workspace_id()))
        .filter(restriction_liftings::id.eq(gone))
        .filter(restriction_liftings::state.eq(LiftingState::Open.as_str()));
    let set = (
        restriction_liftings::id.eq(lifting.id),
        restriction_liftings::reason.eq(&lifting.reason),
        restriction_liftings::proposed_by_id.eq(lifting.proposed_by_id),
        restriction_liftings::proposed_by.eq(&lifting.proposed_by),
        restriction_liftings::proposed_at.eq(lifting.proposed_at),
        restriction_liftings::verb.eq(lifting.verb.as_str()),
    );
    if diesel::update(own).set(set).execute(conn)? == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// What somebody decided about an open proposal; `Conflict` when somebody else has.
pub fn decide(conn: &mut Conn, scope: &Scope, id: i64, to: LiftingState, by: (i64, &str), decision: &str) -> Result<()> {
    let own = restriction_liftings::table
        .filter(restriction_liftings::workspace_id.eq(scope.workspace_id()))
        .filter(restriction_liftings::id.eq(id))
        .filter(restriction_liftings::state.eq(LiftingState::Open.as_str()));
    let set = (
        restriction_liftings::state.eq(to.as_str()),
        restriction_liftings::decided_by_id.eq(by.0),
        restriction_liftings::decided_by.eq(by.1),
        restriction_liftings::decided_at.eq(scope.now()),
        restriction_liftings::decision.eq(decision),
    );
    if diesel::update(own).set(set).execute(conn)? == 1 { Ok(()) } else { Err(Error::Conflict) }
}
