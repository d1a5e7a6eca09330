//! The list: tabs, search, place, order, workbook; and the search of a large register against a plain look at every name.

use lianxi::enforcement::{
    PartyKind,
    actions::Content,
    name_key,
    queries::{self, Filter, Order, Page},
};

use super::stage::{CODE, OTHER_CODE, Stage, company};
use crate::support::{TestApp, each_database};

const PAGE: Page = Page { kind: None, order: Order::Age, descending: false, limit: 100, offset: 0 };

#[test]
fn the_list_is_narrowed_and_exported_as_shown() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let [nanjing, wuxi] = stage.cities;
        let district = stage.cast.department(stage.workspace, "XW", "玄武区人民政府");
        let sql = format!("UPDATE departments SET kind = 'local_government', parent_id = {nanjing} WHERE id = {district}");
        let tenant = lianxi::platform::db::Tenant::One(stage.workspace);
        app.db().write(tenant, |conn| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(sql), conn)?)).expect("a district");
        let at = |name: &str, code: &str, region, kind| {
            let mut content = Content { region_id: Some(region), ..company(name, code) };
            content.kind = Some(kind);
            stage.register(&content);
        };
        at("南京金陵饮料有限公司", CODE, nanjing, PartyKind::Enterprise);
        at("玄武夜市", "", district, PartyKind::Market);
        at("无锡太湖电缆厂", OTHER_CODE, wuxi, PartyKind::Enterprise);
        let browser = app.browser(&stage.leader);
        let shown = |query: &str| {
            let page = browser.get(&format!("/w/ours/parties{query}")).expect(200);
            page.select_text("table.rows tbody")
        };
        assert!(shown("?kind=market").contains("玄武夜市") && !shown("?kind=market").contains("金陵"));
        let here = shown(&format!("?region={nanjing}"));
        assert!(here.contains("金陵") && here.contains("玄武夜市") && !here.contains("太湖"), "a place with what is below it: {here}");
        assert!(shown("?q=太湖+电缆").contains("太湖") && shown("?q=914403").contains("太湖"));
        assert!(!shown("?q=太湖+饮料").contains("太湖"));
        let order = |query: &str| {
            let said = shown(query);
            ["南京金陵", "无锡太湖", "玄武夜市"].map(|name| said.find(name).unwrap_or_else(|| panic!("no {name}: {said}")))
        };
        assert!(order("?sort=name&dir=asc").is_sorted(), "{}", shown("?sort=name&dir=asc"));
        assert!(order("?sort=name&dir=desc").iter().rev().is_sorted(), "{}", shown("?sort=name&dir=desc"));
        let book = browser.get("/w/ours/parties.xlsx?q=太湖").expect_file(200);
        let range = {
            use calamine::Reader;
            let mut book = calamine::Xlsx::new(std::io::Cursor::new(book.body)).expect("a workbook");
            let name = book.sheet_names()[0].clone();
            book.worksheet_range(&name).expect("a sheet")
        };
        assert_eq!(range.height(), 2, "the head and what is shown");
        assert_eq!(range.get_value((1, 0)).map(ToString::to_string).as_deref(), Some("无锡太湖电缆厂"));
        let tabs = browser.get("/w/ours/parties").expect(200).select_text(".tabs");
        assert!(tabs.contains("全部 3") || tabs.contains("全部3"), "{tabs}");
        // Rubbish is read as the default.
        for query in ["?region=x&kind=y&page=-1&size=7", "?q=%25_%5C", "?q=%E3%80%80", "?region=99"] {
            browser.get(&format!("/w/ours/parties{query}")).expect(200);
        }
    });
}

#[test]
fn words_are_found_wherever_they_stand() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let names: Vec<String> = (0..60)
            .map(|n| {
                let place = ["南京", "无锡", "苏州（吴江）", "徐州"][n % 4];
                let what = ["饮料", "电缆", "水泥", "ABC电器", "纺织"][n % 5];
                format!("{place}{}{what}有限公司", ["甲", "乙", "丙", "丁", "戊", "己", "庚"][n % 7])
            })
            .collect();
        let mut all: Vec<String> = Vec::new();
        for name in names {
            if !all.contains(&name) {
                stage.register(&company(&name, ""));
                all.push(name);
            }
        }
        for words in ["南京", "甲饮", "吴江", "苏州吴江", "abc", "b", "ABC电", "有限公司", "公", "水泥 徐州", "饮料 没有"]
        {
            let filter = Filter { typed: words.into(), region_id: None };
            let mut found: Vec<String> = stage
                .read(&stage.office(), |conn, scope| queries::list(conn, scope, &filter, PAGE))
                .expect("found")
                .into_iter()
                .map(|p| p.name)
                .collect();
            found.sort();
            let fits = |name: &&String| {
                let both = format!("{} {}", name.to_lowercase().replace('（', "(").replace('）', ")"), name_key(name));
                words.to_lowercase().split(' ').all(|w| both.contains(w))
            };
            let mut wanted: Vec<String> = all.iter().filter(fits).cloned().collect();
            wanted.sort();
            assert_eq!(found, wanted, "{words}");
        }
    });
}
