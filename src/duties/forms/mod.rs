//! The forms of a duty: their fields, filled from the duty or from what was typed, and what was typed read back.

mod deadline;
mod fields;
mod perform;
mod targets;
mod verbs;

pub use fields::{Ctx, Section, after, goal, sections};
pub use perform::{create, create_from, perform};
pub use verbs::{about, candidates, form, new_form};

use crate::{
    duties::model::{Action, Duty, acts_as_office},
    platform::error::{Error, Message, Result},
    platform::http::Fields,
    tenancy::Scope,
};

/// Whether a department acts, rather than the secretariat.
pub fn needs_department(action: Action) -> bool {
    matches!(action, Action::Accept | Action::Refuse | Action::Report | Action::Submit | Action::RequestExtension)
}

/// Whether the form holds stored values that somebody else may have changed meanwhile, so that both versions are worth showing.
pub fn has_stored_values(action: Action) -> bool {
    matches!(action, Action::Edit | Action::Assign | Action::Reassign | Action::ChangeParties | Action::ChangeDeadline | Action::Share)
}

/// The department acted for: the one chosen, or the only one that comes into question. None for the secretariat.
pub fn department(scope: &Scope, duty: &Duty, action: Action, fields: &Fields) -> Result<Option<i64>> {
    let by_lead = action == Action::Share && !acts_as_office(scope, duty);
    if !needs_department(action) && !by_lead {
        return Ok(None);
    }
    if let Ok(chosen) = fields.trimmed("department").parse() {
        return Ok(Some(chosen));
    }
    match candidates(scope, duty, action).as_slice() {
        [only] => Ok(Some(*only)),
        // Nobody of theirs may: the action itself says why not.
        [] => Ok(duty
            .parties
            .iter()
            .find(|p| p.is_charged() && scope.acts_for_department(p.department_id))
            .map(|p| p.department_id)
            .or(duty.lead_id)),
        _ => Err(Error::invalid("department", Message::new("duty-which-department"))),
    }
}
