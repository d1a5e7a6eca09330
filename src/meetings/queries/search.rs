//! Items over all meetings: the office's list, a department's proposals; and what the search over everything finds of meetings.

use std::collections::HashMap;

use super::{
    HELD, READERS,
    agenda::{Names, names},
    invited,
};
use crate::{
    duties::search_key,
    meetings::{
        model::{Asked, Decision, Item, ItemState, Meeting},
        store::{self, Which, WhichItems},
    },
    platform::{
        db::{COUNT_LIMIT, Conn},
        error::{Error, Result},
    },
    tenancy::Scope,
};

/// The tabs of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    All,
    /// Waits for the office.
    Waiting,
    OnAgenda,
    /// Back at its department, or not handed in yet.
    Open,
    /// Deferred, merged, withdrawn or dealt with.
    Over,
}

impl Tab {
    pub const ALL: [Self; 5] = [Self::All, Self::Waiting, Self::OnAgenda, Self::Open, Self::Over];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Waiting => "waiting",
            Self::OnAgenda => "agenda",
            Self::Open => "open",
            Self::Over => "over",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.as_str() == text)
    }

    fn states(self) -> Vec<ItemState> {
        use ItemState as S;
        match self {
            Self::All => Vec::new(),
            Self::Waiting => vec![S::Proposed],
            Self::OnAgenda => vec![S::Accepted],
            Self::Open => vec![S::Draft, S::Returned],
            Self::Over => vec![S::Deferred, S::Merged, S::Withdrawn, S::Concluded],
        }
    }
}

/// What the list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    pub typed: String,
    pub department_id: Option<i64>,
    pub asked: Option<Asked>,
}

impl Filter {
    fn which(&self, tab: Tab) -> WhichItems {
        WhichItems { states: tab.states(), department_id: self.department_id, asked: self.asked, words: words(&self.typed) }
    }
}

/// How many there are in each tab.
pub fn counts(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<Vec<(Tab, i64)>> {
    scope.require(&READERS)?;
    Tab::ALL.into_iter().map(|tab| Ok((tab, store::count_items(conn, scope, &filter.which(tab), COUNT_LIMIT)?))).collect()
}

/// Items with their meetings.
#[derive(Clone, Debug)]
pub struct Items {
    pub items: Vec<Item>,
    pub meetings: HashMap<i64, Meeting>,
    pub names: Names,
}

/// Those of a tab, the newest first; only what this person may see.
pub fn items(conn: &mut Conn, scope: &Scope, tab: Tab, filter: &Filter, limit: i64, offset: i64) -> Result<Items> {
    scope.require(&READERS)?;
    let items = store::list_items(conn, scope, &filter.which(tab), limit, offset)?;
    let mut ids: Vec<i64> = items.iter().map(|i| i.meeting_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let meetings = store::meetings_by_ids(conn, scope, &ids)?.into_iter().map(|m| (m.id, m)).collect();
    Ok(Items { items, meetings, names: names(conn, scope)? })
}

/// An item on an agenda that is no secret, with its meeting: what other rooms may name to everybody who reads of meetings. None where there
/// is no such item.
pub fn open_item(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Option<(Meeting, Item)>> {
    scope.require(&READERS)?;
    let Some(item) = store::items_by_ids(conn, scope, &[id])?.pop().filter(is_open) else { return Ok(None) };
    let meeting = store::meetings_by_ids(conn, scope, &[item.meeting_id])?.pop();
    Ok(meeting.map(|meeting| (meeting, item)))
}

/// Those among items that are no secret: on an agenda, and not restricted.
pub fn is_open(item: &Item) -> bool {
    !item.restricted && matches!(item.state, ItemState::Accepted | ItemState::Deferred | ItemState::Concluded)
}

/// What was typed as the words that are looked for, eight at most.
pub fn words(typed: &str) -> Vec<String> {
    search_key(typed).split(' ').filter(|w| !w.is_empty()).take(8).map(str::to_owned).collect()
}

/// The first of what was found, and whether there is more.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<T> {
    pub rows: Vec<T>,
    pub more: bool,
}

impl<T> Default for Found<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), more: false }
    }
}

impl<T> Found<T> {
    /// So many of one more.
    pub fn cut(mut rows: Vec<T>, most: i64) -> Self {
        let most = usize::try_from(most).unwrap_or(0);
        let more = rows.len() > most;
        rows.truncate(most);
        Self { rows, more }
    }
}

/// The number of the meeting that was typed, word for word, if this person is invited to it.
pub fn by_number(conn: &mut Conn, scope: &Scope, typed: &str) -> Result<Option<String>> {
    scope.require(&READERS)?;
    let number = search_key(typed);
    // What is no number needs no look.
    if !number.bytes().all(|b| b.is_ascii_digit() || b == b'-') || !number.contains('-') {
        return Ok(None);
    }
    match super::ground(conn, scope, &number) {
        Ok(ground) => Ok(Some(ground.meeting.number)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Meetings whose number, title or place hold all words, the latest first; those this person is invited to.
pub fn meetings(conn: &mut Conn, scope: &Scope, typed: &str, most: i64) -> Result<Found<Meeting>> {
    scope.require(&READERS)?;
    let which = Which { invited: invited(scope), words: words(typed), newest_first: true, ..Which::default() };
    Ok(Found::cut(store::meetings(conn, scope, &which, most + 1, 0)?, most))
}

/// A decision that was found.
#[derive(Clone, Debug)]
pub struct FoundDecision {
    pub decision: Decision,
    pub item: Item,
    pub meeting: Meeting,
}

/// Decisions of meetings that were held whose words hold all of these, the newest first; those whose items this person may see.
pub fn decisions(conn: &mut Conn, scope: &Scope, typed: &str, most: i64) -> Result<Found<FoundDecision>> {
    scope.require(&READERS)?;
    let found = Found::cut(store::find_decisions(conn, scope, &HELD, &words(typed), most + 1)?, most);
    let items = store::items_by_ids(conn, scope, &found.rows.iter().map(|d| d.item_id).collect::<Vec<_>>())?;
    let meetings = store::meetings_by_ids(conn, scope, &found.rows.iter().map(|d| d.meeting_id).collect::<Vec<_>>())?;
    let with = |decision: Decision| {
        let item = items.iter().find(|i| i.id == decision.item_id)?.clone();
        let meeting = meetings.iter().find(|m| m.id == decision.meeting_id)?.clone();
        Some(FoundDecision { decision, item, meeting })
    };
    Ok(Found { rows: found.rows.into_iter().filter_map(with).collect(), more: found.more })
}
