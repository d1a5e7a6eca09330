//! Rows of decisions and the departments that support them.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::item_list::seen;
use crate::{
    duties::search_key,
    meetings::model::{Decision, State},
    platform::{
        db::{Conn, among},
        error::{Error, Result},
    },
    schema::{agenda_items, decision_support, decisions, item_departments, meetings, participants},
    tenancy::{Role, Scope},
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = decisions, primary_key(workspace_id, id), treat_none_as_null = true)]
struct Row {
    workspace_id: i64,
    id: i64,
    meeting_id: i64,
    item_id: i64,
    position: i64,
    text: String,
    lead_id: Option<i64>,
    due_on: Option<NaiveDate>,
    no_due_reason: String,
    no_duty_reason: String,
    duty_id: Option<i64>,
    is_assigned: bool,
    removed_at: Option<NaiveDateTime>,
    created_at: NaiveDateTime,
    version: i64,
    search_key: String,
}

impl Row {
    fn of(scope: &Scope, m: &Decision) -> Self {
        Self {
            workspace_id: scope.workspace_id(),
            id: m.id,
            meeting_id: m.meeting_id,
            item_id: m.item_id,
            position: m.position,
            text: m.text.clone(),
            lead_id: m.lead_id,
            due_on: m.due_on,
            no_due_reason: m.no_due_reason.clone(),
            no_duty_reason: m.no_duty_reason.clone(),
            duty_id: m.duty_id,
            is_assigned: m.is_assigned,
            removed_at: m.removed_at,
            created_at: m.created_at,
            version: m.version,
            search_key: search_key(&m.text),
        }
    }

    fn into_model(self) -> Result<Decision> {
        Ok(Decision {
            id: self.id,
            meeting_id: self.meeting_id,
            item_id: self.item_id,
            position: self.position,
            text: self.text,
            lead_id: self.lead_id,
            support: Vec::new(),
            due_on: self.due_on,
            no_due_reason: self.no_due_reason,
            no_duty_reason: self.no_duty_reason,
            duty_id: self.duty_id,
            is_assigned: self.is_assigned,
            removed_at: self.removed_at,
            created_at: self.created_at,
            version: self.version,
        })
    }
}

fn with_support(conn: &mut Conn, scope: &Scope, rows: Vec<Row>) -> Result<Vec<Decision>> {
    let mut found = rows.into_iter().map(Row::into_model).collect::<Result<Vec<_>>>()?;
    let ids: Vec<i64> = found.iter().map(|d| d.id).collect();
    let pairs: Vec<(i64, i64)> = decision_support::table
        .filter(decision_support::workspace_id.eq(scope.workspace_id()))
        .filter(among(decision_support::decision_id, &ids))
        .order((decision_support::decision_id, decision_support::department_id))
        .select((decision_support::decision_id, decision_support::department_id))
        .load(conn)?;
    for decision in &mut found {
        decision.support = pairs.iter().filter(|(id, _)| *id == decision.id).map(|(_, department)| *department).collect();
    }
    Ok(found)
}

/// Decisions of these meetings that were not struck out, in the order of items' ids and their own positions.
pub fn decisions_of(conn: &mut Conn, scope: &Scope, meeting_ids: &[i64]) -> Result<Vec<Decision>> {
    let rows: Vec<Row> = decisions::table
        .filter(decisions::workspace_id.eq(scope.workspace_id()))
        .filter(among(decisions::meeting_id, meeting_ids))
        .filter(decisions::removed_at.is_null())
        .order((decisions::meeting_id, decisions::item_id, decisions::position, decisions::id))
        .select(Row::as_select())
        .load(conn)?;
    with_support(conn, scope, rows)
}

/// Decisions of meetings in these states that hold all these words, as search keys, and whose items this person may see; the newest
/// first.
pub fn find_decisions(conn: &mut Conn, scope: &Scope, states: &[State], words: &[String], limit: i64) -> Result<Vec<Decision>> {
    let w = scope.workspace_id();
    let held = meetings::table
        .filter(meetings::workspace_id.eq(w))
        .filter(meetings::state.eq_any(states.iter().map(|s| s.as_str()).collect::<Vec<_>>()))
        .select(meetings::id);
    let mut of_items = decisions::table
        .inner_join(
            agenda_items::table.on(agenda_items::workspace_id.eq(decisions::workspace_id).and(agenda_items::id.eq(decisions::item_id))),
        )
        .filter(decisions::workspace_id.eq(w))
        .into_boxed();
    // The words before who may see it, which costs a look at other tables for every row that is left.
    for word in words {
        of_items = of_items.filter(decisions::search_key.like(crate::platform::text::anywhere(word)).escape('\\'));
    }
    of_items = of_items.filter(decisions::removed_at.is_null()).filter(decisions::meeting_id.eq_any(held));
    let rows: Vec<Row> = seen!(scope, of_items).order(decisions::id.desc()).limit(limit).select(Row::as_select()).load(conn)?;
    with_support(conn, scope, rows)
}

/// Those struck out: id and item.
pub fn struck_out(conn: &mut Conn, scope: &Scope, meeting_id: i64) -> Result<Vec<(i64, i64)>> {
    let own = decisions::table.filter(decisions::workspace_id.eq(scope.workspace_id())).filter(decisions::meeting_id.eq(meeting_id));
    Ok(own.filter(decisions::removed_at.is_not_null()).select((decisions::id, decisions::item_id)).load(conn)?)
}

/// The place of a further decision on an item; of one struck out none is used again.
pub fn next_decision_position(conn: &mut Conn, scope: &Scope, item_id: i64) -> Result<i64> {
    let own = decisions::table.filter(decisions::workspace_id.eq(scope.workspace_id())).filter(decisions::item_id.eq(item_id));
    let last: Option<i64> = own.select(diesel::dsl::max(decisions::position)).first(conn)?;
    Ok(last.unwrap_or(0) + 1)
}

/// One by its id; `NotFound` when there is none.
pub fn decision_by_id(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Decision> {
    let own = decisions::table.filter(decisions::workspace_id.eq(scope.workspace_id())).filter(decisions::id.eq(id));
    let row: Row = own.select(Row::as_select()).first(conn)?;
    with_support(conn, scope, vec![row])?.pop().ok_or(Error::NotFound)
}

/// One of a meeting; `NotFound` when there is none.
pub fn decision(conn: &mut Conn, scope: &Scope, meeting_id: i64, id: i64) -> Result<Decision> {
    let own = decisions::table.filter(decisions::workspace_id.eq(scope.workspace_id())).filter(decisions::id.eq(id));
    let row: Row = own.filter(decisions::meeting_id.eq(meeting_id)).select(Row::as_select()).first(conn)?;
    with_support(conn, scope, vec![row])?.pop().ok_or(Error::NotFound)
}

pub fn insert_decision(conn: &mut Conn, scope: &Scope, decision: &Decision) -> Result<()> {
    diesel::insert_into(decisions::table).values(Row::of(scope, decision)).execute(conn)?;
    set_support(conn, scope, decision)
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save_decision(conn: &mut Conn, scope: &Scope, decision: &mut Decision) -> Result<()> {
    let loaded = decision.version;
    decision.version += 1;
    let own = decisions::table.filter(decisions::workspace_id.eq(scope.workspace_id())).filter(decisions::id.eq(decision.id));
    let saved = diesel::update(own.filter(decisions::version.eq(loaded))).set(Row::of(scope, decision)).execute(conn)?;
    if saved != 1 {
        return Err(Error::Conflict);
    }
    set_support(conn, scope, decision)
}

fn set_support(conn: &mut Conn, scope: &Scope, decision: &Decision) -> Result<()> {
    let own = decision_support::table.filter(decision_support::workspace_id.eq(scope.workspace_id()));
    diesel::delete(own.filter(decision_support::decision_id.eq(decision.id))).execute(conn)?;
    let mut wanted = decision.support.clone();
    wanted.sort_unstable();
    wanted.dedup();
    for department_id in wanted {
        diesel::insert_into(decision_support::table)
            .values((
                decision_support::workspace_id.eq(scope.workspace_id()),
                decision_support::decision_id.eq(decision.id),
                decision_support::department_id.eq(department_id),
            ))
            .execute(conn)?;
    }
    Ok(())
}
