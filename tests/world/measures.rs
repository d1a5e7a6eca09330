//! Measures, findings, proposals of the ladder and hand-overs, and the rows of their routes.

use lianxi::{
    calendar::DeadlineRule,
    enforcement::{
        Came, MeasureKind,
        actions::cases::{self, CaseContent, SeenCase},
        hand_over::{
            self, HAND_OVER_LINK, HandOverKind,
            actions::{self as handing, Answer, NewHandOver, SeenHandOver},
        },
        ladder,
        measure::{
            self, FindingKind,
            actions::{self, NewInspection, NewMeasure, SeenMeasure},
        },
        queries::cases as queries,
    },
    tenancy,
};

use super::{
    side::{
        Persona::{self, Lead, Secretariat, Support},
        Side,
    },
    table::{OFFICE, READERS, Row, Who, get, post},
};

/// Who acts for the department that holds the case.
const HOLD: &[Persona] = &[Lead];
const KEEP: &[Persona] = &[Secretariat, Lead];

impl Side<'_> {
    /// A filed case of the shipped kind of counterfeits.
    fn counterfeit_case(&self) -> String {
        let content = CaseContent {
            title: self.unique("假冒案"),
            facts: self.text("案情"),
            extra: vec![("value".into(), "12000".into())],
            holder_id: Some(self.lead),
            came: Some(Came::Form),
            found_on: chrono::NaiveDate::from_ymd_opt(2026, 11, 2),
            ..CaseContent::default()
        };
        let kinds = self.act(Secretariat, queries::kinds);
        let kind = kinds.iter().find(|k| k.code == "counterfeit").expect("shipped").id;
        let party = self.party();
        let number = self.act(Lead, |conn, scope| cases::register(conn, scope, kind, party, &content, None)).number;
        let seen = SeenCase { number: number.clone(), version: 1 };
        self.act(Lead, |conn, scope| cases::file(conn, scope, &seen, ""));
        number
    }

    fn seen_case(&self, number: &str) -> SeenCase {
        let version = self.act(Secretariat, |conn, scope| queries::by_number(conn, scope, number)).version;
        SeenCase { number: number.to_owned(), version }
    }

    /// A filed case with a measure in force; the measure's id is kept.
    pub fn measured_case(&self) -> String {
        let number = self.open_case();
        let new = NewMeasure {
            kind: Some(MeasureKind::Rectify),
            legal_basis: self.text("依据"),
            rule: Some(DeadlineRule::AfterAssignment { working_days: 10 }),
            conditions: self.text("查明原因"),
            ..NewMeasure::default()
        };
        let seen = self.seen_case(&number);
        let id = self.act(Lead, |conn, scope| actions::impose(conn, scope, &seen, &new)).id;
        self.last_part.set(id);
        number
    }

    /// One with a finding that the ladder proposes something for; the proposal's id is kept.
    pub fn proposed_case(&self) -> String {
        self.act(Secretariat, lianxi::enforcement::actions::cases::ship_kinds);
        let number = self.counterfeit_case();
        let seen = self.seen_case(&number);
        self.act(Lead, |conn, scope| actions::find(conn, scope, &seen, Some(FindingKind::Proven), None, &self.text("查实")));
        let id = self.act(Secretariat, |conn, scope| {
            let case = queries::by_number(conn, scope, &number)?;
            Ok(ladder::of_case(conn, scope, case.id)?.pop().expect("proposed").id)
        });
        self.last_part.set(id);
        number
    }

    /// A transfer of a filed case to the supporting department, not received yet; its number.
    pub fn transfer(&self) -> String {
        let seen = self.seen_case(&self.open_case());
        let new = NewHandOver { to_id: Some(self.support), ..self.handing(HandOverKind::Transfer) };
        self.act(Lead, |conn, scope| handing::send(conn, scope, &seen, &new)).number
    }

    /// One that was received, with a result asked.
    pub fn received_transfer(&self) -> String {
        let number = self.transfer();
        let seen = self.seen_hand_over(&number);
        self.act(Support, |conn, scope| handing::answer(conn, scope, seen, hand_over::HandOverAction::Receive, &Answer::default()));
        number
    }

    /// A referral to a body outside; its number.
    pub fn referral(&self) -> String {
        let seen = self.seen_case(&self.open_case());
        let new = NewHandOver {
            outside_name: self.text("检察院"),
            outside_email: format!("{}@example.org", self.slug),
            ..self.handing(HandOverKind::Referral)
        };
        self.act(Lead, |conn, scope| handing::send(conn, scope, &seen, &new)).number
    }

    fn handing(&self, kind: HandOverKind) -> NewHandOver {
        NewHandOver {
            kind: Some(kind),
            reason: self.text("事由"),
            legal_basis: self.text("依据"),
            enclosures: self.text("卷宗"),
            asked: self.text("查处"),
            result_days: Some(20),
            ..NewHandOver::default()
        }
    }

    fn seen_hand_over(&self, number: &str) -> SeenHandOver {
        let found = self.act(Secretariat, |conn, scope| hand_over::by_number(conn, scope, number));
        SeenHandOver { id: found.id, version: found.version }
    }

    /// The secret of the link a body outside answers by.
    pub fn hand_over_secret(&self) -> String {
        let id = self.seen_hand_over(&self.referral()).id;
        let expires_at = self.cast.now + chrono::Duration::days(60);
        self.act(Secretariat, |conn, scope| {
            let link = tenancy::NewLink { person_id: None, purpose: HAND_OVER_LINK, subject_id: id, expires_at };
            tenancy::new_link_all_workspaces(conn, scope.workspace_id(), &link, scope.now())
        })
    }

    /// A draft of a new version of the ladder; what a draft before it was is thrown away.
    fn draft_ladder(&self) -> String {
        self.act(Secretariat, |conn, scope| {
            if let Some(draft) = ladder::all(conn, scope)?.into_iter().find(|l| l.in_force_on.is_none()) {
                ladder::actions::discard(conn, scope, draft.version)?;
            }
            ladder::actions::begin_draft(conn, scope)
        });
        "1".to_owned()
    }

    /// Something of everything.
    pub(super) fn fill_measures(&self) {
        let number = self.measured_case();
        let id = self.last_part.get();
        let seen = SeenMeasure { number: number.clone(), id, version: 1 };
        self.act(Lead, |conn, scope| actions::reply(conn, scope, &seen, &self.text("陈述"), None));
        let seen = SeenMeasure { version: 2, ..seen };
        let new =
            NewInspection {
                inspectors: self.text("复查人"), passed: Some(false), figures: self.text("超标"), ..NewInspection::default()
            };
        self.act(Lead, |conn, scope| actions::inspect(conn, scope, &seen, &new));
        let stored = self.act(Secretariat, |conn, scope| {
            let case = queries::by_number(conn, scope, &number)?;
            measure::of_case(conn, scope, case.id)
        });
        assert_eq!((stored.len(), stored[0].1.len()), (1, 1));
        let moved = self.seen_case(&self.proposed_case());
        let first = self.act(Secretariat, ladder::all).pop().expect("shipped").id;
        self.act(Secretariat, |conn, scope| ladder::actions::move_case(conn, scope, &moved, first, &self.text("改用")));
        self.received_transfer();
        self.referral();
    }
}

pub(super) fn rows() -> Vec<Row> {
    let (hold, keep, readers, office) = (Who::Members(HOLD), Who::Members(KEEP), Who::Members(READERS), Who::Members(OFFICE));
    let open = |s: &Side<'_>| s.open_case();
    let part = |s: &Side<'_>| s.last_part.get().to_string();
    let reason = |row: Row| row.made("reason", |s| s.text("理由"));
    let of_measure = move |row: Row| row.part("number", |s| s.measured_case()).part("id", part);
    let of_proposal = move |row: Row| row.part("number", |s| s.proposed_case()).part("id", part);
    let mut all = vec![
        get("/w/{slug}/cases/{number}/measures/new", hold).part("number", open),
        post("/w/{slug}/cases/{number}/measures/new", hold)
            .part("number", open)
            .text("kind", "penalty")
            .made("legal_basis", |s| s.text("依据"))
            .text("days", "15")
            .text("version", "2"),
        of_measure(get("/w/{slug}/cases/{number}/measures/{id}", readers)),
        of_measure(get("/w/{slug}/cases/{number}/measures/{id}/inspect", hold)),
        of_measure(post("/w/{slug}/cases/{number}/measures/{id}/inspect", hold))
            .made("inspectors", |s| s.text("复查人"))
            .text("passed", "no")
            .made("figures", |s| s.text("超标"))
            .text("version", "1"),
        of_measure(get("/w/{slug}/cases/{number}/measures/{id}/reply", hold)),
        of_measure(post("/w/{slug}/cases/{number}/measures/{id}/reply", hold)).made("reply", |s| s.text("陈述")).text("version", "1"),
    ];
    for pattern in [
        "/w/{slug}/cases/{number}/measures/{id}/fulfil",
        "/w/{slug}/cases/{number}/measures/{id}/lift",
        "/w/{slug}/cases/{number}/measures/{id}/quash",
    ] {
        all.push(of_measure(get(pattern, hold)));
        all.push(reason(of_measure(post(pattern, hold))).text("version", "1"));
    }
    all.extend([
        get("/w/{slug}/cases/{number}/findings", hold).part("number", open),
        post("/w/{slug}/cases/{number}/findings", hold)
            .part("number", open)
            .text("kind", "serious")
            .made("text", |s| s.text("情节"))
            .text("version", "2"),
        get("/w/{slug}/cases/{number}/findings/{kind}", hold).part("number", |s| s.proposed_case()).part("kind", |_| "proven".into()),
        reason(
            post("/w/{slug}/cases/{number}/findings/{kind}", hold).part("number", |s| s.proposed_case()).part("kind", |_| "proven".into()),
        )
        .text("version", "3"),
        of_proposal(get("/w/{slug}/cases/{number}/proposals/{id}", readers)),
        // Others may not decide anything of it.
        of_proposal(get("/w/{slug}/cases/{number}/proposals/{id}/decide", hold)).others(&[403, 409]),
        reason(of_proposal(post("/w/{slug}/cases/{number}/proposals/{id}/decide", hold))).text("verdict", "decline").text("version", "1"),
        get("/w/{slug}/cases/{number}/ladder", office).part("number", |s| s.proposed_case()),
        reason(post("/w/{slug}/cases/{number}/ladder", office).part("number", |s| s.proposed_case()))
            .object("ladder", |s| {
                s.act(Secretariat, ladder::all).iter().find(|l| l.in_force_on.is_some()).expect("in force").id.to_string()
            })
            .text("version", "3"),
        get("/w/{slug}/ladder", readers),
        post("/w/{slug}/ladder", office).text("do", "ship"),
        get("/w/{slug}/ladder/ask", office).made("x", |s| s.draft_ladder()).text("do", "discard"),
        get("/w/{slug}/ladder/rule", office).made("x", |s| s.draft_ladder()),
        post("/w/{slug}/ladder/rule", office)
            .made("version", |s| s.draft_ladder())
            .text("condition", "serious")
            .text("measures", "penalty")
            .made("article", |s| s.text("条")),
        get("/w/{slug}/ladder/enact", office).made("x", |s| s.draft_ladder()),
        post("/w/{slug}/ladder/enact", office)
            .made("version", |s| s.draft_ladder())
            .text("on", "2030-01-01")
            .made("note", |s| s.text("说明")),
    ]);
    all.extend(hand_overs(keep, readers));
    all
}

fn hand_overs(keep: Who, readers: Who) -> Vec<Row> {
    let open = |s: &Side<'_>| s.open_case();
    let (transfer, referral) = (|s: &Side<'_>| s.transfer(), |s: &Side<'_>| s.referral());
    let receiver = Who::Members(&[Support]);
    let text = |row: Row| row.made("text", |s| s.text("说明"));
    vec![
        get("/w/{slug}/hand-overs", readers),
        get("/w/{slug}/hand-overs.xlsx", readers),
        get("/w/{slug}/hand-overs/{number}", readers).part("number", transfer),
        get("/w/{slug}/hand-overs/{number}/again", keep).part("number", referral),
        post("/w/{slug}/hand-overs/{number}/again", keep)
            .part("number", referral)
            .text("outside_email", "other@example.org")
            .text("version", "1"),
        get("/w/{slug}/cases/{number}/hand-over", keep).part("number", open),
        post("/w/{slug}/cases/{number}/hand-over", keep)
            .part("number", open)
            .text("kind", "transfer")
            .object("to", |s| s.support.to_string())
            .made("reason", |s| s.text("事由"))
            .made("legal_basis", |s| s.text("依据"))
            .text("receipt_days", "5")
            .text("version", "2"),
        get("/w/{slug}/hand-overs/{number}/receive", receiver).part("number", transfer),
        text(post("/w/{slug}/hand-overs/{number}/receive", receiver).part("number", transfer)).text("version", "1"),
        get("/w/{slug}/hand-overs/{number}/reject", receiver).part("number", transfer),
        text(post("/w/{slug}/hand-overs/{number}/reject", receiver).part("number", transfer)).text("version", "1"),
        get("/w/{slug}/hand-overs/{number}/report", receiver).part("number", |s| s.received_transfer()),
        text(post("/w/{slug}/hand-overs/{number}/report", receiver).part("number", |s| s.received_transfer())).text("version", "2"),
        get("/w/{slug}/hand-overs/{number}/withdraw", keep).part("number", transfer),
        text(post("/w/{slug}/hand-overs/{number}/withdraw", keep).part("number", transfer)).text("version", "1"),
        get("/w/{slug}/cases/{number}/raise", keep).part("number", open),
        post("/w/{slug}/cases/{number}/raise", keep)
            .part("number", open)
            .object("meeting", |s| s.meeting(lianxi::meetings::State::Collecting))
            .made("title", |s| s.text("协调"))
            .made("background", |s| s.text("经过")),
        get("/hand-over/{slug}/{secret}", Who::Public).part("secret", |s| s.hand_over_secret()),
        post("/hand-over/{slug}/{secret}", Who::Public)
            .part("secret", |s| s.hand_over_secret())
            .text("action", "receive")
            .text("version", "1")
            .made("name", |s| s.text("检察官")),
    ]
}
