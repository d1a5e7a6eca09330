//! Parties, and the rows of their routes.

use lianxi::enforcement::{
    CreditCode, PartyKind, Post,
    actions::{self, Content, Outcome},
};

use super::{
    side::{
        Persona::{self, Bystander, Lead, Secretariat, Support},
        Side,
    },
    table::{READERS, Row, Who, get, post},
};

/// Who keeps parties.
const KEEP: &[Persona] = &[Secretariat, Lead, Support, Bystander];

/// A credit code nobody else has, with the check character it needs.
pub fn credit_code(n: u64) -> String {
    let start = format!("913200{n:011}");
    let found = "0123456789ABCDEFGHJKLMNPQRTUWXY".chars().map(|c| format!("{start}{c}")).find(|c| CreditCode::parse(c).is_ok());
    found.expect("one check character fits")
}

impl Side<'_> {
    /// A name like no other.
    pub fn odd_name(&self) -> String {
        let mut seed: u64 = self.unique("").chars().filter_map(|c| c.to_digit(10)).fold(7, |all, d| all * 31 + u64::from(d));
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from_u32(0x4E00 + u32::try_from((seed >> 33) % 20_000).expect("small")).expect("a character")
        };
        let odd: String = (0..24).map(|_| next()).collect();
        self.text(&odd)
    }

    /// A local government.
    pub fn city(&self) -> i64 {
        let id = self.department();
        self.sql(&format!("UPDATE departments SET kind = 'local_government' WHERE workspace_id = {} AND id = {id}", self.workspace));
        id
    }

    fn content(&self, kind: PartyKind) -> Content {
        Content {
            kind: Some(kind),
            name: self.odd_name(),
            region_id: Some(self.city()),
            address: self.text("江苏省南京市中山路1号"),
            products: self.text("汽水"),
            people: [
                (Some(Post::LegalRepresentative), self.text("王伟")),
                (Some(Post::InCharge), self.text("李明")),
                (Some(Post::DirectlyResponsible), String::new()),
            ],
            former_names: format!("{} 1998-03-01", self.odd_name()),
            ..Content::default()
        }
    }

    fn registered(&self, content: &Content) -> i64 {
        match self.act(Secretariat, |conn, scope| actions::register(conn, scope, content, &[])) {
            Outcome::Done(party) => party.id,
            other => panic!("{other:?}"),
        }
    }

    /// A fresh party.
    pub fn party(&self) -> i64 {
        let mut content = self.content(PartyKind::Enterprise);
        content.credit_code = self.fresh_code();
        self.registered(&content)
    }

    pub fn fresh_code(&self) -> String {
        credit_code(lianxi::platform::id::new_id().unsigned_abs() % 10_000_000_000)
    }

    /// A fresh natural person, whose address is shown only with a reason.
    pub fn natural_person(&self) -> i64 {
        self.registered(&self.content(PartyKind::Person))
    }

    /// One of each, one that lives on in another, and two of similar names.
    pub(super) fn fill_parties(&self) {
        self.natural_person();
        let (one, other) = (self.party(), self.party());
        self.act(Lead, |conn, scope| actions::merge(conn, scope, (one, 1), (other, 1), &self.text("同一家")));
        let mut content = self.content(PartyKind::Market);
        content.registration_number = "110108000000011".into();
        content.name = self.text("南京金陵小商品市场");
        let first = self.registered(&content);
        content.registration_number.clear();
        content.name = self.text("南京市金陵小商品市场");
        let twin = self.act(Support, |conn, scope| actions::register(conn, scope, &content, &[first]));
        assert!(matches!(twin, Outcome::Done(_)), "{twin:?}");
    }
}

pub(super) fn parties() -> Vec<Row> {
    let (keepers, readers) = (Who::Members(KEEP), Who::Members(READERS));
    let fresh = |s: &Side<'_>| s.party().to_string();
    let person = |s: &Side<'_>| s.natural_person().to_string();
    let content = |row: Row| {
        row.text("kind", "enterprise")
            .made("name", |s| s.odd_name())
            .made("credit_code", |s| s.fresh_code())
            .made("products", |s| s.text("汽水"))
            .made("legal_representative", |s| s.text("王伟"))
            .object("region", |s| s.city().to_string())
    };
    vec![
        get("/w/{slug}/parties", readers),
        get("/w/{slug}/parties.xlsx", readers),
        get("/w/{slug}/parties/new", keepers),
        content(post("/w/{slug}/parties/new", keepers)),
        get("/w/{slug}/parties/import", keepers),
        post("/w/{slug}/parties/import", keepers).made("table", |s| s.odd_name()).text("sure", "yes"),
        get("/w/{slug}/parties/{id}", readers).part("id", fresh),
        get("/w/{slug}/parties/{id}/edit", keepers).part("id", fresh),
        content(post("/w/{slug}/parties/{id}/edit", keepers).part("id", fresh)).text("version", "1"),
        get("/w/{slug}/parties/{id}/rename", keepers).part("id", fresh),
        post("/w/{slug}/parties/{id}/rename", keepers)
            .part("id", fresh)
            .made("name", |s| s.odd_name())
            .text("on", "2026-11-02")
            .text("version", "1"),
        get("/w/{slug}/parties/{id}/merge", keepers).part("id", fresh),
        post("/w/{slug}/parties/{id}/merge", keepers)
            .part("id", fresh)
            .object("into", fresh)
            .text("version", "1")
            .text("into_version", "1")
            .made("reason", |s| s.text("同一家")),
        get("/w/{slug}/parties/{id}/reveal", keepers).part("id", person),
        // Shown on the very answer.
        post("/w/{slug}/parties/{id}/reveal", keepers).part("id", person).made("reason", |s| s.text("送达")).answers(&[200]),
    ]
}
