//! `GET` and `POST /hand-over/{slug}/{secret}`: a body outside receipts what was handed to it, and reports what came of it, by the link
//! in the mail. The link is the proof: it names one hand-over and ends. A GET only shows, since mail scanners open links.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{Answer, facts, forms, show, verb};
use crate::{
    accounts::throttle::LINK_WRITES,
    enforcement::{
        hand_over::{
            self, HAND_OVER_LINK, HandOver, HandOverAction,
            actions::{self, OUTSIDE_MAX, SeenHandOver},
        },
        model::Case,
    },
    platform::{
        error::{Error, Message},
        http::{self, Fault, Fields, Form, lang, path_part, see_other, set_lang},
        i18n::{format, t},
        view::parts::{Fact, FieldView, FormView},
    },
    site::{Site, open_link, slow_down},
    tenancy::{
        self, Scope,
        departments::{self, Department},
    },
};

#[derive(Serialize)]
struct Body {
    letter: Option<Letter>,
    /// Said where the link is good for nothing.
    gone: Option<String>,
}

#[derive(Serialize)]
struct Letter {
    workspace: String,
    title: String,
    reason: String,
    facts: Vec<Fact>,
    /// What was answered already.
    said: Option<String>,
    forms: Vec<FormView>,
    foot: String,
}

struct Opened {
    scope: Scope,
    hand_over: HandOver,
    case: Case,
    departments: Vec<Department>,
}

/// What the link opens; none for one that is unknown, over or revoked: nobody learns which.
async fn open(req: &HttpRequest, site: &web::Data<Site>) -> std::result::Result<Option<Opened>, Fault> {
    let opened = open_link(req, site, |conn, workspace, secret| {
        let (scope, _) = tenancy::outside_link_scope(conn, workspace, secret, HAND_OVER_LINK)?;
        let (hand_over, case) = hand_over::of_link(conn, &scope)?;
        let departments = departments::by_ids(conn, &scope, &[hand_over.from_id])?;
        Ok(Opened { scope, hand_over, case, departments })
    });
    Ok(opened.await?.inspect(|opened| set_lang(req, opened.scope.lang())))
}

pub async fn show(req: HttpRequest, site: web::Data<Site>) -> Answer {
    match open(&req, &site).await? {
        Some(opened) => page(&req, StatusCode::OK, &opened, None),
        None => gone(&req),
    }
}

pub async fn answer(req: HttpRequest, site: web::Data<Site>, posted: Form) -> Answer {
    let Some(opened) = open(&req, &site).await? else { return gone(&req) };
    let fields = posted.into_inner();
    let Some(action) = HandOverAction::parse(fields.trimmed("action")) else { return Err(Error::NotFound.into()) };
    slow_down(&site, &LINK_WRITES, path_part(&req, "secret").to_owned()).await?;
    let seen = SeenHandOver { id: opened.hand_over.id, version: fields.trimmed("version").parse().unwrap_or(0) };
    let (db, scope, said) = (site.db.clone(), opened.scope.clone(), verb::read(&fields));
    match http::block(move || db.write(scope.tenant(), |conn| actions::answer(conn, &scope, seen, action, &said))).await {
        Ok(_) => Ok(see_other(address(&req)).flash(Message::new("hand-over-done").key("action", action.key())).respond(&req)),
        Err(error @ (Error::Invalid(_) | Error::Conflict | Error::Refused(_))) => {
            let status = if matches!(error, Error::Invalid(_)) { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CONFLICT };
            // What it is now, where it was answered meanwhile.
            match open(&req, &site).await? {
                Some(opened) => page(&req, status, &opened, Some((action, &fields, error))),
                None => gone(&req),
            }
        }
        Err(error) => Err(error.into()),
    }
}

fn address(req: &HttpRequest) -> String {
    format!("/hand-over/{}/{}", path_part(req, "slug"), path_part(req, "secret"))
}

fn page(req: &HttpRequest, status: StatusCode, opened: &Opened, mut refused: Option<(HandOverAction, &Fields, Error)>) -> Answer {
    let Opened { scope, hand_over: h, case, departments } = opened;
    let lang = scope.lang();
    let mut all = Vec::new();
    for action in show::may(scope, h, case) {
        let mine = refused.take_if(|(a, ..)| *a == action);
        let typed = mine.as_ref().map(|(_, fields, _)| *fields);
        let name = FieldView::new("text", "name", t(lang, "hand-over-field-name")).typed(typed, "");
        let name = FieldView { size: Some("medium"), max: Some(OUTSIDE_MAX.to_string()), ..name };
        let mut form =
            verb::view(scope, action, h, address(req), typed).field(name.hint(t(lang, "hand-over-hint-name"))).ids(action.as_str());
        if let Some((.., error)) = mine {
            (_, form) = forms::again(lang, form, error)?;
        }
        all.push(form);
    }
    let said = (h.state != crate::enforcement::hand_over::HandOverState::Sent).then(|| t(lang, &h.state.key()).into_owned());
    let letter = Letter {
        workspace: scope.workspace_name().to_owned(),
        title: format(lang, &h.said("hand-over-letter-title"), &[("number", h.number.as_str().into())]),
        reason: h.reason.clone(),
        facts: facts(scope, h, departments),
        said,
        forms: all,
        foot: format(lang, "hand-over-letter-foot", &[("name", h.outside_name.as_str().into())]),
    };
    let title = letter.title.clone();
    Ok(http::page_status(req, status, "enforcement/hand_over_letter", title, None, Body { letter: Some(letter), gone: None })?)
}

/// One page for every link that is good for nothing.
fn gone(req: &HttpRequest) -> Answer {
    let lang = lang(req);
    let body = Body { letter: None, gone: Some(t(lang, "hand-over-gone-text").into_owned()) };
    Ok(http::page_status(req, StatusCode::NOT_FOUND, "enforcement/hand_over_letter", t(lang, "hand-over-gone"), None, body)?)
}
