//! Live cases counted by who holds them, where they are, and what is due next.

use chrono::NaiveDate;
use diesel::{RunQueryDsl, sql_types as sql};

use crate::{
    enforcement::model::NextWhat,
    platform::{
        db::{Conn, Statement},
        error::Result,
    },
    tenancy::Scope,
};

/// Some live cases that are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alike {
    pub holder_id: i64,
    pub region_id: Option<i64>,
    pub next: Option<NextWhat>,
    pub live: i64,
    pub overdue: i64,
    /// The first day something of them was due that is overdue.
    pub since: Option<NaiveDate>,
}

type Columns = (sql::BigInt, sql::Nullable<sql::BigInt>, sql::Nullable<sql::Text>, sql::BigInt, sql::BigInt, sql::Nullable<sql::Date>);
type Row = (i64, Option<i64>, Option<String>, i64, i64, Option<NaiveDate>);

/// All of them; read off one index.
pub fn alike(conn: &mut Conn, scope: &Scope) -> Result<Vec<Alike>> {
    let today = scope.today();
    let mut out: Statement<Columns> = Statement::new("SELECT holder_id, region_id, next_what, count(*), CAST(sum(CASE WHEN next_due_on < ");
    out.day(today).push(" THEN 1 ELSE 0 END) AS BIGINT), min(CASE WHEN next_due_on < ").day(today);
    out.push(" THEN next_due_on END) FROM cases WHERE workspace_id = ").int(scope.workspace_id());
    // As the index `cases_board` says it, word for word: it holds no others.
    out.push(" AND state <> 'closed' GROUP BY holder_id, region_id, next_what");
    let rows: Vec<Row> = out.load(conn)?;
    let read = |(holder_id, region_id, next, live, overdue, since): Row| {
        Ok(Alike { holder_id, region_id, next: next.as_deref().map(NextWhat::stored).transpose()?, live, overdue, since })
    };
    rows.into_iter().map(read).collect()
}
