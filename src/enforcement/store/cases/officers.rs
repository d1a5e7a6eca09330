//! Of cases about officers who enforced unlawfully: whose officers they are, and what was found since.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::{
    enforcement::model::{Case, Outcome},
    platform::{
        db::{Conn, among},
        error::Result,
    },
    schema::{case_findings, case_inspections, case_measures, case_officers, cases},
    tenancy::Scope,
};

/// The departments whose officers acted, by case, of those of these cases that are about that.
pub fn officers_of(conn: &mut Conn, scope: &Scope, case_ids: &[i64]) -> Result<HashMap<i64, i64>> {
    let own = case_officers::table.filter(case_officers::workspace_id.eq(scope.workspace_id()));
    let rows: Vec<(i64, i64)> =
        own.filter(among(case_officers::case_id, case_ids)).select((case_officers::case_id, case_officers::department_id)).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Writes down whose officers acted, in the place of what was said before.
pub fn save_officers(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<()> {
    let own = case_officers::table.filter(case_officers::workspace_id.eq(scope.workspace_id()));
    diesel::delete(own.filter(case_officers::case_id.eq(case.id))).execute(conn)?;
    if let Some(id) = case.officers_of_id {
        let row =
            (case_officers::workspace_id.eq(scope.workspace_id()), case_officers::case_id.eq(case.id), case_officers::department_id.eq(id));
        diesel::insert_into(case_officers::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Officers go with their department to the one it lives on in.
pub fn move_officers(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    let own = case_officers::table.filter(case_officers::workspace_id.eq(scope.workspace_id()));
    diesel::update(own.filter(case_officers::department_id.eq(from))).set(case_officers::department_id.eq(into)).execute(conn)?;
    Ok(())
}

/// A case about officers, and whose they are.
pub type Against = (i64, i64);

/// The next cases about officers that were filed and did not come to nothing, with whose officers they are; and the last case looked at, where
/// there are more. Read along the small table, so that other cases cost nothing.
pub fn filed_against_officers(conn: &mut Conn, scope: &Scope, after: i64, limit: i64) -> Result<(Vec<Against>, Option<i64>)> {
    let w = scope.workspace_id();
    let looked: Vec<Against> = case_officers::table
        .filter(case_officers::workspace_id.eq(w))
        .filter(case_officers::case_id.gt(after))
        .order(case_officers::case_id)
        .limit(limit)
        .select((case_officers::case_id, case_officers::department_id))
        .load(conn)?;
    let more = looked.last().map(|(id, _)| *id).filter(|_| looked.len() as i64 == limit);
    let stands = cases::outcome.is_null().or(cases::outcome.assume_not_null().ne_all(Outcome::NOTHING.map(Outcome::as_str)));
    let ids: Vec<i64> = looked.iter().map(|(id, _)| *id).collect();
    let own = cases::table.filter(cases::workspace_id.eq(w)).filter(among(cases::id, &ids));
    let filed: HashSet<i64> = own.filter(cases::filed_on.is_not_null()).filter(stands).select(cases::id).load(conn)?.into_iter().collect();
    Ok((looked.into_iter().filter(|(id, _)| filed.contains(id)).collect(), more))
}

/// Something found of a case: the case, what makes it one, and when it was written down.
pub type Found = (i64, String, NaiveDateTime);

/// What was found of these cases as a whole, and the re-inspections of their measures that were failed.
pub fn found_of(conn: &mut Conn, scope: &Scope, case_ids: &[i64]) -> Result<Vec<Found>> {
    let w = scope.workspace_id();
    let findings: Vec<(i64, String, NaiveDateTime)> = case_findings::table
        .filter(case_findings::workspace_id.eq(w))
        .filter(among(case_findings::case_id, case_ids))
        .select((case_findings::case_id, case_findings::kind, case_findings::recorded_at))
        .load(conn)?;
    let measures: Vec<(i64, i64)> = case_measures::table
        .filter(case_measures::workspace_id.eq(w))
        .filter(among(case_measures::case_id, case_ids))
        .select((case_measures::id, case_measures::case_id))
        .load(conn)?;
    let ids: Vec<i64> = measures.iter().map(|(id, _)| *id).collect();
    let failed: Vec<(i64, i64, NaiveDateTime)> = case_inspections::table
        .filter(case_inspections::workspace_id.eq(w))
        .filter(among(case_inspections::measure_id, &ids))
        .filter(case_inspections::passed.eq(false))
        .select((case_inspections::measure_id, case_inspections::id, case_inspections::recorded_at))
        .load(conn)?;
    // Found, taken back and found again is found anew.
    let of_case = findings.into_iter().map(|(case, kind, at)| (case, format!("{kind}@{}", at.and_utc().timestamp_micros()), at));
    let case_of = |measure: i64| measures.iter().find(|(id, _)| *id == measure).map(|(_, case)| *case);
    let of_measures = failed.into_iter().filter_map(|(measure, id, at)| Some((case_of(measure)?, id.to_string(), at)));
    Ok(of_case.chain(of_measures).collect())
}
