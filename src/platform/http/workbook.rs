//! A workbook to be saved.

use std::fs::File;

use actix_web::HttpResponse;

use super::download::download;
use crate::platform::error::Result;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Answers with a workbook. `plain`: its name in ASCII for who knows no other (RFC 6266), `name`: the real one; both without ending.
///
/// # Errors
/// `Internal` when the file cannot be looked at.
pub fn workbook(file: File, plain: &str, name: &str) -> Result<HttpResponse> {
    download(file, XLSX, &format!("{plain}.xlsx"), &format!("{name}.xlsx"))
}
