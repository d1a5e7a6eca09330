//! What people make of proposals, and versions of the ladder; each in the caller's one write transaction.

use chrono::NaiveDate;
use serde_json::json;

pub use super::model::Verdict;
use super::{
    LADDER,
    evaluate::to_decide_by,
    grounds::followed_by,
    model::{Ladder, Proposal, ProposalState, Rule, decide_proposal},
    shipped, store,
};
use crate::{
    duties::words,
    enforcement::{
        CASE,
        actions::cases::{SeenCase, touched},
        hand_over,
        measure::{self, actions::acting},
        model::{CaseState, MeasureKind},
        store::cases as rows,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
    },
    tenancy::{
        Role, Scope,
        departments::{self, DepartmentState},
    },
    timeline::{self, Entry, Subject, word},
};

/// A proposal of a case that is still what somebody saw, and waits for its department; `Conflict` when it is not.
pub(in crate::enforcement) fn seen(conn: &mut Conn, scope: &Scope, case_id: i64, id: i64, version: i64) -> Result<Proposal> {
    let proposal = store::proposal(conn, scope, id)?;
    if proposal.case_id != case_id {
        return Err(Error::NotFound);
    }
    if proposal.version != version {
        return Err(Error::Conflict);
    }
    if proposal.state != ProposalState::Open {
        return Err(Error::Refused(Message::new("proposal-refused").key("state", proposal.state.key())));
    }
    Ok(proposal)
}

/// One of its measures was imposed; when all are, so is the proposal.
pub(in crate::enforcement) fn imposed(conn: &mut Conn, scope: &Scope, mut proposal: Proposal) -> Result<()> {
    finish_if_done(conn, scope, &mut proposal)?;
    store::save_proposal(conn, scope, &mut proposal)
}

/// The case was referred to justice: where that was proposed, and the rest of it is imposed, it is done.
pub(in crate::enforcement) fn referred(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<()> {
    let waits = store::proposals(conn, scope, &[case_id])?.into_iter();
    for mut proposal in waits.filter(|p| p.is_unsettled() && p.rule.measures.contains(&MeasureKind::ReferToJustice)) {
        if finish_if_done(conn, scope, &mut proposal)? {
            store::save_proposal(conn, scope, &mut proposal)?;
        }
    }
    Ok(())
}

/// Whether all it proposes is there: measures that were imposed for it or are in force, and a referral where it asks for one.
fn finish_if_done(conn: &mut Conn, scope: &Scope, proposal: &mut Proposal) -> Result<bool> {
    // Whoever acts need not read the whole case.
    let office = &scope.on_behalf_of_office();
    let measures = measure::of_case(conn, office, proposal.case_id)?;
    let referral = hand_over::referrals_of(conn, office, &[proposal.case_id])?.pop().map(|h| h.number);
    let is_done = |kind: &MeasureKind| match kind {
        MeasureKind::ReferToJustice => referral.is_some(),
        kind => measures.iter().any(|(m, _)| m.kind == *kind && (m.proposal_id == Some(proposal.id) || m.is_live())),
    };
    if !proposal.rule.measures.iter().all(is_done) {
        return Ok(false);
    }
    proposal.state = ProposalState::Imposed;
    proposal.decided_at = Some(scope.now());
    scope.actor_name().clone_into(&mut proposal.decided_by);
    if let Some(number) = referral.filter(|_| proposal.rule.measures.contains(&MeasureKind::ReferToJustice)) {
        proposal.reason = number;
    }
    Ok(true)
}

/// The referral was refused or taken back: what was done by it is to be done again, as the ladder says once it is asked. `number`: the
/// hand-over's.
pub(in crate::enforcement) fn not_referred(conn: &mut Conn, scope: &Scope, case_id: i64, number: &str) -> Result<()> {
    let done = store::proposals(conn, scope, &[case_id])?.into_iter();
    for mut proposal in done.filter(|p| p.referred_by() == Some(number)) {
        proposal.state = ProposalState::Stale;
        store::save_proposal(conn, scope, &mut proposal)?;
    }
    Ok(())
}

/// Decides; a second refusal is the secretariat's to settle. Errors by field: `reason`.
pub fn decide(conn: &mut Conn, scope: &Scope, number: &str, id: i64, version: i64, verdict: Verdict, reason: &str) -> Result<Proposal> {
    use ProposalState as S;
    let mut case = rows::by_number(conn, scope, number)?;
    let mut proposal = store::proposal(conn, scope, id)?;
    if proposal.case_id != case.id {
        return Err(Error::NotFound);
    }
    let scope = match verdict {
        Verdict::Decline => {
            case.require_impartial(scope)?;
            acting(scope, proposal.department_id)?
        }
        Verdict::Insist | Verdict::Drop => {
            scope.require(&[Role::Secretariat])?;
            scope.clone()
        }
    };
    let to = decide_proposal(proposal.state, proposal.declines, verdict)?;
    // Nothing is asked of anybody about a case that is over.
    if verdict != Verdict::Drop && matches!(case.state, CaseState::Registered | CaseState::Closed) {
        return Err(Error::Refused(Message::new("measure-case-not-open").key("state", case.state.key())));
    }
    let action = match (verdict, to) {
        (Verdict::Decline, S::Declined) => "decline",
        (Verdict::Decline, _) => "decline_again",
        (Verdict::Insist, _) => "insist",
        (Verdict::Drop, _) => "proposal_drop",
    };
    if proposal.version != version {
        return Err(Error::Conflict);
    }
    let reason = words::reason(reason)?;
    proposal.declines += i32::from(verdict == Verdict::Decline);
    proposal.state = to;
    proposal.decided_at = (to != S::Open).then(|| scope.now());
    scope.actor_name().clone_into(&mut proposal.decided_by);
    proposal.reason.clone_from(&reason);
    if to == S::Open {
        // Asked anew, it is decided on in the time a proposal has.
        proposal.proposed_at = scope.now();
        proposal.due_on = to_decide_by(conn, &scope)?;
    }
    store::save_proposal(conn, &scope, &mut proposal)?;
    let measures: Vec<_> = proposal.rule.measures.iter().map(|m| word(m.key())).collect();
    let entry = Entry::new(Subject::new(CASE, case.id), action).text(&reason).data(json!({ "measures": measures }));
    timeline::record(conn, &scope, entry)?;
    match verdict {
        Verdict::Decline => crate::enforcement::mail::declined(conn, &scope, &case, &proposal)?,
        Verdict::Insist => crate::enforcement::mail::proposed(conn, &scope, &case, &proposal)?,
        Verdict::Drop => {}
    }
    touched(conn, &scope, &mut case)?;
    Ok(proposal)
}

/// Moves a case to another version in force. Errors by field: `ladder`, `reason`.
pub fn move_case(conn: &mut Conn, scope: &Scope, seen: &SeenCase, ladder_id: i64, reason: &str) -> Result<()> {
    scope.require(&[Role::Secretariat])?;
    let mut case = rows::by_number(conn, scope, &seen.number)?;
    if case.version != seen.version {
        return Err(Error::Conflict);
    }
    let ladders = store::ladders(conn, scope)?;
    let into = ladders.iter().find(|l| l.id == ladder_id && l.in_force_on.is_some_and(|on| on <= scope.today()));
    let into = into.ok_or_else(|| Error::invalid("ladder", Message::new("ladder-not-in-force")))?;
    let reason = words::reason(reason)?;
    let from = followed_by(conn, scope, &ladders, &case)?.map_or(0, |l| l.number);
    store::move_to(conn, scope, case.id, into.id)?;
    let data = json!({ "from": from, "to": into.number });
    timeline::record(conn, scope, Entry::new(Subject::new(CASE, case.id), "ladder").text(&reason).data(data))?;
    touched(conn, scope, &mut case)
}

/// Gives a workspace without a ladder the shipped one, in force from today. Whether it did.
pub fn ship(conn: &mut Conn, scope: &Scope) -> Result<bool> {
    if !store::ladders(conn, scope)?.is_empty() {
        return Ok(false);
    }
    let rules = shipped::rules(scope.workspace_lang());
    let ladder = Ladder {
        id: new_id(),
        number: 1,
        in_force_on: Some(scope.today()),
        note: String::new(),
        made_at: scope.now(),
        made_by: scope.actor_name().to_owned(),
        rules,
        version: 1,
    };
    store::insert(conn, scope, &ladder)?;
    record(conn, scope, &ladder, "ship", "")?;
    Ok(true)
}

fn record(conn: &mut Conn, scope: &Scope, ladder: &Ladder, action: &'static str, text: &str) -> Result<()> {
    let data = json!({ "number": ladder.number, "rules": ladder.rules.len(), "on": ladder.in_force_on });
    timeline::record(conn, scope, Entry::new(Subject::new(LADDER, ladder.id), action).text(text).data(data))
}

/// The most rules of a version.
pub const RULES_MAX: usize = 60;

/// Begins a draft with the rules of the newest version. There is one draft at a time.
pub fn begin_draft(conn: &mut Conn, scope: &Scope) -> Result<Ladder> {
    scope.require(&[Role::Secretariat])?;
    let ladders = store::ladders(conn, scope)?;
    if ladders.iter().any(|l| l.in_force_on.is_none()) {
        return Err(Error::refused("ladder-draft-there"));
    }
    let newest = ladders.first();
    let ladder = Ladder {
        id: new_id(),
        number: newest.map_or(1, |l| l.number + 1),
        in_force_on: None,
        note: String::new(),
        made_at: scope.now(),
        made_by: scope.actor_name().to_owned(),
        rules: newest.map_or_else(|| shipped::rules(scope.workspace_lang()), |l| l.rules.clone()),
        version: 1,
    };
    store::insert(conn, scope, &ladder)?;
    record(conn, scope, &ladder, "draft", "")?;
    Ok(ladder)
}

/// The draft as it was seen, for the secretariat alone.
fn draft(conn: &mut Conn, scope: &Scope, version: i64) -> Result<Ladder> {
    scope.require(&[Role::Secretariat])?;
    let found = store::ladders(conn, scope)?.into_iter().find(|l| l.in_force_on.is_none()).ok_or(Error::NotFound)?;
    if found.version == version { Ok(found) } else { Err(Error::Conflict) }
}

/// Puts a rule into the draft: in place of the one at its position, or at the end where there is none. Errors by field: `measures`,
/// `after`, `times`, `months`, `days`, `article`.
pub fn put_rule(conn: &mut Conn, scope: &Scope, version: i64, mut rule: Rule) -> Result<Ladder> {
    let mut ladder = draft(conn, scope, version)?;
    let mut errors = FieldErrors::default();
    check(&mut errors, &mut rule);
    check_names(conn, scope, &mut errors, &rule)?;
    let at = place(&ladder, rule.position);
    if at.is_none() && ladder.rules.len() >= RULES_MAX {
        errors.add("condition", Message::new("ladder-too-many").number("max", RULES_MAX as f64));
    }
    errors.finish(())?;
    match at {
        Some(at) => ladder.rules[at] = rule,
        None => ladder.rules.push(rule),
    }
    numbered(&mut ladder);
    store::save(conn, scope, &mut ladder)?;
    Ok(ladder)
}

/// Where the rule of a position stands; whatever number was sent.
fn place(ladder: &Ladder, position: i32) -> Option<usize> {
    ladder.rules.iter().position(|rule| rule.position == position)
}

/// Kinds of cases and the department it names must be there.
fn check_names(conn: &mut Conn, scope: &Scope, errors: &mut FieldErrors, rule: &Rule) -> Result<()> {
    let kinds = rows::kinds(conn, scope)?;
    if rule.kinds.iter().any(|code| !kinds.iter().any(|k| k.code == *code)) {
        errors.add("kinds", Message::new("case-kind-unknown"));
    }
    if let Some(id) = rule.competent_id
        && !departments::by_ids(conn, scope, &[id])?.iter().any(|d| d.state == DepartmentState::Open)
    {
        errors.add("competent", Message::new("field-department-unknown"));
    }
    Ok(())
}

/// What a rule must say.
fn check(errors: &mut FieldErrors, rule: &mut Rule) {
    use super::model::Condition;
    rule.article = words::line(errors, "article", &rule.article, words::TITLE_MAX);
    rule.measures.dedup();
    if rule.measures.is_empty() {
        errors.add("measures", Message::new("field-required"));
    }
    if rule.condition.asks_after() && rule.after.is_none() {
        errors.add("after", Message::new("field-required"));
    }
    if !(0..=250).contains(&rule.days) {
        errors.add("days", Message::new("ladder-days-wrong"));
    }
    let counts = matches!(rule.condition, Condition::TwiceRunning | Condition::Repeated);
    if counts && !(2..=20).contains(&rule.times) {
        errors.add("times", Message::new("ladder-times-wrong"));
    }
    if rule.condition == Condition::Repeated && !(1..=120).contains(&rule.months) {
        errors.add("months", Message::new("ladder-months-wrong"));
    }
    // What the condition does not ask for is not kept.
    rule.after = rule.after.filter(|_| rule.condition.asks_after());
    rule.level = rule.level.filter(|_| rule.condition.asks_level());
    rule.times = if counts { rule.times } else { 1 };
    rule.months = if rule.condition == Condition::Repeated { rule.months } else { 0 };
}

fn numbered(ladder: &mut Ladder) {
    for (position, rule) in (1..).zip(&mut ladder.rules) {
        rule.position = position;
    }
}

/// Where a rule of the draft goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    Up,
    Down,
    Out,
}

/// Moves a rule of the draft, or takes it out. The order is the ladder's: the first rule that proposes a measure is the one that does.
pub fn shift_rule(conn: &mut Conn, scope: &Scope, version: i64, position: i32, shift: Shift) -> Result<Ladder> {
    let mut ladder = draft(conn, scope, version)?;
    let at = place(&ladder, position).ok_or(Error::NotFound)?;
    match shift {
        Shift::Up if at > 0 => ladder.rules.swap(at, at - 1),
        Shift::Down if at + 1 < ladder.rules.len() => ladder.rules.swap(at, at + 1),
        Shift::Up | Shift::Down => {}
        Shift::Out => drop(ladder.rules.remove(at)),
    }
    numbered(&mut ladder);
    store::save(conn, scope, &mut ladder)?;
    Ok(ladder)
}

/// Puts the draft into force from a day on, today at the earliest: cases filed from then on follow it. Errors by field: `on`, `note`.
pub fn enact(conn: &mut Conn, scope: &Scope, version: i64, on: Option<NaiveDate>, note: &str) -> Result<Ladder> {
    let mut ladder = draft(conn, scope, version)?;
    let mut errors = FieldErrors::default();
    let note = words::required(&mut errors, "note", note, words::REASON_MAX);
    if on.is_none_or(|on| on < scope.today()) {
        errors.add("on", Message::new("ladder-day-past"));
    }
    if ladder.rules.is_empty() {
        errors.add("note", Message::new("ladder-empty"));
    }
    errors.finish(())?;
    ladder.in_force_on = on;
    ladder.note.clone_from(&note);
    store::save(conn, scope, &mut ladder)?;
    record(conn, scope, &ladder, "enact", &note)?;
    Ok(ladder)
}

/// Throws the draft away.
pub fn discard(conn: &mut Conn, scope: &Scope, version: i64) -> Result<()> {
    let ladder = draft(conn, scope, version)?;
    store::delete(conn, scope, ladder.id)?;
    record(conn, scope, &ladder, "discard", "")
}
