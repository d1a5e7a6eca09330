//! The narrow column: departments, deadline and how it was computed, what is to be handed in, where it comes from.

use serde::Serialize;

use super::work::day;
use crate::{
    calendar::{Cadence, DeadlineRule, WorkCalendar},
    duties::{
        model::{Sight, State},
        queries::Detail,
    },
    platform::{
        i18n::{Lang, format, format_day, join, t},
        view::parts::Fact,
    },
    tenancy::{Function, Scope},
};

/// A deadline that no longer holds.
#[derive(Serialize)]
pub struct Earlier {
    date: String,
    /// Why and when it was set, and by whom.
    note: String,
    reason: Option<String>,
}

/// Facts in order; the outline stops at the deadline.
pub fn facts(scope: &Scope, detail: &Detail, calendar: &WorkCalendar) -> Vec<Fact> {
    let (lang, duty) = (scope.lang(), &detail.duty);
    let label = |key: &str| t(lang, key).into_owned();
    let lead = duty.lead_id.map(|id| detail.short_name(id).to_owned());
    let support: Vec<String> = duty.support().map(|p| detail.short_name(p.department_id).to_owned()).collect();
    let mut all = vec![Fact { label: label("duty-fact-lead"), value: lead, ..Fact::default() }];
    if !support.is_empty() {
        all.push(Fact::new(label("duty-fact-support"), join(lang, &support)));
    }
    all.push(due(scope, detail, calendar));
    if detail.sight < Sight::Full {
        return all;
    }
    if let Some(computed) = duty.due.as_ref().and_then(|due| due.computed.as_ref()) {
        all.push(Fact::new(label("duty-fact-how"), computed.explained.said(lang)));
    }
    if !duty.deliverable.is_empty() {
        all.push(Fact::new(label("duty-fact-deliverable"), &duty.deliverable));
    }
    if let Some(cadence) = duty.cadence {
        all.push(reports(scope, detail, cadence));
    }
    let leaders: Vec<String> = leaders(detail);
    if !leaders.is_empty() {
        all.push(Fact::new(label("duty-fact-leaders"), join(lang, &leaders)));
    }
    if let Some(at) = duty.assigned_at {
        all.push(Fact::new(label("duty-fact-assigned"), day(scope, at)));
    }
    if !duty.origin.label.is_empty() {
        let mut origin = Fact::new(label("duty-fact-origin"), &duty.origin.label);
        // The room above finds its object by the id alone.
        let place = match duty.origin.kind.as_str() {
            "clause" => Some("clauses"),
            "decision" => Some("decisions"),
            "instruction" if scope.reads_all() => Some("instructions"),
            _ => None,
        };
        origin.href = duty.origin.id.zip(place).map(|(id, place)| format!("{}/{place}/{id}", scope.base()));
        all.push(origin);
    }
    all
}

fn due(scope: &Scope, detail: &Detail, calendar: &WorkCalendar) -> Fact {
    let (lang, duty) = (scope.lang(), &detail.duty);
    let label = t(lang, "duty-fact-due").into_owned();
    let Some(on) = duty.due_on() else {
        let waits = duty.due.as_ref().and_then(|due| match due.rule {
            DeadlineRule::AfterAssignment { working_days } => Some(working_days),
            _ => None,
        });
        return match waits {
            Some(days) => Fact::new(label, format(lang, "duty-fact-due-after", &[("days", days.into())])),
            None => Fact::new(label, t(lang, "duty-fact-due-none")),
        };
    };
    let late = duty.state.deadline_runs() && on < scope.today();
    let note = duty.state.deadline_runs().then(|| left(lang, calendar.working_days_between(scope.today(), on), late));
    Fact { note, late, ..Fact::new(label, format_day(lang, on)) }
}

/// “剩 5 个工作日”, “今天到期”, “超 3 个工作日”.
fn left(lang: Lang, days: i32, late: bool) -> String {
    match days {
        _ if late => format(lang, "part-deadline-over", &[("days", days.abs().into())]),
        0 => t(lang, "part-deadline-today").into_owned(),
        _ => format(lang, "part-deadline-left", &[("days", days.into())]),
    }
}

fn reports(scope: &Scope, detail: &Detail, cadence: Cadence) -> Fact {
    let lang = scope.lang();
    let next = detail.duty.next_report_on.filter(|_| detail.duty.state == State::InProgress);
    let note = next.map(|on| {
        let key = if on < scope.today() { "duty-fact-next-report-owed" } else { "duty-fact-next-report" };
        format(lang, key, &[("date", format_day(lang, on).into())])
    });
    Fact { note, ..Fact::new(t(lang, "duty-fact-cadence"), t(lang, &cadence.key())) }
}

/// The leaders in charge of the lead department.
fn leaders(detail: &Detail) -> Vec<String> {
    let of_lead = |d: &i64| Some(*d) == detail.duty.lead_id;
    detail.people.iter().filter(|(d, _, f)| of_lead(d) && *f == Function::Leader).map(|(_, name, _)| name.clone()).collect()
}

/// Every deadline before the one in force, the latest first.
pub fn earlier(scope: &Scope, detail: &Detail) -> Vec<Earlier> {
    let lang = scope.lang();
    let of = |row: &crate::duties::DeadlineRow| {
        let date = row.due_on.map_or_else(|| t(lang, "duty-fact-due-none").into_owned(), |on| format_day(lang, on));
        let cause = t(lang, &format!("duty-cause-{}", row.cause)).into_owned();
        let mut args = vec![("cause", cause.into()), ("date", day(scope, row.at).into())];
        let key = if row.actor.is_empty() { "duty-earlier-note" } else { "duty-earlier-note-actor" };
        if !row.actor.is_empty() {
            args.push(("actor", row.actor.as_str().into()));
        }
        Earlier { date, note: format(lang, key, &args), reason: Some(row.reason.clone()).filter(|r| !r.is_empty()) }
    };
    detail.deadlines.iter().skip(1).map(of).collect()
}
