//! Rows of measures, re-inspections and findings.

use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::{dsl::exists, prelude::*};

use super::model::{Finding, FindingKind, Inspection, Measure, MeasureState};
use crate::{
    enforcement::MeasureKind,
    platform::{
        db::{Conn, among},
        error::{Error, Result},
    },
    schema::{case_findings, case_inspections, case_measures, publication_versions, publications},
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = case_measures, primary_key(workspace_id, id), treat_none_as_null = true)]
struct Row {
    workspace_id: i64,
    id: i64,
    case_id: i64,
    kind: String,
    name: String,
    legal_basis: String,
    department_id: i64,
    imposed_by: String,
    imposed_at: NaiveDateTime,
    in_force_on: NaiveDate,
    due_rule: Option<String>,
    due_on: Option<NaiveDate>,
    conditions: String,
    reply: String,
    replied_on: Option<NaiveDate>,
    state: String,
    ended_on: Option<NaiveDate>,
    reason: String,
    proposal_id: Option<i64>,
    version: i64,
    told_by: Option<String>,
}

impl Row {
    fn of(scope: &Scope, m: &Measure) -> Result<Self> {
        Ok(Self {
            workspace_id: scope.workspace_id(),
            id: m.id,
            case_id: m.case_id,
            kind: m.kind.as_str().into(),
            name: m.name.clone(),
            legal_basis: m.legal_basis.clone(),
            department_id: m.department_id,
            imposed_by: m.imposed_by.clone(),
            imposed_at: m.imposed_at,
            in_force_on: m.in_force_on,
            due_rule: m.rule.as_ref().map(serde_json::to_string).transpose().map_err(Error::internal)?,
            due_on: m.due_on,
            conditions: m.conditions.clone(),
            reply: m.reply.clone(),
            replied_on: m.replied_on,
            state: m.state.as_str().into(),
            ended_on: m.ended_on,
            reason: m.reason.clone(),
            proposal_id: m.proposal_id,
            version: m.version,
            told_by: m.told_by.clone(),
        })
    }

    fn into_model(self) -> Result<Measure> {
        Ok(Measure {
            id: self.id,
            case_id: self.case_id,
            kind: MeasureKind::stored(&self.kind)?,
            name: self.name,
            legal_basis: self.legal_basis,
            department_id: self.department_id,
            imposed_by: self.imposed_by,
            imposed_at: self.imposed_at,
            in_force_on: self.in_force_on,
            rule: self.due_rule.as_deref().map(serde_json::from_str).transpose().map_err(Error::internal)?,
            due_on: self.due_on,
            conditions: self.conditions,
            reply: self.reply,
            replied_on: self.replied_on,
            state: MeasureState::stored(&self.state)?,
            ended_on: self.ended_on,
            reason: self.reason,
            proposal_id: self.proposal_id,
            version: self.version,
            told_by: self.told_by,
        })
    }
}

/// Of these cases, in the order they were imposed.
pub fn of_cases(conn: &mut Conn, scope: &Scope, case_ids: &[i64]) -> Result<Vec<Measure>> {
    let rows: Vec<Row> = case_measures::table
        .filter(case_measures::workspace_id.eq(scope.workspace_id()))
        .filter(among(case_measures::case_id, case_ids))
        .order((case_measures::in_force_on, case_measures::id))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

/// One of a case; `NotFound` when there is none.
pub fn get(conn: &mut Conn, scope: &Scope, case_id: i64, id: i64) -> Result<Measure> {
    let own = case_measures::table.filter(case_measures::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(case_measures::case_id.eq(case_id)).filter(case_measures::id.eq(id));
    own.select(Row::as_select()).first(conn).map_err(Error::from)?.into_model()
}

pub fn insert(conn: &mut Conn, scope: &Scope, measure: &Measure) -> Result<()> {
    diesel::insert_into(case_measures::table).values(Row::of(scope, measure)?).execute(conn)?;
    Ok(())
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save(conn: &mut Conn, scope: &Scope, measure: &mut Measure) -> Result<()> {
    let loaded = measure.version;
    measure.version += 1;
    let own = case_measures::table.filter(case_measures::workspace_id.eq(scope.workspace_id())).filter(case_measures::id.eq(measure.id));
    let saved = diesel::update(own.filter(case_measures::version.eq(loaded))).set(Row::of(scope, measure)?).execute(conn)?;
    if saved == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The first `limit` cases, by id above `after`, with a measure in force whose deadline was on one of these days.
pub fn passed_on(conn: &mut Conn, scope: &Scope, days: Range<NaiveDate>, after: i64, limit: i64) -> Result<Vec<i64>> {
    let own = case_measures::table.filter(case_measures::workspace_id.eq(scope.workspace_id())).filter(case_measures::case_id.gt(after));
    let own = own.filter(case_measures::state.eq(MeasureState::InForce.as_str()));
    let own = own.filter(case_measures::due_on.ge(days.start)).filter(case_measures::due_on.lt(days.end));
    Ok(own.select(case_measures::case_id).distinct().order(case_measures::case_id).limit(limit).load(conn)?)
}

/// The first `limit` cases, by id above `after`, with a publication in force on this day and an order to publish that is not known to be
/// done.
pub fn public_by(conn: &mut Conn, scope: &Scope, day: NaiveDate, after: i64, limit: i64) -> Result<Vec<i64>> {
    let of_case = publications::table
        .inner_join(
            publication_versions::table.on(publication_versions::workspace_id
                .eq(publications::workspace_id)
                .and(publication_versions::publication_id.eq(publications::id))),
        )
        .filter(publications::workspace_id.eq(case_measures::workspace_id))
        .filter(publications::case_id.eq(case_measures::case_id.nullable()))
        .filter(publication_versions::state.eq("published"))
        .filter(publication_versions::published_on.le(day));
    let own = case_measures::table.filter(case_measures::workspace_id.eq(scope.workspace_id())).filter(case_measures::case_id.gt(after));
    let own = own.filter(case_measures::state.eq(MeasureState::InForce.as_str()));
    let own = own.filter(case_measures::kind.eq(MeasureKind::Publish.as_str())).filter(exists(of_case));
    Ok(own.select(case_measures::case_id).distinct().order(case_measures::case_id).limit(limit).load(conn)?)
}

/// Of a case, by number: the first day of what is in force, and whether it is worked on.
pub fn publications_of(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Vec<(String, Option<NaiveDate>, String)>> {
    let shown = publication_versions::table.on(publication_versions::workspace_id
        .eq(publications::workspace_id)
        .and(publication_versions::publication_id.eq(publications::id))
        .and(publication_versions::state.eq("published")));
    let own = publications::table.left_join(shown).filter(publications::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(publications::case_id.eq(case_id).assume_not_null()).order(publications::id);
    Ok(own.select((publications::number, publication_versions::published_on.nullable(), publications::state)).load(conn)?)
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = case_inspections)]
struct InspectionRow {
    workspace_id: i64,
    id: i64,
    measure_id: i64,
    department_id: i64,
    inspected_on: NaiveDate,
    inspectors: String,
    passed: bool,
    figures: String,
    recorded_at: NaiveDateTime,
    recorded_by: String,
}

/// Of these measures, by day.
pub fn inspections(conn: &mut Conn, scope: &Scope, measure_ids: &[i64]) -> Result<Vec<Inspection>> {
    let rows: Vec<InspectionRow> = case_inspections::table
        .filter(case_inspections::workspace_id.eq(scope.workspace_id()))
        .filter(among(case_inspections::measure_id, measure_ids))
        .order((case_inspections::inspected_on, case_inspections::id))
        .select(InspectionRow::as_select())
        .load(conn)?;
    let inspection = |row: InspectionRow| Inspection {
        id: row.id,
        measure_id: row.measure_id,
        department_id: row.department_id,
        inspected_on: row.inspected_on,
        inspectors: row.inspectors,
        passed: row.passed,
        figures: row.figures,
        recorded_at: row.recorded_at,
        recorded_by: row.recorded_by,
    };
    Ok(rows.into_iter().map(inspection).collect())
}

pub fn insert_inspection(conn: &mut Conn, scope: &Scope, i: &Inspection) -> Result<()> {
    let row = InspectionRow {
        workspace_id: scope.workspace_id(),
        id: i.id,
        measure_id: i.measure_id,
        department_id: i.department_id,
        inspected_on: i.inspected_on,
        inspectors: i.inspectors.clone(),
        passed: i.passed,
        figures: i.figures.clone(),
        recorded_at: i.recorded_at,
        recorded_by: i.recorded_by.clone(),
    };
    diesel::insert_into(case_inspections::table).values(row).execute(conn)?;
    Ok(())
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = case_findings)]
struct FindingRow {
    workspace_id: i64,
    case_id: i64,
    kind: String,
    found_on: NaiveDate,
    text: String,
    recorded_at: NaiveDateTime,
    recorded_by: String,
}

/// Of these cases, by day, each with its case.
pub fn findings(conn: &mut Conn, scope: &Scope, case_ids: &[i64]) -> Result<Vec<(i64, Finding)>> {
    let rows: Vec<FindingRow> = case_findings::table
        .filter(case_findings::workspace_id.eq(scope.workspace_id()))
        .filter(among(case_findings::case_id, case_ids))
        .order((case_findings::found_on, case_findings::kind))
        .select(FindingRow::as_select())
        .load(conn)?;
    let finding = |row: FindingRow| {
        let kind = FindingKind::stored(&row.kind)?;
        let (recorded_at, recorded_by) = (row.recorded_at, row.recorded_by);
        Ok((row.case_id, Finding { kind, found_on: row.found_on, text: row.text, recorded_at, recorded_by }))
    };
    rows.into_iter().map(finding).collect()
}

pub fn insert_finding(conn: &mut Conn, scope: &Scope, case_id: i64, f: &Finding) -> Result<()> {
    let row = FindingRow {
        workspace_id: scope.workspace_id(),
        case_id,
        kind: f.kind.as_str().into(),
        found_on: f.found_on,
        text: f.text.clone(),
        recorded_at: f.recorded_at,
        recorded_by: f.recorded_by.clone(),
    };
    diesel::insert_into(case_findings::table).values(row).execute(conn)?;
    Ok(())
}

/// Takes a finding back; how many there were.
pub fn delete_finding(conn: &mut Conn, scope: &Scope, case_id: i64, kind: FindingKind) -> Result<usize> {
    let own = case_findings::table.filter(case_findings::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(case_findings::case_id.eq(case_id)).filter(case_findings::kind.eq(kind.as_str()));
    Ok(diesel::delete(own).execute(conn)?)
}

/// Measures and re-inspections of a department go with it.
pub fn move_department(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    let own = case_measures::table.filter(case_measures::workspace_id.eq(scope.workspace_id()));
    let version = case_measures::version.eq(case_measures::version + 1);
    diesel::update(own.filter(case_measures::department_id.eq(from)))
        .set((case_measures::department_id.eq(into), version))
        .execute(conn)?;
    let own = case_inspections::table.filter(case_inspections::workspace_id.eq(scope.workspace_id()));
    diesel::update(own.filter(case_inspections::department_id.eq(from))).set(case_inspections::department_id.eq(into)).execute(conn)?;
    Ok(())
}
