//! `GET` and `POST /w/{slug}/meetings/{number}/{verb}`: call, announce, update, postpone, cancel; each says first what will happen.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer,
    forms::{self, FormPage},
    head_below, path,
};
use crate::{
    meetings::{
        actions::{self, Seen},
        model::{Action, State, decide},
        queries::{self, Ground},
    },
    platform::{
        db::Conn,
        error::{FieldErrors, Message, Result},
        http::{Fields, Form, path_part, see_other},
        i18n::{format, format_day, format_time, t},
        view::parts::{FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::Scope,
};

/// A form page and what it posts to, one a verb.
pub const VERBS: &[(Action, &str)] = &[
    (Action::Call, "/w/{slug}/meetings/{number}/call"),
    (Action::Announce, "/w/{slug}/meetings/{number}/announce"),
    (Action::Update, "/w/{slug}/meetings/{number}/update"),
    (Action::Postpone, "/w/{slug}/meetings/{number}/postpone"),
    (Action::Cancel, "/w/{slug}/meetings/{number}/cancel"),
];

fn ground(conn: &mut Conn, scope: &Scope, number: &str, action: Action) -> Result<Ground> {
    let ground = queries::ground(conn, scope, number)?;
    decide(ground.meeting.state, ground.meeting.is_written(), action, &ground.sight.by)?;
    Ok(ground)
}

pub async fn form(action: Action, req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let ground = site.read(&member, move |conn, scope| ground(conn, scope, &number, action)).await?;
    let form = view(&member.scope, action, &ground, None);
    page(&req, &member, StatusCode::OK, action, &ground, form)
}

pub async fn perform(action: Action, req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let number = path_part(&req, "number").to_owned();
    let seen = Seen { number: number.clone(), version: fields.trimmed("version").parse().ok() };
    let typed = fields.clone();
    let done = site.write(&member, move |conn, scope| match action {
        Action::Call => actions::call(conn, scope, &seen),
        Action::Announce => actions::announce(conn, scope, &seen),
        Action::Update => actions::update(conn, scope, &seen, typed.trimmed("text")),
        Action::Postpone => {
            // Who may not, hears that first.
            self::ground(conn, scope, &seen.number, action)?;
            let mut errors = FieldErrors::default();
            let to = forms::instant(&mut errors, &typed);
            errors.finish(())?;
            actions::postpone(conn, scope, &seen, to, typed.trimmed("reason"))
        }
        _ => actions::cancel(conn, scope, &seen, typed.trimmed("reason")),
    });
    let error = match done.await {
        Ok(meeting) => {
            let said = match action {
                Action::Call => "meeting-done-call",
                Action::Announce => "meeting-done-announce",
                Action::Update => "meeting-done-update",
                Action::Postpone => "meeting-done-postpone",
                _ => "meeting-done-cancel",
            };
            return Ok(see_other(path(&member.scope, &meeting)).flash(Message::new(said)).respond(&req));
        }
        Err(error) => error,
    };
    let ground = site.read(&member, move |conn, scope| queries::ground(conn, scope, &number)).await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, action, &ground, Some(&fields)), error)?;
    page(&req, &member, status, action, &ground, form)
}

fn view(scope: &Scope, action: Action, ground: &Ground, typed: Option<&Fields>) -> FormView {
    let (lang, meeting) = (scope.lang(), &ground.meeting);
    let label = |key: &str| t(lang, key).into_owned();
    let field = |kind: &'static str, name: &str, key: &str, stored: String| FieldView::new(kind, name, label(key)).typed(typed, stored);
    let home = path(scope, meeting);
    let mut form = FormView::new(format!("{home}/{}", action.as_str()), label(&action.key())).hidden("version", meeting.version).back(home);
    match action {
        Action::Update => {
            let text = field("area", "text", "meeting-update-text", String::new()).hint(label("meeting-update-hint"));
            form = form.field(if meeting.changed_at.is_some() { text.optional() } else { text });
        }
        Action::Postpone => {
            let start = meeting.starts_local(scope);
            let short = |f: FieldView| FieldView { size: Some("short"), ..f };
            form = form
                .field(short(field("date", "day", "meeting-field-day", start.date().to_string())))
                .field(short(field("time", "time", "meeting-field-time", format_time(start))))
                .field(field("area", "reason", "meeting-reason", String::new()));
        }
        Action::Cancel => {
            form = form.field(field("area", "reason", "meeting-reason", String::new())).danger();
        }
        _ => {}
    }
    if !form.fields.is_empty() {
        form.keep = Some(format!("meeting-{}-{}", meeting.number, action.as_str()));
    }
    form
}

/// What will happen, one line each.
fn what(scope: &Scope, action: Action, ground: &Ground) -> Vec<String> {
    let (lang, meeting) = (scope.lang(), &ground.meeting);
    let departments = ground.people.iter().filter(|p| p.department_id.is_some()).count();
    let people = ground.people.len();
    let said = |key: &str, args: &[(&str, fluent_bundle::FluentValue<'_>)]| format(lang, key, args);
    let announced = meeting.state == State::Announced;
    match action {
        Action::Call => {
            let cutoff = meeting.cutoff_on.unwrap_or_else(|| meeting.day(scope));
            vec![
                said("meeting-what-call", &[("n", departments.into())]),
                said("meeting-what-cutoff", &[("day", format_day(lang, cutoff).into())]),
            ]
        }
        Action::Announce => vec![said("meeting-what-announce", &[("n", people.into())]), said("meeting-what-announce-then", &[])],
        Action::Update => vec![said("meeting-what-update", &[("n", people.into())])],
        Action::Postpone if announced => vec![said("meeting-what-postpone", &[("n", people.into())])],
        Action::Postpone => vec![said("meeting-what-postpone-quiet", &[])],
        _ if announced => vec![said("meeting-what-cancel", &[("n", people.into())]), said("meeting-what-cancel-items", &[])],
        _ => vec![said("meeting-what-cancel-items", &[])],
    }
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, action: Action, ground: &Ground, form: FormView) -> Answer {
    let (scope, lang) = (&member.scope, member.lang());
    let title = t(lang, &action.key()).into_owned();
    let head = head_below(scope, &ground.meeting, &title);
    let body = FormPage::new(head, what(scope, action, ground), form);
    Ok(member.page_status(req, status, "meetings/form", title, body)?)
}
