//! Kinds of cases: shipped with a workspace, kept by the secretariat.

use serde_json::json;

use crate::{
    duties::words,
    enforcement::{
        CASE_KIND, ladder,
        model::{
            CaseKind, EXTRA_MAX, ExtraField, ExtraKind, FirstMeasure, KIND_DAYS_MAX, KIND_LINES_MAX, KIND_NAME_MAX, KINDS_MAX, KindState,
            MeasureKind,
        },
        shipped,
        store::cases as rows,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
        text::one_line,
    },
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// A kind as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KindContent {
    pub name: String,
    pub article: String,
    pub legal_basis: String,
    pub days_to_file: String,
    /// Label, kind and whether it is required, one field a line of the form; without a label it is none.
    pub fields: Vec<(String, Option<ExtraKind>, bool)>,
    /// Measure and working days, one a line of the form; without a measure it is none.
    pub measures: Vec<(Option<MeasureKind>, String)>,
}

/// Writes down the shipped kinds the workspace lacks; answers how many that were.
pub fn ship_kinds(conn: &mut Conn, scope: &Scope) -> Result<usize> {
    scope.require(&[Role::Secretariat])?;
    ship(conn, scope)
}

/// Gives a workspace that is just being made the shipped kinds, whoever makes it.
pub fn found_workspace(conn: &mut Conn, scope: &Scope) -> Result<()> {
    ship(conn, scope).map(|_| ())
}

fn ship(conn: &mut Conn, scope: &Scope) -> Result<usize> {
    let there = rows::kinds(conn, scope)?;
    let mut position = there.iter().map(|k| k.position).max().unwrap_or(0);
    let mut made = 0;
    for mut kind in shipped::kinds(scope.workspace_lang()) {
        if there.iter().any(|k| k.code == kind.code) {
            continue;
        }
        position += 1;
        kind.position = position;
        rows::insert_kind(conn, scope, &kind)?;
        timeline::record(conn, scope, Entry::new(Subject::new(CASE_KIND, kind.id), "ship").data(json!({ "name": kind.name })))?;
        made += 1;
    }
    // The ladder speaks of these kinds.
    ladder::actions::ship(conn, scope)?;
    Ok(made)
}

/// Adds a kind of the workspace's own. Errors by field.
pub fn new_kind(conn: &mut Conn, scope: &Scope, content: &KindContent) -> Result<CaseKind> {
    scope.require(&[Role::Secretariat])?;
    let there = rows::kinds(conn, scope)?;
    if there.len() >= KINDS_MAX {
        return Err(Error::Refused(Message::new("case-kinds-full").number("limit", KINDS_MAX as f64)));
    }
    let id = new_id();
    let position = there.iter().map(|k| k.position).max().unwrap_or(0) + 1;
    let mut kind = CaseKind {
        id,
        code: format!("own_{id}"),
        name: String::new(),
        article: String::new(),
        legal_basis: String::new(),
        fields: Vec::new(),
        measures: Vec::new(),
        days_to_file: 0,
        state: KindState::Open,
        position,
        version: 1,
    };
    content.put(&mut kind, &there)?;
    rows::insert_kind(conn, scope, &kind)?;
    timeline::record(conn, scope, Entry::new(Subject::new(CASE_KIND, id), "add").data(json!({ "name": kind.name })))?;
    Ok(kind)
}

fn seen(conn: &mut Conn, scope: &Scope, id: i64, version: i64) -> Result<CaseKind> {
    scope.require(&[Role::Secretariat])?;
    let kind = rows::kind(conn, scope, id)?;
    if kind.version == version { Ok(kind) } else { Err(Error::Conflict) }
}

/// Corrects a kind; cases keep what they answered. Errors by field.
pub fn edit_kind(conn: &mut Conn, scope: &Scope, id: i64, version: i64, content: &KindContent) -> Result<CaseKind> {
    let mut kind = seen(conn, scope, id, version)?;
    let old = kind.clone();
    content.put(&mut kind, &rows::kinds(conn, scope)?)?;
    if kind == old {
        return Ok(kind);
    }
    rows::save_kind(conn, scope, &mut kind)?;
    timeline::record(conn, scope, Entry::new(Subject::new(CASE_KIND, id), "edit").data(json!({ "name": kind.name })))?;
    Ok(kind)
}

/// Lets no new case be of a kind; those there are stay. Errors by field: `reason`.
pub fn retire_kind(conn: &mut Conn, scope: &Scope, id: i64, version: i64, reason: &str) -> Result<CaseKind> {
    turn(conn, scope, id, version, KindState::Retired, reason)
}

/// Lets cases be of a retired kind again.
pub fn reopen_kind(conn: &mut Conn, scope: &Scope, id: i64, version: i64) -> Result<CaseKind> {
    turn(conn, scope, id, version, KindState::Open, "")
}

fn turn(conn: &mut Conn, scope: &Scope, id: i64, version: i64, to: KindState, reason: &str) -> Result<CaseKind> {
    let mut kind = seen(conn, scope, id, version)?;
    if kind.state == to {
        return Err(Error::Refused(Message::new("case-kind-is").text("name", &kind.name).key("state", to.key())));
    }
    let reason = if to == KindState::Retired { words::reason(reason)? } else { String::new() };
    let from = std::mem::replace(&mut kind.state, to);
    rows::save_kind(conn, scope, &mut kind)?;
    let action = if to == KindState::Retired { "retire" } else { "reopen" };
    let entry = Entry::new(Subject::new(CASE_KIND, id), action).states(from.as_str(), to.as_str()).text(&reason);
    timeline::record(conn, scope, entry.data(json!({ "name": kind.name })))?;
    Ok(kind)
}

impl KindContent {
    fn put(&self, kind: &mut CaseKind, there: &[CaseKind]) -> Result<()> {
        let mut errors = FieldErrors::default();
        kind.name = words::line(&mut errors, "name", &one_line(&self.name), KIND_NAME_MAX);
        if there.iter().any(|k| k.id != kind.id && k.name == kind.name) {
            errors.add("name", Message::new("case-kind-name-taken"));
        }
        kind.article = words::optional(&mut errors, "article", &one_line(&self.article), KIND_NAME_MAX);
        kind.legal_basis = words::optional(&mut errors, "legal_basis", &self.legal_basis, EXTRA_MAX);
        match days(&self.days_to_file) {
            Some(n) if n > 0 => kind.days_to_file = n,
            _ => errors.add("days_to_file", Message::new("case-kind-days-wrong").number("max", f64::from(KIND_DAYS_MAX))),
        }
        self.put_fields(kind, &mut errors);
        self.put_measures(kind, &mut errors);
        errors.finish(())
    }

    /// A field keeps its key as long as it keeps its label.
    fn put_fields(&self, kind: &mut CaseKind, errors: &mut FieldErrors) {
        let old = std::mem::take(&mut kind.fields);
        let mut next = old.iter().filter_map(|f| f.key.strip_prefix('f')?.parse::<u32>().ok()).max().unwrap_or(0);
        for (at, (label, of, required)) in self.fields.iter().enumerate().take(KIND_LINES_MAX) {
            let name = format!("field_label_{at}");
            let label = words::optional(errors, &name, &one_line(label), KIND_NAME_MAX);
            if label.is_empty() {
                continue;
            }
            if kind.fields.iter().any(|f| f.label == label) {
                errors.add(name, Message::new("case-kind-field-twice"));
                continue;
            }
            let key = old.iter().find(|f| f.label == label).map(|f| f.key.clone()).unwrap_or_else(|| {
                next += 1;
                format!("f{next}")
            });
            kind.fields.push(ExtraField { key, label, kind: of.unwrap_or(ExtraKind::Text), required: *required });
        }
    }

    fn put_measures(&self, kind: &mut CaseKind, errors: &mut FieldErrors) {
        kind.measures.clear();
        for (at, (measure, typed)) in self.measures.iter().enumerate().take(KIND_LINES_MAX) {
            let Some(measure) = *measure else { continue };
            let name = format!("measure_days_{at}");
            let found = if typed.trim().is_empty() { Some(0) } else { days(typed) };
            match found.and_then(|n| u16::try_from(n).ok()) {
                Some(working_days) if !kind.measures.iter().any(|m| m.measure == measure) => {
                    kind.measures.push(FirstMeasure { measure, working_days });
                }
                Some(_) => errors.add(format!("measure_{at}"), Message::new("case-kind-measure-twice")),
                None => errors.add(name, Message::new("case-kind-days-wrong").number("max", f64::from(KIND_DAYS_MAX))),
            }
        }
    }
}

/// A number of working days as typed.
fn days(typed: &str) -> Option<i32> {
    typed.trim().parse().ok().filter(|n| (0..=KIND_DAYS_MAX).contains(n))
}
