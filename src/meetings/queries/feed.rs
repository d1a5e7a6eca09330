//! A person's calendar: the meetings they come to and the deadlines of what they act for or lead.

use chrono::{Duration, NaiveDateTime};

use crate::{
    calendar,
    duties::{
        self,
        queries::{Asked, Filter, Marks, Order, Tab, Whose},
    },
    meetings::{
        CALENDAR_LINK, mail,
        model::{Meeting, Sight, State},
        queries::{READERS, invited},
        store::{self, Which},
    },
    platform::{
        db::Conn,
        error::{Error, Result},
        i18n::{format, t},
        ics::{Calendar, Event, Method, Status, When},
    },
    tenancy::{self, Role, Scope},
};

/// The most of each kind; a calendar that held more would show nothing any more.
const MOST: i64 = 300;
const BACK_DAYS: i64 = 92;
const AHEAD_DAYS: i64 = 400;

/// How often a subscriber is asked to come by.
const REFRESH_MINUTES: u32 = 60;

/// The calendar of the scope's person, the same text as long as nothing in it changed. `absolute` makes a path of ours an address.
///
/// Agenda items are not in it, so that none can be that is not for everybody.
pub fn feed(conn: &mut Conn, scope: &Scope, absolute: impl Fn(&str) -> String) -> Result<Calendar> {
    scope.require(&READERS)?;
    let mut events: Vec<Event> = Vec::new();
    for meeting in meetings(conn, scope)? {
        let href = Some(absolute(&format!("{}/meetings/{}", scope.base(), meeting.number)));
        let status = match meeting.state {
            State::Cancelled => Status::Cancelled,
            State::Draft | State::Collecting => Status::Tentative,
            _ => Status::Confirmed,
        };
        events.push(Event { href, status, stamp: changed(&meeting), ..mail::event(scope, &meeting) });
    }
    for row in deadlines(conn, scope)? {
        let Some(day) = row.due_on() else { continue };
        let args = [("title", row.title.as_str().into()), ("number", row.number.as_str().into())];
        events.push(Event {
            uid: format!("duty-{}@lianxi", row.id),
            sequence: 0,
            stamp: [row.assigned_at, row.reported_at, row.returned_at, row.submitted_at].into_iter().flatten().max().unwrap_or_default(),
            when: When::Days { first: day, last: day },
            summary: format(scope.lang(), "feed-deadline", &args),
            location: None,
            description: None,
            href: Some(absolute(&format!("{}/duties/{}", scope.base(), row.number))),
            status: Status::Confirmed,
            busy: false,
            organizer: None,
            attendees: Vec::new(),
            alarm: None,
        });
    }
    let name = format!("{} · {}", scope.workspace_name(), t(scope.lang(), "feed-name"));
    Ok(Calendar { method: Method::Publish, name: Some(name), refresh_minutes: Some(REFRESH_MINUTES), events })
}

/// When anything of it changed last that a calendar shows.
fn changed(meeting: &Meeting) -> NaiveDateTime {
    let steps = [meeting.called_at, meeting.announced_at, meeting.opened_at, meeting.adjourned_at, meeting.issued_at, meeting.cancelled_at];
    steps.into_iter().flatten().max().unwrap_or(meeting.created_at)
}

/// Those the person comes to: all of them for the office, which holds them. Of planned ones only those that items are collected for.
fn meetings(conn: &mut Conn, scope: &Scope) -> Result<Vec<Meeting>> {
    let now = scope.now();
    let states = State::ALL.iter().copied().filter(|s| *s != State::Draft).collect();
    let (from, to) = (Some(now - Duration::days(BACK_DAYS)), Some(now + Duration::days(AHEAD_DAYS)));
    // An auditor reads every meeting without coming to any.
    let all = scope.has(Role::Secretariat);
    let own = (scope.acts_for().chain(scope.leads()).collect(), scope.membership_id());
    let invited = if all { None } else { invited(scope).or(Some(own)) };
    let mut found = store::meetings(conn, scope, &Which { states, from, to, invited, ..Which::default() }, MOST, 0)?;
    // One that was cancelled before anybody heard of it is nobody's business.
    found.retain(|m| m.state != State::Cancelled || m.called_at.is_some());
    if let (false, Some(own)) = (all, scope.membership_id()) {
        for meeting in store::chaired(conn, scope, own, now - Duration::days(BACK_DAYS), MOST)? {
            if Sight::of(scope, &meeting, &[]).is_some() && !found.iter().any(|m| m.id == meeting.id) && meeting.state != State::Draft {
                found.push(meeting);
            }
        }
        found.sort_by_key(|m| (m.starts_at, m.id));
    }
    Ok(found)
}

/// Open duties with a date, of the departments the person acts for or is in charge of.
fn deadlines(conn: &mut Conn, scope: &Scope) -> Result<Vec<duties::queries::Row>> {
    let departments: Vec<i64> = scope.acts_for().chain(scope.leads()).collect();
    if departments.is_empty() {
        return Ok(Vec::new());
    }
    let calendar = calendar::load(conn, scope)?;
    let today = scope.today();
    let filter = Filter {
        whose: Whose::Departments(departments),
        from: Some(today - Duration::days(BACK_DAYS)),
        until: Some(today + Duration::days(AHEAD_DAYS)),
        ..Filter::default()
    };
    let mut found: Vec<duties::queries::Row> = Vec::new();
    for tab in [Tab::Waiting, Tab::Active, Tab::Review] {
        let asked = Asked { tab, filter: filter.clone(), order: Order::Due, descending: false, offset: 0, limit: MOST };
        found.extend(duties::queries::rows(conn, scope, Marks::of(scope, &calendar), &asked)?.0);
    }
    found.sort_by_key(|row| (row.due_on(), row.id));
    found.dedup_by_key(|row| row.id);
    found.truncate(usize::try_from(MOST).unwrap_or(0));
    Ok(found)
}

/// Since when the person's calendar has an address.
pub fn feed_since(conn: &mut Conn, scope: &Scope) -> Result<Option<NaiveDateTime>> {
    scope.require(&READERS)?;
    let person = scope.person_id().ok_or(Error::NotFound)?;
    tenancy::link_since(conn, scope, person, CALENDAR_LINK)
}
