//! What waits about cases, read in one statement.

mod arms;

use arms::arms;
use chrono::NaiveDate;
use diesel::{prelude::*, sql_types as sql};

use super::model::{Back, Pending, Step};
use crate::{
    enforcement::{
        MeasureKind,
        hand_over::{HandOverKind, PING_PONG},
        ladder::Rule,
    },
    platform::{
        db::{Conn, Statement},
        error::{Error, Result},
    },
    tenancy::Scope,
};

/// Who has to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose<'a> {
    Anybody,
    Departments(&'a [i64]),
}

/// What counts: what is due before a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub before: NaiveDate,
    pub today: NaiveDate,
    /// Whether what asks to be received or decided counts whenever it is due.
    pub from_the_first_day: bool,
}

type Shape = (
    sql::Text,
    sql::BigInt,
    sql::Text,
    sql::BigInt,
    sql::Text,
    sql::Nullable<sql::Text>,
    sql::Text,
    sql::Nullable<sql::BigInt>,
    sql::BigInt,
    sql::Text,
    sql::Date,
    sql::Text,
    sql::Text,
    sql::Nullable<sql::BigInt>,
);

#[derive(Queryable)]
struct Row {
    step: String,
    id: i64,
    number: String,
    case_id: i64,
    case_number: String,
    formal_number: Option<String>,
    title: String,
    who_id: Option<i64>,
    from_id: i64,
    outside: String,
    due_on: NaiveDate,
    /// The measure, the rule of a proposal, or the kind of a hand-over.
    measures: String,
    name: String,
    to_id: Option<i64>,
}

impl Row {
    fn into_model(self) -> Result<Pending> {
        let step = Step::stored(&self.step)?;
        let measures = match step {
            Step::Inspect => vec![MeasureKind::stored(&self.measures)?],
            Step::Decide | Step::Settle => serde_json::from_str::<Rule>(&self.measures).map_err(Error::internal)?.measures,
            _ => Vec::new(),
        };
        let kind = self.measures;
        Ok(Pending {
            step,
            id: self.id,
            case_id: self.case_id,
            shown_number: self.formal_number.unwrap_or_else(|| self.case_number.clone()),
            case_number: self.case_number,
            title: self.title,
            number: self.number,
            who_id: self.who_id,
            from_id: self.from_id,
            outside: self.outside,
            due_on: self.due_on,
            measures,
            is_notice: step.is_of_hand_over() && HandOverKind::stored(&kind)? == HandOverKind::Notice,
            measure_name: self.name,
            to_id: self.to_id,
        })
    }
}

/// More than any department has to do: a bound keeps SQLite from reading everybody's by the day rather than theirs.
const ALL: i64 = 1_000_000;

/// The first due first; all of them where there is no limit.
pub fn list(conn: &mut Conn, scope: &Scope, steps: &[Step], whose: Whose<'_>, window: Window, most: Option<i64>) -> Result<Vec<Pending>> {
    let mut out: Statement<Shape> = Statement::new("SELECT x.* FROM (");
    match whose {
        Whose::Anybody => out.append(arms(scope, steps, whose, window)),
        Whose::Departments(_) => out.push("SELECT z.* FROM (").append(arms(scope, steps, whose, window)).push(") z LIMIT ").int(ALL),
    };
    out.push(") x ORDER BY x.due_on, x.case_id, x.id");
    if let Some(most) = most {
        out.push(" LIMIT ").int(most);
    }
    let rows: Vec<Row> = out.load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

/// How many there are, counted to `most`.
pub fn count(conn: &mut Conn, scope: &Scope, steps: &[Step], whose: Whose<'_>, window: Window, most: i64) -> Result<i64> {
    let mut out: Statement<(sql::BigInt,)> = Statement::new("SELECT count(*) FROM (SELECT 1 FROM (");
    out.append(arms(scope, steps, whose, window)).push(") x LIMIT ").int(most).push(") y");
    Ok(out.load::<(i64,)>(conn)?.first().map_or(0, |(n,)| *n))
}

fn handed_back<ST>(out: &mut Statement<ST>, scope: &Scope) {
    out.push(" FROM cases c WHERE c.handed_back >= 2 AND c.state <> 'closed' AND c.workspace_id = ").int(scope.workspace_id());
    out.push(" AND NOT ").push(BEFORE_MEETING);
}

/// Whether a case `c` is before a meeting, or was and has not been handed back since, as `hand_over::handed_back` counts. An item that was
/// deferred or merged is followed to the one it went into.
const BEFORE_MEETING: &str = "EXISTS (WITH RECURSIVE went (id) AS (SELECT l.subject_id FROM case_links l \
     WHERE l.workspace_id = c.workspace_id AND l.case_id = c.id AND l.kind = 'item' \
     UNION SELECT COALESCE(i.goes_on_as_id, i.merged_into_id) FROM went w \
     JOIN agenda_items i ON i.workspace_id = c.workspace_id AND i.id = w.id WHERE i.state IN ('deferred', 'merged')) \
     SELECT 1 FROM went w JOIN agenda_items i ON i.workspace_id = c.workspace_id AND i.id = w.id \
     WHERE i.state IN ('proposed', 'accepted') OR (i.state = 'concluded' AND NOT EXISTS (SELECT 1 FROM hand_overs h \
     WHERE h.workspace_id = c.workspace_id AND h.case_id = c.id AND h.kind <> 'notice' AND h.answered_at > i.decided_at \
     AND (h.state = 'rejected' OR (h.state IN ('received', 'reported') AND EXISTS (SELECT 1 FROM hand_overs e \
     WHERE e.workspace_id = h.workspace_id AND e.case_id = h.case_id AND e.kind <> 'notice' AND e.id < h.id AND e.from_id = h.to_id))))))";

/// Whether that is so of this case.
pub fn is_before_meeting(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<bool> {
    let mut out: Statement<(sql::BigInt,)> = Statement::new("SELECT count(*) FROM cases c WHERE c.workspace_id = ");
    out.int(scope.workspace_id()).push(" AND c.id = ").int(case_id).push(" AND ").push(BEFORE_MEETING);
    Ok(out.load::<(i64,)>(conn)?.first().is_some_and(|(n,)| *n > 0))
}

type BackSql = (sql::Text, sql::Nullable<sql::Text>, sql::Text, sql::BigInt, sql::Integer);

/// Cases handed back too often and not before a meeting yet, the oldest first.
pub fn back(conn: &mut Conn, scope: &Scope, most: i64) -> Result<Vec<Back>> {
    // The index knows this number as well.
    const { assert!(PING_PONG == 2) };
    let mut out: Statement<BackSql> = Statement::new("SELECT c.number, c.formal_number, c.title, c.holder_id, c.handed_back");
    handed_back(&mut out, scope);
    out.push(" ORDER BY c.id LIMIT ").int(most);
    let rows: Vec<(String, Option<String>, String, i64, i32)> = out.load(conn)?;
    let back = |(case_number, formal, title, holder_id, times): (String, Option<String>, String, i64, i32)| Back {
        shown_number: formal.unwrap_or_else(|| case_number.clone()),
        case_number,
        title,
        holder_id,
        times,
    };
    Ok(rows.into_iter().map(back).collect())
}

/// How many those are, counted to `most`.
pub fn count_back(conn: &mut Conn, scope: &Scope, most: i64) -> Result<i64> {
    let mut out: Statement<(sql::BigInt,)> = Statement::new("SELECT count(*) FROM (SELECT 1");
    handed_back(&mut out, scope);
    out.push(" LIMIT ").int(most).push(") y");
    Ok(out.load::<(i64,)>(conn)?.first().map_or(0, |(n,)| *n))
}
