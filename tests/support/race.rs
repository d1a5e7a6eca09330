//! Two transactions at the same time, the one in the middle of the other: what happens then does not depend on luck.

use std::{
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use lianxi::{
    platform::{
        db::{Conn, Db, Tenant},
        error::Result,
    },
    tenancy::Scope,
};

/// Does the second transaction while what the first did is not committed, as [`meanwhile`].
pub fn overlapping<A: Send, B: Send>(
    db: &Db,
    first: (&Scope, impl FnOnce(&mut Conn, &Scope) -> Result<A> + Send),
    (other, second): (&Scope, impl FnOnce(&mut Conn, &Scope) -> Result<B> + Send),
) -> (Result<A>, Result<B>) {
    meanwhile(db, first, || db.write(other.tenant(), |conn| second(conn, other)))
}

/// Does the second, which writes for itself, while what the first did is not committed, and commits that once the second waits for it,
/// or is through. On SQLite, where one writes at a time, the second comes after the first.
pub fn meanwhile<A: Send, B: Send>(
    db: &Db,
    (one, first): (&Scope, impl FnOnce(&mut Conn, &Scope) -> Result<A> + Send),
    second: impl FnOnce() -> B + Send,
) -> (Result<A>, B) {
    let through = &AtomicBool::new(false);
    let (went, go) = mpsc::channel();
    thread::scope(|threads| {
        let first = threads.spawn(move || {
            db.write(one.tenant(), |conn| {
                let done = first(conn, one);
                went.send(()).expect("the second waits");
                if matches!(conn, Conn::Postgres(_)) {
                    wait(db, through);
                }
                done
            })
        });
        let second = threads.spawn(move || {
            go.recv().expect("the first went");
            let done = second();
            through.store(true, Ordering::SeqCst);
            done
        });
        (first.join().expect("no panic"), second.join().expect("no panic"))
    })
}

/// Until somebody waits for a lock in this database, or is through.
fn wait(db: &Db, through: &AtomicBool) {
    let patience = Instant::now() + Duration::from_secs(20);
    while !through.load(Ordering::SeqCst) && !somebody_waits(db) {
        assert!(Instant::now() < patience, "the second neither waits nor ends");
        thread::sleep(Duration::from_millis(2));
    }
}

fn somebody_waits(db: &Db) -> bool {
    use diesel::prelude::*;
    let waits = "(SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')";
    let count = |conn: &mut Conn| Ok(diesel::select(diesel::dsl::sql::<diesel::sql_types::BigInt>(waits)).get_result::<i64>(conn)?);
    db.read(Tenant::Installation, count).expect("counted") > 0
}
