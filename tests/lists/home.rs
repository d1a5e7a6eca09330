//! Homes: what to do next, what waits on the office, what is wrong and where.

use lianxi::{
    calendar::Cadence,
    duties::{Seen, actions},
    tenancy::{Function, Role},
};

use super::stage::{Made, Stage, day};
use crate::support::{TestApp, app::Answer};

/// Titles of entries, in order.
fn entries(page: &Answer) -> Vec<String> {
    let selector = scraper::Selector::parse(".next .what > a").expect("a selector");
    page.html().select(&selector).map(|e| e.text().collect()).collect()
}

/// The number beside “next” in the navigation.
fn counted(page: &Answer) -> String {
    let selector = scraper::Selector::parse(".side .ways b").expect("a selector");
    page.html().select(&selector).next().map(|e| e.text().collect()).unwrap_or_default()
}

#[test]
fn a_liaison_sees_what_to_do_for_both_departments_most_urgent_first() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        s.accepted(Made::new("下月的", s.gongshang).due(day(12, 31)));
        s.accepted(Made::new("周三到期", s.gongshang).due(day(11, 25)));
        s.accepted(Made::new("已逾期", s.gongan).due(day(11, 18)));
        s.accepted(Made::new("别人的逾期", s.zhijian).due(day(11, 17)));
        let back = s.submitted(Made::new("退回的", s.gongshang).due(day(12, 30)));
        s.by(&s.zhou, |conn, scope| actions::return_(conn, scope, Seen::any(back.id), "缺苏北五市分工"));
        s.duty(Made::new("新来的", s.gongan).due(day(12, 15)));
        s.accepted(Made::new("配合质监", s.zhijian).support(&[s.gongshang]));
        let chen = app.browser(&s.chen);
        let page = chen.get("/w/ours").expect(200);
        assert_eq!(entries(&page), ["已逾期", "退回的", "周三到期", "新来的", "配合质监"]);
        assert_eq!(counted(&page), "5", "the navigation counts what the home shows");
        assert_eq!(page.select_text(".finding"), "1 项已逾期 ，1 项本周到期，1 项被退回，2 项等您签收。");
        let text = page.text();
        assert!(text.contains("办公室：“缺苏北五市分工”") && text.contains("超 3 个工作日") && !text.contains('⟦'), "{text}");
        assert_eq!(page.html().select(&scraper::Selector::parse(".next .btn.main").expect("a selector")).count(), 1, "one main action");
        // The one press: receiving from the home itself.
        let form = page.attr(".next form[action$=accept]", "action").expect("a form");
        chen.post(&form, &[]).expect(303);
        let after = chen.get("/w/ours").expect(200);
        assert_eq!((entries(&after).len(), counted(&after).as_str()), (4, "4"));
        // A month later the weekly report is owed.
        let weekly = s.accepted(Made::new("每周要报的", s.gongshang).every(Cadence::Weekly));
        assert!(!entries(&chen.get("/w/ours").expect(200)).contains(&"每周要报的".to_owned()));
        app.clock.advance(chrono::Duration::days(5));
        // Sessions end with the time that passes.
        let later = app.browser(&s.chen).get("/w/ours").expect(200);
        assert!(entries(&later).contains(&"每周要报的".to_owned()), "{:?}", entries(&later));
        assert_eq!(entries(&later).len().to_string(), counted(&later));
        assert_eq!(weekly.number.len(), 9);
        assert_eq!(entries(&app.browser(&s.wang).get("/w/ours").expect(200)), ["别人的逾期"]);
    });
}

#[test]
fn a_home_shows_the_most_urgent_and_counts_the_rest() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        for n in 0..24 {
            s.accepted(Made::new(&format!("逾期{n:02}"), s.gongshang).due(day(10, 1 + n)));
        }
        s.accepted(Made::new("本周的", s.gongan).due(day(11, 25)));
        for n in 0..22 {
            s.duty(Made::new(&format!("新来{n:02}"), s.gongan).due(day(12, 1 + n)));
        }
        let page = app.browser(&s.chen).get("/w/ours").expect(200);
        let shown = entries(&page);
        assert_eq!((shown.len(), shown[0].as_str(), shown[19].as_str(), shown[20].as_str()), (40, "逾期00", "逾期19", "新来00"));
        assert_eq!(page.select_text(".finding"), "24 项已逾期 ，1 项本周到期，22 项等您签收。");
        assert_eq!(counted(&page), "47");
        let notes = page.select_text(".next h2 small");
        assert!(notes.contains("25 项") && notes.contains("22 项"), "{notes}");
        assert!(page.attr(".next .more a[href*='tab=waiting']", "href").is_some(), "the rest is one click away");
    });
}

#[test]
fn the_office_sees_what_waits_on_it_and_each_number_leads_to_its_list() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        let refused = s.duty(Made::new("被拒收的", s.gongshang).due(day(12, 1)));
        s.by(&s.chen, |conn, scope| actions::refuse(conn, scope, Seen::any(refused.id), s.gongshang, "职责属省农林厅"));
        s.submitted(Made::new("待核验的", s.zhijian).due(day(12, 1)));
        s.duty(Made { lead: None, ..Made::new("没有单位的", s.gongshang) });
        let late = s.accepted(Made::new("逾期的", s.gongan).due(day(11, 18)));
        s.accepted(Made::new("临期的", s.gongan).due(day(11, 26)));
        let asked = s.accepted(Made::new("要延期的", s.gongshang).due(day(12, 20)));
        s.by(&s.chen, |conn, scope| actions::request_extension(conn, scope, Seen::any(asked.id), s.gongshang, day(12, 31), "数据未到"));
        let zhou = app.browser(&s.zhou);
        let page = zhou.get("/w/ours").expect(200);
        assert_eq!(entries(&page), ["被拒收的", "待核验的", "要延期的", "没有单位的", "逾期的"]);
        assert_eq!(counted(&page), "4", "what is overdue waits on the department");
        assert_eq!(page.select_text(".finding"), "1 项已逾期 ，1 项待核验，1 项被拒收，1 项申请延期，1 项草稿待下达。");
        let text = page.text();
        for said in ["职责属省农林厅", "数据未到", "核验期限"] {
            assert!(text.contains(said), "{said}");
        }
        assert!(!text.contains('⟦'), "{text}");
        // Every number of the overview is as long as the list it leads to.
        let selector = scraper::Selector::parse("table.grid td a").expect("a selector");
        let html = page.html();
        let mut followed = 0;
        for link in html.select(&selector) {
            let n: String = link.text().collect::<String>().split_whitespace().last().unwrap_or_default().to_owned();
            if n.ends_with('%') {
                continue;
            }
            let list = zhou.get(link.value().attr("href").expect("an address")).expect(200);
            let rows = list.html().select(&scraper::Selector::parse("table.rows tbody tr").expect("a selector")).count();
            assert_eq!(rows.to_string(), n, "{:?}", link.value().attr("href"));
            followed += 1;
        }
        assert!(followed >= 4, "{followed}");
        assert_eq!(late.number.len(), 9);
    });
}

#[test]
fn leaders_and_auditors_see_what_is_wrong_and_where() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        let owed = s.accepted(Made::new("不吭声的", s.gongshang).every(Cadence::Weekly));
        s.accepted(Made::new("逾期的", s.zhijian).due(day(12, 1)));
        let done = s.submitted(Made::new("按时办结的", s.zhijian).due(day(12, 1)));
        s.by(&s.zhou, |conn, scope| actions::close(conn, scope, Seen::any(done.id), ""));
        app.clock.advance(chrono::Duration::days(30));
        let leader = app.browser(&s.li).get("/w/ours").expect(200);
        assert_eq!(entries(&leader), ["逾期的", "不吭声的"]);
        assert!(leader.select_text("table.grid").contains("50%"), "{}", leader.select_text("table.grid"));
        assert!(leader.attr(".next .act a", "href").is_none(), "a leader reads");
        let cast = app.cast();
        let own = cast.person(s.workspace, "分管", &[Role::Leader], &[(s.gongshang, Function::Leader)]);
        let page = app.browser(&own).get("/w/ours").expect(200);
        assert_eq!(entries(&page), ["不吭声的"], "of the department in charge");
        assert!(!page.select_text("table.grid").contains("省质监局"));
        let auditor = app.browser(&s.auditor).get("/w/ours").expect(200);
        assert!(auditor.select_text(".timeline").contains("按时办结的"), "{}", auditor.select_text(".timeline"));
        assert!(!auditor.text().contains('⟦'), "{}", auditor.text());
        assert_eq!(owed.number.len(), 9);
    });
}

#[test]
fn an_administrator_sees_gaps_but_no_duty() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        s.accepted(Made::new("机密任务", s.gongshang).due(day(11, 18)));
        let cast = app.cast();
        cast.department(s.workspace, "Z", "省审计厅");
        let page = app.browser(&s.admin).get("/w/ours").expect(200);
        assert!(entries(&page).iter().any(|e| e.contains("省审计厅")), "{:?}", entries(&page));
        assert!(!page.text().contains("机密任务") && !page.text().contains('⟦'), "{}", page.text());
        let both = cast.person(s.workspace, "双重", &[Role::Secretariat, Role::Administrator], &[(s.gongan, Function::Liaison)]);
        let browser = app.browser(&both);
        let page = browser.get("/w/ours").expect(200);
        assert_eq!(page.select_text(".tabs a"), "联席会议办公室 联络员 系统管理员");
        assert_eq!(browser.get("/w/ours?as=administrator").expect(200).select_text("h1"), "系统管理");
        assert_eq!(browser.get("/w/ours?as=auditor").expect(200).select_text("h1"), "等办公室处理", "not a role of theirs");
        assert_eq!(app.browser(&s.stranger).get("/w/ours").status, 404);
    });
}

#[test]
fn a_deadline_beyond_the_known_years_is_said_on_every_page() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        let zhou = app.browser(&s.zhou);
        assert!(!zhou.get("/w/ours/duties").expect(200).text().contains("超出已公布的放假安排"));
        let far = chrono::NaiveDate::from_ymd_opt(2031, 6, 30).expect("a day");
        s.accepted(Made::new("远期的", s.gongshang).due(far));
        let page = zhou.get("/w/ours/duties").expect(200);
        assert!(page.select_text(".notice").contains("2031-06-30"), "{}", page.select_text(".notice"));
        // Of what is confidential everybody would learn the day.
        let sql = format!("UPDATE duties SET origin_kind = '{}' WHERE title = '远期的'", lianxi::duties::CONFIDENTIAL_ORIGIN);
        let of = lianxi::platform::db::Tenant::One(s.workspace);
        app.db().write(of, |conn| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(sql), conn)?)).expect("kept");
        s.accepted(Made::new("近期的", s.gongshang).due(day(12, 1)));
        assert!(!zhou.get("/w/ours/policies").expect(200).text().contains("2031-06-30"));
    });
}

#[test]
fn a_supporting_departments_refusal_waits_on_the_office_until_the_departments_change() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        let duty = s.accepted(Made::new("少一个配合的", s.zhijian).due(day(12, 1)).support(&[s.gongshang, s.gongan]));
        s.by(&s.chen, |conn, scope| actions::refuse(conn, scope, Seen::any(duty.id), s.gongan, "不涉及治安职责"));
        let zhou = app.browser(&s.zhou);
        let page = zhou.get("/w/ours").expect(200);
        assert_eq!((entries(&page), counted(&page)), (vec!["少一个配合的".to_owned()], "1".to_owned()));
        assert_eq!(page.select_text(".finding"), "1 个配合单位拒收。");
        let text = page.select_text(".next");
        assert!(text.contains("省公安厅：“不涉及治安职责”") && text.contains("牵头：省质监局"), "{text}");
        let form = page.attr(".next .act a", "href").expect("a step");
        assert_eq!(form, format!("/w/ours/duties/{}/parties", duty.number));
        let version = zhou.get(&form).expect(200).attr("input[name=version]", "value").expect("a version");
        let typed = [("version", &*version), ("lead", &*s.zhijian.to_string()), ("support", &*s.gongshang.to_string()), ("reason", "同意")];
        zhou.post(&form, &typed).expect(303);
        let page = zhou.get("/w/ours").expect(200);
        assert_eq!((entries(&page).len(), counted(&page).as_str()), (0, ""), "settled");
    });
}

#[test]
fn where_all_is_closed_nobody_is_told_to_begin() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        let done = s.submitted(Made::new("早已办结的", s.zhijian));
        s.by(&s.zhou, |conn, scope| actions::close(conn, scope, Seen::any(done.id), ""));
        for (who, title) in [
            (&s.li, "没有逾期，也没有长期不反馈的任务"),
            (&s.auditor, "没有逾期，也没有长期不反馈的任务"),
            (&s.zhou, "没有等办公室处理的事项"),
        ] {
            let page = app.browser(who).get("/w/ours").expect(200);
            assert_eq!(page.select_text(".empty h2"), title, "{}", who.name);
            assert!(!page.select_text(".finding").is_empty());
        }
        let fresh = app.browser(&s.stranger).get("/w/theirs").expect(200);
        assert_eq!(fresh.select_text(".empty h2"), "从一份政策文件开始");
    });
}

#[test]
fn many_departments_are_paged_and_the_sum_leads_to_all() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        let cast = app.cast();
        for n in 0..34 {
            let department = cast.department(s.workspace, &format!("M{n}"), &format!("第{n}单位"));
            s.duty(Made::new(&format!("任务{n}"), department).due(day(12, 31)));
        }
        s.accepted(Made::new("逾期的", s.gongan).due(day(11, 18)));
        let zhou = app.browser(&s.zhou);
        let rows = |page: &Answer| page.html().select(&scraper::Selector::parse("table.grid tbody tr").expect("a selector")).count();
        let first = zhou.get("/w/ours").expect(200);
        assert_eq!(rows(&first), 30);
        assert!(first.select_text("#departments").contains("第 1–30 个，共 35 个单位"), "{}", first.select_text("#departments"));
        assert!(first.select_text("table.grid tbody tr th").starts_with("省公安厅"), "what is wrong stands first");
        assert_eq!(first.select_text("table.grid tfoot"), "合计 合计 待签收 34 合计 在办 1 · 合计 逾期 1 合计 按时率 0%");
        let next = first.attr("#departments .pager a[rel=next]", "href").expect("a second page");
        let second = zhou.get(next.trim_end_matches("#departments")).expect(200);
        assert_eq!(rows(&second), 5);
        assert_eq!(rows(&zhou.get("/w/ours?page=99").expect(200)), 5, "beyond the end is the end");
        let all = first.attr("table.grid tfoot a", "href").expect("the list behind the sum");
        let list = zhou.get(&format!("{all}&size=50")).expect(200);
        assert_eq!(list.html().select(&scraper::Selector::parse("table.rows tbody tr").expect("a selector")).count(), 34);
    });
}

#[test]
fn a_number_or_words_are_looked_for_from_the_home() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        let duty = s.accepted(Made::new("抽检", s.zhijian));
        for who in [&s.zhou, &s.wang, &s.li, &s.auditor] {
            let browser = app.browser(who);
            let action = browser.get("/w/ours").expect(200).attr("form[role=search]", "action").expect("a search");
            assert_eq!(
                browser.get(&format!("{action}?q={}", duty.number)).expect(303).location(),
                format!("/w/ours/duties/{}", duty.number)
            );
        }
        assert_eq!(app.browser(&s.admin).get("/w/ours").expect(200).attr("form[role=search]", "action"), None);
    });
}

#[test]
fn an_office_with_much_to_do_sees_ten_of_a_kind_and_how_many_there_are() {
    TestApp::each(|app| {
        let s = Stage::new(app);
        for n in 0..13 {
            s.submitted(Made::new(&format!("待核验{n}"), s.zhijian).due(day(12, 1)));
        }
        for n in 0..11 {
            s.duty(Made { lead: None, ..Made::new(&format!("草稿{n}"), s.gongshang) });
        }
        let zhou = app.browser(&s.zhou);
        let page = zhou.get("/w/ours").expect(200);
        assert_eq!(page.select_text(".finding"), "13 项待核验，11 项草稿待下达。");
        assert_eq!(page.select_text(".next h2"), "按先后办理 24 项");
        assert_eq!(entries(&page).len(), 20);
        assert_eq!(page.select_text(".next .more"), "全部待核验 13 项 全部草稿 11 项");
        let list = zhou.get(&page.attr(".next .more a", "href").expect("the list behind")).expect(200);
        assert_eq!(list.html().select(&scraper::Selector::parse("table.rows tbody tr").expect("a selector")).count(), 13);
    });
}
