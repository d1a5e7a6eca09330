//! The register of cases and the board that counts them, in a workspace with very many.

use std::{net::SocketAddr, sync::Arc, time::Instant};

use chrono::{Days, NaiveDateTime};
use diesel::prelude::*;
use lianxi::{
    each_backend,
    enforcement::queries::board::{self, By},
    platform::{
        db::{Conn, Tenant},
        error::Result,
        id::new_id,
    },
    schema::{case_kinds, cases, departments, parties, timeline},
    tenancy::{departments as bodies, system_scope},
};

use crate::{
    Running, against_limit,
    bars::{Bars, Size},
    client::Request,
    seed::Place,
    session,
};

/// The most cases one statement writes.
const CHUNK: usize = 400;

/// The steps that may be due next, as they are stored.
const NEXT: [&str; 7] = ["file", "measure", "inspect", "decide", "receive", "close", "follow_up"];

fn cases_wanted() -> usize {
    std::env::var("LIANXI_BENCH_CASES").map_or(50_000, |n| n.parse().expect("LIANXI_BENCH_CASES is a number"))
}

/// Cases of all departments in all states, every second one overdue.
fn seed(conn: &mut Conn, place: &Place, count: usize, now: NaiveDateTime) -> Result<()> {
    let (workspace_id, today) = (place.workspace_id, now.date());
    let bodies: Vec<i64> =
        departments::table.filter(departments::workspace_id.eq(workspace_id)).select(departments::id).order(departments::id).load(conn)?;
    let (kind, party) = (new_id(), new_id());
    diesel::insert_into(case_kinds::table)
        .values((
            case_kinds::workspace_id.eq(workspace_id),
            case_kinds::id.eq(kind),
            case_kinds::code.eq("sampling_failure"),
            case_kinds::name.eq("监督抽查不合格"),
            case_kinds::article.eq("第 18 条"),
            case_kinds::legal_basis.eq(""),
            case_kinds::fields.eq("[]"),
            case_kinds::measures.eq("[]"),
            case_kinds::days_to_file.eq(7),
            case_kinds::state.eq("open"),
            case_kinds::position.eq(1),
            case_kinds::version.eq(1),
        ))
        .execute(conn)?;
    diesel::insert_into(parties::table)
        .values((
            parties::workspace_id.eq(workspace_id),
            parties::id.eq(party),
            parties::kind.eq("enterprise"),
            parties::name_key.eq("板上厂"),
            parties::name.eq("板上厂"),
            parties::address.eq(""),
            parties::products.eq(""),
            parties::state.eq("active"),
            parties::search_key.eq("板上厂"),
            parties::created_at.eq(now),
            parties::version.eq(1),
        ))
        .execute(conn)?;
    for chunk in (0..count).collect::<Vec<_>>().chunks(CHUNK) {
        let rows: Vec<_> = chunk
            .iter()
            .map(|n| {
                let closed = n % 5 == 4;
                let due = if n % 2 == 0 { today - Days::new(1 + *n as u64 % 90) } else { today + Days::new(*n as u64 % 90) };
                (
                    (
                        cases::workspace_id.eq(workspace_id),
                        cases::id.eq(new_id()),
                        cases::number.eq(format!("B-{n}")),
                        cases::kind_id.eq(kind),
                        cases::party_id.eq(party),
                        cases::title.eq(format!("板上厂：第 {n} 案")),
                        cases::facts.eq(""),
                        cases::extra.eq("[]"),
                        cases::product.eq("饮料"),
                        cases::is_main_product.eq(false),
                        cases::region_id.eq(Some(bodies[n / 7 % bodies.len()])),
                        cases::place.eq(""),
                        cases::holder_id.eq(bodies[n % bodies.len()]),
                    ),
                    (
                        cases::state.eq(if closed { "closed" } else { "open" }),
                        cases::came.eq("form"),
                        cases::found_on.eq(today),
                        cases::registered_on.eq(today),
                        cases::registered_at.eq(now),
                        cases::registered_by.eq("陈静"),
                        cases::file_due_on.eq(today),
                        cases::closed_on.eq(closed.then_some(today)),
                        cases::outcome.eq(closed.then_some("fulfilled")),
                        cases::reason.eq(""),
                        cases::next_due_on.eq((!closed).then_some(due)),
                        cases::next_what.eq((!closed).then_some(NEXT[n % NEXT.len()])),
                        cases::search_key.eq(""),
                        cases::version.eq(1),
                    ),
                )
            })
            .collect();
        each_backend!(conn, c => diesel::insert_into(cases::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Seeds and measures: pages beside the limit's list, and what the board takes when something has happened since it was counted.
pub fn boards(running: &Running, limit: SocketAddr, bars: &mut Bars) {
    let (count, place, site) = (cases_wanted(), &running.seed.places[0], &running.site);
    let now = site.clock.now();
    site.db.write(Tenant::One(place.workspace_id), |conn| seed(conn, place, count, now)).expect("cases");
    let (cookie, _) = session(site, place.secretariat);
    for (name, tail) in [("board", "cases/board"), ("register", "cases?size=50")] {
        let requests = Arc::new(vec![Request::get(&format!("/w/{}/{tail}", place.slug), &cookie)]);
        let ratios = against_limit(name, running, &requests, limit);
        for (connections, ratio) in ratios.into_iter().filter(|_| name == "board") {
            let size = Size { is: count, asked: 50_000, what: "cases" };
            bars.at_least(&format!("board, ratio to the limit at {connections} connections"), ratio, 0.3, size);
        }
    }
    let scope = site.db.read(Tenant::One(place.workspace_id), |conn| system_scope(conn, place.workspace_id, now)).expect("a scope");
    let scope = scope.on_behalf_of_office();
    let mut taken = Vec::new();
    for _ in 0..20 {
        site.db.write(Tenant::One(place.workspace_id), |conn| happen(conn, place.workspace_id, now)).expect("an entry");
        let began = Instant::now();
        let counted = site.db.read(scope.tenant(), |conn| {
            let all = bodies::all(conn, &scope)?;
            board::board(conn, &scope, By::Holder, &all)
        });
        assert!(counted.expect("the board").sum.live > 0);
        taken.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    taken.sort_by(f64::total_cmp);
    println!("board    counted anew over {count} cases: median {:.1} ms, {:.1} ms at most", taken[10], taken[19]);
}

/// Anything that happens in the workspace.
fn happen(conn: &mut Conn, workspace_id: i64, now: NaiveDateTime) -> Result<()> {
    diesel::insert_into(timeline::table)
        .values((
            timeline::workspace_id.eq(workspace_id),
            timeline::id.eq(new_id()),
            timeline::subject_kind.eq("bench"),
            timeline::subject_id.eq(1),
            timeline::at.eq(now),
            timeline::actor.eq("bench"),
            timeline::action.eq("bench"),
            timeline::data.eq("{}"),
        ))
        .execute(conn)?;
    Ok(())
}
