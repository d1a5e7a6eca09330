//! `GET` and `POST /w/{slug}/matters/{number}/correct`: whom a matter is put to.

use actix_web::{HttpRequest, http::StatusCode, web};
use chrono::NaiveDate;

use super::{
    Answer,
    forms::{self, FormPage},
    head_below, number_in, path, seen,
};
use crate::{
    accountability::{
        actions::{self, Corrected},
        model::{Action, State},
        queries::{self, Ground, Member as Named},
    },
    platform::{
        db::Conn,
        error::{Message, Result},
        http::{Fields, Form, see_other},
        i18n::{format, format_day, t},
        view::parts::{Choice, FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::Scope,
};

struct Setting {
    ground: Ground,
    members: Vec<Named>,
    /// Until when whoever is told now could reply.
    day: Option<NaiveDate>,
}

/// Loads it; `asking`: refuses who may not, or where there is nobody to correct.
fn setting(conn: &mut Conn, scope: &Scope, number: &str, asking: bool) -> Result<Setting> {
    let ground = queries::ground(conn, scope, number)?;
    let day = if asking { actions::correction(conn, scope, number)? } else { ground.matter.due_on() };
    Ok(Setting { members: queries::everybody(conn, scope)?, ground, day })
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let setting = site.read(&member, move |conn, scope| setting(conn, scope, &number, true)).await?;
    page(&req, &member, StatusCode::OK, &setting, view(&member.scope, &setting, None))
}

pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, posted: Form) -> Answer {
    let fields = posted.into_inner();
    let (seen, number) = (seen(&req, &fields), number_in(&req));
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let typed = Corrected { name: text("name"), membership_id: fields.chosen("member"), email: text("email"), reason: text("reason") };
    let error = match site.write(&member, move |conn, scope| actions::correct(conn, scope, &seen, &typed)).await {
        Ok(matter) => {
            let done = Message::new("matter-done").key("action", Action::Correct.key());
            return Ok(see_other(path(&member.scope, &matter)).flash(done).respond(&req));
        }
        Err(error) => error,
    };
    let setting = site.read(&member, move |conn, scope| setting(conn, scope, &number, false)).await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, &setting, Some(&fields)), error)?;
    page(&req, &member, status, &setting, form)
}

fn view(scope: &Scope, setting: &Setting, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let label = |key: &str| t(lang, key).into_owned();
    let matter = &setting.ground.matter;
    let subject = &matter.subject;
    let stored = subject.membership_id.map(|id| id.to_string()).unwrap_or_default();
    let chosen = typed.map_or(&*stored, |f| f.trimmed("member"));
    let nobody = Choice::new("", label("matter-member-none"), chosen.is_empty());
    let one = |m: &Named| Choice::new(m.membership_id, &*m.name, m.membership_id.to_string() == chosen);
    let members = std::iter::once(nobody).chain(setting.members.iter().map(one)).collect();
    let mut form = FormView::new(format!("{}/correct", path(scope, matter)), label(&Action::Correct.key()))
        .hidden("version", matter.version)
        .field(FieldView::new("text", "name", label("matter-field-name")).typed(typed, &*subject.name))
        .field(
            FieldView::new("select", "member", label("matter-field-member")).options(members).hint(label("matter-member-hint")).optional(),
        )
        .field(
            FieldView::new("email", "email", label("matter-field-email"))
                .typed(typed, &*subject.email)
                .hint(label("matter-email-hint"))
                .optional(),
        )
        .field(FieldView::new("area", "reason", label("matter-reason")).typed(typed, "").hint(label("matter-correct-reason-hint")))
        .back(path(scope, matter));
    form.keep = Some(format!("matter-{}-correct", matter.number));
    form
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, setting: &Setting, form: FormView) -> Answer {
    let lang = member.lang();
    let matter = &setting.ground.matter;
    let head = head_below(&member.scope, matter, &t(lang, &Action::Correct.key()));
    let mut what = vec![t(lang, "matter-what-correct").into_owned()];
    let day = || setting.day.map(|day| format_day(lang, day)).unwrap_or_default();
    match matter.state {
        State::Hearing => what.push(format(lang, "matter-what-correct-anew", &[("day", day().into())])),
        State::InForce => what.push(format(lang, "matter-what-correct-decided", &[("day", day().into())])),
        State::Responded => what.push(t(lang, "matter-what-correct-again").into_owned()),
        _ => {}
    }
    FormPage::new(head, what, form).answer(req, member, status)
}
