//! Measures that are done by telling somebody: by the publication that goes public and by the receipts of the notices, not by hand.

use chrono::Duration;
use lianxi::{
    enforcement::{
        Case, MeasureKind, NextWhat,
        hand_over::{HandOver, HandOverAction, HandOverKind, actions::NewHandOver},
        jobs,
        measure::{
            self, Measure, MeasureAction, MeasureState,
            actions::{self, NewMeasure},
        },
        publication::{
            self, Verb,
            actions::{Content, Said},
        },
    },
    platform::error::Result,
    tenancy::Scope,
};

use super::{
    cases::{Docket, day, key},
    hand_overs::transfer,
    measures::{of, rectify},
    publication::said,
};
use crate::support::{TestApp, each_database};

impl Docket<'_> {
    fn ordered(&self, case: &Case, kind: MeasureKind) -> Measure {
        self.impose(&self.chen(), case, &NewMeasure { kind: Some(kind), ..rectify(5) }).expect("imposed")
    }

    fn measure(&self, case: &Case, id: i64) -> Measure {
        self.stage.read(&self.stage.office(), |conn, scope| measure::one(conn, scope, case.id, id)).expect("there")
    }

    fn by_hand(&self, case: &Case, m: &Measure) -> Result<Measure> {
        let seen = of(case, &self.measure(case, m.id));
        self.stage.write(&self.chen(), |conn, scope| actions::end(conn, scope, &seen, MeasureAction::Fulfil, "省报刊登"))
    }

    fn notify(&self, case: &Case, to: Option<i64>) -> HandOver {
        let outside = if to.is_none() { "江宁区人民政府" } else { "" };
        let new = NewHandOver {
            kind: Some(HandOverKind::Notice),
            to_id: to,
            outside_name: outside.into(),
            result_days: None,
            ..transfer(self.other)
        };
        self.send(&self.chen(), case, &new).expect("sent")
    }
}

fn of_case(d: &Docket<'_>, case: &Case) -> Content {
    Content { case_id: Some(case.id), ..said(&d.stage) }
}

#[test]
fn a_refusal_leads_back_to_what_it_is_about_and_to_what_is_above() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let case = d.filed_case("饮料抽查不合格");
        let ordered = d.ordered(&case, MeasureKind::Rectify);
        let ding = app.browser(&d.ding);
        let home = format!("/w/ours/cases/{}", case.number);
        let refused = ding.get(&format!("{home}/measures/{}/fulfil", ordered.id)).expect(403);
        for to in [format!("{home}/measures/{}", ordered.id), home.clone(), "/".into()] {
            assert!(refused.attr(&format!(".problem-ways a[href='{to}']"), "href").is_some(), "{to} in {}", refused.text());
        }
        // Nothing leads elsewhere, whatever the browser says it comes from.
        let forged = ding.get_with(&format!("{home}/hand-over"), &[("Referer", "https://evil.example/w/ours")]).expect(403);
        assert!(!forged.text().contains("evil.example") && forged.attr(&format!(".problem-ways a[href='{home}']"), "href").is_some());
    });
}

/// Published ahead, on a later day.
fn publish_on(d: &Docket<'_>, scope: &Scope, number: &str, on: Option<chrono::NaiveDate>) {
    let version = d.stage.publication(number).version;
    let said = Said { reason: String::new(), on };
    d.stage.write(scope, |conn, scope| publication::actions::step(conn, scope, number, version, Verb::Publish, &said)).expect("published");
}

#[test]
fn an_order_to_publish_is_done_by_what_goes_public() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let case = d.filed_case("饮料抽查不合格");
        let earlier = d.stage.draft(d.party, &said(&d.stage)).expect("of no case").number;
        let ordered = d.ordered(&case, MeasureKind::Publish);
        let number = d.stage.draft(d.party, &of_case(&d, &case)).expect("drafted").number;
        assert_eq!(key(d.by_hand(&case, &ordered)), "measure-told-under-way");
        let (chen, office) = (d.chen(), d.stage.office());
        for (scope, verb) in [(&chen, Verb::Submit), (&office, Verb::Approve)] {
            d.stage.step(scope, &number, verb, "").expect("taken");
            assert_eq!(d.measure(&case, ordered.id).state, MeasureState::InForce, "{verb:?} tells nobody");
        }
        for (scope, verb) in [(&chen, Verb::Submit), (&office, Verb::Approve), (&chen, Verb::Publish)] {
            d.stage.step(scope, &earlier, verb, "").expect("taken");
        }
        assert_eq!(d.measure(&case, ordered.id).state, MeasureState::InForce, "what is not of the case tells nothing of it");
        d.stage.step(&chen, &number, Verb::Publish, "").expect("published");
        let done = d.measure(&case, ordered.id);
        assert_eq!((done.state, done.told_by.as_ref(), done.ended_on), (MeasureState::Fulfilled, Some(&number), day(11, 23)));
        assert_eq!(d.one(case.id).next_what, Some(NextWhat::Close));
        assert!(d.told(case.id).contains(&"measure_told".to_owned()), "{:?}", d.told(case.id));
        // A withdrawal does not undo it; a second order asks for a second publication, and the first does nothing for it.
        let again = d.ordered(&case, MeasureKind::Publish);
        assert_eq!(d.measure(&case, again.id).state, MeasureState::InForce);
        d.stage.step(&chen, &number, Verb::Withdraw, "有误").expect("withdrawn");
        assert_eq!(d.measure(&case, ordered.id).state, MeasureState::Fulfilled);
        assert_eq!(d.measure(&case, again.id).state, MeasureState::InForce);
        // Where it was told outside this program, somebody says so with a reason.
        assert_eq!(d.by_hand(&case, &again).expect("by hand").told_by, None);
    });
}

#[test]
fn what_is_published_ahead_does_it_on_its_day() {
    each_database(|t| {
        let mut d = Docket::new(&t.db);
        let case = d.filed_case("饮料抽查不合格");
        let ordered = d.ordered(&case, MeasureKind::Publish);
        let (chen, office) = (d.chen(), d.stage.office());
        let ahead = |d: &Docket<'_>, on| {
            let number = d.stage.draft(d.party, &of_case(d, &case)).expect("drafted").number;
            d.stage.step(&chen, &number, Verb::Submit, "").expect("submitted");
            d.stage.step(&office, &number, Verb::Approve, "").expect("approved");
            publish_on(d, &chen, &number, on);
            number
        };
        // One that is withdrawn before its day was never told.
        let never = ahead(&d, day(11, 25));
        assert_eq!(key(d.by_hand(&case, &ordered)), "measure-told-under-way");
        d.stage.step(&chen, &never, Verb::Withdraw, "有误").expect("withdrawn");
        let number = ahead(&d, day(11, 26));
        let look = |d: &Docket<'_>| jobs::look(&t.db, &d.stage.cast.system(d.stage.workspace)).expect("looked");
        d.stage.cast.now += Duration::days(2);
        look(&d);
        assert_eq!(d.measure(&case, ordered.id).state, MeasureState::InForce, "its day is tomorrow");
        d.stage.cast.now += Duration::days(1);
        look(&d);
        let done = d.measure(&case, ordered.id);
        assert_eq!((done.state, done.told_by.as_ref(), done.ended_on), (MeasureState::Fulfilled, Some(&number), day(11, 26)));
        look(&d);
        assert_eq!(d.told(case.id).iter().filter(|verb| *verb == "measure_told").count(), 1, "once");
    });
}

#[test]
fn an_order_to_notify_is_done_by_the_receipts() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let case = d.filed_case("饮料抽查不合格");
        let ordered = d.ordered(&case, MeasureKind::NotifyGovernment);
        let state = || d.measure(&case, ordered.id).state;
        let ding = d.stage.cast.scope(&d.ding);
        let department = d.notify(&case, Some(d.other));
        assert_eq!(key(d.by_hand(&case, &ordered)), "measure-told-under-way");
        d.answer(&ding, &department, HandOverAction::Receive, "").expect("received");
        assert_eq!(state(), MeasureState::InForce, "the government of the place knows nothing yet");
        let (place, second) = (d.notify(&case, None), d.notify(&case, Some(d.other)));
        d.answer(&d.chen(), &place, HandOverAction::Receive, "").expect("a paper receipt");
        assert_eq!(state(), MeasureState::InForce, "one still waits");
        d.answer(&ding, &second, HandOverAction::Reject, "不归我局").expect("refused");
        let done = d.measure(&case, ordered.id);
        assert_eq!((done.state, done.told_by.as_ref()), (MeasureState::Fulfilled, Some(&place.number)));
        assert_eq!(d.one(case.id).next_what, Some(NextWhat::Close));
    });
}

#[test]
fn the_pages_say_what_it_waits_for_and_what_told_it() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let case = d.filed_case("饮料抽查不合格");
        let (publish, notify) = (d.ordered(&case, MeasureKind::Publish), d.ordered(&case, MeasureKind::NotifyGovernment));
        app.clock.advance(Duration::days(4));
        let (chen, ding) = (app.browser(&d.stage.liaison), app.browser(&d.ding));
        let home = format!("/w/ours/cases/{}", case.number);
        let page = |m: &Measure| format!("{home}/measures/{}", m.id);
        let next = chen.get("/w/ours").expect(200);
        for m in [&publish, &notify] {
            assert!(next.attr(&format!(".next a[href='{}']", page(m)), "href").is_some(), "{}", next.select_text(".next"));
        }
        assert!(
            next.select_text(".next").contains("待公告") && next.select_text(".next").contains("待通报"),
            "{}",
            next.select_text(".next")
        );
        assert!(chen.get(&home).expect(200).select_text("main").contains("发布公告"));
        let asks = |m: &Measure, href: &str| chen.get(&page(m)).expect(200).attr(&format!(".notice a[href='{href}']"), "href").is_some();
        assert!(asks(&publish, &format!("/w/ours/parties/{}/publish?case={}", d.party, case.id)));
        assert!(asks(&notify, &format!("{home}/hand-over?kind=notice")));
        assert!(chen.get(&page(&publish)).expect(200).attr("main a.btn[href$='/inspect']", "href").is_none(), "nothing is inspected");
        assert!(ding.get(&page(&publish)).expect(200).attr(".notice a", "href").is_none(), "only to whoever does it");
        let number = d.stage.draft(d.party, &of_case(&d, &case)).expect("drafted").number;
        let sent = d.notify(&case, Some(d.stage.cities[0]));
        assert!(asks(&publish, &format!("/w/ours/publications/{number}")) && asks(&notify, &format!("/w/ours/hand-overs/{}", sent.number)));
        for m in [&publish, &notify] {
            assert!(chen.get(&page(m)).expect(200).attr("main a.btn[href$='/fulfil']", "href").is_none(), "it is told here");
            let form = [("reason", "已办"), ("version", "1")];
            let refused = chen.post(&format!("{}/fulfil", page(m)), &form).expect(409);
            assert!(refused.text().contains("不能人工确认"), "{}", refused.select_text("main"));
        }
        for (scope, verb) in [(d.chen(), Verb::Submit), (d.stage.office(), Verb::Approve), (d.chen(), Verb::Publish)] {
            d.stage.step(&scope, &number, verb, "").expect("taken");
        }
        let told = chen.get(&page(&publish)).expect(200);
        assert!(told.attr(&format!("main a[href='/w/ours/publications/{number}']"), "href").is_some(), "{}", told.select_text("main"));
        d.stage.step(&d.chen(), &number, Verb::Withdraw, "有误").expect("withdrawn");
        assert!(chen.get(&page(&publish)).expect(200).select_text("main").contains("不改变本措施已完成"));
    });
}

#[test]
fn a_notice_is_received_as_a_notice_everywhere() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let case = d.filed_case("饮料抽查不合格");
        let sent = d.notify(&case, Some(d.other));
        let ding = app.browser(&d.ding);
        let next = ding.get("/w/ours").expect(200).select_text(".next");
        assert!(next.contains("签收通报") && next.contains("省质监局通报") && !next.contains("签收移送"), "{next}");
        let form = ding.get(&format!("/w/ours/hand-overs/{}/receive", sent.number)).expect(200);
        assert!(form.select_text("h1").contains("签收通报"), "{}", form.select_text("h1"));
        let shown = ding.get(&format!("/w/ours/hand-overs/{}", sent.number)).expect(200).select_text("main");
        assert!(shown.contains("通报单位") && shown.contains("通报事由") && !shown.contains("移送单位"), "{shown}");
        let preview = ding.get(&format!("/w/ours/digests/preview/liaison/{}", d.ding.membership_id)).expect(200).text();
        assert!(preview.contains("签收通报：") && preview.contains("1 件通报待签收") && !preview.contains("移送待签收"), "{preview}");
    });
}
