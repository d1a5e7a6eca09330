//! `GET /w/{slug}/campaigns`: the campaigns, the newest deadline first.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer, list_path, path,
    words::{days, light, share},
};
use crate::{
    duties::Light,
    enforcement::campaign::{
        actions::OFFICE,
        model::{CampaignState, Standing},
        queries::{self, Filter, Order, Page},
    },
    platform::{
        http::{Dir, ListQuery, Pager, total},
        i18n::{Lang, format, join, t},
        view::parts::{Chips, Choice, Empty, Head, Hidden, LightView, Link, SortHead, Tabs},
    },
    site::{Member, Site},
    tenancy::{
        DepartmentKind, Scope,
        departments::{self, Department, DepartmentState},
    },
};

pub(super) const SORTS: [&str; 2] = ["name", "day"];

#[derive(Serialize)]
struct Body {
    head: Head,
    tabs: Tabs,
    bar: Bar,
    chips: Chips,
    heads: Vec<SortHead>,
    rows: Vec<Row>,
    empty: Empty,
    pager: Pager,
}

#[derive(Serialize)]
struct Bar {
    action: String,
    kept: Vec<Hidden>,
    q: String,
    leads: Vec<Choice>,
    regions: Vec<Choice>,
}

#[derive(Serialize)]
struct Row {
    light: LightView,
    href: String,
    name: String,
    number: String,
    state: String,
    days: String,
    leads: String,
    /// How many regions stand under which light.
    regions: String,
    share: String,
    /// All of it in one line, for a phone.
    brief: String,
}

/// What the address asks for.
pub(super) fn asked(query: &ListQuery) -> (Filter, Option<CampaignState>, Page) {
    let id = |name: &str| query.filter(name).and_then(|d| d.parse().ok());
    let filter =
        Filter { typed: query.filter("q").unwrap_or_default().chars().take(100).collect(), lead_id: id("lead"), region_id: id("region") };
    let order = if query.sort == Some("name") { Order::Name } else { Order::Day };
    // The newest come first, unless somebody asks for another order.
    let descending = query.sort.is_none() || query.dir == Dir::Desc;
    let state = query.filter("state").and_then(CampaignState::parse);
    (filter, state, Page { order, descending, limit: query.limit(), offset: query.offset() })
}

pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let mut query = ListQuery::of(&req, &SORTS);
    let (counts, found, all, query) = site
        .read(&member, move |conn, scope| {
            let (filter, state, _) = asked(&query);
            let counts = queries::counts(conn, scope, &filter)?;
            query.clamp(total(&counts, state));
            let found = queries::list(conn, scope, &filter, state, asked(&query).2)?;
            Ok((counts, found, departments::all(conn, scope)?, query))
        })
        .await?;
    let (scope, lang) = (&*member.scope, member.lang());
    let (filter, state, _) = asked(&query);
    let body = Body {
        head: list_head(scope, &query, total(&counts, state)),
        tabs: tabs(lang, &query, state, &counts),
        bar: bar(&query, &filter, &all),
        chips: chips(lang, &query, &filter, &all),
        heads: heads(lang, &query),
        rows: found.iter().map(|standing| row(scope, standing, &all)).collect(),
        empty: empty(scope, &filter, state),
        pager: query.pager(lang, total(&counts, state)),
    };
    Ok(member.page(&req, "enforcement/campaign_list", t(lang, "campaigns-title"), body)?)
}

fn list_head(scope: &Scope, query: &ListQuery, total: u64) -> Head {
    let lang = scope.lang();
    let mut head = Head::new(t(lang, "campaigns-title")).under(t(lang, "campaigns-about"));
    if total > 0 {
        head = head.action(query.export_link(&format!("{}.xlsx", list_path(scope))), t(lang, "part-export"), false);
    }
    match scope.roles().has_any(&OFFICE) {
        true => head.action(format!("{}/new", list_path(scope)), t(lang, "campaign-new-title"), true),
        false => head,
    }
}

fn tabs(lang: Lang, query: &ListQuery, state: Option<CampaignState>, counts: &[(Option<CampaignState>, i64)]) -> Tabs {
    let items = counts.iter().map(|(of, n)| {
        query.tab(
            "state",
            of.map(CampaignState::as_str),
            of.map_or_else(|| t(lang, "campaigns-tab-all").into_owned(), |s| t(lang, &s.key()).into_owned()),
            *n,
            *of == state,
        )
    });
    Tabs { name: t(lang, "campaigns-tabs").into_owned(), items: items.collect() }
}

fn bar(query: &ListQuery, filter: &Filter, all: &[Department]) -> Bar {
    let kept = query.kept(&["state", "sort", "dir", "size"]);
    let of = |kind: DepartmentKind, chosen: Option<i64>| {
        let open = all.iter().filter(move |d| d.state == DepartmentState::Open && d.kind == kind);
        open.map(|d| Choice::new(d.id, &d.short_name, chosen == Some(d.id))).collect()
    };
    Bar {
        action: query.path().to_owned(),
        kept,
        q: filter.typed.clone(),
        leads: of(DepartmentKind::Department, filter.lead_id),
        regions: of(DepartmentKind::LocalGovernment, filter.region_id),
    }
}

fn chips(lang: Lang, query: &ListQuery, filter: &Filter, all: &[Department]) -> Chips {
    let gone = || t(lang, "parties-region-gone").into_owned();
    let name = |id: i64| all.iter().find(|d| d.id == id).map_or_else(gone, |d| d.short_name.clone());
    let mut set = Vec::new();
    let mut add = |what, label: String| set.push((what, label));
    if !filter.typed.is_empty() {
        add("q", format(lang, "parties-chip-words", &[("words", filter.typed.as_str().into())]));
    }
    if let Some(id) = filter.lead_id {
        add("lead", format(lang, "campaigns-chip-lead", &[("name", name(id).into())]));
    }
    if let Some(id) = filter.region_id {
        add("region", format(lang, "cases-chip-region", &[("name", name(id).into())]));
    }
    query.chips(set)
}

fn heads(lang: Lang, query: &ListQuery) -> Vec<SortHead> {
    vec![
        query.head(lang, None, "campaign-field-light", None),
        query.head(lang, Some("name"), "campaign-field-name", None),
        query.head(lang, None, "campaign-field-state", None),
        query.head(lang, Some("day"), "campaign-field-days", Some("extra")),
        query.head(lang, None, "campaign-field-leads", Some("extra wide")),
        query.head(lang, None, "campaign-field-regions", Some("extra")),
        query.head(lang, None, "campaign-field-share", Some("amount")),
    ]
}

/// The bodies that lead it, by short name.
pub(super) fn leads(lang: Lang, standing: &Standing, all: &[Department]) -> String {
    let short = |id: &i64| all.iter().find(|d| d.id == *id).map(|d| d.short_name.clone());
    join(lang, &standing.leads.iter().filter_map(short).collect::<Vec<_>>())
}

/// “13 个：落后 2，正常 9，完成 2”.
pub(super) fn regions(lang: Lang, standing: &Standing) -> String {
    let count = |light: Light| (standing.count(light) as f64).into();
    let args = [
        ("n", (standing.regions.len() as f64).into()),
        ("red", count(Light::Red)),
        ("yellow", count(Light::Yellow)),
        ("green", count(Light::Green)),
        ("grey", count(Light::Grey)),
        ("open", ((standing.count(Light::Yellow) + standing.count(Light::Green)) as f64).into()),
    ];
    let has_open = standing.count(Light::Yellow) + standing.count(Light::Green) > 0;
    let key = match (standing.campaign.counts(), standing.campaign.state == CampaignState::Closed || standing.pace.over) {
        (false, _) => "campaigns-regions-plain",
        // The deadline is past, the last reports are not all there.
        (true, true) if has_open => "campaigns-regions-awaited",
        (true, true) => "campaigns-regions-over",
        (true, false) => "campaigns-regions-lights",
    };
    format(lang, key, &args)
}

fn row(scope: &Scope, standing: &Standing, all: &[Department]) -> Row {
    let (lang, campaign) = (scope.lang(), &standing.campaign);
    let days = days(lang, campaign.first_on, campaign.last_on);
    let regions = regions(lang, standing);
    Row {
        light: light(lang, standing),
        href: path(scope, &campaign.number),
        name: campaign.name.clone(),
        number: campaign.number.clone(),
        state: t(lang, &campaign.state.key()).into_owned(),
        brief: [days.as_str(), &regions].join(" · "),
        days,
        leads: leads(lang, standing, all),
        regions,
        share: standing.share().filter(|_| campaign.counts()).map(share).unwrap_or_default(),
    }
}

fn empty(scope: &Scope, filter: &Filter, state: Option<CampaignState>) -> Empty {
    let lang = scope.lang();
    if *filter != Filter::default() || state.is_some() {
        let clear = Link::new(list_path(scope), t(lang, "part-chip-clear"));
        return Empty { title: t(lang, "campaigns-none-here").into_owned(), text: None, action: Some(clear) };
    }
    let keeps = scope.roles().has_any(&OFFICE);
    Empty {
        title: t(lang, "campaigns-none").into_owned(),
        text: Some(t(lang, "campaigns-none-text").into_owned()),
        action: keeps.then(|| Link::new(format!("{}/new", list_path(scope)), t(lang, "campaign-new-title"))),
    }
}
