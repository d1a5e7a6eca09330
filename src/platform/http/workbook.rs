//! A workbook or a document to be saved.

use std::{
    fs::File,
    io::{Seek, Write},
};

use actix_web::HttpResponse;

use super::download::download;
use crate::platform::error::{Error, Result};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Answers with a workbook. `plain`: its name in ASCII for who knows no other (RFC 6266), `name`: the real one; both without ending.
///
/// # Errors
/// `Internal` when the file cannot be looked at.
pub fn workbook(file: File, plain: &str, name: &str) -> Result<HttpResponse> {
    download(file, XLSX, &format!("{plain}.xlsx"), &format!("{name}.xlsx"))
}

/// Answers with a DOCX document; names as [`workbook`].
///
/// # Errors
/// `Internal` when there is no room for the file.
pub fn document(bytes: &[u8], plain: &str, name: &str) -> Result<HttpResponse> {
    let mut file = tempfile::tempfile().map_err(Error::internal)?;
    file.write_all(bytes).and_then(|()| file.rewind()).map_err(Error::internal)?;
    download(file, DOCX, &format!("{plain}.docx"), &format!("{name}.docx"))
}
