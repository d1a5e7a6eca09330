//! What is still to be reported when the deadline is past, and campaigns that somebody else changes at the same moment.

use std::{sync::mpsc, thread, time::Duration};

use lianxi::{
    accountability::{self, Cause},
    duties::Light,
    enforcement::{
        self,
        campaign::{
            CampaignState,
            actions::{self, CampaignContent, NewReport},
            queries,
        },
    },
    platform::error::Error,
};

use super::{
    campaigns::{Field, day, of},
    cases::key,
    stage::wrong,
};
use crate::support::{TestApp, each_database};

#[test]
fn nothing_is_closed_and_nobody_held_to_account_before_the_last_report_is_due() {
    each_database(|t| {
        let f = Field::new(&t.db);
        let campaign = f.running();
        let [nanjing, wuxi] = f.d.stage.cities;
        for city in [nanjing, wuxi] {
            f.filed(&campaign, city, day(11, 24));
            f.filed(&campaign, city, day(11, 25));
        }
        let (he, shen) = (f.on(&f.he, day(12, 14)), f.on(&f.shen, day(12, 14)));
        for (first, inspected) in [(day(11, 23), 60), (day(11, 30), 30)] {
            f.report(&he, &campaign, 0, first, inspected).expect("reported");
            f.report(&shen, &campaign, 1, first, inspected).expect("reported");
        }
        let mut rules = accountability::Rules::shipped();
        rules.rules.iter_mut().filter(|r| r.cause == Cause::CampaignMissed).for_each(|r| r.after = 0);
        f.office(|conn, scope| accountability::actions::write_rules(conn, scope, 1, &rules, "当日提出")).expect("written");
        // 14 December: the deadline was the 11th, the last report is due on the 16th.
        let now = f.standing(&campaign, day(12, 14));
        assert_eq!((now.pace.over, now.count(Light::Red), now.is_reached()), (true, 0, false));
        let close = |on| {
            let office = f.on(&f.d.stage.zhou, on);
            f.d.stage.write(&office, |conn, scope| actions::close(conn, scope, &of(&campaign), ""))
        };
        assert_eq!(key(close(day(12, 14))), "campaign-close-awaited");
        assert_eq!(f.swept(day(12, 14)), 0);
        // Nanjing reaches its goal with the last report; Wuxi's is still to come, until it is late.
        f.report(&he, &campaign, 0, day(12, 7), 10).expect("reported");
        assert_eq!(key(close(day(12, 16))), "campaign-close-awaited");
        assert_eq!(f.swept(day(12, 16)), 0);
        assert_eq!(f.swept(day(12, 17)), 1, "Wuxi alone, whose report is late");
        assert_eq!(f.matters()[0].subject.department_id, wuxi);
        assert_eq!(close(day(12, 17)).expect("closed").state, CampaignState::Closed);
    });
}

#[test]
fn who_has_reported_all_is_not_waited_for() {
    each_database(|t| {
        let f = Field::new(&t.db);
        let campaign = f.running();
        let (he, shen) = (f.on(&f.he, day(12, 14)), f.on(&f.shen, day(12, 14)));
        for first in [day(11, 23), day(11, 30), day(12, 7)] {
            f.report(&he, &campaign, 0, first, 10).expect("reported");
            f.report(&shen, &campaign, 1, first, 10).expect("reported");
        }
        let office = f.on(&f.d.stage.zhou, day(12, 14));
        let closed = f.d.stage.write(&office, |conn, scope| actions::close(conn, scope, &of(&campaign), ""));
        assert_eq!(closed.expect("closed").state, CampaignState::Closed);
        assert_eq!(f.standing(&campaign, day(12, 14)).count(Light::Red), 2);
    });
}

#[test]
fn the_page_does_not_say_that_all_is_reached_while_reports_are_to_come() {
    TestApp::each(|app| {
        let f = Field::new(app.db());
        let campaign = f.running();
        for city in f.d.stage.cities {
            f.filed(&campaign, city, day(11, 24));
            f.filed(&campaign, city, day(11, 25));
        }
        app.clock.advance(chrono::Duration::days(21));
        let (office, path) = (app.browser(&f.d.stage.zhou), format!("/w/ours/campaigns/{}", campaign.number));
        for (who, city) in [(&f.he, 0), (&f.shen, 1)] {
            f.report(&f.on(who, day(12, 14)), &campaign, city, day(11, 23), 60).expect("reported");
            f.report(&f.on(who, day(12, 14)), &campaign, city, day(11, 30), 30).expect("reported");
        }
        let page = office.get(&path).expect(200);
        let said = page.select_text(".notice");
        assert!(said.contains("2 个地区最后的填报还没有到期") && said.contains("2026-12-16"), "{said}");
        assert!(!said.contains("全部完成") && !page.text().contains(&format!("{path}/close")), "{said}");
        let list = office.get("/w/ours/campaigns").expect(200).select_text("table.rows");
        assert!(list.contains("完成 0，未完成 0，还欠填报 2"), "{list}");
        let refused = office.post(&format!("{path}/close"), &[("version", &campaign.version.to_string())]).expect(409);
        assert!(refused.select_text("main").contains("南京市、无锡市"), "{}", refused.select_text("main"));
        app.clock.advance(chrono::Duration::days(3));
        let page = app.browser(&f.d.stage.zhou).get(&path).expect(200);
        assert!(page.select_text(".notice").contains("2 个地区没有完成目标"), "{}", page.select_text(".notice"));
        assert!(page.text().contains(&format!("{path}/close")));
    });
}

#[test]
fn whoever_edits_it_while_a_region_reports_waits_and_sees_the_report() {
    each_database(|t| {
        let f = Field::new(&t.db);
        let campaign = f.running();
        let [_, wuxi] = f.d.stage.cities;
        let (told, reported) = mpsc::channel();
        let (edited, done) = mpsc::channel::<()>();
        let (f, campaign) = (&f, &campaign);
        thread::scope(|threads| {
            let report = move || {
                let shen = f.on(&f.shen, day(11, 30));
                let new = NewReport { first_on: Some(day(11, 23)), figures: Default::default(), note: String::new(), version: 0 };
                f.d.stage.write(&shen, |conn, scope| {
                    actions::report(conn, scope, &campaign.number, wuxi, &new)?;
                    told.send(()).expect("somebody listens");
                    // The other is under way by now, and has to wait for this one; it can say nothing before.
                    assert!(done.recv_timeout(Duration::from_millis(300)) == Err(mpsc::RecvTimeoutError::Timeout), "it did not wait");
                    Ok(())
                })
            };
            let reporting = threads.spawn(report);
            reported.recv().expect("reported");
            let without = CampaignContent { region_ids: vec![f.d.stage.cities[0]], reason: "调整".into(), ..f.content() };
            let result = f.office(|conn, scope| actions::edit(conn, scope, &of(campaign), &without));
            let _ = edited.send(());
            assert_eq!(wrong(result), [("regions".into(), "campaign-region-reported")]);
            reporting.join().expect("no panic").expect("reported");
        });
    });
}

#[test]
fn a_lead_that_lives_on_in_another_is_told_and_what_was_seen_before_is_stale() {
    each_database(|t| {
        let f = Field::new(&t.db);
        let campaign = f.running();
        f.office(|conn, scope| enforcement::move_department(conn, scope, f.d.other, f.d.stage.cities[0])).expect("moved");
        let again = CampaignContent { reason: "改名".into(), name: "改名".into(), ..f.content() };
        let stale = f.office(|conn, scope| actions::edit(conn, scope, &of(&campaign), &again));
        assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
        let events = f.office(|conn, scope| queries::events(conn, scope, campaign.id, None, 9)).expect("events");
        assert_eq!(events[0].action, "lead_moved");
    });
}
