//! Merging, closing and reopening a department; the first two ask before they do it.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::{head, id_in, path};
use crate::{
    departments::{self, KEEPERS, actions, forms::choices},
    duties::{self, queries::DepartmentLoad},
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fault, Fields, Form, ListQuery, see_other},
        i18n::{Lang, format, join, t, tr},
        view::parts::{Confirm, FieldView, FormView, Head, Link},
    },
    site::{Member, Site},
    tenancy::{
        Scope,
        departments::{self as known, Department, DepartmentPerson, DepartmentState},
    },
};

#[derive(Serialize)]
struct FormPage {
    head: Head,
    form: FormView,
}

#[derive(Serialize)]
struct ConfirmPage {
    confirm: Confirm,
}

struct Loaded {
    department: Department,
    all: Vec<Department>,
    aliases: Vec<String>,
    people: Vec<DepartmentPerson>,
    load: DepartmentLoad,
}

fn load(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Loaded> {
    Ok(Loaded {
        department: known::get(conn, scope, id)?,
        all: known::all(conn, scope)?,
        aliases: known::aliases_of(conn, scope, id)?,
        people: known::people_of(conn, scope, id)?,
        load: duties::queries::department_load(conn, scope, id)?,
    })
}

/// First the choice of the department to live on in; with `?into=` the question whether to do it.
pub async fn merge_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    member.scope.require(&KEEPERS)?;
    let id = id_in(&req)?;
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, id)).await?;
    if loaded.department.state == DepartmentState::Merged {
        return Err(Error::refused("department-merged-stays").into());
    }
    let query = ListQuery::of(&req, &[]);
    let into = query.filter("into").and_then(|i| i.parse::<i64>().ok());
    match into.and_then(|into| loaded.all.iter().find(|d| d.id == into && d.id != id && d.state == DepartmentState::Open)) {
        Some(into) => Ok(merge_question(&req, &member, &loaded, into)?),
        None => Ok(merge_choice(&req, &member, StatusCode::OK, &loaded, None)?),
    }
}

fn merge_choice(
    req: &HttpRequest,
    member: &Member,
    status: StatusCode,
    loaded: &Loaded,
    wrong: Option<&FieldErrors>,
) -> Result<HttpResponse> {
    let (scope, lang, d) = (&*member.scope, member.lang(), &loaded.department);
    let field = FieldView::new("department", "into", t(lang, "department-merge-into")).options(choices(&loaded.all, Some(d.id), ""));
    let mut form = FormView::new(format!("{}/merge", path(scope, d.id)), t(lang, "department-merge-next"))
        .hidden("version", d.version)
        .field(field.hint(t(lang, "department-merge-hint")))
        .back(path(scope, d.id));
    if let Some(errors) = wrong {
        form = form.with_errors(lang, errors);
    }
    let title = format(lang, "department-merge-title", &[("name", d.name.as_str().into())]);
    let head = head(scope, title.clone());
    member.page_status(req, status, "departments/form", title, FormPage { head, form })
}

fn merge_question(req: &HttpRequest, member: &Member, loaded: &Loaded, into: &Department) -> Result<HttpResponse> {
    let (scope, lang, d) = (&*member.scope, member.lang(), &loaded.department);
    let names = [("name", d.name.as_str().into()), ("into", into.name.as_str().into())];
    let mut spellings = vec![d.name.clone()];
    if d.short_name != d.name {
        spellings.push(d.short_name.clone());
    }
    spellings.extend(loaded.aliases.iter().cloned());
    let mut what = vec![format(lang, "department-merge-what-names", &[("names", join(lang, &spellings).into()), names[1].clone()])];
    if !loaded.people.is_empty() {
        what.push(format(lang, "department-merge-what-people", &[("people", people_names(lang, &loaded.people).into())]));
    }
    what.push(format(lang, "department-merge-what-duties", &[("count", (loaded.load.open() as f64).into())]));
    what.push(t(lang, "department-merge-what-past").into_owned());
    what.push(t(lang, "department-merge-what-end").into_owned());
    let form = FormView {
        danger: true,
        ..FormView::new(format!("{}/merge", path(scope, d.id)), t(lang, "department-merge-confirm"))
            .hidden("version", d.version)
            .hidden("into", into.id)
            .hidden("sure", "yes")
            .back(format!("{}/merge", path(scope, d.id)))
    };
    let title = format(lang, "department-merge-question", &names);
    let confirm = Confirm { title: title.clone(), object: Some(Link::new(path(scope, d.id), d.name.clone())), what, form };
    member.page(req, "departments/confirm", title, ConfirmPage { confirm })
}

fn people_names(lang: Lang, people: &[DepartmentPerson]) -> String {
    let mut names: Vec<String> = people.iter().map(|p| p.name.clone()).collect();
    names.dedup();
    join(lang, &names)
}

pub async fn merge(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> std::result::Result<HttpResponse, Fault> {
    member.scope.require(&KEEPERS)?;
    let id = id_in(&req)?;
    let fields: Fields = form.into_inner();
    let version = fields.trimmed("version").parse().unwrap_or(0);
    let into: i64 = fields.trimmed("into").parse().unwrap_or(0);
    let (sure, moved) = (fields.has("sure"), site.move_department);
    let done = site
        .write(&member, move |conn, scope| {
            if sure {
                return actions::merge_with_duties(conn, scope, (id, version), into, moved).map(Some);
            }
            let all = known::all(conn, scope)?;
            known::get(conn, scope, id)?;
            let fits = all.iter().any(|d| d.id == into && d.id != id && d.state == DepartmentState::Open);
            if fits { Ok(None) } else { Err(Error::invalid("into", Message::new("department-merge-unknown"))) }
        })
        .await;
    match done {
        Ok(None) => Ok(see_other(format!("{}/merge?into={into}", path(&member.scope, id))).respond(&req)),
        Ok(Some(moved)) => {
            let flash = Message::new("department-merged").number("count", moved as f64);
            Ok(see_other(path(&member.scope, into)).flash(flash).respond(&req))
        }
        Err(Error::Invalid(errors)) => {
            let loaded = site.read(&member, move |conn, scope| load(conn, scope, id)).await?;
            Ok(merge_choice(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, &loaded, Some(&errors))?)
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn close_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    member.scope.require(&KEEPERS)?;
    let id = id_in(&req)?;
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, id)).await?;
    Ok(close_page(&req, &member, StatusCode::OK, &loaded, &Fields::default(), None)?)
}

fn close_page(
    req: &HttpRequest,
    member: &Member,
    status: StatusCode,
    loaded: &Loaded,
    typed: &Fields,
    wrong: Option<&Error>,
) -> Result<HttpResponse> {
    let (scope, lang, d) = (&*member.scope, member.lang(), &loaded.department);
    let mut what = vec![t(lang, "department-close-what").into_owned()];
    if !loaded.people.is_empty() {
        what.push(format(lang, "department-close-what-people", &[("people", people_names(lang, &loaded.people).into())]));
    }
    if loaded.load.open() > 0 {
        what.push(format(lang, "department-close-what-duties", &[("count", (loaded.load.open() as f64).into())]));
    }
    let reason = FieldView::new("area", "reason", t(lang, "department-reason")).typed(Some(typed), "");
    let mut form = FormView {
        danger: true,
        ..FormView::new(format!("{}/close", path(scope, d.id)), t(lang, "department-close"))
            .hidden("version", d.version)
            .field(reason)
            .back(path(scope, d.id))
    };
    form = match wrong {
        Some(Error::Invalid(errors)) => form.with_errors(lang, errors),
        Some(Error::Refused(message)) => form.with_refusal(tr(lang, message)),
        Some(_) => form.with_refusal(t(lang, "department-changed-meanwhile").into_owned()),
        None => form,
    };
    let title = format(lang, "department-close-question", &[("name", d.name.as_str().into())]);
    let confirm = Confirm { title: title.clone(), object: Some(Link::new(path(scope, d.id), d.name.clone())), what, form };
    member.page_status(req, status, "departments/confirm", title, ConfirmPage { confirm })
}

pub async fn close(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> std::result::Result<HttpResponse, Fault> {
    member.scope.require(&KEEPERS)?;
    let id = id_in(&req)?;
    let fields = form.into_inner();
    let version = fields.trimmed("version").parse().unwrap_or(0);
    let reason = fields.trimmed("reason").to_owned();
    let held = site.held_by_department;
    let done = site.write(&member, move |conn, scope| actions::close_without_duties(conn, scope, (id, version), &reason, held)).await;
    let status = match &done {
        Ok(()) => return Ok(see_other(path(&member.scope, id)).flash(Message::new("department-closed")).respond(&req)),
        Err(Error::Invalid(_)) => StatusCode::UNPROCESSABLE_ENTITY,
        Err(Error::Refused(_) | Error::Conflict) => StatusCode::CONFLICT,
        Err(_) => return Err(done.err().unwrap_or(Error::NotFound).into()),
    };
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, id)).await?;
    Ok(close_page(&req, &member, status, &loaded, &fields, done.as_ref().err())?)
}

pub async fn reopen(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> std::result::Result<HttpResponse, Fault> {
    member.scope.require(&KEEPERS)?;
    let id = id_in(&req)?;
    let version = form.trimmed("version").parse().unwrap_or(0);
    site.write(&member, move |conn, scope| departments::reopen(conn, scope, id, version)).await?;
    Ok(see_other(path(&member.scope, id)).flash(Message::new("department-reopened")).respond(&req))
}
