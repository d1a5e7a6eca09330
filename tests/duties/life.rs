//! Whole lives of duties, by the real actions on both databases, against a model written down from the product's words: states,
//! every department's own receipt, extensions, suspension, and people who act on what they saw before somebody else saved.

use lianxi::{
    calendar::DeadlineRule,
    duties::{Action, DutyRef, NewReport, PartyState, Seen, State, actions, queries},
    platform::error::{Error, Result},
    schema::duty_parties,
    tenancy::{Function, Role, Scope},
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError, TestRunner},
};

use super::stage::{Stage, day};
use crate::support::each_database;

/// The office or one of three departments' liaisons.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Who {
    Office,
    Of(usize),
}

/// One step: who does what, how, and whether on an outdated picture.
#[derive(Clone, Copy, Debug)]
struct Step {
    who: Who,
    action: Action,
    /// Chooses among departments, days, answers.
    variant: usize,
    stale: bool,
}

/// A step yet to be chosen: most are among those the product allows at that moment, so that lives get somewhere; the others may be
/// anything.
#[derive(Clone, Copy, Debug)]
struct Draw {
    allowed: bool,
    action: usize,
    who: usize,
    variant: usize,
    stale: bool,
}

fn draws() -> impl Strategy<Value = Vec<Draw>> {
    let draw = (prop::bool::weighted(0.7), any::<u16>(), any::<u16>(), any::<u16>(), prop::bool::weighted(0.1));
    let draw = draw.prop_map(|(allowed, action, who, variant, stale)| Draw {
        allowed,
        action: action.into(),
        who: who.into(),
        variant: variant.into(),
        stale,
    });
    prop::collection::vec(draw, 1..45)
}

const PEOPLE: [Who; 4] = [Who::Office, Who::Of(0), Who::Of(1), Who::Of(2)];

impl Draw {
    fn step(self, model: &Model) -> Step {
        let every =
            |action: Action| PEOPLE.into_iter().flat_map(move |who| (0..6).map(move |variant| Step { who, action, variant, stale: false }));
        let allowed = |step: &Step| model.clone().step(*step);
        // What ends a life comes last, and seldom.
        let ends = |action: &&Action| **action != Action::Cancel || self.action.is_multiple_of(16);
        let open: Vec<Action> = Action::ALL.iter().filter(ends).copied().filter(|a| every(*a).any(|s| allowed(&s))).collect();
        if !self.allowed || open.is_empty() {
            let action = Action::ALL[self.action % Action::ALL.len()];
            return Step { who: PEOPLE[self.who % PEOPLE.len()], action, variant: self.variant % 6, stale: self.stale };
        }
        let of: Vec<Step> = every(open[self.action % open.len()]).filter(allowed).collect();
        Step { stale: self.stale, ..of[(self.who + self.variant) % of.len()] }
    }
}

/// What the product says a duty is.
#[derive(Clone, Debug, PartialEq)]
struct Model {
    state: State,
    /// Which of the three leads.
    lead: usize,
    parties: [Option<PartyState>; 3],
    due: Option<chrono::NaiveDate>,
    deadlines: usize,
    asks: Option<chrono::NaiveDate>,
    saved: i64,
    events: usize,
}

/// Lead and supporting departments to choose among.
const CHARGES: [(usize, &[usize]); 4] = [(0, &[1]), (1, &[0]), (0, &[1, 2]), (2, &[])];

impl Model {
    fn charge(&mut self, variant: usize) {
        let (lead, support) = CHARGES[variant % CHARGES.len()];
        for d in 0..3 {
            let wanted = d == lead || support.contains(&d);
            self.parties[d] = match (self.parties[d], wanted) {
                (None, false) => None,
                (Some(_), false) => Some(PartyState::Withdrawn),
                // Whoever is new, comes back, had refused or is to lead from now on has to receive.
                (Some(PartyState::Accepted), true) if d != lead || self.lead == lead => Some(PartyState::Accepted),
                (_, true) => Some(PartyState::Pending),
            };
        }
        self.lead = lead;
    }

    fn ends(&self) -> bool {
        matches!(self.state, State::Closed | State::Cancelled)
    }

    /// Does the step, or says that it must be refused by leaving everything as it is.
    fn step(&mut self, step: Step) -> bool {
        let before = self.clone();
        let done = match step.who {
            Who::Office => self.by_office(step),
            Who::Of(d) => self.by_department(d, step),
        };
        if !done || (step.stale && self.saved > 1) {
            *self = before;
            return false;
        }
        self.saved += 1;
        self.events += 1;
        true
    }

    fn by_office(&mut self, Step { action, variant, .. }: Step) -> bool {
        use State::{Assigned, Cancelled, Closed, Draft, InProgress, Refused, Submitted, Suspended};
        let at = self.state;
        let mut go = |from: &[State], to: State| {
            let may = from.contains(&at);
            self.state = if may { to } else { at };
            may
        };
        match action {
            Action::Assign => {
                let may = go(&[Draft], Assigned);
                if may {
                    self.charge(variant);
                    (self.due, self.deadlines) = (Some(day(12, 7)), self.deadlines + 1);
                }
                may
            }
            Action::Reassign => {
                let may = go(&[Refused], Assigned);
                if may {
                    self.charge(variant);
                    (self.due, self.deadlines) = (Some(day(12, 31)), self.deadlines + 1);
                }
                may
            }
            Action::ChangeParties => {
                let may = go(&[Assigned, InProgress, Suspended], at);
                if may {
                    self.charge(variant);
                }
                may
            }
            Action::ChangeDeadline => {
                let may = go(&[Assigned, InProgress, Suspended], at);
                if may {
                    (self.due, self.deadlines) = (new_deadline(variant), self.deadlines + 1);
                }
                may
            }
            Action::Close | Action::Cancel => {
                let from: &[State] =
                    if action == Action::Close { &[Submitted] } else { &[Draft, Assigned, InProgress, Submitted, Refused, Suspended] };
                let may = go(from, if action == Action::Close { Closed } else { Cancelled });
                if may {
                    self.asks = None;
                }
                may
            }
            Action::Return => go(&[Submitted], InProgress),
            Action::Reopen => go(&[Closed], InProgress),
            Action::Suspend => go(&[InProgress], Suspended),
            Action::Resume => go(&[Suspended], InProgress),
            Action::Edit => go(&[Draft, Assigned, InProgress, Refused, Suspended], at),
            Action::Remind => go(&[Assigned, InProgress], at),
            Action::Share => go(&[InProgress], at) && self.supports() > 0,
            Action::DecideExtension => go(&[InProgress, Submitted, Suspended], at) && self.decide(variant),
            _ => false,
        }
    }

    fn supports(&self) -> usize {
        (0..3).filter(|d| *d != self.lead && self.parties[*d].is_some_and(|p| p != PartyState::Withdrawn)).count()
    }

    fn decide(&mut self, variant: usize) -> bool {
        let Some(asked) = self.asks else { return false };
        if variant.is_multiple_of(2) {
            // A deadline that was moved meanwhile may lie beyond what was asked for.
            if self.due.is_some_and(|due| asked <= due) {
                return false;
            }
            (self.due, self.deadlines) = (Some(asked), self.deadlines + 1);
        }
        self.asks = None;
        true
    }

    fn by_department(&mut self, d: usize, Step { action, variant, .. }: Step) -> bool {
        let Some(own) = self.parties[d].filter(|p| *p != PartyState::Withdrawn) else { return false };
        let leads = self.lead == d;
        let at = self.state;
        let at_work = at == State::InProgress;
        match action {
            Action::Accept => {
                let open = match leads {
                    true => matches!(at, State::Assigned | State::InProgress | State::Suspended),
                    false => matches!(at, State::Assigned | State::InProgress | State::Submitted | State::Suspended),
                };
                let may = open && matches!(own, PartyState::Pending | PartyState::Refused);
                if may {
                    self.parties[d] = Some(PartyState::Accepted);
                    self.state = if leads && at == State::Assigned { State::InProgress } else { at };
                }
                may
            }
            Action::Refuse => {
                let open = if leads { at == State::Assigned } else { matches!(at, State::Assigned | State::InProgress) };
                let may = open && own == PartyState::Pending;
                if may {
                    self.parties[d] = Some(PartyState::Refused);
                    self.state = if leads { State::Refused } else { at };
                }
                may
            }
            Action::Report => at_work && own == PartyState::Accepted,
            Action::Submit => {
                let may = at_work && leads && own == PartyState::Accepted;
                self.state = if may { State::Submitted } else { at };
                may
            }
            Action::Share => at_work && leads && own == PartyState::Accepted && self.supports() > 0,
            Action::RequestExtension => {
                let until = asked_until(variant);
                let may = at_work && leads && own == PartyState::Accepted && self.asks.is_none() && self.due.is_some_and(|due| until > due);
                if may {
                    self.asks = Some(until);
                }
                may
            }
            _ => false,
        }
    }
}

fn new_deadline(variant: usize) -> Option<chrono::NaiveDate> {
    [None, Some(day(12, 10)), Some(day(12, 20)), Some(day(12, 28)), Some(day(11, 25)), Some(day(12, 7))][variant % 6]
}

fn asked_until(variant: usize) -> chrono::NaiveDate {
    [day(12, 8), day(12, 15), day(12, 24), day(12, 30), day(11, 24), day(12, 31)][variant % 6]
}

/// The workspace of all lives, with a third liaison.
struct World<'a> {
    s: Stage<'a>,
    third: Scope,
}

impl<'a> World<'a> {
    fn new(db: &'a lianxi::platform::db::Db) -> Self {
        let s = Stage::new(db);
        let li = s.cast.person(s.workspace, "李宁", &[Role::Liaison], &[(s.other, Function::Liaison)]);
        let third = s.cast.scope(&li);
        Self { s, third }
    }

    fn departments(&self) -> [i64; 3] {
        [self.s.lead, self.s.support, self.s.other]
    }

    fn scope(&self, who: Who) -> Scope {
        match who {
            Who::Office => self.s.secretariat(),
            Who::Of(0) => self.s.lead_scope(),
            Who::Of(1) => self.s.support_scope(),
            Who::Of(_) => self.third.clone(),
        }
    }

    fn charge(&self, variant: usize, rule: DeadlineRule) -> actions::Charge {
        let (lead, support) = CHARGES[variant % CHARGES.len()];
        let ids = self.departments();
        actions::Charge { lead_id: Some(ids[lead]), support_ids: support.iter().map(|d| ids[*d]).collect(), rule: Some(rule) }
    }

    fn act(&self, duty: &DutyRef, step: Step, nth: usize) -> Result<DutyRef> {
        let now = self.s.duty(&duty.number);
        let version = if step.stale && now.version > 1 { now.version - 1 } else { now.version };
        let (seen, variant) = (Seen::at(duty.id, version), step.variant);
        let own = match step.who {
            Who::Of(d) => self.departments()[d],
            Who::Office => now.lead_id.unwrap_or(self.s.lead),
        };
        let shares: Vec<(i64, String)> = now.support().map(|p| (p.department_id, format!("第 {nth} 次分工"))).collect();
        self.s.act(&self.scope(step.who), |c, sc| match step.action {
            Action::Assign => actions::assign(c, sc, seen, &self.charge(variant, DeadlineRule::AfterAssignment { working_days: 10 })),
            Action::Reassign => actions::reassign(c, sc, seen, &self.charge(variant, DeadlineRule::Fixed { on: day(12, 31) }), "改派"),
            Action::ChangeParties => {
                let charge = self.charge(variant, DeadlineRule::Fixed { on: day(12, 31) });
                actions::change_parties(c, sc, seen, charge.lead_id, &charge.support_ids, "调整")
            }
            Action::ChangeDeadline => {
                actions::change_deadline(c, sc, seen, new_deadline(variant).map(|on| DeadlineRule::Fixed { on }), "调整")
            }
            Action::Accept => actions::accept(c, sc, seen, own),
            Action::Refuse => actions::refuse(c, sc, seen, own, "不属本单位"),
            Action::Report => {
                let report = NewReport { department_id: own, as_of: day(11, 23), text: "进展".into(), figures: vec![] };
                actions::report(c, sc, seen, report)
            }
            Action::Submit => actions::submit(c, sc, seen, own, "已完成"),
            Action::Close => actions::close(c, sc, seen, ""),
            Action::Return => actions::return_(c, sc, seen, "补充"),
            Action::Reopen => actions::reopen(c, sc, seen, "复查"),
            Action::Suspend => actions::suspend(c, sc, seen, "等待"),
            Action::Resume => actions::resume(c, sc, seen, "继续"),
            Action::Cancel => actions::cancel(c, sc, seen, "合并"),
            Action::Remind => actions::remind(c, sc, seen, ""),
            Action::Share => actions::share(c, sc, seen, matches!(step.who, Who::Of(_)).then_some(own), &shares),
            Action::RequestExtension => actions::request_extension(c, sc, seen, own, asked_until(variant), "数据未齐"),
            Action::DecideExtension => {
                let waiting = queries::waiting_extension(c, sc, duty.id)?;
                let until = waiting.as_ref().filter(|_| variant.is_multiple_of(2)).map(|e| e.until);
                actions::decide_extension(c, sc, seen, waiting.map_or(0, |e| e.id), until, "答复")
            }
            Action::Edit => {
                let content = actions::Content {
                    title: format!("第 {nth} 稿"),
                    requirement: String::new(),
                    deliverable: String::new(),
                    cadence: now.cadence,
                    targets: vec![],
                };
                actions::edit(c, sc, seen, content, "修改")
            }
        })
    }

    /// The duty as the database has it.
    fn read(&self, duty: &DutyRef) -> Model {
        use diesel::prelude::*;
        let office = self.s.secretariat();
        let stored = self.s.duty(&duty.number);
        let ids = self.departments();
        let (waiting, deadlines, copies): (_, _, Vec<(String, chrono::NaiveDate)>) = self
            .s
            .cast
            .db
            .read(office.tenant(), |c| {
                let detail = queries::detail(c, &office, &duty.number)?;
                let own = duty_parties::table.filter(duty_parties::workspace_id.eq(office.workspace_id()));
                let copies = own.filter(duty_parties::duty_id.eq(duty.id)).select((duty_parties::duty_state, duty_parties::sort_on));
                Ok((detail.waiting_extension().map(|e| e.until), detail.deadlines.len(), copies.load(c)?))
            })
            .expect("read");
        let never = chrono::NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day");
        for (state, sort_on) in copies {
            assert_eq!((state.as_str(), sort_on), (stored.state.as_str(), stored.due_on().unwrap_or(never)), "the parts' copies");
        }
        Model {
            state: stored.state,
            lead: ids.iter().position(|id| Some(*id) == stored.lead_id).expect("a lead"),
            parties: ids.map(|id| stored.parties.iter().find(|p| p.department_id == id).map(|p| p.state)),
            due: stored.due_on(),
            deadlines,
            asks: waiting,
            saved: stored.version,
            events: self.s.timeline(duty.id).len(),
        }
    }

    fn live(&self, draws: &[Draw]) -> std::result::Result<(), TestCaseError> {
        let draft = self.s.act(&self.s.secretariat(), |c, sc| actions::draft(c, sc, self.s.new_duty())).expect("a draft");
        let mut model = Model {
            state: State::Draft,
            lead: 0,
            parties: [Some(PartyState::Pending), Some(PartyState::Pending), None],
            due: None,
            deadlines: 0,
            asks: None,
            saved: 1,
            events: 1,
        };
        for (nth, draw) in draws.iter().enumerate() {
            let step = &draw.step(&model);
            let expected = model.step(*step);
            let mails = self.s.mails().len();
            let got = self.act(&draft, *step, nth);
            prop_assert_eq!(got.is_ok(), expected, "{:?} on {:?}: {:?}", step, model, got);
            match &got {
                Err(Error::Forbidden(m) | Error::Refused(m)) => prop_assert!(!m.key.is_empty()),
                Err(Error::Conflict) => prop_assert!(step.stale, "{:?}", step),
                Err(Error::Invalid(_)) => {
                    prop_assert!(matches!(step.action, Action::RequestExtension | Action::DecideExtension), "{:?}", got);
                }
                Err(other) => prop_assert!(false, "{:?}: {:?}", step, other),
                Ok(_) => {}
            }
            prop_assert!(expected || self.s.mails().len() == mails, "a refused step told somebody: {:?}", step);
            prop_assert_eq!(&self.read(&draft), &model, "after {:?}", step);
            prop_assert!(!model.ends() || model.asks.is_none());
        }
        Ok(())
    }
}

#[test]
fn every_life_a_duty_may_lead_agrees_with_the_model() {
    each_database(|t| {
        let world = World::new(&t.db);
        let cases = if t.name == "sqlite" { 40 } else { 12 };
        let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
        runner.run(&draws(), |draws| world.live(&draws)).unwrap_or_else(|fault| panic!("on {}: {fault}", t.name));
    });
}

#[test]
fn of_many_who_decide_on_what_they_saw_at_once_one_does() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        for _ in 0..5 {
            let duty = s.submitted();
            let seen = Seen::at(duty.id, s.duty(&duty.number).version);
            let (office, barrier) = (s.secretariat(), std::sync::Barrier::new(4));
            let done: Vec<bool> = std::thread::scope(|threads| {
                let running: Vec<_> = (0..4)
                    .map(|n| {
                        let (s, office, barrier) = (&s, &office, &barrier);
                        threads.spawn(move || {
                            barrier.wait();
                            let got = s.act(office, |c, sc| match n % 2 {
                                0 => actions::close(c, sc, seen, ""),
                                _ => actions::return_(c, sc, seen, "补充"),
                            });
                            assert!(matches!(got, Ok(_) | Err(Error::Conflict | Error::Refused(_))), "{got:?}");
                            got.is_ok()
                        })
                    })
                    .collect();
                running.into_iter().map(|r| r.join().expect("no panic")).collect()
            });
            assert_eq!(done.into_iter().filter(|ok| *ok).count(), 1, "on {}", t.name);
            assert_eq!(s.timeline(duty.id).len(), 5, "drafted, assigned, received, handed in, decided once");
        }
    });
}
