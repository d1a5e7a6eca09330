//! Doing what a plan says: all of it, or nothing.

use std::collections::HashMap;

use serde_json::json;

use super::{
    Column, Known, PlannedRow, known,
    plan::{Plan, plan},
};
use crate::{
    departments::{KEEPERS, SUBJECT, store},
    platform::{
        db::Conn,
        error::{Error, Result},
        id::new_id,
        table::{Change, Column as _, Done, Row},
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// Imports these rows as the workspace stands now; `Invalid` when any of them is wrong, and then nothing was done.
pub fn import(conn: &mut Conn, scope: &Scope, rows: &[Row]) -> Result<Done> {
    scope.require(&KEEPERS)?;
    let known = known(conn, scope)?;
    let Plan { rows, .. } = plan(rows, &known).sound()?;
    // Every name that moves from one row to another was an error, so the order of names does not matter; that of parents does.
    let mut done = Done::default();
    let mut ids: HashMap<i64, i64> = HashMap::new();
    let mut position = known.all.iter().map(|d| d.position).max().unwrap_or(0);
    for row in parents_first(&rows) {
        let parent = row.what.result.parent_id.map(|p| ids.get(&p).copied().unwrap_or(p));
        match &row.change {
            Change::Same => done.same += 1,
            Change::New => {
                let id = new_id();
                ids.insert(row.what.id, id);
                position = position.saturating_add(10);
                let mut new = row.what.result.clone();
                new.parent_id = parent;
                store::insert(conn, scope, id, &new, new.position.unwrap_or(position))?;
                let data = json!({ "name": new.name, "code": new.code });
                timeline::record(conn, scope, Entry::new(Subject::new(SUBJECT, id), "create").data(data))?;
                done.created += 1;
            }
            Change::Changed(columns) => {
                update(conn, scope, &known, row, parent, columns)?;
                done.changed += 1;
            }
        }
    }
    Ok(done)
}

fn update(conn: &mut Conn, scope: &Scope, known: &Known, row: &PlannedRow, parent: Option<i64>, columns: &[Column]) -> Result<()> {
    let mut department = known.all.iter().find(|d| d.id == row.what.id).cloned().ok_or(Error::NotFound)?;
    let new = &row.what.result;
    department.code.clone_from(&new.code);
    department.name.clone_from(&new.name);
    department.short_name.clone_from(&new.short_name);
    department.kind = new.kind;
    department.parent_id = parent;
    department.position = new.position.unwrap_or(department.position);
    store::set_names(conn, scope, department.id, new)?;
    store::update(conn, scope, &mut department)?;
    let fields: Vec<&str> = columns.iter().map(|c| c.field()).collect();
    let entry = Entry::new(Subject::new(SUBJECT, department.id), "import").data(json!({ "changed": fields }));
    timeline::record(conn, scope, entry)
}

/// New rows after the new rows they stand below, otherwise in the table's order.
fn parents_first(rows: &[PlannedRow]) -> Vec<&PlannedRow> {
    let parents: HashMap<i64, Option<i64>> = rows.iter().map(|r| (r.what.id, r.what.result.parent_id)).collect();
    let depth = |row: &PlannedRow| {
        let (mut at, mut depth) = (row.what.result.parent_id, 0);
        while let Some(parent) = at.and_then(|p| parents.get(&p)) {
            (at, depth) = (*parent, depth + 1);
        }
        depth
    };
    let mut ordered: Vec<&PlannedRow> = rows.iter().collect();
    ordered.sort_by_cached_key(|r| depth(r));
    ordered
}
