//! Annexes of minutes: added while these are written, read with them, frozen and numbered when they are issued.

use std::io::Read;

use lianxi::{
    meetings::{Action, Seen, actions},
    platform::db::Conn,
    tenancy::Scope,
};

use super::{
    countersign::{agree, answer, papers},
    minutes_stage::{Held, held_in_part_behind_doors},
    stage::Stage,
};
use crate::support::app::{Answer, Browser, TestApp};

const PDF: &[u8] = b"%PDF-1.7 words";

/// Minutes of two items drawn up, the second one for 省公安厅 alone, with the section's id.
fn drawn(s: &Stage<'_>) -> (Held, i64) {
    let made = held_in_part_behind_doors(s);
    s.write(&s.office(), |conn, scope| actions::draw(conn, scope, &Seen::any(&*made.number))).expect("drawn");
    let sections = papers(s, &s.office(), &made.number).sections;
    let secret = sections.iter().find(|x| x.item_id == Some(made.items[1])).expect("one").id;
    (made, secret)
}

fn circulate(s: &Stage<'_>, number: &str) {
    s.write(&s.office(), |conn, scope| actions::circulate(conn, scope, &Seen::any(number), &s.departments, 3, "")).expect("circulated");
    for n in 0..3 {
        answer(s, &s.liaison(n), number, n, &agree()).expect("agreed");
    }
}

fn annex(page: &Answer, name: &str) -> Option<String> {
    let links = scraper::Selector::parse(".annexes a").expect("a selector");
    let html = page.html();
    let found = html.select(&links).find(|a| a.text().collect::<String>() == name);
    found.and_then(|a| a.value().attr("href")).map(str::to_owned)
}

fn document(browser: &Browser, path: &str) -> String {
    let bytes = browser.get(path).expect_file(200).body;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    zip.by_name("word/document.xml").expect("a document").read_to_string(&mut text).expect("text");
    printed(&text).split_whitespace().collect()
}

/// The text of XML without its tags.
fn printed(xml: &str) -> String {
    let mut said = String::new();
    let mut is_in = false;
    for c in xml.chars() {
        match c {
            '<' => is_in = true,
            '>' => is_in = false,
            c if !is_in => said.push(c),
            _ => {}
        }
    }
    said
}

#[test]
fn annexes_are_read_with_what_they_belong_to_and_frozen_with_it() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let (made, secret) = drawn(&s);
        let home = format!("/w/ours/meetings/{}/minutes", made.number);
        let [chen, _, zhao] = [0, 1, 2].map(|n| app.browser(&s.liaisons[n]));
        let (zhou, wu) = (app.browser(&s.zhou), app.browser(&s.stranger));
        let (whole, own) = (format!("{home}/annexes/all"), format!("{home}/annexes/{secret}"));
        let sent = zhou.upload(&whole, &[], "file", "抽查名单.pdf", PDF).expect(303);
        assert_eq!(sent.location(), format!("{home}#files"));
        zhou.upload(&whole, &[], "file", "分工表.txt", "分工".as_bytes()).expect(303);
        let sent = zhou.upload(&own, &[], "file", "线索清单.pdf", b"%PDF-1.7 secret").expect(303);
        assert_eq!(sent.location(), format!("{home}#section-{secret}"));
        let page = zhou.get(&home).expect(200);
        assert!(page.select_text("#files").contains("抽查名单.pdf") && !page.select_text("#files").contains("线索清单.pdf"));
        assert!(page.select_text(&format!("#section-{secret} .act")).ends_with("附件（1） ：二、假冒线索"));
        assert!(page.attr("[id^='section-'] .act a[href*='/annexes/']", "href").is_some_and(|href| href == own), "at no other section");
        // Nobody below the office before the minutes are circulated; then each what they read.
        for hidden in [&whole, &own] {
            chen.get(hidden).expect(403);
            chen.upload(hidden, &[], "file", "混入.pdf", PDF).expect(403);
            wu.get(hidden).expect(404);
        }
        circulate(&s, &made.number);
        let list = annex(&zhou.get(&home).expect(200), "线索清单.pdf").expect("listed");
        let open = annex(&chen.get(&home).expect(200), "抽查名单.pdf").expect("listed");
        for gone in [&own, &list, &format!("{list}/remove"), &format!("{home}/annexes/1")] {
            chen.get(gone).expect(404);
            wu.get(gone).expect(404);
        }
        chen.upload(&whole, &[], "file", "混入.pdf", PDF).expect(403);
        chen.post(&format!("{open}/remove"), &[("reason", "误传")]).expect(403);
        zhou.post(&format!("{home}/issue"), &[]).expect(303);
        issued(&s, &made, (&zhou, &chen, &zhao, &wu), (&home, &open, &list));
        for shut in [&whole, &own] {
            zhou.upload(shut, &[], "file", "迟到.pdf", PDF).expect(409);
        }
        zhou.post(&format!("{open}/remove"), &[("reason", "误传")]).expect(409);
        assert!(zhou.get(&home).expect(200).select_text("#files").is_empty());
        // A corrigendum has none of them.
        zhou.post(&format!("{home}/correct"), &[("text", "日期有误。")]).expect(303);
        let after = papers(&s, &s.office(), &made.number).corrigenda.pop().expect("one");
        assert!(!after.content.contains("抽查名单"));
    });
}

/// What everybody reads of issued minutes with three annexes, one of a restricted item.
fn issued(s: &Stage<'_>, made: &Held, who: (&Browser, &Browser, &Browser, &Browser), at: (&str, &str, &str)) {
    let ((zhou, chen, zhao, wu), (home, open, list)) = (who, at);
    let minutes = papers(s, &s.office(), &made.number).minutes.expect("there");
    let content = papers(s, &s.office(), &made.number).content(&s.office()).expect("content");
    let frozen: Vec<_> = content.annexes.iter().map(|a| (a.name.as_str(), a.section_id.is_some())).collect();
    assert_eq!(frozen, [("抽查名单.pdf", false), ("分工表.txt", false), ("线索清单.pdf", true)]);
    assert!(minutes.content.contains(&content.annexes[0].sha256), "the hashes are part of what is frozen");
    let page = chen.get(home).expect(200);
    assert_eq!(page.select_text(".annexes dt, .annexes a"), "附件： 抽查名单.pdf 分工表.txt");
    assert!(page.select_text(".annexes").contains(&content.annexes[0].sha256) && !page.text().contains("线索清单"));
    assert!(annex(&zhao.get(home).expect(200), "线索清单.pdf").is_some());
    assert_eq!(chen.get(open).expect_file(200).body, PDF);
    chen.get(list).expect(404);
    assert_eq!(zhao.get(list).expect_file(200).body, b"%PDF-1.7 secret");
    wu.get(open).expect(404);
    let file = |browser: &Browser| document(browser, &browser.get(home).expect(200).attr("aside a[href*='/files/']", "href").expect("one"));
    let (general, full) = (file(chen), file(zhao));
    assert!(general.contains("附件：1.抽查名单2.分工表质量") && !general.contains("线索清单"), "{general}");
    assert!(full.contains("附件：1.抽查名单2.分工表3.线索清单质量"), "{full}");
    // Neither does the timeline of the meeting say more than who reads it may know.
    let told = chen.get(&format!("/w/ours/meetings/{}", made.number)).expect(200).text();
    assert!(told.contains("上传附件《抽查名单.pdf》") && !told.contains("线索清单"));
    let item = format!("/w/ours/meetings/{}/items/{}", made.number, made.items[1]);
    assert!(zhou.get(&item).expect(200).select_text("#timeline").contains("上传附件《线索清单.pdf》"));
}

#[test]
fn an_annex_that_came_after_the_last_round_needs_another_one_or_a_reason() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let (made, _) = drawn(&s);
        circulate(&s, &made.number);
        s.sql("UPDATE minutes_reviews SET asked_at = '2026-11-01 00:00:00'");
        let home = format!("/w/ours/meetings/{}/minutes", made.number);
        let zhou = app.browser(&s.zhou);
        assert!(!zhou.get(&home).expect(200).select_text("main").contains("会签之后有"));
        zhou.upload(&format!("{home}/annexes/all"), &[], "file", "补充.pdf", PDF).expect(303);
        assert!(zhou.get(&home).expect(200).select_text("main").contains("会签之后有 1 处改动"));
        zhou.post(&format!("{home}/issue"), &[]).expect(422);
        zhou.post(&format!("{home}/issue"), &[("reason", "只补了名单")]).expect(303);
        assert!(zhou.get(&home).expect(200).select_text(".annexes").starts_with("附件： 补充.pdf"));
    });
}

#[test]
fn what_is_issued_is_what_is_there_whoever_adds_at_that_instant() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        for round in 0..4 {
            let (made, _) = drawn(&s);
            circulate(&s, &made.number);
            let home = format!("/w/ours/meetings/{}/minutes", made.number);
            let (adder, issuer) = (app.browser(&s.zhou), app.browser(&s.sun));
            std::thread::scope(|threads| {
                let path = format!("{home}/annexes/all");
                threads.spawn(move || {
                    for n in 0..3 {
                        adder.upload(&path, &[], "file", &format!("{round}-{n}.pdf"), format!("%PDF-1.7 {round} {n}").as_bytes());
                    }
                });
                threads.spawn(|| issuer.post(&format!("{home}/issue"), &[("reason", "补充附件")]));
            });
            let now = papers(&s, &s.office(), &made.number);
            if !now.is_issued() {
                issue(&s, &made.number, app);
            }
            let now = papers(&s, &s.office(), &made.number);
            let content = now.content(&s.office()).expect("content");
            let mut there: Vec<i64> = now.annexes(None).iter().map(|l| l.current.id).collect();
            there.sort_unstable();
            let mut frozen: Vec<i64> = content.annexes.iter().map(|a| a.attachment_id).collect();
            frozen.sort_unstable();
            assert_eq!(there, frozen, "an annex came in between");
        }
    });
}

fn issue(s: &Stage<'_>, number: &str, app: &TestApp) {
    let work = |conn: &mut Conn, scope: &Scope| actions::issue(conn, scope, &app.site.blobs, &Seen::any(number), "补充附件");
    s.write(&s.office(), work).unwrap_or_else(|e| panic!("{}: {e}", Action::Issue.as_str()));
}
