//! Coverage: which clauses have duties, which have none and why, which duties lack a department or a date.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer,
    clause::{DutyLine, duty_line},
    document_path, head, id,
};
use crate::{
    platform::{
        http::{ListQuery, Pager},
        i18n::{format, t},
        view::parts::{Empty, Head, LightView, Link, SortHead, Tab, Tabs},
    },
    policy::{
        model::kind_key,
        queries::{self, Covered, Gap},
    },
    site::{Member, Site},
};

#[derive(Serialize)]
struct View {
    head: Head,
    tabs: Tabs,
    heads: Vec<SortHead>,
    rows: Vec<Row>,
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

pub async fn coverage(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (id, mut query) = (id(&req, "id")?, ListQuery::of(&req, &[]));
    let gap = query.filter("gap").and_then(Gap::parse);
    let (document, coverage) = site
        .read(&member, move |conn, scope| Ok((queries::overview(conn, scope, id)?.document, queries::coverage(conn, scope, id)?)))
        .await?;
    let lang = member.lang();
    let fitting: Vec<&Covered> = coverage.rows.iter().filter(|row| gap.is_none_or(|g| row.gaps.contains(&g))).collect();
    let total = fitting.len() as u64;
    query.clamp(total);
    let rows = fitting.iter().skip(usize::try_from(query.offset()).unwrap_or(0)).take(query.size as usize);
    let rows: Vec<Row> = rows.map(|covered| row(&member, id, &coverage, covered)).collect();
    let head_of = |key: &str, class| SortHead { label: t(lang, key).into_owned(), href: None, dir: None, class };
    let title = t(lang, "policy-coverage").into_owned();
    let with = coverage.rows.iter().filter(|r| !r.duties.is_empty()).count();
    let counts = [("all", coverage.rows.len().into()), ("with", with.into()), ("without", (coverage.rows.len() - with).into())];
    let path = document_path(&member.scope, id);
    let view = View {
        head: head(&member, &document, title.clone()).under(format(lang, "policy-coverage-under", &counts)).action(
            format!("{path}/review"),
            t(lang, "policy-clauses"),
            false,
        ),
        tabs: tabs(&member, &query, gap, &coverage.rows),
        heads: vec![head_of("policy-head-clause", None), head_of("policy-head-covered", None), head_of("policy-head-duties", None)],
        rows,
        empty: Empty {
            title: t(lang, "policy-coverage-none").into_owned(),
            text: None,
            action: Some(Link::new(query.link_with(&[("gap", None)]), t(lang, "policy-show-all"))),
        },
        pager: query.pager(lang, total),
    };
    Ok(member.page(&req, "policy/coverage", title, view)?)
}

fn tabs(member: &Member, query: &ListQuery, current: Option<Gap>, rows: &[Covered]) -> Tabs {
    let lang = member.lang();
    let tab = |gap: Option<Gap>| Tab {
        href: query.link_with(&[("gap", gap.map(Gap::as_str))]),
        label: t(lang, gap.map_or("policy-tab-all", Gap::key)).into_owned(),
        count: Some(rows.iter().filter(|r| gap.is_none_or(|g| r.gaps.contains(&g))).count().to_string()),
        current: gap == current,
    };
    let items = std::iter::once(None).chain(Gap::ALL.map(Some)).map(tab).collect();
    Tabs { name: t(lang, "policy-coverage").into_owned(), items }
}

fn row(member: &Member, document_id: i64, coverage: &queries::Coverage, covered: &Covered) -> Row {
    let (lang, clause) = (member.lang(), &covered.clause);
    let (tone, key) = match covered.gaps.first() {
        Some(gap) => (gap.tone(), gap.key()),
        None if covered.duties.is_empty() => ("grey", "policy-covered-not-needed"),
        None => ("green", "policy-covered"),
    };
    let why = match clause.kind {
        Some(kind) if covered.duties.is_empty() => {
            let kind = t(lang, kind_key(kind)).into_owned();
            if clause.no_duty_reason.is_empty() { kind } else { format!("{kind}{}{}", t(lang, "part-colon"), clause.no_duty_reason) }
        }
        _ => String::new(),
    };
    Row {
        href: format!("{}/clauses/{}", document_path(&member.scope, document_id), clause.id),
        number: clause.name(),
        heading: crate::policy::model::title_of(&clause.heading, clause.wording()),
        light: LightView { tone, word: Some(t(lang, key).into_owned()) },
        why,
        duties: covered.duties.iter().map(|d| duty_line(&member.scope, &coverage.directory, d)).collect(),
    }
}
