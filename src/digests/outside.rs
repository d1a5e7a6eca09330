//! A digest for the command line.

use super::{
    letter::{self, Links},
    model::Kind,
    store, sweep,
};
use crate::{
    accounts::{self, Email},
    outbox,
    platform::{
        db::Tenant,
        error::{Error, Result},
        view::Views,
    },
    site::Site,
    tenancy,
};

/// What a person would be told now, as `html`, `text` or `eml`. Without a kind, the leader's where they may have it.
/// `NotFound` when there is no such workspace or member, or they have no such digest.
pub fn cli_preview(site: &Site, slug: &str, person: &str, kind: Option<Kind>, format: &str) -> Result<Vec<u8>> {
    let email = Email::parse(person)?;
    let scope = site.db.read(Tenant::All, |conn| tenancy::workspace_scope_all_workspaces(conn, slug, site.clock.now()))?;
    let person = site.db.read(Tenant::Installation, |conn| accounts::person_by_email(conn, &email))?.ok_or(Error::NotFound)?;
    let (kind, member, composed) = site.db.read(scope.tenant(), |conn| {
        let kinds = kind.map_or_else(|| Kind::ALL.to_vec(), |k| vec![k]);
        for kind in kinds {
            let found = store::members(conn, &scope, kind, None)?.into_iter().find(|m| m.person_id == person.id);
            if let Some(member) = found {
                let composed = sweep::preview(conn, &scope, kind, &member)?;
                return Ok((kind, member, composed));
            }
        }
        Err(Error::NotFound)
    })?;
    if format == "eml" {
        return letter::preview(&site.config, &scope, kind, &member, &composed.content);
    }
    let payload = letter::payload(&scope, kind, member.lang, &member.name, &composed.content, &Links::default())?;
    let parts = outbox::render(&Views::new(), &site.config.absolute(""), kind.template(), member.lang, &member.name, &payload)?;
    Ok(if format == "html" { parts.html } else { format!("{}\n\n{}", parts.subject, parts.text) }.into_bytes())
}
