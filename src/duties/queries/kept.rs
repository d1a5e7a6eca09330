//! Confidential duties: who learns of them in lists, counts and searches. Workspaces without any pay one look at an index.

use std::collections::{HashMap, HashSet};

use diesel::{prelude::*, sql_types as sql};

use crate::{
    duties::{
        CONFIDENTIAL_ORIGIN,
        model::{State, reads_confidential},
        store,
    },
    platform::{
        db::{Conn, Statement, among},
        error::Result,
    },
    schema::duties,
    tenancy::Scope,
};

/// What a list keeps from its reader.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum KeptFrom {
    /// Nothing: they read all, or there is nothing confidential.
    Nothing,
    /// These: they read all others, stand back from what these come from, and are not of a department charged with them.
    Those(Vec<i64>),
    /// Confidential duties, but for those of these departments, which they act for or are in charge of.
    OthersThan(Vec<i64>),
}

impl KeptFrom {
    pub fn of(conn: &mut Conn, scope: &Scope) -> Result<Self> {
        if reads_confidential(scope) {
            let mut barred = store::barred_from(conn, scope)?;
            if !barred.is_empty() {
                let own = store::charging_any(conn, scope, &barred, &near(scope))?;
                barred.retain(|id| !own.contains(id));
            }
            return Ok(if barred.is_empty() { Self::Nothing } else { Self::Those(barred) });
        }
        let own = duties::table.filter(duties::workspace_id.eq(scope.workspace_id())).filter(duties::origin_kind.eq(CONFIDENTIAL_ORIGIN));
        let any: Option<i64> = own.select(duties::id).first(conn).optional()?;
        if any.is_none() {
            return Ok(Self::Nothing);
        }
        Ok(Self::OthersThan(near(scope)))
    }

    pub fn is_something(&self) -> bool {
        *self != Self::Nothing
    }

    /// The condition on a duty `d`.
    pub fn push<ST>(&self, out: &mut Statement<ST>) {
        let near = match self {
            Self::Nothing => return,
            Self::Those(ids) => {
                out.push(" AND d.id NOT IN ").ints(ids);
                return;
            }
            Self::OthersThan(near) => near,
        };
        out.push(" AND (d.origin_kind <> '").push(CONFIDENTIAL_ORIGIN).push("' OR EXISTS (SELECT 1 FROM duty_parties kp WHERE ");
        out.push("kp.workspace_id = d.workspace_id AND kp.duty_id = d.id AND kp.state <> 'withdrawn' AND kp.department_id IN ").ints(near);
        out.push("))");
    }
}

/// The departments this member acts for or is in charge of.
fn near(scope: &Scope) -> Vec<i64> {
    let mut near: Vec<i64> = scope.acts_for().chain(scope.leads()).collect();
    near.sort_unstable();
    near.dedup();
    near
}

/// How many confidential duties of each state this reader is not to learn of, to be taken off counts of all.
pub(super) fn kept_by_state(conn: &mut Conn, scope: &Scope) -> Result<HashMap<State, i64>> {
    let kept = KeptFrom::of(conn, scope)?;
    if !kept.is_something() {
        return Ok(HashMap::new());
    }
    let mut out: Statement<(sql::Text, sql::BigInt)> = Statement::new("SELECT d.state, count(*) FROM duties d WHERE d.workspace_id = ");
    out.int(scope.workspace_id()).push(" AND d.origin_kind = '").push(CONFIDENTIAL_ORIGIN);
    match &kept {
        KeptFrom::Those(ids) => out.push("' AND d.id IN ").ints(ids),
        KeptFrom::OthersThan(near) => {
            out.push("' AND NOT EXISTS (SELECT 1 FROM duty_parties kp WHERE kp.workspace_id = d.workspace_id AND kp.duty_id = d.id");
            out.push(" AND kp.state <> 'withdrawn' AND kp.department_id IN ").ints(near).push(")")
        }
        KeptFrom::Nothing => &mut out,
    };
    out.push(" GROUP BY d.state");
    let rows: Vec<(String, i64)> = out.load(conn)?;
    Ok(rows.into_iter().filter_map(|(state, n)| Some((State::parse(&state)?, n))).collect())
}

/// That the reader does not stand back from what this duty comes from, of what the secretariat has to do; `id`: the expression of its id.
pub(super) fn push_unbarred<ST>(out: &mut Statement<ST>, scope: &Scope, id: &'static str) {
    out.push(" AND NOT EXISTS (SELECT 1 FROM duty_barred kb WHERE kb.workspace_id = ").int(scope.workspace_id());
    out.push(" AND kb.duty_id = ").push(id).push(" AND kb.membership_id = ").int(scope.membership_id().unwrap_or(-1)).push(")");
}

/// Which of these are confidential, whoever asks: what is to be said of them to others too must know.
pub fn confidential(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<HashSet<i64>> {
    let own = duties::table.filter(duties::workspace_id.eq(scope.workspace_id())).filter(among(duties::id, ids));
    let found: Vec<i64> = own.filter(duties::origin_kind.eq(CONFIDENTIAL_ORIGIN)).select(duties::id).load(conn)?;
    Ok(found.into_iter().collect())
}

/// The confidential duties this reader is not to learn of; few, and mostly none.
pub(in crate::duties) fn kept_ids(conn: &mut Conn, scope: &Scope) -> Result<Vec<i64>> {
    let near = match KeptFrom::of(conn, scope)? {
        KeptFrom::Nothing => return Ok(Vec::new()),
        KeptFrom::Those(ids) => return Ok(ids),
        KeptFrom::OthersThan(near) => near,
    };
    let mut out: Statement<(sql::BigInt,)> = Statement::new("SELECT d.id FROM duties d WHERE d.workspace_id = ");
    out.int(scope.workspace_id()).push(" AND d.origin_kind = '").push(CONFIDENTIAL_ORIGIN);
    out.push("' AND NOT EXISTS (SELECT 1 FROM duty_parties kp WHERE kp.workspace_id = d.workspace_id AND kp.duty_id = d.id");
    out.push(" AND kp.state <> 'withdrawn' AND kp.department_id IN ").ints(&near).push(")");
    Ok(out.load::<(i64,)>(conn)?.into_iter().map(|(id,)| id).collect())
}
