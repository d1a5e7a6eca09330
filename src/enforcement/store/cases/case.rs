//! Cases.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::officers::{move_officers, officers_of, save_officers};
use crate::{
    enforcement::{
        model::{Came, Case, CaseBrief, CaseState, NextWhat, Outcome, Party},
        store::pieces::{CASES, set_pieces},
    },
    platform::{
        db::{Conn, among},
        error::{Error, Result},
    },
    schema::cases,
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = cases, primary_key(workspace_id, id), treat_none_as_null = true)]
struct Row {
    workspace_id: i64,
    id: i64,
    number: String,
    formal_number: Option<String>,
    kind_id: i64,
    party_id: i64,
    title: String,
    facts: String,
    extra: String,
    product: String,
    is_main_product: bool,
    region_id: Option<i64>,
    place: String,
    holder_id: i64,
    state: String,
    came: String,
    found_on: NaiveDate,
    registered_on: NaiveDate,
    registered_at: NaiveDateTime,
    registered_by: String,
    file_due_on: NaiveDate,
    filed_on: Option<NaiveDate>,
    closed_on: Option<NaiveDate>,
    outcome: Option<String>,
    reason: String,
    joined_into_id: Option<i64>,
    severed_from_id: Option<i64>,
    next_due_on: Option<NaiveDate>,
    next_what: Option<String>,
    search_key: String,
    version: i64,
}

impl Row {
    fn of(scope: &Scope, case: &Case, search_key: String) -> Result<Self> {
        Ok(Self {
            workspace_id: scope.workspace_id(),
            id: case.id,
            number: case.number.clone(),
            formal_number: case.formal_number.clone(),
            kind_id: case.kind_id,
            party_id: case.party_id,
            title: case.title.clone(),
            facts: case.facts.clone(),
            extra: serde_json::to_string(&case.extra)?,
            product: case.product.clone(),
            is_main_product: case.is_main_product,
            region_id: case.region_id,
            place: case.place.clone(),
            holder_id: case.holder_id,
            state: case.state.as_str().into(),
            came: case.came.as_str().into(),
            found_on: case.found_on,
            registered_on: case.registered_on,
            registered_at: case.registered_at,
            registered_by: case.registered_by.clone(),
            file_due_on: case.file_due_on,
            filed_on: case.filed_on,
            closed_on: case.closed_on,
            outcome: case.outcome.map(|o| o.as_str().into()),
            reason: case.reason.clone(),
            joined_into_id: case.joined_into_id,
            severed_from_id: case.severed_from_id,
            next_due_on: case.next_due_on,
            next_what: case.next_what.map(|w| w.as_str().into()),
            search_key,
            version: case.version,
        })
    }

    fn into_model(self) -> Result<Case> {
        Ok(Case {
            id: self.id,
            number: self.number,
            formal_number: self.formal_number,
            kind_id: self.kind_id,
            party_id: self.party_id,
            title: self.title,
            facts: self.facts,
            extra: serde_json::from_str(&self.extra)?,
            product: self.product,
            is_main_product: self.is_main_product,
            region_id: self.region_id,
            place: self.place,
            holder_id: self.holder_id,
            state: CaseState::stored(&self.state)?,
            came: Came::stored(&self.came)?,
            found_on: self.found_on,
            registered_on: self.registered_on,
            registered_at: self.registered_at,
            registered_by: self.registered_by,
            file_due_on: self.file_due_on,
            filed_on: self.filed_on,
            closed_on: self.closed_on,
            outcome: self.outcome.as_deref().map(Outcome::stored).transpose()?,
            reason: self.reason,
            joined_into_id: self.joined_into_id,
            severed_from_id: self.severed_from_id,
            officers_of_id: None,
            next_due_on: self.next_due_on,
            next_what: self.next_what.as_deref().map(NextWhat::stored).transpose()?,
            version: self.version,
        })
    }
}

/// A case without its long texts.
#[derive(Queryable, Selectable)]
#[diesel(table_name = cases)]
pub(super) struct BriefRow {
    id: i64,
    number: String,
    formal_number: Option<String>,
    kind_id: i64,
    party_id: i64,
    title: String,
    product: String,
    is_main_product: bool,
    region_id: Option<i64>,
    holder_id: i64,
    state: String,
    found_on: NaiveDate,
    registered_on: NaiveDate,
    filed_on: Option<NaiveDate>,
    closed_on: Option<NaiveDate>,
    outcome: Option<String>,
    joined_into_id: Option<i64>,
    severed_from_id: Option<i64>,
    next_due_on: Option<NaiveDate>,
    next_what: Option<String>,
}

impl BriefRow {
    pub fn into_model(self) -> Result<CaseBrief> {
        Ok(CaseBrief {
            id: self.id,
            number: self.number,
            formal_number: self.formal_number,
            kind_id: self.kind_id,
            party_id: self.party_id,
            title: self.title,
            product: self.product,
            is_main_product: self.is_main_product,
            region_id: self.region_id,
            holder_id: self.holder_id,
            state: CaseState::stored(&self.state)?,
            found_on: self.found_on,
            registered_on: self.registered_on,
            filed_on: self.filed_on,
            closed_on: self.closed_on,
            outcome: self.outcome.as_deref().map(Outcome::stored).transpose()?,
            joined_into_id: self.joined_into_id,
            severed_from_id: self.severed_from_id,
            next_due_on: self.next_due_on,
            next_what: self.next_what.as_deref().map(NextWhat::stored).transpose()?,
        })
    }
}

pub(super) fn briefs(rows: Vec<BriefRow>) -> Result<Vec<CaseBrief>> {
    rows.into_iter().map(BriefRow::into_model).collect()
}

/// One by its id; `NotFound` when there is none.
pub fn get(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Case> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id()));
    let row: Row = own.filter(cases::id.eq(id)).select(Row::as_select()).first(conn)?;
    one(conn, scope, row)
}

/// One by its plain number; `NotFound` when there is none.
pub fn by_number(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Case> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id()));
    let row: Row = own.filter(cases::number.eq(number)).select(Row::as_select()).first(conn)?;
    one(conn, scope, row)
}

fn one(conn: &mut Conn, scope: &Scope, row: Row) -> Result<Case> {
    whole(conn, scope, vec![row])?.pop().ok_or(Error::NotFound)
}

/// With what stands in tables of its own.
fn whole(conn: &mut Conn, scope: &Scope, rows: Vec<Row>) -> Result<Vec<Case>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let officers = officers_of(conn, scope, &ids)?;
    rows.into_iter().map(|row| Ok(Case { officers_of_id: officers.get(&row.id).copied(), ..row.into_model()? })).collect()
}

/// The one with this plain or formal number, if there is one.
pub fn find(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Option<CaseBrief>> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id()));
    let plain: Option<BriefRow> = own.filter(cases::number.eq(number)).select(BriefRow::as_select()).first(conn).optional()?;
    let row = match plain {
        Some(row) => Some(row),
        None => own.filter(cases::formal_number.eq(number)).select(BriefRow::as_select()).first(conn).optional()?,
    };
    row.map(BriefRow::into_model).transpose()
}

/// These, without their long texts, by id.
pub fn by_ids(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<CaseBrief>> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id()));
    briefs(own.filter(among(cases::id, ids)).order(cases::id).select(BriefRow::as_select()).load(conn)?)
}

/// Those against one of these parties, the newest first.
pub fn of_parties(conn: &mut Conn, scope: &Scope, party_ids: &[i64], limit: i64) -> Result<Vec<CaseBrief>> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id()));
    let mut rows: Vec<BriefRow> = own.filter(among(cases::party_id, party_ids)).select(BriefRow::as_select()).load(conn)?;
    rows.sort_unstable_by_key(|row| std::cmp::Reverse(row.id));
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    briefs(rows)
}

/// Those against one of these parties that are not closed, the oldest first.
pub fn live_of_parties(conn: &mut Conn, scope: &Scope, party_ids: &[i64]) -> Result<Vec<CaseBrief>> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id())).filter(among(cases::party_id, party_ids));
    let mut rows: Vec<BriefRow> = own.filter(cases::state.ne(CaseState::Closed.as_str())).select(BriefRow::as_select()).load(conn)?;
    rows.sort_unstable_by_key(|row| row.id);
    briefs(rows)
}

/// Those in one of these states with an id before this one, the newest first.
pub fn before(conn: &mut Conn, scope: &Scope, states: &[CaseState], before: i64, limit: i64) -> Result<Vec<Case>> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id())).filter(cases::id.lt(before));
    let own = own.filter(cases::state.eq_any(states.iter().map(|s| s.as_str())));
    let rows: Vec<Row> = own.order(cases::id.desc()).limit(limit).select(Row::as_select()).load(conn)?;
    whole(conn, scope, rows)
}

/// Those that go on in this one, and those taken out of it, by id.
pub fn relatives(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Vec<CaseBrief>> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id()));
    let mut found: Vec<BriefRow> = own.filter(cases::joined_into_id.eq(id)).order(cases::id).select(BriefRow::as_select()).load(conn)?;
    found.extend(own.filter(cases::severed_from_id.eq(id)).order(cases::id).select(BriefRow::as_select()).load::<BriefRow>(conn)?);
    briefs(found)
}

/// Writes a new one down, found by its party's names too.
pub fn insert(conn: &mut Conn, scope: &Scope, case: &Case, party: &Party) -> Result<()> {
    let key = case.search_key(&party.names_key());
    diesel::insert_into(cases::table).values(Row::of(scope, case, key.clone())?).execute(conn)?;
    if case.officers_of_id.is_some() {
        save_officers(conn, scope, case)?;
    }
    set_pieces(conn, scope, CASES, case.id, "", &key)
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save(conn: &mut Conn, scope: &Scope, case: &mut Case, party: &Party) -> Result<()> {
    let loaded = case.version;
    case.version += 1;
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id())).filter(cases::id.eq(case.id));
    let before: Option<String> = own.select(cases::search_key).first(conn).optional()?;
    let key = case.search_key(&party.names_key());
    let row = Row::of(scope, case, key.clone())?;
    if diesel::update(own.filter(cases::version.eq(loaded))).set(row).execute(conn)? != 1 {
        return Err(Error::Conflict);
    }
    set_pieces(conn, scope, CASES, case.id, &before.unwrap_or_default(), &key)
}

/// Keeps others from doing the like until this transaction ends.
pub fn hold(conn: &mut Conn, scope: &Scope, id: i64) -> Result<()> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id())).filter(cases::id.eq(id));
    diesel::update(own).set(cases::version.eq(cases::version)).execute(conn)?;
    Ok(())
}

/// Keeps how often it was handed back; of those handed back too often, the office's home tells.
pub fn set_handed_back(conn: &mut Conn, scope: &Scope, id: i64, times: usize) -> Result<()> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id())).filter(cases::id.eq(id));
    diesel::update(own).set(cases::handed_back.eq(i32::try_from(times).unwrap_or(i32::MAX))).execute(conn)?;
    Ok(())
}

/// Lets the cases of a party be found by the names it has now.
pub fn rename_party(conn: &mut Conn, scope: &Scope, party: &Party) -> Result<()> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id()));
    let ids: Vec<i64> = own.filter(cases::party_id.eq(party.id)).order(cases::id).select(cases::id).load(conn)?;
    for id in ids {
        let mut tries = 0;
        // One that is saved at this moment is looked at again as it is then.
        while !rename_in(conn, scope, id, party)? {
            tries += 1;
            if tries == AGAIN {
                return Err(Error::Conflict);
            }
        }
    }
    Ok(())
}

/// How often a case that keeps being saved is looked at.
const AGAIN: usize = 5;

/// Whether nobody came between. What it is found by is part of it: whoever has loaded it before has to look again.
fn rename_in(conn: &mut Conn, scope: &Scope, id: i64, party: &Party) -> Result<bool> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id())).filter(cases::id.eq(id));
    let row: Row = own.select(Row::as_select()).first(conn)?;
    let before = row.search_key.clone();
    let case = row.into_model()?;
    let key = case.search_key(&party.names_key());
    if key == before {
        return Ok(true);
    }
    let set = (cases::search_key.eq(&key), cases::version.eq(case.version + 1));
    if diesel::update(own.filter(cases::version.eq(case.version))).set(set).execute(conn)? != 1 {
        return Ok(false);
    }
    set_pieces(conn, scope, CASES, id, &before, &key)?;
    Ok(true)
}

/// The cases of a party that lives on in another one become that one's; answers which they were.
pub fn move_party(conn: &mut Conn, scope: &Scope, from: i64, into: &Party) -> Result<Vec<i64>> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id()));
    let ids: Vec<i64> = own.filter(cases::party_id.eq(from)).order(cases::id).select(cases::id).load(conn)?;
    if !ids.is_empty() {
        let set = (cases::party_id.eq(into.id), cases::version.eq(cases::version + 1));
        diesel::update(own.filter(cases::party_id.eq(from))).set(set).execute(conn)?;
    }
    rename_party(conn, scope, into)?;
    Ok(ids)
}

/// Cases of a department's place go with the one it lives on in.
pub fn move_place(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id()));
    let version = cases::version.eq(cases::version + 1);
    diesel::update(own.filter(cases::region_id.eq(from))).set((cases::region_id.eq(into), version)).execute(conn)?;
    move_officers(conn, scope, from, into)
}

/// At most `limit` of the cases a department holds go to the one it lives on in; answers which. None when all have gone.
pub fn move_held(conn: &mut Conn, scope: &Scope, from: i64, into: i64, limit: i64) -> Result<Vec<i64>> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id()));
    let held: Vec<i64> = own.filter(cases::holder_id.eq(from)).order(cases::id).limit(limit).select(cases::id).load(conn)?;
    if !held.is_empty() {
        let set = (cases::holder_id.eq(into), cases::version.eq(cases::version + 1));
        diesel::update(own.filter(cases::id.eq_any(&held))).set(set).execute(conn)?;
    }
    Ok(held)
}
