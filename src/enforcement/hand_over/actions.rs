//! What is done with hand-overs; each in the caller's one write transaction, the case with it: exactly one body holds it at any time.

use serde_json::json;

use super::{
    HAND_OVER,
    model::{HandOver, HandOverAction, HandOverKind, HandOverState, handed_back},
    store,
};
use crate::{
    accounts::Email,
    calendar::{self, DeadlineRule},
    duties::words,
    enforcement::{
        CASE,
        actions::cases::{SeenCase, touched},
        ladder, mail,
        model::{Case, CaseAction, CaseState},
        store::cases as rows,
    },
    outbox,
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
        text::one_line,
    },
    tenancy::{
        self, Role, Scope,
        departments::{self, DepartmentState},
    },
    timeline::{self, Entry, Subject, word},
};

/// Working days for a receipt where nothing else is said.
pub const RECEIPT_DAYS: u16 = 5;
/// The most working days for a receipt or a result.
pub const DAYS_MAX: u16 = 250;
/// The longest name of a body outside.
pub const OUTSIDE_MAX: usize = 100;

/// A hand-over as typed; the texts are as they came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewHandOver {
    pub kind: Option<HandOverKind>,
    /// The department it goes to; none for a body outside.
    pub to_id: Option<i64>,
    pub outside_name: String,
    pub outside_email: String,
    pub reason: String,
    pub legal_basis: String,
    pub enclosures: String,
    pub asked: String,
    /// Working days for the receipt.
    pub receipt_days: Option<u16>,
    /// Working days for the result, from today.
    pub result_days: Option<u16>,
}

/// Sends it. Errors by field: `kind`, `to`, `outside_name`, `outside_email`, `reason`, `legal_basis`, `enclosures`, `asked`,
/// `receipt_days`, `result_days`.
pub fn send(conn: &mut Conn, scope: &Scope, seen: &SeenCase, new: &NewHandOver) -> Result<HandOver> {
    let mut case = rows::by_number(conn, scope, &seen.number)?;
    let kind = new.kind.ok_or_else(|| Error::invalid("kind", Message::new("field-required")))?;
    let to = match kind {
        HandOverKind::Transfer => case.permit(scope, CaseAction::HandOver, None)?,
        HandOverKind::Referral => case.permit(scope, CaseAction::Refer, None)?,
        HandOverKind::Notice => {
            case.require_kept_by(scope)?;
            if matches!(case.state, CaseState::Registered | CaseState::Closed) {
                return Err(Error::Refused(Message::new("measure-case-not-open").key("state", case.state.key())));
            }
            case.state
        }
    };
    if case.version != seen.version {
        return Err(Error::Conflict);
    }
    if kind != HandOverKind::Notice
        && let Some(sent) = super::under_way(conn, &scope.on_behalf_of_office(), case.id)?
    {
        return Err(Error::Refused(Message::new("hand-over-under-way").text("number", sent.number)));
    }
    let scope = &scope.signing_for(case.holder_id);
    let hand_over = typed(conn, scope, &case, kind, new)?;
    store::insert(conn, scope, &hand_over)?;
    let from = std::mem::replace(&mut case.state, to);
    let name = receiver_name(conn, scope, &hand_over)?;
    let data = json!({ "number": hand_over.number, "kind": word(kind.key()), "to": name, "due": hand_over.receipt_due_on });
    let mut entry = Entry::new(Subject::new(CASE, case.id), "hand_over").text(&hand_over.reason).data(data);
    if from != to {
        entry = entry.states(from.as_str(), to.as_str());
    }
    timeline::record(conn, scope, entry)?;
    if kind == HandOverKind::Referral {
        ladder::referred(conn, scope, case.id)?;
    }
    touched(conn, scope, &mut case)?;
    mail::handed_over(conn, scope, &case, &hand_over)?;
    Ok(hand_over)
}

/// The receiver as people call it.
pub(in crate::enforcement) fn receiver_name(conn: &mut Conn, scope: &Scope, hand_over: &HandOver) -> Result<String> {
    match hand_over.to_id {
        Some(id) => Ok(departments::by_ids(conn, scope, &[id])?.pop().map(|d| d.short_name).unwrap_or_default()),
        None => Ok(hand_over.outside_name.clone()),
    }
}

/// The hand-over as typed; everything wrong is said at once, by field.
fn typed(conn: &mut Conn, scope: &Scope, case: &Case, kind: HandOverKind, new: &NewHandOver) -> Result<HandOver> {
    let mut errors = FieldErrors::default();
    let (to_id, outside) = (new.to_id, words::optional(&mut errors, "outside_name", &one_line(&new.outside_name), OUTSIDE_MAX));
    let email = one_line(&new.outside_email);
    match to_id {
        None if kind == HandOverKind::Transfer => errors.add("to", Message::new("hand-over-to-needed")),
        None if outside.is_empty() => errors.add("to", Message::new("hand-over-receiver-needed")),
        None if !email.is_empty() && Email::parse(&email).is_err() => errors.add("outside_email", Message::new("field-email-wrong")),
        None => {}
        Some(_) if !outside.is_empty() => errors.add("outside_name", Message::new("hand-over-one-receiver")),
        Some(id) if id == case.holder_id => errors.add("to", Message::new("hand-over-to-itself")),
        Some(id) if kind == HandOverKind::Transfer && case.officers_of_id == Some(id) => {
            errors.add("to", Message::new("hand-over-to-officers"))
        }
        // One that was closed or merged receives nothing.
        Some(id) if !departments::by_ids(conn, scope, &[id])?.iter().any(|d| d.state == DepartmentState::Open) => {
            errors.add("to", Message::new("field-department-unknown"));
        }
        Some(_) => {}
    }
    let days = |errors: &mut FieldErrors, field: &'static str, days: u16| {
        if !(1..=DAYS_MAX).contains(&days) {
            errors.add(field, Message::new("hand-over-days-wrong").number("max", f64::from(DAYS_MAX)));
        }
        days
    };
    let receipt_days = days(&mut errors, "receipt_days", new.receipt_days.unwrap_or(RECEIPT_DAYS));
    let result_days = new.result_days.map(|n| days(&mut errors, "result_days", n));
    // A case that is referred stays followed up: somebody is asked what became of it by a day.
    if kind == HandOverKind::Referral && result_days.is_none() {
        errors.add("result_days", Message::new("hand-over-result-needed"));
    }
    if result_days.is_some_and(|days| days < receipt_days) && errors.0.iter().all(|e| !e.field.ends_with("_days")) {
        errors.add("result_days", Message::new("hand-over-result-before-receipt").number("days", f64::from(receipt_days)));
    }
    let reason = words::required(&mut errors, "reason", &new.reason, words::TEXT_MAX);
    let legal_basis = words::required(&mut errors, "legal_basis", &new.legal_basis, words::REASON_MAX);
    let enclosures = words::optional(&mut errors, "enclosures", &new.enclosures, words::REASON_MAX);
    let asked = words::optional(&mut errors, "asked", &new.asked, words::REASON_MAX);
    errors.finish(())?;
    let calendar = calendar::load(conn, scope)?;
    let due = |working_days| DeadlineRule::AfterAssignment { working_days }.compute(scope.today(), &calendar).due_on;
    Ok(HandOver {
        id: new_id(),
        number: tenancy::next_number(conn, scope, HAND_OVER)?,
        case_id: case.id,
        kind,
        from_id: case.holder_id,
        to_id,
        outside_name: if to_id.is_none() { outside } else { String::new() },
        outside_email: if to_id.is_none() { email } else { String::new() },
        reason,
        legal_basis,
        enclosures,
        asked,
        sent_at: scope.now(),
        sent_by: scope.actor_name().to_owned(),
        receipt_due_on: due(receipt_days),
        state: HandOverState::Sent,
        answered_at: None,
        answered_by: String::new(),
        answer: String::new(),
        should_go_to: String::new(),
        result_due_on: result_days.map(due),
        result: String::new(),
        reported_at: None,
        reported_by: String::new(),
        reminded_on: None,
        version: 1,
        receipt_days: Some(i32::from(receipt_days)),
        result_days: result_days.map(i32::from),
    })
}

/// A hand-over as somebody saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenHandOver {
    pub id: i64,
    pub version: i64,
}

/// An answer as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// A remark, a reason, or the result.
    pub text: String,
    /// Where it belongs, of a refusal.
    pub should_go_to: String,
    /// Who answers, where it is somebody without an account.
    pub name: String,
}

/// Receives, refuses, takes back, or reports what came of it. Errors by field: `text`, `should_go_to`, `name`.
pub fn answer(conn: &mut Conn, scope: &Scope, seen: SeenHandOver, action: HandOverAction, answer: &Answer) -> Result<HandOver> {
    let mut hand_over = store::get(conn, scope, seen.id)?;
    if scope.outside(super::HAND_OVER_LINK).is_none() {
        scope.require(&crate::enforcement::READERS)?;
    }
    let to = hand_over.permit(scope, &rows::get(conn, scope, hand_over.case_id)?, action)?;
    if hand_over.version != seen.version {
        return Err(Error::Conflict);
    }
    let mut errors = FieldErrors::default();
    let name = match scope.outside(super::HAND_OVER_LINK) {
        Some(_) => words::line(&mut errors, "name", &answer.name, OUTSIDE_MAX),
        None => String::new(),
    };
    let text = match action {
        HandOverAction::Receive => words::optional(&mut errors, "text", &answer.text, words::REASON_MAX),
        HandOverAction::Report => words::required(&mut errors, "text", &answer.text, words::TEXT_MAX),
        HandOverAction::Reject | HandOverAction::Withdraw => words::required(&mut errors, "text", &answer.text, words::REASON_MAX),
    };
    let should_go_to = words::optional(&mut errors, "should_go_to", &one_line(&answer.should_go_to), words::TITLE_MAX);
    errors.finish(())?;
    let scope = &signed(scope, &hand_over, &name);
    hand_over.state = to;
    if action == HandOverAction::Report {
        hand_over.result.clone_from(&text);
        hand_over.reported_at = Some(scope.now());
        scope.actor_name().clone_into(&mut hand_over.reported_by);
    } else {
        hand_over.answer.clone_from(&text);
        hand_over.answered_at = Some(scope.now());
        scope.actor_name().clone_into(&mut hand_over.answered_by);
    }
    if action == HandOverAction::Reject {
        hand_over.should_go_to = should_go_to;
    }
    // From now on the result is owed: silence about that is another one.
    if action == HandOverAction::Receive {
        hand_over.reminded_on = None;
    }
    store::save(conn, scope, &mut hand_over)?;
    if action == HandOverAction::Withdraw {
        revoke_links(conn, scope, hand_over.id)?;
    }
    moved(conn, scope, &hand_over, action, &text)?;
    Ok(hand_over)
}

/// Who signs: for a department whoever acts for it, for a body outside whoever gave their name.
fn signed(scope: &Scope, hand_over: &HandOver, name: &str) -> Scope {
    if scope.outside(super::HAND_OVER_LINK).is_some() {
        return scope.clone().outside_called(&format!("{}（{name}）", hand_over.outside_name));
    }
    let own = [hand_over.to_id, Some(hand_over.from_id)].into_iter().flatten().find(|id| scope.acts_for_department(*id));
    own.map_or_else(|| scope.clone(), |id| scope.acting_for(id))
}

/// What the answer makes of the case, told to it and to whom it concerns.
fn moved(conn: &mut Conn, scope: &Scope, hand_over: &HandOver, action: HandOverAction, text: &str) -> Result<()> {
    let mut case = rows::get(conn, scope, hand_over.case_id)?;
    let (from, held_by) = (case.state, case.holder_id);
    if hand_over.moves() {
        match (action, case.state) {
            (HandOverAction::Receive, CaseState::HandedOver) => {
                case.state = CaseState::Open;
                case.holder_id = hand_over.to_id.unwrap_or(case.holder_id);
            }
            (HandOverAction::Reject | HandOverAction::Withdraw, CaseState::HandedOver | CaseState::Referred) => {
                case.state = CaseState::Open;
            }
            _ => {}
        }
    }
    if hand_over.kind == HandOverKind::Referral && matches!(action, HandOverAction::Reject | HandOverAction::Withdraw) {
        ladder::not_referred(conn, scope, case.id, &hand_over.number)?;
    }
    if hand_over.moves() {
        let all = store::of_cases(conn, scope, &[case.id])?;
        rows::set_handed_back(conn, scope, case.id, handed_back(&case, &all))?;
    }
    let name = receiver_name(conn, scope, hand_over)?;
    let data = json!({
        "number": hand_over.number, "kind": word(hand_over.kind.key()), "to": name,
        "goes": Some(&hand_over.should_go_to).filter(|goes| !goes.is_empty()),
    });
    let verb = match action {
        HandOverAction::Receive => "hand_over_receive",
        HandOverAction::Reject => "hand_over_reject",
        HandOverAction::Report => "hand_over_report",
        HandOverAction::Withdraw => "hand_over_withdraw",
    };
    let mut entry = Entry::new(Subject::new(CASE, case.id), verb).text(text).data(data);
    if from != case.state {
        entry = entry.states(from.as_str(), case.state.as_str());
    }
    timeline::record(conn, scope, entry)?;
    if case.holder_id != held_by {
        ladder::follow_holder(conn, scope, &case, held_by)?;
    }
    touched(conn, scope, &mut case)?;
    mail::hand_over_answered(conn, scope, &case, hand_over, action, text)
}

/// Writes again to whoever has been silent since the deadline passed, once, and tells the secretariat; how many there were.
pub fn remind_silent(conn: &mut Conn, scope: &Scope) -> Result<usize> {
    let silent = store::silent(conn, scope, scope.today(), AT_ONCE)?;
    let mut told = 0;
    for mut hand_over in silent {
        hand_over.reminded_on = Some(scope.today());
        store::save(conn, scope, &mut hand_over)?;
        let case = rows::get(conn, scope, hand_over.case_id)?;
        let data = json!({ "number": hand_over.number, "to": receiver_name(conn, scope, &hand_over)?, "due": hand_over.due_on() });
        timeline::record(conn, scope, Entry::new(Subject::new(CASE, case.id), "hand_over_silent").data(data))?;
        mail::hand_over_silent(conn, scope, &case, &hand_over)?;
        told += 1;
    }
    Ok(told)
}

/// Silent ones told in one go.
const AT_ONCE: i64 = 500;

/// Nothing that went out, or still waits to go out, answers it any more.
fn revoke_links(conn: &mut Conn, scope: &Scope, id: i64) -> Result<()> {
    outbox::revoke_links(conn, scope, super::HAND_OVER_LINK, id)
}

/// A new receiver's address, for one outside that does not answer: the mail goes out again. Errors by field: `outside_email`.
pub fn send_again(conn: &mut Conn, scope: &Scope, seen: SeenHandOver, email: &str) -> Result<HandOver> {
    let mut hand_over = store::get(conn, scope, seen.id)?;
    let case = rows::get(conn, scope, hand_over.case_id)?;
    if !hand_over.is_followed_up_by(scope, &case) {
        scope.require(&[Role::Secretariat])?;
    }
    if hand_over.state != HandOverState::Sent || !hand_over.is_outside() {
        return Err(Error::Refused(
            Message::new("hand-over-refused-over").key("state", hand_over.state.key()).key("action", "hand-over-send-again"),
        ));
    }
    if hand_over.version != seen.version {
        return Err(Error::Conflict);
    }
    let email = one_line(email);
    if Email::parse(&email).is_err() {
        return Err(Error::invalid("outside_email", Message::new("field-email-wrong")));
    }
    // A wrong address keeps nothing it could answer by.
    if email != hand_over.outside_email {
        revoke_links(conn, scope, hand_over.id)?;
    }
    hand_over.outside_email = email;
    store::save(conn, scope, &mut hand_over)?;
    let data = json!({ "number": hand_over.number, "to": hand_over.outside_name });
    timeline::record(conn, scope, Entry::new(Subject::new(CASE, case.id), "hand_over_again").data(data))?;
    mail::handed_over(conn, scope, &case, &hand_over)?;
    Ok(hand_over)
}
