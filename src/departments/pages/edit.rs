//! Creating and editing a department.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::{head, id_in, path, show::back};
use crate::{
    departments::{
        self, KEEPERS, SUBJECT,
        forms::{FIELDS, field, in_words, read, stored},
    },
    platform::{
        clock,
        db::Conn,
        error::{Error, Message, Result},
        http::{Fault, Fields, Form, see_other},
        i18n::t,
        view::{
            conflict::{Both, Conflict},
            parts::{FormView, Head},
        },
    },
    site::{Member, Site},
    tenancy::{
        Scope,
        departments::{self as known, Department},
    },
    timeline::{self, Subject},
};

#[derive(Serialize)]
struct FormPage {
    head: Head,
    form: FormView,
}

pub async fn new_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    member.scope.require(&KEEPERS)?;
    let all = site.read(&member, known::all).await?;
    let values = Fields::from_pairs([("kind", "department")]);
    Ok(page(&req, &member, StatusCode::OK, form(&member.scope, None, &values, &all))?)
}

pub async fn create(req: HttpRequest, site: web::Data<Site>, member: Member, form_in: Form) -> std::result::Result<HttpResponse, Fault> {
    member.scope.require(&KEEPERS)?;
    let fields = form_in.into_inner();
    let made = match read(&fields) {
        Ok(new) => site.write(&member, move |conn, scope| departments::create(conn, scope, &new)).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(id) => {
            let name = fields.trimmed("name").to_owned();
            let flash = Message::new("department-created").text("name", name);
            Ok(see_other(path(&member.scope, id)).flash(flash).respond(&req))
        }
        Err(Error::Invalid(errors)) => {
            let all = site.read(&member, known::all).await?;
            let form = form(&member.scope, None, &fields, &all).with_errors(member.lang(), &errors);
            Ok(page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, form)?)
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn edit_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    member.scope.require(&KEEPERS)?;
    let id = id_in(&req)?;
    let (all, department, aliases) = site.read(&member, move |conn, scope| load(conn, scope, id)).await?;
    let form = form(&member.scope, Some((id, department.version)), &stored(&department, &aliases), &all);
    Ok(page(&req, &member, StatusCode::OK, form)?)
}

pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form_in: Form) -> std::result::Result<HttpResponse, Fault> {
    member.scope.require(&KEEPERS)?;
    let id = id_in(&req)?;
    let fields = form_in.into_inner();
    let version = fields.trimmed("version").parse().unwrap_or(0);
    let saved = match read(&fields) {
        Ok(new) => site.write(&member, move |conn, scope| departments::edit(conn, scope, id, version, &new)).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => Ok(see_other(path(&member.scope, id)).flash(Message::new("department-saved")).respond(&req)),
        Err(Error::Invalid(errors)) => {
            let (all, ..) = site.read(&member, move |conn, scope| load(conn, scope, id)).await?;
            let form = form(&member.scope, Some((id, version)), &fields, &all).with_errors(member.lang(), &errors);
            Ok(page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, form)?)
        }
        Err(Error::Conflict) => conflict(&req, &site, &member, id, &fields).await,
        Err(error) => Err(error.into()),
    }
}

fn load(conn: &mut Conn, scope: &Scope, id: i64) -> Result<(Vec<Department>, Department, Vec<String>)> {
    Ok((known::all(conn, scope)?, known::get(conn, scope, id)?, known::aliases_of(conn, scope, id)?))
}

/// The form of a new department, or of one that exists with the version it was read in.
fn form(scope: &Scope, existing: Option<(i64, i64)>, values: &Fields, all: &[Department]) -> FormView {
    let lang = scope.lang();
    let own = existing.map(|(id, _)| id);
    let action = own.map_or_else(|| format!("{}/departments/new", scope.base()), |id| format!("{}/edit", path(scope, id)));
    let submit = if own.is_some() { "department-save" } else { "department-create" };
    let mut form = FormView::new(action, t(lang, submit)).back(back(scope, own));
    form.fields = FIELDS.map(|name| field(lang, name, values, all, own)).into();
    match existing {
        Some((_, version)) => form.hidden("version", version),
        None => form,
    }
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, form: FormView) -> Result<HttpResponse> {
    let key = if form.hidden.is_empty() { "departments-new" } else { "department-edit-title" };
    let title = t(member.lang(), key).into_owned();
    member.page_status(req, status, "departments/form", title.clone(), FormPage { head: head(&member.scope, title), form })
}

/// Both versions side by side; saving again is on the new version.
async fn conflict(
    req: &HttpRequest,
    site: &web::Data<Site>,
    member: &Member,
    id: i64,
    fields: &Fields,
) -> std::result::Result<HttpResponse, Fault> {
    let read = site.read(member, move |conn, scope| {
        let last = timeline::of(conn, scope, Subject::new(SUBJECT, id), None, 1)?.pop();
        Ok((load(conn, scope, id)?, last))
    });
    let ((all, department, aliases), last) = read.await?;
    let (scope, lang) = (&*member.scope, member.lang());
    let theirs = stored(&department, &aliases);
    let form = form(scope, Some((id, department.version)), fields, &all);
    let both = form.fields.iter().map(|mine| Both {
        label: mine.label.clone(),
        theirs: in_words(lang, &mine.name, &theirs, &all),
        same: theirs.trimmed(&mine.name) == fields.trimmed(&mine.name),
        mine: mine.clone(),
    });
    let both = both.collect();
    let when = last.as_ref().map(|e| clock::local(e.at, scope.zone()).format("%Y-%m-%d %H:%M").to_string());
    let who = last.map(|e| e.actor).unwrap_or_else(|| t(lang, "department-somebody").into_owned());
    let when = when.unwrap_or_else(|| t(lang, "department-just-now").into_owned());
    let head = head(scope, t(lang, "department-edit-title").into_owned());
    Ok(member.conflict(req, head, Conflict::new(lang, who, when, form, both))?)
}
