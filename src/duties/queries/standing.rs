//! How all open duties of a workspace stand, in a few set queries: what digests and reminders are made from.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::{
    calendar::WorkCalendar,
    duties::{
        CONFIDENTIAL_ORIGIN,
        model::{Light, LightReason, Part, PartyState, Progress, State, light},
        store::{ExtensionState, extension_waits},
    },
    platform::{
        clock,
        db::{Conn, among},
        error::{Error, Result},
    },
    schema::{departments, duties, duty_parties, reports},
    tenancy::Scope,
};

/// A department charged with an open duty.
#[derive(Clone, Debug, PartialEq)]
pub struct StandingParty {
    pub department_id: i64,
    pub part: Part,
    pub state: PartyState,
    /// Why it refused.
    pub reason: Option<String>,
    pub received_at: Option<NaiveDateTime>,
    pub reported_at: Option<NaiveDateTime>,
}

/// An open duty that has been assigned, as far as telling people about it asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub id: i64,
    pub number: String,
    pub title: String,
    pub state: State,
    pub lead_id: Option<i64>,
    pub due_on: Option<NaiveDate>,
    pub next_report_on: Option<NaiveDate>,
    pub origin_label: String,
    /// Only those charged learn of it.
    pub is_confidential: bool,
    pub assigned_at: Option<NaiveDateTime>,
    pub reported_at: Option<NaiveDateTime>,
    pub submitted_at: Option<NaiveDateTime>,
    pub returned_at: Option<NaiveDateTime>,
    /// Those charged now, the lead first.
    pub parties: Vec<StandingParty>,
}

impl Standing {
    pub fn party(&self, department_id: i64) -> Option<&StandingParty> {
        self.parties.iter().find(|p| p.department_id == department_id)
    }

    /// Whether it had been closed before and is at work again: handed in, not sent back since, and yet in progress.
    pub fn is_reopened(&self) -> bool {
        self.state == State::InProgress && self.submitted_at.is_some_and(|handed| self.returned_at.is_none_or(|back| back < handed))
    }

    /// The light on the day of `scope`.
    pub fn light(&self, scope: &Scope, calendar: &WorkCalendar) -> (Light, LightReason) {
        let assigned_on = self.assigned_at.map(|at| clock::local(at, scope.zone()).date());
        let progress = Progress { assigned_on, next_report_on: self.next_report_on };
        light(self.state, self.due_on, progress, scope.today(), scope.settings(), calendar)
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = duties)]
struct Row {
    id: i64,
    number: String,
    title: String,
    state: String,
    lead_id: Option<i64>,
    due_on: Option<NaiveDate>,
    next_report_on: Option<NaiveDate>,
    origin_label: String,
    origin_kind: String,
    assigned_at: Option<NaiveDateTime>,
    reported_at: Option<NaiveDateTime>,
    submitted_at: Option<NaiveDateTime>,
    returned_at: Option<NaiveDateTime>,
}

/// The states told of: assigned and not yet at an end.
const OPEN: [State; 5] = [State::Assigned, State::InProgress, State::Submitted, State::Refused, State::Suspended];

fn words(states: &[State]) -> Vec<&'static str> {
    states.iter().map(|s| s.as_str()).collect()
}

/// Every open duty that has been assigned, by deadline, with the departments charged.
pub fn standing(conn: &mut Conn, scope: &Scope) -> Result<Vec<Standing>> {
    let rows: Vec<Row> = duties::table
        .filter(duties::workspace_id.eq(scope.workspace_id()))
        .filter(duties::state.eq_any(words(&OPEN)))
        .order((duties::sort_on, duties::id))
        .select(Row::as_select())
        .load(conn)?;
    let mut parties = parties_of_open(conn, scope)?;
    rows.into_iter()
        .map(|row| {
            let state = State::parse(&row.state).ok_or_else(|| Error::internal(format!("unknown state of a duty: {}", row.state)))?;
            Ok(Standing {
                parties: parties.remove(&row.id).unwrap_or_default(),
                id: row.id,
                number: row.number,
                title: row.title,
                state,
                lead_id: row.lead_id,
                due_on: row.due_on,
                next_report_on: row.next_report_on,
                origin_label: row.origin_label,
                is_confidential: row.origin_kind == CONFIDENTIAL_ORIGIN,
                assigned_at: row.assigned_at,
                reported_at: row.reported_at,
                submitted_at: row.submitted_at,
                returned_at: row.returned_at,
            })
        })
        .collect()
}

type PartyRow = (i64, i64, String, String, Option<String>, Option<NaiveDateTime>, Option<NaiveDateTime>);

fn parties_of_open(conn: &mut Conn, scope: &Scope) -> Result<HashMap<i64, Vec<StandingParty>>> {
    let rows: Vec<PartyRow> = duty_parties::table
        .inner_join(duties::table.on(duties::workspace_id.eq(duty_parties::workspace_id).and(duties::id.eq(duty_parties::duty_id))))
        .filter(duties::workspace_id.eq(scope.workspace_id()))
        .filter(duties::state.eq_any(words(&OPEN)))
        .filter(duty_parties::state.ne(PartyState::Withdrawn.as_str()))
        .order((duty_parties::part, duty_parties::position, duty_parties::department_id))
        .select((
            duty_parties::duty_id,
            duty_parties::department_id,
            duty_parties::part,
            duty_parties::state,
            duty_parties::reason,
            duty_parties::received_at,
            duty_parties::reported_at,
        ))
        .load(conn)?;
    let mut found: HashMap<i64, Vec<StandingParty>> = HashMap::new();
    for (duty_id, department_id, part, state, reason, received_at, reported_at) in rows {
        let part = Part::parse(&part).ok_or_else(|| Error::internal(format!("unknown part of a duty: {part}")))?;
        let state = PartyState::parse(&state).ok_or_else(|| Error::internal(format!("unknown party state of a duty: {state}")))?;
        let party = StandingParty { department_id, part, state, reason, received_at, reported_at };
        found.entry(duty_id).or_default().push(party);
    }
    Ok(found)
}

/// A duty that came to an end.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    pub id: i64,
    pub number: String,
    pub title: String,
    /// `closed` or `cancelled`.
    pub state: State,
    pub lead_id: Option<i64>,
    /// Departments charged when it ended.
    pub department_ids: Vec<i64>,
    pub due_on: Option<NaiveDate>,
    pub submitted_at: Option<NaiveDateTime>,
    /// When it was closed or cancelled.
    pub at: NaiveDateTime,
}

type EndedRow = (i64, String, String, String, Option<i64>, Option<NaiveDate>, Option<NaiveDateTime>, Option<NaiveDateTime>, NaiveDateTime);

/// Duties closed or cancelled since an instant; of confidential ones nobody is told.
pub fn ended_since(conn: &mut Conn, scope: &Scope, since: NaiveDateTime) -> Result<Vec<Ended>> {
    let ended = words(&[State::Closed, State::Cancelled]);
    let rows: Vec<EndedRow> = duties::table
        .filter(duties::workspace_id.eq(scope.workspace_id()))
        .filter(duties::state.eq_any(ended.clone()))
        .filter(duties::updated_at.ge(since))
        .filter(duties::origin_kind.ne(CONFIDENTIAL_ORIGIN))
        .order(duties::id)
        .select((
            duties::id,
            duties::number,
            duties::title,
            duties::state,
            duties::lead_id,
            duties::due_on,
            duties::submitted_at,
            duties::closed_at,
            duties::updated_at,
        ))
        .load(conn)?;
    let charged: Vec<(i64, i64)> = duty_parties::table
        .inner_join(duties::table.on(duties::workspace_id.eq(duty_parties::workspace_id).and(duties::id.eq(duty_parties::duty_id))))
        .filter(duties::workspace_id.eq(scope.workspace_id()))
        .filter(duties::state.eq_any(ended))
        .filter(duties::updated_at.ge(since))
        .filter(duty_parties::state.ne(PartyState::Withdrawn.as_str()))
        .select((duty_parties::duty_id, duty_parties::department_id))
        .load(conn)?;
    let mut departments: HashMap<i64, Vec<i64>> = HashMap::new();
    for (duty_id, department_id) in charged {
        departments.entry(duty_id).or_default().push(department_id);
    }
    let rows = rows.into_iter().map(|(id, number, title, state, lead_id, due_on, submitted_at, closed_at, updated_at)| {
        let state = State::parse(&state).ok_or_else(|| Error::internal(format!("unknown state of a duty: {state}")))?;
        let at = closed_at.filter(|_| state == State::Closed).unwrap_or(updated_at);
        let department_ids = departments.remove(&id).unwrap_or_default();
        Ok(Ended { id, number, title, state, lead_id, department_ids, due_on, submitted_at, at })
    });
    rows.collect::<Result<Vec<_>>>().map(|all| all.into_iter().filter(|e| e.at >= since).collect())
}

/// A request for extension without an answer: duty, department, day asked for, reason.
#[derive(Clone, Debug, PartialEq)]
pub struct WaitingExtension {
    pub duty_id: i64,
    pub department_id: i64,
    pub until: NaiveDate,
    pub reason: String,
}

/// All requests for extension that wait for an answer, the oldest first.
pub fn waiting_extensions(conn: &mut Conn, scope: &Scope) -> Result<Vec<WaitingExtension>> {
    let rows = extension_waits(conn, scope, ExtensionState::Requested)?;
    let named = rows.into_iter().map(|(duty_id, department_id, until, reason)| WaitingExtension { duty_id, department_id, until, reason });
    Ok(named.collect())
}

/// The words of the latest report of each of these duties.
pub fn latest_reports(conn: &mut Conn, scope: &Scope, duty_ids: &[i64]) -> Result<HashMap<i64, String>> {
    let latest: Vec<Option<i64>> = reports::table
        .filter(reports::workspace_id.eq(scope.workspace_id()))
        .filter(among(reports::duty_id, duty_ids))
        .group_by(reports::duty_id)
        .select(diesel::dsl::max(reports::id))
        .load(conn)?;
    let ids: Vec<i64> = latest.into_iter().flatten().collect();
    let rows: Vec<(i64, String)> = reports::table
        .filter(reports::workspace_id.eq(scope.workspace_id()))
        .filter(among(reports::id, &ids))
        .select((reports::duty_id, reports::text))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The short name of every department, closed ones too.
pub fn department_short_names(conn: &mut Conn, scope: &Scope) -> Result<HashMap<i64, String>> {
    let rows: Vec<(i64, String)> = departments::table
        .filter(departments::workspace_id.eq(scope.workspace_id()))
        .select((departments::id, departments::short_name))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
