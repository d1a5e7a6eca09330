//! What the link in a leader's digest opens, without a login: the digest, 已阅, and room for 批示.
//!
//! The link is the proof: it names one digest of one person, ends after a while and when they lead no more, and shows nothing that
//! the digest did not tell. A GET only shows, since mail scanners open links. Whoever guesses is slowed down by address, whoever
//! writes by the link.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::desk::{Desk, FiguresView, Ground, Refused, SectionView, figures, sections};
use crate::{
    accounts::throttle::LINK_WRITES,
    digests::{actions, content::Content, store::Past, sweep::OPEN_LINK_DAYS},
    instructions::{self, Instruction},
    platform::{
        clock,
        db::Conn,
        error::{Error, Message, Result},
        http::{self, Fault, Form, lang, path_part, see_other, set_lang},
        i18n::{format, format_day, t},
        view::parts::SummaryError,
    },
    site::{Site, open_link, slow_down},
    tenancy::{self, DIGEST_LINK, Scope},
};

type Answer = std::result::Result<HttpResponse, Fault>;

#[derive(Serialize)]
struct Body {
    /// Absent for a link that is good for nothing.
    letter: Option<Letter>,
    gone: Option<String>,
}

#[derive(Serialize)]
struct Letter {
    workspace: String,
    kicker: String,
    finding: String,
    errors: Vec<SummaryError>,
    figures: Option<FiguresView>,
    sections: Vec<SectionView>,
    closing: Option<String>,
    desk: Desk,
    foot: String,
}

/// A link that is good, and what it opens.
struct Opened {
    scope: Scope,
    past: Past,
    content: Content,
    written: Vec<Instruction>,
}

/// `GET /digest/{slug}/{secret}`
pub async fn show(req: HttpRequest, site: web::Data<Site>) -> Answer {
    match open(&req, &site).await? {
        Some(opened) => page(&req, StatusCode::OK, &opened, None),
        None => gone(&req),
    }
}

/// `POST /digest/{slug}/{secret}/read`
pub async fn read(req: HttpRequest, site: web::Data<Site>, _form: Form) -> Answer {
    let Some(opened) = open(&req, &site).await? else { return gone(&req) };
    let id = opened.past.id;
    write(&req, &site, &opened.scope, move |conn, scope| actions::mark_read(conn, scope, id)).await?;
    Ok(see_other(base(&req)).flash(Message::new("digest-done-read")).respond(&req))
}

/// `POST /digest/{slug}/{secret}/instruct`
pub async fn instruct(req: HttpRequest, site: web::Data<Site>, form: Form) -> Answer {
    let Some(opened) = open(&req, &site).await? else { return gone(&req) };
    let (id, fields) = (opened.past.id, form.into_inner());
    let typed = fields.clone();
    let done = write(&req, &site, &opened.scope, move |conn, scope| {
        let about = Some(typed.trimmed("about")).filter(|number| !number.is_empty());
        actions::instruct(conn, scope, id, about, typed.trimmed("text"))
    })
    .await;
    match done {
        // Sent twice at once: the other one wrote it down.
        Ok(()) | Err(Fault::Domain(Error::Conflict)) => Ok(see_other(base(&req)).flash(Message::new("digest-done-instruct")).respond(&req)),
        Err(Fault::Domain(Error::Invalid(errors))) => {
            page(&req, StatusCode::UNPROCESSABLE_ENTITY, &opened, Some(Refused { fields: &fields, errors: &errors }))
        }
        Err(other) => Err(other),
    }
}

/// The page's own address, from any of its forms.
fn base(req: &HttpRequest) -> String {
    format!("/digest/{}/{}", path_part(req, "slug"), path_part(req, "secret"))
}

/// What the link opens; none for one that is unknown, over, revoked, or whose leader leads no more: nobody learns which.
async fn open(req: &HttpRequest, site: &web::Data<Site>) -> std::result::Result<Option<Opened>, Fault> {
    let opened = open_link(req, site, |conn, workspace, secret| {
        let (scope, id) = tenancy::signed_link_scope(conn, workspace, secret, DIGEST_LINK)?;
        let (past, content) = actions::own_digest(conn, &scope, id)?;
        let written = instructions::queries::written_on(conn, &scope, id)?;
        Ok(Opened { scope, past, content, written })
    });
    Ok(opened.await?.inspect(|opened| set_lang(req, opened.scope.lang())))
}

async fn write(
    req: &HttpRequest,
    site: &web::Data<Site>,
    scope: &Scope,
    work: impl FnOnce(&mut Conn, &Scope) -> Result<()> + Send + 'static,
) -> std::result::Result<(), Fault> {
    slow_down(site, &LINK_WRITES, path_part(req, "secret").to_owned()).await?;
    let (db, scope) = (site.db.clone(), scope.clone());
    Ok(http::block(move || db.write(scope.tenant(), |conn| work(conn, &scope))).await?)
}

fn page(req: &HttpRequest, status: StatusCode, opened: &Opened, refused: Option<Refused<'_>>) -> Answer {
    let Opened { scope, past, content, written } = opened;
    let lang = scope.lang();
    let ground = Ground { scope, base: base(req), written, refused, signed: true };
    let until = clock::local(past.composed_at + chrono::Duration::days(OPEN_LINK_DAYS), scope.zone()).date();
    let args = [("name", scope.actor_name().into()), ("day", format_day(lang, until).into())];
    let letter = Letter {
        workspace: scope.workspace_name().to_owned(),
        // The page says whose letter it is on top.
        kicker: content.head.kicker.trim_start_matches(scope.workspace_name()).trim_start_matches(" · ").to_owned(),
        finding: content.head.title.clone(),
        errors: ground.errors(),
        figures: figures(content),
        sections: sections(content, lang, Some(&ground)),
        closing: content.closing.clone(),
        desk: ground.desk(past),
        foot: format(lang, "digest-foot-page", &args),
    };
    let title = content.head.title.clone();
    Ok(http::page_status(req, status, "digests/letter", title, None, Body { letter: Some(letter), gone: None })?)
}

/// One page for every link that is good for nothing.
fn gone(req: &HttpRequest) -> Answer {
    let lang = lang(req);
    let body = Body { letter: None, gone: Some(t(lang, "digest-link-gone-text").into_owned()) };
    Ok(http::page_status(req, StatusCode::NOT_FOUND, "digests/letter", t(lang, "digest-link-gone"), None, body)?)
}
