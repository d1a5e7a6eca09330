//! A digest as a page: one of the past, or what would be sent now.

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use serde::Serialize;

use super::named;
use crate::{
    digests::{
        actions,
        content::{Button, Content},
        letter,
        model::Kind,
        store, sweep,
    },
    outbox,
    platform::{
        error::{Error, Result},
        http::{Fault, path_part},
        i18n::{format, format_instant, t},
        view::{
            Views,
            parts::{Head, Link, Notice},
        },
    },
    site::{Member, Site},
};

#[derive(Serialize)]
struct Body {
    head: Head,
    notice: Option<Notice>,
    /// Absent for a digest of the past.
    mail: Option<MailView>,
    figures: Vec<FigureView>,
    sections: Vec<SectionView>,
    closing: Option<String>,
    kicker: String,
}

#[derive(Serialize)]
struct MailView {
    subject: String,
    text: String,
    download: Link,
}

/// One of `part/figures`.
#[derive(Serialize)]
struct FigureView {
    value: String,
    label: String,
    href: Option<String>,
    tone: Option<String>,
    was: Option<String>,
}

#[derive(Serialize)]
struct SectionView {
    title: String,
    tone: Option<String>,
    items: Vec<ItemView>,
    more: Option<Button>,
}

#[derive(Serialize)]
struct ItemView {
    text: String,
    href: Option<String>,
    note: Option<String>,
}

fn body(member: &Member, content: Content, under: String, notice: Option<Notice>, mail: Option<MailView>) -> Body {
    let lang = member.lang();
    let crumb = format!("{}/digests", member.scope.base());
    let sections = content.sections.into_iter().map(|s| SectionView {
        title: s.title,
        tone: s.tone,
        items: s.items.into_iter().map(|i| ItemView { text: i.text, href: i.href, note: i.note }).collect(),
        more: s.more,
    });
    Body {
        head: Head::new(content.head.title).crumb(crumb, t(lang, "digests-title")).under(under),
        notice,
        mail,
        figures: content
            .figures
            .into_iter()
            .map(|f| FigureView { value: f.value, label: f.label, href: None, tone: f.tone, was: f.was })
            .collect(),
        sections: sections.collect(),
        closing: content.closing,
        kicker: content.head.kicker,
    }
}

/// `GET /w/{slug}/digests/{id}`
pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    let id: i64 = path_part(&req, "id").parse().map_err(|_| Error::NotFound)?;
    let (past, content) = site
        .read(&member, move |conn, scope| {
            let found = store::one(conn, scope, id)?;
            actions::require_reading(scope, found.0.membership_id)?;
            Ok(found)
        })
        .await?;
    let lang = member.lang();
    let under = format_instant(lang, past.composed_at, member.scope.zone());
    let notice = (!past.was_sent).then(|| Notice { tone: "grey", title: None, text: t(lang, "digests-not-sent").into_owned(), link: None });
    Ok(member.page(&req, "digests/show", content.head.title.clone(), body(&member, content, under, notice, None))?)
}

/// `GET /w/{slug}/digests/preview/{kind}/{member}`: what that member would be told now.
pub async fn preview(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    let (kind, id) = named(&req)?;
    let (reader, composed) = composed(&site, &member, kind, id).await?;
    let lang = member.lang();
    let base = site.config.absolute("");
    let payload = letter::payload(&member.scope, kind, reader.lang, &composed.content, None)?;
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
pub async fn mail(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
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
