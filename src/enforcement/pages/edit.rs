//! Correcting what is written of a party.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer,
    forms::{self, FormPage, Ground},
    id_in,
    new::refused,
    path,
};
use crate::{
    enforcement::{
        PARTY,
        actions::{self, Outcome},
    },
    platform::{
        clock,
        error::{Error, Message},
        http::{Fields, Form, again, see_other},
        i18n::t,
        view::{
            conflict::{Both, Conflict, in_words},
            parts::FormView,
        },
    },
    site::{Member, Site},
    timeline::{self, Event, Subject},
};

/// `GET /w/{slug}/parties/{id}/edit`
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let id = id_in(&req)?;
    let ground = site.read(&member, move |conn, scope| forms::ground(conn, scope, Some(id))).await?;
    let values = ground.party.as_ref().map(forms::stored).unwrap_or_default();
    let form = forms::form(&member.scope, &ground, &values);
    Ok(FormPage::new(forms::form_head(&member.scope, &ground), form).answer(&req, &member, StatusCode::OK)?)
}

/// `POST` to the same.
pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let id = id_in(&req)?;
    let fields = form.into_inner();
    let (content, version) = (forms::read(&fields), fields.trimmed("version").parse().unwrap_or(0));
    let done = site.write(&member, move |conn, scope| actions::edit(conn, scope, id, version, &content)).await;
    let problem = match done {
        Ok(Outcome::Done(_)) => {
            return Ok(see_other(path(&member.scope, id)).flash(Message::new("party-saved")).respond(&req));
        }
        Ok(outcome) => Ok(outcome),
        Err(error) => Err(error),
    };
    let (ground, last) = site
        .read(&member, move |conn, scope| {
            let last = timeline::of(conn, scope, Subject::new(PARTY, id), None, 1)?.pop();
            Ok((forms::ground_again(conn, scope, Some(id))?, last))
        })
        .await?;
    let form = forms::form(&member.scope, &ground, &fields);
    let (page, status) = match problem {
        Ok(outcome) => (refused(&member, &ground, form, outcome, &fields), StatusCode::CONFLICT),
        Err(Error::Invalid(errors)) => {
            // What was seen before, so that what somebody else saved meanwhile is not written over.
            let mut form = form.with_errors(member.lang(), &errors);
            form.hidden.iter_mut().filter(|h| h.name == "version").for_each(|h| h.value = version.to_string());
            (FormPage::new(forms::form_head(&member.scope, &ground), form), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(Error::Conflict) if ground.party.as_ref().is_some_and(|p| p.require_active().is_ok()) => {
            return conflict(&req, &member, &ground, form, last);
        }
        Err(error) => {
            let (status, form) = again(member.lang(), form, error, "party-merged-meanwhile")?;
            (FormPage::new(forms::form_head(&member.scope, &ground), form), status)
        }
    };
    Ok(page.answer(&req, &member, status)?)
}

/// Both versions side by side; saving again is on the new one.
fn conflict(req: &HttpRequest, member: &Member, ground: &Ground, mine: FormView, last: Option<Event>) -> Answer {
    let (scope, lang) = (&*member.scope, member.lang());
    let values = ground.party.as_ref().map(forms::stored).unwrap_or_default();
    let theirs = forms::form(scope, ground, &Fields::clone(&values));
    let both = theirs.fields.iter().zip(&mine.fields).map(|(t, m)| Both::new(lang, in_words(lang, t), m.clone())).collect();
    let when = last.as_ref().map(|e| clock::local(e.at, scope.zone()).format("%Y-%m-%d %H:%M").to_string());
    let who = last.map(|e| e.actor).unwrap_or_else(|| t(lang, "department-somebody").into_owned());
    let when = when.unwrap_or_else(|| t(lang, "department-just-now").into_owned());
    let head = forms::form_head(scope, ground);
    Ok(member.conflict(req, head, Conflict::new(lang, who, when, mine, both))?)
}
