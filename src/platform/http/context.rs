//! What every request carries, and what is the same for all of them.

use std::net::{IpAddr, Ipv4Addr};

use actix_web::{HttpMessage, HttpRequest};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use url::Url;

use crate::platform::{
    config::{Cidr, Config},
    i18n::Lang,
    view::Views,
};

/// The part of the web that is the same for all requests.
#[derive(Clone)]
pub struct HttpState {
    pub views: Views,
    /// People come by https.
    pub secure: bool,
    pub base_url: Url,
    pub(super) trusted_proxies: Vec<Cidr>,
    /// Signs cookies; the same on every node of an installation.
    key: [u8; 32],
}

impl HttpState {
    /// `key` belongs to the installation, not to the process: nodes must understand each other's cookies.
    pub fn new(config: &Config, key: [u8; 32]) -> Self {
        Self {
            views: Views::new(),
            secure: config.is_https(),
            base_url: config.base_url.clone(),
            trusted_proxies: config.trusted_proxies.clone(),
            key,
        }
    }

    /// A signature in hexadecimal. `purpose` keeps a signature made for one thing from passing for another.
    pub fn sign(&self, purpose: &str, text: &str) -> String {
        let mut block = hmac::digest::Key::<Hmac<Sha256>>::default();
        block[..self.key.len()].copy_from_slice(&self.key);
        let mut mac = Hmac::<Sha256>::new(&block);
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        hex::encode(mac.finalize().into_bytes())
    }

    /// Whether `signature` is ours, in constant time.
    pub fn verify(&self, purpose: &str, text: &str, signature: &str) -> bool {
        crate::platform::secret::equal(&self.sign(purpose, text), signature)
    }
}

impl std::fmt::Debug for HttpState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpState").field("base_url", &self.base_url.as_str()).finish_non_exhaustive()
    }
}

#[derive(Debug, Clone)]
pub(super) struct RequestId(pub String);

#[derive(Debug, Clone, Copy)]
pub(super) struct RequestLang(pub Lang);

#[derive(Debug, Clone, Copy)]
pub(super) struct ClientAddr(pub IpAddr);

/// The CSRF token of the session, set by the gate.
#[derive(Debug, Clone)]
pub(super) struct CsrfToken(pub String);

/// The language of this request: what [`set_lang`] said, else by `Accept-Language`.
pub fn lang(req: &impl HttpMessage) -> Lang {
    req.extensions().get::<RequestLang>().map_or(Lang::default(), |l| l.0)
}

/// The gate calls this with the person's or workspace's language; errors too are then shown in it.
pub fn set_lang(req: &impl HttpMessage, lang: Lang) {
    req.extensions_mut().insert(RequestLang(lang));
}

/// The gate calls this with the session's CSRF token; without it the pre-session cookie's is used.
pub fn set_csrf_token(req: &impl HttpMessage, token: impl Into<String>) {
    req.extensions_mut().insert(CsrfToken(token.into()));
}

/// The id of this request, as in `X-Request-Id` and the log.
pub fn request_id(req: &impl HttpMessage) -> String {
    req.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default()
}

/// Where the request came from: the peer, or what trusted proxies say.
pub fn client_addr(req: &HttpRequest) -> IpAddr {
    let known = req.extensions().get::<ClientAddr>().map(|a| a.0);
    known.or_else(|| req.peer_addr().map(|a| a.ip())).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}
