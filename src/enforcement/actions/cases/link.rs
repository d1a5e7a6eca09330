//! What a case is about, led to or counts for elsewhere: agenda items, duties, campaigns.

use serde_json::json;

use crate::{
    duties,
    enforcement::{
        CASE,
        campaign::{self, CAMPAIGN, CampaignState},
        model::Case,
        store::cases::{self as rows, CaseLink},
    },
    meetings,
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// The most of one case.
pub const LINKS_MAX: usize = 50;

/// Links a case with something this person may read; `kind` is `item`, `duty` or `campaign`.
pub fn link(conn: &mut Conn, scope: &Scope, number: &str, kind: &str, subject_id: i64) -> Result<()> {
    let case = rows::by_number(conn, scope, number)?;
    case.require_kept_by(scope)?;
    let label = match kind {
        "duty" => duty_label(conn, scope, subject_id)?,
        CAMPAIGN => Some(campaign_label(conn, scope, subject_id)?),
        "item" => {
            let found = meetings::queries::search::open_item(conn, scope, subject_id)?;
            found.map(|(meeting, item)| format!("{} {}", meeting.number, item.title))
        }
        _ => None,
    };
    let link = CaseLink { kind: kind.to_owned(), subject_id, label: label.ok_or(Error::NotFound)? };
    add(conn, scope, &case, &link)
}

/// Links a case with the agenda item somebody has just made of it, which everybody who reads the case may know of before it is screened.
pub(in crate::enforcement) fn link_raised(
    conn: &mut Conn,
    scope: &Scope,
    number: &str,
    meeting: &str,
    item: &meetings::Item,
) -> Result<()> {
    let case = rows::by_number(conn, scope, number)?;
    case.require_kept_by(scope)?;
    add(conn, scope, &case, &CaseLink { kind: "item".into(), subject_id: item.id, label: format!("{meeting} {}", item.title) })
}

fn add(conn: &mut Conn, scope: &Scope, case: &Case, link: &CaseLink) -> Result<()> {
    if rows::links(conn, scope, case.id)?.len() >= LINKS_MAX {
        return Err(Error::refused("case-links-full"));
    }
    if !rows::insert_link(conn, scope, case.id, link)? {
        return Ok(());
    }
    let entry = Entry::new(Subject::new(CASE, case.id), "link").data(json!({ "label": link.label }));
    timeline::record(conn, &scope.signing_for(case.holder_id), entry)
}

/// Counts it for a campaign from now on.
pub(super) fn link_campaign(conn: &mut Conn, scope: &Scope, case: &Case, campaign_id: i64) -> Result<()> {
    let label = campaign_label(conn, scope, campaign_id)?;
    add(conn, scope, case, &CaseLink { kind: CAMPAIGN.to_owned(), subject_id: campaign_id, label })
}

/// Only what is under way counts cases.
fn campaign_label(conn: &mut Conn, scope: &Scope, id: i64) -> Result<String> {
    let found = campaign::queries::by_ids(conn, scope, &[id])?.pop().ok_or(Error::NotFound)?;
    if found.state == CampaignState::Running { Ok(found.label()) } else { Err(Error::refused("campaign-not-running")) }
}

/// Everybody who reads the case reads what it is linked with by name, so a draft stays unnamed, and what is kept to some.
fn duty_label(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Option<String>> {
    let Some(row) = duties::queries::rows_of(conn, scope, &[id])?.pop() else { return Ok(None) };
    let is_kept = duties::queries::confidential(conn, scope, &[id])?.contains(&id);
    let is_known = row.state()? != duties::State::Draft && !is_kept;
    Ok(is_known.then(|| format!("{} {}", row.number, row.title)))
}

/// Takes one off again.
pub fn unlink(conn: &mut Conn, scope: &Scope, number: &str, kind: &str, subject_id: i64) -> Result<()> {
    let case = rows::by_number(conn, scope, number)?;
    case.require_kept_by(scope)?;
    let there = rows::links(conn, scope, case.id)?;
    let link = there.into_iter().find(|l| l.kind == kind && l.subject_id == subject_id).ok_or(Error::NotFound)?;
    rows::delete_link(conn, scope, case.id, kind, subject_id)?;
    let entry = Entry::new(Subject::new(CASE, case.id), "unlink").data(json!({ "label": link.label }));
    timeline::record(conn, &scope.signing_for(case.holder_id), entry)
}
