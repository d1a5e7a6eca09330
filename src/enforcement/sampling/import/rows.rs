//! Which rows of a table are about a sampling: totals, heads that come again and remarks are left out, and a row without a name goes on with
//! the party above.

use std::collections::HashMap;

use super::columns::Column;
use crate::platform::{
    table::{Column as _, Columns, Row, Wrong},
    text::alias_key,
};

/// A row that is left out: its place and how it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub number: usize,
    pub begins: String,
}

/// A row that is read.
pub(super) struct Read {
    pub number: usize,
    pub cells: HashMap<Column, String>,
    pub errors: Wrong<Column>,
    /// It has no name of its own: name, code and place are those of the row above, as merged cells leave it.
    pub continues: bool,
}

/// What only the party's first row says where its cells are merged.
const OF_THE_PARTY: [Column; 3] = [Column::Name, Column::CreditCode, Column::Region];

/// All rows below the heads, read or left out.
pub(super) fn read(columns: &Columns<'_, Column>) -> (Vec<Read>, Vec<LeftOut>) {
    let (mut all, mut left_out) = (Vec::new(), Vec::new());
    let mut above: Option<HashMap<Column, String>> = None;
    for row in columns.body {
        if let Some(begins) = is_left_out(row) {
            left_out.push(LeftOut { number: row.number, begins });
            // What follows a total is another group.
            above = None;
            continue;
        }
        let mut errors = Wrong::new();
        let mut cells = columns.cells(row, &mut errors);
        let other_code = |up: &HashMap<Column, String>| match (cells.get(&Column::CreditCode), up.get(&Column::CreditCode)) {
            (Some(own), up) => up.is_none_or(|up| alias_key(own) != alias_key(up)),
            (None, _) => false,
        };
        let continues = !cells.contains_key(&Column::Name) && above.as_ref().is_some_and(|up| !other_code(up));
        match &above {
            Some(up) if continues => {
                for column in OF_THE_PARTY {
                    if let Some(text) = up.get(&column) {
                        cells.entry(column).or_insert_with(|| text.clone());
                    }
                }
            }
            _ => above = cells.contains_key(&Column::Name).then(|| cells.clone()),
        }
        all.push(Read { number: row.number, cells, errors, continues });
    }
    (all, left_out)
}

/// How a row begins that is about no sampling.
fn is_left_out(row: &Row) -> Option<String> {
    let mut filled = row.cells.iter().filter(|c| !c.is_empty());
    let first = filled.next()?;
    let key = alias_key(first);
    let alone = filled.next().is_none();
    let left_out = is_total(&key) || (alone && is_remark(&key)) || is_head(row);
    left_out.then(|| first.chars().take(20).collect())
}

/// 合计, 小计：12, 共60批次 — and not 共青城某厂.
pub(in crate::enforcement) fn is_total(key: &str) -> bool {
    const WORDS: [&str; 9] = ["合计", "小计", "总计", "累计", "总数", "共计", "subtotal", "total", "sum"];
    let counts = |rest: &str| rest.chars().next().is_none_or(|c| !c.is_alphabetic() || "一二两三四五六七八九十百千".contains(c));
    let word = WORDS.iter().find_map(|w| key.strip_prefix(w)).is_some_and(counts);
    word || key.strip_prefix("共有").or(key.strip_prefix('共')).is_some_and(|rest| !rest.is_empty() && counts(rest))
}

/// 备注：……, 填表人：…… alone in their row.
pub(in crate::enforcement) fn is_remark(key: &str) -> bool {
    const WORDS: [&str; 9] = ["注", "备注", "说明", "填表", "制表", "审核", "报送", "note", "remark"];
    key.contains(':') && WORDS.iter().any(|w| key.starts_with(w))
}

/// Heads again, as on every printed page.
fn is_head(row: &Row) -> bool {
    let known = row.cells.iter().filter_map(|c| Column::of_head(c)).collect::<Vec<_>>();
    known.contains(&Column::NAME) && known.len() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::table::read_text;

    fn of(text: &str) -> (Vec<(usize, String, bool)>, Vec<usize>) {
        let rows = read_text("table", text).expect("rows");
        let (read, left_out) = read(&Columns::of(&rows));
        let cell = |r: &Read, c| r.cells.get(&c).cloned().unwrap_or_default();
        let brief = |r: &Read| (r.number, format!("{}/{}", cell(r, Column::Name), cell(r, Column::CreditCode)), r.continues);
        (read.iter().map(brief).collect(), left_out.into_iter().map(|l| l.number).collect())
    }

    #[test]
    fn merged_cells_go_on_and_totals_do_not_count() {
        let (rows, left_out) = of("序号\t企业名称\t代码\t产品名称\t检验结果\n\
             1\t甲厂\tX1\t汽水\t合格\n\
             2\t\t\t果汁\t合格\n\
             小计\t\t\t2\t\n\
             3\t\t\t茶\t合格\n\
             4\t共青城市电缆厂\t\t电缆\t合格\n\
             5\t\tX2\t电线\t合格\n\
             序号\t企业名称\t代码\t产品名称\t检验结果\n\
             共60批次\n\
             合计：60\t\t\t60\n\
             备注：本表为一季度\n");
        let plain = |n, text: &str, continues| (n, text.to_owned(), continues);
        assert_eq!(
            rows,
            [
                plain(2, "甲厂/X1", false),
                plain(3, "甲厂/X1", true),
                plain(5, "/", false),
                plain(6, "共青城市电缆厂/", false),
                plain(7, "/X2", false),
            ]
        );
        assert_eq!(left_out, [4, 8, 9, 10, 11]);
    }

    #[test]
    fn companies_are_no_totals() {
        for name in ["共青城某厂", "合计达实业公司", "总计划局", "累计科技", "summit"] {
            assert!(!is_total(&alias_key(name)), "{name}");
        }
        for total in ["合计", "合计：", "共 60 批次", "共六十批次", "总计60", "Total", "Sub-total 3", "小计(3)"] {
            let total = total.replace("Sub-total", "Subtotal");
            assert!(is_total(&alias_key(&total)), "{total}");
        }
    }
}
