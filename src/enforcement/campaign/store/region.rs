//! Regions of campaigns and their targets.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::taken;
use crate::{
    enforcement::campaign::model::{Region, Target, What},
    platform::{
        db::{Conn, among},
        error::{Error, Result},
    },
    schema::{campaign_regions, campaign_targets},
    tenancy::Scope,
};

type Row = (i64, i64, i64, Option<NaiveDate>);

const COLUMNS: (campaign_regions::id, campaign_regions::campaign_id, campaign_regions::department_id, campaign_regions::reminded_on) =
    (campaign_regions::id, campaign_regions::campaign_id, campaign_regions::department_id, campaign_regions::reminded_on);

fn model((id, campaign_id, department_id, reminded_on): Row) -> Region {
    Region { id, campaign_id, department_id, reminded_on }
}

/// Those of these campaigns.
pub fn regions(conn: &mut Conn, scope: &Scope, campaign_ids: &[i64]) -> Result<Vec<Region>> {
    let own = campaign_regions::table.filter(campaign_regions::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(among(campaign_regions::campaign_id, campaign_ids)).order(campaign_regions::id);
    let rows: Vec<Row> = own.select(COLUMNS).load(conn)?;
    Ok(rows.into_iter().map(model).collect())
}

/// A campaign's region of this department; `NotFound` when it has none.
pub fn region(conn: &mut Conn, scope: &Scope, campaign_id: i64, department_id: i64) -> Result<Region> {
    let own = campaign_regions::table.filter(campaign_regions::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(campaign_regions::campaign_id.eq(campaign_id)).filter(campaign_regions::department_id.eq(department_id));
    own.select(COLUMNS).first::<Row>(conn).map(model).map_err(Error::from)
}

/// Regions of all campaigns that are this department.
pub fn regions_of(conn: &mut Conn, scope: &Scope, department_id: i64) -> Result<Vec<Region>> {
    let own = campaign_regions::table.filter(campaign_regions::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(campaign_regions::department_id.eq(department_id)).order(campaign_regions::id);
    let rows: Vec<Row> = own.select(COLUMNS).load(conn)?;
    Ok(rows.into_iter().map(model).collect())
}

pub fn insert_region(conn: &mut Conn, scope: &Scope, region: &Region) -> Result<()> {
    let row = (
        campaign_regions::workspace_id.eq(scope.workspace_id()),
        campaign_regions::id.eq(region.id),
        campaign_regions::campaign_id.eq(region.campaign_id),
        campaign_regions::department_id.eq(region.department_id),
        campaign_regions::reminded_on.eq(region.reminded_on),
    );
    taken(diesel::insert_into(campaign_regions::table).values(row).execute(conn))?;
    Ok(())
}

/// Takes one off with its targets; it has no reports.
pub fn delete_region(conn: &mut Conn, scope: &Scope, id: i64) -> Result<()> {
    set_targets(conn, scope, id, &[])?;
    let own = campaign_regions::table.filter(campaign_regions::workspace_id.eq(scope.workspace_id()));
    diesel::delete(own.filter(campaign_regions::id.eq(id))).execute(conn)?;
    Ok(())
}

/// From now on it is this department.
pub fn move_region(conn: &mut Conn, scope: &Scope, id: i64, department_id: i64) -> Result<()> {
    let own = campaign_regions::table.filter(campaign_regions::workspace_id.eq(scope.workspace_id()));
    diesel::update(own.filter(campaign_regions::id.eq(id))).set(campaign_regions::department_id.eq(department_id)).execute(conn)?;
    Ok(())
}

/// Writes down up to which period silence was told; false when somebody else did at this moment.
pub fn mark_reminded(conn: &mut Conn, scope: &Scope, region: &Region, until: NaiveDate) -> Result<bool> {
    let own = campaign_regions::table.filter(campaign_regions::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(campaign_regions::id.eq(region.id));
    let own = own.filter(campaign_regions::reminded_on.is_null().or(campaign_regions::reminded_on.lt(until).assume_not_null()));
    Ok(diesel::update(own).set(campaign_regions::reminded_on.eq(until)).execute(conn)? == 1)
}

/// What these regions are to reach, in the order of what it is.
pub fn targets(conn: &mut Conn, scope: &Scope, region_ids: &[i64]) -> Result<Vec<(i64, Target)>> {
    let own = campaign_targets::table.filter(campaign_targets::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(among(campaign_targets::region_id, region_ids));
    let rows: Vec<(i64, String, i64)> =
        own.select((campaign_targets::region_id, campaign_targets::what, campaign_targets::goal)).load(conn)?;
    let one = |(region, what, goal): (i64, String, i64)| Ok((region, Target { what: What::stored(&what)?, goal }));
    let mut all = rows.into_iter().map(one).collect::<Result<Vec<_>>>()?;
    all.sort_by_key(|(region, target)| (*region, target.what));
    Ok(all)
}

/// These and no others.
pub fn set_targets(conn: &mut Conn, scope: &Scope, region_id: i64, targets: &[Target]) -> Result<()> {
    let own = campaign_targets::table.filter(campaign_targets::workspace_id.eq(scope.workspace_id()));
    diesel::delete(own.filter(campaign_targets::region_id.eq(region_id))).execute(conn)?;
    for target in targets {
        let row = (
            campaign_targets::workspace_id.eq(scope.workspace_id()),
            campaign_targets::region_id.eq(region_id),
            campaign_targets::what.eq(target.what.as_str()),
            campaign_targets::goal.eq(target.goal),
        );
        diesel::insert_into(campaign_targets::table).values(row).execute(conn)?;
    }
    Ok(())
}
