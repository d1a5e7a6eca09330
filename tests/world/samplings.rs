//! Rounds of product sampling, and the rows of their routes.

use chrono::NaiveDate;
use lianxi::{
    enforcement::sampling::{
        SampleLevel,
        actions::{self, RoundContent},
        import::import,
    },
    platform::table::read_text,
};

use super::{
    side::{
        Persona::{self, Bystander, Lead, Secretariat, Support},
        Side,
    },
    table::{READERS, Row, Who, get, post},
};

/// Who keeps rounds of the lead department; others keep those of their own.
const KEEP: &[Persona] = &[Secretariat, Lead];
const LIAISONS: &[Persona] = &[Secretariat, Lead, Support, Bystander];

impl Side<'_> {
    /// A fresh round of the lead department.
    pub fn round(&self) -> i64 {
        let content = RoundContent {
            name: self.unique("汽水抽查"),
            level: Some(SampleLevel::Province),
            department_id: Some(self.lead),
            first_on: NaiveDate::from_ymd_opt(2026, 9, 1),
            last_on: NaiveDate::from_ymd_opt(2026, 10, 31),
        };
        self.act(Lead, |conn, scope| actions::announce(conn, scope, &content)).id
    }

    /// A table of one new party, which passed.
    fn results(&self) -> String {
        format!("{}\t{}\t\t{}\tA1\t是\t2026-09-10\t合格", self.odd_name(), self.fresh_code(), self.text("汽水"))
    }

    /// A round with what passed, failed and was refused.
    pub fn sampled(&self) -> i64 {
        let id = self.round();
        let bad = |result: &str, items: &str| {
            let (name, code, product, items) = (self.odd_name(), self.fresh_code(), self.text("果汁"), self.text(items));
            let items = if result == "不合格" { items } else { String::new() };
            format!("{name}\t{code}\t\t{product}\tB2\t否\t2026-09-11\t{result}\t{items}")
        };
        let table = format!("{}\n{}\n{}", self.results(), bad("不合格", "菌落总数"), bad("拒检", ""));
        let rows = read_text("table", &table).expect("a table");
        self.act(Lead, |conn, scope| import(conn, scope, id, &rows, 0));
        id
    }

    pub(super) fn fill_samplings(&self) {
        self.sampled();
    }
}

pub(super) fn rows() -> Vec<Row> {
    let (keepers, liaisons, readers) = (Who::Members(KEEP), Who::Members(LIAISONS), Who::Members(READERS));
    let fresh = |s: &Side<'_>| s.round().to_string();
    let sampled = |s: &Side<'_>| s.sampled().to_string();
    let content = |row: Row| {
        row.made("name", |s| s.unique("汽水抽查"))
            .text("level", "province")
            .object("department", |s| s.lead.to_string())
            .text("first_on", "2026-09-01")
            .text("last_on", "2026-10-31")
    };
    vec![
        get("/w/{slug}/samplings", readers),
        get("/w/{slug}/samplings.xlsx", readers),
        get("/w/{slug}/samplings/new", liaisons),
        // Liaisons of other departments are told to choose one of theirs.
        content(post("/w/{slug}/samplings/new", keepers)).others(&[403, 422]),
        get("/w/{slug}/samplings/{id}", readers).part("id", sampled),
        get("/w/{slug}/samplings/{id}/list.xlsx", readers).part("id", sampled),
        get("/w/{slug}/samplings/{id}/edit", keepers).part("id", fresh),
        content(post("/w/{slug}/samplings/{id}/edit", keepers).part("id", fresh)).text("version", "1"),
        get("/w/{slug}/samplings/{id}/import", keepers).part("id", fresh),
        post("/w/{slug}/samplings/{id}/import", keepers).part("id", fresh).made("table", |s| s.results()).text("sure", "yes"),
    ]
}
