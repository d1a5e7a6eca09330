//! The ladder a workspace begins with: what articles 15, 18, 21 and 23 of 苏政发〔2000〕84号 say must follow, rule by rule.

use super::{Condition, Rule};
use crate::{
    enforcement::{
        MeasureKind::{self, *},
        sampling::SampleLevel,
    },
    platform::i18n::{Lang, format},
};

/// Kinds of cases, condition, the measure it follows, what it proposes, working days, article. Samplings count from the provincial
/// level up; running means twice.
type Shipped = (&'static [&'static str], Condition, Option<MeasureKind>, &'static [MeasureKind], i32, u32);

const SAMPLED: &[&str] = &["sampling_failure", "sampling_refused"];
const FAKED: &[&str] = &["counterfeit", "knowing_sale_or_use"];

const SHIPPED: &[Shipped] = &[
    (&["sampling_failure"], Condition::LicensedFailure, None, &[SuspendLicence, Rectify], 30, 15),
    (&["sampling_failure", "licence_misuse"], Condition::FailedReinspection, Some(SuspendLicence), &[RevokeLicence], 0, 15),
    (&["unlicensed_production"], Condition::FailedReinspection, Some(OrderLicence), &[CloseDown], 30, 15),
    (&["unlicensed_production"], Condition::PastDeadline, Some(OrderLicence), &[CloseDown], 30, 15),
    (SAMPLED, Condition::Refusal, None, &[CompulsorySampling], 10, 18),
    (SAMPLED, Condition::TwiceRunning, None, &[StopProduction], 30, 18),
    (&["sampling_failure"], Condition::FailedReinspection, Some(Rectify), &[Rectify], 30, 18),
    (SAMPLED, Condition::Serious, None, &[RevokeBusinessLicence, Publish, RemoveRepresentative], 0, 18),
    (&["false_certification"], Condition::Serious, None, &[Disqualify], 0, 21),
    (FAKED, Condition::Proven, None, &[RevokeBusinessLicence, RevokeLicence], 0, 23),
    (&["counterfeit", "knowing_sale_or_use", "providing_means"], Condition::Criminal, None, &[ReferToJustice], 0, 23),
];

/// The rules, in a workspace's language.
pub fn rules(lang: Lang) -> Vec<Rule> {
    let rule = |(at, (kinds, condition, after, measures, days, article)): (usize, &Shipped)| Rule {
        position: i32::try_from(at + 1).unwrap_or(i32::MAX),
        kinds: kinds.iter().map(|k| (*k).to_owned()).collect(),
        condition: *condition,
        after: *after,
        level: condition.asks_level().then_some(SampleLevel::Province),
        times: if *condition == Condition::TwiceRunning { 2 } else { 1 },
        months: 0,
        measures: measures.to_vec(),
        days: *days,
        competent_id: None,
        article: format(lang, "case-kind-article-of", &[("n", (*article).into())]),
    };
    SHIPPED.iter().enumerate().map(rule).collect()
}
