//! Two write at once: every field is saved by itself, with the version it was typed over and a key that makes a saving sent twice one.

use chrono::{NaiveDateTime, NaiveTime};
use serde_json::json;

use super::{
    Seen,
    decision::{live_decision, require_unassigned, save_with_duty},
    live_value::{checked, decision_value, item_value, participant_value},
    session::{agenda_item, begin_live},
};
use crate::{
    duties::words,
    meetings::{
        model::{Action, Decision, Item, Meeting, Outcome, Participant, Presence},
        store::{self, SavedField},
    },
    platform::{
        clock::{local, to_utc},
        db::Conn,
        error::{Error, Message, Result},
    },
    tenancy::Scope,
};

/// The longest field a note-taker writes.
pub const NOTES_MAX: usize = words::TEXT_MAX;

/// A field that is written in session; the text names it in forms, events and rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LiveField {
    Notes,
    Outcome,
    Text,
    Lead,
    Support,
    Due,
    NoDueReason,
    NoDutyReason,
    Presence,
    Came,
    Arrived,
    Left,
}

impl LiveField {
    pub const ALL: [Self; 12] = [
        Self::Notes,
        Self::Outcome,
        Self::Text,
        Self::Lead,
        Self::Support,
        Self::Due,
        Self::NoDueReason,
        Self::NoDutyReason,
        Self::Presence,
        Self::Came,
        Self::Arrived,
        Self::Left,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Notes => "notes",
            Self::Outcome => "outcome",
            Self::Text => "text",
            Self::Lead => "lead",
            Self::Support => "support",
            Self::Due => "due",
            Self::NoDueReason => "no_due_reason",
            Self::NoDutyReason => "no_duty_reason",
            Self::Presence => "presence",
            Self::Came => "came",
            Self::Arrived => "arrived",
            Self::Left => "left",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.as_str() == text)
    }

    /// The Fluent key of its name.
    pub fn key(self) -> String {
        format!("live-field-{}", self.as_str().replace('_', "-"))
    }
}

/// What somebody wants to save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saving {
    /// Item, decision or participant.
    pub subject: i64,
    pub field: LiveField,
    /// The version it was typed over; 0 where nobody had saved it.
    pub base: i64,
    pub value: String,
    /// Made by the sender, once for each saving.
    pub key: String,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    Done(Now),
    /// This very saving was done before, or the field says this already.
    Already(Now),
    /// Somebody else saved in between; nothing was changed.
    Conflict {
        theirs: Now,
        mine: String,
    },
}

/// A field as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Now {
    pub subject: i64,
    pub field: LiveField,
    pub version: i64,
    pub value: String,
    pub by: String,
    pub at: Option<NaiveDateTime>,
}

impl Now {
    fn new(saving: &Saving, row: Option<&SavedField>, value: String) -> Self {
        Self {
            subject: saving.subject,
            field: saving.field,
            version: row.map_or(0, |r| r.version),
            value,
            by: row.map(|r| r.saved_by.clone()).unwrap_or_default(),
            at: row.map(|r| r.saved_at),
        }
    }
}

/// What a field belongs to.
enum Subject {
    Item(Box<Item>),
    Decision(Box<Decision>),
    Participant(Box<Participant>),
}

/// Saves one field. Chair, note-takers and the office may while the session lasts, and after it until the minutes are circulated.
/// Returns the meeting's id too, so that those who listen to it can be told.
pub fn save_field(conn: &mut Conn, scope: &Scope, number: &str, saving: &Saving) -> Result<(i64, Saved)> {
    if saving.key.len() > 64 || saving.key.is_empty() || !saving.key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return Err(Error::invalid("key", Message::new("live-key-wrong")));
    }
    let (begun, seq) = begin_live(conn, scope, &Seen::any(number), Action::Record)?;
    let saved = save_in(conn, scope, &begun.meeting, seq, saving)?;
    Ok((begun.meeting.id, saved))
}

fn save_in(conn: &mut Conn, scope: &Scope, meeting: &Meeting, seq: i64, saving: &Saving) -> Result<Saved> {
    let mut subject = find(conn, scope, meeting, saving)?;
    let row = store::saved_field(conn, scope, meeting.id, saving.subject, saving.field.as_str())?;
    let stored = value(scope, &subject, saving.field);
    if row.as_ref().is_some_and(|r| r.saving == saving.key) {
        return Ok(Saved::Already(Now::new(saving, row.as_ref(), stored)));
    }
    let wanted = checked(conn, scope, meeting, saving)?;
    if wanted == stored {
        return Ok(Saved::Already(Now::new(saving, row.as_ref(), stored)));
    }
    if row.as_ref().map_or(0, |r| r.version) != saving.base {
        return Ok(Saved::Conflict { theirs: Now::new(saving, row.as_ref(), stored), mine: saving.value.clone() });
    }
    put(scope, meeting, &mut subject, saving.field, &wanted);
    match &mut subject {
        Subject::Item(item) => store::save_item(conn, scope, item)?,
        Subject::Decision(decision) => save_with_duty(conn, scope, meeting, decision)?,
        Subject::Participant(person) => store::save_participant(conn, scope, person)?,
    }
    for field in along(saving.field, &wanted) {
        store::mark_saved(conn, scope, meeting.id, (saving.subject, field.as_str()), seq, "")?;
    }
    keep_history(conn, scope, meeting, saving, row.as_ref(), &stored)?;
    let row = store::mark_saved(conn, scope, meeting.id, (saving.subject, saving.field.as_str()), seq, &saving.key)?;
    Ok(Saved::Done(Now::new(saving, Some(&row), wanted)))
}

/// Fields that change along with another: who came late is here, who is not here neither came nor left.
fn along(field: LiveField, value: &str) -> &'static [LiveField] {
    match field {
        LiveField::Arrived | LiveField::Came if !value.is_empty() => &[LiveField::Presence],
        LiveField::Presence if value != Presence::Present.as_str() => &[LiveField::Came, LiveField::Arrived, LiveField::Left],
        _ => &[],
    }
}

/// What is overwritten of another person's goes into the timeline, so that nothing said once is lost; what one person goes on typing
/// does not, letter by letter.
fn keep_history(conn: &mut Conn, scope: &Scope, meeting: &Meeting, saving: &Saving, row: Option<&SavedField>, stored: &str) -> Result<()> {
    let texts = [LiveField::Notes, LiveField::Text, LiveField::NoDueReason, LiveField::NoDutyReason];
    let others = row.is_some_and(|r| r.saved_by != scope.actor_name());
    if !others || stored.is_empty() || !texts.contains(&saving.field) {
        return Ok(());
    }
    let by = row.map(|r| r.saved_by.clone()).unwrap_or_default();
    // The former text of a restricted item is for those who see the item: its own timeline, not the meeting's.
    let subject = match saving.field {
        LiveField::Notes => saving.subject,
        _ => store::decision(conn, scope, meeting.id, saving.subject)?.item_id,
    };
    let entry = crate::timeline::Entry::new(crate::timeline::Subject::new(crate::meetings::ITEM, subject), "overwrite");
    crate::timeline::record(conn, scope, entry.text(stored).data(json!({ "by": by, "field": saving.field.as_str() })))
}

fn find(conn: &mut Conn, scope: &Scope, meeting: &Meeting, saving: &Saving) -> Result<Subject> {
    Ok(match saving.field {
        LiveField::Notes | LiveField::Outcome => Subject::Item(Box::new(agenda_item(conn, scope, meeting, saving.subject)?)),
        LiveField::Presence | LiveField::Came | LiveField::Arrived | LiveField::Left => {
            Subject::Participant(Box::new(store::participant(conn, scope, meeting.id, saving.subject)?))
        }
        _ => {
            let decision = live_decision(conn, scope, meeting, saving.subject)?;
            require_unassigned(&decision)?;
            Subject::Decision(Box::new(decision))
        }
    })
}

fn value(scope: &Scope, subject: &Subject, field: LiveField) -> String {
    match subject {
        Subject::Item(item) => item_value(item, field),
        Subject::Decision(decision) => decision_value(decision, field),
        Subject::Participant(person) => participant_value(scope, person, field),
    }
}

/// Puts a checked value where it belongs.
fn put(scope: &Scope, meeting: &Meeting, subject: &mut Subject, field: LiveField, value: &str) {
    match (subject, field) {
        (Subject::Item(item), LiveField::Notes) => value.clone_into(&mut item.notes),
        (Subject::Item(item), _) => item.outcome = Outcome::parse(value),
        (Subject::Decision(d), LiveField::Text) => value.clone_into(&mut d.text),
        (Subject::Decision(d), LiveField::Lead) => d.lead_id = value.parse().ok(),
        (Subject::Decision(d), LiveField::Support) => d.support = value.split(',').filter_map(|id| id.parse().ok()).collect(),
        (Subject::Decision(d), LiveField::Due) => d.due_on = value.parse().ok(),
        (Subject::Decision(d), LiveField::NoDueReason) => value.clone_into(&mut d.no_due_reason),
        (Subject::Decision(d), _) => value.clone_into(&mut d.no_duty_reason),
        (Subject::Participant(p), LiveField::Arrived) => {
            p.arrived_at = moment(scope, meeting, value);
            if p.arrived_at.is_some() {
                p.presence = Presence::Present;
            }
        }
        (Subject::Participant(p), LiveField::Came) => {
            value.clone_into(&mut p.came);
            if !value.is_empty() {
                p.presence = Presence::Present;
            }
        }
        (Subject::Participant(p), LiveField::Left) => p.left_at = moment(scope, meeting, value),
        (Subject::Participant(p), _) => {
            p.presence = Presence::parse(value).unwrap_or(Presence::Unknown);
            if p.presence != Presence::Present {
                (p.came, p.arrived_at, p.left_at) = (String::new(), None, None);
            }
        }
    }
}

/// A time of day on the day of the session.
fn moment(scope: &Scope, meeting: &Meeting, value: &str) -> Option<NaiveDateTime> {
    let day = local(meeting.opened_at.unwrap_or(meeting.starts_at), scope.zone()).date();
    let time = NaiveTime::parse_from_str(value, "%H:%M").ok()?;
    Some(to_utc(day.and_time(time), scope.zone()))
}
