//! The duty list: what each role sees, tabs, filters, pages, search and the exported ledger.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use diesel::prelude::*;
use lianxi::{
    calendar::Cadence,
    duties::{Origin, Seen, actions},
    schema::{duties, duty_counts},
};

use super::stage::{Made, Stage, day};
use crate::support::{TestApp, app::Answer};

/// Titles on the page, in order.
fn titles(page: &Answer) -> Vec<String> {
    let selector = scraper::Selector::parse("table.rows td.t a").expect("a selector");
    page.html().select(&selector).map(|e| e.text().collect()).collect()
}

/// `在办 3` and so on.
fn tab(page: &Answer, name: &str) -> Option<String> {
    let selector = scraper::Selector::parse(".tabs a").expect("a selector");
    let html = page.html();
    let found = html.select(&selector).find(|e| e.text().next().is_some_and(|t| t.trim() == name));
    found.map(|e| e.text().skip(1).collect::<String>())
}

#[test]
fn tabs_part_the_duties_and_order_them_by_urgency() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        s.accepted(Made::new("丙：十二月", s.gongshang).due(day(12, 31)));
        s.accepted(Made::new("甲：已逾期", s.gongshang).due(day(11, 18)));
        s.accepted(Made::new("丁：不限期", s.zhijian));
        s.accepted(Made::new("乙：明天", s.zhijian).due(day(11, 24)));
        s.duty(Made::new("待签收的", s.gongan).due(day(11, 20)));
        let handed_in = s.submitted(Made::new("待核验的", s.zhijian).due(day(11, 30)));
        let back = s.submitted(Made::new("退回的", s.gongshang).due(day(11, 27)));
        s.by(&s.zhou, |conn, scope| actions::return_(conn, scope, Seen::any(back.id), "缺材料"));
        let done = s.submitted(Made::new("办结的", s.gongshang).due(day(11, 30)));
        s.by(&s.zhou, |conn, scope| actions::close(conn, scope, Seen::any(done.id), ""));
        let draft = Made { lead: None, ..Made::new("没有单位的", s.gongshang) };
        s.duty(draft);
        let browser = app.browser(&s.zhou);
        let page = browser.get("/w/ours/duties").expect(200);
        assert_eq!(page.attr("details.sift", "open"), None, "folded away on a phone while nothing is filtered");
        assert!(browser.get("/w/ours/duties?light=red").expect(200).attr("details.sift", "open").is_some());
        assert_eq!(titles(&page), ["甲：已逾期", "乙：明天", "退回的", "丙：十二月", "丁：不限期"]);
        let expected =
            [("在办", "5"), ("待签收", "1"), ("待核验", "1"), ("退回", "1"), ("逾期", "2"), ("已办结", "1"), ("全部", "9"), ("草稿", "1")];
        for (name, count) in expected {
            assert_eq!(tab(&page, name).as_deref(), Some(count), "{name}");
        }
        assert_eq!(tab(&page, "拒收"), None, "a rare state has a tab only while there is something in it");
        assert!(!page.text().contains('⟦'), "all texts are there: {}", page.text());
        let of = |query: &str| titles(&browser.get(&format!("/w/ours/duties?{query}")).expect(200));
        assert_eq!(of("tab=overdue"), ["甲：已逾期", "待签收的"]);
        assert_eq!(of("tab=returned"), ["退回的"]);
        assert_eq!(of("tab=review"), ["待核验的"]);
        assert_eq!(of("tab=draft"), ["没有单位的"]);
        assert_eq!(of("tab=all&dir=desc&sort=number").len(), 9);
        assert_eq!(of("tab=all&sort=number")[0], "丙：十二月");
        assert_eq!(of("tab=all&light=red"), ["甲：已逾期", "待签收的"]);
        assert_eq!(of("tab=all&light=yellow"), ["乙：明天", "退回的"]);
        assert_eq!(of("tab=all&light=green"), ["待核验的", "丙：十二月", "丁：不限期"]);
        assert_eq!(of("tab=all&light=grey"), ["办结的", "没有单位的"]);
        let zhijian = s.zhijian;
        assert_eq!(of(&format!("tab=all&dept={zhijian}")), ["乙：明天", "待核验的", "丁：不限期"]);
        assert_eq!(of("tab=all&due=week&light=yellow"), ["乙：明天", "退回的"]);
        assert_eq!(of("tab=all&due=none"), ["丁：不限期", "没有单位的"]);
        assert_eq!(of("tab=all&from=2026-11-28&until=2026-12-31"), ["待核验的", "办结的", "丙：十二月"]);
        assert_eq!(of("tab=all&dept=none"), ["没有单位的"]);
        assert_eq!(of("tab=all&state=submitted"), ["待核验的"]);
        assert_eq!(handed_in.number.len(), 9);
    });
}

#[test]
fn each_role_sees_its_own_and_strangers_nothing() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        s.accepted(Made::new("工商牵头", s.gongshang).support(&[s.zhijian]));
        let reported = s.accepted(Made::new("公安牵头工商配合", s.gongan).support(&[s.gongshang]).every(Cadence::Weekly));
        s.accepted(Made::new("质监自己的", s.zhijian));
        s.by(&s.chen, |conn, scope| {
            let report = duties_report(s.gongan);
            actions::report(conn, scope, Seen::any(reported.id), report)
        });
        s.duty(Made { lead: None, ..Made::new("草稿一件", s.gongshang) });
        for reader in [&s.zhou, &s.li, &s.auditor] {
            assert_eq!(titles(&app.browser(reader).get("/w/ours/duties?tab=all").expect(200)).len(), 4, "{}", reader.name);
        }
        let chen = app.browser(&s.chen);
        let all = chen.get("/w/ours/duties?tab=all").expect(200);
        assert_eq!(titles(&all).len(), 3, "a joint meeting is collegial, but drafts are not shown");
        assert_eq!(tab(&all, "草稿"), None);
        assert_eq!(tab(&all, "全部").as_deref(), Some("3"));
        assert!(titles(&chen.get("/w/ours/duties?tab=draft").expect(200)).iter().all(|t| t != "草稿一件"));
        assert!(titles(&chen.get("/w/ours/duties?tab=all&state=draft").expect(200)).is_empty());
        let mine = chen.get("/w/ours/duties?dept=mine").expect(200);
        let mut own = titles(&mine);
        own.sort();
        assert_eq!(own, ["公安牵头工商配合", "工商牵头"], "both departments, each duty once");
        assert_eq!(tab(&mine, "在办").as_deref(), Some("2"), "counted once as well");
        assert_eq!(titles(&chen.get("/w/ours/duties?dept=mine&part=support").expect(200)), ["公安牵头工商配合"]);
        assert_eq!(titles(&chen.get("/w/ours/duties?dept=mine&part=lead").expect(200)).len(), 2);
        let reports = |page: Answer| page.select_text("table.rows td:last-child");
        assert_eq!(reports(chen.get("/w/ours/duties?q=公安牵头").expect(200)), "今天");
        assert_eq!(reports(app.browser(&s.wang).get("/w/ours/duties?q=公安牵头").expect(200)), "", "an outline has no reports");
        assert_eq!(app.browser(&s.admin).get("/w/ours/duties").status, 403, "an administrator has no say over duties");
        assert_eq!(app.browser(&s.admin).get("/w/ours/duties.xlsx").status, 403);
        assert_eq!(app.browser(&s.admin).get("/w/ours/search?q=1").status, 403);
        let stranger = app.browser(&s.stranger);
        for path in ["/w/ours/duties", "/w/ours/duties.xlsx", "/w/ours/search?q=2026-0001"] {
            assert_eq!(stranger.get(path).status, 404, "{path}");
        }
        let page = stranger.get("/w/theirs/duties?tab=all").expect(200);
        assert!(titles(&page).is_empty() && !page.text().contains("省工商局"));
        let foreign = stranger.get(&format!("/w/theirs/duties?tab=all&dept={}", s.gongshang)).expect(200);
        assert!(titles(&foreign).is_empty());
        let nothing = stranger.get("/w/theirs/search?q=2026-0001").expect(200);
        assert!(nothing.select_text("main").contains("没有找到“2026-0001”") && nothing.select_text(".hits").is_empty());
    });
}

fn duties_report(department_id: i64) -> lianxi::duties::NewReport {
    lianxi::duties::NewReport { department_id, as_of: day(11, 23), text: "已办".into(), figures: Vec::new() }
}

#[test]
fn search_finds_chinese_widths_and_signs_and_goes_straight_to_a_number() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        let first = s.duty(Made::new("联合执法行动方案 GB/T 19000", s.gongshang));
        s.duty(Made::new("完成率 80% 以上", s.gongshang));
        s.duty(Made::new("完成率 80 以上", s.gongshang));
        s.duty(Made::new("编号 A_1 的检查", s.gongshang));
        s.duty(Made { origin: Origin::manual("第三次会议"), ..Made::new("编号 AB1 的检查\\", s.gongshang) });
        let browser = app.browser(&s.zhou);
        let find = |q: &str| {
            let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", q).finish();
            titles(&browser.get(&format!("/w/ours/duties?{query}")).expect(200))
        };
        assert_eq!(find("执法"), ["联合执法行动方案 GB/T 19000"]);
        assert_eq!(find("ｇｂ／ｔ 方案"), ["联合执法行动方案 GB/T 19000"], "full width, lower case, all words");
        assert!(find("方案 没有").is_empty(), "all of the words");
        assert_eq!(find("80%"), ["完成率 80% 以上"], "a per cent sign is itself");
        assert_eq!(find("A_1"), ["编号 A_1 的检查"], "an underscore is itself");
        assert_eq!(find("检查\\"), ["编号 AB1 的检查\\"], "a backslash is itself");
        assert_eq!(find("第三次会议").len(), 1, "the source too");
        assert_eq!(find("'; DROP TABLE duties; --"), Vec::<String>::new());
        let straight = browser.get(&format!("/w/ours/search?q={}", first.number)).expect(303);
        assert_eq!(straight.location(), format!("/w/ours/duties/{}", first.number));
        let words = browser.get("/w/ours/search?q=%E6%89%A7%E6%B3%95").expect(200);
        assert!(words.select_text(".hits").contains("联合执法行动方案 GB/T 19000"), "{}", words.select_text("main"));
        assert_eq!(words.html().select(&scraper::Selector::parse(".hits > li").expect("a selector")).count(), 1);
        let shown = browser.get("/w/ours/duties?q=%3Cscript%3Ealert(1)").expect(200);
        assert!(!shown.text().contains("<script>alert"));
    });
}

/// Copies one duty many times, straight in the database.
fn many(s: &Stage<'_>, count: usize) {
    let made = s.accepted(Made::new("样板", s.gongshang).due(day(12, 1)));
    s.by(&s.zhou, |conn, scope| {
        for i in 0..count {
            let id = made.id + 1_000_000 + i as i64;
            let due = day(12, 1) + chrono::Days::new((i % 40) as u64);
            let copy = (
                duties::workspace_id.eq(scope.workspace_id()),
                duties::id.eq(id),
                duties::number.eq(format!("2026-9{i:04}")),
                duties::title.eq(format!("第 {i} 件")),
                duties::requirement.eq(""),
                duties::deliverable.eq(""),
                duties::state.eq("in_progress"),
                duties::lead_id.eq(s.gongshang),
                duties::due_on.eq(due),
                duties::sort_on.eq(due),
                duties::origin_kind.eq("manual"),
                duties::origin_label.eq(""),
                duties::search_key.eq(format!("第 {i} 件")),
                duties::created_at.eq(scope.now()),
                duties::updated_at.eq(scope.now()),
                duties::version.eq(1),
            );
            diesel::insert_into(duties::table).values(copy).execute(conn)?;
        }
        let here = duty_counts::table.filter(duty_counts::workspace_id.eq(scope.workspace_id()));
        diesel::update(here.filter(duty_counts::state.eq("in_progress")))
            .set(duty_counts::n.eq(duty_counts::n + i64::try_from(count).unwrap_or_default()))
            .execute(conn)?;
        Ok(())
    });
}

#[test]
fn pages_are_of_the_size_asked_and_end_where_the_list_ends() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        many(&s, 119);
        let browser = app.browser(&s.zhou);
        let of = |query: &str| browser.get(&format!("/w/ours/duties?{query}")).expect(200);
        assert_eq!(titles(&of("")).len(), 25);
        assert_eq!(titles(&of("size=50")).len(), 50);
        assert_eq!(titles(&of("size=9999999")).len(), 25);
        assert_eq!(titles(&of("page=5")).len(), 20);
        assert_eq!(titles(&of("page=99999999999")), titles(&of("page=5")), "beyond the end is the end");
        let mut seen: Vec<String> = (1..=3).flat_map(|p| titles(&of(&format!("size=50&page={p}")))).collect();
        assert_eq!(seen.len(), 120);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 120, "no duty twice, none left out");
        let merged: Vec<String> =
            (1..=3).flat_map(|p| titles(&of(&format!("tab=all&dept={}&part=lead&size=50&page={p}", s.gongshang)))).collect();
        assert_eq!(merged.len(), 120);
        assert!(of("tab=active").select_text(".pager").contains("120"));
        assert_eq!(titles(&of("light=%C3%BF&due=x&from=2026-13-45&document=x&dept=-1")), Vec::<String>::new());
        assert_eq!(titles(&of("tab=nonsense&light=nonsense&due=x&from=2026-13-45&cadence=x&origin=x")).len(), 25);
    });
}

#[test]
fn counts_stop_at_their_bound() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        many(&s, 1100);
        let browser = app.browser(&s.zhou);
        let page = browser.get("/w/ours/duties?size=100").expect(200);
        assert_eq!(tab(&page, "在办").as_deref(), Some("1101"), "where the state alone decides, exactly");
        assert!(page.select_text(".pager").contains("1101"), "{}", page.select_text(".pager"));
        let searched = browser.get("/w/ours/duties?size=100&tab=active&origin=manual").expect(200);
        assert_eq!(tab(&searched, "在办").as_deref(), Some("500+"));
        assert!(searched.select_text(".pager").contains("500+"), "{}", searched.select_text(".pager"));
        let last = browser.get("/w/ours/duties?size=100&page=12").expect(200);
        assert_eq!(titles(&last).len(), 1);
        assert!(last.attr(".pager a[rel=next]", "href").is_none());
        assert!(page.attr(".pager a[rel=next]", "href").is_some_and(|h| h.contains("page=2")));
    });
}

/// The sheet's cells, head included.
fn cells(answer: &Answer) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(answer.body.clone())).expect("a workbook");
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).expect("a sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

/// Reads parts of the file as text.
fn archive(answer: &Answer) -> impl Fn(&str) -> String {
    let body = answer.body.clone();
    move |name| {
        let mut zip = zip::ZipArchive::new(Cursor::new(body.clone())).expect("an archive");
        let mut text = String::new();
        std::io::Read::read_to_string(&mut zip.by_name(name).expect("the part"), &mut text).expect("text");
        text
    }
}

#[test]
fn the_ledger_holds_all_pages_in_the_lists_order_whatever_the_filter() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        many(&s, 620);
        s.accepted(Made::new("质监的一件", s.zhijian).due(day(12, 3)).support(&[s.gongshang]));
        s.duty(Made::new("第 7 件的复查", s.gongan).due(day(12, 2)));
        s.by(&s.zhou, |conn, _| {
            // Rows written past the program have no pieces of their own yet.
            use lianxi::{each_backend, schema::duty_grams};
            diesel::delete(duty_grams::table).execute(conn)?;
            each_backend!(conn, c => diesel::connection::SimpleConnection::batch_execute(c, &super::search::filling(app.test_db.name)))?;
            Ok(())
        });
        let browser = app.browser(&s.zhou);
        for query in [
            "tab=active".to_owned(),
            "tab=active&dir=desc".to_owned(),
            "tab=all&sort=number&dir=desc".to_owned(),
            "tab=all&sort=reported".to_owned(),
            "tab=all&light=green".to_owned(),
            format!("tab=all&dept={}", s.gongshang),
            format!("tab=all&dept={}&part=support", s.gongshang),
            "q=%E7%AC%AC+7".to_owned(),
            "q=7&light=yellow".to_owned(),
        ] {
            let mut shown = Vec::new();
            for page in 1..=8 {
                let page = titles(&browser.get(&format!("/w/ours/duties?{query}&size=100&page={page}")).expect(200));
                if page.iter().all(|title| shown.contains(title)) {
                    break;
                }
                shown.extend(page);
            }
            let sheet = cells(&browser.get(&format!("/w/ours/duties.xlsx?{query}&size=100&page=2")).expect(200));
            let exported: Vec<String> = sheet[1..].iter().map(|row| row[2].to_string()).collect();
            assert_eq!(exported.len(), shown.len(), "{query}");
            assert_eq!(exported, shown, "{query}");
        }
    });
}

#[test]
fn the_ledger_holds_what_the_list_shows() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        s.accepted(Made::new("=HYPERLINK(\"http://x\")", s.gongshang).due(day(11, 18)).support(&[s.zhijian, s.gongan]));
        s.accepted(Made::new("+1", s.zhijian).due(day(12, 1)));
        s.accepted(Made::new("不限期", s.zhijian));
        s.duty(Made::new("待签收", s.zhijian).due(day(12, 2)));
        let browser = app.browser(&s.zhou);
        let list = browser.get("/w/ours/duties?size=25").expect(200);
        let href = list.attr(".head .actions a[href*=xlsx]", "href").expect("an export link");
        let file = browser.get(&href).expect(200);
        let disposition = file.headers["content-disposition"].to_str().expect("ASCII");
        assert!(disposition.contains("filename*=UTF-8''%E8%B4%A8%E9%87%8F"), "{disposition}");
        let sheet = cells(&file);
        assert_eq!(sheet[0][2], Data::String("任务".into()));
        let shown: Vec<String> = sheet[1..].iter().map(|row| row[2].to_string()).collect();
        assert_eq!(shown, titles(&list));
        assert_eq!(sheet[1][2], Data::String("=HYPERLINK(\"http://x\")".into()), "text, not a formula");
        assert_eq!(sheet[1][5], Data::String("省质监局、省公安厅".into()));
        let due = sheet[1][6].clone();
        assert!(
            matches!(&due, Data::DateTime(d) if d.to_ymd_hms_milli().0 == 2026 && d.to_ymd_hms_milli().1 == 11 && d.to_ymd_hms_milli().2 == 18),
            "{due:?}"
        );
        assert_eq!(sheet[1][7], Data::Float(-3.0));
        assert_eq!(sheet[3][6], Data::Empty);
        assert_eq!(sheet[1][8], Data::String("超 3 个工作日".into()), "as the list says it");
        let archive = archive(&file);
        assert!(archive("xl/styles.xml").contains("quotePrefix=\"1\""), "text that looks like a formula stays text when it is edited");
        let sheet_xml = archive("xl/worksheets/sheet1.xml");
        assert!(sheet_xml.contains("state=\"frozen\"") && sheet_xml.contains("<autoFilter ref=\"A1:K4\"/>"), "{:.900}", sheet_xml);
        assert!(!sheet_xml.contains("<f>"), "no formula");
        let narrowed = browser.get("/w/ours/duties.xlsx?tab=waiting").expect(200);
        assert_eq!(cells(&narrowed).len(), 2);
        let everything = String::from_utf8_lossy(&file.body).contains("省公安厅");
        assert!(!everything, "the file is compressed");
    });
}
