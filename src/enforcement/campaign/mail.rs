//! Mails to the liaisons of a campaign's regions and of the bodies that lead it: one a person, whatever they act for.

use std::collections::BTreeMap;

use serde_json::json;

use super::model::{Campaign, Period, RegionStanding, Standing};
use crate::{
    duties::queries::{Recipient, recipients_of_departments},
    outbox::{self, Letter},
    platform::{
        db::Conn,
        error::Result,
        i18n::{Lang, format, format_day, join, t},
    },
    tenancy::{
        Scope,
        departments::{self, Department},
    },
};

/// A line of facts: label and value.
type Lines = Vec<(String, String)>;

/// Each liaison with the regions among these they act for.
fn by_liaison<'a>(conn: &mut Conn, scope: &Scope, regions: &[&'a RegionStanding]) -> Result<Vec<(Recipient, Vec<&'a RegionStanding>)>> {
    let mut all: BTreeMap<i64, (Recipient, Vec<&RegionStanding>)> = BTreeMap::new();
    for region in regions.iter().copied() {
        for to in recipients_of_departments(conn, scope, &[region.known.region.department_id])? {
            all.entry(to.person_id).or_insert_with(|| (to, Vec::new())).1.push(region);
        }
    }
    Ok(all.into_values().collect())
}

/// Those, and the liaisons of the bodies that lead it, but for whoever does it.
fn everybody<'a>(conn: &mut Conn, scope: &Scope, standing: &'a Standing) -> Result<Vec<(Recipient, Vec<&'a RegionStanding>)>> {
    let regions: Vec<&RegionStanding> = standing.regions.iter().collect();
    let mut all = by_liaison(conn, scope, &regions)?;
    for to in recipients_of_departments(conn, scope, &standing.leads)? {
        if !all.iter().any(|(known, _)| known.person_id == to.person_id) {
            all.push((to, Vec::new()));
        }
    }
    all.retain(|(to, _)| Some(to.person_id) != scope.person_id());
    Ok(all)
}

/// What one letter says.
struct News {
    cause: String,
    title: String,
    facts: Lines,
    said: String,
    href: String,
    button: &'static str,
}

fn post(conn: &mut Conn, scope: &Scope, campaign: &Campaign, to: &Recipient, news: News) -> Result<()> {
    let kicker = [("workspace", scope.workspace_name().into()), ("number", campaign.number.as_str().into())];
    let facts: Vec<_> = news.facts.into_iter().map(|(label, value)| json!({ "label": label, "value": value })).collect();
    let letter = Letter {
        person_id: Some(to.person_id),
        address: &to.email,
        recipient: &to.name,
        cause: &format!("{}:{}", news.cause, to.person_id),
        template: "duty-news",
        lang: to.lang,
        payload: json!({
            "head": { "title": news.title, "kicker": format(to.lang, "mail-campaign-kicker", &kicker) },
            "facts": { "items": facts },
            "said": (!news.said.is_empty()).then(|| json!({ "text": news.said, "source": null })),
            "button": { "href": news.href, "label": t(to.lang, news.button) },
            "foot": { "text": t(to.lang, "mail-campaign-foot"), "links": [] },
        }),
    };
    outbox::enqueue(conn, scope, &letter).map(drop)
}

fn short(all: &[Department], id: i64) -> String {
    all.iter().find(|d| d.id == id).map(|d| d.short_name.clone()).unwrap_or_default()
}

/// “立案 30 件，检查 500 家”.
fn goals(lang: Lang, region: &RegionStanding) -> String {
    let said = |t: &super::model::Progress| super::pages::amount(lang, t.what, t.goal);
    let goals: Vec<String> = region.targets.iter().map(|p| format!("{} {}", t(lang, &p.what.key()), said(p))).collect();
    join(lang, &goals)
}

fn days(lang: Lang, first: chrono::NaiveDate, last: chrono::NaiveDate) -> String {
    format(lang, "campaign-days", &[("first", format_day(lang, first).into()), ("last", format_day(lang, last).into())])
}

/// The page that is of most use to somebody who acts for these regions.
fn page(scope: &Scope, campaign: &Campaign, regions: &[&RegionStanding], below: &str) -> String {
    let home = format!("{}/campaigns/{}", scope.base(), campaign.number);
    match regions {
        [only] => format!("{home}/regions/{}{below}", only.known.region.department_id),
        _ => home,
    }
}

/// Tells them that it has started, and each region what it is to reach.
pub(super) fn started(conn: &mut Conn, scope: &Scope, campaign: &Campaign, standing: &Standing) -> Result<()> {
    let all = departments::all(conn, scope)?;
    for (to, own) in everybody(conn, scope, standing)? {
        let lang = to.lang;
        let leads: Vec<String> = standing.leads.iter().map(|id| short(&all, *id)).collect();
        let rhythm = [("rhythm", t(lang, &campaign.rhythm.key()).into_owned().into()), ("days", f64::from(campaign.report_days).into())];
        let mut facts = vec![
            (t(lang, "campaign-field-days").into_owned(), days(lang, campaign.first_on, campaign.last_on)),
            (t(lang, "campaign-field-leads").into_owned(), join(lang, &leads)),
            (t(lang, "campaign-field-rhythm").into_owned(), format(lang, "campaign-rhythm-due", &rhythm)),
        ];
        facts.extend(own.iter().map(|r| (short(&all, r.known.region.department_id), goals(lang, r))));
        let title = format(lang, "mail-campaign-started", &[("name", campaign.name.as_str().into())]);
        let href = page(scope, campaign, &own, "");
        let cause = format!("campaign-started:{}", campaign.id);
        post(conn, scope, campaign, &to, News { cause, title, facts, said: campaign.purpose.clone(), href, button: "mail-campaign-open" })?;
    }
    Ok(())
}

/// Tells them that it is over, and how far each region came; `key`: closed or cancelled.
pub(super) fn ended(conn: &mut Conn, scope: &Scope, campaign: &Campaign, standing: &Standing, key: &'static str) -> Result<()> {
    let all = departments::all(conn, scope)?;
    for (to, own) in everybody(conn, scope, standing)? {
        let lang = to.lang;
        let mut facts = vec![(t(lang, "campaign-field-days").into_owned(), days(lang, campaign.first_on, campaign.last_on))];
        facts.extend(own.iter().map(|r| (short(&all, r.known.region.department_id), reached(lang, r))));
        let title = format(lang, &std::format!("mail-campaign-{key}"), &[("name", campaign.name.as_str().into())]);
        let href = page(scope, campaign, &own, "");
        let cause = format!("campaign-{key}:{}", campaign.id);
        post(conn, scope, campaign, &to, News { cause, title, facts, said: campaign.reason.clone(), href, button: "mail-campaign-open" })?;
    }
    Ok(())
}

/// “立案 12/30 件”, by target.
fn reached(lang: Lang, region: &RegionStanding) -> String {
    let one = |p: &super::model::Progress| {
        let of = [("done", super::pages::amount(lang, p.what, p.done).into()), ("goal", super::pages::amount(lang, p.what, p.goal).into())];
        format!("{} {}", t(lang, &p.what.key()), format(lang, "mail-campaign-reached", &of))
    };
    join(lang, &region.targets.iter().map(one).collect::<Vec<_>>())
}

/// Tells the regions whose goals were changed while it is under way what they are now, and the bodies that lead it of all of them.
pub(super) fn targets_changed(
    conn: &mut Conn,
    scope: &Scope,
    campaign: &Campaign,
    standing: &Standing,
    changed: &[i64],
    reason: &str,
) -> Result<()> {
    let all = departments::all(conn, scope)?;
    let is_changed = |r: &&RegionStanding| changed.contains(&r.known.region.department_id);
    for (to, own) in everybody(conn, scope, standing)? {
        let lang = to.lang;
        let leads = recipients_of_departments(conn, scope, &standing.leads)?.iter().any(|lead| lead.person_id == to.person_id);
        let own: Vec<&RegionStanding> =
            if leads { standing.regions.iter().filter(is_changed).collect() } else { own.into_iter().filter(is_changed).collect() };
        if own.is_empty() {
            continue;
        }
        let facts: Lines = own.iter().map(|r| (short(&all, r.known.region.department_id), goals(lang, r))).collect();
        let title = format(lang, "mail-campaign-targets", &[("name", campaign.name.as_str().into())]);
        let href = page(scope, campaign, &own, "");
        let cause = format!("campaign-targets:{}:{}", campaign.id, campaign.version);
        post(conn, scope, campaign, &to, News { cause, title, facts, said: reason.to_owned(), href, button: "mail-campaign-open" })?;
    }
    Ok(())
}

/// Asks the liaisons of silent regions for their reports.
pub(super) fn silent(conn: &mut Conn, scope: &Scope, campaign: &Campaign, silent: &[(&RegionStanding, Vec<Period>)]) -> Result<()> {
    if silent.is_empty() {
        return Ok(());
    }
    let all = departments::all(conn, scope)?;
    let regions: Vec<&RegionStanding> = silent.iter().map(|(region, _)| *region).collect();
    for (to, own) in by_liaison(conn, scope, &regions)? {
        let lang = to.lang;
        let of = |region: &RegionStanding| silent.iter().find(|(r, _)| r.known.region.id == region.known.region.id);
        let line = |region: &&RegionStanding| {
            let (_, periods) = of(region)?;
            let spans: Vec<String> = periods.iter().map(|p| days(lang, p.first_on, p.last_on)).collect();
            Some((short(&all, region.known.region.department_id), join(lang, &spans)))
        };
        let facts: Lines = own.iter().filter_map(line).collect();
        let newest =
            own.first().and_then(|r| of(r)).and_then(|(_, periods)| periods.last()).map(|p| p.first_on.to_string()).unwrap_or_default();
        let first = own.first().map_or(0, |r| r.known.region.id);
        let args = [("name", campaign.name.as_str().into()), ("n", (facts.len() as f64).into())];
        let title = format(lang, "mail-campaign-silent", &args);
        let href = page(scope, campaign, &own, "/report");
        let cause = format!("campaign-silent:{first}:{newest}");
        post(conn, scope, campaign, &to, News { cause, title, facts, said: String::new(), href, button: "mail-campaign-report" })?;
    }
    Ok(())
}
