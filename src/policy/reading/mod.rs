//! Reads a government document into its numbered clauses and what each of them charges whom with.
//!
//! Pure: bytes in, proposals out. Nothing here is a decision; every proposal carries the place it
//! was read from and how sure the reader is, and a person confirms it.
//!
//! The way through: [`container`] turns bytes into lines and tables, [`lines`] drops page furniture,
//! [`header`] reads title, number, issuer and date, [`outline`] finds the clauses, and [`clause`]
//! asks [`units`], [`bodies`], [`dates`], [`cadence`] and [`targets`] what each clause says.

mod archive;
mod bodies;
mod cadence;
mod calendar;
mod character;
mod clause;
mod collective;
mod container;
#[cfg(test)]
mod contract_tests;
mod dates;
pub mod departments;
mod docx;
mod drawn;
mod encoding;
mod endmatter;
mod flow;
mod grammar;
mod header;
pub mod json;
mod labels;
mod leaf;
mod lexicon;
mod lines;
mod listing;
mod model;
mod names;
mod nesting;
mod numbering;
mod numerals;
mod outline;
mod periods;
#[cfg(test)]
mod properties;
mod quantity;
mod refusal;
mod roles;
mod sheet;
mod table;
mod targets;
mod tense;
mod units;
mod xlsx;

pub use departments::KnownDepartment;
pub use model::*;
pub use refusal::Refusal;

/// What was handed in. `name` is the file name as given; its extension is a hint only, the content decides.
pub struct Source<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
    pub departments: &'a [KnownDepartment],
}

/// Reads one document.
///
/// # Errors
/// [`Refusal`] when the bytes are no document this program reads, or a dangerous one.
pub fn read(input: &Source) -> Result<Reading, Refusal> {
    let document = container::open(input.bytes)?;
    let furniture = lines::furniture(&document);
    let head = header::read(&document, &furniture);
    let outline = outline::build(&document, &furniture, &head);
    let clauses = clause::read_all(&document, &outline, &head, input.departments);
    Ok(Reading {
        title: head.title,
        document_number: head.number,
        issuer: head.issuer,
        issued_on: head.issued_on,
        text: document.text,
        clauses,
    })
}
