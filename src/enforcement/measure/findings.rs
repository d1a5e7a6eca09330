//! What is found of a case as a whole: that it is serious, proven, a crime. The ladder asks for it.

use chrono::NaiveDate;
use serde_json::json;

use super::{
    actions::{acting, require_open, tell},
    model::{Finding, FindingKind},
    store,
};
use crate::{
    duties::words,
    enforcement::{
        actions::cases::{SeenCase, touched},
        model::Case,
        store::cases as rows,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
    },
    tenancy::Scope,
    timeline::word,
};

fn begin(conn: &mut Conn, scope: &Scope, seen: &SeenCase) -> Result<(Case, Scope)> {
    let case = rows::by_number(conn, scope, &seen.number)?;
    let scope = acting(scope, case.holder_id)?;
    case.require_impartial(&scope)?;
    require_open(&case)?;
    if case.version != seen.version {
        return Err(Error::Conflict);
    }
    Ok((case, scope))
}

/// Finds it so, with the grounds. Errors by field: `kind`, `found_on`, `text`.
pub fn find(conn: &mut Conn, scope: &Scope, seen: &SeenCase, kind: Option<FindingKind>, on: Option<NaiveDate>, text: &str) -> Result<Case> {
    let (mut case, scope) = begin(conn, scope, seen)?;
    let mut errors = FieldErrors::default();
    let found = kind.unwrap_or(FindingKind::Serious);
    if kind.is_none() {
        errors.add("kind", Message::new("field-required"));
    } else if store::findings(conn, &scope, &[case.id])?.iter().any(|(_, f)| f.kind == found) {
        errors.add("kind", Message::new("finding-made-already").key("finding", found.key()));
    }
    let found_on = on.unwrap_or_else(|| scope.today());
    if found_on > scope.today() {
        errors.add("found_on", Message::new("measure-day-ahead"));
    } else if found_on < case.found_on {
        errors.add("found_on", Message::new("finding-before-case"));
    }
    let text = words::required(&mut errors, "text", text, words::TEXT_MAX);
    errors.finish(())?;
    let (recorded_at, recorded_by) = (scope.now(), scope.actor_name().to_owned());
    let finding = Finding { kind: found, found_on, text, recorded_at, recorded_by };
    store::insert_finding(conn, &scope, case.id, &finding)?;
    tell(conn, &scope, &case, "find", &finding.text, json!({ "finding": word(found.key()) }))?;
    touched(conn, &scope, &mut case)?;
    Ok(case)
}

/// Takes a finding back. Errors by field: `reason`.
pub fn unfind(conn: &mut Conn, scope: &Scope, seen: &SeenCase, kind: FindingKind, reason: &str) -> Result<Case> {
    let (mut case, scope) = begin(conn, scope, seen)?;
    let reason = words::reason(reason)?;
    if store::delete_finding(conn, &scope, case.id, kind)? == 0 {
        return Err(Error::NotFound);
    }
    tell(conn, &scope, &case, "unfind", &reason, json!({ "finding": word(kind.key()) }))?;
    touched(conn, &scope, &mut case)?;
    Ok(case)
}
