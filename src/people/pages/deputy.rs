//! Naming who stands in for a liaison in a department, and ending it.

use actix_web::{HttpRequest, http::StatusCode, web};
use chrono::NaiveDate;
use serde::Serialize;

use super::{Answer, id_of};
use crate::{
    people::{
        actions::{self, NewDeputy},
        model::{Member, Seated},
        store::{self, Candidate, StandIn},
    },
    platform::{
        error::{Error, FieldErrors, Message},
        http::{Fields, Form, path_part, see_other},
        i18n::{format, join, t, tr},
        view::parts::{Choice, Confirm, FieldView, FormView, Head, Link},
    },
    site::{self, Site},
};

/// People offered at most; in a workspace with more, most are no colleagues of anybody.
const OFFERED: i64 = 1000;

#[derive(Serialize)]
struct Body {
    head: Head,
    form: FormView,
}

/// The department in the path; anything else is not found.
fn department_of(req: &HttpRequest) -> Result<i64, Error> {
    path_part(req, "department").parse().map_err(|_| Error::NotFound)
}

/// `GET /w/{slug}/people/{id}/deputy/{department}`
pub async fn show(req: HttpRequest, site: web::Data<Site>, member: site::Member) -> Answer {
    actions::require_naming(&member.scope, id_of(&req)?)?;
    page(&req, site, &member, StatusCode::OK, None).await
}

/// `POST /w/{slug}/people/{id}/deputy/{department}`
pub async fn save(req: HttpRequest, site: web::Data<Site>, member: site::Member, form: Form) -> Answer {
    let (id, department) = (id_of(&req)?, department_of(&req)?);
    let text = |name: &str| form.trimmed(name).to_owned();
    let new = NewDeputy { deputy: text("deputy"), from: text("from"), until: text("until") };
    match site.write(&member, move |conn, scope| actions::name_deputy(conn, scope, id, department, &new)).await {
        Ok(()) => {
            let to = format!("{}/departments/{department}", member.scope.base());
            Ok(see_other(to).flash(Message::new("people-deputy-named")).respond(&req))
        }
        Err(Error::Invalid(errors)) => page(&req, site, &member, StatusCode::UNPROCESSABLE_ENTITY, Some((&form, &errors))).await,
        Err(error) => Err(error.into()),
    }
}

struct Loaded {
    liaison: Member,
    seat: Seated,
    present: Option<StandIn>,
    candidates: Vec<Candidate>,
}

async fn load(req: &HttpRequest, site: &web::Data<Site>, member: &site::Member) -> Result<Loaded, Error> {
    let (id, department) = (id_of(req)?, department_of(req)?);
    site.read(member, move |conn, scope| {
        let (liaison, seat) = actions::liaison(conn, scope, id, department)?;
        let own = |s: &StandIn| s.department_id == department && s.liaison_id == Some(id);
        let present = store::stand_ins(conn, scope, id)?.into_iter().find(own);
        Ok(Loaded { liaison, seat, present, candidates: store::candidates(conn, scope, department, OFFERED)? })
    })
    .await
}

async fn page(
    req: &HttpRequest,
    site: web::Data<Site>,
    member: &site::Member,
    status: StatusCode,
    wrong: Option<(&Fields, &FieldErrors)>,
) -> Answer {
    let loaded = load(req, &site, member).await?;
    let (scope, lang) = (&member.scope, member.lang());
    let typed = wrong.map(|(fields, _)| fields);
    let present = loaded.present.as_ref();
    let chosen = typed.map_or_else(|| present.map(|p| p.membership_id.to_string()).unwrap_or_default(), |f| f.trimmed("deputy").to_owned());
    let mut options = vec![Choice::new("", t(lang, "people-deputy-choose"), chosen.is_empty())];
    options.extend(loaded.candidates.iter().map(|c| {
        let departments = join(lang, &c.departments);
        let label = if departments.is_empty() { c.name.clone() } else { format!("{} · {departments}", c.name) };
        Choice::new(c.membership_id, label, chosen == c.membership_id.to_string())
    }));
    let day = |day: Option<NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
    let back = format!("{}/departments/{}", scope.base(), loaded.seat.seat.department_id);
    let date = |name: &str, key: &str, stored: Option<NaiveDate>| FieldView {
        size: Some("short"),
        ..FieldView::new("date", name, t(lang, key)).typed(typed, day(stored)).optional()
    };
    let mut form = FormView::new(req.path(), t(lang, "people-deputy-submit"))
        .field(FieldView::new("select", "deputy", t(lang, "people-deputy-who")).options(options).hint(t(lang, "people-deputy-hint")))
        .field(date("from", "people-deputy-from", present.and_then(|p| p.from_on)).hint(t(lang, "people-deputy-from-hint")))
        .field(date("until", "people-deputy-until", present.and_then(|p| p.until_on)).hint(t(lang, "people-deputy-until-hint")))
        .back(&back);
    if let Some((_, errors)) = wrong {
        form = form.with_errors(lang, errors);
    }
    let args = [("name", loaded.liaison.name.as_str().into()), ("department", loaded.seat.short_name.as_str().into())];
    let title = format(lang, "people-deputy-title", &args);
    let mut head = Head::new(&title)
        .crumb(format!("{}/departments", scope.base()), t(lang, "departments-title"))
        .crumb(&back, &loaded.seat.name)
        .under(t(lang, "people-deputy-about"));
    if present.is_some() {
        head = head.action(format!("{}/end", req.path()), t(lang, "people-deputy-end"), false);
    }
    Ok(member.page_status(req, status, "people/form", title, Body { head, form })?)
}

/// `GET /w/{slug}/people/{id}/deputy/{department}/end`
pub async fn ask_end(req: HttpRequest, site: web::Data<Site>, member: site::Member) -> Answer {
    actions::require_naming(&member.scope, id_of(&req)?)?;
    end_page(&req, site, &member, StatusCode::OK, None).await
}

/// `POST /w/{slug}/people/{id}/deputy/{department}/end`
pub async fn end(req: HttpRequest, site: web::Data<Site>, member: site::Member) -> Answer {
    let (id, department) = (id_of(&req)?, department_of(&req)?);
    match site.write(&member, move |conn, scope| actions::end_deputy(conn, scope, id, department)).await {
        Ok(()) => {
            let to = format!("{}/departments/{department}", member.scope.base());
            Ok(see_other(to).flash(Message::new("people-deputy-ended")).respond(&req))
        }
        Err(Error::Refused(message)) => end_page(&req, site, &member, StatusCode::CONFLICT, Some(&message)).await,
        Err(error) => Err(error.into()),
    }
}

async fn end_page(
    req: &HttpRequest,
    site: web::Data<Site>,
    member: &site::Member,
    status: StatusCode,
    refused: Option<&Message>,
) -> Answer {
    let loaded = load(req, &site, member).await?;
    let (scope, lang) = (&member.scope, member.lang());
    let args = [("name", loaded.liaison.name.as_str().into()), ("department", loaded.seat.short_name.as_str().into())];
    let title = format(lang, "people-deputy-end-title", &args);
    let object = format!("{}/departments/{}", scope.base(), loaded.seat.seat.department_id);
    let mut form = FormView::new(req.path(), t(lang, "people-deputy-end")).danger().back(&object);
    if let Some(message) = refused {
        form = form.with_refusal(tr(lang, message));
    }
    let confirm = Confirm {
        title: title.clone(),
        object: Some(Link::new(&object, &loaded.seat.name)),
        what: ["people-deputy-end-what-access", "people-deputy-end-what-kept"].map(|k| t(lang, k).into_owned()).to_vec(),
        form,
    };
    Ok(member.page_status(req, status, "people/confirm", title, confirm)?)
}
