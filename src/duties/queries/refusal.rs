//! Parts of duties that supporting departments have refused.

use diesel::{prelude::*, sql_types as sql};

use super::{
    home::SHOWN,
    kept::push_unbarred,
    list::{COLUMNS, Row, RowSql},
};
use crate::{
    platform::{
        db::{Conn, Statement},
        error::Result,
    },
    tenancy::Scope,
};

/// A supporting department's refusal of its part, which leaves the duty where it is until the secretariat changes the departments.
#[derive(Clone, Debug, PartialEq, Queryable)]
pub struct PartRefusal {
    pub row: Row,
    pub department_id: i64,
    pub reason: Option<String>,
}

type PartRefusalSql = (RowSql, sql::BigInt, sql::Nullable<sql::Text>);

/// Of duties whose departments can be changed now; one handed in is verified first.
pub(super) fn part_refused<ST>(out: &mut Statement<ST>, scope: &Scope) {
    out.push("p.workspace_id = ").int(scope.workspace_id());
    out.push(" AND p.state = 'refused' AND p.part = 'support' AND p.duty_state IN ('assigned', 'in_progress', 'suspended')");
    push_unbarred(out, scope, "p.duty_id");
}

/// Parts refused by supporting departments, by deadline.
pub fn part_refusals(conn: &mut Conn, scope: &Scope) -> Result<Vec<PartRefusal>> {
    let mut out: Statement<PartRefusalSql> = Statement::new("SELECT ");
    out.push(COLUMNS).push(", p.department_id, p.reason FROM duty_parties p CROSS JOIN duties d WHERE ");
    part_refused(&mut out, scope);
    out.push(" AND d.workspace_id = p.workspace_id AND d.id = p.duty_id ORDER BY p.sort_on, p.duty_id, p.department_id LIMIT ").int(SHOWN);
    Ok(out.load(conn)?)
}
