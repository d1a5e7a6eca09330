//! The page of the settings.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::{
    actions::{self, SUBJECT},
    forms::{FIELDS, field, in_words, read, stored},
    store,
};
use crate::{
    attachments,
    platform::{
        clock,
        error::{Error, FieldErrors, Message, Result},
        http::{Access, Fault, Fields, Form, ListQuery, Routes, see_other},
        i18n::{Lang, format, join, t},
        view::{
            conflict::{Both, Conflict},
            parts::{FormView, Head, Notice, TimelineView},
        },
    },
    site::{Member, Site},
    tenancy::Role,
    timeline::{self, Subject, timeline_view},
};

pub fn routes() -> Routes {
    Routes::new().get("/w/{slug}/settings", Access::Workspace, show).post("/w/{slug}/settings", Access::Workspace, save)
}

/// Entries of the timeline shown at once.
const EVENTS: i64 = 20;

#[derive(Serialize)]
struct View {
    head: Head,
    notice: Option<Notice>,
    form: FormView,
    timeline: TimelineView,
}

fn path(member: &Member) -> String {
    format!("{}/settings", member.scope.base())
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    member.scope.require(&[Role::Administrator])?;
    page(&req, &site, &member, StatusCode::OK, None, None).await
}

/// The page with what is stored, or with what was typed and what is wrong with it.
async fn page(
    req: &HttpRequest,
    site: &web::Data<Site>,
    member: &Member,
    status: StatusCode,
    typed: Option<&Fields>,
    wrong: Option<&FieldErrors>,
) -> std::result::Result<HttpResponse, Fault> {
    let before = ListQuery::of(req, &[]).filter("before").and_then(|b| b.parse().ok());
    let loaded = site.read(member, move |conn, scope| {
        let subject = Subject::new(SUBJECT, scope.workspace_id());
        let events = timeline::of(conn, scope, subject, before, EVENTS)?;
        let used = attachments::used_bytes(conn, scope)?;
        Ok((store::load(conn, scope)?, store::powers_joined(conn, scope)?, events, used))
    });
    let (general, joined, events, used) = loaded.await?;
    let (scope, lang) = (&*member.scope, member.lang());
    let stored = stored(&general);
    let version = typed.map_or(general.version.to_string(), |f| f.trimmed("version").to_owned());
    let mut form = form(lang, path(member), typed.unwrap_or(&stored), &version);
    let used = attachments::size_text(used);
    for field in form.fields.iter_mut().filter(|f| f.name == "attachment_quota_gb") {
        field.hint = Some(format(lang, "settings-attachment-quota-hint", &[("used", used.as_str().into())]));
    }
    if let Some(errors) = wrong {
        form = form.with_errors(lang, errors);
    }
    let more = events.last().filter(|_| events.len() as i64 == EVENTS).map(|e| format!("{}?before={}#timeline", path(member), e.id));
    let view = View {
        head: Head::new(t(lang, "settings-title")).under(t(lang, "settings-under")),
        notice: powers_notice(lang, &joined, general.settings.separate_powers),
        form,
        timeline: timeline_view(scope, SUBJECT, &events, more),
    };
    Ok(member.page_status(req, status, "settings/show", t(lang, "settings-title"), view)?)
}

fn form(lang: Lang, action: String, values: &Fields, version: &str) -> FormView {
    let mut form = FormView::new(action, t(lang, "settings-save")).hidden("version", version);
    form.fields = FIELDS.map(|name| field(lang, name, values)).into();
    form
}

/// Who holds two roles that 三员分立 keeps apart; nobody's roles are taken by the setting itself.
fn powers_notice(lang: Lang, joined: &[(String, Role, Role)], is_on: bool) -> Option<Notice> {
    if joined.is_empty() {
        return None;
    }
    let who: Vec<String> = joined
        .iter()
        .map(|(name, a, b)| {
            let roles = join(lang, &[t(lang, a.key()).into_owned(), t(lang, b.key()).into_owned()]);
            format(lang, "settings-powers-one", &[("name", name.as_str().into()), ("roles", roles.into())])
        })
        .collect();
    let key = if is_on { "settings-powers-joined-on" } else { "settings-powers-joined-off" };
    let text = format(lang, key, &[("who", join(lang, &who).into())]);
    Some(Notice { tone: if is_on { "red" } else { "yellow" }, title: None, text, link: None })
}

pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> std::result::Result<HttpResponse, Fault> {
    member.scope.require(&[Role::Administrator])?;
    let fields = form.into_inner();
    let saved = match read(&fields) {
        Ok(general) => site.write(&member, move |conn, scope| actions::save(conn, scope, &general)).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => Ok(see_other(path(&member)).flash(Message::new("settings-saved")).respond(&req)),
        Err(Error::Invalid(errors)) => page(&req, &site, &member, StatusCode::UNPROCESSABLE_ENTITY, Some(&fields), Some(&errors)).await,
        Err(Error::Conflict) => Ok(conflict(&req, &site, &member, &fields).await?),
        Err(error) => Err(error.into()),
    }
}

/// Both versions side by side; saving again is on the new version.
async fn conflict(req: &HttpRequest, site: &web::Data<Site>, member: &Member, fields: &Fields) -> Result<HttpResponse> {
    let loaded = site.read(member, |conn, scope| {
        let last = timeline::of(conn, scope, Subject::new(SUBJECT, scope.workspace_id()), None, 1)?.pop();
        Ok((store::load(conn, scope)?, last))
    });
    let (general, last) = loaded.await?;
    let (scope, lang) = (&*member.scope, member.lang());
    let theirs = stored(&general);
    let mine = form(lang, path(member), fields, &general.version.to_string()).back(path(member));
    let said = |fields: &Fields, name: &str| fields.all(name).into_iter().map(|v| v.trim().to_owned()).collect::<Vec<_>>();
    let both = mine.fields.iter().map(|field| Both {
        label: field.label.clone(),
        theirs: in_words(lang, &field.name, &theirs),
        same: said(&theirs, &field.name) == said(fields, &field.name),
        mine: field.clone(),
    });
    let both = both.collect();
    let when = last.as_ref().map(|e| clock::local(e.at, scope.zone()).format("%Y-%m-%d %H:%M").to_string());
    let conflict = Conflict::new(lang, last.map(|e| e.actor).unwrap_or_default(), when.unwrap_or_default(), mine, both);
    member.conflict(req, Head::new(t(lang, "settings-title")), conflict)
}
