//! How a department ends: merged into another, or closed; and how a closed one comes back.

use serde_json::json;

use super::{actions::KEEPERS, model::SUBJECT, store};
use crate::{
    platform::{
        db::Conn,
        error::{Error, Message, Result},
    },
    tenancy::{
        Scope,
        departments::{self, Department, DepartmentState},
    },
    timeline::{self, Entry, Subject},
};

/// Lets `id` live on in `into`: names, people and the departments below it move. The caller moves what records of higher rooms hold
/// in the same transaction. Past records keep the merged department with its name.
pub fn merge(conn: &mut Conn, scope: &Scope, id: i64, version: i64, into: i64) -> Result<()> {
    scope.require(&KEEPERS)?;
    let mut from = at_version(conn, scope, id, version)?;
    let mut target = match departments::get(conn, scope, into) {
        // Another workspace's department is like none at all.
        Err(Error::NotFound) => return Err(Error::invalid("into", Message::new("department-merge-unknown"))),
        other => other?,
    };
    if from.state == DepartmentState::Merged {
        return Err(Error::refused("department-merged-stays"));
    }
    if from.id == target.id {
        return Err(Error::invalid("into", Message::new("department-merge-itself")));
    }
    if target.state != DepartmentState::Open {
        return Err(Error::invalid("into", Message::new("department-merge-not-open").text("name", &target.name)));
    }
    lift_out(conn, scope, &from, &mut target)?;
    for mut child in departments::all(conn, scope)?.into_iter().filter(|d| d.parent_id == Some(id) && d.id != into) {
        child.parent_id = Some(into);
        store::update(conn, scope, &mut child)?;
    }
    store::move_names(conn, scope, id, into)?;
    store::move_people(conn, scope, id, into)?;
    let before = from.state;
    from.state = DepartmentState::Merged;
    from.merged_into_id = Some(into);
    from.parent_id = None;
    store::update(conn, scope, &mut from)?;
    let gone = Entry::new(Subject::new(SUBJECT, id), "merge").states(before.as_str(), from.state.as_str());
    timeline::record(conn, scope, gone.data(json!({ "name": target.name })))?;
    timeline::record(conn, scope, Entry::new(Subject::new(SUBJECT, into), "absorb").data(json!({ "name": from.name })))
}

/// A target that stands below the one that goes takes its place, so that nobody stands below a department that is gone.
fn lift_out(conn: &mut Conn, scope: &Scope, from: &Department, target: &mut Department) -> Result<()> {
    let all = departments::all(conn, scope)?;
    let mut at = target.parent_id;
    for _ in 0..=all.len() {
        match at {
            Some(here) if here == from.id => {
                target.parent_id = from.parent_id;
                return store::update(conn, scope, target);
            }
            Some(here) => at = all.iter().find(|d| d.id == here).and_then(|d| d.parent_id),
            None => break,
        }
    }
    Ok(())
}

/// Takes no more duties; its people's functions end. Refused while departments stand below it; the caller sees to open duties.
pub fn close(conn: &mut Conn, scope: &Scope, id: i64, version: i64, reason: &str) -> Result<()> {
    scope.require(&KEEPERS)?;
    let mut department = at_version(conn, scope, id, version)?;
    if department.state != DepartmentState::Open {
        return Err(Error::refused("department-not-open"));
    }
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::invalid("reason", Message::new("department-reason-missing")));
    }
    let below: Vec<String> = departments::all(conn, scope)?
        .into_iter()
        .filter(|d| d.parent_id == Some(id) && d.state == DepartmentState::Open)
        .map(|d| d.short_name)
        .collect();
    if !below.is_empty() {
        let names = crate::platform::i18n::join(scope.lang(), &below);
        return Err(Error::Refused(Message::new("department-close-children").text("names", names)));
    }
    store::release_people(conn, scope, id)?;
    department.state = DepartmentState::Closed;
    store::update(conn, scope, &mut department)?;
    let entry = Entry::new(Subject::new(SUBJECT, id), "close").states("open", "closed").text(reason);
    timeline::record(conn, scope, entry)
}

/// Takes duties again.
pub fn reopen(conn: &mut Conn, scope: &Scope, id: i64, version: i64) -> Result<()> {
    scope.require(&KEEPERS)?;
    let mut department = at_version(conn, scope, id, version)?;
    match department.state {
        DepartmentState::Closed => {}
        DepartmentState::Merged => return Err(Error::refused("department-merged-stays")),
        DepartmentState::Open => return Err(Error::refused("department-already-open")),
    }
    if let Some(parent) = department.parent_id {
        // A parent closed in the meantime would hide it in the tree.
        if departments::get(conn, scope, parent)?.state != DepartmentState::Open {
            department.parent_id = None;
        }
    }
    department.state = DepartmentState::Open;
    store::update(conn, scope, &mut department)?;
    timeline::record(conn, scope, Entry::new(Subject::new(SUBJECT, id), "reopen").states("closed", "open"))
}

fn at_version(conn: &mut Conn, scope: &Scope, id: i64, version: i64) -> Result<Department> {
    let department = departments::get(conn, scope, id)?;
    if department.version == version { Ok(department) } else { Err(Error::Conflict) }
}
