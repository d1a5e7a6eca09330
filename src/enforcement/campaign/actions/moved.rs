//! Campaigns follow departments that live on in another one.

use serde_json::json;

use super::record;
use crate::{
    enforcement::campaign::{
        REGION,
        model::{Campaign, Region, Report},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    tenancy::{Scope, departments},
    timeline::{self, Entry, Subject},
};

/// What a department leads, and what it is a region of, goes with it. Where both were regions of one campaign, the goals of the one that
/// lives on stay, and the reports of the other become its own: where both reported a period, the figures are added up, and the timeline
/// says which they were.
pub fn move_department(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    let all = departments::by_ids(conn, scope, &[from, into])?;
    let name = |id: i64| all.iter().find(|d| d.id == id).map(|d| d.short_name.clone()).unwrap_or_default();
    let names = json!({ "from": name(from), "to": name(into) });
    for campaign_id in store::led_by(conn, scope, from)? {
        let mut campaign = store::by_ids(conn, scope, &[campaign_id])?.pop().ok_or(Error::NotFound)?;
        // Before its leads are read: whoever edits them at the same moment has to look again.
        told(conn, scope, &mut campaign, "lead_moved", &names)?;
        let mut leads: Vec<i64> = store::leads(conn, scope, &[campaign_id])?.into_iter().map(|(_, id)| id).collect();
        leads.iter_mut().filter(|id| **id == from).for_each(|id| *id = into);
        let mut seen = std::collections::HashSet::new();
        leads.retain(|id| seen.insert(*id));
        store::set_leads(conn, scope, campaign_id, &leads)?;
    }
    for region in store::regions_of(conn, scope, from)? {
        let mut campaign = store::by_ids(conn, scope, &[region.campaign_id])?.pop().ok_or(Error::NotFound)?;
        let action = match store::region(conn, scope, campaign.id, into) {
            Ok(other) => {
                join(conn, scope, &region, &other)?;
                "regions_joined"
            }
            Err(Error::NotFound) => {
                store::move_region(conn, scope, region.id, into)?;
                "region_moved"
            }
            Err(error) => return Err(error),
        };
        told(conn, scope, &mut campaign, action, &names)?;
    }
    Ok(())
}

/// Forms that were open before are stale now.
fn told(conn: &mut Conn, scope: &Scope, campaign: &mut Campaign, action: &'static str, names: &serde_json::Value) -> Result<()> {
    store::save(conn, scope, campaign)?;
    record(conn, scope, campaign, action, "", names.clone())
}

fn join(conn: &mut Conn, scope: &Scope, gone: &Region, into: &Region) -> Result<()> {
    let theirs = store::reports(conn, scope, into.id)?;
    for report in store::reports(conn, scope, gone.id)? {
        match theirs.iter().find(|r| r.first_on == report.first_on) {
            None => store::save_report(conn, scope, &mut Report { region_id: into.id, ..report })?,
            Some(other) => add(conn, scope, &report, other)?,
        }
    }
    store::delete_region(conn, scope, gone.id)
}

/// One report of two for the same period.
fn add(conn: &mut Conn, scope: &Scope, gone: &Report, into: &Report) -> Result<()> {
    let note = [into.note.as_str(), gone.note.as_str()].into_iter().filter(|n| !n.is_empty()).collect::<Vec<_>>().join("\n");
    let mut both = Report { figures: into.figures.plus(gone.figures), note, ..into.clone() };
    store::delete_report(conn, scope, gone.id)?;
    store::save_report(conn, scope, &mut both)?;
    let (a, b) = (into.figures, gone.figures);
    let data = json!({
        "first": into.first_on,
        "inspected": a.inspected, "value": a.value, "reopened": a.reopened,
        "more_inspected": b.inspected, "more_value": b.value, "more_reopened": b.reopened,
    });
    timeline::record(conn, scope, Entry::new(Subject::new(REGION, into.region_id), "added").data(data))
}
