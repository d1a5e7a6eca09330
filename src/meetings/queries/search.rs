//! Items over all meetings: the office's list, a department's proposals, the search.

use std::collections::HashMap;

use super::{
    READERS,
    agenda::{Names, names},
};
use crate::{
    duties::search_key,
    meetings::{
        model::{Asked, Item, ItemState, Meeting},
        store::{self, WhichItems},
    },
    platform::{db::Conn, error::Result},
    tenancy::Scope,
};

/// No count goes higher.
pub const COUNT_LIMIT: i64 = 1000;

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
        let words = self.typed.split_whitespace().map(search_key).filter(|w| !w.is_empty()).take(8).collect();
        WhichItems { states: tab.states(), department_id: self.department_id, asked: self.asked, words }
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
