//! The lists of people, departments and mails: filtered, ordered, paged, and taken away as workbooks that hold what is shown.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use lianxi::tenancy::{Function, Role};

use crate::support::{TestApp, app::Browser};

/// The rows of a workbook, head first, as text; days and times as such.
fn sheet(browser: &Browser, path: &str) -> Vec<Vec<String>> {
    let answer = browser.get(path).expect(200);
    assert_eq!(answer.headers["content-type"], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    let disposition = answer.headers["content-disposition"].to_str().expect("ASCII").to_owned();
    assert!(disposition.starts_with("attachment; filename=\"") && disposition.contains(".xlsx\"; filename*=UTF-8''"), "{disposition}");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(answer.body)).expect("a workbook");
    let name = book.sheet_names()[0].clone();
    assert!(book.worksheet_formula(&name).expect("a sheet").is_empty(), "no formula anywhere");
    let range = book.worksheet_range(&name).expect("a sheet");
    let text = |cell: &Data| match cell {
        // Workbooks count days from 1899-12-30.
        Data::DateTime(at) => {
            let began = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).and_then(|d| d.and_hms_opt(0, 0, 0)).expect("a day");
            let minutes = (at.as_f64() * 1440.0).round() as i64;
            (began + chrono::Duration::minutes(minutes)).format("%Y-%m-%d %H:%M").to_string()
        }
        other => other.to_string(),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

fn rows(browser: &Browser, path: &str) -> Vec<String> {
    let page = browser.get(path).expect(200);
    let selector = scraper::Selector::parse("tbody tr").expect("a selector");
    let html = page.html();
    let words = |row: scraper::ElementRef<'_>| row.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    html.select(&selector).map(words).collect()
}

#[test]
fn people_are_found_ordered_and_exported_as_shown() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲联席会议");
        let (one, two) = (cast.department(ours, "A", "省甲局"), cast.department(ours, "B", "省乙局"));
        let admin = app.browser(&cast.person(ours, "管理员", &[Role::Administrator], &[]));
        for n in 0..30 {
            cast.person(ours, &format!("成员{n:02}"), &[Role::Leader], &[(two, Function::Leader)]);
        }
        let odd = cast.person(ours, "=HYPERLINK(\"http://evil\")", &[Role::Liaison], &[(one, Function::Liaison), (two, Function::Leader)]);
        cast.person(ours, "O'Neil_%", &[Role::Auditor], &[]);
        let theirs = cast.workspace("theirs", "乙");
        cast.person(theirs, "成员99", &[Role::Leader], &[]);
        assert_eq!(rows(&admin, "/w/ours/people?size=50").len(), 33);
        assert_eq!(rows(&admin, "/w/ours/people?q=%25").len(), 1, "a sign is a sign");
        assert_eq!(rows(&admin, "/w/ours/people?q=_").len(), 1);
        assert_eq!(rows(&admin, "/w/ours/people?q=o%27NEIL").len(), 1);
        assert_eq!(rows(&admin, &format!("/w/ours/people?q={}", odd.email.to_uppercase())).len(), 1);
        assert_eq!(rows(&admin, &format!("/w/ours/people?department={two}&role=liaison")).len(), 1);
        assert_eq!(rows(&admin, "/w/ours/people?department=rubbish&role=rubbish&sort=rubbish").len(), 25);
        let page = admin.get("/w/ours/people?role=leader&sort=name&dir=desc&page=2&size=25").expect(200);
        let export = page.attr("a[href*=xlsx]", "href").expect("a way to take it away");
        let all = sheet(&admin, &export);
        assert_eq!(all[0][..3], ["姓名", "电子邮箱", "角色"]);
        let names: Vec<&str> = all[1..].iter().map(|row| row[0].as_str()).collect();
        assert_eq!(names.len(), 30, "all pages, only what fits");
        assert!(names.windows(2).all(|w| w[0] >= w[1]), "in the order shown: {names:?}");
        let whole = sheet(&admin, "/w/ours/people.xlsx");
        assert_eq!(whole.len(), 34);
        let odd = whole.iter().find(|row| row[0].starts_with('=')).expect("text, not a formula");
        assert_eq!(odd[3], "省甲局 联络员、省乙局 分管领导");
        assert_eq!(odd[4], "2026-11-23 09:00");
        admin
            .post(
                "/w/ours/people/invite",
                &[("email", "x@example.cn"), ("name", "受邀者"), ("roles", "auditor"), ("liaison", &one.to_string())],
            )
            .expect(303);
        admin.post("/w/ours/people/invite", &[("email", "y@example.cn"), ("name", "另一位"), ("roles", "leader")]).expect(303);
        for (query, count) in [("", 2), ("&role=auditor", 1), (&format!("&department={one}"), 1), ("&department=1", 0), ("&q=Y@ex", 1)] {
            assert_eq!(rows(&admin, &format!("/w/ours/people?tab=invitations{query}")).len(), count, "{query}");
            let exported = sheet(&admin, &format!("/w/ours/people.xlsx?tab=invitations{query}"));
            assert_eq!(exported.len(), count + 1, "{query}");
        }
        assert_eq!(sheet(&admin, "/w/ours/people.xlsx?tab=invitations&q=x@")[1][5], "等待接受");
    });
}

#[test]
fn departments_are_exported_as_shown() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲联席会议");
        let office = cast.person(ours, "周敏", &[Role::Secretariat], &[]);
        let one = cast.department(ours, "A", "+省甲局");
        for n in 0..30 {
            cast.department(ours, &format!("N{n:02}"), &format!("第{n:02}局"));
        }
        cast.person(ours, "陈静", &[Role::Liaison], &[(one, Function::Liaison)]);
        let browser = app.browser(&office);
        let page = browser.get("/w/ours/departments?sort=code&dir=desc").expect(200);
        assert_eq!(page.select_text(".head .under"), "共 31 个单位，其中 30 个没有联络员");
        let all = sheet(&browser, &page.attr("a[href*=xlsx]", "href").expect("a way to take it away"));
        assert_eq!((all.len(), all[0][0].as_str(), all[1][0].as_str(), all[31][0].as_str()), (32, "代码", "N29", "A"));
        assert_eq!((all[31][1].as_str(), all[31][6].as_str()), ("+省甲局", "陈静"));
        assert_eq!(rows(&browser, "/w/ours/departments?gap=deputy").len(), 1);
        assert_eq!(sheet(&browser, "/w/ours/departments.xlsx?gap=deputy").len(), 2);
        assert_eq!(sheet(&browser, "/w/ours/departments.xlsx?q=第07").len(), 2);
        assert_eq!(sheet(&browser, "/w/ours/departments.xlsx?state=closed").len(), 1, "the head alone");
    });
}

#[test]
fn mails_are_found_ordered_and_exported_as_shown() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲联席会议");
        let admin = app.browser(&cast.person(ours, "管理员", &[Role::Administrator], &[]));
        for n in 0..30 {
            let (email, name) = (format!("n{n:02}@example.cn"), format!("受邀{n:02}"));
            admin.post("/w/ours/people/invite", &[("email", &email), ("name", &name), ("roles", "auditor")]).expect(303);
        }
        assert_eq!(rows(&admin, "/w/ours/outbox").len(), 25);
        assert!(rows(&admin, "/w/ours/outbox")[0].contains("受邀29"), "newest first");
        assert!(rows(&admin, "/w/ours/outbox?sort=created&dir=asc")[0].contains("受邀00"));
        assert_eq!(rows(&admin, "/w/ours/outbox?q=N07").len(), 1);
        assert_eq!(rows(&admin, "/w/ours/outbox?q=%25").len(), 0);
        assert_eq!(rows(&admin, "/w/ours/outbox?mail=invitation&size=50").len(), 30);
        assert_eq!(rows(&admin, "/w/ours/outbox?mail=reminder").len(), 0);
        let page = admin.get("/w/ours/outbox?q=%E5%8F%97%E9%82%801&sort=created&dir=asc").expect(200);
        assert!(page.select_text(".tabs").contains("10"), "tabs count what is asked for");
        let all = sheet(&admin, &page.attr("a[href*=xlsx]", "href").expect("a way to take it away"));
        assert_eq!((all.len(), all[1][3].as_str(), all[1][0].as_str()), (11, "受邀10", "待发送"));
        assert!(!all.iter().flatten().any(|cell| cell.contains("secret")));
    });
}
