//! The shipped ladder, article by article, and its rules against a smaller model.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{
    model::{Condition, Grounds, Imposed, Ladder, ProposalState, Rule, Verdict, What, decide_proposal, holding, in_force_at},
    shipped,
};
use crate::{
    enforcement::{
        MeasureKind::{self, *},
        measure::{FindingKind, MeasureState},
        sampling::{Round, SampleLevel, Sampled, Sampling, SamplingResult},
    },
    platform::i18n::Lang,
};

const CASE: i64 = 7;

fn day(n: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day") + chrono::Duration::days(n)
}

fn grounds(kind: &str) -> Grounds {
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
fn sampled(n: i64, level: SampleLevel, result: SamplingResult) -> Sampled {
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

fn imposed(id: i64, kind: MeasureKind, state: MeasureState) -> Imposed {
    let failed_on = (state == MeasureState::Failed).then(|| day(40));
    Imposed { id, kind, in_force_on: day(id), due_on: Some(day(30)), state, failed_on }
}

/// What the shipped ladder proposes on day 50.
fn proposed(grounds: &Grounds) -> Vec<(String, Vec<MeasureKind>)> {
    let rules = shipped::rules(Lang::ZhCn);
    holding(&rules, grounds, day(50)).into_iter().map(|h| (h.rule.article.clone(), h.rule.measures.clone())).collect()
}

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

#[test]
fn own_rules_count_cases_within_months() {
    let rule = |times, months| Rule {
        position: 1,
        kinds: Vec::new(),
        condition: Condition::Repeated,
        after: None,
        level: None,
        times,
        months,
        measures: vec![Penalty],
        days: 0,
        competent_id: None,
        article: "本省规定".to_owned(),
    };
    let mut g = grounds("unlawful_ranking");
    g.others = vec![("2025-0001".to_owned(), day(-200)), ("2025-0002".to_owned(), day(-20)), ("2026-0009".to_owned(), day(9))];
    let holds = |times, months| holding(&[rule(times, months)], &g, day(50)).len();
    assert_eq!((holds(2, 12), holds(3, 12), holds(2, 1), holds(3, 6), holds(4, 60)), (1, 1, 1, 0, 0));
}

#[test]
fn a_case_follows_the_version_of_its_day() {
    let ladder = |number, on: Option<NaiveDate>| Ladder {
        id: i64::from(number),
        number,
        in_force_on: on,
        note: String::new(),
        made_at: day(0).and_hms_opt(0, 0, 0).expect("a time"),
        made_by: String::new(),
        rules: Vec::new(),
        version: 1,
    };
    let all = [ladder(4, None), ladder(3, Some(day(20))), ladder(2, Some(day(20))), ladder(1, Some(day(10)))];
    let at = |n| in_force_at(&all, day(n)).map(|l| l.number);
    // What was filed before there was any follows the first; of two of one day the later one holds.
    assert_eq!((at(0), at(10), at(19), at(20), at(99)), (Some(1), Some(1), Some(1), Some(3), Some(3)));
    assert_eq!(in_force_at(&all[..1], day(5)), None);
}

#[test]
fn a_proposal_goes_only_where_the_table_lets_it() {
    use ProposalState as S;
    use Verdict::{Decline, Drop, Insist};
    let table = [
        (S::Open, 0, Decline, S::Declined),
        (S::Open, 1, Decline, S::WithOffice),
        (S::Open, 2, Decline, S::WithOffice),
        (S::Declined, 1, Insist, S::Open),
        (S::Declined, 1, Drop, S::Dropped),
        (S::WithOffice, 2, Insist, S::Open),
        (S::WithOffice, 2, Drop, S::Dropped),
    ];
    for state in S::ALL {
        for (verdict, declines) in Verdict::ALL.into_iter().flat_map(|v| [0, 1, 2].map(|n| (v, n))) {
            let row = table.iter().find(|(from, n, by, _)| from == state && *by == verdict && (*n == declines || verdict != Decline));
            assert_eq!(decide_proposal(*state, declines, verdict).ok(), row.map(|(.., to)| *to), "{state:?} {verdict:?} {declines}");
        }
    }
}

fn any_result() -> impl Strategy<Value = (SampleLevel, SamplingResult, bool)> {
    (proptest::sample::select(SampleLevel::ALL), proptest::sample::select(SamplingResult::ALL), any::<bool>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Twice running, said as a walk over the rounds: how many bad ones stand at the end.
    #[test]
    fn running_is_what_a_walk_counts(rounds in proptest::collection::vec(any_result(), 0..12), own in any::<u8>()) {
        let mut g = grounds("sampling_failure");
        g.sampled = rounds.iter().zip(1..).map(|((level, result, main), n)| {
            let mut s = sampled(n, *level, *result);
            s.sampling.is_main = *main;
            s.sampling.case_id = (own >> (n % 8) & 1 == 1).then_some(CASE);
            s
        }).collect();
        let is_main = rounds.iter().any(|(.., main)| *main);
        let counted: Vec<_> = g.sampled.iter().filter(|s| s.round.level >= SampleLevel::Province).collect();
        let bad = counted.iter().rev().take_while(|s| s.sampling.result != SamplingResult::Passed).count();
        let is_own = counted.iter().rev().take(2).any(|s| s.sampling.case_id == Some(CASE));
        let expected = is_main && bad >= 2 && is_own;
        let found = proposed(&g).iter().any(|(_, measures)| measures == &[StopProduction]);
        prop_assert_eq!(found, expected);
    }

    /// A proposal seen as two facts, who has the word and how often it was declined, says the same.
    #[test]
    fn a_proposal_is_a_word_that_goes_to_and_fro(verdicts in proptest::collection::vec(proptest::sample::select(&Verdict::ALL[..]), 0..12)) {
        let (mut state, mut declines) = (ProposalState::Open, 0);
        let (mut with_department, mut is_over) = (true, false);
        for verdict in verdicts {
            let may = !is_over && with_department == (verdict == Verdict::Decline);
            let to = decide_proposal(state, declines, verdict);
            prop_assert_eq!(to.is_ok(), may, "{:?} {:?}", state, verdict);
            if let Ok(to) = to {
                state = to;
                declines += i32::from(verdict == Verdict::Decline);
                with_department = verdict == Verdict::Insist;
                is_over = verdict == Verdict::Drop;
            }
            let wanted = match (is_over, with_department, declines) {
                (true, ..) => ProposalState::Dropped,
                (_, true, _) => ProposalState::Open,
                (_, false, 1) => ProposalState::Declined,
                (_, false, _) => ProposalState::WithOffice,
            };
            prop_assert_eq!(state, wanted);
        }
    }

    /// Each proposal asks for something that is not in force and that none before it asks for; the same facts are proposed once.
    #[test]
    fn nothing_in_force_is_proposed_again(
        states in proptest::collection::vec((proptest::sample::select(MeasureKind::ALL), proptest::sample::select(MeasureState::ALL)), 0..8),
        findings in proptest::sample::subsequence(FindingKind::ALL, 0..=3),
        kind in proptest::sample::select(&["sampling_failure", "unlicensed_production", "counterfeit", "licence_misuse"][..]),
    ) {
        let mut g = grounds(kind);
        g.imposed = states.iter().zip(1..).map(|((kind, state), n)| imposed(n, *kind, *state)).collect();
        g.findings = findings.iter().map(|f| (*f, day(3))).collect();
        let found = proposed(&g);
        for (n, (_, measures)) in found.iter().enumerate() {
            let in_force = |m: &MeasureKind| g.imposed.iter().any(|i| i.kind == *m && i.state == MeasureState::InForce);
            let before = |m: &MeasureKind| found[..n].iter().any(|(_, measures)| measures.contains(m));
            prop_assert!(!measures.iter().all(|m| in_force(m) || before(m)), "{:?} are in force or proposed", measures);
        }
        let keys: Vec<_> = holding(&shipped::rules(Lang::ZhCn), &g, day(50)).into_iter().map(|h| h.fact_key).collect();
        let mut unique = keys.clone();
        unique.sort();
        unique.dedup();
        prop_assert_eq!(keys.len(), unique.len());
        // The same grounds give the same keys: proposing again proposes nothing.
        let again: Vec<_> = holding(&shipped::rules(Lang::ZhCn), &g, day(60)).into_iter().map(|h| h.fact_key).collect();
        prop_assert_eq!(keys, again);
    }
}
