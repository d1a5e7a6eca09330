//! A list as a workbook to be saved: what is shown, all its pages.

use std::fs::File;

use actix_web::HttpResponse;

use crate::{
    platform::{
        error::Result,
        http,
        i18n::{format, t},
        table::book::{About, Cell, Column, EXPORT_MAX, book},
    },
    tenancy::Scope,
};

/// One row more than a workbook holds: whoever reads so many knows whether it holds all.
pub const SHEET_ASKED: i64 = EXPORT_MAX as i64 + 1;

/// Rows as a sheet, at most [`SHEET_ASKED`] of them. The heads of columns are keys of texts, widths in characters. What is beyond the most
/// a workbook holds is left out, which the last line then says.
///
/// # Errors
/// `Internal` when the file cannot be written.
pub fn sheet(scope: &Scope, title: &str, columns: &[(&str, f64)], rows: impl IntoIterator<Item = Vec<Cell>>) -> Result<File> {
    let lang = scope.lang();
    let mut rows: Vec<Vec<Cell>> = rows.into_iter().take(EXPORT_MAX + 1).collect();
    let note = (rows.len() > EXPORT_MAX).then(|| format(lang, "part-export-cut", &[("limit", EXPORT_MAX.to_string().into())]));
    rows.truncate(EXPORT_MAX);
    let columns: Vec<Column> = columns.iter().map(|(key, width)| Column::new(t(lang, key), *width)).collect();
    let about = About { title, company: scope.workspace_name(), made: scope.now() };
    book(&about, &columns, &rows, note.as_deref())
}

/// Answers with it, dated today. `plain`: its name in ASCII, `name`: the key of the real one, which may say `workspace` and `date`.
///
/// # Errors
/// `Internal` when the file cannot be looked at.
pub fn saved(scope: &Scope, file: File, plain: &str, name: &str) -> Result<HttpResponse> {
    let args = [("workspace", scope.workspace_name().into()), ("date", scope.today().to_string().into())];
    http::workbook(file, &format!("{plain}-{}", scope.today()), &format(scope.lang(), name, &args))
}
