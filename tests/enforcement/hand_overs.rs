//! Hand-overs: one body holds a case at any time, a receipt is owed by a day, silence is told, what is handed back twice goes to the
//! meeting, and a body outside answers by its link.

use lianxi::{
    accountability::{
        Cause, SubjectKind,
        actions::{ByHand, propose_by_hand},
    },
    enforcement::{
        Case, CaseState, NextWhat,
        hand_over::{
            self, HAND_OVER_LINK, HandOver, HandOverAction, HandOverKind, HandOverState, PING_PONG,
            actions::{self, Answer, NewHandOver, SeenHandOver},
            handed_back,
        },
        pending::{self, Step},
    },
    platform::error::{Error, Result},
    tenancy::{self, Scope},
};

use super::{
    cases::{Docket, day, key, seen},
    stage::wrong,
};
use crate::support::{TestApp, app::Browser, each_database};

pub fn transfer(to: i64) -> NewHandOver {
    NewHandOver {
        kind: Some(HandOverKind::Transfer),
        to_id: Some(to),
        reason: "销售环节的假冒商品，依职责移送".into(),
        legal_basis: "行政执法机关移送规定".into(),
        enclosures: "现场笔录\n检验报告".into(),
        result_days: Some(20),
        ..NewHandOver::default()
    }
}

impl Docket<'_> {
    pub fn send(&self, scope: &Scope, case: &Case, new: &NewHandOver) -> Result<HandOver> {
        self.stage.write(scope, |conn, scope| actions::send(conn, scope, &seen(&self.one(case.id)), new))
    }

    pub fn answer(&self, scope: &Scope, h: &HandOver, action: HandOverAction, text: &str) -> Result<HandOver> {
        let said = Answer { text: text.into(), should_go_to: "省公安厅".into(), name: "检察官".into() };
        let seen = SeenHandOver { id: h.id, version: h.version };
        self.stage.write(scope, |conn, scope| actions::answer(conn, scope, seen, action, &said))
    }

    pub fn filed_case(&self, title: &str) -> Case {
        let case = self.register(title);
        self.file(&case).expect("filed");
        self.one(case.id)
    }

    fn causes(&self) -> Vec<String> {
        self.stage.cast.mails(self.stage.workspace).into_iter().map(|(cause, _)| cause).collect()
    }
}

#[test]
fn a_case_has_one_holder_and_comes_back_with_a_reason() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (chen, ding, office) = (d.chen(), d.stage.cast.scope(&d.ding), d.stage.office());
        let registered = d.register("未立案");
        assert_eq!(key(d.send(&chen, &registered, &transfer(d.other))), "case-refused");
        let case = d.filed_case("假冒饮料");
        assert!(matches!(d.send(&ding, &case, &transfer(d.other)), Err(Error::Forbidden(_))));
        let bad = NewHandOver { to_id: Some(d.stage.bureau), reason: String::new(), receipt_days: Some(0), ..transfer(d.other) };
        let bad = wrong(d.send(&chen, &case, &bad));
        assert_eq!(
            bad,
            [("to", "hand-over-to-itself"), ("receipt_days", "hand-over-days-wrong"), ("reason", "field-required")]
                .map(|(f, k)| (f.to_owned(), k))
        );
        let outside = NewHandOver { to_id: None, outside_name: "检察院".into(), ..transfer(d.other) };
        assert_eq!(wrong(d.send(&chen, &case, &outside)), [("to".to_owned(), "hand-over-to-needed")]);
        let first = d.send(&chen, &case, &transfer(d.other)).expect("sent");
        let now = d.one(case.id);
        assert_eq!(
            (now.state, now.holder_id, now.next_what, now.next_due_on),
            (CaseState::HandedOver, d.stage.bureau, Some(NextWhat::Receive), Some(first.receipt_due_on))
        );
        // One transfer at a time.
        assert_eq!(key(d.send(&chen, &case, &transfer(d.other))), "case-refused");
        // The giver does not receive it, the receiver says why not.
        assert_eq!(key(d.answer(&chen, &first, HandOverAction::Receive, "")), "hand-over-forbidden");
        assert_eq!(wrong(d.answer(&ding, &first, HandOverAction::Reject, " ")), [("text".to_owned(), "field-required")]);
        let back = d.answer(&ding, &first, HandOverAction::Reject, "应由公安机关管辖").expect("refused");
        assert_eq!((back.state, back.should_go_to.as_str()), (HandOverState::Rejected, "省公安厅"));
        assert_eq!((d.one(case.id).state, d.one(case.id).holder_id), (CaseState::Open, d.stage.bureau));
        assert_eq!(key(d.answer(&ding, &back, HandOverAction::Receive, "")), "hand-over-refused-over");
        // Taken back before it is received.
        let second = d.send(&chen, &case, &transfer(d.other)).expect("sent");
        assert!(matches!(d.answer(&ding, &second, HandOverAction::Withdraw, "x"), Err(Error::Forbidden(_))));
        d.answer(&chen, &second, HandOverAction::Withdraw, "材料不全").expect("taken back");
        assert_eq!(d.one(case.id).state, CaseState::Open);
        // Received: the other one holds it, and reports.
        let third = d.send(&chen, &case, &transfer(d.other)).expect("sent");
        let stale = HandOver { version: 7, ..third.clone() };
        assert!(matches!(d.answer(&ding, &stale, HandOverAction::Receive, ""), Err(Error::Conflict)));
        let received = d.answer(&ding, &third, HandOverAction::Receive, "").expect("received");
        assert_eq!((d.one(case.id).state, d.one(case.id).holder_id), (CaseState::Open, d.other));
        assert_eq!(wrong(d.answer(&ding, &received, HandOverAction::Report, "")), [("text".to_owned(), "field-required")]);
        d.answer(&ding, &received, HandOverAction::Report, "已立案，没收 200 箱").expect("reported");
        // Handed back to who gave it, and refused there: twice.
        let all = |case: &Case| d.stage.read(&office, |conn, scope| hand_over::of_case(conn, scope, case.id)).expect("all");
        assert_eq!(handed_back(&case, &all(&case)), 1);
        let fourth = d.send(&ding, &case, &transfer(d.stage.bureau)).expect("sent");
        d.answer(&chen, &fourth, HandOverAction::Receive, "").expect("received");
        assert_eq!(handed_back(&case, &all(&case)), PING_PONG);
        let told = d.told(case.id);
        for verb in ["hand_over", "hand_over_reject", "hand_over_withdraw", "hand_over_receive", "hand_over_report"] {
            assert!(told.iter().any(|t| t == verb), "{verb}: {told:?}");
        }
        for cause in ["handed-over", "hand-over-reject", "hand-over-receive", "hand-over-report"] {
            assert!(d.causes().iter().any(|c| c == cause), "{cause}: {:?}", d.causes());
        }
    });
}

#[test]
fn silence_is_told_once_for_the_receipt_and_once_for_the_result() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (chen, ding) = (d.chen(), d.stage.cast.scope(&d.ding));
        let case = d.filed_case("假冒饮料");
        let sent = d.send(&chen, &case, &transfer(d.other)).expect("sent");
        let look = |day| {
            let later = d.stage.cast.system_on(d.stage.workspace, day);
            lianxi::enforcement::jobs::look(&t.db, &later).expect("looked").1
        };
        let next = |day: chrono::NaiveDate| day + chrono::Duration::days(1);
        assert_eq!((look(sent.receipt_due_on), look(next(sent.receipt_due_on)), look(next(next(sent.receipt_due_on)))), (0, 1, 0));
        let silent = d.stage.read(&d.stage.cast.scope_on(&d.stage.zhou, next(sent.receipt_due_on)), |conn, scope| {
            let page =
                hand_over::Page { tab: hand_over::Tab::Silent, order: hand_over::Order::Due, descending: false, limit: 10, offset: 0 };
            hand_over::list(conn, scope, &hand_over::Filter::default(), page)
        });
        assert_eq!(silent.expect("listed").iter().map(|h| h.id).collect::<Vec<_>>(), [sent.id]);
        let current = d.stage.read(&chen, |conn, scope| hand_over::of_case(conn, scope, case.id)).expect("there").remove(0);
        let received = d.answer(&ding, &current, HandOverAction::Receive, "").expect("received");
        let due = received.result_due_on.expect("asked");
        assert_eq!((look(due), look(next(due)), look(next(next(due)))), (0, 1, 0));
        assert_eq!(
            d.causes().iter().filter(|c| *c == "hand-over-silent").count(),
            2 * 3,
            "receiver, sender and office, twice: {:?}",
            d.causes()
        );
    });
}

#[test]
fn a_result_that_was_due_while_the_receipt_was_owed_is_asked_for_once_it_is_received() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (chen, ding) = (d.chen(), d.stage.cast.scope(&d.ding));
        let case = d.filed_case("假冒饮料");
        let short = |receipt, result| NewHandOver { receipt_days: Some(receipt), result_days: Some(result), ..transfer(d.other) };
        assert_eq!(wrong(d.send(&chen, &case, &short(5, 4))), [("result_days".to_owned(), "hand-over-result-before-receipt")]);
        let sent = d.send(&chen, &case, &short(5, 6)).expect("sent");
        let due = sent.result_due_on.expect("asked");
        let look = |days: i64| {
            let later = d.stage.cast.system_on(d.stage.workspace, due + chrono::Duration::days(days));
            lianxi::enforcement::jobs::look(&t.db, &later).expect("looked").1
        };
        // Nobody looked in between: told of the receipt after the day of the result.
        assert_eq!((look(3), look(4)), (1, 0));
        let current = d.stage.read(&chen, |conn, scope| hand_over::of_case(conn, scope, case.id)).expect("there").remove(0);
        d.answer(&ding, &current, HandOverAction::Receive, "").expect("received");
        assert_eq!((look(5), look(6)), (1, 0), "and of the result");
    });
}

#[test]
fn a_body_outside_answers_by_its_link_and_by_no_other() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let chen = d.chen();
        let case = d.filed_case("假冒烟花");
        let referral = NewHandOver {
            kind: Some(HandOverKind::Referral),
            to_id: None,
            outside_name: "南京市人民检察院".into(),
            outside_email: "jcy@example.org".into(),
            ..transfer(d.other)
        };
        let bad = NewHandOver { outside_email: "not an address".into(), ..referral.clone() };
        assert_eq!(wrong(d.send(&chen, &case, &bad)), [("outside_email".to_owned(), "field-email-wrong")]);
        let unfollowed = NewHandOver { result_days: None, ..referral.clone() };
        assert_eq!(wrong(d.send(&chen, &case, &unfollowed)), [("result_days".to_owned(), "hand-over-result-needed")]);
        let sent = d.send(&chen, &case, &referral).expect("sent");
        assert_eq!((d.one(case.id).state, d.one(case.id).holder_id), (CaseState::Referred, d.stage.bureau));
        let link = |purpose: &str, days: i64| {
            let expires_at = d.stage.cast.now + chrono::Duration::days(days);
            d.stage.write(&chen, |conn, scope| {
                let link = tenancy::NewLink { person_id: None, purpose, subject_id: sent.id, expires_at };
                tenancy::new_link_all_workspaces(conn, scope.workspace_id(), &link, scope.now())
            })
        };
        let good = link(HAND_OVER_LINK, 30).expect("a link");
        let mut anybody = app.visitor();
        // Forged, for something else, of another workspace, expired: one answer for all.
        let other = link("guest_receipt", 30).expect("a link");
        let over = link(HAND_OVER_LINK, -1).expect("a link");
        for path in [
            format!("/hand-over/ours/{other}"),
            format!("/hand-over/ours/{over}"),
            format!("/hand-over/nowhere/{good}"),
            "/hand-over/ours/x".into(),
        ] {
            anybody.get(&path).expect(404);
        }
        // An address typed wrong keeps nothing it could answer by.
        let wrong_one = good;
        let seen_one = SeenHandOver { id: sent.id, version: sent.version };
        let sent =
            d.stage.write(&chen, |conn, scope| actions::send_again(conn, scope, seen_one, "jcy@example.org")).expect("to the same address");
        anybody.get(&format!("/hand-over/ours/{wrong_one}")).expect(200);
        let seen_one = SeenHandOver { id: sent.id, version: sent.version };
        let sent =
            d.stage.write(&chen, |conn, scope| actions::send_again(conn, scope, seen_one, "an@jcy.example.org")).expect("to another one");
        anybody.get(&format!("/hand-over/ours/{wrong_one}")).expect(404);
        let good = link(HAND_OVER_LINK, 30).expect("a link");
        let version = sent.version.to_string();
        let path = format!("/hand-over/ours/{good}");
        let page = anybody.open_form(&path).expect(200);
        for shown in ["依职责移送", "检验报告", "签收", "退回"] {
            assert!(page.text().contains(shown), "{shown}");
        }
        assert!(!page.text().contains("菌落总数"), "nothing of the case that was not written to them");
        // A look is no receipt.
        assert_eq!(d.one(case.id).next_what, Some(NextWhat::Receive));
        let anybody = anybody;
        let post = |fields: &[(&str, &str)]| anybody.post(&path, fields);
        let refused = post(&[("action", "receive"), ("version", &*version), ("text", "已收")]).expect(422);
        assert!(refused.text().contains("请填写"), "their name is asked for, beside the field");
        post(&[("action", "receive"), ("version", &*version), ("text", "已收"), ("name", "李检察官")]).expect(303);
        // Sent twice, it is received once.
        post(&[("action", "receive"), ("version", &*version), ("text", "已收"), ("name", "李检察官")]).expect(409);
        assert_eq!(d.one(case.id).next_what, Some(NextWhat::FollowUp));
        post(&[("action", "report"), ("version", &*(sent.version + 1).to_string()), ("text", "已批准逮捕"), ("name", "李检察官")])
            .expect(303);
        let stored = d.stage.read(&chen, |conn, scope| hand_over::of_case(conn, scope, case.id)).expect("there").remove(0);
        assert_eq!((stored.state, stored.result.as_str()), (HandOverState::Reported, "已批准逮捕"));
        assert!(stored.answered_by.contains("李检察官") && stored.answered_by.contains("检察院"), "{}", stored.answered_by);
        let told = d.one(case.id);
        assert_eq!(told.state, CaseState::Referred, "it stays followed up until it is closed");
        assert_eq!(told.next_what, Some(NextWhat::Close), "and somebody owes that");
        let later = d.stage.cast.scope_on(&d.stage.liaison, told.next_due_on.expect("a day"));
        let waits = d.stage.read(&later, |conn, scope| {
            let calendar = lianxi::calendar::load(conn, scope)?;
            pending::own(conn, scope, &calendar, 20)
        });
        assert!(waits.expect("read").iter().any(|p| p.step == Step::Close && p.case_id == case.id));
    });
}

#[test]
fn a_department_is_not_closed_while_something_waits_on_it_alone() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let case = d.filed_case("假冒饮料");
        d.send(&d.chen(), &case, &transfer(d.other)).expect("sent");
        // A matter that runs beside is in no number.
        let typed = ByHand {
            cause: Some(Cause::Misconduct),
            title: "失职".into(),
            subject_kind: Some(SubjectKind::Department),
            department_id: Some(d.other),
            on: day(11, 20),
            facts: "经过".into(),
            ..ByHand::default()
        };
        d.stage.write(&d.stage.office(), |conn, scope| propose_by_hand(conn, scope, &typed)).expect("raised");
        let (office, admin) = (app.browser(&d.stage.zhou), app.browser(&d.stage.administrator));
        for id in [d.stage.bureau, d.other] {
            let form = [("version", "1"), ("reason", "机构撤销"), ("sure", "1")];
            let refused =
                |browser: &Browser| browser.post(&format!("/w/ours/departments/{id}/close"), &form).expect(409).select_text("[role=alert]");
            assert!(refused(&office).contains("1 项案件"), "{}", refused(&office));
            let said = refused(&admin);
            assert!(said.contains("还有事项未了结") && !said.contains("1 项"), "who reads no case is told of none: {said}");
        }
    });
}

#[test]
fn a_notice_is_called_one_and_moves_no_case() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let case = d.filed_case("假冒饮料");
        d.send(&d.chen(), &case, &NewHandOver { kind: Some(HandOverKind::Notice), ..transfer(d.other) }).expect("sent");
        assert_eq!((d.one(case.id).state, d.one(case.id).holder_id), (CaseState::Open, d.stage.bureau));
        let told = d.stage.read(&d.stage.office(), |conn, scope| {
            use diesel::prelude::*;
            use lianxi::schema::outbox;
            let own = outbox::table.filter(outbox::workspace_id.eq(scope.workspace_id())).filter(outbox::cause.like("handed-over:%"));
            Ok(own.select((outbox::recipient, outbox::payload)).load::<(String, String)>(conn)?)
        });
        let told = told.expect("read");
        assert!(matches!(&*told, [(to, said)] if to == "丁洁" && said.contains("通报，请签收")), "{told:?}");
    });
}

#[test]
fn a_link_that_waits_in_a_mail_is_revoked_with_those_that_went_out() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let chen = d.chen();
        let referral = |name: &str, email: &str| NewHandOver {
            kind: Some(HandOverKind::Referral),
            to_id: None,
            outside_name: name.into(),
            outside_email: email.into(),
            ..transfer(d.other)
        };
        let states = || {
            let read = d.stage.read(&d.stage.office(), |conn, scope| {
                use diesel::prelude::*;
                use lianxi::schema::outbox;
                let own = outbox::table.filter(outbox::workspace_id.eq(scope.workspace_id())).filter(outbox::person_id.is_null());
                Ok(own.order(outbox::address).select((outbox::address, outbox::state)).load::<(String, String)>(conn)?)
            });
            read.expect("read")
        };
        let (taken, kept) = (d.filed_case("收回的"), d.filed_case("照旧的"));
        let sent = d.send(&chen, &taken, &referral("检察院甲", "a@jcy.example.org")).expect("sent");
        d.send(&chen, &kept, &referral("检察院乙", "b@jcy.example.org")).expect("sent");
        d.answer(&chen, &sent, HandOverAction::Withdraw, "材料不全").expect("taken back");
        app.deliver();
        let of = |address: &str| states().into_iter().find(|(to, _)| to == address).expect("a mail").1;
        assert_eq!(of("a@jcy.example.org"), "failed", "nothing goes out that would open it");
        assert_eq!(of("b@jcy.example.org"), "sent");
    });
}
