//! What the columns of a table of tasks say, by their headings.

use super::flow::compact;
use super::grid::{Cell, Grid};
use super::pattern::{Pattern, pattern};
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

impl Column {
    /// Whether it says who or by when.
    pub fn is_fact(self) -> bool {
        matches!(self, Column::Lead | Column::Support | Column::Responsible | Column::Due)
    }
}

static WORDS: LazyLock<Vec<(Column, Pattern)>> = LazyLock::new(|| {
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
    .map(|(column, words)| (column, pattern(words)))
    .collect()
});

fn column_of(heading: &str) -> Option<Column> {
    if heading.is_empty() || heading.chars().count() > LONGEST_HEADING {
        return None;
    }
    WORDS.iter().find(|(_, words)| words.is_match(heading)).map(|(column, _)| *column)
}

pub(super) fn words(text: &str, grid: &Grid, cell: Cell) -> String {
    grid.pieces(cell).iter().map(|p| compact(p.of(text))).collect()
}

/// The most characters a column's heading has.
pub(super) const LONGEST_HEADING: usize = 16;

/// The column each grid column is, by a row of headings.
pub(super) fn headings(text: &str, grid: &Grid, row: &[Cell]) -> Vec<Option<Column>> {
    row.iter().flat_map(|&c| std::iter::repeat_n(column_of(&words(text, grid, c)), c.columns())).take(400).collect()
}

pub(super) fn is_header(columns: &[Option<Column>]) -> bool {
    let has = |c| columns.contains(&Some(c));
    has(Column::Task) && (has(Column::Lead) || has(Column::Support) || has(Column::Responsible) || has(Column::Due))
}

/// Whether a row is the second row of headings: every cell that is its own is a heading.
pub(super) fn refines(text: &str, grid: &Grid, row: &[Cell]) -> bool {
    let own: Vec<String> = row.iter().filter(|c| !c.merged).map(|&c| words(text, grid, c)).filter(|w| !w.is_empty()).collect();
    !own.is_empty() && own.len() < row.len() && own.iter().all(|w| column_of(w).is_some() && w.chars().count() <= 8)
}
