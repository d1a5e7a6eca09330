//! `POST /w/{slug}/meetings/{number}/live/field`: one field saved, for the script and for people without it.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, http::header, web};
use serde_json::{Value, json};

use super::{
    Answer,
    live::head,
    live_view::{choices, told},
    session::{back, page},
};
use crate::{
    meetings::{
        Feeds,
        actions::{self, LiveField, Now, Saved, Saving},
        queries::{self, live::Session},
    },
    platform::{
        error::{Error, FieldErrors, Result},
        http::{Fields, Form, path_part, see_other},
        i18n::{Lang, format_instant, format_time, t},
        view::{
            conflict::{Both, Conflict, in_words},
            parts::{FieldView, FormView},
        },
    },
    site::{Member, Site},
};

fn saving(fields: &Fields) -> Result<Saving> {
    let field = LiveField::parse(fields.trimmed("field")).ok_or(Error::NotFound)?;
    // Boxes send one value each; a time has a button that says “now”.
    let value = match field {
        LiveField::Support => fields.all("value").join(","),
        _ if fields.has("now") => "now".to_owned(),
        _ => fields.get("value").unwrap_or_default().to_owned(),
    };
    Ok(Saving {
        subject: fields.trimmed("subject").parse().map_err(|_| Error::NotFound)?,
        field,
        base: fields.trimmed("version").parse().unwrap_or(0),
        value,
        key: fields.trimmed("key").replace('_', "-"),
    })
}

/// `subject`, `field`, `version` (what it was typed over), `value`, `key` (one for each saving, 1 to 64 letters, digits, hyphens).
/// Where `Accept` asks for JSON: `{result: saved | already | conflict, version, value, by, at, told, mine}`, 409 for a conflict.
pub async fn save(req: HttpRequest, site: web::Data<Site>, feeds: web::Data<Feeds>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let saving = saving(&fields)?;
    let number = path_part(&req, "number").to_owned();
    let sent = saving.clone();
    let wants_json = req.headers().get(header::ACCEPT).is_some_and(|a| a.as_bytes().starts_with(b"application/json"));
    let (meeting_id, saved) = match site.write(&member, move |conn, scope| actions::save_field(conn, scope, &number, &sent)).await {
        Err(Error::Invalid(errors)) if !wants_json => return again(&req, &site, &member, &fields, &saving, &errors).await,
        done => done?,
    };
    if matches!(saved, Saved::Done(_)) {
        feeds.ring(meeting_id);
    }
    if wants_json {
        let status = if matches!(saved, Saved::Conflict { .. }) { StatusCode::CONFLICT } else { StatusCode::OK };
        return Ok(HttpResponse::build(status).json(as_json(&member, &saved)));
    }
    match saved {
        Saved::Done(_) | Saved::Already(_) => Ok(see_other(place(&req, &member, &fields)).respond(&req)),
        Saved::Conflict { theirs, mine } => both(&req, &site, &member, &fields, theirs, mine).await,
    }
}

/// The page the field was on.
fn place(req: &HttpRequest, member: &Member, fields: &Fields) -> String {
    let rest = match fields.trimmed("back") {
        "attendance" => "/attendance".to_owned(),
        item => match item.strip_prefix("item-").and_then(|id| id.parse::<i64>().ok()) {
            Some(id) => format!("?item={id}"),
            None => String::new(),
        },
    };
    back(req, member, &rest)
}

fn as_json(member: &Member, saved: &Saved) -> Value {
    let (result, now, mine) = match saved {
        Saved::Done(now) => ("saved", now, None),
        Saved::Already(now) => ("already", now, None),
        Saved::Conflict { theirs, mine } => ("conflict", theirs, Some(mine)),
    };
    json!({
        "result": result,
        "version": now.version,
        "value": now.value,
        "by": now.by,
        "at": now.at.map(|at| format_time(crate::platform::clock::local(at, member.scope.zone()))),
        "told": told(&member.scope, &now.by, now.at),
        "mine": mine,
    })
}

/// The form of one field on a page of its own, over `version`.
fn form_of(req: &HttpRequest, member: &Member, fields: &Fields, field: LiveField, version: i64) -> FormView {
    FormView::new(back(req, member, "/field"), t(member.lang(), "live-save"))
        .hidden("subject", fields.trimmed("subject"))
        .hidden("field", field.as_str())
        .hidden("version", version)
        .hidden("key", crate::platform::secret::new_secret())
        .hidden("back", fields.trimmed("back"))
        .back(place(req, member, fields))
}

async fn session_of(req: &HttpRequest, site: &Site, member: &Member) -> Result<Session> {
    let number = path_part(req, "number").to_owned();
    site.read(member, move |conn, scope| queries::live::session(conn, scope, &number, true)).await
}

/// What cannot be saved as it is, with what is wrong beside it.
async fn again(req: &HttpRequest, site: &Site, member: &Member, fields: &Fields, typed: &Saving, errors: &FieldErrors) -> Answer {
    let session = session_of(req, site, member).await?;
    let field = view(member.lang(), typed.field, &typed.value, &session);
    let form = form_of(req, member, fields, typed.field, typed.base).field(field).with_errors(member.lang(), errors);
    page(req, member, StatusCode::UNPROCESSABLE_ENTITY, "session-title", &session, None, form)
}

/// Both texts beside each other; nothing typed is lost.
async fn both(req: &HttpRequest, site: &Site, member: &Member, fields: &Fields, theirs: Now, mine: String) -> Answer {
    let session = session_of(req, site, member).await?;
    let (scope, lang) = (&member.scope, member.lang());
    let title = t(lang, "live-conflict");
    let form = form_of(req, member, fields, theirs.field, theirs.version);
    let stored = in_words(lang, &view(lang, theirs.field, &theirs.value, &session));
    let own = view(lang, theirs.field, &mine, &session);
    let when = theirs.at.map(|at| format_instant(lang, at, scope.zone())).unwrap_or_default();
    let conflict = Conflict::new(lang, &theirs.by, when, form, vec![Both::new(lang, stored, own)]);
    Ok(member.conflict(req, head(scope, &session, &title), conflict)?)
}

/// A field of the form that both texts are shown in.
fn view(lang: Lang, field: LiveField, value: &str, session: &Session) -> FieldView {
    let kind = match field {
        LiveField::Notes | LiveField::Text => "area",
        LiveField::Outcome | LiveField::Presence | LiveField::Lead => "select",
        LiveField::Support => "departments",
        _ => "text",
    };
    let mut view = FieldView::new(kind, "value", t(lang, &field.key())).value(value).options(choices(lang, field, value, session));
    view.rows = (field == LiveField::Notes).then_some(12);
    view
}
