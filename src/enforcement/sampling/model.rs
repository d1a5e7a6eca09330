//! Rounds of product sampling 监督抽查, and what was sampled of whom.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use crate::{
    duties::search_key,
    enforcement::model::name_key,
    platform::text::{alias_key, one_line},
};

/// The longest name of a round, and the longest product.
pub const NAME_MAX: usize = 100;
/// The longest batch.
pub const BATCH_MAX: usize = 100;
/// The longest list of what failed.
pub const FAILED_MAX: usize = 500;
/// The most days a round takes.
pub const DAYS_MAX: i64 = 731;

crate::platform::stored_words! {
    /// Who sampled, the lowest first: `level >= SampleLevel::Province` asks for "provincial or above".
    SampleLevel, "sample-level" {
        County = "county",
        City = "city",
        Province = "province",
        National = "national",
    }
}

crate::platform::stored_words! {
    /// What came of it.
    SamplingResult, "sampling-result" {
        Passed = "passed",
        Failed = "failed",
        /// Not let in, nothing handed over: as bad as failing.
        Refused = "refused",
    }
}

impl SamplingResult {
    /// Whether the party has to answer for it.
    pub fn is_bad(self) -> bool {
        self != Self::Passed
    }

    /// The light it is shown with.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Passed => "green",
            Self::Failed => "red",
            Self::Refused => "yellow",
        }
    }
}

/// One round: a department samples products for some weeks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    pub id: i64,
    /// Unique by its key.
    pub name: String,
    pub level: SampleLevel,
    /// The department that organises it.
    pub department_id: i64,
    pub first_on: NaiveDate,
    pub last_on: NaiveDate,
    pub created_at: NaiveDateTime,
    pub version: i64,
    /// When samplings were last entered for it.
    pub imported_at: Option<NaiveDateTime>,
}

impl Round {
    pub fn name_key(name: &str) -> String {
        name_key(name)
    }

    /// Whether the day is one of its days.
    pub fn covers(&self, day: NaiveDate) -> bool {
        (self.first_on..=self.last_on).contains(&day)
    }
}

/// One product of one party, sampled once in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sampling {
    pub id: i64,
    pub round_id: i64,
    pub party_id: i64,
    /// As the table gave it.
    pub party_name: String,
    pub product: String,
    /// Whether it is a main product 主导产品 of the party.
    pub is_main: bool,
    /// Model, specification, batch.
    pub batch: String,
    pub sampled_on: NaiveDate,
    pub result: SamplingResult,
    /// What did not pass; of a failed one only.
    pub failed_items: String,
    /// The case it led to or was added to.
    pub case_id: Option<i64>,
    pub version: i64,
}

impl Sampling {
    /// What spellings of one product, or of one batch, have in common.
    pub fn key(text: &str) -> String {
        alias_key(text)
    }

    pub fn product_key(&self) -> String {
        Self::key(&self.product)
    }

    pub fn batch_key(&self) -> String {
        Self::key(&self.batch)
    }

    /// What a search within the round looks through.
    pub fn search_key(&self) -> String {
        let mut parts = vec![search_key(&self.party_name), name_key(&self.party_name), search_key(&self.product)];
        parts.extend([search_key(&self.batch), search_key(&self.failed_items)]);
        let mut seen = HashSet::new();
        parts.retain(|p| !p.is_empty() && seen.insert(p.clone()));
        parts.join(" ")
    }
}

/// A sampling with its round: what a rule that counts needs of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sampled {
    pub sampling: Sampling,
    pub round: Round,
}

/// How many samplings came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: i64,
    pub failed: i64,
    pub refused: i64,
}

impl Tally {
    pub fn of(self, result: SamplingResult) -> i64 {
        match result {
            SamplingResult::Passed => self.passed,
            SamplingResult::Failed => self.failed,
            SamplingResult::Refused => self.refused,
        }
    }

    pub fn add(&mut self, result: SamplingResult, n: i64) {
        match result {
            SamplingResult::Passed => self.passed += n,
            SamplingResult::Failed => self.failed += n,
            SamplingResult::Refused => self.refused += n,
        }
    }

    pub fn all(self) -> i64 {
        self.passed + self.failed + self.refused
    }

    /// The share that passed, in tenths of a per cent, rounded; but 1 bad one of 3,000 is no 100 %. None where nothing was sampled.
    pub fn passed_per_mille(self) -> Option<i64> {
        let most = if self.passed == self.all() { 1000 } else { 999 };
        (self.all() > 0).then(|| ((self.passed * 2000 + self.all()) / (self.all() * 2)).min(most))
    }
}

/// What came of a sampling, as tables say it.
pub fn result_of(cell: &str) -> Option<SamplingResult> {
    let key = alias_key(cell);
    let said = key.trim_end_matches(['。', '.', ';', '!']);
    match said {
        "合格" | "符合" | "通过" | "检验合格" | "合格品" | "未见异常" | "pass" | "passed" | "ok" | "qualified" => {
            Some(SamplingResult::Passed)
        }
        "不合格" | "不符合" | "未通过" | "不通过" | "检验不合格" | "不合格品" | "fail" | "failed" | "notpassed" | "unqualified" => {
            Some(SamplingResult::Failed)
        }
        "拒检" | "拒绝" | "拒抽" | "拒绝检验" | "拒绝抽查" | "拒绝抽样" | "拒绝抽检" | "拒绝监督抽查" | "refused" | "refusal"
        | "refuse" => Some(SamplingResult::Refused),
        _ => None,
    }
}

/// Yes or no, as tables say it.
pub fn yes_or_no(cell: &str) -> Option<bool> {
    match alias_key(cell).as_str() {
        "是" | "有" | "√" | "✓" | "✔" | "主导" | "主导产品" | "yes" | "y" | "1" | "true" => Some(true),
        "否" | "不是" | "非" | "无" | "×" | "-" | "—" | "/" | "no" | "n" | "0" | "false" => Some(false),
        _ => None,
    }
}

/// A day as tables give it: 2026-3-12, 2026/3/12, 2026.3.12, 2026年3月12日, 20260312; a time of day after it says nothing.
pub fn day_of(cell: &str) -> Option<NaiveDate> {
    let typed = one_line(cell);
    let first = typed.split([' ', 'T']).next().unwrap_or_default();
    let level = alias_key(if first.contains(['年', '/', '-', '.']) && !typed.contains('年') { first } else { &typed });
    let digits = level.chars().all(|c| c.is_ascii_digit());
    let day = match digits && level.len() == 8 {
        true => NaiveDate::parse_from_str(&level, "%Y%m%d"),
        false => {
            let parts = level.replace(['/', '.', '年', '月'], "-").replace(['日', '号'], "");
            NaiveDate::parse_from_str(&parts, "%Y-%m-%d")
        }
    };
    day.ok().filter(|d| (1990..=2200).contains(&d.year()))
}

/// Nothing, as tables say it.
pub fn is_nothing(cell: &str) -> bool {
    matches!(alias_key(cell).as_str(), "" | "无" | "/" | "-" | "--" | "—" | "——" | "\\" | "none" | "n/a" | "na")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn levels_are_in_order() {
        let above: Vec<_> = SampleLevel::ALL.iter().filter(|l| **l >= SampleLevel::Province).collect();
        assert_eq!(above, [&SampleLevel::Province, &SampleLevel::National]);
        assert!(SampleLevel::County < SampleLevel::City && SampleLevel::City < SampleLevel::Province);
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 12);
        for cell in [
            "2026-03-12",
            "2026-3-12",
            "2026/3/12",
            "2026.3.12",
            "2026年3月12日",
            "2026 年 3 月 12 日",
            "20260312",
            "２０２６／３／１２",
            "2026-03-12 00:00:00",
            "2026-03-12T08:30",
            "2026年3月12号",
        ] {
            assert_eq!(day_of(cell), day, "{cell}");
        }
        for cell in ["", "3月12日", "2026-02-30", "202603", "26-3-12", "46093", "三月", "2026", "99999-1-1"] {
            assert_eq!(day_of(cell), None, "{cell}");
        }
    }

    #[test]
    fn results_are_read_as_laboratories_write_them() {
        use SamplingResult::{Failed, Passed, Refused};
        for (cell, result) in [("合格", Passed), (" 不 合格。", Failed), ("拒检", Refused), ("拒绝抽样", Refused), ("PASS", Passed)]
        {
            assert_eq!(result_of(cell), Some(result), "{cell}");
        }
        for cell in ["", "基本合格", "待定", "合格/不合格"] {
            assert_eq!(result_of(cell), None, "{cell}");
        }
        assert_eq!((yes_or_no("√"), yes_or_no(" 否 "), yes_or_no("也许")), (Some(true), Some(false), None));
    }

    #[test]
    fn a_share_is_rounded_and_only_all_is_all() {
        let share = |passed, failed| Tally { passed, failed, refused: 0 }.passed_per_mille();
        assert_eq!((share(55, 5), share(2, 1), share(1, 2)), (Some(917), Some(667), Some(333)));
        assert_eq!((share(2999, 1), share(3000, 0), share(0, 3)), (Some(999), Some(1000), Some(0)));
        assert_eq!(Tally::default().passed_per_mille(), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_a_cell_holds_it_is_read(cell in "\\PC{0,30}") {
            let _ = (day_of(&cell), result_of(&cell), yes_or_no(&cell), is_nothing(&cell));
        }
    }
}
