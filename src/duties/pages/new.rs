//! `GET /w/{slug}/duties/new` and `POST /w/{slug}/duties`.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};

use super::act::FormPage;
use crate::{
    duties::{forms, queries},
    platform::{
        error::{Error, Message},
        http::{Fault, Form, see_other},
        i18n::t,
        view::parts::{Crumb, FormView, Head},
    },
    site::{Member, Site},
    tenancy::Role,
};

type Answer = Result<HttpResponse, Fault>;

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    member.scope.require(&[Role::Secretariat])?;
    let open = site.read(&member, queries::open_departments).await?;
    page(&req, &member, StatusCode::OK, forms::new_form(&member.scope, &open, None))
}

pub async fn create(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let asked = fields.clone();
    match site.write(&member, move |conn, scope| forms::create(conn, scope, &asked)).await {
        Ok(duty) => {
            let to = format!("{}/duties/{}", member.scope.base(), duty.number);
            Ok(see_other(to).flash(Message::new("duty-done-create").text("number", duty.number)).respond(&req))
        }
        Err(Error::Invalid(errors)) => {
            let open = site.read(&member, queries::open_departments).await?;
            let form = forms::new_form(&member.scope, &open, Some(&fields)).with_errors(member.lang(), &errors);
            page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, form)
        }
        Err(error) => Err(error.into()),
    }
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, mut form: FormView) -> Answer {
    let lang = member.lang();
    let title = t(lang, "duty-new").into_owned();
    let mut head = Head::new(&title).crumb(format!("{}/duties", member.scope.base()), t(lang, "duty-list"));
    head.crumbs.push(Crumb { href: None, label: title.clone() });
    let sections = forms::sections(lang, &mut form);
    let sections_hint = Some(t(lang, "duty-form-target-hint").into_owned());
    let after = forms::after(&mut form);
    let view = FormPage { head, what: Vec::new(), form, sections, sections_hint, after };
    Ok(member.page_status(req, status, "duties/form", title, view)?)
}
