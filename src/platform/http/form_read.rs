//! Reading a form's body within limits.

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::{
    HttpMessage, HttpRequest,
    dev::Payload,
    error::PayloadError,
    http::header,
    web::{Bytes, BytesMut},
};
use futures_util::{StreamExt, TryStreamExt};

use super::{Fault, Fields, Upload, form::clean};
use crate::platform::error::Message;

const MB: usize = 1024 * 1024;
/// Whole body.
pub(super) const MAX_BODY: usize = 12 * MB;
/// One text field.
pub(super) const MAX_TEXT: usize = 2 * MB;
/// One file.
const MAX_FILE: usize = 10 * MB;
/// Text fields and files together.
const MAX_FIELDS: usize = 2000;
/// How much of an oversized body is still read, so that the browser shows our page instead of a broken connection.
pub(super) const MAX_DRAIN: usize = 64 * MB;

/// Reads the body; an empty body without a type is an empty form.
pub(super) async fn read(req: &HttpRequest, payload: &mut Payload) -> Result<Fields, Fault> {
    let length: Option<usize> = req.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse().ok());
    if length.is_some_and(|l| l > MAX_BODY) {
        drain(payload).await;
        return Err(body_too_large());
    }
    let read = match req.content_type() {
        "application/x-www-form-urlencoded" if is_utf8(req) => urlencoded(payload).await,
        "multipart/form-data" => multipart(Multipart::new(req.headers(), payload.take())).await,
        "" if length.unwrap_or(0) == 0 => Ok(Fields::default()),
        _ => Err(Fault::MediaType),
    };
    if matches!(read, Err(Fault::TooLarge(_) | Fault::MediaType)) {
        drain(payload).await;
    }
    read
}

fn is_utf8(req: &HttpRequest) -> bool {
    // Without a charset, forms are UTF-8.
    matches!(req.encoding(), Ok(encoding) if encoding.name() == "UTF-8")
}

pub(super) async fn drain(payload: &mut Payload) {
    let mut seen = 0;
    while let Some(Ok(chunk)) = payload.next().await {
        seen += chunk.len();
        if seen > MAX_DRAIN {
            break;
        }
    }
}

async fn urlencoded(payload: &mut Payload) -> Result<Fields, Fault> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|e| payload_fault(&e))?;
        if body.len() + chunk.len() > MAX_BODY {
            return Err(body_too_large());
        }
        body.extend_from_slice(&chunk);
    }
    parse_urlencoded(&body)
}

pub(super) fn parse_urlencoded(body: &[u8]) -> Result<Fields, Fault> {
    let mut fields = Fields::default();
    for pair in body.split(|b| *b == b'&').filter(|p| !p.is_empty()) {
        let at = pair.iter().position(|b| *b == b'=').unwrap_or(pair.len());
        let name = decode(&pair[..at])?;
        let value = decode(pair.get(at + 1..).unwrap_or_default())?;
        push_text(&mut fields, name, value)?;
    }
    Ok(fields)
}

/// Percent and plus decoding; a `%` without two digits stands for itself, as in browsers.
fn decode(raw: &[u8]) -> Result<String, Fault> {
    let spaced: Vec<u8> = raw.iter().map(|b| if *b == b'+' { b' ' } else { *b }).collect();
    let plain = percent_encoding::percent_decode(&spaced).collect();
    String::from_utf8(plain).map_err(|_| Fault::bad_request("problem-bad-text"))
}

pub(super) fn push_text(fields: &mut Fields, name: String, value: String) -> Result<(), Fault> {
    let name: String = clean(&name).chars().take(200).collect();
    if value.len() > MAX_TEXT {
        return Err(Fault::TooLarge(limit("problem-text-too-large", MAX_TEXT).text("field", name)));
    }
    count(fields)?;
    fields.text.push((name, clean(&value)));
    Ok(())
}

fn count(fields: &Fields) -> Result<(), Fault> {
    if fields.text.len() + fields.files.len() < MAX_FIELDS {
        return Ok(());
    }
    Err(Fault::BadRequest(Message::new("problem-too-many-fields").text("limit", MAX_FIELDS.to_string())))
}

async fn multipart(mut parts: Multipart) -> Result<Fields, Fault> {
    let read = read_parts(&mut parts).await;
    if matches!(read, Err(Fault::TooLarge(_))) {
        // The declared length was within bounds: the rest is short.
        while let Ok(Some(_)) = parts.try_next().await {}
    }
    read
}

async fn read_parts(parts: &mut Multipart) -> Result<Fields, Fault> {
    let mut fields = Fields::default();
    let mut left = MAX_BODY;
    while let Some(mut part) = parts.try_next().await.map_err(damaged)? {
        let name = part.name().unwrap_or_default().to_owned();
        match file_name(&part) {
            None => read_text(&mut part, name, &mut left, &mut fields).await?,
            Some(file) => {
                let file = base_name(&file);
                let content_type = part.content_type().map_or_else(|| "application/octet-stream".to_owned(), ToString::to_string);
                let bytes =
                    collect(&mut part, MAX_FILE, &mut left, || limit("problem-file-too-large", MAX_FILE).text("name", file.clone()))
                        .await?;
                // What browsers send for an input where nothing was chosen.
                if file.is_empty() && bytes.is_empty() {
                    continue;
                }
                count(&fields)?;
                fields.files.push(Upload { field: clean(&name), name: file, content_type, bytes });
            }
        }
    }
    Ok(fields)
}

/// The name of a part's file, as it was sent; none for a text field.
pub(super) fn file_name(part: &Field) -> Option<String> {
    let disposition = part.content_disposition()?;
    let extended = disposition.get_filename_ext().map(|e| String::from_utf8_lossy(&e.value).into_owned());
    extended.or_else(|| disposition.get_filename().map(str::to_owned))
}

/// Reads a text field; `left`: what the whole form may still have.
pub(super) async fn read_text(part: &mut Field, name: String, left: &mut usize, fields: &mut Fields) -> Result<(), Fault> {
    let bytes = collect(part, MAX_TEXT, left, || limit("problem-text-too-large", MAX_TEXT).text("field", name.clone())).await?;
    let text = String::from_utf8(bytes.to_vec()).map_err(|_| Fault::bad_request("problem-bad-text"))?;
    push_text(fields, name, text)
}

async fn collect(part: &mut Field, max: usize, left: &mut usize, too_large: impl Fn() -> Message) -> Result<Bytes, Fault> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = part.try_next().await.map_err(damaged)? {
        *left = left.checked_sub(chunk.len()).ok_or_else(body_too_large)?;
        if bytes.len() + chunk.len() > max {
            return Err(Fault::TooLarge(too_large()));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

/// The last part of a path, at most 200 characters with its extension kept.
pub(super) fn base_name(path: &str) -> String {
    let name = clean(path).replace(['\n', '\t'], " ");
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let excess = name.chars().count().saturating_sub(200);
    name.chars().skip(excess).collect()
}

fn limit(key: &'static str, bytes: usize) -> Message {
    Message::new(key).text("limit", (bytes / MB).to_string())
}

fn body_too_large() -> Fault {
    Fault::TooLarge(limit("problem-body-too-large", MAX_BODY))
}

pub(super) fn damaged(error: MultipartError) -> Fault {
    match error {
        MultipartError::Payload(inner) => payload_fault(&inner),
        other => {
            tracing::debug!(error = %other, "damaged form");
            Fault::bad_request("problem-bad-form")
        }
    }
}

fn payload_fault(error: &PayloadError) -> Fault {
    match error {
        PayloadError::Overflow => body_too_large(),
        _ => Fault::bad_request("problem-bad-form"),
    }
}
