//! The kinds of cases of articles 15 to 23, each with what is asked, what follows first and in how many working days. Names and legal bases
//! are in the locale, so that a workspace gets them in its language.

use crate::{
    enforcement::model::{
        CaseKind, ExtraField,
        ExtraKind::{self, Date, Number, Text},
        FirstMeasure, KindState,
        MeasureKind::{self, *},
    },
    platform::{
        i18n::{Lang, format, t},
        id::new_id,
    },
};

/// The kind of cases about officers who enforced unlawfully; the program knows it by this.
pub const ABOUT_OFFICERS: &str = "unlawful_enforcement";

/// Code, article, working days to file, fields (key, kind, required), first measures with their working days.
type Shipped = (&'static str, u32, i32, &'static [(&'static str, ExtraKind, bool)], &'static [(MeasureKind, u16)]);

const SHIPPED: [Shipped; 13] = [
    (
        "sampling_failure",
        18,
        5,
        &[
            ("batch", Text, false),
            ("sampled_on", Date, false),
            ("standard", Text, false),
            ("failed_items", Text, true),
            // The ladder asks for it.
            ("licence_number", Text, false),
        ],
        &[(Publish, 5), (NotifyGovernment, 3), (Rectify, 30), (BarFromAwards, 0)],
    ),
    (
        "sampling_refused",
        18,
        5,
        &[("refused_on", Date, true), ("refused_how", Text, true)],
        &[(CompulsorySampling, 10), (Publish, 5), (NotifyGovernment, 3), (BarFromAwards, 0)],
    ),
    (
        "licence_misuse",
        15,
        10,
        &[("licence_number", Text, true), ("licence_product", Text, false), ("misuse", Text, true)],
        &[(SuspendLicence, 5), (Rectify, 30)],
    ),
    (
        "unlicensed_production",
        15,
        10,
        &[("catalogue", Text, true), ("since_on", Date, false), ("value", Number, false)],
        &[(Penalty, 15), (OrderLicence, 60)],
    ),
    ("opening_without_conditions", 16, 10, &[("missing", Text, true), ("opened_on", Date, false)], &[(StopProduction, 5), (Rectify, 30)]),
    (
        "obsolete_products",
        17,
        10,
        &[("catalogue", Text, true), ("equipment", Text, false), ("value", Number, false)],
        &[(StopProduction, 5), (CloseDown, 60)],
    ),
    (
        "procurement_of_failing",
        19,
        10,
        &[("purchaser", Text, true), ("contract", Text, false), ("value", Number, true)],
        &[(Rectify, 10), (NotifyGovernment, 3)],
    ),
    ("unlawful_ranking", 20, 10, &[("activity", Text, true), ("fees", Number, false)], &[(Rectify, 10), (Penalty, 15)]),
    (
        "false_certification",
        21,
        10,
        &[("certificate", Text, true), ("client", Text, false), ("issued_on", Date, false)],
        &[(Rectify, 15), (Penalty, 15)],
    ),
    (
        "counterfeit",
        23,
        5,
        &[("brand", Text, false), ("quantity", Number, false), ("value", Number, true)],
        &[(SealSeize, 1), (Confiscate, 30), (Penalty, 30)],
    ),
    ("providing_means", 23, 10, &[("means", Text, true), ("for_whom", Text, false)], &[(Penalty, 30)]),
    (
        "knowing_sale_or_use",
        23,
        5,
        &[("source", Text, false), ("knowledge", Text, true), ("value", Number, false)],
        &[(SealSeize, 1), (Confiscate, 30), (Penalty, 30)],
    ),
    (ABOUT_OFFICERS, 23, 5, &[("acted_on", Date, true), ("act", Text, true)], &[(Other, 10)]),
];

/// The codes, in the order of the policy's articles as a workspace lists them.
pub const CODES: [&str; 13] = {
    let mut codes = [""; 13];
    let mut at = 0;
    while at < 13 {
        codes[at] = SHIPPED[at].0;
        at += 1;
    }
    codes
};

/// Fresh copies in a language, from position 1 on.
pub fn kinds(lang: Lang) -> Vec<CaseKind> {
    let text = |key: String| t(lang, &key.replace('_', "-")).into_owned();
    let kind = |(at, (code, article, days, fields, measures)): (usize, Shipped)| CaseKind {
        id: new_id(),
        code: code.to_owned(),
        name: text(format!("case-kind-{code}")),
        article: format(lang, "case-kind-article-of", &[("n", article.into())]),
        legal_basis: text(format!("case-kind-{code}-basis")),
        fields: fields
            .iter()
            .map(|(key, kind, required)| ExtraField {
                key: (*key).to_owned(),
                label: text(format!("case-extra-field-{key}")),
                kind: *kind,
                required: *required,
            })
            .collect(),
        measures: measures.iter().map(|(measure, working_days)| FirstMeasure { measure: *measure, working_days: *working_days }).collect(),
        days_to_file: days,
        state: KindState::Open,
        position: i32::try_from(at + 1).unwrap_or(i32::MAX),
        version: 1,
    };
    SHIPPED.into_iter().enumerate().map(kind).collect()
}
