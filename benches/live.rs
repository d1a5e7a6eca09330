//! A session with a hundred who listen: from the moment a note-taker sends a field to the moment it is at everybody's browser, and
//! what each who listens costs the program in memory.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    sync::mpsc,
    time::{Duration, Instant},
};

use lianxi::{
    meetings::{
        Asked, Kind, Seen,
        actions::{self, Content, FromFloor},
    },
    platform::{
        db::{Conn, Tenant},
        error::Result,
        i18n::Lang,
    },
    tenancy::{Scope, member_scope_all_workspaces},
};

use crate::{
    Running,
    client::{Request, Wire},
    memory_mb, session,
};

const LISTENERS: usize = 100;
const CHANGES: usize = 100;
/// Between two changes: somebody who types is saved about this often.
const PAUSE: Duration = Duration::from_millis(60);

pub fn live(running: &Running) {
    let place = &running.seed.places[0];
    let (number, item) = open_session(running);
    let before = memory_mb(running, "VmRSS:");
    let (sender, heard) = mpsc::channel();
    for n in 0..LISTENERS {
        let (cookie, _) = session(&running.site, if n % 2 == 0 { place.secretariat } else { place.liaison });
        let ask = format!(
            "GET /w/{}/meetings/{number}/live/events HTTP/1.1\r\nHost: lianxi.bench\r\nAccept: text/event-stream\r\nCookie: {cookie}\r\n\r\n",
            place.slug
        );
        let mut stream = TcpStream::connect(running.address).expect("connects");
        stream.write_all(ask.as_bytes()).expect("sends");
        let sender = sender.clone();
        std::thread::spawn(move || {
            for line in BufReader::with_capacity(1024, stream).lines().map_while(std::result::Result::ok) {
                let at = Instant::now();
                let key = line.split("\"key\":\"bench-").nth(1).and_then(|rest| rest.split('"').next()?.parse::<usize>().ok());
                if line.starts_with("retry:") || key.is_some() {
                    sender.send((key, at)).expect("the bench listens");
                }
            }
        });
    }
    (0..LISTENERS).for_each(|_| assert_eq!(heard.recv_timeout(Duration::from_secs(20)).expect("all listen").0, None));
    let after = memory_mb(running, "VmRSS:");
    let (cookie, csrf) = session(&running.site, place.secretariat);
    let mut wire = Wire::open(running.address);
    let mut sent = Vec::new();
    for n in 0..CHANGES {
        let outcome = if n % 2 == 0 { "passed" } else { "amended" };
        let body = format!("csrf={csrf}&subject={item}&field=outcome&version={n}&value={outcome}&key=bench-{n}");
        sent.push(Instant::now());
        let answer = wire.ask(&Request::post(&format!("/w/{}/meetings/{number}/live/field", place.slug), &cookie, &body));
        assert_eq!(answer.status, 303, "{}", String::from_utf8_lossy(&answer.body));
        std::thread::sleep(PAUSE);
    }
    let mut took: Vec<f64> = Vec::new();
    while let Ok((Some(n), at)) = heard.recv_timeout(Duration::from_secs(2)) {
        took.push(at.duration_since(sent[n]).as_secs_f64() * 1000.0);
    }
    assert!(took.len() > LISTENERS * CHANGES * 9 / 10, "{} of {} changes arrived", took.len(), LISTENERS * CHANGES);
    took.sort_by(f64::total_cmp);
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
    println!(
        "live     {LISTENERS} listeners, {} changes heard: p50 {:.1} ms, p95 {:.1} ms, at most {:.1} ms (bar: p95 300 ms); {:.0} KB a listener",
        took.len(),
        at(0.5),
        at(0.95),
        at(1.0),
        (after - before) * 1024.0 / LISTENERS as f64,
    );
}

/// A meeting in session with an item; its number and the item's id.
fn open_session(running: &Running) -> (String, i64) {
    let (place, now) = (&running.seed.places[0], running.site.clock.now());
    let load = |conn: &mut Conn| member_scope_all_workspaces(conn, &place.slug, place.secretariat, "陈静", Some(Lang::ZhCn), now);
    let scope = running.site.db.read(Tenant::All, load).expect("a scope");
    let make = |conn: &mut Conn, scope: &Scope| -> Result<(String, i64)> {
        let content = Content {
            kind: Kind::Regular,
            title: "全体会议".into(),
            starts_at: (now + chrono::Days::new(30)).date().and_hms_opt(9, 0, 0).expect("a time"),
            minutes: 90,
            place: "三号会议室".into(),
            note: String::new(),
            chair_id: None,
            quorum: 0,
            call_on: None,
            cutoff_on: None,
            notice_on: None,
        };
        let number = actions::create(conn, scope, &content, &[place.department])?.number;
        let seen = Seen::any(&*number);
        actions::call(conn, scope, &seen)?;
        actions::announce(conn, scope, &seen)?;
        actions::open(conn, scope, &seen)?;
        let new = FromFloor {
            title: "名单共享".into(),
            asked: Asked::Coordinate,
            minutes: 15,
            department_id: None,
            reason: String::new(),
            consent: true,
        };
        let item = actions::item_from_floor(conn, scope, &seen, &new)?.id;
        Ok((number, item))
    };
    running.site.db.write(scope.tenant(), |conn| make(conn, &scope)).expect("a session")
}
