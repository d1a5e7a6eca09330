//! Rows of agenda items and the departments they concern.

use chrono::NaiveDateTime;
use diesel::{
    prelude::*,
    sql_types::{Nullable, Timestamp},
};

use crate::{
    duties::search_key,
    meetings::model::{Asked, Item, ItemKind, ItemLine, ItemState, Outcome},
    platform::{
        db::{Conn, among},
        error::{Error, Result},
    },
    schema::{agenda_items, item_departments},
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = agenda_items, primary_key(workspace_id, id), treat_none_as_null = true)]
pub(super) struct Row {
    workspace_id: i64,
    id: i64,
    meeting_id: i64,
    kind: String,
    state: String,
    department_id: Option<i64>,
    proposed_by_id: Option<i64>,
    proposed_by: String,
    title: String,
    asked: String,
    background: String,
    proposed_decision: String,
    minutes: i32,
    section: String,
    position: i64,
    restricted: bool,
    is_late: bool,
    late_reason: String,
    consent: String,
    consented_at: Option<NaiveDateTime>,
    reason: String,
    merged_into_id: Option<i64>,
    goes_on_as_id: Option<i64>,
    comes_from_id: Option<i64>,
    notes: String,
    outcome: Option<String>,
    spent_seconds: i64,
    created_at: NaiveDateTime,
    submitted_at: Option<NaiveDateTime>,
    decided_at: Option<NaiveDateTime>,
    version: i64,
    search_key: String,
}

impl Row {
    fn of(scope: &Scope, m: &Item) -> Self {
        Self {
            workspace_id: scope.workspace_id(),
            id: m.id,
            meeting_id: m.meeting_id,
            kind: m.kind.as_str().into(),
            state: m.state.as_str().into(),
            department_id: m.department_id,
            proposed_by_id: m.proposed_by_id,
            proposed_by: m.proposed_by.clone(),
            title: m.title.clone(),
            asked: m.asked.as_str().into(),
            background: m.background.clone(),
            proposed_decision: m.proposed_decision.clone(),
            minutes: m.minutes,
            section: m.section.clone(),
            position: m.position,
            restricted: m.restricted,
            is_late: m.is_late,
            late_reason: m.late_reason.clone(),
            consent: m.consent.clone(),
            consented_at: m.consented_at,
            reason: m.reason.clone(),
            merged_into_id: m.merged_into_id,
            goes_on_as_id: m.goes_on_as_id,
            comes_from_id: m.comes_from_id,
            notes: m.notes.clone(),
            outcome: m.outcome.map(|v| v.as_str().into()),
            spent_seconds: m.spent_seconds,
            created_at: m.created_at,
            submitted_at: m.submitted_at,
            decided_at: m.decided_at,
            version: m.version,
            search_key: search_key(&[&*m.title, &*m.background, &*m.proposed_decision].join(" ")),
        }
    }

    fn into_model(self) -> Result<Item> {
        let line = LineRow {
            id: self.id,
            kind: self.kind,
            state: self.state,
            department_id: self.department_id,
            title: self.title,
            asked: self.asked,
            minutes: self.minutes,
            section: self.section,
            position: self.position,
            restricted: self.restricted,
            is_late: self.is_late,
            consent: self.consent,
            reason: self.reason,
            outcome: self.outcome,
        };
        Ok(Item {
            line: line.into_model(self.meeting_id)?,
            proposed_by_id: self.proposed_by_id,
            proposed_by: self.proposed_by,
            background: self.background,
            proposed_decision: self.proposed_decision,
            late_reason: self.late_reason,
            consented_at: self.consented_at,
            merged_into_id: self.merged_into_id,
            goes_on_as_id: self.goes_on_as_id,
            comes_from_id: self.comes_from_id,
            notes: self.notes,
            spent_seconds: self.spent_seconds,
            created_at: self.created_at,
            submitted_at: self.submitted_at,
            decided_at: self.decided_at,
            version: self.version,
        })
    }
}

/// The columns of a line, without an item's words.
#[derive(Queryable, Selectable)]
#[diesel(table_name = agenda_items)]
struct LineRow {
    id: i64,
    kind: String,
    state: String,
    department_id: Option<i64>,
    title: String,
    asked: String,
    minutes: i32,
    section: String,
    position: i64,
    restricted: bool,
    is_late: bool,
    consent: String,
    reason: String,
    outcome: Option<String>,
}

impl LineRow {
    fn into_model(self, meeting_id: i64) -> Result<ItemLine> {
        Ok(ItemLine {
            id: self.id,
            meeting_id,
            kind: ItemKind::stored(&self.kind)?,
            state: ItemState::stored(&self.state)?,
            department_id: self.department_id,
            title: self.title,
            asked: Asked::stored(&self.asked)?,
            minutes: self.minutes,
            section: self.section,
            position: self.position,
            restricted: self.restricted,
            is_late: self.is_late,
            consent: self.consent,
            reason: self.reason,
            outcome: self.outcome.as_deref().map(Outcome::stored).transpose()?,
            concerned: Vec::new(),
        })
    }
}

pub(super) fn with_concerned(conn: &mut Conn, scope: &Scope, rows: Vec<Row>) -> Result<Vec<Item>> {
    let mut items = rows.into_iter().map(Row::into_model).collect::<Result<Vec<_>>>()?;
    let ids: Vec<i64> = items.iter().map(|i| i.id).collect();
    let pairs = concerned(conn, scope, &ids)?;
    for item in &mut items {
        item.concerned = of(&pairs, item.id);
    }
    Ok(items)
}

/// Departments concerned, item by item.
fn concerned(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<(i64, i64)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let pairs = item_departments::table
        .filter(item_departments::workspace_id.eq(scope.workspace_id()))
        .filter(among(item_departments::item_id, ids))
        .order((item_departments::item_id, item_departments::department_id))
        .select((item_departments::item_id, item_departments::department_id))
        .load(conn)?;
    Ok(pairs)
}

fn of(pairs: &[(i64, i64)], item_id: i64) -> Vec<i64> {
    pairs.iter().filter(|(id, _)| *id == item_id).map(|(_, department)| *department).collect()
}

diesel::define_sql_function! {
    /// The first of two instants that is there.
    fn coalesce(first: Nullable<Timestamp>, second: Timestamp) -> Timestamp;
}

type InOrder = (agenda_items::position, coalesce<agenda_items::submitted_at, agenda_items::created_at>, agenda_items::id);

/// The agenda's order; what has no place on it comes first, by age.
fn in_order() -> InOrder {
    (agenda_items::position, coalesce(agenda_items::submitted_at, agenda_items::created_at), agenda_items::id)
}

/// The same lines as [`items`] has, without the items' words; see [`ItemLine`].
pub fn item_lines(conn: &mut Conn, scope: &Scope, meeting_id: i64) -> Result<Vec<ItemLine>> {
    let rows: Vec<LineRow> = agenda_items::table
        .filter(agenda_items::workspace_id.eq(scope.workspace_id()))
        .filter(agenda_items::meeting_id.eq(meeting_id))
        .order(in_order())
        .select(LineRow::as_select())
        .load(conn)?;
    let mut lines = rows.into_iter().map(|row| row.into_model(meeting_id)).collect::<Result<Vec<_>>>()?;
    let restricted: Vec<i64> = lines.iter().filter(|l| l.restricted).map(|l| l.id).collect();
    let pairs = concerned(conn, scope, &restricted)?;
    for line in &mut lines {
        line.concerned = of(&pairs, line.id);
    }
    Ok(lines)
}

/// All items of a meeting, whatever their state, in the agenda's order; unplaced ones first, by age.
pub fn items(conn: &mut Conn, scope: &Scope, meeting_id: i64) -> Result<Vec<Item>> {
    let rows: Vec<Row> = agenda_items::table
        .filter(agenda_items::workspace_id.eq(scope.workspace_id()))
        .filter(agenda_items::meeting_id.eq(meeting_id))
        .order(in_order())
        .select(Row::as_select())
        .load(conn)?;
    with_concerned(conn, scope, rows)
}

/// These items, by id.
pub fn items_by_ids(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<Item>> {
    let own = agenda_items::table.filter(agenda_items::workspace_id.eq(scope.workspace_id()));
    let rows: Vec<Row> = own.filter(among(agenda_items::id, ids)).order(agenda_items::id).select(Row::as_select()).load(conn)?;
    with_concerned(conn, scope, rows)
}

/// One of a meeting; `NotFound` when there is none. Whether this person sees it is asked of [`crate::meetings::may_see_item`].
pub fn item(conn: &mut Conn, scope: &Scope, meeting_id: i64, id: i64) -> Result<Item> {
    let found = items_by_ids(conn, scope, &[id])?;
    found.into_iter().find(|i| i.meeting_id == meeting_id).ok_or(Error::NotFound)
}

pub fn insert_item(conn: &mut Conn, scope: &Scope, item: &Item) -> Result<()> {
    diesel::insert_into(agenda_items::table).values(Row::of(scope, item)).execute(conn)?;
    set_concerned(conn, scope, item)
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save_item(conn: &mut Conn, scope: &Scope, item: &mut Item) -> Result<()> {
    let loaded = item.version;
    item.version += 1;
    let own = agenda_items::table.filter(agenda_items::workspace_id.eq(scope.workspace_id())).filter(agenda_items::id.eq(item.id));
    let saved = diesel::update(own.filter(agenda_items::version.eq(loaded))).set(Row::of(scope, item)).execute(conn)?;
    if saved != 1 {
        return Err(Error::Conflict);
    }
    set_concerned(conn, scope, item)
}

fn set_concerned(conn: &mut Conn, scope: &Scope, item: &Item) -> Result<()> {
    let own = item_departments::table.filter(item_departments::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(item_departments::item_id.eq(item.id));
    let mut stored: Vec<i64> = own.select(item_departments::department_id).order(item_departments::department_id).load(conn)?;
    let mut wanted = item.concerned.clone();
    wanted.sort_unstable();
    wanted.dedup();
    for gone in stored.iter().filter(|id| !wanted.contains(id)) {
        diesel::delete(own.filter(item_departments::department_id.eq(*gone))).execute(conn)?;
    }
    stored.retain(|id| wanted.contains(id));
    for new in wanted.iter().filter(|id| !stored.contains(id)) {
        diesel::insert_into(item_departments::table)
            .values((
                item_departments::workspace_id.eq(scope.workspace_id()),
                item_departments::item_id.eq(item.id),
                item_departments::department_id.eq(*new),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// The place after the last of a meeting's agenda.
pub fn next_position(conn: &mut Conn, scope: &Scope, meeting_id: i64) -> Result<i64> {
    let own = agenda_items::table.filter(agenda_items::workspace_id.eq(scope.workspace_id()));
    let last: Option<i64> =
        own.filter(agenda_items::meeting_id.eq(meeting_id)).select(diesel::dsl::max(agenda_items::position)).first(conn)?;
    Ok(last.unwrap_or(0) + 1)
}

/// Puts an item at another place of the agenda. Not a change of what it says: whoever is editing it goes on.
pub fn set_position(conn: &mut Conn, scope: &Scope, id: i64, position: i64) -> Result<()> {
    let own = agenda_items::table.filter(agenda_items::workspace_id.eq(scope.workspace_id())).filter(agenda_items::id.eq(id));
    diesel::update(own).set(agenda_items::position.eq(position)).execute(conn)?;
    Ok(())
}

/// How far a chain of merged and deferred items is followed; no meeting has longer ones.
const CHAIN: usize = 20;

/// Items that went into this one: merged into it, into those, or into what they come from.
pub fn taken_in(conn: &mut Conn, scope: &Scope, item: &Item) -> Result<Vec<Item>> {
    let mut edge = vec![(item.id, item.comes_from_id)];
    let mut found: Vec<Item> = Vec::new();
    for _ in 0..CHAIN {
        let ids: Vec<i64> = edge.iter().map(|(id, _)| *id).collect();
        let own = agenda_items::table.filter(agenda_items::workspace_id.eq(scope.workspace_id()));
        let merged = own.filter(agenda_items::merged_into_id.eq_any(ids).assume_not_null());
        let rows: Vec<Row> = merged.order(agenda_items::id).select(Row::as_select()).load(conn)?;
        let merged = with_concerned(conn, scope, rows)?;
        let earlier: Vec<i64> = edge.iter().filter_map(|(_, from)| *from).collect();
        let earlier = if earlier.is_empty() { Vec::new() } else { items_by_ids(conn, scope, &earlier)? };
        edge = merged.iter().chain(&earlier).map(|i| (i.id, i.comes_from_id)).collect();
        found.extend(merged);
        if edge.is_empty() {
            break;
        }
    }
    Ok(found)
}
