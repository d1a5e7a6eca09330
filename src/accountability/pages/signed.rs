//! `GET` and `POST /matter/{slug}/{secret}`: what a subject without an account opens by the link in its mail.
//!
//! The link is the proof: it names one matter, holds for a while, and answers for nothing else. A GET only shows, since mail scanners
//! open links.

use std::sync::Arc;

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer, files, forms,
    show_view::{DecisionView, PaperView, decision_view, frozen, paper_view},
    verb::act,
    verb_form::{self, Setting},
};
use crate::{
    accountability::{
        MATTER_LINK,
        actions::{self, Seen},
        model::Action,
        queries::{self, File},
    },
    accounts::throttle::LINK_WRITES,
    attachments::{
        self, Attachment, Received, Shelf,
        pages::{receive_any, send_to},
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{self, Fault, Fields, Uploading, lang, path_part, see_other, set_lang},
        i18n::{format, format_day, t},
        view::parts::{Fact, FormView, Link},
    },
    site::{Site, open_link, slow_down},
    tenancy::{self, Scope},
};

#[derive(Serialize)]
struct Body {
    /// Absent for a link that is good for nothing.
    letter: Option<Letter>,
    gone: Option<String>,
}

#[derive(Serialize)]
struct Letter {
    workspace: String,
    number: String,
    state: String,
    days: Vec<Fact>,
    facts_text: Option<String>,
    frozen: Vec<Fact>,
    frozen_note: String,
    decisions: Vec<DecisionView>,
    papers: Vec<PaperView>,
    files: Vec<Link>,
    steps: Vec<StepView>,
    foot: String,
}

#[derive(Serialize)]
struct StepView {
    title: String,
    open: bool,
    form: FormView,
}

/// A link that is good, and what it opens.
struct Opened {
    scope: Scope,
    setting: Setting,
    file: File,
    /// The files it may see.
    files: Vec<Attachment>,
}

fn load(conn: &mut Conn, workspace: &Scope, secret: &str) -> Result<Opened> {
    let (scope, link_id) = tenancy::outside_link_scope(conn, workspace, secret, MATTER_LINK)?;
    let ground = queries::ground_by_link(conn, &scope, link_id)?;
    let scope = scope.outside_called(&ground.matter.subject.name);
    let setting = verb_form::setting(conn, &scope, &ground.matter.number, Action::Reply, false)?;
    let lines = queries::files(conn, &scope, &ground)?;
    let files = lines.into_iter().map(|l| l.current).filter(|v| v.removed.is_none()).collect();
    let file = queries::file(conn, &scope, ground)?;
    Ok(Opened { scope, setting, file, files })
}

/// What the link opens; none for one that is unknown or over: nobody learns which.
async fn open(req: &HttpRequest, site: &web::Data<Site>) -> std::result::Result<Option<Opened>, Fault> {
    Ok(open_link(req, site, load).await?.inspect(|opened| set_lang(req, opened.scope.lang())))
}

pub async fn show(req: HttpRequest, site: web::Data<Site>) -> Answer {
    match open(&req, &site).await? {
        Some(opened) => page(&req, StatusCode::OK, &opened, None),
        None => gone(&req),
    }
}

/// `GET /matter/{slug}/{secret}/files/{file}`: one of the files the page lists; any other one is like none at all.
pub async fn file(req: HttpRequest, site: web::Data<Site>) -> Answer {
    let Some(opened) = open(&req, &site).await? else { return gone(&req) };
    let asked: Option<i64> = path_part(&req, "file").parse().ok();
    match opened.files.iter().find(|v| Some(v.id) == asked) {
        Some(version) => Ok(send_to(&req, &site, &opened.scope, version).await?),
        None => gone(&req),
    }
}

pub async fn save(req: HttpRequest, site: web::Data<Site>, mut coming: Uploading) -> Answer {
    let fields = coming.fields.clone();
    let answer = take(&req, &site, &mut coming, &fields).await;
    // Whatever was not read of files that are refused with the words.
    coming.drain().await;
    answer
}

async fn take(req: &HttpRequest, site: &web::Data<Site>, coming: &mut Uploading, fields: &Fields) -> Answer {
    let Some(opened) = open(req, site).await? else { return gone(req) };
    // Only what a subject ever does; whether it is time for it is said with the words kept.
    let chosen = Action::parse(fields.trimmed("step")).filter(|a| OF_SUBJECT.contains(a));
    let Some(action) = chosen else { return Err(Error::NotFound.into()) };
    slow_down(site, &LINK_WRITES, path_part(req, "secret").to_owned()).await?;
    match perform(site, &opened, action, coming, fields.clone()).await {
        Ok(()) => {
            let done = Message::new("matter-done").key("action", action.key());
            Ok(see_other(address(req)).flash(done).respond(req))
        }
        Err(Fault::Domain(error @ (Error::Invalid(_) | Error::Conflict | Error::Refused(_)))) => {
            let status = if matches!(error, Error::Invalid(_)) { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CONFLICT };
            page(req, status, &opened, Some((action, fields, error)))
        }
        Err(fault) => Err(fault),
    }
}

/// The step with its files, in one transaction. What was said already is not said again; further files come in.
async fn perform(
    site: &web::Data<Site>,
    opened: &Opened,
    action: Action,
    coming: &mut Uploading,
    typed: Fields,
) -> std::result::Result<(), Fault> {
    let scope = Arc::new(opened.scope.clone());
    let received = if takes_files(action) { receive_any(site, &scope, coming).await? } else { Received::default() };
    let seen = Seen::any(&*opened.setting.ground.matter.number);
    let work = move |conn: &mut Conn, scope: &Scope| {
        let is_said = actions::is_said(conn, scope, &seen.number, action, typed.get("text").unwrap_or_default())?;
        if !received.files.is_empty() {
            let ground = queries::ground(conn, scope, &seen.number)?;
            let shelf = Shelf { hidden: queries::kept_files(conn, scope, &ground)?, ..files::shelf(scope, &ground, &[]) };
            attachments::add(conn, scope, &shelf, &received)?;
        }
        if is_said { Ok(()) } else { act(conn, scope, action, &seen, &typed) }
    };
    Ok(site.write_as(&scope, work).await?)
}

/// What a subject does, at whatever time.
const OF_SUBJECT: [Action; 5] = [Action::Reply, Action::AskHearing, Action::AskExtension, Action::Respond, Action::Object];

/// Steps whose words may come with papers.
fn takes_files(action: Action) -> bool {
    matches!(action, Action::Reply | Action::Respond | Action::Object)
}

fn address(req: &HttpRequest) -> String {
    format!("/matter/{}/{}", path_part(req, "slug"), path_part(req, "secret"))
}

fn page(req: &HttpRequest, status: StatusCode, opened: &Opened, mut refused: Option<(Action, &Fields, Error)>) -> Answer {
    let Opened { scope, setting, file, files } = opened;
    let (lang, matter) = (scope.lang(), &file.ground.matter);
    let label = |key: &str| t(lang, key).into_owned();
    let mut steps = Vec::new();
    let mut all = verb_form::of_subject(file, scope);
    // What came too late stands there with its words, and why.
    let late = refused.as_ref().map(|(of, ..)| *of).filter(|of| !all.contains(of));
    all.splice(0..0, late);
    for action in all {
        let mine = refused.take_if(|(of, ..)| *of == action);
        let typed = mine.as_ref().map(|(_, fields, _)| *fields);
        let form = FormView::new(address(req), label(&action.key()));
        let mut form = verb_form::fields(lang, form, action, setting, typed).hidden("step", action.as_str());
        if takes_files(action) {
            form.fields.iter_mut().for_each(|f| f.hint = Some(label("matter-reply-hint-here")));
            form.upload = true;
            form = form.field(attachments::file_field(scope));
        }
        form = form.ids(action.as_str());
        form.fields.iter_mut().for_each(|f| f.whole = f.size != Some("short"));
        let open = mine.is_some() || steps.is_empty();
        if let Some((.., error)) = mine {
            (_, form) = forms::again(lang, form, error)?;
        }
        steps.push(StepView { title: label(&action.key()), open, form });
    }
    let day = |key: &str, day: Option<chrono::NaiveDate>| day.map(|d| Fact::new(label(key), format_day(lang, d)));
    let days = [
        day("matter-field-reply-by", matter.reply_due_on),
        day("matter-field-objection-by", matter.objection_due_on),
        day("matter-field-response-by", matter.response_due_on),
    ];
    let letter = Letter {
        workspace: scope.workspace_name().to_owned(),
        number: matter.number.clone(),
        state: label(&matter.state_key()),
        days: days.into_iter().flatten().collect(),
        facts_text: Some(matter.facts.text.clone()).filter(|text| !text.is_empty()),
        // Without an account nothing else of the workspace opens.
        frozen: frozen(scope, matter).into_iter().map(|f| Fact { href: None, ..f }).collect(),
        frozen_note: format(lang, "matter-frozen", &[("day", format_day(lang, matter.facts.on).into())]),
        decisions: file.decisions.iter().map(|d| decision_view(lang, d)).collect(),
        papers: file.papers.iter().map(|p| paper_view(scope, matter, p, false)).collect(),
        files: files.iter().map(|v| Link::new(format!("{}/files/{}", address(req), v.id), &v.name)).collect(),
        steps,
        foot: format(lang, "matter-link-foot", &[("name", scope.actor_name().into())]),
    };
    Ok(http::page_status(req, status, "accountability/signed", matter.title.clone(), None, Body { letter: Some(letter), gone: None })?)
}

fn gone(req: &HttpRequest) -> Answer {
    let lang = lang(req);
    let body = Body { letter: None, gone: Some(t(lang, "receipt-gone-text").into_owned()) };
    Ok(http::page_status(req, StatusCode::NOT_FOUND, "accountability/signed", t(lang, "receipt-gone"), None, body)?)
}
