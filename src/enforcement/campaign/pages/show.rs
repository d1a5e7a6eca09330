//! `GET /w/{slug}/campaigns/{number}`: where it stands, region by region.

use std::{collections::HashMap, sync::Arc};

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer,
    chart::{Chart, chart},
    list_path, number_in, path, region_path,
    words::{amount, days, grouped, light, region_light, share, target_light},
};
use crate::{
    calendar::{self, WorkCalendar},
    enforcement::campaign::{
        CAMPAIGN,
        actions::may_report,
        model::{CampaignAction, CampaignState, CaseDays, Progress, RegionStanding, Standing, What},
        queries,
    },
    platform::{
        db::Conn,
        error::Result,
        http::ListQuery,
        i18n::{Lang, format, format_day, join, t},
        view::parts::{Actions, Crumb, Fact, Head, LightView, Link, Notice, Offered, SortHead, StateView, TimelineView},
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
    elsewhere: Option<Link>,
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

#[derive(Serialize)]
struct Tile {
    href: String,
    short: String,
    name: String,
    light: LightView,
    share: String,
}

/// A region in the ranking.
#[derive(Serialize)]
struct Row {
    rank: String,
    light: LightView,
    href: String,
    name: String,
    share: String,
    cells: Vec<CellView>,
    reports: String,
    /// All of it in one line, for a phone.
    brief: String,
}

/// How far one target is, and the cases behind the figure.
#[derive(Serialize)]
pub(super) struct CellView {
    pub done: String,
    pub href: Option<String>,
    pub goal: String,
    pub tone: &'static str,
    pub word: String,
}

/// A region that owes reports.
#[derive(Serialize)]
struct Missing {
    light: LightView,
    title: String,
    href: String,
    note: String,
    report: Option<Link>,
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
    let elsewhere = (standing.elsewhere > 0).then(|| {
        let label = format(lang, "campaign-elsewhere", &[("n", (standing.elsewhere as f64).into())]);
        Link::new(format!("{}/cases?campaign={}", scope.base(), campaign.number), label)
    });
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
        elsewhere,
        chart: if campaign.counts() { chart(lang, campaign, &course, &t(lang, "campaign-chart-about")) } else { None },
        missing: standing.regions.iter().filter(|r| !r.owed.is_empty()).map(|r| missing(scope, standing, r, all)).collect(),
        facts: Facts { items: facts(scope, standing, all), beside: false },
        timeline: timeline_view(scope, CAMPAIGN, &loaded.events, more),
    }
}

/// What at least one region is to reach.
pub(super) fn kinds(standing: &Standing) -> Vec<What> {
    What::ALL.iter().copied().filter(|what| standing.regions.iter().any(|r| r.target(*what).is_some())).collect()
}

/// The worst first, then as departments are ordered.
fn order(region: &RegionStanding) -> usize {
    crate::duties::Light::ALL.iter().position(|l| *l == region.light).unwrap_or(usize::MAX)
}

pub(super) fn short(all: &[Department], id: i64) -> String {
    all.iter().find(|d| d.id == id).map(|d| d.short_name.clone()).unwrap_or_default()
}

pub(super) fn full(all: &[Department], id: i64) -> String {
    all.iter().find(|d| d.id == id).map(|d| d.name.clone()).unwrap_or_default()
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
    ];
    let (tone, key) = match (campaign.state, standing.pace.over) {
        (CampaignState::Draft, _) if standing.regions.iter().any(|r| r.targets.is_empty()) => ("yellow", "campaign-next-goals"),
        (CampaignState::Draft, _) => ("grey", "campaign-next-start"),
        (CampaignState::Cancelled, _) => ("grey", "campaign-next-cancelled"),
        (CampaignState::Closed, _) => ("grey", "campaign-next-closed"),
        (CampaignState::Running, true) if standing.count(Red) > 0 => ("red", "campaign-next-over-missed"),
        (CampaignState::Running, true) => ("grey", "campaign-next-over"),
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
        if may(CampaignAction::Close) && (standing.pace.over || standing.is_reached()) {
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

fn tile(scope: &Scope, standing: &Standing, region: &RegionStanding, all: &[Department]) -> Tile {
    let id = region.known.region.department_id;
    Tile {
        href: region_path(scope, &standing.campaign.number, id),
        short: short(all, id),
        name: full(all, id),
        light: region_light(scope.lang(), standing.campaign.state, region),
        share: region.share.map(share).unwrap_or_default(),
    }
}

fn heads(lang: Lang, kinds: &[What]) -> Vec<SortHead> {
    let head = |key: &str, class| SortHead { label: t(lang, key).into_owned(), href: None, dir: None, class };
    let mut all = vec![
        head("campaign-field-rank", None),
        head("campaign-field-region", None),
        head("campaign-field-light", None),
        head("campaign-field-share", Some("amount")),
    ];
    all.extend(kinds.iter().map(|what| head(&what.key(), Some("amount extra"))));
    all.push(head("campaign-field-reports", Some("extra wide")));
    all
}

/// The address of the cases behind a figure.
pub(super) fn cases_href(scope: &Scope, number: &str, department_id: i64, what: What) -> Option<String> {
    let counted = match what {
        What::CasesFiled => "filed",
        What::CasesClosed => "closed",
        _ => return None,
    };
    Some(format!("{}/cases?campaign={number}&region={department_id}&counted={counted}", scope.base()))
}

pub(super) fn cell(scope: &Scope, standing: &Standing, region: &RegionStanding, progress: Option<&Progress>) -> CellView {
    let Some(p) = progress else {
        return CellView { done: String::new(), href: None, goal: String::new(), tone: "", word: String::new() };
    };
    let number = &standing.campaign.number;
    let href = cases_href(scope, number, region.known.region.department_id, p.what).filter(|_| p.done > 0);
    let view = target_light(scope.lang(), p);
    let counts = standing.campaign.counts();
    CellView {
        done: grouped(p.done),
        href,
        goal: grouped(p.goal),
        tone: if counts { view.tone } else { "" },
        word: view.word.filter(|_| counts).unwrap_or_default(),
    }
}

fn row(scope: &Scope, standing: &Standing, region: &RegionStanding, all: &[Department], kinds: &[What]) -> Row {
    let (lang, id) = (scope.lang(), region.known.region.department_id);
    let said = |p: &Progress| format!("{} {}/{}", t(lang, &p.what.key()), grouped(p.done), grouped(p.goal));
    let over = standing.periods.iter().filter(|p| p.is_over(scope.today())).count();
    let args = [
        ("given", (region.known.reported.len() as f64).into()),
        ("due", (over as f64).into()),
        ("late", (region.overdue.len() as f64).into()),
    ];
    Row {
        rank: region.rank.map(|r| r.to_string()).unwrap_or_default(),
        light: region_light(lang, standing.campaign.state, region),
        href: region_path(scope, &standing.campaign.number, id),
        name: short(all, id),
        share: region.share.map(share).unwrap_or_default(),
        cells: kinds.iter().map(|what| cell(scope, standing, region, region.target(*what))).collect(),
        reports: format(lang, if region.overdue.is_empty() { "campaign-reports-given" } else { "campaign-reports-late" }, &args),
        brief: region.targets.iter().map(said).collect::<Vec<_>>().join(" · "),
    }
}

fn missing(scope: &Scope, standing: &Standing, region: &RegionStanding, all: &[Department]) -> Missing {
    let (lang, id) = (scope.lang(), region.known.region.department_id);
    let is_late = !region.overdue.is_empty();
    let spans: Vec<String> = region.owed.iter().map(|p| days(lang, p.first_on, p.last_on)).collect();
    let due = region.owed.first().map(|p| format_day(lang, p.due_on)).unwrap_or_default();
    let href = region_path(scope, &standing.campaign.number, id);
    let key = if is_late { "campaign-light-silent" } else { "campaign-light-owed" };
    Missing {
        light: LightView { tone: if is_late { "yellow" } else { "blue" }, word: Some(t(lang, key).into_owned()) },
        title: short(all, id),
        note: format(lang, "campaign-missing", &[("periods", join(lang, &spans).into()), ("day", due.into())]),
        report: may_report(scope, id).then(|| Link::new(format!("{href}/report"), t(lang, "campaign-action-report"))),
        href,
    }
}

fn facts(scope: &Scope, standing: &Standing, all: &[Department]) -> Vec<Fact> {
    let (lang, campaign) = (scope.lang(), &standing.campaign);
    let fact = |key: &str, value: String| Fact::new(t(lang, key), value);
    let rhythm = [("rhythm", t(lang, &campaign.rhythm.key()).into_owned().into()), ("days", f64::from(campaign.report_days).into())];
    let lead = |id: &i64| Link::new(format!("{}/departments/{id}", scope.base()), full(all, *id));
    let mut items = vec![Fact { links: Some(standing.leads.iter().map(lead).collect()), ..fact("campaign-field-leads", String::new()) }];
    items.push(fact("campaign-field-first-on", format_day(lang, campaign.first_on)));
    items.push(Fact {
        late: campaign.state == CampaignState::Running && standing.pace.over,
        ..fact("campaign-field-last-on", format_day(lang, campaign.last_on))
    });
    let texts = [
        ("campaign-field-purpose", &campaign.purpose),
        ("campaign-field-products", &campaign.products),
        ("campaign-field-markets", &campaign.markets),
    ];
    items.extend(texts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(key, text)| fact(key, text.clone())));
    items.push(fact("campaign-field-rhythm", format(lang, "campaign-rhythm-due", &rhythm)));
    for what in kinds(standing) {
        let (done, goal) = standing.regions.iter().filter_map(|r| r.target(what)).fold((0, 0), |(d, g), p| (d + p.done, g + p.goal));
        let said = format(lang, "campaign-sum", &[("done", amount(lang, what, done).into()), ("goal", amount(lang, what, goal).into())]);
        items.push(Fact::new(format(lang, "campaign-sum-of", &[("what", t(lang, &what.key()).into_owned().into())]), said));
    }
    items.push(fact("campaign-field-created-by", campaign.created_by.clone()));
    items
}
