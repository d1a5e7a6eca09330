//! Deadlines of cases, hand-overs and matters follow the working calendar as duties' do: shown before, told in the timeline, a day that was
//! named stays.

use chrono::NaiveDate;
use lianxi::{
    accountability::{
        Cause, Part, SubjectKind,
        actions::{self as matters, ByHand, Seen},
        queries as matter_queries,
    },
    calendar::DeadlineRule,
    enforcement::{
        Case, MeasureKind, NextWhat,
        hand_over::{self, HandOver, HandOverAction},
        ladder,
        measure::{
            self,
            actions::{self, NewMeasure},
        },
    },
    tenancy::{Function, Role},
};

use super::cases::{Docket, day, seen};
use crate::support::{TestApp, each_database};

const CHANGE: &str = "/w/ours/calendar/change";

impl Docket<'_> {
    fn due(&self, case: &Case) -> Vec<Option<NaiveDate>> {
        let all = self.stage.read(&self.stage.office(), |conn, scope| measure::of_case(conn, scope, case.id)).expect("measures");
        all.into_iter().map(|(m, _)| m.due_on).collect()
    }

    fn handed(&self, h: &HandOver) -> (NaiveDate, Option<NaiveDate>) {
        let h = self.stage.read(&self.stage.office(), |conn, scope| hand_over::by_number(conn, scope, &h.number)).expect("there");
        (h.receipt_due_on, h.result_due_on)
    }
}

#[test]
fn deadlines_of_cases_follow_the_calendar_and_named_days_stay() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let chen = d.chen();
        let counted = d.on_file("按工作日的");
        d.order(&counted, 10);
        let named = NewMeasure {
            kind: Some(MeasureKind::Penalty),
            legal_basis: "产品质量法第四十九条".into(),
            rule: Some(DeadlineRule::Fixed { on: day(12, 7).expect("a day") }),
            ..NewMeasure::default()
        };
        d.stage.write(&chen, |conn, scope| actions::impose(conn, scope, &seen(&d.one(counted.id)), &named)).expect("imposed");
        let registered = d.register("待立案的");
        let proposed = d.on_file("待升级的");
        d.serious(&proposed);
        let handed = d.hand(&d.on_file("移送的"), &chen, d.other);
        let idle = d.on_file("待处置的");
        let next = d.one(idle.id).next_due_on.expect("due");
        assert_eq!(d.due(&counted), [day(12, 7), day(12, 7)]);
        assert_eq!(d.handed(&handed), (day(11, 30).expect("a day"), day(12, 7)));
        // A day off in between: shown first, by number alone, since who keeps the calendar reads no case.
        let admin = app.browser(&d.stage.administrator);
        let typed = [("way", "days"), ("day", "2026-11-25"), ("kind", "holiday"), ("name", "抗洪")];
        let preview = admin.post(CHANGE, &typed).expect(200);
        let told = preview.select_text(".notice");
        assert!(told.contains("另有 5 项案件和移送的期限"), "{told}");
        assert!(!preview.text().contains("按工作日的"), "{}", preview.text());
        let value = |name: &str| preview.attr(&format!("input[name={name}]"), "value").unwrap_or_default();
        admin.post(CHANGE, &[("edits", &value("edits")), ("seen", &value("seen")), ("sure", "yes")]).expect(303);
        assert_eq!(d.due(&counted), [day(12, 8), day(12, 7)], "what was named stays");
        assert_eq!(d.handed(&handed), (day(12, 1).expect("a day"), day(12, 8)));
        assert_eq!(d.one(registered.id).file_due_on, day(12, 1).expect("a day"));
        assert_eq!((d.one(registered.id).next_due_on, d.one(idle.id).next_due_on), (day(12, 1), next.succ_opt()));
        let of = d.stage.read(&d.stage.office(), |conn, scope| ladder::of_case(conn, scope, proposed.id)).expect("proposals");
        assert_eq!(of[0].due_on, day(12, 1).expect("a day"));
        // Each case says so in its timeline, in words.
        for case in [&counted, &registered, &proposed, &idle] {
            assert_eq!(d.told(case.id).iter().filter(|t| *t == "calendar").count(), 1, "{}", case.title);
        }
        let page = app.browser(&d.stage.zhou).get(&format!("/w/ours/cases/{}", counted.number)).expect(200);
        let timeline = page.select_text("#timeline");
        assert!(timeline.contains("的期限由 2026-12-07 改为 2026-12-08") && timeline.contains("抗洪"), "{timeline}");
        // Back again, all stands where it stood.
        let preview = admin.post(CHANGE, &[("way", "remove"), ("day", "2026-11-25")]).expect(200);
        let value = |name: &str| preview.attr(&format!("input[name={name}]"), "value").unwrap_or_default();
        admin.post(CHANGE, &[("edits", &value("edits")), ("seen", &value("seen")), ("sure", "yes")]).expect(303);
        assert_eq!((d.due(&counted), d.one(idle.id).next_due_on), (vec![day(12, 7), day(12, 7)], Some(next)));
        // A change after all of it moves nothing.
        let later = admin.post(CHANGE, &[("way", "days"), ("day", "2027-03-01"), ("kind", "holiday"), ("name", "停工")]).expect(200);
        assert!(!later.select_text(".notice").contains("案件和移送"), "{}", later.select_text(".notice"));
    });
}

#[test]
fn the_day_to_close_what_was_referred_follows_the_calendar_too() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let case = d.on_file("移送司法的");
        let sent = d.send(&d.chen(), &case, &super::proposals::to_justice()).expect("sent");
        let received = d.reply(&d.chen(), &sent, HandOverAction::Receive).expect("received");
        d.reply(&d.chen(), &received, HandOverAction::Report).expect("reported");
        let before = d.one(case.id);
        assert_eq!(before.next_what, Some(NextWhat::Close));
        let admin = app.browser(&d.stage.administrator);
        let preview = admin.post(CHANGE, &[("way", "days"), ("day", "2026-11-25"), ("kind", "holiday"), ("name", "抗洪")]).expect(200);
        let value = |name: &str| preview.attr(&format!("input[name={name}]"), "value").unwrap_or_default();
        admin.post(CHANGE, &[("edits", &value("edits")), ("seen", &value("seen")), ("sure", "yes")]).expect(303);
        assert_eq!(d.one(case.id).next_due_on, before.next_due_on.expect("due").succ_opt());
    });
}

#[test]
fn a_subject_told_of_a_term_only_ever_gets_more_of_it_and_nobody_else_hears_of_it() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let office = d.stage.office();
        let handler = d.stage.cast.person(d.stage.workspace, "纪检员", &[Role::Liaison], &[(d.stage.cities[0], Function::Liaison)]);
        let typed = ByHand {
            cause: Some(Cause::Misconduct),
            title: "瞒报抽查结果".into(),
            subject_kind: Some(SubjectKind::Department),
            department_id: Some(d.other),
            on: day(11, 2),
            basis: "第二十五条".into(),
            facts: "三次未报".into(),
            ..ByHand::default()
        };
        let number = d.stage.write(&office, |conn, scope| matters::propose_by_hand(conn, scope, &typed)).expect("raised").number;
        let seen = Seen::any(&*number);
        d.stage.write(&office, |conn, scope| matters::accept(conn, scope, &seen, "")).expect("taken up");
        let id = handler.membership_id;
        d.stage.write(&office, |conn, scope| matters::appoint(conn, scope, &seen, id, Part::Handler)).expect("named");
        d.stage.write(&d.stage.cast.scope(&handler), |conn, scope| matters::declare(conn, scope, &seen, false, "")).expect("declared");
        let told = d.stage.write(&office, |conn, scope| matters::notify(conn, scope, &seen)).expect("told");
        assert_eq!(told.reply_due_on, day(12, 7));
        let now = || d.stage.read(&office, |conn, scope| matter_queries::ground(conn, scope, &number)).expect("there").matter;
        let admin = app.browser(&d.stage.administrator);
        let change = |typed: &[(&str, &str)]| {
            let preview = admin.post(CHANGE, typed).expect(200);
            assert!(!preview.text().contains("问责") && preview.select_text(".notice").is_empty(), "{}", preview.select_text("main"));
            let value = |name: &str| preview.attr(&format!("input[name={name}]"), "value").unwrap_or_default();
            let done = admin.post(CHANGE, &[("edits", &value("edits")), ("seen", &value("seen")), ("sure", "yes")]).expect(303);
            let flash = admin.get(done.location()).select_text(".flash");
            assert!(flash.contains("0 项"), "{flash}");
        };
        change(&[("way", "days"), ("day", "2026-11-25"), ("kind", "holiday"), ("name", "抗洪")]);
        assert_eq!(now().reply_due_on, day(12, 8));
        let page = app.browser(&d.ding).get(&format!("/w/ours/matters/{number}")).expect(200);
        assert!(page.text().contains("陈述申辩期限由 2026-12-07 延至 2026-12-08"), "{}", page.select_text("main"));
        // The day off taken back: the term they were told of stays.
        change(&[("way", "remove"), ("day", "2026-11-25")]);
        assert_eq!(now().reply_due_on, day(12, 8));
    });
}

#[test]
fn what_was_counted_before_a_years_holidays_were_known_is_counted_anew_once() {
    use diesel::prelude::*;
    use lianxi::{enforcement::terms, schema::case_measures};
    each_database(|t| {
        let d = Docket::new(&t.db);
        let case = d.on_file("跨年的");
        d.order(&case, 10);
        let tenant = d.stage.office().tenant();
        // As the program before this one had counted it.
        let own = case_measures::table.filter(case_measures::case_id.eq(case.id));
        let set = |conn: &mut _| Ok(diesel::update(own).set(case_measures::due_on.eq(day(12, 9))).execute(conn)?);
        assert_eq!(t.db.write(tenant, set).expect("set"), 1);
        let system = d.stage.cast.system(d.stage.workspace);
        let look = || d.stage.write(&system, terms::follow_known).expect("looked");
        assert_eq!((look(), look()), (1, 0));
        assert_eq!((d.due(&case), d.one(case.id).next_due_on), (vec![day(12, 7)], day(12, 7)));
        assert_eq!(d.told(case.id).last().map(String::as_str), Some("calendar"));
        // Whoever keeps neither calendar nor office has no say.
        let tried = d.stage.write(&d.chen(), terms::follow_known);
        assert!(matches!(tried, Err(lianxi::platform::error::Error::Forbidden(_))), "{tried:?}");
    });
}
