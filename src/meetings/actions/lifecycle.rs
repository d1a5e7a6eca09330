//! The way of a meeting up to its session: called, announced, told anew, postponed, cancelled.

use chrono::NaiveDateTime;
use serde_json::json;

use super::{Begun, Seen, begin, finish, follow_up, opinion};
use crate::{
    calendar,
    duties::words,
    meetings::{
        mail,
        model::{Action, By, LeadDays, Meeting, Participant, Receipt, Sight, State, decide},
        store,
    },
    platform::{
        clock::to_utc,
        db::Conn,
        error::{Error, Message, Result},
    },
    tenancy::Scope,
};

/// Asks the departments invited for agenda items, by mail, until the cut-off.
pub fn call(conn: &mut Conn, scope: &Scope, seen: &Seen) -> Result<Meeting> {
    let begun = begin(conn, scope, seen, Action::Call)?;
    if begun.people.iter().all(|p| p.department_id.is_none()) {
        return Err(Error::refused("meeting-nobody-invited"));
    }
    call_begun(conn, scope, begun)
}

/// The same done by the program on the day the series says.
pub(super) fn call_loaded(conn: &mut Conn, scope: &Scope, meeting: Meeting, people: Vec<Participant>) -> Result<Meeting> {
    let to = decide(meeting.state, meeting.is_written(), Action::Call, &[By::Office])?;
    call_begun(conn, scope, Begun { meeting, people, sight: Sight::default(), to })
}

fn call_begun(conn: &mut Conn, scope: &Scope, mut begun: Begun) -> Result<Meeting> {
    let meeting = &mut begun.meeting;
    meeting.called_at = Some(scope.now());
    let cutoff = meeting.cutoff_on.get_or_insert(meeting.starts_at.date());
    let data = json!({ "cutoff": cutoff.to_string() });
    finish(conn, scope, &mut begun, Action::Call, "", data)?;
    follow_up::ensure(conn, scope, &begun.meeting)?;
    mail::call(conn, scope, &begun.meeting, &begun.people)?;
    Ok(begun.meeting)
}

/// Gives notice to everybody invited, with an invitation their calendar understands.
pub fn announce(conn: &mut Conn, scope: &Scope, seen: &Seen) -> Result<Meeting> {
    let mut begun = begin(conn, scope, seen, Action::Announce)?;
    if begun.people.is_empty() {
        return Err(Error::refused("meeting-nobody-invited"));
    }
    if begun.meeting.starts_at <= scope.now() {
        return Err(Error::refused("meeting-is-over-already"));
    }
    begun.meeting.announced_at = Some(scope.now());
    begun.meeting.changed_at = None;
    finish(conn, scope, &mut begun, Action::Announce, "", json!({}))?;
    follow_up::ensure(conn, scope, &begun.meeting)?;
    if begun.meeting.is_written() {
        let items = store::items(conn, scope, begun.meeting.id)?;
        opinion::ask_everybody(conn, scope, &begun.meeting, &begun.people, &items)?;
    }
    mail::notice(conn, scope, &begun.meeting, &begun.people, mail::News::Announced, "")?;
    Ok(begun.meeting)
}

/// Tells everybody invited what changed since they were told last: one mail for a sitting of changes.
pub fn update(conn: &mut Conn, scope: &Scope, seen: &Seen, text: &str) -> Result<Meeting> {
    let mut begun = begin(conn, scope, seen, Action::Update)?;
    let mut errors = crate::platform::error::FieldErrors::default();
    let text = words::optional(&mut errors, "text", text, words::REASON_MAX);
    errors.finish(())?;
    if begun.meeting.changed_at.is_none() && text.is_empty() {
        return Err(Error::refused("meeting-nothing-changed"));
    }
    begun.meeting.sequence += 1;
    begun.meeting.changed_at = None;
    finish(conn, scope, &mut begun, Action::Update, &text, json!({}))?;
    mail::notice(conn, scope, &begun.meeting, &begun.people, mail::News::Changed, &text)?;
    Ok(begun.meeting)
}

/// Moves a meeting to another time (wall time of the workspace). One that was announced gets a new notice, and everybody answers anew;
/// cut-off and other days that were set move along by working days.
pub fn postpone(conn: &mut Conn, scope: &Scope, seen: &Seen, to: NaiveDateTime, reason: &str) -> Result<Meeting> {
    let mut begun = begin(conn, scope, seen, Action::Postpone)?;
    let reason = words::reason(reason)?;
    let starts_at = to_utc(to, scope.zone());
    let meeting = &mut begun.meeting;
    if starts_at == meeting.starts_at {
        return Err(Error::invalid("day", Message::new("meeting-same-time")));
    }
    if starts_at <= scope.now() {
        return Err(Error::invalid("day", Message::new("meeting-time-past")));
    }
    let calendar = calendar::load(conn, scope)?;
    let before = meeting.day(scope);
    let ahead = |on: chrono::NaiveDate| calendar.working_days_between(on, before);
    let lead = LeadDays {
        call: meeting.call_on.map_or(0, ahead),
        cutoff: meeting.cutoff_on.map_or(0, ahead),
        notice: meeting.notice_on.map_or(0, ahead),
    };
    let (call_on, cutoff_on, notice_on) = lead.days(to.date(), &calendar);
    // What is over stays as it was: a call that went out is not called again.
    meeting.call_on = meeting.call_on.map(|on| if meeting.called_at.is_some() { on } else { call_on });
    // A cut-off that was announced holds, unless the meeting now comes before it.
    meeting.cutoff_on = meeting.cutoff_on.map(|on| if meeting.state == State::Announced { on.min(to.date()) } else { cutoff_on });
    meeting.notice_on = meeting.notice_on.map(|on| if meeting.announced_at.is_some() { on } else { notice_on });
    let data =
        json!({ "from": meeting.starts_local(scope).format("%Y-%m-%d %H:%M").to_string(), "to": to.format("%Y-%m-%d %H:%M").to_string() });
    meeting.starts_at = starts_at;
    meeting.touch("starts_at");
    meeting.reason.clone_from(&reason);
    let announced = meeting.state == State::Announced;
    if announced {
        meeting.sequence += 1;
        meeting.changed_at = None;
    }
    finish(conn, scope, &mut begun, Action::Postpone, &reason, data)?;
    if announced {
        for person in &mut begun.people {
            if person.receipt != Receipt::None || person.reminded_at.is_some() {
                person.receipt = Receipt::None;
                person.answered_at = None;
                person.reminded_at = None;
                store::save_participant(conn, scope, person)?;
            }
        }
        mail::notice(conn, scope, &begun.meeting, &begun.people, mail::News::Postponed, &reason)?;
    }
    Ok(begun.meeting)
}

/// Cancels a meeting before its session. Whoever had notice gets a cancellation their calendar understands; a meeting of a series is
/// skipped, which its series remembers.
pub fn cancel(conn: &mut Conn, scope: &Scope, seen: &Seen, reason: &str) -> Result<Meeting> {
    let mut begun = begin(conn, scope, seen, Action::Cancel)?;
    let reason = words::reason(reason)?;
    let before = begun.meeting.state;
    begun.meeting.cancelled_at = Some(scope.now());
    begun.meeting.reason.clone_from(&reason);
    begun.meeting.sequence += 1;
    finish(conn, scope, &mut begun, Action::Cancel, &reason, json!({}))?;
    match before {
        State::Announced => mail::notice(conn, scope, &begun.meeting, &begun.people, mail::News::Cancelled, &reason)?,
        State::Collecting => mail::call_off(conn, scope, &begun.meeting, &begun.people, &reason)?,
        _ => {}
    }
    Ok(begun.meeting)
}
