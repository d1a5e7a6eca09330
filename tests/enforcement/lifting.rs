//! What is proposed about a restriction while it ends otherwise, and what falls with an unfounded case.

use lianxi::{
    enforcement::{
        Outcome,
        actions::cases::{self, SeenCase},
        restriction::{
            Kind, LiftingState, State, TermKind, Verb,
            actions::{self, Content},
            queries,
        },
    },
    platform::error::{Error, Result},
    tenancy::Scope,
};

use super::{
    restrictions::{content, day, registered},
    stage::{CODE, Stage},
};
use crate::support::{TestApp, each_database, overlapping};

impl Stage<'_> {
    fn version(&self, number: &str) -> i64 {
        self.read(&self.office(), |conn, scope| queries::one(conn, scope, number)).expect("there").0.version
    }

    fn put(&self, by: &Scope, number: &str, verb: Verb) -> Result<()> {
        let version = self.version(number);
        self.write(by, |conn, scope| actions::propose(conn, scope, number, version, verb, "认定有误"))
    }

    fn rule(&self, by: &Scope, number: &str, approve: bool) -> Result<()> {
        let version = self.version(number);
        self.write(by, |conn, scope| actions::decide(conn, scope, number, version, approve, "已结束"))
    }

    /// Proposed to be lifted by the liaison, then fulfilled.
    fn lifted_too_late(&self, party: i64) -> String {
        let one = self.impose(party, Kind::NoProcurement, TermKind::Inspection);
        let scope = self.cast.scope(&self.liaison);
        self.put(&scope, &one.number, Verb::Lift).expect("proposed");
        let version = self.version(&one.number);
        let fulfil = |conn: &mut _, scope: &Scope| actions::fulfil(conn, scope, &one.number, version, Some(day(2026, 11, 20)), "复检合格");
        self.write(&scope, fulfil).expect("fulfilled");
        one.number
    }
}

#[test]
fn what_was_proposed_too_late_can_be_refused_and_gives_way() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let party = stage.company("南京金陵饮料有限公司", CODE).id;
        let (liaison, office) = (stage.cast.scope(&stage.liaison), stage.office());
        let liftings = |number: &str| stage.read(&office, |conn, scope| queries::one(conn, scope, number)).expect("there").1;
        let one = stage.lifted_too_late(party);
        assert!(matches!(stage.rule(&office, &one, true), Err(Error::Refused(m)) if m.key == "restriction-is-over"));
        stage.rule(&office, &one, false).expect("refused");
        assert_eq!(liftings(&one)[0].state, LiftingState::Refused);
        // Nobody has refused this one: who finds that the restriction was never right proposes that instead, even who proposed the first.
        let other = stage.lifted_too_late(party);
        stage.put(&liaison, &other, Verb::Quash).expect("proposed instead");
        let [only] = &*liftings(&other) else { panic!("one: {:?}", liftings(&other)) };
        assert_eq!((only.verb, only.state), (Verb::Quash, LiftingState::Open));
        assert!(matches!(stage.put(&office, &other, Verb::Quash), Err(Error::Refused(m)) if m.key == "lifting-is-open"));
        let asked = stage.cast.mails(stage.workspace).into_iter().filter(|(cause, to)| cause == "restriction-proposed" && to == "周敏");
        assert_eq!(asked.count(), 3, "each is told");
        stage.rule(&office, &other, true).expect("quashed");
        assert_eq!(stage.read(&office, |conn, scope| queries::one(conn, scope, &other)).expect("there").0.state, State::Quashed);
    });
}

#[test]
fn the_pages_offer_to_refuse_what_was_proposed_too_late() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let party = stage.company("南京金陵饮料有限公司", CODE).id;
        let number = stage.lifted_too_late(party);
        let (zhou, chen) = (app.browser(&stage.zhou), app.browser(&stage.liaison));
        let home = format!("/w/ours/restrictions/{number}");
        for (browser, verb) in [(&zhou, "decide"), (&zhou, "quash"), (&chen, "quash")] {
            let page = browser.get(&home).expect(200);
            let to = format!("{home}/{verb}");
            assert_eq!(page.attr(&format!("main a[href='{to}']"), "href"), Some(to), "{}", page.select_text("main"));
        }
        let form = zhou.get(&format!("{home}/decide")).expect(200);
        assert_eq!(form.attr("input[name=decision]", "value").as_deref(), Some("refuse"), "nothing else can be done");
        assert!(form.text().contains("已无法批准"), "{}", form.select_text("main"));
        chen.get(&format!("{home}/quash")).expect(200);
        let version = stage.version(&number).to_string();
        zhou.post(&format!("{home}/decide"), &[("decision", "refuse"), ("reason", "已复检合格"), ("version", &version)]).expect(303);
        zhou.get(&format!("{home}/decide")).expect(409);
    });
}

#[test]
fn two_who_propose_at_once_are_told_of_each_other() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let party = stage.company("南京金陵饮料有限公司", CODE).id;
        let one = stage.impose(party, Kind::NoAward, TermKind::YearEnd);
        let (liaison, office) = (stage.cast.scope(&stage.liaison), stage.office());
        let lift = |conn: &mut _, scope: &Scope| actions::propose(conn, scope, &one.number, 1, Verb::Lift, "已整改到位");
        let (first, second) = overlapping(&t.db, (&liaison, lift), (&office, lift));
        first.expect("proposed");
        assert!(matches!(second, Err(Error::Conflict)), "{second:?}");
    });
}

#[test]
fn what_an_unfounded_case_led_to_falls_with_it() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let party = stage.company("南京金陵饮料有限公司", CODE).id;
        let scope = stage.cast.scope(&stage.liaison);
        let case = registered(&stage, party);
        let of_case = Content { case_id: Some(case.id), ..content(&stage, Kind::NoAward, TermKind::YearEnd) };
        let one = stage.try_impose(party, &of_case).expect("imposed");
        let seen = |version| SeenCase { number: case.number.clone(), version };
        let filed = stage.write(&scope, |conn, scope| cases::file(conn, scope, &seen(case.version), "")).expect("filed");
        let close = |conn: &mut _, scope: &Scope| cases::close(conn, scope, &seen(filed.version), Some(Outcome::Unfounded), "查无实据");
        stage.write(&scope, close).expect("closed");
        let now = stage.read(&scope, |conn, scope| queries::one(conn, scope, &one.number)).expect("there").0;
        assert_eq!((now.state, now.ended_reason.as_deref()), (State::Quashed, Some("查无实据")));
    });
}
