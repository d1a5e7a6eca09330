//! `GET` and `POST /w/{slug}/duties/{number}/{verb}`: the form of a verb, and doing it.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::{
    conflict::{self, Latest},
    done,
};
use crate::{
    duties::{
        forms::{self, Ctx, Section},
        model::{Action, permit},
        queries::{self, Detail},
        store::DepartmentName,
    },
    platform::{
        db::Conn,
        error::{Error, Result},
        http::{Fault, Fields, Form, path_part, see_other},
        i18n::{format, t, tr},
        view::parts::{FieldView, FormView, Head},
    },
    site::{Member, Site},
    tenancy::Scope,
    timeline::Event,
};

type Answer = std::result::Result<HttpResponse, Fault>;

/// A page of one form.
#[derive(Serialize)]
pub struct FormPage {
    pub head: Head,
    /// What will happen; empty for everyday steps.
    pub what: Vec<String>,
    pub form: FormView,
    /// Rows of targets below the fields.
    pub sections: Vec<Section>,
    pub sections_hint: Option<String>,
    /// What stands below those.
    pub after: Vec<FieldView>,
}

/// All that a form is made from.
struct Ground {
    detail: Detail,
    open: Vec<DepartmentName>,
    latest: Option<Event>,
}

fn ground(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Ground> {
    let detail = queries::detail(conn, scope, number)?;
    let latest = queries::timeline(conn, scope, &detail, None, 1)?.pop();
    Ok(Ground { open: queries::open_departments(conn, scope)?, detail, latest })
}

/// Shows the form; what may not be done now is refused here already, saying why.
pub async fn form(action: Action, req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let asked = Fields::of_query(&req);
    let department_id = asked.trimmed("department").parse().ok();
    let ground = site
        .read(&member, move |conn, scope| {
            let ground = ground(conn, scope, &number)?;
            let several = department_id.is_none() && forms::candidates(scope, &ground.detail.duty, action).len() > 1;
            if !several || !forms::needs_department(action) {
                let department_id = forms::department(scope, &ground.detail.duty, action, &asked)?;
                permit(scope, &ground.detail.duty, action, department_id)?;
            }
            Ok(ground)
        })
        .await?;
    let ctx = ctx(&member.scope, &ground, department_id, None);
    let view = forms::form(&ctx, action)?;
    page(&req, &member, StatusCode::OK, action, &ctx, view)
}

fn ctx<'a>(scope: &'a Scope, ground: &'a Ground, department_id: Option<i64>, typed: Option<&'a Fields>) -> Ctx<'a> {
    Ctx { scope, detail: &ground.detail, open: &ground.open, department_id, typed }
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, action: Action, ctx: &Ctx<'_>, mut form: FormView) -> Answer {
    let lang = ctx.lang();
    let title = t(lang, &action.key()).into_owned();
    let duty = &ctx.detail.duty;
    let about = format(lang, "duty-form-about", &[("number", duty.number.as_str().into()), ("title", duty.title.as_str().into())]);
    let mut head = Head::new(&title).crumb(format!("{}/duties", ctx.scope.base()), t(lang, "duty-list")).crumb(ctx.home(), &duty.number);
    head.crumbs.push(crate::platform::view::parts::Crumb { href: None, label: title.clone() });
    head.under = Some(about);
    let sections = forms::sections(lang, &mut form);
    let sections_hint = (!sections.is_empty()).then(|| t(lang, "duty-form-target-hint").into_owned());
    let after = if sections.is_empty() { Vec::new() } else { forms::after(&mut form) };
    let view = FormPage { head, what: forms::about(ctx, action), form, sections, sections_hint, after };
    Ok(member.page_status(req, status, "duties/form", format!("{title} {}", duty.number), view)?)
}

/// Does it and goes back to the duty; what is wrong comes back in the form with everything typed.
pub async fn perform(action: Action, req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let fields = form.into_inner();
    let (asked, of) = (fields.clone(), number.clone());
    let outcome = site
        .write(&member, move |conn, scope| {
            let (duty, _) = queries::duty(conn, scope, &of)?;
            forms::perform(conn, scope, action, &duty, &asked)
        })
        .await;
    let error = match outcome {
        Ok(duty) => {
            let to = format!("{}/duties/{}", member.scope.base(), duty.number);
            return Ok(see_other(to).flash(done(action)).respond(&req));
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_) | Error::Forbidden(_) | Error::Conflict)) => error,
        Err(error) => return Err(error.into()),
    };
    let ground = site.read(&member, move |conn, scope| ground(conn, scope, &number)).await?;
    again(&req, &member, action, &ground, &fields, error)
}

/// Whether the duty was saved since the form was opened.
fn is_stale(ground: &Ground, fields: &Fields) -> bool {
    fields.trimmed("version").parse().is_ok_and(|version: i64| version < ground.detail.duty.version)
}

/// The form as it was sent, with what was wrong.
fn again(req: &HttpRequest, member: &Member, action: Action, ground: &Ground, fields: &Fields, error: Error) -> Answer {
    let lang = member.lang();
    let department_id = fields.trimmed("department").parse().ok();
    let typed = ctx(&member.scope, ground, department_id, Some(fields));
    // Without its subject (an extension answered meanwhile) there is no form to show again.
    let Ok(view) = forms::form(&typed, action) else { return Err(error.into()) };
    match error {
        Error::Invalid(errors) => page(req, member, StatusCode::UNPROCESSABLE_ENTITY, action, &typed, view.with_errors(lang, &errors)),
        Error::Conflict => {
            let latest = Latest::of(&member.scope, ground.latest.as_ref());
            if forms::has_stored_values(action) {
                let stored = forms::form(&ctx(&member.scope, ground, department_id, None), action)?;
                return conflict::page(req, member, action, &ground.detail, stored, view, &latest);
            }
            page(req, member, StatusCode::CONFLICT, action, &typed, view.with_refusal(latest.sentence(lang)))
        }
        Error::Refused(message) | Error::Forbidden(message) if is_stale(ground, fields) => {
            // What came in between is why; both are said.
            let before = ground.latest.as_ref().map(|e| Latest::of(&member.scope, Some(e)).sentence(lang)).unwrap_or_default();
            let said = format!("{before} {}", tr(lang, &message)).trim().to_owned();
            page(req, member, StatusCode::CONFLICT, action, &typed, view.with_refusal(said))
        }
        Error::Refused(message) => page(req, member, StatusCode::CONFLICT, action, &typed, view.with_refusal(tr(lang, &message))),
        // A right that went while somebody was writing takes nothing written with it.
        Error::Forbidden(message) if view.fields.iter().any(|f| f.kind == "area" && !f.value.is_empty()) => {
            page(req, member, StatusCode::FORBIDDEN, action, &typed, view.with_refusal(tr(lang, &message)))
        }
        other => Err(other.into()),
    }
}
