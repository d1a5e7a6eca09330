//! A new edition of the rules.

use crate::{
    accountability::{
        MATTER,
        model::{Edition, Rules},
        store,
    },
    duties::words,
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Result},
    },
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// Writes a new edition, in force from now on; matters raised before keep theirs. `number`: the edition the person saw. Errors by
/// field: `note` and what [`Rules::check`] says.
pub fn write_rules(conn: &mut Conn, scope: &Scope, number: i32, rules: &Rules, note: &str) -> Result<Edition> {
    scope.require(&[Role::Secretariat])?;
    let before = store::edition(conn, scope, None)?;
    if before.number != number {
        return Err(Error::Conflict);
    }
    let mut errors = FieldErrors::default();
    let note = words::required(&mut errors, "note", note, words::REASON_MAX);
    if let Err(Error::Invalid(wrong)) = rules.check() {
        errors.0.extend(wrong.0);
    }
    errors.finish(())?;
    let edition = Edition {
        number: before.number + 1,
        rules: rules.clone(),
        note,
        made_by: scope.actor_name().to_owned(),
        made_at: Some(scope.now()),
    };
    store::insert_edition(conn, scope, &edition)?;
    // Of no matter: the rules' own.
    let entry = Entry::new(Subject::new(MATTER, 0), "rules").text(&edition.note);
    timeline::record(conn, scope, entry.data(serde_json::json!({ "number": edition.number })))?;
    Ok(edition)
}
