//! Whether there is a page that anybody may open: the secretariat's switch; administrators have the same one in the settings.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, head, list_path, open_path};
use crate::{
    enforcement::pages::FormPage,
    platform::{
        error::Message,
        http::{Form, see_other},
        i18n::t,
        view::parts::{FieldView, FormView, Link, Notice},
    },
    settings,
    site::{Member, Site},
    tenancy::Role,
};

/// `GET /w/{slug}/publications/open-page`
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    member.scope.require(&[Role::Secretariat])?;
    let (scope, lang) = (&*member.scope, member.lang());
    let is_on = scope.settings().open_page;
    let base = site.config.absolute(&open_path(scope));
    let check = FieldView::new("check", "open_page", t(lang, "settings-open-page")).value("yes").hint(t(lang, "settings-open-page-hint"));
    let form = FormView::new(format!("{}/open-page", list_path(scope)), t(lang, "party-save"))
        .field(FieldView { checked: is_on, whole: true, ..check })
        .back(list_path(scope));
    let mut page = FormPage::new(head(scope, None, &t(lang, "open-page-title")).under(base), form);
    let (tone, key) = if is_on { ("blue", "open-page-is-on") } else { ("grey", "open-page-is-off") };
    let link = is_on.then(|| Link::new(open_path(scope), t(lang, "open-page-see")));
    page.notices.push(Notice { tone, title: None, text: t(lang, key).into_owned(), link });
    Ok(page.answer(&req, &member, StatusCode::OK)?)
}

/// `POST` to the same.
pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let is_on = form.into_inner().has("open_page");
    site.write(&member, move |conn, scope| settings::actions::set_open_page(conn, scope, is_on)).await?;
    let done = Message::new(if is_on { "open-page-switched-on" } else { "open-page-switched-off" });
    Ok(see_other(list_path(&member.scope)).flash(done).respond(&req))
}
