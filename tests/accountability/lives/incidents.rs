//! Major incidents: one is held against the head of the place once, and again each time one of its figures is higher than ever before;
//! nothing is that was withdrawn, which is neither corrected nor withdrawn a second time.

use chrono::Duration;
use lianxi::{
    enforcement::incident::{
        Incident,
        actions::{self, IncidentContent, SeenIncident},
    },
    platform::db::Db,
    tenancy::Scope,
};
use proptest::prelude::*;

use super::{Fact, Life, each_history};
use crate::enforcement::{
    cases::{Docket, key},
    incidents::content,
};

/// Dead, injured, loss in 万元.
type Figures = (u16, u16, u16);

#[derive(Clone, Debug)]
enum Step {
    Record(Figures),
    Correct(usize, Figures),
    Withdraw(usize),
}

struct Told {
    incident: Incident,
    all: Vec<Figures>,
    is_withdrawn: bool,
}

impl Told {
    /// How often one of its figures was higher than ever before.
    fn rises(&self) -> usize {
        let higher = |n: &usize| {
            let (before, now) = (&self.all[..*n], self.all[*n]);
            before.iter().all(|f| f.0 < now.0) || before.iter().all(|f| f.1 < now.1) || before.iter().all(|f| f.2 < now.2)
        };
        (0..self.all.len()).filter(higher).count()
    }
}

struct Incidents<'a> {
    d: Docket<'a>,
    told: Vec<Told>,
}

impl Incidents<'_> {
    fn content(&self, n: usize, (deaths, injured, loss): Figures) -> IncidentContent {
        let title = format!("第 {n} 起");
        IncidentContent { title, deaths: Some(deaths), injured: Some(injured), loss: loss.to_string(), ..content(&self.d) }
    }
}

impl Life<Step> for Incidents<'_> {
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
        let stage = &self.d.stage;
        if let Step::Record(figures) = step {
            let content = self.content(self.told.len(), *figures);
            let incident = stage.write(&self.d.chen(), |conn, scope| actions::record(conn, scope, &content)).expect("recorded");
            self.told.push(Told { incident, all: vec![*figures], is_withdrawn: false });
            return;
        }
        let (Step::Correct(nth, _) | Step::Withdraw(nth)) = step else { return };
        let n = nth % self.told.len().max(1);
        let Some(told) = self.told.get(n) else { return };
        let seen = SeenIncident { number: told.incident.number.clone(), version: told.incident.version };
        let done = match step {
            Step::Correct(_, figures) => {
                let content = self.content(n, *figures);
                stage.write(&stage.office(), |conn, scope| actions::correct(conn, scope, &seen, &content, "核实"))
            }
            _ => stage.write(&stage.office(), |conn, scope| actions::withdraw(conn, scope, &seen, "误报")),
        };
        if told.is_withdrawn {
            assert_eq!(key(done), "incident-withdrawn-already");
            return;
        }
        let told = &mut self.told[n];
        told.incident = done.expect("done");
        match step {
            Step::Correct(_, figures) => told.all.push(*figures),
            _ => told.is_withdrawn = true,
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let stands = self.told.iter().filter(|t| !t.is_withdrawn);
        stands.map(|t| (format!("/incidents/{}", t.incident.number), format!("rise {}", t.rises()))).collect()
    }

    fn line(&self) -> &'static str {
        "incident"
    }
}

fn begin<'a>(db: &'a Db) -> Box<dyn Life<Step> + 'a> {
    Box::new(Incidents { d: Docket::new(db), told: Vec::new() })
}

#[test]
fn an_incident_is_held_against_the_head_of_its_place_as_the_model_says() {
    let figures = || (0..4u16, 0..6u16, 0..4u16);
    let step = prop_oneof![
        2 => figures().prop_map(Step::Record),
        6 => (0..4usize, figures()).prop_map(|(n, figures)| Step::Correct(n, figures)),
        1 => (0..4usize).prop_map(Step::Withdraw),
    ];
    each_history(step, begin);
}
