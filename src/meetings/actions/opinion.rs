//! Written opinions of departments on an item, before the meeting or instead of one: asked, answered, the clock stopped and started
//! again, the question taken back, reminded of.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::item::SeenItem;
use crate::{
    calendar::{self, WorkCalendar},
    duties::words,
    meetings::{
        ITEM, mail,
        model::{Item, ItemKind, ItemState, Meeting, Opinion, OpinionAnswer, Participant, Role as Seat, may_see_item},
        queries::{self, Ground},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
    },
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// The longest term, in working days.
pub const OPINION_DAYS_MAX: i32 = 60;

/// An opinion as a person saw it when acting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenOpinion {
    pub item: SeenItem,
    pub id: i64,
    pub version: Option<i64>,
}

/// Departments that can be asked: those invited, but its proposer.
pub fn askable(people: &[Participant], item: &Item) -> Vec<i64> {
    let seated = people.iter().filter(|p| matches!(p.role, Seat::Attendee | Seat::Observer));
    seated.filter_map(|p| p.department_id).filter(|id| Some(*id) != item.department_id).collect()
}

/// Asks departments what they say to an item, within so many working days. Errors by field: `departments`, `days`.
pub fn ask(conn: &mut Conn, scope: &Scope, seen: &SeenItem, departments: &[i64], days: i32) -> Result<Item> {
    let (ground, mut item) = queries::agenda::item(conn, scope, &seen.number, seen.id)?;
    scope.require(&[Role::Secretariat])?;
    open_for(&ground.meeting, &item)?;
    if seen.version.is_some_and(|version| version != item.version) {
        return Err(Error::Conflict);
    }
    let mut errors = FieldErrors::default();
    if departments.is_empty() {
        errors.add("departments", Message::new("opinion-nobody-asked"));
    }
    let askable = askable(&ground.people, &item);
    if departments.iter().any(|id| !askable.contains(id)) {
        errors.add("departments", Message::new("opinion-not-invited"));
    }
    if !(1..=OPINION_DAYS_MAX).contains(&days) {
        errors.add("days", Message::new("opinion-days-range").number("max", f64::from(OPINION_DAYS_MAX)));
    }
    errors.finish(())?;
    let due_on = calendar::load(conn, scope)?.add_working_days(scope.today(), days);
    // Whoever is asked about a restricted item may read it.
    if item.restricted && departments.iter().any(|id| !item.concerned.contains(id)) {
        let own = item.department_id;
        item.concerned.extend(departments.iter().filter(|id| Some(**id) != own));
        store::save_item(conn, scope, &mut item)?;
    }
    let asked = put(conn, scope, &item, departments, days, due_on)?;
    if asked.is_empty() {
        return Err(Error::invalid("departments", Message::new("opinion-asked-already")));
    }
    let names = named(conn, scope, &asked)?;
    note(conn, scope, &item, "ask", "", json!({ "departments": names, "due": due_on.to_string() }))?;
    mail::opinions_asked(conn, scope, &ground.meeting, &item, &asked, due_on)?;
    Ok(item)
}

/// Of a written circulation: every department invited is asked about every item of the agenda it may see, until the meeting's day.
/// The notice itself is the mail.
pub(super) fn ask_everybody(conn: &mut Conn, scope: &Scope, meeting: &Meeting, people: &[Participant], items: &[Item]) -> Result<()> {
    let due_on = meeting.day(scope);
    let days = calendar::load(conn, scope)?.working_days_between(scope.today(), due_on);
    for item in items.iter().filter(|i| i.is_on_agenda() && i.kind == ItemKind::Ordinary) {
        let mut departments = askable(people, item);
        departments.retain(|id| !item.restricted || item.concerned.contains(id));
        let asked = put(conn, scope, item, &departments, days.max(0), due_on)?;
        if !asked.is_empty() {
            let names = named(conn, scope, &asked)?;
            note(conn, scope, item, "ask", "", json!({ "departments": names, "due": due_on.to_string() }))?;
        }
    }
    Ok(())
}

/// Puts the question to those who are not asked it already; whom it was taken back from is asked anew.
fn put(conn: &mut Conn, scope: &Scope, item: &Item, departments: &[i64], days: i32, due_on: NaiveDate) -> Result<Vec<i64>> {
    let there = store::opinions(conn, scope, &[item.id])?;
    let mut asked = Vec::new();
    for department_id in departments.iter().copied() {
        if asked.contains(&department_id) {
            continue;
        }
        let fresh = Opinion {
            id: new_id(),
            item_id: item.id,
            department_id,
            asked_at: scope.now(),
            days,
            due_on,
            answer: None,
            text: String::new(),
            answered_at: None,
            answered_by: String::new(),
            is_late: false,
            stopped_on: None,
            stop_reason: String::new(),
            reminded_at: None,
            withdrawn_at: None,
            version: 1,
        };
        match there.iter().find(|o| o.department_id == department_id) {
            None => store::insert_opinion(conn, scope, &fresh)?,
            Some(old) if old.withdrawn_at.is_some() => {
                let mut again = Opinion { id: old.id, version: old.version, ..fresh };
                store::save_opinion(conn, scope, &mut again)?;
            }
            Some(_) => continue,
        }
        asked.push(department_id);
    }
    Ok(asked)
}

/// Whether opinions on an item can still be asked and given.
pub fn open_for(meeting: &Meeting, item: &Item) -> Result<()> {
    if !matches!(item.state, ItemState::Proposed | ItemState::Accepted) {
        return Err(Error::Refused(Message::new("opinion-item-over").key("state", item.state.key())));
    }
    if !meeting.state.is_ahead() {
        return Err(Error::Refused(Message::new("opinion-meeting-over").key("state", meeting.state.key())));
    }
    Ok(())
}

struct Begun {
    ground: Ground,
    item: Item,
    opinion: Opinion,
}

fn begin(conn: &mut Conn, scope: &Scope, seen: &SeenOpinion) -> Result<Begun> {
    let (ground, item) = queries::agenda::item(conn, scope, &seen.item.number, seen.item.id)?;
    let opinion = store::opinion(conn, scope, item.id, seen.id)?;
    Ok(Begun { ground, item, opinion })
}

fn fresh(seen: &SeenOpinion, opinion: &Opinion) -> Result<()> {
    if seen.version.is_some_and(|version| version != opinion.version) { Err(Error::Conflict) } else { Ok(()) }
}

/// Refuses as [`answer`] does, and changes nothing: asked before files that come with an answer are read.
pub fn check_answer(conn: &mut Conn, scope: &Scope, seen: &SeenOpinion, answer: Option<OpinionAnswer>, text: &str) -> Result<()> {
    answered(conn, scope, seen, answer, text).map(drop)
}

/// Answers for a department; again as long as the meeting is ahead, the former answer stays in the timeline. Errors by field:
/// `answer`, `text`.
pub fn answer(conn: &mut Conn, scope: &Scope, seen: &SeenOpinion, answer: Option<OpinionAnswer>, text: &str) -> Result<Item> {
    let (item, mut opinion) = answered(conn, scope, seen, answer, text)?;
    store::save_opinion(conn, scope, &mut opinion)?;
    let name = named(conn, scope, &[opinion.department_id])?;
    let said = opinion.answer.map_or("", OpinionAnswer::as_str);
    note(conn, scope, &item, "opinion", &opinion.text, json!({ "department": name, "answer": said }))?;
    Ok(item)
}

/// The opinion as it becomes by an answer.
fn answered(conn: &mut Conn, scope: &Scope, seen: &SeenOpinion, answer: Option<OpinionAnswer>, text: &str) -> Result<(Item, Opinion)> {
    let Begun { ground, item, mut opinion } = begin(conn, scope, seen)?;
    if !scope.acts_for_department(opinion.department_id) {
        return Err(Error::forbidden("opinion-by-department"));
    }
    open_for(&ground.meeting, &item)?;
    if opinion.withdrawn_at.is_some() {
        return Err(Error::refused("opinion-is-withdrawn"));
    }
    fresh(seen, &opinion)?;
    let mut errors = FieldErrors::default();
    let text = words::optional(&mut errors, "text", text, words::TEXT_MAX);
    let Some(answer) = answer else {
        errors.add("answer", Message::new("opinion-choose"));
        return errors.finish((item, opinion));
    };
    if answer.needs_text() && text.is_empty() {
        errors.add("text", Message::new("opinion-text-missing").key("answer", answer.key()));
    }
    errors.finish(())?;
    opinion.is_late = opinion.stopped_on.is_none() && scope.today() > opinion.due_on;
    opinion.answer = Some(answer);
    opinion.text = text;
    opinion.answered_at = Some(scope.now());
    scope.actor_name().clone_into(&mut opinion.answered_by);
    Ok((item, opinion))
}

/// Stops the clock of an opinion that is waited for, with a reason.
pub fn stop_clock(conn: &mut Conn, scope: &Scope, seen: &SeenOpinion, reason: &str) -> Result<Item> {
    let Begun { ground, item, mut opinion } = by_office(conn, scope, seen)?;
    open_for(&ground.meeting, &item)?;
    if opinion.stopped_on.is_some() {
        return Err(Error::refused("opinion-stopped-already"));
    }
    fresh(seen, &opinion)?;
    let reason = words::reason(reason)?;
    opinion.stopped_on = Some(scope.today());
    opinion.stop_reason.clone_from(&reason);
    store::save_opinion(conn, scope, &mut opinion)?;
    let name = named(conn, scope, &[opinion.department_id])?;
    note(conn, scope, &item, "clock_stop", &reason, json!({ "department": name }))?;
    Ok(item)
}

/// Lets it run again, with a reason: the last day moves by the working days it stood.
pub fn start_clock(conn: &mut Conn, scope: &Scope, seen: &SeenOpinion, reason: &str) -> Result<Item> {
    let Begun { item, mut opinion, .. } = by_office(conn, scope, seen)?;
    let Some(stopped_on) = opinion.stopped_on else {
        return Err(Error::refused("opinion-not-stopped"));
    };
    fresh(seen, &opinion)?;
    let reason = words::reason(reason)?;
    opinion.due_on = after_standing(&*calendar::load(conn, scope)?, opinion.due_on, stopped_on, scope.today());
    opinion.stopped_on = None;
    opinion.stop_reason.clear();
    opinion.reminded_at = None;
    store::save_opinion(conn, scope, &mut opinion)?;
    let name = named(conn, scope, &[opinion.department_id])?;
    note(conn, scope, &item, "clock_start", &reason, json!({ "department": name, "due": opinion.due_on.to_string() }))?;
    Ok(item)
}

/// The last day of a term whose clock stood from one day to another.
fn after_standing(calendar: &WorkCalendar, due_on: NaiveDate, stopped_on: NaiveDate, today: NaiveDate) -> NaiveDate {
    calendar.add_working_days(due_on, calendar.working_days_between(stopped_on, today).max(0))
}

/// Takes a question back that nobody has answered yet.
pub fn unask(conn: &mut Conn, scope: &Scope, seen: &SeenOpinion, reason: &str) -> Result<Item> {
    let Begun { item, mut opinion, .. } = by_office(conn, scope, seen)?;
    fresh(seen, &opinion)?;
    let reason = words::reason(reason)?;
    opinion.withdrawn_at = Some(scope.now());
    store::save_opinion(conn, scope, &mut opinion)?;
    let name = named(conn, scope, &[opinion.department_id])?;
    note(conn, scope, &item, "unask", &reason, json!({ "department": name }))?;
    Ok(item)
}

/// Begins what the office does with an opinion that is waited for.
fn by_office(conn: &mut Conn, scope: &Scope, seen: &SeenOpinion) -> Result<Begun> {
    let begun = begin(conn, scope, seen)?;
    scope.require(&[Role::Secretariat])?;
    if !begun.opinion.is_waiting() {
        return Err(Error::refused("opinion-not-waiting"));
    }
    Ok(begun)
}

fn named(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<String> {
    let names = queries::agenda::names(conn, scope)?;
    let lang = scope.workspace_lang();
    let all: Vec<&str> = ids.iter().filter_map(|id| names.get(id)).map(|(short, _)| short.as_str()).collect();
    Ok(all.join(&crate::platform::i18n::t(lang, "part-comma")))
}

fn note(conn: &mut Conn, scope: &Scope, item: &Item, action: &'static str, text: &str, data: Value) -> Result<()> {
    timeline::record(conn, scope, Entry::new(Subject::new(ITEM, item.id), action).text(text).data(data))
}

/// The most opinions one visit reminds of; the rest have their turn at the next.
const REMINDED: i64 = 500;

/// Reminds departments of what they have not answered: once on the last working day before it is due or on the day itself, once the
/// working day after. One letter a person and meeting.
pub fn remind_of_opinions(conn: &mut Conn, scope: &Scope) -> Result<usize> {
    let calendar = calendar::load(conn, scope)?;
    let today = scope.today();
    if !calendar.is_working(today) {
        return Ok(0);
    }
    let day = |at| crate::platform::clock::local(at, scope.zone()).date();
    let until = calendar.add_working_days(today, 1);
    let mut due: Vec<Opinion> = store::waiting_opinions(conn, scope, until, REMINDED)?;
    due.retain(|o| {
        let told_on = o.reminded_at.map(day);
        // Who was asked today needs no reminder yet.
        if today > o.due_on { told_on.is_none_or(|on| on <= o.due_on) } else { told_on.is_none() && day(o.asked_at) < today }
    });
    let ids: Vec<i64> = due.iter().map(|o| o.item_id).collect();
    let items = store::items_by_ids(conn, scope, &ids)?;
    let meetings: Vec<i64> = items.iter().map(|i| i.meeting_id).collect();
    let mut done = 0;
    for meeting in store::meetings_by_ids(conn, scope, &meetings)? {
        let mut told: Vec<(Item, Opinion)> = Vec::new();
        for item in items.iter().filter(|i| i.meeting_id == meeting.id && open_for(&meeting, i).is_ok()) {
            told.extend(due.iter().filter(|o| o.item_id == item.id).map(|o| (item.clone(), o.clone())));
        }
        mail::opinions_due(conn, scope, &meeting, &told)?;
        for (_, mut opinion) in told {
            opinion.reminded_at = Some(scope.now());
            store::save_opinion(conn, scope, &mut opinion)?;
            done += 1;
        }
    }
    Ok(done)
}

/// Whether this person may answer this opinion now.
pub fn may_answer(scope: &Scope, ground: &Ground, item: &Item, opinion: &Opinion) -> bool {
    let own = scope.acts_for_department(opinion.department_id) && opinion.withdrawn_at.is_none();
    own && open_for(&ground.meeting, item).is_ok() && (item.state == ItemState::Proposed || may_see_item(scope, &ground.sight, item))
}
