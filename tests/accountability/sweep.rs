//! What the program raises by itself: by a rule that it names, once a fact, whoever sweeps.

use std::{sync::Barrier, thread};

use chrono::Duration;
use diesel::prelude::*;
use lianxi::{
    accountability::{
        Cause, Matter, Rules, State, SubjectKind, Swept,
        actions::{self, Seen},
        queries::{self, Order, Tab, Which},
        sweep,
    },
    calendar::DeadlineRule,
    duties::{self, Comparison, NewDuty, NewReport, NewTarget, Seen as SeenDuty},
    platform::error::Error,
    schema::outbox,
    tenancy::{Function, Role},
};

use crate::{
    duties::stage::{Stage, day},
    support::each_database,
};

/// A duty due on this day, reminded of by hand so often.
fn late(stage: &Stage<'_>, title: &str, on: chrono::NaiveDate, reminders: usize) -> duties::DutyRef {
    let office = stage.secretariat();
    let new = NewDuty { title: title.into(), rule: Some(DeadlineRule::Fixed { on }), ..stage.new_duty() };
    let duty = stage.act(&office, |conn, scope| duties::assign_new(conn, scope, new)).expect("assigned");
    for n in 0..reminders {
        stage
            .act(&office, |conn, scope| duties::actions::remind(conn, scope, SeenDuty::any(duty.id), &format!("第{n}次")))
            .expect("reminded");
    }
    duty
}

fn raised(stage: &Stage<'_>) -> Vec<Matter> {
    let load = |conn: &mut lianxi::platform::db::Conn, scope: &lianxi::tenancy::Scope| {
        queries::list(conn, scope, &Which::default(), Tab::All, (Order::Age, true), 100, 0)
    };
    let scope = stage.secretariat();
    stage.cast.db.read(scope.tenant(), |conn| load(conn, &scope)).expect("matters")
}

fn swept(stage: &Stage<'_>) -> Swept {
    sweep(stage.cast.db, &stage.cast.system(stage.workspace)).expect("a sweep")
}

fn mails(stage: &Stage<'_>) -> usize {
    let scope = stage.secretariat();
    let count = |conn: &mut lianxi::platform::db::Conn| {
        let own = outbox::table.filter(outbox::workspace_id.eq(scope.workspace_id())).filter(outbox::cause.like("matter-proposed:%"));
        Ok(own.count().get_result::<i64>(conn)?)
    };
    usize::try_from(stage.cast.db.read(scope.tenant(), count).expect("mails")).expect("a number")
}

#[test]
fn a_duty_overdue_after_its_reminders_is_proposed_once_by_whoever_sweeps() {
    each_database(|t| {
        let mut stage = Stage::new(&t.db);
        let long = late(&stage, "整治报告", day(11, 24), 2);
        late(&stage, "没人催过", day(11, 24), 1);
        let later = late(&stage, "才逾期", day(12, 4), 3);
        // The tenth working day after 24 November is 8 December: not beyond it yet.
        stage.cast.now = day(12, 8).and_hms_opt(2, 0, 0).expect("a time");
        assert_eq!(swept(&stage).raised, 0);
        stage.cast.now = day(12, 9).and_hms_opt(2, 0, 0).expect("a time");
        let (start, scope) = (Barrier::new(2), stage.cast.system(stage.workspace));
        thread::scope(|threads| {
            for _ in 0..2 {
                threads.spawn(|| {
                    start.wait();
                    sweep(&t.db, &scope).expect("a sweep");
                });
            }
        });
        let found = raised(&stage);
        assert_eq!(found.len(), 1, "{found:#?}");
        let matter = &found[0];
        assert_eq!((matter.cause, matter.state, matter.edition), (Cause::DutyOverdue, State::Proposed, 1));
        assert_eq!((matter.subject.kind, matter.subject.department_id), (SubjectKind::Department, stage.lead));
        assert_eq!(matter.basis, "苏政发〔2000〕84号第二十五条");
        assert_eq!(matter.proposed_by, "", "by the program");
        let of = |key: &str| matter.facts.lines.iter().find(|l| l.key == key).map(|l| l.value.clone()).unwrap_or_default();
        assert!(of("duty").contains("整治报告"), "{:?}", matter.facts);
        // From 24 November to 9 December.
        assert_eq!((of("due").as_str(), of("over").as_str()), ("2026-11-24", "11"));
        assert_eq!(of("reminders"), "2");
        assert_eq!(mails(&stage), 1, "one letter to the one of the office");
        // Nothing is raised twice, dismissed or not; the copy stays as it was.
        let office = stage.secretariat();
        let seen = Seen::any(&*matter.number);
        stage.act(&office, |conn, scope| actions::dismiss(conn, scope, &seen, "已另行处理")).expect("dismissed");
        assert_eq!(swept(&stage), Swept { facts: 1, raised: 0 });
        // A further deadline that is missed is a new fact.
        let rule = DeadlineRule::Fixed { on: day(12, 20) };
        let change =
            |conn: &mut _, scope: &_| duties::actions::change_deadline(conn, scope, SeenDuty::any(long.id), Some(rule.clone()), "另定");
        stage.act(&office, change).expect("changed");
        for n in 0..2 {
            let said = format!("再催{n}");
            stage.act(&office, |conn, scope| duties::actions::remind(conn, scope, SeenDuty::any(long.id), &said)).expect("reminded");
        }
        stage.cast.now = day(12, 30).and_hms_opt(2, 0, 0).expect("a time") + Duration::days(20);
        assert_eq!(swept(&stage).raised, 2, "that one, and the other duty by now");
        assert!(raised(&stage).iter().any(|m| m.fact_key == format!("duty_overdue:{}:2026-12-04", later.id)));
        assert_eq!(mails(&stage), 2);
        // A rule of another edition: proposals say which.
        let mut rules = Rules::shipped();
        rules.rules[0].reminders = 1;
        let office = stage.secretariat();
        let write = |conn: &mut _, scope: &_| actions::write_rules(conn, scope, 1, &rules, "催办一次即可");
        assert_eq!(stage.act(&office, write).expect("written").number, 2);
        let stale = stage.act(&office, |conn, scope| actions::write_rules(conn, scope, 1, &rules, "又改"));
        assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
        assert_eq!(swept(&stage).raised, 1, "the one that was reminded of once");
        assert_eq!(raised(&stage).iter().map(|m| m.edition).collect::<Vec<_>>(), [1, 1, 1, 2]);
        rules.rules[0].on = false;
        let office = stage.secretariat();
        stage.act(&office, |conn, scope| actions::write_rules(conn, scope, 2, &rules, "停用")).expect("written");
        assert_eq!(swept(&stage).facts, 0);
    });
}

#[test]
fn a_target_that_slides_two_periods_running_is_proposed_for_its_lead() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        // Whoever is of the office and of the department a matter is about is told nothing of it.
        stage.cast.person(stage.workspace, "两头", &[Role::Secretariat], &[(stage.lead, Function::Liaison)]);
        let office = stage.secretariat();
        let target = |name: &str| NewTarget {
            name: name.into(),
            value: 90.0,
            unit: "%".into(),
            comparison: Comparison::AtLeast,
            per: Some("month".into()),
        };
        let new = NewDuty { targets: vec![target("抽查合格率"), target("整改率")], ..stage.new_duty() };
        let duty = stage.act(&office, |conn, scope| duties::assign_new(conn, scope, new)).expect("assigned");
        let lead = stage.lead_scope();
        stage.act(&lead, |conn, scope| duties::actions::accept(conn, scope, SeenDuty::any(duty.id), stage.lead)).expect("accepted");
        let targets = stage.cast.db.read(office.tenant(), |conn| duties::queries::targets(conn, &office, duty.id)).expect("targets");
        let report = |on: chrono::NaiveDate, values: [f64; 2]| {
            let figures = targets.iter().map(|t| t.id).zip(values).collect();
            let report = NewReport { department_id: stage.lead, as_of: on, text: "月报".into(), figures };
            stage.act(&lead, |conn, scope| duties::actions::report(conn, scope, SeenDuty::any(duty.id), report)).expect("reported");
        };
        report(day(8, 31), [88.0, 80.0]);
        report(day(9, 30), [85.5, 82.0]);
        assert_eq!(swept(&stage).raised, 0, "once");
        report(day(10, 31), [80.0, 81.0]);
        // This month is not over: it says nothing yet.
        report(day(11, 20), [99.0, 1.0]);
        assert_eq!(swept(&stage).raised, 1);
        let found = raised(&stage);
        assert!(found[0].title.contains("抽查合格率") && found[0].fact_key.ends_with(":2026-10"), "{:?}", found[0]);
        let measured: Vec<&str> = found[0].facts.lines.iter().filter(|l| l.key == "measured").map(|l| l.value.as_str()).collect();
        assert_eq!(measured, ["2026-08: 88%", "2026-09: 85.5%", "2026-10: 80%"]);
        assert_eq!(mails(&stage), 1, "not to the one who is of the department too");
        assert_eq!(swept(&stage).raised, 0);
    });
}
