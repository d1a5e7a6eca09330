//! Rows of `steps`.

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;

use crate::{
    each_backend,
    platform::{db::Conn, error::Result},
    schema::steps,
};

/// How long a worker may hold a step before another takes it over.
const LEASE: Duration = Duration::minutes(5);

/// A step that this worker holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    pub workspace_id: i64,
    pub kind: String,
    pub key: String,
    /// JSON.
    pub payload: String,
    /// When it was due; a late step can tell how late it is.
    pub due_at: NaiveDateTime,
    pub attempts: i32,
    owner: String,
}

/// Makes sure that a step exists; one that is there keeps its time.
pub fn ensure_all_workspaces(conn: &mut Conn, workspace_id: i64, kind: &str, key: &str, due_at: NaiveDateTime) -> Result<()> {
    let row = (
        steps::workspace_id.eq(workspace_id),
        steps::kind.eq(kind),
        steps::key.eq(key),
        steps::payload.eq("{}"),
        steps::due_at.eq(due_at),
        steps::attempts.eq(0),
    );
    each_backend!(conn, c => diesel::insert_into(steps::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// A row as it is looked for: workspace, kind, key, payload, when it is due, attempts, end of its lease.
type Found = (i64, String, String, String, NaiveDateTime, i32, Option<NaiveDateTime>);

/// Takes one step of these kinds that is due and that nobody holds.
pub fn claim_due_all_workspaces(conn: &mut Conn, kinds: &[&str], now: NaiveDateTime, owner: &str) -> Result<Option<Claim>> {
    let free = steps::lease_until.is_null().or(steps::lease_until.lt(now).assume_not_null());
    let found: Option<Found> = steps::table
        .filter(steps::due_at.le(now))
        .filter(steps::kind.eq_any(kinds.iter().map(|k| (*k).to_owned()).collect::<Vec<_>>()))
        .filter(free)
        .order(steps::due_at)
        .select((steps::workspace_id, steps::kind, steps::key, steps::payload, steps::due_at, steps::attempts, steps::lease_until))
        .first(conn)
        .optional()?;
    let Some((workspace_id, kind, key, payload, due_at, attempts, lease)) = found else { return Ok(None) };
    // Compare and set: whoever finds the row as it was read has it; a step finished in between has another due_at.
    let mine = steps::table
        .filter(steps::workspace_id.eq(workspace_id))
        .filter(steps::kind.eq(&kind))
        .filter(steps::key.eq(&key))
        .filter(steps::due_at.eq(due_at));
    let set = (steps::lease_owner.eq(owner), steps::lease_until.eq(now + LEASE), steps::attempts.eq(attempts + 1));
    let taken = match lease {
        None => diesel::update(mine.filter(steps::lease_until.is_null())).set(set).execute(conn)?,
        Some(old) => diesel::update(mine.filter(steps::lease_until.eq(old))).set(set).execute(conn)?,
    };
    Ok((taken == 1).then(|| Claim { workspace_id, kind, key, payload, due_at, attempts: attempts + 1, owner: owner.to_owned() }))
}

/// The step is done: due again at `next`, or gone.
pub fn finish_all_workspaces(conn: &mut Conn, claim: &Claim, next: Option<NaiveDateTime>) -> Result<()> {
    let mine = steps::table
        .filter(steps::workspace_id.eq(claim.workspace_id))
        .filter(steps::kind.eq(&claim.kind))
        .filter(steps::key.eq(&claim.key))
        .filter(steps::lease_owner.eq(&claim.owner));
    match next {
        Some(at) => diesel::update(mine)
            .set((
                steps::due_at.eq(at),
                steps::attempts.eq(0),
                steps::lease_owner.eq(None::<String>),
                steps::lease_until.eq(None::<NaiveDateTime>),
                steps::last_error.eq(None::<String>),
            ))
            .execute(conn)?,
        None => diesel::delete(mine).execute(conn)?,
    };
    Ok(())
}

/// The step failed: try again at `next`.
pub fn fail_all_workspaces(conn: &mut Conn, claim: &Claim, error: &str, next: NaiveDateTime) -> Result<()> {
    diesel::update(
        steps::table
            .filter(steps::workspace_id.eq(claim.workspace_id))
            .filter(steps::kind.eq(&claim.kind))
            .filter(steps::key.eq(&claim.key))
            .filter(steps::lease_owner.eq(&claim.owner)),
    )
    .set((
        steps::due_at.eq(next),
        steps::lease_owner.eq(None::<String>),
        steps::lease_until.eq(None::<NaiveDateTime>),
        steps::last_error.eq(error),
    ))
    .execute(conn)?;
    Ok(())
}

/// Hands back everything this worker holds, when it stops.
pub fn release_all_workspaces(conn: &mut Conn, owner: &str) -> Result<()> {
    diesel::update(steps::table.filter(steps::lease_owner.eq(owner)))
        .set((steps::lease_owner.eq(None::<String>), steps::lease_until.eq(None::<NaiveDateTime>)))
        .execute(conn)?;
    Ok(())
}
