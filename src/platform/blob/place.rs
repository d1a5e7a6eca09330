//! Moving a whole content into its place: by name within a directory, by sending it to a bucket.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt, PutPayload, path::Path as Key};

use super::{away, spool::Spooled, spool::piece};
use crate::platform::error::{Error, Result};

/// What is sent to a bucket in one request; its parts must have 5 MB at least.
const PART: usize = 8 * 1024 * 1024;

/// Renames the file, and has the disk know its new name.
pub(super) fn rename(content: Spooled, root: &Path, workspace_id: i64) -> Result<()> {
    let dir = root.join(workspace_id.to_string());
    let is_new = !dir.is_dir();
    fs::create_dir_all(&dir).map_err(|e| unavailable(&dir, e))?;
    let place = dir.join(&content.sha256);
    content.file.persist(&place).map_err(|e| unavailable(&place, e.error))?;
    sync(&dir)?;
    if is_new { sync(root) } else { Ok(()) }
}

fn sync(dir: &Path) -> Result<()> {
    File::open(dir).and_then(|d| d.sync_all()).map_err(|e| unavailable(dir, e))
}

/// Sends the file, in parts if it is large; the bucket shows it once it has all of them.
pub(super) async fn send(store: &dyn ObjectStore, key: &Key, mut content: Spooled) -> Result<()> {
    match store.head(key).await {
        Ok(there) if there.size == content.size => return Ok(()),
        Ok(_) | Err(object_store::Error::NotFound { .. }) => {}
        Err(error) => return Err(away(error)),
    }
    let size = content.size;
    let file = content.look()?;
    if size <= PART as u64 {
        let payload = part(file)?.unwrap_or_default();
        return store.put(key, payload).await.map(drop).map_err(away);
    }
    let mut upload = store.put_multipart(key).await.map_err(away)?;
    let sent = send_parts(&mut *upload, file).await;
    if sent.is_err() {
        // Parts without an end cost storage; a bucket's own rule clears what is left when this fails as well.
        if let Err(error) = upload.abort().await {
            tracing::warn!(%error, "parts of a blob were left behind");
        }
    }
    sent
}

async fn send_parts(upload: &mut dyn MultipartUpload, file: &mut File) -> Result<()> {
    while let Some(payload) = part(file)? {
        upload.put_part(payload).await.map_err(away)?;
    }
    upload.complete().await.map(drop).map_err(away)
}

/// The next part, full but for the last.
fn part(file: &mut File) -> Result<Option<PutPayload>> {
    let mut pieces = Vec::new();
    let mut left = PART;
    while left > 0 {
        let Some(bytes) = piece(file, left.min(1024 * 1024))? else { break };
        left -= bytes.len();
        pieces.push(bytes);
    }
    Ok((!pieces.is_empty()).then(|| pieces.into_iter().collect()))
}

/// The disk is full or away: worth trying again. The path is the installation's own, and said.
pub(super) fn unavailable(path: &Path, error: io::Error) -> Error {
    Error::Unavailable(format!("{}: {error}", path.display()).into())
}
