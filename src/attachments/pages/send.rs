//! Sending a file to be saved.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::{
    attachments::{Attachment, names::plain},
    platform::{
        error::{Error, Message, Result},
        http::{Stored, block, stored},
    },
    site::{Member, Site},
};

/// Answers with a version's content, piece by piece, to be saved and never to be shown in our origin. The caller knows that this person
/// sees what it hangs on.
///
/// # Errors
/// `Refused` when it was removed, or the store has lost it.
pub async fn send(req: &HttpRequest, site: &web::Data<Site>, member: &Member, version: &Attachment) -> Result<HttpResponse> {
    if let Some(removed) = &version.removed {
        return Err(Error::Refused(Message::new("attachments-removed-already").text("who", &removed.by)));
    }
    let plain = plain(&version.name);
    let file = Stored { content_type: version.media.mime(), plain: &plain, name: &version.name, tag: &version.sha256 };
    if file.is_known_to(req) {
        return stored(&file, None);
    }
    let (blobs, workspace_id, sha256) = (site.blobs.clone(), member.scope.workspace_id(), version.sha256.clone());
    let Some(blob) = block(move || blobs.open_one(workspace_id, &sha256)).await? else {
        tracing::error!(workspace = workspace_id, attachment = version.id, "the content of an attachment is not in the store");
        return Err(Error::Refused(Message::new("attachments-lost").text("name", &version.name)));
    };
    stored(&file, Some(blob))
}
