//! A file sent piece by piece, however large it is.

use std::{fs::File, io::Read};

use actix_web::{HttpResponse, body::SizedStream, http::header, web::Bytes};
use futures_util::stream;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::block;
use crate::platform::error::{Error, Result};

/// Bytes read and sent at once.
const PIECE: usize = 64 * 1024;

/// Answers with a file to be saved. `plain`: its name in ASCII for who knows no other (RFC 6266), `name`: the real one.
///
/// # Errors
/// `Internal` when the file cannot be looked at.
pub fn download(file: File, content_type: &'static str, plain: &str, name: &str) -> Result<HttpResponse> {
    let length = file.metadata().map_err(Error::internal)?.len();
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(name, NON_ALPHANUMERIC));
    let pieces = stream::try_unfold(file, |file| block(move || piece(file)));
    Ok(HttpResponse::Ok()
        .content_type(content_type)
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .body(SizedStream::new(length, Box::pin(pieces))))
}

/// The next piece; none at the end.
fn piece(mut file: File) -> Result<Option<(Bytes, File)>> {
    let mut buffer = vec![0; PIECE];
    let read = file.read(&mut buffer).map_err(Error::internal)?;
    buffer.truncate(read);
    Ok((read > 0).then(|| (Bytes::from(buffer), file)))
}
