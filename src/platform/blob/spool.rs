//! Contents as they come in: written to a temporary file and hashed on the way.

use std::{
    fs::File,
    io::{Read, Seek, Write},
    path::Path,
    time::Duration,
};

use bytes::Bytes;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::place::unavailable;
use crate::platform::error::{Error, Result};

/// A content on its way in. Dropped before its end, it leaves nothing.
pub struct Spool {
    file: NamedTempFile,
    hash: Sha256,
    size: u64,
}

impl Spool {
    pub(super) fn new(dir: &Path) -> Result<Self> {
        let file = NamedTempFile::new_in(dir).map_err(|e| unavailable(dir, e))?;
        Ok(Self { file, hash: Sha256::new(), size: 0 })
    }

    /// Bytes written so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds the next bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).map_err(|e| unavailable(self.file.path(), e))?;
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
        Ok(())
    }

    /// The content is whole, and on the disk.
    pub fn finish(self) -> Result<Spooled> {
        let Self { file, hash, size } = self;
        file.as_file().sync_all().map_err(|e| unavailable(file.path(), e))?;
        Ok(Spooled { file, size, sha256: hex::encode(hash.finalize()) })
    }
}

/// A whole content that has no place yet. Dropped, it leaves nothing.
#[derive(Debug)]
pub struct Spooled {
    pub(super) file: NamedTempFile,
    pub size: u64,
    /// In hexadecimal.
    pub sha256: String,
}

impl Spooled {
    /// To look at it, from its beginning.
    pub fn look(&mut self) -> Result<&mut File> {
        let file = self.file.as_file_mut();
        file.rewind().map_err(Error::internal)?;
        Ok(file)
    }
}

/// The next bytes of a file; none at its end.
pub(super) fn piece(file: &mut File, most: usize) -> Result<Option<Bytes>> {
    let mut buffer = vec![0; most];
    let read = file.read(&mut buffer).map_err(Error::internal)?;
    buffer.truncate(read);
    Ok((read > 0).then(|| Bytes::from(buffer)))
}

/// Removes files that nobody has written to for this long.
pub(super) fn clear(dir: &Path, older_than: Duration) -> Result<usize> {
    let mut gone = 0;
    for entry in std::fs::read_dir(dir).map_err(|e| unavailable(dir, e))? {
        let entry = entry.map_err(|e| unavailable(dir, e))?;
        // One that another process takes away meanwhile has no age any more.
        let age = entry.metadata().and_then(|m| m.modified()).ok().and_then(|at| at.elapsed().ok());
        if age.is_some_and(|age| age >= older_than) && std::fs::remove_file(entry.path()).is_ok() {
            gone += 1;
        }
    }
    Ok(gone)
}
