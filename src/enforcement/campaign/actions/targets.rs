//! What each region is to reach.

use std::collections::HashMap;

use serde_json::json;

use super::{Seen, begin, record};
use crate::{
    duties::words,
    enforcement::campaign::{
        mail,
        model::{Campaign, CampaignAction, CampaignState, FIGURE_MAX, Target, What},
        queries, store,
    },
    platform::{
        db::Conn,
        error::{FieldErrors, Message, Result},
    },
    tenancy::{Scope, departments},
    timeline::word,
};

/// A goal as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The region.
    pub department_id: i64,
    pub what: What,
    pub goal: i64,
}

impl Goal {
    /// The name of its field.
    pub fn field(department_id: i64, what: What) -> String {
        format!("goal-{department_id}-{}", what.as_str())
    }
}

/// Sets the goals of all regions, in place of those before; while it is under way with a reason, and every region keeps one. Errors by
/// field: `goal-{department}-{what}`, `reason`.
pub fn set_targets(conn: &mut Conn, scope: &Scope, seen: &Seen, goals: &[Goal], reason: &str) -> Result<Campaign> {
    let (mut campaign, _) = begin(conn, scope, seen, CampaignAction::Edit)?;
    let regions = store::regions(conn, scope, &[campaign.id])?;
    let is_running = campaign.state == CampaignState::Running;
    let mut errors = FieldErrors::default();
    let reason = if is_running { words::required(&mut errors, "reason", reason, words::REASON_MAX) } else { String::new() };
    for goal in goals {
        let field = Goal::field(goal.department_id, goal.what);
        if !regions.iter().any(|r| r.department_id == goal.department_id) {
            errors.add(field, Message::new("campaign-region-unknown"));
        } else if !(1..=FIGURE_MAX).contains(&goal.goal) {
            errors.add(field, Message::new("campaign-goal-wrong"));
        }
    }
    let mut wanted: HashMap<i64, Vec<Target>> = HashMap::new();
    for region in &regions {
        let own = goals.iter().filter(|g| g.department_id == region.department_id);
        let own: Vec<Target> = own.map(|g| Target { what: g.what, goal: g.goal }).collect();
        if own.is_empty() && is_running {
            errors.add(Goal::field(region.department_id, What::CasesFiled), Message::new("campaign-goal-none"));
        }
        wanted.insert(region.id, own);
    }
    errors.finish(())?;
    let ids: Vec<i64> = regions.iter().map(|r| r.id).collect();
    let before = store::targets(conn, scope, &ids)?;
    let names = departments::all(conn, scope)?;
    let (mut changes, mut changed) = (Vec::new(), Vec::new());
    for region in &regions {
        let mut new = wanted.remove(&region.id).unwrap_or_default();
        new.sort_by_key(|t| t.what);
        let old: Vec<Target> = before.iter().filter(|(id, _)| *id == region.id).map(|(_, t)| *t).collect();
        if old == new {
            continue;
        }
        store::set_targets(conn, scope, region.id, &new)?;
        let name = names.iter().find(|d| d.id == region.department_id).map_or("", |d| d.short_name.as_str());
        changed.push(region.department_id);
        changes.push(format!("{name} {} → {}", in_short(&old), in_short(&new)));
    }
    if changes.is_empty() {
        return Ok(campaign);
    }
    // Whoever edits what they saw before is told of it.
    store::save(conn, scope, &mut campaign)?;
    if is_running {
        let standing = queries::standing(conn, scope, campaign.clone())?;
        mail::targets_changed(conn, scope, &campaign, &standing, &changed, &reason)?;
    }
    let text = [reason, changes.join("\n")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    record(conn, scope, &campaign, "targets", &text, json!({ "kinds": kinds(goals) }))?;
    Ok(campaign)
}

/// The goals in the order of what they are: “30/–/500/–/–”.
fn in_short(targets: &[Target]) -> String {
    let one = |what: &What| targets.iter().find(|t| t.what == *what).map_or_else(|| "–".to_owned(), |t| t.goal.to_string());
    What::ALL.iter().map(one).collect::<Vec<_>>().join("/")
}

fn kinds(goals: &[Goal]) -> Vec<serde_json::Value> {
    What::ALL.iter().filter(|what| goals.iter().any(|g| g.what == **what)).map(|what| word(what.key())).collect()
}
