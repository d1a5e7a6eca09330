//! Duties: one is held against its lead once it was owed for more than ten working days after its day, and was reminded of twice on that
//! day or later, or by hand. Another day that is missed is another fact.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use lianxi::{
    calendar::DeadlineRule,
    duties::{self, DutyRef, NewDuty, Seen, actions},
    platform::{
        db::{Conn, Db},
        error::Result,
        id::new_id,
    },
    schema::reminders,
    tenancy::Scope,
};
use proptest::prelude::*;

use super::{Fact, Life, each_history, worked};
use crate::duties::stage::Stage;

#[derive(Clone, Debug)]
enum Step {
    /// Due so many days from now.
    Assign(u64),
    Remind(usize),
    /// The worker's: so many days before the deadline, or after it.
    Automatic(usize, i32),
    Move(usize, u64),
    Accept(usize),
    Submit(usize),
    Return(usize),
    Close(usize),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum At {
    Assigned,
    Working,
    HandedIn,
    Closed,
}

struct Told {
    duty: DutyRef,
    due: NaiveDate,
    at: At,
    /// The day it was about, and which one it was.
    reminded: BTreeSet<(NaiveDate, String)>,
    by_hand: usize,
}

struct Duties<'a> {
    stage: Stage<'a>,
    told: Vec<Told>,
}

impl Duties<'_> {
    fn today(&self) -> NaiveDate {
        self.stage.secretariat().today()
    }

    fn by_office<T>(&self, work: impl FnOnce(&mut Conn, &Scope) -> Result<T>) -> T {
        self.stage.act(&self.stage.secretariat(), work).expect("done")
    }

    fn by_lead<T>(&self, work: impl FnOnce(&mut Conn, &Scope) -> Result<T>) -> T {
        self.stage.act(&self.stage.lead_scope(), work).expect("done")
    }

    fn assign(&mut self, days: u64) {
        let due = self.today() + Days::new(days);
        let new = NewDuty { support_ids: Vec::new(), rule: Some(DeadlineRule::Fixed { on: due }), ..self.stage.new_duty() };
        let duty = self.by_office(|conn, scope| duties::assign_new(conn, scope, new));
        self.told.push(Told { duty, due, at: At::Assigned, reminded: BTreeSet::new(), by_hand: 0 });
    }

    /// Two people are reminded at once: that is one reminder.
    fn automatic(&mut self, n: usize, threshold: i32) {
        let (id, due, people) = (self.told[n].duty.id, self.told[n].due, [self.stage.chen.person_id, self.stage.wang.person_id]);
        if !self.told[n].reminded.insert((due, threshold.to_string())) {
            return;
        }
        self.by_office(|conn, scope| {
            for person in people {
                diesel::insert_into(reminders::table)
                    .values((
                        reminders::workspace_id.eq(scope.workspace_id()),
                        reminders::id.eq(new_id()),
                        reminders::duty_id.eq(id),
                        reminders::person_id.eq(person),
                        reminders::kind.eq("automatic"),
                        reminders::due_on.eq(due),
                        reminders::threshold.eq(threshold),
                        reminders::at.eq(scope.now()),
                    ))
                    .execute(conn)?;
            }
            Ok(())
        });
    }

    fn of(&self, step: &Step) -> Option<(usize, DutyRef, At)> {
        let nth = match step {
            Step::Assign(_) => return None,
            Step::Remind(n) | Step::Automatic(n, _) | Step::Move(n, _) => n,
            Step::Accept(n) | Step::Submit(n) | Step::Return(n) | Step::Close(n) => n,
        };
        let n = nth % self.told.len().max(1);
        self.told.get(n).map(|told| (n, told.duty.clone(), told.at))
    }
}

impl Life<Step> for Duties<'_> {
    fn office(&self) -> Scope {
        self.stage.secretariat()
    }

    fn system(&self) -> Scope {
        self.stage.cast.system(self.stage.workspace)
    }

    fn pass(&mut self, days: i64) {
        self.stage.cast.now += chrono::Duration::days(days);
    }

    fn act(&mut self, step: &Step) {
        if let Step::Assign(days) = step {
            return self.assign(*days);
        }
        let Some((n, duty, at)) = self.of(step) else { return };
        let (seen, lead, is_owed) = (Seen::any(duty.id), self.stage.lead, matches!(at, At::Assigned | At::Working));
        match step {
            Step::Remind(_) if is_owed => {
                self.by_office(|conn, scope| actions::remind(conn, scope, seen, "请抓紧"));
                let told = &mut self.told[n];
                told.by_hand += 1;
                told.reminded.insert((told.due, format!("by hand {}", told.by_hand)));
            }
            Step::Automatic(_, threshold) if is_owed => self.automatic(n, *threshold),
            Step::Move(_, days) if is_owed => {
                let due = self.today() + Days::new(*days);
                let rule = Some(DeadlineRule::Fixed { on: due });
                if due != self.told[n].due {
                    self.by_office(|conn, scope| actions::change_deadline(conn, scope, seen, rule, "调整"));
                    self.told[n].due = due;
                }
            }
            Step::Accept(_) if at == At::Assigned => {
                self.by_lead(|conn, scope| actions::accept(conn, scope, seen, lead));
                self.told[n].at = At::Working;
            }
            Step::Submit(_) if at == At::Working => {
                self.by_lead(|conn, scope| actions::submit(conn, scope, seen, lead, "已完成"));
                self.told[n].at = At::HandedIn;
            }
            Step::Return(_) if at == At::HandedIn => {
                self.by_office(|conn, scope| actions::return_(conn, scope, seen, "补充"));
                self.told[n].at = At::Working;
            }
            Step::Close(_) if at == At::HandedIn => {
                self.by_office(|conn, scope| actions::close(conn, scope, seen, ""));
                self.told[n].at = At::Closed;
            }
            _ => {}
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let today = self.today();
        let often = |told: &Told| {
            let early = |which: &str| which.parse::<i32>().is_ok_and(|before| before > 0);
            told.reminded.iter().filter(|(day, which)| *day == told.due && !early(which)).count()
        };
        let neglected =
            |t: &&Told| matches!(t.at, At::Assigned | At::Working) && often(t) >= 2 && t.due < today && worked(t.due, today) > 10;
        self.told.iter().filter(neglected).map(|t| (format!("/duties/{}", t.duty.number), t.due.to_string())).collect()
    }

    fn line(&self) -> &'static str {
        "duty"
    }
}

fn begin<'a>(db: &'a Db) -> Box<dyn Life<Step> + 'a> {
    Box::new(Duties { stage: Stage::new(db), told: Vec::new() })
}

#[test]
fn a_duty_is_held_against_its_lead_as_the_model_says() {
    let n = || 0..6usize;
    let step = prop_oneof![
        3 => (1..=6u64).prop_map(Step::Assign),
        7 => n().prop_map(Step::Remind),
        3 => (n(), prop::sample::select(vec![3, 1, 0, -1, -3])).prop_map(|(n, threshold)| Step::Automatic(n, threshold)),
        1 => (n(), 1..=6u64).prop_map(|(n, days)| Step::Move(n, days)),
        2 => n().prop_map(Step::Accept),
        1 => n().prop_map(Step::Submit),
        1 => n().prop_map(Step::Return),
        1 => n().prop_map(Step::Close),
    ];
    each_history(step, begin);
}
