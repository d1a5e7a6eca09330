//! What a duty owes this morning, to be reminded of.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::{
    calendar::WorkCalendar,
    duties::{
        model::{PartyState, State, after_only, latest_passed},
        queries::Standing,
        store::Mark,
    },
    platform::clock,
    tenancy::Scope,
};

/// What is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The duty itself.
    End,
    /// A department's receipt.
    Receipt,
    /// The secretariat's verification.
    Verification,
}

/// One thing owed by departments, or by the secretariat.
#[derive(Clone, Debug, PartialEq)]
pub struct Owed {
    pub duty_id: i64,
    pub number: String,
    pub title: String,
    pub lead: String,
    pub what: What,
    /// The day it is or was due.
    pub due_on: NaiveDate,
    /// Working days to that day; negative after it.
    pub left: i32,
    /// The department of whoever is reminded has yet to receive.
    pub unreceived: bool,
    threshold: i32,
    departments: Vec<i64>,
    pending: Vec<i64>,
}

impl Owed {
    /// Whose people are reminded; none for the secretariat.
    pub fn departments(&self) -> Option<&[i64]> {
        (self.what != What::Verification).then_some(&self.departments)
    }

    /// What the ledger keeps of it.
    pub fn mark(&self, person_id: i64) -> Mark {
        Mark { duty_id: self.duty_id, person_id, due_on: self.due_on, threshold: self.threshold }
    }

    /// As told to somebody of this department; none for the secretariat.
    pub fn told_to(&self, department_id: Option<i64>) -> Self {
        Self { unreceived: department_id.is_some_and(|id| self.pending.contains(&id)), ..self.clone() }
    }

    pub fn is_same_as(&self, other: &Self) -> bool {
        self.duty_id == other.duty_id && self.what == other.what
    }

    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.due_on < today
    }

    /// Sorts the most urgent first.
    pub fn urgency(&self) -> (i32, NaiveDate, i64) {
        (self.left, self.due_on, self.duty_id)
    }
}

/// What `duty` owes on the day of `scope`.
pub fn of(scope: &Scope, duty: &Standing, calendar: &WorkCalendar, names: &HashMap<i64, String>) -> Vec<Owed> {
    let (settings, today) = (scope.settings(), scope.today());
    let day = |at| clock::local(at, scope.zone()).date();
    let began = duty.assigned_at.map(day);
    let pending: Vec<i64> = duty.parties.iter().filter(|p| p.state == PartyState::Pending).map(|p| p.department_id).collect();
    let owed = |what, due_on, threshold, departments: Vec<i64>| Owed {
        duty_id: duty.id,
        number: duty.number.clone(),
        title: duty.title.clone(),
        lead: duty.lead_id.and_then(|id| names.get(&id)).cloned().unwrap_or_default(),
        what,
        due_on,
        left: calendar.working_days_between(today, due_on),
        unreceived: false,
        threshold,
        departments,
        pending: pending.clone(),
    };
    let mut found = Vec::new();
    if matches!(duty.state, State::Assigned | State::InProgress) {
        let lead = duty.lead_id.filter(|id| !pending.contains(id));
        let passed = duty.due_on.and_then(|due| {
            let threshold = latest_passed(&settings.reminder_thresholds, due, began, today, calendar)?;
            Some((due, threshold))
        });
        if let Some((due, threshold)) = passed {
            found.push(owed(What::End, due, threshold, lead.into_iter().chain(pending.iter().copied()).collect()));
        }
        let received_by = began.map(|day| calendar.add_working_days(day, settings.accept_within_days.max(0)));
        let late = |due| latest_passed(&after_only(&settings.reminder_thresholds), due, began, today, calendar);
        if let (false, None, Some(due)) = (pending.is_empty(), passed, received_by)
            && let Some(threshold) = late(due)
        {
            found.push(owed(What::Receipt, due, threshold, pending.clone()));
        }
    }
    if let (State::Submitted, Some(at)) = (duty.state, duty.submitted_at) {
        let due = calendar.add_working_days(day(at), settings.verify_within_days.max(0));
        if let Some(threshold) = latest_passed(&after_only(&settings.reminder_thresholds), due, None, today, calendar) {
            found.push(owed(What::Verification, due, threshold, Vec::new()));
        }
    }
    found
}
