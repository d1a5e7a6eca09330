//! What is done with measures; each in the caller's one write transaction. The competent department alone imposes, and inspects again:
//! the program only proposes.

use chrono::NaiveDate;
use serde_json::{Value, json};

pub use super::findings::{find, unfind};
use super::{
    model::{Inspection, Measure, MeasureAction, MeasureState, decide_measure},
    store, told,
};
use crate::{
    calendar::{self, DeadlineRule},
    duties::words,
    enforcement::{
        CASE,
        actions::cases::{SeenCase, touched},
        ladder,
        model::{Case, CaseState, MeasureKind},
        store::cases as rows,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
        text::one_line,
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject, word},
};

/// The longest legal basis, and the longest list of inspectors.
pub const BASIS_MAX: usize = 500;

/// A measure as typed; the texts are as they came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewMeasure {
    pub kind: Option<MeasureKind>,
    /// What another one is.
    pub name: String,
    pub legal_basis: String,
    /// Who imposes it; the holder of the case, or who the ladder says is competent.
    pub department_id: Option<i64>,
    pub in_force_on: Option<NaiveDate>,
    pub rule: Option<DeadlineRule>,
    pub conditions: String,
    /// The proposal it follows, as it was seen: id and version.
    pub proposal: Option<(i64, i64)>,
}

/// Refuses whoever does not act for the department, and signs for it.
pub(in crate::enforcement) fn acting(scope: &Scope, department_id: i64) -> Result<Scope> {
    if scope.acts_for_department(department_id) {
        return Ok(scope.acting_for(department_id));
    }
    Err(Error::forbidden("measure-forbidden"))
}

/// Refuses where the case is not being worked on.
pub(in crate::enforcement) fn require_open(case: &Case) -> Result<()> {
    if matches!(case.state, CaseState::Open | CaseState::Referred) {
        return Ok(());
    }
    Err(Error::Refused(Message::new("measure-case-not-open").key("state", case.state.key())))
}

/// Imposes a measure. Errors by field: `kind`, `name`, `legal_basis`, `department`, `in_force_on`, `days`, `conditions`.
pub fn impose(conn: &mut Conn, scope: &Scope, seen: &SeenCase, new: &NewMeasure) -> Result<Measure> {
    let mut case = rows::by_number(conn, scope, &seen.number)?;
    let mut proposal = match new.proposal {
        Some((id, version)) => Some(ladder::seen(conn, scope, case.id, id, version)?),
        None => None,
    };
    let competent = proposal.as_ref().map_or(case.holder_id, |p| p.department_id);
    let scope = &acting(scope, new.department_id.filter(|id| *id == case.holder_id).unwrap_or(competent))?;
    require_open(&case)?;
    if case.version != seen.version {
        return Err(Error::Conflict);
    }
    let mut measure = typed(conn, scope, &case, new)?;
    measure.department_id = new.department_id.filter(|id| *id == case.holder_id).unwrap_or(competent);
    if let Some(proposal) = &mut proposal {
        if !proposal.rule.measures.contains(&measure.kind) {
            return Err(Error::invalid("kind", Message::new("measure-not-proposed")));
        }
        measure.proposal_id = Some(proposal.id);
    }
    store::insert(conn, scope, &measure)?;
    let data = json!({ "measure": word(measure.kind.key()), "name": measure.name, "due": measure.due_on });
    tell(conn, scope, &case, "impose", &measure.conditions, data)?;
    if let Some(proposal) = proposal {
        let own = store::of_cases(conn, scope, &[case.id])?;
        ladder::imposed(conn, scope, proposal, &own)?;
    }
    touched(conn, scope, &mut case)?;
    Ok(measure)
}

/// The measure as typed; everything wrong is said at once, by field.
fn typed(conn: &mut Conn, scope: &Scope, case: &Case, new: &NewMeasure) -> Result<Measure> {
    let mut errors = FieldErrors::default();
    let kind = new.kind.unwrap_or(MeasureKind::Other);
    if new.kind.is_none() {
        errors.add("kind", Message::new("field-required"));
    }
    if kind.is_restriction() {
        errors.add("kind", Message::new("measure-is-restriction").key("measure", kind.key()));
    }
    let own = store::of_cases(conn, scope, &[case.id])?;
    // Other ones differ by their names.
    if kind != MeasureKind::Other && own.iter().any(|m| m.kind == kind && m.is_live()) {
        errors.add("kind", Message::new("measure-in-force-already").key("measure", kind.key()));
    }
    let name = match new.kind {
        Some(MeasureKind::Other) => words::required(&mut errors, "name", &one_line(&new.name), words::TITLE_MAX),
        _ => String::new(),
    };
    let in_force_on = new.in_force_on.unwrap_or_else(|| scope.today());
    if in_force_on > scope.today() {
        errors.add("in_force_on", Message::new("measure-day-ahead"));
    } else if case.filed_on.is_some_and(|filed| in_force_on < filed) {
        errors.add("in_force_on", Message::new("measure-day-before-filing"));
    }
    let due_on = match &new.rule {
        Some(rule) => Some(rule.compute(in_force_on, &*calendar::load(conn, scope)?).due_on),
        None => None,
    };
    if due_on.is_some_and(|due| due < in_force_on) {
        errors.add("days", Message::new("measure-due-before"));
    }
    let measure = Measure {
        id: new_id(),
        case_id: case.id,
        kind,
        name,
        legal_basis: words::required(&mut errors, "legal_basis", &new.legal_basis, BASIS_MAX),
        department_id: case.holder_id,
        imposed_by: scope.actor_name().to_owned(),
        imposed_at: scope.now(),
        in_force_on,
        rule: new.rule.clone(),
        due_on,
        conditions: words::optional(&mut errors, "conditions", &new.conditions, words::TEXT_MAX),
        reply: String::new(),
        replied_on: None,
        state: MeasureState::InForce,
        ended_on: None,
        reason: String::new(),
        proposal_id: None,
        version: 1,
        told_by: None,
    };
    errors.finish(measure)
}

/// A measure as somebody saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenMeasure {
    /// The plain number of its case.
    pub number: String,
    pub id: i64,
    pub version: i64,
}

struct Begun {
    case: Case,
    measure: Measure,
    scope: Scope,
}

/// Loads it and asks for the right: whoever imposed it, or who holds the case now.
fn begin(conn: &mut Conn, scope: &Scope, seen: &SeenMeasure, action: MeasureAction, passed: bool) -> Result<(Begun, MeasureState)> {
    let case = rows::by_number(conn, scope, &seen.number)?;
    let measure = store::get(conn, scope, case.id, seen.id)?;
    let scope = match scope.acts_for_department(case.holder_id) {
        true => scope.acting_for(case.holder_id),
        false => acting(scope, measure.department_id)?,
    };
    let to = decide_measure(measure.state, action, passed)?;
    if case.state != CaseState::HandedOver {
        require_open(&case)?;
    }
    if measure.version != seen.version {
        return Err(Error::Conflict);
    }
    Ok((Begun { case, measure, scope }, to))
}

fn finish(conn: &mut Conn, begun: &mut Begun, to: MeasureState, action: MeasureAction, text: &str, mut data: Value) -> Result<()> {
    let Begun { case, measure, scope } = begun;
    if measure.state != to {
        measure.state = to;
        measure.ended_on = Some(scope.today());
    }
    store::save(conn, scope, measure)?;
    data["measure"] = word(measure.kind.key());
    data["name"] = json!(measure.name);
    tell(conn, scope, case, action_entry(action), text, data)?;
    touched(conn, scope, case)
}

/// Sentences of the case's timeline.
fn action_entry(action: MeasureAction) -> &'static str {
    match action {
        MeasureAction::Inspect => "inspect",
        MeasureAction::Reply => "measure_reply",
        MeasureAction::Fulfil => "measure_fulfil",
        MeasureAction::Lift => "measure_lift",
        MeasureAction::Quash => "measure_quash",
    }
}

pub(super) fn tell(conn: &mut Conn, scope: &Scope, case: &Case, action: &'static str, text: &str, data: Value) -> Result<()> {
    timeline::record(conn, scope, Entry::new(Subject::new(CASE, case.id), action).text(text).data(data))
}

/// A re-inspection as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewInspection {
    pub inspected_on: Option<NaiveDate>,
    pub inspectors: String,
    /// None where nothing was chosen.
    pub passed: Option<bool>,
    pub figures: String,
}

/// Inspects again: what passed is done, what failed asks the ladder. Errors by field: `inspected_on`, `inspectors`, `passed`, `figures`.
pub fn inspect(conn: &mut Conn, scope: &Scope, seen: &SeenMeasure, new: &NewInspection) -> Result<Measure> {
    let passed = new.passed.unwrap_or(false);
    let (mut begun, to) = begin(conn, scope, seen, MeasureAction::Inspect, passed)?;
    let mut errors = FieldErrors::default();
    if new.passed.is_none() {
        errors.add("passed", Message::new("field-required"));
    }
    let inspected_on = new.inspected_on.unwrap_or_else(|| scope.today());
    if inspected_on > scope.today() {
        errors.add("inspected_on", Message::new("measure-day-ahead"));
    } else if inspected_on < begun.measure.in_force_on {
        errors.add("inspected_on", Message::new("inspection-before-measure"));
    }
    let inspectors = words::required(&mut errors, "inspectors", &one_line(&new.inspectors), BASIS_MAX);
    let figures = words::required(&mut errors, "figures", &new.figures, words::TEXT_MAX);
    errors.finish(())?;
    let inspection = Inspection {
        id: new_id(),
        measure_id: begun.measure.id,
        department_id: if begun.scope.acts_for_department(begun.case.holder_id) {
            begun.case.holder_id
        } else {
            begun.measure.department_id
        },
        inspected_on,
        inspectors,
        passed,
        figures,
        recorded_at: scope.now(),
        recorded_by: begun.scope.actor_name().to_owned(),
    };
    store::insert_inspection(conn, scope, &inspection)?;
    let data = json!({ "passed": if passed { "yes" } else { "no" }, "on": inspection.inspected_on });
    finish(conn, &mut begun, to, MeasureAction::Inspect, &inspection.figures, data)?;
    Ok(begun.measure)
}

/// What the party said to it. Errors by field: `reply`, `replied_on`.
pub fn reply(conn: &mut Conn, scope: &Scope, seen: &SeenMeasure, text: &str, on: Option<NaiveDate>) -> Result<Measure> {
    let (mut begun, to) = begin(conn, scope, seen, MeasureAction::Reply, false)?;
    let mut errors = FieldErrors::default();
    let text = words::required(&mut errors, "reply", text, words::TEXT_MAX);
    let on = on.unwrap_or_else(|| scope.today());
    if on > scope.today() {
        errors.add("replied_on", Message::new("measure-day-ahead"));
    }
    errors.finish(())?;
    begun.measure.reply.clone_from(&text);
    begun.measure.replied_on = Some(on);
    finish(conn, &mut begun, to, MeasureAction::Reply, &text, json!({}))?;
    Ok(begun.measure)
}

/// Ends it without an inspection: done, lifted or quashed. What is done by telling somebody is said to be done only where it was told
/// outside this program. Errors by field: `reason`.
pub fn end(conn: &mut Conn, scope: &Scope, seen: &SeenMeasure, action: MeasureAction, reason: &str) -> Result<Measure> {
    let (mut begun, to) = begin(conn, scope, seen, action, false)?;
    if action == MeasureAction::Fulfil {
        told::require_not_begun(conn, &begun.scope, &begun.measure)?;
    }
    let reason = words::reason(reason)?;
    begun.measure.reason.clone_from(&reason);
    finish(conn, &mut begun, to, action, &reason, json!({}))?;
    Ok(begun.measure)
}
