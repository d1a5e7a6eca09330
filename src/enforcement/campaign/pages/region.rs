//! `GET /w/{slug}/campaigns/{number}/regions/{id}`: one region: targets, reports, cases, and all that happened.

use std::sync::Arc;

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer,
    chart::{Chart, chart},
    head, number_in, region_in, region_path,
    region_rows::{CaseRow, ReportRow, TargetRow, case, facts, reports, target},
    show::{EVENTS, Facts},
    show_rows::{full, short},
    words::{days, region_light},
};
use crate::{
    calendar::{self, WorkCalendar},
    enforcement::{
        campaign::{
            REGION,
            actions::may_report,
            model::{CampaignState, CaseDays, RegionStanding, Report, Standing},
            queries,
        },
        model::CaseBrief,
        queries::cases::{self as cases, CaseFilter, CaseOrder, CasePage},
    },
    platform::{
        db::Conn,
        error::{Error, Result},
        http::ListQuery,
        i18n::{format, format_day, t},
        view::parts::{Actions, Head, Link, Notice, Offered, TimelineView},
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
    head: Head,
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
