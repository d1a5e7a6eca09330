//! Correcting what is written of a round.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, form as fields_of, head, path};
use crate::{
    enforcement::{
        pages::{FormPage, id_in},
        sampling::{ROUND, actions, model::Round, queries},
    },
    platform::{
        clock,
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, see_other},
        i18n::t,
        view::{
            conflict::{Both, Conflict, in_words},
            parts::{FormView, Head},
        },
    },
    site::{Member, Site},
    tenancy::{Scope, departments::Department},
    timeline::{self, Event, Subject},
};

fn ground(conn: &mut Conn, scope: &Scope, id: i64) -> Result<(Round, Vec<Department>)> {
    let round = queries::round(conn, scope, id)?;
    actions::require_kept(scope, &round)?;
    let departments = fields_of::choices(conn, scope, Some(&round))?;
    Ok((round, departments))
}

fn edit_head(scope: &Scope, round: &Round) -> Head {
    head(scope, Some(round), &t(scope.lang(), "sampling-edit-title"))
}

/// `GET /w/{slug}/samplings/{id}/edit`
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let id = id_in(&req)?;
    let (round, departments) = site.read(&member, move |conn, scope| ground(conn, scope, id)).await?;
    let form = fields_of::form(&member.scope, Some(&round), &departments, &fields_of::stored(&round));
    Ok(FormPage::new(edit_head(&member.scope, &round), form).answer(&req, &member, StatusCode::OK)?)
}

/// `POST` to the same.
pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let id = id_in(&req)?;
    let fields = form.into_inner();
    let mut errors = FieldErrors::default();
    let (content, version) = (fields_of::read(&fields, &mut errors), fields.trimmed("version").parse().unwrap_or(0));
    let done = site.write(&member, move |conn, scope| errors.with(actions::edit(conn, scope, id, version, &content)));
    let problem = match done.await {
        Ok(_) => return Ok(see_other(path(&member.scope, id)).flash(Message::new("party-saved")).respond(&req)),
        Err(error @ (Error::Invalid(_) | Error::Conflict)) => error,
        Err(other) => return Err(other.into()),
    };
    let (round, departments, last) = site
        .read(&member, move |conn, scope| {
            let (round, departments) = ground(conn, scope, id)?;
            let last = timeline::of(conn, scope, Subject::new(ROUND, id), None, 1)?.pop();
            Ok((round, departments, last))
        })
        .await?;
    let form = fields_of::form(&member.scope, Some(&round), &departments, &fields);
    let Error::Invalid(errors) = problem else { return conflict(&req, &member, &round, &departments, form, last) };
    // What was seen before, so that what somebody else saved meanwhile is not written over.
    let mut form = form.with_errors(member.lang(), &errors);
    form.hidden.iter_mut().filter(|h| h.name == "version").for_each(|h| h.value = version.to_string());
    Ok(FormPage::new(edit_head(&member.scope, &round), form).answer(&req, &member, StatusCode::UNPROCESSABLE_ENTITY)?)
}

/// Both versions side by side; saving again is on the new one.
fn conflict(req: &HttpRequest, member: &Member, round: &Round, departments: &[Department], mine: FormView, last: Option<Event>) -> Answer {
    let (scope, lang) = (&*member.scope, member.lang());
    let values: Fields = fields_of::stored(round);
    let theirs = fields_of::form(scope, Some(round), departments, &values);
    let both = theirs.fields.iter().zip(&mine.fields).map(|(t, m)| Both::new(lang, in_words(lang, t), m.clone())).collect();
    let when = last.as_ref().map(|e| clock::local(e.at, scope.zone()).format("%Y-%m-%d %H:%M").to_string());
    let who = last.map(|e| e.actor).unwrap_or_else(|| t(lang, "department-somebody").into_owned());
    let when = when.unwrap_or_else(|| t(lang, "department-just-now").into_owned());
    Ok(member.conflict(req, edit_head(scope, round), Conflict::new(lang, who, when, mine, both))?)
}
