//! Series: made, changed, ended, and carried on a year ahead. Each day of a series is a planned meeting of its own, which can be
//! moved, changed or skipped and keeps its place by [`Meeting::occurrence_on`].

use std::collections::HashMap;

use chrono::{Duration, NaiveDate};
use serde_json::json;

use super::compose::{self, LINE_MAX, MINUTES_MAX, PEOPLE_MAX};
use crate::{
    calendar::{self, WorkCalendar},
    duties::words,
    meetings::{
        SERIES,
        model::{Kind, Meeting, Occurrence, Series, SeriesState, State, occurrences, parse_rule},
        store::{self, Which},
    },
    platform::{
        clock::to_utc,
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
    },
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// How far ahead meetings of a series are planned.
pub const AHEAD: Duration = Duration::days(366);
/// The longest lead time, in working days.
pub const LEAD_MAX: i32 = 120;

/// A new series and its meetings of the next twelve months; returns its id. `series.id`, `state` and `version` are not looked at.
pub fn create_series(conn: &mut Conn, scope: &Scope, series: &Series) -> Result<i64> {
    scope.require(&[Role::Secretariat])?;
    let mut series = checked(conn, scope, series)?;
    (series.id, series.state, series.version) = (new_id(), SeriesState::Active, 1);
    store::insert_series(conn, scope, &series, scope.now())?;
    record(conn, scope, series.id, "create", json!({}))?;
    let calendar = calendar::load(conn, scope)?;
    plan(conn, scope, &series, &calendar)?;
    Ok(series.id)
}

/// Changes a series and those of its planned meetings, as far as nobody touched them: meetings that were called, moved, skipped or
/// given items stay, and so does every single field changed by hand.
pub fn edit_series(conn: &mut Conn, scope: &Scope, id: i64, version: Option<i64>, wanted: &Series) -> Result<()> {
    scope.require(&[Role::Secretariat])?;
    let stored = active(conn, scope, id)?;
    if version.is_some_and(|v| v != stored.version) {
        return Err(Error::Conflict);
    }
    let mut series = checked(conn, scope, wanted)?;
    (series.id, series.state, series.version) = (id, stored.state, stored.version);
    store::save_series(conn, scope, &mut series)?;
    record(conn, scope, id, "edit", json!({}))?;
    let calendar = calendar::load(conn, scope)?;
    follow(conn, scope, &stored, &series, &calendar)?;
    plan(conn, scope, &series, &calendar)?;
    Ok(())
}

/// Ends a series: meetings nobody touched yet are taken away, all others stay.
pub fn end_series(conn: &mut Conn, scope: &Scope, id: i64, reason: &str) -> Result<()> {
    scope.require(&[Role::Secretariat])?;
    let mut series = active(conn, scope, id)?;
    let reason = words::reason(reason)?;
    series.state = SeriesState::Ended;
    store::save_series(conn, scope, &mut series)?;
    for meeting in planned(conn, scope, id)? {
        take_away(conn, scope, &meeting)?;
    }
    let entry = Entry::new(Subject::new(SERIES, id), "end").states(SeriesState::Active.as_str(), SeriesState::Ended.as_str());
    timeline::record(conn, scope, entry.text(&reason))
}

/// Plans what the rule gives within [`AHEAD`] and is not there yet; returns how many. For the program's own step and after changes.
pub fn plan(conn: &mut Conn, scope: &Scope, series: &Series, calendar: &WorkCalendar) -> Result<usize> {
    let today = scope.today();
    let found = occurrences(series, today, today + AHEAD, calendar)?;
    let there = days_there(conn, scope, series.id, today)?;
    let mut made = 0;
    for occurrence in found.iter().filter(|o| !there.contains_key(&o.on)) {
        let mut meeting = compose::new_meeting(conn, scope, &content(series, *occurrence, calendar))?;
        (meeting.series_id, meeting.occurrence_on) = (Some(series.id), Some(occurrence.on));
        store::insert_meeting(conn, scope, &meeting)?;
        let open = crate::duties::queries::open_departments(conn, scope)?;
        // A department closed meanwhile is not invited any more.
        let invited: Vec<i64> = series.departments.iter().copied().filter(|id| open.iter().any(|d| d.id == *id)).collect();
        compose::invite_departments(conn, scope, &meeting, &invited)?;
        compose::seat_chair(conn, scope, &meeting)?;
        made += 1;
    }
    Ok(made)
}

/// The stored meetings of a series from a day on, by the day of the rule.
fn days_there(conn: &mut Conn, scope: &Scope, series_id: i64, from: NaiveDate) -> Result<HashMap<NaiveDate, i64>> {
    let all = store::occurrences_from(conn, scope, series_id, from)?;
    Ok(all.into_iter().collect())
}

fn content(series: &Series, occurrence: Occurrence, calendar: &WorkCalendar) -> compose::Content {
    let (call, cutoff, notice) = series.lead.days(occurrence.held_on, calendar);
    compose::Content {
        kind: Kind::Regular,
        title: series.title.clone(),
        starts_at: occurrence.held_on.and_time(series.starts_at),
        minutes: series.minutes,
        place: series.place.clone(),
        note: String::new(),
        chair_id: series.chair_id,
        quorum: series.quorum,
        call_on: Some(call),
        cutoff_on: Some(cutoff),
        notice_on: Some(notice),
    }
}

/// Planned meetings of a series that lie ahead and were not called yet.
fn planned(conn: &mut Conn, scope: &Scope, series_id: i64) -> Result<Vec<Meeting>> {
    let which = Which { states: vec![State::Draft], series_id: Some(series_id), from: Some(scope.now()), ..Which::default() };
    store::meetings(conn, scope, &which, 500, 0)
}

/// Lets planned meetings follow a changed series.
fn follow(conn: &mut Conn, scope: &Scope, before: &Series, series: &Series, calendar: &WorkCalendar) -> Result<()> {
    let today = scope.today();
    let days: HashMap<NaiveDate, Occurrence> =
        occurrences(series, today, today + AHEAD, calendar)?.into_iter().map(|o| (o.on, o)).collect();
    for mut meeting in planned(conn, scope, series.id)? {
        let Some(occurrence) = meeting.occurrence_on.and_then(|on| days.get(&on)) else {
            take_away(conn, scope, &meeting)?;
            continue;
        };
        let own = |field: &str| meeting.touched.iter().any(|t| t == field);
        let new = content(series, *occurrence, calendar);
        let mut next = meeting.clone();
        if !own("title") {
            next.title = new.title;
        }
        if !own("starts_at") {
            next.starts_at = to_utc(new.starts_at, scope.zone());
            if !own("days") {
                (next.call_on, next.cutoff_on, next.notice_on) = (new.call_on, new.cutoff_on, new.notice_on);
            }
        }
        if !own("minutes") {
            next.minutes = new.minutes;
        }
        if !own("place") {
            next.place = new.place;
        }
        if !own("chair") {
            next.chair_id = new.chair_id;
        }
        if !own("quorum") {
            next.quorum = new.quorum;
        }
        if next != meeting {
            store::save_meeting(conn, scope, &mut next)?;
            compose::seat_chair(conn, scope, &next)?;
            compose_record(conn, scope, next.id)?;
        }
        meeting = next;
        if !meeting.touched.iter().any(|t| t == "people") && before.departments != series.departments {
            invite_anew(conn, scope, &meeting, before, series)?;
        }
    }
    Ok(())
}

fn compose_record(conn: &mut Conn, scope: &Scope, meeting_id: i64) -> Result<()> {
    super::record(conn, scope, meeting_id, "follow_series", "", json!({}))
}

/// Departments that left the series are no longer invited, new ones are.
fn invite_anew(conn: &mut Conn, scope: &Scope, meeting: &Meeting, before: &Series, series: &Series) -> Result<()> {
    for person in store::participants(conn, scope, meeting.id)? {
        let gone = person.department_id.is_some_and(|id| before.departments.contains(&id) && !series.departments.contains(&id));
        if gone {
            store::delete_participant(conn, scope, person.id)?;
        }
    }
    compose::invite_departments(conn, scope, meeting, &series.departments)
}

/// Removes a planned meeting nobody touched; one with items or changes made by hand stays.
fn take_away(conn: &mut Conn, scope: &Scope, meeting: &Meeting) -> Result<()> {
    if !meeting.touched.is_empty() || !store::items(conn, scope, meeting.id)?.is_empty() {
        return Ok(());
    }
    for person in store::participants(conn, scope, meeting.id)? {
        store::delete_participant(conn, scope, person.id)?;
    }
    store::delete_meeting(conn, scope, meeting.id)
}

fn active(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Series> {
    let series = store::series(conn, scope, id)?;
    match series.state {
        SeriesState::Active => Ok(series),
        SeriesState::Ended => Err(Error::refused("series-is-ended")),
    }
}

fn record(conn: &mut Conn, scope: &Scope, id: i64, action: &'static str, data: serde_json::Value) -> Result<()> {
    timeline::record(conn, scope, Entry::new(Subject::new(SERIES, id), action).data(data))
}

/// What was typed, cleaned and checked; errors by field: `title`, `rule`, `minutes`, `place`, `call_days`, `cutoff_days`,
/// `notice_days`, `quorum`, `chair`, `departments`.
fn checked(conn: &mut Conn, scope: &Scope, series: &Series) -> Result<Series> {
    let mut errors = FieldErrors::default();
    let mut own = series.clone();
    own.title = words::line(&mut errors, "title", &series.title, words::TITLE_MAX);
    own.place = words::optional(&mut errors, "place", &series.place, LINE_MAX);
    own.rrule = series.rrule.trim().trim_start_matches("RRULE:").to_ascii_uppercase();
    if let Err(message) = parse_rule(&own.rrule, series.starts_on) {
        errors.add("rule", message);
    }
    if series.minutes < 1 || series.minutes > MINUTES_MAX {
        errors.add("minutes", Message::new("meeting-minutes-range").number("max", f64::from(MINUTES_MAX)));
    }
    let lead = series.lead;
    for (field, days) in [("call_days", lead.call), ("cutoff_days", lead.cutoff), ("notice_days", lead.notice)] {
        if !(0..=LEAD_MAX).contains(&days) {
            errors.add(field, Message::new("series-days-range").number("max", f64::from(LEAD_MAX)));
        }
    }
    if lead.cutoff > lead.call {
        errors.add("cutoff_days", Message::new("meeting-cutoff-before-call"));
    }
    let most = i32::try_from(PEOPLE_MAX).unwrap_or(i32::MAX);
    if !(0..=most).contains(&series.quorum) {
        errors.add("quorum", Message::new("meeting-quorum-range").number("max", f64::from(most)));
    }
    if let Some(chair) = series.chair_id
        && store::members_by_ids(conn, scope, &[chair])?.is_empty()
    {
        errors.add("chair", Message::new("field-person-unknown"));
    }
    errors.finish(())?;
    compose::check_departments(conn, scope, &own.departments)?;
    Ok(own)
}

/// A meeting of a series is called by the program on its day, so that nobody forgets to; see [`super::call`] for doing it by hand.
pub fn call_due(conn: &mut Conn, scope: &Scope) -> Result<usize> {
    let mut called = 0;
    for meeting in store::to_be_called(conn, scope, scope.today())? {
        let people = store::participants(conn, scope, meeting.id)?;
        if people.iter().any(|p| p.department_id.is_some()) {
            super::lifecycle::call_loaded(conn, scope, meeting, people)?;
            called += 1;
        }
    }
    Ok(called)
}

/// Plans every series that goes on; returns how many meetings are new.
pub fn plan_all(conn: &mut Conn, scope: &Scope) -> Result<usize> {
    let calendar = calendar::load(conn, scope)?;
    let mut made = 0;
    for series in store::all_series(conn, scope)?.iter().filter(|s| s.state == SeriesState::Active) {
        made += plan(conn, scope, series, &calendar)?;
    }
    Ok(made)
}
