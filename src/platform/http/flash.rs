//! After a change: 303 to the next page, with one line of success that is shown once.
//!
//! The line travels as a Fluent key with arguments in a signed cookie: never as HTML, never as text of somebody else's choice.

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    cookie::{Cookie, time::Duration},
    http::header,
    web,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

use super::{
    HttpState,
    cookie::{own_cookie, read_cookie},
};
use crate::platform::{
    error::{Arg, Message},
    i18n::{self, Lang},
    view::Flash,
};

const COOKIE: &str = "lx_flash";
const PURPOSE: &str = "flash";
/// Longest text argument, in characters: cookies are small.
const MAX_TEXT: usize = 200;

/// A redirect after a POST. Answers by itself or through [`SeeOther::respond`].
#[derive(Debug)]
pub struct SeeOther {
    to: String,
    flash: Option<Message>,
}

/// 303 to a path of this site.
pub fn see_other(to: impl Into<String>) -> SeeOther {
    SeeOther { to: to.into(), flash: None }
}

impl SeeOther {
    /// Shown once on the next page.
    pub fn flash(mut self, message: Message) -> Self {
        self.flash = Some(message);
        self
    }

    pub fn respond(self, req: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::SeeOther();
        response.insert_header((header::LOCATION, safe_local(&self.to)));
        if let (Some(message), Some(state)) = (self.flash, req.app_data::<web::Data<HttpState>>()) {
            match pack(state, &message) {
                Ok(value) => {
                    response.cookie(cookie(state, value, Duration::minutes(2)));
                }
                Err(error) => tracing::error!(%error, "a flash message could not be packed"),
            }
        }
        response.finish()
    }
}

impl Responder for SeeOther {
    type Body = BoxBody;

    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        self.respond(req)
    }
}

/// `path` when it leads to this site, else `/`: for `next=` and other paths that came from outside.
pub fn safe_local(path: &str) -> &str {
    let leads_out = !path.starts_with('/') || path.starts_with("//") || path.contains('\\') || path.chars().any(char::is_control);
    if leads_out { "/" } else { path }
}

/// The line to show, if the request brought one.
pub(super) fn incoming(req: &HttpRequest, state: &HttpState, lang: Lang) -> Option<Flash> {
    let stored = unpack(state, &read_cookie(req, COOKIE)?)?;
    let args: Vec<(String, Arg)> = stored.args.into_iter().map(|(name, arg)| (name, arg.into())).collect();
    Some(Flash { text: i18n::tr_parts(lang, &stored.key, args.iter().map(|(n, a)| (n.as_str(), a))) })
}

/// The cookie that ends it, for a response that showed it.
pub(super) fn shown(req: &HttpRequest, state: &HttpState) -> Option<Cookie<'static>> {
    read_cookie(req, COOKIE).map(|_| cookie(state, String::new(), Duration::ZERO))
}

fn cookie(state: &HttpState, value: String, age: Duration) -> Cookie<'static> {
    own_cookie(state.secure, COOKIE, value, Some(age))
}

#[derive(Serialize, Deserialize)]
struct Stored {
    key: String,
    args: Vec<(String, StoredArg)>,
}

#[derive(Serialize, Deserialize)]
enum StoredArg {
    Number(f64),
    Text(String),
    Key(String),
    Keys(Vec<String>),
}

impl From<&Arg> for StoredArg {
    fn from(arg: &Arg) -> Self {
        match arg {
            Arg::Number(n) => Self::Number(*n),
            Arg::Text(text) => Self::Text(text.chars().take(MAX_TEXT).collect()),
            Arg::Key(key) => Self::Key(key.clone()),
            Arg::Keys(keys) => Self::Keys(keys.clone()),
        }
    }
}

impl From<StoredArg> for Arg {
    fn from(arg: StoredArg) -> Self {
        match arg {
            StoredArg::Number(n) => Self::Number(n),
            StoredArg::Text(text) => Self::Text(text),
            StoredArg::Key(key) => Self::Key(key),
            StoredArg::Keys(keys) => Self::Keys(keys),
        }
    }
}

fn pack(state: &HttpState, message: &Message) -> serde_json::Result<String> {
    let args = message.args.iter().map(|(name, arg)| ((*name).to_owned(), arg.into())).collect();
    let json = serde_json::to_vec(&Stored { key: message.key.to_owned(), args })?;
    let text = URL_SAFE_NO_PAD.encode(json);
    let signature = state.sign(PURPOSE, &text);
    Ok(format!("{text}.{signature}"))
}

fn unpack(state: &HttpState, value: &str) -> Option<Stored> {
    let (text, signature) = value.split_once('.')?;
    if !state.verify(PURPOSE, text, signature) {
        return None;
    }
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}
