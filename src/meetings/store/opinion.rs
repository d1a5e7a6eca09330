//! Rows of written opinions.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::{
    meetings::model::{Opinion, OpinionAnswer},
    platform::{
        db::{Conn, among},
        error::{Error, Result},
    },
    schema::{agenda_items, opinions},
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = opinions, primary_key(workspace_id, id), treat_none_as_null = true)]
struct Row {
    workspace_id: i64,
    id: i64,
    item_id: i64,
    department_id: i64,
    asked_at: NaiveDateTime,
    days: i32,
    due_on: NaiveDate,
    answer: Option<String>,
    text: String,
    answered_at: Option<NaiveDateTime>,
    answered_by: String,
    is_late: bool,
    stopped_on: Option<NaiveDate>,
    stop_reason: String,
    reminded_at: Option<NaiveDateTime>,
    withdrawn_at: Option<NaiveDateTime>,
    version: i64,
}

impl Row {
    fn of(scope: &Scope, m: &Opinion) -> Self {
        Self {
            workspace_id: scope.workspace_id(),
            id: m.id,
            item_id: m.item_id,
            department_id: m.department_id,
            asked_at: m.asked_at,
            days: m.days,
            due_on: m.due_on,
            answer: m.answer.map(|a| a.as_str().into()),
            text: m.text.clone(),
            answered_at: m.answered_at,
            answered_by: m.answered_by.clone(),
            is_late: m.is_late,
            stopped_on: m.stopped_on,
            stop_reason: m.stop_reason.clone(),
            reminded_at: m.reminded_at,
            withdrawn_at: m.withdrawn_at,
            version: m.version,
        }
    }

    fn into_model(self) -> Result<Opinion> {
        Ok(Opinion {
            id: self.id,
            item_id: self.item_id,
            department_id: self.department_id,
            asked_at: self.asked_at,
            days: self.days,
            due_on: self.due_on,
            answer: self.answer.as_deref().map(OpinionAnswer::stored).transpose()?,
            text: self.text,
            answered_at: self.answered_at,
            answered_by: self.answered_by,
            is_late: self.is_late,
            stopped_on: self.stopped_on,
            stop_reason: self.stop_reason,
            reminded_at: self.reminded_at,
            withdrawn_at: self.withdrawn_at,
            version: self.version,
        })
    }
}

/// Of each opinion asked on a meeting's items and not taken back: the item, and whether it was answered.
pub fn answers(conn: &mut Conn, scope: &Scope, meeting_id: i64) -> Result<Vec<(i64, bool)>> {
    let rows = agenda_items::table
        .inner_join(opinions::table.on(opinions::workspace_id.eq(agenda_items::workspace_id).and(opinions::item_id.eq(agenda_items::id))))
        .filter(agenda_items::workspace_id.eq(scope.workspace_id()))
        .filter(agenda_items::meeting_id.eq(meeting_id))
        .filter(opinions::withdrawn_at.is_null())
        .select((opinions::item_id, opinions::answer.is_not_null()))
        .load(conn)?;
    Ok(rows)
}

/// Opinions asked on these items, withdrawn questions too, in the order asked.
pub fn opinions(conn: &mut Conn, scope: &Scope, item_ids: &[i64]) -> Result<Vec<Opinion>> {
    let rows: Vec<Row> = opinions::table
        .filter(opinions::workspace_id.eq(scope.workspace_id()))
        .filter(among(opinions::item_id, item_ids))
        .order((opinions::item_id, opinions::asked_at, opinions::id))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

/// One of an item; `NotFound` when there is none.
pub fn opinion(conn: &mut Conn, scope: &Scope, item_id: i64, id: i64) -> Result<Opinion> {
    let own = opinions::table.filter(opinions::workspace_id.eq(scope.workspace_id())).filter(opinions::id.eq(id));
    own.filter(opinions::item_id.eq(item_id)).select(Row::as_select()).first(conn).map_err(Error::from)?.into_model()
}

/// What is still waited for and due on one of these days or before, of the whole workspace; bounded.
pub fn waiting_opinions(conn: &mut Conn, scope: &Scope, until: NaiveDate, limit: i64) -> Result<Vec<Opinion>> {
    let rows: Vec<Row> = opinions::table
        .filter(opinions::workspace_id.eq(scope.workspace_id()))
        .filter(opinions::answered_at.is_null())
        .filter(opinions::withdrawn_at.is_null())
        .filter(opinions::stopped_on.is_null())
        .filter(opinions::due_on.le(until))
        .order((opinions::due_on, opinions::id))
        .limit(limit)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

pub fn insert_opinion(conn: &mut Conn, scope: &Scope, opinion: &Opinion) -> Result<()> {
    diesel::insert_into(opinions::table).values(Row::of(scope, opinion)).execute(conn)?;
    Ok(())
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save_opinion(conn: &mut Conn, scope: &Scope, opinion: &mut Opinion) -> Result<()> {
    let loaded = opinion.version;
    opinion.version += 1;
    let own = opinions::table.filter(opinions::workspace_id.eq(scope.workspace_id())).filter(opinions::id.eq(opinion.id));
    let saved = diesel::update(own.filter(opinions::version.eq(loaded))).set(Row::of(scope, opinion)).execute(conn)?;
    if saved == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Takes back what is still waited for on an item.
pub fn withdraw_waiting_opinions(conn: &mut Conn, scope: &Scope, item_id: i64) -> Result<()> {
    for mut opinion in opinions(conn, scope, &[item_id])?.into_iter().filter(Opinion::is_waiting) {
        opinion.withdrawn_at = Some(scope.now());
        save_opinion(conn, scope, &mut opinion)?;
    }
    Ok(())
}

/// What was asked about an item goes on with the item it goes on as.
pub fn move_opinions(conn: &mut Conn, scope: &Scope, from: i64, to: i64) -> Result<()> {
    for mut opinion in opinions(conn, scope, &[from])? {
        opinion.item_id = to;
        save_opinion(conn, scope, &mut opinion)?;
    }
    Ok(())
}
