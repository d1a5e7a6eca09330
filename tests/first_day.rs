//! The first day: each role is told to do what it may do, and to ask for the rest.

use lianxi::tenancy::{Function, Role};

use crate::support::{TestApp, app::Browser};

/// Where the steps lead, in order, and what they say.
fn steps(browser: &Browser, role: &str) -> (Vec<String>, String) {
    let page = browser.get(&format!("/w/ours?as={role}")).expect(200);
    let html = page.html();
    let links = scraper::Selector::parse("section.first li a").expect("a selector");
    let mut hrefs: Vec<String> = html.select(&links).filter_map(|a| a.attr("href").map(str::to_owned)).collect();
    hrefs.dedup();
    (hrefs, page.select_text("section.first"))
}

#[test]
fn whoever_sets_a_workspace_up_is_told_what_they_can_do_and_whom_to_ask_for_the_rest() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲联席会议");
        let office = cast.person(ours, "周敏", &[Role::Secretariat], &[]);
        let admin = cast.person(ours, "管理员", &[Role::Administrator], &[]);
        let both = cast.person(ours, "一肩挑", &[Role::Secretariat, Role::Administrator], &[]);
        let all = ["/departments", "/people", "/policies", "/calendar", "/ladder"].map(|path| format!("/w/ours{path}"));
        let (hrefs, said) = steps(&app.browser(&office), "secretariat");
        assert_eq!(hrefs, all);
        assert!(said.contains("请系统管理员邀请") && said.contains("请系统管理员录入"), "{said}");
        let (hrefs, said) = steps(&app.browser(&both), "secretariat");
        assert_eq!(hrefs, all);
        assert!(said.contains("邀请联络员和领导") && !said.contains("请系统管理员"), "{said}");
        let own = ["/departments", "/people", "/calendar"].map(|path| format!("/w/ours{path}"));
        for who in [&admin, &both] {
            let (hrefs, said) = steps(&app.browser(who), "administrator");
            assert_eq!(hrefs, own, "{}", who.name);
            assert!(said.contains("从这里开始") && !said.contains("请系统管理员"), "{said}");
        }
        // All of them open for whom they are told to.
        for (who, paths) in [(&office, &all[..]), (&admin, &own[..])] {
            paths.iter().for_each(|path| drop(app.browser(who).get(path).expect(200)));
        }

        // Departments without people are still the first day; then what is missing is said department by department.
        let department = cast.department(ours, "A", "省工商局");
        cast.department(ours, "B", "省质监局");
        let home = app.browser(&admin).get("/w/ours").expect(200).select_text("main");
        assert!(home.contains("从这里开始") && !home.contains("没有联络员"), "{home}");
        cast.person(ours, "王磊", &[Role::Liaison], &[(department, Function::Liaison)]);
        let home = app.browser(&admin).get("/w/ours").expect(200).select_text("main");
        assert!(!home.contains("从这里开始") && home.contains("省质监局没有联络员"), "{home}");
    });
}
