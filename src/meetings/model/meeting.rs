//! A meeting and who sees it.

use chrono::{NaiveDate, NaiveDateTime};

use super::{By, Participant, Role, State};
use crate::{
    meetings::GUEST_LINK,
    platform::clock::local,
    tenancy::{Role as WorkspaceRole, Scope},
};

crate::platform::stored_words! {
    /// What sort of meeting.
    Kind, "meeting-kind" {
        /// 全体会议, mostly of a series.
        Regular = "regular",
        /// 专题会议: part of the members, one subject.
        Special = "special",
        /// 书面征求意见: written circulation instead of a meeting; `starts_at` is the end of its term.
        Written = "written",
    }
}

/// A meeting as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Meeting {
    pub id: i64,
    /// `2026-0003`, unique in the workspace: of the meeting, not of its minutes.
    pub number: String,
    pub series_id: Option<i64>,
    /// The day the series' rule gave; it holds the meeting's place in the series however it is moved.
    pub occurrence_on: Option<NaiveDate>,
    pub kind: Kind,
    pub title: String,
    pub state: State,
    /// UTC.
    pub starts_at: NaiveDateTime,
    /// Length in minutes.
    pub minutes: i32,
    pub place: String,
    /// A word to those invited, part of the notice.
    pub note: String,
    /// Membership of the chair.
    pub chair_id: Option<i64>,
    /// How many departments must come.
    pub quorum: i32,
    pub call_on: Option<NaiveDate>,
    /// The last day to propose items.
    pub cutoff_on: Option<NaiveDate>,
    /// The day notice should be given by.
    pub notice_on: Option<NaiveDate>,
    /// Names of fields changed by hand, which a changed series leaves alone: `starts_at`, `minutes`, `place`, `chair`, `title`,
    /// `quorum`, `people`, `days`.
    pub touched: Vec<String>,
    /// SEQUENCE of its calendar event (RFC 5545).
    pub sequence: i32,
    pub live_seq: i64,
    pub current_item_id: Option<i64>,
    pub current_since: Option<NaiveDateTime>,
    pub called_at: Option<NaiveDateTime>,
    pub announced_at: Option<NaiveDateTime>,
    /// The agenda changed since people were told of it last.
    pub changed_at: Option<NaiveDateTime>,
    pub opened_at: Option<NaiveDateTime>,
    pub adjourned_at: Option<NaiveDateTime>,
    pub issued_at: Option<NaiveDateTime>,
    pub cancelled_at: Option<NaiveDateTime>,
    /// Why it was postponed or cancelled.
    pub reason: String,
    pub created_at: NaiveDateTime,
    pub version: i64,
}

impl Meeting {
    pub fn is_written(&self) -> bool {
        self.kind == Kind::Written
    }

    /// Start as wall time of the workspace.
    pub fn starts_local(&self, scope: &Scope) -> NaiveDateTime {
        local(self.starts_at, scope.zone())
    }

    pub fn ends_at(&self) -> NaiveDateTime {
        self.starts_at + chrono::Duration::minutes(i64::from(self.minutes))
    }

    /// The day it is held on, in the workspace's zone.
    pub fn day(&self, scope: &Scope) -> NaiveDate {
        self.starts_local(scope).date()
    }

    /// UID of its calendar event: the same for the meeting's whole life.
    pub fn uid(&self, host: &str) -> String {
        format!("meeting-{}@{host}", self.id)
    }

    /// Remembers that a field was changed by hand.
    pub fn touch(&mut self, field: &str) {
        if self.series_id.is_some() && !self.touched.iter().any(|t| t == field) {
            self.touched.push(field.to_owned());
        }
    }

    /// Whether items proposed today are late.
    pub fn is_past_cutoff(&self, today: NaiveDate) -> bool {
        self.cutoff_on.is_some_and(|day| today > day)
    }
}

/// What one person has to do with a meeting.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sight {
    /// Capacities in which they act on it.
    pub by: Vec<By>,
    /// Sees every item that is not kept to some.
    pub sees_all: bool,
    /// Sees restricted ones too, whomever they concern: the office, auditors, and who chairs or takes notes.
    pub sees_restricted: bool,
    /// Departments of the meeting they act for.
    pub departments: Vec<i64>,
}

impl Sight {
    /// What `scope` has to do with a meeting; none when it does not exist for them. Everybody who reads all of the workspace sees
    /// every meeting; others see those their department or they themselves are invited to.
    pub fn of(scope: &Scope, meeting: &Meeting, people: &[Participant]) -> Option<Self> {
        let own = scope.membership_id();
        let named = |role: Role| people.iter().any(|p| p.role == role && own.is_some() && p.membership_id == own);
        let mut by = Vec::new();
        if scope.has(WorkspaceRole::Secretariat) {
            by.push(By::Office);
        }
        if own.is_some() && meeting.chair_id == own || named(Role::Chair) {
            by.push(By::Chair);
        }
        if named(Role::NoteTaker) {
            by.push(By::NoteTaker);
        }
        let concerned = |id: i64| scope.acts_for_department(id) || scope.leads().any(|d| d == id);
        let guest = scope.outside(GUEST_LINK);
        let invited = people
            .iter()
            .any(|p| guest == Some(p.id) || (own.is_some() && p.membership_id == own) || p.department_id.is_some_and(concerned));
        let departments = people.iter().filter_map(|p| p.department_id).filter(|id| scope.acts_for_department(*id)).collect();
        let sees_all = scope.reads_all() || !by.is_empty();
        let sees_restricted = scope.reads_restricted() || !by.is_empty();
        (sees_all || invited).then_some(Self { by, sees_all, sees_restricted, departments })
    }

    pub fn is_office(&self) -> bool {
        self.by.contains(&By::Office)
    }
}
