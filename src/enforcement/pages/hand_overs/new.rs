//! `GET` and `POST /w/{slug}/cases/{number}/hand-over`: handing a case over, referring it, giving notice of it.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, case_path, case_seen, forms, number_in};
use crate::{
    enforcement::{
        hand_over::{
            HandOverKind,
            actions::{self, NewHandOver, OUTSIDE_MAX, RECEIPT_DAYS},
        },
        model::{Case, CaseAction, CaseState},
        pages::cases,
        queries::cases as queries,
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{Fields, Form, ListQuery, see_other},
        i18n::t,
        view::parts::{Choice, FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::{
        Scope,
        departments::{self, Department, DepartmentState},
    },
};

struct Setting {
    case: Case,
    departments: Vec<Department>,
}

/// Whatever state it is in: a form that is refused is shown again with what was typed.
fn load(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Setting> {
    let case = queries::by_number(conn, scope, number)?;
    Ok(Setting { case, departments: departments::all(conn, scope)? })
}

/// Whose it is to hand over, and whether it can be now. The department whose officers it is about may give it away, and nothing else.
fn require_open(scope: &Scope, case: &Case) -> Result<()> {
    if case.permit(scope, CaseAction::HandOver, None).is_ok() {
        return Ok(());
    }
    case.require_kept_by(scope)?;
    if matches!(case.state, CaseState::Registered | CaseState::Closed) {
        return Err(Error::Refused(Message::new("measure-case-not-open").key("state", case.state.key())));
    }
    Ok(())
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let kind = ListQuery::of(&req, &[]).filter("kind").and_then(HandOverKind::parse);
    let setting = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    require_open(&member.scope, &setting.case)?;
    let form = view(&member.scope, &setting, kind, None);
    Ok(page(&member.scope, &setting, form).answer(&req, &member, StatusCode::OK)?)
}

pub async fn send(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let (seen, new) = (case_seen(&req, &fields), read(&fields));
    let asked = seen.clone();
    let error = match site.write(&member, move |conn, scope| actions::send(conn, scope, &asked, &new)).await {
        Ok(sent) => {
            let done =
                Message::new(if sent.moves() { "hand-over-done-send" } else { "hand-over-done-send-notice" }).text("number", sent.number);
            return Ok(see_other(case_path(&member.scope, &seen.number)).flash(done).respond(&req));
        }
        Err(error) => error,
    };
    let setting = site.read(&member, move |conn, scope| load(conn, scope, &seen.number)).await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, &setting, None, Some(&fields)), error)?;
    Ok(page(&member.scope, &setting, form).answer(&req, &member, status)?)
}

fn read(fields: &Fields) -> NewHandOver {
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    // What is no number is out of bounds.
    let days = |name: &str| Some(fields.trimmed(name)).filter(|d| !d.is_empty()).map(|d| d.parse().unwrap_or(0));
    NewHandOver {
        kind: HandOverKind::parse(fields.trimmed("kind")),
        to_id: fields.chosen("to"),
        outside_name: text("outside_name"),
        outside_email: text("outside_email"),
        reason: text("reason"),
        legal_basis: text("legal_basis"),
        enclosures: text("enclosures"),
        asked: text("asked"),
        receipt_days: days("receipt_days"),
        result_days: days("result_days"),
    }
}

fn view(scope: &Scope, setting: &Setting, kind: Option<HandOverKind>, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let label = |key: &str| t(lang, key).into_owned();
    let field = |kind: &'static str, name: &str, stored: &str| {
        FieldView::new(kind, name, label(&format!("hand-over-field-{}", name.replace('_', "-")))).typed(typed, stored)
    };
    let area = |name: &str, rows: u32| FieldView { rows: Some(rows), whole: true, ..field("area", name, "") };
    let short = |view: FieldView| FieldView { size: Some("short"), ..view };
    let chosen = typed.map(|f| f.trimmed("kind").to_owned()).or(kind.map(|k| k.as_str().to_owned())).unwrap_or_default();
    let fits = |k: &&HandOverKind| match k {
        HandOverKind::Transfer => setting.case.permit(scope, CaseAction::HandOver, None).is_ok(),
        HandOverKind::Referral => setting.case.permit(scope, CaseAction::Refer, None).is_ok(),
        HandOverKind::Notice => setting.case.is_kept_by(scope),
    };
    // What was chosen stays, and is said to be impossible.
    let fits = |k: &&HandOverKind| fits(k) || (typed.is_some() && k.as_str() == chosen);
    let kinds: Vec<Choice> = HandOverKind::ALL
        .iter()
        .filter(fits)
        .map(|k| Choice {
            hint: Some(label(&format!("{}-hint", k.key()))),
            ..Choice::new(k.as_str(), label(&k.key()), k.as_str() == chosen)
        })
        .collect();
    let to = typed.map(|f| f.trimmed("to").to_owned()).unwrap_or_default();
    let mut receivers = vec![Choice::new("", label("hand-over-to-outside"), to.is_empty())];
    let open = setting.departments.iter().filter(|d| d.state == DepartmentState::Open && d.id != setting.case.holder_id);
    receivers.extend(open.map(|d| Choice::new(d.id, &d.name, d.id.to_string() == to)));
    let home = case_path(scope, &setting.case.number);
    let mut form = FormView::new(format!("{home}/hand-over"), label("hand-over-send"))
        .hidden("version", setting.case.version)
        .back(home)
        .field(FieldView { whole: true, ..FieldView::new("radio", "kind", label("hand-over-field-kind")).options(kinds) })
        .field(FieldView { size: Some("medium"), ..field("select", "to", "") }.options(receivers))
        .field(
            FieldView { max: Some(OUTSIDE_MAX.to_string()), ..field("text", "outside_name", "") }
                .hint(label("hand-over-hint-outside"))
                .optional(),
        )
        .field(field("email", "outside_email", "").hint(label("hand-over-hint-email")).optional())
        .field(area("reason", 5))
        .field(area("legal_basis", 2))
        .field(area("enclosures", 3).hint(label("hand-over-hint-enclosures")).optional())
        .field(area("asked", 2).hint(label("hand-over-hint-asked")).optional())
        .field(short(field("number", "receipt_days", &RECEIPT_DAYS.to_string())).hint(label("hand-over-hint-days")))
        .field(short(field("number", "result_days", "")).hint(label("hand-over-hint-result")).optional());
    form.keep = Some(format!("case-{}-hand-over", setting.case.number));
    form
}

fn page(scope: &Scope, setting: &Setting, form: FormView) -> forms::FormPage {
    let head = cases::head(scope, Some(&setting.case), &t(scope.lang(), "hand-over-do")).under(&setting.case.title);
    forms::FormPage::new(head, form)
}
