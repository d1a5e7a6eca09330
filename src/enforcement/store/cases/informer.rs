//! Informers, who may see them, and rewards.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::{
    prelude::*,
    result::{DatabaseErrorKind, Error as DieselError},
};

use crate::{
    enforcement::{
        READERS,
        model::{Informer, Reward, RewardState},
    },
    platform::{
        db::{Conn, among},
        error::{Error, Result},
    },
    schema::{case_informer_viewers, case_informers, case_rewards, membership_roles, memberships, people},
    tenancy::Scope,
};

/// The most members a choice offers.
const MEMBERS_MAX: i64 = 2_000;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = case_informers, primary_key(workspace_id, case_id))]
struct Row {
    workspace_id: i64,
    case_id: i64,
    is_anonymous: bool,
    name: String,
    contact: String,
    note: String,
    reported_on: NaiveDate,
    recorded_at: NaiveDateTime,
    recorded_by: String,
    version: i64,
}

fn row_of(scope: &Scope, informer: &Informer) -> Row {
    Row {
        workspace_id: scope.workspace_id(),
        case_id: informer.case_id,
        is_anonymous: informer.is_anonymous,
        name: informer.name.clone(),
        contact: informer.contact.clone(),
        note: informer.note.clone(),
        reported_on: informer.reported_on,
        recorded_at: informer.recorded_at,
        recorded_by: informer.recorded_by.clone(),
        version: informer.version,
    }
}

/// Whether one of these is somebody active who reads cases.
pub fn is_any_active(conn: &mut Conn, scope: &Scope, membership_ids: &[i64]) -> Result<bool> {
    let roles: Vec<&str> = READERS.iter().map(|r| r.as_str()).collect();
    let reads = membership_roles::table
        .filter(membership_roles::workspace_id.eq(scope.workspace_id()))
        .filter(membership_roles::role.eq_any(roles))
        .select(membership_roles::membership_id);
    let own = memberships::table.inner_join(people::table).filter(memberships::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(memberships::state.eq("active")).filter(people::state.eq("active")).filter(memberships::id.eq_any(reads));
    let one: Option<i64> = own.filter(among(memberships::id, membership_ids)).select(memberships::id).first(conn).optional()?;
    Ok(one.is_some())
}

/// Membership and name of everybody active who may be named to see informers: whoever keeps or reads cases, by name.
pub fn members(conn: &mut Conn, scope: &Scope) -> Result<Vec<(i64, String)>> {
    let roles: Vec<&str> = READERS.iter().map(|r| r.as_str()).collect();
    let reads = membership_roles::table
        .filter(membership_roles::workspace_id.eq(scope.workspace_id()))
        .filter(membership_roles::role.eq_any(roles))
        .select(membership_roles::membership_id);
    let rows = memberships::table
        .inner_join(people::table)
        .filter(memberships::workspace_id.eq(scope.workspace_id()))
        .filter(memberships::state.eq("active"))
        .filter(people::state.eq("active"))
        .filter(memberships::id.eq_any(reads))
        .order((people::name, memberships::id))
        .limit(MEMBERS_MAX)
        .select((memberships::id, people::name))
        .load(conn)?;
    Ok(rows)
}

/// Who reported a case, if somebody did.
pub fn informer(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Option<Informer>> {
    let own = case_informers::table.filter(case_informers::workspace_id.eq(scope.workspace_id()));
    let row: Option<Row> = own.filter(case_informers::case_id.eq(case_id)).select(Row::as_select()).first(conn).optional()?;
    let Some(row) = row else { return Ok(None) };
    let viewers = case_informer_viewers::table
        .filter(case_informer_viewers::workspace_id.eq(scope.workspace_id()))
        .filter(case_informer_viewers::case_id.eq(case_id))
        .order(case_informer_viewers::membership_id)
        .select(case_informer_viewers::membership_id)
        .load(conn)?;
    Ok(Some(Informer {
        case_id: row.case_id,
        is_anonymous: row.is_anonymous,
        name: row.name,
        contact: row.contact,
        note: row.note,
        reported_on: row.reported_on,
        recorded_at: row.recorded_at,
        recorded_by: row.recorded_by,
        version: row.version,
        viewers,
    }))
}

pub fn insert_informer(conn: &mut Conn, scope: &Scope, informer: &Informer) -> Result<()> {
    diesel::insert_into(case_informers::table).values(row_of(scope, informer)).execute(conn)?;
    set_viewers(conn, scope, informer)
}

/// Saves it with its viewers; `Conflict` when somebody else did so meanwhile.
pub fn save_informer(conn: &mut Conn, scope: &Scope, informer: &mut Informer) -> Result<()> {
    let loaded = informer.version;
    informer.version += 1;
    let own = case_informers::table.filter(case_informers::workspace_id.eq(scope.workspace_id()));
    let seen = own.filter(case_informers::case_id.eq(informer.case_id)).filter(case_informers::version.eq(loaded));
    if diesel::update(seen).set(row_of(scope, informer)).execute(conn)? != 1 {
        return Err(Error::Conflict);
    }
    set_viewers(conn, scope, informer)
}

fn set_viewers(conn: &mut Conn, scope: &Scope, informer: &Informer) -> Result<()> {
    let own = case_informer_viewers::table.filter(case_informer_viewers::workspace_id.eq(scope.workspace_id()));
    diesel::delete(own.filter(case_informer_viewers::case_id.eq(informer.case_id))).execute(conn)?;
    for membership_id in &informer.viewers {
        diesel::insert_into(case_informer_viewers::table)
            .values((
                case_informer_viewers::workspace_id.eq(scope.workspace_id()),
                case_informer_viewers::case_id.eq(informer.case_id),
                case_informer_viewers::membership_id.eq(membership_id),
            ))
            .execute(conn)?;
    }
    Ok(())
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = case_rewards, primary_key(workspace_id, id), treat_none_as_null = true)]
struct RewardRow {
    workspace_id: i64,
    id: i64,
    case_id: i64,
    amount: i64,
    basis: String,
    state: String,
    proposed_at: NaiveDateTime,
    proposed_by: i64,
    proposed_by_name: String,
    decided_at: Option<NaiveDateTime>,
    decided_by: Option<i64>,
    decided_by_name: String,
    reason: String,
    version: i64,
}

impl RewardRow {
    fn of(scope: &Scope, reward: &Reward) -> Self {
        Self {
            workspace_id: scope.workspace_id(),
            id: reward.id,
            case_id: reward.case_id,
            amount: reward.amount,
            basis: reward.basis.clone(),
            state: reward.state.as_str().into(),
            proposed_at: reward.proposed_at,
            proposed_by: reward.proposed_by,
            proposed_by_name: reward.proposed_by_name.clone(),
            decided_at: reward.decided_at,
            decided_by: reward.decided_by,
            decided_by_name: reward.decided_by_name.clone(),
            reason: reward.reason.clone(),
            version: reward.version,
        }
    }

    fn into_model(self) -> Result<Reward> {
        Ok(Reward {
            id: self.id,
            case_id: self.case_id,
            amount: self.amount,
            basis: self.basis,
            state: RewardState::stored(&self.state)?,
            proposed_at: self.proposed_at,
            proposed_by: self.proposed_by,
            proposed_by_name: self.proposed_by_name,
            decided_at: self.decided_at,
            decided_by: self.decided_by,
            decided_by_name: self.decided_by_name,
            reason: self.reason,
            version: self.version,
        })
    }
}

/// The rewards proposed for a case, the oldest first.
pub fn rewards(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Vec<Reward>> {
    let own = case_rewards::table.filter(case_rewards::workspace_id.eq(scope.workspace_id()));
    let rows: Vec<RewardRow> =
        own.filter(case_rewards::case_id.eq(case_id)).order(case_rewards::id).select(RewardRow::as_select()).load(conn)?;
    rows.into_iter().map(RewardRow::into_model).collect()
}

/// Writes it down; `Conflict` when somebody else has proposed one meanwhile.
pub fn insert_reward(conn: &mut Conn, scope: &Scope, reward: &Reward) -> Result<()> {
    match diesel::insert_into(case_rewards::table).values(RewardRow::of(scope, reward)).execute(conn) {
        Err(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => Err(Error::Conflict),
        done => Ok(done.map(|_| ())?),
    }
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save_reward(conn: &mut Conn, scope: &Scope, reward: &mut Reward) -> Result<()> {
    let loaded = reward.version;
    reward.version += 1;
    let own = case_rewards::table.filter(case_rewards::workspace_id.eq(scope.workspace_id())).filter(case_rewards::id.eq(reward.id));
    if diesel::update(own.filter(case_rewards::version.eq(loaded))).set(RewardRow::of(scope, reward)).execute(conn)? == 1 {
        return Ok(());
    }
    Err(Error::Conflict)
}
