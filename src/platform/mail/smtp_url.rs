//! The mail server as configured: `smtp://[user:password@]host[:port][?tls=…]` or `smtps://[user:password@]host[:port]`.

use std::fmt;
use std::str::FromStr;

use percent_encoding::percent_decode_str;
use url::{Host, Url};

use super::error::SmtpUrlError;

/// Whether and how the connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// Not at all.
    None,
    /// By STARTTLS if the server offers it. Somebody on the way can suppress the offer.
    Opportunistic,
    /// By STARTTLS, or no mail.
    Required,
    /// From the first byte (`smtps://`).
    Implicit,
}

/// A mail server and how to talk to it.
///
/// `smtp://` stays unencrypted unless `?tls=required` or `?tls=opportunistic` follows; but a password is only sent in the
/// clear to this very machine or if `?tls=none` asks for it, otherwise `required` is assumed. Ports: 25 for `smtp://`,
/// 587 for `smtp://` with TLS required, 465 for `smtps://`.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpSettings {
    /// Host name or IP address.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// Encryption.
    pub tls: Tls,
    /// User and password.
    pub credentials: Option<(String, String)>,
    /// Authorities trusted besides the system's, as PEM: a server of one's own network often has a private one.
    pub extra_roots: Vec<Vec<u8>>,
}

impl FromStr for SmtpSettings {
    type Err = SmtpUrlError;

    fn from_str(text: &str) -> Result<SmtpSettings, SmtpUrlError> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://").ok_or(SmtpUrlError::Scheme)?;
        let implicit = match scheme.to_ascii_lowercase().as_str() {
            "smtp" => false,
            "smtps" => true,
            _ => return Err(SmtpUrlError::Scheme),
        };
        if rest.is_empty() || rest.starts_with('/') {
            return Err(SmtpUrlError::Host);
        }
        // As https, so that the host is checked and written like any host name: other schemes take nearly anything.
        let url = Url::parse(&format!("https://{rest}")).map_err(|fault| SmtpUrlError::Form(fault.to_string()))?;
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(SmtpUrlError::Trailing);
        }
        let host = url.host().ok_or(SmtpUrlError::Host)?;
        let credentials = credentials(&url)?;
        let tls = match (asked_tls(&url)?, implicit) {
            (Some(_), true) => return Err(SmtpUrlError::TlsTwice),
            (None, true) => Tls::Implicit,
            (Some(asked), false) => asked,
            (None, false) if credentials.is_some() && !is_local(&host) => Tls::Required,
            (None, false) => Tls::None,
        };
        let port = match (port(rest, &url)?, tls) {
            (Some(port), _) => port,
            (None, Tls::Implicit) => 465,
            (None, Tls::Required) => 587,
            (None, Tls::None | Tls::Opportunistic) => 25,
        };
        let host = match host {
            Host::Domain(name) => name.to_owned(),
            Host::Ipv4(address) => address.to_string(),
            Host::Ipv6(address) => address.to_string(),
        };
        Ok(SmtpSettings { host, port, tls, credentials, extra_roots: Vec::new() })
    }
}

/// The port as written. `Url` leaves out 443, the port of the scheme borrowed for reading.
fn port(rest: &str, url: &Url) -> Result<Option<u16>, SmtpUrlError> {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    match url.port().or_else(|| host.ends_with(":443").then_some(443)) {
        Some(0) => Err(SmtpUrlError::Port),
        port => Ok(port),
    }
}

fn credentials(url: &Url) -> Result<Option<(String, String)>, SmtpUrlError> {
    let decode = |text: &str| match percent_decode_str(text).decode_utf8() {
        Ok(decoded) => Ok(decoded.into_owned()),
        Err(_) => Err(SmtpUrlError::Encoding),
    };
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) | (_, None | Some("")) => Err(SmtpUrlError::Credentials),
        (user, Some(password)) => Ok(Some((decode(user)?, decode(password)?))),
    }
}

fn asked_tls(url: &Url) -> Result<Option<Tls>, SmtpUrlError> {
    match url.query() {
        None => Ok(None),
        Some("tls=none") => Ok(Some(Tls::None)),
        Some("tls=opportunistic") => Ok(Some(Tls::Opportunistic)),
        Some("tls=required") => Ok(Some(Tls::Required)),
        Some(_) => Err(SmtpUrlError::Setting),
    }
}

fn is_local(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

impl fmt::Display for SmtpSettings {
    /// Host, port and encryption; neither user nor password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, tls) = match self.tls {
            Tls::None => ("smtp", " (not encrypted)"),
            Tls::Opportunistic => ("smtp", " (encrypted if offered)"),
            Tls::Required => ("smtp", " (encrypted)"),
            Tls::Implicit => ("smtps", ""),
        };
        let brackets = if self.host.contains(':') { ("[", "]") } else { ("", "") };
        write!(f, "{scheme}://{}{}{}:{}{tls}", brackets.0, self.host, brackets.1, self.port)
    }
}

impl fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let login = if self.credentials.is_some() { "with a login" } else { "without a login" };
        write!(f, "SmtpSettings({self}, {login})")
    }
}
