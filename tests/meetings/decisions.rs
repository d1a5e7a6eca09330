//! Decisions and their duties: drafts that follow what is written, assigned at once where the chair says so.

use lianxi::{
    duties::{self, State as DutyState},
    meetings::{
        Decision, Seen,
        actions::{self, LiveField},
    },
    platform::error::Error,
    tenancy::Scope,
};

use super::{
    session::{floor, opened, restrict, save, saving},
    stage::Stage,
};
use crate::support::{app::TestApp, each_database};

fn add(s: &Stage<'_>, scope: &Scope, number: &str, item: i64) -> Decision {
    s.write(scope, |conn, scope| actions::add_decision(conn, scope, &Seen::any(number), item)).expect("added")
}

/// Number, title, state, lead, deadline of the duties that came from a decision.
fn duties_of(s: &Stage<'_>, id: i64) -> Vec<duties::queries::FromOrigin> {
    s.read(&s.office(), |conn, scope| duties::queries::of_origins(conn, scope, "decision", &[id])).expect("duties")
}

#[test]
fn a_decision_makes_a_draft_that_follows_it_and_goes_with_it() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = opened(&s);
        let number = &*meeting.number;
        let item = floor(&s, number, "抽查名单共享", None);
        // The chair is no secretary, and records all the same.
        let chair = s.cast.scope(&s.li);
        let decision = add(&s, &chair, number, item);
        let write = |field, base, value: &str, key: &str| save(&s, &chair, number, &saving(decision.id, field, base, value, key));
        write(LiveField::Text, 0, "每月 5 日前共享上月名单", "k1").expect("saved");
        assert!(duties_of(&s, decision.id).is_empty(), "nobody is charged yet");
        write(LiveField::Lead, 0, &s.departments[1].to_string(), "k2").expect("saved");
        write(LiveField::Support, 0, &format!("{},{}", s.departments[2], s.departments[0]), "k3").expect("saved");
        write(LiveField::Due, 0, "10", "k4").expect("saved");
        let found = duties_of(&s, decision.id);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].title.as_str(), found[0].state, found[0].lead_id),
            ("每月 5 日前共享上月名单", DutyState::Draft, Some(s.departments[1]))
        );
        assert_eq!(found[0].due_on.map(|d| d.to_string()).as_deref(), Some("2026-12-07"), "ten working days from 23 November");
        let detail = |number: &str| s.read(&s.office(), |conn, scope| duties::queries::detail(conn, scope, number)).expect("a duty").duty;
        let duty = detail(&found[0].number);
        assert_eq!(duty.support().map(|p| p.department_id).collect::<Vec<_>>().len(), 2);
        assert_eq!(duty.origin.label, "第四季度联席会议 议题1 议定事项1");
        // Another lead, other words: the same draft.
        write(LiveField::Lead, 1, &s.departments[0].to_string(), "k5").expect("saved");
        write(LiveField::Support, 1, "", "k6").expect("saved");
        write(LiveField::Text, 1, "每月 8 日前共享上月名单", "k7").expect("saved");
        let again = duties_of(&s, decision.id);
        assert_eq!((again.len(), again[0].number.as_str(), again[0].title.as_str()), (1, &*found[0].number, "每月 8 日前共享上月名单"));
        let duty = detail(&found[0].number);
        assert_eq!((duty.lead_id, duty.parties.len()), (Some(s.departments[0]), 1), "who is no longer named leaves no trace");
        let remove = s.write(&chair, |conn, scope| actions::remove_decision(conn, scope, &Seen::any(number), decision.id));
        assert!(remove.expect("removed").removed_at.is_some());
        assert_eq!(duties_of(&s, decision.id)[0].state, DutyState::Cancelled);
        assert!(matches!(write(LiveField::Text, 2, "不在了", "k8"), Err(Error::NotFound)));
        assert_eq!(add(&s, &chair, number, item).position, 2, "the number of one struck out is not used again");
    });
}

#[test]
fn a_decision_is_assigned_at_once_when_the_chair_says_so() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = opened(&s);
        let number = &*meeting.number;
        let item = floor(&s, number, "甲", None);
        let sun = s.cast.scope(&s.sun);
        let decision = add(&s, &sun, number, item);
        let assign = |scope: &Scope, who: &str| {
            let who = who.to_owned();
            s.write(scope, move |conn, scope| actions::assign_at_once(conn, scope, &Seen::any(number), decision.id, &who))
        };
        let write = |field, value: &str, key: &str| save(&s, &sun, number, &saving(decision.id, field, 0, value, key));
        assert!(matches!(assign(&sun, ""), Err(Error::Refused(_))), "nothing is said yet");
        write(LiveField::Text, "立即通报", "k1").expect("saved");
        write(LiveField::Lead, &s.departments[0].to_string(), "k2").expect("saved");
        assert!(matches!(assign(&sun, ""), Err(Error::Refused(_))), "neither deadline nor reason");
        write(LiveField::NoDueReason, "随时报告", "k3").expect("saved");
        assert!(matches!(assign(&s.liaison(0), ""), Err(Error::Forbidden(_))));
        assert!(assign(&sun, "").expect("assigned").is_assigned);
        assert_eq!(duties_of(&s, decision.id)[0].state, DutyState::Assigned);
        assert_eq!(s.told("duty"), ["陈静"], "its liaison hears at once: {:?}", s.mails());
        let said = |conn: &mut _, scope: &Scope| {
            lianxi::timeline::of(conn, scope, lianxi::timeline::Subject::new(lianxi::meetings::MEETING, meeting.id), None, 10)
        };
        let events = s.read(&sun, said).expect("history");
        let entry = events.iter().find(|e| e.action == "assign").expect("it is recorded");
        assert!(entry.data.contains("李卫东"), "who said so: {}", entry.data);
        // From here it is changed where the departments see it.
        assert!(matches!(write(LiveField::Due, "2026-12-30", "k4"), Err(Error::Refused(_))));
        let remove = s.write(&sun, |conn, scope| actions::remove_decision(conn, scope, &Seen::any(number), decision.id));
        assert!(matches!(remove, Err(Error::Refused(_))));
        assert!(matches!(assign(&sun, ""), Err(Error::Refused(_))), "once");
    });
}

#[test]
fn a_draft_of_a_restricted_item_says_nothing_in_its_title_and_the_origin_leads_back() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let meeting = opened(&s);
        let number = &*meeting.number;
        let item = floor(&s, number, "机密", Some(s.departments[1]));
        restrict(&s, item);
        let office = s.office();
        let decision = add(&s, &office, number, item);
        save(&s, &office, number, &saving(decision.id, LiveField::Text, 0, "秘密调查某企业", "k1")).expect("saved");
        save(&s, &office, number, &saving(decision.id, LiveField::Lead, 0, &s.departments[1].to_string(), "k2")).expect("saved");
        let found = duties_of(&s, decision.id);
        assert!(!found[0].title.contains("企业"), "{}", found[0].title);
        let zhou = app.browser(&s.zhou);
        let origin = format!("/w/ours/decisions/{}", decision.id);
        let duty = zhou.get(&format!("/w/ours/duties/{}", found[0].number)).expect(200);
        assert!(duty.text().contains(&origin), "the duty's page names where it comes from");
        let to = zhou.get(&origin).expect(303);
        assert!(to.location().contains(&format!("/meetings/{number}/live?item={item}#decision-{}", decision.id)), "{}", to.location());
        app.browser(&s.liaisons[1]).get(&origin).expect(303);
        app.browser(&s.liaisons[0]).get(&origin).expect(404);
        app.browser(&s.stranger).get(&origin).expect(404);
        // The page shows the draft, and offers to assign it once it is complete.
        let at = format!("/w/ours/meetings/{number}/live");
        let page = zhou.get(&format!("{at}?item={item}")).expect(200);
        assert!(page.text().contains(&found[0].number));
        assert!(!page.text().contains(&format!("decisions/{}/assign\"", decision.id)), "no deadline yet");
        save(&s, &office, number, &saving(decision.id, LiveField::Due, 0, "2026-12-30", "k3")).expect("saved");
        assert!(zhou.get(&format!("{at}?item={item}")).expect(200).text().contains(&format!("decisions/{}/assign\"", decision.id)));
        zhou.get(&format!("{at}/decisions/{}/assign", decision.id)).expect(200);
        zhou.post(&format!("{at}/decisions/{}/assign", decision.id), &[("said_by", "李卫东")]).expect(303);
        zhou.post(&format!("{at}/decisions"), &[("item", &item.to_string())]).expect(303);
        let second = s.read(&office, |conn, scope| lianxi::meetings::queries::live::session(conn, scope, number, true)).expect("there");
        let second = second.decisions.iter().find(|d| d.position == 2).expect("a second").id;
        zhou.post(&format!("{at}/decisions/{second}/remove"), &[]).expect(303);
    });
}
