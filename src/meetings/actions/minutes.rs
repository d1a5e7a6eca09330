//! Writing the minutes: drawn up from what was recorded, edited section by section; decisions are worded in their own place.

use chrono::NaiveDate;
use serde_json::json;

use super::{Begun, Seen, begin, check_departments, decision::save_with_duty, decision_value, record};
use crate::{
    duties::{self, words},
    meetings::{
        model::{Action, Decision, Minutes, MinutesKind, MinutesState, Section, SectionKind},
        queries::{Papers, papers},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
    },
    tenancy::{Scope, minutes_text::read_template},
};

mod drawn;

use drawn::Drawn;

/// The longest heading, in characters.
const HEADING_MAX: usize = words::TITLE_MAX;

/// Draws the minutes up from agenda, attendance, notes, outcomes and decisions. Done again, it takes in what was recorded since:
/// sections nobody edited are written anew, of edited ones only what they are compared with. Refused once they went to the departments.
pub fn draw(conn: &mut Conn, scope: &Scope, seen: &Seen) -> Result<Minutes> {
    let begun = begin(conn, scope, seen, Action::Minute)?;
    let papers = papers(conn, scope, &seen.number)?;
    let lang = scope.workspace_lang();
    let minutes = match &papers.minutes {
        Some(minutes) if minutes.state != MinutesState::Draft => return Err(Error::refused("minutes-with-departments")),
        Some(minutes) => minutes.clone(),
        None => {
            let new = new_minutes(scope, begun.meeting.id, MinutesKind::Minutes, 0, scope.settings().minutes_template(lang));
            store::insert_minutes(conn, scope, &new)?;
            new
        }
    };
    let chair = store::members_by_ids(conn, scope, &begun.meeting.chair_id.into_iter().collect::<Vec<_>>())?.pop();
    let template = read_template(&minutes.template).map_err(Error::Refused)?;
    let drawn = drawn::all(scope, &papers, chair.map(|c| c.name), &template);
    for (position, one) in (1..).zip(&drawn) {
        put(conn, scope, &minutes, &papers.sections, position, one)?;
    }
    if papers.minutes.is_none() {
        record(conn, scope, begun.meeting.id, "minute", "", json!({}))?;
    }
    Ok(minutes)
}

pub(super) fn new_minutes(scope: &Scope, meeting_id: i64, kind: MinutesKind, nth: i32, template: String) -> Minutes {
    Minutes {
        id: new_id(),
        meeting_id,
        kind,
        nth,
        state: MinutesState::Draft,
        number: None,
        round: 0,
        template,
        created_at: scope.now(),
        created_by: scope.actor_name().to_owned(),
        issued_at: None,
        issued_by: String::new(),
        content: String::new(),
        sha256: String::new(),
        files: Vec::new(),
        version: 1,
    }
}

/// Writes a section, or what it is compared with where somebody edited it.
fn put(conn: &mut Conn, scope: &Scope, minutes: &Minutes, there: &[Section], position: i64, drawn: &Drawn) -> Result<()> {
    let found = there.iter().find(|s| s.kind == drawn.kind && s.item_id == drawn.item_id);
    let Some(old) = found else {
        let section = Section {
            id: new_id(),
            minutes_id: minutes.id,
            position,
            kind: drawn.kind,
            item_id: drawn.item_id,
            heading: drawn.heading.clone(),
            text: drawn.text.clone(),
            recorded: drawn.text.clone(),
            circulated: None,
            saved_at: scope.now(),
            saved_by: scope.actor_name().to_owned(),
            version: 1,
        };
        return store::insert_section(conn, scope, &section);
    };
    let mut section = old.clone();
    section.position = position;
    if section.text == section.recorded {
        section.text.clone_from(&drawn.text);
    }
    section.recorded.clone_from(&drawn.text);
    if section == *old { Ok(()) } else { store::save_section(conn, scope, &mut section) }
}

/// Saves a section's heading and text over the version it was read in; `Conflict` when somebody saved in between. Errors by field:
/// `heading`, `text`.
pub fn edit_section(conn: &mut Conn, scope: &Scope, seen: &Seen, id: i64, version: i64, heading: &str, text: &str) -> Result<Section> {
    let (_, papers) = begin_minutes(conn, scope, seen)?;
    let mut section = papers.sections.iter().find(|s| s.id == id).cloned().ok_or(Error::NotFound)?;
    let mut errors = FieldErrors::default();
    let heading = match section.kind {
        SectionKind::Item => words::line(&mut errors, "heading", heading, HEADING_MAX),
        _ => section.heading.clone(),
    };
    let text = words::optional(&mut errors, "text", text, words::TEXT_MAX);
    if text.is_empty() && section.kind != SectionKind::Item {
        errors.add("text", Message::new("field-required"));
    }
    errors.finish(())?;
    if version != section.version {
        return Err(Error::Conflict);
    }
    if (section.heading.as_str(), section.text.as_str()) == (heading.as_str(), text.as_str()) {
        return Ok(section);
    }
    set_text(conn, scope, &papers, &mut section, heading, text)?;
    Ok(section)
}

/// Writes a section's text; the timeline keeps who did, once departments read it.
pub(super) fn set_text(
    conn: &mut Conn,
    scope: &Scope,
    papers: &Papers,
    section: &mut Section,
    heading: String,
    text: String,
) -> Result<()> {
    section.heading = heading;
    section.text = text;
    section.saved_at = scope.now();
    section.saved_by = scope.actor_name().to_owned();
    store::save_section(conn, scope, section)?;
    if papers.state() == Some(MinutesState::Circulating) {
        // A restricted item's title is not for everybody who reads the timeline.
        let is_restricted = papers.item(section.item_id).is_some_and(|i| i.restricted);
        let name = if is_restricted || section.heading.is_empty() { section.kind.key() } else { String::new() };
        let heading =
            if name.is_empty() { section.heading.clone() } else { crate::platform::i18n::t(scope.workspace_lang(), &name).into_owned() };
        record(conn, scope, papers.meeting.id, "minutes_section", "", json!({ "section": heading }))?;
    }
    Ok(())
}

/// Minutes that can still be written.
pub(super) fn begin_minutes(conn: &mut Conn, scope: &Scope, seen: &Seen) -> Result<(Begun, Papers)> {
    let begun = begin(conn, scope, seen, Action::Minute)?;
    let papers = papers(conn, scope, &seen.number)?;
    if papers.minutes.is_none() {
        return Err(Error::refused("minutes-none"));
    }
    Ok((begun, papers))
}

/// A decision as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DecisionContent {
    pub text: String,
    pub lead_id: Option<i64>,
    pub support: Vec<i64>,
    pub due_on: Option<NaiveDate>,
    pub no_due_reason: String,
    pub no_duty_reason: String,
}

/// Words a decision otherwise, in the one place it stands: minutes and the draft duty say the same from then on. Errors by field:
/// `text`, `lead`, `support`, `no_due_reason`, `no_duty_reason`.
pub fn edit_decision(conn: &mut Conn, scope: &Scope, seen: &Seen, id: i64, version: i64, new: &DecisionContent) -> Result<Decision> {
    let (_, papers) = begin_minutes(conn, scope, seen)?;
    let mut decision = papers.decisions.iter().find(|d| d.id == id).cloned().ok_or(Error::NotFound)?;
    let mut errors = FieldErrors::default();
    let text = words::required(&mut errors, "text", &new.text, words::TEXT_MAX);
    let no_due_reason = words::optional(&mut errors, "no_due_reason", &new.no_due_reason, words::REASON_MAX);
    let no_duty_reason = words::optional(&mut errors, "no_duty_reason", &new.no_duty_reason, words::REASON_MAX);
    errors.finish(())?;
    check_departments(conn, scope, &new.lead_id.into_iter().chain(new.support.iter().copied()).collect::<Vec<_>>())?;
    if version != decision.version {
        return Err(Error::Conflict);
    }
    decision.text = text;
    decision.lead_id = new.lead_id;
    decision.support = new.support.iter().copied().filter(|d| Some(*d) != new.lead_id).collect();
    decision.due_on = new.due_on;
    decision.no_due_reason = no_due_reason;
    decision.no_duty_reason = no_duty_reason;
    save_decision(conn, scope, &papers, &mut decision)?;
    let is_restricted = papers.item(Some(decision.item_id)).is_some_and(|i| i.restricted);
    let said = if is_restricted { "" } else { decision.text.as_str() };
    record(conn, scope, papers.meeting.id, "minutes_decision", said, json!({}))?;
    Ok(decision)
}

/// Saves a decision with its draft duty, and says so to who has the record open.
pub(super) fn save_decision(conn: &mut Conn, scope: &Scope, papers: &Papers, decision: &mut Decision) -> Result<()> {
    let was = papers.decisions.iter().find(|d| d.id == decision.id).ok_or(Error::NotFound)?;
    // Counted before the meeting is loaded elsewhere in this transaction, as the record does.
    let seq = store::next_seq(conn, scope, papers.meeting.id)?;
    save_with_duty(conn, scope, &papers.meeting, decision)?;
    use super::LiveField as F;
    for field in [F::Text, F::Lead, F::Support, F::Due, F::NoDueReason, F::NoDutyReason] {
        if decision_value(was, field) != decision_value(decision, field) {
            store::mark_saved(conn, scope, papers.meeting.id, (decision.id, field.as_str()), seq, "")?;
        }
    }
    Ok(())
}

/// Whether a department can be charged, for those who issue.
pub(super) fn open_departments(conn: &mut Conn, scope: &Scope) -> Result<Vec<i64>> {
    Ok(duties::queries::open_departments(conn, scope)?.into_iter().map(|d| d.id).collect())
}
