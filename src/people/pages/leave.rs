//! Leaving a workspace by oneself.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::Answer;
use crate::{
    people::actions,
    platform::{
        error::{Error, Message},
        http::see_other,
        i18n::{format, t, tr},
        view::parts::{Confirm, FormView},
    },
    site::{Member, Site},
};

/// `GET /w/{slug}/leave`
pub async fn ask(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let refused = match site.read(&member, actions::may_leave).await {
        Ok(()) => None,
        Err(Error::Refused(message)) => Some(message),
        Err(error) => return Err(error.into()),
    };
    page(&req, &member, StatusCode::OK, refused.as_ref())
}

/// `POST /w/{slug}/leave`
pub async fn leave(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    match site.write(&member, actions::leave).await {
        Ok(()) => {
            let left = Message::new("people-left").text("workspace", member.scope.workspace_name());
            Ok(see_other("/workspaces").flash(left).respond(&req))
        }
        Err(Error::Refused(message)) => page(&req, &member, StatusCode::CONFLICT, Some(&message)),
        Err(error) => Err(error.into()),
    }
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, refused: Option<&Message>) -> Answer {
    let (lang, base) = (member.lang(), member.scope.base());
    let title = format(lang, "people-leave-title", &[("workspace", member.scope.workspace_name().into())]);
    let mut form = FormView::new(format!("{base}/leave"), t(lang, "people-leave")).danger().back(&base);
    if let Some(message) = refused {
        form = form.with_refusal(tr(lang, message));
    }
    let what = ["people-leave-what-access", "people-remove-what-seats", "people-leave-what-back"].map(|k| t(lang, k).into_owned()).to_vec();
    let confirm = Confirm { title: title.clone(), object: None, what, form };
    Ok(member.page_status(req, status, "people/confirm", title, confirm)?)
}
