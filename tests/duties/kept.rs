//! What pages keep between two changes.

use std::sync::atomic::{AtomicI64, Ordering};

use lianxi::{duties::queries, platform::error::Error, timeline::Kept};

use super::stage::Stage;
use crate::support::each_database;

#[test]
fn what_is_worked_out_is_kept_until_anything_happens_in_the_workspace() {
    each_database(|t| {
        let (ours, theirs) = (Stage::named(&t.db, "ours"), Stage::named(&t.db, "theirs"));
        let (kept, worked) = (Kept::<&str, i64>::new(3), AtomicI64::new(0));
        let get = |stage: &Stage, key: &'static str| {
            let work = |_: &mut _| Ok(worked.fetch_add(1, Ordering::Relaxed) + 1);
            stage.act(&stage.secretariat(), |conn, scope| kept.get(conn, scope, key, work)).expect("worked out")
        };
        assert_eq!([get(&ours, "a"), get(&ours, "a"), get(&ours, "b"), get(&theirs, "a"), get(&ours, "a")], [1, 1, 2, 3, 1]);
        ours.assigned();
        assert_eq!([get(&theirs, "a"), get(&ours, "a"), get(&ours, "a")], [3, 4, 4], "only where something happened");
        // What is undone did not happen.
        let undone = ours.act(&ours.secretariat(), |conn, scope| {
            lianxi::duties::assign_new(conn, scope, ours.new_duty())?;
            assert_eq!(kept.get(conn, scope, "a", |_| Ok(-1))?, -1, "seen by who is changing something");
            Err::<(), _>(Error::NotFound)
        });
        assert!(undone.is_err());
        assert_ne!(get(&ours, "a"), -1);
    });
}

#[test]
fn what_the_navigation_counts_follows_every_change_at_once() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let count = |scope: &lianxi::tenancy::Scope| {
            let work = |conn: &mut _, scope: &_| {
                let calendar = queries::calendar(conn, scope)?;
                let marks = queries::Marks::of(scope, &calendar);
                Ok(queries::outlook(conn, scope, marks)?.next)
            };
            s.act(scope, work).expect("counted")
        };
        let all = || (count(&s.secretariat()), count(&s.lead_scope()), count(&s.support_scope()));
        assert_eq!(all(), (0, 0, 0));
        let duty = s.assigned();
        assert_eq!(all(), (0, 1, 1), "both receive");
        let seen = lianxi::duties::Seen::any(duty.id);
        s.act(&s.lead_scope(), |conn, scope| lianxi::duties::actions::refuse(conn, scope, seen, s.lead, "不归我们管")).expect("refused");
        assert_eq!(all().0, 1, "a refusal waits on the secretariat");
    });
}
