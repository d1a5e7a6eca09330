//! “May this party …?” in a workspace with very many parties and as many restrictions: by code, by name, by a former name, and by a name
//! that is only similar to some. Each answer is kept, durably.

use std::sync::Arc;

use chrono::Days;
use diesel::prelude::*;
use lianxi::{
    duties::{grams, search_key},
    each_backend,
    enforcement::{CreditCode, name_key},
    platform::{
        db::{Conn, Tenant},
        error::Result,
        id::new_id,
    },
    schema::{parties, party_grams, party_names, restrictions},
};

use crate::{
    Running,
    bars::{Bars, Size},
    client::{Load, Request, Tally},
    limit, seconds, session,
};

/// The most parties one statement writes.
const CHUNK: usize = 400;

fn parties_wanted() -> usize {
    std::env::var("LIANXI_BENCH_PARTIES").map_or(200_000, |n| n.parse().expect("LIANXI_BENCH_PARTIES is a number"))
}

/// A credit code with the check character it needs.
fn code(n: usize) -> String {
    let start = format!("913200{n:011}");
    let found = "0123456789ABCDEFGHJKLMNPQRTUWXY".chars().map(|c| format!("{start}{c}")).find(|c| CreditCode::parse(c).is_ok());
    found.expect("one check character fits")
}

const PLACES: [&str; 13] = ["南京", "无锡", "徐州", "常州", "苏州", "南通", "连云港", "淮安", "盐城", "扬州", "镇江", "泰州", "宿迁"];
const TRADES: [&str; 12] = ["食品", "饮料", "电缆", "电器", "化工", "纺织", "机械", "建材", "农药", "化肥", "玩具", "服装"];

/// Two characters of their own, the place and the trade: names as alike as those of a province are.
fn name(n: usize) -> String {
    let own = |at: usize| char::from_u32(0x5000 + u32::try_from(at % 3000).expect("small")).expect("a character");
    format!("{}{}{}{}有限公司", PLACES[n % PLACES.len()], own(n), own(n / 3000 * 7 + n % 11), TRADES[n / 13 % TRADES.len()])
}

/// Writes so many parties, every second one restricted twice.
fn seed(conn: &mut Conn, workspace_id: i64, department_id: i64, count: usize, now: chrono::NaiveDateTime) -> Result<()> {
    let today = now.date();
    for chunk in (0..count).collect::<Vec<_>>().chunks(CHUNK) {
        let (mut rows, mut names, mut pieces, mut held) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for n in chunk.iter().copied() {
            let (id, name, code, former) = (new_id(), name(n), code(n), format!("国营第{n}厂"));
            let key = format!("{} {} {}", search_key(&name), search_key(&former), search_key(&code));
            pieces.extend(grams(&key).into_iter().map(|gram| {
                (party_grams::workspace_id.eq(workspace_id), party_grams::gram.eq(gram.to_owned()), party_grams::party_id.eq(id))
            }));
            names.push((
                party_names::workspace_id.eq(workspace_id),
                party_names::party_id.eq(id),
                party_names::position.eq(0),
                party_names::name_key.eq(name_key(&former)),
                party_names::name.eq(former),
            ));
            rows.push((
                parties::workspace_id.eq(workspace_id),
                parties::id.eq(id),
                parties::kind.eq("enterprise"),
                parties::name_key.eq(name_key(&name)),
                parties::name.eq(name.clone()),
                parties::credit_code.eq(code),
                parties::address.eq("江苏省"),
                parties::products.eq(""),
                parties::state.eq("active"),
                parties::search_key.eq(key),
                parties::created_at.eq(now),
                parties::version.eq(1),
            ));
            for kind in ["no_award", "no_procurement"].into_iter().filter(|_| n % 2 == 0) {
                held.push((
                    restrictions::workspace_id.eq(workspace_id),
                    restrictions::id.eq(new_id()),
                    restrictions::number.eq(format!("{kind}-{n}")),
                    restrictions::party_id.eq(id),
                    restrictions::named.eq(name.clone()),
                    restrictions::kind.eq(kind),
                    restrictions::on_party.eq(true),
                    restrictions::basis.eq("苏质监罚〔2026〕12号"),
                    restrictions::reason.eq("主导产品省级抽查不合格"),
                    restrictions::department_id.eq(department_id),
                    restrictions::imposed_by.eq("陈静"),
                    restrictions::found_on.eq(today),
                    restrictions::from_on.eq(today),
                    restrictions::term.eq("day"),
                    restrictions::until_on.eq(today + Days::new(60)),
                    restrictions::last_on.eq(today + Days::new(60)),
                    restrictions::state.eq("in_force"),
                    restrictions::created_at.eq(now),
                    restrictions::version.eq(1),
                ));
            }
        }
        each_backend!(conn, c => diesel::insert_into(parties::table).values(&rows).execute(c))?;
        each_backend!(conn, c => diesel::insert_into(party_names::table).values(&names).execute(c))?;
        each_backend!(conn, c => diesel::insert_into(restrictions::table).values(&held).execute(c))?;
        for some in pieces.chunks(4 * CHUNK) {
            each_backend!(conn, c => diesel::insert_into(party_grams::table).values(some).execute(c))?;
        }
    }
    Ok(())
}

/// The queries, in turn of every kind.
fn requests(count: usize, slug: &str, cookie: &str, csrf: &str) -> Vec<Request> {
    let typed = |n: usize| match n % 6 {
        0 | 1 => code(n * 31 % count),
        2 | 3 => name(n * 31 % count),
        4 => format!("国营第{}厂", n * 31 % count),
        // Nobody's name, and like some.
        _ => name(n * 31 % count).replace("有限公司", "股份有限公司"),
    };
    let body = |n: usize| {
        let purpose = if n.is_multiple_of(2) { "award" } else { "procurement" };
        let mut out = url::form_urlencoded::Serializer::new(String::new());
        out.append_pair("csrf", csrf).append_pair("for", purpose).append_pair("q", &typed(n)).finish()
    };
    (0..600).map(|n| Request::post(&format!("/w/{slug}/check"), cookie, &body(n))).collect()
}

/// Seeds and measures: our answers against bare inserts by one writer, since each is kept.
pub fn checks(running: &Running, bars: &mut Bars) {
    let (count, place, now) = (parties_wanted(), &running.seed.places[0], running.site.clock.now());
    let began = std::time::Instant::now();
    let seeded =
        running.site.db.write(Tenant::One(place.workspace_id), |conn| seed(conn, place.workspace_id, place.department, count, now));
    seeded.expect("parties and restrictions");
    println!("check     {count} parties and as many restrictions seeded in {:.1} s", began.elapsed().as_secs_f64());
    let (cookie, csrf) = session(&running.site, place.liaison);
    let requests = Arc::new(requests(count, &place.slug, &cookie, &csrf));
    for connections in [8, 64] {
        let (mut ours, mut bare) = (Tally::default(), 0.0);
        for _ in 0..3 {
            ours.add(Load { address: running.address, requests: Arc::clone(&requests), connections, span: seconds(), expect: 200 }.run());
            bare += limit::bare_inserts_per_second(&running.site, seconds()) / 3.0;
        }
        println!(
            "check    {connections:2} connections: {:6.0}/s, bare inserts {bare:6.0}/s, ratio {:.2}; p50 {:.1} ms, p99 {:.1} ms, {} bytes",
            ours.rate(),
            ours.rate() / bare,
            ours.percentile(0.5),
            ours.percentile(0.99),
            ours.bytes_each(),
        );
        if connections == 8 {
            let size = Size { is: count, asked: 200_000, what: "parties and restrictions" };
            bars.at_most("check, p99 at 8 connections", ours.percentile(0.99), 8.0, "ms", size);
        }
    }
}
