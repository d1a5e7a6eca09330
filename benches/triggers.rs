//! What the sweep for accountability takes: all duties long overdue are looked at, some were reminded of and are raised, once.

use std::time::Instant;

use diesel::prelude::*;
use lianxi::{
    accountability,
    duties::queries,
    platform::{db::Tenant, id::new_id},
    schema::{duties, reminders},
    tenancy::{Scope, system_scope},
};

use crate::{
    Running,
    bars::{Bars, Size},
};

/// Of a workspace's duties that are owed, one in so many is long overdue.
const LATE: i64 = 5;
/// Duties of each workspace that were reminded of often enough.
const REMINDED: i64 = 20;

pub fn triggers(running: &Running, duties: usize, bars: &mut Bars) {
    let site = &running.site;
    let scopes: Vec<Scope> = running
        .seed
        .places
        .iter()
        .map(|p| site.db.read(Tenant::One(p.workspace_id), |conn| system_scope(conn, p.workspace_id, site.clock.now())).expect("a scope"))
        .collect();
    let mut late = 0;
    for (scope, place) in scopes.iter().zip(&running.seed.places) {
        late += fall_behind(running, scope);
        remind(running, scope, place.secretariat);
    }
    println!("triggers {late} duties are long overdue, {REMINDED} in each workspace were reminded of often enough");
    // What seeding held at its peak would hide what a sweep takes.
    let is_reset = std::fs::write("/proc/self/clear_refs", "5").is_ok();
    let before = peak_mb();
    let size = Size { is: duties, asked: 1_000_000, what: "duties" };
    for name in ["raised", "known"] {
        let began = Instant::now();
        let (mut facts, mut raised) = (0, 0);
        for scope in &scopes {
            let swept = accountability::sweep(&site.db, scope).expect("a sweep");
            facts += swept.facts;
            raised += swept.raised;
        }
        let seconds = began.elapsed().as_secs_f64();
        println!("triggers {name:7} {seconds:6.2} s for all workspaces, {facts} facts, {raised} raised");
        let is_there = facts > 0 && (raised > 0) == (name == "raised");
        bars.there(&format!("triggers, what is {name}"), is_there, format!("{facts} facts, {raised} raised"));
        bars.at_most(&format!("triggers, sweep of what is {name}"), seconds, 5.0, "s", size);
    }
    bars.there("triggers, memory", is_reset && before > 0.0, format!("{before:.1} MB held before"));
    let more = peak_mb() - before;
    println!("triggers memory  {more:.1} MB more at most than before");
    bars.at_most("triggers, memory beyond what was held before", more, 64.0, "MB", size);
}

/// Puts back the deadline of every so many duties that are owed; how many.
fn fall_behind(running: &Running, scope: &Scope) -> usize {
    let due = scope.today() - chrono::Days::new(30);
    let owed =
        duties::table.filter(duties::workspace_id.eq(scope.workspace_id())).filter(duties::state.eq_any(["in_progress", "assigned"]));
    let work = |conn: &mut lianxi::platform::db::Conn| {
        let ids: Vec<i64> = owed.select(duties::id).order(duties::id).load(conn)?;
        let late: Vec<i64> = ids.into_iter().step_by(LATE as usize).collect();
        let mut moved = 0;
        for some in late.chunks(500) {
            let those = duties::table.filter(duties::workspace_id.eq(scope.workspace_id())).filter(duties::id.eq_any(some.to_vec()));
            moved += diesel::update(those).set((duties::due_on.eq(Some(due)), duties::sort_on.eq(due))).execute(conn)?;
        }
        Ok(moved)
    };
    running.site.db.write(scope.tenant(), work).expect("deadlines put back")
}

/// Two reminders for each of the first duties that are long overdue.
fn remind(running: &Running, scope: &Scope, person_id: i64) {
    let work = |conn: &mut lianxi::platform::db::Conn| {
        let before = scope.today() - chrono::Days::new(21);
        // State by state, as a sweep reads them.
        let (mut found, mut after) = (Vec::new(), None);
        while found.len() < REMINDED as usize {
            let (some, next) = queries::overdue(conn, scope, before, after, REMINDED)?;
            found.extend(some);
            after = next;
            if after.is_none() {
                break;
            }
        }
        for duty in found {
            for threshold in [0, -1] {
                diesel::insert_into(reminders::table)
                    .values((
                        reminders::workspace_id.eq(scope.workspace_id()),
                        reminders::id.eq(new_id()),
                        reminders::duty_id.eq(duty.id),
                        reminders::person_id.eq(person_id),
                        reminders::kind.eq("automatic"),
                        reminders::due_on.eq(duty.due_on),
                        reminders::threshold.eq(threshold),
                        reminders::at.eq(scope.now()),
                    ))
                    .execute(conn)?;
            }
        }
        Ok(())
    };
    running.site.db.write(scope.tenant(), work).expect("reminders");
}

/// The most memory this process held since that was last asked to begin anew.
fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse::<f64>().ok()).unwrap_or_default() / 1024.0
}
