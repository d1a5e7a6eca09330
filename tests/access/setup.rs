//! The first start: a link that makes the operator, once.

use chrono::Duration;
use lianxi::{access::actions::new_setup_secret, platform::db::Tenant};

use crate::support::TestApp;

fn link(app: &TestApp) -> Option<String> {
    let now = app.clock.now();
    let secret = app.db().write(Tenant::Installation, |conn| new_setup_secret(conn, now)).expect("a secret or none");
    secret.map(|s| format!("/setup/{s}"))
}

const FORM: [(&str, &str); 4] =
    [("name", "运维"), ("email", "ops@example.cn"), ("password", "一行白鹭上青天，窗含西岭"), ("again", "一行白鹭上青天，窗含西岭")];

#[test]
fn an_empty_installation_is_set_up_once_by_its_newest_link() {
    TestApp::each(|app| {
        let (first, second) = (link(app).expect("no operator yet"), link(app).expect("no operator yet"));
        let mut browser = app.visitor();
        assert!(browser.get(&first).expect(404).text().contains("已经用过或已过期"));
        browser.open_form(&second).expect(200);
        let wrong = browser.post(&second, &[("name", ""), ("email", "x"), ("password", "short"), ("again", "other")]).expect(422);
        for field in ["name", "email", "password", "again"] {
            assert!(!wrong.select_text(&format!("#f-{field}-error")).is_empty(), "{field}");
        }
        assert_eq!(wrong.attr("#f-email", "value").as_deref(), Some("x"));
        browser.post_raw(&second, &FORM).expect(403);
        assert_eq!(browser.post(&second, &FORM).expect(303).location(), "/operator/workspaces/new");
        assert_eq!(browser.get("/").expect(303).location(), "/operator/workspaces");
        app.visitor().get(&second).expect(404);
        assert_eq!(link(app), None);
    });
}

#[test]
fn a_set_up_link_is_good_for_a_day() {
    TestApp::each(|app| {
        let old = link(app).expect("no operator yet");
        app.clock.advance(Duration::hours(24));
        app.visitor().get(&old).expect(404);
    });
}
