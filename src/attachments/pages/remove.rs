//! `GET` and `POST …/files/{file}/remove`: asks first, and why.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, At, Owner};
use crate::{
    attachments::{Attachment, Shelf, actions::REASON_MAX, may_remove, queries, remove},
    platform::{
        error::{Error, FieldErrors, Message},
        http::{Fields, Form, see_other},
        i18n::{format, t},
        view::parts::{Confirm, FieldView, FormView, Link},
    },
    site::{Member, Site},
};

pub(super) async fn form<O: Owner>(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (shelf, version) = asked::<O>(&req, &site, &member).await?;
    may_remove(&member.scope, &shelf, &version)?;
    page(&req, &member, StatusCode::OK, &shelf, &version, None)
}

async fn asked<O: Owner>(
    req: &HttpRequest,
    site: &web::Data<Site>,
    member: &Member,
) -> crate::platform::error::Result<(Shelf, Attachment)> {
    let at = At::of(req);
    site.read(member, move |conn, scope| {
        let shelf = O::shelf(conn, scope, &at)?;
        let version = queries::one(conn, scope, shelf.subject, shelf.require(at.file()?)?)?;
        Ok((shelf, version))
    })
    .await
}

pub(super) async fn perform<O: Owner>(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (at, fields) = (At::of(&req), form.into_inner());
    let reason = fields.trimmed("reason").to_owned();
    let outcome = site
        .write(&member, move |conn, scope| {
            O::hold(conn, scope, &at)?;
            let shelf = O::shelf(conn, scope, &at)?;
            remove(conn, scope, &shelf, at.file()?, &reason)?;
            Ok(shelf)
        })
        .await;
    match outcome {
        Ok(shelf) => {
            let done = Message::new("attachments-done-remove");
            Ok(see_other(shelf.place()).flash(done).respond(&req))
        }
        Err(Error::Invalid(errors)) => {
            let (shelf, version) = asked::<O>(&req, &site, &member).await?;
            page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, &shelf, &version, Some((&fields, &errors)))
        }
        Err(error) => Err(error.into()),
    }
}

fn page(
    req: &HttpRequest,
    member: &Member,
    status: StatusCode,
    shelf: &Shelf,
    version: &Attachment,
    typed: Option<(&Fields, &FieldErrors)>,
) -> Answer {
    let lang = member.lang();
    let title = format(lang, "attachments-remove-title", &[("name", version.name.as_str().into())]);
    let mut reason = FieldView::new("area", "reason", t(lang, "attachments-remove-reason")).typed(typed.map(|(f, _)| f), "");
    reason.max = Some(REASON_MAX.to_string());
    let action = format!("{}/{}/remove", shelf.path, version.id);
    let mut form = FormView::new(action, t(lang, "attachments-remove")).field(reason).back(shelf.place()).danger();
    if let Some((_, errors)) = typed {
        form = form.with_errors(lang, errors);
    }
    let what = ["attachments-remove-what-gone", "attachments-remove-what-stays"].map(|key| t(lang, key).into_owned());
    let confirm = Confirm { title: title.clone(), object: Some(Link::new(&shelf.back, &shelf.name)), what: what.into(), form };
    Ok(member.page_status(req, status, "attachments/remove", title, confirm)?)
}
