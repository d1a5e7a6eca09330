//! Making and changing a meeting: what, when, where, who.

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::json;

use super::{Begun, Seen, begin, finish, record};
use crate::{
    calendar,
    duties::{self, words},
    meetings::{
        MEETING,
        model::{Action, Kind, LeadDays, Meeting, Participant, Presence, Receipt, Role, State},
        store,
    },
    platform::{
        clock::to_utc,
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
    },
    tenancy::{self, Role as WorkspaceRole, Scope},
};

/// The longest place, post or name, in characters.
pub const LINE_MAX: usize = 200;
/// The longest meeting, in minutes.
pub const MINUTES_MAX: i32 = 24 * 60;
/// The most participants of one meeting.
pub const PEOPLE_MAX: usize = 500;

/// A meeting as typed; times are wall time of the workspace.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    pub kind: Kind,
    pub title: String,
    pub starts_at: NaiveDateTime,
    pub minutes: i32,
    pub place: String,
    pub note: String,
    pub chair_id: Option<i64>,
    /// 0: more than half of the departments invited.
    pub quorum: i32,
    pub call_on: Option<NaiveDate>,
    pub cutoff_on: Option<NaiveDate>,
    pub notice_on: Option<NaiveDate>,
}

/// A new meeting with the departments it invites. The secretariat makes it.
pub fn create(conn: &mut Conn, scope: &Scope, content: &Content, departments: &[i64]) -> Result<Meeting> {
    scope.require(&[WorkspaceRole::Secretariat])?;
    let content = checked(conn, scope, content)?;
    check_departments(conn, scope, departments)?;
    let meeting = new_meeting(conn, scope, &content)?;
    store::insert_meeting(conn, scope, &meeting)?;
    invite_departments(conn, scope, &meeting, departments)?;
    seat_chair(conn, scope, &meeting)?;
    record(conn, scope, meeting.id, "create", "", json!({}))?;
    Ok(meeting)
}

/// A draft by its content, not stored yet.
pub(super) fn new_meeting(conn: &mut Conn, scope: &Scope, content: &Content) -> Result<Meeting> {
    Ok(Meeting {
        id: new_id(),
        number: tenancy::next_number(conn, scope, MEETING)?,
        series_id: None,
        occurrence_on: None,
        kind: content.kind,
        title: content.title.clone(),
        state: State::Draft,
        starts_at: to_utc(content.starts_at, scope.zone()),
        minutes: content.minutes,
        place: content.place.clone(),
        note: content.note.clone(),
        chair_id: content.chair_id,
        quorum: content.quorum,
        call_on: content.call_on,
        cutoff_on: content.cutoff_on,
        notice_on: content.notice_on,
        touched: Vec::new(),
        sequence: 0,
        live_seq: 0,
        current_item_id: None,
        current_since: None,
        called_at: None,
        announced_at: None,
        changed_at: None,
        opened_at: None,
        adjourned_at: None,
        issued_at: None,
        cancelled_at: None,
        reason: String::new(),
        created_at: scope.now(),
        version: 1,
    })
}

/// Changes what a meeting says. Its time is changed by postponing once notice was given. Fields changed of a meeting of a series are
/// its own from then on.
pub fn edit(conn: &mut Conn, scope: &Scope, seen: &Seen, content: &Content) -> Result<Meeting> {
    let mut begun = begin(conn, scope, seen, Action::Edit)?;
    let content = checked(conn, scope, content)?;
    let starts_at = to_utc(content.starts_at, scope.zone());
    let meeting = &mut begun.meeting;
    if meeting.state == State::Announced && starts_at != meeting.starts_at {
        return Err(Error::invalid("day", Message::new("meeting-time-by-postponing")));
    }
    let mut changed = Vec::new();
    let mut set = |name: &'static str, differs: bool, meeting: &mut Meeting| {
        if differs {
            changed.push(name);
            meeting.touch(name);
        }
    };
    set("title", meeting.title != content.title, meeting);
    set("starts_at", meeting.starts_at != starts_at, meeting);
    set("minutes", meeting.minutes != content.minutes, meeting);
    set("place", meeting.place != content.place, meeting);
    set("note", meeting.note != content.note, meeting);
    set("chair", meeting.chair_id != content.chair_id, meeting);
    set("quorum", meeting.quorum != content.quorum, meeting);
    let days = (content.call_on, content.cutoff_on, content.notice_on);
    set("days", (meeting.call_on, meeting.cutoff_on, meeting.notice_on) != days, meeting);
    if changed.is_empty() && meeting.kind == content.kind {
        return Ok(begun.meeting);
    }
    if meeting.state == State::Announced {
        meeting.changed_at.get_or_insert(scope.now());
    }
    meeting.title = content.title;
    if meeting.state == State::Draft {
        meeting.kind = content.kind;
    }
    meeting.starts_at = starts_at;
    meeting.minutes = content.minutes;
    meeting.place = content.place;
    meeting.note = content.note;
    meeting.chair_id = content.chair_id;
    meeting.quorum = content.quorum;
    (meeting.call_on, meeting.cutoff_on, meeting.notice_on) = days;
    finish(conn, scope, &mut begun, Action::Edit, "", json!({}))?;
    seat_chair(conn, scope, &begun.meeting)?;
    Ok(begun.meeting)
}

/// What was typed, cleaned and checked; errors by field: `title`, `day`, `minutes`, `place`, `note`, `chair`, `quorum`, `call_on`,
/// `cutoff_on`, `notice_on`.
pub(super) fn checked(conn: &mut Conn, scope: &Scope, content: &Content) -> Result<Content> {
    let mut errors = FieldErrors::default();
    let mut own = content.clone();
    own.title = words::line(&mut errors, "title", &content.title, words::TITLE_MAX);
    own.place = words::optional(&mut errors, "place", &content.place, LINE_MAX);
    own.note = words::optional(&mut errors, "note", &content.note, words::TEXT_MAX);
    if content.minutes < 1 || content.minutes > MINUTES_MAX {
        errors.add("minutes", Message::new("meeting-minutes-range").number("max", f64::from(MINUTES_MAX)));
    }
    let most = i32::try_from(PEOPLE_MAX).unwrap_or(i32::MAX);
    if content.quorum < 0 || content.quorum > most {
        errors.add("quorum", Message::new("meeting-quorum-range").number("max", f64::from(most)));
    }
    let day = content.starts_at.date();
    for (field, on) in [("call_on", content.call_on), ("cutoff_on", content.cutoff_on), ("notice_on", content.notice_on)] {
        if on.is_some_and(|on| on > day) {
            errors.add(field, Message::new("meeting-day-after"));
        }
    }
    if matches!((content.call_on, content.cutoff_on), (Some(call), Some(cutoff)) if cutoff < call) {
        errors.add("cutoff_on", Message::new("meeting-cutoff-before-call"));
    }
    if let Some(chair) = content.chair_id
        && store::members_by_ids(conn, scope, &[chair])?.is_empty()
    {
        errors.add("chair", Message::new("field-person-unknown"));
    }
    errors.finish(own)
}

/// The days of call, cut-off and notice as a workspace proposes them for a meeting on `day`.
pub fn proposed_days(conn: &mut Conn, scope: &Scope, lead: LeadDays, day: NaiveDate) -> Result<(NaiveDate, NaiveDate, NaiveDate)> {
    Ok(lead.days(day, &*calendar::load(conn, scope)?))
}

pub(super) fn check_departments(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<()> {
    let open = duties::queries::open_departments(conn, scope)?;
    let mut errors = FieldErrors::default();
    if ids.iter().any(|id| !open.iter().any(|d| d.id == *id)) {
        errors.add("departments", Message::new("field-department-unknown"));
    }
    errors.finish(())
}

/// Invites departments as attendees, in this order, beside those invited already.
pub(super) fn invite_departments(conn: &mut Conn, scope: &Scope, meeting: &Meeting, ids: &[i64]) -> Result<()> {
    let there = store::participants(conn, scope, meeting.id)?;
    let first = there.iter().map(|p| p.position).max().unwrap_or(0) + 1;
    let mut new: Vec<i64> = Vec::new();
    for id in ids {
        if !new.contains(id) && !there.iter().any(|p| p.department_id == Some(*id)) {
            new.push(*id);
        }
    }
    for (position, id) in (first..).zip(new) {
        store::insert_participant(conn, scope, &Participant { department_id: Some(id), ..invited(meeting.id, Role::Attendee, position) })?;
    }
    Ok(())
}

/// Sees to it that who chairs is invited, as the chair, and nobody else is.
pub(super) fn seat_chair(conn: &mut Conn, scope: &Scope, meeting: &Meeting) -> Result<()> {
    let seated: Vec<Participant> = store::participants(conn, scope, meeting.id)?.into_iter().filter(|p| p.role == Role::Chair).collect();
    for former in seated.iter().filter(|p| p.membership_id != meeting.chair_id) {
        store::delete_participant(conn, scope, former.id)?;
    }
    let Some(id) = meeting.chair_id.filter(|id| !seated.iter().any(|p| p.membership_id == Some(*id))) else { return Ok(()) };
    let Some(member) = store::members_by_ids(conn, scope, &[id])?.pop() else { return Ok(()) };
    let chair = Participant { membership_id: Some(id), name: member.name, ..invited(meeting.id, Role::Chair, 0) };
    store::insert_participant(conn, scope, &chair)
}

/// Somebody invited who has not answered.
pub(super) fn invited(meeting_id: i64, role: Role, position: i64) -> Participant {
    Participant {
        id: new_id(),
        meeting_id,
        role,
        department_id: None,
        membership_id: None,
        name: String::new(),
        post: String::new(),
        email: String::new(),
        receipt: Receipt::None,
        substitute: String::new(),
        substitute_post: String::new(),
        reason: String::new(),
        answered_at: None,
        answered_by: String::new(),
        reminded_at: None,
        presence: Presence::Unknown,
        arrived_at: None,
        left_at: None,
        came: String::new(),
        position,
        version: 1,
    }
}

/// How many departments must come: what was set, or more than half of those invited.
pub fn needed(meeting: &Meeting, invited: usize) -> usize {
    match usize::try_from(meeting.quorum) {
        Ok(n) if n > 0 => n,
        _ => invited / 2 + 1,
    }
}

/// Marks an announced meeting as changed, so that the office is reminded to tell people: one sitting of changes makes one mail.
pub fn mark_changed(scope: &Scope, begun: &mut Begun) {
    if begun.meeting.state == State::Announced {
        begun.meeting.changed_at.get_or_insert(scope.now());
    }
}
