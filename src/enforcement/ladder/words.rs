//! What proposals rest on, in words, for pages and mails.

use super::model::{Fact, What};
use crate::{
    enforcement::MeasureKind,
    platform::i18n::{Lang, format, t},
};

/// A fact in a sentence, without its day.
pub fn fact(lang: Lang, fact: &Fact) -> String {
    let measure = |kind: MeasureKind| t(lang, &kind.key()).into_owned();
    match &fact.what {
        What::Sampling { round, product, party, level, refused, .. } => {
            let args = [
                ("party", party.as_str().into()),
                ("product", product.as_str().into()),
                ("round", round.as_str().into()),
                ("level", t(lang, &level.key()).into_owned().into()),
            ];
            format(lang, if *refused { "ladder-fact-refused" } else { "ladder-fact-sampling" }, &args)
        }
        What::Failed { measure: kind } => format(lang, "ladder-fact-failed", &[("measure", measure(*kind).into())]),
        What::Overdue { measure: kind } => format(lang, "ladder-fact-overdue", &[("measure", measure(*kind).into())]),
        What::Finding { finding } => format(lang, "ladder-fact-finding", &[("finding", t(lang, &finding.key()).into_owned().into())]),
        What::Case { number } => format(lang, "ladder-fact-case", &[("number", number.as_str().into())]),
    }
}
