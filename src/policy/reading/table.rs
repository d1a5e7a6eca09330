//! Tables of tasks: which column says what, and one clause a row.

use super::container::{Cell, Document};
use super::flow::compact;
use super::labels::label_at;
use super::numerals::is_han_numeral;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Number,
    Group,
    Task,
    Lead,
    Support,
    Responsible,
    Due,
    Person,
    Remark,
}

/// One row of a table of tasks.
#[derive(Debug, Clone, Default)]
pub(super) struct TaskRow {
    /// The number of the group the row stands under and the group's heading, if it has them.
    pub group: Option<(Option<String>, String)>,
    pub number: String,
    /// The cells that say what is to be done, each a paragraph of lines.
    pub body: Vec<Vec<Range<usize>>>,
    /// The cells that say who and by when.
    pub facts: Vec<(Column, Vec<Range<usize>>)>,
}

static WORDS: LazyLock<Vec<(Column, Regex)>> = LazyLock::new(|| {
    [
        (Column::Person, r"领导|责任人|联系人|负责人|电话|签名"),
        (Column::Number, r"^(?:序号|编号|项次|序|号|No\.?|NO\.?|#)$"),
        (Column::Due, r"时限|时间|期限|进度|节点|日期|截止|频次|周期"),
        (Column::Support, r"^(?:主要)?(?:配合|协办|协同|参与|协助|参加|支持|会同)"),
        (Column::Responsible, r"牵头.*(?:配合|责任|参与)|责任分工|分工|责任单位|责任部门|负责单位|负责部门|实施单位|落实单位|承担单位|责任主体|实施主体|职责分工"),
        (Column::Lead, r"牵头|主办|主责|主要责任|承办|主管"),
        (Column::Group, r"^(?:类别|分类|领域|方面|板块|大类|工作领域|类型|任务类别|工作类别|一级任务)$"),
        (Column::Remark, r"备注|说明|依据|来源|完成情况|进展|是否"),
        (Column::Task, r"任务|事项|内容|措施|举措|项目|工作|要求|目标|指标|要点|问题|名称|成果|清单"),
    ]
    .into_iter()
    .map(|(column, words)| (column, Regex::new(words).expect("a literal")))
    .collect()
});

fn column_of(heading: &str) -> Option<Column> {
    if heading.is_empty() || heading.chars().count() > 16 {
        return None;
    }
    WORDS.iter().find(|(_, words)| words.is_match(heading)).map(|(column, _)| *column)
}

fn words(document: &Document, cell: &Cell) -> String {
    cell.pieces.iter().filter_map(|p| document.text.get(p.clone())).map(compact).collect()
}

/// The column each grid column is, by a row of headings.
fn headings(document: &Document, row: &[Cell]) -> Vec<Option<Column>> {
    row.iter().flat_map(|c| std::iter::repeat_n(column_of(&words(document, c)), c.columns.max(1))).take(400).collect()
}

fn is_header(columns: &[Option<Column>]) -> bool {
    let has = |c| columns.contains(&Some(c));
    has(Column::Task) && (has(Column::Lead) || has(Column::Support) || has(Column::Responsible) || has(Column::Due))
}

/// The rows of a table of tasks; `None` where the table is of another kind.
pub(super) fn tasks(document: &Document, table: &[Vec<Cell>]) -> Option<Vec<TaskRow>> {
    let at = table.iter().take(6).position(|row| is_header(&headings(document, row)))?;
    let mut columns = headings(document, &table[at]);
    let mut first = at + 1;
    if let Some(second) = table.get(first).filter(|row| refines(document, row)) {
        for (index, column) in headings(document, second).into_iter().enumerate() {
            if let (Some(column), Some(place)) = (column, columns.get_mut(index)) {
                *place = Some(column);
            }
        }
        first += 1;
    }
    let body = &table[first..];
    let numbered = body
        .iter()
        .any(|row| cells_of(row, &columns).any(|(c, cell)| c == Some(Column::Number) && number_of(&words(document, cell)).is_some()));
    let mut reader = Reader { document, columns, numbered, group: None, rows: Vec::new() };
    for row in body {
        reader.row(row);
    }
    Some(reader.rows)
}

/// Whether a row is the second row of headings: every cell that is its own is a heading.
fn refines(document: &Document, row: &[Cell]) -> bool {
    let own: Vec<String> = row.iter().filter(|c| !c.merged).map(|c| words(document, c)).filter(|w| !w.is_empty()).collect();
    !own.is_empty() && own.len() < row.len() && own.iter().all(|w| column_of(w).is_some() && w.chars().count() <= 8)
}

/// The cells of a row with their columns.
fn cells_of<'a>(row: &'a [Cell], columns: &'a [Option<Column>]) -> impl Iterator<Item = (Option<Column>, &'a Cell)> {
    row.iter().scan(0usize, move |at, cell| {
        let column = columns.get(*at).copied().flatten();
        *at += cell.columns.max(1);
        Some((column, cell))
    })
}

static BARE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[（]?(\d{1,5}(?:[.-]\d{1,3})*|[一二三四五六七八九十百]{1,4})[）]?[.、，]?$").expect("a literal"));

/// The bare number in a number cell.
fn number_of(cell: &str) -> Option<String> {
    BARE.captures(cell).map(|c| c[1].to_owned()).or_else(|| {
        let label = label_at(cell)?;
        (label.len >= cell.len()).then_some(label.digits)
    })
}

struct Reader<'a> {
    document: &'a Document,
    columns: Vec<Option<Column>>,
    numbered: bool,
    group: Option<(Option<String>, String)>,
    rows: Vec<TaskRow>,
}

impl Reader<'_> {
    fn row(&mut self, row: &[Cell]) {
        let document = self.document;
        if is_header(&headings(document, row)) {
            return;
        }
        let columns = std::mem::take(&mut self.columns);
        let cells: Vec<(Option<Column>, &Cell)> = cells_of(row, &columns).collect();
        let filled: Vec<_> = cells.iter().filter(|(_, c)| !c.pieces.is_empty() && !c.merged).collect();
        match filled.as_slice() {
            [] => {}
            [(_, only)] if cells.iter().filter(|(_, c)| !c.pieces.is_empty()).count() == 1 => self.lone(&words(document, only), &cells),
            _ => self.task(&cells),
        }
        self.columns = columns;
    }

    /// A row of one cell: a group's heading, or a note below the table.
    fn lone(&mut self, text: &str, cells: &[(Option<Column>, &Cell)]) {
        if text.starts_with("注") || text.starts_with("备注") || text.starts_with("说明") || text.contains("填表") {
            return;
        }
        match label_at(text) {
            Some(label) => self.group = Some((Some(label.digits.clone()), text[label.len..].to_owned())),
            None if text.chars().count() <= 30 => self.group = Some((None, text.to_owned())),
            None => self.extend(cells),
        }
    }

    fn task(&mut self, cells: &[(Option<Column>, &Cell)]) {
        let document = self.document;
        let get = |wanted: Column| cells.iter().find(|(c, _)| *c == Some(wanted)).map(|(_, cell)| *cell);
        let number = get(Column::Number).map(|c| (number_of(&words(document, c)), c.merged));
        let facts_empty = cells.iter().all(|(c, cell)| {
            !matches!(c, Some(Column::Lead | Column::Support | Column::Responsible | Column::Due)) || cell.pieces.is_empty()
        });
        if let Some((Some(n), false)) = &number
            && facts_empty
            && n.chars().all(is_han_numeral)
        {
            let heading = get(Column::Task).map(|c| words(document, c)).unwrap_or_default();
            self.group = Some((Some(n.clone()), heading));
            return;
        }
        if let Some(cell) = get(Column::Group).filter(|c| !c.merged) {
            let text = words(document, cell);
            if !text.is_empty() {
                let label = label_at(&text);
                let heading = label.as_ref().map_or(text.clone(), |l| text[l.len..].to_owned());
                self.group = Some((label.map(|l| l.digits), heading));
            }
        }
        let continues = self.numbered && number.as_ref().is_some_and(|(n, merged)| *merged || n.is_none());
        if continues && !self.rows.is_empty() {
            return self.extend(cells);
        }
        let mut row = TaskRow { group: self.group.clone(), ..TaskRow::default() };
        for (column, cell) in cells {
            self.fill(&mut row, *column, cell);
        }
        row.number = match number {
            Some((Some(n), _)) if self.numbered => n,
            _ => self.own_number(&mut row),
        };
        self.rows.push(row);
    }

    /// The number a task's text opens with, else the next one.
    fn own_number(&self, row: &mut TaskRow) -> String {
        let first = row.body.first_mut().and_then(|p| p.first_mut());
        if let Some(piece) = first
            && let Some(label) = self.document.text.get(piece.clone()).and_then(label_at)
        {
            piece.start += label.len;
            return label.digits;
        }
        let same_group = self.rows.iter().filter(|r| row.group.as_ref().is_none_or(|g| g.0.is_none()) || r.group == row.group);
        (same_group.count() + 1).to_string()
    }

    /// Adds a row's cells to the row before it.
    fn extend(&mut self, cells: &[(Option<Column>, &Cell)]) {
        let Some(mut row) = self.rows.pop() else { return };
        for (column, cell) in cells.iter().filter(|(_, c)| !c.merged) {
            self.fill(&mut row, *column, cell);
        }
        self.rows.push(row);
    }

    fn fill(&self, row: &mut TaskRow, column: Option<Column>, cell: &Cell) {
        if cell.pieces.is_empty() {
            return;
        }
        match column {
            Some(Column::Task) => row.body.push(cell.pieces.clone()),
            Some(fact @ (Column::Lead | Column::Support | Column::Responsible | Column::Due)) => {
                row.facts.push((fact, cell.pieces.clone()));
            }
            _ => {}
        }
    }
}
