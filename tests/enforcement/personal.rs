//! A natural person's number and address: nowhere whole but on the answer to a reason, which stays in the timeline.

use std::io::Read;

use lianxi::enforcement::actions::{self, Outcome};

use super::stage::{ID, Stage, person};
use crate::support::{
    TestApp,
    app::{Answer, Browser},
};

const STREET: &str = "北京东路";

fn text_of(answer: &Answer) -> String {
    if !answer.body.starts_with(b"PK") {
        return answer.text();
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&answer.body)).expect("a workbook");
    let mut all = String::new();
    for at in 0..archive.len() {
        archive.by_index(at).expect("a part").read_to_string(&mut all).expect("text");
    }
    all
}

fn hides(answer: &Answer, what: &str) {
    let text = text_of(answer);
    for secret in [ID, "19491231", STREET] {
        assert!(!text.contains(secret), "{what} shows {secret}");
    }
}

#[test]
fn it_is_masked_everywhere_and_shown_with_a_reason_that_stays() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let zhang = stage.register(&person("张三", ID)).id;
        let twin = stage.register(&person("张三", "")).id;
        let all = [&stage.zhou, &stage.liaison, &stage.leader, &stage.auditor];
        for member in all {
            let browser = app.browser(member);
            let page = browser.get(&format!("/w/ours/parties/{zhang}")).expect(200);
            assert!(page.select_text(".facts").contains("1101**********002X"), "{}", page.select_text(".facts"));
            assert!(page.select_text(".facts").contains("江苏省南京市****"));
            hides(&page, &member.name);
            for path in ["/w/ours/parties", "/w/ours/parties?q=张三", "/w/ours/parties?q=1949", &format!("/w/ours/parties/{twin}")] {
                hides(&browser.get(path).expect(200), path);
            }
            assert!(browser.get(&format!("/w/ours/parties?q={ID}")).expect(200).select_text(".empty").contains("没有符合条件"));
            let book = browser.get("/w/ours/parties.xlsx").expect_file(200);
            assert!(text_of(&book).contains("1101**********002X"));
            hides(&book, "the workbook");
        }
        let browser = app.browser(&stage.zhou);
        for path in ["edit", "rename", "merge", "reveal"] {
            hides(&browser.get(&format!("/w/ours/parties/{zhang}/{path}")).expect(200), path);
        }
        hides(&browser.get(&format!("/w/ours/parties/{zhang}/merge?into={twin}")).expect(200), "both beside each other");
        reveal(app, &stage, zhang);
        for member in all {
            let page = app.browser(member).get(&format!("/w/ours/parties/{zhang}")).expect(200);
            assert!(page.select_text(".timeline").contains("周敏 查看了身份证号、地址 送达处罚决定"), "{}", page.select_text(".timeline"));
            hides(&page, "after the look");
        }
    });
}

fn reveal(app: &TestApp, stage: &Stage<'_>, zhang: i64) {
    let path = format!("/w/ours/parties/{zhang}/reveal");
    for member in [&stage.leader, &stage.auditor, &stage.administrator] {
        let browser = app.browser(member);
        hides(&browser.get(&path).expect(403), &member.name);
        hides(&browser.post(&path, &[("reason", "看看")]).expect(403), &member.name);
        assert!(!browser.get(&format!("/w/ours/parties/{zhang}")).text().contains("/reveal"), "not offered to {}", member.name);
    }
    let browser = app.browser(&stage.zhou);
    hides(&browser.post(&path, &[("reason", " ")]).expect(422), "without a reason");
    assert_eq!(stage.told(zhang).len(), 1, "nobody has looked yet");
    let shown = browser.post(&path, &[("reason", "送达处罚决定")]).expect(200);
    assert!(shown.text().contains(ID) && shown.text().contains(STREET));
    assert_eq!(shown.headers["cache-control"], "no-store");
    assert_eq!(stage.told(zhang).last(), Some(&("reveal".into(), "送达处罚决定".into())));
    let company = stage.company("甲厂", "").id;
    browser.post(&format!("/w/ours/parties/{company}/reveal"), &[("reason", "看看")]).expect(409);
}

#[test]
fn an_edit_keeps_it_unless_told_otherwise() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let zhang = stage.register(&person("张三", ID)).id;
        let browser: Browser = app.browser(&stage.liaison);
        let path = format!("/w/ours/parties/{zhang}/edit");
        let form = browser.get(&path).expect(200);
        assert!(form.text().contains("已登记 1101**********002X"));
        assert!(form.attr("form[data-keep]", "action").is_none(), "what is typed of a person is not kept in the browser");
        browser.post(&path, &[("kind", "person"), ("name", "张三丰"), ("version", "1")]).expect(303);
        let kept = stage.party(zhang);
        assert_eq!((kept.name.as_str(), kept.id_number.as_ref().map(|n| n.whole())), ("张三丰", Some(ID)));
        assert!(kept.address.contains(STREET));
        browser.post(&path, &[("kind", "person"), ("name", "张三丰"), ("forget", "id_number"), ("version", "2")]).expect(303);
        let left = stage.party(zhang);
        assert!(left.id_number.is_none() && left.address.contains(STREET));
        browser.post(&path, &[("kind", "person"), ("name", "张三丰"), ("forget", "address"), ("version", "3")]).expect(303);
        assert_eq!(stage.party(zhang).address, "");
    });
}

#[test]
fn a_person_is_registered_once_by_number() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let zhang = stage.register(&person("张三", ID)).id;
        let again = stage.write(&stage.office(), |conn, scope| actions::register(conn, scope, &person("李四", ID), &[]));
        assert!(matches!(again, Ok(Outcome::Exists("id_number", p)) if p.id == zhang));
    });
}
