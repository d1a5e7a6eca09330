//! An Office file's parts, within bounds, and nothing dangerous among them.

use super::Refusal;
use quick_xml::{Reader, events::Event};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use zip::{ZipArchive, result::ZipError};

const MOST_PARTS: usize = 4000;
/// The most all parts may unpack to.
const MOST_BYTES: u64 = 96 * 1024 * 1024;
/// How many times its packed size a part may unpack to, once it is of some size.
const MOST_RATIO: u64 = 200;
const RATIO_FROM: u64 = 2 * 1024 * 1024;

/// The parts of an Office file. What they unpack to is bounded when it is opened; a part never gives more than is stated for it.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

/// External references that load content; hyperlinks only name an address.
const LOADING: [&str; 8] = ["attachedTemplate", "oleObject", "frame", "subDocument", "aFChunk", "externalLink", "package", "control"];

impl<'a> Archive<'a> {
    /// Opens an archive and refuses dangerous ones before anything is unpacked.
    pub fn open(bytes: &'a [u8]) -> Result<Archive<'a>, Refusal> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|fault| broken(&fault, "zip"))?;
        let mut archive = Archive { zip };
        archive.check_parts()?;
        archive.check_types()?;
        archive.check_references()?;
        Ok(archive)
    }

    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// A part to be read event after event; `None` where there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<Part<'_>>, Refusal> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let part = self.zip.by_index(index).map_err(|fault| broken(&fault, name))?;
        let left = part.size();
        let mut bytes = BufReader::new(Bounded { inner: part, left });
        let start = bytes.fill_buf().map_err(|fault| unreadable(&fault, name))?;
        let wide = matches!(start, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
        let source: Box<dyn BufRead + '_> = if wide { Box::new(Cursor::new(narrow(bytes, name)?)) } else { Box::new(bytes) };
        Ok(Some(Part { reader: Reader::from_reader(source), buffer: Vec::new(), name: name.to_owned() }))
    }

    /// A part that must be there.
    pub fn required(&mut self, name: &str) -> Result<Part<'_>, Refusal> {
        self.part(name)?.ok_or_else(|| Refusal::Damaged { part: name.into() })
    }

    fn check_parts(&mut self) -> Result<(), Refusal> {
        if self.zip.len() > MOST_PARTS {
            return Err(Refusal::Bomb);
        }
        let mut total = 0u64;
        for index in 0..self.zip.len() {
            let part = self.zip.by_index_raw(index).map_err(|fault| broken(&fault, "zip"))?;
            if part.encrypted() {
                return Err(Refusal::Encrypted);
            }
            total = total.saturating_add(part.size());
            if total > MOST_BYTES || part.size() > allowance(part.compressed_size()) {
                return Err(Refusal::Bomb);
            }
            let name = part.name().to_ascii_lowercase();
            if name.ends_with("vbaproject.bin") || name.contains("/macrosheets/") {
                return Err(Refusal::Macros);
            }
        }
        Ok(())
    }

    fn check_types(&mut self) -> Result<(), Refusal> {
        let mut types = self.required("[Content_Types].xml")?;
        let macros = |kind: &str| kind.to_ascii_lowercase().contains("macroenabled") || kind.to_ascii_lowercase().contains("vbaproject");
        types.each(|event| match event {
            Event::Start(e) | Event::Empty(e) if attribute(e, "ContentType").is_some_and(|kind| macros(&kind)) => Err(Refusal::Macros),
            _ => Ok(()),
        })
    }

    /// No part may load content from elsewhere or embed a second document.
    fn check_references(&mut self) -> Result<(), Refusal> {
        let names: Vec<String> = self.zip.file_names().filter(|n| n.ends_with(".rels")).map(str::to_owned).collect();
        for name in names {
            for reference in references(self.required(&name)?)? {
                let kind = reference.kind.rsplit('/').next().unwrap_or("");
                let loads = LOADING.contains(&kind);
                if kind == "aFChunk" || reference.external && loads {
                    return Err(Refusal::ExternalEntity);
                }
            }
        }
        Ok(())
    }
}

/// One entry of a `.rels` part.
pub(super) struct Reference {
    pub id: String,
    pub kind: String,
    pub target: String,
    pub external: bool,
}

/// The most entries of a `.rels` part that are read.
const MOST_REFERENCES: usize = 20_000;

/// The entries of a `.rels` part.
pub(super) fn references(mut part: Part) -> Result<Vec<Reference>, Refusal> {
    let mut found = Vec::new();
    part.each(|event| {
        if let Event::Start(e) | Event::Empty(e) = event
            && e.local_name().as_ref() == b"Relationship"
        {
            let get = |name| attribute(e, name).unwrap_or_default();
            found.push(Reference {
                id: get("Id"),
                kind: get("Type"),
                target: get("Target"),
                external: get("TargetMode").eq_ignore_ascii_case("external"),
            });
        }
        if found.len() > MOST_REFERENCES { Err(Refusal::Bomb) } else { Ok(()) }
    })?;
    Ok(found)
}

/// A part of an archive while it is unpacked: nothing of it is kept but the event at hand.
pub(super) struct Part<'a> {
    reader: Reader<Box<dyn BufRead + 'a>>,
    buffer: Vec<u8>,
    name: String,
}

impl Part<'_> {
    /// Hands on every event up to the end, or up to the first refusal.
    pub fn each(&mut self, mut take: impl FnMut(&Event) -> Result<(), Refusal>) -> Result<(), Refusal> {
        loop {
            self.buffer.clear();
            match self.reader.read_event_into(&mut self.buffer) {
                Ok(Event::Eof) => return Ok(()),
                // A document type declaration is where entities come from; no Office part has one.
                Ok(Event::DocType(_)) => return Err(Refusal::ExternalEntity),
                Ok(event) => take(&event)?,
                Err(quick_xml::Error::Io(fault)) => return Err(unreadable(&fault, &self.name)),
                Err(_) => return Err(Refusal::Damaged { part: self.name.clone() }),
            }
        }
    }
}

/// Bytes of a part up to the size the archive states for it.
struct Bounded<R> {
    inner: R,
    left: u64,
}

/// The part has more bytes than the archive states.
#[derive(Debug, thiserror::Error)]
#[error("more bytes than stated")]
struct Overrun;

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| io::Error::other(Overrun))?;
        Ok(read)
    }
}

/// A part in UTF-16, which few programs write, in UTF-8.
fn narrow(mut wide: impl Read, name: &str) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    wide.read_to_end(&mut bytes).map_err(|fault| unreadable(&fault, name))?;
    let encoding = if bytes.starts_with(&[0xFF, 0xFE]) { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
    Ok(encoding.decode_with_bom_removal(&bytes).0.into_owned().into_bytes())
}

fn unreadable(fault: &io::Error, part: &str) -> Refusal {
    let overrun = fault.get_ref().is_some_and(|inner| inner.is::<Overrun>());
    if overrun { Refusal::Bomb } else { Refusal::Damaged { part: part.into() } }
}

/// An attribute by its local name, unescaped.
pub(super) fn attribute(element: &quick_xml::events::BytesStart, name: &str) -> Option<String> {
    let found = element.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name.as_bytes())?;
    let raw = String::from_utf8_lossy(&found.value);
    Some(quick_xml::escape::unescape(&raw).map_or_else(|_| raw.to_string(), std::borrow::Cow::into_owned))
}

fn allowance(packed: u64) -> u64 {
    packed.saturating_mul(MOST_RATIO).max(RATIO_FROM)
}

fn broken(fault: &ZipError, part: &str) -> Refusal {
    match fault {
        ZipError::UnsupportedArchive(what) if what.contains("assword") => Refusal::Encrypted,
        _ => Refusal::Damaged { part: part.into() },
    }
}
