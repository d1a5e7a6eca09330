//! Leaving a workspace by oneself.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::Answer;
use crate::{
    people::actions,
    platform::{
        error::{Error, Message},
        http::see_other,
        i18n::{format, t, tr},
        view::parts::{Confirm, FormView, Head, Link},
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
    match refused {
        Some(message) => cannot(&req, &member, StatusCode::OK, &message),
        None => page(&req, &member),
    }
}

/// `POST /w/{slug}/leave`
pub async fn leave(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    match site.write(&member, actions::leave).await {
        Ok(()) => {
            let left = Message::new("people-left").text("workspace", member.scope.workspace_name());
            Ok(see_other("/workspaces").flash(left).respond(&req))
        }
        Err(Error::Refused(message)) => cannot(&req, &member, StatusCode::CONFLICT, &message),
        Err(error) => Err(error.into()),
    }
}

fn page(req: &HttpRequest, member: &Member) -> Answer {
    let (lang, base) = (member.lang(), member.scope.base());
    let title = format(lang, "people-leave-title", &[("workspace", member.scope.workspace_name().into())]);
    let form = FormView::new(format!("{base}/leave"), t(lang, "people-leave")).danger().back(&base);
    let what = ["people-leave-what-access", "people-remove-what-seats", "people-leave-what-back"].map(|k| t(lang, k).into_owned()).to_vec();
    let confirm = Confirm { title: title.clone(), object: None, what, form };
    Ok(member.page(req, "people/confirm", title, confirm)?)
}

#[derive(Serialize)]
struct Cannot {
    head: Head,
    why: String,
    back: Link,
}

/// Somebody the workspace cannot do without: the reason, and nothing to press that would be refused.
fn cannot(req: &HttpRequest, member: &Member, status: StatusCode, why: &Message) -> Answer {
    let lang = member.lang();
    let title = format(lang, "people-leave-cannot", &[("workspace", member.scope.workspace_name().into())]);
    let back = Link::new(member.scope.base(), t(lang, "people-leave-stay"));
    Ok(member.page_status(req, status, "people/stay", title.clone(), Cannot { head: Head::new(title), why: tr(lang, why), back })?)
}
