//! Cases, and the rows of their routes.

use chrono::NaiveDate;
use lianxi::enforcement::{
    Came,
    actions::cases::{self as actions, CaseContent, InformerContent, KindContent, SeenCase},
    queries::cases as queries,
};

use super::{
    side::{
        Persona::{self, Lead, Secretariat},
        Side,
    },
    table::{OFFICE, READERS, Row, Who, get, post},
};

/// Who acts on a case that the lead department holds.
const KEEP: &[Persona] = &[Secretariat, Lead];
/// Who may register one for their own department.
const REGISTER: &[Persona] = &[Secretariat, Lead, Persona::Support, Persona::Bystander];

impl Side<'_> {
    /// A fresh kind of case.
    pub fn case_kind(&self) -> i64 {
        let content = KindContent {
            name: self.unique("案由"),
            article: self.text("条"),
            legal_basis: self.text("依据"),
            days_to_file: "5".into(),
            ..KindContent::default()
        };
        self.act(Secretariat, |conn, scope| actions::new_kind(conn, scope, &content)).id
    }

    /// A fresh registered case, held by the lead department; its plain number.
    pub fn case(&self) -> String {
        let content = CaseContent {
            title: self.unique("案件"),
            facts: self.text("案情"),
            product: self.text("汽水"),
            place: self.text("地点"),
            region_id: Some(self.city()),
            holder_id: Some(self.lead),
            came: Some(Came::PublicReport),
            found_on: NaiveDate::from_ymd_opt(2026, 11, 2),
            ..CaseContent::default()
        };
        // One for many: a workspace has only so many kinds.
        let kinds = self.act(Secretariat, queries::kinds);
        let own = kinds.iter().find(|k| k.name.contains("案由"));
        let kind = own.map_or_else(|| self.case_kind(), |k| k.id);
        let party = self.party();
        self.act(Lead, |conn, scope| actions::register(conn, scope, kind, party, &content, None)).number
    }

    /// One that was filed.
    pub fn open_case(&self) -> String {
        let seen = SeenCase { number: self.case(), version: 1 };
        self.act(Lead, |conn, scope| actions::file(conn, scope, &seen, &self.text("立案")));
        seen.number
    }

    /// One that was closed without filing.
    pub fn closed_case(&self) -> String {
        let seen = SeenCase { number: self.case(), version: 1 };
        self.act(Lead, |conn, scope| actions::not_file(conn, scope, &seen, &self.text("轻微")));
        seen.number
    }

    /// One somebody reported; secretariat and lead may look at who it was.
    pub fn reported_case(&self) -> String {
        let number = self.open_case();
        let content = InformerContent {
            name: self.text("举报人"),
            contact: self.text("电话"),
            note: self.text("备注"),
            reported_on: NaiveDate::from_ymd_opt(2026, 11, 2),
            viewers: KEEP.iter().map(|p| self.people[p].membership_id).collect(),
            ..InformerContent::default()
        };
        self.act(Lead, |conn, scope| actions::record_informer(conn, scope, &number, &content));
        number
    }

    /// One whose reward waits: a second secretary has proposed it, so that both who keep the case may decide. Its id is kept.
    pub fn rewarded_case(&self) -> String {
        let number = self.reported_case();
        let other = self.cast.person(self.workspace, &self.unique("提出人"), &[lianxi::tenancy::Role::Secretariat], &[]);
        let scope = self.cast.scope(&other);
        let write = self.cast.db.write(scope.tenant(), |conn| actions::propose_reward(conn, &scope, &number, "500", &self.text("有功")));
        write.expect("proposed");
        let id = self.act(Lead, |conn, scope| {
            let case = queries::by_number(conn, scope, &number)?;
            Ok(queries::rewards(conn, scope, case.id)?.pop().expect("a reward").id)
        });
        self.last_reward.set(id);
        number
    }

    /// One in every state, with everything that hangs on cases.
    pub(super) fn fill_cases(&self) {
        self.act(Secretariat, actions::ship_kinds);
        self.rewarded_case();
        let (open, closed) = (self.open_case(), self.closed_case());
        let duty = self.duty_ref("in_progress").id;
        self.act(Lead, |conn, scope| actions::link(conn, scope, &open, "duty", duty));
        let seen = SeenCase { number: self.case(), version: 1 };
        self.act(Lead, |conn, scope| actions::join(conn, scope, &seen, &open, &self.text("同一事")));
        assert_ne!(open, closed);
    }
}

pub(super) fn rows() -> Vec<Row> {
    let (keep, readers, office) = (Who::Members(KEEP), Who::Members(READERS), Who::Members(OFFICE));
    let case = |s: &Side<'_>| s.case();
    let open = |s: &Side<'_>| s.open_case();
    let closed = |s: &Side<'_>| s.closed_case();
    let reported = |s: &Side<'_>| s.reported_case();
    let kind = |s: &Side<'_>| s.case_kind().to_string();
    let reason = |row: Row| row.made("reason", |s| s.text("理由"));
    let content = |row: Row| {
        row.made("title", |s| s.unique("案件"))
            .made("facts", |s| s.text("案情"))
            .text("found_on", "2026-11-02")
            .object("holder", |s| s.lead.to_string())
            .object("region", |s| s.city().to_string())
    };
    let of_kind = |row: Row| {
        row.made("name", |s| s.unique("案由"))
            .made("article", |s| s.text("条"))
            .text("days_to_file", "5")
            .made("field_label_0", |s| s.text("批号"))
    };
    let at = |number: super::table::Make, method: fn(&'static str, Who) -> Row, path: &'static str, who: Who| {
        method(path, who).part("number", number)
    };
    let mut all = vec![
        get("/w/{slug}/cases", readers),
        get("/w/{slug}/cases.xlsx", readers),
        get("/w/{slug}/cases/board", readers),
        get("/w/{slug}/cases/board.xlsx", readers),
        get("/w/{slug}/cases/new", Who::Members(REGISTER)),
        content(
            post("/w/{slug}/cases/new", keep)
                .object("party", |s| s.party().to_string())
                .object("kind", |s| s.case_kind().to_string())
                .text("came", "form"),
        )
        // Other liaisons may register, but not for this department.
        .others(&[403, 422]),
        get("/w/{slug}/cases/kinds", readers),
        post("/w/{slug}/cases/kinds", office),
        get("/w/{slug}/cases/kinds/new", office),
        of_kind(post("/w/{slug}/cases/kinds/new", office)),
        get("/w/{slug}/cases/kinds/{id}/edit", office).part("id", kind),
        of_kind(post("/w/{slug}/cases/kinds/{id}/edit", office).part("id", kind)).text("version", "1"),
        get("/w/{slug}/cases/kinds/{id}/turn", office).part("id", kind),
        reason(post("/w/{slug}/cases/kinds/{id}/turn", office).part("id", kind)).text("version", "1"),
        at(open, get, "/w/{slug}/cases/{number}", readers),
        at(open, get, "/w/{slug}/cases/{number}/file.docx", readers),
        at(open, get, "/w/{slug}/cases/{number}/edit", keep),
        content(at(open, post, "/w/{slug}/cases/{number}/edit", keep)).text("version", "2"),
        at(case, get, "/w/{slug}/cases/{number}/file", keep),
        at(case, post, "/w/{slug}/cases/{number}/file", keep).text("version", "1"),
        at(case, get, "/w/{slug}/cases/{number}/not-file", keep),
        reason(at(case, post, "/w/{slug}/cases/{number}/not-file", keep)).text("version", "1"),
        at(open, get, "/w/{slug}/cases/{number}/close", keep),
        reason(at(open, post, "/w/{slug}/cases/{number}/close", keep)).text("outcome", "fulfilled").text("version", "2"),
        at(open, get, "/w/{slug}/cases/{number}/join", keep),
        reason(at(open, post, "/w/{slug}/cases/{number}/join", keep)).object("into", open).text("version", "2"),
        at(closed, get, "/w/{slug}/cases/{number}/reopen", keep),
        reason(at(closed, post, "/w/{slug}/cases/{number}/reopen", keep)).text("version", "2"),
        at(open, get, "/w/{slug}/cases/{number}/links", keep),
        at(open, post, "/w/{slug}/cases/{number}/links", keep).object("add", |s| format!("duty:{}", s.duty_ref("in_progress").id)),
    ];
    all.extend([
        at(case, get, "/w/{slug}/cases/{number}/informer", keep),
        at(case, post, "/w/{slug}/cases/{number}/informer", keep)
            .made("name", |s| s.text("举报人"))
            .text("reported_on", "2026-11-02")
            .object("viewers", |s| s.people[&Lead].membership_id.to_string()),
        at(reported, get, "/w/{slug}/cases/{number}/informer/reveal", keep),
        // Shown on the very answer.
        reason(at(reported, post, "/w/{slug}/cases/{number}/informer/reveal", keep)).answers(&[200]),
        at(reported, get, "/w/{slug}/cases/{number}/informer/viewers", keep),
        reason(at(reported, post, "/w/{slug}/cases/{number}/informer/viewers", keep))
            .object("viewers", |s| s.people[&Lead].membership_id.to_string())
            .text("version", "1"),
        at(reported, get, "/w/{slug}/cases/{number}/reward", keep),
        at(reported, post, "/w/{slug}/cases/{number}/reward", keep).text("amount", "500").made("basis", |s| s.text("有功")),
        at(|s| s.rewarded_case(), get, "/w/{slug}/cases/{number}/reward/{id}", keep).part("id", |s| s.last_reward.get().to_string()),
        at(|s| s.rewarded_case(), post, "/w/{slug}/cases/{number}/reward/{id}", keep)
            .part("id", |s| s.last_reward.get().to_string())
            .text("verdict", "approve"),
    ]);
    all
}
