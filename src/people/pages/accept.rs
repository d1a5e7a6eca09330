//! What the link of an invitation opens.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::{Answer, invitation::Facts};
use crate::{
    access::pages::{bring_in, new_password_fields, user_agent},
    people::actions::{self, Invited, Joining},
    platform::{
        error::{Error, FieldErrors, Message, Result},
        http::{self, Fields, Form, lang, path_part, see_other},
        i18n::{Lang, format, format_instant, t},
        view::parts::{Fact, FieldView, FormView},
    },
    site::{SignedIn, Site},
};

#[derive(Serialize)]
struct Body {
    /// None when the link is over.
    open: Option<Open>,
}

#[derive(Serialize)]
struct Open {
    lead: String,
    facts: Facts,
    /// How to go on; none when another account is signed in or one has to log in first.
    form: Option<FormView>,
    /// Where to log in with the account the address has.
    log_in: Option<String>,
    /// Who is signed in instead.
    other: Option<String>,
}

/// `GET /invitation/{secret}`: shows it; accepting is a POST, so that a mail scanner does no harm.
pub async fn show(req: HttpRequest, site: web::Data<Site>) -> Answer {
    answer(&req, &site, StatusCode::OK, None).await
}

/// `POST /invitation/{secret}`
pub async fn submit(req: HttpRequest, site: web::Data<Site>, form: Form) -> Answer {
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let joining = match SignedIn::of(&req) {
        Some(who) => Joining::Known { person_id: who.session.person.id },
        None => Joining::New {
            name: text("name"),
            password: text("password"),
            again: text("again"),
            address: http::client_addr(&req).to_string(),
            agent: user_agent(&req),
        },
    };
    let (db, secret, now) = (site.db.clone(), path_part(&req, "secret").to_owned(), site.clock.now());
    match http::block(move || actions::accept(&db, &secret, &joining, now)).await {
        Ok(joined) => {
            let mut response = see_other(format!("/w/{}", joined.slug)).flash(Message::new("people-joined")).respond(&req);
            if let Some(session) = joined.session {
                bring_in(&req, &site, &mut response, &joined.email, session)?;
            }
            Ok(response)
        }
        Err(Error::Invalid(errors)) => answer(&req, &site, StatusCode::UNPROCESSABLE_ENTITY, Some((&form, &errors))).await,
        // Somebody else's, or of an account that has to log in first: the page says which.
        Err(Error::Refused(_)) => answer(&req, &site, StatusCode::CONFLICT, None).await,
        Err(Error::NotFound) => answer(&req, &site, StatusCode::NOT_FOUND, None).await,
        Err(error) => Err(error.into()),
    }
}

async fn answer(req: &HttpRequest, site: &web::Data<Site>, status: StatusCode, wrong: Option<(&Fields, &FieldErrors)>) -> Answer {
    let (db, secret, lang, now) = (site.db.clone(), path_part(req, "secret").to_owned(), lang(req), site.clock.now());
    match http::block(move || actions::opens(&db, &secret, lang, now)).await {
        Ok(invited) => Ok(open_page(req, status, &invited, wrong)?),
        Err(Error::NotFound) => Ok(render(req, StatusCode::NOT_FOUND, None)?),
        Err(error) => Err(error.into()),
    }
}

fn open_page(req: &HttpRequest, status: StatusCode, invited: &Invited, wrong: Option<(&Fields, &FieldErrors)>) -> Result<HttpResponse> {
    let lang = lang(req);
    let signed_in = SignedIn::of(req);
    let own = signed_in.as_ref().is_some_and(|who| invited.person.as_ref().is_some_and(|p| p.id == who.session.person.id));
    let form = match &signed_in {
        Some(_) if own => Some(FormView::new(req.path(), t(lang, "people-accept"))),
        Some(_) => None,
        None if invited.needs_password() => Some(new_form(req, lang, invited, wrong.map(|(fields, _)| fields))),
        None => None,
    };
    let form = form.map(|form| match wrong {
        Some((_, errors)) => form.with_errors(lang, errors),
        None => form,
    });
    let to_log_in = || {
        let pairs = [("next", req.path()), ("email", invited.invitation.email.as_str())];
        format!("/login?{}", url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish())
    };
    let open = Open {
        lead: format(lang, "people-accept-lead", &[("workspace", invited.scope.workspace_name().into())]),
        facts: facts(lang, invited),
        log_in: (signed_in.is_none() && form.is_none()).then(to_log_in),
        other: signed_in.filter(|_| !own).map(|who| who.session.person.email.clone()),
        form,
    };
    render(req, status, Some(open))
}

fn facts(lang: Lang, invited: &Invited) -> Facts {
    let until = format_instant(lang, invited.invitation.expires_at, invited.scope.zone());
    let mut items =
        vec![Fact::new(t(lang, "account-email"), &invited.invitation.email), Fact::new(t(lang, "people-roles"), &invited.words.0)];
    if !invited.words.1.is_empty() {
        items.push(Fact::new(t(lang, "people-departments"), &invited.words.1));
    }
    items.push(Fact::new(t(lang, "people-until"), until));
    Facts { items }
}

fn new_form(req: &HttpRequest, lang: Lang, invited: &Invited, typed: Option<&Fields>) -> FormView {
    let form = FormView::new(req.path(), t(lang, "people-accept-new"))
        .hidden("username", &invited.invitation.email)
        .field(FieldView::new("text", "name", t(lang, "account-name")).typed(typed, &invited.invitation.name).complete("name"));
    new_password_fields(lang, form)
}

fn render(req: &HttpRequest, status: StatusCode, open: Option<Open>) -> Result<HttpResponse> {
    http::page_status(req, status, "people/accept", t(lang(req), "people-accept-title"), None, Body { open })
}
