//! What a table's columns are, and what each of its rows would do: the same for every table that is imported.

use std::{collections::HashMap, hash::Hash};

use super::Row;
use crate::platform::{
    error::{Message, Result},
    text::alias_key,
};

/// A column that is read.
pub trait Column: Copy + Eq + Hash + 'static {
    /// In the order they are taken in when there are no heads.
    const ALL: &'static [Self];
    /// Heads are those whose row has this one; every row is about what it names.
    const NAME: Self;

    /// The name of the field in messages of a form.
    fn field(self) -> &'static str;

    /// Heads people give it, as [`alias_key`] makes them.
    fn heads(self) -> &'static [&'static str];

    fn of_field(field: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.field() == field)
    }

    fn of_head(cell: &str) -> Option<Self> {
        let key = alias_key(cell);
        Self::ALL.iter().copied().find(|c| c.heads().contains(&key.as_str()))
    }
}

/// Titles and remarks stand above the heads in no more rows than this.
const ABOVE: usize = 5;

/// What was found about the columns.
pub struct Columns<'a, C> {
    /// Column by place; none for one that is not read.
    by_place: Vec<Option<C>>,
    /// The rows below the heads; all where there are none.
    pub body: &'a [Row],
    /// Heads nobody knows; their columns are left out.
    pub ignored: Vec<String>,
    /// A column that stands there twice.
    twice: Option<String>,
}

impl<'a, C: Column> Columns<'a, C> {
    /// By heads where one of the first rows has the one for names, else by place: one column alone holds names.
    pub fn of(rows: &'a [Row]) -> Self {
        for (at, row) in rows.iter().enumerate().take(ABOVE) {
            let found: Vec<Option<C>> = row.cells.iter().map(|cell| C::of_head(cell)).collect();
            if !found.contains(&Some(C::NAME)) {
                continue;
            }
            let unknown = row.cells.iter().zip(&found).filter(|(cell, column)| column.is_none() && !cell.is_empty());
            let twice = found.iter().enumerate().find(|(i, c)| c.is_some() && found[..*i].contains(c));
            return Self {
                body: &rows[at + 1..],
                ignored: unknown.map(|(cell, _)| cell.clone()).collect(),
                twice: twice.map(|(i, _)| row.cells[i].clone()),
                by_place: found,
            };
        }
        let widest = rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
        let by_place = if widest <= 1 { vec![Some(C::NAME)] } else { C::ALL.iter().copied().map(Some).collect() };
        Self { by_place, body: rows, ignored: Vec::new(), twice: None }
    }

    /// The cells of a row that are read and not empty; one error where there are more than columns.
    pub fn cells(&self, row: &Row, errors: &mut Wrong<C>) -> HashMap<C, String> {
        let mut cells = HashMap::new();
        for (place, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            match self.by_place.get(place) {
                Some(Some(column)) => drop(cells.insert(*column, cell.clone())),
                Some(None) => {}
                None => {
                    errors.push((None, Message::new("import-too-many-cells").text("limit", self.by_place.len().to_string())));
                    break;
                }
            }
        }
        cells
    }

    /// What is wrong with the table as a whole.
    pub fn problem(&self, rows: usize) -> Option<Message> {
        match &self.twice {
            Some(head) => Some(Message::new("import-column-twice").text("head", head)),
            None if rows == 0 => Some(Message::new("import-only-heads")),
            None => None,
        }
    }
}

/// What is wrong with a row, by column; none for the row as a whole.
pub type Wrong<C> = Vec<(Option<C>, Message)>;

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Change<C> {
    New,
    /// These columns of what is there already change.
    Changed(Vec<C>),
    Same,
}

/// A row with what it would do; `what` is what it is about, as it will be.
#[derive(Clone, Debug)]
pub struct PlannedRow<C, T> {
    /// Where it stands in the table, from 1.
    pub number: usize,
    /// The cells that are read, by column.
    pub cells: HashMap<C, String>,
    pub change: Change<C>,
    pub errors: Wrong<C>,
    pub what: T,
}

/// The whole table.
#[derive(Debug)]
pub struct Plan<C, T> {
    pub rows: Vec<PlannedRow<C, T>>,
    /// Heads whose columns are left out.
    pub ignored: Vec<String>,
    /// What is wrong with the table as a whole.
    pub problem: Option<Message>,
}

impl<C: Column, T> Plan<C, T> {
    pub fn wrong_rows(&self) -> usize {
        self.rows.iter().filter(|r| !r.errors.is_empty()).count()
    }

    pub fn is_sound(&self) -> bool {
        self.problem.is_none() && self.wrong_rows() == 0
    }

    /// How many rows nothing is wrong with are such ones.
    pub fn count(&self, which: impl Fn(&PlannedRow<C, T>) -> bool) -> usize {
        self.rows.iter().filter(|r| r.errors.is_empty() && which(r)).count()
    }

    /// The plan, to be done; `Invalid` when anything is wrong with it.
    pub fn sound(self) -> Result<Self> {
        match self.is_sound() {
            true => Ok(self),
            false => Err(crate::platform::error::Error::invalid("table", Message::new("import-wrong-rows"))),
        }
    }
}

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    pub created: usize,
    pub changed: usize,
    /// Rows that say what was there already.
    pub same: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::table::read_text;

    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    enum Of {
        Name,
        Place,
    }

    impl Column for Of {
        const ALL: &'static [Self] = &[Self::Name, Self::Place];
        const NAME: Self = Self::Name;

        fn field(self) -> &'static str {
            if self == Self::Name { "name" } else { "place" }
        }

        fn heads(self) -> &'static [&'static str] {
            if self == Self::Name { &["名称"] } else { &["地区"] }
        }
    }

    fn read(text: &str) -> (Vec<HashMap<Of, String>>, Vec<String>, Option<String>) {
        let rows = read_text("table", text).expect("rows");
        let columns: Columns<'_, Of> = Columns::of(&rows);
        let mut wrong = Wrong::new();
        let cells: Vec<_> = columns.body.iter().map(|row| columns.cells(row, &mut wrong)).collect();
        let problem = columns.problem(cells.len()).or(wrong.pop().map(|(_, m)| m)).map(|m| m.key.to_string());
        (cells, columns.ignored, problem)
    }

    #[test]
    fn heads_may_stand_under_a_title_and_in_any_order() {
        let (cells, ignored, problem) = read("一季度名单\n地 区\t备注\t名称\n南京\t好\t甲厂\n");
        assert_eq!((cells.len(), &cells[0][&Of::Name], &cells[0][&Of::Place]), (1, &"甲厂".to_owned(), &"南京".to_owned()));
        assert_eq!((ignored, problem), (vec!["备注".to_owned()], None));
    }

    #[test]
    fn without_heads_places_count() {
        let (cells, _, problem) = read("甲厂\t南京\n乙厂\n");
        assert_eq!((cells[0].len(), cells[1].len(), problem), (2, 1, None));
        let alone = read("甲厂\n乙厂\n").0;
        assert!(alone.iter().all(|c| c.len() == 1 && c.contains_key(&Of::Name)), "{alone:?}");
    }

    #[test]
    fn what_is_wrong_with_all_of_it_is_said() {
        assert_eq!(read("名称\t名称\n甲\t乙\n").2.as_deref(), Some("import-column-twice"));
        assert_eq!(read("名称\t地区\n").2.as_deref(), Some("import-only-heads"));
        assert_eq!(read("名称\t地区\n甲\t乙\t丙\n").2.as_deref(), Some("import-too-many-cells"));
    }
}
