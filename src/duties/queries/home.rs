//! What waits on somebody: a liaison's next steps, the secretariat's, and how many they are.
//!
//! Each kind of waiting is a range of an index with a bound, so that the count in the navigation costs next to nothing.

use std::{collections::HashMap, sync::Arc};

use chrono::NaiveDate;
use diesel::{prelude::*, sql_types as sql};

use super::{
    filter::Marks,
    kept::push_unbarred,
    list::{COLUMNS, Row, RowSql},
    refusal,
};
use crate::{
    duties::CONFIDENTIAL_ORIGIN,
    platform::{
        db::{Conn, Statement},
        error::Result,
    },
    tenancy::{Role, Scope},
    timeline::Kept,
};

/// The most entries of one kind a home shows; the list behind has them all.
pub const SHOWN: i64 = 30;

/// A kind is counted no further.
pub const COUNTED: i64 = 100;

/// Why something waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Waits {
    /// A duty of theirs past its deadline or close to it.
    Urgent,
    /// Handed in and sent back.
    Returned,
    /// A report is due today or owed.
    Report,
    /// To be received.
    Receipt,
    /// To be verified.
    Verify,
    /// Refused by its lead.
    Refused,
    /// Not given out yet.
    Draft,
}

const OWN: [Waits; 4] = [Waits::Urgent, Waits::Returned, Waits::Report, Waits::Receipt];
const OFFICE: [Waits; 3] = [Waits::Refused, Waits::Verify, Waits::Draft];

/// A duty that waits, and for which of the person's departments.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    pub why: Waits,
    pub department_id: Option<i64>,
    pub row: Row,
}

/// Handed in, sent back and not handed in again.
const CAME_BACK: &str = "(d.returned_at IS NOT NULL AND (d.submitted_at IS NULL OR d.submitted_at <= d.returned_at))";

/// `FROM … WHERE …` of one kind of waiting. Kinds exclude each other, so that counts may be added.
fn from_where<ST>(out: &mut Statement<ST>, scope: &Scope, marks: Marks, why: Waits, department: Option<i64>) {
    let (workspace, department) = (scope.workspace_id(), department.unwrap_or_default());
    let by_part = |out: &mut Statement<ST>| {
        out.push("FROM duty_parties p WHERE p.workspace_id = ").int(workspace).push(" AND p.department_id = ").int(department);
    };
    let led = |out: &mut Statement<ST>| {
        out.push("FROM duties d WHERE d.workspace_id = ").int(workspace).push(" AND d.lead_id = ").int(department);
        out.push(" AND d.state = 'in_progress' AND d.sort_on > ").day(marks.soon).push(" AND ");
    };
    let of_state = |out: &mut Statement<ST>, state: &'static str| {
        out.push("FROM duties d WHERE d.workspace_id = ").int(workspace).push(" AND d.state = ").push(state);
        push_unbarred(out, scope, "d.id");
    };
    match why {
        Waits::Urgent => {
            out.push("FROM duties d WHERE d.workspace_id = ").int(workspace).push(" AND d.lead_id = ").int(department);
            out.push(" AND d.state = 'in_progress' AND d.sort_on <= ").day(marks.soon);
        }
        Waits::Returned => {
            led(out);
            out.push(CAME_BACK);
        }
        Waits::Report => {
            led(out);
            out.push("NOT ").push(CAME_BACK).push(" AND d.next_report_on <= ").day(marks.today);
        }
        Waits::Receipt => {
            by_part(out);
            out.push(" AND p.state = 'pending' AND p.duty_state IN ('assigned', 'in_progress', 'submitted', 'suspended')");
            out.push(" AND (p.part = 'support' OR p.duty_state <> 'submitted')");
        }
        Waits::Verify => of_state(out, "'submitted'"),
        Waits::Refused => of_state(out, "'refused'"),
        Waits::Draft => {
            of_state(out, "'draft'");
            // A decision's draft is given out with its minutes, by the room it comes from.
            out.push(" AND d.origin_kind <> 'decision'");
        }
    }
}

/// The kinds that wait on this member, with the department they wait for.
fn kinds(scope: &Scope) -> Vec<(Waits, Option<i64>)> {
    let mut own: Vec<i64> = scope.acts_for().collect();
    own.sort_unstable();
    own.dedup();
    let mut all: Vec<(Waits, Option<i64>)> = own.iter().flat_map(|d| OWN.map(|why| (why, Some(*d)))).collect();
    if scope.has(Role::Secretariat) {
        all.extend(OFFICE.map(|why| (why, None)));
    }
    all
}

/// A duty that waits, by what its index holds.
#[derive(Clone, Copy, Debug)]
struct Key {
    why: Waits,
    department_id: Option<i64>,
    due: NaiveDate,
    id: i64,
}

/// One query for all `kinds`: each a range of an index with a bound of its own, so that what waits costs the same however much it is.
fn keys(conn: &mut Conn, scope: &Scope, marks: Marks, kinds: &[(Waits, Option<i64>)], limit: i64) -> Result<Vec<Key>> {
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    let mut out: Statement<(sql::BigInt, sql::Date, sql::BigInt)> = Statement::default();
    for (index, (why, department)) in kinds.iter().copied().enumerate() {
        out.push(if index == 0 { "SELECT * FROM (SELECT CAST(" } else { " UNION ALL SELECT * FROM (SELECT CAST(" });
        out.int(index as i64).push(" AS BIGINT), ");
        // Each in the order of its index.
        let (columns, order) = match why {
            Waits::Receipt => ("p.sort_on, p.duty_id ", " ORDER BY p.sort_on, p.duty_id"),
            Waits::Report => ("d.sort_on, d.id ", " ORDER BY d.next_report_on, d.sort_on"),
            _ => ("d.sort_on, d.id ", " ORDER BY d.sort_on, d.id"),
        };
        out.push(columns);
        from_where(&mut out, scope, marks, why, department);
        out.push(order).push(" LIMIT ").int(limit).push(") waits");
    }
    let mut found: Vec<(i64, NaiveDate, i64)> = out.load(conn)?;
    found.sort_unstable();
    let named = found.into_iter().filter_map(|(index, due, id)| {
        let (why, department_id) = *kinds.get(usize::try_from(index).ok()?)?;
        Some(Key { why, department_id, due, id })
    });
    Ok(named.collect())
}

/// The duties of these keys, in their order.
fn waiting(conn: &mut Conn, scope: &Scope, keys: &[Key]) -> Result<Vec<Waiting>> {
    let mut rows: HashMap<i64, Row> = HashMap::with_capacity(keys.len());
    for keys in keys.chunks(100) {
        let ids: Vec<i64> = keys.iter().map(|k| k.id).collect();
        let mut out: Statement<RowSql> = Statement::new("SELECT ");
        out.push(COLUMNS).push("FROM duties d WHERE d.workspace_id = ").int(scope.workspace_id()).push(" AND d.id IN ").ints(&ids);
        rows.extend(out.load::<Row>(conn)?.into_iter().map(|row| (row.id, row)));
    }
    let found = keys.iter().filter_map(|k| Some(Waiting { why: k.why, department_id: k.department_id, row: rows.get(&k.id)?.clone() }));
    Ok(found.collect())
}

/// How much waits on a liaison, each counted to [`COUNTED`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub overdue: i64,
    pub this_week: i64,
    /// Close to their deadline, but not this week.
    pub soon: i64,
    pub returned: i64,
    pub report: i64,
    pub receipt: i64,
}

/// What a liaison has to do for all their departments.
#[derive(Clone, Debug, Default)]
pub struct Next {
    /// Most urgent first.
    pub now: Vec<Waiting>,
    /// To be received.
    pub receipts: Vec<Waiting>,
    pub tally: Tally,
}

/// Which duties come next and how many there are, without what is said of each.
#[derive(Clone)]
struct Ahead {
    now: Arc<[Key]>,
    receipts: Arc<[Key]>,
    tally: Tally,
}

static AHEAD: Kept<(Asker, i64), Ahead> = Kept::new(2_000);

/// What a liaison has to do for all their departments; at most `limit` of what is to do and as many to receive. Which they are is
/// found anew when anything has happened in the workspace, or a day has passed.
pub fn next(conn: &mut Conn, scope: &Scope, marks: Marks, limit: i64) -> Result<Next> {
    let own: Vec<(Waits, Option<i64>)> = kinds(scope).into_iter().filter(|(why, _)| OWN.contains(why)).collect();
    let found = AHEAD.get(conn, scope, ((marks, own.clone()), limit), |conn| ahead(conn, scope, marks, &own, limit))?;
    let keys: Vec<Key> = found.now.iter().chain(&*found.receipts).copied().collect();
    let mut now = waiting(conn, scope, &keys)?;
    let receipts = now.split_off(found.now.len().min(now.len()));
    Ok(Next { now, receipts, tally: found.tally })
}

fn ahead(conn: &mut Conn, scope: &Scope, marks: Marks, own: &[(Waits, Option<i64>)], limit: i64) -> Result<Ahead> {
    let mut all = keys(conn, scope, marks, own, limit)?;
    let rank = |k: &Key| match k.why {
        Waits::Urgent if k.due < marks.today => 0,
        Waits::Returned => 1,
        _ => 2,
    };
    all.sort_by_key(|k| (rank(k), k.due, k.id));
    let (mut receipts, mut now): (Vec<Key>, Vec<Key>) = all.into_iter().partition(|k| k.why == Waits::Receipt);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    now.truncate(limit);
    receipts.truncate(limit);
    Ok(Ahead { now: now.into(), receipts: receipts.into(), tally: tally(conn, scope, marks, own)? })
}

/// The last day of `today`'s week.
fn sunday(today: NaiveDate) -> NaiveDate {
    use chrono::{Datelike, Days};
    today.checked_add_days(Days::new(u64::from(6 - today.weekday().num_days_from_monday()))).unwrap_or(today)
}

/// Counts `kinds`; those of several departments are added up.
fn tally(conn: &mut Conn, scope: &Scope, marks: Marks, kinds: &[(Waits, Option<i64>)]) -> Result<Tally> {
    let sunday = sunday(marks.today).min(marks.soon);
    let mut out: Statement<(sql::BigInt, sql::BigInt)> = Statement::default();
    let mut fields = Vec::new();
    for (why, department) in kinds.iter().copied() {
        // An urgent duty is late, of this week or later; its index is in that order.
        let spans: &[Option<(Option<NaiveDate>, Option<NaiveDate>)>] = match why {
            Waits::Urgent => {
                &[Some((None, marks.today.pred_opt())), Some((Some(marks.today), Some(sunday))), Some((sunday.succ_opt(), None))]
            }
            _ => &[None],
        };
        for (part, span) in spans.iter().enumerate() {
            out.push(if fields.is_empty() { "SELECT CAST(" } else { " UNION ALL SELECT CAST(" });
            out.int(fields.len() as i64).push(" AS BIGINT), CAST((SELECT count(*) FROM (SELECT 1 AS one ");
            from_where(&mut out, scope, marks, why, department);
            if let Some((from, until)) = span {
                if let Some(day) = from {
                    out.push(" AND d.sort_on >= ").day(*day);
                }
                if let Some(day) = until {
                    out.push(" AND d.sort_on <= ").day(*day);
                }
            }
            out.push(" LIMIT ").int(COUNTED).push(") counted) AS BIGINT)");
            fields.push((why, part));
        }
    }
    let mut sum = Tally::default();
    if fields.is_empty() {
        return Ok(sum);
    }
    for (index, n) in out.load::<(i64, i64)>(conn)? {
        let Some((why, part)) = usize::try_from(index).ok().and_then(|i| fields.get(i)) else { continue };
        let field = match (why, part) {
            (Waits::Urgent, 0) => &mut sum.overdue,
            (Waits::Urgent, 1) => &mut sum.this_week,
            (Waits::Urgent, _) => &mut sum.soon,
            (Waits::Returned, _) => &mut sum.returned,
            (Waits::Report, _) => &mut sum.report,
            _ => &mut sum.receipt,
        };
        *field = (*field + n).min(COUNTED);
    }
    Ok(sum)
}

/// What waits on the secretariat: refused, submitted, drafts; at most `limit` of each.
pub fn office(conn: &mut Conn, scope: &Scope, marks: Marks, limit: i64) -> Result<Vec<Waiting>> {
    let keys = keys(conn, scope, marks, &OFFICE.map(|why| (why, None)), limit)?;
    waiting(conn, scope, &keys)
}

/// How many drafts wait on the secretariat, counted to [`COUNTED`].
pub fn count_drafts(conn: &mut Conn, scope: &Scope, marks: Marks) -> Result<i64> {
    let mut out: Statement<(sql::BigInt,)> = Statement::new("SELECT count(*) FROM (SELECT 1 AS one ");
    from_where(&mut out, scope, marks, Waits::Draft, None);
    out.push(" LIMIT ").int(COUNTED).push(") counted");
    let found: Vec<(i64,)> = out.load(conn)?;
    Ok(found.first().map_or(0, |(n,)| *n))
}

/// A request for extension that waits for the secretariat.
#[derive(Clone, Debug, PartialEq, Queryable)]
pub struct Asking {
    pub number: String,
    pub title: String,
    pub due_on: Option<NaiveDate>,
    pub department_id: i64,
    pub until: NaiveDate,
    pub reason: String,
}

type AskingSql = (sql::Text, sql::Text, sql::Nullable<sql::Date>, sql::BigInt, sql::Date, sql::Text);

/// Requests for extension without an answer, the oldest first.
pub fn asking(conn: &mut Conn, scope: &Scope) -> Result<Vec<Asking>> {
    let mut out: Statement<AskingSql> = Statement::new("SELECT d.number, d.title, d.due_on, e.department_id, e.until, e.reason ");
    out.push("FROM extensions e CROSS JOIN duties d WHERE e.workspace_id = ").int(scope.workspace_id());
    push_unbarred(&mut out, scope, "e.duty_id");
    out.push(" AND e.state = 'requested' AND d.workspace_id = e.workspace_id AND d.id = e.duty_id ORDER BY e.id LIMIT ").int(SHOWN);
    Ok(out.load(conn)?)
}

/// What every page says of the workspace's duties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// How many things wait on this member, counted to 100 a kind.
    pub next: i64,
    /// The day of the latest deadline still running, if there is one.
    pub last_deadline: Option<NaiveDate>,
}

/// The day, and what may wait for which department.
type Asker = (Marks, Vec<(Waits, Option<i64>)>);

/// What every page says of the workspace's duties to this member.
pub fn outlook(conn: &mut Conn, scope: &Scope, marks: Marks) -> Result<Outlook> {
    Ok(Outlook { next: count_next(conn, scope, marks, kinds(scope))?, last_deadline: last_deadline(conn, scope)? })
}

fn count_next(conn: &mut Conn, scope: &Scope, marks: Marks, kinds: Vec<(Waits, Option<i64>)>) -> Result<i64> {
    if kinds.is_empty() {
        return Ok(0);
    }
    let mut out: Statement<(sql::BigInt,)> = Statement::new("SELECT CAST(0");
    for (why, department) in kinds {
        out.push(" + (SELECT count(*) FROM (SELECT 1 AS one ");
        from_where(&mut out, scope, marks, why, department);
        out.push(" LIMIT ").int(COUNTED).push(") counted)");
    }
    if scope.has(Role::Secretariat) {
        out.push(" + (SELECT count(*) FROM (SELECT 1 AS one FROM extensions e WHERE e.workspace_id = ").int(scope.workspace_id());
        out.push(" AND e.state = 'requested'");
        push_unbarred(&mut out, scope, "e.duty_id");
        out.push(" LIMIT ").int(COUNTED).push(") counted)");
        out.push(" + (SELECT count(*) FROM (SELECT 1 AS one FROM duty_parties p WHERE ");
        refusal::part_refused(&mut out, scope);
        out.push(" LIMIT ").int(COUNTED).push(") counted)");
    }
    out.push(" AS BIGINT)");
    let found: Vec<(i64,)> = out.load(conn)?;
    Ok(found.first().map_or(0, |(n,)| *n))
}

fn last_deadline(conn: &mut Conn, scope: &Scope) -> Result<Option<NaiveDate>> {
    let mut latest = None;
    for state in ["'in_progress'", "'assigned'", "'submitted'", "'refused'", "'suspended'"] {
        let mut out: Statement<(sql::Date,)> = Statement::new("SELECT d.sort_on FROM duties d WHERE d.workspace_id = ");
        out.int(scope.workspace_id()).push(" AND d.state = ").push(state);
        // Everybody is told of it.
        out.push(" AND d.origin_kind <> '")
            .push(CONFIDENTIAL_ORIGIN)
            .push("' AND d.sort_on < '9999-12-31' ORDER BY d.sort_on DESC LIMIT 1");
        let found: Vec<(NaiveDate,)> = out.load(conn)?;
        latest = latest.max(found.first().map(|(day,)| *day));
    }
    Ok(latest)
}

/// Duty, words: what was last said to these duties by `action` (`return`, `refuse`).
pub fn last_words(conn: &mut Conn, scope: &Scope, action: &str, ids: &[i64]) -> Result<Vec<(i64, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut out: Statement<(sql::BigInt, sql::Text)> =
        Statement::new("SELECT t.subject_id, t.text FROM timeline t WHERE t.workspace_id = ");
    out.int(scope.workspace_id()).push(" AND t.subject_kind = 'duty' AND t.action = ").text(action).push(" AND t.subject_id IN ").ints(ids);
    out.push(" AND t.text IS NOT NULL ORDER BY t.id DESC");
    let mut found: Vec<(i64, String)> = out.load(conn)?;
    let mut seen = std::collections::HashSet::new();
    found.retain(|(id, _)| seen.insert(*id));
    Ok(found)
}

/// Duty, times: how often these were reminded of by hand.
pub fn reminded(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<(i64, i64)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut out: Statement<(sql::BigInt, sql::BigInt)> =
        Statement::new("SELECT r.duty_id, CAST(max(r.threshold) AS BIGINT) FROM reminders r WHERE r.workspace_id = ");
    out.int(scope.workspace_id()).push(" AND r.kind = 'by_hand' AND r.duty_id IN ").ints(ids).push(" GROUP BY r.duty_id");
    Ok(out.load(conn)?)
}
