//! What lists name beside duties.

use diesel::{prelude::*, sql_types as sql};

use crate::{
    duties::model::State,
    platform::{
        db::{Conn, Statement},
        error::{Error, Result},
    },
    schema::{departments, duties, policy_documents},
    tenancy::Scope,
};

/// A department of the workspace, closed ones too.
#[derive(Clone, Debug, PartialEq, Queryable)]
pub struct Department {
    pub id: i64,
    pub name: String,
    pub short_name: String,
    pub kind: String,
    pub state: String,
}

impl Department {
    pub fn is_open(&self) -> bool {
        self.state == "open"
    }
}

/// All departments in the workspace's order.
pub fn departments(conn: &mut Conn, scope: &Scope) -> Result<Vec<Department>> {
    let rows = departments::table
        .filter(departments::workspace_id.eq(scope.workspace_id()))
        .order((departments::position, departments::id))
        .select((departments::id, departments::name, departments::short_name, departments::kind, departments::state))
        .load(conn)?;
    Ok(rows)
}

/// A policy document duties may come from.
#[derive(Clone, Debug, PartialEq, Queryable)]
pub struct Document {
    pub id: i64,
    pub title: String,
    pub number: String,
}

/// How many documents the filter offers, newest first.
const DOCUMENTS_MAX: i64 = 100;

/// Policy documents, newest first. Only their names: what a document is belongs to the room of policies above.
pub fn documents(conn: &mut Conn, scope: &Scope) -> Result<Vec<Document>> {
    let rows = policy_documents::table
        .filter(policy_documents::workspace_id.eq(scope.workspace_id()))
        .order(policy_documents::id.desc())
        .limit(DOCUMENTS_MAX)
        .select((policy_documents::id, policy_documents::title, policy_documents::document_number))
        .load(conn)?;
    Ok(rows)
}

/// A duty as other rooms name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub id: i64,
    pub number: String,
    pub title: String,
    pub state: State,
}

/// These duties, in no order.
pub fn names(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<Named>> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(500) {
        let mut out: Statement<(sql::BigInt, sql::Text, sql::Text, sql::Text)> =
            Statement::new("SELECT d.id, d.number, d.title, d.state FROM duties d WHERE d.workspace_id = ");
        out.int(scope.workspace_id()).push(" AND d.id IN ").ints(ids);
        for (id, number, title, state) in out.load::<(i64, String, String, String)>(conn)? {
            let state = State::parse(&state).ok_or_else(|| Error::internal(format!("unknown state of a duty: {state}")))?;
            found.push(Named { id, number, title, state });
        }
    }
    Ok(found)
}

/// The number itself when a duty this member may see has it.
pub fn number(conn: &mut Conn, scope: &Scope, text: &str) -> Result<Option<String>> {
    let found: Option<(String, String)> = duties::table
        .filter(duties::workspace_id.eq(scope.workspace_id()))
        .filter(duties::number.eq(text))
        .select((duties::number, duties::state))
        .first(conn)
        .optional()?;
    Ok(found.filter(|(_, state)| scope.reads_all() || state != State::Draft.as_str()).map(|(number, _)| number))
}
