//! Quality targets: one is held against the lead when it got worse from one month to the next twice running, up to the last month that is
//! over, and is missed there. A further month is a further fact; a figure that is put right for a month is none.

use std::collections::BTreeMap;

use chrono::{Datelike, Duration, NaiveDate};
use lianxi::{
    duties::{self, Comparison, DutyRef, NewDuty, NewReport, NewTarget, Seen, actions, queries},
    platform::db::Db,
    tenancy::Scope,
};
use proptest::prelude::*;

use super::{Fact, Life, each_history};
use crate::duties::stage::Stage;

#[derive(Clone, Debug)]
enum Step {
    /// So many months ago, on that day of the month: the pass rate, and the complaints.
    Report(u32, u32, u8, u8),
    Finish,
}

struct Targets<'a> {
    stage: Stage<'a>,
    duty: DutyRef,
    /// Of the pass rate (90 at least), and of the complaints (5 at most).
    ids: [i64; 2],
    reports: Vec<(NaiveDate, [u8; 2])>,
    is_finished: bool,
}

impl<'a> Targets<'a> {
    fn new(db: &'a Db) -> Self {
        let stage = Stage::new(db);
        let target =
            |name: &str, value, comparison| NewTarget { name: name.into(), value, unit: "%".into(), comparison, per: Some("month".into()) };
        let targets = vec![target("合格率", 90.0, Comparison::AtLeast), target("投诉率", 5.0, Comparison::AtMost)];
        let new = NewDuty { targets, support_ids: Vec::new(), ..stage.new_duty() };
        let office = stage.secretariat();
        let duty = stage.act(&office, |conn, scope| duties::assign_new(conn, scope, new)).expect("assigned");
        let lead = stage.lead;
        stage.act(&stage.lead_scope(), |conn, scope| actions::accept(conn, scope, Seen::any(duty.id), lead)).expect("accepted");
        let found = db.read(office.tenant(), |conn| queries::targets(conn, &office, duty.id)).expect("targets");
        let ids = ["合格率", "投诉率"].map(|name| found.iter().find(|t| t.what.name == name).expect("there").id);
        Self { stage, duty, ids, reports: Vec::new(), is_finished: false }
    }

    /// Each month's last word: of the latest day it was told for, the last that was told.
    fn months(&self, which: usize) -> Vec<((i32, u32), u8)> {
        let mut last: BTreeMap<(i32, u32), (NaiveDate, u8)> = BTreeMap::new();
        for (on, values) in &self.reports {
            let word = last.entry((on.year(), on.month())).or_insert((*on, values[which]));
            if *on >= word.0 {
                *word = (*on, values[which]);
            }
        }
        let today = self.stage.secretariat().today();
        last.into_iter().filter(|(month, _)| *month != (today.year(), today.month())).map(|(month, (_, v))| (month, v)).collect()
    }
}

impl Life<Step> for Targets<'_> {
    fn office(&self) -> Scope {
        self.stage.secretariat()
    }

    fn system(&self) -> Scope {
        self.stage.cast.system(self.stage.workspace)
    }

    fn pass(&mut self, days: i64) {
        // Months are to pass.
        self.stage.cast.now += Duration::days(2 * days);
    }

    fn act(&mut self, step: &Step) {
        let (lead, department_id, seen) = (self.stage.lead_scope(), self.stage.lead, Seen::any(self.duty.id));
        match step {
            _ if self.is_finished => {}
            Step::Report(back, day, rate, complaints) => {
                let today = lead.today();
                let month = today - chrono::Months::new(*back);
                let on = month.with_day(*day).unwrap_or(month).min(today);
                let figures = self.ids.into_iter().zip([f64::from(*rate), f64::from(*complaints)]).collect();
                let report = NewReport { department_id, as_of: on, text: "月报".into(), figures };
                self.stage.act(&lead, |conn, scope| actions::report(conn, scope, seen, report)).expect("reported");
                self.reports.push((on, [*rate, *complaints]));
            }
            Step::Finish => {
                self.stage.act(&lead, |conn, scope| actions::submit(conn, scope, seen, department_id, "已完成")).expect("handed in");
                self.stage.act(&self.stage.secretariat(), |conn, scope| actions::close(conn, scope, seen, "")).expect("closed");
                self.is_finished = true;
            }
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let mut found = Vec::new();
        for which in [0, 1] {
            let months = self.months(which);
            // How many months running it got worse, told from the first one on.
            let mut worse = 0;
            for two in months.windows(2) {
                let is_worse = if which == 0 { two[1].1 < two[0].1 } else { two[1].1 > two[0].1 };
                worse = if is_worse { worse + 1 } else { 0 };
            }
            let Some((month, value)) = months.last().filter(|_| worse >= 2 && !self.is_finished) else { continue };
            let is_missed = if which == 0 { *value < 90 } else { *value > 5 };
            if is_missed {
                found.push((format!("/duties/{}", self.duty.number), format!("{which} {month:?}")));
            }
        }
        found
    }

    fn line(&self) -> &'static str {
        "duty"
    }
}

fn begin<'a>(db: &'a Db) -> Box<dyn Life<Step> + 'a> {
    Box::new(Targets::new(db))
}

#[test]
fn a_slide_is_held_against_the_lead_as_the_model_says() {
    let report =
        (0..=4u32, 1..=28u32, 84..=93u8, 2..=9u8).prop_map(|(back, day, rate, complaints)| Step::Report(back, day, rate, complaints));
    let step = prop_oneof![60 => report, 1 => Just(Step::Finish)];
    each_history(step, begin);
}
