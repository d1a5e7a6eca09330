//! Making a workspace.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::{Answer, list::of_path};
use crate::{
    operator::{
        First, NewWorkspace,
        actions::{self, field},
    },
    platform::{
        error::{Error, FieldErrors, Message},
        http::{self, Fields, Form, lang, see_other},
        i18n::{Lang, format, t, zone_label},
        text::one_line,
        view::parts::{Choice, FieldView, FormView, Head},
    },
    site::{SignedIn, Site},
    tenancy::Role,
};

#[derive(Serialize)]
struct Body {
    head: Head,
    form: FormView,
}

/// Offered in the form.
const ZONES: [&str; 10] = [
    "Asia/Shanghai",
    "Asia/Urumqi",
    "Asia/Hong_Kong",
    "Asia/Macau",
    "Asia/Taipei",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Europe/London",
    "America/New_York",
    "UTC",
];

/// `GET /operator/workspaces/new`
pub async fn show(req: HttpRequest, who: SignedIn) -> Answer {
    who.require_operator()?;
    page(&req, &who, StatusCode::OK, None)
}

/// `POST /operator/workspaces/new`
pub async fn create(req: HttpRequest, site: web::Data<Site>, who: SignedIn, form: Form) -> Answer {
    who.require_operator()?;
    let text = |name: &str| form.trimmed(name).to_owned();
    let first = |role: Role| match form.trimmed(role.as_str()) {
        "myself" => First::Myself,
        _ => First::Invited { name: text(&field(role, "name")), email: text(&field(role, "email")) },
    };
    let new = NewWorkspace {
        name: one_line(form.trimmed("name")),
        slug: text("slug").nfkc().collect::<String>().to_lowercase(),
        language: text("language"),
        time_zone: text("time_zone"),
        administrator: first(Role::Administrator),
        secretariat: first(Role::Secretariat),
    };
    let (db, session, now) = (site.db.clone(), who.session.clone(), site.clock.now());
    let enters = [&new.administrator, &new.secretariat].contains(&&First::Myself);
    let (slug, name) = (new.slug.clone(), new.name.clone());
    let found = site.found_workspace;
    match http::block(move || actions::create(&db, &new, &session.person, now, found)).await {
        Ok(()) => {
            let to = if enters { format!("/w/{slug}") } else { "/operator/workspaces".to_owned() };
            Ok(see_other(to).flash(Message::new("operator-made").text("name", name)).respond(&req))
        }
        Err(Error::Invalid(errors)) => page(&req, &who, StatusCode::UNPROCESSABLE_ENTITY, Some((&form, &errors))),
        Err(error) => Err(error.into()),
    }
}

fn page(req: &HttpRequest, who: &SignedIn, status: StatusCode, wrong: Option<(&Fields, &FieldErrors)>) -> Answer {
    let lang = lang(req);
    let typed = wrong.map(|(fields, _)| fields);
    let chosen = |name: &str, default: &'static str| typed.map_or(default.to_owned(), |f| f.trimmed(name).to_owned());
    let (language, zone) = (chosen("language", lang.code()), chosen("time_zone", "Asia/Shanghai"));
    let languages = [("zh-CN", "account-language-zh"), ("en", "account-language-en")]
        .map(|(code, key)| Choice::new(code, t(lang, key), code == language));
    let zones = ZONES.map(|z| Choice::new(z, z.parse().map_or_else(|_| z.to_owned(), |known| zone_label(lang, known)), z == zone));
    let mut form = FormView::new("/operator/workspaces/new", t(lang, "operator-new-submit"))
        .field(FieldView::new("text", "name", t(lang, "operator-name")).typed(typed, "").hint(t(lang, "operator-name-hint")))
        .field(
            FieldView::new("text", "slug", t(lang, "operator-slug")).typed(typed, "").hint(t(lang, "operator-slug-hint")).complete("off"),
        )
        .field(FieldView::new("select", "language", t(lang, "operator-language")).options(languages.to_vec()))
        .field(FieldView::new("select", "time_zone", t(lang, "operator-zone")).options(zones.to_vec()));
    for role in [Role::Administrator, Role::Secretariat] {
        form = first_fields(lang, form, role, typed);
    }
    if let Some((_, errors)) = wrong {
        form = form.with_errors(lang, errors);
    }
    let head = Head::new(t(lang, "operator-new")).crumb("/operator/workspaces", t(lang, "operator-title"));
    Ok(who.page(req, status, "people/form", t(lang, "operator-new"), Body { head, form: form.back("/operator/workspaces") })?)
}

/// Who is first in a role: the operator, or somebody invited by name and address.
fn first_fields(lang: Lang, form: FormView, role: Role, typed: Option<&Fields>) -> FormView {
    let label = format(lang, "operator-first", &[("role", t(lang, role.key()).into_owned().into())]);
    let part = |key: &str| format(lang, key, &[("role", t(lang, role.key()).into_owned().into())]);
    let who = typed.map_or("invite", |f| f.trimmed(role.as_str()));
    let options =
        [("invite", "operator-first-invite"), ("myself", "operator-first-myself")].map(|(v, key)| Choice::new(v, t(lang, key), v == who));
    form.field(FieldView::new("radio", role.as_str(), label).options(options.to_vec()))
        .field(FieldView::new("text", &field(role, "name"), part("operator-first-name")).typed(typed, "").complete("off"))
        .field(FieldView::new("email", &field(role, "email"), part("operator-first-email")).typed(typed, "").complete("off"))
}

/// `GET /operator/workspaces/{id}/invite`
pub async fn ask_administrator(req: HttpRequest, site: web::Data<Site>, who: SignedIn) -> Answer {
    who.require_operator()?;
    let workspace = of_path(&req, &site).await?;
    administrator_page(&req, &who, StatusCode::OK, &workspace.name, None)
}

/// `POST /operator/workspaces/{id}/invite`
pub async fn invite_administrator(req: HttpRequest, site: web::Data<Site>, who: SignedIn, form: Form) -> Answer {
    who.require_operator()?;
    let workspace = of_path(&req, &site).await?;
    let (name, email) = (form.trimmed("name").to_owned(), form.trimmed("email").to_owned());
    let (db, session, now, id, told) = (site.db.clone(), who.session.clone(), site.clock.now(), workspace.id, email.clone());
    match http::block(move || actions::invite_administrator(&db, id, &name, &email, &session.person, now)).await {
        Ok(()) => Ok(see_other("/operator/workspaces").flash(Message::new("people-invited").text("email", told)).respond(&req)),
        Err(Error::Invalid(errors)) => {
            administrator_page(&req, &who, StatusCode::UNPROCESSABLE_ENTITY, &workspace.name, Some((&form, &errors)))
        }
        Err(error) => Err(error.into()),
    }
}

fn administrator_page(req: &HttpRequest, who: &SignedIn, status: StatusCode, name: &str, wrong: Option<(&Fields, &FieldErrors)>) -> Answer {
    let lang = lang(req);
    let typed = wrong.map(|(fields, _)| fields);
    let mut form = FormView::new(req.path(), t(lang, "people-invite-submit"))
        .field(FieldView::new("text", "name", t(lang, "account-name")).typed(typed, "").complete("off"))
        .field(FieldView::new("email", "email", t(lang, "account-email")).typed(typed, "").complete("off"))
        .back("/operator/workspaces");
    if let Some((_, errors)) = wrong {
        form = form.with_errors(lang, errors);
    }
    let title = t(lang, "operator-invite-administrator");
    let head = Head::new(&*title).crumb("/operator/workspaces", t(lang, "operator-title")).under(name);
    Ok(who.page(req, status, "people/form", &*title, Body { head, form })?)
}
