//! Which cells of a pasted list are heads of names and of codes, and which lines are heads. Pure.

use crate::{
    enforcement::{import::Column as PartyColumn, sampling::import::Column as SamplingColumn},
    platform::{table::Column as _, text::alias_key},
};

/// What a column holds, as its head says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Column {
    Name,
    Code,
}

/// The first heads: several of them, one alone in its line, one among other words of heads, or one that can be nothing else. A firm with
/// “企业” beside it, as what kind of party it is, is none.
pub(super) fn is_first_head(cells: &[String]) -> bool {
    let heads = cells.iter().filter(|cell| column(cell).is_some()).count();
    let others = || cells.iter().filter(|cell| !cell.is_empty() && column(cell).is_none());
    heads > 1 || (heads == 1 && (others().all(|cell| is_other_head(cell)) || cells.iter().any(|cell| is_surely_head(cell))))
}

/// The same heads in the same places: what stands under another head is what a line says.
pub(super) fn is_head_again(cells: &[String], heads: &[Option<Column>]) -> bool {
    heads.iter().enumerate().filter(|(_, head)| head.is_some()).all(|(at, head)| cells.get(at).is_some_and(|cell| column(cell) == *head))
}

/// A head of names or codes that no list has as a kind of party.
fn is_surely_head(cell: &str) -> bool {
    column(cell).is_some() && !is_kind(cell)
}

/// A head of another column.
fn is_other_head(cell: &str) -> bool {
    const OTHERS: [&str; 12] = ["序号", "编号", "行号", "地区", "备注", "说明", "推荐单位", "主管部门", "联系人", "电话", "no", "remark"];
    OTHERS.contains(&alias_key(cell).as_str()) || PartyColumn::of_head(cell).is_some() || SamplingColumn::of_head(cell).is_some()
}

/// What the imports take for a head of names or codes, and what lists of candidates and bidders have.
pub(super) fn column(cell: &str) -> Option<Column> {
    const NAMES: [&str; 15] = [
        "企业",
        "单位",
        "公司",
        "候选单位",
        "候选企业",
        "申报单位",
        "申报企业",
        "参评单位",
        "参评企业",
        "供应商",
        "投标人",
        "投标单位",
        "申请人",
        "supplier",
        "applicant",
    ];
    const ENDINGS: [&str; 6] = ["企业名称", "单位名称", "公司名称", "供应商名称", "投标人名称", "当事人名称"];
    const CODES: [&str; 7] = ["身份证号", "身份证号码", "身份证", "证件号码", "机构代码", "统一信用代码", "idnumber"];
    // Whoever recommends, watches or tests is not who is asked about.
    const OTHERS: [&str; 8] = ["推荐", "主管", "组织", "监管", "抽样", "检验", "承检", "填报"];
    let key = alias_key(cell);
    if OTHERS.iter().any(|other| key.starts_with(other)) {
        return None;
    }
    let party = PartyColumn::of_head(cell);
    let sampling = SamplingColumn::of_head(cell);
    let is_name = NAMES.contains(&key.as_str()) || ENDINGS.iter().any(|end| key.ends_with(end));
    let is_code = CODES.contains(&key.as_str()) || key.ends_with("信用代码");
    if is_name || party == Some(PartyColumn::Name) || sampling == Some(SamplingColumn::Name) {
        return Some(Column::Name);
    }
    let numbers = [PartyColumn::CreditCode, PartyColumn::RegistrationNumber];
    let is_number = is_code || party.is_some_and(|p| numbers.contains(&p)) || sampling == Some(SamplingColumn::CreditCode);
    is_number.then_some(Column::Code)
}

/// A kind of party, which lists have beside the name.
pub(super) fn is_kind(cell: &str) -> bool {
    const KINDS: [&str; 15] = [
        "企业",
        "生产企业",
        "生产单位",
        "标称生产企业",
        "经营企业",
        "公司",
        "单位",
        "供应商",
        "市场",
        "个人",
        "机构",
        "enterprise",
        "company",
        "supplier",
        "producer",
    ];
    KINDS.contains(&alias_key(cell).as_str())
}
