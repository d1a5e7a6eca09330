//! A file sent piece by piece, however large it is.

use std::{fs::File, io::Read, ops::Range};

use actix_web::{
    HttpRequest, HttpResponse,
    body::SizedStream,
    http::header::{self, HeaderValue},
};
use bytes::Bytes;
use futures_util::stream;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::block;
use crate::platform::{
    blob::Blob,
    error::{Error, Result},
};

/// Bytes read and sent at once.
const PIECE: usize = 64 * 1024;

/// What a browser may do with a stored file, should it ever show one: nothing.
const NOTHING: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// Answers with a file to be saved. `plain`: its name in ASCII for who knows no other (RFC 6266), `name`: the real one.
///
/// # Errors
/// `Internal` when the file cannot be looked at.
pub fn download(file: File, content_type: &'static str, plain: &str, name: &str) -> Result<HttpResponse> {
    let length = file.metadata().map_err(Error::internal)?.len();
    let pieces = stream::try_unfold(file, |file| block(move || piece(file)));
    Ok(HttpResponse::Ok()
        .content_type(content_type)
        .insert_header((header::CONTENT_DISPOSITION, disposition(plain, name)))
        .body(SizedStream::new(length, Box::pin(pieces))))
}

fn disposition(plain: &str, name: &str) -> String {
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(name, NON_ALPHANUMERIC))
}

/// The next piece; none at the end.
fn piece(mut file: File) -> Result<Option<(Bytes, File)>> {
    let mut buffer = vec![0; PIECE];
    let read = file.read(&mut buffer).map_err(Error::internal)?;
    buffer.truncate(read);
    Ok((read > 0).then(|| (Bytes::from(buffer), file)))
}

/// A stored file as it is to be sent. It came from outside: it is saved, never shown in our origin.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored<'a> {
    pub content_type: &'static str,
    /// The name in ASCII, without quotes.
    pub plain: &'a str,
    pub name: &'a str,
    /// Names the content; the same content is not sent twice to one browser.
    pub tag: &'a str,
}

impl Stored<'_> {
    /// Whether the browser says it has this content.
    pub fn is_known_to(&self, req: &HttpRequest) -> bool {
        let given = req.headers().get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let bare = |tag: &str| tag.trim().trim_start_matches("W/").trim_matches('"') == self.tag;
        !self.tag.is_empty() && given.split(',').any(bare)
    }
}

/// What of a stored file somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    Whole,
    /// These bytes of it, all of which there are: to go on with a download that broke off.
    Part(Range<u64>),
    /// Bytes beyond its end.
    Beyond,
    /// Nothing: the browser has it.
    Known,
}

impl Stored<'_> {
    /// What is asked for of a file of this size. One range is taken; several, other units and what is no range are answered with the
    /// whole, and so is a range of a content that is another one meanwhile (`If-Range`).
    pub fn wanted(&self, req: &HttpRequest, size: u64) -> Wanted {
        if self.is_known_to(req) {
            return Wanted::Known;
        }
        let header = |name| req.headers().get(name).and_then(|v| v.to_str().ok()).map(str::trim);
        let is_same = header(header::IF_RANGE).is_none_or(|tag| tag == format!("\"{}\"", self.tag));
        match header(header::RANGE).filter(|_| is_same) {
            Some(asked) => range(asked, size),
            None => Wanted::Whole,
        }
    }
}

/// `bytes=5-9`, `bytes=5-`, `bytes=-5`.
fn range(asked: &str, size: u64) -> Wanted {
    let Some((first, last)) = asked.strip_prefix("bytes=").and_then(|r| r.split_once('-')) else { return Wanted::Whole };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().unwrap_or(u64::MAX));
    let (Some(from), Some(to)) = (digits(&format!("0{first}")), digits(&format!("0{last}"))) else { return Wanted::Whole };
    let part = match (first.is_empty(), last.is_empty()) {
        (true, true) => return Wanted::Whole,
        (true, false) => size.saturating_sub(to)..size,
        (false, true) => from..size,
        (false, false) if to < from => return Wanted::Whole,
        (false, false) => from..size.min(to.saturating_add(1)),
    };
    if part.is_empty() { Wanted::Beyond } else { Wanted::Part(part) }
}

/// Answers with a stored file of this size, or with what is wanted of it, for which `blob` is opened; none for what needs none.
///
/// # Errors
/// `Internal` when the tag is no tag.
pub fn stored(file: &Stored<'_>, wanted: &Wanted, size: u64, blob: Option<Blob>) -> Result<HttpResponse> {
    let mut answer = match wanted {
        Wanted::Whole => HttpResponse::Ok(),
        Wanted::Part(_) => HttpResponse::PartialContent(),
        Wanted::Beyond => HttpResponse::RangeNotSatisfiable(),
        Wanted::Known => HttpResponse::NotModified(),
    };
    match wanted {
        Wanted::Part(part) => {
            answer.insert_header((header::CONTENT_RANGE, format!("bytes {}-{}/{size}", part.start, part.end - 1)));
        }
        Wanted::Beyond => {
            answer.insert_header((header::CONTENT_RANGE, format!("bytes */{size}")));
        }
        Wanted::Whole | Wanted::Known => {}
    }
    answer
        .insert_header((header::ACCEPT_RANGES, "bytes"))
        .insert_header((header::ETAG, HeaderValue::from_str(&format!("\"{}\"", file.tag)).map_err(Error::internal)?))
        // Kept by the browser, but asked for again each time: rights can go.
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .insert_header((header::CONTENT_SECURITY_POLICY, NOTHING));
    let Some(blob) = blob else { return Ok(answer.finish()) };
    let length = blob.size;
    let pieces = stream::try_unfold(blob, |mut blob| block(move || Ok(blob.piece()?.map(|bytes| (bytes, blob)))));
    Ok(answer
        .content_type(file.content_type)
        .insert_header((header::CONTENT_DISPOSITION, disposition(file.plain, file.name)))
        .body(SizedStream::new(length, Box::pin(pieces))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_read_and_everything_else_is_the_whole() {
        let part = |r: Range<u64>| Wanted::Part(r);
        for (asked, wanted) in [
            ("bytes=0-0", part(0..1)),
            ("bytes=2-4", part(2..5)),
            ("bytes=2-", part(2..10)),
            ("bytes=2-99", part(2..10)),
            ("bytes=2-99999999999999999999", part(2..10)),
            ("bytes=-3", part(7..10)),
            ("bytes=-30", part(0..10)),
            ("bytes=10-", Wanted::Beyond),
            ("bytes=99999999999999999999-", Wanted::Beyond),
            ("bytes=-0", Wanted::Beyond),
            ("bytes=4-2", Wanted::Whole),
            ("bytes=-", Wanted::Whole),
            ("bytes=0-1,3-4", Wanted::Whole),
            ("bytes=a-b", Wanted::Whole),
            ("bytes=+1-2", Wanted::Whole),
            ("lines=0-1", Wanted::Whole),
            ("", Wanted::Whole),
        ] {
            assert_eq!(range(asked, 10), wanted, "{asked}");
        }
    }
}
