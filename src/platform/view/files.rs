//! Everything under `templates/`: embedded in release builds, read from disk in debug builds.

use std::{
    sync::{
        OnceLock, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "templates/"]
#[exclude = "**/.*"]
pub struct Templates;

impl Templates {
    /// The paths of all files, with `/`.
    pub fn paths() -> impl Iterator<Item = std::borrow::Cow<'static, str>> {
        <Self as RustEmbed>::iter()
    }

    /// A file's text; `None` when it is absent or not UTF-8.
    pub fn text(path: &str) -> Option<String> {
        let file = <Self as RustEmbed>::get(path)?;
        String::from_utf8(file.data.into_owned()).ok()
    }

    pub fn bytes(path: &str) -> Option<Vec<u8>> {
        Some(<Self as RustEmbed>::get(path)?.data.into_owned())
    }
}

/// Handed to loaders so that they cannot be called by accident.
pub struct Fresh(());

/// Something made from the files once; in debug builds made again, at most twice a second, when a file below `prefix` changed.
///
/// What it replaces is leaked: references stay valid, and only while somebody edits in a debug build.
pub struct Reloading<T: 'static> {
    /// Release builds: made once, read without a lock.
    fixed: OnceLock<T>,
    /// Debug builds: the latest and the stamp of the files it was made from.
    current: RwLock<Option<(&'static T, u64)>>,
    /// When the files were last looked at, in milliseconds since the process began to count.
    looked: AtomicU64,
}

impl<T: Send + Sync> Default for Reloading<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Send + Sync> Reloading<T> {
    pub const fn new() -> Self {
        Self { fixed: OnceLock::new(), current: RwLock::new(None), looked: AtomicU64::new(0) }
    }

    pub fn get(&'static self, prefix: &str, load: impl FnOnce(Fresh) -> T) -> &'static T {
        if !cfg!(debug_assertions) {
            return self.fixed.get_or_init(|| load(Fresh(())));
        }
        let seen = *self.current.read().unwrap_or_else(|e| e.into_inner());
        if let Some((value, _)) = seen
            && !self.is_due()
        {
            return value;
        }
        let stamp = stamp(prefix);
        let mut slot = self.current.write().unwrap_or_else(|e| e.into_inner());
        match *slot {
            Some((value, at)) if at == stamp => value,
            _ => {
                let value: &'static T = Box::leak(Box::new(load(Fresh(()))));
                *slot = Some((value, stamp));
                value
            }
        }
    }

    /// Whether it is time to look at the files again.
    fn is_due(&self) -> bool {
        let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or(Duration::ZERO).as_millis() as u64;
        let last = self.looked.load(Ordering::Relaxed);
        now.abs_diff(last) > 500 && self.looked.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }
}

/// A number that changes when a file below `prefix` is added, removed or written.
fn stamp(prefix: &str) -> u64 {
    let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/templates"));
    Templates::paths().filter(|name| name.starts_with(prefix)).fold(0, |sum: u64, name| {
        let written = std::fs::metadata(root.join(&*name)).and_then(|m| m.modified()).ok();
        let at = written.and_then(|t| t.duration_since(SystemTime::UNIX_EPOCH).ok()).unwrap_or_default();
        sum.wrapping_mul(31).wrapping_add(at.as_nanos() as u64).wrapping_add(name.len() as u64)
    })
}
