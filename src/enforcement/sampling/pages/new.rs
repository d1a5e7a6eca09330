//! Announcing a round.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, form as fields_of, head, path};
use crate::{
    enforcement::{KEEPERS, pages::FormPage, sampling::actions},
    platform::{
        error::{Error, FieldErrors, Message},
        http::{Fields, Form, see_other},
        i18n::t,
    },
    site::{Member, Site},
};

/// `GET /w/{slug}/samplings/new`
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    member.scope.require(&KEEPERS)?;
    page(&req, &site, &member, StatusCode::OK, &Fields::default(), None).await
}

/// `POST` to the same; the next step is the table.
pub async fn create(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let mut errors = FieldErrors::default();
    let content = fields_of::read(&fields, &mut errors);
    let done = site.write(&member, move |conn, scope| errors.with(actions::announce(conn, scope, &content)));
    match done.await {
        Ok(round) => {
            let done = Message::new("sampling-announced").text("name", round.name);
            Ok(see_other(format!("{}/import", path(&member.scope, round.id))).flash(done).respond(&req))
        }
        Err(Error::Invalid(errors)) => page(&req, &site, &member, StatusCode::UNPROCESSABLE_ENTITY, &fields, Some(errors)).await,
        // Somebody announced one of this name at this moment.
        Err(Error::Conflict) => {
            let mut errors = FieldErrors::default();
            errors.add("name", Message::new("sampling-round-exists").text("name", fields.trimmed("name")));
            page(&req, &site, &member, StatusCode::CONFLICT, &fields, Some(errors)).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn page(
    req: &HttpRequest,
    site: &web::Data<Site>,
    member: &Member,
    status: StatusCode,
    values: &Fields,
    errors: Option<FieldErrors>,
) -> Answer {
    let lang = member.lang();
    let departments = site.read(member, |conn, scope| fields_of::choices(conn, scope, None)).await?;
    let mut form = fields_of::form(&member.scope, None, &departments, values);
    if let Some(errors) = errors {
        form = form.with_errors(lang, &errors);
    }
    let head = head(&member.scope, None, &t(lang, "samplings-new-title")).under(t(lang, "samplings-new-under"));
    Ok(FormPage::new(head, form).answer(req, member, status)?)
}
