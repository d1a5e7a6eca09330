//! Changing days: typed, pasted or taken back; what would move is shown before it moves.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::path;
use crate::{
    calendar::DayKind,
    duties::{self, actions::Moved},
    platform::{
        error::{Error, FieldErrors, Message, Result},
        http::{Fault, Fields, Form, ListQuery, see_other},
        i18n::{Lang, format, format_day, t, tr},
        view::parts::{Choice, FieldView, FormView, Head, Notice},
    },
    site::{Member, Site},
    tenancy::{Role, Scope},
    workdays::{
        actions::{Preview, apply, preview},
        forms::{read_days, read_list},
        model::{Edit, NAME_MAX, YEARS, day, kind_text, of_lines, to_lines},
    },
};

/// Deadlines shown one by one; the rest is counted.
const SHOWN: usize = 200;

#[derive(Serialize)]
struct FormPage {
    head: Head,
    days: FormView,
    list: FormView,
}

#[derive(Serialize)]
struct PreviewPage {
    head: Head,
    notices: Vec<Notice>,
    edits: Vec<EditRow>,
    moved: Vec<MovedRow>,
    none_moved: Option<String>,
    more: Option<String>,
    form: FormView,
}

#[derive(Serialize)]
struct EditRow {
    date: String,
    what: String,
    name: String,
}

#[derive(Serialize)]
struct MovedRow {
    number: String,
    /// For who sees duties; an administrator alone does not.
    href: Option<String>,
    title: String,
    old: String,
    new: String,
    why: Vec<String>,
}

pub async fn form(req: HttpRequest, member: Member) -> std::result::Result<HttpResponse, Fault> {
    member.scope.require(&[Role::Administrator])?;
    let query = ListQuery::of(&req, &[]);
    let day = query.filter("day").and_then(|d| day(d).ok()).map(|d| d.to_string()).unwrap_or_default();
    let typed = Fields::from_pairs([("day", day.as_str()), ("kind", "holiday")]);
    Ok(form_page(&req, &member, StatusCode::OK, &typed, None)?)
}

pub async fn submit(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> std::result::Result<HttpResponse, Fault> {
    member.scope.require(&[Role::Administrator])?;
    let fields = form.into_inner();
    let edits = match edits_of(&fields) {
        Ok(edits) => edits,
        Err(Error::Invalid(errors)) => {
            return Ok(form_page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, &fields, Some(&errors))?);
        }
        Err(error) => return Err(error.into()),
    };
    let mut stale = false;
    if fields.has("sure") {
        let (edits, seen) = (edits.clone(), fields.trimmed("seen").to_owned());
        match site.write(&member, move |conn, scope| apply(conn, scope, &edits, &seen)).await {
            Ok(moved) => return Ok(done(&req, &member, &fields, moved)),
            Err(Error::Conflict) => stale = true,
            Err(Error::Invalid(errors)) => {
                return Ok(form_page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, &fields, Some(&errors))?);
            }
            Err(error) => return Err(error.into()),
        }
    }
    match site.read(&member, move |conn, scope| preview(conn, scope, &edits)).await {
        Ok(found) => Ok(preview_page(&req, &member, &found, stale)?),
        Err(Error::Invalid(errors)) => Ok(form_page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, &fields, Some(&errors))?),
        Err(error) => Err(error.into()),
    }
}

fn edits_of(fields: &Fields) -> Result<Vec<Edit>> {
    if let Some(lines) = fields.get("edits") {
        return of_lines(lines).ok_or_else(|| Error::invalid("day", Message::new("workdays-day-wrong")));
    }
    match fields.trimmed("way") {
        "remove" => day(fields.trimmed("day")).map(|d| vec![Edit::Remove(d)]).map_err(|m| Error::invalid("day", m)),
        "list" => read_list(fields),
        _ => read_days(fields),
    }
}

fn done(req: &HttpRequest, member: &Member, fields: &Fields, moved: usize) -> HttpResponse {
    let first = fields.get("edits").and_then(of_lines).and_then(|e| e.first().map(Edit::day));
    let to = first.map_or_else(|| path(&member.scope), |d| format!("{}?year={}", path(&member.scope), d.format("%Y")));
    see_other(to).flash(Message::new("workdays-saved").number("count", moved as f64)).respond(req)
}

fn head(scope: &Scope, title: &'static str) -> Head {
    Head::new(t(scope.lang(), title)).crumb(path(scope), t(scope.lang(), "workdays-crumb"))
}

fn form_page(req: &HttpRequest, member: &Member, status: StatusCode, typed: &Fields, wrong: Option<&FieldErrors>) -> Result<HttpResponse> {
    let (scope, lang) = (&*member.scope, member.lang());
    let (mut days, mut list) = (days_form(scope, typed), list_form(scope, typed));
    if let Some(errors) = wrong {
        // What is wrong belongs to the form that was sent.
        if typed.trimmed("way") == "list" {
            list = list.with_errors(lang, errors);
        } else {
            days = days.with_errors(lang, errors);
        }
    }
    let title = t(lang, "workdays-change").into_owned();
    let body = FormPage { head: head(scope, "workdays-change"), days, list };
    member.page_status(req, status, "workdays/change", title, body)
}

fn days_form(scope: &Scope, typed: &Fields) -> FormView {
    let lang = scope.lang();
    let value = |name: &str| typed.get(name).unwrap_or_default().to_owned();
    let field = |kind, name: &'static str, label: &'static str| FieldView::new(kind, name, t(lang, label)).value(value(name));
    let bounds = |f: FieldView| FieldView {
        size: Some("medium"),
        min: Some(format!("{}-01-01", YEARS.0)),
        max: Some(format!("{}-12-31", YEARS.1)),
        ..f
    };
    let kinds = [DayKind::Holiday, DayKind::Workday].map(|k| {
        let text = kind_text(k);
        Choice::new(text, t(lang, k.key()), value("kind") == text)
    });
    FormView::new(format!("{}/change", path(scope)), t(lang, "workdays-preview-button"))
        .hidden("way", "days")
        .field(bounds(field("date", "day", "workdays-day")))
        .field(bounds(field("date", "until", "workdays-until").hint(t(lang, "workdays-until-hint")).optional()))
        .field(field("radio", "kind", "workdays-kind").options(kinds.into()))
        .field(FieldView {
            size: Some("medium"),
            max: Some(NAME_MAX.to_string()),
            ..field("text", "name", "workdays-name").hint(t(lang, "workdays-name-hint"))
        })
        .back(path(scope))
}

fn list_form(scope: &Scope, typed: &Fields) -> FormView {
    let lang = scope.lang();
    let area = FieldView::new("area", "list", t(lang, "workdays-list")).hint(t(lang, "workdays-list-hint"));
    let area = FieldView { rows: Some(8), ..area.value(typed.get("list").unwrap_or_default()) };
    let file =
        FieldView { accept: Some(".csv,.txt,.tsv,.xlsx".into()), ..FieldView::new("file", "file", t(lang, "workdays-file")).optional() };
    let form = FormView { upload: true, ..FormView::new(format!("{}/change", path(scope)), t(lang, "workdays-preview-button")) };
    form.hidden("way", "list").field(area).field(file).back(path(scope))
}

fn preview_page(req: &HttpRequest, member: &Member, found: &Preview, stale: bool) -> Result<HttpResponse> {
    let (scope, lang) = (&*member.scope, member.lang());
    let mut notices = Vec::new();
    if stale {
        notices.push(Notice { tone: "yellow", title: None, text: t(lang, "workdays-stale").into_owned(), link: None });
    }
    let count = found.moved.len();
    if count > 0 {
        let text = format(lang, "workdays-will-move", &[("count", (count as f64).into())]);
        notices.push(Notice { tone: "yellow", title: None, text, link: None });
    }
    if found.of_cases > 0 {
        let text = format(lang, "workdays-cases-move", &[("count", (found.of_cases as f64).into())]);
        notices.push(Notice { tone: "yellow", title: None, text, link: None });
    }
    let more = count.saturating_sub(SHOWN);
    let body = PreviewPage {
        head: head(scope, "workdays-preview"),
        notices,
        edits: found.edits.iter().map(|e| edit_row(lang, e)).collect(),
        moved: found.moved.iter().take(SHOWN).map(|m| moved_row(scope, m)).collect(),
        none_moved: (count == 0).then(|| t(lang, "workdays-none-move").into_owned()),
        more: (more > 0).then(|| format(lang, "workdays-and-more", &[("count", (more as f64).into())])),
        form: FormView::new(format!("{}/change", path(scope)), t(lang, "workdays-confirm"))
            .hidden("edits", to_lines(&found.edits))
            .hidden("seen", &found.seen)
            .hidden("sure", "yes")
            .back(path(scope)),
    };
    let status = if stale { StatusCode::CONFLICT } else { StatusCode::OK };
    member.page_status(req, status, "workdays/preview", t(lang, "workdays-preview"), body)
}

fn edit_row(lang: Lang, edit: &Edit) -> EditRow {
    match edit {
        Edit::Set(own) => EditRow { date: format_day(lang, own.day), what: t(lang, own.kind.key()).into_owned(), name: own.name.clone() },
        Edit::Remove(day) => EditRow { date: format_day(lang, *day), what: t(lang, "workdays-removed").into_owned(), name: String::new() },
    }
}

fn moved_row(scope: &Scope, moved: &Moved) -> MovedRow {
    let lang = scope.lang();
    MovedRow {
        number: moved.number.clone(),
        href: duties::sees_duties(scope).then(|| format!("{}/duties/{}", scope.base(), moved.number)),
        title: moved.title.clone(),
        old: format_day(lang, moved.old),
        new: format_day(lang, moved.new),
        why: moved.why.explained.sentences().iter().map(|m| tr(lang, m)).collect(),
    }
}
