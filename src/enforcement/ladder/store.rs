//! Rows of ladders, their rules, and proposals.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::model::{Condition, Ladder, Proposal, ProposalState, Rule};
use crate::{
    enforcement::{MeasureKind, sampling::SampleLevel},
    platform::{
        db::{Conn, among},
        error::{Error, Result},
    },
    schema::{case_ladders, case_proposals, ladder_rules, ladders},
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = ladders, primary_key(workspace_id, id), treat_none_as_null = true)]
struct Row {
    workspace_id: i64,
    id: i64,
    number: i32,
    in_force_on: Option<NaiveDate>,
    note: String,
    made_at: NaiveDateTime,
    made_by: String,
    version: i64,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = ladder_rules)]
struct RuleRow {
    workspace_id: i64,
    ladder_id: i64,
    position: i32,
    kinds: String,
    condition: String,
    after: Option<String>,
    level: Option<String>,
    times: i32,
    months: i32,
    measures: String,
    days: i32,
    competent_id: Option<i64>,
    article: String,
}

/// JSON of the program's own; what cannot be read back is a fault.
fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(Error::internal)
}

fn text<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}

impl RuleRow {
    fn of(scope: &Scope, ladder_id: i64, rule: &Rule) -> Result<Self> {
        Ok(Self {
            workspace_id: scope.workspace_id(),
            ladder_id,
            position: rule.position,
            kinds: text(&rule.kinds)?,
            condition: rule.condition.as_str().into(),
            after: rule.after.map(|kind| kind.as_str().into()),
            level: rule.level.map(|level| level.as_str().into()),
            times: rule.times,
            months: rule.months,
            measures: text(&rule.measures)?,
            days: rule.days,
            competent_id: rule.competent_id,
            article: rule.article.clone(),
        })
    }

    fn into_model(self) -> Result<Rule> {
        Ok(Rule {
            position: self.position,
            kinds: json(&self.kinds)?,
            condition: Condition::stored(&self.condition)?,
            after: self.after.as_deref().map(MeasureKind::stored).transpose()?,
            level: self.level.as_deref().map(SampleLevel::stored).transpose()?,
            times: self.times,
            months: self.months,
            measures: json(&self.measures)?,
            days: self.days,
            competent_id: self.competent_id,
            article: self.article,
        })
    }
}

/// All versions with their rules, the newest first. A workspace has a handful.
pub fn ladders(conn: &mut Conn, scope: &Scope) -> Result<Vec<Ladder>> {
    let rows: Vec<Row> = ladders::table
        .filter(ladders::workspace_id.eq(scope.workspace_id()))
        .order(ladders::number.desc())
        .select(Row::as_select())
        .load(conn)?;
    let rules: Vec<RuleRow> = ladder_rules::table
        .filter(ladder_rules::workspace_id.eq(scope.workspace_id()))
        .order((ladder_rules::ladder_id, ladder_rules::position))
        .select(RuleRow::as_select())
        .load(conn)?;
    let mut of: HashMap<i64, Vec<Rule>> = HashMap::new();
    for row in rules {
        of.entry(row.ladder_id).or_default().push(row.into_model()?);
    }
    let ladder = |row: Row| Ladder {
        rules: of.remove(&row.id).unwrap_or_default(),
        id: row.id,
        number: row.number,
        in_force_on: row.in_force_on,
        note: row.note,
        made_at: row.made_at,
        made_by: row.made_by,
        version: row.version,
    };
    Ok(rows.into_iter().map(ladder).collect())
}

pub fn insert(conn: &mut Conn, scope: &Scope, ladder: &Ladder) -> Result<()> {
    let row = Row {
        workspace_id: scope.workspace_id(),
        id: ladder.id,
        number: ladder.number,
        in_force_on: ladder.in_force_on,
        note: ladder.note.clone(),
        made_at: ladder.made_at,
        made_by: ladder.made_by.clone(),
        version: ladder.version,
    };
    diesel::insert_into(ladders::table).values(row).execute(conn)?;
    set_rules(conn, scope, ladder)
}

/// Saves it with its rules; `Conflict` when somebody else did so meanwhile.
pub fn save(conn: &mut Conn, scope: &Scope, ladder: &mut Ladder) -> Result<()> {
    let loaded = ladder.version;
    ladder.version += 1;
    let own = ladders::table.filter(ladders::workspace_id.eq(scope.workspace_id())).filter(ladders::id.eq(ladder.id));
    let set = (ladders::in_force_on.eq(ladder.in_force_on), ladders::note.eq(&ladder.note), ladders::version.eq(ladder.version));
    if diesel::update(own.filter(ladders::version.eq(loaded))).set(set).execute(conn)? != 1 {
        return Err(Error::Conflict);
    }
    let rules = ladder_rules::table.filter(ladder_rules::workspace_id.eq(scope.workspace_id()));
    diesel::delete(rules.filter(ladder_rules::ladder_id.eq(ladder.id))).execute(conn)?;
    set_rules(conn, scope, ladder)
}

fn set_rules(conn: &mut Conn, scope: &Scope, ladder: &Ladder) -> Result<()> {
    for rule in &ladder.rules {
        diesel::insert_into(ladder_rules::table).values(RuleRow::of(scope, ladder.id, rule)?).execute(conn)?;
    }
    Ok(())
}

/// A draft that will not come into force.
pub fn delete(conn: &mut Conn, scope: &Scope, id: i64) -> Result<()> {
    let rules = ladder_rules::table.filter(ladder_rules::workspace_id.eq(scope.workspace_id()));
    diesel::delete(rules.filter(ladder_rules::ladder_id.eq(id))).execute(conn)?;
    let own = ladders::table.filter(ladders::workspace_id.eq(scope.workspace_id()));
    diesel::delete(own.filter(ladders::id.eq(id))).execute(conn)?;
    Ok(())
}

/// The versions these cases were filed under, or moved to by hand, by case.
pub fn moved_to(conn: &mut Conn, scope: &Scope, case_ids: &[i64]) -> Result<HashMap<i64, i64>> {
    let own = case_ladders::table.filter(case_ladders::workspace_id.eq(scope.workspace_id()));
    let rows: Vec<(i64, i64)> =
        own.filter(among(case_ladders::case_id, case_ids)).select((case_ladders::case_id, case_ladders::ladder_id)).load(conn)?;
    Ok(rows.into_iter().collect())
}

pub fn move_to(conn: &mut Conn, scope: &Scope, case_id: i64, ladder_id: i64) -> Result<()> {
    let own = case_ladders::table.filter(case_ladders::workspace_id.eq(scope.workspace_id()));
    diesel::delete(own.filter(case_ladders::case_id.eq(case_id))).execute(conn)?;
    let row =
        (case_ladders::workspace_id.eq(scope.workspace_id()), case_ladders::case_id.eq(case_id), case_ladders::ladder_id.eq(ladder_id));
    diesel::insert_into(case_ladders::table).values(row).execute(conn)?;
    Ok(())
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = case_proposals, primary_key(workspace_id, id), treat_none_as_null = true)]
struct ProposalRow {
    workspace_id: i64,
    id: i64,
    case_id: i64,
    ladder_id: i64,
    fact_key: String,
    rule: String,
    facts: String,
    department_id: i64,
    proposed_at: NaiveDateTime,
    due_on: NaiveDate,
    state: String,
    declines: i32,
    decided_at: Option<NaiveDateTime>,
    decided_by: String,
    reason: String,
    version: i64,
}

impl ProposalRow {
    fn of(scope: &Scope, p: &Proposal) -> Result<Self> {
        Ok(Self {
            workspace_id: scope.workspace_id(),
            id: p.id,
            case_id: p.case_id,
            ladder_id: p.ladder_id,
            fact_key: p.fact_key.clone(),
            rule: text(&p.rule)?,
            facts: text(&p.facts)?,
            department_id: p.department_id,
            proposed_at: p.proposed_at,
            due_on: p.due_on,
            state: p.state.as_str().into(),
            declines: p.declines,
            decided_at: p.decided_at,
            decided_by: p.decided_by.clone(),
            reason: p.reason.clone(),
            version: p.version,
        })
    }

    fn into_model(self) -> Result<Proposal> {
        Ok(Proposal {
            id: self.id,
            case_id: self.case_id,
            ladder_id: self.ladder_id,
            rule: json(&self.rule)?,
            facts: json(&self.facts)?,
            fact_key: self.fact_key,
            department_id: self.department_id,
            proposed_at: self.proposed_at,
            due_on: self.due_on,
            state: ProposalState::stored(&self.state)?,
            declines: self.declines,
            decided_at: self.decided_at,
            decided_by: self.decided_by,
            reason: self.reason,
            version: self.version,
        })
    }
}

/// Of these cases, the oldest first.
pub fn proposals(conn: &mut Conn, scope: &Scope, case_ids: &[i64]) -> Result<Vec<Proposal>> {
    let mut rows: Vec<ProposalRow> = case_proposals::table
        .filter(case_proposals::workspace_id.eq(scope.workspace_id()))
        .filter(among(case_proposals::case_id, case_ids))
        .select(ProposalRow::as_select())
        .load(conn)?;
    rows.sort_unstable_by_key(|row| row.id);
    rows.into_iter().map(ProposalRow::into_model).collect()
}

/// `NotFound` when there is none.
pub fn proposal(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Proposal> {
    let own = case_proposals::table.filter(case_proposals::workspace_id.eq(scope.workspace_id()));
    own.filter(case_proposals::id.eq(id)).select(ProposalRow::as_select()).first(conn).map_err(Error::from)?.into_model()
}

/// Writes it unless there is one of these facts already; whether it did.
pub fn insert_proposal(conn: &mut Conn, scope: &Scope, proposal: &Proposal) -> Result<bool> {
    let row = ProposalRow::of(scope, proposal)?;
    let written = crate::each_backend!(conn, c => diesel::insert_into(case_proposals::table)
        .values(row)
        .on_conflict((case_proposals::workspace_id, case_proposals::case_id, case_proposals::fact_key))
        .do_nothing()
        .execute(c))?;
    Ok(written == 1)
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save_proposal(conn: &mut Conn, scope: &Scope, proposal: &mut Proposal) -> Result<()> {
    let loaded = proposal.version;
    proposal.version += 1;
    let own =
        case_proposals::table.filter(case_proposals::workspace_id.eq(scope.workspace_id())).filter(case_proposals::id.eq(proposal.id));
    let saved = diesel::update(own.filter(case_proposals::version.eq(loaded))).set(ProposalRow::of(scope, proposal)?).execute(conn)?;
    if saved == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// How many proposals wait for a department.
pub fn waiting_for(conn: &mut Conn, scope: &Scope, department: i64) -> Result<i64> {
    let own = case_proposals::table.filter(case_proposals::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(case_proposals::department_id.eq(department)).filter(case_proposals::state.eq(ProposalState::Open.as_str()));
    Ok(own.count().get_result(conn)?)
}

/// What a department has to decide, now and by rules, goes with it.
pub fn move_department(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    let own = case_proposals::table.filter(case_proposals::workspace_id.eq(scope.workspace_id()));
    let version = case_proposals::version.eq(case_proposals::version + 1);
    diesel::update(own.filter(case_proposals::department_id.eq(from)))
        .set((case_proposals::department_id.eq(into), version))
        .execute(conn)?;
    let own = ladder_rules::table.filter(ladder_rules::workspace_id.eq(scope.workspace_id()));
    diesel::update(own.filter(ladder_rules::competent_id.eq(from))).set(ladder_rules::competent_id.eq(into)).execute(conn)?;
    Ok(())
}
