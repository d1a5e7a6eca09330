//! `GET` and `POST /w/{slug}/incidents/{number}/withdraw`: asks first, and why.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, head, number_in, path, seen};
use crate::{
    enforcement::{
        incident::{
            actions::{self, require_withdraw},
            model::Incident,
            queries,
        },
        pages::cases::forms::FormPage,
    },
    platform::{
        error::Message,
        http::{Fields, Form, again, see_other},
        i18n::t,
        view::parts::{FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::Scope,
};

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let incident = site.read(&member, move |conn, scope| queries::by_number(conn, scope, &number)).await?;
    require_withdraw(&member.scope, &incident)?;
    Ok(page(&member.scope, &incident, view(&member.scope, &incident, None)).answer(&req, &member, StatusCode::OK)?)
}

pub async fn perform(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let (seen, number) = (seen(&req, &fields), number_in(&req));
    let reason = fields.get("reason").unwrap_or_default().to_owned();
    let error = match site.write(&member, move |conn, scope| actions::withdraw(conn, scope, &seen, &reason)).await {
        Ok(incident) => {
            return Ok(see_other(path(&member.scope, &incident.number)).flash(Message::new("incident-done-withdraw")).respond(&req));
        }
        Err(error) => error,
    };
    let incident = site.read(&member, move |conn, scope| queries::by_number(conn, scope, &number)).await?;
    let (status, form) = again(member.lang(), view(&member.scope, &incident, Some(&fields)), error, "incident-changed-meanwhile")?;
    Ok(page(&member.scope, &incident, form).answer(&req, &member, status)?)
}

fn view(scope: &Scope, incident: &Incident, typed: Option<&Fields>) -> FormView {
    let (lang, home) = (scope.lang(), path(scope, &incident.number));
    let reason = FieldView::new("area", "reason", t(lang, "incident-field-reason")).typed(typed, "");
    FormView::new(format!("{home}/withdraw"), t(lang, "incident-withdraw"))
        .hidden("version", incident.version)
        .field(FieldView { rows: Some(3), whole: true, ..reason })
        .back(home)
        .danger()
}

fn page(scope: &Scope, incident: &Incident, form: FormView) -> FormPage {
    let lang = scope.lang();
    let what = vec![t(lang, "incident-what-withdraw").into_owned()];
    let head = head(scope, Some(incident), &t(lang, "incident-withdraw-title")).under(&incident.title);
    FormPage { what, ..FormPage::new(head, form) }
}
