//! Sending a file to be saved.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::{
    attachments::{Attachment, names::plain},
    platform::{
        error::{Error, Message, Result},
        http::{Stored, Wanted, block, stored},
    },
    site::{Member, Site},
    tenancy::Scope,
};

/// As [`send_to`], to a member.
pub async fn send(req: &HttpRequest, site: &web::Data<Site>, member: &Member, version: &Attachment) -> Result<HttpResponse> {
    send_to(req, site, &member.scope, version).await
}

/// Answers with a version's content or the part of it that is asked for, piece by piece, to be saved and never to be shown in our origin.
/// The caller knows that whoever it is sees what it hangs on.
///
/// # Errors
/// `Refused` when it was removed, or the store has lost it.
pub async fn send_to(req: &HttpRequest, site: &web::Data<Site>, scope: &Scope, version: &Attachment) -> Result<HttpResponse> {
    if let Some(removed) = &version.removed {
        return Err(Error::Refused(Message::new("attachments-removed-already").text("who", &removed.by)));
    }
    let plain = plain(&version.name);
    let file = Stored { content_type: version.media.mime(), plain: &plain, name: &version.name, tag: &version.sha256 };
    let size = u64::try_from(version.size).map_err(Error::internal)?;
    let wanted = file.wanted(req, size);
    let part = match &wanted {
        Wanted::Known | Wanted::Beyond => return stored(&file, &wanted, size, None),
        Wanted::Part(part) => Some(part.clone()),
        Wanted::Whole => None,
    };
    let (blobs, workspace_id, sha256) = (site.blobs.clone(), scope.workspace_id(), version.sha256.clone());
    let open = move || match part {
        Some(part) => blobs.open_part(workspace_id, &sha256, part),
        None => blobs.open_one(workspace_id, &sha256),
    };
    let Some(blob) = block(open).await? else {
        tracing::error!(workspace = workspace_id, attachment = version.id, "the content of an attachment is not in the store");
        return Err(Error::Refused(Message::new("attachments-lost").text("name", &version.name)));
    };
    stored(&file, &wanted, size, Some(blob))
}
