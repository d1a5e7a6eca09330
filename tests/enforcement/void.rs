//! A case that came to nothing: nothing more is built on it.

use lianxi::enforcement::{
    Case, Outcome,
    actions::cases,
    publication::actions::Content as Publication,
    restriction::{Kind, TermKind, actions::Content as Restriction},
};

use super::{
    cases::{Docket, seen},
    publication::said,
    restrictions::content,
    stage::wrong,
};
use crate::support::{TestApp, each_database};

impl Docket<'_> {
    /// One that ended so.
    fn ended(&self, outcome: Outcome) -> Case {
        let case = self.register("查过的案件");
        let chen = self.chen();
        match outcome {
            Outcome::NotFiled => {
                self.stage.write(&chen, |conn, scope| cases::not_file(conn, scope, &seen(&case), "轻微")).expect("not filed");
            }
            Outcome::Merged => {
                let other = self.on_file("同一批货的");
                self.file(&case).expect("filed");
                let join = |conn: &mut _, scope: &_| cases::join(conn, scope, &seen(&self.one(case.id)), &other.number, "同一批货");
                self.stage.write(&chen, join).expect("joined");
            }
            chosen => {
                self.file(&case).expect("filed");
                self.close(&chen, &case, chosen).expect("closed");
            }
        }
        self.one(case.id)
    }
}

#[test]
fn nothing_is_published_or_restricted_for_it() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        for outcome in Outcome::ALL.iter().copied() {
            let case = d.ended(outcome);
            let published = d.stage.draft(d.party, &Publication { case_id: Some(case.id), ..said(&d.stage) });
            let of_case = Restriction { case_id: Some(case.id), ..content(&d.stage, Kind::NoAward, TermKind::YearEnd) };
            let restricted = d.stage.try_impose(d.party, &of_case);
            if outcome.came_to_nothing() {
                let refused = [("case".to_owned(), "case-came-to-nothing")];
                assert_eq!((wrong(published), wrong(restricted)), (refused.to_vec(), refused.to_vec()), "{outcome:?}");
            } else {
                published.expect("drafted");
                // Imposed once for one finding.
                assert!(restricted.is_ok() || outcome != Outcome::Fulfilled, "{outcome:?}: {restricted:?}");
            }
        }
        let void = [Outcome::NotFiled, Outcome::Unfounded, Outcome::Quashed, Outcome::Merged];
        assert!(Outcome::ALL.iter().all(|o| o.came_to_nothing() == void.contains(o)));
    });
}

#[test]
fn its_forms_name_it_only_where_it_was_chosen_and_say_why_not() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let case = d.ended(Outcome::Unfounded);
        let (chen, id, bureau) = (app.browser(&d.stage.liaison), case.id.to_string(), d.stage.bureau.to_string());
        for form in ["publish", "restrict"] {
            let path = format!("/w/ours/parties/{}/{form}", d.party);
            let page = chen.get(&format!("{path}?case={id}")).expect(200);
            assert!(!page.text().contains("查过的案件"), "{form}: {}", page.select_text("main"));
            let refused = chen.post(&path, &[("department", bureau.as_str()), ("case", &id), ("title", "题"), ("text", "文")]).expect(422);
            assert!(refused.text().contains("已按“查无实据”结案"), "{form}: {}", refused.select_text("main"));
            assert_eq!(refused.attr("select[name=case] option[selected]", "value").as_deref(), Some(&*id), "{form}");
        }
    });
}
