//! A duty and the departments charged with it.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::{NewTarget, State};
use crate::calendar::{Cadence, Computed, DeadlineRule, WorkCalendar};

/// The kind of origin of duties that nobody learns of but those concerned: who is charged with one, the secretariat and auditors. Its
/// origin is an accountability matter.
pub const CONFIDENTIAL_ORIGIN: &str = "accountability_matter";

/// Where a duty comes from. Opaque here: the room of that kind knows what the id means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// `clause`, `decision`, `instruction`, `case`, or `manual` for one made by hand.
    pub kind: String,
    pub id: Option<i64>,
    /// What people read, e.g. “苏政发〔2000〕84号 第二十二条”.
    pub label: String,
}

impl Origin {
    /// Made by hand, from nothing the program knows.
    pub fn manual(label: impl Into<String>) -> Self {
        Self { kind: "manual".to_owned(), id: None, label: label.into() }
    }
}

/// Lead (牵头) or support (配合).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Lead,
    Support,
}

impl Part {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Support => "support",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Lead, Self::Support].into_iter().find(|p| p.as_str() == text)
    }
}

/// Whether a department has received its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyState {
    Pending,
    Accepted,
    Refused,
    /// No longer charged with it; kept for the record.
    Withdrawn,
}

impl PartyState {
    pub const ALL: [Self; 4] = [Self::Pending, Self::Accepted, Self::Refused, Self::Withdrawn];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::Pending => "duty-party-pending",
            Self::Accepted => "duty-party-accepted",
            Self::Refused => "duty-party-refused",
            Self::Withdrawn => "duty-party-withdrawn",
        }
    }
}

/// A department charged with a duty.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    pub department_id: i64,
    pub part: Part,
    pub state: PartyState,
    /// What this department has to contribute; empty where the duty says it all.
    pub share: String,
    /// Why it refused.
    pub reason: Option<String>,
    pub received_at: Option<NaiveDateTime>,
    pub reported_at: Option<NaiveDateTime>,
    pub position: i64,
}

impl Party {
    /// A department newly charged: it has yet to receive.
    pub fn new(department_id: i64, part: Part, position: i64) -> Self {
        let (share, state) = (String::new(), PartyState::Pending);
        Self { department_id, part, state, share, reason: None, received_at: None, reported_at: None, position }
    }

    pub fn is_charged(&self) -> bool {
        self.state != PartyState::Withdrawn
    }
}

/// A deadline's rule with how it was computed when it was set; stored as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Due {
    pub rule: DeadlineRule,
    /// The day a rule “after assignment” counts from; none while the duty is a draft.
    pub assigned_on: Option<NaiveDate>,
    /// None while the day is not known: a draft whose deadline counts from its assignment.
    pub computed: Option<Computed>,
}

impl Due {
    /// The deadline by `rule` for a duty assigned on `assigned_on`, or not assigned yet.
    pub fn new(rule: DeadlineRule, assigned_on: Option<NaiveDate>, calendar: &WorkCalendar) -> Self {
        let counts_from_assignment = matches!(rule, DeadlineRule::AfterAssignment { .. });
        let computed = match assigned_on {
            Some(day) => Some(rule.compute(day, calendar)),
            // Only that one rule looks at the day of assignment.
            None if !counts_from_assignment => Some(rule.compute(NaiveDate::default(), calendar)),
            None => None,
        };
        Self { rule, assigned_on, computed }
    }

    pub fn on(&self) -> Option<NaiveDate> {
        self.computed.as_ref().map(|c| c.due_on)
    }
}

/// A duty with its parties, as actions load, change and save it.
#[derive(Clone, Debug, PartialEq)]
pub struct Duty {
    pub id: i64,
    /// `2026-0123`, unique in the workspace.
    pub number: String,
    pub title: String,
    pub requirement: String,
    pub deliverable: String,
    pub state: State,
    pub lead_id: Option<i64>,
    pub due: Option<Due>,
    pub cadence: Option<Cadence>,
    pub next_report_on: Option<NaiveDate>,
    pub origin: Origin,
    pub created_at: NaiveDateTime,
    pub assigned_at: Option<NaiveDateTime>,
    pub accepted_at: Option<NaiveDateTime>,
    pub reported_at: Option<NaiveDateTime>,
    pub submitted_at: Option<NaiveDateTime>,
    pub returned_at: Option<NaiveDateTime>,
    pub closed_at: Option<NaiveDateTime>,
    pub version: i64,
    /// What searches look through, as stored; none of it while the duty is not stored.
    pub search_key: String,
    /// Lead first, then by position; withdrawn ones last.
    pub parties: Vec<Party>,
    /// Members from whom it is kept, of a confidential one: whoever stands back from what it comes from.
    pub barred: Vec<i64>,
    /// As it stands in the database, so that only what differs is saved; none of it while the duty is not stored.
    pub stored: Option<Box<Duty>>,
}

impl Duty {
    /// The duty as it is now.
    pub fn snapshot(&self) -> Box<Self> {
        Box::new(Self { stored: None, search_key: String::new(), ..self.clone() })
    }

    /// Its name and link.
    pub fn as_ref(&self) -> DutyRef {
        DutyRef { id: self.id, number: self.number.clone(), state: self.state }
    }

    /// What searches should look through, by what the duty says now.
    pub fn searchable(&self) -> String {
        search_key(&[&*self.number, &*self.title, &*self.requirement, &*self.deliverable, &*self.origin.label].join(" "))
    }

    /// The part of it that stands in the outline, which everybody may search.
    pub fn outline(&self) -> String {
        search_key(&[&*self.number, &*self.title, &*self.origin.label].join(" "))
    }

    pub fn due_on(&self) -> Option<NaiveDate> {
        self.due.as_ref().and_then(Due::on)
    }

    /// The party of a department that is still charged.
    pub fn party(&self, department_id: i64) -> Option<&Party> {
        self.parties.iter().find(|p| p.department_id == department_id && p.is_charged())
    }

    pub fn party_mut(&mut self, department_id: i64) -> Option<&mut Party> {
        self.parties.iter_mut().find(|p| p.department_id == department_id && p.is_charged())
    }

    /// Supporting departments still charged, in order.
    pub fn support(&self) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(|p| p.part == Part::Support && p.is_charged())
    }

    /// Charges exactly these departments. One that stays keeps what it received and reported unless its part changes to lead
    /// or it had refused; one that goes is kept as withdrawn. Returns those that are newly charged.
    pub fn charge(&mut self, lead_id: i64, support: &[i64]) -> Vec<i64> {
        let mut wanted = vec![(lead_id, Part::Lead)];
        for id in support {
            if !wanted.iter().any(|(d, _)| d == id) {
                wanted.push((*id, Part::Support));
            }
        }
        let mut fresh = Vec::new();
        for party in &mut self.parties {
            if !wanted.iter().any(|(d, _)| *d == party.department_id) {
                party.state = PartyState::Withdrawn;
            }
        }
        for (position, (department_id, part)) in (0..).zip(wanted) {
            match self.parties.iter_mut().find(|p| p.department_id == department_id) {
                Some(party) => {
                    let promoted = part == Part::Lead && party.part == Part::Support;
                    if promoted || matches!(party.state, PartyState::Withdrawn | PartyState::Refused) {
                        party.state = PartyState::Pending;
                        party.reason = None;
                        party.received_at = None;
                        fresh.push(department_id);
                    }
                    party.part = part;
                    party.position = position;
                }
                None => {
                    self.parties.push(Party::new(department_id, part, position));
                    fresh.push(department_id);
                }
            }
        }
        sort_parties(&mut self.parties);
        self.lead_id = Some(lead_id);
        fresh
    }

    /// When the next report is due, after one that tells how things stood on `as_of`, made on `today`.
    ///
    /// A report made early in the period that is owed counts for that period; one made late does not excuse the running one.
    pub fn next_report_after(&self, as_of: NaiveDate, today: NaiveDate, calendar: &WorkCalendar) -> Option<NaiveDate> {
        let cadence = self.cadence?;
        let owed = self.next_report_on.filter(|day| cadence.period(as_of).is_some_and(|(first, last)| (first..=last).contains(day)));
        cadence.next_report(owed.map_or(today, |day| day.max(today)), calendar)
    }
}

/// Lead first, then in the order charged, those withdrawn last.
pub fn sort_parties(parties: &mut [Party]) {
    parties.sort_by_key(|p| (!p.is_charged(), p.part != Part::Lead, p.position, p.department_id));
}

/// A duty to be made, by hand or from what policy and meetings have read and decided.
#[derive(Clone, Debug, PartialEq)]
pub struct NewDuty {
    pub title: String,
    pub requirement: String,
    pub deliverable: String,
    /// Without a lead it stays a draft, and the secretariat sees that.
    pub lead_id: Option<i64>,
    pub support_ids: Vec<i64>,
    pub rule: Option<DeadlineRule>,
    pub cadence: Option<Cadence>,
    pub targets: Vec<NewTarget>,
    pub origin: Origin,
}

/// Enough to name and link a duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyRef {
    pub id: i64,
    pub number: String,
    pub state: State,
}

/// A duty as a person saw it when deciding. With a version, the action fails with `Conflict` when somebody saved in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub id: i64,
    pub version: Option<i64>,
}

impl Seen {
    /// Whatever was saved in between does not matter (a report, a receipt).
    pub fn any(id: i64) -> Self {
        Self { id, version: None }
    }

    pub fn at(id: i64, version: i64) -> Self {
        Self { id, version: Some(version) }
    }
}

/// Text as it is searched: compatibility forms levelled (full width digits), lower case, spaces squeezed. Both databases compare
/// that alike.
pub fn search_key(text: &str) -> String {
    let level: String = text.nfkc().flat_map(char::to_lowercase).collect();
    level.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, m, d).unwrap()
    }

    pub(super) fn duty() -> Duty {
        Duty {
            id: 1,
            number: "2026-0001".into(),
            title: String::new(),
            requirement: String::new(),
            deliverable: String::new(),
            state: State::InProgress,
            lead_id: None,
            due: None,
            cadence: Some(Cadence::Weekly),
            next_report_on: Some(day(11, 20)),
            origin: Origin::manual(""),
            created_at: NaiveDateTime::default(),
            assigned_at: None,
            accepted_at: None,
            reported_at: None,
            submitted_at: None,
            returned_at: None,
            closed_at: None,
            version: 0,
            search_key: String::new(),
            parties: Vec::new(),
            barred: Vec::new(),
            stored: None,
        }
    }

    #[test]
    fn charging_keeps_what_was_received_and_withdraws_who_goes() {
        let mut duty = duty();
        assert_eq!(duty.charge(1, &[2, 3, 1]), vec![1, 2, 3]);
        for party in &mut duty.parties {
            party.state = PartyState::Accepted;
        }
        assert_eq!(duty.charge(2, &[3, 4]), vec![2, 4], "promoted to lead and new ones receive again");
        assert_eq!(duty.party(3).map(|p| p.state), Some(PartyState::Accepted));
        assert!(duty.party(1).is_none());
        assert_eq!(duty.parties.len(), 4);
        assert_eq!(duty.lead_id, Some(2));
        assert_eq!(duty.parties[0].department_id, 2);
    }

    #[test]
    fn an_early_report_counts_for_its_period_and_a_late_one_does_not_excuse_the_next() {
        let (duty, calendar) = (duty(), WorkCalendar::default());
        assert_eq!(duty.next_report_after(day(11, 18), day(11, 18), &calendar), Some(day(11, 27)), "Wednesday for Friday");
        assert_eq!(duty.next_report_after(day(11, 20), day(11, 23), &calendar), Some(day(11, 27)), "Monday for last Friday");
        assert_eq!(duty.next_report_after(day(11, 23), day(11, 23), &calendar), Some(day(11, 27)), "this week's, last week lost");
        let once = Duty { cadence: Some(Cadence::Once), ..duty };
        assert_eq!(once.next_report_after(day(11, 18), day(11, 18), &calendar), None);
    }

    #[test]
    fn a_draft_knows_its_deadline_only_when_it_does_not_hang_on_the_assignment() {
        let calendar = WorkCalendar::default();
        let after = Due::new(DeadlineRule::AfterAssignment { working_days: 3 }, None, &calendar);
        assert_eq!(after.on(), None);
        assert_eq!(Due::new(after.rule, Some(day(11, 23)), &calendar).on(), Some(day(11, 26)));
        let before = Due::new(DeadlineRule::Before { on: day(11, 27), working_days: 1 }, None, &calendar);
        assert_eq!(before.on(), Some(day(11, 26)));
    }

    #[test]
    fn search_keys_level_width_case_and_spaces() {
        assert_eq!(search_key("  ２０２６－0001　ＧＢ/T \n 质量 "), "2026-0001 gb/t 质量");
    }
}
