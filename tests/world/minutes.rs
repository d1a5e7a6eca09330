//! Minutes of each side, and what their routes need.

use lianxi::{
    attachments::{self, MadeFile, Media},
    meetings::{Minutes, ReviewAnswer, Seen, actions, queries},
    platform::id::new_id,
    timeline::Subject,
};

use super::{
    side::{
        Persona::{self, Auditor, Leader, Secretariat, Support},
        Side,
    },
    table::{Make, OFFICE, READERS, Row, Who, get, post},
};

/// Who reads minutes before they are issued.
const DRAFT_READERS: &[Persona] = &[Secretariat, Leader, Auditor];

impl Side<'_> {
    /// The number of a fresh meeting that was held, with an item and a decision; the decision is [`Self::last_decision`].
    pub fn held(&self) -> String {
        let number = self.agenda_item("accepted");
        let (w, item, decision, lead) = (self.workspace, self.last_item.get(), new_id(), self.lead);
        let meeting = self.act(Secretariat, |conn, scope| Ok(queries::ground(conn, scope, &number)?.meeting.id));
        self.sql(&format!("UPDATE meetings SET state = 'minuting' WHERE workspace_id = {w} AND id = {meeting}"));
        self.sql(&format!(
            "UPDATE agenda_items SET notes = '{}', state = 'concluded', outcome = 'passed' WHERE workspace_id = {w} AND id = {item}",
            self.text("记录")
        ));
        self.sql(&format!(
            "INSERT INTO decisions (workspace_id, id, meeting_id, item_id, position, text, lead_id, due_on, no_due_reason, no_duty_reason, \
             is_assigned, created_at, version) VALUES ({w}, {decision}, {meeting}, {item}, 1, '{}', {lead}, '2026-12-31', '', '', FALSE, \
             '2026-11-23 01:00:00', 1)",
            self.text("议定事项")
        ));
        self.last_decision.set(decision);
        number
    }

    /// The same, with minutes drawn up.
    pub fn drawn(&self) -> String {
        let number = self.held();
        self.act(Secretariat, |conn, scope| actions::draw(conn, scope, &Seen::any(&*number)));
        number
    }

    /// The same, with the support department asked to countersign.
    pub fn circulating(&self) -> String {
        let number = self.drawn();
        self.act(Secretariat, |conn, scope| {
            actions::circulate(conn, scope, &Seen::any(&*number), &[self.support], 3, &self.text("请会签"))
        });
        number
    }

    /// The review asked for last.
    fn review(&self) -> String {
        let number = self.last_meeting.borrow().clone();
        let papers = self.act(Secretariat, |conn, scope| queries::papers(conn, scope, &number));
        papers.reviews.last().expect("asked").id.to_string()
    }

    fn answered(&self, answer: &actions::Answer) -> String {
        let number = self.circulating();
        let review = self.review().parse().expect("an id");
        self.act(Support, |conn, scope| actions::answer_review(conn, scope, &number, review, answer));
        number
    }

    /// The same, with a department that disagrees.
    pub fn disagreed(&self) -> String {
        self.answered(&actions::Answer { answer: ReviewAnswer::Disagree, text: self.text("职责不清"), proposed: Vec::new() })
    }

    fn difference(&self) -> String {
        let number = self.last_meeting.borrow().clone();
        let papers = self.act(Secretariat, |conn, scope| queries::papers(conn, scope, &number));
        papers.differences.last().expect("one").id.to_string()
    }

    /// The same, with everybody agreed.
    pub fn agreed(&self) -> String {
        self.answered(&actions::Answer { answer: ReviewAnswer::Agree, text: self.text("同意"), proposed: Vec::new() })
    }

    /// The number of a fresh meeting with issued minutes and a corrigendum.
    pub fn issued(&self) -> String {
        let number = self.agreed();
        let seen = Seen::any(&*number);
        self.act(Secretariat, |conn, scope| actions::issue(conn, scope, &self.blobs, &seen, ""));
        let new = actions::Correction { section_id: None, text: self.text("更正") };
        self.act(Secretariat, |conn, scope| actions::correct(conn, scope, &self.blobs, &seen, &new));
        number
    }

    /// The number of a meeting with minutes drawn up, one section of which has an annex.
    fn annexed(&self) -> String {
        let number = self.drawn();
        let subject = Subject::new("minutes_annex", self.minutes().1);
        let (name, text) = (format!("{}.txt", self.unique("附件")), self.unique("内容"));
        let file = MadeFile { name: &name, media: Media::Txt, bytes: text.as_bytes() };
        let made = self.act(Secretariat, |conn, scope| attachments::store_bytes(conn, scope, &self.blobs, subject, file));
        self.last_file.set(made.id);
        number
    }

    fn issued_file(&self) -> String {
        self.minutes().0.files[0].attachment_id.to_string()
    }

    fn minutes(&self) -> (Minutes, i64) {
        let number = self.last_meeting.borrow().clone();
        let papers = self.act(Secretariat, |conn, scope| queries::papers(conn, scope, &number));
        (papers.minutes.expect("drawn up"), papers.sections[1].id)
    }

    /// A section of the minutes made last.
    fn minutes_section(&self) -> String {
        self.minutes().1.to_string()
    }

    /// A row at least in every table of minutes.
    pub(super) fn fill_minutes(&self) {
        self.disagreed();
        self.issued();
    }
}

pub(super) fn rows() -> Vec<Row> {
    let office = Who::Members(OFFICE);
    let readers = Who::Members(DRAFT_READERS);
    let held: Make = |s| s.held();
    let drawn: Make = |s| s.drawn();
    let section: Make = |s| s.minutes_section();
    let decision: Make = |s| s.last_decision.get().to_string();
    let asked = Who::Members(&[Support]);
    let (circulating, review): (Make, Make) = (|s| s.circulating(), |s| s.review());
    let (disagreed, difference): (Make, Make) = (|s| s.disagreed(), |s| s.difference());
    let (agreed, issued, file): (Make, Make, Make) = (|s| s.agreed(), |s| s.issued(), |s| s.issued_file());
    let number = |row: Row| row.part("number", drawn);
    let mut upload = number(post("/w/{slug}/meetings/{number}/minutes/annexes/{of}", office)).part("of", |_| "all".into());
    upload.file = Some(("file", "附件.txt", "名单".as_bytes()));
    let annex = |row: Row| row.part("number", |s| s.annexed()).part("of", section).part("file", |s| s.last_file.get().to_string());
    vec![
        number(get("/w/{slug}/meetings/{number}/minutes", readers)),
        post("/w/{slug}/meetings/{number}/minutes/draw", office).part("number", held),
        number(get("/w/{slug}/meetings/{number}/minutes/sections/{section}", office)).part("section", section),
        number(post("/w/{slug}/meetings/{number}/minutes/sections/{section}", office))
            .part("section", section)
            .text("version", "1")
            .made("heading", |s| s.text("标题"))
            .made("text", |s| s.text("正文")),
        number(get("/w/{slug}/meetings/{number}/minutes/decisions/{decision}", office)).part("decision", decision),
        number(post("/w/{slug}/meetings/{number}/minutes/decisions/{decision}", office))
            .part("decision", decision)
            .text("version", "1")
            .made("text", |s| s.text("议定事项"))
            .object("lead", |s| s.lead.to_string())
            .text("due_on", "2026-12-31"),
        number(get("/w/{slug}/meetings/{number}/minutes/draft.docx", readers)),
        number(get("/w/{slug}/meetings/{number}/minutes/annexes/{of}", readers)).part("of", section),
        upload,
        annex(get("/w/{slug}/meetings/{number}/minutes/annexes/{of}/{file}", readers)),
        annex(get("/w/{slug}/meetings/{number}/minutes/annexes/{of}/{file}/remove", office)),
        annex(post("/w/{slug}/meetings/{number}/minutes/annexes/{of}/{file}/remove", office)).made("reason", |s| s.text("误传")),
        number(get("/w/{slug}/meetings/{number}/minutes/circulate", office)),
        number(post("/w/{slug}/meetings/{number}/minutes/circulate", office))
            .object("departments", |s| s.support.to_string())
            .text("days", "3")
            .made("text", |s| s.text("请会签")),
        get("/w/{slug}/meetings/{number}/minutes/countersign/{review}", asked).part("number", circulating).part("review", review),
        post("/w/{slug}/meetings/{number}/minutes/countersign/{review}", asked)
            .part("number", circulating)
            .part("review", review)
            .text("answer", "agree"),
        get("/w/{slug}/meetings/{number}/minutes/differences", readers).part("number", disagreed),
        post("/w/{slug}/meetings/{number}/minutes/differences/{difference}", office)
            .part("number", disagreed)
            .part("difference", difference)
            .text("verdict", "rejected")
            .made("verdict_reason", |s| s.text("理由")),
        get("/w/{slug}/meetings/{number}/minutes/issue", office).part("number", agreed),
        post("/w/{slug}/meetings/{number}/minutes/issue", office).part("number", agreed),
        get("/w/{slug}/meetings/{number}/minutes/correct", office).part("number", issued),
        post("/w/{slug}/meetings/{number}/minutes/correct", office).part("number", issued).made("text", |s| s.text("更正")),
        get("/w/{slug}/meetings/{number}/minutes/files/{file}", Who::Members(READERS)).part("number", issued).part("file", file),
    ]
}
