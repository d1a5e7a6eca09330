//! A digest as a page: one of the past, or what would be sent now.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, http::header, web};
use serde::Serialize;

use super::{
    desk::{Desk, FiguresView, Ground, Refused, SectionView, figures, sections},
    named,
};
use crate::{
    digests::{
        actions,
        content::Content,
        letter::{self, Links},
        model::Kind,
        store::{self, Past},
        sweep,
    },
    instructions::{self, Instruction},
    outbox,
    platform::{
        error::{Error, Message, Result},
        http::{Fault, Form, path_part, see_other},
        i18n::{format, format_instant, t},
        view::{
            Views,
            parts::{Head, Link, Notice, SummaryError},
        },
    },
    site::{Member, Site},
};

type Answer = std::result::Result<HttpResponse, Fault>;

#[derive(Serialize)]
struct Body {
    head: Head,
    errors: Vec<SummaryError>,
    notice: Option<Notice>,
    /// Absent for a digest of the past.
    mail: Option<MailView>,
    figures: Option<FiguresView>,
    sections: Vec<SectionView>,
    closing: Option<String>,
    kicker: String,
    /// For a leader's own digest.
    desk: Option<Desk>,
}

#[derive(Serialize)]
struct MailView {
    subject: String,
    text: String,
    download: Link,
}

fn body(member: &Member, content: Content, under: String, notice: Option<Notice>, mail: Option<MailView>) -> Body {
    let lang = member.lang();
    let crumb = format!("{}/digests", member.scope.base());
    Body {
        figures: figures(&content),
        sections: sections(&content, lang, None),
        head: Head::new(content.head.title).crumb(crumb, t(lang, "digests-title")).under(under),
        errors: Vec::new(),
        notice,
        mail,
        closing: content.closing,
        kicker: content.head.kicker,
        desk: None,
    }
}

/// A digest of the past with what its leader wrote on it.
struct Found {
    past: Past,
    content: Content,
    /// None where the reader is not the leader it was written for.
    written: Option<Vec<Instruction>>,
}

fn digest_id(req: &HttpRequest) -> Result<i64> {
    path_part(req, "id").parse().map_err(|_| Error::NotFound)
}

async fn find(site: &web::Data<Site>, member: &Member, id: i64) -> Result<Found> {
    site.read(member, move |conn, scope| {
        let (past, mut content) = store::one(conn, scope, id)?;
        actions::require_reading(scope, past.membership_id)?;
        if scope.membership_id() != Some(past.membership_id) {
            content = content.for_others(&t(scope.lang(), past.kind.key()));
        }
        let written = match actions::own_digest(conn, scope, id) {
            Ok(_) => Some(instructions::queries::written_on(conn, scope, id)?),
            Err(Error::Forbidden(_)) => None,
            Err(error) => return Err(error),
        };
        Ok(Found { past, content, written })
    })
    .await
}

/// `GET /w/{slug}/digests/{id}`
pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let found = find(&site, &member, digest_id(&req)?).await?;
    page(&req, &member, StatusCode::OK, found, None)
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, found: Found, refused: Option<Refused<'_>>) -> Answer {
    let (lang, scope) = (member.lang(), &member.scope);
    let Found { past, content, written } = found;
    let mut under = format_instant(lang, past.composed_at, scope.zone());
    if let (Some(at), None) = (past.read_at, &written) {
        let when = format_instant(lang, at, scope.zone());
        under = [under, format(lang, "digest-read-by-leader", &[("when", when.into())])].join(" · ");
    }
    let notice = (!past.was_sent).then(|| Notice { tone: "grey", title: None, text: t(lang, "digests-not-sent").into_owned(), link: None });
    let title = content.head.title.clone();
    let own = written.map(|written| {
        let ground = Ground { scope, base: format!("{}/digests/{}", scope.base(), past.id), written: &written, refused, signed: false };
        (sections(&content, lang, Some(&ground)), ground.desk(&past), ground.errors())
    });
    let mut body = body(member, content, under, notice, None);
    if let Some((sections, desk, errors)) = own {
        (body.sections, body.desk, body.errors) = (sections, Some(desk), errors);
    }
    Ok(member.page_status(req, status, "digests/show", title, body)?)
}

/// `POST /w/{slug}/digests/{id}/read`
pub async fn read(req: HttpRequest, site: web::Data<Site>, member: Member, _form: Form) -> Answer {
    let id = digest_id(&req)?;
    site.write(&member, move |conn, scope| actions::mark_read(conn, scope, id)).await?;
    Ok(see_other(format!("{}/digests/{id}", member.scope.base())).flash(Message::new("digest-done-read")).respond(&req))
}

/// `POST /w/{slug}/digests/{id}/instruct`
pub async fn instruct(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (id, fields) = (digest_id(&req)?, form.into_inner());
    let typed = fields.clone();
    let done = site
        .write(&member, move |conn, scope| {
            let about = Some(typed.trimmed("about")).filter(|number| !number.is_empty());
            actions::instruct(conn, scope, id, about, typed.trimmed("text"))
        })
        .await;
    match done {
        // Sent twice at once: the other one wrote it down.
        Ok(()) | Err(Error::Conflict) => {
            let to = format!("{}/digests/{id}", member.scope.base());
            Ok(see_other(to).flash(Message::new("digest-done-instruct")).respond(&req))
        }
        Err(Error::Invalid(errors)) => {
            let found = find(&site, &member, id).await?;
            let refused = Refused { fields: &fields, errors: &errors };
            page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, found, Some(refused))
        }
        Err(other) => Err(other.into()),
    }
}

/// `GET /w/{slug}/digests/preview/{kind}/{member}`: what that member would be told now.
pub async fn preview(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (kind, id) = named(&req)?;
    let (reader, composed) = composed(&site, &member, kind, id).await?;
    let lang = member.lang();
    let base = site.config.absolute("");
    let payload = letter::payload(&member.scope, kind, reader.lang, &reader.name, &composed.content, &Links::default())?;
    let parts = outbox::render(&Views::new(), &base, kind.template(), reader.lang, &reader.name, &payload)?;
    let download = Link::new(format!("{}/mail", req.path()), t(lang, "digests-as-mail"));
    let mail = MailView { subject: parts.subject, text: parts.text, download };
    let silent = composed.is_empty && !reader.subscription.even_if_empty;
    let notice = silent.then(|| Notice { tone: "grey", title: None, text: t(lang, "digests-preview-empty").into_owned(), link: None });
    let under = format(lang, "digests-for", &[("name", reader.name.as_str().into())]);
    let title = t(lang, "digests-now").into_owned();
    Ok(member.page(&req, "digests/show", title, body(&member, composed.content, under, notice, Some(mail)))?)
}

/// `GET /w/{slug}/digests/preview/{kind}/{member}/mail`: the same as a message.
pub async fn mail(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (kind, id) = named(&req)?;
    let (reader, composed) = composed(&site, &member, kind, id).await?;
    let bytes = letter::preview(&site.config, &member.scope, kind, &reader, &composed.content)?;
    Ok(HttpResponse::Ok()
        .content_type("message/rfc822")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.eml\"", kind.template())))
        .body(bytes))
}

async fn composed(
    site: &web::Data<Site>,
    member: &Member,
    kind: Kind,
    id: i64,
) -> Result<(store::Member, crate::digests::compose::Composed)> {
    site.read(member, move |conn, scope| {
        let reader = actions::member(conn, scope, kind, id)?;
        actions::require_reading(scope, id)?;
        let composed = sweep::preview(conn, scope, kind, &reader)?;
        Ok((reader, composed))
    })
    .await
}
