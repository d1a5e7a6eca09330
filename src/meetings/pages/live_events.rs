//! `GET /w/{slug}/meetings/{number}/live/events`: server-sent events of a session.
//!
//! An event `change` a field, then one `seen` with the number that `Last-Event-ID` brings back. Texts are sent as they are now, so
//! that who was away gets each field once, whatever happened to it meanwhile.

use std::time::Duration;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web::{self, Bytes},
};
use serde_json::json;
use tokio::sync::mpsc;

use super::{Answer, live_view::tally_words};
use crate::{
    meetings::{
        Feeds,
        feed::{Joining, Piece},
        queries::{
            self,
            live::{Change, News, is_live},
        },
    },
    platform::{
        clock::local,
        error::Error,
        http::{path_part, read_cookie},
        i18n::{Lang, format_time},
    },
    site::{Member, SESSION_COOKIE, Site},
    tenancy::Scope,
};

/// A line that says nothing, so that proxies and browsers know the stream is there.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How soon a browser comes back, in milliseconds.
const RETRY: &str = "retry: 1000\n\n";

/// `GET /w/{slug}/meetings/{number}/live/events?since=N`; 204 where nothing will change: browsers then do not ask again.
pub async fn events(req: HttpRequest, site: web::Data<Site>, feeds: web::Data<Feeds>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let asked = number.clone();
    let ground = site.read(&member, move |conn, scope| queries::ground(conn, scope, &asked)).await?;
    if !is_live(ground.meeting.state) {
        return Ok(HttpResponse::NoContent().finish());
    }
    let mut response = HttpResponse::Ok();
    response.content_type("text/event-stream; charset=utf-8");
    // A proxy that collects what it passes on would hold back every change.
    response.insert_header(("X-Accel-Buffering", "no")).insert_header((header::CACHE_CONTROL, "no-store"));
    if req.method() == Method::HEAD {
        return Ok(response.finish());
    }
    let cookie = read_cookie(&req, SESSION_COOKIE).ok_or(Error::NotFound)?;
    let seq = since(&req).unwrap_or(ground.meeting.live_seq).clamp(0, ground.meeting.live_seq);
    let joining = Joining { scope: member.scope.clone(), cookie, number, seq };
    let receiver = feeds.listen(&site, ground.meeting.id, ground.sight, joining)?;
    Ok(response.streaming(stream(receiver)))
}

/// The number of the last event seen: of a stream that was cut off, else of the page.
fn since(req: &HttpRequest) -> Option<i64> {
    let last = req.headers().get("Last-Event-ID").and_then(|v| v.to_str().ok()).and_then(|v| v.trim().parse().ok());
    let asked = || {
        let pairs = url::form_urlencoded::parse(req.query_string().as_bytes());
        pairs.filter(|(name, _)| name == "since").find_map(|(_, value)| value.parse().ok())
    };
    last.or_else(asked)
}

/// Pieces as they come, heartbeats between them, until the sender goes.
fn stream(receiver: mpsc::Receiver<Piece>) -> impl futures_util::Stream<Item = std::result::Result<Bytes, actix_web::Error>> {
    futures_util::stream::unfold((receiver, true), |(mut receiver, is_first)| async move {
        if is_first {
            return Some((Ok(Bytes::from_static(RETRY.as_bytes())), (receiver, false)));
        }
        let bytes = match tokio::time::timeout(HEARTBEAT, receiver.recv()).await {
            Ok(Some(piece)) => Bytes::from_owner(piece),
            Ok(None) => return None,
            Err(_) => Bytes::from_static(b":\n\n"),
        };
        Some((Ok(bytes), (receiver, false)))
    })
}

/// A piece of news as it is sent; `heard` says which of its changes.
pub fn say(news: &News, lang: Lang, heard: &[bool], scope: &Scope) -> String {
    let mut text = String::new();
    for (change, _) in news.changes.iter().zip(heard).filter(|(_, heard)| **heard) {
        text.push_str(&format!("event: change\ndata: {}\n\n", said(change, lang, scope)));
    }
    let tally = json!({
        "seq": news.seq,
        "state": news.meeting.state.as_str(),
        "tally": tally_words(lang, news.meeting.state, news.tally),
        "reached": news.tally.is_reached(),
    });
    text.push_str(&format!("id: {}\nevent: seen\ndata: {tally}\n\n", news.seq));
    text
}

fn said(change: &Change, lang: Lang, scope: &Scope) -> serde_json::Value {
    json!({
        // Numbers of this size are more than a script's numbers hold.
        "subject": change.subject.to_string(),
        "field": change.field,
        "version": change.version,
        "value": change.value,
        "shown": change.shown.iter().find(|(l, _)| *l == lang).map(|(_, text)| text),
        "by": change.saved_by,
        "at": format_time(local(change.saved_at, scope.zone())),
        "key": change.saving,
    })
}
