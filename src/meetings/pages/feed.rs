//! A person's calendar for their calendar program: the page that gives it an address, and the address itself,
//! `GET /calendar/{slug}/{secret}.ics`, which needs no log-in.
//!
//! The address is the proof, shown once and kept as a hash; it is taken back on the page, and with the membership.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web,
};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Answer;
use crate::{
    meetings::{CALENDAR_LINK, actions, queries},
    platform::{
        error::{Error, Message},
        http::{self, Access, Form, Routes, see_other},
        i18n::{format, format_instant, t},
        view::parts::Head,
    },
    site::{Member, Site, open_link},
    tenancy,
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/w/{slug}/calendar-feed", Access::Workspace, page)
        .post("/w/{slug}/calendar-feed", Access::Workspace, open)
        .post("/w/{slug}/calendar-feed/stop", Access::Workspace, stop)
        .get("/calendar/{slug}/{secret}.ics", Access::Public, calendar)
}

#[derive(Serialize)]
struct Body {
    head: Head,
    /// The address, right after it was made and never again.
    address: Option<Address>,
    /// Since when there is one.
    since: Option<String>,
    make: String,
    stop: Option<String>,
}

#[derive(Serialize)]
struct Address {
    https: String,
    /// What a click opens the calendar program with.
    webcal: String,
}

/// `GET /w/{slug}/calendar-feed`
async fn page(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let since = site.read(&member, queries::feed_since).await?;
    show(&req, &member, since, None)
}

/// `POST /w/{slug}/calendar-feed`: the answer is the only place the address is ever shown at.
async fn open(req: HttpRequest, site: web::Data<Site>, member: Member, _form: Form) -> Answer {
    let secret = site.write(&member, actions::open_feed).await?;
    let https = site.config.absolute(&format!("/calendar/{}/{secret}.ics", member.scope.slug()));
    let webcal = https.split_once("://").map_or_else(|| https.clone(), |(_, rest)| format!("webcal://{rest}"));
    show(&req, &member, Some(member.scope.now()), Some(Address { https, webcal }))
}

/// `POST /w/{slug}/calendar-feed/stop`
async fn stop(req: HttpRequest, site: web::Data<Site>, member: Member, _form: Form) -> Answer {
    site.write(&member, actions::close_feed).await?;
    let to = format!("{}/calendar-feed", member.scope.base());
    Ok(see_other(to).flash(Message::new("feed-stopped")).respond(&req))
}

fn show(req: &HttpRequest, member: &Member, since: Option<chrono::NaiveDateTime>, address: Option<Address>) -> Answer {
    let (scope, lang) = (&member.scope, member.lang());
    let base = format!("{}/calendar-feed", scope.base());
    let title = t(lang, "feed-title").into_owned();
    let mut head = Head::new(&title).crumb(format!("{}/meetings", scope.base()), t(lang, "meetings-title"));
    head.crumbs.push(crate::platform::view::parts::Crumb { href: None, label: title.clone() });
    let body = Body {
        head,
        since: since.map(|at| format(lang, "feed-since", &[("at", format_instant(lang, at, scope.zone()).into())])),
        stop: since.map(|_| format!("{base}/stop")),
        make: base,
        address,
    };
    Ok(member.page_status(req, StatusCode::OK, "meetings/feed", title, body)?)
}

/// `GET /calendar/{slug}/{secret}.ics`
async fn calendar(req: HttpRequest, site: web::Data<Site>) -> Answer {
    let config = site.config.clone();
    let found = open_link(&req, &site, move |conn, workspace, secret| {
        let (scope, _) = tenancy::signed_link_scope(conn, workspace, secret, CALENDAR_LINK)?;
        queries::feed(conn, &scope, |path| config.absolute(path))
    });
    match found.await? {
        Some(calendar) => Ok(file(&req, &calendar)?),
        None => Err(Error::NotFound.into()),
    }
}

/// The file, or word that it is the one the program has. Only its tag decides that: an event taken out leaves no date behind.
fn file(req: &HttpRequest, calendar: &crate::platform::ics::Calendar) -> Result<HttpResponse, Error> {
    let text = calendar.write();
    let digest = hex::encode(Sha256::digest(text.as_bytes()));
    let tag = digest.get(..32).unwrap_or(&digest);
    let known = http::Stored { content_type: "text/calendar", plain: "", name: "", tag }.is_known_to(req);
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, format!("\"{tag}\""))).insert_header((header::CACHE_CONTROL, "private, no-cache"));
    if let Some(changed) = calendar.events.iter().map(|event| event.stamp).max() {
        answer.insert_header((header::LAST_MODIFIED, changed.format("%a, %d %b %Y %H:%M:%S GMT").to_string()));
    }
    if known {
        return Ok(answer.finish());
    }
    Ok(answer
        .content_type("text/calendar; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, "inline; filename=\"calendar.ics\""))
        .body(text))
}
