//! Reading a document in: upload or paste.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::{Answer, document_path, policies};
use crate::{
    platform::{
        error::{Arg, Error, FieldErrors, Message, Result},
        http::{Fields, Form, ListQuery, block, see_other},
        i18n::{format, t},
        view::parts::{FieldView, FormView, Head, Hidden, Link, Notice},
    },
    policy::{
        actions::{self, Directory, Incoming},
        model::Document,
        queries,
        reading::Refusal,
    },
    site::{Member, Site},
    tenancy::Role,
};

#[derive(Serialize)]
struct View {
    head: Head,
    notice: Option<Notice>,
    form: FormView,
}

/// What is on the page beside an empty form.
#[derive(Default)]
struct Shown<'a> {
    typed: Option<&'a Fields>,
    older: Option<Document>,
    same: Option<Document>,
    errors: FieldErrors,
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    member.scope.require(&[Role::Secretariat])?;
    let older = ListQuery::of(&req, &[]).filter("supersedes").map(|id| id.parse().map_err(|_| Error::NotFound)).transpose()?;
    let older = older_document(&site, &member, older).await?;
    page(&req, &member, StatusCode::OK, Shown { older, ..Shown::default() })
}

async fn older_document(site: &Site, member: &Member, id: Option<i64>) -> Result<Option<Document>> {
    let Some(id) = id else { return Ok(None) };
    site.read(member, move |conn, scope| Ok(Some(queries::overview(conn, scope, id)?.document))).await
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, shown: Shown<'_>) -> Answer {
    let (lang, typed) = (member.lang(), shown.typed);
    let text = |key: &str| t(lang, key).into_owned();
    let mut file = FieldView::new("file", "file", text("policy-file")).hint(text("policy-file-hint"));
    file.accept = Some(".txt,.docx,.xlsx".into());
    let mut paste = FieldView::new("area", "text", text("policy-text")).hint(text("policy-text-hint")).typed(typed, "");
    paste.rows = Some(12);
    let mut form = FormView::new(policies(&member.scope), text("policy-read")).field(file).field(paste).back(policies(&member.scope));
    form.upload = true;
    if let Some(older) = &shown.older {
        form.hidden.push(Hidden::new("supersedes", older.id));
    }
    if shown.same.is_some() {
        let mut again = FieldView::new("check", "again", text("policy-again")).value("1");
        again.checked = typed.is_some_and(|f| f.has("again"));
        form = form.field(again);
    }
    let form = form.with_errors(lang, &shown.errors);
    let notice = match (&shown.same, &shown.older) {
        (Some(same), _) => Some(Notice {
            tone: "yellow",
            title: Some(text("policy-same-title")),
            text: text("policy-same-text"),
            link: Some(Link::new(document_path(&member.scope, same.id), same.title.clone())),
        }),
        (None, Some(older)) => Some(Notice {
            tone: "blue",
            title: None,
            text: format(lang, "policy-superseding", &[("title", older.title.as_str().into())]),
            link: Some(Link::new(document_path(&member.scope, older.id), text("policy-show-older"))),
        }),
        (None, None) => None,
    };
    let title = text(if shown.older.is_some() { "policy-new-version" } else { "policy-new" });
    let head = Head::new(title.clone()).crumb(policies(&member.scope), t(lang, "nav-policies")).under(t(lang, "policy-new-about"));
    Ok(member.page_status(req, status, "policy/new", title, View { head, notice, form })?)
}

pub async fn create(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    member.scope.require(&[Role::Secretariat])?;
    let fields = form.into_inner();
    let supersedes = fields.get("supersedes").map(|id| id.trim().parse().map_err(|_| Error::NotFound)).transpose()?;
    let older = older_document(&site, &member, supersedes).await?;
    let refuse = |shown: Shown<'_>| page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, shown);
    let (field, name, bytes) = match source(&fields) {
        Ok(source) => source,
        Err(errors) => return refuse(Shown { typed: Some(&fields), older, same: None, errors }),
    };
    let directory = site.read(&member, Directory::load).await?;
    let read = block(move || Ok(actions::incoming(&name, &bytes, &directory))).await?;
    let incoming = match read {
        Ok(incoming) => incoming,
        Err(refusal) => {
            let mut errors = FieldErrors::default();
            errors.add(field, refused(&refusal));
            return refuse(Shown { typed: Some(&fields), older, same: None, errors });
        }
    };
    if !fields.has("again")
        && let Some(same) = same_text(&site, &member, &incoming).await?
    {
        let mut errors = FieldErrors::default();
        errors.add(field, Message::new("policy-same-error"));
        return refuse(Shown { typed: Some(&fields), older, same: Some(same), errors });
    }
    let id = site.write(&member, move |conn, scope| actions::add(conn, scope, incoming, supersedes)).await?;
    Ok(created(&req, &member, id, supersedes.is_some()))
}

fn created(req: &HttpRequest, member: &Member, id: i64, replaces: bool) -> HttpResponse {
    let to = format!("{}/{}", document_path(&member.scope, id), if replaces { "compare" } else { "review" });
    see_other(to).flash(Message::new("policy-added")).respond(req)
}

async fn same_text(site: &Site, member: &Member, incoming: &Incoming) -> Result<Option<Document>> {
    let hash = incoming.hash.clone();
    site.read(member, move |conn, scope| queries::same_text(conn, scope, &hash)).await
}

/// The one thing that was handed in: field, file name, bytes.
fn source(fields: &Fields) -> std::result::Result<(&'static str, String, Vec<u8>), FieldErrors> {
    let mut errors = FieldErrors::default();
    let text = fields.get("text").map(str::trim).filter(|text| !text.is_empty());
    match (fields.file("file"), text) {
        (Some(file), None) => return Ok(("file", file.name.clone(), file.bytes.to_vec())),
        (None, Some(text)) => return Ok(("text", String::new(), text.as_bytes().to_vec())),
        (Some(_), Some(_)) => errors.add("file", Message::new("policy-one-source")),
        (None, None) => errors.add("file", Message::new("policy-no-source")),
    }
    Err(errors)
}

fn refused(refusal: &Refusal) -> Message {
    let mut message = Message::new(refusal.key());
    message.args.extend(refusal.arguments().into_iter().map(|(name, value)| (name, Arg::Text(value))));
    message
}
