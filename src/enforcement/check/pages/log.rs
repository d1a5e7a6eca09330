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
        queries::{self, Which},
    },
    platform::{
        http::{Dir, ListQuery, total, workbook},
        i18n::{Lang, format, t},
        view::parts::{Chips, Choice, Empty, Hidden, Tabs},
    },
    site::{Member, SHEET_ASKED, Site},
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
    let kept = query.kept(&["answer", "party", "sort", "dir", "size"]);
    let bar = Bar {
        action: format!("{}/log", path(scope)),
        kept,
        purposes: Purpose::ALL.iter().map(|p| Choice::new(p.as_str(), t(lang, &p.key()), which.purpose == Some(*p))).collect(),
    };
    let age = query.head(lang, Some("when"), "check-field-when", None);
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

fn tabs(lang: Lang, query: &ListQuery, verdict: Option<Verdict>, counts: &[(Option<Verdict>, i64)]) -> Tabs {
    let items = counts.iter().map(|(of, n)| {
        query.tab(
            "answer",
            of.map(Verdict::as_str),
            of.map_or_else(|| t(lang, "parties-tab-all").into_owned(), |v| t(lang, &v.key()).into_owned()),
            *n,
            *of == verdict,
        )
    });
    Tabs { name: t(lang, "check-log-tabs").into_owned(), items: items.collect() }
}

fn chips(lang: Lang, query: &ListQuery, which: Which) -> Chips {
    let mut set = Vec::new();
    if let Some(purpose) = which.purpose {
        set.push(("for", t(lang, &purpose.key()).into_owned()));
    }
    if which.party_id.is_some() {
        set.push(("party", t(lang, "check-log-one-party").into_owned()));
    }
    query.chips(set)
}

/// `GET /w/{slug}/check/log.xlsx`: what the list shows, all its pages.
pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &SORTS);
    let file = site.read(&member, move |conn, scope| {
        let (which, oldest_first) = asked(&query);
        let checks = queries::log(conn, scope, which, oldest_first, SHEET_ASKED, 0)?;
        sheet(scope, &t(scope.lang(), "check-log"), &checks)
    });
    let file = file.await?;
    let (scope, lang) = (&member.scope, member.lang());
    let args = [("title", t(lang, "check-log").into_owned().into()), ("date", scope.today().to_string().into())];
    Ok(workbook(file, &format!("checks-{}", scope.today()), &format(lang, "check-file", &args))?)
}
