//! Sharing the work out to supporting departments.

use serde_json::json;

use super::{Event, begin, finish, names};
use crate::{
    duties::{
        model::{Action, DutyRef, Part, Seen, words},
        notice::{News, tell_departments},
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
    },
    tenancy::Scope,
};

/// Says what each supporting department has to contribute; those whose part changed are told. `department_id`: the lead that acts,
/// none for the secretariat. Fields are `share-{department}`.
pub fn share(conn: &mut Conn, scope: &Scope, seen: Seen, department_id: Option<i64>, shares: &[(i64, String)]) -> Result<DutyRef> {
    let scope = &department_id.map_or_else(|| scope.clone(), |id| scope.acting_for(id));
    let (mut duty, to) = begin(conn, scope, seen, Action::Share, department_id)?;
    let mut errors = FieldErrors::default();
    let mut changed = Vec::new();
    for (id, text) in shares {
        let field = format!("share-{id}");
        let text = words::optional(&mut errors, &field, text, words::REASON_MAX);
        match duty.party_mut(*id).filter(|p| p.part == Part::Support) {
            Some(party) if party.share != text => {
                party.share = text;
                changed.push(*id);
            }
            Some(_) => {}
            None => errors.add(field, Message::new("field-department-unknown")),
        }
    }
    errors.finish(())?;
    if changed.is_empty() {
        return Err(Error::refused("share-nothing-changed"));
    }
    let departments = names(conn, scope, &changed)?;
    let said: Vec<&str> = changed.iter().filter_map(|id| duty.party(*id)).map(|p| p.share.as_str()).collect();
    let text = said.join("\n");
    finish(conn, scope, &mut duty, to, Event::new(Action::Share, &text).data(json!({ "departments": departments })))?;
    for id in changed {
        let own = duty.party(id).map(|p| p.share.clone()).unwrap_or_default();
        tell_departments(conn, scope, &duty, News::Shared, &[id], &own)?;
    }
    Ok(duty.as_ref())
}
