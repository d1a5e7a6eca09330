//! Coverage in both directions, long documents a page at a time, and what is taken away as XLSX.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use lianxi::tenancy::Role;

use super::texts::{Sheet, Stage, row_of};
use crate::support::{TestApp, app::Answer};

/// A plan of so many numbered tasks, some led, some dated.
fn long_plan(tasks: usize) -> String {
    let mut text = String::from("滨江市长清单\n滨政发〔2026〕40号\n\n一、任务\n");
    for n in 1..=tasks {
        let due = if n % 2 == 0 { "2027年6月底前完成。" } else { "" };
        let lead = if n % 3 == 0 { "" } else { "（市市场监管局牵头）" };
        text.push_str(&format!("{n}. 开展第{n}项检查。{due}{lead}\n"));
    }
    text + "\n滨江市人民政府\n2026年10月8日\n"
}

/// The cells of the file's only sheet, row by row.
#[track_caller]
fn cells(answer: &Answer) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(answer.body.clone())).expect("a workbook");
    let (_, range) = book.worksheets().into_iter().next().expect("a sheet");
    let start = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day");
    let cell = |c: &Data| match c {
        // Workbooks count days from 1899-12-30.
        Data::DateTime(day) => (start + chrono::Duration::days(day.as_f64() as i64)).to_string(),
        other => other.to_string(),
    };
    range.rows().map(|row| row.iter().map(cell).collect()).collect()
}

/// Confirms what the table's rows of these words propose.
fn confirm(stage: &Stage<'_>, path: &str, words: &[&str]) {
    let html = stage.office.get(&format!("{path}/table")).expect(200).text();
    let ids: Vec<String> = words.iter().map(|w| format!("p={}", row_of(&html, w))).collect();
    let list = stage.office.get(&format!("{path}/confirm?{}", ids.join("&"))).expect(200);
    let mut sheet = Sheet::of(&list.text(), "main form");
    let html = list.text();
    let page = scraper::Html::parse_document(&html);
    let unticked = scraper::Selector::parse("input[name=proposal]:not([checked])").expect("a selector");
    for input in page.select(&unticked) {
        sheet.with("proposal", input.value().attr("value").unwrap_or_default());
    }
    stage.office.post(&format!("{path}/confirm"), &sheet.pairs()).expect(303);
}

#[test]
fn a_long_document_is_reviewed_and_covered_a_page_at_a_time() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let path = stage.paste(&long_plan(130));
        let page = stage.office.get(&format!("{path}/coverage")).expect(200);
        assert!(
            page.select_text(".tabs").contains("全部 130") && page.select_text(".tabs").contains("待核对 130"),
            "{}",
            page.select_text(".tabs")
        );
        assert_eq!(page.select_text("table.rows tbody .t a").matches("开展第").count(), 25);
        assert!(page.select_text("tbody .light.blue").contains("待核对") && page.select_text("tbody .light.red").is_empty());
        let last = stage.office.get(&format!("{path}/coverage?size=50&page=99")).expect(200);
        assert!(last.select_text(".pager").contains("第 101–130 项，共 130 项"), "{}", last.select_text(".pager"));
        let review = stage.office.get(&format!("{path}/review")).expect(200);
        assert_eq!(review.attr("details.describe", "open"), None, "folded away, whatever is missing");
        // Review and table hold a page as well, and lead on to what is next.
        let review = stage.office.get(&format!("{path}/review?page=3")).expect(200);
        assert_eq!(review.text().matches("<form method=\"post\" action=\"/w/food/policies").count(), 1 + 3 * 25, "a page of forms");
        assert_eq!(stage.office.get(&format!("{path}/table?page=3")).expect(200).text().matches("name=\"tick\"").count(), 30);
        let forms = super::texts::shown(&review.text());
        let last = forms.last().expect("a form");
        assert!(last.get("title").contains("第75项"), "{}", last.get("title"));
        let done = stage.office.post(&last.action, &last.press("confirm", &[("lead", "市市场监管局")])).expect(303);
        let next = stage.office.get(done.location().split('#').next().unwrap_or_default()).expect(200);
        let at = done.location().split('#').nth(1).expect("a clause");
        assert!(done.location().contains("page=4"), "on to the next page: {}", done.location());
        assert!(next.select_text(&format!("#{at} h2")).contains("开展第76项检查"), "{}", next.select_text(&format!("#{at} h2")));
        let page = stage.office.get(&format!("{path}/review?only=nolead")).expect(200);
        assert!(page.select_text(".tabs").contains("未定牵头 42"), "75 has a lead by now: {}", page.select_text(".tabs"));
    });
}

#[test]
fn clauses_and_duties_tell_what_they_lack_in_both_directions() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let path = stage.paste(&long_plan(6));
        let home = stage.office.get("/w/food").expect(200);
        assert_eq!(home.select_text(".empty h2"), "政策文件还没有核对完", "{}", home.select_text("main"));
        // 1: led, undated. 2: led and dated. 3: nobody leads. 4: led and dated. 5, 6: no duty, one with a reason.
        confirm(&stage, &path, &["开展第1项", "开展第2项", "开展第3项", "开展第4项"]);
        for (words, reason) in [("开展第5项", "不再需要"), ("开展第6项", "")] {
            let html = stage.office.get(&format!("{path}/table")).expect(200).text();
            let mut judge = Sheet::of(&html, "form.bulk");
            judge.with("tick", &format!("p{}", row_of(&html, words))).set("kind", "principle").set("reason", reason).with("do", "judge");
            stage.office.post(&format!("{path}/table"), &judge.pairs()).expect(303);
        }
        let page = |query: &str| stage.office.get(&format!("{path}/coverage{query}")).expect(200);
        let tabs = page("").select_text(".tabs");
        assert_eq!(tabs, "全部 6 已设任务 4 不设任务 1 待核对 0 未写理由 1 任务已取消 0 未定牵头 1 未定期限 2", "{tabs}");
        let titles = |query: &str| page(query).select_text("table.rows .t a");
        assert!(titles("?gap=unexplained").contains("第6项") && titles("?gap=exempt").contains("第5项"));
        assert!(titles("?gap=department").contains("第3项") && titles("?gap=date").contains("第1项"), "{}", titles("?gap=date"));
        let duties = page("?by=duty");
        assert_eq!(duties.select_text(".tabs"), "全部 4 未定牵头 1 未定期限 2");
        assert!(duties.select_text("table.rows .covered").contains("2. 开展第2项检查"), "{}", duties.select_text("table.rows"));
        assert!(page("?by=duty&gap=department").select_text("table.rows tbody").contains("开展第3项检查"));
        // A liaison does not see the draft nobody leads.
        let liaison = stage.app.browser(&stage.liaison);
        let seen = liaison.get(&format!("{path}/coverage?by=duty")).expect(200).select_text(".tabs");
        assert_eq!(seen, "全部 3 未定牵头 0 未定期限 1");
        // What was cancelled covers nothing any more, and may be judged anew.
        let duty = stage.office.get("/w/food/duties/2026-0004/cancel").expect(200);
        let mut cancel = Sheet::of(&duty.text(), "main form");
        cancel.set("reason", "并入年度计划");
        stage.office.post("/w/food/duties/2026-0004/cancel", &cancel.pairs()).expect(303);
        assert!(page("").select_text(".tabs").contains("已设任务 3 不设任务 1 待核对 0 未写理由 1 任务已取消 1"));
        // Taken away is exactly what is shown.
        let file = |query: &str| cells(&stage.office.get(&format!("{path}/coverage.xlsx{query}")).expect(200));
        let all = file("");
        assert_eq!(all.len(), 7, "{all:?}");
        assert_eq!(all[2][..6], ["2.", "开展第2项检查", "已设任务", "", "2026-0002", "开展第2项检查"].map(str::to_owned), "{all:?}");
        assert_eq!((all[2][7].as_str(), all[2][8].as_str()), ("市市场监管局", "2027-06-30"));
        assert_eq!((all[3][2].as_str(), all[5][2].as_str(), all[5][3].as_str()), ("任务已取消", "不设任务", "原则：不再需要"));
        let lacking = file("?by=duty&gap=date");
        assert_eq!(lacking.len(), 2, "{lacking:?}");
        assert!(lacking[1].contains(&"未定期限".to_owned()), "{lacking:?}");
        assert_eq!(cells(&liaison.get(&format!("{path}/coverage.xlsx?by=duty")).expect(200)).len(), 5);
    });
}

#[test]
fn the_list_of_documents_is_taken_away_as_it_is_shown() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let first = stage.paste(&long_plan(3));
        stage.paste(super::texts::PLAN);
        confirm(&stage, &first, &["开展第2项"]);
        let all = cells(&stage.office.get("/w/food/policies.xlsx?sort=title&dir=desc").expect(200));
        assert_eq!(all.len(), 3);
        let row = all.iter().find(|r| r[0] == "滨江市长清单").expect("a row");
        assert_eq!(row[1..], ["滨政发〔2026〕40号", "滨江市人民政府", "2026-10-08", "核对中", "3", "1", "2", "1"].map(str::to_owned));
        let found = cells(&stage.office.get("/w/food/policies.xlsx?q=%E9%95%BF%E6%B8%85%E5%8D%95").expect(200));
        assert_eq!(found.len(), 2, "{found:?}");
        let answer = stage.office.get("/w/food/policies.xlsx").expect(200);
        let disposition = answer.headers.get("content-disposition").and_then(|d| d.to_str().ok()).unwrap_or_default().to_owned();
        assert!(disposition.contains("filename=\"policies-2026-11-23.xlsx\""), "{disposition}");
        let administrator = stage.app.browser(&stage.cast.person(stage.workspace, "管理员", &[Role::Administrator], &[]));
        administrator.get("/w/food/policies.xlsx").expect(403);
        administrator.get(&format!("{first}/coverage.xlsx")).expect(403);
        let there = stage.cast.workspace("other", "别的联席会议");
        let stranger = stage.app.browser(&stage.cast.person(there, "外人", &[Role::Secretariat], &[]));
        stranger.get(&format!("{}/coverage.xlsx", first.replace("/food/", "/other/"))).expect(404);
        assert_eq!(cells(&stranger.get("/w/other/policies.xlsx").expect(200)).len(), 1, "a stranger's list is empty");
    });
}
