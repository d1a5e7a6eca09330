//! A page of duties and how many there are in each tab.
//!
//! Every read is a range of an index that ends at a bound, so a page costs the same whether a workspace has a thousand duties or
//! a million: a tab reads each of its states in the list's order up to where the page ends, and what has to be counted is counted
//! to [`COUNT_CAP`].

use std::{
    cmp::Ordering,
    collections::{HashMap, HashSet},
};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::{prelude::*, sql_types as sql};

use super::{
    filter::{Branch, Filter, Marks, Reading, Tab, branches},
    kept::{KeptFrom, kept_by_state},
    search::{self, Sees, Way},
};
use crate::{
    calendar::WorkCalendar,
    duties::{
        model::{Light, LightReason, Part, Progress, State, light},
        store,
    },
    platform::{
        clock::local,
        db::{Conn, Statement},
        error::{Error, Result},
    },
    tenancy::Scope,
};

/// Where a filter has to be counted, more are shown as “500+”: further ones would cost more than the page itself.
pub const COUNT_CAP: i64 = 500;

/// How far a list can be paged; beyond it one narrows the filter or exports.
pub const OFFSET_CAP: i64 = 10_000;

/// The list's order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By deadline: the most urgent first.
    #[default]
    Due,
    Number,
    /// By the last report; never reported comes before all.
    Reported,
}

/// A duty as a list shows it.
#[derive(Clone, Debug, PartialEq, Queryable)]
pub struct Row {
    pub id: i64,
    pub number: String,
    pub title: String,
    state: String,
    pub lead_id: Option<i64>,
    sort_on: NaiveDate,
    pub origin_label: String,
    pub assigned_at: Option<NaiveDateTime>,
    pub submitted_at: Option<NaiveDateTime>,
    pub returned_at: Option<NaiveDateTime>,
    pub closed_at: Option<NaiveDateTime>,
    pub reported_at: Option<NaiveDateTime>,
    pub next_report_on: Option<NaiveDate>,
    /// Departments that support it.
    pub support_count: i32,
}

pub(super) type RowSql = (
    sql::BigInt,
    sql::Text,
    sql::Text,
    sql::Text,
    sql::Nullable<sql::BigInt>,
    sql::Date,
    sql::Text,
    sql::Nullable<sql::Timestamp>,
    sql::Nullable<sql::Timestamp>,
    sql::Nullable<sql::Timestamp>,
    sql::Nullable<sql::Timestamp>,
    sql::Nullable<sql::Timestamp>,
    sql::Nullable<sql::Date>,
    sql::Integer,
);

pub(super) const COLUMNS: &str = "d.id, d.number, d.title, d.state, d.lead_id, d.sort_on, d.origin_label, d.assigned_at, \
                       d.submitted_at, d.returned_at, d.closed_at, d.reported_at, d.next_report_on, d.support_count ";

/// The year that stands for “no deadline” in `sort_on`.
const NEVER: i32 = 9999;

impl Row {
    /// # Errors
    /// `Internal` when the row holds a state the program does not know.
    pub fn state(&self) -> Result<State> {
        State::parse(&self.state).ok_or_else(|| Error::internal(format!("unknown state in the database: {}", self.state)))
    }

    pub fn due_on(&self) -> Option<NaiveDate> {
        use chrono::Datelike;
        Some(self.sort_on).filter(|d| d.year() != NEVER)
    }

    /// Handed in, sent back and not handed in again.
    pub fn is_returned(&self) -> bool {
        self.state == State::InProgress.as_str() && self.returned_at.is_some_and(|back| self.submitted_at.is_none_or(|sent| sent <= back))
    }

    pub fn light(&self, scope: &Scope, calendar: &WorkCalendar) -> Result<(Light, LightReason)> {
        let assigned_on = self.assigned_at.map(|at| local(at, scope.zone()).date());
        let progress = Progress { assigned_on, next_report_on: self.next_report_on };
        Ok(light(self.state()?, self.due_on(), progress, scope.today(), scope.settings(), calendar))
    }
}

/// A list as asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    pub tab: Tab,
    pub filter: Filter,
    pub order: Order,
    pub descending: bool,
    /// Rows to skip.
    pub offset: i64,
    pub limit: i64,
}

/// A department's part in a duty of the list.
#[derive(Clone, Debug, PartialEq, Queryable)]
pub struct RowParty {
    pub duty_id: i64,
    pub department_id: i64,
    part: String,
    pub state: String,
}

impl RowParty {
    pub fn is(&self, part: Part) -> bool {
        self.part == part.as_str()
    }
}

fn reading<'a>(scope: &Scope, marks: Marks, tab: Tab, filter: &'a Filter, way: &Way, kept: &KeptFrom) -> Reading<'a> {
    let (of_hits, kept) = (matches!(way, Way::From(_)), kept.clone());
    Reading { tab, of_hits, filter, marks, drafts: scope.reads_all(), sees: Sees::of(scope), kept, workspace_id: scope.workspace_id() }
}

/// The duties asked for, in order, and whether there are more behind them.
pub fn rows(conn: &mut Conn, scope: &Scope, marks: Marks, asked: &Asked) -> Result<(Vec<Row>, bool)> {
    let way = search::way(conn, scope, &asked.filter.words)?;
    let kept = KeptFrom::of(conn, scope)?;
    let reading = reading(scope, marks, asked.tab, &asked.filter, &way, &kept);
    let branches = branches(asked.tab, &asked.filter, reading.drafts);
    let (skip, take) = (asked.offset.clamp(0, OFFSET_CAP), asked.limit + 1);
    let mut found: Vec<Row> = match (branches.as_slice(), &way) {
        ([], _) => Vec::new(),
        (of_hits, Way::From(pieces)) => {
            let mut out = Statement::default();
            search::push_hits(&mut out, scope, pieces, &asked.filter.words);
            page_of_hits(out, &reading, of_hits, asked, skip, take).load(conn)?
        }
        ([only], _) => page_of(&reading, *only, asked, skip, take).load(conn)?,
        (several, _) => {
            let mut merged = Vec::new();
            for branch in several {
                merged.extend(page_of(&reading, *branch, asked, 0, skip + take).load::<Row>(conn)?);
            }
            merged.sort_by(|a, b| in_order(asked, a, b));
            merged.dedup_by_key(|row| row.id);
            merged.into_iter().skip(usize::try_from(skip).unwrap_or(usize::MAX)).collect()
        }
    };
    let limit = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    let more = found.len() > limit;
    found.truncate(limit);
    Ok((found, more))
}

/// Everything a list is sorted by, of a duty.
#[derive(Queryable)]
struct Place {
    id: i64,
    sort_on: NaiveDate,
    number: String,
    reported_at: Option<NaiveDateTime>,
}

type PlaceSql = (sql::BigInt, sql::Date, sql::Text, sql::Nullable<sql::Timestamp>);

const PLACES: &str = "SELECT d.id, d.sort_on, d.number, d.reported_at ";

/// The ids of all duties asked for, in order and whatever page, up to `most` of them; for exports, which read the rows piecemeal.
pub fn ids(conn: &mut Conn, scope: &Scope, marks: Marks, asked: &Asked, most: i64) -> Result<Vec<i64>> {
    let way = search::way(conn, scope, &asked.filter.words)?;
    let kept = KeptFrom::of(conn, scope)?;
    let reading = reading(scope, marks, asked.tab, &asked.filter, &way, &kept);
    let mut found: Vec<Place> = Vec::new();
    for branch in branches(asked.tab, &asked.filter, reading.drafts) {
        let mut out: Statement<PlaceSql> = Statement::default();
        if let Way::From(pieces) = &way {
            search::push_hits(&mut out, scope, pieces, &asked.filter.words);
        }
        out.push(PLACES);
        reading.push_source(&mut out, branch, false);
        in_order_of(&mut out, asked, reading.by_parts(branch));
        out.push(" LIMIT ").int(most);
        found.extend(out.load::<Place>(conn)?);
    }
    found.sort_by(|a, b| {
        let by = match asked.order {
            Order::Due => (a.sort_on, a.id).cmp(&(b.sort_on, b.id)),
            Order::Number => (&a.number, a.id).cmp(&(&b.number, b.id)),
            Order::Reported => (a.reported_at, a.id).cmp(&(b.reported_at, b.id)),
        };
        if asked.descending { by.reverse() } else { by }
    });
    found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(found.into_iter().map(|place| place.id).collect())
}

/// These duties as a list shows them, in the order of `ids`.
pub fn rows_of(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<Row>> {
    let mut out: Statement<RowSql> = Statement::new("SELECT ");
    out.push(COLUMNS).push("FROM duties d WHERE d.workspace_id = ").int(scope.workspace_id()).push(" AND d.id IN ").ints(ids);
    let mut rows: Vec<Row> = out.load(conn)?;
    let place: HashMap<i64, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    rows.sort_by_key(|row| place.get(&row.id).copied());
    Ok(rows)
}

fn in_order(asked: &Asked, a: &Row, b: &Row) -> Ordering {
    let by = match asked.order {
        Order::Due => (a.sort_on, a.id).cmp(&(b.sort_on, b.id)),
        Order::Number => (&a.number, a.id).cmp(&(&b.number, b.id)),
        Order::Reported => (a.reported_at, a.id).cmp(&(b.reported_at, b.id)),
    };
    if asked.descending { by.reverse() } else { by }
}

/// The rows of one branch.
fn page_of(reading: &Reading<'_>, branch: Branch, asked: &Asked, skip: i64, take: i64) -> Statement<RowSql> {
    let mut out = Statement::new("SELECT ");
    out.push(COLUMNS);
    reading.push_source(&mut out, branch, false);
    in_order_of(&mut out, asked, reading.by_parts(branch));
    out.push(" LIMIT ").int(take).push(" OFFSET ").int(skip);
    out
}

/// The rows of all branches among the hits of a search, which are few.
fn page_of_hits(
    mut out: Statement<RowSql>,
    reading: &Reading<'_>,
    branches: &[Branch],
    asked: &Asked,
    skip: i64,
    take: i64,
) -> Statement<RowSql> {
    for (index, branch) in branches.iter().enumerate() {
        out.push(if index == 0 { "SELECT * FROM (SELECT " } else { " UNION ALL SELECT " }).push(COLUMNS);
        reading.push_source(&mut out, *branch, false);
    }
    out.push(") d");
    in_order_of(&mut out, asked, false);
    out.push(" LIMIT ").int(take).push(" OFFSET ").int(skip);
    out
}

/// `ORDER BY …`, by the parts' own copy of the deadline where a branch goes by them.
fn in_order_of<ST>(out: &mut Statement<ST>, asked: &Asked, by_parts: bool) {
    out.push(match (asked.order, asked.descending, by_parts) {
        (Order::Due, false, true) => " ORDER BY p.sort_on, p.duty_id",
        (Order::Due, true, true) => " ORDER BY p.sort_on DESC, p.duty_id DESC",
        (Order::Due, false, false) => " ORDER BY d.sort_on, d.id",
        (Order::Due, true, false) => " ORDER BY d.sort_on DESC, d.id DESC",
        (Order::Number, false, _) => " ORDER BY d.number",
        (Order::Number, true, _) => " ORDER BY d.number DESC",
        (Order::Reported, false, _) => " ORDER BY d.reported_at NULLS FIRST, d.id",
        (Order::Reported, true, _) => " ORDER BY d.reported_at DESC NULLS LAST, d.id DESC",
    });
}

/// How many duties there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub n: i64,
    /// Counting stopped at [`COUNT_CAP`]: there are more.
    pub cut: bool,
}

/// How many duties of this filter stand in each of `tabs`: exactly where nothing but the state decides, else counted to
/// [`COUNT_CAP`].
pub fn counts(conn: &mut Conn, scope: &Scope, marks: Marks, filter: &Filter, tabs: &[Tab]) -> Result<Vec<(Tab, Count)>> {
    let by_state = |tab: &Tab| *filter == Filter::default() && !matches!(tab, Tab::Overdue | Tab::Returned);
    let (known, asked): (Vec<Tab>, Vec<Tab>) = tabs.iter().copied().partition(by_state);
    let mut all = if known.is_empty() { Vec::new() } else { store::counts(conn, scope)? };
    let kept = if known.is_empty() { HashMap::new() } else { kept_by_state(conn, scope)? };
    all.iter_mut().for_each(|(state, n)| *n -= kept.get(state).copied().unwrap_or(0));
    let counted = counted(conn, scope, marks, filter, &asked)?;
    let exact = |tab: Tab| {
        let seen = |state: &State| tab.states().contains(state) && (*state != State::Draft || scope.reads_all());
        Count { n: all.iter().filter(|(state, _)| seen(state)).map(|(_, n)| n).sum(), cut: false }
    };
    let of = |tab: Tab| counted.iter().find(|(other, _)| *other == tab).map_or_else(|| exact(tab), |(_, count)| *count);
    Ok(tabs.iter().map(|tab| (*tab, of(*tab))).collect())
}

/// Whether the workspace has a duty that was ever given out, ended ones too.
pub fn any_given_out(conn: &mut Conn, scope: &Scope) -> Result<bool> {
    Ok(store::counts(conn, scope)?.into_iter().any(|(state, n)| state != State::Draft && n > 0))
}

fn counted(conn: &mut Conn, scope: &Scope, marks: Marks, filter: &Filter, tabs: &[Tab]) -> Result<Vec<(Tab, Count)>> {
    if tabs.is_empty() {
        return Ok(Vec::new());
    }
    let way = search::way(conn, scope, &filter.words)?;
    let kept = KeptFrom::of(conn, scope)?;
    let mut out: Statement<(sql::BigInt, sql::BigInt)> = Statement::default();
    if let Way::From(pieces) = &way {
        search::push_hits(&mut out, scope, pieces, &filter.words);
    }
    for (index, tab) in tabs.iter().enumerate() {
        out.push(if index == 0 { "SELECT CAST(" } else { " UNION ALL SELECT CAST(" }).int(index as i64).push(" AS BIGINT), CAST(0");
        let reading = reading(scope, marks, *tab, filter, &way, &kept);
        for branch in branches(*tab, filter, reading.drafts) {
            out.push(" + (SELECT count(*) FROM (SELECT 1 AS one ");
            reading.push_source(&mut out, branch, true);
            out.push(" LIMIT ").int(COUNT_CAP + 1).push(") counted)");
        }
        out.push(" AS BIGINT)");
    }
    let mut found: Vec<(i64, i64)> = out.load(conn)?;
    found.sort_unstable();
    Ok(tabs.iter().zip(found).map(|(tab, (_, n))| (*tab, Count { n: n.min(COUNT_CAP), cut: n > COUNT_CAP })).collect())
}

/// Which of these duties charge one of `departments`.
pub fn charging(conn: &mut Conn, scope: &Scope, departments: &[i64], duty_ids: &[i64]) -> Result<HashSet<i64>> {
    let mut found = HashSet::new();
    if departments.is_empty() {
        return Ok(found);
    }
    for ids in duty_ids.chunks(100) {
        let mut out: Statement<(sql::BigInt,)> = Statement::new("SELECT duty_id FROM duty_parties WHERE workspace_id = ");
        out.int(scope.workspace_id()).push(" AND state <> 'withdrawn' AND duty_id IN ").ints(ids);
        out.push(" AND department_id IN ").ints(departments);
        found.extend(out.load::<(i64,)>(conn)?.into_iter().map(|(id,)| id));
    }
    Ok(found)
}

/// The departments charged with these duties, lead first.
pub fn parties(conn: &mut Conn, scope: &Scope, duty_ids: &[i64]) -> Result<Vec<RowParty>> {
    let mut all = Vec::new();
    for ids in duty_ids.chunks(100) {
        let mut out: Statement<(sql::BigInt, sql::BigInt, sql::Text, sql::Text)> =
            Statement::new("SELECT duty_id, department_id, part, state FROM duty_parties WHERE workspace_id = ");
        out.int(scope.workspace_id()).push(" AND state <> 'withdrawn' AND duty_id IN ").ints(ids);
        out.push(" ORDER BY duty_id, part, position, department_id");
        all.extend(out.load::<RowParty>(conn)?);
    }
    Ok(all)
}
