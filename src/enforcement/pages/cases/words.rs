//! How the light of a case and what is due next are said.

use chrono::NaiveDate;

use crate::{
    calendar::WorkCalendar,
    duties::{Light, LightReason},
    enforcement::model::{CaseState, NextWhat, case_light},
    platform::{
        i18n::{Lang, format, format_day, t},
        view::parts::{DeadlineView, LightView},
    },
    tenancy::Scope,
};

/// The light of a case; in lists with its usual word, on its own page with what is late and by how much.
pub fn case_light_view(
    scope: &Scope,
    calendar: &WorkCalendar,
    state: CaseState,
    next: (Option<NaiveDate>, Option<NextWhat>),
    long: bool,
) -> LightView {
    let (light, reason) = case_light(state, next.0, scope.today(), scope.settings(), calendar);
    let word = long.then(|| long_word(scope.lang(), light, reason, next.1)).flatten();
    LightView { tone: light.as_str(), word }
}

/// “整改逾期 2 个工作日”.
fn long_word(lang: Lang, light: Light, reason: LightReason, what: Option<NextWhat>) -> Option<String> {
    if !matches!(light, Light::Red | Light::Yellow) {
        return None;
    }
    let what = t(lang, &format!("{}-short", what?.key())).into_owned();
    let args = [("what", what.into()), ("days", f64::from(reason.days()).into())];
    Some(match reason {
        LightReason::Overdue(0) => format(lang, "case-light-overdue-today", &args),
        LightReason::Overdue(_) => format(lang, "case-light-overdue", &args),
        LightReason::DueSoon(0) => format(lang, "case-light-due-today", &args),
        _ => format(lang, "case-light-due-soon", &args),
    })
}

/// A deadline with the working days left or over; of what is at rest only the day.
pub fn deadline(scope: &Scope, calendar: &WorkCalendar, due: Option<NaiveDate>) -> DeadlineView {
    let lang = scope.lang();
    let Some(due) = due else { return DeadlineView::default() };
    let days = calendar.working_days_between(scope.today(), due);
    let late = due < scope.today();
    let said = |key: &str| format(lang, key, &[("days", f64::from(days.abs()).into())]);
    let left = match (late, days) {
        (true, 0) => t(lang, "duties-over-days-off").into_owned(),
        (true, _) => said("part-deadline-over"),
        (false, _) if due == scope.today() => t(lang, "part-deadline-today").into_owned(),
        (false, _) => said("part-deadline-left"),
    };
    DeadlineView { iso: Some(due.to_string()), date: format_day(lang, due), left: Some(left), late }
}

/// What is due next and by whom: “决定是否立案（省质监局）”.
pub fn next_line(scope: &Scope, key: &str, who: &str) -> String {
    let args = [("what", t(scope.lang(), key).into_owned().into()), ("holder", who.into())];
    format(scope.lang(), "case-next-by", &args)
}
