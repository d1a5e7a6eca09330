//! Filing, closing and reopening.

use serde_json::json;

use super::{SeenCase, begin, finish};
use crate::{
    duties::words,
    enforcement::{
        hand_over, ladder, measure,
        model::{Case, CaseAction, Outcome},
        publication, restriction,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
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
    ladder::keep_version(conn, scope, begun.case.id)?;
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

/// Closes one with an outcome. What is on its way to somebody is receipted or taken back first, with a reason of its own: whoever receives
/// it is told of that. Errors by field: `outcome`, `reason`.
pub fn close(conn: &mut Conn, scope: &Scope, seen: &SeenCase, outcome: Option<Outcome>, reason: &str) -> Result<Case> {
    let mut begun = begin(conn, scope, seen, CaseAction::Close)?;
    let mut errors = FieldErrors::default();
    let outcome = outcome.filter(|o| Outcome::CHOSEN.contains(o));
    if outcome.is_none() {
        errors.add("outcome", Message::new("field-required"));
    }
    let office = &scope.on_behalf_of_office();
    if let Some(sent) = hand_over::under_way(conn, office, begun.case.id)? {
        return Err(Error::Refused(Message::new("case-close-handed-over").text("number", sent.number)));
    }
    if outcome == Some(Outcome::Fulfilled) {
        check_fulfilled(conn, office, &begun.case, &mut errors)?;
    }
    let reason = words::required(&mut errors, "reason", reason, words::REASON_MAX);
    errors.finish(())?;
    let outcome = outcome.unwrap_or(Outcome::Fulfilled);
    end(scope, &mut begun.case, outcome, &reason);
    finish(conn, &mut begun, CaseAction::Close, &reason, json!({ "outcome": outcome.as_str() }))?;
    if matches!(outcome, Outcome::Quashed | Outcome::Unfounded) {
        // What it led to falls with it: it never should have been.
        restriction::actions::quash_of_case(conn, scope, (begun.case.id, begun.case.holder_id), &reason)?;
        publication::actions::withdraw_of_case(conn, scope, begun.case.id, &reason)?;
    }
    Ok(begun.case)
}

/// All that was imposed is done only when nothing is in force and nobody has to decide any more. Errors by field: `outcome`.
fn check_fulfilled(conn: &mut Conn, scope: &Scope, case: &Case, errors: &mut FieldErrors) -> Result<()> {
    let measures = measure::of_case(conn, scope, case.id)?;
    let live: Vec<String> = measures.iter().filter(|(m, _)| m.is_live()).map(|(m, _)| m.kind.key()).collect();
    if !live.is_empty() {
        errors.add("outcome", Message::new("case-close-in-force").keys("measures", live));
    } else if ladder::of_case(conn, scope, case.id)?.iter().any(|p| p.is_open()) {
        errors.add("outcome", Message::new("case-close-proposed"));
    }
    Ok(())
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
