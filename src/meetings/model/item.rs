//! Agenda items: states, transitions, who sees a restricted one, and when each begins.

use std::ops::{Deref, DerefMut};

use chrono::{Duration, NaiveDateTime};

use super::Sight;
use crate::{
    platform::error::{Error, Message, Result},
    tenancy::Scope,
};

crate::platform::stored_words! {
    /// What an item is.
    ItemKind, "item-kind" {
        Ordinary = "ordinary",
        /// The standing first item: what became of the former decisions. Made by the program.
        FollowUp = "follow_up",
    }
}

crate::platform::stored_words! {
    /// Where an item stands.
    ItemState, "item-state" {
        /// The department's own, unseen by others.
        Draft = "draft",
        Proposed = "proposed",
        Accepted = "accepted",
        /// Back at its department, with a reason.
        Returned = "returned",
        /// Goes on as an item of a later meeting.
        Deferred = "deferred",
        /// Part of another item now.
        Merged = "merged",
        /// Taken back by its department.
        Withdrawn = "withdrawn",
        /// Dealt with, with an outcome.
        Concluded = "concluded",
    }
}

crate::platform::stored_words! {
    /// What is asked of the meeting: 部署, 协调, 检查, 通报, 审议.
    Asked, "item-asked" {
        Assign = "assign",
        Coordinate = "coordinate",
        Check = "check",
        Inform = "inform",
        Deliberate = "deliberate",
    }
}

crate::platform::stored_words! {
    /// What came of it: 通过, 原则同意, 修改后通过, 暂缓, 不同意, 通报知悉.
    Outcome, "item-outcome" {
        Passed = "passed",
        InPrinciple = "in_principle",
        Amended = "amended",
        Shelved = "shelved",
        Rejected = "rejected",
        Noted = "noted",
    }
}

crate::platform::stored_words! {
    /// What can be done to an item.
    ItemAction, "item-action" {
        /// By its department, before it is screened; by the office afterwards.
        Edit = "edit",
        Submit = "submit",
        Withdraw = "withdraw",
        /// The chair's, to a late one.
        Consent = "consent",
        Accept = "accept",
        Return = "return",
        Defer = "defer",
        Merge = "merge",
        Conclude = "conclude",
    }
}

/// What the agenda shows of an item. [`Item`] holds it with all its words, which lists do without.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemLine {
    pub id: i64,
    pub meeting_id: i64,
    pub kind: ItemKind,
    pub state: ItemState,
    /// Who proposes; none for the office.
    pub department_id: Option<i64>,
    pub title: String,
    pub asked: Asked,
    /// Planned length.
    pub minutes: i32,
    pub section: String,
    /// Place among the accepted, from 1; 0 for others.
    pub position: i64,
    /// 在场范围: only the departments concerned see it.
    pub restricted: bool,
    pub is_late: bool,
    /// The chair's consent to a late item, in words; empty where it is still to be given.
    pub consent: String,
    pub reason: String,
    pub outcome: Option<Outcome>,
    /// Departments it concerns. Of a line read without its item only where that decides who sees it: of restricted ones.
    pub concerned: Vec<i64>,
}

/// An item as stored. What its line says can be read and written as its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub line: ItemLine,
    pub proposed_by_id: Option<i64>,
    pub proposed_by: String,
    pub background: String,
    pub proposed_decision: String,
    pub late_reason: String,
    pub consented_at: Option<NaiveDateTime>,
    pub merged_into_id: Option<i64>,
    pub goes_on_as_id: Option<i64>,
    pub comes_from_id: Option<i64>,
    pub notes: String,
    /// Time the session has spent on it, without what runs now.
    pub spent_seconds: i64,
    pub created_at: NaiveDateTime,
    pub submitted_at: Option<NaiveDateTime>,
    pub decided_at: Option<NaiveDateTime>,
    pub version: i64,
}

impl Deref for Item {
    type Target = ItemLine;

    fn deref(&self) -> &ItemLine {
        &self.line
    }
}

impl DerefMut for Item {
    fn deref_mut(&mut self) -> &mut ItemLine {
        &mut self.line
    }
}

impl AsRef<ItemLine> for Item {
    fn as_ref(&self) -> &ItemLine {
        &self.line
    }
}

impl AsRef<ItemLine> for ItemLine {
    fn as_ref(&self) -> &ItemLine {
        self
    }
}

impl Item {
    /// An ordinary one of a meeting that says nothing yet: a draft of the office.
    pub fn new(id: i64, meeting_id: i64, asked: Asked, now: NaiveDateTime) -> Self {
        let line = ItemLine {
            id,
            meeting_id,
            kind: ItemKind::Ordinary,
            state: ItemState::Draft,
            department_id: None,
            title: String::new(),
            asked,
            minutes: 0,
            section: String::new(),
            position: 0,
            restricted: false,
            is_late: false,
            consent: String::new(),
            reason: String::new(),
            outcome: None,
            concerned: Vec::new(),
        };
        Self {
            line,
            proposed_by_id: None,
            proposed_by: String::new(),
            background: String::new(),
            proposed_decision: String::new(),
            late_reason: String::new(),
            consented_at: None,
            merged_into_id: None,
            goes_on_as_id: None,
            comes_from_id: None,
            notes: String::new(),
            spent_seconds: 0,
            created_at: now,
            submitted_at: None,
            decided_at: None,
            version: 1,
        }
    }
}

impl ItemLine {
    /// Whether it stands on the agenda.
    pub fn is_on_agenda(&self) -> bool {
        matches!(self.state, ItemState::Accepted | ItemState::Concluded)
    }

    /// Whether it came late and the chair has not consented yet.
    pub fn lacks_consent(&self) -> bool {
        self.is_late && self.consent.is_empty()
    }

    /// Whether somebody who acts for one of these may change it as its proposer.
    pub fn is_own(&self, scope: &Scope) -> bool {
        self.department_id.is_some_and(|id| scope.acts_for_department(id))
    }
}

/// Whether this person sees the item at all. A draft is its department's own (the office sees it once it is submitted); a restricted
/// item is seen by those who see restricted ones, and by its proposer and the departments concerned, a leader in charge of these
/// included; anything else by whoever sees the meeting once it is accepted, and before that by its proposer and who sees everything.
pub fn may_see_item(scope: &Scope, sight: &Sight, item: &ItemLine) -> bool {
    if item.is_own(scope) {
        return true;
    }
    let concerns = |id: &i64| scope.acts_for_department(*id) || scope.leads().any(|d| d == *id);
    let is_kept = item.restricted && !sight.sees_restricted;
    match item.state {
        ItemState::Draft => item.department_id.is_none() && sight.is_office(),
        ItemState::Accepted | ItemState::Concluded => !is_kept || item.concerned.iter().chain(&item.department_id).any(concerns),
        _ => sight.sees_all && (!is_kept || item.concerned.iter().chain(&item.department_id).any(concerns)),
    }
}

use ItemAction as A;
use ItemState as S;

impl ItemState {
    /// Where `action` leads from here; rights are checked by the action itself.
    pub fn after(self, action: ItemAction) -> Result<Self> {
        Ok(match (self, action) {
            (S::Draft | S::Returned, A::Edit) => self,
            (S::Proposed | S::Accepted, A::Edit) => self,
            (S::Draft | S::Returned, A::Submit) => S::Proposed,
            (S::Draft | S::Returned | S::Proposed, A::Withdraw) => S::Withdrawn,
            (S::Proposed, A::Consent) => self,
            (S::Proposed, A::Accept) => S::Accepted,
            (S::Proposed | S::Accepted, A::Return) => S::Returned,
            (S::Proposed | S::Accepted, A::Defer) => S::Deferred,
            (S::Proposed | S::Accepted, A::Merge) => S::Merged,
            (S::Accepted, A::Conclude) => S::Concluded,
            _ => {
                let message = Message::new("item-refused").key("state", self.key()).key("action", action.key());
                return Err(Error::Refused(message));
            }
        })
    }
}

/// When each item of the agenda begins, from the meeting's start and the planned minutes before it.
pub fn start_times<'a, I: AsRef<ItemLine> + 'a>(starts_at: NaiveDateTime, items: impl IntoIterator<Item = &'a I>) -> Vec<NaiveDateTime> {
    let mut at = starts_at;
    let mut starts = Vec::new();
    for item in items {
        starts.push(at);
        at += Duration::minutes(i64::from(item.as_ref().minutes));
    }
    starts
}
