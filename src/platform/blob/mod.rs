//! Blobs: contents kept outside the database under the name of their own hash, in a directory or in an S3-compatible bucket.
//!
//! What comes in is first written to a temporary file ([`Spool`]), hashed as it comes, and judged there; only a whole and accepted
//! content is moved into its place by [`Blobs::keep`]. Whatever ends before leaves nothing. What goes out is read piece by piece.
//! Both take the same memory however large a content is.
//!
//! Keys are `{workspace}/{sha256}`: equal contents of one workspace are one blob, those of two workspaces never.
//!
//! Everything here waits for the disk or the network: call it off the web threads.

mod place;
mod spool;
mod target;

use std::{
    fmt,
    io::{Seek, SeekFrom},
    ops::Range,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use futures_util::StreamExt;
use object_store::{
    ClientOptions, GetOptions, GetResultPayload, ObjectStore, ObjectStoreExt, aws::AmazonS3Builder, local::LocalFileSystem,
    path::Path as Key,
};
use tokio::runtime::Runtime;

pub use spool::{Spool, Spooled};
pub use target::BlobTarget;

use super::error::{Error, Result};

/// Bytes read at once.
const PIECE: usize = 64 * 1024;

/// How long a bucket may let us wait for a connection, and for an answer's next bytes.
const CONNECT: Duration = Duration::from_secs(10);
const SILENCE: Duration = Duration::from_secs(60);

/// What came in and was not written to for so long never becomes whole: the program was killed. No upload is silent that long.
pub const HALF_DONE: Duration = Duration::from_secs(24 * 3600);

/// Below the directory: where contents wait until they are whole. No workspace's id is a word.
const INCOMING: &str = "incoming";

/// The store, cheap to clone.
#[derive(Clone)]
pub struct Blobs(Arc<Inner>);

struct Inner {
    store: Box<dyn ObjectStore>,
    /// Of a directory: where files are moved to by name. None for a bucket.
    directory: Option<PathBuf>,
    /// Before every key.
    prefix: String,
    incoming: PathBuf,
    /// What a bucket's connections live on; made when first used.
    runtime: OnceLock<Runtime>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        // Not waited for: the last handle may go in a task.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl fmt::Debug for Blobs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Blobs").field("directory", &self.0.directory).finish_non_exhaustive()
    }
}

impl Blobs {
    /// Opens the store. `data_dir` holds what comes in until it is whole, when the store itself is elsewhere.
    pub fn open(target: &BlobTarget, data_dir: &Path) -> Result<Self> {
        let opened = match target {
            BlobTarget::Directory(path) => Self::directory(path)?,
            BlobTarget::Bucket { .. } => {
                let options = ClientOptions::new().with_connect_timeout(CONNECT).with_read_timeout(SILENCE).with_timeout_disabled();
                let builder = target.configure(AmazonS3Builder::from_env().with_client_options(options));
                Self::bucket(builder, target.prefix(), &data_dir.join(INCOMING))?
            }
        };
        opened.clear_incoming(HALF_DONE)?;
        Ok(opened)
    }

    fn directory(path: &Path) -> Result<Self> {
        std::fs::create_dir_all(path.join(INCOMING)).map_err(|e| place::unavailable(path, e))?;
        let store = LocalFileSystem::new_with_prefix(path).map_err(away)?;
        let path = path.canonicalize().map_err(|e| place::unavailable(path, e))?;
        let incoming = path.join(INCOMING);
        Ok(Self(Arc::new(Inner {
            store: Box::new(store),
            directory: Some(path),
            prefix: String::new(),
            incoming,
            runtime: OnceLock::new(),
        })))
    }

    /// A bucket as a builder describes it; nothing is asked of it yet.
    pub fn bucket(builder: AmazonS3Builder, prefix: &str, incoming: &Path) -> Result<Self> {
        std::fs::create_dir_all(incoming).map_err(|e| place::unavailable(incoming, e))?;
        let store = builder.build().map_err(Error::internal)?;
        let prefix = if prefix.is_empty() { String::new() } else { format!("{}/", prefix.trim_matches('/')) };
        Ok(Self(Arc::new(Inner {
            store: Box::new(store),
            directory: None,
            prefix,
            incoming: incoming.to_owned(),
            runtime: OnceLock::new(),
        })))
    }

    /// A place for a content to come in to.
    pub fn spool(&self) -> Result<Spool> {
        Spool::new(&self.0.incoming)
    }

    /// Moves a content into its place; one that is there already is as good.
    pub fn keep(&self, workspace_id: i64, content: Spooled) -> Result<()> {
        check(&content.sha256)?;
        match &self.0.directory {
            Some(root) => place::rename(content, root, workspace_id),
            None => self.wait(place::send(&*self.0.store, &self.key(workspace_id, &content.sha256)?, content))?,
        }
    }

    /// Opens a content; none when it is not there.
    pub fn open_one(&self, workspace_id: i64, sha256: &str) -> Result<Option<Blob>> {
        self.fetch(workspace_id, sha256, GetOptions::default())
    }

    /// Opens these bytes of a content that has them; none when it is not there.
    pub fn open_part(&self, workspace_id: i64, sha256: &str, bytes: Range<u64>) -> Result<Option<Blob>> {
        self.fetch(workspace_id, sha256, GetOptions::default().with_range(Some(bytes)))
    }

    fn fetch(&self, workspace_id: i64, sha256: &str, asked: GetOptions) -> Result<Option<Blob>> {
        let key = self.key(workspace_id, sha256)?;
        let found = match self.wait(async { self.0.store.get_opts(&key, asked).await })? {
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            other => other.map_err(away)?,
        };
        let Range { start, end } = found.range;
        let size = end - start;
        let body = match found.payload {
            GetResultPayload::File(mut file, _) => {
                // It comes whole, at its beginning.
                file.seek(SeekFrom::Start(start)).map_err(Error::internal)?;
                Body::File(file, size)
            }
            other => Body::Stream(Box::new(std::sync::Mutex::new(stream(other))), self.clone()),
        };
        Ok(Some(Blob { size, body }))
    }

    /// A content of at most `most` bytes as a whole; none when it is not there or larger.
    pub fn read(&self, workspace_id: i64, sha256: &str, most: u64) -> Result<Option<Vec<u8>>> {
        let Some(mut blob) = self.open_one(workspace_id, sha256)?.filter(|b| b.size <= most) else { return Ok(None) };
        let mut whole = Vec::new();
        while let Some(piece) = blob.piece()? {
            whole.extend_from_slice(&piece);
        }
        Ok(Some(whole))
    }

    /// Throws a content away; one that is not there is as good.
    pub fn delete(&self, workspace_id: i64, sha256: &str) -> Result<()> {
        let key = self.key(workspace_id, sha256)?;
        match self.wait(async { self.0.store.delete(&key).await })? {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(away(error)),
        }
    }

    /// Shows the contents of a workspace that nobody has written to for so long, with their sizes, so many at a time, in no order. What
    /// is listed is not held in memory.
    pub fn each_older(
        &self,
        workspace_id: i64,
        older_than: Duration,
        at_once: usize,
        mut see: impl FnMut(Vec<(String, u64)>) -> Result<()>,
    ) -> Result<()> {
        let prefix = Key::parse(format!("{}{workspace_id}", self.0.prefix)).map_err(Error::internal)?;
        let mut listed = self.0.store.list(Some(&prefix));
        let mut found = Vec::new();
        while let Some(one) = self.wait(listed.next())? {
            let one = one.map_err(away)?;
            // One that was written in the future has no age.
            let is_old = SystemTime::from(one.last_modified).elapsed().is_ok_and(|age| age >= older_than);
            let name = one.location.filename().unwrap_or_default();
            if is_old && check(name).is_ok() {
                found.push((name.to_owned(), one.size));
            }
            if found.len() == at_once {
                see(std::mem::take(&mut found))?;
            }
        }
        if found.is_empty() { Ok(()) } else { see(found) }
    }

    /// Throws away what came in and never became whole, because the program was killed; returns how many files.
    pub fn clear_incoming(&self, older_than: Duration) -> Result<usize> {
        spool::clear(&self.0.incoming, older_than)
    }

    fn key(&self, workspace_id: i64, sha256: &str) -> Result<Key> {
        check(sha256)?;
        Key::parse(format!("{}{workspace_id}/{sha256}", self.0.prefix)).map_err(Error::internal)
    }

    /// Runs what a bucket or a directory does to its end, from a thread that may wait.
    fn wait<T>(&self, work: impl Future<Output = T>) -> Result<T> {
        if self.0.runtime.get().is_none() {
            let mut made = tokio::runtime::Builder::new_multi_thread();
            let made = made.worker_threads(1).thread_name("blobs").enable_all().build().map_err(Error::internal)?;
            if let Err(second) = self.0.runtime.set(made) {
                second.shutdown_background();
            }
        }
        let runtime = self.0.runtime.get().ok_or_else(|| Error::internal("the store has no runtime"))?;
        Ok(runtime.block_on(work))
    }
}

type Stream = futures_util::stream::BoxStream<'static, object_store::Result<Bytes>>;

fn stream(payload: GetResultPayload) -> Stream {
    match payload {
        GetResultPayload::Stream(stream) => stream,
        // Handled by whoever asks; a file is read without a runtime.
        GetResultPayload::File(..) => futures_util::stream::empty().boxed(),
    }
}

/// A content that is being read, or a part of one.
pub struct Blob {
    /// Bytes that come.
    pub size: u64,
    body: Body,
}

enum Body {
    /// With the bytes that are still to come.
    File(std::fs::File, u64),
    /// The lock is there to make it `Sync`; only one reads.
    Stream(Box<std::sync::Mutex<Stream>>, Blobs),
}

impl Blob {
    /// The next bytes; none at the end.
    pub fn piece(&mut self) -> Result<Option<Bytes>> {
        match &mut self.body {
            Body::File(file, left) => {
                let bytes = spool::piece(file, usize::try_from(*left).unwrap_or(PIECE).min(PIECE))?;
                *left -= bytes.as_ref().map_or(0, |bytes| bytes.len() as u64);
                Ok(bytes)
            }
            Body::Stream(stream, blobs) => {
                let stream = stream.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
                blobs.wait(stream.next())?.transpose().map_err(away)
            }
        }
    }
}

/// A hash as we write them: it becomes a path.
fn check(sha256: &str) -> Result<()> {
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    if is_hash { Ok(()) } else { Err(Error::internal("not a hash")) }
}

/// The store is full, locked or away: worth trying again.
fn away(error: object_store::Error) -> Error {
    Error::Unavailable(Box::new(error))
}

#[cfg(test)]
mod tests;
