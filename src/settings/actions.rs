//! Changing the settings: the administrator's.

use chrono_tz::Tz;
use serde_json::json;

use super::{forms, store};
use crate::{
    platform::{
        db::Conn,
        error::{Error, Result},
        i18n::{Lang, t},
    },
    tenancy::{Role, Scope, Settings},
    timeline::{self, Entry, Subject},
};

/// The timeline's word for a workspace.
pub const SUBJECT: &str = "workspace";

/// What a workspace sets for itself.
#[derive(Clone, Debug, PartialEq)]
pub struct General {
    pub name: String,
    /// The default of pages and mails.
    pub lang: Lang,
    pub zone: Tz,
    pub settings: Settings,
    /// As the person saw it.
    pub version: i64,
}

/// Saves the settings; nothing is written when nothing changed. The timeline keeps what each was and is.
pub fn save(conn: &mut Conn, scope: &Scope, new: &General) -> Result<()> {
    scope.require(&[Role::Administrator])?;
    let old = store::load(conn, scope)?;
    if old.version != new.version {
        return Err(Error::Conflict);
    }
    let (before, after) = (forms::stored(&old), forms::stored(new));
    let changed: Vec<&str> = forms::FIELDS.into_iter().filter(|f| before.get(f) != after.get(f)).collect();
    if changed.is_empty() {
        return Ok(());
    }
    store::save(conn, scope, new)?;
    let lang = scope.workspace_lang();
    let said = |name: &str, values| forms::in_words(lang, name, values);
    let lines: Vec<String> = changed
        .iter()
        .map(|name| format!("{}{}{} → {}", t(lang, forms::label_key(name)), t(lang, "part-colon"), said(name, &before), said(name, &after)))
        .collect();
    let text = lines.join("\n");
    let entry = Entry::new(Subject::new(SUBJECT, scope.workspace_id()), "settings").text(&text).data(json!({ "changed": changed }));
    timeline::record(conn, scope, entry)
}
