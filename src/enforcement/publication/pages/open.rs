//! `GET /open/{slug}`: what a workspace has published, for anybody, without log-in. Off unless switched on; an address that is unknown, of
//! a closed workspace, or switched off answers the same 404. It tells what was published and by which department, and nothing else: no
//! numbers, no people but those the text names, no way further in.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{CACHE_CONTROL, ETAG, HeaderName, IF_NONE_MATCH},
    web,
};
use serde::Serialize;

use super::Answer;
use crate::{
    enforcement::publication::queries::{self, Open},
    platform::{
        db::Tenant,
        http::{self, ListQuery, path_part, set_lang},
        i18n::{Lang, format, format_day, t},
        secret,
        view::parts::Link,
    },
    site::Site,
    tenancy::{self, Scope},
};

/// Publications on a page.
const SHOWN: i64 = 20;
/// The page nobody leafs beyond.
const LAST: u64 = 1_000;

#[derive(Serialize)]
struct Body {
    letter: Letter,
    title: String,
    items: Vec<Item>,
    none: Option<String>,
    newer: Option<String>,
    older: Option<String>,
    other_language: Link,
}

/// Whose page it is.
#[derive(Serialize)]
struct Letter {
    workspace: String,
}

#[derive(Serialize)]
struct Item {
    title: String,
    text: String,
    department: String,
    day: String,
    iso: String,
    until: Option<String>,
    corrected: bool,
}

pub async fn show(req: HttpRequest, site: web::Data<Site>) -> Answer {
    let slug = path_part(&req, "slug").to_owned();
    let query = ListQuery::of(&req, &[]);
    let page = query.page.min(LAST);
    let offset = i64::try_from(page - 1).unwrap_or(0) * SHOWN;
    let (db, now) = (site.db.clone(), site.clock.now());
    let (scope, items) = http::block(move || {
        let scope = db.read(Tenant::All, |conn| tenancy::workspace_scope_all_workspaces(conn, &slug, now))?;
        let items = db.read(scope.tenant(), |conn| queries::open(conn, &scope, SHOWN, offset))?;
        Ok((scope, items))
    })
    .await?;
    // The workspace's own language unless the address says another: what a cache keeps is the same for everybody.
    let lang = query.filter("lang").and_then(Lang::parse).unwrap_or(scope.lang());
    set_lang(&req, lang);
    let body = body(&scope, lang, &query, page, &items);
    let title = format!("{} · {}", body.title, body.letter.workspace);
    let html = http::open_page(&req, "enforcement/open", title, body)?;
    let tag = format!("\"{}\"", secret::hash(&html).get(..32).unwrap_or_default());
    let known = req.headers().get(IF_NONE_MATCH).and_then(|v| v.to_str().ok()).is_some_and(|v| v.split(',').any(|v| v.trim() == tag));
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer
        // Kept for a moment and asked for again: what is withdrawn is gone within a minute.
        .insert_header((CACHE_CONTROL, "public, max-age=60, must-revalidate"))
        .insert_header((ETAG, tag))
        // Search engines would show what was withdrawn, or whose time is over.
        .insert_header((HeaderName::from_static("x-robots-tag"), "noindex, noarchive, nosnippet"));
    if known {
        return Ok(answer.finish());
    }
    Ok(answer.content_type("text/html; charset=utf-8").body(html))
}

fn body(scope: &Scope, lang: Lang, query: &ListQuery, page: u64, found: &[Open]) -> Body {
    let link = |page: u64| query.link_with(&[("page", Some(page.to_string()).as_deref().filter(|_| page > 1))]);
    let shown = usize::try_from(SHOWN).unwrap_or_default();
    let items: Vec<Item> = found.iter().take(shown).filter_map(|open| item(lang, open)).collect();
    let other = if lang == Lang::ZhCn { Lang::En } else { Lang::ZhCn };
    Body {
        letter: Letter { workspace: scope.workspace_name().to_owned() },
        title: t(lang, "open-page-heading").into_owned(),
        none: items.is_empty().then(|| t(lang, "open-page-none").into_owned()),
        items,
        newer: (page > 1).then(|| link(page - 1)),
        older: (found.len() > shown).then(|| link(page + 1)),
        other_language: Link::new(query.link_with(&[("lang", Some(other.code()))]), t(other, "open-page-language")),
    }
}

/// None of what was never published.
fn item(lang: Lang, open: &Open) -> Option<Item> {
    let version = &open.version;
    let day = version.published_on?;
    Some(Item {
        title: version.title.clone(),
        text: version.text.clone(),
        department: open.department.clone(),
        day: format_day(lang, day),
        iso: day.to_string(),
        until: version.until_on.map(|until| format(lang, "open-page-until", &[("day", format_day(lang, until).into())])),
        corrected: version.is_correction(),
    })
}
