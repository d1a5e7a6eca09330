//! Samplings.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{round, taken};
use crate::{
    enforcement::sampling::model::{Sampled, Sampling, SamplingResult, Tally},
    platform::{
        db::{Conn, among},
        error::{Error, Result},
        text,
    },
    schema::{parties, sampling_rounds, samplings},
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = samplings, primary_key(workspace_id, id), treat_none_as_null = true)]
struct Row {
    workspace_id: i64,
    id: i64,
    round_id: i64,
    party_id: i64,
    party_name: String,
    product: String,
    product_key: String,
    is_main: bool,
    batch: String,
    batch_key: String,
    sampled_on: NaiveDate,
    result: String,
    failed_items: String,
    case_id: Option<i64>,
    search_key: String,
    version: i64,
}

impl Row {
    fn of(scope: &Scope, sampling: &Sampling) -> Self {
        Self {
            workspace_id: scope.workspace_id(),
            id: sampling.id,
            round_id: sampling.round_id,
            party_id: sampling.party_id,
            party_name: sampling.party_name.clone(),
            product: sampling.product.clone(),
            product_key: sampling.product_key(),
            is_main: sampling.is_main,
            batch: sampling.batch.clone(),
            batch_key: sampling.batch_key(),
            sampled_on: sampling.sampled_on,
            result: sampling.result.as_str().into(),
            failed_items: sampling.failed_items.clone(),
            case_id: sampling.case_id,
            search_key: sampling.search_key(),
            version: sampling.version,
        }
    }

    fn into_model(self) -> Result<Sampling> {
        Ok(Sampling {
            id: self.id,
            round_id: self.round_id,
            party_id: self.party_id,
            party_name: self.party_name,
            product: self.product,
            is_main: self.is_main,
            batch: self.batch,
            sampled_on: self.sampled_on,
            result: SamplingResult::stored(&self.result)?,
            failed_items: self.failed_items,
            case_id: self.case_id,
            version: self.version,
        })
    }
}

/// Writes a new one down; `Conflict` when the round has one of this party, product and batch by now.
pub fn insert(conn: &mut Conn, scope: &Scope, sampling: &Sampling) -> Result<()> {
    taken(diesel::insert_into(samplings::table).values(Row::of(scope, sampling)).execute(conn))?;
    Ok(())
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save(conn: &mut Conn, scope: &Scope, sampling: &mut Sampling) -> Result<()> {
    let loaded = sampling.version;
    sampling.version += 1;
    let own = samplings::table.filter(samplings::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(samplings::id.eq(sampling.id)).filter(samplings::version.eq(loaded));
    if taken(diesel::update(own).set(Row::of(scope, sampling)).execute(conn))? != 1 {
        return Err(Error::Conflict);
    }
    Ok(())
}

/// All of a round, in no order.
pub fn of_round(conn: &mut Conn, scope: &Scope, round_id: i64) -> Result<Vec<Sampling>> {
    let own = samplings::table.filter(samplings::workspace_id.eq(scope.workspace_id())).filter(samplings::round_id.eq(round_id));
    let rows: Vec<Row> = own.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

/// Rows with their rounds.
macro_rules! sampled {
    ($conn:expr, $query:expr) => {{
        let rows: Vec<(Row, round::Row)> = $query
            .order((samplings::sampled_on.asc(), samplings::id.asc()))
            .select((Row::as_select(), round::Row::as_select()))
            .load($conn)?;
        let whole = |(row, round): (Row, round::Row)| Ok(Sampled { sampling: row.into_model()?, round: round.into_model()? });
        rows.into_iter().map(whole).collect::<Result<Vec<_>>>()
    }};
}

/// A query of a workspace's samplings, with their rounds.
macro_rules! with_rounds {
    ($scope:expr) => {
        samplings::table
            .inner_join(
                sampling_rounds::table
                    .on(sampling_rounds::workspace_id.eq(samplings::workspace_id).and(sampling_rounds::id.eq(samplings::round_id))),
            )
            .filter(samplings::workspace_id.eq($scope.workspace_id()))
    };
}

/// All samplings of these parties, in the order of their days.
pub fn of_parties(conn: &mut Conn, scope: &Scope, party_ids: &[i64]) -> Result<Vec<Sampled>> {
    sampled!(conn, with_rounds!(scope).filter(among(samplings::party_id, party_ids)))
}

/// The samplings that led to a case or were added to it, in the order of their days.
pub fn of_case(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Vec<Sampled>> {
    sampled!(conn, with_rounds!(scope).filter(samplings::case_id.eq(case_id)))
}

/// How many came to what, by round.
pub fn tallies(conn: &mut Conn, scope: &Scope, round_ids: &[i64]) -> Result<HashMap<i64, Tally>> {
    let own = samplings::table.filter(samplings::workspace_id.eq(scope.workspace_id())).filter(among(samplings::round_id, round_ids));
    let counts: Vec<(i64, String, i64)> = own
        .group_by((samplings::round_id, samplings::result))
        .select((samplings::round_id, samplings::result, diesel::dsl::count_star()))
        .load(conn)?;
    let mut tallies: HashMap<i64, Tally> = HashMap::new();
    for (round, result, n) in counts {
        tallies.entry(round).or_default().add(SamplingResult::stored(&result)?, n);
    }
    Ok(tallies)
}

/// The first and last day anything was sampled on in a round.
pub fn days(conn: &mut Conn, scope: &Scope, round_id: i64) -> Result<Option<(NaiveDate, NaiveDate)>> {
    let own = samplings::table.filter(samplings::workspace_id.eq(scope.workspace_id())).filter(samplings::round_id.eq(round_id));
    let (first, last): (Option<NaiveDate>, Option<NaiveDate>) =
        own.select((diesel::dsl::min(samplings::sampled_on), diesel::dsl::max(samplings::sampled_on))).first(conn)?;
    Ok(first.zip(last))
}

/// What a round's list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Which {
    pub round_id: i64,
    pub result: Option<SamplingResult>,
    /// Words the row or the party's present names, codes and products must hold, as search keys.
    pub words: Vec<String>,
}

/// The order of a round's list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Day,
    Party,
    Product,
}

/// A boxed query of those that fit.
macro_rules! of {
    ($scope:expr, $which:expr) => {{
        let (scope, which): (&Scope, &Which) = ($scope, $which);
        let party = parties::workspace_id.eq(samplings::workspace_id).and(parties::id.eq(samplings::party_id));
        let mut query = samplings::table
            .inner_join(parties::table.on(party))
            .filter(samplings::workspace_id.eq(scope.workspace_id()))
            .filter(samplings::round_id.eq(which.round_id))
            .into_boxed();
        if let Some(result) = which.result {
            query = query.filter(samplings::result.eq(result.as_str()));
        }
        for word in &which.words {
            let word = text::anywhere(word);
            let said = samplings::search_key.like(word.clone()).escape('\\').or(parties::search_key.like(word).escape('\\'));
            query = query.filter(said);
        }
        query
    }};
}

/// Those of a round that fit.
pub fn list(
    conn: &mut Conn,
    scope: &Scope,
    which: &Which,
    order: Order,
    descending: bool,
    limit: i64,
    offset: i64,
) -> Result<Vec<Sampling>> {
    use samplings::{id, party_name, product_key, sampled_on};
    let query = of!(scope, which).select(Row::as_select()).limit(limit).offset(offset);
    let rows: Vec<Row> = match (order, descending) {
        (Order::Day, false) => query.order((sampled_on.asc(), id.asc())).load(conn)?,
        (Order::Day, true) => query.order((sampled_on.desc(), id.asc())).load(conn)?,
        (Order::Party, false) => query.order((party_name.asc(), id.asc())).load(conn)?,
        (Order::Party, true) => query.order((party_name.desc(), id.asc())).load(conn)?,
        (Order::Product, false) => query.order((product_key.asc(), id.asc())).load(conn)?,
        (Order::Product, true) => query.order((product_key.desc(), id.asc())).load(conn)?,
    };
    rows.into_iter().map(Row::into_model).collect()
}

/// How many of a round fit, by result; the result it is narrowed to is left aside.
pub fn tally(conn: &mut Conn, scope: &Scope, which: &Which) -> Result<Tally> {
    let mut tally = Tally::default();
    for result in SamplingResult::ALL {
        let which = Which { result: Some(*result), ..which.clone() };
        tally.add(*result, of!(scope, &which).count().get_result(conn)?);
    }
    Ok(tally)
}
