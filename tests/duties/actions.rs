//! The life of a duty through its actions: what is saved, told and written down, all in one transaction.

use std::sync::Barrier;

use diesel::prelude::*;
use lianxi::{
    duties::{self, NewReport, PartyState, Seen, State, actions, queries},
    platform::error::Error,
    schema::outbox,
};

use super::stage::{Stage, day};
use crate::support::each_database;

#[test]
fn a_duty_runs_from_assignment_to_close_out() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let duty = s.assigned();
        assert_eq!((duty.number.as_str(), duty.state), ("2026-0001", State::Assigned));
        let stored = s.duty(&duty.number);
        assert_eq!(stored.due_on(), Some(day(12, 7)), "ten working days after Monday 23 November");
        assert_eq!(s.mails(), [("duty-assigned".into(), "陈静".into()), ("duty-assigned".into(), "王磊".into())]);

        s.act(&s.support_scope(), |c, scope| actions::accept(c, scope, Seen::any(duty.id), s.support)).expect("support receives");
        assert_eq!(s.duty(&duty.number).state, State::Assigned, "only the lead sets it to work");
        s.act(&s.lead_scope(), |c, scope| actions::accept(c, scope, Seen::any(duty.id), s.lead)).expect("lead receives");
        let stored = s.duty(&duty.number);
        assert_eq!((stored.state, stored.next_report_on), (State::InProgress, Some(day(11, 27))));

        let target = targets(&s, duty.id)[0];
        let report =
            NewReport { department_id: s.lead, as_of: day(11, 23), text: "已整治 31 个".into(), figures: vec![(target, 31.0)] };
        s.act(&s.lead_scope(), |c, scope| actions::report(c, scope, Seen::any(duty.id), report)).expect("a report");
        assert_eq!(s.duty(&duty.number).next_report_on, Some(day(12, 4)), "this week's report is made");

        s.act(&s.lead_scope(), |c, scope| actions::submit(c, scope, Seen::any(duty.id), s.lead, "汇总表已报送")).expect("submitted");
        s.act(&s.secretariat(), |c, scope| actions::return_(c, scope, Seen::any(duty.id), "缺两市数据")).expect("returned");
        s.act(&s.lead_scope(), |c, scope| actions::submit(c, scope, Seen::any(duty.id), s.lead, "已补齐")).expect("submitted again");
        s.act(&s.secretariat(), |c, scope| actions::close(c, scope, Seen::any(duty.id), "")).expect("closed");
        let stored = s.duty(&duty.number);
        assert_eq!((stored.state, stored.closed_at), (State::Closed, Some(s.cast.now)));
        s.act(&s.secretariat(), |c, scope| actions::reopen(c, scope, Seen::any(duty.id), "复查发现问题")).expect("reopened");

        let told: Vec<_> = s.timeline(duty.id).into_iter().map(|(action, _, to)| (action, to.unwrap_or_default())).collect();
        let told: Vec<(&str, &str)> = told.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(
            told,
            [
                ("draft", ""),
                ("assign", "assigned"),
                ("accept", ""),
                ("accept", "in_progress"),
                ("report", ""),
                ("submit", "submitted"),
                ("return", "in_progress"),
                ("submit", "submitted"),
                ("close", "closed"),
                ("reopen", "in_progress"),
            ]
        );
        let submitted = s.mails().into_iter().filter(|(cause, who)| cause == "duty-submitted" && who == "周敏").count();
        assert_eq!(submitted, 2, "each hand-in is told once");
    });
}

fn targets(s: &Stage<'_>, id: i64) -> Vec<i64> {
    let scope = s.secretariat();
    let found = s.cast.db.read(scope.tenant(), |c| queries::targets(c, &scope, id)).expect("targets");
    found.into_iter().map(|t| t.id).collect()
}

#[test]
fn a_refusal_comes_back_to_the_secretariat_and_is_assigned_elsewhere() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let duty = s.assigned();
        let empty = s.act(&s.lead_scope(), |c, scope| actions::refuse(c, scope, Seen::any(duty.id), s.lead, " \n"));
        assert!(matches!(empty, Err(Error::Invalid(ref e)) if e.0[0].field == "reason"), "{empty:?}");
        s.act(&s.lead_scope(), |c, scope| actions::refuse(c, scope, Seen::any(duty.id), s.lead, "不属本局职能")).expect("refused");
        assert!(s.mails().contains(&("duty-refused".into(), "周敏".into())));
        let charge = actions::Charge {
            lead_id: Some(s.support),
            support_ids: vec![s.other],
            rule: Some(lianxi::calendar::DeadlineRule::Fixed { on: day(12, 31) }),
        };
        s.act(&s.secretariat(), |c, scope| actions::reassign(c, scope, Seen::any(duty.id), &charge, "改由质监局牵头")).expect("reassigned");
        let stored = s.duty(&duty.number);
        assert_eq!((stored.state, stored.lead_id, stored.due_on()), (State::Assigned, Some(s.support), Some(day(12, 31))));
        assert_eq!(stored.party(s.support).map(|p| p.state), Some(PartyState::Pending));
        assert!(stored.party(s.lead).is_none());
        let again = s.act(&s.lead_scope(), |c, scope| actions::accept(c, scope, Seen::any(duty.id), s.lead));
        assert!(matches!(again, Err(Error::Forbidden(_))), "{again:?}");
    });
}

#[test]
fn the_second_of_two_savers_gets_a_conflict_and_nothing_of_theirs_is_half_done() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let duty = s.submitted();
        let seen = Seen::at(duty.id, s.duty(&duty.number).version);
        s.act(&s.secretariat(), |c, scope| actions::return_(c, scope, seen, "缺数据")).expect("the first");
        s.act(&s.lead_scope(), |c, scope| actions::submit(c, scope, Seen::any(duty.id), s.lead, "补齐")).expect("handed in again");
        let before = (s.timeline(duty.id).len(), s.mails().len());
        let second = s.act(&s.secretariat(), |c, scope| actions::close(c, scope, seen, ""));
        assert!(matches!(second, Err(Error::Conflict)), "{second:?}");
        assert_eq!((s.timeline(duty.id).len(), s.mails().len()), before);
        assert_eq!(s.duty(&duty.number).state, State::Submitted);
    });
}

#[test]
fn a_mail_that_cannot_be_queued_undoes_the_whole_change() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let duty = s.accepted();
        let before = s.timeline(duty.id).len();
        // The next letter's cause is taken by a row that the transaction cannot add twice under another key: the table refuses.
        let block = match t.name {
            "sqlite" => {
                "CREATE TRIGGER no_mail BEFORE INSERT ON outbox WHEN NEW.cause LIKE 'duty-submitted%' BEGIN SELECT RAISE(ABORT, 'no mail'); END"
            }
            _ => "ALTER TABLE outbox ADD CONSTRAINT no_mail CHECK (cause NOT LIKE 'duty-submitted%')",
        };
        let scope = s.lead_scope();
        s.cast
            .db
            .write(scope.tenant(), |c| {
                diesel::sql_query(block).execute(c)?;
                Ok(())
            })
            .expect("the block");
        let got = s.act(&scope, |c, scope| actions::submit(c, scope, Seen::any(duty.id), s.lead, "汇总表"));
        assert!(matches!(got, Err(Error::Internal(_))), "{got:?}");
        let stored = s.duty(&duty.number);
        assert_eq!((stored.state, stored.submitted_at, s.timeline(duty.id).len()), (State::InProgress, None, before));
    });
}

#[test]
fn numbers_are_given_once_however_many_ask_at_once() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let (scope, barrier) = (s.secretariat(), Barrier::new(4));
        std::thread::scope(|threads| {
            for _ in 0..4 {
                threads.spawn(|| {
                    barrier.wait();
                    for _ in 0..5 {
                        s.act(&scope, |c, scope| duties::assign_new(c, scope, s.new_duty())).expect("assigned");
                    }
                });
            }
        });
        let failed = s.act(&scope, |c, scope| {
            duties::assign_new(c, scope, s.new_duty())?;
            Err::<(), _>(Error::refused("undone"))
        });
        assert!(failed.is_err());
        let last = s.assigned();
        assert_eq!(last.number, "2026-0021", "twenty given, none skipped by what was rolled back");
        let other = Stage::named(&t.db, "theirs");
        assert_eq!(other.assigned().number, "2026-0001", "each workspace counts for itself");
    });
}

#[test]
fn two_departments_may_report_at_the_same_time() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let duty = s.accepted();
        s.act(&s.support_scope(), |c, scope| actions::accept(c, scope, Seen::any(duty.id), s.support)).expect("support receives");
        let (lead, support, barrier) = (s.lead_scope(), s.support_scope(), Barrier::new(2));
        std::thread::scope(|threads| {
            for (scope, department_id) in [(&lead, s.lead), (&support, s.support)] {
                let (s, barrier) = (&s, &barrier);
                threads.spawn(move || {
                    barrier.wait();
                    for _ in 0..5 {
                        let report = NewReport { department_id, as_of: day(11, 23), text: "进展".into(), figures: vec![] };
                        s.act(scope, |c, scope| actions::report(c, scope, Seen::any(duty.id), report)).expect("no conflict");
                    }
                });
            }
        });
        assert_eq!(s.timeline(duty.id).iter().filter(|(a, ..)| a == "report").count(), 10);
    });
}

#[test]
fn one_letter_a_person_and_cause_in_their_language() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        // Liaison of both departments: still one letter.
        let both = s.cast.person(
            s.workspace,
            "双兼",
            &[],
            &[(s.lead, lianxi::tenancy::Function::Deputy), (s.support, lianxi::tenancy::Function::Liaison)],
        );
        s.assigned();
        let mine = s.mails().into_iter().filter(|(_, who)| *who == both.name).count();
        assert_eq!(mine, 1);
        let scope = s.secretariat();
        let languages: Vec<String> =
            s.cast.db.read(scope.tenant(), |c| Ok(outbox::table.select(outbox::language).load(c)?)).expect("languages");
        assert!(languages.iter().all(|l| l == "zh-CN"), "nobody chose, so the workspace's");
    });
}

#[test]
fn bad_figures_and_words_are_named_by_field() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let duty = s.accepted();
        let target = targets(&s, duty.id)[0];
        let report =
            NewReport { department_id: s.lead, as_of: day(11, 24), text: "\0 ".into(), figures: vec![(target, f64::NAN), (5, 1.0)] };
        let got = s.act(&s.lead_scope(), |c, scope| actions::report(c, scope, Seen::any(duty.id), report));
        let Err(Error::Invalid(errors)) = got else { panic!("{got:?}") };
        let fields: Vec<&str> = errors.0.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["text", "as_of", &format!("figure-{target}"), "figure-5"]);
        let long = s.act(&s.secretariat(), |c, scope| actions::suspend(c, scope, Seen::any(duty.id), &"长".repeat(2001)));
        assert!(matches!(long, Err(Error::Invalid(_))), "{long:?}");
    });
}
