//! The session: opened, its items taken up one after another, adjourned.

use serde_json::json;

use super::{Begun, Seen, begin, finish, item::BegunItem, record, screen};
use crate::{
    duties::{self, words},
    meetings::{
        ITEM,
        model::{Action, Asked, By, Item, ItemAction, ItemKind, ItemLine, ItemState, Meeting, Outcome, State},
        queries::{Ground, Papers},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, FieldError, FieldErrors, Message, Result},
        i18n::t,
        id::new_id,
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// As [`begin`], with the meeting held until the end of the transaction and the running number of this change.
pub(super) fn begin_live(conn: &mut Conn, scope: &Scope, seen: &Seen, action: Action) -> Result<(Begun, i64)> {
    scope.require(&crate::meetings::queries::READERS)?;
    let meeting_id = store::meeting(conn, scope, &seen.number)?.id;
    let seq = store::next_seq(conn, scope, meeting_id)?;
    Ok((begin(conn, scope, seen, action)?, seq))
}

/// Opens the session.
pub fn open(conn: &mut Conn, scope: &Scope, seen: &Seen) -> Result<Meeting> {
    let (mut begun, seq) = begin_live(conn, scope, seen, Action::Open)?;
    begun.meeting.opened_at = Some(scope.now());
    finish(conn, scope, &mut begun, Action::Open, "", json!({}))?;
    store::mark_saved(conn, scope, begun.meeting.id, (begun.meeting.id, "state"), seq, "")?;
    Ok(begun.meeting)
}

/// Takes up an item, or none; the time of the one before is added to what was spent on it.
pub fn take_up(conn: &mut Conn, scope: &Scope, seen: &Seen, item_id: Option<i64>) -> Result<Meeting> {
    let (mut begun, seq) = begin_live(conn, scope, seen, Action::Record)?;
    require_in_session(&begun)?;
    if begun.meeting.current_item_id == item_id {
        return Ok(begun.meeting);
    }
    stop_clock(conn, scope, &mut begun.meeting)?;
    if let Some(id) = item_id {
        let item = agenda_item(conn, scope, &begun.meeting, id)?;
        begun.meeting.current_item_id = Some(item.id);
        begun.meeting.current_since = Some(scope.now());
    }
    store::save_meeting(conn, scope, &mut begun.meeting)?;
    store::mark_saved(conn, scope, begun.meeting.id, (begun.meeting.id, "current"), seq, "")?;
    Ok(begun.meeting)
}

fn require_in_session(begun: &Begun) -> Result<()> {
    if begun.meeting.state == State::InSession { Ok(()) } else { Err(Error::refused("session-not-open")) }
}

/// An item that stands on this meeting's agenda.
pub(super) fn agenda_item(conn: &mut Conn, scope: &Scope, meeting: &Meeting, id: i64) -> Result<Item> {
    let item = store::item(conn, scope, meeting.id, id)?;
    if item.is_on_agenda() { Ok(item) } else { Err(Error::NotFound) }
}

fn stop_clock(conn: &mut Conn, scope: &Scope, meeting: &mut Meeting) -> Result<()> {
    if let (Some(id), Some(since)) = (meeting.current_item_id.take(), meeting.current_since.take()) {
        let mut item = store::item(conn, scope, meeting.id, id)?;
        item.spent_seconds += (scope.now() - since).num_seconds().max(0);
        store::save_item(conn, scope, &mut item)?;
    }
    Ok(())
}

/// An item nobody had put on the agenda.
#[derive(Clone, Debug, PartialEq)]
pub struct FromFloor {
    pub title: String,
    pub asked: Asked,
    pub minutes: i32,
    /// Who brings it; none: the office.
    pub department_id: Option<i64>,
    pub reason: String,
    /// Whether the chair agrees; who records says so.
    pub consent: bool,
}

/// Puts an item on the agenda during the session, last, with the chair's consent.
pub fn item_from_floor(conn: &mut Conn, scope: &Scope, seen: &Seen, new: &FromFloor) -> Result<Item> {
    let (begun, seq) = begin_live(conn, scope, seen, Action::Record)?;
    require_in_session(&begun)?;
    let mut errors = FieldErrors::default();
    let title = words::line(&mut errors, "title", &new.title, words::TITLE_MAX);
    let reason = words::optional(&mut errors, "reason", &new.reason, words::REASON_MAX);
    if !(1..=super::MINUTES_MAX).contains(&new.minutes) {
        errors.add("minutes", Message::new("meeting-minutes-range").number("max", f64::from(super::MINUTES_MAX)));
    }
    if !new.consent && !begun.sight.by.contains(&By::Chair) {
        errors.add("consent", Message::new("session-consent-needed"));
    }
    let open = duties::queries::open_departments(conn, scope)?;
    if new.department_id.is_some_and(|id| !open.iter().any(|d| d.id == id)) {
        errors.add("department", Message::new("field-department-unknown"));
    }
    errors.finish(())?;
    let last = store::items(conn, scope, begun.meeting.id)?.iter().map(|i| i.position).max().unwrap_or(0);
    let consent = chair_name(conn, scope, &begun)?;
    let item = floor_item(scope, &begun.meeting, new, (title, reason, consent), last + 1);
    store::insert_item(conn, scope, &item)?;
    let entry = Entry::new(Subject::new(ITEM, item.id), "floor").text(&item.late_reason).data(json!({ "consent": item.consent }));
    timeline::record(conn, scope, entry.states("", item.state.as_str()))?;
    record(conn, scope, begun.meeting.id, "floor", &item.late_reason, json!({ "title": item.title, "consent": item.consent }))?;
    store::mark_saved(conn, scope, begun.meeting.id, (item.id, "agenda"), seq, "")?;
    Ok(item)
}

fn floor_item(
    scope: &Scope,
    meeting: &Meeting,
    new: &FromFloor,
    (title, reason, consent): (String, String, String),
    position: i64,
) -> Item {
    let (now, own) = (Some(scope.now()), scope.membership_id());
    let mut item = Item {
        proposed_by_id: own,
        proposed_by: scope.actor_name().to_owned(),
        late_reason: reason,
        consented_at: now,
        submitted_at: now,
        decided_at: now,
        ..Item::new(new_id(), meeting.id, new.asked, scope.now())
    };
    item.line = ItemLine {
        state: ItemState::Accepted,
        department_id: new.department_id,
        title,
        minutes: new.minutes,
        position,
        is_late: true,
        consent,
        concerned: new.department_id.into_iter().collect(),
        ..item.line
    };
    item
}

/// The chair as named, for what was consented to or said by them; else whoever writes it down.
pub(super) fn chair_name(conn: &mut Conn, scope: &Scope, begun: &Begun) -> Result<String> {
    let chair: Vec<i64> = begun.meeting.chair_id.into_iter().collect();
    let named = begun.people.iter().find(|p| p.role == crate::meetings::model::Role::Chair).map(|p| p.who().to_owned());
    let member = store::members_by_ids(conn, scope, &chair)?.pop().map(|m| m.name);
    Ok(named.filter(|n| !n.is_empty()).or(member).unwrap_or_else(|| scope.actor_name().to_owned()))
}

/// What is to become of an item that was not reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotReached {
    /// It goes on in another meeting, by its number.
    CarryTo(String),
    /// 暂缓.
    Shelve,
    /// It was settled all the same: what a written circulation came to.
    Settled(Outcome),
    /// It stays as it is, to be dealt with when the minutes are written.
    Leave,
}

/// Ends the session (or a written circulation): items with an outcome are concluded, and every other goes where `rest` says.
pub fn adjourn(conn: &mut Conn, scope: &Scope, seen: &Seen, rest: &[(i64, NotReached)]) -> Result<Meeting> {
    let (mut begun, seq) = begin_live(conn, scope, seen, Action::Adjourn)?;
    stop_clock(conn, scope, &mut begun.meeting)?;
    let items: Vec<Item> = store::items(conn, scope, begun.meeting.id)?.into_iter().filter(|i| i.is_on_agenda()).collect();
    let mut errors = FieldErrors::default();
    let mut carried = Vec::new();
    for mut item in items.into_iter().filter(|i| i.state == ItemState::Accepted) {
        let said = rest.iter().find(|(id, _)| *id == item.id).map(|(_, what)| what);
        match (item.outcome, said) {
            (None, Some(NotReached::CarryTo(number))) => carried.push((item, number.clone())),
            (None, Some(NotReached::Leave)) => {}
            (None, None) if item.kind == ItemKind::FollowUp || begun.meeting.is_written() => {}
            (None, None) => errors.add(format!("item-{}", item.id), Message::new("session-not-reached-what")),
            (outcome, said) => {
                let said = if let Some(NotReached::Settled(outcome)) = said { *outcome } else { Outcome::Shelved };
                item.outcome = outcome.or(Some(said));
                conclude(conn, scope, item)?;
            }
        }
    }
    errors.finish(())?;
    begun.meeting.adjourned_at = Some(scope.now());
    let number = carried.len();
    finish(conn, scope, &mut begun, Action::Adjourn, "", json!({ "carried": number }))?;
    for (item, to) in carried {
        carry(conn, scope, &begun, item, &to)?;
    }
    store::mark_saved(conn, scope, begun.meeting.id, (begun.meeting.id, "state"), seq, "")?;
    Ok(begun.meeting)
}

/// Concludes what got its outcome after the session, as the minutes leave the desk.
///
/// # Errors
/// `Refused` while an item has none: it would be settled nowhere.
pub(super) fn settle(conn: &mut Conn, scope: &Scope, papers: &Papers) -> Result<()> {
    no_open_items(papers)?;
    let recorded = |i: &&Item| i.state == ItemState::Accepted && i.outcome.is_some();
    papers.items.iter().filter(recorded).try_for_each(|item| conclude(conn, scope, item.clone()))
}

/// Refuses while something on the agenda neither has an outcome nor goes on elsewhere.
pub(super) fn no_open_items(papers: &Papers) -> Result<()> {
    let open = papers.items.iter().filter(|i| i.kind == ItemKind::Ordinary && i.state == ItemState::Accepted && i.outcome.is_none());
    match open.count() {
        0 => Ok(()),
        n => Err(Error::Refused(Message::new("minutes-items-open").number("n", n as f64))),
    }
}

fn conclude(conn: &mut Conn, scope: &Scope, mut item: Item) -> Result<()> {
    let from = item.state;
    item.state = from.after(ItemAction::Conclude)?;
    item.decided_at = Some(scope.now());
    store::save_item(conn, scope, &mut item)?;
    let outcome = item.outcome.map(Outcome::as_str).unwrap_or_default();
    let entry = Entry::new(Subject::new(ITEM, item.id), "conclude").data(json!({ "outcome": outcome }));
    timeline::record(conn, scope, entry.states(from.as_str(), item.state.as_str()))
}

/// Carries an item that was not reached over to a later meeting.
fn carry(conn: &mut Conn, scope: &Scope, begun: &Begun, item: Item, to: &str) -> Result<()> {
    let field = format!("item-{}", item.id);
    let mut target = match screen::target(conn, scope, &begun.meeting, to) {
        Err(Error::Invalid(errors)) => {
            let named = errors.0.into_iter().map(|e| FieldError { field: field.clone(), ..e });
            return Err(Error::Invalid(FieldErrors(named.collect())));
        }
        found => found?,
    };
    let ground = Ground { meeting: begun.meeting.clone(), people: begun.people.clone(), sight: begun.sight.clone() };
    let to = item.state.after(ItemAction::Defer)?;
    let reason = t(scope.workspace_lang(), "session-not-reached");
    screen::moved(conn, scope, BegunItem { ground, item, to }, &mut target, &reason)?;
    Ok(())
}
