//! Mail as files, for demonstrations and for looking at: `<written at>-<Message-ID>.eml`.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

use super::error::SendError;
use super::letter::Outgoing;

/// `20261123T080000Z-`, which stands before the Message-ID.
const STAMP: &str = "%Y%m%dT%H%M%SZ";
const STAMP_LEN: usize = 16;

/// Writes messages into a directory, each whole or not at all, and the same Message-ID always to the same file.
#[derive(Debug)]
pub(super) struct Directory {
    path: PathBuf,
    /// Message-ID as in a file name → file name, read once when the first message is written.
    known: Option<HashMap<String, String>>,
}

impl Directory {
    pub(super) fn new(path: PathBuf) -> Directory {
        Directory { path, known: None }
    }

    pub(super) async fn write(&mut self, message: &Outgoing) -> Result<(), SendError> {
        let (path, known) = (self.path.clone(), self.known.take());
        let id = file_part(message.message_id());
        let fresh = format!("{}-{id}.eml", message.written_at().format(STAMP));
        let bytes = message.bytes().to_vec();
        let written = tokio::task::spawn_blocking(move || -> io::Result<HashMap<String, String>> {
            let mut known = match known {
                Some(known) => known,
                None => open(&path)?,
            };
            let name = known.entry(id).or_insert(fresh).clone();
            write_whole(&path, &name, &bytes)?;
            Ok(known)
        })
        .await;
        match written {
            Ok(Ok(known)) => {
                self.known = Some(known);
                Ok(())
            }
            Ok(Err(fault)) => Err(SendError::temporary(format!("{}: {fault}", self.path.display()))),
            Err(fault) => Err(SendError::temporary(format!("writing was cut short: {fault}"))),
        }
    }
}

/// Makes the directory and lists which messages it holds.
fn open(path: &Path) -> io::Result<HashMap<String, String>> {
    fs::create_dir_all(path)?;
    let mut known = HashMap::new();
    for entry in fs::read_dir(path)? {
        // Names that are not ours, or not UTF-8, are none of our messages.
        let Ok(name) = entry?.file_name().into_string() else { continue };
        let id = name.strip_suffix(".eml").and_then(|stem| stem.get(STAMP_LEN..)?.strip_prefix('-'));
        if let Some(id) = id {
            known.insert(id.to_owned(), name.clone());
        }
    }
    Ok(known)
}

/// Writes beside the final name, to disk, then renames: a reader or a crash never sees half a message.
fn write_whole(directory: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let unique = COUNTER.fetch_add(1, Ordering::Relaxed);
    let beside = directory.join(format!(".{}-{unique}.tmp", std::process::id()));
    let moved = File::create(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, directory.join(name)))
        .and_then(|()| sync_directory(directory));
    if moved.is_err() && beside.exists() {
        fs::remove_file(&beside)?;
    }
    moved
}

/// The rename itself must reach the disk; only Unix lets a directory be synced.
fn sync_directory(directory: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(directory)?.sync_all() } else { Ok(()) }
}

/// The Message-ID as part of a file name; what had to be changed or cut is told apart by a hash.
fn file_part(message_id: &str) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || "._@-+=".contains(c);
    let part: String = message_id.chars().map(|c| if safe(c) { c } else { '_' }).take(100).collect();
    if part == message_id {
        return part;
    }
    let digest = hex::encode(Sha256::digest(message_id.as_bytes()));
    format!("{part}-{}", digest.get(..12).unwrap_or(&digest))
}
