//! What closing a case asks for first, and what falls with it.

use lianxi::{
    enforcement::{
        Case, CaseState, Outcome,
        actions::cases,
        hand_over::{HandOverAction, HandOverState},
        ladder::actions::Verdict,
        measure::{
            self, MeasureAction,
            actions::{self, SeenMeasure},
        },
    },
    platform::error::Result,
};

use super::{
    cases::{Docket, key, seen},
    hand_overs::transfer,
    proposals::to_justice,
    stage::wrong,
};
use crate::support::{TestApp, each_database};

impl Docket<'_> {
    fn reopen(&self, case: &Case) -> Result<Case> {
        self.stage.write(&self.chen(), |conn, scope| cases::reopen(conn, scope, &seen(&self.one(case.id)), "再办"))
    }

    fn lift_all(&self, case: &Case) {
        let all = self.stage.read(&self.chen(), |conn, scope| measure::of_case(conn, scope, case.id)).expect("measures");
        for (m, _) in all.into_iter().filter(|(m, _)| m.is_live()) {
            let seen = SeenMeasure { number: case.number.clone(), id: m.id, version: m.version };
            self.stage
                .write(&self.chen(), |conn, scope| actions::end(conn, scope, &seen, MeasureAction::Lift, "不再需要"))
                .expect("lifted");
        }
    }
}

#[test]
fn a_case_is_not_closed_while_it_is_on_its_way_to_somebody() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let chen = d.chen();
        let case = d.counterfeit("移送司法的");
        let sent = d.send(&chen, &case, &to_justice()).expect("referred");
        assert_eq!(key(d.close(&chen, &case, Outcome::Transferred)), "case-close-handed-over");
        assert_eq!(d.one(case.id).state, CaseState::Referred);
        // Received, it may be.
        let received = d.reply(&chen, &sent, HandOverAction::Receive).expect("received");
        assert_eq!(received.state, HandOverState::Received);
        assert_eq!(d.close(&chen, &case, Outcome::Transferred).expect("closed").state, CaseState::Closed);
        d.reopen(&case).expect("reopened");
        // One that was closed under way before that was refused is handed over again only when the first is taken back.
        let sent = d.send(&chen, &case, &transfer(d.other)).expect("sent");
        let open = "UPDATE cases SET state = 'open'";
        let forced = d.stage.write(&chen, |conn, _| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(open), conn)?));
        assert_eq!(forced.expect("as it was"), 1);
        assert_eq!(key(d.send(&chen, &case, &transfer(d.other))), "hand-over-under-way");
        d.reply(&chen, &sent, HandOverAction::Withdraw).expect("taken back");
        d.send(&chen, &case, &transfer(d.other)).expect("sent again");
    });
}

#[test]
fn fulfilled_means_that_nothing_is_in_force_and_nobody_has_to_decide() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let chen = d.chen();
        let case = d.on_file("碳酸饮料抽查不合格");
        d.order(&case, 10);
        assert_eq!(wrong(d.close(&chen, &case, Outcome::Fulfilled)), [("outcome".to_owned(), "case-close-in-force")]);
        // Other outcomes say nothing of measures.
        d.close(&chen, &case, Outcome::PartyGone).expect("closed");
        d.reopen(&case).expect("reopened");
        d.lift_all(&case);
        let p = d.serious(&case);
        assert_eq!(wrong(d.close(&chen, &case, Outcome::Fulfilled)), [("outcome".to_owned(), "case-close-proposed")]);
        d.settle(&chen, &case, &p, Verdict::Decline).expect("declined");
        d.close(&chen, &case, Outcome::Fulfilled).expect("closed");
    });
}

#[test]
fn a_case_in_which_something_is_in_force_takes_others_in_and_goes_on_in_none() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let chen = d.chen();
        let (ordered, other) = (d.on_file("责令整改的"), d.on_file("同一批货的"));
        d.order(&ordered, 10);
        let join = |case: &Case, into: &Case| {
            d.stage.write(&chen, |conn, scope| cases::join(conn, scope, &seen(&d.one(case.id)), &into.number, "同一批货"))
        };
        assert_eq!(wrong(join(&ordered, &other)), [("into".to_owned(), "case-join-in-force")]);
        assert_eq!(d.one(ordered.id).state, CaseState::Open);
        join(&other, &ordered).expect("the other way round");
        // What was lifted holds up nothing.
        let third = d.on_file("又一批");
        d.lift_all(&ordered);
        join(&ordered, &third).expect("joined");
    });
}

#[test]
fn the_form_says_what_is_in_the_way() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let case = d.on_file("碳酸饮料抽查不合格");
        d.order(&case, 10);
        let chen = app.browser(&d.stage.liaison);
        let version = d.one(case.id).version.to_string();
        let typed = [("outcome", "fulfilled"), ("reason", "整改完毕"), ("version", &*version)];
        let page = chen.post(&format!("/w/ours/cases/{}/close", case.number), &typed).expect(422);
        assert!(page.text().contains("责令限期整改还在执行中") && page.text().contains("整改完毕"), "{}", page.select_text("main"));
    });
}
