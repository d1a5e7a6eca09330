//! What is done with campaigns; each in the caller's one write transaction. The secretariat keeps them; what a region did, whoever acts for
//! it reports, or the secretariat for it.

mod lifecycle;
mod moved;
mod remind;
mod report;
mod targets;
mod write;

pub use lifecycle::{cancel, close, start};
pub use moved::move_department;
pub use remind::remind_silent;
pub use report::{NewReport, may_report, report};
pub use targets::{Goal, set_targets};
pub use write::{CampaignContent, create, edit};

use super::{
    CAMPAIGN,
    model::{Campaign, CampaignAction, CampaignState},
    store,
};
use crate::{
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// Who keeps campaigns.
pub const OFFICE: [Role; 1] = [Role::Secretariat];

/// A campaign as somebody saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub number: String,
    pub version: i64,
}

/// Loads it, asks for the right and for where the action leads; `Conflict` when it was saved since it was seen.
fn begin(conn: &mut Conn, scope: &Scope, seen: &Seen, action: CampaignAction) -> Result<(Campaign, CampaignState)> {
    scope.require(&OFFICE)?;
    let campaign = store::by_number(conn, scope, &seen.number)?;
    let to = campaign.state.after(action)?;
    if campaign.version == seen.version { Ok((campaign, to)) } else { Err(Error::Conflict) }
}

fn record(conn: &mut Conn, scope: &Scope, campaign: &Campaign, action: &'static str, text: &str, data: serde_json::Value) -> Result<()> {
    timeline::record(conn, scope, Entry::new(Subject::new(CAMPAIGN, campaign.id), action).text(text).data(data))
}
