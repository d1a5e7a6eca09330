//! Official documents as DOCX, from plain data, in the layout of GB/T 9704—2012: A4, 22 lines of 28 characters, the prescribed
//! fonts with what takes their place where they are missing, page numbers on the outer side.
//!
//! The crate `docx-rs` writes paragraphs, runs and tables. It puts the children of every property in another order than the schema
//! asks for, which Word mends and strict readers refuse; it has no alternative font names, no repeated table heads, no odd and even
//! footers in order, and numbers paragraphs by a counter of the thread. So its body is put in order ([`order`]) and packed with
//! parts of ours ([`package`]). The same data always give the same bytes.

mod body;
mod order;
mod package;
#[cfg(test)]
mod rendering;
#[cfg(test)]
mod tests;

use chrono::NaiveDateTime;

use crate::platform::{error::Result, i18n::Lang};

/// A document.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Decides the fonts and the layout of paragraphs.
    pub lang: Lang,
    /// What stands in red at its head, above the number and a red line: 某某联席会议纪要.
    pub head: Option<String>,
    /// 〔2026〕3号.
    pub number: Option<String>,
    /// The lines of the title.
    pub title: Vec<String>,
    /// What stands below the title: the day.
    pub under_title: Option<String>,
    pub blocks: Vec<Block>,
    /// Whom copies go to, and who printed it when; at the foot of the last page.
    pub colophon: Option<Colophon>,
    /// Who wrote it, for the file's properties.
    pub author: String,
    /// When this version was made, UTC, for the file's properties.
    pub made: NaiveDateTime,
}

/// A part of the text.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph, its first line indented by two characters. A line break in it begins another one.
    Paragraph(Vec<Span>),
    /// 一、 at level 1, （一） at level 2, 1. from level 3; the number is part of the text.
    Heading {
        level: u8,
        text: String,
    },
    /// Lines of a label and what belongs to it, the following lines of which stand below its first character: 出席：…
    Labelled(Vec<Labelled>),
    Table(Table),
    /// An empty line.
    Gap,
    /// Who signs and when, to the right.
    Signed(Vec<String>),
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    pub text: String,
    pub bold: bool,
}

impl Span {
    pub fn plain(text: impl Into<String>) -> Span {
        Span { text: text.into(), bold: false }
    }

    pub fn bold(text: impl Into<String>) -> Span {
        Span { text: text.into(), bold: true }
    }
}

/// A label, with its colon, and what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Labelled {
    pub label: String,
    pub text: String,
}

impl Labelled {
    pub fn new(label: impl Into<String>, text: impl Into<String>) -> Labelled {
        Labelled { label: label.into(), text: text.into() }
    }
}

/// A table as wide as the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The head of each column with its share of the width. It is repeated on every page.
    pub columns: Vec<(String, u32)>,
    /// What is missing in a row is empty, what is beyond the columns is left out.
    pub rows: Vec<Vec<String>>,
}

/// The lines at the foot of the last page.
#[derive(Clone, Debug, PartialEq)]
pub struct Colophon {
    /// 抄送：…
    pub copies: Vec<Labelled>,
    /// Who issued it, to the left.
    pub issuer: String,
    /// When, to the right: 2026年12月8日印发.
    pub issued: String,
}

impl Block {
    /// A paragraph of one piece.
    pub fn text(text: impl Into<String>) -> Block {
        Block::Paragraph(vec![Span::plain(text)])
    }
}

impl Document {
    /// The file.
    pub fn write(&self) -> Result<Vec<u8>> {
        package::pack(self, &order::body(&body::xml(self))?)
    }
}

/// Only characters XML may hold; line breaks of one kind.
fn clean(text: &str) -> String {
    let fit = |c: &char| !matches!(c, '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{7F}' | '\u{FFFE}' | '\u{FFFF}');
    text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").chars().filter(fit).collect()
}
