//! What the page of a region lists: its targets, its reports period by period, its newest cases; and its facts.

use serde::Serialize;

use super::{
    region::Loaded,
    region_path,
    show_rows::{CellView, cell, full},
    words::{amount, days, grouped, share, target_light},
};
use crate::{
    calendar::WorkCalendar,
    enforcement::{
        campaign::{
            actions::may_report,
            model::{CampaignState, Period, Progress, RegionStanding, Standing, What},
        },
        model::CaseBrief,
        pages::cases as case_pages,
    },
    platform::{
        clock,
        i18n::{format, format_day, t},
        view::parts::{Fact, LightView, Link},
    },
    tenancy::Scope,
};

#[derive(Serialize)]
pub(super) struct TargetRow {
    what: String,
    cell: CellView,
    done: String,
    goal: String,
    line: String,
    share: String,
    light: LightView,
}

/// A period with its report, or without.
#[derive(Serialize)]
pub(super) struct ReportRow {
    period: String,
    light: Option<LightView>,
    inspected: String,
    value: String,
    reopened: String,
    about: String,
    note: String,
    link: Option<Link>,
}

#[derive(Serialize)]
pub(super) struct CaseRow {
    light: LightView,
    href: String,
    title: String,
    note: String,
}

pub(super) fn target(scope: &Scope, standing: &Standing, region: &RegionStanding, p: &Progress) -> TargetRow {
    let lang = scope.lang();
    TargetRow {
        what: t(lang, &p.what.key()).into_owned(),
        cell: cell(scope, standing, region, Some(p)),
        done: amount(lang, p.what, p.done),
        goal: amount(lang, p.what, p.goal),
        line: if standing.campaign.counts() { amount(lang, p.what, p.line) } else { String::new() },
        share: share(p.share()),
        light: target_light(lang, p),
    }
}

/// Period by period, the newest first; those to come are left out.
pub(super) fn reports(scope: &Scope, loaded: &Loaded, region: &RegionStanding) -> Vec<ReportRow> {
    let begun = loaded.standing.periods.iter().rev().filter(|p| p.has_begun(scope.today()));
    begun.map(|p| report(scope, loaded, region, p)).collect()
}

fn report(scope: &Scope, loaded: &Loaded, region: &RegionStanding, period: &Period) -> ReportRow {
    let (lang, campaign, id) = (scope.lang(), &loaded.standing.campaign, region.known.region.department_id);
    let given = loaded.reports.iter().find(|r| r.first_on == period.first_on);
    let may = campaign.state == CampaignState::Running && may_report(scope, id);
    let href = format!("{}/report?period={}", region_path(scope, &campaign.number, id), period.first_on);
    let figure = |what: What| given.map(|r| grouped(r.figures.of(what))).unwrap_or_default();
    let late = region.overdue.contains(period);
    let light = match given {
        Some(_) => None,
        None if late => Some(LightView { tone: "yellow", word: Some(t(lang, "campaign-light-silent").into_owned()) }),
        None if region.owed.contains(period) => Some(LightView { tone: "blue", word: Some(t(lang, "campaign-light-owed").into_owned()) }),
        None => None,
    };
    let about = match given {
        Some(r) => {
            let day = clock::local(r.reported_at, scope.zone()).format("%m-%d %H:%M").to_string();
            let args = [("who", r.reported_by.as_str().into()), ("at", day.into())];
            format(lang, if r.by_office { "campaign-report-by-office" } else { "campaign-report-by" }, &args)
        }
        None => format(lang, "campaign-report-due", &[("day", format_day(lang, period.due_on).into())]),
    };
    ReportRow {
        period: days(lang, period.first_on, period.last_on),
        light,
        inspected: figure(What::Inspected),
        value: figure(What::Value),
        reopened: figure(What::Reopened),
        about,
        note: given.map(|r| r.note.clone()).unwrap_or_default(),
        link: may.then(|| Link::new(href, t(lang, if given.is_some() { "campaign-action-correct" } else { "campaign-action-report" }))),
    }
}

pub(super) fn case(scope: &Scope, calendar: &WorkCalendar, case: &CaseBrief) -> CaseRow {
    let lang = scope.lang();
    let filed = case.filed_on.map(|day| format(lang, "campaign-case-filed", &[("day", format_day(lang, day).into())]));
    let closed = case.closed_on.map(|day| format(lang, "campaign-case-closed", &[("day", format_day(lang, day).into())]));
    CaseRow {
        light: case_pages::case_light_view(scope, calendar, case.state, (case.next_due_on, case.next_what), false),
        href: case_pages::path(scope, &case.number),
        title: case.title.clone(),
        note: [Some(case.shown_number().to_owned()), filed, closed].into_iter().flatten().collect::<Vec<_>>().join(" · "),
    }
}

pub(super) fn facts(scope: &Scope, loaded: &Loaded, region: &RegionStanding) -> Vec<Fact> {
    let (lang, campaign) = (scope.lang(), &loaded.standing.campaign);
    let id = region.known.region.department_id;
    let fact = |key: &str, value: String| Fact::new(t(lang, key), value);
    let home = super::path(scope, &campaign.number);
    let rhythm = [("rhythm", t(lang, &campaign.rhythm.key()).into_owned().into()), ("days", f64::from(campaign.report_days).into())];
    let mut items = vec![
        Fact { href: Some(home), ..fact("campaign-field-campaign", campaign.label()) },
        Fact { href: Some(format!("{}/departments/{id}", scope.base())), ..fact("campaign-field-region", full(&loaded.all, id)) },
    ];
    if let (Some(rank), Some(all)) = (region.rank, region.share) {
        let args = [("rank", (rank as f64).into()), ("n", (loaded.standing.regions.len() as f64).into()), ("share", share(all).into())];
        items.push(fact("campaign-field-rank", format(lang, "campaign-rank-of", &args)));
    }
    items.push(fact("campaign-field-rhythm", format(lang, "campaign-rhythm-due", &rhythm)));
    let figures = region.known.figures();
    for what in What::REPORTED.into_iter().filter(|what| figures.of(*what) > 0 && region.target(*what).is_none()) {
        items.push(Fact::new(t(lang, &what.key()), amount(lang, what, figures.of(what))));
    }
    items
}
