//! `GET` and `POST /w/{slug}/cases/{number}/findings`: finding a case serious, proven, a crime; and taking that back.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, forms, head, number_in, path, seen};
use crate::{
    enforcement::{
        measure::{self, FindingKind, actions},
        model::Case,
        queries::cases as queries,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, path_part, see_other},
        i18n::t,
        view::parts::{Choice, FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::Scope,
};

fn load(conn: &mut Conn, scope: &Scope, number: &str) -> Result<(Case, Vec<FindingKind>)> {
    let case = queries::by_number(conn, scope, number)?;
    if !scope.acts_for_department(case.holder_id) {
        return Err(Error::forbidden("measure-forbidden"));
    }
    case.require_impartial(scope)?;
    let made = measure::findings_of(conn, scope, case.id)?.into_iter().map(|f| f.kind).collect();
    Ok((case, made))
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let (case, made) = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    let form = view(&member.scope, &case, &made, None);
    Ok(page(&member.scope, &case, "finding-do", form).answer(&req, &member, StatusCode::OK)?)
}

pub async fn find(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let (seen, kind) = (seen(&req, &fields), FindingKind::parse(fields.trimmed("kind")));
    let mut errors = FieldErrors::default();
    let (on, text) = (fields.day("found_on", &mut errors), fields.get("text").unwrap_or_default().to_owned());
    let asked = seen.clone();
    let done = site.write(&member, move |conn, scope| errors.with(actions::find(conn, scope, &asked, kind, on, &text)));
    let error = match done.await {
        Ok(case) => return Ok(see_other(path(&member.scope, &case.number)).flash(Message::new("finding-done")).respond(&req)),
        Err(error) => error,
    };
    let (case, made) = site.read(&member, move |conn, scope| load(conn, scope, &seen.number)).await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, &case, &made, Some(&fields)), error)?;
    Ok(page(&member.scope, &case, "finding-do", form).answer(&req, &member, status)?)
}

fn view(scope: &Scope, case: &Case, made: &[FindingKind], typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let label = |key: &str| t(lang, key).into_owned();
    let chosen = typed.map(|f| f.trimmed("kind")).unwrap_or_default();
    let open = FindingKind::ALL.iter().filter(|k| !made.contains(k));
    let options = open.map(|k| Choice::new(k.as_str(), label(&k.key()), k.as_str() == chosen)).collect();
    let kind = FieldView { whole: true, ..FieldView::new("radio", "kind", label("finding-field-kind")).options(options) };
    let today = scope.today().to_string();
    let day = FieldView::new("date", "found_on", label("finding-field-on")).typed(typed, today.as_str());
    let text = FieldView::new("area", "text", label("finding-field-text")).typed(typed, "").hint(label("finding-hint-text"));
    let home = path(scope, &case.number);
    FormView::new(format!("{home}/findings"), label("finding-do"))
        .hidden("version", case.version)
        .back(home)
        .field(kind.hint(label("finding-hint-kind")))
        .field(FieldView { size: Some("short"), max: Some(today), ..day })
        .field(FieldView { rows: Some(5), whole: true, ..text })
}

fn page(scope: &Scope, case: &Case, title: &'static str, form: FormView) -> forms::FormPage {
    forms::FormPage::new(head(scope, Some(case), &t(scope.lang(), title)).under(&case.title), form)
}

fn kind_in(req: &HttpRequest) -> Result<FindingKind> {
    FindingKind::parse(path_part(req, "kind")).ok_or(Error::NotFound)
}

pub async fn withdraw_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (number, kind) = (number_in(&req), kind_in(&req)?);
    let (case, made) = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    if !made.contains(&kind) {
        return Err(Error::NotFound.into());
    }
    let form = withdrawal(&member.scope, &case, kind, None);
    Ok(page(&member.scope, &case, "finding-withdraw", form).answer(&req, &member, StatusCode::OK)?)
}

pub async fn withdraw(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let (seen, kind, reason) = (seen(&req, &fields), kind_in(&req)?, fields.get("reason").unwrap_or_default().to_owned());
    let asked = seen.clone();
    let error = match site.write(&member, move |conn, scope| actions::unfind(conn, scope, &asked, kind, &reason)).await {
        Ok(case) => return Ok(see_other(path(&member.scope, &case.number)).flash(Message::new("finding-withdrawn")).respond(&req)),
        Err(error) => error,
    };
    let (case, _) = site.read(&member, move |conn, scope| load(conn, scope, &seen.number)).await?;
    let (status, form) = forms::again(member.lang(), withdrawal(&member.scope, &case, kind, Some(&fields)), error)?;
    Ok(page(&member.scope, &case, "finding-withdraw", form).answer(&req, &member, status)?)
}

fn withdrawal(scope: &Scope, case: &Case, kind: FindingKind, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let home = path(scope, &case.number);
    let reason = FieldView::new("area", "reason", t(lang, "measure-field-reason")).typed(typed, "");
    FormView::new(format!("{home}/findings/{}", kind.as_str()), t(lang, "finding-withdraw"))
        .hidden("version", case.version)
        .back(home)
        .field(FieldView { rows: Some(4), whole: true, ..reason }.hint(t(lang, &kind.key())))
}
