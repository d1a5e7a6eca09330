//! What linked cases say of campaigns. A case counts as filed on the day of its filing, as closed on the day of its closing; one that was
//! never filed, or goes on in another one, is not closed for a campaign.

use chrono::NaiveDate;
use diesel::{RunQueryDsl, sql_types as sql};

use crate::{
    enforcement::campaign::{CAMPAIGN, model::Campaign},
    platform::{
        db::{Conn, Statement},
        error::Result,
    },
    tenancy::Scope,
};

/// How many cases of a place count for a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseTally {
    pub campaign_id: i64,
    /// None: of no place.
    pub place_id: Option<i64>,
    pub filed: i64,
    pub closed: i64,
}

/// By campaign and place; within the days of each.
pub fn tallies(conn: &mut Conn, scope: &Scope, campaign_ids: &[i64]) -> Result<Vec<CaseTally>> {
    let mut statement: Statement<(sql::BigInt, sql::Nullable<sql::BigInt>, sql::BigInt, sql::BigInt)> = Statement::new(
        "SELECT p.id, c.region_id, \
         CAST(SUM(CASE WHEN c.filed_on BETWEEN p.first_on AND p.last_on THEN 1 ELSE 0 END) AS BIGINT), \
         CAST(SUM(CASE WHEN c.closed_on BETWEEN p.first_on AND p.last_on AND c.filed_on IS NOT NULL AND c.joined_into_id IS NULL \
         THEN 1 ELSE 0 END) AS BIGINT) \
         FROM case_links l JOIN cases c ON c.workspace_id = l.workspace_id AND c.id = l.case_id \
         JOIN campaigns p ON p.workspace_id = l.workspace_id AND p.id = l.subject_id WHERE l.workspace_id = ",
    );
    statement.int(scope.workspace_id()).push(" AND l.kind = ").text(CAMPAIGN).push(" AND l.subject_id IN ").ints(campaign_ids);
    statement.push(" GROUP BY p.id, c.region_id");
    let rows: Vec<(i64, Option<i64>, i64, i64)> = statement.load(conn)?;
    Ok(rows.into_iter().map(|(campaign_id, place_id, filed, closed)| CaseTally { campaign_id, place_id, filed, closed }).collect())
}

/// Place, day and number of what was filed and of what was closed for a campaign.
type Days = Vec<(Option<i64>, NaiveDate, i64)>;

/// By place and day, for a course over time: filed, and closed.
pub fn by_day(conn: &mut Conn, scope: &Scope, campaign: &Campaign) -> Result<(Days, Days)> {
    let filed = "SELECT c.region_id, c.filed_on, COUNT(*) FROM case_links l JOIN cases c ON c.workspace_id = l.workspace_id AND c.id = l.case_id \
                 WHERE c.filed_on IS NOT NULL AND c.filed_on BETWEEN ";
    let closed = "SELECT c.region_id, c.closed_on, COUNT(*) FROM case_links l JOIN cases c ON c.workspace_id = l.workspace_id AND c.id = l.case_id \
                  WHERE c.filed_on IS NOT NULL AND c.joined_into_id IS NULL AND c.closed_on BETWEEN ";
    let mut run = |select: &'static str, group: &'static str| -> Result<Days> {
        let mut statement: Statement<(sql::Nullable<sql::BigInt>, sql::Date, sql::BigInt)> = Statement::new(select);
        statement.day(campaign.first_on).push(" AND ").day(campaign.last_on).push(" AND l.workspace_id = ").int(scope.workspace_id());
        statement.push(" AND l.kind = ").text(CAMPAIGN).push(" AND l.subject_id = ").int(campaign.id).push(group);
        Ok(statement.load(conn)?)
    };
    Ok((run(filed, " GROUP BY c.region_id, c.filed_on")?, run(closed, " GROUP BY c.region_id, c.closed_on")?))
}
