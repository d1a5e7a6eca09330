//! Searching: every duty that holds the words and no other, whichever way they are looked up, as the texts change.

use diesel::{connection::SimpleConnection, prelude::*};
use lianxi::{
    duties::{Duty, Origin, Seen, actions, queries, search_key},
    each_backend,
    platform::db::Conn,
    schema::duty_grams,
};

use super::stage::{Made, Stage, day};
use crate::support::{
    TestApp,
    app::{Answer, Browser},
};

fn titles(page: &Answer) -> Vec<String> {
    let selector = scraper::Selector::parse("table.rows td.t a").expect("a selector");
    page.html().select(&selector).map(|e| e.text().collect()).collect()
}

fn find(browser: &Browser, q: &str, more: &str) -> Vec<String> {
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", q).finish();
    titles(&browser.get(&format!("/w/ours/duties?{query}&sort=number&size=100{more}")).expect(200))
}

/// Piece and duty of every row of the index, in order.
fn pieces(s: &Stage<'_>) -> Vec<(String, i64)> {
    s.by(&s.zhou, |conn, _| {
        let mut all: Vec<(String, i64)> = duty_grams::table.select((duty_grams::gram, duty_grams::duty_id)).load(conn)?;
        all.sort();
        Ok(all)
    })
}

/// The statement of the migration that fills the index, as it stands in the file of this database.
pub fn filling(backend: &str) -> String {
    let file = match backend {
        "sqlite" => include_str!("../../migrations/sqlite/2026-11-26-000102_duties_search/up.sql"),
        _ => include_str!("../../migrations/postgres/2026-11-26-000102_duties_search/up.sql"),
    };
    let from = file.find("INSERT INTO duty_grams").expect("it fills the index");
    let length = file[from..].find(';').expect("a statement");
    file[from..from + length].to_owned()
}

fn fill(s: &Stage<'_>, backend: &str) {
    s.by(&s.zhou, |conn, _| {
        diesel::delete(duty_grams::table).execute(conn)?;
        each_backend!(conn, c => c.batch_execute(&filling(backend)))?;
        Ok(())
    });
}

const TEXTS: [&str; 12] = [
    "质量月活动总结",
    "质检员持证上岗办法",
    "产品质量抽查结果公告（第三季度）",
    "GB/T 19000 族标准贯标企业 1000 家",
    "gbt-19001 复核",
    "完成率 80% 以上",
    "完成率 8_0 以上",
    "ＡＩ 识别假冒商标",
    "É cole café",
    "𠀀𠀁生僻字",
    "月",
    "\\ 反斜线 'quote' \"双引号\"",
];

const WORDS: [&str; 26] = [
    "质量",
    "量",
    "月",
    "质",
    "活动总结",
    "质量 抽查",
    "抽查 质量",
    "第三季度",
    "（第三",
    "gb",
    "GB/T",
    "19000",
    "9000",
    "t 1",
    "1",
    "80%",
    "8_0",
    "_",
    "%",
    "ai",
    "CAFÉ",
    "𠀁生",
    "𠀀",
    "\\",
    "'quote'",
    "没有这样的",
];

/// What a search must find, by the words of the product alone: all words, anywhere, levelled.
fn expected(all: &[Duty], q: &str) -> Vec<String> {
    let words: Vec<String> = search_key(q).split(' ').map(str::to_owned).collect();
    let text = |d: &Duty| search_key(&format!("{} {} {} {} {}", d.number, d.title, d.requirement, d.deliverable, d.origin.label));
    all.iter().filter(|d| words.iter().all(|w| text(d).contains(w))).map(|d| d.title.clone()).collect()
}

fn everything(s: &Stage<'_>, count: usize) -> Vec<Duty> {
    let scope = s.cast().scope(&s.zhou);
    let numbers = (1..=count).map(|n| format!("2026-{n:04}"));
    numbers.map(|n| s.app.db().read(scope.tenant(), |c| queries::duty(c, &scope, &n)).expect("a duty").0).collect()
}

#[test]
fn a_search_finds_what_holds_the_words_and_nothing_else() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        for text in TEXTS {
            s.duty(Made::new(text, s.gongshang).due(day(12, 1)));
        }
        let browser = app.browser(&s.zhou);
        let all = everything(&s, TEXTS.len());
        for q in WORDS {
            assert_eq!(find(&browser, q, ""), expected(&all, q), "{q}");
            assert_eq!(find(&browser, q, "&tab=waiting"), expected(&all, q), "{q}: a tab");
            let dept = format!("&tab=all&dept={}", s.gongshang);
            assert_eq!(find(&browser, q, &dept), expected(&all, q), "{q}: a department's");
            assert_eq!(find(&browser, q, &format!("{dept}&part=lead&light=green")), expected(&all, q), "{q}: as lead");
            assert!(find(&browser, q, "&tab=closed").is_empty(), "{q}");
        }
        // The counts of the tabs are those of the rows.
        let page = browser.get("/w/ours/duties?q=%E8%B4%A8").expect(200);
        assert!(page.select_text(".tabs").contains("全部 3"), "{}", page.select_text(".tabs"));
    });
}

#[test]
fn the_index_follows_the_words_of_a_duty() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        let made = s.duty(Made {
            origin: Origin { kind: "clause".into(), id: Some(7), label: "第七条".into() },
            ..Made::new("旧名称", s.gongshang)
        });
        let browser = app.browser(&s.zhou);
        let content = actions::Content {
            title: "新名称".into(),
            requirement: "按月汇总".into(),
            deliverable: "台账".into(),
            cadence: None,
            targets: Vec::new(),
        };
        s.by(&s.zhou, |c, scope| actions::edit(c, scope, Seen::any(made.id), content, "口径调整"));
        assert!(find(&browser, "旧名称", "").is_empty());
        for q in ["新名称", "汇总", "台账 第七条"] {
            assert_eq!(find(&browser, q, ""), ["新名称"], "{q}");
        }
        let newer = Origin { kind: "clause".into(), id: Some(8), label: "第八条".into() };
        s.by(&s.zhou, |c, scope| actions::move_origin(c, scope, "clause", 7, &newer, "第七条"));
        assert!(find(&browser, "第七条", "").is_empty(), "a clause that was succeeded is no source any more");
        assert_eq!(find(&browser, "第八条", ""), ["新名称"]);
        // Nothing is left of what it said before, and nothing is missing.
        let kept = pieces(&s);
        fill(&s, app.test_db.name);
        assert_eq!(pieces(&s), kept);
    });
}

#[test]
fn duties_from_before_the_index_are_filled_in() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        for text in TEXTS {
            s.duty(Made::new(text, s.gongshang));
        }
        let kept = pieces(&s);
        assert!(kept.len() > 150, "{}", kept.len());
        fill(&s, app.test_db.name);
        assert_eq!(pieces(&s), kept, "SQL cuts as the program does");
    });
}

/// More duties than a piece may have to be looked up from, straight in the database.
fn crowd(conn: &mut Conn, s: &Stage<'_>, backend: &str, count: usize) -> lianxi::platform::error::Result<()> {
    let numbers = match backend {
        "sqlite" => format!("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "),
        _ => format!("WITH n (i) AS (SELECT generate_series(1, {count})) "),
    };
    let statement = format!(
        "INSERT INTO duties (workspace_id, id, number, title, requirement, deliverable, state, lead_id, sort_on, origin_kind, \
         origin_label, search_key, created_at, updated_at, version) {numbers} \
         SELECT {}, i, '2025-' || i, '质量第' || i || '件', '', '', CASE WHEN i % 3 = 0 THEN 'closed' ELSE 'in_progress' END, {}, \
         '9999-12-31', 'manual', '', '2025-' || i || ' 质量第' || i || '件' || CASE WHEN i % 2 = 0 THEN '甲组' ELSE '乙组' END, '2025-01-01 00:00:00', '2025-01-01 00:00:00', 1 FROM n",
        s.workspace, s.gongshang
    );
    each_backend!(conn, c => c.batch_execute(&statement))?;
    let here = s.workspace;
    let counts = format!(
        "DELETE FROM duty_counts WHERE workspace_id = {here}; INSERT INTO duty_counts (workspace_id, state, n) \
         SELECT workspace_id, state, count(*) FROM duties WHERE workspace_id = {here} GROUP BY workspace_id, state"
    );
    each_backend!(conn, c => c.batch_execute(&counts))?;
    Ok(())
}

#[test]
fn words_everybody_uses_are_looked_up_along_the_list_and_rare_ones_from_the_index() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        let backend = app.test_db.name;
        s.by(&s.zhou, |conn, _| crowd(conn, &s, backend, 11_000));
        fill(&s, backend);
        s.accepted(Made::new("质量的最后一件，甲组乙组", s.zhijian).due(day(11, 18)));
        let browser = app.browser(&s.zhou);
        // More than can be counted have it.
        let page = browser.get("/w/ours/duties?q=%E8%B4%A8%E9%87%8F&size=25").expect(200);
        assert_eq!(titles(&page)[0], "质量的最后一件，甲组乙组", "in the list's order");
        assert_eq!(titles(&page).len(), 25);
        assert!(page.select_text(".tabs").contains("全部 500+"), "{}", page.select_text(".tabs"));
        assert_eq!(find(&browser, "质量 最后", ""), ["质量的最后一件，甲组乙组"], "one rare word is enough");
        assert_eq!(find(&browser, "质量第4711件", ""), ["质量第4711件"]);
        assert_eq!(find(&browser, "甲组 乙组", ""), ["质量的最后一件，甲组乙组"], "each is common, both together are not");
        assert_eq!(find(&browser, "件 2025 质量", "&tab=all").len(), 100);
        let closed_with_99 = (3..=11_000).step_by(3).filter(|i: &i32| i.to_string().contains("99")).count();
        assert_eq!(find(&browser, "质量 件 99", "&tab=closed").len(), closed_with_99);
        assert_eq!(find(&browser, "质量第471", "&tab=active").len(), 6, "471, 4710 … 4719 but every third");
        assert_eq!(find(&browser, "2025-110", "&tab=all").len(), 12, "110, 1100 … 1109 and 11000");
    });
}

#[test]
fn a_number_leads_straight_to_its_duty_however_it_is_typed() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        for n in 0..3 {
            s.duty(Made::new(&format!("任务{n}"), s.gongshang));
        }
        s.duty(Made { lead: None, ..Made::new("草稿", s.gongshang) });
        let go = |browser: &Browser, q: &str| {
            let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", q).finish();
            let answer = browser.get(&format!("/w/ours/search?{query}"));
            if answer.status == 303 { answer.location().to_owned() } else { answer.expect(200).select_text(".hits") }
        };
        let (zhou, chen) = (app.browser(&s.zhou), app.browser(&s.chen));
        for q in ["2026-0002", "0002", "2", "２", "20260002", "2026—0002"] {
            assert_eq!(go(&zhou, q), "/w/ours/duties/2026-0002", "{q}");
        }
        assert_eq!(go(&zhou, "2026-0004"), "/w/ours/duties/2026-0004");
        assert_eq!(go(&chen, "2026-0004"), "", "a draft is not theirs to see");
        assert_eq!(go(&zhou, "0099"), "");
        // The same number in another year: the list shows both.
        s.by(&s.zhou, |conn, _| {
            let old = "UPDATE duties SET number = '2025-0001', search_key = '2025-0001 任务2' WHERE number = '2026-0003'";
            each_backend!(conn, c => c.batch_execute(old))?;
            Ok(())
        });
        fill(&s, app.test_db.name);
        let both = go(&zhou, "0001");
        assert!(both.contains("2025-0001") && both.contains("2026-0001"), "{both}");
        // More than are shown: the list has all of them.
        for n in 0..6 {
            s.duty(Made::new(&format!("许多个{n}"), s.gongshang));
        }
        fill(&s, app.test_db.name);
        let page = zhou.get("/w/ours/search?q=%E8%AE%B8%E5%A4%9A%E4%B8%AA").expect(200);
        assert_eq!(page.html().select(&scraper::Selector::parse(".hits > li").expect("a selector")).count(), 5);
        let more = page.attr("main .more a", "href").expect("more");
        assert_eq!(titles(&zhou.get(&more).expect(200)).len(), 6);
    });
}

#[test]
fn what_stands_outside_the_outline_is_found_by_who_is_charged_with_it_and_who_reads_all() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        let made = s.duty(Made::new("市场整治 GB/T", s.zhijian).support(&[s.gongan]));
        let content = actions::Content {
            title: "市场整治 GB/T".into(),
            requirement: "暗访名单不得外传".into(),
            deliverable: "密件".into(),
            cadence: None,
            targets: Vec::new(),
        };
        s.by(&s.zhou, |c, scope| actions::edit(c, scope, Seen::any(made.id), content, "补充要求"));
        // Chen acts for the supporting department, Wang for the lead; a third department only sees that there is such a duty.
        let cast = app.cast();
        let elsewhere = cast.department(s.workspace, "D", "省农林厅");
        let outsider =
            cast.person(s.workspace, "石海", &[lianxi::tenancy::Role::Liaison], &[(elsewhere, lianxi::tenancy::Function::Liaison)]);
        for reader in [&s.zhou, &s.li, &s.auditor, &s.chen, &s.wang] {
            assert_eq!(find(&app.browser(reader), "暗访 市场", ""), ["市场整治 GB/T"], "{}", reader.name);
        }
        let browser = app.browser(&outsider);
        for q in ["暗访", "密件", "市场 名单"] {
            assert!(find(&browser, q, "").is_empty(), "{q}");
            assert!(browser.get(&format!("/w/ours/duties?q={q}")).expect(200).select_text(".tabs").contains("全部 0"), "{q}");
        }
        for q in ["市场", "gb/t 整治", "2026-0001"] {
            assert_eq!(find(&browser, q, ""), ["市场整治 GB/T"], "{q}");
        }
    });
}
