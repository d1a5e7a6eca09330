//! The list of an archive's files, read from its end; never more of it in memory than one name.

use std::{
    fs::File,
    io::{BufReader, Read, Seek, SeekFrom},
};

use super::Inside;
use crate::platform::error::{Error, Result};

/// The end record and the longest comment that may follow it.
const TAIL: u64 = 22 + 65_535;
/// An office document has some hundred files; of an archive with more, these are looked at.
const NAMES: u32 = 20_000;

/// What the files in an archive make it; none when it has no list of files.
pub(super) fn inside(file: &mut File) -> Result<Option<Inside>> {
    let size = file.seek(SeekFrom::End(0)).map_err(Error::internal)?;
    let from = size.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(from)).map_err(Error::internal)?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail).map_err(Error::internal)?;
    let Some(at) = tail.windows(4).rposition(|w| w == b"PK\x05\x06") else { return Ok(None) };
    let (Some(count), Some(start)) = (number(&tail, at + 10, 2), number(&tail, at + 16, 4)) else { return Ok(None) };
    if u64::from(start) >= size && count > 0 {
        // Larger than the plain format can say, or damaged; nobody writes a document that way.
        return Ok(if start == u32::MAX { Some(Inside::Files) } else { None });
    }
    file.seek(SeekFrom::Start(start.into())).map_err(Error::internal)?;
    Ok(names(&mut BufReader::new(file), count.min(NAMES)))
}

/// A number of `bytes` bytes, the least first.
fn number(data: &[u8], at: usize, bytes: usize) -> Option<u32> {
    data.get(at..at + bytes).map(|b| b.iter().rev().fold(0, |n, b| (n << 8) | u32::from(*b)))
}

/// Goes through the list; none when it is damaged.
fn names(list: &mut impl Read, count: u32) -> Option<Inside> {
    let (mut types, mut found, mut has_program) = (false, None, false);
    for _ in 0..count {
        let mut entry = [0; 46];
        list.read_exact(&mut entry).ok()?;
        if !entry.starts_with(b"PK\x01\x02") {
            return None;
        }
        let length = |at| number(&entry, at, 2).unwrap_or(0);
        let mut name = vec![0; usize::try_from(length(28)).ok()?];
        list.read_exact(&mut name).ok()?;
        let beside = u64::from(length(30) + length(32));
        if std::io::copy(&mut list.by_ref().take(beside), &mut std::io::sink()).ok()? < beside {
            return None;
        }
        match name.as_slice() {
            b"[Content_Types].xml" => types = true,
            b"word/document.xml" => found = found.or(Some(Inside::Docx)),
            b"xl/workbook.xml" => found = found.or(Some(Inside::Xlsx)),
            b"ppt/presentation.xml" => found = found.or(Some(Inside::Pptx)),
            b"OFD.xml" => found = found.or(Some(Inside::Ofd)),
            other => has_program |= other.ends_with(b"vbaProject.bin"),
        }
    }
    Some(match found {
        Some(Inside::Ofd) => Inside::Ofd,
        Some(_) if types && has_program => Inside::Program,
        Some(found) if types => found,
        _ => Inside::Files,
    })
}
