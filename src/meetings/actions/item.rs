//! Proposing agenda items: written, changed, submitted, withdrawn, and the chair's consent to a late one.

use serde_json::{Value, json};

use super::{compose::check_departments, screen};
use crate::{
    duties::words,
    meetings::{
        ITEM, mail,
        model::{Asked, By, Item, ItemAction, ItemState, Meeting, State, permit_item, permit_proposal},
        queries::{self, Ground},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        i18n::t,
        id::new_id,
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// The longest one item is planned for, in minutes.
pub const ITEM_MINUTES_MAX: i32 = 600;
/// The longest heading of a section of the agenda.
pub const SECTION_MAX: usize = 60;

/// An item as a person saw it when acting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenItem {
    /// The meeting's.
    pub number: String,
    pub id: i64,
    /// None: whatever it has become meanwhile.
    pub version: Option<i64>,
}

impl SeenItem {
    pub fn any(number: impl Into<String>, id: i64) -> Self {
        Self { number: number.into(), id, version: None }
    }
}

/// An item as typed.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemContent {
    /// Who proposes; none for the office.
    pub department_id: Option<i64>,
    pub title: String,
    pub asked: Asked,
    pub background: String,
    pub proposed_decision: String,
    pub concerned: Vec<i64>,
    pub minutes: i32,
    pub section: String,
    pub restricted: bool,
    /// Why it comes after the cut-off; needed then.
    pub late_reason: String,
}

/// An item about to be changed, with its meeting.
pub struct BegunItem {
    pub ground: Ground,
    pub item: Item,
    /// Where the action leads.
    pub to: ItemState,
}

/// Loads the item, asks whether this person sees it and may do this now, and whether it is still what they saw.
pub fn begin_item(conn: &mut Conn, scope: &Scope, seen: &SeenItem, action: ItemAction) -> Result<BegunItem> {
    let (ground, item) = queries::agenda::item(conn, scope, &seen.number, seen.id)?;
    let to = permit_item(scope, &ground.sight, &ground.meeting, &item, action)?;
    if seen.version.is_some_and(|version| version != item.version) {
        return Err(Error::Conflict);
    }
    Ok(BegunItem { ground, item, to })
}

/// Saves the item in its new state and writes what happened into its timeline; a change of the agenda of an announced meeting is
/// marked, for the office to tell people of.
pub fn finish_item(conn: &mut Conn, scope: &Scope, begun: &mut BegunItem, action: ItemAction, text: &str, data: Value) -> Result<()> {
    let was_on_agenda = begun.item.is_on_agenda();
    let from = std::mem::replace(&mut begun.item.state, begun.to);
    store::save_item(conn, scope, &mut begun.item)?;
    if was_on_agenda || begun.item.is_on_agenda() {
        agenda_changed(conn, scope, &mut begun.ground.meeting)?;
    }
    let mut entry = Entry::new(Subject::new(ITEM, begun.item.id), action.as_str()).text(text).data(data);
    if from != begun.to {
        entry = entry.states(from.as_str(), begun.to.as_str());
    }
    timeline::record(conn, scope, entry)
}

/// Marks an announced meeting as changed, once, without a mail: the office tells people when its sitting is over.
pub(super) fn agenda_changed(conn: &mut Conn, scope: &Scope, meeting: &mut Meeting) -> Result<()> {
    if meeting.state == State::Announced && meeting.changed_at.is_none() {
        meeting.changed_at = Some(scope.now());
        store::save_meeting(conn, scope, meeting)?;
    }
    Ok(())
}

/// A new item of one of the meeting's departments, or of the office; `submit`: handed in at once. What the office hands in itself
/// needs no screening and stands on the agenda.
pub fn propose(conn: &mut Conn, scope: &Scope, number: &str, content: &ItemContent, submit: bool) -> Result<Item> {
    let mut ground = queries::ground(conn, scope, number)?;
    permit_proposal(&ground.sight, &ground.meeting)?;
    let content = checked(conn, scope, content, &[])?;
    match content.department_id {
        None if !ground.sight.is_office() => return Err(Error::invalid("department", Message::new("field-required"))),
        Some(id) if !ground.sight.departments.contains(&id) => {
            return Err(Error::invalid("department", Message::new("item-department-not-yours")));
        }
        _ => {}
    }
    let mut item = Item {
        proposed_by_id: scope.membership_id(),
        proposed_by: scope.actor_name().to_owned(),
        ..Item::new(new_id(), ground.meeting.id, content.asked, scope.now())
    };
    item.department_id = content.department_id;
    fill(&mut item, content);
    if submit {
        hand_in(conn, scope, &ground.meeting, &mut item)?;
    }
    store::insert_item(conn, scope, &item)?;
    let action = if submit { "submit" } else { "create" };
    let entry = Entry::new(Subject::new(ITEM, item.id), action);
    let entry = if submit { entry.states(ItemState::Draft.as_str(), item.state.as_str()) } else { entry };
    timeline::record(conn, scope, entry.text(&item.late_reason))?;
    if item.is_on_agenda() {
        agenda_changed(conn, scope, &mut ground.meeting)?;
        screen::circulate(conn, scope, &ground, &item)?;
    }
    if submit {
        mail::submitted(conn, scope, &ground, &item)?;
    }
    Ok(item)
}

/// Changes what an item says: its department until it is screened, the office once it was handed in.
pub fn edit_item(conn: &mut Conn, scope: &Scope, seen: &SeenItem, content: &ItemContent, submit: bool) -> Result<Item> {
    let mut begun = begin_item(conn, scope, seen, ItemAction::Edit)?;
    let content = checked(conn, scope, content, &begun.item.concerned)?;
    let before = begun.item.clone();
    fill(&mut begun.item, content);
    // What the chair consented to was another text.
    if before.is_own(scope)
        && before.is_late
        && (before.title != begun.item.title || before.proposed_decision != begun.item.proposed_decision)
    {
        begun.item.consent.clear();
        begun.item.consented_at = None;
    }
    let fields = changed_fields(&before, &begun.item);
    if !fields.is_empty() {
        finish_item(conn, scope, &mut begun, ItemAction::Edit, "", json!({ "fields": fields }))?;
    }
    if submit {
        permit_item(scope, &begun.ground.sight, &begun.ground.meeting, &begun.item, ItemAction::Submit)?;
        return submitted(conn, scope, begun);
    }
    Ok(begun.item)
}

fn changed_fields(before: &Item, after: &Item) -> Vec<&'static str> {
    let pairs = [
        ("title", before.title != after.title),
        ("asked", before.asked != after.asked),
        ("background", before.background != after.background),
        ("proposed_decision", before.proposed_decision != after.proposed_decision),
        ("concerned", before.concerned != after.concerned),
        ("minutes", before.minutes != after.minutes),
        ("section", before.section != after.section),
        ("restricted", before.restricted != after.restricted),
        ("late_reason", before.late_reason != after.late_reason),
    ];
    pairs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

fn submitted(conn: &mut Conn, scope: &Scope, mut begun: BegunItem) -> Result<Item> {
    let from = begun.item.state;
    hand_in(conn, scope, &begun.ground.meeting, &mut begun.item)?;
    begun.to = begun.item.state;
    begun.item.state = from;
    let text = begun.item.late_reason.clone();
    finish_item(conn, scope, &mut begun, ItemAction::Submit, &text, json!({}))?;
    mail::submitted(conn, scope, &begun.ground, &begun.item)?;
    Ok(begun.item)
}

/// Puts an item into the state it has when handed in now. After the cut-off, and once notice was given, a department's item is late.
fn hand_in(conn: &mut Conn, scope: &Scope, meeting: &Meeting, item: &mut Item) -> Result<()> {
    item.submitted_at = Some(scope.now());
    item.reason.clear();
    if item.department_id.is_none() {
        item.state = ItemState::Accepted;
        item.decided_at = Some(scope.now());
        item.position = store::next_position(conn, scope, meeting.id)?;
        return Ok(());
    }
    let mut errors = FieldErrors::default();
    if item.background.is_empty() {
        errors.add("background", Message::new("item-background-missing"));
    }
    item.is_late = meeting.is_past_cutoff(scope.today()) || meeting.state == State::Announced;
    if item.is_late && item.late_reason.is_empty() {
        errors.add("late_reason", Message::new("item-late-reason-missing"));
    }
    item.state = ItemState::Proposed;
    errors.finish(())
}

/// Takes an item back before it is screened.
pub fn withdraw(conn: &mut Conn, scope: &Scope, seen: &SeenItem, reason: &str) -> Result<Item> {
    let mut begun = begin_item(conn, scope, seen, ItemAction::Withdraw)?;
    let mut errors = FieldErrors::default();
    let reason = words::optional(&mut errors, "reason", reason, words::REASON_MAX);
    errors.finish(())?;
    begun.item.reason.clone_from(&reason);
    begun.item.decided_at = Some(scope.now());
    finish_item(conn, scope, &mut begun, ItemAction::Withdraw, &reason, json!({}))?;
    Ok(begun.item)
}

/// The chair's consent to a late item: the chair's own word, or, written down by the office, what was said.
pub fn consent(conn: &mut Conn, scope: &Scope, seen: &SeenItem, said: &str) -> Result<Item> {
    let mut begun = begin_item(conn, scope, seen, ItemAction::Consent)?;
    if !begun.item.lacks_consent() {
        return Err(Error::refused("item-needs-no-consent"));
    }
    let mut errors = FieldErrors::default();
    let is_chair = begun.ground.sight.by.contains(&By::Chair);
    let mut said = match is_chair {
        true => words::optional(&mut errors, "said", said, words::REASON_MAX),
        false => words::required(&mut errors, "said", said, words::REASON_MAX),
    };
    errors.finish(())?;
    if said.is_empty() {
        said = t(scope.workspace_lang(), "item-consent-given").into_owned();
    }
    begun.item.consent.clone_from(&said);
    begun.item.consented_at = Some(scope.now());
    let action = if is_chair { "chair" } else { "office" };
    finish_item(conn, scope, &mut begun, ItemAction::Consent, &said, json!({ "by": action }))?;
    Ok(begun.item)
}

fn fill(item: &mut Item, content: ItemContent) {
    item.title = content.title;
    item.asked = content.asked;
    item.background = content.background;
    item.proposed_decision = content.proposed_decision;
    item.concerned = content.concerned;
    item.minutes = content.minutes;
    item.section = content.section;
    item.restricted = content.restricted;
    item.late_reason = content.late_reason;
}

/// What was typed, cleaned and checked; errors by field: `title`, `background`, `proposed_decision`, `departments`, `minutes`,
/// `section`, `late_reason`. `stored`: departments it concerns already, which may be closed by now.
fn checked(conn: &mut Conn, scope: &Scope, content: &ItemContent, stored: &[i64]) -> Result<ItemContent> {
    let mut errors = FieldErrors::default();
    let mut own = content.clone();
    own.title = words::line(&mut errors, "title", &content.title, words::TITLE_MAX);
    own.background = words::optional(&mut errors, "background", &content.background, words::TEXT_MAX);
    own.proposed_decision = words::optional(&mut errors, "proposed_decision", &content.proposed_decision, words::TEXT_MAX);
    own.late_reason = words::optional(&mut errors, "late_reason", &content.late_reason, words::REASON_MAX);
    let section = content.section.split_whitespace().collect::<Vec<_>>().join(" ");
    own.section = words::optional(&mut errors, "section", &section, SECTION_MAX);
    check_minutes(&mut errors, "minutes", content.minutes);
    own.concerned.sort_unstable();
    own.concerned.dedup();
    let new: Vec<i64> = own.concerned.iter().copied().filter(|id| !stored.contains(id)).collect();
    if let Err(Error::Invalid(more)) = check_departments(conn, scope, &new) {
        errors.0.extend(more.0);
    }
    errors.finish(own)
}

pub(super) fn check_minutes(errors: &mut FieldErrors, field: &str, minutes: i32) {
    if !(1..=ITEM_MINUTES_MAX).contains(&minutes) {
        errors.add(field, Message::new("item-minutes-range").number("max", f64::from(ITEM_MINUTES_MAX)));
    }
}
