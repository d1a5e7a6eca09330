//! `GET` and `POST /w/{slug}/cases/{number}/{verb}`: file, close without filing, close, join, reopen; each says first what will happen.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer,
    forms::{self, FormPage},
    head, number_in, path, seen,
};
use crate::{
    enforcement::{
        actions::cases::{self as actions, SeenCase},
        model::{Case, CaseAction, Outcome},
        queries::cases as queries,
    },
    platform::{
        db::Conn,
        error::{Message, Result},
        http::{Fields, Form, see_other},
        i18n::{format, t},
        view::parts::{Choice, FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::Scope,
};

fn load(conn: &mut Conn, scope: &Scope, number: &str, action: CaseAction) -> Result<Case> {
    let case = queries::by_number(conn, scope, number)?;
    case.permit(scope, action, None)?;
    Ok(case)
}

pub async fn form(action: CaseAction, req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let case = site.read(&member, move |conn, scope| load(conn, scope, &number, action)).await?;
    let form = view(&member.scope, action, &case, None);
    Ok(page(&member.scope, action, &case, form).answer(&req, &member, StatusCode::OK)?)
}

pub async fn perform(action: CaseAction, req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let seen = seen(&req, &fields);
    let (asked, typed) = (seen.clone(), fields.clone());
    let error = match site.write(&member, move |conn, scope| act(conn, scope, action, &asked, &typed)).await {
        Ok((case, done)) => return Ok(see_other(path(&member.scope, &case.number)).flash(done).respond(&req)),
        Err(error) => error,
    };
    let case = site.read(&member, move |conn, scope| queries::by_number(conn, scope, &seen.number)).await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, action, &case, Some(&fields)), error)?;
    Ok(page(&member.scope, action, &case, form).answer(&req, &member, status)?)
}

fn act(conn: &mut Conn, scope: &Scope, action: CaseAction, seen: &SeenCase, typed: &Fields) -> Result<(Case, Message)> {
    let reason = typed.get("reason").unwrap_or_default();
    let said = |key: &'static str, number: &str| Message::new(key).text("number", number);
    match action {
        CaseAction::File => {
            let case = actions::file(conn, scope, seen, typed.get("note").unwrap_or_default())?;
            let done = said("case-done-file", case.shown_number());
            Ok((case, done))
        }
        CaseAction::NotFile => Ok((actions::not_file(conn, scope, seen, reason)?, Message::new("case-done-close"))),
        CaseAction::Close => {
            let outcome = Outcome::parse(typed.trimmed("outcome"));
            Ok((actions::close(conn, scope, seen, outcome, reason)?, Message::new("case-done-close")))
        }
        CaseAction::Join => {
            let into = actions::join(conn, scope, seen, typed.trimmed("into"), reason)?;
            let done = said("case-done-join", into.shown_number());
            Ok((queries::one(conn, scope, into.id)?, done))
        }
        _ => Ok((actions::reopen(conn, scope, seen, reason)?, Message::new("case-done-reopen"))),
    }
}

fn key(action: CaseAction) -> String {
    format!("case-do-{}", action.as_str().replace('_', "-"))
}

fn view(scope: &Scope, action: CaseAction, case: &Case, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let label = |key: &str| t(lang, key).into_owned();
    let field = |kind: &'static str, name: &str, key: &str| FieldView::new(kind, name, label(key)).typed(typed, "");
    let area = |name: &str, key: &str| FieldView { rows: Some(4), whole: true, ..field("area", name, key) };
    let home = path(scope, &case.number);
    let verb = action.as_str().replace('_', "-");
    let mut form = FormView::new(format!("{home}/{verb}"), label(&key(action))).hidden("version", case.version).back(home);
    form = match action {
        CaseAction::File => form.field(area("note", "case-field-note").optional()),
        CaseAction::Close => {
            let chosen = typed.map(|f| f.trimmed("outcome")).unwrap_or_default();
            let options = Outcome::CHOSEN.map(|o| Choice::new(o.as_str(), label(&o.key()), o.as_str() == chosen)).into();
            let outcome = FieldView { whole: true, ..FieldView::new("radio", "outcome", label("case-field-outcome")).options(options) };
            form.field(outcome).field(area("reason", "case-field-close-reason"))
        }
        CaseAction::Join => {
            let into = FieldView { size: Some("medium"), whole: true, ..field("text", "into", "case-field-into") };
            form.field(into.hint(label("case-hint-into"))).field(area("reason", "case-field-reason"))
        }
        _ => form.field(area("reason", "case-field-reason")),
    };
    form.keep = Some(format!("case-{}-{verb}", case.number));
    form
}

/// What will happen, one line each.
fn what(scope: &Scope, action: CaseAction, case: &Case) -> Vec<String> {
    let lang = scope.lang();
    let said = |key: &str| format(lang, key, &[("number", case.shown_number().into())]);
    let keys: &[&str] = match action {
        CaseAction::File => &["case-what-file", "case-what-file-next"],
        CaseAction::NotFile => &["case-what-not-file", "case-what-reopen-later"],
        CaseAction::Close => &["case-what-close", "case-what-reopen-later"],
        CaseAction::Join => &["case-what-join", "case-what-join-history", "case-what-reopen-later"],
        _ if case.joined_into_id.is_some() => &["case-what-reopen-apart"],
        _ if case.formal_number.is_some() => &["case-what-reopen"],
        _ => &["case-what-reopen-registered"],
    };
    keys.iter().map(|key| said(key)).collect()
}

fn page(scope: &Scope, action: CaseAction, case: &Case, form: FormView) -> FormPage {
    let head = head(scope, Some(case), &t(scope.lang(), &key(action))).under(&case.title);
    FormPage { what: what(scope, action, case), ..FormPage::new(head, form) }
}
