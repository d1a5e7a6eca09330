//! How a pasted list is read: which cells of a line are a name and which a code, and which lines are about nobody. Pure.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::{
    heads::{Column, column, is_first_head, is_head_again, is_kind},
    model::{Sought, is_meant_as_code, kept, level, read},
};
use crate::{
    enforcement::{
        model::name_key,
        sampling::import::{is_remark, is_total},
    },
    platform::{
        error::Message,
        text::{alias_key, one_line},
    },
};

/// A line that says something.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its place in what was pasted, from 1.
    pub number: usize,
    /// What was typed, as it may be kept.
    pub typed: String,
    pub of: Of,
}

/// What a line is.
#[derive(Clone, Debug, PartialEq)]
pub enum Of {
    /// Somebody, by what may be names and what may be codes.
    Party { names: Vec<String>, codes: Vec<String> },
    /// Nobody to be asked about; why.
    Skipped(Message),
    /// Somebody should stand there and does not.
    Wrong(Message),
}

/// Titles stand above the heads in no more lines than this.
const ABOVE: usize = 5;

/// The lines that are not blank. Under heads the columns they name count; without heads every cell is taken for what it looks like.
pub fn lines(text: &str, today: NaiveDate) -> Vec<Line> {
    let cells = |line: &str| line.split('\t').map(|cell| one_line(cell.trim_matches('"'))).collect::<Vec<_>>();
    let rows: Vec<(usize, Vec<String>)> = text.lines().enumerate().map(|(at, line)| (at + 1, cells(line))).collect();
    let rows: Vec<_> = rows.into_iter().filter(|(_, cells)| cells.iter().any(|c| !c.is_empty())).collect();
    let head = rows.iter().take(ABOVE).position(|(_, cells)| is_first_head(cells));
    let columns: Option<Vec<Option<Column>>> = head.map(|at| rows[at].1.iter().map(|c| column(c)).collect());
    let line = |(at, (number, cells)): (usize, &(usize, Vec<String>))| {
        let skipped = match head {
            Some(head) if at < head => Some("check-skipped-title"),
            Some(head) if at == head => Some("check-skipped-head"),
            _ => skipped(cells, columns.as_deref()),
        };
        let of = match skipped {
            Some(why) => Of::Skipped(Message::new(why)),
            None => party(cells, columns.as_deref()),
        };
        Line { number: *number, typed: typed(cells, &of, today), of }
    };
    rows.iter().enumerate().map(line).collect()
}

/// What is kept of it: what it is asked by, else how it begins.
fn typed(cells: &[String], of: &Of, today: NaiveDate) -> String {
    let parts: Vec<String> = match of {
        Of::Party { names, codes } => names.iter().take(2).chain(codes).map(|term| kept(term, today)).collect(),
        _ => cells.iter().filter(|c| !c.is_empty()).take(3).map(|cell| kept(cell, today)).collect(),
    };
    kept(&parts.join(" · "), today)
}

/// Why a line is about nobody: totals, remarks, and heads that come again, as on every printed page.
fn skipped(cells: &[String], heads: Option<&[Option<Column>]>) -> Option<&'static str> {
    let filled: Vec<String> = cells.iter().filter(|c| !c.is_empty()).map(|c| alias_key(c)).collect();
    // A number may stand before the word.
    if filled.iter().take(2).any(|key| is_total(key)) {
        return Some("check-skipped-total");
    }
    let alone = filled.len() == 1;
    match filled.first() {
        Some(first) if alone && is_remark(first) => Some("check-skipped-remark"),
        _ if heads.is_some_and(|heads| is_head_again(cells, heads)) => Some("check-skipped-head"),
        _ => None,
    }
}

/// Whom a line is about.
fn party(cells: &[String], columns: Option<&[Option<Column>]>) -> Of {
    let (mut names, mut codes) = (Vec::new(), Vec::new());
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        match columns.map(|all| all.get(at).copied().flatten()) {
            // A code typed under names is still one, and so is one in the same cell.
            None | Some(Some(Column::Name)) => told_apart(cell, &mut names, &mut codes),
            Some(Some(Column::Code)) if cell.chars().any(char::is_alphanumeric) && !is_nothing(cell) => codes.push(cell.clone()),
            Some(_) => {}
        }
    }
    if names.is_empty() && codes.is_empty() {
        return Of::Wrong(Message::new("check-line-nobody"));
    }
    Of::Party { names, codes }
}

/// 无, 不详: words for an empty cell.
fn is_nothing(cell: &str) -> bool {
    ["无", "暂无", "不详", "none", "n/a", "na"].contains(&alias_key(cell).as_str())
}

/// A cell as a code, as a name, or as both: 某公司 91320300134316764Y. Numbers of lines, days and sums are neither.
fn told_apart(cell: &str, names: &mut Vec<String>, codes: &mut Vec<String>) {
    let cell = without_number(cell);
    if matches!(read(cell), Ok(Sought::Code { .. })) || is_meant_as_code(&level(cell)) {
        return codes.push(cell.to_owned());
    }
    let parted = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | ';' | '；' | '、' | '(' | ')' | '（' | '）' | '/' | ':' | '：');
    let is_code = |piece: &&str| piece.len() >= 10 && !matches!(read(piece), Ok(Sought::Name(_)));
    let found: Vec<&str> = cell.split(parted).filter(is_code).collect();
    let rest = found.iter().fold(cell.to_owned(), |rest, code| rest.replace(code, " "));
    let rest = one_line(rest.trim_matches(|c: char| parted(c)));
    codes.extend(found.into_iter().map(str::to_owned));
    if rest.chars().any(char::is_alphabetic) && !name_key(&rest).is_empty() && !is_nothing(&rest) && !is_kind(&rest) {
        names.push(rest);
    }
}

/// Without the number a list gives its lines: 1、某公司, (2) 某公司. A name may begin with digits of its own.
fn without_number(cell: &str) -> &str {
    let level: String = cell.nfkc().collect();
    // Only where every character stays one does a place in the one mean the same in the other.
    if level.chars().count() != cell.chars().count() {
        return cell;
    }
    let opened = level.strip_prefix('(').unwrap_or(&level);
    let rest = opened.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = opened.len() - rest.len();
    let after = rest.trim_start_matches(['、', '.', ')']);
    if !(1..=4).contains(&digits) || after.len() == rest.len() || after.starts_with(|c: char| c.is_ascii_digit()) {
        return cell;
    }
    let gone = level.chars().count() - after.chars().count();
    let from = cell.char_indices().nth(gone).map_or(cell.len(), |(at, _)| at);
    cell[from..].trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brief(text: &str) -> Vec<(usize, String)> {
        let of = |line: Line| match line.of {
            Of::Party { names, codes } => (line.number, format!("{}|{}", names.join("+"), codes.join("+"))),
            Of::Skipped(why) | Of::Wrong(why) => (line.number, why.key.to_owned()),
        };
        lines(text, today()).into_iter().map(of).collect()
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
    }

    fn said(number: usize, what: &str) -> (usize, String) {
        (number, what.to_owned())
    }

    #[test]
    fn under_heads_the_columns_they_name_count() {
        let text = "评优候选名单\n序号\t地区\t候选企业名称\t统一社会信用代码\t推荐单位名称\n1\t徐州\t甲厂\t91330100799655058B\t省质监局\n\
                    2\t南京\t乙厂\t无\t省质监局\n3\n\n合计\t\t2\n序号\t地区\t候选企业名称\t统一社会信用代码\t推荐单位名称\n4\t\t丙厂\t4403\t\n备注：初评\n";
        let found = [
            said(1, "check-skipped-title"),
            said(2, "check-skipped-head"),
            said(3, "甲厂|91330100799655058B"),
            said(4, "乙厂|"),
            said(5, "check-line-nobody"),
            said(7, "check-skipped-total"),
            said(8, "check-skipped-head"),
            said(9, "丙厂|4403"),
            said(10, "check-skipped-remark"),
        ];
        assert_eq!(brief(text), found);
    }

    #[test]
    fn without_heads_a_cell_is_what_it_looks_like() {
        let text = "1\t甲厂\t91330100799655058B\n2、乙厂\n（3） 3M中国有限公司\n58同城\nABC Trading Co., Ltd.\n 9133 0100-7996 55058b\n\
                    丙厂 91330100799655058B\n丁厂（91330100799655058B）\n91330100799655058C\n12\n小计：3\n1101 0519 4912 3100 21\n3\t2026-11-02\n名称";
        let found = [
            said(1, "甲厂|91330100799655058B"),
            said(2, "乙厂|"),
            said(3, "3M中国有限公司|"),
            said(4, "58同城|"),
            said(5, "ABC Trading Co., Ltd.|"),
            said(6, "|9133 0100-7996 55058b"),
            said(7, "丙厂|91330100799655058B"),
            said(8, "丁厂|91330100799655058B"),
            said(9, "|91330100799655058C"),
            said(10, "check-line-nobody"),
            said(11, "check-skipped-total"),
            said(12, "|1101 0519 4912 3100 21"),
            said(13, "check-line-nobody"),
            said(14, "名称|"),
        ];
        assert_eq!(brief(text), found, "and there is no head so far down");
    }

    #[test]
    fn a_kind_of_party_is_no_head() {
        let text = "名称\t类型\t统一社会信用代码\n甲厂\t企业\t91330100799655058B\n乙厂\t生产企业\t\n丙公司\t公司\t\n名称\t类型\t统一社会信用代码\n";
        let found = [
            said(1, "check-skipped-head"),
            said(2, "甲厂|91330100799655058B"),
            said(3, "乙厂|"),
            said(4, "丙公司|"),
            said(5, "check-skipped-head"),
        ];
        assert_eq!(brief(text), found);
        assert_eq!(brief("甲厂\t企业\n乙厂\tEnterprise\n丙厂\t供应商\n"), [said(1, "甲厂|"), said(2, "乙厂|"), said(3, "丙厂|")]);
        // One head of names among others is one still.
        assert_eq!(brief("序号\t企业\t地区\n1\t甲厂\t徐州\n"), [said(1, "check-skipped-head"), said(2, "甲厂|")]);
        assert_eq!(brief("序号\t申报单位\t奖项\n1\t甲厂\t金奖\n"), [said(1, "check-skipped-head"), said(2, "甲厂|")]);
        for head in ["投标人\t报价", "申请人\t项目", "当事人\t金额", "受检单位\t得分"] {
            assert_eq!(brief(&format!("{head}\n甲厂\t某某\n")), [said(1, "check-skipped-head"), said(2, "甲厂|")], "{head}");
        }
    }

    #[test]
    fn a_head_alone_is_no_firm_and_an_id_number_is_kept_by_its_ends() {
        assert_eq!(brief("企业名称\n甲厂\n"), [said(1, "check-skipped-head"), said(2, "甲厂|")]);
        let line = lines("张三\t11010519491231002X", today()).remove(0);
        assert_eq!(line.typed, "张三 · 1101**********002X");
    }
}
