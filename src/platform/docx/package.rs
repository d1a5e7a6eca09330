//! The package: its parts, and the section, which is the page.

use std::io::{Cursor, Write};

use chrono::NaiveDateTime;
use quick_xml::escape::escape;
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use super::{Document, clean};
use crate::platform::{
    error::{Error, Result},
    i18n::Lang,
};

/// Children of properties in the order of the schema, as far as anything here writes them.
pub(super) const P_PR: &[&str] = &[
    "w:pStyle",
    "w:keepNext",
    "w:keepLines",
    "w:pageBreakBefore",
    "w:framePr",
    "w:widowControl",
    "w:numPr",
    "w:pBdr",
    "w:shd",
    "w:tabs",
    "w:bidi",
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:jc",
    "w:textAlignment",
    "w:outlineLvl",
    "w:rPr",
    "w:sectPr",
];
pub(super) const R_PR: &[&str] =
    &["w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:color", "w:spacing", "w:kern", "w:sz", "w:szCs", "w:u", "w:lang"];
pub(super) const TBL_PR: &[&str] =
    &["w:tblStyle", "w:tblpPr", "w:tblW", "w:jc", "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar"];
pub(super) const TR_PR: &[&str] = &["w:cantSplit", "w:trHeight", "w:tblHeader"];
pub(super) const TC_PR: &[&str] = &["w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:shd", "w:tcMar", "w:textDirection", "w:vAlign"];
pub(super) const SIDES: &[&str] = &["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"];

/// A4 with the margins of the standard: 37 mm above, 35 below, 28 to the left, 26 to the right; the page number 7 mm below the text.
const PAGE: &str = r#"<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1247" w:gutter="0"/><w:cols w:space="425"/>"#;
/// 22 lines in 225 mm, 28 characters in 156 mm: each a little narrower than its 16 points. The grid is there for whoever looks
/// up the page's settings and types on; the styles keep to its measures by their own spacing, because LibreOffice gives a character
/// that is wider than a cell two of them.
const GRID: &str = r#"<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-849"/>"#;

pub(super) fn pack(document: &Document, body: &[u8]) -> Result<Vec<u8>> {
    let (styles, grid) = match document.lang {
        Lang::ZhCn => (include_str!("part/styles_zh.xml"), GRID),
        Lang::En => (include_str!("part/styles_en.xml"), ""),
    };
    let body = std::str::from_utf8(body).map_err(Error::internal)?;
    let body = body.replacen("<w:sectPr/>", &format!("<w:sectPr>{PAGE}{grid}</w:sectPr>"), 1);
    let core = core(document);
    let parts = [
        // The first one, by which programs know the kind of file.
        ("[Content_Types].xml", include_str!("part/content_types.xml")),
        ("_rels/.rels", include_str!("part/package_rels.xml")),
        ("word/document.xml", &body),
        ("word/_rels/document.xml.rels", include_str!("part/document_rels.xml")),
        ("word/styles.xml", styles),
        ("word/settings.xml", include_str!("part/settings.xml")),
        ("word/fontTable.xml", include_str!("part/fontTable.xml")),
        ("word/footer1.xml", include_str!("part/footer_odd.xml")),
        ("word/footer2.xml", include_str!("part/footer_even.xml")),
        ("docProps/core.xml", &core),
        ("docProps/app.xml", include_str!("part/app.xml")),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // No time of day and no machine's rights, so that the same document is the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, text) in parts {
        zip.start_file(name, options).map_err(Error::internal)?;
        zip.write_all(text.as_bytes()).map_err(Error::internal)?;
    }
    Ok(zip.finish().map_err(Error::internal)?.into_inner())
}

fn core(document: &Document) -> String {
    let at = |instant: NaiveDateTime| instant.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let title = document.head.iter().chain(&document.title).map(|text| clean(text).replace('\n', "")).collect::<Vec<_>>().join(" ");
    let (title, author, made) = (escape(title.as_str()).into_owned(), escape(clean(&document.author)).into_owned(), at(document.made));
    let lang = document.lang.code();
    format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            "\n",
            r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" "#,
            r#"xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" "#,
            r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#,
            "<dc:title>{}</dc:title><dc:creator>{}</dc:creator><cp:lastModifiedBy>{}</cp:lastModifiedBy>",
            r#"<dcterms:created xsi:type="dcterms:W3CDTF">{}</dcterms:created>"#,
            r#"<dcterms:modified xsi:type="dcterms:W3CDTF">{}</dcterms:modified><dc:language>{}</dc:language></cp:coreProperties>"#
        ),
        title, author, author, made, made, lang
    )
}
