//! What the shipped ladder proposes, article by article (articles 15, 18, 21 and 23; what the others ask for is in the room's `articles`).

use super::{day, grounds, imposed, proposed, sampled};
use crate::{
    enforcement::{
        MeasureKind::{self, *},
        ladder::{
            model::{Imposed, What, holding},
            shipped,
        },
        measure::{FindingKind, MeasureState},
        sampling::{SampleLevel, Sampled, SamplingResult},
        shipped::CODES,
    },
    platform::i18n::Lang,
};

fn article(n: u32, measures: &[MeasureKind]) -> (String, Vec<MeasureKind>) {
    let rules = shipped::rules(Lang::ZhCn);
    let of = rules.iter().find(|r| r.measures == measures && r.article.contains(&n.to_string()));
    (of.unwrap_or_else(|| panic!("no rule of article {n} proposes {measures:?}")).article.clone(), measures.to_vec())
}

#[test]
fn article_15_licences() {
    use MeasureState::{Failed, Fulfilled, InForce};
    use SamplingResult::{Failed as Bad, Passed};
    // A failed sampling at provincial level of a product under a licence: suspend it and order rectification.
    let mut g = grounds("sampling_failure");
    g.sampled = vec![sampled(1, SampleLevel::Province, Bad)];
    assert_eq!(proposed(&g), []);
    g.has_licence = true;
    assert_eq!(proposed(&g), [article(15, &[SuspendLicence, Rectify])]);
    g.sampled = vec![sampled(1, SampleLevel::City, Bad), sampled(2, SampleLevel::National, Passed)];
    assert_eq!(proposed(&g), [], "below the province, or passed");
    // Rectification under it failed: revoke.
    g.imposed = vec![imposed(1, SuspendLicence, InForce), imposed(2, Rectify, Failed)];
    assert_eq!(proposed(&g), [article(15, &[RevokeLicence]), article(18, &[Rectify])]);
    g.imposed[1].state = Fulfilled;
    assert_eq!(proposed(&g), [], "it was rectified");
    let mut misuse = grounds("licence_misuse");
    misuse.imposed = vec![imposed(1, SuspendLicence, InForce), imposed(2, Rectify, Failed)];
    assert_eq!(proposed(&misuse), [article(15, &[RevokeLicence])]);
    // Without a licence: ordered to get one, and still none by the date.
    let mut none = grounds("unlicensed_production");
    none.imposed = vec![imposed(1, OrderLicence, InForce)];
    assert_eq!(proposed(&none), [article(15, &[CloseDown])]);
    none.imposed[0].due_on = Some(day(50));
    assert_eq!(proposed(&none), [], "its last day is not over");
    none.imposed[0].state = Failed;
    assert_eq!(proposed(&none), [article(15, &[CloseDown])], "what is asked for was not reached");
    none.imposed[0].state = Fulfilled;
    assert_eq!(proposed(&none), []);
}

#[test]
fn article_18_samplings() {
    use SamplingResult::{Failed, Passed, Refused};
    let with = |sampled: Vec<Sampled>| {
        let mut g = grounds("sampling_failure");
        g.sampled = sampled;
        g
    };
    let stop = article(18, &[StopProduction]);
    let (province, city, national) = (SampleLevel::Province, SampleLevel::City, SampleLevel::National);
    // Twice running at provincial level or above.
    assert_eq!(proposed(&with(vec![sampled(1, province, Failed), sampled(2, national, Failed)])), std::slice::from_ref(&stop));
    assert_eq!(proposed(&with(vec![sampled(1, province, Failed)])), []);
    assert_eq!(proposed(&with(vec![sampled(1, province, Failed), sampled(2, province, Passed), sampled(3, province, Failed)])), []);
    assert_eq!(
        proposed(&with(vec![sampled(1, province, Failed), sampled(2, city, Passed), sampled(3, province, Failed)])),
        std::slice::from_ref(&stop)
    );
    assert_eq!(proposed(&with(vec![sampled(1, city, Failed), sampled(2, city, Failed)])), []);
    // Only the main product, and the same one.
    let mut beside = with(vec![sampled(1, province, Failed), sampled(2, province, Failed)]);
    beside.sampled[0].sampling.is_main = false;
    beside.sampled[1].sampling.is_main = false;
    assert_eq!(proposed(&beside), []);
    let mut other = with(vec![sampled(1, province, Failed), sampled(2, province, Failed)]);
    other.sampled[0].sampling.product = "开关".to_owned();
    assert_eq!(proposed(&other), []);
    // Across departments and cases: one of them must be this case's own.
    let mut across = with(vec![sampled(1, province, Failed), sampled(2, province, Failed)]);
    across.sampled[0].sampling.case_id = None;
    assert_eq!(proposed(&across), std::slice::from_ref(&stop));
    across.sampled[1].sampling.case_id = Some(99);
    assert_eq!(proposed(&across), []);
    // Two batches in one round are one sampling.
    let mut batches = with(vec![sampled(1, province, Failed), sampled(2, province, Failed)]);
    batches.sampled[1].round = batches.sampled[0].round.clone();
    assert_eq!(proposed(&batches), []);
    // A refusal counts as failing, and is sampled by force.
    let refused = with(vec![sampled(1, province, Failed), sampled(2, province, Refused)]);
    assert_eq!(proposed(&refused), [article(18, &[CompulsorySampling]), stop.clone()]);
    // It says which two it counted.
    let rules = shipped::rules(Lang::ZhCn);
    let counted = with(vec![sampled(1, province, Failed), sampled(2, province, Failed), sampled(3, province, Failed)]);
    let held = holding(&rules, &counted, day(50));
    let ids: Vec<i64> =
        held[0].facts.iter().filter_map(|f| if let What::Sampling { id, .. } = &f.what { Some(*id) } else { None }).collect();
    assert_eq!(ids, [2, 3]);
    // Serious: the business licence, the names, the legal representative.
    let mut serious = grounds("sampling_failure");
    serious.findings = vec![(FindingKind::Serious, day(10))];
    assert_eq!(proposed(&serious), [article(18, &[RevokeBusinessLicence, Publish, RemoveRepresentative])]);
    // Rectification failed: again.
    let mut again = grounds("sampling_failure");
    again.imposed = vec![imposed(1, Rectify, MeasureState::Failed)];
    assert_eq!(proposed(&again), [article(18, &[Rectify])]);
    again.imposed.push(Imposed { in_force_on: day(41), ..imposed(2, Rectify, MeasureState::InForce) });
    assert_eq!(proposed(&again), [], "it is ordered already");
}

#[test]
fn articles_21_and_23_findings() {
    let with = |kind: &str, finding| {
        let mut g = grounds(kind);
        g.findings = vec![(finding, day(5))];
        proposed(&g)
    };
    use FindingKind::{Criminal, Proven, Serious};
    assert_eq!(with("false_certification", Serious), [article(21, &[Disqualify])]);
    assert_eq!(with("counterfeit", Proven), [article(23, &[RevokeBusinessLicence, RevokeLicence])]);
    assert_eq!(with("knowing_sale_or_use", Proven), [article(23, &[RevokeBusinessLicence, RevokeLicence])]);
    assert_eq!(with("counterfeit", Criminal), [article(23, &[ReferToJustice])]);
    assert_eq!(with("providing_means", Criminal), [article(23, &[ReferToJustice])]);
    assert_eq!(with("unlawful_ranking", Serious), []);
}

/// A step of the ladder: its article, and what it proposes.
type Step = (u32, &'static [MeasureKind]);

/// By kind of case everything the shipped ladder may ever propose, with the article: the articles that name no further step have none.
#[test]
fn articles_16_17_19_and_20_go_no_further() {
    let steps: [(&str, &[Step]); 13] = [
        (
            "sampling_failure",
            &[
                (15, &[SuspendLicence, Rectify]),
                (15, &[RevokeLicence]),
                (18, &[CompulsorySampling]),
                (18, &[StopProduction]),
                (18, &[Rectify]),
                (18, &[RevokeBusinessLicence, Publish, RemoveRepresentative]),
            ],
        ),
        (
            "sampling_refused",
            &[(18, &[CompulsorySampling]), (18, &[StopProduction]), (18, &[RevokeBusinessLicence, Publish, RemoveRepresentative])],
        ),
        ("licence_misuse", &[(15, &[RevokeLicence])]),
        // Its inspection failed, or its day passed.
        ("unlicensed_production", &[(15, &[CloseDown]), (15, &[CloseDown])]),
        ("opening_without_conditions", &[]),
        ("obsolete_products", &[]),
        ("procurement_of_failing", &[]),
        ("unlawful_ranking", &[]),
        ("false_certification", &[(21, &[Disqualify])]),
        ("counterfeit", &[(23, &[RevokeBusinessLicence, RevokeLicence]), (23, &[ReferToJustice])]),
        ("providing_means", &[(23, &[ReferToJustice])]),
        ("knowing_sale_or_use", &[(23, &[RevokeBusinessLicence, RevokeLicence]), (23, &[ReferToJustice])]),
        ("unlawful_enforcement", &[]),
    ];
    assert_eq!(steps.map(|(code, _)| code), CODES);
    let rules = shipped::rules(Lang::ZhCn);
    for (code, wanted) in steps {
        let of_kind = rules.iter().filter(|r| r.kinds.iter().any(|k| k == code));
        let found: Vec<(String, &[MeasureKind])> = of_kind.map(|r| (r.article.clone(), &r.measures[..])).collect();
        let wanted: Vec<(String, &[MeasureKind])> = wanted.iter().map(|(n, measures)| (format!("第 {n} 条"), *measures)).collect();
        assert_eq!(found, wanted, "{code}");
    }
    // None is for every kind there is.
    assert!(rules.iter().all(|r| !r.kinds.is_empty()));
}
