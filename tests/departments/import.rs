//! Importing departments from tables, over HTTP.

use lianxi::{
    departments::{self, Department},
    platform::db::Tenant,
    tenancy::{DepartmentKind, Role, Scope},
};

use crate::support::{
    TestApp,
    app::{Answer, Browser},
};

const PATH: &str = "/w/ours/departments/import";

struct Office<'a> {
    app: &'a TestApp,
    scope: Scope,
    browser: Browser,
}

impl<'a> Office<'a> {
    fn open(app: &'a TestApp) -> Self {
        let cast = app.cast();
        let workspace = cast.workspace("ours", "甲");
        let clerk = cast.person(workspace, "周敏", &[Role::Administrator], &[]);
        Self { app, scope: cast.scope(&clerk), browser: app.browser(&clerk) }
    }

    fn all(&self) -> Vec<Department> {
        self.app.db().read(Tenant::One(self.scope.workspace_id()), |c| departments::all(c, &self.scope)).expect("all")
    }

    fn named(&self, name: &str) -> Department {
        self.all().into_iter().find(|d| d.name == name).unwrap_or_else(|| panic!("no {name}"))
    }

    fn check(&self, table: &str) -> Answer {
        self.browser.post(PATH, &[("table", table)])
    }

    fn confirm(&self, table: &str) -> Answer {
        self.browser.post(PATH, &[("table", table), ("sure", "yes")])
    }
}

const TABLE: &str = "代码\t名称\t简称\t别名\t类型\t上级单位\t备注\n\
    J01\t江苏省人民政府\t省政府\t\t地方政府\t\tx\n\
    J02\t江苏省质量技术监督局\t省质监局\t质监局、省技监局\t成员单位\tJ01\t\n\
    J03\t南京市质量技术监督局\t\t\t部门\t省质监局\t\n";

#[test]
fn a_table_is_shown_first_and_then_imported_once() {
    TestApp::each(|app| {
        let office = Office::open(app);
        let preview = office.check(TABLE).expect(200);
        assert!(preview.select_text(".notice").contains("新建 3 个"), "{}", preview.select_text(".notice"));
        assert!(preview.select_text(".notice.yellow").contains("备注"));
        assert!(office.all().is_empty(), "a preview changes nothing");
        let sent = preview.attr("input[name=table]", "value").expect("the table to confirm");
        let done = office.confirm(&sent).expect(303);
        assert!(office.browser.get(done.location()).select_text(".flash").contains("新建 3 个"));
        assert_eq!(office.named("江苏省人民政府").kind, DepartmentKind::LocalGovernment);
        assert_eq!(office.named("江苏省质量技术监督局").parent_id, Some(office.named("江苏省人民政府").id));
        assert_eq!(office.named("南京市质量技术监督局").parent_id, Some(office.named("江苏省质量技术监督局").id));
        let before = office.all();
        let again = office.check(TABLE).expect(200);
        assert!(again.select_text(".notice.grey").contains("3 行都与现有内容相同"));
        assert!(again.attr("input[name=sure]", "value").is_none(), "nothing to confirm");
        office.confirm(TABLE).expect(303);
        assert_eq!(office.all(), before, "the same again changes nothing");
        let changed = office.check("code,name,short name,parent\nJ03,南京市市场监督管理局,南京局,J01\n").expect(200);
        assert!(changed.select_text(".notice.blue").contains("修改 1 个"));
        office.confirm("code,name,short name,parent\nJ03,南京市市场监督管理局,南京局,J01\n").expect(303);
        let moved = office.named("南京市市场监督管理局");
        assert_eq!((moved.short_name.as_str(), moved.parent_id), ("南京局", Some(office.named("江苏省人民政府").id)));
        let page = office.browser.get(&format!("/w/ours/departments/{}", moved.id)).expect(200);
        assert!(page.select_text(".timeline").contains("由表格导入"), "{}", page.select_text(".timeline"));
        assert!(page.select_text(".facts").contains("南京市质量技术监督局"), "the former name is an alias");
    });
}

#[test]
fn one_wrong_row_and_nothing_is_imported() {
    TestApp::each(|app| {
        let office = Office::open(app);
        office.confirm("A1,省公安厅,公安\nA2,省工商局").expect(303);
        let table = "代码,名称,简称,类型,上级,顺序\n\
            A1,省工商局,,,,\n\
            B1,,空名,,,\n\
            B2,省农林厅,公安,外星,没有的局,abc\n\
            B2,省卫生厅,,,,\n\
            B3,省农林厅,,,,\n\
            a b,省物价局,,,,\n\
            C1,环一,,,C2,\n\
            C2,环二,,,环一,\n";
        let preview = office.check(table).expect(422);
        let rows = preview.select_text("table.import");
        for said in [
            "“省工商局”已属于省工商局（A2）",
            "请填写单位名称",
            "“公安”已属于省公安厅（A1）",
            "类型请写",
            "没有名称或代码为“没有的局”的单位",
            "0 到 1000000",
            "“B2”已在第 4 行用过",
            "“省农林厅”已在第 4 行用过",
            "代码只能由",
            "不能是本单位或其下属单位",
        ] {
            assert!(rows.contains(said), "{said}: {rows}");
        }
        assert!(preview.select_text("textarea").contains("省物价局"), "what was pasted is kept");
        assert!(preview.attr("input[name=sure]", "value").is_none());
        office.confirm(table).expect(422);
        assert_eq!(office.all().len(), 2);
        for (table, said) in
            [("", "请粘贴表格"), ("名称,名称\n甲,乙", "出现了两次"), ("名称,代码\n", "只有列名"), ("a,\"b\nc", "引号没有配对")]
        {
            let answer = office.check(table).expect(422);
            assert!(answer.text().contains(said), "{said}");
        }
        let long = format!("名称\n{}", "甲\n".repeat(3000));
        assert!(office.check(&long).expect(422).text().contains("2000"));
    });
}

#[test]
fn files_in_every_encoding_are_read_and_the_rest_refused() {
    TestApp::each(|app| {
        let office = Office::open(app);
        let upload = |name: &str, bytes: &[u8]| office.browser.upload(PATH, &[("table", "")], "file", name, bytes);
        let (gb, _, _) = encoding_rs::GB18030.encode("代码,名称\r\nA1,\"省质量,监督\"\"局\"\"\"\r\n");
        let preview = upload("名单.csv", &gb).expect(200);
        assert!(preview.select_text("table.import").contains("省质量,监督\"局\""));
        let table = preview.attr("input[name=table]", "value").expect("the table to confirm");
        office.confirm(&table).expect(303);
        assert_eq!(office.named("省质量,监督\"局\"").code, "A1");
        assert!(upload("b.txt", "\u{FEFF}名称\n省公安厅".as_bytes()).expect(200).text().contains("省公安厅"));
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, (code, name)) in [("代码", "名称"), ("A7", "省民政厅")].into_iter().enumerate() {
            sheet.write(row as u32, 0, code).expect("written").write(row as u32, 1, name).expect("written");
        }
        let bytes = book.save_to_buffer().expect("a workbook");
        assert!(upload("c.xlsx", &bytes).expect(200).select_text("table.import").contains("省民政厅"));
        let cut = upload("d.xlsx", &bytes[..bytes.len() / 2]).expect(422);
        assert!(cut.text().contains("损坏"));
        assert!(upload("e.xls", &[0xD0, 0xCF, 0x11, 0xE0, 1, 2]).expect(422).text().contains("XLS"));
        assert!(upload("f.csv", &[0xFF, 0xFF, 0, 1, 2]).expect(422).text().contains("无法识别"));
        assert_eq!(office.all().len(), 1);
    });
}

#[test]
fn two_hundred_rows_at_once_and_the_order_of_parents_is_free() {
    TestApp::each(|app| {
        let office = Office::open(app);
        let mut table = String::from("名称,上级\n");
        for n in (1..200).rev() {
            let parent = if n % 4 == 1 { String::new() } else { format!("第{}局", n - 1) };
            table.push_str(&format!("第{n}局,{parent}\n"));
        }
        let preview = office.check(&table).expect(200);
        assert!(preview.select_text(".notice").contains("新建 199 个"));
        office.confirm(&table).expect(303);
        assert_eq!(office.all().len(), 199);
        assert_eq!(office.named("第4局").parent_id, Some(office.named("第3局").id));
        let mut codes: Vec<String> = office.all().into_iter().map(|d| d.code).collect();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), 199, "each has a code of its own");
    });
}

#[test]
fn only_who_keeps_departments_imports_them() {
    TestApp::each(|app| {
        let office = Office::open(app);
        let reader = app.cast().person(office.scope.workspace_id(), "审计", &[Role::Auditor], &[]);
        let b = app.browser(&reader);
        b.get(PATH).expect(403);
        b.post(PATH, &[("table", "名称\n甲"), ("sure", "yes")]).expect(403);
        assert!(office.all().is_empty());
    });
}
