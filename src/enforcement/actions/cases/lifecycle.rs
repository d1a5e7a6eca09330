//! Filing, closing and reopening.

use serde_json::json;

use super::{SeenCase, begin, finish};
use crate::{
    duties::words,
    enforcement::{
        model::{Case, CaseAction, Outcome},
        publication, restriction,
    },
    platform::{
        db::Conn,
        error::{FieldErrors, Message, Result},
    },
    tenancy::{self, Scope},
};

/// The counter of formal numbers.
const FILED: &str = "enforcement_case_filed";

/// Files a case: it gets its formal number, without gaps, by the workspace's pattern.
pub fn file(conn: &mut Conn, scope: &Scope, seen: &SeenCase, note: &str) -> Result<Case> {
    let mut begun = begin(conn, scope, seen, CaseAction::File)?;
    let mut errors = FieldErrors::default();
    let note = words::optional(&mut errors, "note", note, words::REASON_MAX);
    errors.finish(())?;
    let (year, n) = tenancy::next_of_year(conn, scope, FILED)?;
    let pattern = scope.settings().case_number_pattern(scope.workspace_lang());
    let number = pattern.replace("{year}", &year.to_string()).replace("{n}", &n.to_string());
    begun.case.formal_number = Some(number.clone());
    begun.case.filed_on = Some(scope.today());
    finish(conn, &mut begun, CaseAction::File, &note, json!({ "number": number }))?;
    Ok(begun.case)
}

/// Closes one that is not worth filing. Errors by field: `reason`.
pub fn not_file(conn: &mut Conn, scope: &Scope, seen: &SeenCase, reason: &str) -> Result<Case> {
    let mut begun = begin(conn, scope, seen, CaseAction::NotFile)?;
    let reason = words::reason(reason)?;
    end(scope, &mut begun.case, Outcome::NotFiled, &reason);
    finish(conn, &mut begun, CaseAction::NotFile, &reason, json!({}))?;
    Ok(begun.case)
}

/// Closes one with an outcome. Errors by field: `outcome`, `reason`.
pub fn close(conn: &mut Conn, scope: &Scope, seen: &SeenCase, outcome: Option<Outcome>, reason: &str) -> Result<Case> {
    let mut begun = begin(conn, scope, seen, CaseAction::Close)?;
    let mut errors = FieldErrors::default();
    let outcome = outcome.filter(|o| Outcome::CHOSEN.contains(o));
    if outcome.is_none() {
        errors.add("outcome", Message::new("field-required"));
    }
    let reason = words::required(&mut errors, "reason", reason, words::REASON_MAX);
    errors.finish(())?;
    let outcome = outcome.unwrap_or(Outcome::Fulfilled);
    end(scope, &mut begun.case, outcome, &reason);
    finish(conn, &mut begun, CaseAction::Close, &reason, json!({ "outcome": outcome.as_str() }))?;
    if outcome == Outcome::Quashed {
        // What it led to falls with it.
        restriction::actions::quash_of_case(conn, scope, (begun.case.id, begun.case.holder_id), &reason)?;
        publication::actions::withdraw_of_case(conn, scope, begun.case.id, &reason)?;
    }
    Ok(begun.case)
}

/// Writes down that and how it ended.
pub(super) fn end(scope: &Scope, case: &mut Case, outcome: Outcome, reason: &str) {
    case.closed_on = Some(scope.today());
    case.outcome = Some(outcome);
    reason.clone_into(&mut case.reason);
}

/// Takes a closed one up again; one that went on in another case is a case of its own again. Errors by field: `reason`.
pub fn reopen(conn: &mut Conn, scope: &Scope, seen: &SeenCase, reason: &str) -> Result<Case> {
    let mut begun = begin(conn, scope, seen, CaseAction::Reopen)?;
    let reason = words::reason(reason)?;
    let case = &mut begun.case;
    (case.closed_on, case.outcome, case.joined_into_id) = (None, None, None);
    case.reason.clear();
    finish(conn, &mut begun, CaseAction::Reopen, &reason, json!({}))?;
    Ok(begun.case)
}
