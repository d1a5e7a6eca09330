//! Tables of tasks: which column says what, and one clause a row.

use super::columns::{Column, LONGEST_HEADING, headings, is_header, refines, words};
use super::container::Span;
use super::grid::{Cell, Grid};
use super::labels::label_at;
use super::numerals::is_han_numeral;
use super::pattern::{Compiled, pattern};
use std::sync::Arc;
use std::sync::LazyLock;

/// A table of tasks: its cells and what each grid column says.
#[derive(Debug)]
pub(super) struct TaskTable {
    grid: Box<Grid>,
    columns: Vec<Option<Column>>,
}

/// The heading that rows stand under.
#[derive(Debug, PartialEq)]
pub(super) struct Group {
    pub digits: Option<String>,
    pub number: Option<u32>,
    pub heading: String,
    /// Where it stands, if it is a row of its own.
    pub at: Option<Span>,
}

/// One row of a table of tasks: where it is, its cells stay in the table.
#[derive(Debug)]
pub(super) struct TaskRow {
    table: u32,
    row: u32,
    /// Rows below that go on with it.
    more: Vec<u32>,
    pub number: Box<str>,
    group: Option<Arc<Group>>,
    /// The task's text opens with its number.
    numbered_within: bool,
}

impl TaskRow {
    pub fn group(&self) -> Option<&Group> {
        self.group.as_deref()
    }

    /// The row's group has become a section of the outline.
    pub fn leave_group(&mut self) {
        self.group = None;
    }

    /// The row's cells that say something, each with its column; `tables` are the outline's.
    fn cells<'a>(&'a self, tables: &'a [TaskTable]) -> impl Iterator<Item = (Column, &'a [Span])> {
        let table = &tables[self.table as usize];
        let rows = std::iter::once((self.row, true)).chain(self.more.iter().map(|&r| (r, false)));
        rows.flat_map(move |(row, first)| {
            let cells = cells_of(table.grid.row(row as usize), &table.columns);
            cells
                .filter(move |(_, c)| !c.is_empty() && (first || !c.merged))
                .filter_map(|(column, c)| Some((column?, table.grid.pieces(c))))
        })
    }

    /// The cells that say what is to be done, each a paragraph of lines.
    pub fn body<'a>(&'a self, text: &'a str, tables: &'a [TaskTable]) -> impl Iterator<Item = Vec<Span>> + 'a {
        let bodies = self.cells(tables).filter(|(column, _)| *column == Column::Task);
        bodies.enumerate().map(move |(index, (_, pieces))| {
            let mut pieces = pieces.to_vec();
            if let (0, true, Some(first)) = (index, self.numbered_within, pieces.first_mut())
                && let Some(label) = label_at(first.of(text))
            {
                first.start += label.len as u32;
            }
            pieces
        })
    }

    /// The cells that say who and by when.
    pub fn facts<'a>(&'a self, tables: &'a [TaskTable]) -> impl Iterator<Item = (Column, &'a [Span])> {
        self.cells(tables).filter(|(column, _)| column.is_fact())
    }
}

/// The rows of a table of tasks, which will be the outline's table number `index`; `None` where the table is of another kind.
pub(super) fn tasks(text: &str, grid: Box<Grid>, index: usize) -> Option<(TaskTable, Vec<TaskRow>)> {
    let at = (0..grid.len().min(6)).find(|&row| is_header(&headings(text, &grid, grid.row(row))))?;
    let mut columns = headings(text, &grid, grid.row(at));
    let mut first = at + 1;
    if refines(text, &grid, grid.row(first)) {
        for (index, column) in headings(text, &grid, grid.row(first)).into_iter().enumerate() {
            if let (Some(column), Some(place)) = (column, columns.get_mut(index)) {
                *place = Some(column);
            }
        }
        first += 1;
    }
    let mut reader = Reader { text, grid: &grid, columns: &columns, index, numbered: false, group: None, in_group: 0, rows: Vec::new() };
    reader.numbered = (first..grid.len()).any(|row| reader.number(row).is_some_and(|(number, _)| number.is_some()));
    (first..grid.len()).for_each(|row| reader.row(row));
    let rows = reader.rows;
    Some((TaskTable { grid, columns }, rows))
}

/// The cells of a row with their columns.
fn cells_of<'a>(row: &'a [Cell], columns: &'a [Option<Column>]) -> impl Iterator<Item = (Option<Column>, Cell)> + 'a {
    row.iter().scan(0usize, move |at, &cell| {
        let column = columns.get(*at).copied().flatten();
        *at += cell.columns();
        Some((column, cell))
    })
}

static BARE: Compiled = LazyLock::new(|| pattern(r"^[（]?(\d{1,5}(?:[.-]\d{1,3})*|[一二三四五六七八九十百]{1,4})[）]?[.、，]?$"));

/// The bare number in a number cell.
fn number_of(cell: &str) -> Option<String> {
    if !cell.is_empty() && cell.len() < 5 && cell.bytes().all(|b| b.is_ascii_digit()) {
        return Some(cell.to_owned());
    }
    BARE.captures(cell).map(|c| c[1].to_owned()).or_else(|| {
        let label = label_at(cell)?;
        (label.len >= cell.len()).then_some(label.digits)
    })
}

/// Reads row after row into tasks.
struct Reader<'a> {
    text: &'a str,
    grid: &'a Grid,
    columns: &'a [Option<Column>],
    index: usize,
    /// Rows have numbers of their own.
    numbered: bool,
    group: Option<Arc<Group>>,
    /// Rows under the present group.
    in_group: usize,
    rows: Vec<TaskRow>,
}

impl<'a> Reader<'a> {
    fn cells(&self, row: usize) -> impl Iterator<Item = (Option<Column>, Cell)> + 'a {
        cells_of(self.grid.row(row), self.columns)
    }

    fn words(&self, cell: Cell) -> String {
        words(self.text, self.grid, cell)
    }

    /// The number in a row's number cell, and whether that cell goes on with the one above; `None` where the row has no such cell.
    fn number(&self, row: usize) -> Option<(Option<String>, bool)> {
        let (_, cell) = self.cells(row).find(|(c, _)| *c == Some(Column::Number))?;
        Some((number_of(&self.words(cell)), cell.merged))
    }

    /// Whether a row repeats the headings, as at the top of a page.
    fn repeats_headings(&self, row: usize) -> bool {
        let longest = LONGEST_HEADING * 4;
        let short = |c: &Cell| self.grid.pieces(*c).iter().map(|p| p.range().len()).sum::<usize>() <= longest;
        let cells = self.grid.row(row);
        let digits =
            cells.first().is_some_and(|&c| self.grid.pieces(c).iter().any(|p| p.of(self.text).starts_with(|c: char| c.is_ascii_digit())));
        !digits && cells.iter().all(short) && is_header(&headings(self.text, self.grid, cells))
    }

    fn row(&mut self, row: usize) {
        if self.repeats_headings(row) {
            return;
        }
        let mut filled = self.cells(row).filter(|(_, c)| !c.is_empty());
        let Some((_, only)) = filled.next() else { return };
        let more = filled.next().is_some();
        if more && self.cells(row).any(|(_, c)| !c.is_empty() && !c.merged) {
            self.task(row);
        } else if !more && !only.merged {
            self.lone(row, only);
        }
    }

    /// A row of one cell: a group's heading, or a note below the table.
    fn lone(&mut self, row: usize, cell: Cell) {
        let text = self.words(cell);
        if text.starts_with("注") || text.starts_with("备注") || text.starts_with("说明") || text.contains("填表") {
            return;
        }
        let labelled = label_at(&text).is_some();
        if labelled || text.chars().count() <= 30 {
            let at = self.grid.pieces(cell).first().copied();
            self.enter(&text, at);
        } else {
            self.extend(row);
        }
    }

    /// What follows stands under a heading.
    fn enter(&mut self, text: &str, at: Option<Span>) {
        let label = label_at(text);
        let heading = label.as_ref().map_or(text, |l| &text[l.len..]).to_owned();
        let number = label.as_ref().map(|l| l.number);
        let group = Group { digits: label.map(|l| l.digits), number, heading, at };
        // A heading without a number does not begin the count anew.
        if group.digits.is_some() && self.group.as_deref() != Some(&group) {
            self.in_group = 0;
        }
        self.group = Some(Arc::new(group));
    }

    fn task(&mut self, row: usize) {
        let get = |wanted: Column| self.cells(row).find(|(c, _)| *c == Some(wanted)).map(|(_, cell)| cell);
        let number = self.number(row);
        let facts_empty = self.cells(row).all(|(c, cell)| !c.is_some_and(Column::is_fact) || cell.is_empty());
        if let Some((Some(n), false)) = &number
            && facts_empty
            && n.chars().all(is_han_numeral)
        {
            let heading = get(Column::Task).map(|c| self.words(c)).unwrap_or_default();
            let group = Group { digits: Some(n.clone()), number: None, heading, at: None };
            (self.group, self.in_group) = (Some(Arc::new(group)), 0);
            return;
        }
        let group = get(Column::Group).filter(|c| !c.merged).map(|c| self.words(c));
        if let Some(text) = group.filter(|text| !text.is_empty()) {
            self.enter(&text, None);
        }
        let continues = self.numbered && number.as_ref().is_some_and(|(n, merged)| *merged || n.is_none());
        if continues && !self.rows.is_empty() {
            return self.extend(row);
        }
        let mut task = TaskRow {
            table: self.index as u32,
            row: row as u32,
            more: Vec::new(),
            number: "".into(),
            group: self.group.clone(),
            numbered_within: false,
        };
        self.in_group += 1;
        match number {
            Some((Some(n), _)) if self.numbered => task.number = n.into(),
            _ => self.own_number(&mut task),
        }
        self.rows.push(task);
    }

    /// The number a task's text opens with, else the next one.
    fn own_number(&self, task: &mut TaskRow) {
        let first = self.cells(task.row as usize).find(|(c, cell)| *c == Some(Column::Task) && !cell.is_empty());
        let piece = first.and_then(|(_, cell)| self.grid.pieces(cell).first());
        let label = piece.and_then(|p| label_at(p.of(self.text)));
        task.numbered_within = label.is_some();
        task.number = label.map_or_else(|| self.in_group.to_string(), |l| l.digits).into();
    }

    /// A row that goes on with the row before it.
    fn extend(&mut self, row: usize) {
        if let Some(task) = self.rows.last_mut() {
            task.more.push(row as u32);
        }
    }
}
