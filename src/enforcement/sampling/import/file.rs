//! What a case is told of samplings, in the workspace's language.

use crate::{
    duties::words,
    enforcement::{
        actions::cases::CaseContent,
        model::{Came, EXTRA_MAX},
        sampling::model::{Round, Sampling, SamplingResult},
    },
    platform::i18n::{format, join, t},
    tenancy::Scope,
};

/// The longest list of products in a case's field, in characters.
const PRODUCTS_MAX: usize = 200;
/// So many samplings are told one by one.
const TOLD: usize = 100;

/// A sampling in a few words: 汽水（500ml/A1）.
pub(super) fn said(sampling: &Sampling) -> String {
    if sampling.batch.is_empty() { sampling.product.clone() } else { format!("{}（{}）", sampling.product, sampling.batch) }
}

/// A text no longer than it may be.
fn cut(text: String, max: usize) -> String {
    if text.chars().count() <= max {
        return text;
    }
    let mut short: String = text.chars().take(max - 1).collect();
    short.push('…');
    short
}

/// Different ones in the order they come.
fn each(samplings: &[&Sampling], text: impl Fn(&Sampling) -> String) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for one in samplings.iter().map(|s| text(s)).filter(|one| !one.is_empty()) {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

/// The case as if somebody had typed it.
pub(super) fn content(
    scope: &Scope,
    round: &Round,
    result: SamplingResult,
    region_id: Option<i64>,
    samplings: &[&Sampling],
) -> CaseContent {
    let lang = scope.workspace_lang();
    let first = samplings.iter().map(|s| s.sampled_on).min().unwrap_or(round.first_on);
    let products = each(samplings, |s| s.product.clone());
    let batches = each(samplings, |s| s.batch.clone());
    let mut items = join(lang, &each(samplings, |s| s.failed_items.clone()));
    if items.is_empty() {
        items = t(lang, "sampling-case-no-items").into_owned();
    }
    let named = join(lang, &products);
    let how = format(lang, "sampling-case-refused-how", &[("round", round.name.as_str().into()), ("products", named.as_str().into())]);
    let extra = [
        ("batch", cut(join(lang, &batches), EXTRA_MAX)),
        ("sampled_on", first.to_string()),
        ("failed_items", cut(items, EXTRA_MAX)),
        ("refused_on", first.to_string()),
        ("refused_how", cut(how, EXTRA_MAX)),
    ];
    CaseContent {
        facts: facts(scope, round, result, samplings),
        extra: extra.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
        product: cut(named, PRODUCTS_MAX),
        is_main_product: samplings.iter().any(|s| s.is_main),
        region_id,
        holder_id: Some(round.department_id),
        came: Some(Came::Sampling),
        found_on: samplings.iter().map(|s| s.sampled_on).max(),
        ..CaseContent::default()
    }
}

/// What a case already has of facts, and these samplings after it; as it was where there is no room for more.
pub(super) fn further(scope: &Scope, had: &str, round: &Round, result: SamplingResult, samplings: &[&Sampling]) -> String {
    let all = format!("{had}\n\n{}", facts(scope, round, result, samplings));
    if all.chars().count() <= words::TEXT_MAX { all } else { had.to_owned() }
}

fn facts(scope: &Scope, round: &Round, result: SamplingResult, samplings: &[&Sampling]) -> String {
    let lang = scope.workspace_lang();
    let args = [
        ("round", round.name.as_str().into()),
        ("level", t(lang, &round.level.key()).into_owned().into()),
        ("count", (samplings.len() as f64).into()),
        ("result", t(lang, &result.key()).into_owned().into()),
    ];
    let mut lines = vec![format(lang, "sampling-case-facts", &args)];
    for (nth, sampling) in samplings.iter().take(TOLD).enumerate() {
        let items = if sampling.failed_items.is_empty() { None } else { Some(sampling.failed_items.as_str()) };
        let args = [
            ("nth", (nth + 1).to_string().into()),
            ("what", said(sampling).into()),
            ("day", sampling.sampled_on.to_string().into()),
            ("main", if sampling.is_main { "yes" } else { "no" }.into()),
            ("items", items.unwrap_or("none").into()),
            ("stated", if items.is_some() { "yes" } else { "no" }.into()),
        ];
        lines.push(format(lang, "sampling-case-line", &args));
    }
    if samplings.len() > TOLD {
        lines.push(format(lang, "sampling-case-more", &[("count", ((samplings.len() - TOLD) as f64).into())]));
    }
    lines.join("\n")
}
