//! `GET` and `POST /w/{slug}/meetings/{number}/order`: the agenda's order by numbers, with sections and minutes; one line moved by a
//! button.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer,
    agenda::{meeting_home, over},
    head_below,
};
use crate::{
    meetings::{
        actions::{self, OrderLine, To},
        queries::{self, Ground, agenda::Agenda},
    },
    platform::{
        clock::local,
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, path_part, see_other},
        i18n::{format, format_time, t, tr},
        view::parts::{Empty, Head, Link, Notice},
    },
    site::{Member, Site},
    tenancy::{Role, Scope},
};

#[derive(Serialize)]
struct Body {
    head: Head,
    refusal: Option<Notice>,
    over: Option<Notice>,
    action: String,
    home: String,
    /// The order as it was when the page was made.
    was: String,
    sections: Vec<String>,
    rows: Vec<Row>,
    sum: String,
    empty: Empty,
}

#[derive(Serialize)]
struct Row {
    id: i64,
    title: String,
    at: String,
    place: String,
    section: String,
    minutes: String,
    error: Option<String>,
    first: bool,
    last: bool,
    up: String,
    down: String,
}

fn load(conn: &mut Conn, scope: &Scope, number: &str) -> Result<(Ground, Agenda)> {
    let ground = queries::ground(conn, scope, number)?;
    scope.require(&[Role::Secretariat])?;
    if !ground.meeting.state.is_ahead() {
        return Err(Error::Refused(Message::new("item-order-refused").key("state", ground.meeting.state.key())));
    }
    let agenda = queries::agenda::agenda(conn, scope, &ground)?;
    Ok((ground, agenda))
}

/// `GET …/order`
pub async fn page(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    show(&req, &member, StatusCode::OK, &loaded, None, (None, &FieldErrors::default()))
}

/// `POST …/order`
pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (number, fields) = (path_part(&req, "number").to_owned(), form.into_inner());
    let (asked, was, lines) = (number.clone(), was(&fields), lines(&fields));
    let error = match site.write(&member, move |conn, scope| actions::order(conn, scope, &asked, &was, &lines)).await {
        Ok(()) => {
            let home = format!("{}/meetings/{number}", member.scope.base());
            return Ok(see_other(format!("{home}#agenda")).flash(Message::new("order-done")).respond(&req));
        }
        Err(error) => error,
    };
    let (status, refusal, errors) = match error {
        Error::Invalid(errors) => (StatusCode::UNPROCESSABLE_ENTITY, t(member.lang(), "order-wrong").into_owned(), errors),
        Error::Conflict => (StatusCode::CONFLICT, t(member.lang(), "order-changed-meanwhile").into_owned(), FieldErrors::default()),
        other => return Err(other.into()),
    };
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    show(&req, &member, status, &loaded, Some(&fields), (Some(refusal), &errors))
}

/// `POST …/items/{item}/move`: `to` is `up`, `down` or a number.
pub async fn move_item(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let id = path_part(&req, "item").parse().map_err(|_| Error::NotFound)?;
    let to = match form.trimmed("to") {
        "up" => To::Up,
        "down" => To::Down,
        typed => To::Place(typed.parse().map_err(|_| Error::refused("order-no-place"))?),
    };
    let asked = number.clone();
    site.write(&member, move |conn, scope| actions::move_item(conn, scope, &asked, id, to)).await?;
    Ok(see_other(format!("{}/meetings/{number}/order#i-{id}", member.scope.base())).respond(&req))
}

fn was(fields: &Fields) -> Vec<i64> {
    fields.trimmed("was").split(',').filter_map(|id| id.parse().ok()).collect()
}

fn lines(fields: &Fields) -> Vec<OrderLine> {
    let one = |id: &i64| OrderLine {
        id: *id,
        place: fields.trimmed(&format!("place-{id}")).parse().unwrap_or(i64::MAX),
        minutes: fields.trimmed(&format!("minutes-{id}")).parse().unwrap_or(0),
        section: fields.trimmed(&format!("section-{id}")).to_owned(),
    };
    was(fields).iter().map(one).collect()
}

fn show(
    req: &HttpRequest,
    member: &Member,
    status: StatusCode,
    (ground, agenda): &(Ground, Agenda),
    typed: Option<&Fields>,
    (refusal, errors): (Option<String>, &FieldErrors),
) -> Answer {
    let (scope, lang) = (&member.scope, member.lang());
    let meeting = &ground.meeting;
    let title = t(lang, "order-title").into_owned();
    let head = head_below(scope, meeting, &title);
    let mut sections: Vec<String> = Vec::new();
    for item in agenda.lines.iter().filter_map(|l| l.item.as_ref()) {
        if !item.section.is_empty() && !sections.contains(&item.section) {
            sections.push(item.section.clone());
        }
    }
    let ids: Vec<String> = agenda.lines.iter().filter_map(|l| l.item.as_ref().map(|i| i.id.to_string())).collect();
    let sum = [
        ("n", (agenda.lines.len() as f64).into()),
        ("minutes", f64::from(agenda.minutes).into()),
        ("length", f64::from(meeting.minutes).into()),
    ];
    let body = Body {
        head,
        refusal: refusal.map(|text| Notice { tone: "red", title: None, text, link: None }),
        over: over(lang, meeting, agenda.minutes),
        action: format!("{}/order", meeting_home(scope, meeting)),
        home: meeting_home(scope, meeting),
        was: ids.join(","),
        sections,
        rows: rows(scope, ground, agenda, typed, errors),
        sum: format(lang, "proposals-sum", &sum),
        empty: Empty {
            title: t(lang, "agenda-empty").into_owned(),
            text: None,
            action: Some(Link::new(meeting_home(scope, meeting), t(lang, "proposals-back"))),
        },
    };
    Ok(member.page_status(req, status, "meetings/order", title, body)?)
}

fn rows(scope: &Scope, ground: &Ground, agenda: &Agenda, typed: Option<&Fields>, errors: &FieldErrors) -> Vec<Row> {
    let lang = scope.lang();
    let last = agenda.lines.len();
    let home = meeting_home(scope, &ground.meeting);
    let rows = agenda.lines.iter().filter_map(|line| {
        let item = line.item.as_ref()?;
        let id = item.id;
        // A line that came meanwhile was not typed.
        let of = |name: &str, stored: String| typed.and_then(|f| f.get(&format!("{name}-{id}"))).map_or(stored, str::to_owned);
        let wrong = errors.0.iter().filter(|e| e.field.ends_with(&format!("-{id}"))).map(|e| tr(lang, &e.message));
        Some(Row {
            id,
            title: item.title.clone(),
            at: format_time(local(line.starts_at, scope.zone())),
            place: of("place", line.n.to_string()),
            section: of("section", item.section.clone()),
            minutes: of("minutes", item.minutes.to_string()),
            error: Some(wrong.collect::<Vec<_>>().join(" ")).filter(|e| !e.is_empty()),
            first: line.n == 1,
            last: line.n == last,
            up: format!("{home}/items/{id}/move"),
            down: format!("{home}/items/{id}/move"),
        })
    });
    rows.collect()
}
