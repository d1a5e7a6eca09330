//! The settings' types and how text becomes them.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    str::FromStr,
};

use chrono::{DateTime, Utc};
use figment::{Figment, value::Value};
use url::Url;

use super::{Config, ConfigError, MailTarget, Sources};
use crate::platform::blob::BlobTarget;

/// Which database. Never invented: anything that is neither is refused.
#[derive(Clone, PartialEq)]
pub enum DatabaseUrl {
    /// Path of the SQLite file.
    Sqlite(PathBuf),
    /// `postgres://…`; may carry a password.
    Postgres(String),
}

impl DatabaseUrl {
    /// `sqlite:PATH`, `postgres://…` or `postgresql://…`. The message never repeats the text: it may hold a password.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return match path {
                "" => Err("sqlite: needs a path, as in sqlite:data/lianxi.sqlite3".into()),
                _ if path.contains([':', '?', '\0']) => Err("sqlite: takes a plain path, without options or :memory:".into()),
                _ => Ok(Self::Sqlite(PathBuf::from(path))),
            };
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            let url = Url::parse(text).map_err(|e| format!("not a valid PostgreSQL address: {e}"))?;
            return match url.path().trim_matches('/') {
                "" => Err("a PostgreSQL address needs the database's name at its end".into()),
                _ => Ok(Self::Postgres(text.to_owned())),
            };
        }
        Err("must begin with sqlite: or postgres://; no database was made".into())
    }

    /// The address without password, for logs.
    pub fn shown(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres(text) => Url::parse(text).map_or_else(
                |_| "postgres://…".to_owned(),
                |url| format!("postgres://{}{}", url.host_str().unwrap_or("local"), url.path()),
            ),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())
    }
}

/// A network: an address and how many of its leading bits count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cidr {
    address: IpAddr,
    bits: u8,
}

impl Cidr {
    /// Whether `address` lies in this network. IPv4 addresses mapped into IPv6 count as IPv4.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(net), IpAddr::V4(a)) => prefix(u32::from(net).into(), 32, self.bits) == prefix(u32::from(a).into(), 32, self.bits),
            (IpAddr::V6(net), IpAddr::V6(a)) => prefix(net.into(), 128, self.bits) == prefix(a.into(), 128, self.bits),
            _ => false,
        }
    }
}

/// The leading `bits` of a `width`-bit address.
fn prefix(address: u128, width: u8, bits: u8) -> u128 {
    address.checked_shr(u32::from(width - bits)).unwrap_or(0)
}

impl FromStr for Cidr {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(a, b)| (a, Some(b)));
        let address: IpAddr = address.trim().parse().map_err(|_| format!("“{text}” is not an address or network"))?;
        let address = address.to_canonical();
        let width = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            None => width,
            Some(b) => b
                .trim()
                .parse()
                .ok()
                .filter(|b| *b <= width)
                .ok_or_else(|| format!("“{text}”: after the slash a number from 0 to {width}"))?,
        };
        Ok(Self { address, bits })
    }
}

/// Reads one key after the other, collecting what is wrong.
struct Reader<'a> {
    sources: &'a Sources,
    figment: Figment,
    wrong: Vec<String>,
}

impl Reader<'_> {
    fn read<T>(&mut self, key: &str, parse: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        let value = self.figment.find_value(key).ok()?;
        let parsed = match text_of(&value) {
            Some(text) => parse(text.trim()),
            None => Err("must be text or a number".to_owned()),
        };
        match parsed {
            Ok(value) => Some(value),
            Err(message) => {
                self.wrong.push(format!("{}: {message}", self.sources.place(&self.figment, key)));
                None
            }
        }
    }
}

/// Settings are written as text; numbers, lists of text and TOML instants are taken as their text.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(_, text) => Some(text.clone()),
        Value::Num(_, n) => n.to_i128().map(|n| n.to_string()).or_else(|| n.to_u128().map(|n| n.to_string())),
        Value::Array(_, items) => Some(items.iter().map(text_of).collect::<Option<Vec<_>>>()?.join(",")),
        // How the TOML reader hands on an unquoted instant: a table with one value.
        Value::Dict(_, dict) if dict.len() == 1 => dict.iter().find(|(k, _)| k.contains("datetime")).and_then(|(_, v)| text_of(v)),
        _ => None,
    }
}

pub(super) fn build(sources: &Sources) -> Result<Config, ConfigError> {
    let (figment, wrong) = sources.merge();
    let mut r = Reader { sources, figment, wrong };
    let data_dir = r.read("data_dir", path).unwrap_or_else(|| PathBuf::from("./data"));
    let database_url = r.read("database_url", DatabaseUrl::parse).unwrap_or_else(|| DatabaseUrl::Sqlite(data_dir.join("lianxi.sqlite3")));
    let listen = r.read("listen", listen).unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8080)));
    let base_url = r.read("base_url", base_url).or_else(|| default_base_url(listen));
    let blobs = r.read("blob_url", BlobTarget::parse).unwrap_or_else(|| BlobTarget::Directory(data_dir.join("blobs")));
    let smtp = r.read("smtp_url", smtp_url);
    let mail_dir = r.read("mail_dir", path).unwrap_or_else(|| data_dir.join("mail"));
    let host = base_url.as_ref().and_then(Url::domain).unwrap_or("localhost").to_owned();
    let mail_from = r.read("mail_from", mail_from).unwrap_or_else(|| format!("lianxi@{host}"));
    let trusted_proxies = r.read("trusted_proxies", networks).unwrap_or_default();
    let now = r.read("now", instant);
    let threads = r.read("threads", threads).unwrap_or_else(|| std::thread::available_parallelism().map_or(2, usize::from).min(256));
    match base_url {
        Some(base_url) if r.wrong.is_empty() => Ok(Config {
            database_url,
            listen,
            base_url,
            data_dir,
            blobs,
            mail: smtp.map_or(MailTarget::Directory(mail_dir), MailTarget::Smtp),
            mail_from,
            trusted_proxies,
            now,
            threads,
        }),
        _ => Err(ConfigError(r.wrong)),
    }
}

fn path(text: &str) -> Result<PathBuf, String> {
    match text {
        "" => Err("must not be empty".into()),
        _ => Ok(Path::new(text).to_path_buf()),
    }
}

fn listen(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| format!("“{text}” is not an address with a port, as in 127.0.0.1:8080 or [::]:8080"))
}

fn base_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|e| format!("not a valid address: {e}"))?;
    let plain =
        url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
    match (url.scheme(), url.host_str(), plain) {
        ("http" | "https", Some(_), true) => Ok(url),
        ("http" | "https", Some(_), false) => Err("must be http(s)://HOST[:PORT] alone, without path, query or user".into()),
        _ => Err("must begin with http:// or https://".into()),
    }
}

/// Where a browser on this machine finds the server; an unspecified address is reached as localhost.
fn default_base_url(listen: SocketAddr) -> Option<Url> {
    let text = if listen.ip().is_unspecified() { format!("http://localhost:{}", listen.port()) } else { format!("http://{listen}") };
    Url::parse(&text).ok()
}

fn smtp_url(text: &str) -> Result<String, String> {
    let url = Url::parse(text).map_err(|e| format!("not a valid address: {e}"))?;
    match (url.scheme(), url.host_str()) {
        ("smtp" | "smtps", Some(host)) if !host.is_empty() => Ok(text.to_owned()),
        _ => Err("must be smtp://HOST[:PORT] or smtps://HOST[:PORT], with USER:PASSWORD@ if needed".into()),
    }
}

fn mail_from(text: &str) -> Result<String, String> {
    match text.parse::<lettre::message::Mailbox>() {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(format!("“{text}” is not a mail address, as in 联席 <lianxi@example.org>")),
    }
}

fn networks(text: &str) -> Result<Vec<Cidr>, String> {
    text.split(',').map(str::trim).filter(|t| !t.is_empty()).map(str::parse).collect()
}

fn instant(text: &str) -> Result<DateTime<Utc>, String> {
    // TOML allows a space between date and time.
    let text = text.replacen(' ', "T", 1);
    let parsed = DateTime::parse_from_rfc3339(&text).map(|t| t.with_timezone(&Utc));
    parsed.map_err(|_| format!("“{text}” is not an instant with its offset, as in 2026-12-01T09:00:00+08:00"))
}

fn threads(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| (1..=256).contains(n)).ok_or_else(|| format!("“{text}” is not a number from 1 to 256"))
}
