//! A matter and whom it is about.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Action, Facts, State};

crate::platform::stored_words! {
    /// What raised a matter (触发情形).
    Cause, "matter-cause" {
        /// A duty overdue beyond the threshold after its reminders.
        DutyOverdue = "duty_overdue",
        /// A target that slid for several periods.
        TargetSlide = "target_slide",
        /// A case handed over, silent past its limit.
        HandOverSilent = "hand_over_silent",
        /// A campaign's target missed at its deadline.
        CampaignMissed = "campaign_missed",
        /// 重大质量事故
        MajorIncident = "major_incident",
        /// Officers who enforce unlawfully.
        UnlawfulEnforcement = "unlawful_enforcement",
        /// Other neglect of duty.
        Misconduct = "misconduct",
    }
}

crate::platform::stored_words! {
    /// Whom a matter is about.
    SubjectKind, "matter-subject" {
        Department = "department",
        LocalGovernment = "local_government",
        /// The post of a leader, whoever holds it.
        Post = "post",
        /// An official by name.
        Official = "official",
    }
}

impl SubjectKind {
    /// Whether it is about one person rather than a body.
    pub fn is_person(self) -> bool {
        matches!(self, Self::Post | Self::Official)
    }
}

/// Whom a matter is about: always of a department, never only a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    pub kind: SubjectKind,
    /// The department or local government itself, or the one the post or the official belongs to.
    pub department_id: i64,
    /// The post's title or the official's name; empty for a body.
    pub name: String,
    /// The member this person is, where they are one.
    pub membership_id: Option<i64>,
    /// Where somebody without an account is written to.
    pub email: String,
}

/// A matter as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Matter {
    pub id: i64,
    /// 2026-0007
    pub number: String,
    pub title: String,
    pub cause: Cause,
    /// What makes two proposals one: a fact is raised once.
    pub fact_key: String,
    /// The edition of the rules it was raised under.
    pub edition: i32,
    pub subject: Subject,
    /// The legal basis.
    pub basis: String,
    /// A copy, as things stood when it was raised.
    pub facts: Facts,
    pub state: State,
    /// Who raised it; empty for the program.
    pub proposed_by: String,
    pub created_at: NaiveDateTime,
    /// Why it was dismissed, or how it ended.
    pub reason: String,
    pub notified_at: Option<NaiveDateTime>,
    /// The last day to reply.
    pub reply_due_on: Option<NaiveDate>,
    pub decided_at: Option<NaiveDateTime>,
    /// The last day to object.
    pub objection_due_on: Option<NaiveDate>,
    /// The last day to say what was done about it.
    pub response_due_on: Option<NaiveDate>,
    pub closed_at: Option<NaiveDateTime>,
    /// Who verified that it was put right: a department other than the subject's.
    pub verifier_id: Option<i64>,
    pub version: i64,
    /// What links to it name; another once it is put to somebody else.
    pub link_id: i64,
}

impl Matter {
    /// The key of its state's word: what ended after its subject was told was not refused but stopped.
    pub fn state_key(&self) -> String {
        let is_stopped = self.state == State::Dismissed && self.notified_at.is_some();
        if is_stopped { "matter-state-stopped".to_owned() } else { self.state.key() }
    }

    /// The key of what an action on it is called now.
    pub fn action_key(&self, action: Action) -> String {
        let stops = action == Action::Dismiss && self.notified_at.is_some();
        if stops { "matter-action-stop".to_owned() } else { action.key() }
    }

    /// What is due next, where something is.
    pub fn due_on(&self) -> Option<NaiveDate> {
        due_on(self.state, self.reply_due_on, self.response_due_on)
    }

    /// Whether what came then is of whoever it is put to now: what somebody else said before being corrected away is none of theirs.
    pub fn is_of_turn(&self, at: NaiveDateTime) -> bool {
        self.notified_at.is_none_or(|told| at >= told)
    }

    /// The last day of any of its terms.
    pub fn last_term(&self) -> Option<NaiveDate> {
        [self.reply_due_on, self.objection_due_on, self.response_due_on].into_iter().flatten().max()
    }

    /// Until when it does not close: the last day to object, where that is not over and there was no objection.
    pub fn objection_runs(&self, today: NaiveDate, objected: bool) -> Option<NaiveDate> {
        self.objection_due_on.filter(|day| today <= *day && !objected)
    }
}

/// What is due next in a state, where something is.
pub fn due_on(state: State, reply: Option<NaiveDate>, response: Option<NaiveDate>) -> Option<NaiveDate> {
    match state {
        State::Hearing => reply,
        State::InForce => response,
        _ => None,
    }
}
