//! `GET /w/{slug}/campaigns/{number}`: where it stands, region by region.

use std::{collections::HashMap, sync::Arc};

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer,
    chart::{Chart, chart},
    list_path, number_in, path, region_path,
    show_rows::{Missing, Row, Tile, facts, heads, kinds, missing, row, short, tile},
    words::{days, light, share},
};
use crate::{
    calendar::{self, WorkCalendar},
    enforcement::campaign::{
        CAMPAIGN,
        model::{CampaignAction, CampaignState, CaseDays, RegionStanding, Standing},
        queries,
    },
    platform::{
        db::Conn,
        error::Result,
        http::ListQuery,
        i18n::{format, format_day, join, t},
        view::parts::{Actions, Crumb, Fact, Head, Link, Notice, Offered, SortHead, StateView, TimelineView},
    },
    site::{Member, Site},
    tenancy::{
        Role, Scope,
        departments::{self, Department},
    },
    timeline::{Event, timeline_view},
};

/// Entries of the timeline shown at once.
pub(super) const EVENTS: i64 = 20;

#[derive(Serialize)]
struct Body {
    head: Head,
    notices: Vec<Notice>,
    actions: Actions,
    /// A tile a region, the worst first.
    tiles: Vec<Tile>,
    heads: Vec<SortHead>,
    rows: Vec<Row>,
    /// Cases of places that count for none of the regions. (`elsewhere` would be read as `else` by templates.)
    outside: Option<String>,
    /// All cases linked with it.
    cases: Link,
    chart: Option<Chart>,
    missing: Vec<Missing>,
    facts: Facts,
    timeline: TimelineView,
}

#[derive(Serialize)]
pub(super) struct Facts {
    pub items: Vec<Fact>,
    pub beside: bool,
}

struct Loaded {
    standing: Standing,
    days: HashMap<i64, CaseDays>,
    all: Vec<Department>,
    events: Vec<Event>,
    calendar: Arc<WorkCalendar>,
}

fn load(conn: &mut Conn, scope: &Scope, number: &str, before: Option<i64>) -> Result<Loaded> {
    let campaign = queries::by_number(conn, scope, number)?;
    let standing = queries::standing(conn, scope, campaign)?;
    Ok(Loaded {
        days: queries::case_days(conn, scope, &standing)?,
        all: departments::all(conn, scope)?,
        events: queries::events(conn, scope, standing.campaign.id, before, EVENTS)?,
        calendar: calendar::load(conn, scope)?,
        standing,
    })
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let before = ListQuery::of(&req, &[]).filter("before").and_then(|b| b.parse().ok());
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number, before)).await?;
    let title = loaded.standing.campaign.name.clone();
    Ok(member.page(&req, "enforcement/campaign_show", title, body(&member.scope, loaded))?)
}

fn body(scope: &Scope, mut loaded: Loaded) -> Body {
    let lang = scope.lang();
    let days = std::mem::take(&mut loaded.days);
    let (standing, all) = (&loaded.standing, &loaded.all);
    let campaign = &standing.campaign;
    let home = path(scope, &campaign.number);
    let more = loaded.events.last().filter(|_| loaded.events.len() as i64 == EVENTS);
    let more = more.map(|e| format!("{home}?before={}#timeline", e.id));
    let regions: Vec<(&RegionStanding, CaseDays)> =
        standing.regions.iter().map(|r| (r, days.get(&r.known.region.department_id).cloned().unwrap_or_default())).collect();
    let course = standing.course(&regions, scope.today(), &loaded.calendar);
    let outside = (standing.elsewhere > 0).then(|| format(lang, "campaign-elsewhere", &[("n", (standing.elsewhere as f64).into())]));
    let cases = Link::new(format!("{}/cases?campaign={}", scope.base(), campaign.number), t(lang, "campaign-cases-all"));
    let kinds = kinds(standing);
    let mut ranked: Vec<&RegionStanding> = standing.regions.iter().collect();
    ranked.sort_by_key(|r| r.rank.unwrap_or(usize::MAX));
    let mut tiled: Vec<&RegionStanding> = standing.regions.iter().collect();
    tiled.sort_by_key(|r| order(r));
    Body {
        head: head(scope, standing, all),
        notices: notices(scope, standing),
        actions: actions(scope, standing),
        tiles: tiled.into_iter().map(|r| tile(scope, standing, r, all)).collect(),
        heads: heads(lang, &kinds),
        rows: ranked.into_iter().map(|r| row(scope, standing, r, all, &kinds)).collect(),
        outside,
        cases,
        chart: if campaign.counts() { chart(lang, campaign, &course, &t(lang, "campaign-chart-about")) } else { None },
        missing: standing.regions.iter().filter(|r| !r.owed.is_empty()).map(|r| missing(scope, standing, r, all)).collect(),
        facts: Facts { items: facts(scope, standing, all), beside: false },
        timeline: timeline_view(scope, CAMPAIGN, &loaded.events, more),
    }
}

/// The worst first, then as departments are ordered.
fn order(region: &RegionStanding) -> usize {
    crate::duties::Light::ALL.iter().position(|l| *l == region.light).unwrap_or(usize::MAX)
}

fn head(scope: &Scope, standing: &Standing, all: &[Department]) -> Head {
    let (lang, campaign) = (scope.lang(), &standing.campaign);
    let mut head = Head::new(&campaign.name).crumb(list_path(scope), t(lang, "campaigns-title"));
    head.crumbs.push(Crumb { href: None, label: campaign.number.clone() });
    if campaign.counts() {
        head.light = Some(light(lang, standing));
    }
    head.state = Some(StateView { label: t(lang, &campaign.state.key()).into_owned() });
    let leads = join(lang, &standing.leads.iter().map(|id| short(all, *id)).collect::<Vec<_>>());
    let led = format(lang, "campaign-led-by", &[("leads", leads.into())]);
    head = head.under([days(lang, campaign.first_on, campaign.last_on), led].join(" · "));
    head.action(format!("{}/regions.xlsx", path(scope, &campaign.number)), t(lang, "part-export"), false)
}

/// Where it stands in a sentence, and what is next.
fn notices(scope: &Scope, standing: &Standing) -> Vec<Notice> {
    use crate::duties::Light::{Green, Grey, Red, Yellow};
    let (lang, campaign) = (scope.lang(), &standing.campaign);
    let share = standing.share().map(share).unwrap_or_default();
    let line = super::words::share(standing.pace.share());
    let silent = standing.regions.iter().filter(|r| !r.overdue.is_empty()).count();
    let n = |n: usize| (n as f64).into();
    let args = [
        ("day", format_day(lang, campaign.last_on).into()),
        ("share", share.into()),
        ("line", line.into()),
        ("behind", n(standing.count(Yellow))),
        ("missed", n(standing.count(Red))),
        ("fine", n(standing.count(Green))),
        ("reached", n(standing.count(Grey))),
        ("silent", n(silent)),
        ("n", n(standing.regions.len())),
        ("awaited", n(standing.awaited(scope.today()).count())),
        ("until", standing.periods.last().map(|p| format_day(lang, p.due_on)).unwrap_or_default().into()),
    ];
    let (tone, key) = match (campaign.state, standing.pace.over) {
        (CampaignState::Draft, _) if standing.regions.iter().any(|r| r.targets.is_empty()) => ("yellow", "campaign-next-goals"),
        (CampaignState::Draft, _) => ("grey", "campaign-next-start"),
        (CampaignState::Cancelled, _) => ("grey", "campaign-next-cancelled"),
        (CampaignState::Closed, _) => ("grey", "campaign-next-closed"),
        (CampaignState::Running, true) if standing.is_reached() => ("grey", "campaign-next-over"),
        (CampaignState::Running, true) if !standing.is_settled(scope.today()) => ("yellow", "campaign-next-awaited"),
        (CampaignState::Running, true) => ("red", "campaign-next-over-missed"),
        (CampaignState::Running, false) if standing.count(Yellow) > 0 => ("yellow", "campaign-next-behind"),
        (CampaignState::Running, false) => ("grey", "campaign-next-running"),
    };
    let text = format(lang, key, &args);
    let mut all = vec![Notice { tone, title: None, text, link: None }];
    if !campaign.reason.is_empty() {
        all.push(Notice {
            tone: "grey",
            title: Some(t(lang, "campaign-field-remark").into_owned()),
            text: campaign.reason.clone(),
            link: None,
        });
    }
    all
}

/// What this person may do now.
fn actions(scope: &Scope, standing: &Standing) -> Actions {
    let (lang, campaign) = (scope.lang(), &standing.campaign);
    let home = path(scope, &campaign.number);
    let offer = |label: &str, href: String, main: bool, danger: bool| Offered {
        label: t(lang, label).into_owned(),
        href,
        post: false,
        main,
        danger,
        hidden: Vec::new(),
    };
    let mut offered = Vec::new();
    // Whoever acts for regions is led to what they owe.
    let own = |r: &&RegionStanding| scope.acts_for_department(r.known.region.department_id);
    if campaign.state == CampaignState::Running {
        for region in standing.regions.iter().filter(own).filter(|r| !r.owed.is_empty()).take(1) {
            let href = format!("{}/report", region_path(scope, &campaign.number, region.known.region.department_id));
            offered.push(offer("campaign-action-report", href, true, false));
        }
    }
    if scope.has(Role::Secretariat) {
        let may = |action: CampaignAction| campaign.state.after(action).is_ok();
        let has_goals = standing.regions.iter().all(|r| !r.targets.is_empty());
        if may(CampaignAction::Start) {
            offered.push(offer("campaign-action-start", format!("{home}/start"), has_goals, false));
        }
        if may(CampaignAction::Close) && standing.is_settled(scope.today()) {
            offered.push(offer("campaign-action-close", format!("{home}/close"), true, false));
        }
        if may(CampaignAction::Edit) {
            offered.push(offer("campaign-goals-title", format!("{home}/regions"), !has_goals, false));
            offered.push(offer("campaign-action-edit", format!("{home}/edit"), false, false));
        }
        if may(CampaignAction::Cancel) {
            offered.push(offer("campaign-action-cancel", format!("{home}/cancel"), false, true));
        }
    }
    Actions { offered, refused: Vec::new() }
}
