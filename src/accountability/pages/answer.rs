//! `GET` and `POST /w/{slug}/matters/{number}/requests/{paper}`: granting or denying what the subject asked for.

use actix_web::{HttpRequest, http::StatusCode, web};
use chrono::{NaiveDate, NaiveTime};

use super::{
    Answer,
    forms::{self, FormPage},
    head_below, number_in, path, seen,
};
use crate::{
    accountability::{
        actions::{self, Answer as Typed},
        model::{Action, Paper, PaperKind, decide},
        queries::{self, Ground},
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, path_part, see_other},
        i18n::{format, format_day, t},
        view::parts::{Choice, FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::Scope,
};

struct Setting {
    ground: Ground,
    paper: Paper,
    /// The days a hearing may be held on.
    days: (NaiveDate, NaiveDate),
}

fn setting(conn: &mut Conn, scope: &Scope, number: &str, id: i64, asking: bool) -> Result<Setting> {
    let ground = queries::ground(conn, scope, number)?;
    if asking {
        decide(ground.matter.state, Action::Answer, &ground.sight.by)?;
    }
    let file = queries::file(conn, scope, ground)?;
    let paper = file.papers.into_iter().find(|p| p.id == id && p.kind.is_request()).ok_or(Error::NotFound)?;
    let days = actions::hearing_days(conn, scope, &file.ground.matter)?;
    Ok(Setting { ground: file.ground, paper, days })
}

fn paper_in(req: &HttpRequest) -> Result<i64> {
    path_part(req, "paper").parse().map_err(|_| Error::NotFound)
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (number, id) = (number_in(&req), paper_in(&req)?);
    let setting = site.read(&member, move |conn, scope| setting(conn, scope, &number, id, true)).await?;
    page(&req, &member, StatusCode::OK, &setting, view(&member.scope, &setting, None))
}

pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, posted: Form) -> Answer {
    let fields = posted.into_inner();
    let (seen, id, number) = (seen(&req, &fields), paper_in(&req)?, number_in(&req));
    let typed = fields.clone();
    let done = site
        .write(&member, move |conn, scope| {
            setting(conn, scope, &seen.number, id, true)?;
            let mut errors = FieldErrors::default();
            let day = typed.day("day", &mut errors);
            let time = read_time(&typed, &mut errors);
            let granted = match typed.trimmed("granted") {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            let text = typed.get("text").unwrap_or_default().to_owned();
            let place = typed.get("place").unwrap_or_default().to_owned();
            errors.with(actions::answer(conn, scope, &seen, &Typed { paper_id: id, granted, text, day, time, place }))
        })
        .await;
    let error = match done {
        Ok(_) => {
            let done = Message::new("matter-done").key("action", Action::Answer.key());
            return Ok(see_other(format!("{}/matters/{number}#papers", member.scope.base())).flash(done).respond(&req));
        }
        Err(error) => error,
    };
    let setting = site.read(&member, move |conn, scope| setting(conn, scope, &number, id, false)).await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, &setting, Some(&fields)), error)?;
    page(&req, &member, status, &setting, form)
}

/// A time of day; none where nothing was typed.
fn read_time(fields: &Fields, errors: &mut FieldErrors) -> Option<NaiveTime> {
    let typed = fields.trimmed("time");
    let read = NaiveTime::parse_from_str(typed, "%H:%M").or_else(|_| NaiveTime::parse_from_str(typed, "%H:%M:%S")).ok();
    if read.is_none() && !typed.is_empty() {
        errors.add("time", Message::new("field-time-wrong"));
    }
    read
}

fn view(scope: &Scope, setting: &Setting, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let label = |key: &str| t(lang, key).into_owned();
    let (matter, paper) = (&setting.ground.matter, &setting.paper);
    let chosen = typed.map_or("", |f| f.trimmed("granted"));
    let one = |value: &str, key: &str| Choice::new(value, label(key), chosen == value);
    let options = vec![one("yes", "matter-answered-granted"), one("no", "matter-answered-denied")];
    let mut form = FormView::new(format!("{}/requests/{}", path(scope, matter), paper.id), label(&Action::Answer.key()))
        .hidden("version", matter.version)
        .field(FieldView::new("radio", "granted", label("matter-answer")).options(options));
    if paper.kind == PaperKind::ExtensionRequest {
        let wished = paper.day.map(|d| d.to_string()).unwrap_or_default();
        let day = FieldView::new("date", "day", label("matter-answer-day")).typed(typed, wished).optional();
        form = form.field(FieldView { size: Some("short"), ..day });
    }
    if paper.kind == PaperKind::HearingRequest {
        let (first, last) = setting.days;
        let short = |kind: &'static str, name: &str, key: &str| FieldView {
            size: Some("short"),
            ..FieldView::new(kind, name, label(key)).typed(typed, "").optional()
        };
        let hint = format(lang, "matter-hearing-when", &[("first", first.to_string().into()), ("last", last.to_string().into())]);
        let day = FieldView { min: Some(first.to_string()), max: Some(last.to_string()), ..short("date", "day", "matter-hearing-day") };
        form = form.field(day.hint(hint)).field(short("time", "time", "matter-hearing-time"));
        let place = FieldView::new("text", "place", label("matter-hearing-place")).typed(typed, "").optional();
        form = form.field(place.hint(label("matter-hearing-place-hint")));
    }
    let text = FieldView::new("area", "text", label("matter-answer-text")).typed(typed, "").hint(label("matter-answer-hint"));
    form.field(text.optional()).back(path(scope, matter))
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, setting: &Setting, form: FormView) -> Answer {
    let lang = member.lang();
    let paper = &setting.paper;
    let head = head_below(&member.scope, &setting.ground.matter, &t(lang, &paper.kind.key()));
    let mut what = vec![format!("{}{}{}", paper.by, t(lang, "part-colon"), paper.text)];
    if let Some(day) = paper.day {
        what.push(format(lang, "matter-wished", &[("day", format_day(lang, day).into())]));
    }
    FormPage::new(head, what, form).answer(req, member, status)
}
