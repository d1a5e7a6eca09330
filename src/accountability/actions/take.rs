//! Taking a proposal up, or dismissing a matter.

use serde_json::json;

use super::{Seen, begin, finish, nothing};
use crate::{
    accountability::{
        mail,
        model::{Action, Matter, State},
    },
    duties::words,
    platform::{db::Conn, error::Result},
    tenancy::Scope,
};

/// Takes a proposal up: it is looked into from now on. `reason` may be given.
pub fn accept(conn: &mut Conn, scope: &Scope, seen: &Seen, reason: &str) -> Result<Matter> {
    let mut begun = begin(conn, scope, seen, Action::Accept)?;
    let mut errors = crate::platform::error::FieldErrors::default();
    let reason = words::optional(&mut errors, "reason", reason, words::REASON_MAX);
    errors.finish(())?;
    finish(conn, scope, &mut begun, Action::Accept, &reason, nothing())?;
    Ok(begun.matter)
}

/// Dismisses a matter before a decision holds; the fact does not raise another one. A subject who was told is told. Errors by field:
/// `reason`.
pub fn dismiss(conn: &mut Conn, scope: &Scope, seen: &Seen, reason: &str) -> Result<Matter> {
    let mut begun = begin(conn, scope, seen, Action::Dismiss)?;
    let reason = words::reason(reason)?;
    let was_told = begun.matter.state == State::Hearing;
    begun.matter.reason.clone_from(&reason);
    begun.matter.closed_at = Some(scope.now());
    let stage = if was_told { "told" } else { "" };
    finish(conn, scope, &mut begun, Action::Dismiss, &reason, json!({ "stage": stage }))?;
    if was_told {
        mail::tell_subject(conn, scope, &begun.matter, mail::News::Dismissed, &reason)?;
    }
    Ok(begun.matter)
}
