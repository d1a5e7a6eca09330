//! The answer to an invitation: `GET` and `POST /w/{slug}/meetings/{number}/receipt/{participant}` for members, and
//! `/receipt/{slug}/{secret}` for whoever follows the link in the notice without logging in.
//!
//! The link is the proof: it names one meeting and one person, ends with the meeting and when they are a member no more, and answers
//! for what that person may answer for now. A GET only shows, since mail scanners open links.

use std::collections::HashMap;

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer,
    forms::{self, FormPage},
    head_below, path, when,
};
use crate::{
    accounts::throttle::LINK_WRITES,
    duties,
    meetings::{
        GUEST_LINK, RECEIPT_LINK,
        actions::{self, Reply},
        model::{Participant, Receipt},
        queries::{self, Ground},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{self, Access, Fault, Fields, Form, Routes, lang, path_part, see_other, set_lang},
        i18n::{format, t},
        view::parts::{Choice, Fact, FieldView, FormView, Link, Notice},
    },
    site::{Member, Site, open_link, slow_down},
    tenancy::{self, Scope},
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/w/{slug}/meetings/{number}/receipt", Access::Workspace, mine)
        .get("/w/{slug}/meetings/{number}/receipt/{participant}", Access::Workspace, show)
        .post("/w/{slug}/meetings/{number}/receipt/{participant}", Access::Workspace, save)
        .get("/receipt/{slug}/{secret}", Access::Public, signed)
        .post("/receipt/{slug}/{secret}", Access::Public, signed_save)
}

/// A meeting, with the departments' short names.
struct Loaded {
    ground: Ground,
    names: HashMap<i64, String>,
}

impl Loaded {
    fn name(&self, person: &Participant) -> String {
        person.department_id.map_or_else(|| person.name.clone(), |id| self.names.get(&id).cloned().unwrap_or_default())
    }
}

fn load(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Loaded> {
    Ok(Loaded { ground: queries::ground(conn, scope, number)?, names: duties::queries::department_short_names(conn, scope)? })
}

/// The participant of the path, for who answers for it or keeps the list.
fn asked(conn: &mut Conn, scope: &Scope, number: &str, id: i64) -> Result<(Loaded, Participant)> {
    let loaded = load(conn, scope, number)?;
    let person = loaded.ground.people.iter().find(|p| p.id == id).cloned().ok_or(Error::NotFound)?;
    if !loaded.ground.sight.is_office() && !actions::answers_for(scope, &person) {
        return Err(Error::Forbidden(Message::new("receipt-forbidden")));
    }
    if !actions::takes_answers(&loaded.ground.meeting) {
        return Err(Error::Refused(Message::new("receipt-refused").key("state", loaded.ground.meeting.state.key())));
    }
    Ok((loaded, person))
}

/// Asks whoever answers for somebody and has not, at the top of the meeting's page.
pub fn notices(scope: &Scope, ground: &Ground, name: impl Fn(&Participant) -> String) -> Vec<Notice> {
    if !actions::takes_answers(&ground.meeting) {
        return Vec::new();
    }
    let lang = scope.lang();
    let waiting = actions::own(scope, ground).into_iter().filter(|p| p.receipt == Receipt::None);
    let notice = |p: &Participant| Notice {
        tone: "yellow",
        title: None,
        text: format(lang, "receipt-please", &[("name", name(p).into())]),
        link: Some(Link::new(format!("{}/receipt/{}", path(scope, &ground.meeting), p.id), t(lang, "receipt-answer"))),
    };
    waiting.map(notice).collect()
}

/// Where an answer can be given or changed by this person.
pub fn link(scope: &Scope, ground: &Ground, person: &Participant) -> Option<Link> {
    let may = actions::takes_answers(&ground.meeting) && (ground.sight.is_office() || actions::answers_for(scope, person));
    let label = if person.receipt == Receipt::None { "receipt-answer" } else { "receipt-change" };
    may.then(|| Link::new(format!("{}/receipt/{}", path(scope, &ground.meeting), person.id), t(scope.lang(), label)))
}

fn reply(fields: &Fields) -> Reply {
    let text = |name: &str| fields.trimmed(name).to_owned();
    Reply { receipt: Receipt::parse(fields.trimmed("receipt")), name: text("name"), post: text("post"), reason: text("reason") }
}

fn form(scope: &Scope, person: &Participant, action: String, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let label = |key: &str| t(lang, key).into_owned();
    let chosen = typed.map_or(person.receipt.as_str(), |f| f.trimmed("receipt"));
    let choice = |r: Receipt| Choice::new(r.as_str(), label(&r.key()), r.as_str() == chosen);
    let choices = [Receipt::Attending, Receipt::Substitute, Receipt::Absent].map(choice);
    let names_who = person.department_id.is_some() && person.membership_id.is_none();
    // A liaison mostly comes themselves.
    let own = if names_who && actions::answers_for(scope, person) { scope.actor_name() } else { "" };
    let who = if names_who || person.receipt == Receipt::Substitute { person.who() } else { "" };
    let who = if who.is_empty() { own } else { who };
    let post = if person.receipt == Receipt::Substitute { &person.substitute_post } else { &person.post };
    let hint = if names_who { "receipt-name-hint" } else { "receipt-substitute-hint" };
    FormView::new(action, label("receipt-send"))
        .field(FieldView::new("radio", "receipt", label("receipt-field")).options(choices.into()))
        .field(FieldView::new("text", "name", label("receipt-name")).typed(typed, who).optional().hint(label(hint)))
        .field(FieldView::new("text", "post", label("receipt-post")).typed(typed, if names_who { post } else { "" }).optional())
        .field(
            FieldView::new("area", "reason", label("receipt-reason"))
                .typed(typed, &*person.reason)
                .optional()
                .hint(label("receipt-reason-hint")),
        )
}

/// `GET …/receipt`: to the first the reader answers for who has not answered, or to the meeting.
async fn mine(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let ground = site.read(&member, move |conn, scope| queries::ground(conn, scope, &number)).await?;
    let own = actions::own(&member.scope, &ground);
    let first = own.iter().find(|p| p.receipt == Receipt::None).or(own.first()).filter(|_| actions::takes_answers(&ground.meeting));
    let home = path(&member.scope, &ground.meeting);
    Ok(see_other(first.map_or_else(|| home.clone(), |p| format!("{home}/receipt/{}", p.id))).respond(&req))
}

/// `GET …/receipt/{participant}`
async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (number, id) = (path_part(&req, "number").to_owned(), participant_in(path_part(&req, "participant"))?);
    let (loaded, person) = site.read(&member, move |conn, scope| asked(conn, scope, &number, id)).await?;
    let form = view(&member.scope, &loaded, &person, None);
    page(&req, &member, StatusCode::OK, &loaded, &person, form)
}

/// `POST` to the same.
async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, posted: Form) -> Answer {
    let (number, id) = (path_part(&req, "number").to_owned(), participant_in(path_part(&req, "participant"))?);
    let (fields, of) = (posted.into_inner(), number.clone());
    let reply = reply(&fields);
    match site.write(&member, move |conn, scope| actions::answer_receipt(conn, scope, &of, id, &reply)).await {
        Ok(()) => {
            let to = format!("{}/meetings/{number}#people", member.scope.base());
            Ok(see_other(to).flash(Message::new("receipt-done")).respond(&req))
        }
        Err(error @ (Error::Invalid(_) | Error::Conflict)) => {
            let (loaded, person) = site.read(&member, move |conn, scope| asked(conn, scope, &number, id)).await?;
            let (status, form) = forms::again(member.lang(), view(&member.scope, &loaded, &person, Some(&fields)), error)?;
            page(&req, &member, status, &loaded, &person, form)
        }
        Err(error) => Err(error.into()),
    }
}

fn participant_in(part: &str) -> Result<i64> {
    part.parse().map_err(|_| Error::NotFound)
}

fn view(scope: &Scope, loaded: &Loaded, person: &Participant, typed: Option<&Fields>) -> FormView {
    let home = path(scope, &loaded.ground.meeting);
    form(scope, person, format!("{home}/receipt/{}", person.id), typed).back(home)
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, loaded: &Loaded, person: &Participant, form: FormView) -> Answer {
    let title = format(member.lang(), "receipt-title", &[("name", loaded.name(person).into())]);
    let head = head_below(&member.scope, &loaded.ground.meeting, &title);
    Ok(member.page_status(req, status, "meetings/form", title, FormPage::new(head, Vec::new(), form))?)
}

#[derive(Serialize)]
struct Body {
    /// Absent for a link that is good for nothing.
    letter: Option<Letter>,
    gone: Option<String>,
}

#[derive(Serialize)]
struct Letter {
    workspace: String,
    title: String,
    facts: Vec<Fact>,
    /// Why nothing can be answered, if so.
    closed: Option<String>,
    replies: Vec<ReplyView>,
    foot: String,
}

#[derive(Serialize)]
struct ReplyView {
    name: String,
    now: String,
    form: FormView,
}

/// A link that is good, and the meeting it opens.
struct Opened {
    scope: Scope,
    loaded: Loaded,
}

/// The guest a link is for, and the meeting they are invited to.
fn guest(conn: &mut Conn, workspace: &Scope, secret: &str) -> Result<(Scope, String)> {
    let (scope, participant_id) = tenancy::outside_link_scope(conn, workspace, secret, GUEST_LINK)?;
    let (number, name) = store::meeting_of_guest(conn, &scope, participant_id)?;
    Ok((scope.outside_called(&name), number))
}

/// What the link opens; none for one that is unknown, over, revoked, or whose person is invited no more: nobody learns which.
async fn open(req: &HttpRequest, site: &web::Data<Site>) -> std::result::Result<Option<Opened>, Fault> {
    let opened = open_link(req, site, |conn, workspace, secret| {
        let (scope, number) = match tenancy::signed_link_scope(conn, workspace, secret, RECEIPT_LINK) {
            Ok((scope, id)) => (scope.clone(), store::meeting_by_id(conn, &scope, id)?.number),
            Err(Error::NotFound) => guest(conn, workspace, secret)?,
            Err(error) => return Err(error),
        };
        let loaded = load(conn, &scope, &number)?;
        // Somebody no longer invited has nothing to answer for.
        if actions::own(&scope, &loaded.ground).is_empty() { Err(Error::NotFound) } else { Ok(Opened { scope, loaded }) }
    });
    Ok(opened.await?.inspect(|opened| set_lang(req, opened.scope.lang())))
}

/// `GET /receipt/{slug}/{secret}`
async fn signed(req: HttpRequest, site: web::Data<Site>) -> Answer {
    match open(&req, &site).await? {
        Some(opened) => signed_page(&req, StatusCode::OK, &opened, None),
        None => gone(&req),
    }
}

/// `POST` to the same.
async fn signed_save(req: HttpRequest, site: web::Data<Site>, posted: Form) -> Answer {
    let Some(opened) = open(&req, &site).await? else { return gone(&req) };
    let fields = posted.into_inner();
    // Only what the person themselves answers for: a member of the office has the page for all others.
    let id = fields.trimmed("participant").parse::<i64>().unwrap_or(-1);
    if !actions::own(&opened.scope, &opened.loaded.ground).iter().any(|p| p.id == id) {
        return Err(Error::NotFound.into());
    }
    slow_down(&site, &LINK_WRITES, path_part(&req, "secret").to_owned()).await?;
    let (db, scope, number) = (site.db.clone(), opened.scope.clone(), opened.loaded.ground.meeting.number.clone());
    let reply = reply(&fields);
    let done = http::block(move || db.write(scope.tenant(), |conn| actions::answer_receipt(conn, &scope, &number, id, &reply))).await;
    match done {
        Ok(()) => Ok(see_other(address(&req)).flash(Message::new("receipt-done")).respond(&req)),
        Err(error @ (Error::Invalid(_) | Error::Conflict)) => {
            let status = if matches!(error, Error::Conflict) { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
            signed_page(&req, status, &opened, Some((id, &fields, error)))
        }
        Err(error) => Err(error.into()),
    }
}

fn address(req: &HttpRequest) -> String {
    format!("/receipt/{}/{}", path_part(req, "slug"), path_part(req, "secret"))
}

fn signed_page(req: &HttpRequest, status: StatusCode, opened: &Opened, mut refused: Option<(i64, &Fields, Error)>) -> Answer {
    let Opened { scope, loaded } = opened;
    let (lang, meeting) = (scope.lang(), &loaded.ground.meeting);
    let open = actions::takes_answers(meeting);
    let mut replies = Vec::new();
    for person in actions::own(scope, &loaded.ground) {
        let mine = refused.take_if(|(id, ..)| *id == person.id);
        let typed = mine.as_ref().map(|(_, fields, _)| *fields);
        let mut form = form(scope, person, address(req), typed).hidden("participant", person.id).ids(&format!("p{}", person.id));
        if let Some((.., error)) = mine {
            (_, form) = forms::again(lang, form, error)?;
        }
        let said = [t(lang, &person.receipt.key()).into_owned(), person.who().to_owned()];
        let now = said.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ");
        replies.push(ReplyView { name: loaded.name(person), now, form });
    }
    let label = |key: &str| t(lang, key).into_owned();
    let mut facts = vec![Fact::new(label("meeting-fact-when"), when(scope, meeting))];
    if !meeting.place.is_empty() {
        facts.push(Fact::new(label("meeting-fact-place"), &meeting.place));
    }
    let letter = Letter {
        workspace: scope.workspace_name().to_owned(),
        title: meeting.title.clone(),
        facts,
        closed: (!open).then(|| format(lang, "receipt-closed", &[("state", t(lang, &meeting.state.key()).into())])),
        replies: if open { replies } else { Vec::new() },
        foot: format(lang, "receipt-foot", &[("name", scope.actor_name().into())]),
    };
    let body = Body { letter: Some(letter), gone: None };
    Ok(http::page_status(req, status, "meetings/receipt", meeting.title.clone(), None, body)?)
}

/// One page for every link that is good for nothing.
fn gone(req: &HttpRequest) -> Answer {
    let lang = lang(req);
    let body = Body { letter: None, gone: Some(t(lang, "receipt-gone-text").into_owned()) };
    Ok(http::page_status(req, StatusCode::NOT_FOUND, "meetings/receipt", t(lang, "receipt-gone"), None, body)?)
}
