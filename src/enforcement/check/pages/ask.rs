//! `GET` and `POST /w/{slug}/check`: one name or code, one answer on the very page. Asking is kept, so it is no GET.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{Answer, answer, answer::AnswerView, path, purposes, year_in, years};
use crate::{
    enforcement::{
        READERS,
        check::{
            Asked, Purpose, Verdict, actions,
            queries::{self, WATCHERS},
        },
        model::NAME_MAX,
    },
    platform::{
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form},
        i18n::t,
        view::parts::{FieldView, FormView, Head},
    },
    site::{Member, Site},
    tenancy::Scope,
};

#[derive(Serialize)]
struct Body {
    head: Head,
    answer: Option<AnswerView>,
    action: String,
    form: FormView,
}

/// `GET /w/{slug}/check`; `q` and `for` fill the form in.
pub async fn form(req: HttpRequest, member: Member) -> Answer {
    member.scope.require(&READERS)?;
    let fields = Fields::of_query(&req);
    Ok(page(&req, &member, StatusCode::OK, view(&member.scope, &fields), None)?)
}

/// `POST` to the same.
pub async fn ask(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let asked = match read(&member.scope, &fields) {
        Ok(asked) => asked,
        Err(Error::Invalid(errors)) => return Ok(wrong(&req, &member, &fields, &errors)?),
        Err(other) => return Err(other.into()),
    };
    let answer = site.read(&member, move |conn, scope| queries::answer(conn, scope, &asked)).await?;
    if let (Verdict::Unreadable, Some(fault)) = (answer.verdict, &answer.fault) {
        let mut errors = FieldErrors::default();
        errors.add("q", fault.clone());
        // Whoever asked with a code that is none has asked all the same.
        if !answer.typed.is_empty() {
            site.write(&member, move |conn, scope| actions::record(conn, scope, &answer)).await?;
        }
        return Ok(wrong(&req, &member, &fields, &errors)?);
    }
    let view_model = answer::view(&member.scope, &answer);
    site.write(&member, move |conn, scope| actions::record(conn, scope, &answer)).await?;
    Ok(page(&req, &member, StatusCode::OK, view(&member.scope, &fields), Some(view_model))?)
}

fn read(scope: &Scope, fields: &Fields) -> Result<Asked> {
    let mut errors = FieldErrors::default();
    let purpose = Purpose::parse(fields.trimmed("for"));
    if purpose.is_none() {
        errors.add("for", Message::new("check-for-missing"));
    }
    let year = year_in(scope, fields, &mut errors);
    let pick = Some(fields.trimmed("pick").to_owned()).filter(|p| !p.is_empty());
    errors.finish(Asked { year, pick, ..Asked::new(purpose.unwrap_or(Purpose::Award), fields.trimmed("q")) })
}

fn view(scope: &Scope, fields: &Fields) -> FormView {
    let lang = scope.lang();
    let typed = fields.trimmed("q").chars().take(NAME_MAX).collect::<String>();
    let q = FieldView::new("search", "q", t(lang, "check-q")).value(typed).hint(t(lang, "check-q-hint")).complete("off");
    FormView::new(path(scope), t(lang, "check-ask"))
        .field(FieldView { max: Some(NAME_MAX.to_string()), whole: true, unkept: true, ..q })
        .field(purposes(scope, Purpose::parse(fields.trimmed("for"))))
        .field(years(scope, fields.trimmed("year")))
}

fn wrong(req: &HttpRequest, member: &Member, fields: &Fields, errors: &FieldErrors) -> Result<actix_web::HttpResponse> {
    let form = view(&member.scope, fields).with_errors(member.lang(), errors);
    page(req, member, StatusCode::UNPROCESSABLE_ENTITY, form, None)
}

fn page(
    req: &HttpRequest,
    member: &Member,
    status: StatusCode,
    form: FormView,
    answer: Option<AnswerView>,
) -> Result<actix_web::HttpResponse> {
    let (scope, lang) = (&member.scope, member.lang());
    let mut head = Head::new(t(lang, "check-title")).under(t(lang, "check-under")).action(
        format!("{}/list", path(scope)),
        t(lang, "check-list"),
        false,
    );
    if scope.roles().has_any(&WATCHERS) {
        head = head.action(format!("{}/log", path(scope)), t(lang, "check-log"), false);
    }
    let title = head.title.clone();
    member.page_status(req, status, "enforcement/check", title, Body { head, answer, action: path(scope), form })
}
