//! Cells of a table, kept in a few long lists: a table may have many thousands of rows.

use super::container::Span;

/// A table: its rows of cells, and where the lines of each cell are in the text.
#[derive(Debug, Default)]
pub(super) struct Grid {
    cells: Vec<Cell>,
    /// Where each row ends in `cells`.
    rows: Vec<u32>,
    pieces: Vec<Span>,
}

/// One cell; several pieces where it has several lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    first: u32,
    count: u32,
    columns: u16,
    /// Part of a cell that began in a row above; the pieces are that cell's.
    pub merged: bool,
}

impl Cell {
    /// How many columns it spans.
    pub fn columns(self) -> usize {
        usize::from(self.columns.max(1))
    }

    pub fn is_empty(self) -> bool {
        self.count == 0
    }
}

impl Grid {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The cells of a row; none where there is no such row.
    pub fn row(&self, at: usize) -> &[Cell] {
        let Some(&end) = self.rows.get(at) else { return &[] };
        let start = at.checked_sub(1).map_or(0, |before| self.rows[before]);
        &self.cells[start as usize..end as usize]
    }

    /// Where a cell's lines are in the text.
    pub fn pieces(&self, cell: Cell) -> &[Span] {
        &self.pieces[cell.first as usize..(cell.first + cell.count) as usize]
    }

    /// Adds a cell to the row that is being written.
    pub fn push(&mut self, pieces: impl IntoIterator<Item = Span>, columns: usize) {
        let first = self.pieces.len() as u32;
        self.pieces.extend(pieces);
        let count = self.pieces.len() as u32 - first;
        self.cells.push(Cell { first, count, columns: columns.clamp(1, 256) as u16, merged: false });
    }

    /// Adds a cell that goes on with the one above it.
    pub fn push_merged(&mut self, columns: usize) {
        let columns = columns.clamp(1, 256);
        let written = self.rows.last().map_or(0, |&end| end as usize);
        let column: usize = self.cells[written..].iter().map(|c| c.columns()).sum();
        let above = self.len().checked_sub(1).and_then(|row| covering(self.row(row), column));
        let (first, count) = above.map_or((self.pieces.len() as u32, 0), |c| (c.first, c.count));
        self.cells.push(Cell { first, count, columns: columns as u16, merged: true });
    }

    pub fn end_row(&mut self) {
        self.rows.push(self.cells.len() as u32);
    }
}

/// The cell that covers a column.
fn covering(row: &[Cell], column: usize) -> Option<Cell> {
    let mut at = 0;
    row.iter().copied().find(|c| {
        at += c.columns();
        column < at
    })
}
