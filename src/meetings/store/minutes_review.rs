//! Rows of who countersigns minutes, and of what they want otherwise.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::{
    meetings::model::{Difference, MinutesState, Review, ReviewAnswer, Verdict},
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    schema::{departments, membership_roles, minutes, minutes_differences, minutes_reviews},
    tenancy::{Role, Scope},
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = minutes_reviews, primary_key(workspace_id, id), treat_none_as_null = true)]
struct Row {
    workspace_id: i64,
    id: i64,
    minutes_id: i64,
    round: i32,
    department_id: i64,
    asked_at: NaiveDateTime,
    due_on: NaiveDate,
    answer: Option<String>,
    text: String,
    answered_by: String,
    answered_at: Option<NaiveDateTime>,
    reminded_at: Option<NaiveDateTime>,
}

impl Row {
    fn of(scope: &Scope, m: &Review) -> Self {
        Self {
            workspace_id: scope.workspace_id(),
            id: m.id,
            minutes_id: m.minutes_id,
            round: m.round,
            department_id: m.department_id,
            asked_at: m.asked_at,
            due_on: m.due_on,
            answer: m.answer.map(|a| a.as_str().into()),
            text: m.text.clone(),
            answered_by: m.answered_by.clone(),
            answered_at: m.answered_at,
            reminded_at: m.reminded_at,
        }
    }

    fn into_model(self) -> Result<Review> {
        Ok(Review {
            id: self.id,
            minutes_id: self.minutes_id,
            round: self.round,
            department_id: self.department_id,
            asked_at: self.asked_at,
            due_on: self.due_on,
            answer: self.answer.as_deref().map(ReviewAnswer::stored).transpose()?,
            text: self.text,
            answered_by: self.answered_by,
            answered_at: self.answered_at,
            reminded_at: self.reminded_at,
        })
    }
}

/// Everybody who was asked, round by round.
pub fn reviews(conn: &mut Conn, scope: &Scope, minutes_id: i64) -> Result<Vec<Review>> {
    let rows: Vec<Row> = minutes_reviews::table
        .filter(minutes_reviews::workspace_id.eq(scope.workspace_id()))
        .filter(minutes_reviews::minutes_id.eq(minutes_id))
        .order((minutes_reviews::round, minutes_reviews::id))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

/// Who has not answered, of all minutes that are with the departments, the earliest day first.
pub fn open_reviews(conn: &mut Conn, scope: &Scope) -> Result<Vec<(i64, Review)>> {
    let rows: Vec<(i64, Row)> = minutes_reviews::table
        .inner_join(
            minutes::table.on(minutes::workspace_id.eq(minutes_reviews::workspace_id).and(minutes::id.eq(minutes_reviews::minutes_id))),
        )
        .filter(minutes_reviews::workspace_id.eq(scope.workspace_id()))
        .filter(minutes_reviews::answer.is_null())
        .filter(minutes::state.eq(MinutesState::Circulating.as_str()))
        .filter(minutes_reviews::round.eq(minutes::round))
        .order((minutes_reviews::due_on, minutes_reviews::id))
        .limit(500)
        .select((minutes::meeting_id, Row::as_select()))
        .load(conn)?;
    rows.into_iter().map(|(meeting_id, row)| Ok((meeting_id, row.into_model()?))).collect()
}

pub fn insert_review(conn: &mut Conn, scope: &Scope, review: &Review) -> Result<()> {
    diesel::insert_into(minutes_reviews::table).values(Row::of(scope, review)).execute(conn)?;
    Ok(())
}

/// Writes down the answer of one who had given none; `Conflict` when there is one meanwhile.
pub fn answer_review(conn: &mut Conn, scope: &Scope, review: &Review) -> Result<()> {
    let own = minutes_reviews::table.filter(minutes_reviews::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(minutes_reviews::id.eq(review.id)).filter(minutes_reviews::answer.is_null());
    if diesel::update(own).set(Row::of(scope, review)).execute(conn)? == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Remembers that a department was reminded; false when it was already, or answered.
pub fn mark_reminded(conn: &mut Conn, scope: &Scope, review_id: i64) -> Result<bool> {
    let own = minutes_reviews::table.filter(minutes_reviews::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(minutes_reviews::id.eq(review_id)).filter(minutes_reviews::answer.is_null());
    let own = own.filter(minutes_reviews::reminded_at.is_null());
    Ok(diesel::update(own).set(minutes_reviews::reminded_at.eq(scope.now())).execute(conn)? == 1)
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = minutes_differences, primary_key(workspace_id, id), treat_none_as_null = true)]
struct DifferenceRow {
    workspace_id: i64,
    id: i64,
    minutes_id: i64,
    review_id: i64,
    section_id: Option<i64>,
    decision_id: Option<i64>,
    before: String,
    wording: String,
    reason: String,
    verdict: Option<String>,
    verdict_reason: String,
    decided_by: String,
    decided_at: Option<NaiveDateTime>,
}

impl DifferenceRow {
    fn of(scope: &Scope, m: &Difference) -> Self {
        Self {
            workspace_id: scope.workspace_id(),
            id: m.id,
            minutes_id: m.minutes_id,
            review_id: m.review_id,
            section_id: m.section_id,
            decision_id: m.decision_id,
            before: m.before.clone(),
            wording: m.wording.clone(),
            reason: m.reason.clone(),
            verdict: m.verdict.map(|v| v.as_str().into()),
            verdict_reason: m.verdict_reason.clone(),
            decided_by: m.decided_by.clone(),
            decided_at: m.decided_at,
        }
    }

    fn into_model(self) -> Result<Difference> {
        Ok(Difference {
            id: self.id,
            minutes_id: self.minutes_id,
            review_id: self.review_id,
            section_id: self.section_id,
            decision_id: self.decision_id,
            before: self.before,
            wording: self.wording,
            reason: self.reason,
            verdict: self.verdict.as_deref().map(Verdict::stored).transpose()?,
            verdict_reason: self.verdict_reason,
            decided_by: self.decided_by,
            decided_at: self.decided_at,
        })
    }
}

/// All differences about these minutes, the oldest first.
pub fn differences(conn: &mut Conn, scope: &Scope, minutes_id: i64) -> Result<Vec<Difference>> {
    let rows: Vec<DifferenceRow> = minutes_differences::table
        .filter(minutes_differences::workspace_id.eq(scope.workspace_id()))
        .filter(minutes_differences::minutes_id.eq(minutes_id))
        .order(minutes_differences::id)
        .select(DifferenceRow::as_select())
        .load(conn)?;
    rows.into_iter().map(DifferenceRow::into_model).collect()
}

pub fn insert_difference(conn: &mut Conn, scope: &Scope, difference: &Difference) -> Result<()> {
    diesel::insert_into(minutes_differences::table).values(DifferenceRow::of(scope, difference)).execute(conn)?;
    Ok(())
}

/// Writes down what was made of it; `Conflict` when somebody did meanwhile.
pub fn decide_difference(conn: &mut Conn, scope: &Scope, difference: &Difference) -> Result<()> {
    let own = minutes_differences::table.filter(minutes_differences::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(minutes_differences::id.eq(difference.id)).filter(minutes_differences::verdict.is_null());
    if diesel::update(own).set(DifferenceRow::of(scope, difference)).execute(conn)? == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Departments that live on in another one: from, into.
pub fn merged_departments(conn: &mut Conn, scope: &Scope) -> Result<Vec<(i64, i64)>> {
    let rows: Vec<(i64, Option<i64>)> = departments::table
        .filter(departments::workspace_id.eq(scope.workspace_id()))
        .filter(departments::merged_into_id.is_not_null())
        .select((departments::id, departments::merged_into_id))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(id, into)| Some((id, into?))).collect())
}

/// Memberships of the workspace's leaders.
pub fn leaders(conn: &mut Conn, scope: &Scope) -> Result<Vec<i64>> {
    let own = membership_roles::table.filter(membership_roles::workspace_id.eq(scope.workspace_id()));
    Ok(own.filter(membership_roles::role.eq(Role::Leader.as_str())).select(membership_roles::membership_id).load(conn)?)
}
