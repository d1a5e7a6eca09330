//! What was said by whoever a matter was put to before stays with the office: the next one reads none of it, and is held up by none.

use chrono::Duration;
use lianxi::accountability::{
    SubjectKind,
    actions::{self, ByHand, Seen},
};

use super::{
    correct::{by_hand, links_sent, under_review},
    stage::Stage,
};
use crate::support::{TestApp, app::Browser};

const SAID: [&str; 7] = ["误发给我", "请求听证当面说", "请延期到月底", "不关我的事.txt", "他当面说了", "第一会议室", "第二会议室"];

/// A matter whose notice went to the wrong address, where somebody said and asked for a lot; two days on, the link of the right one.
fn corrected(g: &Stage<'_>) -> (String, String) {
    let typed = ByHand { email: "wrong@outside.example".into(), ..by_hand(g, SubjectKind::Official, None) };
    let number = under_review(g, &typed);
    let at = format!("/w/ours/matters/{number}");
    let zhou = g.browser(&g.s.zhou);
    // What the office adds is for whoever is told.
    zhou.upload(&format!("{at}/files"), &[], "file", "抽查记录.txt", "抽查".as_bytes()).expect(303);
    g.act(&g.s.office(), |conn, scope| actions::notify(conn, scope, &Seen::any(&*number)));
    let first = links_sent(g.app)["wrong@outside.example"].clone();
    let mut wrong = g.app.visitor();
    wrong.open_form(&first).expect(200);
    wrong.upload(&first, &[("step", "reply"), ("text", SAID[0])], "file", SAID[3], "内容".as_bytes()).expect(303);
    wrong.post(&first, &[("step", "ask_hearing"), ("text", SAID[1])]).expect(303);
    let asked = zhou.get(&at).expect(200).attr("#papers a.btn", "href").expect("a request");
    let held = [("granted", "yes"), ("text", "同意听证"), ("day", "2026-11-24"), ("time", "09:30"), ("place", "第一会议室")];
    zhou.post(&asked, &held).expect(303);
    zhou.post(&format!("{at}/hear"), &[("day", "2026-11-23"), ("present", "王磊"), ("record", SAID[4])]).expect(303);
    g.app.clock.advance(Duration::hours(1));
    wrong.post(&first, &[("step", "ask_hearing"), ("text", SAID[1])]).expect(303);
    wrong.post(&first, &[("step", "ask_extension"), ("text", SAID[2]), ("day", "2026-12-20")]).expect(303);
    let asked = zhou.get(&at).expect(200).attr("#papers a.btn", "href").expect("a request");
    let again = [("granted", "yes"), ("text", "再次同意听证"), ("day", "2026-11-24"), ("time", "14:30"), ("place", "第二会议室")];
    zhou.post(&asked, &again).expect(303);
    g.app.clock.advance(Duration::days(2));
    let to = [("name", "陈静"), ("email", "right@outside.example"), ("reason", "邮箱有误")];
    g.browser(&g.s.zhou).post(&format!("{at}/correct"), &to).expect(303);
    (number, links_sent(g.app)["right@outside.example"].clone())
}

#[test]
fn the_second_one_reads_nothing_of_the_first() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let (number, link) = corrected(&g);
        let at = format!("/w/ours/matters/{number}");
        let mut right = app.visitor();
        let page = right.open_form(&link).expect(200);
        for said in SAID.iter().chain(&["同意听证"]) {
            assert!(!page.text().contains(said), "{said}: {}", page.select_text("main"));
        }
        assert!(page.text().contains("抽查记录.txt"), "what the office added is theirs: {}", page.select_text("main"));
        // The office keeps it all, and sees that the request is closed.
        let zhou = g.browser(&g.s.zhou);
        let papers = zhou.get(&at).expect(200);
        assert!(papers.select_text("#papers").contains(SAID[0]) && papers.select_text("#papers").contains("原申请不再办理"));
        assert!(papers.text().contains(SAID[3]));
        // They may ask for the same, and a file of the same name is theirs.
        right.post(&link, &[("step", "ask_extension"), ("text", "出差在外"), ("day", "2026-12-25")]).expect(303);
        right.upload(&link, &[("step", "reply"), ("text", "情况属实")], "file", SAID[3], "内容".as_bytes()).expect(303);
        assert!(right.get(&link).expect(200).text().contains(SAID[3]));
        assert_eq!(g.told("matter-denied"), Vec::<String>::new(), "nobody is answered what another asked");

        // A member in the place of the one without an account: page, history, file and downloads alike.
        let chen = &g.s.liaisons[0];
        app.clock.advance(Duration::days(1));
        let member = chen.membership_id.to_string();
        let zhou = g.browser(&g.s.zhou);
        zhou.post(&format!("{at}/correct"), &[("name", "陈静"), ("member", &member), ("reason", "本系统人员")]).expect(303);
        let (browser, office) = (g.browser(chen), zhou.get(&format!("{at}/files")).expect(200));
        let (page, docx) = (browser.get(&at).expect(200), browser.get(&format!("{at}/file.docx")).expect_file(200).docx_text());
        let files = browser.get(&format!("{at}/files")).expect(200);
        for said in SAID.iter().chain(&["出差在外", "情况属实"]) {
            for (place, text) in [("page", page.text()), ("file", docx.clone()), ("files", files.text())] {
                assert!(!text.contains(said), "{place} holds {said}");
            }
        }
        assert!(docx.contains("抽查记录.txt") && files.text().contains("抽查记录.txt"));
        let hidden = office.html();
        let select = scraper::Selector::parse(&format!("a[href^='{at}/files/']")).expect("a selector");
        let all: Vec<String> = hidden.select(&select).filter_map(|a| a.attr("href").map(str::to_owned)).collect();
        let statuses: Vec<u16> = all.iter().filter(|h| !h.ends_with("/remove")).map(|h| browser.get(h).status.as_u16()).collect();
        assert!(statuses.contains(&200) && statuses.contains(&404), "{all:?}: {statuses:?}");
    });
}

#[test]
fn a_hearing_granted_to_the_first_holds_up_no_decision_about_the_second() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let (number, link) = corrected(&g);
        let at = format!("/w/ours/matters/{number}");
        let mut right = app.visitor();
        right.open_form(&link).expect(200);
        right.post(&link, &[("step", "reply"), ("text", "情况属实")]).expect(303);
        let bureau = g.s.departments[1].to_string();
        let decide = [
            ("form", "criticism"),
            ("basis", "第二十五条"),
            ("text", "通报批评"),
            ("body", "department"),
            ("department", &*bureau),
            ("on", "2026-11-25"),
        ];
        g.browser(&g.s.zhou).post(&format!("{at}/decide"), &decide).expect(303);
    });
}

/// Names of the files a page shows.
fn files(browser: &Browser, path: &str) -> String {
    browser.get(path).expect(200).select_text("#files")
}

#[test]
fn a_name_the_first_one_used_as_well_hinders_nobody_and_tells_of_nothing() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let typed = ByHand { email: "wrong@outside.example".into(), ..by_hand(&g, SubjectKind::Official, None) };
        let number = under_review(&g, &typed);
        let at = format!("/w/ours/matters/{number}");
        let zhou = g.browser(&g.s.zhou);
        zhou.upload(&format!("{at}/files"), &[], "file", "通知.txt", "办公室".as_bytes()).expect(303);
        zhou.post(&format!("{at}/notify"), &[]).expect(303);
        let first = links_sent(app)["wrong@outside.example"].clone();
        let mut wrong = app.visitor();
        wrong.open_form(&first).expect(200);
        wrong.upload(&first, &[("step", "reply"), ("text", "误发")], "file", "通知.txt", "前一人".as_bytes()).expect(303);
        app.clock.advance(Duration::days(1));
        let zhou = g.browser(&g.s.zhou);
        zhou.post(&format!("{at}/correct"), &[("name", "陈静"), ("email", "right@outside.example"), ("reason", "邮箱有误")]).expect(303);
        let second = links_sent(app)["right@outside.example"].clone();
        let mut right = app.visitor();
        right.open_form(&second).expect(200);
        // The same name, changed and sent once more: a file of their own, of which the last version counts.
        for (said, content) in [("情况属实", "本人"), ("补充说明", "本人又一稿"), ("再次说明", "本人又一稿")] {
            right.upload(&second, &[("step", "reply"), ("text", said)], "file", "通知.txt", content.as_bytes()).expect(303);
        }
        let page = right.get(&second).expect(200);
        let links = scraper::Selector::parse(&format!("a[href^='{second}/files/']")).expect("a selector");
        let html = page.html();
        let own: Vec<String> = html.select(&links).filter_map(|a| a.attr("href").map(str::to_owned)).collect();
        let mut read: Vec<String> =
            own.iter().map(|href| String::from_utf8(right.get(href).expect_file(200).body).expect("text")).collect();
        read.sort();
        assert_eq!(read, ["办公室", "本人又一稿"], "{own:?}");
        // The office has the first one's as the second version of its own, and theirs beside it, also the second.
        let office = files(&zhou, &at);
        assert_eq!((office.matches("第 2 版").count(), office.contains("第 3 版")), (2, false), "{office}");
    });
}

#[test]
fn what_the_office_added_is_read_whoever_is_of_it_now_and_what_a_former_subject_of_the_office_added_is_not() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let gone = g.s.cast.person(g.s.workspace, "调离者", &[lianxi::tenancy::Role::Secretariat], &[]);
        let sun = &g.s.sun;
        // Put to somebody of the office at first: of the department, too.
        let typed = ByHand { name: "孙波".into(), ..by_hand(&g, SubjectKind::Official, Some(sun.membership_id)) };
        let number = under_review(&g, &typed);
        let at = format!("/w/ours/matters/{number}");
        let to_files = format!("{at}/files");
        g.browser(&gone).upload(&to_files, &[], "file", "调离者所附.txt", "甲".as_bytes()).expect(303);
        g.browser(&g.s.zhou).post(&format!("{at}/notify"), &[]).expect(303);
        app.clock.advance(Duration::minutes(5));
        g.browser(sun).upload(&to_files, &[], "file", "孙波申辩.txt", "乙".as_bytes()).expect(303);
        g.browser(&g.s.zhou).upload(&to_files, &[], "file", "周敏补充.txt", "丙".as_bytes()).expect(303);
        // Who added the first leaves the office; and it is put to somebody else.
        g.s.sql(&format!("DELETE FROM membership_roles WHERE membership_id = {}", gone.membership_id));
        app.clock.advance(Duration::minutes(5));
        let chen = &g.s.liaisons[0];
        let member = chen.membership_id.to_string();
        let zhou = g.browser(&g.s.zhou);
        zhou.post(&format!("{at}/correct"), &[("name", "陈静"), ("member", &*member), ("reason", "实为其经办")]).expect(303);
        app.clock.advance(Duration::minutes(5));
        g.browser(sun).upload(&to_files, &[], "file", "孙波经办.txt", "丁".as_bytes()).expect(303);
        let read = files(&g.browser(chen), &at);
        for name in ["调离者所附.txt", "周敏补充.txt", "孙波经办.txt"] {
            assert!(read.contains(name), "{name}: {read}");
        }
        assert!(!read.contains("孙波申辩.txt"), "{read}");
        assert!(files(&zhou, &at).contains("孙波申辩.txt"));
        let docx = g.browser(chen).get(&format!("{at}/file.docx")).expect_file(200).docx_text();
        assert!(docx.contains("调离者所附.txt") && !docx.contains("孙波申辩.txt"), "{docx}");
    });
}
