//! Rows of duties and their parties.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::search::set_pieces;
use crate::{
    duties::model::{CONFIDENTIAL_ORIGIN, Due, Duty, Origin, Part, Party, PartyState, State, sort_parties},
    each_backend,
    platform::{
        db::{Conn, Prepared, among},
        error::{Error, Result},
    },
    schema::{duties, duty_counts, duty_parties},
    tenancy::Scope,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = duties)]
struct Row {
    id: i64,
    number: String,
    title: String,
    requirement: String,
    deliverable: String,
    state: String,
    lead_id: Option<i64>,
    due_rule: Option<String>,
    cadence: Option<String>,
    next_report_on: Option<NaiveDate>,
    origin_kind: String,
    origin_id: Option<i64>,
    origin_label: String,
    created_at: NaiveDateTime,
    assigned_at: Option<NaiveDateTime>,
    accepted_at: Option<NaiveDateTime>,
    reported_at: Option<NaiveDateTime>,
    submitted_at: Option<NaiveDateTime>,
    returned_at: Option<NaiveDateTime>,
    closed_at: Option<NaiveDateTime>,
    version: i64,
    search_key: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = duty_parties)]
struct PartyRow {
    duty_id: i64,
    department_id: i64,
    part: String,
    state: String,
    share: String,
    reason: Option<String>,
    received_at: Option<NaiveDateTime>,
    reported_at: Option<NaiveDateTime>,
    position: i64,
}

/// A stored word that is none of ours: the row was written by something else.
pub(super) fn unknown(what: &str, text: &str) -> Error {
    Error::internal(format!("unknown {what} in the database: {text}"))
}

impl PartyRow {
    fn into_party(self) -> Result<Party> {
        Ok(Party {
            department_id: self.department_id,
            part: Part::parse(&self.part).ok_or_else(|| unknown("part", &self.part))?,
            state: PartyState::parse(&self.state).ok_or_else(|| unknown("party state", &self.state))?,
            share: self.share,
            reason: self.reason,
            received_at: self.received_at,
            reported_at: self.reported_at,
            position: self.position,
        })
    }
}

impl Row {
    fn into_duty(self, mut parties: Vec<Party>, barred: Vec<i64>) -> Result<Duty> {
        sort_parties(&mut parties);
        let mut duty = Duty {
            id: self.id,
            number: self.number,
            title: self.title,
            requirement: self.requirement,
            deliverable: self.deliverable,
            state: State::parse(&self.state).ok_or_else(|| unknown("state", &self.state))?,
            lead_id: self.lead_id,
            due: self.due_rule.map(|json| serde_json::from_str(&json)).transpose()?,
            cadence: self.cadence.map(|c| c.parse()).transpose().map_err(|c: String| unknown("cadence", &c))?,
            next_report_on: self.next_report_on,
            origin: Origin { kind: self.origin_kind, id: self.origin_id, label: self.origin_label },
            created_at: self.created_at,
            assigned_at: self.assigned_at,
            accepted_at: self.accepted_at,
            reported_at: self.reported_at,
            submitted_at: self.submitted_at,
            returned_at: self.returned_at,
            closed_at: self.closed_at,
            version: self.version,
            search_key: self.search_key,
            parties,
            barred,
            stored: None,
        };
        duty.stored = Some(duty.snapshot());
        Ok(duty)
    }
}

/// The columns that change in a duty's life, each as `$as!(column, its value in a duty)`.
macro_rules! columns {
    ($as:ident) => {
        (
            $as!(title, |d: &Duty| d.title.clone()),
            $as!(requirement, |d: &Duty| d.requirement.clone()),
            $as!(deliverable, |d: &Duty| d.deliverable.clone()),
            $as!(state, |d: &Duty| d.state.as_str()),
            $as!(lead_id, |d: &Duty| d.lead_id),
            $as!(due_on, Duty::due_on),
            $as!(sort_on, sort_on),
            $as!(cadence, |d: &Duty| d.cadence.map(|c| c.as_str())),
            $as!(next_report_on, |d: &Duty| d.next_report_on),
            $as!(support_count, |d: &Duty| i32::try_from(d.support().count()).unwrap_or(i32::MAX)),
            $as!(assigned_at, |d: &Duty| d.assigned_at),
            $as!(accepted_at, |d: &Duty| d.accepted_at),
            $as!(reported_at, |d: &Duty| d.reported_at),
            $as!(submitted_at, |d: &Duty| d.submitted_at),
            $as!(returned_at, |d: &Duty| d.returned_at),
            $as!(closed_at, |d: &Duty| d.closed_at),
        )
    };
}

fn due_rule(duty: &Duty) -> Result<Option<String>> {
    Ok(duty.due.as_ref().map(serde_json::to_string).transpose()?)
}

fn sort_on(duty: &Duty) -> NaiveDate {
    duty.due_on().unwrap_or(NO_DEADLINE)
}

/// What `sort_on` holds where there is no deadline, so that both databases sort such duties last.
const NO_DEADLINE: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// Writes a new duty and its parties.
pub fn insert(conn: &mut Conn, scope: &Scope, duty: &mut Duty) -> Result<()> {
    let key = duty.searchable();
    macro_rules! value {
        ($column:ident, $of:expr) => {
            duties::$column.eq($of(duty))
        };
    }
    diesel::insert_into(duties::table)
        .values((
            (
                duties::workspace_id.eq(scope.workspace_id()),
                duties::id.eq(duty.id),
                duties::number.eq(&duty.number),
                duties::origin_kind.eq(&duty.origin.kind),
                duties::origin_id.eq(duty.origin.id),
                duties::origin_label.eq(&duty.origin.label),
                duties::created_at.eq(duty.created_at),
                duties::version.eq(duty.version),
                duties::updated_at.eq(scope.now()),
                duties::search_key.eq(&key),
                duties::outline_key.eq(duty.outline()),
                duties::due_rule.eq(due_rule(duty)?),
            ),
            columns!(value),
        ))
        .execute(conn)?;
    set_pieces(conn, scope, duty.id, "", &key)?;
    duty.search_key = key;
    for party in &duty.parties {
        insert_party(conn, scope, duty, party)?;
    }
    duty.stored = Some(duty.snapshot());
    count(conn, scope, duty.state, 1)
}

/// Keeps the numbers of duties by state when one moves.
pub fn moved(conn: &mut Conn, scope: &Scope, from: State, to: State) -> Result<()> {
    let mut steps = [(from, -1), (to, 1)];
    // Always in one order, so that two who move duties at once never wait for each other.
    steps.sort_by_key(|(state, _)| state.as_str());
    steps.into_iter().try_for_each(|(state, by)| count(conn, scope, state, by))
}

fn count(conn: &mut Conn, scope: &Scope, state: State, by: i64) -> Result<()> {
    let row = (duty_counts::workspace_id.eq(scope.workspace_id()), duty_counts::state.eq(state.as_str()), duty_counts::n.eq(by));
    each_backend!(conn, c => diesel::insert_into(duty_counts::table)
        .values(row)
        .on_conflict((duty_counts::workspace_id, duty_counts::state))
        .do_update()
        .set(duty_counts::n.eq(duty_counts::n + by))
        .execute(c))?;
    Ok(())
}

/// How many duties stand in each state; states without any may be missing.
pub fn counts(conn: &mut Conn, scope: &Scope) -> Result<Vec<(State, i64)>> {
    let rows: Vec<(String, i64)> = duty_counts::table
        .filter(duty_counts::workspace_id.eq(scope.workspace_id()))
        .select((duty_counts::state, duty_counts::n))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(state, n)| Some((State::parse(&state)?, n))).collect())
}

/// Saves what changed in `duty` over the version it was loaded with; `Conflict` when somebody saved in between. A column that is
/// set to what it holds costs its indexes as much as one that changes.
pub fn save(conn: &mut Conn, scope: &Scope, duty: &mut Duty) -> Result<()> {
    let mine = duties::table
        .filter(duties::workspace_id.eq(scope.workspace_id()))
        .filter(duties::id.eq(duty.id))
        .filter(duties::version.eq(duty.version));
    let old = duty.stored.take().ok_or_else(|| Error::internal("a duty is saved that was not loaded"))?;
    macro_rules! value {
        ($column:ident, $of:expr) => {
            ($of(duty) != $of(&*old)).then(|| duties::$column.eq($of(duty)))
        };
    }
    let renamed = duty.title != old.title || duty.requirement != old.requirement || duty.deliverable != old.deliverable;
    let keys = renamed.then(|| (duty.searchable(), duty.outline()));
    let searched = keys.as_ref().map(|(key, outline)| (duties::search_key.eq(key), duties::outline_key.eq(outline)));
    let rule = if duty.due == old.due { None } else { Some(duties::due_rule.eq(due_rule(duty)?)) };
    let set = (columns!(value), searched, rule, duties::version.eq(duty.version + 1), duties::updated_at.eq(scope.now()));
    if Prepared(diesel::update(mine).set(set)).execute(conn)? != 1 {
        return Err(Error::Conflict);
    }
    duty.version += 1;
    if let Some((key, _)) = keys {
        set_pieces(conn, scope, duty.id, &duty.search_key, &key)?;
        duty.search_key = key;
    }
    let moved = duty.state != old.state || sort_on(duty) != sort_on(&old);
    for party in &duty.parties {
        match old.parties.iter().find(|p| p.department_id == party.department_id) {
            Some(same) if same == party && !moved => {}
            Some(_) => update_party(conn, scope, duty, party)?,
            None => insert_party(conn, scope, duty, party)?,
        }
    }
    duty.stored = Some(duty.snapshot());
    Ok(())
}

/// Removes departments from a draft, of which nobody was told.
pub fn forget_parties(conn: &mut Conn, scope: &Scope, duty_id: i64, departments: &[i64]) -> Result<()> {
    let own = duty_parties::table.filter(duty_parties::workspace_id.eq(scope.workspace_id())).filter(duty_parties::duty_id.eq(duty_id));
    diesel::delete(own.filter(among(duty_parties::department_id, departments))).execute(conn)?;
    Ok(())
}

fn insert_party(conn: &mut Conn, scope: &Scope, duty: &Duty, party: &Party) -> Result<()> {
    diesel::insert_into(duty_parties::table)
        .values((
            duty_parties::workspace_id.eq(scope.workspace_id()),
            duty_parties::duty_id.eq(duty.id),
            duty_parties::department_id.eq(party.department_id),
            duty_parties::part.eq(party.part.as_str()),
            duty_parties::state.eq(party.state.as_str()),
            duty_parties::share.eq(&party.share),
            duty_parties::reason.eq(&party.reason),
            duty_parties::received_at.eq(party.received_at),
            duty_parties::reported_at.eq(party.reported_at),
            duty_parties::position.eq(party.position),
            duty_parties::duty_state.eq(duty.state.as_str()),
            duty_parties::sort_on.eq(sort_on(duty)),
        ))
        .execute(conn)?;
    Ok(())
}

fn update_party(conn: &mut Conn, scope: &Scope, duty: &Duty, party: &Party) -> Result<()> {
    let mine = duty_parties::table
        .filter(duty_parties::workspace_id.eq(scope.workspace_id()))
        .filter(duty_parties::duty_id.eq(duty.id))
        .filter(duty_parties::department_id.eq(party.department_id));
    let set = (
        duty_parties::part.eq(party.part.as_str()),
        duty_parties::state.eq(party.state.as_str()),
        duty_parties::share.eq(&party.share),
        duty_parties::reason.eq(&party.reason),
        duty_parties::received_at.eq(party.received_at),
        duty_parties::reported_at.eq(party.reported_at),
        duty_parties::position.eq(party.position),
        duty_parties::duty_state.eq(duty.state.as_str()),
        duty_parties::sort_on.eq(sort_on(duty)),
    );
    Prepared(diesel::update(mine).set(set)).execute(conn)?;
    Ok(())
}

/// A duty to be changed. On PostgreSQL its row is locked until the transaction ends, so that two who report at once queue instead
/// of one failing; SQLite's write transactions queue by themselves.
pub fn load(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Duty> {
    if let Conn::Postgres(c) = conn {
        let _locked: i64 = duties::table
            .filter(duties::workspace_id.eq(scope.workspace_id()))
            .filter(duties::id.eq(id))
            .select(duties::id)
            .for_update()
            .first(c)?;
    }
    load_many(conn, scope, &[id])?.pop().ok_or(Error::NotFound)
}

/// A duty to be shown.
pub fn load_by_number(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Duty> {
    let row: Row = duties::table
        .filter(duties::workspace_id.eq(scope.workspace_id()))
        .filter(duties::number.eq(number))
        .select(Row::as_select())
        .first(conn)?;
    let parties = parties_of(conn, scope, &[row.id])?.into_iter().map(|(_, party)| party).collect();
    let barred = barred(conn, scope, std::slice::from_ref(&row))?.into_iter().map(|(_, member)| member).collect();
    row.into_duty(parties, barred)
}

/// These duties in the order of their ids; those that do not exist are left out.
pub fn load_many(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<Duty>> {
    let rows: Vec<Row> = duties::table
        .filter(duties::workspace_id.eq(scope.workspace_id()))
        .filter(among(duties::id, ids))
        .order(duties::id)
        .select(Row::as_select())
        .load(conn)?;
    let mut parties = parties_of(conn, scope, ids)?;
    let barred = barred(conn, scope, &rows)?;
    rows.into_iter()
        .map(|row| {
            let (own, rest) = std::mem::take(&mut parties).into_iter().partition(|(id, _)| *id == row.id);
            parties = rest;
            let kept_from = barred.iter().filter(|(id, _)| *id == row.id).map(|(_, member)| *member).collect();
            row.into_duty(own.into_iter().map(|(_, party)| party).collect(), kept_from)
        })
        .collect()
}

/// From whom the confidential ones among these are kept; others cost nothing.
fn barred(conn: &mut Conn, scope: &Scope, rows: &[Row]) -> Result<Vec<(i64, i64)>> {
    let ids: Vec<i64> = rows.iter().filter(|row| row.origin_kind == CONFIDENTIAL_ORIGIN).map(|row| row.id).collect();
    if ids.is_empty() { Ok(Vec::new()) } else { super::barred_of(conn, scope, &ids) }
}

fn parties_of(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<(i64, Party)>> {
    let rows: Vec<PartyRow> = duty_parties::table
        .filter(duty_parties::workspace_id.eq(scope.workspace_id()))
        .filter(among(duty_parties::duty_id, ids))
        .order((duty_parties::duty_id, duty_parties::part, duty_parties::position, duty_parties::department_id))
        .select(PartyRow::as_select())
        .load(conn)?;
    rows.into_iter().map(|row| Ok((row.duty_id, row.into_party()?))).collect()
}

/// Open duties with a deadline: those a change of the calendar may concern.
pub fn ids_with_computed_deadline(conn: &mut Conn, scope: &Scope) -> Result<Vec<i64>> {
    let open: Vec<&str> = State::ALL.into_iter().filter(|s| s.is_open()).map(State::as_str).collect();
    let ids = duties::table
        .filter(duties::workspace_id.eq(scope.workspace_id()))
        .filter(duties::state.eq_any(open))
        .filter(duties::due_on.is_not_null())
        .order(duties::id)
        .select(duties::id)
        .load(conn)?;
    Ok(ids)
}

/// Keeps how a deadline that stays the same comes about; its version stays, since nothing a person decided has changed.
pub fn set_due_rule(conn: &mut Conn, scope: &Scope, duty_id: i64, due: &Due) -> Result<()> {
    let own = duties::table.filter(duties::workspace_id.eq(scope.workspace_id())).filter(duties::id.eq(duty_id));
    diesel::update(own).set(duties::due_rule.eq(serde_json::to_string(due)?)).execute(conn)?;
    Ok(())
}

/// Open duties with a deadline up to the end of `known_until` that was computed when a year it reaches into was not known.
pub fn ids_with_deadline_beyond_known(conn: &mut Conn, scope: &Scope, known_until: i32) -> Result<Vec<i64>> {
    let open: Vec<&str> = State::ALL.into_iter().filter(|s| s.is_open()).map(State::as_str).collect();
    let last = NaiveDate::from_ymd_opt(known_until, 12, 31).unwrap_or(NaiveDate::MAX);
    let ids = duties::table
        .filter(duties::workspace_id.eq(scope.workspace_id()))
        .filter(duties::state.eq_any(open))
        .filter(duties::sort_on.le(last))
        .filter(duties::due_rule.like("%\"beyond_known\":true%"))
        .order(duties::id)
        .select(duties::id)
        .load(conn)?;
    Ok(ids)
}

/// Duties that still matter (drafts included) and charge this department.
pub fn ids_charging(conn: &mut Conn, scope: &Scope, department_id: i64) -> Result<Vec<i64>> {
    let ended = [State::Closed.as_str(), State::Cancelled.as_str()];
    let ids = duty_parties::table
        .inner_join(duties::table.on(duties::workspace_id.eq(duty_parties::workspace_id).and(duties::id.eq(duty_parties::duty_id))))
        .filter(duty_parties::workspace_id.eq(scope.workspace_id()))
        .filter(duty_parties::department_id.eq(department_id))
        .filter(duty_parties::state.ne(PartyState::Withdrawn.as_str()))
        .filter(duties::state.ne_all(ended))
        .order(duties::id)
        .select(duties::id)
        .load(conn)?;
    Ok(ids)
}
