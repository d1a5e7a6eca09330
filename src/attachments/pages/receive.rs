//! Taking in what a browser sends: to a temporary file, hashed, judged, and into the store only when all of it is right.

use std::sync::Arc;

use actix_web::web;

use crate::{
    attachments::{
        Arrived, Received, actions, harmless, judge, store,
        view::{allowed, size_text},
    },
    platform::{
        blob::{Spool, Spooled},
        error::{Error, Message, Result},
        http::{Fault, Uploading, block},
    },
    site::Site,
    tenancy::Scope,
};

/// Files of one upload.
const MOST: usize = 20;
/// Bytes gathered before they are handed to a thread that may wait for the disk.
const HAND_OVER: usize = 256 * 1024;

type Outcome<T> = std::result::Result<T, Fault>;

/// Takes in the files of a form, and puts them into the store: all of them, or, with anything wrong, none. What may be sent is the
/// workspace's settings; whether this person may is the caller's business, and asked before. Errors by field: `file`, `replaces`.
pub async fn receive(site: &web::Data<Site>, scope: &Arc<Scope>, coming: &mut Uploading) -> Outcome<Received> {
    let received = take_all(site, scope, coming).await;
    if received.is_err() {
        coming.drain().await;
    }
    received
}

/// As [`receive`], of a form that is complete without a file.
pub async fn receive_any(site: &web::Data<Site>, scope: &Arc<Scope>, coming: &mut Uploading) -> Outcome<Received> {
    if coming.file().is_none() { Ok(Received::default()) } else { receive(site, scope, coming).await }
}

async fn take_all(site: &web::Data<Site>, scope: &Arc<Scope>, coming: &mut Uploading) -> Outcome<Received> {
    let used = site.read_as(scope, store::used).await?;
    // Contents that are there already cost nothing, which is known only at the end: so twice as much may come in.
    let mut left = u64::try_from((actions::quota(scope) - used).max(0)).unwrap_or(0) + largest(scope);
    let mut files = Vec::new();
    while let Some(file) = coming.file() {
        if files.len() == MOST {
            return Err(wrong(Message::new("attachments-too-many-at-once").text("limit", MOST.to_string())));
        }
        let name = harmless(&file.name);
        let content = take(site, scope, coming, &name, &mut left).await?;
        files.push((name, content));
    }
    if files.is_empty() {
        return Err(wrong(Message::new("attachments-none-chosen")));
    }
    let replaces = replaces(coming, files.len())?;
    let types = allowed(scope);
    let judged = block(move || files.into_iter().map(|(name, content)| judged(name, content, &types)).collect::<Result<Vec<_>>>()).await?;
    let (arrived, contents): (Vec<Arrived>, Vec<Spooled>) = judged.into_iter().unzip();
    let announced = arrived.clone();
    site.write_as(scope, move |conn, scope| actions::claim(conn, scope, &announced)).await?;
    let (blobs, workspace_id) = (site.blobs.clone(), scope.workspace_id());
    block(move || contents.into_iter().try_for_each(|content| blobs.keep(workspace_id, content))).await?;
    Ok(Received { files: arrived, replaces })
}

fn largest(scope: &Arc<Scope>) -> u64 {
    u64::try_from(scope.settings().attachment_max_mb).unwrap_or(0) * 1024 * 1024
}

fn wrong(message: Message) -> Fault {
    Error::invalid("file", message).into()
}

/// Which file the one that came is a new version of.
fn replaces(coming: &Uploading, count: usize) -> Outcome<Option<i64>> {
    let given = coming.fields.trimmed("replaces");
    if given.is_empty() {
        return Ok(None);
    }
    if count > 1 {
        return Err(wrong(Message::new("attachments-one-version")));
    }
    Ok(Some(given.parse().map_err(|_| Error::NotFound)?))
}

/// One file, into a temporary one.
async fn take(site: &web::Data<Site>, scope: &Arc<Scope>, coming: &mut Uploading, name: &str, left: &mut u64) -> Outcome<Spooled> {
    let most = largest(scope);
    let blobs = site.blobs.clone();
    let mut spool = block(move || blobs.spool()).await?;
    let mut gathered = Vec::with_capacity(HAND_OVER);
    let mut size = 0;
    while let Some(bytes) = coming.chunk().await? {
        size += bytes.len() as u64;
        if size > most {
            return Err(wrong(Message::new("attachments-too-large").text("name", name).text("limit", size_text(most.cast_signed()))));
        }
        *left = left.checked_sub(bytes.len() as u64).ok_or_else(|| wrong(actions::quota_message(scope)))?;
        gathered.extend_from_slice(&bytes);
        if gathered.len() >= HAND_OVER {
            (spool, gathered) = block(move || write(spool, gathered)).await?;
        }
    }
    let content = block(move || write(spool, gathered).and_then(|(spool, _)| spool.finish())).await?;
    Ok(content)
}

fn write(mut spool: Spool, mut gathered: Vec<u8>) -> Result<(Spool, Vec<u8>)> {
    spool.write(&gathered)?;
    gathered.clear();
    Ok((spool, gathered))
}

/// Looks into a whole content; wrong when it is not what it says, or nothing this workspace takes.
fn judged(name: String, mut content: Spooled, types: &[crate::attachments::Media]) -> Result<(Arrived, Spooled)> {
    let invalid = |message| Error::invalid("file", message);
    let media = judge(&mut content, &name)?.map_err(invalid)?;
    if !types.contains(&media) {
        let kinds: Vec<String> = types.iter().map(|m| m.label()).collect();
        let message = Message::new("attachments-not-allowed").text("name", name).text("type", media.label());
        return Err(invalid(message.text("kinds", kinds.join(" "))));
    }
    let size = i64::try_from(content.size).map_err(Error::internal)?;
    Ok((Arrived { name, media, size, sha256: content.sha256.clone() }, content))
}
