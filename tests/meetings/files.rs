//! Files of written opinions, from the form of the answer to the table, the pack and their removal.

use std::io::Read;

use lianxi::meetings::{
    Item, Meeting, State,
    actions::{self, ItemContent, Placement, SeenItem},
    queries::agenda,
};

use super::{agenda::content, stage::Stage};
use crate::support::app::{Answer, Browser, TestApp};

const PDF: &[u8] = b"%PDF-1.7 words";

/// An item of the first department that the second is concerned with and asked about, and nobody else sees.
fn restricted(s: &Stage<'_>, meeting: &Meeting) -> (Item, i64) {
    let new = ItemContent { restricted: true, concerned: vec![s.departments[1]], ..content(s, 0, "涉密的分工") };
    let item = s.write(&s.liaison(0), |conn, scope| actions::propose(conn, scope, &meeting.number, &new, true)).expect("proposed");
    let seen = SeenItem::any(&*meeting.number, item.id);
    let placement = Placement { section: String::new(), minutes: 10, restricted: true };
    let item = s.write(&s.office(), |conn, scope| actions::accept(conn, scope, &seen, &placement)).expect("accepted");
    let seen = SeenItem { version: None, ..seen };
    s.write(&s.office(), |conn, scope| actions::ask(conn, scope, &seen, &[s.departments[1]], 5)).expect("asked");
    let detail = s.read(&s.office(), |conn, scope| agenda::detail(conn, scope, &meeting.number, item.id)).expect("there");
    let opinion = detail.opinions[0].id;
    (item, opinion)
}

/// The address of a file by its name in the table.
fn file(page: &Answer, name: &str) -> String {
    let links = scraper::Selector::parse("#opinions .filelist a").expect("a selector");
    let html = page.html();
    let found = html.select(&links).find(|a| a.text().collect::<String>() == name);
    found.and_then(|a| a.value().attr("href")).unwrap_or_else(|| panic!("no {name}: {}", page.select_text("#opinions"))).to_owned()
}

fn stored(app: &TestApp) -> usize {
    fn walk(dir: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(dir).expect("a directory").flatten();
        entries.map(|e| if e.path().is_dir() { walk(&e.path()) } else { 1 }).sum()
    }
    walk(&app.dir.path().join("blobs"))
}

#[test]
fn an_answer_comes_with_its_papers_and_nobody_else_finds_a_trace() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let meeting = s.meeting(State::Collecting);
        let (item, opinion) = restricted(&s, &meeting);
        let [chen, wang, zhao] = [0, 1, 2].map(|n| app.browser(&s.liaisons[n]));
        let (zhou, wu) = (app.browser(&s.zhou), app.browser(&s.stranger));
        let home = format!("/w/ours/meetings/{}/items/{}", meeting.number, item.id);
        let (answer, files) = (format!("{home}/opinions/{opinion}/answer"), format!("{home}/opinions/{opinion}/files"));
        // Without an answer there are no papers of it.
        wang.upload(&files, &[], "file", "先传.pdf", PDF).expect(403);
        let form = wang.get(&answer).expect(200);
        assert_eq!(form.attr("form[action$='/answer']", "enctype").as_deref(), Some("multipart/form-data"));
        assert!(form.attr("#f-file", "multiple").is_some());
        let before = stored(app);
        // What is wrong with the answer is said before the file is looked at, and nothing is kept of it.
        let wrong = wang.upload(&answer, &[("text", "改为共同牵头")], "file", "依据.pdf", PDF).expect(422);
        assert!(wrong.select_text("#f-text").contains("改为共同牵头"), "typed words are kept");
        // A wrong file holds back the answer too.
        let said = [("answer", "agree_with_changes"), ("text", "改为共同牵头")];
        let wrong = wang.upload(&answer, &said, "file", "依据.pdf", b"MZ").expect(422);
        assert!(wrong.select_text("#f-file-error").contains("名为 PDF"), "{}", wrong.select_text("main"));
        assert!(wrong.select_text("#f-text").contains("改为共同牵头"));
        assert_eq!(stored(app), before);
        assert!(!zhou.get(&home).expect(200).select_text("#opinions").contains("改为共同牵头"));
        let sent = wang.upload_all(&answer, &said, &[("file", "依据.pdf", PDF), ("file", "说明.txt", "说明".as_bytes())]).expect(303);
        assert!(sent.location().ends_with("#opinions"));
        let path = file(&wang.get(&home).expect(200), "依据.pdf");
        for browser in [&zhou, &chen, &wang] {
            let page = browser.get(&home).expect(200);
            assert_eq!(file(&page, "依据.pdf"), path);
            assert!(page.select_text("#timeline").contains("上传附件《依据.pdf》"));
            assert_eq!(browser.get(&path).expect_file(200).body, PDF);
            assert!(browser.get(&files).expect(200).select_text("#files").contains("说明.txt"));
        }
        for browser in [&zhao, &wu] {
            for gone in [&home, &path, &files, &answer, &format!("{path}/remove")] {
                browser.get(gone).expect(404);
            }
            browser.upload(&files, &[], "file", "混入.pdf", PDF).expect(404);
            browser.upload(&answer, &said, "file", "混入.pdf", PDF).expect(404);
            browser.post(&format!("{path}/remove"), &[("reason", "误传")]).expect(404);
        }
        let open = zhao.get(&format!("/w/ours/meetings/{}", meeting.number)).expect(200).text();
        assert!(!open.contains("依据.pdf") && !open.contains("涉密的分工"));
        papers_in_the_pack(&meeting, &[&zhou, &chen], &zhao);
        removal(&s, &wang, &chen, &zhou, (&home, &files, &path, &answer));
    });
}

/// The pack names them to who sees the item, on its page and in its document, and to nobody else.
fn papers_in_the_pack(meeting: &Meeting, insiders: &[&Browser], outsider: &Browser) {
    let pack = format!("/w/ours/meetings/{}/pack", meeting.number);
    let docx = |browser: &Browser| {
        let bytes = browser.get(&format!("{pack}.docx")).expect_file(200).body;
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
        let mut text = String::new();
        zip.by_name("word/document.xml").expect("a document").read_to_string(&mut text).expect("text");
        text
    };
    for insider in insiders {
        let page = insider.get(&pack).expect(200);
        assert!(page.select_text(".pack .filelist").contains("依据.pdf") && page.attr(".pack a[href$='/remove']", "href").is_none());
        assert!(docx(insider).contains("依据.pdf、说明.txt") || docx(insider).contains("说明.txt、依据.pdf"));
    }
    assert!(!outsider.get(&pack).expect(200).text().contains("依据.pdf"));
    assert!(!docx(outsider).contains("依据.pdf"));
}

/// Who adds and removes, and until when.
fn removal(s: &Stage<'_>, wang: &Browser, chen: &Browser, zhou: &Browser, at: (&str, &str, &str, &str)) {
    let (home, files, path, answer) = at;
    chen.upload(files, &[], "file", "别人的.pdf", PDF).expect(403);
    zhou.upload(files, &[], "file", "办公室的.pdf", PDF).expect(403);
    chen.post(&format!("{path}/remove"), &[("reason", "误传")]).expect(403);
    // Changed without a file: the papers stay. With one of the same name: its next version.
    wang.post(answer, &[("answer", "agree"), ("text", "")]).expect(303);
    wang.upload(answer, &[("answer", "agree"), ("text", "")], "file", "依据.pdf", b"%PDF-1.7 more").expect(303);
    let page = wang.get(home).expect(200);
    let second = file(&page, "依据.pdf");
    assert!(page.select_text("#opinions .filelist").contains("第 2 版") && second != path);
    wang.post(&format!("{path}/remove"), &[("reason", "旧版")]).expect(303);
    zhou.post(&format!("{second}/remove"), &[("reason", "")]).expect(422);
    let gone = zhou.post(&format!("{second}/remove"), &[("reason", "不宜附上")]).expect(303);
    assert!(gone.location().ends_with("#opinions"), "{}", gone.location());
    let page = chen.get(home).expect(200);
    assert!(page.select_text("#opinions").contains("周敏") && page.select_text("#opinions").contains("不宜附上"));
    chen.get(&second).expect(409);
    // The meeting was held: what was said, and with which papers, stays.
    let rest = file(&page, "说明.txt");
    s.sql("UPDATE meetings SET state = 'minuting'");
    wang.upload(files, &[], "file", "迟到.pdf", PDF).expect(409);
    wang.upload(answer, &[("answer", "agree"), ("text", "")], "file", "迟到.pdf", PDF).expect(409);
    zhou.post(&format!("{rest}/remove"), &[("reason", "误传")]).expect(409);
    assert_eq!(chen.get(&rest).expect_file(200).body, "说明".as_bytes());
}
