//! What was done in enforcement since the last digest, one line each: what was imposed, referred, published, whom a restriction began
//! for, what was sampled and how much of it passed.

use super::{Audience, Facts, MOST, words::Words};
use crate::{
    digests::content::{Item, Section},
    enforcement::queries::news::{GRAVE, News, What},
    platform::{clock::local, i18n::join},
};

/// Names a line gives.
const NAMED: usize = 3;

/// The section, and how much there is.
pub fn section(facts: &Facts, words: &Words<'_>, audience: Audience<'_>) -> (Option<Section>, usize) {
    let (first, _) = words.slot.covers();
    // From the day of the digest before, which told of what was done until the evening before it.
    let from = words.last.map_or(first, |last| local(last.composed_at, facts.zone).date());
    let own: Vec<&News> = facts.news.iter().filter(|n| n.on >= from && audience.has(n.department_id)).collect();
    let some = |what: What| own.iter().copied().filter(|n| n.what == what).collect::<Vec<_>>();
    let mut items: Vec<Item> = Vec::new();
    for kind in GRAVE {
        let all = some(What::Imposed(kind));
        let text = || words.say("digest-news-imposed", &[("measure", words.text(&kind.key()).into()), ("n", all.len().into())]);
        items.extend(line(words, &all, text, "/cases"));
    }
    let referred = some(What::Referred);
    items.extend(line(words, &referred, || words.count("digest-news-referred", referred.len()), "/hand-overs?tab=all&kind=referral"));
    let (published, restricted) = (some(What::Published), some(What::Restricted));
    items.extend(line(words, &published, || words.count("digest-news-published", published.len()), "/publications?tab=published"));
    items.extend(line(words, &restricted, || words.count("digest-news-restricted", restricted.len()), "/restrictions"));
    let rounds: Vec<Item> = own.iter().filter_map(|n| round(words, n)).collect();
    let all = items.len() + rounds.len();
    items.extend(rounds.into_iter().take(MOST));
    (words.section("digest-section-news", None, items, all, "/samplings"), all)
}

/// “责令停产整顿 2 项 · 甲厂、乙厂等”; one leads to itself, several to their list.
fn line(words: &Words<'_>, all: &[&News], text: impl Fn() -> String, list: &str) -> Option<Item> {
    let path = match all {
        [] => return None,
        [one] => one.path.as_str(),
        _ => list,
    };
    let names: Vec<String> = all.iter().take(NAMED).map(|n| super::words::shorten(&n.name, 30)).collect();
    let names = join(words.lang, &names);
    let names = if all.len() > NAMED { words.say("digest-news-others", &[("names", names.into())]) } else { names };
    Some(Item { text: text(), href: Some(format!("{}{path}", words.scope.base())), note: Some(names), duty: None })
}

/// “三季度饮料抽查：60 批次，合格 50%”
fn round(words: &Words<'_>, news: &News) -> Option<Item> {
    let What::Sampled { all, passed } = news.what else { return None };
    if all == 0 {
        return None;
    }
    let rate = (passed * 1000 + all / 2) / all;
    let args = [("n", all.into()), ("rate", format!("{}.{}", rate / 10, rate % 10).into()), ("failed", (all - passed).into())];
    let href = Some(format!("{}{}", words.scope.base(), news.path));
    Some(Item { text: news.name.clone(), href, note: Some(words.say("digest-news-sampled", &args)), duty: None })
}
