//! A file sent piece by piece, however large it is.

use std::{fs::File, io::Read};

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
    /// Whether the browser says it has this content: 304 then, and no need to open it.
    pub fn is_known_to(&self, req: &HttpRequest) -> bool {
        let given = req.headers().get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let bare = |tag: &str| tag.trim().trim_start_matches("W/").trim_matches('"') == self.tag;
        !self.tag.is_empty() && given.split(',').any(bare)
    }
}

/// Answers with a stored file; `None` for one the browser has already.
///
/// # Errors
/// `Internal` when the tag is no tag.
pub fn stored(file: &Stored<'_>, blob: Option<Blob>) -> Result<HttpResponse> {
    let mut answer = if blob.is_some() { HttpResponse::Ok() } else { HttpResponse::NotModified() };
    answer
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
