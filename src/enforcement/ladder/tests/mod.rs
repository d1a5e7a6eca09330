//! The ladder: the policy's own cases article by article, and its rules, versions and proposals against small models.

mod articles;
mod conditions;
mod needed;
mod proposals;
mod samplings;

use chrono::NaiveDate;

use super::{
    model::{Condition, Grounds, Imposed, Rule, holding},
    shipped,
};
use crate::{
    enforcement::{
        MeasureKind,
        measure::MeasureState,
        sampling::{Round, SampleLevel, Sampled, Sampling, SamplingResult},
    },
    platform::i18n::Lang,
};

pub const CASE: i64 = 7;

pub fn day(n: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day") + chrono::Duration::days(n)
}

pub fn grounds(kind: &str) -> Grounds {
    Grounds {
        case_id: CASE,
        kind_code: kind.to_owned(),
        registered_on: day(0),
        has_licence: false,
        sampled: Vec::new(),
        imposed: Vec::new(),
        findings: Vec::new(),
        others: Vec::new(),
    }
}

/// A sampling in a round of its own, on a day, of the case itself.
pub fn sampled(n: i64, level: SampleLevel, result: SamplingResult) -> Sampled {
    let at = day(n).and_hms_opt(8, 0, 0).expect("a time");
    let (id, party_name, product) = (n, "某电缆厂".to_owned(), "电线电缆".to_owned());
    let sampling = Sampling {
        id,
        round_id: n,
        party_id: 1,
        party_name,
        product,
        is_main: true,
        batch: String::new(),
        sampled_on: day(n),
        result,
        failed_items: String::new(),
        case_id: Some(CASE),
        version: 1,
    };
    let name = format!("第{n}轮");
    Sampled {
        sampling,
        round: Round {
            id: n,
            name,
            level,
            department_id: 1,
            first_on: day(n),
            last_on: day(n),
            created_at: at,
            version: 1,
            imported_at: None,
        },
    }
}

pub fn imposed(id: i64, kind: MeasureKind, state: MeasureState) -> Imposed {
    let failed_on = (state == MeasureState::Failed).then(|| day(40));
    Imposed { id, kind, in_force_on: day(id), due_on: Some(day(30)), state, failed_on }
}

/// What the shipped ladder proposes on day 50.
pub fn proposed(grounds: &Grounds) -> Vec<(String, Vec<MeasureKind>)> {
    let rules = shipped::rules(Lang::ZhCn);
    holding(&rules, grounds, day(50)).into_iter().map(|h| (h.rule.article.clone(), h.rule.measures.clone())).collect()
}

/// A rule of one's own about every kind of case, which proposes what nothing here imposes.
pub fn rule(condition: Condition) -> Rule {
    Rule {
        position: 1,
        kinds: Vec::new(),
        condition,
        after: None,
        level: None,
        times: 1,
        months: 0,
        measures: vec![MeasureKind::Penalty],
        days: 0,
        competent_id: None,
        article: "本省规定".to_owned(),
    }
}
