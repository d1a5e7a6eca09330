//! Departments by duty: what each leads, how it stands, and how much of it came in time.

use std::{collections::HashMap, sync::Arc};

use chrono::{Days, NaiveDate, NaiveDateTime};
use diesel::{prelude::*, sql_types as sql};

use super::filter::Marks;
use crate::{
    duties::CONFIDENTIAL_ORIGIN,
    platform::{
        clock::local,
        db::{Conn, Statement},
        error::Result,
    },
    tenancy::Scope,
    timeline::Kept,
};

/// Deadlines of so many days back count for the on-time share.
pub const SHARE_DAYS: u64 = 90;

/// The share looks at no more duties than these, the latest due first.
const SHARE_ROWS: i64 = 5_000;

/// One department's duties, as lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Not received yet.
    pub waiting: i64,
    pub active: i64,
    pub yellow: i64,
    pub red: i64,
    /// Due in the last [`SHARE_DAYS`] days.
    pub due: i64,
    /// Of these, handed in by the deadline and closed.
    pub in_time: i64,
}

impl Load {
    /// The share of duties closed that were handed in by their deadline, in per cent; none where nothing fell due.
    pub fn share(&self) -> Option<i64> {
        (self.due > 0).then(|| self.in_time * 100 / self.due)
    }

    pub fn is_idle(&self) -> bool {
        *self == Self::default()
    }

    fn add(&mut self, other: Self) {
        self.waiting += other.waiting;
        self.active += other.active;
        self.yellow += other.yellow;
        self.red += other.red;
        self.due += other.due;
        self.in_time += other.in_time;
    }

    /// All departments together.
    pub fn sum<'a>(loads: impl IntoIterator<Item = &'a Self>) -> Self {
        loads.into_iter().fold(Self::default(), |mut sum, load| {
            sum.add(*load);
            sum
        })
    }
}

/// Counting a large workspace takes longer than all else on a home, and between two changes it comes out the same.
static KEPT: Kept<Marks, Arc<HashMap<i64, Load>>> = Kept::new(1_000);

/// What each department leads, by its id. The lights are those of [`crate::duties::light`]. Counted anew when anything has
/// happened in the workspace, or a day has passed.
pub fn overview(conn: &mut Conn, scope: &Scope, marks: Marks) -> Result<Arc<HashMap<i64, Load>>> {
    KEPT.get(conn, scope, marks, |conn| Ok(Arc::new(count(conn, scope, marks)?)))
}

fn count(conn: &mut Conn, scope: &Scope, marks: Marks) -> Result<HashMap<i64, Load>> {
    let mut loads: HashMap<i64, Load> = HashMap::new();
    // Index alone answers how many there are; those nobody is to learn of are few, and taken off again.
    let off = open(conn, scope, marks, true)?.into_iter().map(|(lead, state, all, red, yellow)| (lead, state, -all, -red, -yellow));
    for (lead, state, all, red, yellow) in open(conn, scope, marks, false)?.into_iter().chain(off) {
        let load = loads.entry(lead).or_default();
        load.red += red;
        load.yellow += yellow;
        match state.as_str() {
            "assigned" => load.waiting += all,
            "in_progress" => load.active += all,
            _ => {}
        }
    }
    for (lead, state, due, handed_in) in ended(conn, scope, marks.today)? {
        let load = loads.entry(lead).or_default();
        load.due += 1;
        let in_time = handed_in.is_some_and(|at| local(at, scope.zone()).date() <= due);
        load.in_time += i64::from(state == "closed" && in_time);
    }
    loads.retain(|_, load| !load.is_idle());
    Ok(loads)
}

type OpenRow = (i64, String, i64, i64, i64);
type OpenSql = (sql::BigInt, sql::Text, sql::BigInt, sql::BigInt, sql::BigInt);

/// Lead, state, how many, of these red, yellow; from one index alone.
fn open(conn: &mut Conn, scope: &Scope, marks: Marks, confidential: bool) -> Result<Vec<OpenRow>> {
    let mut out: Statement<OpenSql> = Statement::new("SELECT d.lead_id, d.state, count(*), CAST(sum(CASE WHEN d.sort_on < ");
    out.day(marks.today).push(" THEN 1 ELSE 0 END) AS BIGINT), CAST(sum(CASE WHEN d.sort_on >= ").day(marks.today);
    out.push(" AND (d.sort_on <= ").day(marks.soon).push(" OR (d.state = 'in_progress' AND d.next_report_on < ").day(marks.today);
    out.push(") OR (d.state = 'assigned' AND d.assigned_at < ").instant(marks.unheard_before);
    out.push(")) THEN 1 ELSE 0 END) AS BIGINT) FROM duties d WHERE d.workspace_id = ").int(scope.workspace_id());
    if confidential {
        out.push(" AND d.origin_kind = '").push(CONFIDENTIAL_ORIGIN).push("'");
    }
    out.push(" AND d.lead_id IS NOT NULL AND d.state IN ('assigned', 'in_progress', 'refused') GROUP BY d.lead_id, d.state");
    Ok(out.load(conn)?)
}

type EndedRow = (i64, String, NaiveDate, Option<NaiveDateTime>);
type EndedSql = (sql::BigInt, sql::Text, sql::Date, sql::Nullable<sql::Timestamp>);

/// Lead, state, deadline and last hand-in of what fell due lately.
fn ended(conn: &mut Conn, scope: &Scope, today: NaiveDate) -> Result<Vec<EndedRow>> {
    let since = today.checked_sub_days(Days::new(SHARE_DAYS)).unwrap_or(today);
    let mut out: Statement<EndedSql> =
        Statement::new("SELECT d.lead_id, d.state, d.sort_on, d.submitted_at FROM duties d WHERE d.workspace_id = ");
    out.int(scope.workspace_id()).push(" AND d.sort_on >= ").day(since).push(" AND d.sort_on < ").day(today);
    out.push(" AND d.lead_id IS NOT NULL AND d.state IN ('assigned', 'in_progress', 'submitted', 'refused', 'closed')");
    out.push(" AND d.origin_kind <> '").push(CONFIDENTIAL_ORIGIN).push("' ORDER BY d.sort_on DESC, d.id DESC LIMIT ").int(SHARE_ROWS);
    Ok(out.load(conn)?)
}
