//! A digest for the command line.

use std::fmt;

use super::{
    letter::{self, Links},
    model::Kind,
    store, sweep,
};
use crate::{
    accounts::{self, Email},
    outbox,
    platform::{db::Tenant, error::Error, view::Views},
    site::Site,
    tenancy,
};

/// Why there is nothing to look at, in the words of the command line.
#[derive(Debug)]
pub enum Unseen {
    /// No open workspace of this short name.
    Workspace(String),
    NoAddress(String),
    /// Nobody has an account of this address.
    Nobody(String),
    /// They have no digest of this kind there, or none at all; `has`: what they have instead.
    NoDigest {
        person: String,
        workspace: String,
        has: Option<Kind>,
    },
    Fault(Error),
}

impl fmt::Display for Unseen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Workspace(slug) => write!(f, "there is no open workspace {slug}"),
            Self::NoAddress(text) => write!(f, "{text} is no e-mail address"),
            Self::Nobody(person) => write!(f, "nobody has an account of the address {person}"),
            Self::NoDigest { person, workspace, has: Some(kind) } => {
                write!(f, "{person} has no such digest in {workspace}, but one with --kind {}", kind.as_str())
            }
            Self::NoDigest { person, workspace, has: None } => {
                write!(f, "{person} has no digest in {workspace}: neither leader, secretariat, auditor nor liaison of a department there")
            }
            Self::Fault(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Unseen {}

impl From<Error> for Unseen {
    fn from(error: Error) -> Self {
        Self::Fault(error)
    }
}

/// What a person would be told now, as `html`, `text` or `eml`. Without a kind, the leader's where they may have it.
///
/// # Errors
/// [`Unseen`] says which of workspace, person and digest there is not.
pub fn cli_preview(site: &Site, slug: &str, person: &str, kind: Option<Kind>, format: &str) -> std::result::Result<Vec<u8>, Unseen> {
    let scope = match site.db.read(Tenant::All, |conn| tenancy::workspace_scope_all_workspaces(conn, slug, site.clock.now())) {
        Err(Error::NotFound) => return Err(Unseen::Workspace(slug.to_owned())),
        other => other?,
    };
    let email = Email::parse(person).map_err(|_| Unseen::NoAddress(person.to_owned()))?;
    let account = site.db.read(Tenant::Installation, |conn| accounts::person_by_email(conn, &email))?;
    let account = account.ok_or_else(|| Unseen::Nobody(person.to_owned()))?;
    let found = site.db.read(scope.tenant(), |conn| {
        let mut all = Vec::new();
        for kind in Kind::ALL {
            let member = store::members(conn, &scope, kind, None)?.into_iter().find(|m| m.person_id == account.id);
            all.extend(member.map(|member| (kind, member)));
        }
        let has = all.first().map(|(kind, _)| *kind);
        let Some((kind, member)) = all.into_iter().find(|(of, _)| kind.is_none_or(|k| k == *of)) else { return Ok(Err(has)) };
        let composed = sweep::preview(conn, &scope, kind, &member)?;
        Ok(Ok((kind, member, composed)))
    })?;
    let no_digest = |has| Unseen::NoDigest { person: person.to_owned(), workspace: slug.to_owned(), has };
    let (kind, member, composed) = found.map_err(no_digest)?;
    if format == "eml" {
        return Ok(letter::preview(&site.config, &scope, kind, &member, &composed.content)?);
    }
    let payload = letter::payload(&scope, kind, member.lang, &member.name, &composed.content, &Links::default())?;
    let parts = outbox::render(&Views::new(), &site.config.absolute(""), kind.template(), member.lang, &member.name, &payload)?;
    Ok(if format == "html" { parts.html } else { format!("{}\n\n{}", parts.subject, parts.text) }.into_bytes())
}
