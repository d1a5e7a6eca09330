//! Regions on the page of their campaign: tiles, the ranking, who owes reports; and the campaign's facts.

use serde::Serialize;

use super::{
    region_path,
    words::{amount, days, grouped, region_light, share, target_light},
};
use crate::{
    enforcement::campaign::{
        actions::may_report,
        model::{CampaignState, Progress, RegionStanding, Standing, What},
    },
    platform::{
        i18n::{Lang, format, format_day, join, t},
        view::parts::{Fact, LightView, Link, SortHead},
    },
    tenancy::{Scope, departments::Department},
};

#[derive(Serialize)]
pub(super) struct Tile {
    href: String,
    short: String,
    name: String,
    light: LightView,
    share: String,
}

/// A region in the ranking.
#[derive(Serialize)]
pub(super) struct Row {
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
pub(super) struct Missing {
    light: LightView,
    title: String,
    href: String,
    note: String,
    report: Option<Link>,
}

/// What at least one region is to reach.
pub(super) fn kinds(standing: &Standing) -> Vec<What> {
    What::ALL.iter().copied().filter(|what| standing.regions.iter().any(|r| r.target(*what).is_some())).collect()
}

pub(super) fn short(all: &[Department], id: i64) -> String {
    all.iter().find(|d| d.id == id).map(|d| d.short_name.clone()).unwrap_or_default()
}

pub(super) fn full(all: &[Department], id: i64) -> String {
    all.iter().find(|d| d.id == id).map(|d| d.name.clone()).unwrap_or_default()
}

pub(super) fn tile(scope: &Scope, standing: &Standing, region: &RegionStanding, all: &[Department]) -> Tile {
    let id = region.known.region.department_id;
    Tile {
        href: region_path(scope, &standing.campaign.number, id),
        short: short(all, id),
        name: full(all, id),
        light: region_light(scope.lang(), standing.campaign.state, region),
        share: region.share.map(share).unwrap_or_default(),
    }
}

pub(super) fn heads(lang: Lang, kinds: &[What]) -> Vec<SortHead> {
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

pub(super) fn row(scope: &Scope, standing: &Standing, region: &RegionStanding, all: &[Department], kinds: &[What]) -> Row {
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

/// So many periods without a report are named; of more it is said how many they are.
const NAMED: usize = 2;

pub(super) fn missing(scope: &Scope, standing: &Standing, region: &RegionStanding, all: &[Department]) -> Missing {
    let (lang, id) = (scope.lang(), region.known.region.department_id);
    let is_late = !region.overdue.is_empty();
    let spans: Vec<String> = region.owed.iter().take(NAMED).map(|p| days(lang, p.first_on, p.last_on)).collect();
    let all_owed = f64::from(u32::try_from(region.owed.len()).unwrap_or(u32::MAX));
    let said = if region.owed.len() > NAMED { "campaign-missing-many" } else { "campaign-missing" };
    let due = region.owed.first().map(|p| format_day(lang, p.due_on)).unwrap_or_default();
    let href = region_path(scope, &standing.campaign.number, id);
    let key = if is_late { "campaign-light-silent" } else { "campaign-light-owed" };
    Missing {
        light: LightView { tone: if is_late { "yellow" } else { "blue" }, word: Some(t(lang, key).into_owned()) },
        title: short(all, id),
        note: format(lang, said, &[("periods", join(lang, &spans).into()), ("n", all_owed.into()), ("day", due.into())]),
        report: may_report(scope, id).then(|| Link::new(format!("{href}/report"), t(lang, "campaign-action-report"))),
        href,
    }
}

pub(super) fn facts(scope: &Scope, standing: &Standing, all: &[Department]) -> Vec<Fact> {
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
