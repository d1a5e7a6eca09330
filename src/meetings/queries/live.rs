//! What a session's pages show, and what is new since they were shown.

use super::{Ground, ground};
use crate::{
    duties::{self, DepartmentName},
    meetings::{
        actions::{LiveField, decision_value, item_value, needed, participant_value},
        model::{By, Decision, Item, Meeting, Opinion, Outcome, Participant, Sight, State, may_see_item, quorum},
        store::{self, SavedField, SavedFields},
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        i18n::{Lang, format_day, join, t},
    },
    tenancy::Scope,
};

/// Everything a session's page is made of.
pub struct Session {
    pub ground: Ground,
    /// On the agenda, in order; restricted ones too: ask [`Session::sees`].
    pub items: Vec<Item>,
    pub decisions: Vec<Decision>,
    pub fields: SavedFields,
    /// Departments that can be charged, and those that are named.
    pub departments: Vec<DepartmentName>,
    /// Duties decisions became: id, number, title.
    pub duties: Vec<(i64, String, String)>,
    /// Written opinions asked before, for those who record; not those taken back.
    pub opinions: Vec<Opinion>,
    /// Who keeps the notes.
    pub note_takers: Vec<String>,
    /// Nothing after this number is shown yet.
    pub seq: i64,
}

impl Session {
    pub fn sees(&self, scope: &Scope, item: &Item) -> bool {
        may_see_item(scope, &self.ground.sight, item)
    }

    /// Opinions asked on an item.
    pub fn opinions_of(&self, item_id: i64) -> Vec<Opinion> {
        self.opinions.iter().filter(|o| o.item_id == item_id).cloned().collect()
    }

    pub fn tally(&self) -> Tally {
        Tally::of(&self.ground.meeting, &self.ground.people)
    }

    pub fn short_name(&self, id: i64) -> &str {
        short_name(&self.departments, id)
    }
}

fn short_name(departments: &[DepartmentName], id: i64) -> &str {
    departments.iter().find(|d| d.id == id).map_or("", |d| d.short_name.as_str())
}

/// How many departments are there, of how many, and how many must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    pub present: usize,
    pub invited: usize,
    pub needed: usize,
}

impl Tally {
    pub fn of(meeting: &Meeting, people: &[Participant]) -> Self {
        let is_held = !meeting.state.is_ahead();
        let (present, invited) = quorum(people, is_held);
        Self { present, invited, needed: needed(meeting, invited) }
    }

    pub fn is_reached(&self) -> bool {
        self.present >= self.needed
    }
}

/// Whether a session of this meeting is or was written down: others have no page of it.
pub fn has_session(state: State) -> bool {
    matches!(state, State::Announced | State::InSession | State::Minuting)
}

/// Whether what is written still changes.
pub fn is_live(state: State) -> bool {
    matches!(state, State::InSession | State::Minuting)
}

/// The session as it stands. `to_record`: refused to whoever neither chairs nor records it.
pub fn session(conn: &mut Conn, scope: &Scope, number: &str, to_record: bool) -> Result<Session> {
    let ground = ground(conn, scope, number)?;
    let meeting = &ground.meeting;
    if to_record && ground.sight.by.is_empty() {
        let who = [By::Chair, By::NoteTaker, By::Office].map(By::key);
        let message = Message::new("meeting-forbidden").key("action", crate::meetings::model::Action::Record.key());
        return Err(Error::Forbidden(message.keys("who", who)));
    }
    if !has_session(meeting.state) {
        return Err(Error::Refused(Message::new("session-none").key("state", meeting.state.key())));
    }
    let items: Vec<Item> = store::items(conn, scope, meeting.id)?.into_iter().filter(|i| i.is_on_agenda()).collect();
    let decisions = store::decisions_of(conn, scope, &[meeting.id])?;
    let ids: Vec<i64> = decisions.iter().filter_map(|d| d.duty_id).collect();
    let named = duties::queries::names(conn, scope, &ids)?;
    let on_agenda: Vec<i64> = items.iter().filter(|_| to_record).map(|i| i.id).collect();
    let mut opinions = store::opinions(conn, scope, &on_agenda)?;
    opinions.retain(|o| o.withdrawn_at.is_none());
    let note_takers = ground.people.iter().filter(|p| p.role == crate::meetings::model::Role::NoteTaker);
    Ok(Session {
        fields: store::saved_fields(conn, scope, meeting.id)?,
        departments: departments(conn, scope, &ground.people, &items, &decisions)?,
        duties: named.into_iter().map(|d| (d.id, d.number, d.title)).collect(),
        note_takers: note_takers.map(|p| p.who().to_owned()).collect(),
        seq: meeting.live_seq,
        opinions,
        items,
        decisions,
        ground,
    })
}

/// Departments that can be charged, and those named already though closed since.
fn departments(
    conn: &mut Conn,
    scope: &Scope,
    people: &[Participant],
    items: &[Item],
    decisions: &[Decision],
) -> Result<Vec<DepartmentName>> {
    let mut all = duties::queries::open_departments(conn, scope)?;
    let named = decisions.iter().flat_map(|d| d.support.iter().copied().chain(d.lead_id));
    let named = named.chain(items.iter().filter_map(|i| i.department_id)).chain(people.iter().filter_map(|p| p.department_id));
    let mut closed: Vec<i64> = named.filter(|id| !all.iter().any(|d| d.id == *id)).collect();
    closed.sort_unstable();
    closed.dedup();
    if !closed.is_empty() {
        all.extend(duties::queries::departments_by_ids(conn, scope, &closed)?);
    }
    Ok(all)
}

/// A field, or something else of the session, as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub subject: i64,
    /// A [`LiveField`]'s name, or what happened: `state`, `current`, `agenda`, `added`, `removed`, `assigned`.
    pub field: String,
    pub version: i64,
    pub seq: i64,
    pub value: String,
    /// As people read it, by language; empty where the value is what they read.
    pub shown: Vec<(Lang, String)>,
    pub saved_by: String,
    pub saved_at: chrono::NaiveDateTime,
    pub saving: String,
    /// The item it belongs to; none of what concerns the meeting as a whole.
    pub item_id: Option<i64>,
    /// For those alone who record.
    pub is_private: bool,
}

/// What happened in a session since a number.
#[derive(Clone, Debug)]
pub struct News {
    pub seq: i64,
    pub meeting: Meeting,
    pub items: Vec<Item>,
    pub people: Vec<Participant>,
    pub changes: Vec<Change>,
    pub tally: Tally,
}

impl News {
    /// Whether somebody may be told of a change.
    pub fn is_for(&self, change: &Change, scope: &Scope, sight: &Sight) -> bool {
        if change.is_private && sight.by.is_empty() {
            return false;
        }
        let Some(id) = change.item_id else { return true };
        self.items.iter().find(|i| i.id == id).is_some_and(|item| may_see_item(scope, sight, item))
    }
}

/// What happened after `since`; none where nothing did.
pub fn news(conn: &mut Conn, scope: &Scope, meeting_id: i64, since: i64) -> Result<Option<News>> {
    if store::live_seq(conn, scope, meeting_id)? <= since {
        return Ok(None);
    }
    let meeting = store::meeting_by_id(conn, scope, meeting_id)?;
    let items = store::items(conn, scope, meeting_id)?;
    let people = store::participants(conn, scope, meeting_id)?;
    let decisions = store::decisions_of(conn, scope, &[meeting_id])?;
    let rows = store::fields_since(conn, scope, meeting_id, since)?;
    let names = departments(conn, scope, &people, &items, &decisions)?;
    let struck = store::struck_out(conn, scope, meeting_id)?;
    let there = Known { meeting: &meeting, items: &items, decisions: &decisions, people: &people, struck: &struck, names: &names };
    let changes = rows.into_iter().map(|row| change(scope, row, &there)).collect();
    Ok(Some(News { seq: meeting.live_seq, tally: Tally::of(&meeting, &people), meeting, items, people, changes }))
}

/// What a changed field may belong to.
struct Known<'a> {
    meeting: &'a Meeting,
    items: &'a [Item],
    decisions: &'a [Decision],
    people: &'a [Participant],
    struck: &'a [(i64, i64)],
    names: &'a [DepartmentName],
}

fn change(scope: &Scope, row: SavedField, there: &Known<'_>) -> Change {
    let Known { meeting, items, decisions, people, struck, names } = there;
    let field = LiveField::parse(&row.field);
    let mut change = Change {
        subject: row.subject_id,
        version: row.version,
        seq: row.seq,
        value: String::new(),
        shown: Vec::new(),
        saved_by: row.saved_by,
        saved_at: row.saved_at,
        saving: row.saving,
        item_id: None,
        is_private: false,
        field: row.field,
    };
    if row.subject_id == meeting.id {
        change.value = if change.field == "state" { meeting.state.as_str().to_owned() } else { String::new() };
    } else if let Some(item) = items.iter().find(|i| i.id == row.subject_id) {
        change.item_id = Some(item.id);
        change.is_private = change.field == LiveField::Notes.as_str();
        change.value = field.map(|f| item_value(item, f)).unwrap_or_default();
        if let (Some(LiveField::Outcome), Some(outcome)) = (field, item.outcome) {
            change.shown = outcome_words(outcome);
        }
    } else if let Some(decision) = decisions.iter().find(|d| d.id == row.subject_id) {
        change.item_id = Some(decision.item_id);
        change.value = field.map(|f| decision_value(decision, f)).unwrap_or_default();
        change.shown = field.map(|f| decision_words(decision, f, names)).unwrap_or_default();
    } else if let Some(person) = people.iter().find(|p| p.id == row.subject_id) {
        change.is_private = true;
        change.value = field.map(|f| participant_value(scope, person, f)).unwrap_or_default();
    } else {
        // Struck out; what nobody knows is for those alone who see everything.
        change.item_id = struck.iter().find(|(id, _)| *id == change.subject).map(|(_, item)| *item);
        change.is_private = change.item_id.is_none();
        change.field = "removed".to_owned();
    }
    change
}

fn each_lang(say: impl Fn(Lang) -> String) -> Vec<(Lang, String)> {
    Lang::ALL.into_iter().map(|lang| (lang, say(lang))).collect()
}

fn outcome_words(outcome: Outcome) -> Vec<(Lang, String)> {
    each_lang(|lang| t(lang, &outcome.key()).into_owned())
}

/// A decision's field in words; empty where the value is read as it is.
fn decision_words(decision: &Decision, field: LiveField, names: &[DepartmentName]) -> Vec<(Lang, String)> {
    match field {
        LiveField::Lead => each_lang(|_| decision.lead_id.map(|id| short_name(names, id).to_owned()).unwrap_or_default()),
        LiveField::Support => each_lang(|lang| support_words(lang, decision, names)),
        LiveField::Due => each_lang(|lang| decision.due_on.map(|on| format_day(lang, on)).unwrap_or_default()),
        _ => Vec::new(),
    }
}

/// The supporting departments, joined.
pub fn support_words(lang: Lang, decision: &Decision, names: &[DepartmentName]) -> String {
    join(lang, &decision.support.iter().map(|id| short_name(names, *id).to_owned()).collect::<Vec<_>>())
}

/// Meetings an item can go on in: later ones that are not held yet; the next first.
pub fn meetings_ahead(conn: &mut Conn, scope: &Scope, but: &Meeting) -> Result<Vec<Meeting>> {
    let states = vec![State::Draft, State::Collecting, State::Announced];
    let which = store::Which { states, from: Some(scope.now()), ..store::Which::default() };
    let mut found = store::meetings(conn, scope, &which, AHEAD, 0)?;
    found.retain(|m| m.id != but.id && m.starts_at > but.starts_at && !m.is_written());
    Ok(found)
}

/// The most meetings a choice offers.
const AHEAD: i64 = 24;

/// Where a decision is found.
pub struct Place {
    pub number: String,
    pub item_id: i64,
    /// Whether this person records the session, which still can be written.
    pub is_recorded: bool,
}

/// Where a decision is found; `NotFound` for whoever does not see its item.
pub fn place_of(conn: &mut Conn, scope: &Scope, decision_id: i64) -> Result<Place> {
    scope.require(&super::READERS)?;
    let decision = store::decision_by_id(conn, scope, decision_id)?;
    let meeting = store::meeting_by_id(conn, scope, decision.meeting_id)?;
    let ground = ground(conn, scope, &meeting.number)?;
    let item = store::item(conn, scope, meeting.id, decision.item_id)?;
    if !may_see_item(scope, &ground.sight, &item) {
        return Err(Error::NotFound);
    }
    let is_recorded = is_live(meeting.state) && !ground.sight.by.is_empty();
    Ok(Place { number: meeting.number, item_id: item.id, is_recorded })
}
