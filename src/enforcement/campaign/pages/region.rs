//! `GET /w/{slug}/campaigns/{number}/regions/{id}`: one region: targets, reports, cases, and all that happened.

use std::sync::Arc;

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer,
    chart::{Chart, chart},
    head, number_in, region_in, region_path,
    show::{CellView, EVENTS, Facts, cell, full, short},
    words::{amount, days, region_light, share},
};
use crate::{
    calendar::{self, WorkCalendar},
    enforcement::{
        campaign::{
            REGION,
            actions::may_report,
            model::{CampaignState, CaseDays, Progress, RegionStanding, Report, Standing, What},
            queries,
        },
        model::CaseBrief,
        pages::cases as case_pages,
        queries::cases::{self as cases, CaseFilter, CaseOrder, CasePage},
    },
    platform::{
        clock,
        db::Conn,
        error::{Error, Result},
        http::ListQuery,
        i18n::{format, format_day, t},
        view::parts::{Actions, Fact, LightView, Link, Notice, Offered, TimelineView},
    },
    site::{Member, Site},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
    timeline::{Event, timeline_view},
};

/// The newest cases shown; the register has the rest.
const CASES: i64 = 8;

#[derive(Serialize)]
struct Body {
    head: crate::platform::view::parts::Head,
    notices: Vec<Notice>,
    actions: Actions,
    targets: Vec<TargetRow>,
    chart: Option<Chart>,
    reports: Vec<ReportRow>,
    cases: Vec<CaseRow>,
    all_cases: Option<Link>,
    facts: Facts,
    timeline: TimelineView,
}

#[derive(Serialize)]
struct TargetRow {
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
struct ReportRow {
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
struct CaseRow {
    light: LightView,
    href: String,
    title: String,
    note: String,
}

pub(super) struct Loaded {
    pub standing: Standing,
    pub at: usize,
    pub reports: Vec<Report>,
    pub all: Vec<Department>,
    pub calendar: Arc<WorkCalendar>,
}

impl Loaded {
    pub fn region(&self) -> Result<&RegionStanding> {
        self.standing.regions.get(self.at).ok_or(Error::NotFound)
    }
}

/// A region with its campaign, of which it is one.
pub(super) fn load(conn: &mut Conn, scope: &Scope, number: &str, department_id: i64) -> Result<Loaded> {
    let campaign = queries::by_number(conn, scope, number)?;
    let region = queries::region(conn, scope, &campaign, department_id)?;
    let standing = queries::standing(conn, scope, campaign)?;
    let at = standing.regions.iter().position(|r| r.known.region.id == region.id).ok_or(Error::NotFound)?;
    let (all, calendar) = (departments::all(conn, scope)?, calendar::load(conn, scope)?);
    Ok(Loaded { reports: queries::reports(conn, scope, &region)?, standing, at, all, calendar })
}

struct Rest {
    days: CaseDays,
    cases: Vec<CaseBrief>,
    events: Vec<Event>,
}

fn rest(conn: &mut Conn, scope: &Scope, loaded: &Loaded, before: Option<i64>) -> Result<Rest> {
    let region = loaded.region()?.known.region.clone();
    let filter = CaseFilter {
        campaign: Some(loaded.standing.campaign.number.clone()),
        region_id: Some(region.department_id),
        ..CaseFilter::default()
    };
    let page = CasePage { tab: None, order: CaseOrder::Age, descending: false, limit: CASES, offset: 0 };
    Ok(Rest {
        days: queries::case_days(conn, scope, &loaded.standing)?.remove(&region.department_id).unwrap_or_default(),
        cases: cases::list(conn, scope, &filter, page)?,
        events: queries::region_events(conn, scope, region.id, before, EVENTS)?,
    })
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (number, id) = (number_in(&req), region_in(&req)?);
    let before = ListQuery::of(&req, &[]).filter("before").and_then(|b| b.parse().ok());
    let (loaded, rest) = site
        .read(&member, move |conn, scope| {
            let loaded = load(conn, scope, &number, id)?;
            let rest = rest(conn, scope, &loaded, before)?;
            Ok((loaded, rest))
        })
        .await?;
    let body = body(&member.scope, &loaded, rest)?;
    Ok(member.page(&req, "enforcement/campaign_region", body.head.title.clone(), body)?)
}

fn body(scope: &Scope, loaded: &Loaded, rest: Rest) -> Result<Body> {
    let (lang, standing, region) = (scope.lang(), &loaded.standing, loaded.region()?);
    let (campaign, id) = (&standing.campaign, region.known.region.department_id);
    let home = region_path(scope, &campaign.number, id);
    let more = rest.events.last().filter(|_| rest.events.len() as i64 == EVENTS).map(|e| format!("{home}?before={}#timeline", e.id));
    let mut head = head(scope, Some(campaign), &full(&loaded.all, id));
    head.light = Some(region_light(lang, campaign.state, region));
    head.under = Some(days(lang, campaign.first_on, campaign.last_on));
    let course = standing.course(&[(region, rest.days)], scope.today(), &loaded.calendar);
    let about = format(lang, "campaign-chart-about-region", &[("region", short(&loaded.all, id).into())]);
    let all_cases = Link::new(format!("{}/cases?campaign={}&region={id}", scope.base(), campaign.number), t(lang, "campaign-all-cases"));
    Ok(Body {
        head,
        notices: notices(scope, standing, region),
        actions: Actions { offered: offered(scope, standing, region), refused: Vec::new() },
        targets: region.targets.iter().map(|p| target(scope, standing, region, p)).collect(),
        chart: if campaign.counts() { chart(lang, campaign, &course, &about) } else { None },
        reports: reports(scope, loaded, region),
        all_cases: (!rest.cases.is_empty()).then_some(all_cases),
        cases: rest.cases.iter().map(|c| case(scope, &loaded.calendar, c)).collect(),
        facts: Facts { items: facts(scope, loaded, region), beside: false },
        timeline: timeline_view(scope, REGION, &rest.events, more),
    })
}

fn notices(scope: &Scope, standing: &Standing, region: &RegionStanding) -> Vec<Notice> {
    let lang = scope.lang();
    let Some(first) = region.owed.first() else { return Vec::new() };
    let late = first.is_overdue(scope.today());
    let args = [
        ("n", (region.owed.len() as f64).into()),
        ("period", days(lang, first.first_on, first.last_on).into()),
        ("day", format_day(lang, first.due_on).into()),
    ];
    let text = format(lang, if late { "campaign-owes-late" } else { "campaign-owes" }, &args);
    let href = format!("{}/report", region_path(scope, &standing.campaign.number, region.known.region.department_id));
    let link = may_report(scope, region.known.region.department_id).then(|| Link::new(href, t(lang, "campaign-action-report")));
    vec![Notice { tone: if late { "yellow" } else { "grey" }, title: None, text, link }]
}

fn offered(scope: &Scope, standing: &Standing, region: &RegionStanding) -> Vec<Offered> {
    let id = region.known.region.department_id;
    if standing.campaign.state != CampaignState::Running || !may_report(scope, id) {
        return Vec::new();
    }
    let key = if scope.acts_for_department(id) { "campaign-action-report" } else { "campaign-action-report-for" };
    vec![Offered {
        label: t(scope.lang(), key).into_owned(),
        href: format!("{}/report", region_path(scope, &standing.campaign.number, id)),
        post: false,
        main: true,
        danger: false,
        hidden: Vec::new(),
    }]
}

fn target(scope: &Scope, standing: &Standing, region: &RegionStanding, p: &Progress) -> TargetRow {
    let lang = scope.lang();
    TargetRow {
        what: t(lang, &p.what.key()).into_owned(),
        cell: cell(scope, standing, region, Some(p)),
        done: amount(lang, p.what, p.done),
        goal: amount(lang, p.what, p.goal),
        line: if standing.campaign.counts() { amount(lang, p.what, p.line) } else { String::new() },
        share: share(p.share()),
        light: super::words::target_light(lang, p),
    }
}

/// Period by period, the newest first; those to come are left out.
fn reports(scope: &Scope, loaded: &Loaded, region: &RegionStanding) -> Vec<ReportRow> {
    let begun = loaded.standing.periods.iter().rev().filter(|p| p.has_begun(scope.today()));
    begun.map(|p| report(scope, loaded, region, p)).collect()
}

fn report(scope: &Scope, loaded: &Loaded, region: &RegionStanding, period: &crate::enforcement::campaign::Period) -> ReportRow {
    let (lang, campaign, id) = (scope.lang(), &loaded.standing.campaign, region.known.region.department_id);
    let given = loaded.reports.iter().find(|r| r.first_on == period.first_on);
    let may = campaign.state == CampaignState::Running && may_report(scope, id);
    let href = format!("{}/report?period={}", region_path(scope, &campaign.number, id), period.first_on);
    let figure = |what: What| given.map(|r| super::words::grouped(r.figures.of(what))).unwrap_or_default();
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

fn case(scope: &Scope, calendar: &WorkCalendar, case: &CaseBrief) -> CaseRow {
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

fn facts(scope: &Scope, loaded: &Loaded, region: &RegionStanding) -> Vec<Fact> {
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
