//! What the program raises by itself, over random histories on both databases. Each history is told a second time by a model, which knows
//! neither keys nor cut-off days but what people would remember: it walks the days, and keeps in mind what was raised. One matter a fact;
//! one that was dismissed does not come back without a new fact.

mod campaigns;
mod duties;
mod hand_overs;
mod incidents;
mod officers;
mod targets;

use std::{cell::Cell, collections::BTreeSet, fmt::Debug};

use chrono::NaiveDate;
use lianxi::{
    accountability::{
        Matter, State,
        actions::{self, Seen},
        queries::{self, Order, Tab, Which},
        sweep,
    },
    calendar::WorkCalendar,
    platform::db::{Conn, Db},
    tenancy::Scope,
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError, TestRunner},
};

use crate::support::TestDb;

/// A fact as people name it: the page of what it is about, and which of its facts.
type Fact = (String, String);

/// A workspace in which something goes on, and its model.
trait Life<S> {
    fn office(&self) -> Scope;
    /// Of the program itself.
    fn system(&self) -> Scope;
    fn pass(&mut self, days: i64);
    /// Does a step, as far as it can be done at all.
    fn act(&mut self, step: &S);
    /// What the model holds against somebody today.
    fn facts(&self) -> Vec<Fact>;
    /// The program has raised a matter about this page, or it was dismissed: some facts are new only after that.
    fn heard(&mut self, _page: &str, _of: Heard) {}
    /// Which line of a matter's facts is of the page it is about.
    fn line(&self) -> &'static str;
}

/// What became of a matter.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Heard {
    Raised,
    Dismissed,
}

/// What comes next in a history.
#[derive(Clone, Debug)]
enum Next<S> {
    Do(S),
    Pass(i64),
    Sweep,
    /// One of the matters nobody has taken up.
    Dismiss(usize),
}

fn histories<S: Clone + Debug + 'static>(step: impl Strategy<Value = S> + 'static) -> impl Strategy<Value = Vec<Next<S>>> {
    let next = prop_oneof![
        8 => step.prop_map(Next::Do),
        5 => (1..=9i64).prop_map(Next::Pass),
        4 => Just(Next::Sweep),
        1 => (0..9usize).prop_map(Next::Dismiss),
    ];
    prop::collection::vec(next, 8..44)
}

/// Working days after one day up to another, looked at one by one.
fn worked(after: NaiveDate, to: NaiveDate) -> usize {
    let calendar = WorkCalendar::default();
    after.iter_days().skip(1).take_while(|day| *day <= to).filter(|day| calendar.is_working(*day)).count()
}

fn matters(db: &Db, office: &Scope) -> Vec<Matter> {
    let load = |conn: &mut Conn| queries::list(conn, office, &Which::default(), Tab::All, (Order::Age, true), 200, 0);
    db.read(office.tenant(), load).expect("matters")
}

/// What was raised and dismissed over all histories: those in which nothing happens prove nothing.
#[derive(Default)]
struct Seldom {
    raised: Cell<usize>,
    dismissed: Cell<usize>,
    /// Facts that were found again after their matter was dismissed.
    again: Cell<usize>,
}

fn live<S>(db: &Db, life: &mut dyn Life<S>, history: &[Next<S>], seldom: &Seldom) -> Result<(), TestCaseError> {
    let mut raised: BTreeSet<Fact> = BTreeSet::new();
    // Fact and number of each matter, in the order they were raised.
    let mut known: Vec<(Fact, String)> = Vec::new();
    let mut dismissed: BTreeSet<Fact> = BTreeSet::new();
    // In the end what is owed is late, and what was dismissed stays so.
    let end = [Next::Pass(45), Next::Sweep, Next::Dismiss(0), Next::Pass(1), Next::Sweep];
    for next in history.iter().chain(&end) {
        match next {
            Next::Do(step) => life.act(step),
            Next::Pass(days) => life.pass(*days),
            Next::Dismiss(nth) => {
                let all = matters(db, &life.office());
                let open: Vec<&Matter> = all.iter().filter(|m| m.state == State::Proposed).collect();
                let Some(matter) = open.get(nth % open.len().max(1)) else { continue };
                let (seen, office) = (Seen::any(&*matter.number), life.office());
                db.write(office.tenant(), |conn| actions::dismiss(conn, &office, &seen, "另行处理")).expect("dismissed");
                dismissed.extend(known.iter().find(|(_, number)| *number == matter.number).map(|(fact, _)| fact.clone()));
                life.heard(&page(matter, life.line()), Heard::Dismissed);
                seldom.dismissed.set(seldom.dismissed.get() + 1);
            }
            Next::Sweep => {
                let facts = life.facts();
                seldom.again.set(seldom.again.get() + facts.iter().filter(|f| dismissed.contains(f)).count());
                let fresh: Vec<Fact> = facts.into_iter().filter(|f| !raised.contains(f)).collect();
                let swept = sweep(db, &life.system()).expect("a sweep");
                let all = matters(db, &life.office());
                let new: Vec<&Matter> = all.iter().filter(|m| !known.iter().any(|(_, number)| *number == m.number)).collect();
                let mut pages: Vec<String> = new.iter().map(|m| page(m, life.line())).collect();
                let mut wanted: Vec<String> = fresh.iter().map(|(page, _)| page.clone()).collect();
                pages.sort();
                wanted.sort();
                prop_assert_eq!(&pages, &wanted, "on {}", life.system().today());
                prop_assert_eq!(swept.raised, wanted.len());
                prop_assert!(new.iter().all(|m| m.state == State::Proposed && m.proposed_by.is_empty()), "proposed, by the program");
                for matter in new {
                    let of = page(matter, life.line());
                    let named = fresh.iter().find(|f| f.0 == of && !known.iter().any(|(fact, _)| fact == *f)).expect("one of them");
                    known.push((named.clone(), matter.number.clone()));
                    life.heard(&of, Heard::Raised);
                }
                raised.extend(fresh);
                let again = sweep(db, &life.system()).expect("a sweep");
                prop_assert_eq!(again.raised, 0, "raised twice");
            }
        }
    }
    seldom.raised.set(seldom.raised.get() + raised.len());
    Ok(())
}

fn page(matter: &Matter, line: &str) -> String {
    matter.facts.lines.iter().find(|l| l.key == line).and_then(|l| l.path.clone()).unwrap_or_default()
}

/// Plays histories on each database that is here, each in a database of its own.
fn each_history<S: Clone + Debug + 'static>(
    step: impl Strategy<Value = S> + 'static,
    begin: impl for<'a> Fn(&'a Db) -> Box<dyn Life<S> + 'a>,
) {
    let histories = histories(step);
    type Fresh = fn() -> Option<TestDb>;
    let kinds: [(&str, u32, Fresh); 2] = [("sqlite", 24, || Some(TestDb::sqlite())), ("postgres", 8, TestDb::postgres)];
    for (name, cases, fresh) in kinds {
        let seldom = Seldom::default();
        let config = Config { cases, failure_persistence: None, max_shrink_iters: 60, ..Config::default() };
        let played = Cell::new(0);
        let play = |history: Vec<Next<S>>| {
            let Some(t) = fresh() else { return Ok(()) };
            played.set(played.get() + 1);
            live(&t.db, &mut *begin(&t.db), &history, &seldom)
        };
        // Few histories may happen to hold little: then some more.
        for _ in 0..12 {
            TestRunner::new(config.clone()).run(&histories, play).unwrap_or_else(|fault| panic!("on {name}: {fault}"));
            if seldom.raised.get() > 4 && seldom.dismissed.get() > 0 {
                break;
            }
        }
        let seen = (seldom.raised.get(), seldom.dismissed.get(), seldom.again.get());
        eprintln!("on {name}: {} histories, {} raised, {} dismissed, {} found again after that", played.get(), seen.0, seen.1, seen.2);
        assert!(played.get() == 0 || (seen.0 > 4 && seen.1 > 0), "on {name}: nothing to see in these histories: {seen:?}");
    }
}
