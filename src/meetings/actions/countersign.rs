//! Countersigning (会签): departments are asked, answer or are silent, and the office takes or rejects what they want otherwise.

use chrono::NaiveDate;
use serde_json::json;

use super::{
    Begun, Seen, begin, finish,
    minutes::{begin_minutes, save_decision, set_text},
    record,
    session::settle,
};
use crate::{
    calendar,
    duties::words,
    meetings::{
        mail,
        model::{Action, By, Difference, MinutesState, Review, ReviewAnswer, State, Verdict},
        queries::{Papers, lives_on, papers},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        i18n::join,
        id::new_id,
    },
    tenancy::Scope,
};

/// The most working days departments may be given.
pub const DAYS_MAX: i32 = 60;

/// Sends the minutes to departments, to be countersigned within so many working days. Sent again, it is a further round, in which answers
/// are given anew; whoever is not asked in it has no further say. Errors by field: `departments`, `days`.
pub fn circulate(conn: &mut Conn, scope: &Scope, seen: &Seen, departments: &[i64], days: i32, text: &str) -> Result<NaiveDate> {
    let mut begun = begin(conn, scope, seen, Action::Circulate)?;
    let papers = papers(conn, scope, &seen.number)?;
    let Some(mut minutes) = papers.minutes.clone() else { return Err(Error::refused("minutes-none")) };
    if papers.undecided().next().is_some() {
        return Err(Error::refused("minutes-differences-open"));
    }
    settle(conn, scope, &papers)?;
    let text = checked(conn, scope, &papers, departments, days, text)?;
    let due_on = calendar::load(conn, scope)?.add_working_days(scope.today(), days);
    minutes.round += 1;
    minutes.state = MinutesState::Circulating;
    store::save_minutes(conn, scope, &mut minutes)?;
    for section in &papers.sections {
        let mut section = section.clone();
        section.circulated = Some(section.text.clone());
        store::save_section(conn, scope, &mut section)?;
    }
    for department_id in departments {
        let review = Review {
            id: new_id(),
            minutes_id: minutes.id,
            round: minutes.round,
            department_id: *department_id,
            asked_at: scope.now(),
            due_on,
            answer: None,
            text: String::new(),
            answered_by: String::new(),
            answered_at: None,
            reminded_at: None,
        };
        store::insert_review(conn, scope, &review)?;
    }
    let names: Vec<String> = departments.iter().map(|id| papers.name(*id).to_owned()).collect();
    let data = json!({ "who": join(scope.workspace_lang(), &names), "round": minutes.round.to_string(), "day": due_on.to_string() });
    finish(conn, scope, &mut begun, Action::Circulate, &text, data)?;
    mail::countersign(conn, scope, &begun.meeting, departments, (minutes.id, minutes.round), due_on, &text)?;
    Ok(due_on)
}

/// Departments asked are invited to the meeting and have somebody who can answer.
fn checked(conn: &mut Conn, scope: &Scope, papers: &Papers, departments: &[i64], days: i32, text: &str) -> Result<String> {
    let mut errors = FieldErrors::default();
    let text = words::optional(&mut errors, "text", text, words::REASON_MAX);
    if !(1..=DAYS_MAX).contains(&days) {
        errors.add("days", Message::new("minutes-days-range").number("max", f64::from(DAYS_MAX)));
    }
    let mut distinct = departments.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let choice = papers.countersigners();
    if departments.is_empty() {
        errors.add("departments", Message::new("minutes-nobody-asked"));
    } else if distinct.len() != departments.len() || departments.iter().any(|id| !choice.contains(id)) {
        errors.add("departments", Message::new("field-department-unknown"));
    }
    let acting = store::members_of_departments(conn, scope, departments, false)?;
    let mute: Vec<String> =
        departments.iter().filter(|id| !acting.iter().any(|(d, _)| d == *id)).map(|id| papers.name(*id).to_owned()).collect();
    if !mute.is_empty() && errors.is_empty() {
        errors.add("departments", Message::new("minutes-nobody-acts").text("names", join(scope.lang(), &mute)));
    }
    errors.finish(text)
}

/// Another wording a department proposes: of a section's text, or of a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposed {
    pub section_id: Option<i64>,
    pub decision_id: Option<i64>,
    pub wording: String,
}

/// A department's answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub answer: ReviewAnswer,
    /// Why it wants other words, or disagrees.
    pub text: String,
    pub proposed: Vec<Proposed>,
}

/// Answers for a department asked, once in a round, until its day is over. Errors by field: `answer`, `text`, `wording`.
pub fn answer(conn: &mut Conn, scope: &Scope, number: &str, review_id: i64, new: &Answer) -> Result<()> {
    let papers = papers(conn, scope, number)?;
    let mut review = papers.reviews.iter().find(|r| r.id == review_id).cloned().ok_or(Error::NotFound)?;
    if !papers.acts_on(scope, &review) {
        return Err(if papers.sight.sees_all { Error::forbidden("minutes-not-asked") } else { Error::NotFound });
    }
    let round = papers.minutes.as_ref().map_or(0, |m| m.round);
    if review.answer.is_some() || review.round != round || papers.meeting.state != State::Countersigning {
        return Err(Error::refused("minutes-answered"));
    }
    if review.is_overdue(scope.today()) {
        return Err(Error::refused("minutes-answer-late"));
    }
    let (text, proposed) = checked_answer(scope, &papers, new)?;
    let acting = scope.acting_for(papers.lives_on(review.department_id));
    review.answer = Some(new.answer);
    review.text.clone_from(&text);
    review.answered_by = acting.actor_name().to_owned();
    review.answered_at = Some(scope.now());
    store::answer_review(conn, scope, &review)?;
    for (one, before) in proposed {
        insert_difference(conn, scope, &review, one.section_id, one.decision_id, (before, one.wording))?;
    }
    if new.answer == ReviewAnswer::Disagree {
        insert_difference(conn, scope, &review, None, None, (String::new(), String::new()))?;
    }
    // Reasons may speak of restricted items: they stand beside the difference, not in the meeting's timeline.
    let data = json!({ "who": papers.name(review.department_id), "answer": new.answer.as_str() });
    record(conn, &acting, papers.meeting.id, "minutes_answer", "", data)
}

fn insert_difference(
    conn: &mut Conn,
    scope: &Scope,
    review: &Review,
    section_id: Option<i64>,
    decision_id: Option<i64>,
    (before, wording): (String, String),
) -> Result<()> {
    let difference = Difference {
        id: new_id(),
        minutes_id: review.minutes_id,
        review_id: review.id,
        section_id,
        decision_id,
        before,
        wording,
        reason: review.text.clone(),
        verdict: None,
        verdict_reason: String::new(),
        decided_by: String::new(),
        decided_at: None,
    };
    store::insert_difference(conn, scope, &difference)
}

/// The reason, and the wordings that are other ones, each with what stands there now.
fn checked_answer(scope: &Scope, papers: &Papers, new: &Answer) -> Result<(String, Vec<(Proposed, String)>)> {
    let mut errors = FieldErrors::default();
    let is_needed = matches!(new.answer, ReviewAnswer::Disagree | ReviewAnswer::Wording);
    let text = match is_needed {
        true => words::required(&mut errors, "text", &new.text, words::REASON_MAX),
        false => words::optional(&mut errors, "text", &new.text, words::REASON_MAX),
    };
    let mut proposed = Vec::new();
    for one in new.proposed.iter().filter(|_| new.answer == ReviewAnswer::Wording) {
        let wording = words::optional(&mut errors, "wording", &one.wording, words::TEXT_MAX);
        let Some(before) = wording_now(scope, papers, one.section_id, one.decision_id) else { return Err(Error::NotFound) };
        if wording.trim() != words::clean(&before) {
            proposed.push((Proposed { wording, ..one.clone() }, before));
        }
    }
    if new.answer == ReviewAnswer::Wording && proposed.is_empty() && errors.is_empty() {
        errors.add("wording", Message::new("minutes-wording-same"));
    }
    if new.answer == ReviewAnswer::Silent {
        errors.add("answer", Message::new("field-required"));
    }
    errors.finish((text, proposed))
}

/// What a section or a decision this person reads says now.
fn wording_now(scope: &Scope, papers: &Papers, section_id: Option<i64>, decision_id: Option<i64>) -> Option<String> {
    let section = papers.sections.iter().filter(|s| papers.reads_section(scope, s));
    match (section_id, decision_id) {
        (Some(id), None) => section.into_iter().find(|s| s.id == id).map(|s| s.text.clone()),
        (None, Some(id)) => {
            let decision = papers.decisions.iter().find(|d| d.id == id)?;
            section.into_iter().find(|s| s.item_id == Some(decision.item_id)).map(|_| decision.text.clone())
        }
        _ => None,
    }
}

/// Takes or rejects what a department wants otherwise, with a reason; taking another wording writes it where it belongs. Errors by
/// field: `verdict_reason`.
pub fn decide_difference(conn: &mut Conn, scope: &Scope, seen: &Seen, id: i64, verdict: Verdict, reason: &str) -> Result<()> {
    let (begun, papers) = begin_minutes(conn, scope, seen)?;
    require_office(&begun)?;
    let mut difference = papers.differences.iter().find(|d| d.id == id).cloned().ok_or(Error::NotFound)?;
    if difference.verdict.is_some() {
        return Err(Error::refused("minutes-difference-decided"));
    }
    let mut errors = FieldErrors::default();
    let reason = words::required(&mut errors, "verdict_reason", reason, words::REASON_MAX);
    errors.finish(())?;
    difference.verdict = Some(verdict);
    difference.verdict_reason = reason;
    difference.decided_by = scope.actor_name().to_owned();
    difference.decided_at = Some(scope.now());
    store::decide_difference(conn, scope, &difference)?;
    if verdict == Verdict::Taken {
        take(conn, scope, &papers, &difference)?;
    }
    let review = papers.reviews.iter().find(|r| r.id == difference.review_id);
    let data = json!({
        "who": review.map_or("", |r| papers.name(r.department_id)),
        "verdict": verdict.as_str(),
    });
    record(conn, scope, papers.meeting.id, "minutes_verdict", "", data)
}

fn take(conn: &mut Conn, scope: &Scope, papers: &Papers, difference: &Difference) -> Result<()> {
    if let Some(id) = difference.decision_id {
        let mut decision = papers.decisions.iter().find(|d| d.id == id).cloned().ok_or(Error::NotFound)?;
        decision.text.clone_from(&difference.wording);
        return save_decision(conn, scope, papers, &mut decision);
    }
    if let Some(id) = difference.section_id {
        let mut section = papers.sections.iter().find(|s| s.id == id).cloned().ok_or(Error::NotFound)?;
        let heading = section.heading.clone();
        return set_text(conn, scope, papers, &mut section, heading, difference.wording.clone());
    }
    Ok(())
}

fn require_office(begun: &Begun) -> Result<()> {
    if begun.sight.by.contains(&By::Office) {
        return Ok(());
    }
    Err(Error::Forbidden(Message::new("meeting-forbidden").key("action", "minutes-action-decide").keys("who", [By::Office.key()])))
}

/// Silence after the deadline counts as consent: written down by the program, once, with an entry in the timeline. Returns how many.
pub fn record_silence(conn: &mut Conn, scope: &Scope) -> Result<usize> {
    let late: Vec<(i64, Review)> = store::open_reviews(conn, scope)?.into_iter().filter(|(_, r)| r.is_overdue(scope.today())).collect();
    let names = crate::duties::queries::department_short_names(conn, scope)?;
    for (meeting_id, review) in &late {
        let name = names.get(&review.department_id).map_or("", String::as_str);
        silent(conn, scope, *meeting_id, review, name)?;
    }
    Ok(late.len())
}

pub(super) fn silent(conn: &mut Conn, scope: &Scope, meeting_id: i64, review: &Review, name: &str) -> Result<()> {
    let mut review = review.clone();
    review.answer = Some(ReviewAnswer::Silent);
    review.answered_at = Some(scope.now());
    store::answer_review(conn, scope, &review)?;
    record(conn, scope, meeting_id, "minutes_silence", "", json!({ "who": name, "day": review.due_on.to_string() }))
}

/// Reminds who has not answered, once, on the last working day but one before the deadline or later. Returns how many departments.
pub fn remind_countersigners(conn: &mut Conn, scope: &Scope) -> Result<usize> {
    let calendar = calendar::load(conn, scope)?;
    let merged = store::merged_departments(conn, scope)?;
    let mut reminded = 0;
    for (meeting_id, review) in store::open_reviews(conn, scope)? {
        let is_near = !review.is_overdue(scope.today()) && calendar.working_days_between(scope.today(), review.due_on) <= 1;
        let is_fresh = crate::platform::clock::local(review.asked_at, scope.zone()).date() == scope.today();
        if !is_near || is_fresh || review.reminded_at.is_some() || !store::mark_reminded(conn, scope, review.id)? {
            continue;
        }
        let meeting = store::meeting_by_id(conn, scope, meeting_id)?;
        let department = lives_on(&merged, review.department_id);
        mail::countersign_reminder(conn, scope, &meeting, department, &review)?;
        reminded += 1;
    }
    Ok(reminded)
}
