//! `GET /w/{slug}/instructions` and the same as a workbook.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, light};
use crate::{
    instructions::{
        export,
        model::{Instruction, State},
        queries::{self},
    },
    platform::{
        http::{ListQuery, Pager, total},
        i18n::{Lang, format, format_instant, t},
        view::parts::{Empty, Head, LightView, Link, SortHead, Tabs},
    },
    site::{Member, SHEET_ASKED, Site, saved},
    tenancy::{Role, Scope},
};

/// Characters of an instruction a line shows.
const SHOWN: usize = 120;

#[derive(Serialize)]
struct Body {
    head: Head,
    tabs: Tabs,
    heads: Vec<SortHead>,
    rows: Vec<Row>,
    empty: Empty,
    pager: Pager,
}

#[derive(Serialize)]
struct Row {
    light: LightView,
    href: String,
    text: String,
    about: String,
    when: String,
    /// The duty it was filed as.
    duty: Option<Link>,
    answer: Option<String>,
    action: Option<Link>,
}

fn asked(query: &ListQuery) -> Option<State> {
    query.filter("state").and_then(State::parse)
}

/// `GET /w/{slug}/instructions`
pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let mut query = ListQuery::of(&req, &[]);
    let state = asked(&query);
    let (counts, rows, query) = site
        .read(&member, move |conn, scope| {
            let mut counts = Vec::new();
            for of in [None, Some(State::Unfiled), Some(State::Filed), Some(State::Answered)] {
                counts.push((of, queries::count(conn, scope, of)?));
            }
            query.clamp(total(&counts, state));
            Ok((counts, queries::list(conn, scope, state, query.limit(), query.offset())?, query))
        })
        .await?;
    let (scope, lang) = (&member.scope, member.lang());
    let total = total(&counts, state);
    let head = |key, class| query.head(lang, None, key, class);
    let export = query.link_with(&[]).replacen("/instructions", "/instructions.xlsx", 1);
    let body = Body {
        head: Head::new(t(lang, "instructions-title")).under(t(lang, "instructions-about")).action(
            export,
            t(lang, "instructions-export"),
            false,
        ),
        tabs: tabs(lang, &query, state, &counts),
        heads: vec![
            head("instructions-head-state", None),
            head("instructions-head-text", None),
            head("instructions-head-when", Some("date")),
            head("instructions-head-result", None),
        ],
        rows: rows.into_iter().map(|i| row(scope, i)).collect(),
        empty: Empty {
            title: t(lang, "instructions-empty").into_owned(),
            text: Some(t(lang, "instructions-empty-text").into_owned()),
            action: None,
        },
        pager: query.pager(lang, total),
    };
    Ok(member.page(&req, "instructions/list", t(lang, "instructions-title"), body)?)
}

fn tabs(lang: Lang, query: &ListQuery, state: Option<State>, counts: &[(Option<State>, i64)]) -> Tabs {
    let items = counts.iter().map(|(of, n)| {
        query.tab("state", of.map(State::as_str), t(lang, of.map_or("instructions-tab-all", State::key)).into_owned(), *n, *of == state)
    });
    Tabs { name: t(lang, "instructions-title").into_owned(), items: items.collect() }
}

fn row(scope: &Scope, instruction: Instruction) -> Row {
    let (lang, base) = (scope.lang(), scope.base());
    let href = format!("{base}/instructions/{}", instruction.number);
    let about = instruction.about.as_ref().map(|d| format(lang, "instruction-about", &[("title", d.title.as_str().into())]));
    let parts = [Some(instruction.author.clone()), Some(instruction.number.clone()), about];
    let files = instruction.state == State::Unfiled && scope.has(Role::Secretariat);
    Row {
        light: light(lang, &instruction),
        text: instruction.in_short(SHOWN),
        about: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        when: format_instant(lang, instruction.written_at, scope.zone()),
        duty: instruction.duty.map(|d| Link::new(format!("{base}/duties/{}", d.number), format!("{} {}", d.number, d.title))),
        answer: instruction.answer,
        action: files.then(|| Link::new(format!("{href}/file"), t(lang, "instruction-file"))),
        href,
    }
}

/// `GET /w/{slug}/instructions.xlsx`: what the list shows, all its pages.
pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let state = asked(&ListQuery::of(&req, &[]));
    let file = site.read(&member, move |conn, scope| export::workbook(scope, &queries::list(conn, scope, state, SHEET_ASKED, 0)?)).await?;
    let scope = &member.scope;
    Ok(saved(scope, file, "instructions", "instructions-file")?)
}
