//! Silence is told once, by region and period.

use serde_json::json;

use crate::{
    enforcement::campaign::{
        REGION, mail,
        model::{CampaignState, Period, RegionStanding},
        queries,
        store::{self, Order, Which},
    },
    platform::{db::Conn, error::Result},
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// Campaigns looked at in one go.
const PIECE: i64 = 25;

/// Writes to the liaisons of regions whose report is overdue; how many regions there were.
pub fn remind_silent(conn: &mut Conn, scope: &Scope) -> Result<usize> {
    let (which, mut offset, mut told) = (Which { state: Some(CampaignState::Running), ..Which::default() }, 0, 0);
    loop {
        let found = store::list(conn, scope, &which, Order::Day, false, PIECE, offset)?;
        let last = found.len() < usize::try_from(PIECE).unwrap_or(0);
        offset += PIECE;
        for standing in queries::standings(conn, scope, found)? {
            let mut silent: Vec<(&RegionStanding, Vec<Period>)> = Vec::new();
            for region in &standing.regions {
                let untold = |p: &&Period| region.known.region.reminded_on.is_none_or(|day| p.first_on > day);
                let periods: Vec<Period> = region.overdue.iter().filter(untold).copied().collect();
                let Some(newest) = periods.last() else { continue };
                if store::mark_reminded(conn, scope, &region.known.region, newest.first_on)? {
                    let data = json!({ "first": newest.first_on, "last": newest.last_on, "count": periods.len() });
                    timeline::record(conn, scope, Entry::new(Subject::new(REGION, region.known.region.id), "silent").data(data))?;
                    silent.push((region, periods));
                }
            }
            mail::silent(conn, scope, &standing.campaign, &silent)?;
            told += silent.len();
        }
        if last {
            return Ok(told);
        }
    }
}
