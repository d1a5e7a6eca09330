//! The policy (苏政发〔2000〕84号) article by article: what the article asks, in our words, and what a workspace is given to carry it out.
//!
//! Tables kept elsewhere: what the ladder proposes next (articles 15, 18, 21, 23, and that 16, 17, 19 and 20 go no further) in
//! `ladder::tests::articles`; who misses a campaign's goal (22) in `campaign::model::standing`; figures of an incident that rise (25) in
//! `incident::model` and, like the slide of a target, with what raises a matter; rewards (24) in the tests beside the program.

use chrono::NaiveDate;

use super::{
    CaseKind,
    MeasureKind::{self, *},
    check::Purpose,
    ladder::is_standing,
    publication::Ground,
    restriction::{Kind, Term, TermKind},
    shipped,
};
use crate::platform::i18n::Lang;

fn kind(code: &str) -> CaseKind {
    shipped::kinds(Lang::ZhCn).into_iter().find(|k| k.code == code).unwrap_or_else(|| panic!("no kind {code}"))
}

/// Its article, and what follows first in how many working days.
fn first(code: &str) -> (String, Vec<(MeasureKind, u16)>) {
    let kind = kind(code);
    (kind.article, kind.measures.iter().map(|m| (m.measure, m.working_days)).collect())
}

/// What must be told of a case.
fn must_tell(code: &str) -> Vec<String> {
    kind(code).fields.into_iter().filter(|f| f.required).map(|f| f.key).collect()
}

/// Whether a publication for a case of this kind may name a natural person.
fn names(ground: Ground, code: &str) -> bool {
    assert!(ground.fits_case(code), "{ground:?} goes with {code}");
    ground.names_persons()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

fn of(n: u32, measures: &[(MeasureKind, u16)]) -> (String, Vec<(MeasureKind, u16)>) {
    (format!("第 {n} 条"), measures.to_vec())
}

#[test]
fn article_15_licences() {
    // Who misuses a licence loses it for the time being and is ordered to put things right.
    assert_eq!(first("licence_misuse"), of(15, &[(SuspendLicence, 5), (Rectify, 30)]));
    assert_eq!(must_tell("licence_misuse"), ["licence_number", "misuse"]);
    assert!(is_standing(SuspendLicence), "暂扣: until the rectification is shown");
    // Who produces without one is punished and ordered to get it.
    assert_eq!(first("unlicensed_production"), of(15, &[(Penalty, 15), (OrderLicence, 60)]));
    assert!(!names(Ground::LicenceMisuse, "licence_misuse") && !names(Ground::UnlicensedProduction, "unlicensed_production"));
}

#[test]
fn article_16_opening_review() {
    // Who lacks the basic conditions may not begin to produce.
    assert_eq!(first("opening_without_conditions"), of(16, &[(StopProduction, 5), (Rectify, 30)]));
    assert_eq!(must_tell("opening_without_conditions"), ["missing"], "which condition");
    assert!(is_standing(StopProduction), "forbidden until the conditions are shown");
    assert!(!names(Ground::OpeningWithoutConditions, "opening_without_conditions"));
}

#[test]
fn article_17_obsolete_products() {
    // What the catalogue of obsolete products names is cleared away.
    assert_eq!(first("obsolete_products"), of(17, &[(StopProduction, 5), (CloseDown, 60)]));
    assert_eq!(must_tell("obsolete_products"), ["catalogue"], "the catalogue that names it");
    assert!(!names(Ground::ObsoleteProducts, "obsolete_products"));
}

#[test]
fn article_18_samplings() {
    // A failed sampling is made public and told to the place, its cause is looked for and removed by a date; no award that year.
    assert_eq!(first("sampling_failure"), of(18, &[(Publish, 5), (NotifyGovernment, 3), (Rectify, 30), (BarFromAwards, 0)]));
    // A refusal counts as failed, and is sampled by force.
    assert_eq!(first("sampling_refused"), of(18, &[(CompulsorySampling, 10), (Publish, 5), (NotifyGovernment, 3), (BarFromAwards, 0)]));
    // No award that year: to the end of the year of the finding, whenever it is imposed, and by no other term.
    assert_eq!((Purpose::Award.kind(), Kind::NoAward.terms()), (Kind::NoAward, &[TermKind::YearEnd][..]));
    for (found, from, until) in [
        (day(2026, 1, 1), day(2026, 1, 1), day(2026, 12, 31)),
        (day(2026, 6, 30), day(2026, 8, 1), day(2026, 12, 31)),
        (day(2026, 12, 31), day(2026, 12, 31), day(2026, 12, 31)),
        (day(2025, 12, 30), day(2025, 12, 31), day(2025, 12, 31)),
    ] {
        assert_eq!(Term::YearEnd.until(found, from), Some(until), "found on {found}");
    }
    // No honours for those in charge either: it falls on the enterprise and on people.
    assert!(Kind::NoAward.falls_on_enterprises() && Kind::NoAward.falls_on_people());
    // Names of those in charge are made public where it is serious: only then.
    let named = [
        (Ground::SamplingFailure, "sampling_failure", false),
        (Ground::SamplingRefused, "sampling_refused", false),
        (Ground::SeriousFailure, "sampling_failure", true),
    ];
    for (ground, code, is_named) in named {
        assert_eq!(names(ground, code), is_named, "{ground:?}");
    }
}

#[test]
fn article_19_public_procurement() {
    // Governments buy nothing that is below its standard, unlicensed or failed a sampling.
    assert_eq!(first("procurement_of_failing"), of(19, &[(Rectify, 10), (NotifyGovernment, 3)]));
    assert_eq!(must_tell("procurement_of_failing"), ["purchaser", "value"]);
    // What stands in its way: until the product is shown to be good, or for a time; on the enterprise, never on people.
    let terms = [TermKind::Inspection, TermKind::Months, TermKind::Day];
    assert_eq!((Purpose::Procurement.kind(), Kind::NoProcurement.terms()), (Kind::NoProcurement, &terms[..]));
    assert_eq!(Term::Inspection.until(day(2026, 11, 2), day(2026, 11, 2)), None, "no day ends it");
    assert!(Kind::NoProcurement.falls_on_enterprises() && !Kind::NoProcurement.falls_on_people());
    assert!(!names(Ground::ProcurementOfFailing, "procurement_of_failing"));
}

#[test]
fn article_20_unlawful_rankings() {
    // Unlawful rankings that burden enterprises are investigated.
    assert_eq!(first("unlawful_ranking"), of(20, &[(Rectify, 10), (Penalty, 15)]));
    assert_eq!(must_tell("unlawful_ranking"), ["activity"]);
    assert!(!names(Ground::UnlawfulRanking, "unlawful_ranking"));
}

#[test]
fn article_21_intermediaries() {
    // Intermediaries that cheat are investigated.
    assert_eq!(first("false_certification"), of(21, &[(Rectify, 15), (Penalty, 15)]));
    assert_eq!(must_tell("false_certification"), ["certificate"]);
    assert!(!names(Ground::FalseCertification, "false_certification"));
}

#[test]
fn article_23_counterfeits() {
    // Counterfeits are sealed and confiscated; who buys them knowingly is punished alike.
    for code in ["counterfeit", "knowing_sale_or_use"] {
        assert_eq!(first(code), of(23, &[(SealSeize, 1), (Confiscate, 30), (Penalty, 30)]), "{code}");
    }
    // Who gives premises, means or money for it is punished severely.
    assert_eq!(first("providing_means"), of(23, &[(Penalty, 30)]));
    assert_eq!(must_tell("providing_means"), ["means"]);
    // Who ran or did it registers no enterprise in their own name again: on people alone, and unless otherwise said for good.
    assert_eq!(Purpose::Registration.kind(), Kind::NoRegistration);
    assert!(Kind::NoRegistration.falls_on_people() && !Kind::NoRegistration.falls_on_enterprises());
    assert_eq!(Kind::NoRegistration.terms()[0], TermKind::Unlimited);
    assert_eq!(Term::Unlimited.until(day(2026, 11, 2), day(2026, 11, 2)), None);
    for (ground, code) in [
        (Ground::Counterfeit, "counterfeit"),
        (Ground::ProvidingMeans, "providing_means"),
        (Ground::KnowingSaleOrUse, "knowing_sale_or_use"),
    ] {
        assert!(names(ground, code), "{ground:?}");
    }
    // Officers who enforce unlawfully: what it leads to is a matter, and nothing is published of it by a ground of its own.
    assert_eq!(first("unlawful_enforcement"), of(23, &[(Other, 10)]));
    assert_eq!(Ground::parse("unlawful_enforcement"), None);
}

/// Nobody is named on a ground that no article gives: of all there are, these name persons.
#[test]
fn no_other_ground_names_a_person() {
    let naming: Vec<Ground> = Ground::ALL.iter().copied().filter(|g| g.names_persons()).collect();
    assert_eq!(naming, [Ground::SeriousFailure, Ground::Counterfeit, Ground::ProvidingMeans, Ground::KnowingSaleOrUse]);
}
