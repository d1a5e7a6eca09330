//! Who comes to a meeting, and whether enough do.

use chrono::NaiveDateTime;

crate::platform::stored_words! {
    /// What somebody is at a meeting.
    Role, "meeting-role" {
        Chair = "chair",
        NoteTaker = "note_taker",
        /// A department, with the person it sends.
        Attendee = "attendee",
        /// Listens in (列席): a department or a member.
        Observer = "observer",
        /// From outside, without an account.
        Guest = "guest",
    }
}

crate::platform::stored_words! {
    /// The answer to an invitation (回执).
    Receipt, "receipt" {
        None = "none",
        Attending = "attending",
        /// Somebody else comes.
        Substitute = "substitute",
        Absent = "absent",
    }
}

crate::platform::stored_words! {
    /// Whether they came.
    Presence, "presence" {
        Unknown = "unknown",
        Present = "present",
        Absent = "absent",
    }
}

/// One who is invited.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    pub id: i64,
    pub meeting_id: i64,
    pub role: Role,
    pub department_id: Option<i64>,
    pub membership_id: Option<i64>,
    /// The person's name; empty for a department that has named nobody.
    pub name: String,
    pub post: String,
    /// Of a guest; members have their account's.
    pub email: String,
    pub receipt: Receipt,
    pub substitute: String,
    pub substitute_post: String,
    pub reason: String,
    pub answered_at: Option<NaiveDateTime>,
    pub answered_by: String,
    pub reminded_at: Option<NaiveDateTime>,
    pub presence: Presence,
    pub arrived_at: Option<NaiveDateTime>,
    pub left_at: Option<NaiveDateTime>,
    pub position: i64,
    pub version: i64,
    /// Who came in person, where it was somebody else than answered.
    pub came: String,
}

impl Participant {
    /// Who comes by what is known: who was seen to come, the substitute, or the person named.
    pub fn who(&self) -> &str {
        if !self.came.is_empty() {
            return &self.came;
        }
        if self.receipt == Receipt::Substitute && !self.substitute.is_empty() { &self.substitute } else { &self.name }
    }

    /// Whether this one counts for the quorum: a department that attends.
    pub fn counts(&self) -> bool {
        self.role == Role::Attendee && self.department_id.is_some()
    }
}

/// How many of the departments that count come (before the session: have said so; in it: are present now), and how many there are.
pub fn quorum(people: &[Participant], in_session: bool) -> (usize, usize) {
    let counted: Vec<&Participant> = people.iter().filter(|p| p.counts()).collect();
    let comes = |p: &&&Participant| match in_session {
        true => p.presence == Presence::Present && p.left_at.is_none(),
        false => matches!(p.receipt, Receipt::Attending | Receipt::Substitute),
    };
    (counted.iter().filter(comes).count(), counted.len())
}
