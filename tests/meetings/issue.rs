//! Issuing: numbers without gaps, one transaction, what restricted readers get, corrigenda.

use std::io::Read;

use diesel::prelude::*;
use lianxi::{
    meetings::{MinutesState, ReviewAnswer, Seen, State, actions},
    platform::{
        blob::{BlobTarget, Blobs},
        db::Conn,
        error::Error,
    },
    schema::{decisions, duties, outbox},
    tenancy::{Role, Scope},
};

use super::{
    countersign::{agree, answer, circulated, disagree, papers},
    minutes_stage::{Held, held, held_in_part_behind_doors},
    stage::Stage,
};
use crate::support::{app::TestApp, each_database};

pub fn agreed(s: &Stage<'_>) -> Held {
    let made = held(s);
    circulated(s, &made.number);
    for n in 0..3 {
        answer(s, &s.liaison(n), &made.number, n, &agree()).expect("agreed");
    }
    made
}

pub fn blobs() -> (tempfile::TempDir, Blobs) {
    let dir = tempfile::tempdir().expect("a directory");
    let blobs = Blobs::open(&BlobTarget::Directory(dir.path().to_owned()), dir.path()).expect("a store");
    (dir, blobs)
}

fn issue(s: &Stage<'_>, blobs: &Blobs, number: &str) -> Result<String, Error> {
    s.write(&s.office(), |conn, scope| actions::issue(conn, scope, blobs, &Seen::any(number), ""))
}

#[test]
fn issued_minutes_are_numbered_frozen_and_become_duties_in_one_step() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let (_dir, blobs) = blobs();
        let made = agreed(&s);
        assert_eq!(issue(&s, &blobs, &made.number).expect("issued"), "〔2026〕1号");
        let now = papers(&s, &s.office(), &made.number);
        assert_eq!((now.meeting.state, now.state()), (State::Issued, Some(MinutesState::Issued)));
        let minutes = now.minutes.clone().expect("there");
        assert_eq!(minutes.sha256, hex_of(&minutes.content));
        // Frozen: what the record says later changes nothing.
        s.sql(&format!("UPDATE decisions SET text = '后来改的' WHERE id = {}", made.decisions[0]));
        let content = papers(&s, &s.office(), &made.number).content(&s.office()).expect("content");
        assert!(content.sections.iter().flat_map(|x| &x.decisions).all(|d| d.text != "后来改的"));
        let count = |conn: &mut Conn, scope: &Scope| {
            let own = duties::table.filter(duties::workspace_id.eq(scope.workspace_id()));
            let assigned: i64 = own.filter(duties::state.eq("assigned")).count().get_result(conn)?;
            let open: i64 = decisions::table.filter(decisions::is_assigned.eq(false)).count().get_result(conn)?;
            Ok((assigned, open))
        };
        assert_eq!(s.read(&s.office(), count).expect("counted"), (2, 0));
        assert_eq!(s.told("mail-minutes-issued"), ["孙波", "李卫东", "王磊", "赵强", "陈静"]);
        let again = issue(&s, &blobs, &made.number);
        assert!(matches!(again, Err(Error::Refused(_))), "{again:?}");
    });
}

fn hex_of(text: &str) -> String {
    use sha2::Digest;
    hex::encode(sha2::Sha256::digest(text.as_bytes()))
}

#[test]
fn nothing_is_issued_before_its_time() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let (_dir, blobs) = blobs();
        let made = held(&s);
        circulated(&s, &made.number);
        let key = |result: Result<String, Error>| match result {
            Err(Error::Refused(message)) => message.key,
            other => panic!("{other:?}"),
        };
        assert_eq!(key(issue(&s, &blobs, &made.number)), "minutes-issue-waiting");
        answer(&s, &s.liaison(0), &made.number, 0, &disagree()).expect("answered");
        answer(&s, &s.liaison(1), &made.number, 1, &agree()).expect("answered");
        assert_eq!(key(issue(&s, &blobs, &made.number)), "minutes-issue-undecided");
        s.sql("UPDATE minutes_differences SET verdict = 'rejected'");
        s.sql(&format!("UPDATE decisions SET due_on = NULL WHERE id = {}", made.decisions[0]));
        assert_eq!(key(issue(&s, &blobs, &made.number)), "minutes-issue-incomplete");
        s.sql(&format!("UPDATE decisions SET no_due_reason = '长期任务' WHERE id = {}", made.decisions[0]));
        let by_liaison = s.write(&s.liaison(0), |conn, scope| actions::issue(conn, scope, &blobs, &Seen::any(&*made.number), ""));
        assert!(matches!(by_liaison, Err(Error::Forbidden(_))), "{by_liaison:?}");
        // The day of the last one passes: silence is written down as the minutes are issued.
        let later = s.later(&s.office(), 4);
        s.write(&later, |conn, scope| actions::issue(conn, scope, &blobs, &Seen::any(&*made.number), "")).expect("issued");
        let silent = papers(&s, &later, &made.number).reviews.iter().filter(|r| r.answer == Some(ReviewAnswer::Silent)).count();
        assert_eq!(silent, 1);
    });
}

#[test]
fn what_changed_after_the_last_round_needs_another_one_or_a_reason() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let (_dir, blobs) = blobs();
        let made = agreed(&s);
        let section = papers(&s, &s.office(), &made.number).sections[0].clone();
        s.write(&s.office(), |conn, scope| {
            actions::edit_section(conn, scope, &Seen::any(&*made.number), section.id, section.version, "", "改过的导语。")
        })
        .expect("edited");
        let refused = issue(&s, &blobs, &made.number);
        assert!(matches!(refused, Err(Error::Invalid(ref e)) if e.0[0].field == "reason"), "{refused:?}");
        let said = s.write(&s.office(), |conn, scope| actions::issue(conn, scope, &blobs, &Seen::any(&*made.number), "文字订正"));
        assert_eq!(said.expect("issued"), "〔2026〕1号");
    });
}

#[test]
fn two_issuers_at_one_instant_get_two_numbers_and_what_is_undone_leaves_no_gap() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let (_dir, blobs) = blobs();
        let all: Vec<Held> = (0..4).map(|_| agreed(&s)).collect();
        // Undone half way, after the number was given: the next one gets it.
        let undone: Result<(), Error> = s.write(&s.office(), |conn, scope| {
            actions::issue(conn, scope, &blobs, &Seen::any(&*all[0].number), "")?;
            Err(Error::refused("minutes-none"))
        });
        assert!(undone.is_err());
        assert_eq!(papers(&s, &s.office(), &all[0].number).meeting.state, State::Countersigning);
        assert!(s.told("mail-minutes-issued").is_empty());
        let office = s.office();
        let mut numbers: Vec<String> = std::thread::scope(|threads| {
            let issuing = all.iter().map(|one| {
                let (db, office, blobs) = (&t.db, office.clone(), blobs.clone());
                threads.spawn(move || {
                    let seen = Seen::any(&*one.number);
                    db.write(office.tenant(), |conn| actions::issue(conn, &office, &blobs, &seen, "")).expect("issued")
                })
            });
            let issuing: Vec<_> = issuing.collect();
            issuing.into_iter().map(|thread| thread.join().expect("ended")).collect()
        });
        numbers.sort();
        assert_eq!(numbers, ["〔2026〕1号", "〔2026〕2号", "〔2026〕3号", "〔2026〕4号"]);
        // The same minutes twice at one instant: one number.
        let one = agreed(&s);
        let outcomes: Vec<bool> = std::thread::scope(|threads| {
            let issuing: Vec<_> = (0..2)
                .map(|_| {
                    let (db, office, blobs, seen) = (&t.db, office.clone(), blobs.clone(), Seen::any(&*one.number));
                    threads.spawn(move || db.write(office.tenant(), |conn| actions::issue(conn, &office, &blobs, &seen, "")).is_ok())
                })
                .collect();
            issuing.into_iter().map(|thread| thread.join().expect("ended")).collect()
        });
        assert_eq!(outcomes.iter().filter(|ok| **ok).count(), 1, "{outcomes:?}");
        assert_eq!(issue(&s, &blobs, &agreed(&s).number).expect("issued"), "〔2026〕6号");
    });
}

/// The text of the documents mailed to somebody.
fn mailed(s: &Stage<'_>, blobs: &Blobs, name: &str, cause: &str) -> String {
    let load = |conn: &mut Conn, scope: &Scope| {
        let own = outbox::table.filter(outbox::workspace_id.eq(scope.workspace_id())).filter(outbox::recipient.eq(name));
        Ok(own.filter(outbox::cause.like(format!("{cause}%"))).select(outbox::payload).load::<String>(conn)?)
    };
    let payloads = s.read(&s.office(), load).expect("mails");
    let mut all = String::new();
    for payload in payloads {
        let payload: serde_json::Value = serde_json::from_str(&payload).expect("json");
        for file in payload["files"].as_array().expect("files") {
            let bytes = blobs.read(s.workspace, file["sha256"].as_str().expect("a hash"), 10_000_000).expect("read").expect("there");
            let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
            for n in 0..zip.len() {
                zip.by_index(n).expect("a part").read_to_string(&mut all).expect("text");
            }
        }
        all.push_str(&payload.to_string());
    }
    all
}

#[test]
fn restricted_items_leave_the_general_version_and_its_mail() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let (_dir, blobs) = blobs();
        let made = held_in_part_behind_doors(&s);
        let leader = s.cast.person(s.workspace, "郑和", &[Role::Leader], &[]);
        circulated(&s, &made.number);
        for n in 0..3 {
            answer(&s, &s.liaison(n), &made.number, n, &agree()).expect("agreed");
        }
        issue(&s, &blobs, &made.number).expect("issued");
        let leader = s.cast.scope(&leader);
        assert_eq!(papers(&s, &leader, &made.number).content_for(&leader).expect("content").sections.len(), 4);
        let secret = ["假冒线索", "公安部门介绍", "移交线索"];
        for outsider in ["陈静", "王磊", "郑和"] {
            let said = mailed(&s, &blobs, outsider, "mail-minutes-issued");
            assert!(said.contains("市场抽查") && secret.iter().all(|x| !said.contains(x)), "{outsider}");
        }
        for insider in ["赵强", "李卫东", "孙波"] {
            let said = mailed(&s, &blobs, insider, "mail-minutes-issued");
            assert!(said.contains("市场抽查") && secret.iter().all(|x| said.contains(x)), "{insider}");
        }
        let seen = |n: usize| papers(&s, &s.liaison(n), &made.number).content_for(&s.liaison(n)).expect("content").sections.len();
        assert_eq!((seen(0), seen(2)), (4, 5));
        // A corrigendum to it is as restricted.
        let content = papers(&s, &s.office(), &made.number).content(&s.office()).expect("content");
        let section = content.sections.iter().find(|x| x.restricted).expect("one").id;
        let correct = |section_id, text: &str| {
            let new = actions::Correction { section_id, text: text.into() };
            s.write(&s.office(), |conn, scope| actions::correct(conn, scope, &blobs, &Seen::any(&*made.number), &new))
        };
        assert!(matches!(correct(Some(1), "改"), Err(Error::Invalid(_))));
        assert!(matches!(correct(None, " "), Err(Error::Invalid(_))));
        assert_eq!(correct(Some(section), "两件应为三件。").expect("corrected"), "〔2026〕1号更正1");
        assert_eq!(s.told("mail-minutes-corrected"), ["孙波", "李卫东", "赵强"]);
        assert_eq!(correct(None, "日期有误。").expect("corrected"), "〔2026〕1号更正2");
        assert!(mailed(&s, &blobs, "陈静", "mail-minutes-corrected").contains("日期有误"));
        assert!(!mailed(&s, &blobs, "陈静", "mail-minutes-corrected").contains("两件应为三件"));
        let by_liaison = s.write(&s.liaison(0), |conn, scope| {
            actions::correct(conn, scope, &blobs, &Seen::any(&*made.number), &actions::Correction { section_id: None, text: "改".into() })
        });
        assert!(matches!(by_liaison, Err(Error::Forbidden(_))));
    });
}

#[test]
fn the_pages_of_what_was_issued() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let made = held_in_part_behind_doors(&s);
        circulated(&s, &made.number);
        for n in 0..3 {
            answer(&s, &s.liaison(n), &made.number, n, &agree()).expect("agreed");
        }
        let home = format!("/w/ours/meetings/{}/minutes", made.number);
        let (zhou, chen, zhao) = (app.browser(&s.zhou), app.browser(&s.liaisons[0]), app.browser(&s.liaisons[2]));
        chen.get(&format!("{home}/issue")).expect(403);
        assert!(zhou.get(&format!("{home}/issue")).expect(200).select_text("main").contains("冻结"));
        zhou.post(&format!("{home}/issue"), &[]).expect(303);
        let page = chen.get(&home).expect(200);
        let main = page.select_text("main");
        assert!(main.contains("〔2026〕1号") && main.contains("SHA-256") && !main.contains("假冒线索"), "{main}");
        let file = |page: &crate::support::app::Answer| page.attr("aside a[href*='/files/']", "href").expect("a file");
        let (general, own) = (file(&page), file(&zhao.get(&home).expect(200)));
        assert_ne!(general, own);
        chen.get(&general).expect(200);
        chen.get(&own).expect(404);
        zhao.get(&own).expect(200);
        app.browser(&s.stranger).get(&general).expect(404);
        zhou.post(&format!("{home}/correct"), &[("text", "")]).expect(422);
        zhou.post(&format!("{home}/correct"), &[("text", "日期有误。")]).expect(303);
        assert!(chen.get(&home).expect(200).select_text("main").contains("日期有误"));
        zhou.get(&format!("{home}/circulate")).expect(409);
    });
}
