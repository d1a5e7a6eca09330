//! What an item is about: clauses of policies and duties, put to it and taken off.

use serde_json::json;

use super::item::{SeenItem, begin_item};
use crate::{
    duties,
    meetings::{
        ITEM,
        model::ItemAction,
        store::{self, ItemLink},
    },
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    policy,
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// The most of one item.
pub const LINKS_MAX: usize = 50;

/// Says that an item is about a clause or a duty; `kind` is `clause` or `duty`.
pub fn link(conn: &mut Conn, scope: &Scope, seen: &SeenItem, kind: &str, subject_id: i64) -> Result<()> {
    let begun = begin_item(conn, scope, seen, ItemAction::Edit)?;
    let label = match kind {
        "duty" => duties::queries::names(conn, scope, &[subject_id])?.pop().map(|d| format!("{} {}", d.number, d.title)),
        "clause" => policy::queries::origin_link(conn, scope, subject_id)?.map(|l| l.label),
        _ => None,
    };
    let label = label.ok_or(Error::NotFound)?;
    let there = store::item_links(conn, scope, &[begun.item.id])?;
    if there.iter().any(|l| l.kind == kind && l.subject_id == subject_id) {
        return Ok(());
    }
    if there.len() >= LINKS_MAX {
        return Err(Error::refused("item-links-full"));
    }
    store::insert_link(conn, scope, &ItemLink { item_id: begun.item.id, kind: kind.to_owned(), subject_id, label: label.clone() })?;
    timeline::record(conn, scope, Entry::new(Subject::new(ITEM, begun.item.id), "link").data(json!({ "label": label })))
}

/// Takes one off again.
pub fn unlink(conn: &mut Conn, scope: &Scope, seen: &SeenItem, kind: &str, subject_id: i64) -> Result<()> {
    let begun = begin_item(conn, scope, seen, ItemAction::Edit)?;
    let there = store::item_links(conn, scope, &[begun.item.id])?;
    let link = there.into_iter().find(|l| l.kind == kind && l.subject_id == subject_id).ok_or(Error::NotFound)?;
    store::delete_link(conn, scope, begun.item.id, kind, subject_id)?;
    timeline::record(conn, scope, Entry::new(Subject::new(ITEM, begun.item.id), "unlink").data(json!({ "label": link.label })))
}
