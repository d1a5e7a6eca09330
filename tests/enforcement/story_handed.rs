//! A counterfeit case goes from one regulator to another, comes back once, is received, and is referred to justice, which takes its receipt
//! by mail and then says nothing: pages, links and mails only.

use lianxi::{
    digests::{self, Kind},
    enforcement::actions::cases,
};

use super::{cases::Docket, story::fill};
use crate::support::TestApp;

#[test]
fn a_counterfeit_case_is_rejected_once_received_referred_and_its_silence_reaches_the_leader() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let (chen, ding) = (app.browser(&d.stage.liaison), app.browser(&d.ding));
        let content = cases::CaseContent { extra: vec![("value".into(), "860000".into())], ..d.content("假冒名优饮料窝点") };
        let kind = d.kind("counterfeit");
        let case = d.stage.write(&d.chen(), |conn, scope| cases::register(conn, scope, kind, d.party, &content, None)).expect("registered");
        let home = format!("/w/ours/cases/{}", case.number);
        fill(&chen, &format!("{home}/file"), &[]);
        // Each as the case's page names it, the last one that was sent.
        let sent = || {
            let page = chen.get(&home).expect(200).html();
            let all = scraper::Selector::parse("#hand-overs a[href*='/hand-overs/']").expect("a selector");
            page.select(&all).next_back().and_then(|a| a.attr("href")).expect("a hand-over").to_owned()
        };
        let holder = |said: &str| {
            let page = chen.get(&home).expect(200);
            assert!(page.select_text("main").contains(said), "{said}: {}", page.select_text("main"));
        };
        holder("现由省质监局承办");

        // Handed over, and sent back with where it should go; it never stops being somebody's.
        let other = d.other.to_string();
        let transfer =
            [("kind", "transfer"), ("to", &*other), ("reason", "销售环节"), ("legal_basis", "规定第二十三条"), ("enclosures", "笔录")];
        fill(&chen, &format!("{home}/hand-over"), &[&transfer[..], &[("receipt_days", "5"), ("result_days", "20")]].concat());
        let first = sent();
        assert!(ding.get("/w/ours").expect(200).select_text("main").contains("假冒名优饮料窝点"), "the receiver's own page says so");
        holder("移送待签收");
        holder("省工商局 签收移送");
        fill(&ding, &format!("{}/reject", first), &[("text", "窝点在生产环节"), ("should_go_to", "省质监局")]);
        holder("现由省质监局承办");
        assert!(chen.get(&first).expect(200).select_text("main").contains("窝点在生产环节"));
        // With what was missing it is handed over again, and received.
        fill(&chen, &format!("{home}/hand-over"), &[&transfer[..], &[("receipt_days", "5"), ("result_days", "20")]].concat());
        fill(&ding, &format!("{}/receive", sent()), &[("text", "已收")]);
        holder("现由省工商局承办");

        // Found to be a crime: the ladder proposes justice, and a referral is what it asked for.
        let proposed = |said: bool| {
            let page = ding.get(&home).expect(200).select_text("main");
            assert_eq!(page.contains("建议升级"), said, "{page}");
        };
        proposed(false);
        fill(&ding, &format!("{home}/findings"), &[("kind", "criminal"), ("text", "货值够移送标准"), ("found_on", "2026-11-23")]);
        proposed(true);
        // Referred to justice by mail; the receipt comes by the link in it, without an account.
        let justice = [("kind", "referral"), ("to", ""), ("outside_name", "南京市人民检察院"), ("outside_email", "jcy@justice.example")];
        let said = [("reason", "数额巨大，涉嫌犯罪"), ("legal_basis", "规定第二十三条"), ("receipt_days", "3"), ("result_days", "10")];
        fill(&ding, &format!("{home}/hand-over"), &[&justice[..], &said[..]].concat());
        let third = sent();
        proposed(false);
        holder("南京市人民检察院 签收移送");
        let html = app.html_to("jcy@justice.example");
        let from = html.find("/hand-over/ours/").expect("a link");
        let link: String = html[from..].chars().take_while(|c| !"\"<".contains(*c)).collect();
        let mut outside = app.visitor();
        outside.open_form(&link).expect(200);
        outside.post(&link, &[("action", "receive"), ("version", "1"), ("text", "已收"), ("name", "李检察官")]).expect(303);
        holder("已移送司法");
        assert!(chen.get(&third).expect(200).select_text("main").contains("李检察官"));

        // Yellow near its day, red past it, told once, on the office's page and in the leader's digest.
        let light = |days: i64| {
            app.clock.advance(chrono::Duration::days(days));
            let page = app.browser(&d.stage.zhou).get(&third).expect(200);
            let tone = page.attr(".head .light", "class").unwrap_or_default();
            (tone, page.select_text("main"))
        };
        let (near, _) = light(12);
        assert!(near.contains("yellow"), "{near}");
        let (past, _) = light(9);
        assert!(past.contains("red"), "{past}");
        assert!(app.work() > 0, "it is told");
        let office = app.browser(&d.stage.zhou).get("/w/ours").expect(200).select_text("main");
        assert!(office.contains("南京市人民检察院"), "{office}");
        let digest = digests::cli_preview(&app.site, "ours", &d.stage.leader.email, Some(Kind::Leader), "text").expect("a digest");
        let digest = String::from_utf8(digest).expect("text");
        assert!(digest.contains("移送无回音") && digest.contains("南京市人民检察院"), "{digest}");
        // Everything of it is in the file, in order.
        let file = app.browser(&d.stage.zhou).get(&format!("{home}/file.docx")).expect_file(200).docx_text();
        let steps =
            ["窝点在生产环节", "已收", "数额巨大，涉嫌犯罪", "李检察官"].map(|step| file.find(step).unwrap_or_else(|| panic!("no {step}")));
        assert!(steps.is_sorted(), "{steps:?}");
        app.deliver();
    });
}
