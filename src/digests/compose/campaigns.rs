//! Campaigns as sections of a digest: for leaders what is behind and where, for liaisons the reports their regions owe.

use super::{Audience, Facts, MOST, words::Words};
use crate::{
    digests::content::{Item, Section},
    duties::Light,
    enforcement::campaign::{Period, RegionStanding, Standing, pages},
    platform::i18n::{format_day, join},
};

/// Campaigns with a region this leader is in charge of that is behind, silent, or past the deadline; the leaders of the leading bodies read
/// of all regions. The section, and how many campaigns that are.
pub fn behind(facts: &Facts, words: &Words<'_>, audience: Audience<'_>) -> (Option<Section>, usize) {
    let found: Vec<(&Standing, Vec<&RegionStanding>)> =
        facts.campaigns.iter().map(|s| (s, troubled(s, audience))).filter(|(_, regions)| !regions.is_empty()).collect();
    let items = found.iter().take(MOST).map(|(s, regions)| line(facts, words, s, regions)).collect();
    (words.section("digest-section-campaigns", Some("yellow"), items, found.len(), "/campaigns"), found.len())
}

fn troubled<'a>(standing: &'a Standing, audience: Audience<'_>) -> Vec<&'a RegionStanding> {
    let leads = audience.has_any(standing.leads.iter().copied());
    let is_mine = |r: &&RegionStanding| leads || audience.has(r.known.region.department_id);
    standing.regions.iter().filter(is_mine).filter(|r| matches!(r.light, Light::Red | Light::Yellow)).collect()
}

/// “电线专项整治 — 徐州市、泰州市滞后或未报 · 平均完成 81% · 期限 …”
fn line(facts: &Facts, words: &Words<'_>, standing: &Standing, regions: &[&RegionStanding]) -> Item {
    let names: Vec<String> = regions.iter().take(MOST).map(|r| facts.name(Some(r.known.region.department_id)).to_owned()).collect();
    let args = [("regions", join(words.lang, &names).into()), ("n", regions.len().into())];
    let key = if standing.pace.over { "digest-campaign-missed" } else { "digest-campaign-behind" };
    let share = standing.share().map(|s| words.say("digest-campaign-share", &[("share", (s / 10_000).to_string().into())]));
    let last_on = standing.campaign.last_on;
    let note = words.line([Some(words.say(key, &args)), share, Some(words.deadline(last_on)), Some(words.until(facts, last_on))]);
    Item { text: standing.campaign.name.clone(), href: Some(pages::path(words.scope, &standing.campaign.number)), note, duty: None }
}

/// Reports these departments owe, the longest due first. The section, and how many.
pub fn owed(facts: &Facts, words: &Words<'_>, audience: Audience<'_>) -> (Option<Section>, usize) {
    let of = |s| move |r: &'_ RegionStanding| (s, r.known.region.department_id, r.owed.clone());
    let mut all: Vec<(&Standing, i64, Period)> = facts
        .campaigns
        .iter()
        .flat_map(|s: &Standing| s.regions.iter().filter(|r| audience.has(r.known.region.department_id)).map(of(s)))
        .flat_map(|(s, id, owed)| owed.into_iter().map(move |period| (s, id, period)))
        .collect();
    all.sort_by_key(|(_, id, period)| (period.due_on, *id));
    let late = all.iter().any(|(_, _, period)| period.due_on < facts.today);
    let items = all.iter().take(MOST).map(|(s, id, period)| report(facts, words, s, *id, *period)).collect();
    (words.section("digest-section-campaign-reports", Some(if late { "red" } else { "yellow" }), items, all.len(), "/campaigns"), all.len())
}

fn report(facts: &Facts, words: &Words<'_>, standing: &Standing, department_id: i64, period: Period) -> Item {
    let days = [("first", format_day(words.lang, period.first_on).into()), ("last", format_day(words.lang, period.last_on).into())];
    let who = Some(facts.name(Some(department_id)).to_owned());
    let note = [
        who,
        Some(words.say("digest-campaign-period", &days)),
        Some(words.deadline(period.due_on)),
        Some(words.until(facts, period.due_on)),
    ];
    Item {
        text: standing.campaign.name.clone(),
        href: Some(pages::region_path(words.scope, &standing.campaign.number, department_id)),
        note: words.line(note),
        duty: None,
    }
}
