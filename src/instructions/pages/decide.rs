//! The two forms that decide an instruction: 立项, and an answer without a duty.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer,
    show::{Quote, quote},
};
use crate::{
    duties::{self, DepartmentName},
    instructions::{
        actions::{self, OFFICE, Seen},
        model::Instruction,
        queries,
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{Fields, Form, path_part, see_other},
        i18n::{format, t, tr},
        view::parts::{FieldView, FormView, Head},
    },
    site::{Member, Site},
    tenancy::Scope,
};

/// Characters of an instruction that make a proposed title.
const TITLE: usize = 40;

#[derive(Serialize)]
struct Body {
    head: Head,
    said: Quote,
    form: FormView,
    sections: Vec<duties::FormSection>,
    after: Vec<FieldView>,
}

/// What the form of filing is made from.
struct Ground {
    instruction: Instruction,
    open: Vec<DepartmentName>,
    /// Who leads the duty it is about.
    lead_id: Option<i64>,
}

fn ground(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Ground> {
    scope.require(&OFFICE)?;
    let instruction = queries::one(conn, scope, number)?;
    instruction.require_unfiled()?;
    let lead_id = match &instruction.about {
        Some(about) => duties::queries::duty(conn, scope, &about.number)?.0.lead_id,
        None => None,
    };
    Ok(Ground { open: duties::queries::open_departments(conn, scope)?, instruction, lead_id })
}

fn number(req: &HttpRequest) -> String {
    path_part(req, "number").to_owned()
}

fn seen(req: &HttpRequest, fields: &Fields) -> Seen {
    Seen { number: number(req), version: fields.trimmed("version").parse().ok() }
}

/// `GET /w/{slug}/instructions/{number}/file`
pub async fn file_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let asked = number(&req);
    let ground = site.read(&member, move |conn, scope| ground(conn, scope, &asked)).await?;
    let lead = ground.lead_id.map(|id| id.to_string()).unwrap_or_default();
    let instruction = &ground.instruction;
    let title = instruction.in_short(TITLE);
    let proposed = [("title", title.trim_end_matches('…')), ("requirement", &instruction.text), ("lead", &lead), ("then", "assign")];
    let form = file_view(&member.scope, &ground, &Fields::from_pairs(proposed));
    page(&req, &member, StatusCode::OK, "file", &ground.instruction, form)
}

/// `POST` to the same.
pub async fn file(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let (asked, typed) = (seen(&req, &fields), fields.clone());
    let error = match site.write(&member, move |conn, scope| actions::file(conn, scope, &asked, &typed)).await {
        Ok(duty) => {
            let done = Message::new("instruction-done-file").text("number", duty.number.clone());
            return Ok(see_other(format!("{}/duties/{}", member.scope.base(), duty.number)).flash(done).respond(&req));
        }
        Err(error) => error,
    };
    let asked = number(&req);
    match error {
        Error::Invalid(errors) => {
            let ground = site.read(&member, move |conn, scope| ground(conn, scope, &asked)).await?;
            let form = file_view(&member.scope, &ground, &fields).with_errors(member.lang(), &errors);
            page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, "file", &ground.instruction, form)
        }
        other => Err(other.into()),
    }
}

/// The form of a new duty, without the question where it comes from.
fn file_view(scope: &Scope, ground: &Ground, fields: &Fields) -> FormView {
    let lang = scope.lang();
    let home = format!("{}/instructions/{}", scope.base(), ground.instruction.number);
    let mut form = duties::new_form(scope, &ground.open, Some(fields));
    form.fields.retain(|f| f.name != "origin");
    form.action = format!("{home}/file");
    form.submit = t(lang, "instruction-file").into_owned();
    form.keep = Some(format!("instruction-{}", ground.instruction.number));
    form.hidden("version", ground.instruction.version).back(home)
}

/// `GET /w/{slug}/instructions/{number}/answer`
pub async fn answer_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let asked = number(&req);
    let ground = site.read(&member, move |conn, scope| ground(conn, scope, &asked)).await?;
    let form = answer_view(&member.scope, &ground.instruction, None);
    page(&req, &member, StatusCode::OK, "answer", &ground.instruction, form)
}

/// `POST` to the same.
pub async fn answer(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let (asked, reason) = (seen(&req, &fields), fields.trimmed("reason").to_owned());
    let error = match site.write(&member, move |conn, scope| actions::answer(conn, scope, &asked, &reason)).await {
        Ok(()) => {
            let to = format!("{}/instructions/{}", member.scope.base(), number(&req));
            return Ok(see_other(to).flash(Message::new("instruction-done-answer")).respond(&req));
        }
        Err(error) => error,
    };
    let asked = number(&req);
    match error {
        Error::Invalid(errors) => {
            let ground = site.read(&member, move |conn, scope| ground(conn, scope, &asked)).await?;
            let form = answer_view(&member.scope, &ground.instruction, Some(&fields)).with_errors(member.lang(), &errors);
            page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, "answer", &ground.instruction, form)
        }
        other => Err(other.into()),
    }
}

fn answer_view(scope: &Scope, instruction: &Instruction, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let home = format!("{}/instructions/{}", scope.base(), instruction.number);
    let mut reason = FieldView::new("area", "reason", t(lang, "instruction-answer-reason")).typed(typed, "");
    reason.rows = Some(6);
    reason.hint = Some(t(lang, "instruction-answer-hint").into_owned());
    let mut form = FormView::new(format!("{home}/answer"), t(lang, "instruction-answer-do")).field(reason);
    form.keep = Some(format!("instruction-answer-{}", instruction.number));
    form.hidden("version", instruction.version).back(home)
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, verb: &str, instruction: &Instruction, mut form: FormView) -> Answer {
    let (scope, lang) = (&member.scope, member.lang());
    let title = t(lang, &format!("instruction-{verb}-title")).into_owned();
    let name = format(lang, "instruction-title", &[("number", instruction.number.as_str().into())]);
    let base = format!("{}/instructions", scope.base());
    let mut head = Head::new(&title)
        .crumb(&base, t(lang, "instructions-title"))
        .crumb(format!("{base}/{}", instruction.number), name)
        .under(tr(lang, &Message::new("instruction-by").text("author", &instruction.author)));
    head.crumbs.push(crate::platform::view::parts::Crumb { href: None, label: title.clone() });
    let sections = duties::form_sections(lang, &mut form);
    let after = if sections.is_empty() { Vec::new() } else { duties::form_after(&mut form) };
    let body = Body { head, said: quote(scope, instruction), form, sections, after };
    Ok(member.page_status(req, status, "instructions/decide", title, body)?)
}
