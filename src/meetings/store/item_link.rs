//! What items are about: clauses and duties.

use diesel::prelude::*;

use crate::{
    platform::{
        db::{Conn, among},
        error::Result,
    },
    schema::item_links,
    tenancy::Scope,
};

/// Something an item is about.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct ItemLink {
    pub item_id: i64,
    /// `clause` or `duty`.
    pub kind: String,
    pub subject_id: i64,
    /// As it was called when it was chosen.
    pub label: String,
}

/// Of these items, item by item.
pub fn item_links(conn: &mut Conn, scope: &Scope, item_ids: &[i64]) -> Result<Vec<ItemLink>> {
    let own = item_links::table.filter(item_links::workspace_id.eq(scope.workspace_id()));
    let found = own
        .filter(among(item_links::item_id, item_ids))
        .order((item_links::item_id, item_links::kind, item_links::label))
        .select((item_links::item_id, item_links::kind, item_links::subject_id, item_links::label))
        .load(conn)?;
    Ok(found)
}

/// Puts one to an item; one that is there already stays as it is.
pub fn insert_link(conn: &mut Conn, scope: &Scope, link: &ItemLink) -> Result<()> {
    let there = item_links(conn, scope, &[link.item_id])?;
    if there.iter().any(|l| l.kind == link.kind && l.subject_id == link.subject_id) {
        return Ok(());
    }
    diesel::insert_into(item_links::table)
        .values((
            item_links::workspace_id.eq(scope.workspace_id()),
            item_links::item_id.eq(link.item_id),
            item_links::kind.eq(&link.kind),
            item_links::subject_id.eq(link.subject_id),
            item_links::label.eq(&link.label),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn delete_link(conn: &mut Conn, scope: &Scope, item_id: i64, kind: &str, subject_id: i64) -> Result<()> {
    let own = item_links::table.filter(item_links::workspace_id.eq(scope.workspace_id())).filter(item_links::item_id.eq(item_id));
    diesel::delete(own.filter(item_links::kind.eq(kind)).filter(item_links::subject_id.eq(subject_id))).execute(conn)?;
    Ok(())
}

/// Puts to an item what another is about.
pub fn copy_links(conn: &mut Conn, scope: &Scope, from: i64, to: i64) -> Result<()> {
    for link in item_links(conn, scope, &[from])? {
        insert_link(conn, scope, &ItemLink { item_id: to, ..link })?;
    }
    Ok(())
}
