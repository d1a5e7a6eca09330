//! How a duty's light, deadline and last report are said, in lists, homes and exports; each phrase is made once a page.

use std::{borrow::Cow, collections::HashMap};

use chrono::NaiveDate;

use crate::{
    calendar::WorkCalendar,
    duties::{
        model::{Light, LightReason, State},
        queries::Row,
    },
    platform::{
        clock::local,
        error::Result,
        i18n::{Lang, format, format_day, format_day_short, t},
    },
    tenancy::Scope,
};

/// What is left of a deadline, or by how much it was missed; in working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Left {
    Days(i32),
    Today,
    Over(i32),
    /// Overdue, but only days off have passed since.
    OverDaysOff,
    Early(i32),
}

impl Left {
    /// None where the deadline does not count any more, or there is none.
    pub fn of(row: &Row, scope: &Scope, calendar: &WorkCalendar) -> Result<Option<Self>> {
        let Some(due) = row.due_on() else { return Ok(None) };
        let day = |at| local(at, scope.zone()).date();
        let state = row.state()?;
        let ended = match state {
            State::Closed => row.submitted_at.or(row.closed_at).map(day),
            State::Submitted => row.submitted_at.map(day),
            State::Cancelled | State::Suspended | State::Draft => return Ok(None),
            _ => None,
        };
        let at = ended.unwrap_or_else(|| scope.today());
        let days = calendar.working_days_between(at, due);
        Ok(match (ended.is_some(), due < at) {
            (_, true) if days == 0 => Some(Self::OverDaysOff),
            (_, true) => Some(Self::Over(-days)),
            (true, false) if days == 0 => None,
            (true, false) => Some(Self::Early(days)),
            (false, false) if due == at => Some(Self::Today),
            (false, false) => Some(Self::Days(days)),
        })
    }

    pub fn is_late(self) -> bool {
        matches!(self, Self::Over(_) | Self::OverDaysOff)
    }

    fn say(self, lang: Lang) -> String {
        let days = |key, n: i32| format(lang, key, &[("days", f64::from(n).into())]);
        match self {
            Self::Days(n) => days("part-deadline-left", n),
            Self::Today => t(lang, "part-deadline-today").into_owned(),
            Self::Over(n) => days("part-deadline-over", n),
            Self::OverDaysOff => t(lang, "duties-over-days-off").into_owned(),
            Self::Early(n) => days("part-deadline-early", n),
        }
    }
}

/// The phrases of one page.
pub struct Words<'a> {
    pub lang: Lang,
    pub scope: &'a Scope,
    left: HashMap<Left, String>,
    days: HashMap<NaiveDate, String>,
    support: HashMap<i32, String>,
}

impl<'a> Words<'a> {
    pub fn new(scope: &'a Scope) -> Self {
        Self { lang: scope.lang(), scope, left: HashMap::new(), days: HashMap::new(), support: HashMap::new() }
    }

    pub fn left(&mut self, left: Left) -> String {
        let lang = self.lang;
        self.left.entry(left).or_insert_with(|| left.say(lang)).clone()
    }

    /// “配合 3”.
    pub fn support(&mut self, count: i32) -> String {
        let lang = self.lang;
        self.support.entry(count).or_insert_with(|| format(lang, "duties-support", &[("n", f64::from(count).into())])).clone()
    }

    /// `2026-11-18（周三）`.
    pub fn day(&mut self, day: NaiveDate) -> String {
        let lang = self.lang;
        self.days.entry(day).or_insert_with(|| format_day(lang, day)).clone()
    }

    /// When something was said: 今天, 昨天, `11-12`.
    pub fn ago(&self, at: chrono::NaiveDateTime) -> String {
        let (day, today) = (local(at, self.scope.zone()).date(), self.scope.today());
        match today.signed_duration_since(day).num_days() {
            0 => t(self.lang, "duties-today").into_owned(),
            1 => t(self.lang, "duties-yesterday").into_owned(),
            _ => format_day_short(day, today),
        }
    }
}

/// The usual word of a light, or why it is yellow.
pub fn light_word(lang: Lang, state: State, light: Light, reason: LightReason) -> Cow<'static, str> {
    let key = match (state, light, reason) {
        (State::Cancelled | State::Suspended | State::Draft, ..) => state.key(),
        (_, _, LightReason::ReportOwed) => "duties-light-report-owed",
        (_, _, LightReason::NotReceived) => "duties-light-not-received",
        (_, Light::Green, _) => "part-light-green",
        (_, Light::Yellow, _) => "part-light-yellow",
        (_, Light::Red, _) => "part-light-red",
        (_, Light::Grey, _) => "part-light-grey",
    };
    t(lang, key)
}

/// What stage a duty of a list is at: its state, or that it came back.
pub fn stage(lang: Lang, row: &Row) -> Result<Cow<'static, str>> {
    Ok(if row.is_returned() { t(lang, "duties-stage-returned") } else { t(lang, row.state()?.key()) })
}
