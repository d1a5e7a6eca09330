//! When what is published is published, what cannot be any more, and approval that is taken back.

use lianxi::{
    enforcement::publication::{
        State, Verb,
        actions::{self, Content, Said},
    },
    platform::error::Result,
};

use super::{
    publication::said,
    restrictions::day,
    stage::{CODE, Stage, wrong},
};
use crate::support::{TestApp, each_database};

fn on(stage: &Stage<'_>, number: &str, on: chrono::NaiveDate) -> Result<()> {
    let said = Said { reason: String::new(), on: Some(on) };
    let version = stage.publication(number).version;
    stage.write(&stage.cast.scope(&stage.liaison), |conn, scope| actions::step(conn, scope, number, version, Verb::Publish, &said))
}

#[test]
fn a_day_is_not_before_approval_and_a_correction_never_ahead() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let party = stage.company("南京金陵饮料有限公司", CODE).id;
        let liaison = stage.cast.scope(&stage.liaison);
        let approved = |number: &str| {
            stage.step(&liaison, number, Verb::Submit, "").expect("submitted");
            stage.step(&stage.office(), number, Verb::Approve, "").expect("approved");
        };
        let number = stage.draft(party, &said(&stage)).expect("drafted").number;
        approved(&number);
        for (wanted, key) in [
            (day(1949, 10, 1), "publication-day-early"),
            (day(2026, 11, 22), "publication-day-early"),
            (day(2027, 6, 1), "publication-day-far"),
            (day(2027, 1, 1), "publication-day-after-until"),
        ] {
            assert_eq!(wrong(on(&stage, &number, wanted)), [("on".into(), key)], "{wanted}");
        }
        on(&stage, &number, day(2026, 11, 23)).expect("published");
        let correction = Content { reason: "数字".into(), text: "更正后的正文。".into(), ..said(&stage) };
        let version = stage.publication(&number).version;
        stage.write(&liaison, |conn, scope| actions::correct(conn, scope, &number, version, &correction)).expect("drafted");
        approved(&number);
        assert_eq!(wrong(on(&stage, &number, day(2026, 12, 5))), [("on".into(), "publication-day-correction")]);
        assert_eq!(stage.publication(&number).shown, Some(1), "what it corrects stays until then");
        on(&stage, &number, day(2026, 11, 23)).expect("published");
        assert_eq!(stage.publication(&number).shown, Some(2));
    });
}

#[test]
fn what_was_approved_can_be_returned_to_its_writer() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let party = stage.company("南京金陵饮料有限公司", CODE).id;
        let number = stage.draft(party, &said(&stage)).expect("drafted").number;
        let one = format!("/w/ours/publications/{number}");
        let (chen, zhou) = (app.browser(&stage.liaison), app.browser(&stage.zhou));
        stage.step(&stage.cast.scope(&stage.liaison), &number, Verb::Submit, "").expect("submitted");
        zhou.get(&format!("{one}/return")).expect(404);
        stage.step(&stage.office(), &number, Verb::Approve, "").expect("approved");
        assert!(zhou.get(&one).expect(200).text().contains(&format!("{one}/return")), "offered");
        zhou.get(&format!("{one}/return")).expect(200);
        assert!(zhou.post(&format!("{one}/return"), &[("version", "3"), ("reason", " ")]).expect(422).text().contains("f-reason-error"));
        zhou.post(&format!("{one}/return"), &[("version", "3"), ("reason", "批次写错")]).expect(303);
        let back = stage.publication(&number);
        assert_eq!((back.state, back.versions[0].state), (State::Draft, State::Returned));
        assert!(chen.get("/w/ours").expect(200).select_text("main").contains("批次写错"), "it waits on its writer");
        chen.get(&format!("{one}/edit")).expect(200);
        zhou.get(&format!("{one}/return")).expect(409);
    });
}
