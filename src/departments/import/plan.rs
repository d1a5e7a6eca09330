//! What each row of a table would do, decided without touching anything.

use std::collections::HashMap;

use super::{Known, columns::Column};
use crate::{
    departments::model::{NewDepartment, check_parent, next_code},
    platform::{
        error::{FieldErrors, Message},
        table::{self, Change, Column as _, Columns, Row, Wrong},
    },
    tenancy::{
        DepartmentKind,
        departments::{Department, DepartmentState, alias_key},
    },
};

/// What a row is about.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The department; negative for a new one.
    pub id: i64,
    /// As it will be, tidied; its parent may be negative: another new row.
    pub result: NewDepartment,
}

pub type Plan = table::Plan<Column, Planned>;
pub type PlannedRow = table::PlannedRow<Column, Planned>;

/// Who goes by which code and spelling: those that exist first, then rows of the table as they come.
struct Names<'a> {
    known: &'a Known,
    /// Spelling key → department.
    spellings: HashMap<String, i64>,
    codes: HashMap<String, i64>,
    /// The row that is about a department.
    rows: HashMap<i64, usize>,
}

/// What these rows would do. Cells that are empty change nothing; aliases are added, never taken away.
pub fn plan(rows: &[Row], known: &Known) -> Plan {
    let columns = Columns::of(rows);
    let mut names = Names {
        known,
        spellings: known.spellings.iter().map(|(id, alias, _)| (alias_key(alias), *id)).collect(),
        codes: known.all.iter().map(|d| (alias_key(&d.code), d.id)).collect(),
        rows: HashMap::new(),
    };
    let mut planned: Vec<PlannedRow> = Vec::with_capacity(columns.body.len());
    for (index, row) in columns.body.iter().enumerate() {
        let row = names.plan_row(row, &columns, -(index as i64) - 1);
        planned.push(row);
    }
    give_codes(&mut planned, &names);
    place(&mut planned, &names);
    for row in &mut planned {
        row.change = change(row, known);
    }
    let problem = columns.problem(planned.len());
    Plan { rows: planned, ignored: columns.ignored, problem }
}

impl Names<'_> {
    fn department(&self, id: i64) -> Option<&Department> {
        self.known.all.iter().find(|d| d.id == id)
    }

    fn aliases(&self, id: i64) -> Vec<String> {
        self.known.spellings.iter().filter(|(d, _, kind)| *d == id && kind == "alias").map(|(_, alias, _)| alias.clone()).collect()
    }

    fn plan_row(&mut self, row: &Row, columns: &Columns<'_, Column>, fresh: i64) -> PlannedRow {
        let mut errors = Wrong::new();
        let cells = columns.cells(row, &mut errors);
        let (id, by_code) = self.whom(&cells, fresh);
        let result = self.result(&cells, id, by_code, &mut errors);
        let mut wrong = FieldErrors::default();
        result.check(&mut wrong);
        errors.extend(wrong.0.into_iter().map(|e| (Column::of_field(&e.field), e.message)));
        if let Some(department) = self.department(id).filter(|d| d.state != DepartmentState::Open) {
            let column = if by_code { Column::Code } else { Column::Name };
            errors.push((Some(column), Message::new("import-not-open").text("name", &department.name)));
        }
        if let Some(first) = self.rows.insert(id, row.number) {
            errors.push((Some(Column::Name), Message::new("import-row-twice").text("row", first.to_string())));
        }
        self.claim(&result, id, row.number, &mut errors);
        PlannedRow { number: row.number, cells, change: Change::Same, errors, what: Planned { id, result } }
    }

    /// The department a row is about, by code or else by name, and whether by code.
    fn whom(&self, cells: &HashMap<Column, String>, fresh: i64) -> (i64, bool) {
        let existing = |id: &&i64| **id > 0;
        if let Some(id) = cells.get(&Column::Code).and_then(|c| self.codes.get(&alias_key(c))).filter(existing) {
            return (*id, true);
        }
        let named = cells.get(&Column::Name).and_then(|n| self.spellings.get(&alias_key(n))).filter(existing);
        (named.copied().unwrap_or(fresh), false)
    }

    /// The department as the row leaves it.
    fn result(&self, cells: &HashMap<Column, String>, id: i64, by_code: bool, errors: &mut Wrong<Column>) -> NewDepartment {
        let cell = |c: Column| cells.get(&c).cloned();
        let mut result = match self.department(id) {
            Some(d) => NewDepartment {
                code: d.code.clone(),
                name: d.name.clone(),
                short_name: d.short_name.clone(),
                aliases: self.aliases(id),
                kind: d.kind,
                parent_id: d.parent_id,
                position: Some(d.position),
            },
            None => NewDepartment::named(""),
        };
        // Found by one of its names, a department keeps the name it has.
        let renamed = cell(Column::Name).filter(|n| (id < 0 || by_code) && alias_key(n) != alias_key(&result.name));
        if let Some(name) = renamed {
            let former = std::mem::replace(&mut result.name, name);
            if alias_key(&result.short_name) == alias_key(&former) {
                result.short_name.clear();
            }
            result.aliases.push(former);
        }
        if let Some(code) = cell(Column::Code).filter(|c| alias_key(c) != alias_key(&result.code)) {
            result.code = code;
        }
        if let Some(short) = cell(Column::ShortName) {
            result.short_name = short;
        }
        if let Some(aliases) = cell(Column::Aliases) {
            result.aliases.extend(aliases.split(['、', ';', '；', '|', '\n', '/']).map(str::to_owned));
        }
        if let Some(kind) = cell(Column::Kind) {
            match kind_of(&kind) {
                Some(kind) => result.kind = kind,
                None => errors.push((Some(Column::Kind), Message::new("import-kind-unknown"))),
            }
        }
        if let Some(position) = cell(Column::Position) {
            match position.parse::<i64>().ok().filter(|n| (0..=1_000_000).contains(n)) {
                Some(n) => result.position = Some(n),
                None => errors.push((Some(Column::Position), Message::new("department-position-wrong"))),
            }
        }
        result.tidied()
    }

    /// Notes the row's code and spellings; what somebody else has is an error that names them.
    fn claim(&mut self, result: &NewDepartment, id: i64, row: usize, errors: &mut Wrong<Column>) {
        if !result.code.is_empty() {
            let other = *self.codes.entry(alias_key(&result.code)).or_insert(id);
            if other != id {
                errors.push((Some(Column::Code), self.taken(&result.code, other)));
            }
        }
        for (key, alias, kind) in result.spellings() {
            let other = *self.spellings.entry(key).or_insert(id);
            if other != id {
                let column = Column::of_field(if kind == "alias" { "aliases" } else { kind });
                errors.push((column, self.taken(&alias, other)));
            }
        }
        self.rows.insert(id, row);
    }

    fn taken(&self, what: &str, other: i64) -> Message {
        match self.department(other) {
            Some(d) => Message::new("import-taken").text("what", what).text("name", &d.name).text("code", &d.code),
            None => {
                let row = self.rows.get(&other).copied().unwrap_or_default();
                Message::new("import-taken-in-table").text("what", what).text("row", row.to_string())
            }
        }
    }
}

fn kind_of(cell: &str) -> Option<DepartmentKind> {
    match alias_key(cell).as_str() {
        "成员单位" | "部门" | "单位" | "省级部门" | "department" => Some(DepartmentKind::Department),
        "地方政府" | "地方" | "政府" | "localgovernment" | "local_government" => Some(DepartmentKind::LocalGovernment),
        _ => None,
    }
}

/// New departments without a code are given the next free ones.
fn give_codes(rows: &mut [PlannedRow], names: &Names<'_>) {
    let mut given: Vec<String> = names.codes.keys().cloned().collect();
    for row in rows.iter_mut().filter(|r| r.what.result.code.is_empty()) {
        row.what.result.code = next_code(given.iter().map(String::as_str));
        given.push(row.what.result.code.clone());
    }
}

/// Finds each row's parent among departments and other rows, and refuses rings.
fn place(rows: &mut [PlannedRow], names: &Names<'_>) {
    let mut parents: HashMap<i64, Option<i64>> = names.known.all.iter().map(|d| (d.id, d.parent_id)).collect();
    for row in rows.iter_mut() {
        if let Some(cell) = row.cells.get(&Column::Parent) {
            let key = alias_key(cell);
            match names.codes.get(&key).or_else(|| names.spellings.get(&key)) {
                None => row.errors.push((Some(Column::Parent), Message::new("import-parent-unknown").text("parent", cell))),
                Some(id) => match names.department(*id).filter(|d| d.state != DepartmentState::Open) {
                    Some(d) => {
                        row.errors.push((Some(Column::Parent), Message::new("department-parent-not-open").text("name", &d.name)));
                    }
                    None => row.what.result.parent_id = Some(*id),
                },
            }
        }
        parents.insert(row.what.id, row.what.result.parent_id);
    }
    for row in rows.iter_mut() {
        let Some(parent) = row.what.result.parent_id else { continue };
        if let Err(message) = check_parent(&parents, Some(row.what.id), parent) {
            row.errors.push((Some(Column::Parent), message));
        }
    }
}

fn change(row: &PlannedRow, known: &Known) -> Change<Column> {
    let Some(old) = known.all.iter().find(|d| d.id == row.what.id) else { return Change::New };
    let aliases: Vec<String> =
        known.spellings.iter().filter(|(d, _, kind)| *d == old.id && kind == "alias").map(|(_, alias, _)| alias.clone()).collect();
    let fields = crate::departments::actions::differences(old, &aliases, &row.what.result);
    if fields.is_empty() { Change::Same } else { Change::Changed(fields.into_iter().filter_map(Column::of_field).collect()) }
}
