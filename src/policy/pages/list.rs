//! The list of documents.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, document_path, keeps, policies, words};
use crate::{
    platform::{
        http::{ListQuery, Pager},
        i18n::{Lang, format, t},
        view::parts::{Chips, Empty, Head, Hidden, LightView, Link, SortHead, StateView, Tab, Tabs},
    },
    policy::{
        model::DocumentState,
        queries::{self, Filter, ListItem, Sort},
    },
    site::{Member, Site},
    tenancy::Scope,
};

#[derive(Serialize)]
struct View {
    head: Head,
    tabs: Tabs,
    words: String,
    kept: Vec<Hidden>,
    chips: Chips,
    heads: Vec<SortHead>,
    rows: Vec<Row>,
    empty: Empty,
    pager: Pager,
}

#[derive(Serialize)]
struct Row {
    href: String,
    title: String,
    under: String,
    state: StateView,
    light: Option<LightView>,
    issued: String,
    progress: String,
    duties: String,
}

/// What the list may be ordered by.
pub(super) const SORTS: [&str; 2] = ["title", "issued"];

/// What an address asks for, from the first row on.
pub(super) fn filter(query: &ListQuery) -> Filter {
    let sort = match query.sort {
        Some("title") => Sort::Title,
        Some("issued") => Sort::Issued,
        _ => Sort::Added,
    };
    let (state, words) = (query.filter("state").and_then(DocumentState::parse), query.filter("q").map(str::to_owned));
    Filter { state, words, sort, limit: query.limit(), ..Filter::default() }.direction(query.dir)
}

pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let mut query = ListQuery::of(&req, &SORTS);
    let state = query.filter("state").and_then(DocumentState::parse);
    let (states, items, total, query) = site
        .read(&member, move |conn, scope| {
            let mut filter = filter(&query);
            let total = queries::list_total(conn, scope, &filter)?;
            query.clamp(u64::try_from(total).unwrap_or(0));
            filter.offset = query.offset();
            let items = queries::list(conn, scope, &filter)?;
            Ok((queries::states(conn, scope)?, items, total, query))
        })
        .await?;
    let lang = member.lang();
    let view = View {
        head: head(&member, lang, &query, total > 0),
        tabs: tabs(lang, &query, state, &states),
        words: query.filter("q").unwrap_or_default().to_owned(),
        kept: ["state", "sort", "dir", "size"].into_iter().filter_map(|n| Some(Hidden::new(n, query.filter(n)?))).collect(),
        chips: chips(lang, &query),
        heads: heads(lang, &query),
        rows: items.iter().map(|item| row(&member.scope, item)).collect(),
        empty: empty(&member, lang, query.filter("q").is_some() || state.is_some()),
        pager: query.pager(lang, u64::try_from(total).unwrap_or(0)),
    };
    Ok(member.page(&req, "policy/list", t(lang, "nav-policies"), view)?)
}

fn head(member: &Member, lang: Lang, query: &ListQuery, any: bool) -> Head {
    let mut head = Head::new(t(lang, "nav-policies")).under(t(lang, "policy-about"));
    if any {
        let query = query.link_with(&[]);
        let query = query.split_once('?').map_or(String::new(), |(_, q)| format!("?{q}"));
        head = head.action(format!("{}.xlsx{query}", policies(&member.scope)), t(lang, "policy-export"), false);
    }
    if keeps(member) { head.action(format!("{}/new", policies(&member.scope)), t(lang, "policy-new"), true) } else { head }
}

fn tabs(lang: Lang, query: &ListQuery, current: Option<DocumentState>, states: &[(DocumentState, i64)]) -> Tabs {
    let count = |state: Option<DocumentState>| states.iter().filter(|(s, _)| state.is_none_or(|w| w == *s)).map(|(_, n)| n).sum::<i64>();
    let tab = |state: Option<DocumentState>| Tab {
        href: query.link_with(&[("state", state.map(DocumentState::as_str))]),
        label: t(lang, state.map_or("policy-tab-all", DocumentState::key)).into_owned(),
        count: Some(count(state).to_string()),
        current: state == current,
    };
    let items = std::iter::once(None).chain(DocumentState::ALL.map(Some)).map(tab).collect();
    Tabs { name: t(lang, "policy-by-state").into_owned(), items }
}

fn chips(lang: Lang, query: &ListQuery) -> Chips {
    let words = query.filter("q").map(|q| Link::new(query.link_with(&[("q", None)]), format(lang, "part-quoted", &[("text", q.into())])));
    Chips { items: words.into_iter().collect(), clear: None }
}

fn heads(lang: Lang, query: &ListQuery) -> Vec<SortHead> {
    let head = |key: &str, sort: Option<&'static str>, class| SortHead {
        label: t(lang, key).into_owned(),
        href: sort.map(|s| query.sort_link(s)),
        dir: sort.filter(|s| query.sort == Some(s)).map(|_| if query.dir == crate::platform::http::Dir::Desc { "desc" } else { "asc" }),
        class,
    };
    vec![
        head("policy-head-document", Some("title"), None),
        head("policy-head-state", None, None),
        head("policy-head-issued", Some("issued"), Some("extra")),
        head("policy-head-progress", None, None),
        head("policy-head-duties", None, Some("extra amount")),
    ]
}

fn row(scope: &Scope, item: &ListItem) -> Row {
    let (lang, document) = (scope.lang(), &item.document);
    let open = document.state == DocumentState::InReview;
    let under: Vec<&str> = [document.document_number.as_str(), document.issuer.as_str()].into_iter().filter(|s| !s.is_empty()).collect();
    Row {
        href: document_path(scope, document.id),
        title: document.title.clone(),
        under: under.join(" · "),
        state: StateView { label: t(lang, document.state.key()).into_owned() },
        light: (open && item.tally.proposed > 0)
            .then(|| LightView { tone: "blue", word: Some(format(lang, "policy-waiting", &[("n", item.tally.proposed.into())])) }),
        issued: words::day(lang, document.issued_on),
        progress: format(lang, "policy-progress", &[("done", item.reviewed.into()), ("all", item.clauses.into())]),
        duties: item.duties.to_string(),
    }
}

fn empty(member: &Member, lang: Lang, filtered: bool) -> Empty {
    let (title, text) = if filtered { ("policy-none-found", "policy-none-found-text") } else { ("policy-none", "policy-none-text") };
    let new = || Link::new(format!("{}/new", policies(&member.scope)), t(lang, "policy-new"));
    let action = if filtered { Some(Link::new(policies(&member.scope), t(lang, "part-chip-clear"))) } else { keeps(member).then(new) };
    Empty { title: t(lang, title).into_owned(), text: Some(t(lang, text).into_owned()), action }
}
