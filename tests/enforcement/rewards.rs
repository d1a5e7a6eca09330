//! Article 24: whoever reports counterfeits is rewarded. A reward is for a report that led to a case, proposed by one and approved by another; how
//! who reported stays apart is in `cases`.

use lianxi::{
    enforcement::{
        Case, Outcome, RewardState,
        actions::cases::{self, InformerContent},
        queries::cases as queries,
    },
    platform::error::Result,
    tenancy::Scope,
};

use super::cases::{Docket, day, key, seen};
use crate::support::each_database;

/// What became of the case a report was about.
#[derive(Clone, Copy, Debug)]
enum Became {
    /// Written down, and no more.
    Registered,
    NotFiled,
    Filed,
    Closed(Outcome),
    /// Before it was filed itself.
    Joined,
}

impl Docket<'_> {
    fn reported(&self, title: &str) -> Case {
        let case = self.register(title);
        let content = InformerContent {
            name: "赵立春".into(),
            reported_on: day(11, 18),
            viewers: vec![self.stage.liaison.membership_id],
            ..InformerContent::default()
        };
        self.stage.write(&self.chen(), |conn, scope| cases::record_informer(conn, scope, &case.number, &content)).expect("recorded");
        self.one(case.id)
    }

    fn become_of(&self, case: &Case, became: Became) {
        let step = |work: &dyn Fn(&mut lianxi::platform::db::Conn, &Scope) -> Result<()>| {
            self.stage.write(&self.chen(), |conn, scope| work(conn, scope)).expect("done");
        };
        let now = || seen(&self.one(case.id));
        match became {
            Became::Registered => {}
            Became::NotFiled => step(&|conn, scope| cases::not_file(conn, scope, &now(), "线索不实").map(drop)),
            Became::Filed => step(&|conn, scope| cases::file(conn, scope, &now(), "").map(drop)),
            Became::Closed(outcome) => {
                step(&|conn, scope| cases::file(conn, scope, &now(), "").map(drop));
                step(&|conn, scope| cases::close(conn, scope, &now(), Some(outcome), "结案").map(drop));
            }
            Became::Joined => {
                let into = self.on_file("并入的案件").number;
                step(&|conn, scope| cases::join(conn, scope, &now(), &into, "同一事实").map(drop));
            }
        }
    }

    fn propose_reward(&self, case: &Case) -> Result<Case> {
        self.stage.write(&self.chen(), |conn, scope| cases::propose_reward(conn, scope, &case.number, "3000", "线索准确"))
    }
}

#[test]
fn article_24_rewards() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        for (became, is_rewarded) in [
            (Became::Registered, false),
            (Became::NotFiled, false),
            (Became::Filed, true),
            (Became::Closed(Outcome::Fulfilled), true),
            (Became::Closed(Outcome::Transferred), true),
            (Became::Closed(Outcome::PartyGone), true),
            (Became::Closed(Outcome::Unfounded), false),
            (Became::Closed(Outcome::Quashed), false),
            (Became::Joined, true),
        ] {
            let case = d.reported(&format!("举报：{became:?}"));
            d.become_of(&case, became);
            match d.propose_reward(&case) {
                Ok(_) => assert!(is_rewarded, "{became:?}"),
                refused => assert_eq!((key(refused), is_rewarded), ("case-reward-no-case", false), "{became:?}"),
            }
        }
    });
}

#[test]
fn a_reward_that_waits_is_refused_with_a_case_that_came_to_nothing() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let case = d.reported("举报的饮料");
        d.become_of(&case, Became::Filed);
        d.propose_reward(&case).expect("proposed");
        d.stage
            .write(&d.chen(), |conn, scope| cases::close(conn, scope, &seen(&d.one(case.id)), Some(Outcome::Unfounded), "查无其事"))
            .expect("closed");
        let rewards = || d.stage.read(&d.stage.office(), |conn, scope| queries::rewards(conn, scope, case.id)).expect("read");
        let id = rewards()[0].id;
        let decide = |approve, reason: &str| {
            d.stage.write(&d.stage.office(), |conn, scope| cases::decide_reward(conn, scope, &case.number, id, approve, reason))
        };
        assert_eq!(key(decide(true, "")), "case-reward-no-case");
        assert_eq!(rewards()[0].state, RewardState::Proposed);
        decide(false, "查无其事").expect("refused");
        assert_eq!(rewards()[0].state, RewardState::Refused);
    });
}
