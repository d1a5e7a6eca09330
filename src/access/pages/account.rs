//! The own account: name and language, password, sessions.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::{agent, password::new_password_fields};
use crate::{
    access::actions::{self, PasswordChange},
    accounts::{self, OwnSession, Person},
    platform::{
        db::Tenant,
        error::{Error, FieldErrors, Message, Result},
        http::{self, Fault, Fields, Form, lang, path_part, see_other},
        i18n::{Lang, format_instant, t},
        view::parts::{Choice, FieldView, FormView, Head},
    },
    site::{SignedIn, Site},
};

type Answer = std::result::Result<HttpResponse, Fault>;

#[derive(Serialize)]
struct Body {
    head: Head,
    profile: FormView,
    password: FormView,
    sessions: Vec<SessionRow>,
    /// Whether there are others to end at once.
    others: bool,
    workspaces: Vec<WorkspaceRow>,
}

#[derive(Serialize)]
struct SessionRow {
    agent: String,
    address: String,
    since: String,
    seen: String,
    current: bool,
    end: String,
}

#[derive(Serialize)]
struct WorkspaceRow {
    name: String,
    href: String,
    leave: String,
}

/// What was refused, so that the form comes back.
#[derive(Default)]
struct Wrong<'a> {
    profile: Option<(&'a Fields, &'a FieldErrors)>,
    password: Option<&'a FieldErrors>,
}

/// `GET /account`
pub async fn show(req: HttpRequest, site: web::Data<Site>, who: SignedIn) -> Answer {
    page(&req, site, &who, StatusCode::OK, Wrong::default()).await
}

/// `POST /account/profile`
pub async fn save(req: HttpRequest, site: web::Data<Site>, who: SignedIn, form: Form) -> Answer {
    let (db, id) = (site.db.clone(), who.session.person.id);
    let (name, language) = (form.trimmed("name").to_owned(), form.trimmed("language").to_owned());
    let saved = http::block(move || db.write(Tenant::Installation, |conn| actions::save_profile(conn, id, &name, &language))).await;
    match saved {
        Ok(()) => Ok(see_other("/account").flash(Message::new("account-saved")).respond(&req)),
        Err(Error::Invalid(errors)) => {
            let wrong = Wrong { profile: Some((&form, &errors)), password: None };
            page(&req, site, &who, StatusCode::UNPROCESSABLE_ENTITY, wrong).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /account/password`
pub async fn change_password(req: HttpRequest, site: web::Data<Site>, who: SignedIn, form: Form) -> Answer {
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let change = PasswordChange {
        old: text("old"),
        new: text("password"),
        again: text("again"),
        session_id: who.session.id,
        address: http::client_addr(&req).to_string(),
    };
    let (db, session, now) = (site.db.clone(), who.session.clone(), site.clock.now());
    match http::block(move || actions::change_password(&db, &session.person, &change, now)).await {
        Ok(()) => Ok(see_other("/account").flash(Message::new("account-password-changed")).respond(&req)),
        Err(Error::Invalid(errors)) => {
            let wrong = Wrong { profile: None, password: Some(&errors) };
            page(&req, site, &who, StatusCode::UNPROCESSABLE_ENTITY, wrong).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /account/sessions/{id}/end`; ending the present one is logging out.
pub async fn end_session(req: HttpRequest, site: web::Data<Site>, who: SignedIn) -> Answer {
    let id: i64 = path_part(&req, "id").parse().map_err(|_| Error::NotFound)?;
    let person_id = who.session.person.id;
    http::block(move || site.db.write(Tenant::Installation, |conn| actions::end_one_session(conn, person_id, id))).await?;
    let to = if id == who.session.id { "/login" } else { "/account" };
    Ok(see_other(to).flash(Message::new("account-session-ended")).respond(&req))
}

/// `POST /account/sessions/end-others`
pub async fn end_others(req: HttpRequest, site: web::Data<Site>, who: SignedIn) -> Answer {
    let (person_id, keep) = (who.session.person.id, who.session.id);
    let count = http::block(move || site.db.write(Tenant::Installation, |conn| actions::end_others(conn, person_id, keep))).await?;
    let message = Message::new("account-sessions-ended").number("count", u32::try_from(count).unwrap_or(u32::MAX));
    Ok(see_other("/account").flash(message).respond(&req))
}

async fn page(req: &HttpRequest, site: web::Data<Site>, who: &SignedIn, status: StatusCode, wrong: Wrong<'_>) -> Answer {
    let (lang, now, person) = (lang(req), site.clock.now(), &who.session.person);
    let id = person.id;
    let sessions = http::block(move || site.db.read(Tenant::Installation, |conn| accounts::sessions_of(conn, id, now))).await?;
    let rows: Vec<SessionRow> = sessions.iter().map(|s| row(lang, s, who.session.id)).collect();
    let body = Body {
        head: Head::new(t(lang, "account-title")).under(person.email.clone()),
        profile: profile_form(lang, person, wrong.profile),
        password: password_form(lang, person, wrong.password),
        others: rows.iter().any(|r| !r.current),
        sessions: rows,
        workspaces: who
            .workspaces()
            .iter()
            .map(|w| WorkspaceRow { name: w.name.clone(), href: format!("/w/{}", w.slug), leave: format!("/w/{}/leave", w.slug) })
            .collect(),
    };
    Ok(render(req, who, status, lang, body)?)
}

fn render(req: &HttpRequest, who: &SignedIn, status: StatusCode, lang: Lang, body: Body) -> Result<HttpResponse> {
    who.page(req, status, "access/account", t(lang, "account-title"), body)
}

fn row(lang: Lang, session: &OwnSession, current: i64) -> SessionRow {
    let at = |instant| format_instant(lang, instant, crate::access::ZONE);
    SessionRow {
        agent: agent::in_words(lang, &session.agent),
        address: session.address.clone(),
        since: at(session.created_at),
        seen: at(session.seen_at),
        current: session.id == current,
        end: format!("/account/sessions/{}/end", session.id),
    }
}

fn profile_form(lang: Lang, person: &Person, wrong: Option<(&Fields, &FieldErrors)>) -> FormView {
    let typed = wrong.map(|(fields, _)| fields);
    let chosen = typed.map_or(person.language.as_deref().unwrap_or_default(), |f| f.trimmed("language"));
    let languages = [("", "account-language-own"), ("zh-CN", "account-language-zh"), ("en", "account-language-en")];
    let options = languages.map(|(code, key)| Choice::new(code, t(lang, key), code == chosen)).to_vec();
    let form = FormView::new("/account/profile", t(lang, "account-save"))
        .field(FieldView::new("text", "name", t(lang, "account-name")).typed(typed, &person.name).complete("name"))
        .field(FieldView::new("select", "language", t(lang, "account-language")).options(options));
    match wrong {
        Some((_, errors)) => form.with_errors(lang, errors),
        None => form,
    }
}

fn password_form(lang: Lang, person: &Person, errors: Option<&FieldErrors>) -> FormView {
    let form = FormView::new("/account/password", t(lang, "account-password-change"))
        .hidden("username", &person.email)
        .field(FieldView::new("password", "old", t(lang, "account-password-old")).complete("current-password"));
    let form = new_password_fields(lang, form);
    match errors {
        Some(errors) => form.with_errors(lang, errors),
        None => form,
    }
}
