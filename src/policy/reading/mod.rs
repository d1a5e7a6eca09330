//! Reads a government document into its numbered clauses and what each of them charges whom with.
//!
//! Pure: bytes in, proposals out. Nothing here is a decision; every proposal carries the place it
//! was read from and how sure the reader is, and a person confirms it.
//!
//! The way through: [`container`] turns bytes into lines and tables, [`lines`] and [`page`] drop page furniture,
//! [`header`] reads title, number, issuer and date, [`outline`] finds the clauses, and [`clause`]
//! asks [`units`], [`bodies`], [`dates`], [`cadence`] and [`targets`] what each clause says.
//!
//! What is kept of a document are places in its text, not copies, and every look around a word is bounded: time and memory grow with
//! the text whatever its shape.

mod archive;
mod bodies;
mod cadence;
mod calendar;
mod character;
mod clause;
mod collective;
mod columns;
mod comparing;
mod container;
#[cfg(test)]
mod contract_tests;
mod dates;
pub mod departments;
mod docx;
mod drawn;
mod encoding;
mod endings;
mod endmatter;
mod enumeration;
mod flow;
mod form;
mod grammar;
mod grid;
#[cfg(test)]
mod growth_tests;
mod header;
mod inherited;
pub mod json;
mod labels;
mod leaf;
mod lexicon;
mod lines;
mod listing;
mod model;
mod names;
mod nesting;
mod nodes;
mod numbering;
mod numerals;
mod outline;
mod page;
mod pattern;
mod periods;
#[cfg(test)]
mod properties;
mod quantity;
mod refusal;
mod roles;
mod sheet;
mod tabbed;
mod table;
mod targets;
mod tense;
mod units;
mod xlsx;

use chrono::NaiveDate;

pub use departments::KnownDepartment;
pub use model::*;
pub use refusal::Refusal;

/// What was handed in. `name` is the file name as given; its extension is a hint only, the content decides.
pub struct Source<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
}

/// A document as read: what it says about itself, and its clauses to be read one after another, so that a document of a hundred
/// thousand clauses needs no room for all of them at once. All spans are byte offsets into `text`, on character boundaries.
#[derive(Debug)]
pub struct Reading {
    /// The original, lines separated by `\n`; a table row is one line, its cells separated by tabs
    /// (a cell of several lines keeps its line breaks).
    pub text: String,
    pub title: Option<String>,
    /// 文号 as printed, without spaces.
    pub document_number: Option<String>,
    pub issuer: Option<String>,
    /// The day of issue, not of adoption or entry into force.
    pub issued_on: Option<NaiveDate>,
    head: header::Head,
    outline: nodes::Outline,
}

impl Reading {
    /// The leaves of the numbered outline, in order. `departments`: those whose names and aliases are recognised.
    pub fn clauses<'a>(&'a self, departments: &'a [KnownDepartment]) -> impl Iterator<Item = ReadClause> + 'a {
        let reader = clause::Reader::new(&self.text, &self.outline, &self.head, departments);
        (0..self.outline.nodes.len()).filter_map(move |index| reader.clause_at(index))
    }
}

/// Opens a document and finds its outline.
///
/// # Errors
/// [`Refusal`] when the bytes are no document this program reads, or a dangerous one.
pub fn read(input: &Source) -> Result<Reading, Refusal> {
    let mut document = container::open(input.bytes)?;
    let lines = lines::Lines::of(&document);
    let head = header::read(&lines);
    let outline = outline::build(&mut document, &lines, &head);
    Ok(Reading {
        title: head.title.clone(),
        document_number: head.number.clone(),
        issuer: head.issuer.clone(),
        issued_on: head.issued_on,
        text: document.text,
        head,
        outline,
    })
}
