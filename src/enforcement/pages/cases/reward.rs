//! A reward for whoever reported a case: proposed on one page, decided on another by somebody else.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer,
    forms::{self, FormPage},
    head, number_in, path,
};
use crate::{
    enforcement::{
        actions::cases::{self as actions, yuan},
        model::{Case, Reward},
        queries::cases as queries,
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{Fields, Form, path_part, see_other},
        i18n::{format, t},
        view::parts::{Choice, FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::Scope,
};

fn kept(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Case> {
    let case = queries::by_number(conn, scope, number)?;
    case.require_kept_by(scope)?;
    Ok(case)
}

/// `GET …/reward`
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let case = site.read(&member, move |conn, scope| kept(conn, scope, &number)).await?;
    Ok(proposal(&member.scope, &case, view(&member.scope, &case, None)).answer(&req, &member, StatusCode::OK)?)
}

fn view(scope: &Scope, case: &Case, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let field = |kind: &'static str, name: &str| FieldView::new(kind, name, t(lang, &format!("case-reward-field-{name}"))).typed(typed, "");
    let home = path(scope, &case.number);
    FormView::new(format!("{home}/reward"), t(lang, "case-reward-new"))
        .field(FieldView {
            size: Some("short"),
            unit: Some(t(lang, "case-reward-unit").into_owned()),
            whole: true,
            ..field("text", "amount")
        })
        .field(FieldView { rows: Some(3), whole: true, ..field("area", "basis").hint(t(lang, "case-reward-hint-basis")) })
        .back(home)
}

fn proposal(scope: &Scope, case: &Case, form: FormView) -> FormPage {
    FormPage::new(head(scope, Some(case), &t(scope.lang(), "case-reward-new")).under(&case.title), form)
}

/// `POST` to the same.
pub async fn propose(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (number, fields) = (number_in(&req), form.into_inner());
    let (asked, typed) = (number.clone(), fields.clone());
    let text = move |name: &str| typed.get(name).unwrap_or_default().to_owned();
    let (amount, basis) = (text("amount"), text("basis"));
    let error = match site.write(&member, move |conn, scope| actions::propose_reward(conn, scope, &asked, &amount, &basis)).await {
        Ok(_) => return Ok(see_other(path(&member.scope, &number)).flash(Message::new("case-done-reward")).respond(&req)),
        Err(error) => error,
    };
    let case = site.read(&member, move |conn, scope| kept(conn, scope, &number)).await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, &case, Some(&fields)), error)?;
    Ok(proposal(&member.scope, &case, form).answer(&req, &member, status)?)
}

fn one(conn: &mut Conn, scope: &Scope, number: &str, id: i64) -> Result<(Case, Reward)> {
    let case = kept(conn, scope, number)?;
    let reward = queries::rewards(conn, scope, case.id)?.into_iter().find(|r| r.id == id).ok_or(Error::NotFound)?;
    Ok((case, reward))
}

fn id_in(req: &HttpRequest) -> Result<i64> {
    path_part(req, "id").parse().map_err(|_| Error::NotFound)
}

/// `GET …/reward/{id}`
pub async fn decision(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (number, id) = (number_in(&req), id_in(&req)?);
    let (case, reward) = site.read(&member, move |conn, scope| one(conn, scope, &number, id)).await?;
    if member.scope.person_id() == Some(reward.proposed_by) {
        return Err(Error::forbidden("case-reward-own").into());
    }
    let form = deciding(&member.scope, &case, &reward, None);
    Ok(question(&member.scope, &case, &reward, form).answer(&req, &member, StatusCode::OK)?)
}

fn deciding(scope: &Scope, case: &Case, reward: &Reward, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let chosen = typed.map(|f| f.trimmed("verdict")).unwrap_or_default();
    let options = ["approve", "refuse"].map(|v| Choice::new(v, t(lang, &format!("case-reward-{v}")), v == chosen)).into();
    let verdict = FieldView { whole: true, ..FieldView::new("radio", "verdict", t(lang, "case-reward-verdict")).options(options) };
    let reason = FieldView::new("area", "reason", t(lang, "case-field-reason")).typed(typed, "").hint(t(lang, "case-reward-hint-reason"));
    let home = path(scope, &case.number);
    FormView::new(format!("{home}/reward/{}", reward.id), t(lang, "case-save"))
        .field(verdict)
        .field(FieldView { rows: Some(3), whole: true, ..reason }.optional())
        .back(home)
}

fn question(scope: &Scope, case: &Case, reward: &Reward, form: FormView) -> FormPage {
    let lang = scope.lang();
    let args =
        [("amount", yuan(reward.amount).into()), ("by", reward.proposed_by_name.as_str().into()), ("basis", reward.basis.as_str().into())];
    let mut page = FormPage::new(head(scope, Some(case), &t(lang, "case-reward-decide")).under(&case.title), form);
    page.what = vec![format(lang, "case-reward-what", &args)];
    page
}

/// `POST` to the same.
pub async fn decide(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (number, id, fields) = (number_in(&req), id_in(&req)?, form.into_inner());
    let approve = match fields.trimmed("verdict") {
        "approve" => Some(true),
        "refuse" => Some(false),
        _ => None,
    };
    let (asked, reason) = (number.clone(), fields.get("reason").unwrap_or_default().to_owned());
    let done = site.write(&member, move |conn, scope| match approve {
        Some(approve) => actions::decide_reward(conn, scope, &asked, id, approve, &reason),
        None => {
            kept(conn, scope, &asked)?;
            Err(Error::invalid("verdict", Message::new("field-required")))
        }
    });
    let error = match done.await {
        Ok(_) => {
            let said = if approve == Some(true) { "case-done-reward-approve" } else { "case-done-reward-refuse" };
            return Ok(see_other(path(&member.scope, &number)).flash(Message::new(said)).respond(&req));
        }
        Err(error) => error,
    };
    let (case, reward) = site.read(&member, move |conn, scope| one(conn, scope, &number, id)).await?;
    let (status, form) = forms::again(member.lang(), deciding(&member.scope, &case, &reward, Some(&fields)), error)?;
    Ok(question(&member.scope, &case, &reward, form).answer(&req, &member, status)?)
}
