//! The light of a duty: derived from its state, its dates and the calendar, never stored.

use chrono::NaiveDate;
use serde::Serialize;

use super::State;
use crate::{calendar::WorkCalendar, tenancy::Settings};

/// 红黄绿灯. Each carries a word and a shape on the page as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// On track.
    Green,
    /// Due soon or behind.
    Yellow,
    /// Overdue.
    Red,
    /// Nobody is at work on it: closed, cancelled, suspended or not yet assigned.
    Grey,
}

impl Light {
    pub const ALL: [Self; 4] = [Self::Red, Self::Yellow, Self::Green, Self::Grey];

    /// As in addresses and style sheets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Red => "red",
            Self::Grey => "grey",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.as_str() == text)
    }
}

/// Why the light is what it is. Spans are working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LightReason {
    OnTrack,
    /// So many working days are left; 0 on the day itself.
    DueSoon(i32),
    /// A report is owed since its date.
    ReportOwed,
    /// The lead has not received it within the workspace's term.
    NotReceived,
    /// So many working days too late; 0 when only days off have passed since.
    Overdue(i32),
    /// The state says it all.
    AtRest,
}

impl LightReason {
    /// The Fluent key of its words; `duty-light-due-soon` and `duty-light-overdue` take `$days`.
    pub fn key(self) -> &'static str {
        match self {
            Self::OnTrack => "duty-light-on-track",
            Self::DueSoon(0) => "duty-light-due-today",
            Self::DueSoon(_) => "duty-light-due-soon",
            Self::ReportOwed => "duty-light-report-owed",
            Self::NotReceived => "duty-light-not-received",
            Self::Overdue(0) => "duty-light-overdue-today",
            Self::Overdue(_) => "duty-light-overdue",
            Self::AtRest => "duty-light-at-rest",
        }
    }

    pub fn days(self) -> i32 {
        match self {
            Self::DueSoon(n) | Self::Overdue(n) => n,
            _ => 0,
        }
    }
}

/// What has been heard of a duty, as far as its light asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Day of the last assignment in the workspace's time zone.
    pub assigned_on: Option<NaiveDate>,
    /// When the next report is due.
    pub next_report_on: Option<NaiveDate>,
}

/// The light and why. Overdue comes before behind, behind before due soon.
pub fn light(
    state: State,
    due_on: Option<NaiveDate>,
    progress: Progress,
    today: NaiveDate,
    settings: &Settings,
    calendar: &WorkCalendar,
) -> (Light, LightReason) {
    if state == State::Submitted {
        return (Light::Green, LightReason::OnTrack);
    }
    if !state.deadline_runs() {
        return (Light::Grey, LightReason::AtRest);
    }
    if let Some(due) = due_on.filter(|due| *due < today) {
        return (Light::Red, LightReason::Overdue(calendar.working_days_between(due, today)));
    }
    if state == State::InProgress && progress.next_report_on.is_some_and(|day| day < today) {
        return (Light::Yellow, LightReason::ReportOwed);
    }
    let waited = progress.assigned_on.map_or(0, |day| calendar.working_days_between(day, today));
    if state == State::Assigned && waited > settings.accept_within_days {
        return (Light::Yellow, LightReason::NotReceived);
    }
    match due_on.map(|due| calendar.working_days_between(today, due)) {
        Some(left) if left <= settings.due_soon_days => (Light::Yellow, LightReason::DueSoon(left)),
        _ => (Light::Green, LightReason::OnTrack),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }

    fn at(state: State, due: Option<NaiveDate>, progress: Progress) -> (Light, LightReason) {
        // Monday 23 November 2026.
        light(state, due, progress, day(23), &Settings::default(), &WorkCalendar::default())
    }

    #[test]
    fn overdue_counts_working_days_since_the_deadline() {
        assert_eq!(at(State::InProgress, Some(day(18)), Progress::default()), (Light::Red, LightReason::Overdue(3)));
        assert_eq!(at(State::Refused, Some(day(20)), Progress::default()), (Light::Red, LightReason::Overdue(1)));
    }

    #[test]
    fn due_soon_is_a_span_of_working_days() {
        assert_eq!(at(State::InProgress, Some(day(23)), Progress::default()), (Light::Yellow, LightReason::DueSoon(0)));
        assert_eq!(at(State::InProgress, Some(day(30)), Progress::default()), (Light::Yellow, LightReason::DueSoon(5)));
        let later = NaiveDate::from_ymd_opt(2026, 12, 1);
        assert_eq!(at(State::InProgress, later, Progress::default()), (Light::Green, LightReason::OnTrack));
        assert_eq!(at(State::InProgress, None, Progress::default()), (Light::Green, LightReason::OnTrack));
    }

    #[test]
    fn a_report_owed_or_a_receipt_missing_is_behind() {
        let owed = Progress { next_report_on: Some(day(20)), ..Progress::default() };
        assert_eq!(at(State::InProgress, None, owed), (Light::Yellow, LightReason::ReportOwed));
        assert_eq!(at(State::InProgress, Some(day(2)), owed).0, Light::Red);
        let unheard = Progress { assigned_on: Some(day(17)), ..Progress::default() };
        assert_eq!(at(State::Assigned, None, unheard), (Light::Yellow, LightReason::NotReceived));
        assert_eq!(at(State::InProgress, None, unheard).0, Light::Green);
    }

    #[test]
    fn what_waits_for_the_secretariat_or_nobody_is_never_red() {
        assert_eq!(at(State::Submitted, Some(day(2)), Progress::default()).0, Light::Green);
        for state in [State::Draft, State::Suspended, State::Closed, State::Cancelled] {
            assert_eq!(at(state, Some(day(2)), Progress::default()), (Light::Grey, LightReason::AtRest));
        }
    }
}
