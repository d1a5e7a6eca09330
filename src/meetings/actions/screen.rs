//! Screening by the office: accepted, returned, deferred to a later meeting, merged into another item.

use serde_json::json;

use super::{
    item::{BegunItem, SECTION_MAX, SeenItem, agenda_changed, begin_item, check_minutes, finish_item},
    opinion,
};
use crate::{
    attachments,
    duties::words,
    meetings::{
        ITEM, mail,
        model::{Item, ItemAction, ItemLine, ItemState, Meeting, State, may_see_item},
        queries::{self, Ground},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        i18n::t,
        id::new_id,
    },
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// How an accepted item stands on the agenda.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    pub section: String,
    pub minutes: i32,
    pub restricted: bool,
}

/// Puts a proposal on the agenda, at its end.
pub fn accept(conn: &mut Conn, scope: &Scope, seen: &SeenItem, placement: &Placement) -> Result<Item> {
    let begun = begin_item(conn, scope, seen, ItemAction::Accept)?;
    let mut errors = FieldErrors::default();
    check_minutes(&mut errors, "minutes", placement.minutes);
    let section = placement.section.split_whitespace().collect::<Vec<_>>().join(" ");
    let section = words::optional(&mut errors, "section", &section, SECTION_MAX);
    errors.finish(())?;
    accepted(conn, scope, begun, Placement { section, ..placement.clone() })
}

fn accepted(conn: &mut Conn, scope: &Scope, mut begun: BegunItem, placement: Placement) -> Result<Item> {
    if begun.item.lacks_consent() {
        return Err(Error::Refused(Message::new("item-lacks-consent").text("title", begun.item.title.clone())));
    }
    begun.item.position = store::next_position(conn, scope, begun.item.meeting_id)?;
    begun.item.decided_at = Some(scope.now());
    begun.item.section = placement.section;
    begun.item.minutes = placement.minutes;
    begun.item.restricted = placement.restricted;
    finish_item(conn, scope, &mut begun, ItemAction::Accept, "", json!({}))?;
    circulate(conn, scope, &begun.ground, &begun.item)?;
    mail::screened(conn, scope, &begun.ground, &begun.item, ItemAction::Accept, "")?;
    Ok(begun.item)
}

/// What comes onto a written circulation that is out already is asked of everybody as the rest was.
pub(super) fn circulate(conn: &mut Conn, scope: &Scope, ground: &Ground, item: &Item) -> Result<()> {
    if !(ground.meeting.is_written() && ground.meeting.state == State::Announced) {
        return Ok(());
    }
    opinion::ask_everybody(conn, scope, &ground.meeting, &ground.people, std::slice::from_ref(item))
}

/// Puts several proposals on the agenda as they are, all or none; late ones without consent are refused by name.
pub fn accept_many(conn: &mut Conn, scope: &Scope, number: &str, chosen: &[(i64, Option<i64>)]) -> Result<usize> {
    queries::ground(conn, scope, number)?;
    scope.require(&[Role::Secretariat])?;
    if chosen.is_empty() {
        return Err(Error::refused("items-none-chosen"));
    }
    for (id, version) in chosen {
        let seen = SeenItem { number: number.to_owned(), id: *id, version: *version };
        let begun = begin_item(conn, scope, &seen, ItemAction::Accept)?;
        let (minutes, restricted) = (begun.item.minutes, begun.item.restricted);
        let placement = Placement { section: begun.item.section.clone(), minutes, restricted };
        accepted(conn, scope, begun, placement)?;
    }
    Ok(chosen.len())
}

/// Gives an item back to its department, which changes it and hands it in again.
pub fn return_item(conn: &mut Conn, scope: &Scope, seen: &SeenItem, reason: &str) -> Result<Item> {
    let mut begun = begin_item(conn, scope, seen, ItemAction::Return)?;
    if begun.item.department_id.is_none() {
        return Err(Error::refused("item-of-office-not-returned"));
    }
    let reason = words::reason(reason)?;
    begun.item.reason.clone_from(&reason);
    begun.item.decided_at = Some(scope.now());
    begun.item.position = 0;
    begun.item.consent.clear();
    begun.item.consented_at = None;
    store::withdraw_waiting_opinions(conn, scope, begun.item.id)?;
    finish_item(conn, scope, &mut begun, ItemAction::Return, &reason, json!({}))?;
    mail::screened(conn, scope, &begun.ground, &begun.item, ItemAction::Return, &reason)?;
    Ok(begun.item)
}

/// Takes an item off the agenda of this meeting; it goes on as an item of a later one, in the state it had, with what was asked of
/// departments about it.
pub fn defer(conn: &mut Conn, scope: &Scope, seen: &SeenItem, to: &str, reason: &str) -> Result<Item> {
    let begun = begin_item(conn, scope, seen, ItemAction::Defer)?;
    let mut errors = FieldErrors::default();
    let reason = words::required(&mut errors, "reason", reason, words::REASON_MAX);
    let target = match target(conn, scope, &begun.ground.meeting, to) {
        Ok(meeting) => Some(meeting),
        Err(Error::Invalid(more)) => {
            errors.0.extend(more.0);
            None
        }
        Err(other) => return Err(other),
    };
    errors.finish(())?;
    let mut target = target.ok_or(Error::NotFound)?;
    let (begun, _) = moved(conn, scope, begun, &mut target, &reason)?;
    Ok(begun.item)
}

/// The later meeting an item goes on at; errors under `to`.
pub(super) fn target(conn: &mut Conn, scope: &Scope, from: &Meeting, number: &str) -> Result<Meeting> {
    let wrong = |key: &'static str| Err(Error::invalid("to", Message::new(key)));
    if number.trim().is_empty() {
        return wrong("field-required");
    }
    let meeting = match store::meeting(conn, scope, number.trim()) {
        Ok(meeting) => meeting,
        Err(Error::NotFound) => return wrong("item-defer-unknown"),
        Err(other) => return Err(other),
    };
    if meeting.id == from.id {
        return wrong("item-defer-same");
    }
    if !meeting.state.is_ahead() {
        let message = Message::new("item-defer-over").text("number", meeting.number.clone()).key("state", meeting.state.key());
        return Err(Error::invalid("to", message));
    }
    if meeting.starts_at <= from.starts_at {
        return wrong("item-defer-earlier");
    }
    Ok(meeting)
}

/// Moves one item to another meeting: the old one points to the new one, and back.
pub(super) fn moved(conn: &mut Conn, scope: &Scope, mut begun: BegunItem, target: &mut Meeting, reason: &str) -> Result<(BegunItem, Item)> {
    let old = &begun.item;
    let mut new = Item {
        goes_on_as_id: None,
        comes_from_id: Some(old.id),
        notes: String::new(),
        spent_seconds: 0,
        late_reason: String::new(),
        consented_at: None,
        created_at: scope.now(),
        version: 1,
        ..old.clone()
    };
    new.line = ItemLine {
        id: new_id(),
        meeting_id: target.id,
        position: 0,
        reason: String::new(),
        outcome: None,
        // It was handed in in time for where it goes on.
        is_late: false,
        consent: String::new(),
        ..new.line
    };
    if new.state == ItemState::Accepted {
        new.position = store::next_position(conn, scope, target.id)?;
    }
    store::insert_item(conn, scope, &new)?;
    store::copy_links(conn, scope, old.id, new.id)?;
    store::move_opinions(conn, scope, old.id, new.id)?;
    attachments::hand_over(conn, scope, Subject::new(ITEM, old.id), Subject::new(ITEM, new.id))?;
    let data = json!({ "meeting": begun.ground.meeting.number, "title": begun.ground.meeting.title });
    timeline::record(conn, scope, Entry::new(Subject::new(ITEM, new.id), "arrive").text(reason).data(data))?;
    if new.is_on_agenda() {
        agenda_changed(conn, scope, target)?;
    }
    begun.item.reason = reason.to_owned();
    begun.item.decided_at = Some(scope.now());
    begun.item.goes_on_as_id = Some(new.id);
    let data = json!({ "meeting": target.number, "title": target.title });
    finish_item(conn, scope, &mut begun, ItemAction::Defer, reason, data)?;
    let said = format!("{} {}\n{reason}", target.number, target.title);
    mail::screened(conn, scope, &begun.ground, &begun.item, ItemAction::Defer, &said)?;
    Ok((begun, new))
}

/// Makes an item part of another of the same meeting. It keeps its proposers and its text; whom it concerns the other concerns too.
pub fn merge(conn: &mut Conn, scope: &Scope, seen: &SeenItem, into: i64, reason: &str) -> Result<Item> {
    let mut begun = begin_item(conn, scope, seen, ItemAction::Merge)?;
    let mut errors = FieldErrors::default();
    let reason = words::optional(&mut errors, "reason", reason, words::REASON_MAX);
    let mut other = match store::item(conn, scope, begun.item.meeting_id, into) {
        Ok(other) if may_see_item(scope, &begun.ground.sight, &other) => other,
        Ok(_) | Err(Error::NotFound) => return Err(Error::invalid("into", Message::new("item-merge-unknown"))),
        Err(error) => return Err(error),
    };
    if other.id == begun.item.id {
        errors.add("into", Message::new("item-merge-self"));
    } else if !matches!(other.state, ItemState::Proposed | ItemState::Accepted) {
        errors.add("into", Message::new("item-merge-over").text("title", other.title.clone()).key("state", other.state.key()));
    } else if begun.item.restricted && !other.restricted {
        // The open one would tell of it.
        errors.add("into", Message::new("item-merge-restricted"));
    }
    errors.finish(())?;
    let concerned = begun.item.concerned.iter().chain(&begun.item.department_id).copied();
    let mut all: Vec<i64> = other.concerned.iter().copied().chain(concerned).filter(|id| Some(*id) != other.department_id).collect();
    all.sort_unstable();
    all.dedup();
    other.concerned = all;
    store::save_item(conn, scope, &mut other)?;
    // Others concerned with a restricted item need not be with this one.
    let title =
        if begun.item.restricted { t(scope.workspace_lang(), "meeting-item-restricted").into_owned() } else { begun.item.title.clone() };
    let data = json!({ "title": title });
    timeline::record(conn, scope, Entry::new(Subject::new(ITEM, other.id), "take_in").text(&reason).data(data))?;
    store::withdraw_waiting_opinions(conn, scope, begun.item.id)?;
    // Whoever reads the other one now has no way to this one's page.
    attachments::hand_over(conn, scope, Subject::new(ITEM, begun.item.id), Subject::new(ITEM, other.id))?;
    begun.item.merged_into_id = Some(other.id);
    begun.item.reason.clone_from(&reason);
    begun.item.position = 0;
    begun.item.decided_at = Some(scope.now());
    finish_item(conn, scope, &mut begun, ItemAction::Merge, &reason, json!({ "title": other.title }))?;
    // Of a restricted one its proposers are told by the page, as far as they see it.
    let name = if other.restricted { String::new() } else { format!("“{}”", other.title) };
    let said = [name, reason].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join("\n");
    mail::screened(conn, scope, &begun.ground, &begun.item, ItemAction::Merge, &said)?;
    Ok(begun.item)
}
