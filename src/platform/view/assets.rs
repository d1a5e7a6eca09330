//! Styles, scripts and pictures from `templates/asset/`, at addresses that change with their content.

use std::{
    collections::{BTreeMap, HashMap},
    sync::OnceLock,
};

use actix_web::web::Bytes;
use regex::Regex;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::files::{Fresh, Reloading, Templates};

const FOLDER: &str = "asset/";

static TABLE: Reloading<Table> = Reloading::new();

/// A static file ready to be sent.
#[derive(Debug, Clone)]
pub struct Asset {
    pub bytes: Bytes,
    /// With charset for text.
    pub content_type: String,
}

/// Addresses by name, with everything but letters and digits as `_`: `{{asset.app_js}}`.
#[derive(Debug, Default, Serialize)]
#[serde(transparent)]
pub struct AssetLinks(BTreeMap<String, String>);

struct Table {
    /// `app.js` → `/asset/app.1a2b3c4d5e6f.js`
    urls: HashMap<String, String>,
    /// `app.1a2b3c4d5e6f.js` → content
    files: HashMap<String, Asset>,
    links: AssetLinks,
}

impl Table {
    fn load(_: Fresh) -> Self {
        let mut table = Self { urls: HashMap::new(), files: HashMap::new(), links: AssetLinks::default() };
        let mut names: Vec<String> = Templates::paths().filter_map(|p| Some(p.strip_prefix(FOLDER)?.to_owned())).collect();
        // Style sheets last: they name the others.
        names.sort_by_key(|n| (n.ends_with(".css"), n.clone()));
        for name in names {
            let Some(mut bytes) = Templates::bytes(&format!("{FOLDER}{name}")) else {
                continue;
            };
            if name.ends_with(".css") {
                bytes = table.link_urls(bytes);
            }
            table.add(name, bytes);
        }
        table
    }

    fn add(&mut self, name: String, bytes: Vec<u8>) {
        let digest = hex::encode(Sha256::digest(&bytes));
        let hash = &digest[..12];
        let hashed = match name.rsplit_once('.') {
            Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
            None => format!("{name}.{hash}"),
        };
        let mime = mime_guess::from_path(&name).first_or_octet_stream();
        let is_text = mime.type_() == "text" || mime.subtype() == "javascript" || mime.subtype() == "json";
        let content_type = if is_text { format!("{mime}; charset=utf-8") } else { mime.to_string() };
        let url = format!("/asset/{hashed}");
        self.links.0.insert(name.replace(|c: char| !c.is_ascii_alphanumeric(), "_"), url.clone());
        self.urls.insert(name, url);
        self.files.insert(hashed, Asset { bytes: Bytes::from(bytes), content_type });
    }

    /// Replaces `url(NAME)` by the hashed address where NAME is one of ours.
    fn link_urls(&self, bytes: Vec<u8>) -> Vec<u8> {
        static URL: OnceLock<Option<Regex>> = OnceLock::new();
        let Some(url) = URL.get_or_init(|| Regex::new(r#"url\(["']?([^"')]+)["']?\)"#).ok()) else {
            return bytes;
        };
        let Ok(text) = std::str::from_utf8(&bytes) else {
            return bytes;
        };
        let replaced = url.replace_all(text, |found: &regex::Captures<'_>| match self.urls.get(&found[1]) {
            Some(address) => format!("url({address})"),
            None => found[0].to_owned(),
        });
        replaced.into_owned().into_bytes()
    }
}

fn table() -> &'static Table {
    TABLE.get(FOLDER, Table::load)
}

/// The hashed address of `app.js`; `None` when there is no such file.
pub fn asset_url(name: &str) -> Option<&'static str> {
    table().urls.get(name).map(String::as_str)
}

/// The file at a hashed name (what follows `/asset/`); an old hash finds nothing.
pub fn asset_at(hashed: &str) -> Option<&'static Asset> {
    table().files.get(hashed)
}

/// All addresses, for the page's root.
pub fn asset_links() -> &'static AssetLinks {
    &table().links
}
