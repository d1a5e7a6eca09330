//! What waits about cases reaches who must act: digests of leaders and liaisons, homes, and what the secretariat has to settle.

use chrono::Duration;
use lianxi::{
    calendar::DeadlineRule,
    digests, duties,
    enforcement::{
        Case, MeasureKind,
        hand_over::{
            HandOver, HandOverAction, HandOverKind,
            actions::{self as handing, Answer, NewHandOver, SeenHandOver},
        },
        ladder::{
            self, ProposalState,
            actions::{Verdict, decide},
        },
        measure::{
            FindingKind,
            actions::{self, NewMeasure},
        },
    },
    tenancy::{Function, Role, Scope},
};

use super::cases::{Docket, seen};
use crate::{
    digests::scene::{Mail, mails_in, scrubbed},
    support::{TestApp, app::Answer as Page, each_database},
};

impl Docket<'_> {
    /// A filed case.
    pub fn on_file(&self, title: &str) -> Case {
        let case = self.register(title);
        self.file(&case).expect("filed");
        self.one(case.id)
    }

    /// Handed to the other department, as of the stage's own clock.
    pub fn hand(&self, case: &Case, from: &Scope, to: i64) -> HandOver {
        let new = NewHandOver {
            kind: Some(HandOverKind::Transfer),
            to_id: Some(to),
            reason: "依职责移送".into(),
            legal_basis: "行政执法机关移送规定".into(),
            result_days: Some(10),
            ..NewHandOver::default()
        };
        self.stage.write(from, |conn, scope| handing::send(conn, scope, &seen(&self.one(case.id)), &new)).expect("sent")
    }

    pub fn say(&self, by: &Scope, h: &HandOver, action: HandOverAction) -> HandOver {
        let said = Answer { text: "不属本单位职责".into(), ..Answer::default() };
        let seen = SeenHandOver { id: h.id, version: h.version };
        self.stage.write(by, |conn, scope| handing::answer(conn, scope, seen, action, &said)).expect("answered")
    }

    /// Ordered to be put right within so many working days.
    pub fn order(&self, case: &Case, working_days: u16) {
        let new = NewMeasure {
            kind: Some(MeasureKind::Rectify),
            legal_basis: "产品质量法第十七条".into(),
            rule: Some(DeadlineRule::AfterAssignment { working_days }),
            ..NewMeasure::default()
        };
        self.stage.write(&self.chen(), |conn, scope| actions::impose(conn, scope, &seen(&self.one(case.id)), &new)).expect("imposed");
    }

    /// Found to be serious: the ladder proposes what must follow.
    pub fn serious(&self, case: &Case) -> ladder::Proposal {
        let find = |conn: &mut _, scope: &Scope| {
            actions::find(conn, scope, &seen(&self.one(case.id)), Some(FindingKind::Serious), None, "流入学校")
        };
        self.stage.write(&self.chen(), find).expect("found");
        let of = self.stage.read(&self.stage.office(), |conn, scope| ladder::of_case(conn, scope, case.id));
        of.expect("proposals").pop().expect("proposed")
    }

    fn mails_to(&self, name: &str) -> Vec<Mail> {
        mails_in(self.stage.cast.db, self.stage.workspace, "digest-").into_iter().filter(|m| m.recipient == name).collect()
    }

    fn go(&mut self, now: &str) {
        self.stage.cast.now = now.parse().expect("an instant");
        let system = self.stage.cast.system(self.stage.workspace);
        digests::send_due(self.stage.cast.db, &system).expect("a sweep");
    }
}

#[test]
fn digests_tell_what_is_stuck_who_is_silent_and_what_to_do() {
    each_database(|t| {
        let mut d = Docket::new(&t.db);
        let (workspace, other) = (d.stage.workspace, d.other);
        d.stage.cast.person(workspace, "孙局长", &[], &[(other, Function::Leader)]);
        let handed = d.on_file("假冒饮料");
        d.hand(&handed, &d.chen(), other);
        d.order(&d.on_file("碳酸饮料抽查不合格"), 3);
        d.on_file("果汁抽查不合格");
        d.serious(&d.on_file("流入学校的饮料"));
        // Monday after: the order's day has passed, the rest is due today.
        d.go("2026-11-30T00:00:00");
        let mail = d.mails_to("陈静").remove(0);
        insta::assert_snapshot!("cases_liaison_zh", scrubbed(&format!("{}\n\n{}", mail.subject, mail.text)));
        // Each line leads to the page that offers what is to be done.
        assert!(mail.html.contains("/cases/2026-0002/measures/") && !mail.html.contains("/inspect\""), "{}", mail.html);
        let mail = d.mails_to("丁洁").remove(0);
        insta::assert_snapshot!("cases_receiver_zh", scrubbed(&format!("{}\n\n{}", mail.subject, mail.text)));
        let mail = d.mails_to("李卫东").remove(0);
        assert!(mail.subject.starts_with("1 个案件停滞 ·"), "{}", mail.subject);
        // In charge of the receiver alone: nothing of theirs is late yet.
        assert!(d.mails_to("孙局长").is_empty());
        // A week later all of it is, and the receiver is silent.
        d.go("2026-12-07T00:00:00");
        let mail = d.mails_to("李卫东").remove(1);
        insta::assert_snapshot!("cases_leader_zh", scrubbed(&format!("{}\n\n{}", mail.subject, mail.text)));
        assert!(!mail.html.contains('⟦') && mail.html.contains("移送无回音"), "{}", mail.html);
        let own = d.mails_to("孙局长").remove(0);
        assert!(own.subject.starts_with("1 件移送无回音，比上周多 1 项 ·") && !own.text.contains("果汁"), "{}", own.text);
    });
}

#[test]
fn digests_speak_english_and_cut_long_lists() {
    each_database(|t| {
        let mut d = Docket::new(&t.db);
        let english = lianxi::schema::people::language.eq("en");
        use diesel::prelude::*;
        for member in [&d.stage.leader, &d.stage.liaison] {
            let person = lianxi::schema::people::table.filter(lianxi::schema::people::id.eq(member.person_id));
            let tenant = lianxi::platform::db::Tenant::Installation;
            d.stage.cast.db.write(tenant, |conn| Ok(diesel::update(person).set(english).execute(conn)?)).expect("a language");
        }
        for n in 0..11 {
            d.order(&d.on_file(&format!("案{n}")), 2);
        }
        d.hand(&d.on_file("假冒饮料"), &d.chen(), d.other);
        d.go("2026-12-07T00:00:00");
        // Whoever gave something away is told that it has no answer, as well as the leaders.
        let told = [
            ("李卫东", "11 cases are stuck; one hand-over has no answer", "3 more"),
            ("陈静", "11 to inspect again; one hand-over has no answer", "4 more"),
        ];
        for (name, said, more) in told {
            let mail = d.mails_to(name).remove(0);
            assert!(mail.subject.starts_with(said), "{}", mail.subject);
            assert!(mail.text.contains(more), "{}", mail.text);
            assert!(!mail.text.contains('⟦') && !mail.text.contains("逾期"), "{}", mail.text);
        }
    });
}

/// Titles of entries, in order.
fn entries(page: &Page) -> Vec<String> {
    let selector = scraper::Selector::parse(".next .what > a").expect("a selector");
    page.html().select(&selector).map(|e| e.text().collect()).collect()
}

/// The entry of a hand-over as it is written.
fn item(page: &Page, number: &str) -> String {
    let selector = scraper::Selector::parse(".next li").expect("a selector");
    page.html().select(&selector).map(|e| e.html()).find(|html| html.contains(&format!("/hand-overs/{number}"))).unwrap_or_default()
}

fn counted(page: &Page) -> String {
    let selector = scraper::Selector::parse(".side .ways b").expect("a selector");
    page.html().select(&selector).next().map(|e| e.text().collect()).unwrap_or_default()
}

#[test]
fn a_home_shows_what_to_receive_report_decide_and_inspect_by_its_day() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let ding = app.browser(&d.ding);
        let none = ding.get("/w/ours").expect(200);
        assert_eq!((entries(&none).len(), counted(&none).as_str()), (0, ""));
        let handed = d.on_file("假冒饮料");
        let h = d.hand(&handed, &d.chen(), d.other);
        d.order(&d.on_file("碳酸饮料抽查不合格"), 3);
        d.serious(&d.on_file("流入学校的饮料"));
        let new = duties::NewDuty {
            title: "封存台账".into(),
            requirement: "逐批登记".into(),
            deliverable: String::new(),
            lead_id: Some(d.stage.bureau),
            support_ids: Vec::new(),
            rule: Some(DeadlineRule::Fixed { on: chrono::NaiveDate::from_ymd_opt(2026, 11, 27).expect("a day") }),
            cadence: None,
            targets: Vec::new(),
            origin: duties::Origin::manual("交办"),
        };
        let duty = d.stage.write(&d.stage.office(), |conn, scope| duties::assign_new(conn, scope, new)).expect("assigned");
        let accept = |conn: &mut _, scope: &Scope| duties::actions::accept(conn, scope, duties::Seen::any(duty.id), d.stage.bureau);
        d.stage.write(&d.chen(), accept).expect("accepted");
        let page = ding.get("/w/ours").expect(200);
        assert_eq!((entries(&page), counted(&page).as_str()), (vec!["假冒饮料".to_owned()], "1"));
        assert!(
            page.select_text(".next").contains("省质监局移送") && page.select_text(".finding").contains("1 项案件事务待办"),
            "{}",
            page.text()
        );
        // One press away from where it is done.
        let form = page.attr(".next .act a", "href").expect("a step");
        assert_eq!(form, format!("/w/ours/hand-overs/{}/receive", h.number));
        ding.get(&form).expect(200);
        // Received, the result is owed when its day is near; and the case is theirs to go on with.
        let ding_scope = d.stage.cast.scope(&d.ding);
        d.say(&ding_scope, &h, HandOverAction::Receive);
        app.clock.advance(Duration::days(10));
        let late = app.browser(&d.ding).get("/w/ours").expect(200);
        let links = late.text();
        assert!(links.contains(&format!("/w/ours/hand-overs/{}/report", h.number)), "{}", late.select_text(".next"));
        assert!(links.contains(&format!("/w/ours/cases/{}/measures/new", handed.number)), "{}", late.select_text(".next"));
        assert_eq!(entries(&late).len().to_string(), counted(&late));
        // The other liaison: what passed first stands first, cases and duties alike.
        let own = app.browser(&d.stage.liaison).get("/w/ours").expect(200);
        assert_eq!(entries(&own), ["碳酸饮料抽查不合格", "封存台账", "流入学校的饮料"]);
        assert_eq!((counted(&own).as_str(), own.text().contains('⟦')), ("3", false));
        let english = app.browser(&d.stage.liaison).get_with("/w/ours", &[("accept-language", "en")]).expect(200);
        assert!(!english.text().contains('⟦'));
    });
}

#[test]
fn the_offices_home_shows_who_is_silent_what_was_handed_back_and_what_was_declined_twice() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let (chen, ding, office) = (d.chen(), d.stage.cast.scope(&d.ding), d.stage.office());
        let zhou = app.browser(&d.stage.zhou);
        // Refused twice: for the meeting.
        let back = d.on_file("谁都不管的饮料");
        for _ in 0..2 {
            let h = d.hand(&back, &chen, d.other);
            d.say(&ding, &h, HandOverAction::Reject);
        }
        // Declined twice: for the office.
        let declined = d.on_file("两次不采纳的饮料");
        let p = d.serious(&declined);
        let settle = |by: &Scope, version: i64, verdict| {
            d.stage.write(by, |conn, scope| decide(conn, scope, &declined.number, p.id, version, verdict, "另有安排")).expect("decided")
        };
        let once = settle(&chen, p.version, Verdict::Decline);
        assert!(!entries(&zhou.get("/w/ours").expect(200)).contains(&declined.title), "once is the department's own affair");
        let again = settle(&office, once.version, Verdict::Insist);
        assert_eq!(settle(&chen, again.version, Verdict::Decline).state, ProposalState::WithOffice);
        // Not receipted yet, and soon due.
        let sent = d.hand(&d.on_file("无回音的饮料"), &chen, d.other);
        let page = zhou.get("/w/ours").expect(200);
        assert_eq!(entries(&page), ["两次不采纳的饮料", "谁都不管的饮料", "无回音的饮料"]);
        assert!(page.select_text(".finding").contains("1 条升级建议待定夺，1 个案件被退回两次以上"), "{}", page.select_text(".finding"));
        assert_eq!(counted(&page), "2", "what is near waits on the receiver");
        let text = page.text();
        for to in [format!("/cases/{}/proposals/{}/decide", declined.number, p.id), format!("/cases/{}/raise", back.number)] {
            assert!(text.contains(&format!("/w/ours{to}")), "{to}");
            zhou.get(&format!("/w/ours{to}")).expect(200);
        }
        assert!(item(&page, &sent.number).contains("yellow"), "{}", item(&page, &sent.number));
        app.clock.advance(Duration::days(10));
        let zhou = app.browser(&d.stage.zhou);
        let late = zhou.get("/w/ours").expect(200);
        assert!(item(&late, &sent.number).contains("red"), "{}", item(&late, &sent.number));
        assert!(late.select_text(".finding").contains("1 件移送逾期未回"), "{}", late.select_text(".finding"));
        assert!(!late.text().contains('⟦'));
        // Leaders see it on theirs.
        let led = d.stage.cast.person(d.stage.workspace, "分管厅长", &[Role::Leader], &[(d.other, Function::Leader)]);
        let page = app.browser(&led).get("/w/ours").expect(200);
        assert_eq!(entries(&page), ["无回音的饮料"]);
        assert!(page.attr(".next .act a", "href").is_none(), "a leader reads");
    });
}

#[test]
fn a_case_says_that_whoever_is_competent_owes_the_decision() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let case = d.on_file("流入学校的饮料");
        d.serious(&case);
        let next = || app.browser(&d.stage.zhou).get(&format!("/w/ours/cases/{}", case.number)).expect(200).select_text(".notice");
        assert!(next().contains("省质监局 决定"), "{}", next());
        // Somebody else holds the case: what was proposed before is for them to decide, since the giver has no say in it any more.
        let h = d.hand(&case, &d.chen(), d.other);
        assert!(next().contains("省工商局 签收移送"), "{}", next());
        // While it is on its way nothing is imposed: the page of the proposal says so, and offers it no more.
        let proposal = d.stage.read(&d.chen(), |conn, scope| ladder::of_case(conn, scope, case.id)).expect("proposals").remove(0);
        let page = app.browser(&d.stage.liaison).get(&format!("/w/ours/cases/{}/proposals/{}", case.number, proposal.id)).expect(200);
        assert!(!page.text().contains("measures/new?proposal="), "{}", page.select_text("main"));
        assert!(page.select_text(".refused").contains("决定"), "{}", page.select_text("main"));
        d.say(&d.stage.cast.scope(&d.ding), &h, HandOverAction::Receive);
        assert_eq!(d.one(case.id).holder_id, d.other);
        assert!(next().contains("省工商局 决定"), "{}", next());
    });
}
