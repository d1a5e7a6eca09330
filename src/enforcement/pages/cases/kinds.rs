//! `/w/{slug}/cases/kinds`: the kinds of cases of the workspace, kept by the secretariat.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer,
    forms::{self, FormPage},
    head, kind_form, list_path,
};
use crate::{
    enforcement::{
        CASE_KIND,
        actions::cases as actions,
        model::{CaseKind, KindState},
        queries::cases as queries,
        shipped,
    },
    platform::{
        error::{Error, Message, Result},
        http::{Fields, Form, path_part, see_other},
        i18n::{format, join, t},
        view::parts::{FieldView, FormView, Head, LightView, TimelineView},
    },
    site::{Member, Site},
    tenancy::{Role, Scope},
    timeline::{self, Subject, timeline_view},
};

#[derive(Serialize)]
struct Body {
    head: Head,
    /// Where the shipped ones it lacks are written down; for the secretariat, while it lacks some.
    ship: Option<String>,
    lacks: String,
    keeps: bool,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    article: String,
    legal_basis: String,
    fields: String,
    measures: String,
    days: String,
    /// Only of a retired one.
    retired: Option<LightView>,
    edit: String,
    turn: String,
    turn_label: String,
}

fn home(scope: &Scope) -> String {
    format!("{}/kinds", list_path(scope))
}

fn id_in(req: &HttpRequest) -> Result<i64> {
    path_part(req, "id").parse().map_err(|_| Error::NotFound)
}

/// `GET /w/{slug}/cases/kinds`
pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let kinds = site.read(&member, queries::kinds).await?;
    let (scope, lang) = (&*member.scope, member.lang());
    let keeps = scope.has(Role::Secretariat);
    let lacks = shipped::CODES.iter().filter(|code| !kinds.iter().any(|k| k.code == **code)).count();
    let title = t(lang, "case-kinds-title").into_owned();
    let mut head = head(scope, None, &title).under(t(lang, "case-kinds-about"));
    if keeps {
        head = head.action(format!("{}/new", home(scope)), t(lang, "case-kind-new"), true);
    }
    let body = Body {
        head,
        ship: (keeps && lacks > 0).then(|| home(scope)),
        lacks: format(lang, "case-kinds-lacks", &[("n", (lacks as f64).into())]),
        keeps,
        rows: kinds.iter().map(|k| row(scope, k)).collect(),
    };
    Ok(member.page(&req, "enforcement/case_kinds", title, body)?)
}

fn row(scope: &Scope, kind: &CaseKind) -> Row {
    let lang = scope.lang();
    let measures: Vec<String> = kind
        .measures
        .iter()
        .map(|m| {
            let args = [("measure", t(lang, &m.measure.key()).into_owned().into()), ("days", f64::from(m.working_days).into())];
            format(lang, "case-kind-measure", &args)
        })
        .collect();
    let fields: Vec<String> = kind.fields.iter().map(|f| f.label.clone()).collect();
    let is_retired = kind.state == KindState::Retired;
    Row {
        name: kind.name.clone(),
        article: kind.article.clone(),
        legal_basis: kind.legal_basis.clone(),
        fields: join(lang, &fields),
        measures: join(lang, &measures),
        days: format(lang, "case-kind-days", &[("days", f64::from(kind.days_to_file).into())]),
        retired: is_retired.then(|| LightView { tone: "grey", word: Some(t(lang, &kind.state.key()).into_owned()) }),
        edit: format!("{}/{}/edit", home(scope), kind.id),
        turn: format!("{}/{}/turn", home(scope), kind.id),
        turn_label: t(lang, if is_retired { "case-kind-reopen" } else { "case-kind-retire" }).into_owned(),
    }
}

/// `POST /w/{slug}/cases/kinds`: writes down the shipped ones it lacks.
pub async fn ship(req: HttpRequest, site: web::Data<Site>, member: Member, _form: Form) -> Answer {
    let n = site.write(&member, actions::ship_kinds).await?;
    let said = Message::new("case-kinds-done-ship").number("n", n as f64);
    Ok(see_other(home(&member.scope)).flash(said).respond(&req))
}

#[derive(Serialize)]
struct KindPage {
    head: Head,
    form: FormView,
    /// What happened to it; empty for a new one.
    timeline: TimelineView,
}

async fn kind_page(
    req: &HttpRequest,
    site: &web::Data<Site>,
    member: &Member,
    status: StatusCode,
    kind: Option<CaseKind>,
    form: FormView,
) -> Answer {
    let (scope, lang) = (&*member.scope, member.lang());
    let title = t(lang, if kind.is_some() { "case-kind-edit" } else { "case-kind-new" }).into_owned();
    let mut head = head(scope, None, &title);
    let at = head.crumbs.len() - 1;
    let kinds = crate::platform::view::parts::Crumb { href: Some(home(scope)), label: t(lang, "case-kinds-title").into_owned() };
    head.crumbs.insert(at, kinds);
    let events = match &kind {
        Some(kind) => {
            let subject = Subject::new(CASE_KIND, kind.id);
            head = head.under(kind.label());
            site.read(member, move |conn, scope| timeline::of(conn, scope, subject, None, 20)).await?
        }
        None => Vec::new(),
    };
    let body = KindPage { head, form, timeline: timeline_view(scope, CASE_KIND, &events, None) };
    Ok(member.page_status(req, status, "enforcement/case_kind", title, body)?)
}

/// `GET /w/{slug}/cases/kinds/new`
pub async fn new_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    member.scope.require(&[Role::Secretariat])?;
    let form = kind_form::view(&member.scope, &home(&member.scope), None, &kind_form::fresh());
    kind_page(&req, &site, &member, StatusCode::OK, None, form).await
}

/// `POST` to the same.
pub async fn create(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let content = kind_form::read(&fields);
    let error = match site.write(&member, move |conn, scope| actions::new_kind(conn, scope, &content)).await {
        Ok(kind) => {
            let said = Message::new("case-kind-done-add").text("name", kind.name);
            return Ok(see_other(home(&member.scope)).flash(said).respond(&req));
        }
        Err(error) => error,
    };
    let form = kind_form::view(&member.scope, &home(&member.scope), None, &fields);
    let (status, form) = forms::again(member.lang(), form, error)?;
    kind_page(&req, &site, &member, status, None, form).await
}

async fn one(site: &web::Data<Site>, member: &Member, id: i64) -> std::result::Result<CaseKind, crate::platform::http::Fault> {
    member.scope.require(&[Role::Secretariat])?;
    Ok(site.read(member, move |conn, scope| queries::kind(conn, scope, id)).await?)
}

/// `GET /w/{slug}/cases/kinds/{id}/edit`
pub async fn edit_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let kind = one(&site, &member, id_in(&req)?).await?;
    let form = kind_form::view(&member.scope, &home(&member.scope), Some(&kind), &kind_form::stored(&kind));
    kind_page(&req, &site, &member, StatusCode::OK, Some(kind), form).await
}

/// `POST` to the same.
pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (id, fields) = (id_in(&req)?, form.into_inner());
    let (content, version) = (kind_form::read(&fields), fields.trimmed("version").parse().unwrap_or(0));
    let error = match site.write(&member, move |conn, scope| actions::edit_kind(conn, scope, id, version, &content)).await {
        Ok(kind) => {
            let said = Message::new("case-kind-done-edit").text("name", kind.name);
            return Ok(see_other(home(&member.scope)).flash(said).respond(&req));
        }
        Err(error) => error,
    };
    let kind = one(&site, &member, id).await?;
    let form = kind_form::view(&member.scope, &home(&member.scope), Some(&kind), &fields);
    let (status, form) = forms::again(member.lang(), form, error)?;
    kind_page(&req, &site, &member, status, Some(kind), form).await
}

fn turning(scope: &Scope, kind: &CaseKind, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let is_retired = kind.state == KindState::Retired;
    let label = t(lang, if is_retired { "case-kind-reopen" } else { "case-kind-retire" });
    let form = FormView::new(format!("{}/{}/turn", home(scope), kind.id), label).hidden("version", kind.version).back(home(scope));
    if is_retired {
        return form;
    }
    let reason = FieldView::new("area", "reason", t(lang, "case-field-reason")).typed(typed, "");
    form.field(FieldView { rows: Some(3), whole: true, ..reason })
}

fn turn_page(scope: &Scope, kind: &CaseKind, form: FormView) -> FormPage {
    let lang = scope.lang();
    let is_retired = kind.state == KindState::Retired;
    let (title, what) = match is_retired {
        true => ("case-kind-reopen", "case-kind-what-reopen"),
        false => ("case-kind-retire", "case-kind-what-retire"),
    };
    let mut page = FormPage::new(head(scope, None, &t(lang, title)).under(kind.label()), form);
    page.what = vec![t(lang, what).into_owned()];
    page
}

/// `GET /w/{slug}/cases/kinds/{id}/turn`: retires an open one, opens a retired one.
pub async fn turn_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let kind = one(&site, &member, id_in(&req)?).await?;
    Ok(turn_page(&member.scope, &kind, turning(&member.scope, &kind, None)).answer(&req, &member, StatusCode::OK)?)
}

/// `POST` to the same.
pub async fn turn(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (id, fields) = (id_in(&req)?, form.into_inner());
    let version = fields.trimmed("version").parse().unwrap_or(0);
    let kind = one(&site, &member, id).await?;
    let (retired, reason) = (kind.state == KindState::Retired, fields.get("reason").unwrap_or_default().to_owned());
    let done = site.write(&member, move |conn, scope| match retired {
        true => actions::reopen_kind(conn, scope, id, version),
        false => actions::retire_kind(conn, scope, id, version, &reason),
    });
    let error = match done.await {
        Ok(kind) => {
            let key = if retired { "case-kind-done-reopen" } else { "case-kind-done-retire" };
            return Ok(see_other(home(&member.scope)).flash(Message::new(key).text("name", kind.name)).respond(&req));
        }
        Err(error) => error,
    };
    let kind = one(&site, &member, id).await?;
    let (status, form) = forms::again(member.lang(), turning(&member.scope, &kind, Some(&fields)), error)?;
    Ok(turn_page(&member.scope, &kind, form).answer(&req, &member, status)?)
}
