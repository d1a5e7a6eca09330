//! Starting, closing, cancelling.

use serde_json::json;

use super::{Seen, begin};
use crate::{
    duties::words,
    enforcement::campaign::{
        CAMPAIGN, mail,
        model::{Campaign, CampaignAction, CampaignState},
        queries, store,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        i18n::join,
    },
    tenancy::{Scope, departments},
    timeline::{self, Entry, Subject},
};

fn finish(conn: &mut Conn, scope: &Scope, campaign: &mut Campaign, action: CampaignAction, to: CampaignState, text: &str) -> Result<()> {
    let from = std::mem::replace(&mut campaign.state, to);
    store::save(conn, scope, campaign)?;
    let entry = Entry::new(Subject::new(CAMPAIGN, campaign.id), action.as_str()).text(text).states(from.as_str(), to.as_str());
    timeline::record(conn, scope, entry.data(json!({ "number": campaign.number })))
}

/// Starts it and tells the liaisons of its regions. Refused while a region has no goal, or when its deadline has passed.
pub fn start(conn: &mut Conn, scope: &Scope, seen: &Seen) -> Result<Campaign> {
    let (mut campaign, to) = begin(conn, scope, seen, CampaignAction::Start)?;
    if campaign.last_on < scope.today() {
        return Err(Error::refused("campaign-start-past"));
    }
    let standing = queries::standing(conn, scope, campaign.clone())?;
    let without: Vec<i64> = standing.regions.iter().filter(|r| r.targets.is_empty()).map(|r| r.known.region.department_id).collect();
    if !without.is_empty() || standing.regions.is_empty() {
        let names: Vec<String> = departments::by_ids(conn, scope, &without)?.into_iter().map(|d| d.short_name).collect();
        return Err(Error::Refused(Message::new("campaign-start-goals").text("names", join(scope.lang(), &names))));
    }
    finish(conn, scope, &mut campaign, CampaignAction::Start, to, "")?;
    mail::started(conn, scope, &campaign, &standing)?;
    Ok(campaign)
}

/// Closes it, after its deadline or once every region has reached its targets. Errors by field: `reason`.
pub fn close(conn: &mut Conn, scope: &Scope, seen: &Seen, remark: &str) -> Result<Campaign> {
    let (mut campaign, to) = begin(conn, scope, seen, CampaignAction::Close)?;
    let standing = queries::standing(conn, scope, campaign.clone())?;
    if !standing.pace.over && !standing.is_reached() {
        return Err(Error::refused("campaign-close-early"));
    }
    let mut errors = FieldErrors::default();
    campaign.reason = words::optional(&mut errors, "reason", remark, words::REASON_MAX);
    errors.finish(())?;
    let remark = campaign.reason.clone();
    finish(conn, scope, &mut campaign, CampaignAction::Close, to, &remark)?;
    mail::ended(conn, scope, &campaign, &standing, "closed")?;
    Ok(campaign)
}

/// Cancels it: nobody is asked anything any more. Errors by field: `reason`.
pub fn cancel(conn: &mut Conn, scope: &Scope, seen: &Seen, reason: &str) -> Result<Campaign> {
    let (mut campaign, to) = begin(conn, scope, seen, CampaignAction::Cancel)?;
    campaign.reason = words::reason(reason)?;
    let reason = campaign.reason.clone();
    let was_running = campaign.state == CampaignState::Running;
    finish(conn, scope, &mut campaign, CampaignAction::Cancel, to, &reason)?;
    // Of one that never started nobody was told.
    if was_running {
        let standing = queries::standing(conn, scope, campaign.clone())?;
        mail::ended(conn, scope, &campaign, &standing, "cancelled")?;
    }
    Ok(campaign)
}
