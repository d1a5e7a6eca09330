//! What cases are about, led to or count for elsewhere: agenda items, duties, campaigns.

use diesel::prelude::*;

use crate::{
    each_backend,
    platform::{db::Conn, error::Result},
    schema::case_links,
    tenancy::Scope,
};

/// Something a case is linked with.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct CaseLink {
    /// `item`, `duty` or `campaign`.
    pub kind: String,
    pub subject_id: i64,
    /// As it was called when it was chosen.
    pub label: String,
}

pub fn links(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Vec<CaseLink>> {
    let own = case_links::table.filter(case_links::workspace_id.eq(scope.workspace_id()));
    let found = own.filter(case_links::case_id.eq(case_id)).order((case_links::kind, case_links::label));
    Ok(found.select((case_links::kind, case_links::subject_id, case_links::label)).load(conn)?)
}

/// Links it; false when it was there already.
pub fn insert_link(conn: &mut Conn, scope: &Scope, case_id: i64, link: &CaseLink) -> Result<bool> {
    let row = (
        case_links::workspace_id.eq(scope.workspace_id()),
        case_links::case_id.eq(case_id),
        case_links::kind.eq(&link.kind),
        case_links::subject_id.eq(link.subject_id),
        case_links::label.eq(&link.label),
    );
    let made = each_backend!(conn, c => diesel::insert_into(case_links::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(made == 1)
}

pub fn delete_link(conn: &mut Conn, scope: &Scope, case_id: i64, kind: &str, subject_id: i64) -> Result<bool> {
    let own = case_links::table.filter(case_links::workspace_id.eq(scope.workspace_id())).filter(case_links::case_id.eq(case_id));
    let gone = own.filter(case_links::kind.eq(kind)).filter(case_links::subject_id.eq(subject_id));
    Ok(diesel::delete(gone).execute(conn)? == 1)
}
