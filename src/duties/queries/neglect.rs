//! What was neglected for long, read piece by piece along an index, for the rooms above that ask why.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use diesel::{prelude::*, sql_types as sql};

use crate::{
    duties::{
        CONFIDENTIAL_ORIGIN,
        model::{Comparison, NewTarget, State},
    },
    platform::{
        db::{Conn, Statement, among},
        error::Result,
    },
    schema::{duties, duty_targets, measures, reports},
    tenancy::Scope,
};

/// A duty whose deadline is long over.
#[derive(Clone, Debug, PartialEq, Queryable)]
pub struct Overdue {
    pub id: i64,
    pub number: String,
    pub title: String,
    pub lead_id: i64,
    pub due_on: NaiveDate,
    /// On how many occasions it was reminded of on that day or after it, or by hand.
    pub reminders: i64,
}

/// Where [`overdue`] goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    state: usize,
    due_on: NaiveDate,
    id: i64,
}

/// The states in which somebody owes the duty.
const OWED: [State; 2] = [State::Assigned, State::InProgress];

type OverdueSql = (sql::BigInt, sql::Text, sql::Text, sql::BigInt, sql::Date, sql::BigInt);

/// Duties with a lead whose deadline was before this day, the oldest first within a state, `limit` at once; and where to go on. Confidential
/// ones are nobody's to ask about here.
pub fn overdue(
    conn: &mut Conn,
    scope: &Scope,
    before: NaiveDate,
    after: Option<After>,
    limit: i64,
) -> Result<(Vec<Overdue>, Option<After>)> {
    let state = after.map_or(0, |a| a.state);
    let Some(of) = OWED.get(state) else { return Ok((Vec::new(), None)) };
    let mut out: Statement<OverdueSql> = Statement::new("SELECT d.id, d.number, d.title, d.lead_id, d.sort_on, (");
    out.push("SELECT count(DISTINCT r.kind || CAST(r.threshold AS TEXT)) FROM reminders r WHERE r.workspace_id = d.workspace_id");
    out.push(" AND r.duty_id = d.id AND r.due_on = d.sort_on AND (r.kind = 'by_hand' OR r.threshold <= 0)) ");
    out.push("FROM duties d WHERE d.workspace_id = ").int(scope.workspace_id());
    out.push(" AND d.state = ").push(super::filter::literal(*of)).push(" AND d.sort_on < ").day(before);
    // A row value, so that both databases go on along the index.
    if let Some(after) = after.filter(|a| a.id > 0) {
        out.push(" AND (d.sort_on, d.id) > (").day(after.due_on).push(", ").int(after.id).push(")");
    }
    out.push(" AND d.lead_id IS NOT NULL AND d.origin_kind <> ").text(CONFIDENTIAL_ORIGIN);
    out.push(" ORDER BY d.sort_on, d.id LIMIT ").int(limit);
    let found: Vec<Overdue> = out.load(conn)?;
    let next = match found.last() {
        Some(last) if found.len() as i64 == limit => Some(After { state, due_on: last.due_on, id: last.id }),
        _ => (state + 1 < OWED.len()).then_some(After { state: state + 1, due_on: NaiveDate::MIN, id: 0 }),
    };
    Ok((found, next))
}

/// A target with what was measured, a value a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    pub target_id: i64,
    pub what: NewTarget,
    pub duty_id: i64,
    pub number: String,
    pub title: String,
    pub lead_id: i64,
    /// Period (2026, 2026-03, or the day where the target has none) and the last value the lead gave for it, in order of time.
    pub values: Vec<(String, f64)>,
}

impl Series {
    /// Whether its value got worse from one period to the next `times` times running, up to the last one, which does not reach it.
    pub fn slides(&self, times: usize) -> bool {
        let Some((_, last)) = self.values.last() else { return false };
        let steps: Vec<bool> = self.values.windows(2).map(|w| self.is_worse(w[1].1, w[0].1)).collect();
        steps.len() >= times && steps.iter().rev().take(times).all(|worse| *worse) && !self.what.is_reached(*last)
    }

    fn is_worse(&self, now: f64, before: f64) -> bool {
        match self.what.comparison {
            Comparison::AtLeast | Comparison::About => now < before,
            Comparison::AtMost => now > before,
            Comparison::Exactly => (now - self.what.value).abs() > (before - self.what.value).abs(),
        }
    }
}

/// Targets of open duties that were measured more than `times` times, by their ids after this one, `limit` at once; and where to go on.
pub fn measured_series(conn: &mut Conn, scope: &Scope, times: usize, after: i64, limit: i64) -> Result<(Vec<Series>, Option<i64>)> {
    let w = scope.workspace_id();
    let mut often: Statement<(sql::BigInt,)> = Statement::new("SELECT m.target_id FROM measures m WHERE m.workspace_id = ");
    often.int(w).push(" AND m.target_id > ").int(after).push(" GROUP BY m.target_id HAVING count(*) > ").int(times as i64);
    often.push(" ORDER BY m.target_id LIMIT ").int(limit);
    let ids: Vec<i64> = often.load::<(i64,)>(conn)?.into_iter().map(|(id,)| id).collect();
    let next = ids.last().copied().filter(|_| ids.len() as i64 == limit);
    if ids.is_empty() {
        return Ok((Vec::new(), None));
    }
    let open = OWED.map(State::as_str).into_iter().chain([State::Submitted.as_str(), State::Suspended.as_str()]);
    let mut found: HashMap<i64, Series> = HashMap::new();
    for ids in ids.chunks(500) {
        found.extend(targets(conn, w, ids, &open.clone().collect::<Vec<_>>())?);
    }
    let mut by_period: HashMap<i64, BTreeMap<String, f64>> = HashMap::new();
    for ids in ids.chunks(500) {
        let rows: Vec<(i64, i64, NaiveDate, f64)> = measures::table
            .inner_join(reports::table.on(reports::workspace_id.eq(measures::workspace_id).and(reports::id.eq(measures::report_id))))
            .filter(measures::workspace_id.eq(w))
            .filter(among(measures::target_id, ids))
            .order((measures::target_id, reports::as_of, reports::id))
            .select((measures::target_id, reports::department_id, reports::as_of, measures::value))
            .load(conn)?;
        for (target_id, department_id, as_of, value) in rows {
            let Some(series) = found.get(&target_id).filter(|s| s.lead_id == department_id) else { continue };
            if let Some(period) = period(series.what.per.as_deref(), as_of, scope.today()) {
                by_period.entry(target_id).or_default().insert(period, value);
            }
        }
    }
    let mut all: Vec<Series> = Vec::new();
    for (id, values) in by_period {
        if let Some(mut series) = found.remove(&id) {
            series.values = values.into_iter().collect();
            all.push(series);
        }
    }
    all.sort_by_key(|s| s.target_id);
    Ok((all, next))
}

type TargetRow = (i64, String, f64, String, String, Option<String>, i64, String, String, Option<i64>);

fn targets(conn: &mut Conn, w: i64, ids: &[i64], open: &[&str]) -> Result<Vec<(i64, Series)>> {
    let rows: Vec<TargetRow> = duty_targets::table
        .inner_join(duties::table.on(duties::workspace_id.eq(duty_targets::workspace_id).and(duties::id.eq(duty_targets::duty_id))))
        .filter(duty_targets::workspace_id.eq(w))
        .filter(among(duty_targets::id, ids))
        .filter(duties::state.eq_any(open.to_vec()))
        .filter(duties::origin_kind.ne(CONFIDENTIAL_ORIGIN))
        .select((
            duty_targets::id,
            duty_targets::name,
            duty_targets::value,
            duty_targets::unit,
            duty_targets::comparison,
            duty_targets::per,
            duties::id,
            duties::number,
            duties::title,
            duties::lead_id,
        ))
        .load(conn)?;
    let series = |(target_id, name, value, unit, comparison, per, duty_id, number, title, lead_id): TargetRow| {
        let comparison = Comparison::parse(&comparison)?;
        let what = NewTarget { name, value, unit, comparison, per };
        Some((target_id, Series { target_id, what, duty_id, number, title, lead_id: lead_id?, values: Vec::new() }))
    };
    Ok(rows.into_iter().filter_map(series).collect())
}

/// The period a day is of; none for one that is not over, whose value would look like a fall.
fn period(per: Option<&str>, day: NaiveDate, today: NaiveDate) -> Option<String> {
    // “Over the period” of the duty itself: one that never ends before it does.
    let per = per.filter(|p| *p != "period");
    let name = |day: NaiveDate| match per {
        Some("year") => day.year().to_string(),
        Some("half_year") => format!("{}-H{}", day.year(), day.month0() / 6 + 1),
        Some("quarter") => format!("{}-Q{}", day.year(), day.month0() / 3 + 1),
        Some("week") => format!("{}-W{:02}", day.iso_week().year(), day.iso_week().week()),
        Some(_) => format!("{}-{:02}", day.year(), day.month()),
        None => day.to_string(),
    };
    Some(name(day)).filter(|own| per.is_none() || *own != name(today))
}

#[cfg(test)]
mod tests;
