//! The search over everything, as far as meetings go: found is what one may see, and of the rest there is no trace.

use lianxi::platform::id::new_id;

use super::{minutes_stage::held_in_part_behind_doors, stage::Stage};
use crate::support::app::{Answer, Browser, TestApp};

fn find(browser: &Browser, q: &str) -> Answer {
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", q).finish();
    browser.get(&format!("/w/ours/search?{query}"))
}

/// Headings of the groups and the titles in them, in order.
fn groups(page: &Answer) -> Vec<String> {
    let parts = scraper::Selector::parse("main section h2, main .hits a").expect("a selector");
    page.html().select(&parts).map(|e| e.text().collect::<String>().trim().to_owned()).collect()
}

#[test]
fn meetings_items_and_decisions_are_found_by_who_may_see_them() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let made = held_in_part_behind_doors(&s);
        let [chen, wang, zhao] = [0, 1, 2].map(|n| app.browser(&s.liaisons[n]));
        let (zhou, li, wu) = (app.browser(&s.zhou), app.browser(&s.li), app.browser(&s.stranger));
        for insider in [&zhou, &li, &zhao] {
            let page = find(insider, "线索").expect(200);
            // The office sees the draft of its duty too.
            assert!(groups(&page).ends_with(&["议题", "假冒线索", "议定事项", "移交线索两件。"].map(str::to_owned)), "{:?}", groups(&page));
            assert!(page.select_text("main").contains("限定范围"));
            // Both lead to the item, which opens.
            let item = format!("/w/ours/meetings/{}/items/{}", made.number, made.items[1]);
            assert_eq!(page.html().select(&scraper::Selector::parse(&format!(".hits a[href='{item}']")).expect("one")).count(), 2);
            insider.get(&item).expect(200);
        }
        for outsider in [&chen, &wang, &wu] {
            let page = find(outsider, "线索").expect(200);
            assert!(page.select_text("main").contains("没有找到“线索”"));
            assert!(!page.text().contains("假冒线索") && !page.text().contains("移交线索"));
        }
        // All of the words, whatever their width; a sign is a sign.
        assert_eq!(groups(&find(&chen, "联合 抽查").expect(200)), ["议定事项", "开展联合抽查。"]);
        assert!(groups(&find(&chen, "联合 没有").expect(200)).is_empty());
        for nothing in ["%", "_", "\\", "'; DROP TABLE meetings; --", " "] {
            assert!(groups(&find(&zhou, nothing).expect(200)).is_empty(), "{nothing}");
        }
        assert!(find(&chen, "").expect(200).select_text("main").contains("想找什么"));
        // What is being written in the room is not settled yet.
        s.sql("UPDATE meetings SET state = 'in_session'");
        assert_eq!(groups(&find(&chen, "抽查").expect(200)), ["议题", "市场抽查"]);
    });
}

#[test]
fn a_meeting_is_found_by_its_title_and_opened_by_its_number() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let made = held_in_part_behind_doors(&s);
        let (zhou, chen, wu) = (app.browser(&s.zhou), app.browser(&s.liaisons[0]), app.browser(&s.stranger));
        let meeting = ["会议".to_owned(), format!("{} 第四季度联席会议", made.number)];
        for browser in [&zhou, &chen] {
            let found = groups(&find(browser, "第四季度").expect(200));
            assert!(found.windows(2).any(|pair| pair == meeting), "{found:?}");
        }
        assert_eq!(find(&chen, &made.number).expect(303).location(), format!("/w/ours/meetings/{}", made.number));
        // The office also sees the draft of a duty with that number: both are offered.
        let both = groups(&find(&zhou, &made.number).expect(200));
        assert!(both[0] == "任务" && both[1].starts_with(&made.number) && both.windows(2).any(|pair| pair == meeting), "{both:?}");
        assert!(groups(&find(&wu, "第四季度").expect(200)).is_empty(), "nobody invited them");
        assert!(find(&wu, &made.number).expect(200).select_text("main").contains("没有找到"));
    });
}

#[test]
fn more_decisions_than_are_shown_are_all_in_their_list() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let made = held_in_part_behind_doors(&s);
        let meeting = s.ground(&s.office(), &made.number).expect("there").meeting.id;
        let (w, item) = (s.workspace, made.items[0]);
        for n in 2..9 {
            s.sql(&format!(
                "INSERT INTO decisions (workspace_id, id, meeting_id, item_id, position, text, no_due_reason, no_duty_reason, \
                 is_assigned, created_at, version, search_key) VALUES ({w}, {}, {meeting}, {item}, {n}, '通报结果之{n}', '', '', FALSE, \
                 '2026-12-16 03:00:00', 1, '通报结果之{n}')",
                new_id()
            ));
        }
        let chen = app.browser(&s.liaisons[0]);
        let page = find(&chen, "通报结果").expect(200);
        assert_eq!(groups(&page).len(), 6, "a heading and five of them");
        let more = page.attr("main .more a", "href").expect("more");
        let list = chen.get(&more).expect(200).select_text("main");
        assert!((2..9).all(|n| list.contains(&format!("通报结果之{n}"))) && !list.contains("开展联合抽查"), "{list}");
        // And the list of meetings takes the words along to all of them.
        let all = chen.get("/w/ours/meetings?tab=all&q=%E7%AC%AC%E5%9B%9B%E5%AD%A3%E5%BA%A6").expect(200);
        assert!(all.select_text("main").contains("第四季度联席会议"));
    });
}
