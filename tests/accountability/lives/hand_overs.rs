//! Hand-overs: a receipt is owed within five working days of the sending, a result within ten; either is held against the receiver when it
//! is more than ten working days late, as one fact each.

use chrono::{Duration, NaiveDate};
use lianxi::{
    enforcement::hand_over::{HandOver, HandOverAction},
    platform::db::Db,
    tenancy::Scope,
};
use proptest::prelude::*;

use super::{Fact, Life, each_history, worked};
use crate::enforcement::cases::Docket;

#[derive(Clone, Debug)]
enum Step {
    Send,
    Answer(usize, HandOverAction),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Owes {
    Receipt,
    Result,
    Nothing,
}

struct HandOvers<'a> {
    d: Docket<'a>,
    /// Each with the day it was sent, and what the receiver owes.
    told: Vec<(HandOver, NaiveDate, Owes)>,
}

impl Life<Step> for HandOvers<'_> {
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
        let (chen, ding) = (self.d.chen(), self.d.stage.cast.scope(&self.d.ding));
        match step {
            Step::Send => {
                let case = self.d.on_file(&format!("第 {} 案", self.told.len()));
                let sent = self.d.hand(&case, &chen, self.d.other);
                self.told.push((sent, chen.today(), Owes::Receipt));
            }
            Step::Answer(nth, action) => {
                let n = nth % self.told.len().max(1);
                let Some((h, _, owes)) = self.told.get(n) else { return };
                let (by, then) = match (owes, action) {
                    (Owes::Receipt, HandOverAction::Receive) => (&ding, Owes::Result),
                    (Owes::Receipt, HandOverAction::Reject) => (&ding, Owes::Nothing),
                    (Owes::Receipt, HandOverAction::Withdraw) => (&chen, Owes::Nothing),
                    (Owes::Result, HandOverAction::Report) => (&ding, Owes::Nothing),
                    _ => return,
                };
                let answered = self.d.say(by, h, *action);
                (self.told[n].0, self.told[n].2) = (answered, then);
            }
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let today = self.system().today();
        let silent = |(h, sent, owes): &(HandOver, NaiveDate, Owes)| {
            let since = worked(*sent, today);
            let is_late = match owes {
                Owes::Receipt => since > 5 + 10,
                Owes::Result => since > 10 + 10,
                Owes::Nothing => false,
            };
            is_late.then(|| (format!("/hand-overs/{}", h.number), format!("{owes:?}")))
        };
        self.told.iter().filter_map(silent).collect()
    }

    fn line(&self) -> &'static str {
        "hand-over"
    }
}

fn begin<'a>(db: &'a Db) -> Box<dyn Life<Step> + 'a> {
    Box::new(HandOvers { d: Docket::new(db), told: Vec::new() })
}

#[test]
fn silence_is_held_against_the_receiver_as_the_model_says() {
    use HandOverAction::{Receive, Reject, Report, Withdraw};
    let action = prop_oneof![3 => Just(Receive), 1 => Just(Reject), 1 => Just(Report), 1 => Just(Withdraw)];
    let step = prop_oneof![1 => Just(Step::Send), 1 => (0..5usize, action).prop_map(|(n, action)| Step::Answer(n, action))];
    each_history(step, begin);
}
