//! The demonstration, opened on different days: it reads like work, whenever that is, for everybody in it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use lianxi::{
    app, demo,
    platform::{
        db::{Conn, Tenant},
        jobs,
    },
    schema::{
        decisions, departments, duties, matters, meeting_series, meetings, memberships, minutes, outbox, parties, people, timeline,
        workspaces,
    },
};

use crate::support::{TestApp, TestDb, app::Browser};

/// A working day in the middle of a quarter, one just after New Year, and a Saturday in spring.
const DAYS: [(i32, u32, u32); 3] = [(2026, 11, 25), (2026, 1, 6), (2026, 3, 14)];

fn noon(day: NaiveDate) -> NaiveDateTime {
    day.and_hms_opt(4, 0, 0).expect("an hour")
}

fn filled(db: TestDb, now: NaiveDateTime) -> TestApp {
    let app = TestApp::start(db);
    app.clock.advance(now - app.clock.now());
    demo::fill(&app.site, now, &mut |on_stage| {
        let mut steps = app::steps(on_stage)?;
        let done = jobs::run_until_idle(&mut steps);
        steps.iter_mut().for_each(|s| s.stop());
        done.map(|_| ())
    })
    .expect("the demonstration is filled");
    app
}

/// Slug → id.
fn workspace(app: &TestApp, slug: &str) -> i64 {
    let found =
        app.db().read(Tenant::All, |c| Ok(workspaces::table.filter(workspaces::slug.eq(slug)).select(workspaces::id).first::<i64>(c)?));
    found.expect("a workspace")
}

/// Everything a workspace's duties say: where it stands, and the words.
fn words(app: &TestApp, id: i64) -> Vec<(String, String)> {
    app.db()
        .read(Tenant::One(id), |c| {
            type Row = (String, String, String, String);
            let own = duties::table.filter(duties::workspace_id.eq(id));
            let rows: Vec<Row> = own.select((duties::number, duties::title, duties::requirement, duties::deliverable)).load(c)?;
            let mut all = Vec::new();
            for (number, title, requirement, deliverable) in rows {
                all.extend([
                    (format!("{number} title"), title),
                    (format!("{number} need"), requirement),
                    (format!("{number} deliver"), deliverable),
                ]);
            }
            let said = timeline::table.filter(timeline::workspace_id.eq(id)).filter(timeline::subject_kind.eq("duty"));
            let said: Vec<(String, NaiveDateTime, Option<String>)> =
                said.select((timeline::action, timeline::at, timeline::text)).load(c)?;
            all.extend(said.into_iter().filter_map(|(action, at, text)| Some((format!("{action} {at}"), text?))));
            Ok(all)
        })
        .expect("words")
}

/// Months spoken of as over, “截至9月底”, “9月播出”: none may lie ahead of the day it is said on.
fn month_ahead(place: &str, text: &str) -> Option<String> {
    let said_on: NaiveDate = place.split(' ').nth(1)?.parse().ok()?;
    use chrono::Datelike;
    let at = text
        .find('月')
        .filter(|at| !text[*at..].starts_with("月“") && !text[..*at].ends_with(['3', '每', '逐', '质', '量', '按', '次', '本']))?;
    let digits: String = text[..at].chars().rev().take_while(char::is_ascii_digit).collect::<String>().chars().rev().collect();
    let month: u32 = digits.parse().ok()?;
    // Within the last eleven months before it.
    let over = (1..=11).any(|back| (said_on.month0() + 12 - back) % 12 + 1 == month);
    (!over).then(|| format!("{place}: {text}"))
}

fn check_words(app: &TestApp) {
    let jiangsu = words(app, workspace(app, "jszl"));
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, text) in &jiangsu {
        assert!(!text.contains(['{', '}', '⟦']), "{place}: {text}");
        let latin: String = text.chars().map(|c| if c.is_ascii_alphabetic() { c } else { ' ' }).collect();
        let foreign = latin.split(' ').find(|w| w.len() > 2);
        assert!(foreign.is_none(), "{place}: English in {text}");
        assert_eq!(month_ahead(place, text), None);
        // Reasons the program itself gives (a receipt has none) and short phrases may come again.
        if text.chars().count() > 8 {
            *times.entry(text).or_default() += 1;
        }
    }
    let again: Vec<_> = times.into_iter().filter(|(_, n)| *n > 1).collect();
    assert!(again.is_empty(), "said more than once: {again:?}");
    for (place, text) in words(app, workspace(app, "harbour")) {
        let han = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(!han && !text.contains('{'), "{place}: Chinese in {text}");
    }
}

fn check_everything_is_there(app: &TestApp) {
    let id = workspace(app, "jszl");
    let (states, cities, letters): (Vec<String>, i64, i64) = app
        .db()
        .read(Tenant::One(id), |c| {
            let states = duties::table.filter(duties::workspace_id.eq(id)).select(duties::state).load(c)?;
            let own = departments::table.filter(departments::workspace_id.eq(id));
            let cities = own.filter(departments::kind.ne("department")).count().get_result(c)?;
            Ok((states, cities, outbox::table.filter(outbox::workspace_id.eq(id)).count().get_result(c)?))
        })
        .expect("counts");
    assert!(states.len() >= 40, "{}", states.len());
    let kinds: BTreeSet<&str> = states.iter().map(String::as_str).collect();
    assert_eq!(kinds.len(), 8, "every state: {kinds:?}");
    assert_eq!(cities, 13);
    assert!(letters > 100, "{letters}");
}

/// Meetings of every sort; what the issued one settled are duties, each at its own place; nothing that was written to people failed.
fn check_meetings(app: &TestApp) {
    let read = |slug: &str| {
        let id = workspace(app, slug);
        let load = |c: &mut Conn| {
            let own = meetings::table.filter(meetings::workspace_id.eq(id));
            let states: Vec<(String, String)> = own.select((meetings::state, meetings::kind)).load(c)?;
            let series: i64 = meeting_series::table.filter(meeting_series::workspace_id.eq(id)).count().get_result(c)?;
            let settled = decisions::table.filter(decisions::workspace_id.eq(id)).select((decisions::duty_id, decisions::lead_id));
            let settled: Vec<(Option<i64>, Option<i64>)> = settled.load(c)?;
            let duties = duties::table.filter(duties::workspace_id.eq(id)).filter(duties::origin_kind.eq("decision"));
            let duties: Vec<(Option<i64>, String)> = duties.select((duties::origin_id, duties::state)).load(c)?;
            let numbers: Vec<Option<String>> = minutes::table.filter(minutes::workspace_id.eq(id)).select(minutes::number).load(c)?;
            let failed = outbox::table.filter(outbox::workspace_id.eq(id)).filter(outbox::last_error.is_not_null());
            let failed: Vec<(String, Option<String>)> = failed.select((outbox::cause, outbox::last_error)).load(c)?;
            Ok((states, series, settled, duties, numbers, failed))
        };
        app.db().read(Tenant::One(id), load).expect("meetings")
    };
    for (slug, charged, open) in [("jszl", 5, 3), ("harbour", 2, 1)] {
        let (states, series, settled, duties, numbers, failed) = read(slug);
        let in_state = |state: &str| states.iter().filter(|(s, _)| s == state).count();
        assert_eq!((series, in_state("issued"), in_state("announced") + in_state("collecting")), (1, 1, open), "{slug}: {states:?}");
        assert!(in_state("draft") >= 2, "{slug}: what the series plans");
        assert!(numbers.len() == 1 && numbers[0].is_some(), "{slug}: {numbers:?}");
        assert_eq!(settled.iter().filter(|(duty, _)| duty.is_some()).count(), charged, "{slug}");
        assert!(settled.iter().all(|(duty, lead)| duty.is_some() == lead.is_some()));
        assert_eq!(duties.len(), charged, "{slug}");
        assert!(duties.iter().all(|(origin, state)| origin.is_some() && state != "draft"), "{slug}: {duties:?}");
        assert!(failed.is_empty(), "{slug}: {failed:?}");
    }
    let (states, _, _, duties, ..) = read("jszl");
    let kinds: BTreeSet<&str> = states.iter().map(|(_, kind)| kind.as_str()).collect();
    assert_eq!(kinds.len(), 3, "plenary, special, written");
    assert_eq!(duties.iter().filter(|(_, state)| state == "closed").count(), 1, "{duties:?}");
}

fn check_meeting_pages(app: &TestApp, browser: &Browser, slug: &str) {
    let list = browser.get(&format!("/w/{slug}/meetings"));
    if list.status != 200 {
        return;
    }
    let id = workspace(app, slug);
    let load = |c: &mut Conn| {
        let of = meetings::table.filter(meetings::workspace_id.eq(id)).filter(meetings::state.ne("draft"));
        Ok(of.select((meetings::number, meetings::state)).load::<(String, String)>(c)?)
    };
    let known = app.db().read(Tenant::One(id), load).expect("meetings");
    assert!(!list.text().contains('⟦'));
    for (number, state) in known {
        let rest: &[&str] = if state == "issued" { &["", "/minutes", "/pack"] } else { &["", "/pack"] };
        for part in rest {
            let page = browser.get(&format!("/w/{slug}/meetings/{number}{part}"));
            // Not everybody is invited to everything.
            assert!(page.status == 404 || page.status == 200 && !page.text().contains('⟦'), "{number}{part}: {}", page.status);
            if page.status == 200 && state == "issued" && part.is_empty() {
                assert!(!page.select_text("a.btn[href$='/minutes']").is_empty(), "the way to the minutes of {number}");
            }
        }
    }
}

/// Of every kind some, one renamed, one that was merged, two that are alike; none of a person's number in sight.
fn check_parties(app: &TestApp) {
    let id = workspace(app, "jszl");
    let load = |c: &mut Conn| {
        let own = parties::table.filter(parties::workspace_id.eq(id)).order(parties::id);
        Ok(own.select((parties::id, parties::kind, parties::state)).load::<(i64, String, String)>(c)?)
    };
    let all = app.db().read(Tenant::One(id), load).expect("parties");
    let kinds: BTreeSet<&str> = all.iter().map(|(_, kind, _)| kind.as_str()).collect();
    assert_eq!(kinds.len(), 4, "{all:?}");
    assert_eq!(all.iter().filter(|(.., state)| state == "merged").count(), 1);
    let chen = app.db().read(Tenant::All, |c| Ok(people::table.filter(people::name.eq("周敏")).select(people::id).first(c)?));
    let browser = app.browser_of(chen.expect("the secretariat"));
    let list = browser.get("/w/jszl/parties").expect(200);
    assert!(list.text().contains("曾用名：泰州海陵阀门厂") && !list.text().contains("320102197001010011"));
    let mut alike = 0;
    for (party, _, state) in &all {
        let page = browser.get(&format!("/w/jszl/parties/{party}")).expect(if state == "merged" { 303 } else { 200 });
        alike += usize::from(page.text().contains("id=\"alike\""));
        assert!(!page.text().contains("320102197001010011"));
    }
    assert_eq!(alike, 2, "each offers the other");
}

/// One matter waits for a decision, one to be verified; who is not concerned sees neither.
fn check_matters(app: &TestApp) {
    let id = workspace(app, "jszl");
    let load = |c: &mut Conn| {
        let by_hand = matters::table.filter(matters::workspace_id.eq(id)).filter(matters::proposed_by.ne(""));
        Ok(by_hand.order(matters::id).select((matters::number, matters::state)).load::<(String, String)>(c)?)
    };
    let all = app.db().read(Tenant::One(id), load).expect("matters");
    assert_eq!(all.iter().map(|(_, state)| state.as_str()).collect::<Vec<_>>(), ["responded", "hearing"]);
    let person =
        |name: &str| app.db().read(Tenant::All, |c| Ok(people::table.filter(people::name.eq(name)).select(people::id).first(c)?));
    let zhou = app.browser_of(person("周敏").expect("the secretariat"));
    let outside = app.browser_of(person("陈静").expect("a liaison"));
    for (number, _) in &all {
        let page = zhou.get(&format!("/w/jszl/matters/{number}")).expect(200);
        assert!(page.text().contains("陈述申辩") && !page.text().contains('⟦'));
        outside.get(&format!("/w/jszl/matters/{number}")).expect(404);
    }
}

fn check_pages(app: &TestApp) {
    let everybody: Vec<(i64, String, String)> = app
        .db()
        .read(Tenant::All, |c| {
            let joined = memberships::table
                .inner_join(people::table.on(people::id.eq(memberships::person_id)))
                .inner_join(workspaces::table.on(workspaces::id.eq(memberships::workspace_id)));
            Ok(joined.select((people::id, people::name, workspaces::slug)).load(c)?)
        })
        .expect("everybody");
    assert!(everybody.len() > 20);
    let mut lights = BTreeSet::new();
    for (person_id, name, slug) in everybody {
        let browser = app.browser_of(person_id);
        let home = browser.get(&format!("/w/{slug}")).expect(200);
        assert!(!home.text().contains('⟦'), "{name}");
        assert!(home.select_text(".empty h2") != "还没有任务", "{name} is told that there is nothing");
        check_meeting_pages(app, &browser, &slug);
        let list = browser.get(&format!("/w/{slug}/duties?tab=all&size=100"));
        if list.status == 200 {
            let selector = scraper::Selector::parse("table.rows .light").expect("a selector");
            lights.extend(list.html().select(&selector).filter_map(|e| e.value().attr("class").map(str::to_owned)));
        }
    }
    assert_eq!(lights.len(), 4, "every light: {lights:?}");
}

#[test]
fn the_demonstration_reads_like_work_on_whatever_day_it_is_opened() {
    for (n, (year, month, day)) in DAYS.into_iter().enumerate() {
        let now = noon(NaiveDate::from_ymd_opt(year, month, day).expect("a day"));
        // One day on each database, the others on the embedded one.
        let databases = if n == 0 { TestDb::all() } else { vec![TestDb::sqlite()] };
        for db in databases {
            eprintln!("{now} on {}", db.name);
            let app = filled(db, now);
            check_words(&app);
            check_everything_is_there(&app);
            check_meetings(&app);
            check_parties(&app);
            check_matters(&app);
            check_pages(&app);
        }
    }
}
