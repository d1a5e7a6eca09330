//! Coverage: which clauses have duties, which have none and why, which duties lack a department or a date; by clause and by duty.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer,
    clause::{DutyLine, duty_line},
    document_path, head, id,
    steps::steps,
};
use crate::{
    duties::queries::FromOrigin,
    platform::{
        http::{ListQuery, Pager},
        i18n::{Lang, format, t},
        view::parts::{Empty, Head, LightView, Link, SortHead, Steps, Tab, Tabs},
    },
    policy::{
        actions::Directory,
        model::{Clause, Cover, kind_key, title_of},
        queries::{self, Covered, DutyOf, Found},
    },
    site::{Member, Site},
    tenancy::Scope,
};

#[derive(Serialize)]
struct View {
    head: Head,
    steps: Option<Steps>,
    tabs: Tabs,
    /// The same by clause or by duty.
    turn: Link,
    heads: Vec<SortHead>,
    rows: Vec<Row>,
    duties: Vec<DutyRow>,
    empty: Empty,
    pager: Pager,
}

#[derive(Serialize)]
struct Row {
    href: String,
    number: String,
    heading: String,
    light: LightView,
    why: String,
    duties: Vec<DutyLine>,
}

#[derive(Serialize)]
struct DutyRow {
    duty: DutyLine,
    light: Option<LightView>,
    clause_href: String,
    clause: String,
    heading: String,
}

/// What an address asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Asked {
    pub cover: Cover,
    pub by_duty: bool,
}

impl Asked {
    pub fn of(query: &ListQuery) -> Self {
        let by_duty = query.filter("by") == Some("duty");
        let cover = query.filter("gap").and_then(Cover::parse).unwrap_or_default();
        Self { cover: if by_duty && !Cover::OF_DUTIES.contains(&cover) { Cover::All } else { cover }, by_duty }
    }
}

enum Page {
    Clauses(Found<Covered>),
    Duties(Found<DutyOf>),
}

pub async fn coverage(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (id, mut query) = (id(&req, "id")?, ListQuery::of(&req, &[]));
    let asked = Asked::of(&query);
    let (overview, counts, page, query) = site
        .read(&member, move |conn, scope| {
            let overview = queries::overview(conn, scope, id)?;
            let counts = queries::coverage_counts(conn, scope, id, asked.by_duty)?;
            query.clamp(count_of(&counts, asked.cover));
            let (limit, offset) = (query.limit(), query.offset());
            let page = if asked.by_duty {
                Page::Duties(queries::covered_duties(conn, scope, id, asked.cover, limit, offset)?)
            } else {
                Page::Clauses(queries::coverage(conn, scope, id, asked.cover, limit, offset)?)
            };
            Ok((overview, counts, page, query))
        })
        .await?;
    let (scope, lang, path) = (&*member.scope, member.lang(), document_path(&member.scope, id));
    let total = count_of(&counts, asked.cover);
    let (rows, duties) = match &page {
        Page::Clauses(found) => (found.rows.iter().map(|c| row(scope, &path, &found.directory, c)).collect(), Vec::new()),
        Page::Duties(found) => (Vec::new(), found.rows.iter().map(|d| duty_row(scope, &path, &found.directory, d)).collect()),
    };
    let title = t(lang, "policy-coverage").into_owned();
    let view = View {
        head: coverage_head(&member, &overview, &counts, asked, &path, &query),
        steps: steps(&member, &overview, "coverage"),
        tabs: tabs(lang, &query, asked, &counts),
        turn: turn(lang, &query, asked),
        heads: heads(lang, asked),
        rows,
        duties,
        empty: Empty {
            title: t(lang, "policy-coverage-none").into_owned(),
            text: None,
            action: Some(Link::new(query.link_with(&[("gap", None)]), t(lang, "policy-show-all"))),
        },
        pager: query.pager(lang, total),
    };
    Ok(member.page(&req, "policy/coverage", title, view)?)
}

fn count_of(counts: &[(Cover, i64)], cover: Cover) -> u64 {
    counts.iter().find(|(c, _)| *c == cover).and_then(|(_, n)| u64::try_from(*n).ok()).unwrap_or(0)
}

fn coverage_head(
    member: &Member,
    overview: &queries::Overview,
    counts: &[(Cover, i64)],
    asked: Asked,
    path: &str,
    query: &ListQuery,
) -> Head {
    let lang = member.lang();
    let mut head = head(member, &overview.document, t(lang, "policy-coverage"));
    if !asked.by_duty {
        let (all, with) = (count_of(counts, Cover::All), count_of(counts, Cover::Duties));
        let args = [("all", all.into()), ("with", with.into()), ("without", (all - with).into())];
        head = head.under(format(lang, "policy-coverage-under", &args));
    }
    let query = query.link_with(&[]);
    let query = query.split_once('?').map_or(String::new(), |(_, q)| format!("?{q}"));
    head.action(format!("{path}/coverage.xlsx{query}"), t(lang, "policy-export"), false).action(
        format!("{path}/review"),
        t(lang, "policy-clauses"),
        false,
    )
}

fn tabs(lang: Lang, query: &ListQuery, asked: Asked, counts: &[(Cover, i64)]) -> Tabs {
    let tab = |(cover, n): &(Cover, i64)| Tab {
        href: query.link_with(&[("gap", cover.name())]),
        label: t(lang, cover.key()).into_owned(),
        count: Some(n.to_string()),
        current: *cover == asked.cover,
    };
    Tabs { name: t(lang, "policy-coverage").into_owned(), items: counts.iter().map(tab).collect() }
}

fn turn(lang: Lang, query: &ListQuery, asked: Asked) -> Link {
    let (by, key) = if asked.by_duty { (None, "policy-by-clause") } else { (Some("duty"), "policy-by-duty") };
    Link::new(query.link_with(&[("by", by), ("gap", None)]), t(lang, key))
}

fn heads(lang: Lang, asked: Asked) -> Vec<SortHead> {
    let head = |key: &str| SortHead { label: t(lang, key).into_owned(), href: None, dir: None, class: None };
    let keys = if asked.by_duty {
        ["policy-head-duties", "policy-head-lacking", "policy-head-clause"]
    } else {
        ["policy-head-clause", "policy-head-covered", "policy-head-duties"]
    };
    keys.map(head).into()
}

pub(super) fn cover_word(lang: Lang, cover: Cover) -> String {
    t(lang, cover.key()).into_owned()
}

fn light(lang: Lang, cover: Cover) -> LightView {
    LightView { tone: cover.tone(), word: Some(cover_word(lang, cover)) }
}

/// Why a clause has no duty: what it is, and the reason given.
pub(super) fn why(lang: Lang, covered: &Covered) -> String {
    let clause = &covered.clause;
    match clause.kind {
        Some(kind) if covered.duties.is_empty() => {
            let kind = t(lang, kind_key(kind)).into_owned();
            if clause.no_duty_reason.is_empty() { kind } else { format!("{kind}{}{}", t(lang, "part-colon"), clause.no_duty_reason) }
        }
        _ => String::new(),
    }
}

pub(super) fn heading(clause: &Clause) -> String {
    title_of(&clause.heading, clause.wording())
}

fn row(scope: &Scope, path: &str, directory: &Directory, covered: &Covered) -> Row {
    let (lang, clause) = (scope.lang(), &covered.clause);
    Row {
        href: format!("{path}/clauses/{}", clause.id),
        number: clause.name(),
        heading: heading(clause),
        light: light(lang, covered.cover),
        why: why(lang, covered),
        duties: covered.duties.iter().map(|d| duty_line(scope, directory, d)).collect(),
    }
}

/// What an open duty lacks.
pub(super) fn lacks(duty: &FromOrigin) -> Option<Cover> {
    match duty {
        d if !d.state.is_open() => None,
        d if d.lead_id.is_none() => Some(Cover::Department),
        d if !d.is_dated() => Some(Cover::Date),
        _ => None,
    }
}

fn duty_row(scope: &Scope, path: &str, directory: &Directory, of: &DutyOf) -> DutyRow {
    DutyRow {
        duty: duty_line(scope, directory, &of.duty),
        light: lacks(&of.duty).map(|cover| light(scope.lang(), cover)),
        clause_href: format!("{path}/clauses/{}", of.clause.id),
        clause: of.clause.name(),
        heading: heading(&of.clause),
    }
}
