//! Who reads and who changes.

use lianxi::tenancy::Role;

use super::texts::{PLAN, Stage};
use crate::support::TestApp;

#[test]
fn readers_read_the_secretariat_changes_strangers_find_nothing() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let path = stage.paste(PLAN);
        let form = stage.review(&path).into_iter().next().expect("a proposal");
        let person = |role| stage.app.browser(&stage.cast.person(stage.workspace, "某人", &[role], &[]));
        let liaison = stage.app.browser(&stage.liaison);
        for reader in [&liaison, &person(Role::Leader), &person(Role::Auditor)] {
            for page in ["/w/food/policies", &path, &format!("{path}/review"), &format!("{path}/coverage")] {
                let page = reader.get(page).expect(200);
                assert_eq!(page.select_text("form.proposal"), "", "no forms for readers");
            }
            reader.get("/w/food/policies/new").expect(403);
            reader.get(&form.action).expect(403);
            reader.post(&form.action, &form.press("confirm", &[])).expect(403);
            reader.post("/w/food/policies", &[("text", PLAN)]).expect(403);
            reader.post(&format!("{path}/withdraw"), &[("reason", "x"), ("version", "1")]).expect(403);
        }
        let administrator = person(Role::Administrator);
        administrator.get("/w/food/policies").expect(403);
        administrator.get(&path).expect(403);
        let other = stage.cast.workspace("other", "别的联席会议");
        let stranger = stage.app.browser(&stage.cast.person(other, "外人", &[Role::Secretariat], &[]));
        stranger.get(&path).expect(404);
        stranger.get(&path.replace("/food/", "/other/")).expect(404);
        stranger.post(&form.action.replace("/food/", "/other/"), &form.press("confirm", &[])).expect(404);
    });
}

#[test]
fn a_document_can_be_taken_back_with_a_reason_and_is_then_closed() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let path = stage.paste(PLAN);
        let form = stage.review(&path).into_iter().next().expect("a proposal");
        let page = stage.office.get(&format!("{path}/withdraw")).expect(200);
        let version = page.attr("input[name=version]", "value").expect("a version");
        stage.office.post(&format!("{path}/withdraw"), &[("version", &version), ("reason", "")]).expect(422);
        stage.office.post(&format!("{path}/withdraw"), &[("version", &version), ("reason", "误传")]).expect(303);
        assert!(stage.office.get(&path).expect(200).select_text(".timeline").contains("误传"));
        let late = stage.office.post(&form.action, &form.press("confirm", &[])).expect(409);
        assert!(late.text().contains("已撤回"));
    });
}
