//! Who may what, and that another workspace's duty does not exist.

use lianxi::{
    calendar::DeadlineRule,
    duties::{self, NewReport, Seen, Sight, State, actions, queries},
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    tenancy::{Function, Role, Scope},
};

use super::stage::{Stage, day};
use crate::support::each_database;

type Act<'a> = Box<dyn Fn(&mut Conn, &Scope) -> Result<duties::DutyRef> + 'a>;

/// Every action with arguments that would be right for whoever has the right.
fn all_actions<'a>(s: &'a Stage<'_>, seen: Seen) -> Vec<(&'static str, Act<'a>)> {
    let charge = actions::Charge { lead_id: Some(s.lead), support_ids: vec![], rule: None };
    let (charge2, report) = (charge.clone(), NewReport { department_id: s.lead, as_of: day(11, 23), text: "x".into(), figures: vec![] });
    let content =
        actions::Content { title: "x".into(), requirement: String::new(), deliverable: String::new(), cadence: None, targets: vec![] };
    vec![
        ("assign", Box::new(move |c, sc| actions::assign(c, sc, seen, &charge))),
        ("reassign", Box::new(move |c, sc| actions::reassign(c, sc, seen, &charge2, "r"))),
        ("accept", Box::new(move |c, sc| actions::accept(c, sc, seen, s.lead))),
        ("refuse", Box::new(move |c, sc| actions::refuse(c, sc, seen, s.lead, "r"))),
        ("report", Box::new(move |c, sc| actions::report(c, sc, seen, report.clone()))),
        ("submit", Box::new(move |c, sc| actions::submit(c, sc, seen, s.lead, "e"))),
        ("close", Box::new(move |c, sc| actions::close(c, sc, seen, ""))),
        ("return", Box::new(move |c, sc| actions::return_(c, sc, seen, "r"))),
        ("reopen", Box::new(move |c, sc| actions::reopen(c, sc, seen, "r"))),
        ("suspend", Box::new(move |c, sc| actions::suspend(c, sc, seen, "r"))),
        ("resume", Box::new(move |c, sc| actions::resume(c, sc, seen, "r"))),
        ("cancel", Box::new(move |c, sc| actions::cancel(c, sc, seen, "r"))),
        ("extend", Box::new(move |c, sc| actions::request_extension(c, sc, seen, s.lead, day(12, 30), "r"))),
        ("decide", Box::new(move |c, sc| actions::decide_extension(c, sc, seen, 1, None, "r"))),
        ("remind", Box::new(move |c, sc| actions::remind(c, sc, seen, ""))),
        ("share", Box::new(move |c, sc| actions::share(c, sc, seen, None, &[(s.support, "x".into())]))),
        ("parties", Box::new(move |c, sc| actions::change_parties(c, sc, seen, Some(s.lead), &[], "r"))),
        ("deadline", Box::new(move |c, sc| actions::change_deadline(c, sc, seen, Some(DeadlineRule::Fixed { on: day(12, 30) }), "r"))),
        ("edit", Box::new(move |c, sc| actions::edit(c, sc, seen, content.clone(), "r"))),
    ]
}

#[test]
fn a_stranger_is_told_there_is_no_such_duty() {
    each_database(|t| {
        let (s, theirs) = (Stage::new(&t.db), Stage::named(&t.db, "theirs"));
        let duty = s.accepted();
        for (name, action) in all_actions(&s, Seen::any(duty.id)) {
            for scope in [theirs.secretariat(), theirs.lead_scope()] {
                let got = theirs.act(&scope, |c, sc| action(c, sc));
                assert!(matches!(got, Err(Error::NotFound)), "{name}: {got:?}");
            }
        }
        let scope = theirs.secretariat();
        let read = t.db.read(scope.tenant(), |c| queries::detail(c, &scope, &duty.number));
        assert!(matches!(read, Err(Error::NotFound)), "{read:?}");
        assert_eq!(s.duty(&duty.number).version, 3, "nothing was touched");
    });
}

#[test]
fn readers_and_administrators_change_nothing() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let duty = s.accepted();
        let people = [
            s.cast.person(s.workspace, "审计", &[Role::Auditor], &[]),
            s.cast.person(s.workspace, "李副局长", &[Role::Leader], &[(s.lead, Function::Leader)]),
            s.cast.person(s.workspace, "系统", &[Role::Administrator], &[]),
            s.cast.person(s.workspace, "旁人", &[Role::Liaison], &[(s.other, Function::Liaison)]),
        ];
        let before = s.duty(&duty.number);
        for person in &people {
            let scope = s.cast.scope(person);
            for (name, action) in all_actions(&s, Seen::any(duty.id)) {
                let got = s.act(&scope, |c, sc| action(c, sc));
                assert!(matches!(got, Err(Error::Forbidden(_) | Error::Refused(_))), "{}: {name}: {got:?}", person.name);
            }
            let made = s.act(&scope, |c, sc| duties::assign_new(c, sc, s.new_duty()));
            assert!(matches!(made, Err(Error::Forbidden(_))), "{}: {made:?}", person.name);
        }
        assert_eq!(s.duty(&duty.number), before);
    });
}

#[test]
fn sight_follows_roles_and_departments() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let duty = s.accepted();
        let new = duties::NewDuty { lead_id: None, ..s.new_duty() };
        let draft = s.act(&s.secretariat(), |c, sc| duties::assign_new(c, sc, new)).expect("a draft");
        assert_eq!(draft.state, State::Draft, "without a lead nothing is assigned");
        let see = |scope: &Scope, number: &str| t.db.read(scope.tenant(), |c| Ok(queries::detail(c, scope, number)?.sight));
        let auditor = s.cast.scope(&s.cast.person(s.workspace, "审计", &[Role::Auditor], &[]));
        let admin = s.cast.scope(&s.cast.person(s.workspace, "系统", &[Role::Administrator], &[]));
        let other = s.cast.scope(&s.cast.person(s.workspace, "旁人", &[Role::Liaison], &[(s.other, Function::Liaison)]));
        for scope in [s.secretariat(), s.lead_scope(), s.support_scope(), auditor.clone()] {
            assert!(matches!(see(&scope, &duty.number), Ok(Sight::Full)));
        }
        assert!(matches!(see(&other, &duty.number), Ok(Sight::Outline)));
        let outline = t.db.read(other.tenant(), |c| queries::detail(c, &other, &duty.number)).expect("an outline");
        assert!(outline.targets.is_empty() && outline.deadlines.is_empty() && outline.offers.is_empty());
        assert!(matches!(see(&admin, &duty.number), Err(Error::Forbidden(_))));
        assert!(matches!(see(&auditor, &draft.number), Ok(Sight::Full)));
        assert!(matches!(see(&s.lead_scope(), &draft.number), Err(Error::Forbidden(_))));
    });
}

#[test]
fn a_department_receives_before_it_reports_and_is_offered_just_that() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let duty = s.assigned();
        let scope = s.lead_scope();
        let report = NewReport { department_id: s.lead, as_of: day(11, 23), text: "进展".into(), figures: vec![] };
        let early = s.act(&scope, |c, sc| actions::report(c, sc, Seen::any(duty.id), report.clone()));
        assert!(matches!(early, Err(Error::Refused(_))), "{early:?}");
        let offers = t.db.read(scope.tenant(), |c| Ok(queries::detail(c, &scope, &duty.number)?.offers)).expect("offers");
        let can: Vec<_> = offers.iter().filter(|o| o.refused.is_none()).map(|o| o.action.as_str()).collect();
        let cannot: Vec<_> = offers.iter().filter(|o| o.refused.is_some()).map(|o| o.action.as_str()).collect();
        assert_eq!((can, cannot), (vec!["accept", "refuse"], vec!["report"]));
        // In another department's name nobody acts.
        let foreign = s.act(&scope, |c, sc| actions::accept(c, sc, Seen::any(duty.id), s.support));
        assert!(matches!(foreign, Err(Error::Forbidden(_))), "{foreign:?}");
        s.act(&scope, |c, sc| actions::accept(c, sc, Seen::any(duty.id), s.lead)).expect("received");
        let twice = s.act(&scope, |c, sc| actions::accept(c, sc, Seen::any(duty.id), s.lead));
        assert!(matches!(twice, Err(Error::Refused(_))), "{twice:?}");
        let support = NewReport { department_id: s.support, ..report };
        let unreceived = s.act(&s.support_scope(), |c, sc| actions::report(c, sc, Seen::any(duty.id), support));
        assert!(matches!(unreceived, Err(Error::Refused(_))), "{unreceived:?}");
    });
}
