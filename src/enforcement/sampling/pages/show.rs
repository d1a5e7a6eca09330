//! `GET /w/{slug}/samplings/{id}`: a round with what was sampled in it.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, days, light, list_path, path, share};
use crate::{
    enforcement::{
        pages::{self, id_in},
        sampling::{
            ROUND,
            actions::keeps,
            model::{Round, SamplingResult, Tally},
            queries::{self, Listed, Order, Page, Which},
        },
    },
    platform::{
        http::{Dir, ListQuery, Pager},
        i18n::{Lang, format, format_day, t},
        view::parts::{Chips, Crumb, Empty, Head, Hidden, LightView, Link, SortHead, Tab, Tabs, TimelineView},
    },
    site::{Member, Site},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
    timeline::{Event, timeline_view},
};

pub(super) const SORTS: [&str; 3] = ["party", "product", "day"];
/// Entries of the timeline shown at once.
const EVENTS: i64 = 20;

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
    timeline: TimelineView,
}

#[derive(Serialize)]
struct Bar {
    action: String,
    kept: Vec<Hidden>,
    q: String,
}

#[derive(Serialize)]
struct Row {
    light: LightView,
    href: String,
    party: String,
    /// The name the table gave, where it is another one.
    given: Option<String>,
    code: String,
    product: String,
    batch: String,
    main: bool,
    day: String,
    items: String,
    case: Option<Link>,
}

/// What the address asks for.
pub(super) fn asked(query: &ListQuery, round_id: i64) -> (Which, Page<Order>) {
    let typed: String = query.filter("q").unwrap_or_default().chars().take(100).collect();
    let order = match query.sort {
        Some("party") => Order::Party,
        Some("product") => Order::Product,
        _ => Order::Day,
    };
    let result = query.filter("result").and_then(SamplingResult::parse);
    let page = Page { order, descending: query.dir == Dir::Desc, limit: query.limit(), offset: query.offset() };
    (queries::which(round_id, result, &typed), page)
}

struct Loaded {
    round: Round,
    department: Option<Department>,
    tally: Tally,
    rows: Vec<Listed>,
    events: Vec<Event>,
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let id = id_in(&req)?;
    let mut query = ListQuery::of(&req, &SORTS);
    let (loaded, query) = site
        .read(&member, move |conn, scope| {
            let round = queries::round(conn, scope, id)?;
            let which = asked(&query, id).0;
            let tally = queries::tally(conn, scope, &which)?;
            query.clamp(total(tally, which.result));
            let rows = queries::listed(conn, scope, &which, asked(&query, id).1)?;
            let department = departments::by_ids(conn, scope, &[round.department_id])?.pop();
            let before = query.filter("before").and_then(|b| b.parse().ok());
            let events = queries::events(conn, scope, id, before, EVENTS)?;
            Ok((Loaded { round, department, tally, rows, events }, query))
        })
        .await?;
    let title = loaded.round.name.clone();
    Ok(member.page(&req, "enforcement/sampling_round", title, body(&member.scope, &query, loaded))?)
}

fn total(tally: Tally, result: Option<SamplingResult>) -> u64 {
    result.map_or(tally.all(), |r| tally.of(r)).unsigned_abs()
}

fn body(scope: &Scope, query: &ListQuery, loaded: Loaded) -> Body {
    let lang = scope.lang();
    let Loaded { round, tally, rows, events, .. } = &loaded;
    let (which, _) = asked(query, round.id);
    let typed = query.filter("q").unwrap_or_default().to_owned();
    let more = events.last().filter(|_| events.len() as i64 == EVENTS);
    let more = more.map(|e| format!("{}?before={}#timeline", path(scope, round.id), e.id));
    Body {
        head: head(scope, query, &loaded),
        tabs: tabs(lang, query, which.result, *tally),
        bar: Bar {
            action: path(scope, round.id),
            kept: ["result", "sort", "dir", "size"].into_iter().filter_map(|n| Some(Hidden::new(n, query.filter(n)?))).collect(),
            q: typed.clone(),
        },
        chips: chips(lang, query, &typed),
        heads: heads(lang, query),
        rows: rows.iter().map(|listed| row(scope, listed)).collect(),
        empty: empty(scope, round, !typed.is_empty() || which.result.is_some()),
        pager: query.pager(lang, total(*tally, which.result)),
        timeline: timeline_view(scope, ROUND, events, more),
    }
}

fn head(scope: &Scope, query: &ListQuery, loaded: &Loaded) -> Head {
    let (lang, round) = (scope.lang(), &loaded.round);
    let mut head = Head::new(&round.name).crumb(list_path(scope), t(lang, "samplings-title"));
    head.crumbs.push(Crumb { href: None, label: round.name.clone() });
    let department = loaded.department.as_ref().map(|d| d.short_name.clone());
    let mut under: Vec<String> = vec![t(lang, &round.level.key()).into_owned()];
    under.extend(department);
    under.push(days(lang, round));
    if loaded.tally.all() > 0 && query.filter("q").is_none() {
        under.push(format(lang, "sampling-share-of", &[("share", share(loaded.tally.passed_per_mille()).into())]));
    }
    head = head.under(under.join(" · "));
    if loaded.tally.all() > 0 {
        head = head.action(query.export_link(&format!("{}/list.xlsx", path(scope, round.id))), t(lang, "part-export"), false);
    }
    if keeps(scope, round.department_id) {
        head = head.action(format!("{}/edit", path(scope, round.id)), t(lang, "party-edit"), false);
        head = head.action(format!("{}/import", path(scope, round.id)), t(lang, "sampling-import"), true);
    }
    head
}

fn tabs(lang: Lang, query: &ListQuery, result: Option<SamplingResult>, tally: Tally) -> Tabs {
    let of = std::iter::once(None).chain(SamplingResult::ALL.iter().copied().map(Some));
    let items = of.map(|of| Tab {
        href: query.link_with(&[("result", of.map(SamplingResult::as_str)), ("before", None)]),
        label: of.map_or_else(|| t(lang, "samplings-tab-all").into_owned(), |r| t(lang, &r.key()).into_owned()),
        count: Some(of.map_or(tally.all(), |r| tally.of(r)).to_string()),
        current: of == result,
    });
    Tabs { name: t(lang, "sampling-tabs").into_owned(), items: items.collect() }
}

fn chips(lang: Lang, query: &ListQuery, typed: &str) -> Chips {
    let mut items = Vec::new();
    if !typed.is_empty() {
        let label = format(lang, "parties-chip-words", &[("words", typed.into())]);
        items.push(Link::new(query.link_with(&[("q", None)]), label));
    }
    Chips { items, clear: None }
}

fn heads(lang: Lang, query: &ListQuery) -> Vec<SortHead> {
    vec![
        query.head(lang, None, "sampling-field-result", None),
        query.head(lang, Some("party"), "sampling-field-party", None),
        query.head(lang, Some("product"), "sampling-field-product", None),
        query.head(lang, Some("day"), "sampling-field-sampled-on", Some("extra")),
        query.head(lang, None, "sampling-field-failed-items", Some("extra")),
        query.head(lang, None, "sampling-field-case", None),
    ]
}

fn row(scope: &Scope, listed: &Listed) -> Row {
    let (lang, sampling) = (scope.lang(), &listed.sampling);
    let other = sampling.party_name != listed.party.name;
    Row {
        light: light(lang, sampling.result),
        href: pages::path(scope, listed.party.id),
        party: listed.party.name.clone(),
        given: other.then(|| format(lang, "sampling-given", &[("name", sampling.party_name.as_str().into())])),
        code: listed.party.shown_code(),
        product: sampling.product.clone(),
        batch: sampling.batch.clone(),
        main: sampling.is_main,
        day: format_day(lang, sampling.sampled_on),
        items: sampling.failed_items.clone(),
        case: listed.case.as_ref().map(|c| Link::new(format!("{}/cases/{}", scope.base(), c.number), c.shown_number())),
    }
}

fn empty(scope: &Scope, round: &Round, narrowed: bool) -> Empty {
    let lang = scope.lang();
    if narrowed {
        let clear = Link::new(path(scope, round.id), t(lang, "part-chip-clear"));
        return Empty { title: t(lang, "sampling-none-here").into_owned(), text: None, action: Some(clear) };
    }
    let import = || Link::new(format!("{}/import", path(scope, round.id)), t(lang, "sampling-import"));
    Empty {
        title: t(lang, "sampling-none").into_owned(),
        text: Some(t(lang, "sampling-none-text").into_owned()),
        action: keeps(scope, round.department_id).then(import),
    }
}
