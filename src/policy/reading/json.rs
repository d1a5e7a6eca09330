//! The contract's JSON.

use super::model::{Body, Found, ReadClause, Reading};
use serde::Serialize;
use serde_json::{Value, json};
use std::ops::Range;

/// The reading as one JSON object: the contract's keys, and with each proposal the bytes of `text` it
/// was read from (`read_from`) and how sure it is (`sure`).
pub fn contract(reading: &Reading) -> Value {
    json!({
        "title": reading.title,
        "document_number": reading.document_number,
        "issuer": reading.issuer,
        "issued_on": reading.issued_on,
        "clauses": reading.clauses.iter().map(clause).collect::<Vec<_>>(),
    })
}

fn span(range: &Range<usize>) -> Value {
    json!([range.start, range.end])
}

fn clause(c: &ReadClause) -> Value {
    let names = |list: &[Body]| list.iter().map(|b| b.name.clone()).collect::<Vec<_>>();
    json!({
        "path": c.path,
        "label": c.label,
        "section": c.section,
        "heading": c.heading,
        "text": c.text,
        "kind": c.kind,
        "lead": names(&c.lead),
        "support": names(&c.support),
        "due": c.due.as_ref().map(|d| d.value),
        "cadence": c.cadence.as_ref().map(|d| d.value),
        "targets": c.targets.iter().map(|t| json!({
            "value": t.value.value, "unit": t.value.unit, "comparison": t.value.comparison, "per": t.value.per,
            "what": t.value.what, "read_from": span(&t.span), "sure": t.sure,
        })).collect::<Vec<_>>(),
        "read_from": {
            "clause": span(&c.span),
            "lead": c.lead.iter().map(|b| span(&b.span)).collect::<Vec<_>>(),
            "support": c.support.iter().map(|b| span(&b.span)).collect::<Vec<_>>(),
            "due": place(c.due.as_ref()),
            "cadence": place(c.cadence.as_ref()),
        },
        "sure": {
            "lead": c.lead.iter().map(|b| b.sure).collect::<Vec<_>>(),
            "support": c.support.iter().map(|b| b.sure).collect::<Vec<_>>(),
            "due": c.due.as_ref().map(|d| d.sure),
            "cadence": c.cadence.as_ref().map(|d| d.sure),
        },
    })
}

fn place<T: Serialize>(found: Option<&Found<T>>) -> Value {
    found.map_or(Value::Null, |f| span(&f.span))
}
