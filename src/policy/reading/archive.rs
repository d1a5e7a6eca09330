//! An Office file's parts, within bounds, and nothing dangerous among them.

use super::Refusal;
use quick_xml::{Reader, events::Event};
use std::io::{Cursor, Read};
use zip::{ZipArchive, result::ZipError};

const MOST_PARTS: usize = 4000;
/// The most all parts may unpack to.
const MOST_BYTES: u64 = 96 * 1024 * 1024;
/// How many times its packed size a part may unpack to, once it is of some size.
const MOST_RATIO: u64 = 200;
const RATIO_FROM: u64 = 2 * 1024 * 1024;

pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

/// External references that load content; hyperlinks only name an address.
const LOADING: [&str; 8] = ["attachedTemplate", "oleObject", "frame", "subDocument", "aFChunk", "externalLink", "package", "control"];

impl<'a> Archive<'a> {
    /// Opens an archive and refuses dangerous ones before anything is unpacked.
    pub fn open(bytes: &'a [u8]) -> Result<Archive<'a>, Refusal> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|fault| broken(&fault, "zip"))?;
        let mut archive = Archive { zip, left: MOST_BYTES };
        archive.check_parts()?;
        archive.check_types()?;
        archive.check_references()?;
        Ok(archive)
    }

    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// A part's bytes as text; `None` where there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let damaged = |_| Refusal::Damaged { part: name.into() };
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let mut bytes = Vec::new();
        let part = self.zip.by_index(index).map_err(|fault| broken(&fault, name))?;
        let allowed = allowance(part.compressed_size()).min(self.left);
        part.take(allowed + 1).read_to_end(&mut bytes).map_err(damaged)?;
        if bytes.len() as u64 > allowed {
            return Err(Refusal::Bomb);
        }
        self.left -= bytes.len() as u64;
        let (text, _) = match bytes.as_slice() {
            [0xFF, 0xFE, ..] => encoding_rs::UTF_16LE.decode_with_bom_removal(&bytes),
            [0xFE, 0xFF, ..] => encoding_rs::UTF_16BE.decode_with_bom_removal(&bytes),
            _ => encoding_rs::UTF_8.decode_with_bom_removal(&bytes),
        };
        refuse_declarations(&text, name)?;
        Ok(Some(text.into_owned()))
    }

    /// A part that must be there.
    pub fn required(&mut self, name: &str) -> Result<String, Refusal> {
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
        let types = self.required("[Content_Types].xml")?.to_ascii_lowercase();
        if types.contains("macroenabled") || types.contains("vbaproject") { Err(Refusal::Macros) } else { Ok(()) }
    }

    /// No part may load content from elsewhere or embed a second document.
    fn check_references(&mut self) -> Result<(), Refusal> {
        let names: Vec<String> = self.zip.file_names().filter(|n| n.ends_with(".rels")).map(str::to_owned).collect();
        for name in names {
            let Some(rels) = self.part(&name)? else { continue };
            for reference in references(&rels, &name)? {
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

/// The entries of a `.rels` part.
pub(super) fn references(rels: &str, part: &str) -> Result<Vec<Reference>, Refusal> {
    let mut found = Vec::new();
    let mut reader = Reader::from_str(rels);
    loop {
        match reader.read_event().map_err(|_| Refusal::Damaged { part: part.into() })? {
            Event::Eof => return Ok(found),
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == b"Relationship" => {
                let get = |name| attribute(&e, name).unwrap_or_default();
                found.push(Reference {
                    id: get("Id"),
                    kind: get("Type"),
                    target: get("Target"),
                    external: get("TargetMode").eq_ignore_ascii_case("external"),
                });
            }
            _ => {}
        }
    }
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

/// A document type declaration is where entities come from; no Office part has one.
fn refuse_declarations(xml: &str, part: &str) -> Result<(), Refusal> {
    if !part.ends_with(".xml") && !part.ends_with(".rels") {
        return Ok(());
    }
    if xml.contains("<!DOCTYPE") || xml.contains("<!ENTITY") { Err(Refusal::ExternalEntity) } else { Ok(()) }
}

fn broken(fault: &ZipError, part: &str) -> Refusal {
    match fault {
        ZipError::UnsupportedArchive(what) if what.contains("assword") => Refusal::Encrypted,
        _ => Refusal::Damaged { part: part.into() },
    }
}
