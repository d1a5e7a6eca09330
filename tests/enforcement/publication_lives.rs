//! Whole lives of publications by the real actions on both databases, against a model of two things: what is shown, and what is being
//! written, by whom and how far.

use lianxi::{
    enforcement::publication::{
        State, Verb,
        actions::{self, Content},
    },
    platform::error::{Error, Result},
    tenancy::{Function, Role, Scope},
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError, TestRunner},
};

use super::{
    publication::said,
    stage::{CODE, Stage},
};
use crate::support::{cast::Member, each_database};

/// Two who write for the department, and the office.
const PEOPLE: usize = 3;

/// Who does what; `Correct` begins a correction.
type Step = (usize, Verb);

#[derive(Clone, Debug, Default, PartialEq)]
struct Model {
    is_shown: bool,
    /// Who writes it, and how far it is.
    pending: Option<(usize, Far)>,
    /// Withdrawn, or given up before anything was shown.
    over: Option<State>,
    versions: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Far {
    Written,
    HandedIn,
    Checked,
}

impl Model {
    /// Does the step; whether it may be done.
    fn step(&mut self, (who, verb): Step) -> bool {
        let (pending, is_shown) = (self.pending, self.is_shown);
        match (verb, pending) {
            _ if self.over.is_some() => return false,
            (Verb::Submit, Some((writer, Far::Written))) if writer == who => self.pending = Some((writer, Far::HandedIn)),
            // Another one than the writer.
            (Verb::Approve, Some((writer, Far::HandedIn))) if writer != who => self.pending = Some((writer, Far::Checked)),
            // The writer goes on with a copy.
            (Verb::Return, Some((writer, Far::HandedIn | Far::Checked))) => {
                (self.pending, self.versions) = (Some((writer, Far::Written)), self.versions + 1);
            }
            (Verb::Publish, Some((_, Far::Checked))) => (self.pending, self.is_shown) = (None, true),
            (Verb::Drop, Some(_)) => (self.pending, self.over) = (None, (!is_shown).then_some(State::Dropped)),
            (Verb::Correct, None) if is_shown => {
                (self.pending, self.versions) = (Some((who, Far::Written)), self.versions + 1);
            }
            (Verb::Withdraw, _) if is_shown => {
                *self = Self { is_shown: false, pending: None, over: Some(State::Withdrawn), versions: self.versions };
            }
            _ => return false,
        }
        true
    }

    fn state(&self) -> State {
        match (self.over, self.pending) {
            (Some(over), _) => over,
            (None, Some((_, Far::Written))) => State::Draft,
            (None, Some((_, Far::HandedIn))) => State::Submitted,
            (None, Some((_, Far::Checked))) => State::Approved,
            (None, None) => State::Published,
        }
    }
}

struct Desk<'a> {
    stage: Stage<'a>,
    party: i64,
    second: Member,
}

impl Desk<'_> {
    fn scope(&self, who: usize) -> Scope {
        match who {
            0 => self.stage.cast.scope(&self.stage.liaison),
            1 => self.stage.cast.scope(&self.second),
            _ => self.stage.office(),
        }
    }

    fn act(&self, number: &str, (who, verb): Step) -> Result<()> {
        let scope = self.scope(who);
        if verb != Verb::Correct {
            return self.stage.step(&scope, number, verb, "按审核意见");
        }
        let version = self.stage.publication(number).version;
        let content = Content { reason: "更正批号".into(), ..said(&self.stage) };
        self.stage.write(&scope, |conn, scope| actions::correct(conn, scope, number, version, &content))
    }

    fn live(&self, steps: &[Step]) -> std::result::Result<(), TestCaseError> {
        let number = self.stage.draft(self.party, &said(&self.stage)).expect("drafted").number;
        let mut model = Model { pending: Some((0, Far::Written)), versions: 1, ..Model::default() };
        for step in steps {
            let before = model.clone();
            let may = model.step(*step);
            let got = self.act(&number, *step);
            prop_assert_eq!(got.is_ok(), may, "{:?} on {:?}: {:?}", step, before, got);
            if let Err(error) = got {
                prop_assert!(matches!(error, Error::Refused(_) | Error::Forbidden(_)), "{:?}", error);
            }
            let now = self.stage.publication(&number);
            prop_assert_eq!((now.state, now.shown.is_some(), now.versions.len()), (model.state(), model.is_shown, model.versions));
            let shown: Vec<_> = now.versions.iter().filter(|v| v.state == State::Published).collect();
            prop_assert_eq!(shown.len(), usize::from(model.is_shown), "one is shown, or none");
            // What is shown was checked by another than who wrote it.
            prop_assert!(shown.iter().all(|v| v.checked_by_id.is_some_and(|id| id != v.writer_id)));
        }
        Ok(())
    }
}

/// Mostly the way to what is shown, so that lives get there.
fn steps() -> impl Strategy<Value = Vec<Step>> {
    use Verb::{Approve, Correct, Drop, Publish, Return, Submit, Withdraw};
    let verb = prop_oneof![
        5 => Just(Submit),
        5 => Just(Approve),
        5 => Just(Publish),
        2 => Just(Correct),
        1 => Just(Return),
        1 => Just(Drop),
        1 => Just(Withdraw),
    ];
    prop::collection::vec((0..PEOPLE, verb), 4..30)
}

#[test]
fn every_life_a_publication_may_lead_agrees_with_the_model() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let party = stage.company("南京金陵饮料有限公司", CODE).id;
        let second = stage.cast.person(stage.workspace, "王磊", &[Role::Liaison], &[(stage.bureau, Function::Liaison)]);
        let desk = Desk { party, second, stage };
        let cases = if t.name == "sqlite" { 48 } else { 16 };
        let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
        runner.run(&steps(), |steps| desk.live(&steps)).unwrap_or_else(|fault| panic!("on {}: {fault}", t.name));
    });
}
