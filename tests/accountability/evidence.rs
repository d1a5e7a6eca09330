//! The files of a matter: a subject without an account opens by its link exactly those it may see, and nobody takes back what was filed.

use chrono::Duration;
use lianxi::accountability::{
    Cause, Part, SubjectKind,
    actions::{self, ByHand, Corrected, Seen},
};

use super::stage::Stage;
use crate::support::TestApp;

/// A matter against an official without an account, up to the point where somebody clear looks into it.
fn under_review(g: &Stage<'_>, title: &str) -> String {
    let typed = ByHand {
        cause: Some(Cause::Misconduct),
        title: title.into(),
        subject_kind: Some(SubjectKind::Official),
        department_id: Some(g.s.departments[0]),
        name: "陈处长".into(),
        email: "chen@outside.example".into(),
        on: chrono::NaiveDate::from_ymd_opt(2026, 11, 2),
        basis: "第二十三条".into(),
        facts: "抽样时收受样品".into(),
        ..ByHand::default()
    };
    let office = g.s.office();
    let number = g.act(&office, |conn, scope| actions::propose_by_hand(conn, scope, &typed)).number;
    let seen = Seen::any(&*number);
    g.act(&office, |conn, scope| actions::accept(conn, scope, &seen, ""));
    let handler = g.s.liaisons[1].membership_id;
    g.act(&office, |conn, scope| actions::appoint(conn, scope, &seen, handler, Part::Handler));
    g.act(&g.s.liaison(1), |conn, scope| actions::declare(conn, scope, &seen, false, ""));
    number
}

/// The address in the last mail to somebody outside.
fn link(app: &TestApp, email: &str) -> String {
    let html = app.html_to(email);
    let from = html.find("/matter/ours/").expect("a link");
    html[from..].chars().take_while(|c| !"\"<".contains(*c)).collect()
}

/// Addresses of the files a page links to.
fn hrefs(page: &crate::support::app::Answer, below: &str) -> Vec<String> {
    let html = page.html();
    let all = scraper::Selector::parse("a[href]").expect("a selector");
    let found = html.select(&all).filter_map(|a| a.attr("href")).filter(|h| h.starts_with(below) && !h.ends_with("/remove"));
    found.map(str::to_owned).collect()
}

#[test]
fn a_link_opens_the_files_its_subject_may_see_and_no_others() {
    TestApp::each(|app| {
        let mut g = Stage::new(app);
        let number = under_review(&g, "收受样品");
        let at = format!("/w/ours/matters/{number}");
        let (zhou, wang) = (g.browser(&g.s.zhou), g.browser(&g.s.liaisons[1]));
        zhou.upload(&format!("{at}/files"), &[], "file", "检验报告.txt", "不合格的检验报告".as_bytes()).expect(303);
        wang.upload(&format!("{at}/investigation"), &[], "file", "询问笔录.txt", "询问笔录全文".as_bytes()).expect(303);
        let other = under_review(&g, "另一件");
        zhou.upload(&format!("/w/ours/matters/{other}/files"), &[], "file", "别案.txt", "别案材料".as_bytes()).expect(303);
        let of = |path: String, browser: &crate::support::app::Browser| hrefs(&browser.get(&path).expect(200), &format!("{path}/"));
        let id = |href: &String| href.rsplit('/').next().unwrap_or_default().to_owned();
        let facts = of(format!("{at}/files"), &zhou);
        let secret = id(&of(format!("{at}/investigation"), &wang)[0]);
        let foreign = id(&of(format!("/w/ours/matters/{other}/files"), &zhou)[0]);
        g.act(&g.s.office(), |conn, scope| actions::notify(conn, scope, &Seen::any(&*number)));
        let address = link(app, "chen@outside.example");
        let mut browser = app.visitor();
        let page = browser.open_form(&address).expect(200);
        assert!(!page.text().contains("询问笔录") && !page.text().contains("别案"));
        let listed = hrefs(&page, &format!("{address}/files/"));
        assert_eq!(listed, [format!("{address}/files/{}", id(&facts[0]))]);
        // As a member gets it: whole, in part, and never shown in our origin.
        let (outside, inside) = (browser.get(&listed[0]).expect_file(200), zhou.get(&facts[0]).expect_file(200));
        assert_eq!(outside.body, "不合格的检验报告".as_bytes());
        for name in
            ["content-type", "content-disposition", "content-length", "cache-control", "x-content-type-options", "content-security-policy"]
        {
            assert_eq!(outside.headers.get(name), inside.headers.get(name), "{name}");
        }
        assert!(outside.headers["content-disposition"].to_str().expect("ASCII").starts_with("attachment"));
        let part = browser.get_with(&listed[0], &[("range", "bytes=0-2")]);
        assert_eq!((part.status.as_u16(), part.body.as_slice()), (206, "不".as_bytes()));
        // Its own, once it is sent.
        browser.upload(&address, &[("step", "reply"), ("text", "样品已退回")], "file", "收据.txt", "退回收据".as_bytes()).expect(303);
        let page = browser.get(&address).expect(200);
        let own: Vec<String> = hrefs(&page, &format!("{address}/files/")).into_iter().filter(|h| !listed.contains(h)).collect();
        assert_eq!(browser.get(&own[0]).expect_file(200).body, "退回收据".as_bytes());
        // Of the investigation, of another matter, of nothing: all the same.
        for wrong in [&*secret, &*foreign, "77", "x"] {
            browser.get(&format!("{address}/files/{wrong}")).expect(404);
        }
        let file = id(&listed[0]);
        browser.get(&format!("/matter/ours/forged/files/{file}")).expect(404);
        g.s.cast.workspace("theirs", "别的联席会议");
        browser.get(&format!("{}/files/{file}", address.replace("/ours/", "/theirs/"))).expect(404);
        // Put to somebody else, the former link is dead; the new one shows what the office gave, not what the former one sent.
        let new =
            Corrected { name: "新处长".into(), email: "xin@outside.example".into(), reason: "调任".into(), ..Corrected::default() };
        app.clock.advance(Duration::minutes(5));
        g.s.cast.now = app.clock.now();
        let office = g.s.office();
        g.act(&office, |conn, scope| actions::correct(conn, scope, &Seen::any(&*number), &new));
        browser.get(&listed[0]).expect(404);
        browser.get(&own[0]).expect(404);
        let second = link(app, "xin@outside.example");
        let page = app.visitor().open_form(&second).expect(200);
        assert_eq!(hrefs(&page, &format!("{second}/files/")), [format!("{second}/files/{file}")]);
        app.visitor().get(&format!("{second}/files/{}", id(&own[0]))).expect(404);
        app.clock.advance(Duration::days(91));
        app.visitor().get(&format!("{second}/files/{file}")).expect(404);
    });
}

#[test]
fn nobody_takes_back_what_was_filed_nor_what_another_one_sent() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = super::terms::heard(&g, "瞒报抽查结果");
        let at = format!("/w/ours/matters/{number}");
        let (zhou, he) = (g.browser(&g.s.zhou), g.browser(&g.he));
        app.clock.advance(Duration::minutes(1));
        he.upload(&format!("{at}/files"), &[], "file", "说明.txt", "补查情况".as_bytes()).expect(303);
        let offers = |browser: &crate::support::app::Browser| {
            let page = browser.get(&at).expect(200);
            page.text().contains("/remove\"")
        };
        assert!(offers(&he) && !offers(&zhou), "the sender alone, as long as it was not filed");
        let file = hrefs(&he.get(&format!("{at}/files")).expect(200), &format!("{at}/files/")).remove(0);
        zhou.get(&format!("{file}/remove")).expect(403);
        zhou.post(&format!("{file}/remove"), &[("reason", "碍眼")]).expect(403);
        app.clock.advance(Duration::minutes(1));
        he.post(&format!("{at}/reply"), &[("text", "情况见附件")]).expect(303);
        assert!(!offers(&he), "it was filed with the reply");
        let refused = he.post(&format!("{file}/remove"), &[("reason", "误传")]).expect(409);
        assert!(refused.text().contains("不能再删除"), "{}", refused.select_text("main"));
        assert!(zhou.get(&file).expect_file(200).body == "补查情况".as_bytes());
    });
}

#[test]
fn a_department_whose_matter_is_open_is_not_closed() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = under_review(&g, "收受样品");
        let scope = g.s.office();
        let held = |conn: &mut _, scope: &_| lianxi::accountability::held_by_department(conn, scope, g.s.departments[0]);
        assert!(g.act(&scope, held));
        g.act(&scope, |conn, scope| actions::dismiss(conn, scope, &Seen::any(&*number), "查无实据"));
        assert!(!g.act(&scope, held));
    });
}

#[test]
fn an_english_reader_gets_english_brackets() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = super::terms::heard(&g, "瞒报抽查结果");
        let at = format!("/w/ours/matters/{number}");
        let (seen, of_city) = (Seen::any(&*number), g.s.cast.scope(&g.he));
        let asked = g.act(&of_city, |conn, scope| actions::ask_hearing(conn, scope, &seen, "当面说明"));
        let no = actions::Answer { paper_id: asked.id, granted: Some(false), text: "材料已足".into(), ..actions::Answer::default() };
        g.act(&g.s.office(), |conn, scope| actions::answer(conn, scope, &seen, &no));
        let read = || {
            let zhou = g.browser(&g.s.zhou);
            (zhou.get(&format!("{at}/file.docx")).expect_file(200).docx_text(), zhou.get(&at).expect(200).select_text("#papers"))
        };
        let (file, page) = read();
        assert!(file.contains("（何平）") && file.contains("材料已足（周敏）") && page.contains("（周敏 "), "{file} {page}");
        g.s.sql(&format!("UPDATE people SET language = 'en' WHERE id = {}", g.s.zhou.person_id));
        let (file, page) = read();
        assert!(file.contains(" (何平)") && file.contains("材料已足 (周敏)") && page.contains(" (周敏 "), "{file} {page}");
        assert!(!file.contains('（') && !page.contains('（'), "{file} {page}");
    });
}
