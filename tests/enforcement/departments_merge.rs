//! A department that lives on in another one while a hand-over, a measure or a proposal of it waits; the giver and the receiver becoming
//! one among them.

use lianxi::{
    departments,
    enforcement::{
        self, CaseState,
        hand_over::{self, HandOver, HandOverAction},
        ladder::{ProposalState, actions::Verdict},
        measure::{
            self, MeasureState,
            actions::{self, NewInspection, SeenMeasure},
        },
    },
    tenancy::Scope,
};

use super::{
    cases::{Docket, key},
    hand_overs::transfer,
};
use crate::support::each_database;

impl Docket<'_> {
    fn merge_into(&self, from: i64, into: i64) {
        let merge = |conn: &mut _, scope: &Scope| departments::merge(conn, scope, (from, 1), into, enforcement::move_department);
        self.stage.write(&self.stage.office(), merge).expect("merged");
    }

    fn now(&self, h: &HandOver) -> HandOver {
        self.stage.read(&self.stage.office(), |conn, scope| hand_over::by_number(conn, scope, &h.number)).expect("there")
    }
}

#[test]
fn a_receiver_that_lives_on_elsewhere_receives_there() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let [city, _] = d.stage.cities;
        let case = d.on_file("假冒饮料");
        let sent = d.send(&d.chen(), &case, &transfer(city)).expect("sent");
        d.merge_into(city, d.other);
        let now = d.now(&sent);
        assert_eq!((now.to_id, now.receipt_due_on), (Some(d.other), sent.receipt_due_on), "with its day");
        d.reply(&d.stage.cast.scope(&d.ding), &now, HandOverAction::Receive).expect("received");
        assert_eq!((d.one(case.id).state, d.one(case.id).holder_id), (CaseState::Open, d.other));
    });
}

#[test]
fn a_giver_and_a_receiver_that_become_one_leave_no_case_between_two_desks() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (case, back) = (d.on_file("假冒饮料"), d.on_file("还没有签收的"));
        let sent = d.send(&d.chen(), &case, &transfer(d.other)).expect("sent");
        let other = d.send(&d.chen(), &back, &transfer(d.other)).expect("sent");
        d.merge_into(d.other, d.stage.bureau);
        let now = d.now(&sent);
        assert_eq!((now.from_id, now.to_id), (d.stage.bureau, Some(d.stage.bureau)));
        // It is on the desk of whoever is both: they receive it or take it back, and it is theirs alike.
        d.reply(&d.chen(), &now, HandOverAction::Receive).expect("received");
        d.reply(&d.chen(), &d.now(&other), HandOverAction::Withdraw).expect("taken back");
        for case in [&case, &back] {
            assert_eq!((d.one(case.id).state, d.one(case.id).holder_id), (CaseState::Open, d.stage.bureau));
        }
        // And it can be handed on.
        d.send(&d.chen(), &case, &transfer(d.stage.cities[0])).expect("sent");
    });
}

#[test]
fn measures_and_proposals_go_on_where_the_department_does() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let case = d.on_file("碳酸饮料抽查不合格");
        d.order(&case, 10);
        let p = d.serious(&case);
        d.merge_into(d.stage.bureau, d.other);
        let ding = d.stage.cast.scope(&d.ding);
        let now = d.only(&case);
        assert_eq!((now.department_id, now.due_on, now.state), (d.other, p.due_on, ProposalState::Open));
        // Whoever saw it before looks again; then it is theirs to decide.
        assert_eq!(d.settle(&ding, &case, &now, Verdict::Decline).expect("declined").state, ProposalState::Declined);
        let (m, _) = d.stage.read(&ding, |conn, scope| measure::of_case(conn, scope, case.id)).expect("measures").remove(0);
        assert_eq!(m.department_id, d.other);
        let passed =
            NewInspection { inspectors: "赵明".into(), passed: Some(true), figures: "合格".into(), ..NewInspection::default() };
        let seen = SeenMeasure { number: case.number.clone(), id: m.id, version: m.version };
        let inspected = d.stage.write(&ding, |conn, scope| actions::inspect(conn, scope, &seen, &passed));
        assert_eq!(inspected.expect("inspected").state, MeasureState::Fulfilled);
        // Who was left behind has no say.
        let old = d.stage.cast.person(d.stage.workspace, "留任", &[lianxi::tenancy::Role::Liaison], &[]);
        assert_eq!(key(d.settle(&d.stage.cast.scope(&old), &case, &d.only(&case), Verdict::Decline)), "measure-forbidden");
    });
}
