//! `/w/{slug}/incidents/new` and `/w/{slug}/incidents/{number}/correct`.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer,
    form::{self as fields_of, Ground},
    head, number_in, path, seen,
};
use crate::{
    enforcement::{
        KEEPERS,
        incident::{
            actions::{self, require_kept},
            queries,
        },
    },
    platform::{
        db::Conn,
        error::{FieldErrors, Message},
        http::{Fields, Form, again, see_other},
        i18n::t,
        view::parts::Head,
    },
    site::{Member, Site},
    tenancy::Scope,
};

fn new_head(scope: &Scope) -> Head {
    head(scope, None, &t(scope.lang(), "incidents-new")).under(t(scope.lang(), "incident-new-under"))
}

/// `GET /w/{slug}/incidents/new?case=`
pub async fn new_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    member.scope.require(&KEEPERS)?;
    let case = Some(Fields::of_query(&req).trimmed("case").to_owned()).filter(|c| !c.is_empty());
    let load =
        move |conn: &mut Conn, scope: &Scope| Ok((fields_of::ground(conn, scope, None)?, fields_of::fresh(conn, scope, case.as_deref())?));
    let (ground, values) = site.read(&member, load).await?;
    let form = fields_of::view(&member.scope, &ground, &values);
    Ok(fields_of::page(&member.scope, new_head(&member.scope), &ground, form).answer(&req, &member, StatusCode::OK)?)
}

/// `POST` to the same.
pub async fn create(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let mut errors = FieldErrors::default();
    let content = fields_of::read(&fields, &mut errors);
    let done = site.write(&member, move |conn, scope| errors.with(actions::record(conn, scope, &content))).await;
    let error = match done {
        Ok(incident) => {
            let said = Message::new("incident-done-record").text("number", incident.number.clone());
            return Ok(see_other(path(&member.scope, &incident.number)).flash(said).respond(&req));
        }
        Err(error) => error,
    };
    let ground = site.read(&member, |conn, scope| fields_of::ground(conn, scope, None)).await?;
    let (status, form) = again(member.lang(), fields_of::view(&member.scope, &ground, &fields), error, "incident-changed-meanwhile")?;
    Ok(fields_of::page(&member.scope, new_head(&member.scope), &ground, form).answer(&req, &member, status)?)
}

fn edit_head(scope: &Scope, ground: &Ground) -> Head {
    head(scope, ground.incident.as_ref(), &t(scope.lang(), "incident-correct-title"))
}

/// `GET /w/{slug}/incidents/{number}/correct`
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let load = move |conn: &mut Conn, scope: &Scope| {
        let incident = queries::by_number(conn, scope, &number)?;
        require_kept(scope, &incident)?;
        let stored = fields_of::stored(conn, scope, &incident)?;
        Ok((fields_of::ground(conn, scope, Some(incident))?, stored))
    };
    let (ground, stored) = site.read(&member, load).await?;
    let form = fields_of::view(&member.scope, &ground, &stored);
    Ok(fields_of::page(&member.scope, edit_head(&member.scope, &ground), &ground, form).answer(&req, &member, StatusCode::OK)?)
}

/// `POST` to the same.
pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let mut errors = FieldErrors::default();
    let (content, seen, number) = (fields_of::read(&fields, &mut errors), seen(&req, &fields), number_in(&req));
    let reason = fields.get("reason").unwrap_or_default().to_owned();
    let done = site.write(&member, move |conn, scope| errors.with(actions::correct(conn, scope, &seen, &content, &reason))).await;
    let error = match done {
        Ok(incident) => {
            return Ok(see_other(path(&member.scope, &incident.number)).flash(Message::new("incident-done-correct")).respond(&req));
        }
        Err(error) => error,
    };
    let load = move |conn: &mut Conn, scope: &Scope| {
        // However it stands by now: what was typed is shown again in any case.
        let incident = queries::by_number(conn, scope, &number)?;
        fields_of::ground(conn, scope, Some(incident))
    };
    let ground = site.read(&member, load).await?;
    let (status, form) = again(member.lang(), fields_of::view(&member.scope, &ground, &fields), error, "incident-changed-meanwhile")?;
    Ok(fields_of::page(&member.scope, edit_head(&member.scope, &ground), &ground, form).answer(&req, &member, status)?)
}
