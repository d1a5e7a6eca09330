//! Changing the settings: the administrator's.

use chrono_tz::Tz;
use serde_json::json;

use super::{forms, store};
use crate::{
    people,
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::Fields,
        i18n::{Lang, join, t},
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

/// Saves the settings; nothing is written when nothing changed. The timeline keeps what each was and is. Errors by field:
/// `separate_powers`, while somebody holds roles that it keeps apart.
pub fn save(conn: &mut Conn, scope: &Scope, new: &General) -> Result<()> {
    scope.require(&[Role::Administrator])?;
    let old = store::load(conn, scope)?;
    if old.version != new.version {
        return Err(Error::Conflict);
    }
    let (before, after) = (forms::stored(&old), forms::stored(new));
    let changed: Vec<&str> = forms::FIELDS.into_iter().filter(|f| before.all(f) != after.all(f)).collect();
    if changed.is_empty() {
        return Ok(());
    }
    store::save(conn, scope, new)?;
    if new.settings.separate_powers && !old.settings.separate_powers {
        check_powers_apart(conn, scope)?;
    }
    record(conn, scope, &changed, &before, &after)
}

/// Switches the page that anybody may open on or off: the secretariat's right as well, since it answers for what is published.
pub fn set_open_page(conn: &mut Conn, scope: &Scope, is_on: bool) -> Result<()> {
    scope.require(&[Role::Administrator, Role::Secretariat])?;
    let old = store::load(conn, scope)?;
    if old.settings.open_page == is_on {
        return Ok(());
    }
    let mut new = old.clone();
    new.settings.open_page = is_on;
    store::save(conn, scope, &new)?;
    record(conn, scope, &["open_page"], &forms::stored(&old), &forms::stored(&new))
}

/// Into the timeline: what each field was and is.
fn record(conn: &mut Conn, scope: &Scope, changed: &[&str], before: &Fields, after: &Fields) -> Result<()> {
    let lang = scope.workspace_lang();
    let said = |name: &str, values| forms::in_words(lang, name, values);
    let lines: Vec<String> = changed
        .iter()
        .map(|name| format!("{}{}{} → {}", t(lang, forms::label_key(name)), t(lang, "part-colon"), said(name, before), said(name, after)))
        .collect();
    let text = lines.join("\n");
    let entry = Entry::new(Subject::new(SUBJECT, scope.workspace_id()), "settings").text(&text).data(json!({ "changed": changed }));
    timeline::record(conn, scope, entry)
}

/// Refuses to keep powers apart while somebody holds two of them, or is invited to. The workspace's row is written, and with it
/// locked: whoever changes roles at the same time comes before or after.
fn check_powers_apart(conn: &mut Conn, scope: &Scope) -> Result<()> {
    let mut who: Vec<String> = store::powers_joined(conn, scope)?.into_iter().map(|(name, ..)| name).collect();
    let invited = people::open_invitations(conn, scope)?;
    who.extend(invited.into_iter().filter(|i| i.rights.roles.forbidden_pair().is_some()).map(|i| i.name));
    if who.is_empty() {
        return Ok(());
    }
    let message = Message::new("settings-powers-refused").text("who", join(scope.lang(), &who));
    Err(Error::invalid("separate_powers", message))
}
