//! `GET /w/{slug}/check/log`: what everybody asked, for the secretariat and auditors; and the same as a workbook.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer, head,
    list::Body,
    path,
    rows::{heads, row, sheet},
};
use crate::{
    enforcement::check::{
        Purpose, Verdict,
        queries::{self, COUNT_LIMIT, Which},
    },
    platform::{
        http::{Dir, ListQuery, workbook},
        i18n::{Lang, format, t},
        table::book::EXPORT_MAX,
        view::parts::{Chips, Choice, Empty, Hidden, Link, SortHead, Tab, Tabs},
    },
    site::{Member, Site},
};

const SORTS: [&str; 1] = ["when"];

#[derive(Serialize)]
pub(super) struct Bar {
    action: String,
    kept: Vec<Hidden>,
    purposes: Vec<Choice>,
}

/// What the address asks for: which, and whether the oldest come first.
fn asked(query: &ListQuery) -> (Which, bool) {
    let which = Which {
        purpose: query.filter("for").and_then(Purpose::parse),
        verdict: query.filter("answer").and_then(Verdict::parse),
        party_id: query.filter("party").and_then(|p| p.parse().ok()),
    };
    (which, query.sort.is_some() && query.dir == Dir::Asc)
}

pub async fn log(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let mut query = ListQuery::of(&req, &SORTS);
    let (counts, checks, query) = site
        .read(&member, move |conn, scope| {
            let (which, oldest_first) = asked(&query);
            let mut counts = Vec::new();
            for verdict in std::iter::once(None).chain(Verdict::ANSWERS.map(Some)) {
                counts.push((verdict, queries::count_log(conn, scope, Which { verdict, ..which })?));
            }
            query.clamp(total(&counts, which.verdict));
            let checks = queries::log(conn, scope, which, oldest_first, query.limit(), query.offset())?;
            Ok((counts, checks, query))
        })
        .await?;
    let (scope, lang) = (&*member.scope, member.lang());
    let (which, _) = asked(&query);
    let total = total(&counts, which.verdict);
    let mut head = head(scope, &t(lang, "check-log")).under(t(lang, "check-log-under"));
    if total > 0 {
        head = head.action(query.export_link(&format!("{}/log.xlsx", path(scope))), t(lang, "part-export"), false);
    }
    let title = head.title.clone();
    let kept = ["answer", "party", "sort", "dir", "size"].into_iter().filter_map(|n| Some(Hidden::new(n, query.filter(n)?)));
    let bar = Bar {
        action: format!("{}/log", path(scope)),
        kept: kept.collect(),
        purposes: Purpose::ALL.iter().map(|p| Choice::new(p.as_str(), t(lang, &p.key()), which.purpose == Some(*p))).collect(),
    };
    let age = SortHead {
        label: t(lang, "check-field-when").into_owned(),
        href: Some(query.sort_link("when")),
        dir: query.sort.map(|_| if query.dir == Dir::Asc { "asc" } else { "desc" }),
        class: None,
    };
    let body = Body {
        head,
        tabs: Some(tabs(lang, &query, which.verdict, &counts)),
        bar: Some(bar),
        chips: chips(lang, &query, which),
        is_list: false,
        heads: heads(lang, false, Some(age)),
        rows: checks.iter().map(|check| row(scope, check, false)).collect(),
        empty: checks.is_empty().then(|| Empty { title: t(lang, "check-log-none").into_owned(), text: None, action: None }),
        pager: Some(query.pager(lang, total)),
    };
    Ok(member.page(&req, "enforcement/checks", title, body)?)
}

fn total(counts: &[(Option<Verdict>, i64)], verdict: Option<Verdict>) -> u64 {
    counts.iter().find(|(of, _)| *of == verdict).map_or(0, |(_, n)| n.unsigned_abs())
}

fn tabs(lang: Lang, query: &ListQuery, verdict: Option<Verdict>, counts: &[(Option<Verdict>, i64)]) -> Tabs {
    let items = counts.iter().map(|(of, n)| Tab {
        href: query.link_with(&[("answer", of.map(Verdict::as_str))]),
        label: of.map_or_else(|| t(lang, "parties-tab-all").into_owned(), |v| t(lang, &v.key()).into_owned()),
        count: Some(if *n >= COUNT_LIMIT { format!("{}+", COUNT_LIMIT - 1) } else { n.to_string() }),
        current: *of == verdict,
    });
    Tabs { name: t(lang, "check-log-tabs").into_owned(), items: items.collect() }
}

fn chips(lang: Lang, query: &ListQuery, which: Which) -> Chips {
    let mut items = Vec::new();
    if let Some(purpose) = which.purpose {
        items.push(Link::new(query.link_with(&[("for", None)]), t(lang, &purpose.key())));
    }
    if which.party_id.is_some() {
        items.push(Link::new(query.link_with(&[("party", None)]), t(lang, "check-log-one-party")));
    }
    let clear = (items.len() > 1).then(|| query.link_with(&[("for", None), ("party", None)]));
    Chips { items, clear }
}

/// `GET /w/{slug}/check/log.xlsx`: what the list shows, all its pages.
pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &SORTS);
    let file = site.read(&member, move |conn, scope| {
        let (which, oldest_first) = asked(&query);
        let most = i64::try_from(EXPORT_MAX).unwrap_or(i64::MAX);
        let mut checks = queries::log(conn, scope, which, oldest_first, most + 1, 0)?;
        let note =
            (checks.len() > EXPORT_MAX).then(|| format(scope.lang(), "part-export-cut", &[("limit", EXPORT_MAX.to_string().into())]));
        checks.truncate(EXPORT_MAX);
        sheet(scope, &t(scope.lang(), "check-log"), &checks, note.as_deref())
    });
    let file = file.await?;
    let (scope, lang) = (&member.scope, member.lang());
    let args = [("title", t(lang, "check-log").into_owned().into()), ("date", scope.today().to_string().into())];
    Ok(workbook(file, &format!("checks-{}", scope.today()), &format(lang, "check-file", &args))?)
}
