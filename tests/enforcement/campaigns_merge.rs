//! Campaigns when a department lives on in another one, and what is refused when one is written down.

use lianxi::{
    departments,
    enforcement::{
        self,
        campaign::{
            Campaign, What,
            actions::{self, CampaignContent, Goal},
            queries,
        },
    },
    platform::error::Error,
};

use super::{
    campaigns::{Field, day, done, of},
    cases::key,
    stage::wrong,
};
use crate::support::each_database;

#[test]
fn regions_that_become_one_keep_what_both_reported_and_leads_follow() {
    each_database(|t| {
        let f = Field::new(&t.db);
        let campaign = f.running();
        let [nanjing, wuxi] = f.d.stage.cities;
        // Alone in a second one.
        let alone = f.running_as(&CampaignContent { name: "另一次".into(), region_ids: vec![nanjing], ..f.content() });
        f.filed(&campaign, nanjing, day(11, 24));
        let (he, shen) = (f.on(&f.he, day(12, 7)), f.on(&f.shen, day(12, 7)));
        f.report(&he, &campaign, 0, day(11, 23), 60).expect("reported");
        f.report(&he, &campaign, 0, day(11, 30), 5).expect("reported");
        f.report(&shen, &campaign, 1, day(11, 23), 40).expect("reported");
        let merge =
            |from: i64, into: i64| f.office(|conn, scope| departments::merge(conn, scope, (from, 1), into, enforcement::move_department));
        merge(nanjing, wuxi).expect("merged");
        merge(f.d.other, f.d.stage.bureau).expect("merged");
        let now = f.standing(&campaign, day(12, 7));
        assert_eq!(now.leads, [f.d.stage.bureau]);
        assert_eq!(now.regions.len(), 1);
        let region = &now.regions[0];
        assert_eq!((region.known.region.department_id, region.targets.len()), (wuxi, 2), "its own goals stay");
        assert_eq!((done(region, What::Inspected), done(region, What::CasesFiled)), (105, 1), "nothing is lost, nothing counts twice");
        assert_eq!(region.known.reported.iter().map(|(_, n)| n.inspected).collect::<Vec<_>>(), [100, 5]);
        let told = |conn: &mut _, scope: &_| queries::region_events(conn, scope, region.known.region.id, None, 9);
        let told = f.d.stage.read(&f.d.stage.office(), told).expect("events");
        assert!(told[0].action == "added" && told[0].data.contains("\"more_inspected\":60"), "{told:?}");
        let alone = f.standing(&alone, day(12, 7));
        assert_eq!(alone.regions.iter().map(|r| r.known.region.department_id).collect::<Vec<_>>(), [wuxi]);
        // Who knew its page by the former one still finds it.
        let found = f.office(|conn, scope| queries::region(conn, scope, &alone.campaign, nanjing)).expect("found");
        assert_eq!(found.department_id, wuxi);
    });
}

#[test]
fn a_campaign_is_written_down_with_all_that_is_wrong_said_at_once() {
    each_database(|t| {
        let f = Field::new(&t.db);
        let [nanjing, wuxi] = f.d.stage.cities;
        let create = |content: CampaignContent| f.office(|conn, scope| actions::create(conn, scope, &content));
        let bad = CampaignContent {
            name: "长".repeat(101),
            purpose: "长".repeat(2001),
            first_on: Some(day(12, 11)),
            last_on: Some(day(11, 23)),
            rhythm: None,
            report_days: Some(21),
            lead_id: Some(-1),
            lead_ids: vec![-1],
            region_ids: vec![nanjing, f.d.stage.bureau],
            ..f.content()
        };
        let said = wrong(create(bad));
        let fields: Vec<_> = said.iter().map(|(f, k)| (f.as_str(), *k)).collect();
        assert_eq!(
            fields,
            [
                ("name", "field-too-long"),
                ("purpose", "field-too-long"),
                ("rhythm", "field-choose"),
                ("report_days", "campaign-report-days"),
                ("last_on", "campaign-days-turned"),
                ("lead", "field-department-unknown"),
                ("leads", "field-department-unknown"),
                ("regions", "campaign-region-unknown"),
            ]
        );
        let one = |content: CampaignContent| wrong(create(content)).into_iter().map(|(_, key)| key).collect::<Vec<_>>();
        assert_eq!(one(CampaignContent { region_ids: vec![nanjing, wuxi, nanjing], ..f.content() }), ["campaign-region-twice"]);
        assert_eq!(one(CampaignContent { region_ids: Vec::new(), ..f.content() }), ["campaign-regions-none"]);
        assert_eq!(one(CampaignContent { first_on: Some(day(1, 1)), last_on: Some(day(11, 20)), ..f.content() }), ["campaign-last-past"]);
        let far = chrono::NaiveDate::from_ymd_opt(2199, 1, 1);
        assert_eq!(one(CampaignContent { last_on: far, ..f.content() }), ["campaign-days-many"]);
        assert_eq!(one(CampaignContent { first_on: None, last_on: None, ..f.content() }), ["field-date", "field-date"]);
        // Only the secretariat.
        let he = f.on(&f.he, day(11, 23));
        let made = f.d.stage.write(&he, |conn, scope| actions::create(conn, scope, &f.content()));
        assert_eq!(key(made), "forbidden-needs-role");
    });
}

#[test]
fn it_starts_with_goals_and_changes_with_a_reason() {
    each_database(|t| {
        let f = Field::new(&t.db);
        let [nanjing, wuxi] = f.d.stage.cities;
        let draft = f.office(|conn, scope| actions::create(conn, scope, &f.content())).expect("created");
        let goal = |department_id, goal| Goal { department_id, what: What::Value, goal };
        let set =
            |c: &Campaign, goals: &[Goal], reason: &str| f.office(|conn, scope| actions::set_targets(conn, scope, &of(c), goals, reason));
        for bad in [0, -5, i64::MAX] {
            assert_eq!(wrong(set(&draft, &[goal(nanjing, bad)], "")), [(format!("goal-{nanjing}-value"), "campaign-goal-wrong")]);
        }
        let strange = f.d.stage.bureau;
        assert_eq!(wrong(set(&draft, &[goal(strange, 5)], "")), [(format!("goal-{strange}-value"), "campaign-region-unknown")]);
        let draft = set(&draft, &[goal(nanjing, 5)], "").expect("set");
        let start = |c: &Campaign| f.office(|conn, scope| actions::start(conn, scope, &of(c)));
        assert_eq!(key(start(&draft)), "campaign-start-goals");
        let draft = set(&draft, &[goal(nanjing, 5), goal(wuxi, 6)], "").expect("set");
        let running = start(&draft).expect("started");
        assert!(matches!(start(&draft), Err(Error::Refused(_))), "started already");
        assert_eq!(
            wrong(set(&running, &[goal(nanjing, 5)], "")),
            [("reason".into(), "field-required"), (format!("goal-{wuxi}-cases_filed"), "campaign-goal-none")]
        );
        f.report(&f.on(&f.he, day(12, 1)), &running, 0, day(11, 30), 1).expect("reported");
        let edit = |content: CampaignContent| f.office(|conn, scope| actions::edit(conn, scope, &of(&running), &content));
        let without = CampaignContent { region_ids: vec![wuxi], last_on: Some(day(11, 29)), ..f.content() };
        let said: Vec<_> = wrong(edit(without));
        assert_eq!(
            said,
            [
                ("reason".into(), "field-required"),
                ("regions".into(), "campaign-region-reported"),
                ("last_on".into(), "campaign-last-reported")
            ]
        );
        // Its first day stays, whatever a form says.
        let longer = CampaignContent { first_on: Some(day(11, 1)), last_on: Some(day(12, 31)), reason: "延长".into(), ..f.content() };
        let longer = edit(longer).expect("edited");
        assert_eq!((longer.first_on, longer.last_on), (day(11, 23), day(12, 31)));
        assert!(matches!(edit(CampaignContent { reason: "又改".into(), ..f.content() }), Err(Error::Conflict)));
        let after = f.on(&f.d.stage.zhou, chrono::NaiveDate::from_ymd_opt(2027, 1, 4).expect("a day"));
        let late = CampaignContent { last_on: chrono::NaiveDate::from_ymd_opt(2027, 2, 1), reason: "再延".into(), ..f.content() };
        let late = f.d.stage.write(&after, |conn, scope| actions::edit(conn, scope, &of(&longer), &late));
        assert_eq!(wrong(late), [("last_on".into(), "campaign-last-over")]);
    });
}
