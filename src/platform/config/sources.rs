//! Where settings come from, and how a value's place is said.

use std::path::PathBuf;

use figment::{
    Figment, Metadata, Profile, Provider,
    providers::{Format, Toml},
    value::{Dict, Map, Value},
};

use super::{ConfigError, SETTINGS};

const PREFIX: &str = "LIANXI_";

/// Settings given as command-line flags, unparsed.
#[derive(Debug, Default, Clone, clap::Args)]
#[command(next_help_heading = "Settings")]
pub struct Flags {
    /// TOML file with settings
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[arg(long, global = true, value_name = "URL", hide_short_help = true)]
    pub database_url: Option<String>,
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    #[arg(long, global = true, value_name = "URL", hide_short_help = true)]
    pub base_url: Option<String>,
    #[arg(long, global = true, value_name = "DIR", hide_short_help = true)]
    pub data_dir: Option<String>,
    #[arg(long, global = true, value_name = "URL", hide_short_help = true)]
    pub blob_url: Option<String>,
    #[arg(long, global = true, value_name = "URL", hide_short_help = true)]
    pub smtp_url: Option<String>,
    #[arg(long, global = true, value_name = "DIR", hide_short_help = true)]
    pub mail_dir: Option<String>,
    #[arg(long, global = true, value_name = "ADDRESS", hide_short_help = true)]
    pub mail_from: Option<String>,
    #[arg(long, global = true, value_name = "LIST", hide_short_help = true)]
    pub trusted_proxies: Option<String>,
    #[arg(long, global = true, value_name = "INSTANT", hide_short_help = true)]
    pub now: Option<String>,
    #[arg(long, global = true, value_name = "NUMBER", hide_short_help = true)]
    pub threads: Option<String>,
}

impl Flags {
    fn given(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("database_url", &self.database_url),
            ("listen", &self.listen),
            ("base_url", &self.base_url),
            ("data_dir", &self.data_dir),
            ("blob_url", &self.blob_url),
            ("smtp_url", &self.smtp_url),
            ("mail_dir", &self.mail_dir),
            ("mail_from", &self.mail_from),
            ("trusted_proxies", &self.trusted_proxies),
            ("now", &self.now),
            ("threads", &self.threads),
        ];
        all.into_iter().filter_map(|(key, value)| Some((key, value.clone()?))).collect()
    }
}

/// Everything settings are read from.
#[derive(Debug, Default, Clone)]
pub struct Sources {
    pub file: Option<PathBuf>,
    /// The environment, or a made-up one in tests: only `LIANXI_*` matters.
    pub env: Vec<(String, String)>,
    pub flags: Flags,
}

impl Sources {
    /// This process's environment and the given flags.
    pub fn of_process(flags: Flags) -> Result<Self, ConfigError> {
        let mut env = Vec::new();
        let mut wrong = Vec::new();
        for (name, value) in std::env::vars_os() {
            let Some(name) = name.to_str().filter(|n| n.starts_with(PREFIX)) else {
                continue;
            };
            match value.into_string() {
                Ok(value) => env.push((name.to_owned(), value)),
                Err(_) => wrong.push(format!("environment variable {name}: not valid UTF-8")),
            }
        }
        if !wrong.is_empty() {
            return Err(ConfigError(wrong));
        }
        let named = env.iter().find(|(name, value)| name == "LIANXI_CONFIG" && !value.is_empty());
        let file = flags.config.clone().or_else(|| named.map(|(_, path)| PathBuf::from(path)));
        Ok(Self { file, env, flags })
    }

    /// The layers merged, and the names nobody knows.
    pub(super) fn merge(&self) -> (Figment, Vec<String>) {
        let mut wrong = Vec::new();
        let mut figment = Figment::new();
        if let Some(path) = &self.file {
            let file = Figment::from(Toml::file_exact(path));
            match file.extract::<Dict>() {
                Ok(dict) => {
                    let keys = dict.keys().filter(|k| !is_known(k));
                    wrong.extend(keys.map(|k| unknown(&format!("file {}: key {k}", path.display()), k, |s| s.to_owned())));
                }
                Err(_) => wrong.push(file_fault(path)),
            }
            if wrong.is_empty() {
                figment = figment.merge(Toml::file_exact(path));
            }
        }
        let mut from_env = Vec::new();
        for (name, value) in &self.env {
            let Some(rest) = name.strip_prefix(PREFIX) else {
                continue;
            };
            if rest == "LOG" || rest == "CONFIG" || rest.starts_with("TEST_") {
                continue;
            }
            let key = rest.to_lowercase();
            if is_known(&key) && rest == rest.to_uppercase() {
                // An empty variable is how shells and unit files say "not set".
                if !value.is_empty() {
                    from_env.push((key, value.clone()));
                }
            } else {
                wrong.push(unknown(&format!("environment variable {name}"), &key, |s| format!("{PREFIX}{}", s.to_uppercase())));
            }
        }
        let flags = self.flags.given().into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
        let figment = figment.merge(Layer { name: "environment", values: from_env }).merge(Layer { name: "flag", values: flags });
        (figment, wrong)
    }

    /// Where `key` was set, for a message: “environment variable LIANXI_LISTEN”, “flag --listen”, “file x.toml: key listen”.
    pub(super) fn place(&self, figment: &Figment, key: &str) -> String {
        match figment.find_metadata(key).map(|m| m.name.as_ref()) {
            Some("environment") => format!("environment variable {PREFIX}{}", key.to_uppercase()),
            Some("flag") => format!("flag --{}", key.replace('_', "-")),
            Some(_) => {
                let path = self.file.as_ref().map_or_else(String::new, |p| p.display().to_string());
                format!("file {path}: key {key}")
            }
            None => format!("default of {key}"),
        }
    }
}

fn is_known(key: &str) -> bool {
    SETTINGS.iter().any(|s| s.key == key)
}

fn unknown(place: &str, key: &str, shown: impl Fn(&str) -> String) -> String {
    let best = SETTINGS.iter().map(|s| (distance(s.key, key), s.key)).min();
    match best {
        Some((d, name)) if d <= key.chars().count().max(3) / 2 => {
            format!("{place}: no such setting; did you mean {}?", shown(name))
        }
        _ => format!("{place}: no such setting; --help lists them all"),
    }
}

/// What is wrong with the file as a whole, without quoting its content (it may hold passwords).
fn file_fault(path: &std::path::Path) -> String {
    match std::fs::read(path) {
        Err(e) => format!("file {}: cannot be read: {e}", path.display()),
        Ok(bytes) if std::str::from_utf8(&bytes).is_err() => {
            format!("file {}: not valid UTF-8", path.display())
        }
        Ok(_) => format!("file {}: not valid TOML", path.display()),
    }
}

/// Edit distance (Levenshtein), for names of a few dozen characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(ca != *cb)).min(above + 1).min(row[j] + 1);
            diagonal = above;
        }
    }
    row[b.len()]
}

/// A layer of plain strings.
struct Layer {
    name: &'static str,
    values: Vec<(String, String)>,
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.name)
    }

    fn data(&self) -> figment::error::Result<Map<Profile, Dict>> {
        let dict: Dict = self.values.iter().map(|(k, v)| (k.clone(), Value::from(v.clone()))).collect();
        Ok(Profile::Default.collect(dict))
    }
}
