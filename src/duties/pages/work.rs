//! The work of a duty: targets with what was measured, departments with what they received and reported.

use chrono::NaiveDateTime;
use serde::Serialize;

use crate::{
    duties::{
        forms::goal,
        model::{Comparison, Measured, Part, PartyState, Sight, Target, in_force, with_unit},
        queries::Detail,
    },
    platform::{
        clock,
        i18n::{Lang, format, format_day_short, join, t},
        view::parts::{DepartmentView, LightView},
    },
    tenancy::{Function, Scope},
};

/// A target's row.
#[derive(Serialize)]
pub struct TargetView {
    name: String,
    goal: String,
    value: Option<String>,
    /// Reached or not; none before anything was measured.
    light: Option<LightView>,
    /// Share reached, 0 to 1; none where a bar would say nothing.
    share: Option<f64>,
    /// The last steps, oldest first.
    steps: String,
}

pub fn targets(lang: Lang, detail: &Detail) -> Vec<TargetView> {
    detail.targets.iter().map(|target| target_view(lang, detail, target)).collect()
}

fn target_view(lang: Lang, detail: &Detail, target: &Target) -> TargetView {
    let what = &target.what;
    let last = in_force(target.id, detail.duty.lead_id, &detail.measured);
    let reached = last.map(|m| what.is_reached(m.value));
    let light = reached.map(|yes| {
        let (tone, key) = if yes { ("green", "duty-target-reached") } else { ("yellow", "duty-target-not-reached") };
        LightView { tone, word: Some(t(lang, key).into_owned()) }
    });
    TargetView {
        name: what.name.clone(),
        goal: goal(lang, what),
        value: last.map(|m| with_unit(m.value, &what.unit)),
        // A ceiling is kept, not approached: until it is broken nothing is short.
        light: light.filter(|_| reached == Some(true) || what.comparison == Comparison::AtMost),
        share: last.and_then(|m| what.share(m.value)),
        steps: steps(lang, detail, target, last),
    }
}

/// “10-31 26 个 → 11-12 31 个”: the last three values of the department whose figure counts.
fn steps(lang: Lang, detail: &Detail, target: &Target, last: Option<&Measured>) -> String {
    let Some(last) = last else { return t(lang, "duty-target-none-yet").into_owned() };
    let of = detail.measured.iter().filter(|m| m.target_id == target.id && m.department_id == last.department_id);
    let all: Vec<&Measured> = of.collect();
    let said = all.iter().skip(all.len().saturating_sub(3)).map(|m| {
        let date = format_day_short(m.as_of, last.as_of);
        format(lang, "duty-target-step", &[("date", date.into()), ("value", with_unit(m.value, &target.what.unit).into())])
    });
    said.collect::<Vec<_>>().join(" → ")
}

/// A department's row.
#[derive(Serialize)]
pub struct PartyView {
    department: DepartmentView,
    part: String,
    light: Option<LightView>,
    /// When it received, when it reported.
    when: Vec<String>,
    share: Option<String>,
    reason: Option<String>,
    people: Option<String>,
}

/// All departments, lead first; in the outline only who they are.
pub fn parties(scope: &Scope, detail: &Detail) -> Vec<PartyView> {
    let (lang, full) = (scope.lang(), detail.sight == Sight::Full);
    let duty = &detail.duty;
    duty.parties
        .iter()
        .filter(|p| full || p.is_charged())
        .map(|party| {
            let name = detail.departments.iter().find(|d| d.id == party.department_id);
            let short = name.map(|d| d.short_name.clone()).unwrap_or_default();
            let department = DepartmentView { name: name.map_or_else(|| short.clone(), |d| d.name.clone()), short };
            let part = t(lang, if party.part == Part::Lead { "duty-part-lead" } else { "duty-part-support" }).into_owned();
            let moments = [("duty-party-received-on", party.received_at), ("duty-party-reported-on", party.reported_at)];
            let when = moments.into_iter().filter_map(|(key, at)| Some(format(lang, key, &[("date", day(scope, at?).into())])));
            let reason = party.reason.as_deref().filter(|_| full && party.state == PartyState::Refused);
            let assigned = duty.assigned_at.is_some();
            PartyView {
                department,
                part,
                light: (full && assigned).then(|| party_light(lang, party.state, party.reported_at.is_some())),
                when: if full { when.collect() } else { Vec::new() },
                share: Some(party.share.clone()).filter(|s| full && !s.is_empty()),
                reason: reason.map(|r| format(lang, "duty-party-reason", &[("reason", r.into())])),
                people: full.then(|| people(lang, detail, party.department_id)),
            }
        })
        .collect()
}

fn party_light(lang: Lang, state: PartyState, reported: bool) -> LightView {
    let (tone, key) = match state {
        PartyState::Accepted if reported => ("green", "duty-party-reported"),
        PartyState::Pending => ("yellow", state.key()),
        PartyState::Accepted => ("blue", state.key()),
        PartyState::Refused => ("red", state.key()),
        PartyState::Withdrawn => ("grey", state.key()),
    };
    LightView { tone, word: Some(t(lang, key).into_owned()) }
}

/// Liaison and deputies of a department; says so when there is none.
fn people(lang: Lang, detail: &Detail, department_id: i64) -> String {
    let own = |f: Function| detail.people.iter().filter(move |(d, _, function)| *d == department_id && *function == f);
    let mut names: Vec<String> = own(Function::Liaison).map(|(_, name, _)| name.clone()).collect();
    names.extend(own(Function::Deputy).map(|(_, name, _)| format(lang, "duty-party-deputy", &[("name", name.as_str().into())])));
    match names.is_empty() {
        true => t(lang, "duty-party-nobody").into_owned(),
        false => format(lang, "duty-party-people", &[("people", join(lang, &names).into())]),
    }
}

/// The day of an instant where the workspace is, without the year when it is this one.
pub fn day(scope: &Scope, at: NaiveDateTime) -> String {
    format_day_short(clock::local(at, scope.zone()).date(), scope.today())
}
