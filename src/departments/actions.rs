//! What may be done with departments. Administrator and secretariat keep them.

use std::collections::HashMap;

use serde_json::json;

use super::{
    ending,
    model::{NewDepartment, SUBJECT, check_parent, next_code},
    store,
};
use crate::{
    duties,
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
    },
    site::{Held, HeldByDepartment, MoveDepartment},
    tenancy::{
        Role, Scope,
        departments::{self, Department, DepartmentState, alias_key},
    },
    timeline::{self, Entry, Subject},
};

/// Who keeps departments.
pub const KEEPERS: [Role; 2] = [Role::Administrator, Role::Secretariat];

/// Makes a department. An empty code is given the next free one. Errors by field: `code`, `name`, `short_name`, `aliases`, `parent`.
pub fn create(conn: &mut Conn, scope: &Scope, new: &NewDepartment) -> Result<i64> {
    scope.require(&KEEPERS)?;
    let all = departments::all(conn, scope)?;
    let mut new = new.tidied();
    if new.code.is_empty() {
        new.code = next_code(all.iter().map(|d| d.code.as_str()));
    }
    check(conn, scope, &all, None, &new)?;
    let id = new_id();
    let position = new.position.unwrap_or_else(|| all.iter().map(|d| d.position).max().unwrap_or(0).saturating_add(10));
    store::insert(conn, scope, id, &new, position)?;
    let data = json!({ "name": new.name, "code": new.code });
    timeline::record(conn, scope, Entry::new(Subject::new(SUBJECT, id), "create").data(data))?;
    Ok(id)
}

/// Changes what a department is called and where it belongs; a former name stays as an alias. `version` is the one the person saw.
pub fn edit(conn: &mut Conn, scope: &Scope, id: i64, version: i64, new: &NewDepartment) -> Result<()> {
    scope.require(&KEEPERS)?;
    let mut department = departments::get(conn, scope, id)?;
    if department.version != version {
        return Err(Error::Conflict);
    }
    if department.state == DepartmentState::Merged {
        return Err(Error::refused("department-merged-stays"));
    }
    let all = departments::all(conn, scope)?;
    let mut new = new.clone();
    if alias_key(&new.name) != alias_key(&department.name) {
        new.aliases.push(department.name.clone());
    }
    let mut new = new.tidied();
    if new.code.is_empty() {
        new.code.clone_from(&department.code);
    }
    check(conn, scope, &all, Some(id), &new)?;
    let changed = differences(&department, &departments::aliases_of(conn, scope, id)?, &new);
    if changed.is_empty() {
        return Ok(());
    }
    store::set_names(conn, scope, id, &new)?;
    department.code = new.code;
    department.name = new.name;
    department.short_name = new.short_name;
    department.kind = new.kind;
    department.parent_id = new.parent_id;
    department.position = new.position.unwrap_or(department.position);
    store::update(conn, scope, &mut department)?;
    let data = json!({ "changed": changed });
    timeline::record(conn, scope, Entry::new(Subject::new(SUBJECT, id), "edit").data(data))
}

/// Remembers one more spelling of a department; nothing happens when it goes by it already. The error names who else goes by it.
pub fn add_alias(conn: &mut Conn, scope: &Scope, id: i64, alias: &str) -> Result<()> {
    scope.require(&KEEPERS)?;
    let department = departments::get(conn, scope, id)?;
    let new = NewDepartment { aliases: vec![alias.to_owned()], ..NewDepartment::named(department.name.clone()) }.tidied();
    let mut errors = FieldErrors::default();
    new.check(&mut errors);
    errors.finish(())?;
    let Some(alias) = new.aliases.first() else {
        return if alias_key(alias).is_empty() { Err(Error::invalid("aliases", Message::new("department-alias-missing"))) } else { Ok(()) };
    };
    let key = alias_key(alias);
    match departments::holders(conn, scope, std::slice::from_ref(&key))?.first() {
        Some((_, _, holder)) if *holder == id => return Ok(()),
        Some((_, _, holder)) => return Err(Error::invalid("aliases", taken(alias, &departments::get(conn, scope, *holder)?))),
        None => {}
    }
    store::insert_name(conn, scope, id, &key, alias, "alias")?;
    let data = json!({ "alias": alias });
    timeline::record(conn, scope, Entry::new(Subject::new(SUBJECT, id), "alias").data(data))
}

/// Merges with the duties: those that are not ended charge `into` from now on; and with what higher rooms hold, by `moved`. Returns how
/// many duties moved.
pub fn merge_with_duties(conn: &mut Conn, scope: &Scope, (id, version): (i64, i64), into: i64, moved: MoveDepartment) -> Result<usize> {
    ending::merge(conn, scope, id, version, into)?;
    moved(conn, scope, id, into)?;
    duties::actions::move_department(conn, scope, id, into)
}

/// Closes a department that has no open duties, and of which higher rooms hold nothing by `held`; the refusal says how many there are
/// of what this person may learn of, and what to do. Of what is left then it says neither kind nor number, which would tell of it.
pub fn close_without_duties(conn: &mut Conn, scope: &Scope, (id, version): (i64, i64), reason: &str, held: HeldByDepartment) -> Result<()> {
    scope.require(&KEEPERS)?;
    departments::get(conn, scope, id)?;
    let open = duties::queries::department_load(conn, scope, id)?.open();
    if open > 0 {
        return Err(Error::Refused(Message::new("department-close-duties").number("count", open as f64)));
    }
    let Held { shown, is_more } = held(conn, scope, id)?;
    if shown > 0 {
        return Err(Error::Refused(Message::new("department-close-held").number("count", shown as f64)));
    }
    if is_more || duties::queries::open_of_department(conn, scope, id)? > 0 {
        return Err(Error::refused("department-close-more"));
    }
    ending::close(conn, scope, id, version, reason)
}

/// What was wrong, all at once: form, code, spellings, parent.
fn check(conn: &mut Conn, scope: &Scope, all: &[Department], id: Option<i64>, new: &NewDepartment) -> Result<()> {
    let mut errors = FieldErrors::default();
    new.check(&mut errors);
    let code = alias_key(&new.code);
    if let Some(other) = all.iter().find(|d| Some(d.id) != id && alias_key(&d.code) == code) {
        errors.add("code", Message::new("department-code-taken").text("code", &new.code).text("name", &other.name));
    }
    let spellings = new.spellings();
    let keys: Vec<String> = spellings.iter().map(|(key, ..)| key.clone()).collect();
    let holders = departments::holders(conn, scope, &keys)?;
    for (key, alias, kind) in &spellings {
        let holder = holders.iter().find(|(k, ..)| k == key).map(|(.., holder)| *holder);
        if let Some(other) = all.iter().find(|d| Some(d.id) == holder && Some(d.id) != id) {
            errors.add(if *kind == "alias" { "aliases" } else { kind }, taken(alias, other));
        }
    }
    if let Some(parent) = new.parent_id {
        match all.iter().find(|d| d.id == parent) {
            // Another workspace's department is like none at all.
            None => errors.add("parent", Message::new("department-parent-unknown")),
            Some(parent) if parent.state != DepartmentState::Open => {
                errors.add("parent", Message::new("department-parent-not-open").text("name", &parent.name));
            }
            Some(_) => {
                let parents: HashMap<i64, Option<i64>> = all.iter().map(|d| (d.id, d.parent_id)).collect();
                if let Err(message) = check_parent(&parents, id, parent) {
                    errors.add("parent", message);
                }
            }
        }
    }
    errors.finish(())
}

fn taken(alias: &str, other: &Department) -> Message {
    Message::new("department-name-taken").text("alias", alias).text("name", &other.name).text("code", &other.code)
}

/// The names of the fields that `new` changes.
pub(super) fn differences(old: &Department, aliases: &[String], new: &NewDepartment) -> Vec<&'static str> {
    let keys = |names: &[String]| {
        let mut names: Vec<String> = names.to_vec();
        names.sort();
        names
    };
    let mut changed = Vec::new();
    let mut note = |differs: bool, field: &'static str| {
        if differs {
            changed.push(field);
        }
    };
    note(old.code != new.code, "code");
    note(old.name != new.name, "name");
    note(old.short_name != new.short_name, "short_name");
    note(keys(aliases) != keys(&new.aliases), "aliases");
    note(old.kind != new.kind, "kind");
    note(old.parent_id != new.parent_id, "parent");
    note(new.position.is_some_and(|p| p != old.position), "position");
    changed
}
