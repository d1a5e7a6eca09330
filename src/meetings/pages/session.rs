//! The steps of a session: opening, taking up items, an item from the floor, adjourning.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer, head_below,
    live::{head, opinions},
    live_view::home,
    path,
};
use crate::{
    meetings::{
        Feeds,
        actions::{self, FromFloor, NotReached, Seen},
        model::{Action, Asked, By, Item, ItemKind, Meeting, Outcome, decide, proposed_outcome},
        queries::{self, live::Session},
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{Fields, Form, path_part, see_other},
        i18n::{format, format_day, t, tr},
        view::parts::{Choice, FieldView, FormView, Head, Notice},
    },
    site::{Member, Site},
    tenancy::Scope,
};

/// Planned minutes of an item from the floor, unless said otherwise.
const MINUTES: &str = "10";

pub(super) fn seen(req: &HttpRequest) -> Seen {
    Seen::any(path_part(req, "number"))
}

pub(super) fn back(req: &HttpRequest, member: &Member, rest: &str) -> String {
    format!("{}/meetings/{}/live{rest}", member.scope.base(), path_part(req, "number"))
}

/// A form on a page of its own.
#[derive(Serialize)]
pub(super) struct Body {
    pub head: Head,
    pub notice: Option<Notice>,
    pub form: FormView,
}

/// `POST /w/{slug}/meetings/{number}/live/open`
pub async fn open(req: HttpRequest, site: web::Data<Site>, feeds: web::Data<Feeds>, member: Member, _: Form) -> Answer {
    let asked = seen(&req);
    let meeting = site.write(&member, move |conn, scope| actions::open(conn, scope, &asked)).await?;
    feeds.ring(meeting.id);
    Ok(see_other(back(&req, &member, "/attendance")).flash(Message::new("session-done-open")).respond(&req))
}

/// `POST /w/{slug}/meetings/{number}/live/current`: `item` is the one taken up; empty: none.
pub async fn take_up(req: HttpRequest, site: web::Data<Site>, feeds: web::Data<Feeds>, member: Member, form: Form) -> Answer {
    let (asked, item) = (seen(&req), form.trimmed("item").to_owned());
    let id = match item.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| Error::NotFound)?),
    };
    let meeting = site.write(&member, move |conn, scope| actions::take_up(conn, scope, &asked, id)).await?;
    feeds.ring(meeting.id);
    let rest = id.map(|id| format!("?item={id}")).unwrap_or_default();
    Ok(see_other(back(&req, &member, &rest)).respond(&req))
}

/// What a form of a session stands on: refused before anything is shown to whoever may not send it.
fn ground(conn: &mut Conn, scope: &Scope, number: &str, action: Action) -> Result<Session> {
    let session = queries::live::session(conn, scope, number, true)?;
    let meeting = &session.ground.meeting;
    decide(meeting.state, meeting.is_written(), action, &session.ground.sight.by)?;
    Ok(session)
}

/// `GET /w/{slug}/meetings/{number}/live/floor`
pub async fn floor_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let session = site.read(&member, move |conn, scope| ground(conn, scope, &number, Action::Record)).await?;
    let form = floor_view(&member.scope, &session, None);
    page(&req, &member, StatusCode::OK, "session-floor", &session, None, form)
}

/// `POST` to the same.
pub async fn floor(req: HttpRequest, site: web::Data<Site>, feeds: web::Data<Feeds>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let (asked, new) = (seen(&req), from_floor(&fields));
    let error = match site.write(&member, move |conn, scope| actions::item_from_floor(conn, scope, &asked, &new?)).await {
        Ok(item) => {
            feeds.ring(item.meeting_id);
            let to = back(&req, &member, &format!("?item={}", item.id));
            return Ok(see_other(to).flash(Message::new("session-done-floor")).respond(&req));
        }
        Err(error) => error,
    };
    let Error::Invalid(errors) = error else { return Err(error.into()) };
    let number = path_part(&req, "number").to_owned();
    let session = site.read(&member, move |conn, scope| ground(conn, scope, &number, Action::Record)).await?;
    let form = floor_view(&member.scope, &session, Some(&fields)).with_errors(member.lang(), &errors);
    page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, "session-floor", &session, None, form)
}

fn from_floor(fields: &Fields) -> Result<FromFloor> {
    let wrong = |field: &'static str, key: &'static str| Error::invalid(field, Message::new(key));
    Ok(FromFloor {
        title: fields.trimmed("title").to_owned(),
        asked: Asked::parse(fields.trimmed("asked")).ok_or_else(|| wrong("asked", "live-choice-wrong"))?,
        minutes: fields.trimmed("minutes").parse().map_err(|_| wrong("minutes", "field-number"))?,
        department_id: match fields.trimmed("department") {
            "" => None,
            id => Some(id.parse().map_err(|_| wrong("department", "field-department-unknown"))?),
        },
        reason: fields.trimmed("reason").to_owned(),
        consent: fields.has("consent"),
    })
}

fn floor_view(scope: &Scope, session: &Session, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let label = |key: &str| t(lang, key).into_owned();
    let value = |name: &str, first: &str| typed.map_or(first.to_owned(), |f| f.get(name).unwrap_or_default().to_owned());
    let (asked, department) = (value("asked", Asked::Coordinate.as_str()), value("department", ""));
    let asked = Asked::ALL.iter().map(|a| Choice::new(a.as_str(), label(&a.key()), a.as_str() == asked)).collect();
    let office = Choice::new("", label("session-of-office"), department.is_empty());
    let departments = session.departments.iter().map(|d| Choice::new(d.id, &d.short_name, d.id.to_string() == department));
    let departments = std::iter::once(office).chain(departments).collect();
    let mut minutes = FieldView::new("number", "minutes", label("session-floor-minutes")).typed(typed, MINUTES);
    (minutes.size, minutes.unit) = (Some("short"), Some(label("session-floor-unit")));
    let mut form = FormView::new(format!("{}/floor", home(scope, &session.ground.meeting)), label("session-floor"))
        .field(FieldView::new("text", "title", label("session-floor-title")).typed(typed, ""))
        .field(FieldView::new("select", "asked", label("session-floor-asked")).options(asked))
        .field(FieldView::new("select", "department", label("session-floor-department")).options(departments))
        .field(minutes)
        .field(FieldView::new("text", "reason", label("session-floor-reason")).typed(typed, "").optional());
    if !session.ground.sight.by.contains(&By::Chair) {
        let mut consent = FieldView::new("check", "consent", label("session-floor-consent")).value("yes");
        consent.checked = typed.is_some_and(|f| f.has("consent"));
        form = form.field(consent);
    }
    form.back(home(scope, &session.ground.meeting))
}

/// Meetings an item can be carried over to, the next first.
fn later(conn: &mut Conn, scope: &Scope, meeting: &Meeting) -> Result<Vec<Meeting>> {
    queries::live::meetings_ahead(conn, scope, meeting)
}

/// `GET /w/{slug}/meetings/{number}/live/adjourn`
pub async fn adjourn_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let (session, later) = site.read(&member, move |conn, scope| adjourn_ground(conn, scope, &number)).await?;
    let form = adjourn_view(&member.scope, &session, &later, None);
    page(&req, &member, StatusCode::OK, &adjourn_key(&session), &session, incomplete(&member.scope, &session), form)
}

fn adjourn_ground(conn: &mut Conn, scope: &Scope, number: &str) -> Result<(Session, Vec<Meeting>)> {
    let session = ground(conn, scope, number, Action::Adjourn)?;
    let later = later(conn, scope, &session.ground.meeting)?;
    Ok((session, later))
}

/// `POST` to the same.
pub async fn adjourn(req: HttpRequest, site: web::Data<Site>, feeds: web::Data<Feeds>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let (asked, rest) = (seen(&req), not_reached(&fields));
    let error = match site.write(&member, move |conn, scope| actions::adjourn(conn, scope, &asked, &rest)).await {
        Ok(meeting) => {
            feeds.ring(meeting.id);
            // Nobody sat: there is no session to go back to.
            let (to, said) = match meeting.is_written() {
                true => (path(&member.scope, &meeting), "session-done-adjourn-written"),
                false => (back(&req, &member, ""), "session-done-adjourn"),
            };
            return Ok(see_other(to).flash(Message::new(said)).respond(&req));
        }
        Err(error) => error,
    };
    let Error::Invalid(errors) = error else { return Err(error.into()) };
    let number = path_part(&req, "number").to_owned();
    let (session, later) = site.read(&member, move |conn, scope| adjourn_ground(conn, scope, &number)).await?;
    let form = adjourn_view(&member.scope, &session, &later, Some(&fields)).with_errors(member.lang(), &errors);
    page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, &adjourn_key(&session), &session, None, form)
}

/// `item-{id}` = `to:{number}`, `outcome:{outcome}`, `shelve` or `leave`.
fn not_reached(fields: &Fields) -> Vec<(i64, NotReached)> {
    let one = |(name, value): (&str, &str)| {
        let id = name.strip_prefix("item-")?.parse().ok()?;
        let what = match value {
            "shelve" => NotReached::Shelve,
            "leave" => NotReached::Leave,
            other => match other.strip_prefix("outcome:") {
                Some(outcome) => NotReached::Settled(Outcome::parse(outcome)?),
                None => NotReached::CarryTo(other.strip_prefix("to:")?.to_owned()),
            },
        };
        Some((id, what))
    };
    fields.pairs().filter_map(one).collect()
}

/// What a step is called at this meeting: a written circulation is not adjourned, it ends.
pub(super) fn action_key(meeting: &Meeting, action: Action) -> String {
    let is_end = action == Action::Adjourn && meeting.is_written();
    if is_end { "meeting-action-adjourn-written".into() } else { action.key() }
}

fn adjourn_key(session: &Session) -> String {
    action_key(&session.ground.meeting, Action::Adjourn)
}

fn adjourn_view(scope: &Scope, session: &Session, later: &[Meeting], typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let meeting = &session.ground.meeting;
    let mut form = FormView::new(format!("{}/adjourn", home(scope, meeting)), t(lang, &adjourn_key(session)));
    let open = |item: &&Item| item.outcome.is_none() && item.kind == ItemKind::Ordinary;
    for item in session.items.iter().filter(open) {
        let name = format!("item-{}", item.id);
        let chosen = typed.map_or_else(|| proposed(session, item, later), |f| f.get(&name).unwrap_or_default().to_owned());
        // A meeting says in its record what it settled; a written circulation says so here.
        let settled = Outcome::ALL.iter().filter(|o| meeting.is_written() && **o != Outcome::Shelved);
        let settled = settled.map(|o| (format!("outcome:{}", o.as_str()), t(lang, &o.key()).into_owned()));
        let to = later.iter().map(|m| {
            let args = [("title", m.title.as_str().into()), ("day", format_day(lang, m.day(scope)).into())];
            (format!("to:{}", m.number), format(lang, "session-rest-to", &args))
        });
        let rest = ["shelve", "leave"].map(|v| (v.to_owned(), t(lang, &format!("session-rest-{v}")).into_owned()));
        let options = settled
            .chain(to)
            .chain(rest)
            .map(|(value, label)| Choice { chosen: value == chosen, ..Choice::new(value, label, false) })
            .collect();
        let mut field = FieldView::new("select", &name, &item.title).options(options);
        if meeting.is_written() {
            field.hint = opinions(scope, session, item);
        }
        form = form.field(field);
    }
    form.back(if meeting.is_written() { path(scope, meeting) } else { home(scope, meeting) })
}

/// What an item not settled is proposed to become: of a meeting, to go on at the next; of a written circulation, what its answers come to.
fn proposed(session: &Session, item: &Item, later: &[Meeting]) -> String {
    if !session.ground.meeting.is_written() {
        return later.first().map_or("leave".to_owned(), |m| format!("to:{}", m.number));
    }
    proposed_outcome(&session.opinions_of(item.id)).map_or("leave".to_owned(), |o| format!("outcome:{}", o.as_str()))
}

/// Says which decisions are not complete: minutes are not issued before they are.
fn incomplete(scope: &Scope, session: &Session) -> Option<Notice> {
    let lang = scope.lang();
    let number = session.decisions.iter().filter(|d| !d.is_complete()).count();
    (number > 0).then(|| Notice {
        tone: "yellow",
        title: None,
        text: tr(lang, &Message::new("session-incomplete").number("n", number as f64)),
        link: None,
    })
}

pub(super) fn page(
    req: &HttpRequest,
    member: &Member,
    status: StatusCode,
    key: &str,
    session: &Session,
    notice: Option<Notice>,
    form: FormView,
) -> Answer {
    let title = t(member.lang(), key);
    let meeting = &session.ground.meeting;
    let head = if meeting.is_written() { head_below(&member.scope, meeting, &title) } else { head(&member.scope, session, &title) };
    let body = Body { head, notice, form };
    Ok(member.page_status(req, status, "meetings/session_form", title, body)?)
}
