//! Parties with their former names and people.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::{
    prelude::*,
    result::{DatabaseErrorKind, Error as DieselError},
};

use super::pieces::{PARTIES, set_pieces};
use crate::{
    enforcement::model::{CreditCode, FormerName, IdNumber, Party, PartyKind, PartyState, Post, RegistrationNumber, Responsible, name_key},
    platform::{
        db::{Conn, among},
        error::{Error, Result},
    },
    schema::{parties, party_names, party_people},
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = parties, primary_key(workspace_id, id), treat_none_as_null = true)]
pub(super) struct Row {
    workspace_id: i64,
    id: i64,
    kind: String,
    name: String,
    name_key: String,
    credit_code: Option<String>,
    registration_number: Option<String>,
    id_number: Option<String>,
    region_id: Option<i64>,
    address: String,
    products: String,
    state: String,
    merged_into_id: Option<i64>,
    search_key: String,
    created_at: NaiveDateTime,
    version: i64,
    founded_on: Option<NaiveDate>,
}

impl Row {
    fn of(scope: &Scope, party: &Party) -> Self {
        let is_active = party.state == PartyState::Active;
        Self {
            workspace_id: scope.workspace_id(),
            id: party.id,
            kind: party.kind.as_str().into(),
            name: party.name.clone(),
            name_key: name_key(&party.name),
            credit_code: party.credit_code.as_ref().map(|c| c.as_str().to_owned()),
            registration_number: party.registration_number.as_ref().map(|n| n.as_str().to_owned()),
            id_number: party.id_number.as_ref().map(|n| n.whole().to_owned()),
            region_id: party.region_id,
            address: party.address.clone(),
            products: party.products.clone(),
            state: party.state.as_str().into(),
            merged_into_id: party.merged_into_id,
            // A merged one is found by the one it lives on in, which has its names.
            search_key: if is_active { party.search_key() } else { String::new() },
            created_at: party.created_at,
            version: party.version,
            founded_on: party.founded_on,
        }
    }

    fn into_model(self) -> Result<Party> {
        Ok(Party {
            id: self.id,
            kind: PartyKind::stored(&self.kind)?,
            name: self.name,
            credit_code: self.credit_code.map(CreditCode::stored),
            registration_number: self.registration_number.map(RegistrationNumber::stored),
            id_number: self.id_number.map(IdNumber::stored),
            region_id: self.region_id,
            address: self.address,
            products: self.products,
            founded_on: self.founded_on,
            state: PartyState::stored(&self.state)?,
            merged_into_id: self.merged_into_id,
            created_at: self.created_at,
            version: self.version,
            former_names: Vec::new(),
            people: Vec::new(),
        })
    }
}

/// Rows with their former names and people, in the order they came.
pub(super) fn whole(conn: &mut Conn, scope: &Scope, rows: Vec<Row>) -> Result<Vec<Party>> {
    let mut found = rows.into_iter().map(Row::into_model).collect::<Result<Vec<_>>>()?;
    let ids: Vec<i64> = found.iter().map(|p| p.id).collect();
    if ids.is_empty() {
        return Ok(found);
    }
    let names: Vec<(i64, String, Option<NaiveDate>)> = party_names::table
        .filter(party_names::workspace_id.eq(scope.workspace_id()))
        .filter(among(party_names::party_id, &ids))
        .order((party_names::party_id, party_names::position))
        .select((party_names::party_id, party_names::name, party_names::until_on))
        .load(conn)?;
    let people: Vec<(i64, String, String)> = party_people::table
        .filter(party_people::workspace_id.eq(scope.workspace_id()))
        .filter(among(party_people::party_id, &ids))
        .order((party_people::party_id, party_people::position))
        .select((party_people::party_id, party_people::name, party_people::post))
        .load(conn)?;
    let mut places: HashMap<i64, usize> = HashMap::new();
    for (at, party) in found.iter().enumerate() {
        places.insert(party.id, at);
    }
    for (id, name, until_on) in names {
        if let Some(party) = places.get(&id).and_then(|at| found.get_mut(*at)) {
            party.former_names.push(FormerName { name, until_on });
        }
    }
    for (id, name, post) in people {
        let post = Post::stored(&post)?;
        if let Some(party) = places.get(&id).and_then(|at| found.get_mut(*at)) {
            party.people.push(Responsible { name, post });
        }
    }
    Ok(found)
}

/// One, in whatever state; `NotFound` when there is none.
pub fn get(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Party> {
    by_ids(conn, scope, &[id])?.pop().ok_or(Error::NotFound)
}

/// These, by id, in whatever state.
pub fn by_ids(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<Party>> {
    let own = parties::table.filter(parties::workspace_id.eq(scope.workspace_id()));
    let rows: Vec<Row> = own.filter(among(parties::id, ids)).order(parties::id).select(Row::as_select()).load(conn)?;
    whole(conn, scope, rows)
}

/// Writes a new one down; `Conflict` when somebody has taken one of its numbers in the meantime.
pub fn insert(conn: &mut Conn, scope: &Scope, party: &Party) -> Result<()> {
    let row = Row::of(scope, party);
    let key = row.search_key.clone();
    taken(diesel::insert_into(parties::table).values(row).execute(conn))?;
    set_names(conn, scope, party)?;
    set_people(conn, scope, party)?;
    set_pieces(conn, scope, PARTIES, party.id, "", &key)
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile, or took one of its numbers.
pub fn save(conn: &mut Conn, scope: &Scope, party: &mut Party) -> Result<()> {
    let loaded = party.version;
    party.version += 1;
    let own = parties::table.filter(parties::workspace_id.eq(scope.workspace_id())).filter(parties::id.eq(party.id));
    let before: String = own.select(parties::search_key).first(conn)?;
    let row = Row::of(scope, party);
    let key = row.search_key.clone();
    if taken(diesel::update(own.filter(parties::version.eq(loaded))).set(row).execute(conn))? != 1 {
        return Err(Error::Conflict);
    }
    set_names(conn, scope, party)?;
    set_people(conn, scope, party)?;
    set_pieces(conn, scope, PARTIES, party.id, &before, &key)
}

/// A number somebody else was given at the same time is a conflict, not a fault.
fn taken(done: QueryResult<usize>) -> Result<usize> {
    match done {
        Err(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => Err(Error::Conflict),
        other => Ok(other?),
    }
}

fn place(at: usize) -> i32 {
    i32::try_from(at).unwrap_or(i32::MAX)
}

fn set_names(conn: &mut Conn, scope: &Scope, party: &Party) -> Result<()> {
    let own = party_names::table.filter(party_names::workspace_id.eq(scope.workspace_id())).filter(party_names::party_id.eq(party.id));
    diesel::delete(own).execute(conn)?;
    for (at, former) in party.former_names.iter().enumerate() {
        diesel::insert_into(party_names::table)
            .values((
                party_names::workspace_id.eq(scope.workspace_id()),
                party_names::party_id.eq(party.id),
                party_names::position.eq(place(at)),
                party_names::name.eq(&former.name),
                party_names::name_key.eq(name_key(&former.name)),
                party_names::until_on.eq(former.until_on),
            ))
            .execute(conn)?;
    }
    Ok(())
}

fn set_people(conn: &mut Conn, scope: &Scope, party: &Party) -> Result<()> {
    let own = party_people::table.filter(party_people::workspace_id.eq(scope.workspace_id())).filter(party_people::party_id.eq(party.id));
    diesel::delete(own).execute(conn)?;
    for (at, person) in party.people.iter().enumerate() {
        diesel::insert_into(party_people::table)
            .values((
                party_people::workspace_id.eq(scope.workspace_id()),
                party_people::party_id.eq(party.id),
                party_people::position.eq(place(at)),
                party_people::name.eq(&person.name),
                party_people::post.eq(person.post.as_str()),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Those that have one of this party's numbers, in whatever state, itself included.
pub fn with_numbers_of(conn: &mut Conn, scope: &Scope, party: &Party) -> Result<Vec<Party>> {
    let own = || parties::table.filter(parties::workspace_id.eq(scope.workspace_id()));
    let mut rows: Vec<Row> = Vec::new();
    if let Some(code) = &party.credit_code {
        rows.extend(own().filter(parties::credit_code.eq(code.as_str())).select(Row::as_select()).load(conn)?);
    }
    if let Some(number) = &party.registration_number {
        rows.extend(own().filter(parties::registration_number.eq(number.as_str())).select(Row::as_select()).load(conn)?);
    }
    if let Some(number) = &party.id_number {
        rows.extend(own().filter(parties::id_number.eq(number.whole())).select(Row::as_select()).load(conn)?);
    }
    let mut seen = std::collections::HashSet::new();
    rows.retain(|row| seen.insert(row.id));
    whole(conn, scope, rows)
}

/// The active ones that go or went by one of these keys, by id. Sorted here: a database asked to sort walks along the ids of all.
pub fn with_keys(conn: &mut Conn, scope: &Scope, keys: &[String]) -> Result<Vec<i64>> {
    let active =
        parties::table.filter(parties::workspace_id.eq(scope.workspace_id())).filter(parties::state.eq(PartyState::Active.as_str()));
    let mut ids: Vec<i64> = active.filter(parties::name_key.eq_any(keys)).select(parties::id).load(conn)?;
    let former: Vec<i64> = party_names::table
        .filter(party_names::workspace_id.eq(scope.workspace_id()))
        .filter(party_names::name_key.eq_any(keys))
        .select(party_names::party_id)
        .load(conn)?;
    if !former.is_empty() {
        let still: Vec<i64> = active.filter(among(parties::id, &former)).select(parties::id).load(conn)?;
        ids.extend(still);
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

/// How far a chain of merged parties is followed.
const CHAIN: usize = 50;

/// Where a party lives on: itself, or the end of its chain. A chain never ends in a circle: only active ones absorb.
pub fn alive(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Party> {
    let mut party = get(conn, scope, id)?;
    for _ in 0..CHAIN {
        match party.merged_into_id {
            Some(next) => party = get(conn, scope, next)?,
            None => return Ok(party),
        }
    }
    Err(Error::internal(format!("party {id}: merged more than {CHAIN} times over")))
}

/// The parties that live on in this one, and in those.
pub fn absorbed(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Vec<Party>> {
    let ids: Vec<i64> = absorbed_in(conn, scope, &[id])?.into_iter().map(|(absorbed, _)| absorbed).collect();
    let mut parties = if ids.is_empty() { Vec::new() } else { by_ids(conn, scope, &ids)? };
    parties.sort_by_key(|party| ids.iter().position(|id| *id == party.id));
    Ok(parties)
}

/// Ids of the parties that live on in one of these, and in those, each with that one; by generation, then by id.
pub fn absorbed_in(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<(i64, i64)>> {
    let own = parties::table.filter(parties::workspace_id.eq(scope.workspace_id()));
    let mut found: Vec<(i64, i64)> = Vec::new();
    let mut edge: HashMap<i64, i64> = ids.iter().map(|id| (*id, *id)).collect();
    for _ in 0..CHAIN {
        let into: Vec<i64> = edge.keys().copied().collect();
        let merged = own.filter(among(parties::merged_into_id, &into));
        let rows: Vec<(i64, Option<i64>)> = merged.select((parties::id, parties::merged_into_id)).load(conn)?;
        let mut next: Vec<(i64, i64)> = rows.into_iter().filter_map(|(id, into)| Some((id, *edge.get(&into?)?))).collect();
        next.sort_unstable();
        if next.is_empty() {
            break;
        }
        edge = next.iter().copied().collect();
        found.extend(next);
    }
    Ok(found)
}

/// Parties of a place go with the local government that looks after it.
pub fn move_department(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    let own = parties::table.filter(parties::workspace_id.eq(scope.workspace_id())).filter(parties::region_id.eq(from));
    diesel::update(own).set(parties::region_id.eq(into)).execute(conn)?;
    Ok(())
}
