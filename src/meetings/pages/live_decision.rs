//! Decisions of a session: added, struck out, assigned at once; and where a duty's origin leads.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer,
    live_view::home,
    session::{back, page, seen},
};
use crate::{
    meetings::{
        Feeds, actions,
        model::{Decision, Role},
        queries::{self, live::Session},
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{Fields, Form, path_part, see_other},
        i18n::t,
        view::parts::{FieldView, FormView, Notice},
    },
    site::{Member, Site},
    tenancy::Scope,
};

fn decision_id(req: &HttpRequest) -> Result<i64> {
    path_part(req, "decision").parse().map_err(|_| Error::NotFound)
}

/// `POST /w/{slug}/meetings/{number}/live/decisions`: one more on `item`.
pub async fn add(req: HttpRequest, site: web::Data<Site>, feeds: web::Data<Feeds>, member: Member, form: Form) -> Answer {
    let asked = seen(&req);
    let item: i64 = form.trimmed("item").parse().map_err(|_| Error::NotFound)?;
    let decision = site.write(&member, move |conn, scope| actions::add_decision(conn, scope, &asked, item)).await?;
    feeds.ring(decision.meeting_id);
    Ok(see_other(back(&req, &member, &format!("?item={item}#decision-{}", decision.id))).respond(&req))
}

/// `POST /w/{slug}/meetings/{number}/live/decisions/{decision}/remove`
pub async fn remove(req: HttpRequest, site: web::Data<Site>, feeds: web::Data<Feeds>, member: Member, _: Form) -> Answer {
    let (asked, id) = (seen(&req), decision_id(&req)?);
    let decision = site.write(&member, move |conn, scope| actions::remove_decision(conn, scope, &asked, id)).await?;
    feeds.ring(decision.meeting_id);
    let to = back(&req, &member, &format!("?item={}", decision.item_id));
    Ok(see_other(to).flash(Message::new("session-done-remove")).respond(&req))
}

fn ground(conn: &mut Conn, scope: &Scope, number: &str, id: i64) -> Result<(Session, Decision)> {
    let session = queries::live::session(conn, scope, number, true)?;
    let decision = session.decisions.iter().find(|d| d.id == id).cloned().ok_or(Error::NotFound)?;
    Ok((session, decision))
}

/// `GET /w/{slug}/meetings/{number}/live/decisions/{decision}/assign`
pub async fn assign_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (number, id) = (path_part(&req, "number").to_owned(), decision_id(&req)?);
    let (session, decision) = site.read(&member, move |conn, scope| ground(conn, scope, &number, id)).await?;
    let form = assign_view(&member.scope, &session, &decision, None);
    page(&req, &member, StatusCode::OK, "session-assign", &session, Some(said(&decision)), form)
}

/// `POST` to the same.
pub async fn assign(req: HttpRequest, site: web::Data<Site>, feeds: web::Data<Feeds>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let (asked, id, said_by) = (seen(&req), decision_id(&req)?, fields.trimmed("said_by").to_owned());
    let done = site.write(&member, move |conn, scope| actions::assign_at_once(conn, scope, &asked, id, &said_by)).await;
    let error = match done {
        Ok(decision) => {
            feeds.ring(decision.meeting_id);
            let to = back(&req, &member, &format!("?item={}#decision-{id}", decision.item_id));
            return Ok(see_other(to).flash(Message::new("session-done-assign")).respond(&req));
        }
        Err(error) => error,
    };
    let Error::Invalid(errors) = error else { return Err(error.into()) };
    let number = path_part(&req, "number").to_owned();
    let (session, decision) = site.read(&member, move |conn, scope| ground(conn, scope, &number, id)).await?;
    let form = assign_view(&member.scope, &session, &decision, Some(&fields)).with_errors(member.lang(), &errors);
    page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, "session-assign", &session, Some(said(&decision)), form)
}

fn said(decision: &Decision) -> Notice {
    Notice { tone: "blue", title: None, text: decision.text.clone(), link: None }
}

fn assign_view(scope: &Scope, session: &Session, decision: &Decision, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let at = home(scope, &session.ground.meeting);
    let chair = session.ground.people.iter().find(|p| p.role == Role::Chair).map(|p| p.who().to_owned()).unwrap_or_default();
    let who = FieldView::new("text", "said_by", t(lang, "session-assign-who")).hint(t(lang, "session-assign-hint"));
    FormView::new(format!("{at}/decisions/{}/assign", decision.id), t(lang, "session-assign"))
        .field(who.typed(typed, chair).optional())
        .back(format!("{at}?item={}", decision.item_id))
}

/// `GET /w/{slug}/decisions/{decision}`: where a duty's origin leads: to the item that decided it, or into the session while it is written.
pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let id = decision_id(&req)?;
    let place = site.read(&member, move |conn, scope| queries::live::place_of(conn, scope, id)).await?;
    let base = format!("{}/meetings/{}", member.scope.base(), place.number);
    let item = place.item_id;
    let to =
        if place.is_recorded { format!("{base}/live?item={item}#decision-{id}") } else { format!("{base}/items/{item}#decision-{id}") };
    Ok(see_other(to).respond(&req))
}
