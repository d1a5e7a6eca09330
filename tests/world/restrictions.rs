//! Restrictions and checks, and the rows of their routes.

use chrono::NaiveDate;
use lianxi::{
    enforcement::{
        check::{self, Asked, Purpose},
        restriction::{
            Kind, TermKind, Verb,
            actions::{self, Content},
        },
    },
    tenancy::Role,
};

use super::{
    side::{
        Persona::{self, Auditor, Bystander, Lead, Secretariat, Support},
        Side,
    },
    table::{READERS, Row, Who, get, post},
};

/// Who acts for the department that imposes.
const IMPOSE: &[Persona] = &[Secretariat, Lead];

impl Side<'_> {
    fn restricted(&self, party: i64, kind: Kind, term: TermKind, people: &[String]) -> String {
        let content = Content {
            kind: Some(kind),
            department_id: Some(self.lead),
            basis: self.text("苏质监罚〔2026〕12号"),
            reason: self.text("抽查不合格"),
            found_on: NaiveDate::from_ymd_opt(2026, 11, 2),
            from_on: NaiveDate::from_ymd_opt(2026, 11, 2),
            term: Some(term),
            people: people.to_vec(),
            ..Content::default()
        };
        self.act(Lead, |conn, scope| actions::impose(conn, scope, party, &content)).number
    }

    /// The number of a fresh restriction that holds until a re-inspection.
    pub fn restriction(&self) -> String {
        self.restricted(self.party(), Kind::NoProcurement, TermKind::Inspection, &[])
    }

    /// The number of one that somebody else proposed to lift.
    pub fn lifting(&self) -> String {
        let number = self.restriction();
        let colleague = self.cast.person(self.workspace, &self.unique("副职"), &[Role::Secretariat], &[]);
        let scope = self.cast.scope(&colleague);
        let reason = self.text("已整改");
        let proposed = self.cast.db.write(scope.tenant(), |conn| actions::propose(conn, &scope, &number, 1, Verb::Lift, &reason));
        proposed.expect("it is proposed");
        number
    }

    /// What names a list that the lead's liaison pasted.
    pub fn checked_list(&self) -> String {
        let pasted = format!("{0}\n{0}", self.odd_name());
        let answers = self.act(Lead, |conn, scope| {
            check::queries::answers(conn, scope, (Purpose::Award, None), &check::lines::lines(&pasted, scope.today()))
        });
        self.act(Lead, |conn, scope| check::actions::record_list(conn, scope, &answers)).to_string()
    }

    /// One of each, and a query about one of them.
    pub(super) fn fill_restrictions(&self) {
        let party = self.party();
        self.restricted(party, Kind::NoAward, TermKind::YearEnd, &[self.text("王伟")]);
        self.lifting();
        self.checked_list();
        let asked = Asked::new(Purpose::Award, self.text("王伟"));
        let answer = self.act(Secretariat, |conn, scope| check::queries::answer(conn, scope, &asked));
        self.act(Secretariat, |conn, scope| check::actions::record(conn, scope, &answer));
    }
}

pub(super) fn rows() -> Vec<Row> {
    let (readers, acting) = (Who::Members(READERS), Who::Members(IMPOSE));
    let keepers = Who::Members(&[Secretariat, Lead, Support, Bystander]);
    let number = |s: &Side<'_>| s.restriction();
    let party = |s: &Side<'_>| s.party().to_string();
    let reason = |row: Row| row.text("version", "1").made("reason", |s| s.text("理由"));
    // A list is its maker's own.
    let listed = Who::Members(&[Secretariat, Lead, Auditor]);
    let watchers = Who::Members(&[Secretariat, Auditor]);
    vec![
        get("/w/{slug}/restrictions", readers),
        get("/w/{slug}/restrictions.xlsx", readers),
        get("/w/{slug}/restrictions/{number}", readers).part("number", number),
        get("/w/{slug}/parties/{id}/restrict", keepers).part("id", party),
        // Who keeps parties but does not act for this department is told so beside the field.
        post("/w/{slug}/parties/{id}/restrict", acting)
            .part("id", party)
            .text("kind", "no_award")
            .object("department", |s| s.lead.to_string())
            .made("basis", |s| s.text("依据"))
            .made("reason", |s| s.text("抽查不合格"))
            .text("found_on", "2026-11-02")
            .text("from_on", "2026-11-02")
            .others(&[403, 422]),
        get("/w/{slug}/restrictions/{number}/lift", acting).part("number", number),
        reason(post("/w/{slug}/restrictions/{number}/lift", acting).part("number", number)),
        get("/w/{slug}/restrictions/{number}/decide", acting).part("number", |s| s.lifting()),
        post("/w/{slug}/restrictions/{number}/decide", acting)
            .part("number", |s| s.lifting())
            .text("version", "2")
            .text("decision", "approve"),
        get("/w/{slug}/restrictions/{number}/fulfil", acting).part("number", number),
        reason(post("/w/{slug}/restrictions/{number}/fulfil", acting).part("number", number)).text("on", "2026-11-20"),
        get("/w/{slug}/restrictions/{number}/quash", acting).part("number", number),
        reason(post("/w/{slug}/restrictions/{number}/quash", acting).part("number", number)),
        get("/w/{slug}/check", readers),
        // Answered on the very page.
        post("/w/{slug}/check", readers).made("q", |s| s.text("王伟")).text("for", "award").answers(&[200]),
        get("/w/{slug}/check/list", readers),
        post("/w/{slug}/check/list", readers).made("lines", |s| s.odd_name()).text("for", "award"),
        get("/w/{slug}/check/list/{batch}", listed).part("batch", |s| s.checked_list()).unseen(),
        get("/w/{slug}/check/list/{batch}/answers.xlsx", listed).part("batch", |s| s.checked_list()).unseen(),
        get("/w/{slug}/check/log", watchers),
        get("/w/{slug}/check/log.xlsx", watchers),
    ]
}
