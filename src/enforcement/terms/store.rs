//! Rows of deadlines that are still ahead, and setting them.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::{
    calendar::DeadlineRule,
    enforcement::{
        MeasureKind,
        hand_over::HandOverState,
        ladder::ProposalState,
        measure::MeasureState,
        model::{CaseState, NextWhat},
    },
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    schema::{case_measures, case_proposals, cases, hand_overs},
    tenancy::Scope,
};

/// A measure in force with a deadline that was counted.
pub struct Measured {
    pub id: i64,
    pub case_id: i64,
    pub kind: MeasureKind,
    pub name: String,
    pub in_force_on: NaiveDate,
    pub rule: DeadlineRule,
    pub due_on: NaiveDate,
}

type MeasureRow = (i64, i64, String, String, NaiveDate, Option<String>, Option<NaiveDate>);

/// Those in force due on this day or later whose deadline the calendar has a say in.
pub fn measures(conn: &mut Conn, scope: &Scope, from: NaiveDate) -> Result<Vec<Measured>> {
    let rows: Vec<MeasureRow> = case_measures::table
        .filter(case_measures::workspace_id.eq(scope.workspace_id()))
        .filter(case_measures::state.eq(MeasureState::InForce.as_str()))
        .filter(case_measures::due_on.ge(from))
        .order((case_measures::due_on, case_measures::id))
        .select((
            case_measures::id,
            case_measures::case_id,
            case_measures::kind,
            case_measures::name,
            case_measures::in_force_on,
            case_measures::due_rule,
            case_measures::due_on,
        ))
        .load(conn)?;
    let mut found = Vec::new();
    for (id, case_id, kind, name, in_force_on, rule, due_on) in rows {
        let (Some(rule), Some(due_on)) = (rule, due_on) else { continue };
        let rule: DeadlineRule = serde_json::from_str(&rule).map_err(Error::internal)?;
        if rule.depends_on_calendar() {
            found.push(Measured { id, case_id, kind: MeasureKind::stored(&kind)?, name, in_force_on, rule, due_on });
        }
    }
    Ok(found)
}

/// A hand-over that waits for an answer.
#[derive(Queryable)]
pub struct Handed {
    pub id: i64,
    pub number: String,
    pub case_id: i64,
    pub sent_at: NaiveDateTime,
    /// None once it was received.
    pub receipt: Option<NaiveDate>,
    pub receipt_days: Option<i32>,
    pub result: Option<NaiveDate>,
    pub result_days: Option<i32>,
}

/// Those that wait with a receipt or a result due on this day or later.
pub fn hand_overs(conn: &mut Conn, scope: &Scope, from: NaiveDate) -> Result<Vec<Handed>> {
    let waiting = [HandOverState::Sent.as_str(), HandOverState::Received.as_str()];
    let rows: Vec<(Handed, String)> = hand_overs::table
        .filter(hand_overs::workspace_id.eq(scope.workspace_id()))
        .filter(hand_overs::state.eq_any(waiting))
        .filter(hand_overs::receipt_due_on.ge(from).or(hand_overs::result_due_on.ge(from).assume_not_null()))
        .order(hand_overs::id)
        .select((
            (
                hand_overs::id,
                hand_overs::number,
                hand_overs::case_id,
                hand_overs::sent_at,
                hand_overs::receipt_due_on.nullable(),
                hand_overs::receipt_days,
                hand_overs::result_due_on,
                hand_overs::result_days,
            ),
            hand_overs::state,
        ))
        .load(conn)?;
    let is_sent = |state: &str| state == HandOverState::Sent.as_str();
    Ok(rows.into_iter().map(|(h, state)| Handed { receipt: h.receipt.filter(|_| is_sent(&state)), ..h }).collect())
}

/// Open proposals to be decided on this day or later: id, case, when it was made, the day.
pub fn proposals(conn: &mut Conn, scope: &Scope, from: NaiveDate) -> Result<Vec<(i64, i64, NaiveDateTime, NaiveDate)>> {
    let own = case_proposals::table.filter(case_proposals::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(case_proposals::state.eq(ProposalState::Open.as_str())).filter(case_proposals::due_on.ge(from));
    let columns = (case_proposals::id, case_proposals::case_id, case_proposals::proposed_at, case_proposals::due_on);
    Ok(own.order((case_proposals::due_on, case_proposals::id)).select(columns).load(conn)?)
}

/// Registered cases to be filed on this day or later: id, kind, when it was registered, the day.
pub fn to_file(conn: &mut Conn, scope: &Scope, from: NaiveDate) -> Result<Vec<(i64, i64, NaiveDate, NaiveDate)>> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(cases::state.eq(CaseState::Registered.as_str())).filter(cases::file_due_on.ge(from));
    Ok(own.order(cases::id).select((cases::id, cases::kind_id, cases::registered_on, cases::file_due_on)).load(conn)?)
}

/// Open and referred cases whose next step is worked out from other days, due on this day or later.
pub fn to_be_settled(conn: &mut Conn, scope: &Scope, from: NaiveDate) -> Result<Vec<i64>> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id()));
    let goes_on = [CaseState::Open.as_str(), CaseState::Referred.as_str()];
    let own = own.filter(cases::state.eq_any(goes_on)).filter(cases::next_due_on.ge(from));
    let steps = [NextWhat::Measure.as_str(), NextWhat::Close.as_str()];
    Ok(own.filter(cases::next_what.eq_any(steps)).order(cases::id).select(cases::id).load(conn)?)
}

pub fn set_measure(conn: &mut Conn, scope: &Scope, id: i64, day: NaiveDate) -> Result<()> {
    let own = case_measures::table.filter(case_measures::workspace_id.eq(scope.workspace_id())).filter(case_measures::id.eq(id));
    let set = (case_measures::due_on.eq(day), case_measures::version.eq(case_measures::version + 1));
    diesel::update(own).set(set).execute(conn)?;
    Ok(())
}

pub fn set_proposal(conn: &mut Conn, scope: &Scope, id: i64, day: NaiveDate) -> Result<()> {
    let own = case_proposals::table.filter(case_proposals::workspace_id.eq(scope.workspace_id())).filter(case_proposals::id.eq(id));
    let set = (case_proposals::due_on.eq(day), case_proposals::version.eq(case_proposals::version + 1));
    diesel::update(own).set(set).execute(conn)?;
    Ok(())
}

pub fn set_receipt(conn: &mut Conn, scope: &Scope, id: i64, day: NaiveDate) -> Result<()> {
    let own = hand_overs::table.filter(hand_overs::workspace_id.eq(scope.workspace_id())).filter(hand_overs::id.eq(id));
    diesel::update(own).set((hand_overs::receipt_due_on.eq(day), hand_overs::version.eq(hand_overs::version + 1))).execute(conn)?;
    Ok(())
}

pub fn set_result(conn: &mut Conn, scope: &Scope, id: i64, day: NaiveDate) -> Result<()> {
    let own = hand_overs::table.filter(hand_overs::workspace_id.eq(scope.workspace_id())).filter(hand_overs::id.eq(id));
    diesel::update(own).set((hand_overs::result_due_on.eq(day), hand_overs::version.eq(hand_overs::version + 1))).execute(conn)?;
    Ok(())
}

/// The case is saved by whoever settles it next.
pub fn set_file(conn: &mut Conn, scope: &Scope, id: i64, day: NaiveDate) -> Result<()> {
    let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id())).filter(cases::id.eq(id));
    diesel::update(own).set(cases::file_due_on.eq(day)).execute(conn)?;
    Ok(())
}
