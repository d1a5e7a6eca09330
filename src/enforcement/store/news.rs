//! What was done lately, for who reads of it: what was imposed, published, restricted, sampled. So many of each, the latest first.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::{dsl::count_star, prelude::*};

use crate::{
    platform::{
        db::{Conn, among},
        error::Result,
    },
    schema::{case_measures, cases, hand_overs, parties, publication_versions, publications, restrictions, sampling_rounds, samplings},
    tenancy::Scope,
};

/// More than anybody reads of in a mail.
const MOST: i64 = 500;

/// Department, when, party, number of the case, kind.
pub type Imposed = (i64, NaiveDateTime, String, String, String);

/// Measures of these kinds imposed since, but for what was quashed.
pub fn imposed(conn: &mut Conn, scope: &Scope, since: NaiveDateTime, kinds: &[&str]) -> Result<Vec<Imposed>> {
    Ok(case_measures::table
        .inner_join(cases::table.on(cases::workspace_id.eq(case_measures::workspace_id).and(cases::id.eq(case_measures::case_id))))
        .inner_join(parties::table.on(parties::workspace_id.eq(cases::workspace_id).and(parties::id.eq(cases::party_id))))
        .filter(case_measures::workspace_id.eq(scope.workspace_id()))
        .filter(case_measures::imposed_at.ge(since))
        .filter(case_measures::kind.eq_any(kinds))
        .filter(case_measures::state.ne("quashed"))
        .order((case_measures::imposed_at.desc(), case_measures::id.desc()))
        .limit(MOST)
        .select((case_measures::department_id, case_measures::imposed_at, parties::name, cases::number, case_measures::kind))
        .load(conn)?)
}

/// Department, the day it holds from, when it was written down, title or party, number.
pub type Dated = (i64, NaiveDate, Option<NaiveDateTime>, String, String);

/// What went public since, or was published since for a day before, and still is.
pub fn published(conn: &mut Conn, scope: &Scope, (since, began): (NaiveDate, NaiveDateTime)) -> Result<Vec<Dated>> {
    use publication_versions::{published_at, published_on};
    let lately = published_on.ge(since).assume_not_null().or(published_at.ge(began).assume_not_null());
    Ok(publication_versions::table
        .inner_join(
            publications::table.on(publications::workspace_id
                .eq(publication_versions::workspace_id)
                .and(publications::id.eq(publication_versions::publication_id))),
        )
        .filter(publication_versions::workspace_id.eq(scope.workspace_id()))
        .filter(publication_versions::state.eq("published"))
        .filter(lately)
        .filter(published_on.lt(scope.today()).assume_not_null())
        .order((published_on.desc(), publications::id.desc()))
        .limit(MOST)
        .select((
            publications::department_id,
            published_on.assume_not_null(),
            published_at,
            publication_versions::title,
            publications::number,
        ))
        .load(conn)?)
}

/// Restrictions that began since, or were imposed since from a day before, but for what was quashed.
pub fn restricted(conn: &mut Conn, scope: &Scope, (since, began): (NaiveDate, NaiveDateTime)) -> Result<Vec<Dated>> {
    use restrictions::{created_at, from_on};
    Ok(restrictions::table
        .inner_join(parties::table.on(parties::workspace_id.eq(restrictions::workspace_id).and(parties::id.eq(restrictions::party_id))))
        .filter(restrictions::workspace_id.eq(scope.workspace_id()))
        .filter(from_on.ge(since).or(created_at.ge(began)))
        .filter(from_on.lt(scope.today()))
        .filter(restrictions::state.ne("quashed"))
        .order((from_on.desc(), restrictions::id.desc()))
        .limit(MOST)
        .select((restrictions::department_id, from_on, created_at.nullable(), parties::name, restrictions::number))
        .load(conn)?)
}

/// Department, when, party, number of the case.
pub type Referred = (i64, NaiveDateTime, String, String);

/// Cases referred since, but for what was refused or taken back.
pub fn referred(conn: &mut Conn, scope: &Scope, since: NaiveDateTime) -> Result<Vec<Referred>> {
    Ok(hand_overs::table
        .inner_join(cases::table.on(cases::workspace_id.eq(hand_overs::workspace_id).and(cases::id.eq(hand_overs::case_id))))
        .inner_join(parties::table.on(parties::workspace_id.eq(cases::workspace_id).and(parties::id.eq(cases::party_id))))
        .filter(hand_overs::workspace_id.eq(scope.workspace_id()))
        .filter(hand_overs::sent_at.ge(since))
        .filter(hand_overs::kind.eq("referral"))
        .filter(hand_overs::state.ne_all(["rejected", "withdrawn"]))
        .order((hand_overs::sent_at.desc(), hand_overs::id.desc()))
        .limit(MOST)
        .select((hand_overs::from_id, hand_overs::sent_at, parties::name, cases::number))
        .load(conn)?)
}

/// A round of samplings: id, department, when, name.
pub type Round = (i64, i64, NaiveDateTime, String);

/// How many samplings of a round have a result: round, result, number.
pub type RoundResult = (i64, String, i64);

/// Rounds samplings were entered for since, however long ago they were announced, and how many samplings each has by result.
pub fn rounds(conn: &mut Conn, scope: &Scope, since: NaiveDateTime) -> Result<(Vec<Round>, Vec<RoundResult>)> {
    let rounds: Vec<Round> = sampling_rounds::table
        .filter(sampling_rounds::workspace_id.eq(scope.workspace_id()))
        .filter(sampling_rounds::imported_at.ge(since).assume_not_null())
        .order((sampling_rounds::imported_at.desc(), sampling_rounds::id.desc()))
        .limit(MOST)
        .select((
            sampling_rounds::id,
            sampling_rounds::department_id,
            sampling_rounds::imported_at.assume_not_null(),
            sampling_rounds::name,
        ))
        .load(conn)?;
    let ids: Vec<i64> = rounds.iter().map(|(id, ..)| *id).collect();
    if ids.is_empty() {
        return Ok((rounds, Vec::new()));
    }
    let results = samplings::table
        .filter(samplings::workspace_id.eq(scope.workspace_id()))
        .filter(among(samplings::round_id, &ids))
        .group_by((samplings::round_id, samplings::result))
        .select((samplings::round_id, samplings::result, count_star()))
        .load(conn)?;
    Ok((rounds, results))
}
