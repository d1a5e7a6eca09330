//! Settings: defaults < TOML file < `LIANXI_*` variables < command-line flags.
//!
//! Every value is checked at start, and everything that is wrong is said at once, each with the place it came from.
//! Addresses that may carry a password never appear in a message or in `Debug`.

mod sources;
mod values;

use std::{fmt, net::SocketAddr, path::PathBuf};

use chrono::{DateTime, Utc};
use url::Url;

use super::blob::BlobTarget;

pub use sources::{Flags, Sources};
pub use values::{Cidr, DatabaseUrl};

/// A setting as the help text and the checks know it.
#[derive(Debug)]
pub struct Setting {
    /// Key in the TOML file; the variable is `LIANXI_` and this in capitals, the flag `--` and this with hyphens.
    pub key: &'static str,
    /// What holds when nothing is said, in words.
    pub default: &'static str,
    pub meaning: &'static str,
}

const fn setting(key: &'static str, default: &'static str, meaning: &'static str) -> Setting {
    Setting { key, default, meaning }
}

/// All settings, in the order the help shows them.
pub const SETTINGS: &[Setting] = &[
    setting("database_url", "sqlite:{data_dir}/lianxi.sqlite3", "sqlite:PATH, or postgres://USER:PASSWORD@HOST/NAME"),
    setting("listen", "127.0.0.1:8080", "address and port the web server listens on"),
    setting("base_url", "http://{listen}", "address people use; https makes cookies Secure and sends HSTS"),
    setting("data_dir", "./data", "directory of the embedded database, attachments and mails"),
    setting(
        "blob_url",
        "file:{data_dir}/blobs",
        "where attachments are kept: file:PATH, or s3://BUCKET[/PREFIX][?endpoint=URL&region=NAME]",
    ),
    setting("smtp_url", "none", "mail server: smtp://[USER:PASSWORD@]HOST[:PORT] or smtps://…"),
    setting("mail_dir", "{data_dir}/mail", "without smtp_url: directory mails are written to as files"),
    setting("mail_from", "lianxi@{host of base_url}", "sender of mails"),
    setting("trusted_proxies", "none", "comma-separated addresses or networks whose X-Forwarded-For is believed"),
    setting("now", "the system's time", "an instant the clock starts from (2026-12-01T09:00:00+08:00), for demonstrations and drills"),
    setting("threads", "number of processors", "threads that answer web requests, 1 to 256"),
];

/// Where mails go.
#[derive(Clone, PartialEq)]
pub enum MailTarget {
    /// A mail server, as `smtp://` or `smtps://`; may carry a password.
    Smtp(String),
    /// A directory that receives one `.eml` file a mail.
    Directory(PathBuf),
}

impl fmt::Debug for MailTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Smtp(_) => write!(f, "Smtp(…)"),
            Self::Directory(path) => write!(f, "Directory({})", path.display()),
        }
    }
}

/// The settings, checked. `Debug` shows no secret.
#[derive(Debug, Clone)]
pub struct Config {
    pub database_url: DatabaseUrl,
    pub listen: SocketAddr,
    /// Without path, query or fragment.
    pub base_url: Url,
    pub data_dir: PathBuf,
    /// Where attachments are kept.
    pub blobs: BlobTarget,
    pub mail: MailTarget,
    /// An address, with or without a name: `联席 <lianxi@example.org>`.
    pub mail_from: String,
    pub trusted_proxies: Vec<Cidr>,
    /// The instant the clock starts from; `None` for the system's time.
    pub now: Option<DateTime<Utc>>,
    /// Web threads.
    pub threads: usize,
}

impl Config {
    /// Reads and checks the settings of this process.
    pub fn load(flags: Flags) -> Result<Self, ConfigError> {
        values::build(&Sources::of_process(flags)?)
    }

    /// Checks settings from given sources (tests, `demo`).
    pub fn from_sources(sources: &Sources) -> Result<Self, ConfigError> {
        values::build(sources)
    }

    /// Whether people reach this installation by https: Secure cookies and HSTS.
    pub fn is_https(&self) -> bool {
        self.base_url.scheme() == "https"
    }

    /// The clock these settings ask for.
    pub fn clock(&self) -> super::clock::Clock {
        self.now.map_or_else(super::clock::Clock::system, super::clock::Clock::starting_at)
    }

    /// An absolute address for mails: `path` begins with `/`.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.base_url.as_str().trim_end_matches('/'))
    }
}

/// What is wrong with the settings, one line each.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfigError(pub Vec<String>);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for ConfigError {}

/// What `--help` says beside the flags, each of which names its own variable.
pub fn help_text() -> &'static str {
    "Every setting may also be an environment variable, LIANXI_ and its name in capitals, or a key of the TOML file, its name with _.\n\
     Beside them:\n  LIANXI_CONFIG\n      the TOML file [default: none]\n  LIANXI_LOG\n      what is logged: error, warn, info, debug, or \
     lianxi=debug,… [default: info]\n\nA flag wins over a variable, a variable over the file, the file over the default."
}

#[cfg(test)]
mod tests;
