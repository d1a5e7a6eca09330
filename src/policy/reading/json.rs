//! The contract's JSON.

use super::model::{Body, Cadence, ClauseKind, Comparison, Found, Per, ReadClause, Sureness};
use super::{KnownDepartment, Reading};
use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use std::io::Write;
use std::ops::Range;

type Span = [usize; 2];

#[derive(Serialize)]
struct Document<'a> {
    title: Option<&'a str>,
    document_number: Option<&'a str>,
    issuer: Option<&'a str>,
    issued_on: Option<NaiveDate>,
    clauses: Clauses<'a>,
}

/// The clauses, written one after another as they are read.
struct Clauses<'a> {
    reading: &'a Reading,
    departments: &'a [KnownDepartment],
}

impl Serialize for Clauses<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.reading.clauses(self.departments).map(Read))
    }
}

struct Read(ReadClause);

impl Serialize for Read {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        clause(&self.0).serialize(serializer)
    }
}

#[derive(Serialize)]
struct Clause<'a> {
    path: &'a [String],
    label: &'a str,
    section: &'a [String],
    heading: Option<&'a str>,
    text: &'a str,
    kind: ClauseKind,
    lead: Vec<&'a str>,
    support: Vec<&'a str>,
    due: Option<NaiveDate>,
    cadence: Option<Cadence>,
    targets: Vec<Number<'a>>,
    read_from: ReadFrom,
    sure: Sure,
}

#[derive(Serialize)]
struct Number<'a> {
    value: f64,
    unit: &'a str,
    comparison: Comparison,
    per: Option<Per>,
    what: &'a str,
    read_from: Span,
    sure: Sureness,
}

#[derive(Serialize)]
struct ReadFrom {
    clause: Span,
    lead: Vec<Span>,
    support: Vec<Span>,
    due: Option<Span>,
    cadence: Option<Span>,
}

#[derive(Serialize)]
struct Sure {
    lead: Vec<Sureness>,
    support: Vec<Sureness>,
    due: Option<Sureness>,
    cadence: Option<Sureness>,
}

/// Writes the reading as one JSON object: the contract's keys, and with each proposal the bytes of the text it
/// was read from (`read_from`) and how sure it is (`sure`).
///
/// # Errors
/// Where the writer fails.
pub fn contract(reading: &Reading, departments: &[KnownDepartment], out: impl Write) -> serde_json::Result<()> {
    let document = Document {
        title: reading.title.as_deref(),
        document_number: reading.document_number.as_deref(),
        issuer: reading.issuer.as_deref(),
        issued_on: reading.issued_on,
        clauses: Clauses { reading, departments },
    };
    serde_json::to_writer(out, &document)
}

fn span(range: &Range<usize>) -> Span {
    [range.start, range.end]
}

fn place<T>(found: Option<&Found<T>>) -> Option<Span> {
    found.map(|f| span(&f.span))
}

fn clause(c: &ReadClause) -> Clause<'_> {
    let spans = |list: &[Body]| list.iter().map(|b| span(&b.span)).collect();
    let sure = |list: &[Body]| list.iter().map(|b| b.sure).collect();
    Clause {
        path: &c.path,
        label: &c.label,
        section: &c.section,
        heading: c.heading.as_deref(),
        text: &c.text,
        kind: c.kind,
        lead: c.lead.iter().map(|b| b.name.as_str()).collect(),
        support: c.support.iter().map(|b| b.name.as_str()).collect(),
        due: c.due.as_ref().map(|d| d.value),
        cadence: c.cadence.as_ref().map(|d| d.value),
        targets: c.targets.iter().map(number).collect(),
        read_from: ReadFrom {
            clause: span(&c.span),
            lead: spans(&c.lead),
            support: spans(&c.support),
            due: place(c.due.as_ref()),
            cadence: place(c.cadence.as_ref()),
        },
        sure: Sure {
            lead: sure(&c.lead),
            support: sure(&c.support),
            due: c.due.as_ref().map(|d| d.sure),
            cadence: c.cadence.as_ref().map(|d| d.sure),
        },
    }
}

fn number(t: &Found<super::Target>) -> Number<'_> {
    let v = &t.value;
    Number { value: v.value, unit: &v.unit, comparison: v.comparison, per: v.per, what: &v.what, read_from: span(&t.span), sure: t.sure }
}
