//! Campaign targets a region had not reached when the deadline was past and its last report given or late: against the head of its
//! government.

use chrono::{Duration, NaiveDate};

use super::{Found, Ground, More, Source};
use crate::{
    accountability::{
        actions::NewMatter,
        model::{FactLine, Facts, Rule, Subject, SubjectKind},
    },
    enforcement::campaign::{
        Progress, RegionStanding,
        pages::amount,
        queries::{self, DAYS_LOOKED_BACK},
    },
    platform::{
        db::Conn,
        error::Result,
        i18n::{format, t},
    },
    tenancy::{Function, Scope, departments},
};

/// Campaigns looked at in one read.
const PIECE: i64 = 20;

pub struct Campaign;

/// A region that missed a target.
pub struct Missed {
    number: String,
    name: String,
    campaign_id: i64,
    last_on: NaiveDate,
    region: RegionStanding,
    /// Reports it should have given.
    due: usize,
}

impl Found for Missed {
    /// The region's own id, which stays when it lives on in another department.
    fn key(&self) -> String {
        format!("campaign_missed:{}:{}", self.campaign_id, self.region.known.region.id)
    }
}

impl Source for Campaign {
    type Fact = Missed;
    type Cursor = i64;

    fn facts(conn: &mut Conn, scope: &Scope, ground: &Ground, rule: &Rule, after: Option<&i64>) -> Result<(Vec<Missed>, More<i64>)> {
        let before = ground.late(scope, rule);
        let from = scope.today() - Duration::days(DAYS_LOOKED_BACK);
        let ended = queries::ended(conn, scope, from, before, after.copied().unwrap_or(0), PIECE)?;
        let next = ended.last().filter(|_| ended.len() as i64 == PIECE).map(|s| s.campaign.id);
        let mut found = Vec::new();
        for standing in ended {
            let (due, campaign) = (standing.periods.len(), &standing.campaign);
            found.extend(standing.missed(scope.today()).cloned().map(|region| Missed {
                number: campaign.number.clone(),
                name: campaign.name.clone(),
                campaign_id: campaign.id,
                last_on: campaign.last_on,
                region,
                due,
            }));
        }
        Ok((found, next.map_or(More::Done, More::From)))
    }

    fn freeze(conn: &mut Conn, scope: &Scope, ground: &Ground, rule: &Rule, missed: &Missed) -> Result<Option<NewMatter>> {
        let id = missed.region.known.region.department_id;
        let Some((_, department)) = ground.subject(id) else { return Ok(None) };
        let lang = scope.workspace_lang();
        let name = [("name", missed.name.as_str().into()), ("region", department.short_name.as_str().into())];
        Ok(Some(NewMatter {
            title: format(lang, "matter-title-campaign", &name),
            cause: rule.cause,
            fact_key: missed.key(),
            edition: ground.edition.number,
            subject: head(conn, scope, id)?,
            basis: rule.basis.clone(),
            facts: Facts { text: String::new(), lines: lines(scope, missed, &department.name), on: scope.today() },
        }))
    }
}

/// The post of the head of a local government; the person, where exactly one is known to be in charge of it.
pub(super) fn head(conn: &mut Conn, scope: &Scope, department_id: i64) -> Result<Subject> {
    let people = departments::people(conn, scope, &[department_id])?;
    let leaders: Vec<i64> = people.iter().filter(|p| p.function == Function::Leader).map(|p| p.membership_id).collect();
    Ok(Subject {
        kind: SubjectKind::Post,
        department_id,
        name: t(scope.workspace_lang(), "matter-campaign-head").into_owned(),
        membership_id: if let [only] = leaders.as_slice() { Some(*only) } else { None },
        email: String::new(),
    })
}

/// The figures as they are now.
fn lines(scope: &Scope, missed: &Missed, region: &str) -> Vec<FactLine> {
    let lang = scope.workspace_lang();
    let (known, path) = (&missed.region.known, format!("/campaigns/{}", missed.number));
    let of_region = format!("{path}/regions/{}", known.region.department_id);
    let said = |p: &Progress| {
        let args = [
            ("what", t(lang, &p.what.key()).into_owned().into()),
            ("done", amount(lang, p.what, p.done).into()),
            ("goal", amount(lang, p.what, p.goal).into()),
        ];
        format(lang, "matter-campaign-target", &args)
    };
    let target = |p: &Progress| FactLine::new(if p.is_reached() { "campaign-reached" } else { "campaign-missed" }, said(p));
    let n = |n: i64| (n as f64).into();
    let reports = [("due", (missed.due as f64).into()), ("given", (known.reported.len() as f64).into())];
    let cases = [("filed", n(known.filed)), ("closed", n(known.closed))];
    let mut lines = vec![
        FactLine::new("campaign", format!("{} {}", missed.number, missed.name)).at(path),
        FactLine::new("campaign-region", region).at(of_region),
        FactLine::new("campaign-deadline", missed.last_on),
    ];
    lines.extend(missed.region.targets.iter().map(target));
    lines.push(FactLine::new("campaign-reports", format(lang, "matter-campaign-reports", &reports)));
    lines.push(FactLine::new("campaign-cases", format(lang, "matter-campaign-cases", &cases)));
    lines
}
