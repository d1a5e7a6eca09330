//! Publications, and the rows of their routes.

use lianxi::{
    enforcement::publication::{
        Channel, Ground, Verb,
        actions::{self, Content, Said},
    },
    tenancy::{Role, Scope},
};

use super::{
    side::{
        Persona::{self, Bystander, Lead, Secretariat, Support},
        Side,
    },
    table::{READERS, Row, Who, get, post},
};

/// Who acts for the department that publishes.
const PUBLISH: &[Persona] = &[Secretariat, Lead];

impl Side<'_> {
    fn said(&self) -> Content {
        Content {
            department_id: Some(self.lead),
            ground: Some(Ground::SamplingFailure),
            title: self.unique("关于饮料抽查不合格的公告"),
            text: self.text("抽查不合格，已责令整改。"),
            channels: vec![Channel::OpenPage],
            reason: self.text("数字有误"),
            ..Content::default()
        }
    }

    /// Somebody of the secretariat who is nobody else.
    fn another(&self) -> Scope {
        self.cast.scope(&self.cast.person(self.workspace, &self.unique("副职"), &[Role::Secretariat], &[]))
    }

    fn walked(&self, number: &str, verbs: &[(&Scope, Verb)]) {
        for (at, (scope, verb)) in verbs.iter().enumerate() {
            let said = Said { reason: self.text("理由"), on: Some(scope.today()) };
            let version = i64::try_from(at).expect("small") + 1;
            let walked = self.cast.db.write(scope.tenant(), |conn| actions::step(conn, scope, number, version, *verb, &said));
            walked.expect("the step is taken");
        }
    }

    /// The number of a fresh draft that waits to be checked, written by nobody else; its version is 2.
    pub fn submitted(&self) -> String {
        let (writer, party) = (self.another(), self.party());
        let one = self.cast.db.write(writer.tenant(), |conn| actions::draft(conn, &writer, party, &self.said())).expect("a draft");
        self.walked(&one.number, &[(&writer, Verb::Submit)]);
        one.number
    }

    /// One that is approved; its version is 3.
    pub fn approved(&self) -> String {
        let (writer, other, party) = (self.another(), self.another(), self.party());
        let one = self.cast.db.write(writer.tenant(), |conn| actions::draft(conn, &writer, party, &self.said())).expect("a draft");
        self.walked(&one.number, &[(&writer, Verb::Submit), (&other, Verb::Approve)]);
        one.number
    }

    /// One that is published; its version is 4.
    pub fn published(&self) -> String {
        let (writer, other, party) = (self.another(), self.another(), self.party());
        let one = self.cast.db.write(writer.tenant(), |conn| actions::draft(conn, &writer, party, &self.said())).expect("a draft");
        self.walked(&one.number, &[(&writer, Verb::Submit), (&other, Verb::Approve), (&other, Verb::Publish)]);
        one.number
    }

    /// A fresh draft of the lead's liaison.
    pub fn drafted(&self) -> String {
        let party = self.party();
        self.act(Lead, |conn, scope| actions::draft(conn, scope, party, &self.said())).number
    }

    /// One in each state, and the page that anybody may open.
    pub(super) fn fill_publications(&self) {
        self.drafted();
        self.submitted();
        self.approved();
        self.published();
        self.act(Secretariat, |conn, scope| lianxi::settings::actions::set_open_page(conn, scope, true));
    }
}

pub(super) fn rows() -> Vec<Row> {
    let (readers, acting, writer) = (Who::Members(READERS), Who::Members(PUBLISH), Who::Members(&[Lead]));
    let keepers = Who::Members(&[Secretariat, Lead, Support, Bystander]);
    let party = |s: &Side<'_>| s.party().to_string();
    let content = |row: Row| {
        row.text("ground", "sampling_failure")
            .made("title", |s| s.unique("关于饮料抽查不合格的公告"))
            .made("text", |s| s.text("已责令整改。"))
            .text("channel", "website")
    };
    let reason = |row: Row| row.made("reason", |s| s.text("理由"));
    vec![
        get("/w/{slug}/publications", readers),
        get("/w/{slug}/publications.xlsx", readers),
        get("/w/{slug}/publications/open-page", Who::Members(&[Secretariat])),
        post("/w/{slug}/publications/open-page", Who::Members(&[Secretariat, Persona::Administrator])).text("open_page", "yes"),
        get("/w/{slug}/publications/{number}", readers).part("number", |s| s.published()),
        get("/w/{slug}/parties/{id}/publish", keepers).part("id", party),
        // Who keeps parties but does not act for this department is told so beside the field.
        content(post("/w/{slug}/parties/{id}/publish", acting).part("id", party).object("department", |s| s.lead.to_string()))
            .others(&[403, 422]),
        get("/w/{slug}/publications/{number}/edit", writer).part("number", |s| s.drafted()),
        content(post("/w/{slug}/publications/{number}/edit", writer).part("number", |s| s.drafted()).text("version", "1")),
        get("/w/{slug}/publications/{number}/correct", acting).part("number", |s| s.published()),
        reason(content(post("/w/{slug}/publications/{number}/correct", acting).part("number", |s| s.published()).text("version", "4"))),
        post("/w/{slug}/publications/{number}/submit", writer).part("number", |s| s.drafted()).text("version", "1"),
        get("/w/{slug}/publications/{number}/check", acting).part("number", |s| s.submitted()),
        post("/w/{slug}/publications/{number}/check", acting)
            .part("number", |s| s.submitted())
            .text("version", "2")
            .text("decision", "approve"),
        get("/w/{slug}/publications/{number}/return", acting).part("number", |s| s.approved()),
        reason(post("/w/{slug}/publications/{number}/return", acting).part("number", |s| s.approved()).text("version", "3")),
        get("/w/{slug}/publications/{number}/publish", acting).part("number", |s| s.approved()),
        post("/w/{slug}/publications/{number}/publish", acting)
            .part("number", |s| s.approved())
            .text("version", "3")
            .text("on", "2026-11-23"),
        get("/w/{slug}/publications/{number}/withdraw", acting).part("number", |s| s.published()),
        reason(post("/w/{slug}/publications/{number}/withdraw", acting).part("number", |s| s.published()).text("version", "4")),
        get("/w/{slug}/publications/{number}/drop", acting).part("number", |s| s.drafted()),
        reason(post("/w/{slug}/publications/{number}/drop", acting).part("number", |s| s.drafted()).text("version", "1")),
        get("/open/{slug}", Who::Public),
    ]
}
