//! A workbook to be saved.

use actix_web::{HttpResponse, http::header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Answers with a workbook. `plain`: its name in ASCII for who knows no other (RFC 6266), `name`: the real one; both without ending.
pub fn workbook(bytes: Vec<u8>, plain: &str, name: &str) -> HttpResponse {
    let disposition =
        format!("attachment; filename=\"{plain}.xlsx\"; filename*=UTF-8''{}.xlsx", utf8_percent_encode(name, NON_ALPHANUMERIC));
    HttpResponse::Ok().content_type(XLSX).insert_header((header::CONTENT_DISPOSITION, disposition)).body(bytes)
}
