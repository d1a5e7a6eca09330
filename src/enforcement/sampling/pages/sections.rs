//! What was sampled, on the page of a party and on that of a case.

use serde::Serialize;

use super::{light, path, share};
use crate::{
    enforcement::sampling::{
        model::{Sampled, Tally},
        queries,
    },
    platform::{
        db::Conn,
        error::Result,
        i18n::{format, format_day, t},
        view::parts::LightView,
    },
    tenancy::Scope,
};

/// So many of a party are shown, the newest first.
const SHOWN: usize = 30;

/// A sampling in a list beside other things.
#[derive(Clone, Debug, Serialize)]
pub struct SamplingRow {
    pub light: LightView,
    /// The product, with batch and main product.
    pub title: String,
    pub round: String,
    pub href: String,
    pub day: String,
    pub note: String,
}

/// What was sampled of a party.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OfParty {
    pub rows: Vec<SamplingRow>,
    pub summary: Option<String>,
    /// That there are more than are shown.
    pub more: Option<String>,
}

fn row(scope: &Scope, sampled: &Sampled) -> SamplingRow {
    let (lang, sampling, round) = (scope.lang(), &sampled.sampling, &sampled.round);
    let mut title = vec![sampling.product.clone()];
    title.extend(Some(sampling.batch.clone()).filter(|b| !b.is_empty()));
    if sampling.is_main {
        title.push(t(lang, "sampling-main").into_owned());
    }
    let mut note = vec![t(lang, &round.level.key()).into_owned(), format_day(lang, sampling.sampled_on)];
    note.extend(Some(sampling.failed_items.clone()).filter(|i| !i.is_empty()));
    SamplingRow {
        light: light(lang, sampling.result),
        title: title.join(" · "),
        round: round.name.clone(),
        href: path(scope, round.id),
        day: format_day(lang, sampling.sampled_on),
        note: note.join(" · "),
    }
}

/// What was sampled of a party and of those that live on in it, the newest first.
pub fn of_party(conn: &mut Conn, scope: &Scope, party_id: i64) -> Result<OfParty> {
    let all = queries::of_party(conn, scope, party_id)?;
    let lang = scope.lang();
    let mut tally = Tally::default();
    all.iter().for_each(|s| tally.add(s.sampling.result, 1));
    let args = [
        ("all", (tally.all() as f64).into()),
        ("failed", (tally.failed as f64).into()),
        ("refused", (tally.refused as f64).into()),
        ("share", share(tally.passed_per_mille()).into()),
    ];
    let more = all.len().saturating_sub(SHOWN);
    Ok(OfParty {
        rows: all.iter().rev().take(SHOWN).map(|s| row(scope, s)).collect(),
        summary: (tally.all() > 0).then(|| format(lang, "sampling-summary", &args)),
        more: (more > 0).then(|| format(lang, "sampling-more", &[("count", (more as f64).into())])),
    })
}

/// What led to a case or was added to it, in the order of its days.
pub fn of_case(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Vec<SamplingRow>> {
    Ok(queries::of_case(conn, scope, case_id)?.iter().map(|s| row(scope, s)).collect())
}
