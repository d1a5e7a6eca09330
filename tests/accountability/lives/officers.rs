//! Officers who enforced unlawfully: a case about it is held against their department once it is filed, and not when it came to nothing.
//! Dismissed, it comes back with what was found since, once; nothing new is made of what is found while a matter runs.

use std::collections::BTreeSet;

use chrono::Duration;
use lianxi::{
    enforcement::{
        Case, Outcome,
        actions::cases,
        measure::{self, FindingKind},
    },
    platform::{
        db::{Conn, Db},
        error::Result,
    },
    tenancy::Scope,
};
use proptest::prelude::*;

use super::{Fact, Heard, Life, each_history};
use crate::{
    accountability::officers::content,
    enforcement::cases::{Docket, day, seen},
};

#[derive(Clone, Debug)]
enum Step {
    Register,
    File(usize),
    Find(usize, FindingKind),
    Close(usize, Outcome),
}

struct Told {
    case: Case,
    is_filed: bool,
    outcome: Option<Outcome>,
    found: BTreeSet<&'static str>,
    /// The last matter of it was dismissed, and how often something was found after that.
    is_dismissed: bool,
    anew: usize,
}

struct Officers<'a> {
    d: Docket<'a>,
    told: Vec<Told>,
}

impl Officers<'_> {
    fn chen<T>(&self, work: impl FnOnce(&mut Conn, &Scope) -> Result<T>) -> T {
        self.d.stage.write(&self.d.chen(), work).expect("done")
    }

    fn page(told: &Told) -> String {
        format!("/cases/{}", told.case.number)
    }

    fn register(&mut self) {
        let content = content(&self.d, &format!("第 {} 案", self.told.len()), Some(self.d.other));
        let kind = self.d.kind("unlawful_enforcement");
        let case = self.chen(|conn, scope| cases::register(conn, scope, kind, self.d.party, &content, None));
        self.told.push(Told { case, is_filed: false, outcome: None, found: BTreeSet::new(), is_dismissed: false, anew: 0 });
    }
}

impl Life<Step> for Officers<'_> {
    fn office(&self) -> Scope {
        self.d.stage.office()
    }

    fn system(&self) -> Scope {
        self.d.stage.cast.system(self.d.stage.workspace)
    }

    fn pass(&mut self, days: i64) {
        self.d.stage.cast.now += Duration::days(days);
    }

    fn act(&mut self, step: &Step) {
        // Nothing happens in the minute of something else.
        self.d.stage.cast.now += Duration::minutes(1);
        let (Step::File(nth) | Step::Find(nth, _) | Step::Close(nth, _)) = step else { return self.register() };
        let n = nth % self.told.len().max(1);
        let Some(told) = self.told.get(n).filter(|t| t.outcome.is_none()) else { return };
        let now = seen(&self.d.one(told.case.id));
        match step {
            Step::File(_) if !told.is_filed => {
                self.chen(|conn, scope| cases::file(conn, scope, &now, ""));
                self.told[n].is_filed = true;
            }
            Step::Find(_, kind) if told.is_filed && !told.found.contains(kind.as_str()) => {
                self.chen(|conn, scope| measure::actions::find(conn, scope, &now, Some(*kind), day(11, 23), "查实"));
                let told = &mut self.told[n];
                told.found.insert(kind.as_str());
                told.anew += usize::from(told.is_dismissed);
            }
            Step::Close(_, outcome) if told.is_filed => {
                self.chen(|conn, scope| cases::close(conn, scope, &now, Some(*outcome), "结案"));
                self.told[n].outcome = Some(*outcome);
            }
            _ => {}
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let stands = |t: &&Told| t.is_filed && !matches!(t.outcome, Some(Outcome::Unfounded | Outcome::Quashed));
        self.told.iter().filter(stands).map(|t| (Self::page(t), format!("found anew {}", t.anew))).collect()
    }

    fn heard(&mut self, page: &str, of: Heard) {
        for told in self.told.iter_mut().filter(|t| Self::page(t) == page) {
            told.is_dismissed = of == Heard::Dismissed;
        }
    }

    fn line(&self) -> &'static str {
        "case"
    }
}

fn begin<'a>(db: &'a Db) -> Box<dyn Life<Step> + 'a> {
    Box::new(Officers { d: Docket::new(db), told: Vec::new() })
}

#[test]
fn unlawful_enforcement_is_held_against_the_department_as_the_model_says() {
    let (n, kind) = (|| 0..4usize, || prop::sample::select(FindingKind::ALL));
    let outcome = prop::sample::select(&[Outcome::Fulfilled, Outcome::Unfounded, Outcome::Quashed][..]);
    let step = prop_oneof![
        2 => Just(Step::Register),
        4 => n().prop_map(Step::File),
        6 => (n(), kind()).prop_map(|(n, kind)| Step::Find(n, kind)),
        1 => (n(), outcome).prop_map(|(n, outcome)| Step::Close(n, outcome)),
    ];
    each_history(step, begin);
}
