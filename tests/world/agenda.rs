//! Agenda items of each side, and what their routes need.

use lianxi::{
    attachments::{self, MadeFile, Media},
    meetings::{
        Asked, OpinionAnswer, State,
        actions::{self, ItemContent, Placement, SeenItem},
    },
    timeline::Subject,
};

use super::{
    side::{
        Persona::{self, Lead, Leader, Secretariat, Support},
        Side,
    },
    table::{Make, OFFICE, READERS, Row, Who, get, post},
};

impl Side<'_> {
    fn item_content(&self) -> ItemContent {
        ItemContent {
            department_id: Some(self.lead),
            title: self.unique("议题"),
            asked: Asked::Coordinate,
            background: self.text("背景"),
            proposed_decision: self.text("建议"),
            concerned: vec![self.support],
            minutes: 15,
            section: self.text("部分"),
            restricted: false,
            late_reason: self.text("刚刚发生"),
        }
    }

    /// The number of a fresh meeting with an item of the lead department: `draft`, `proposed`, `accepted`, or `late` at one that was
    /// announced. [`Self::last_item`] is the item.
    pub fn agenda_item(&self, state: &str) -> String {
        let number = self.meeting(if state == "late" { State::Announced } else { State::Collecting });
        let content = self.item_content();
        let item = self.act(Lead, |conn, scope| actions::propose(conn, scope, &number, &content, state != "draft"));
        if state == "accepted" {
            let placement = Placement { section: self.text("部分"), minutes: 15, restricted: false };
            self.act(Secretariat, |conn, scope| actions::accept(conn, scope, &SeenItem::any(&*number, item.id), &placement));
        }
        self.last_item.set(item.id);
        number
    }

    /// Another item of the meeting made last.
    fn another_item(&self) -> String {
        let number = self.last_meeting.borrow().clone();
        let content = ItemContent { department_id: None, ..self.item_content() };
        self.act(Secretariat, |conn, scope| actions::propose(conn, scope, &number, &content, true)).id.to_string()
    }

    /// The number of a meeting with an accepted item on which the supporting department is asked for its opinion; `stopped`: its clock
    /// stands.
    pub fn asked_item(&self, stopped: bool) -> String {
        let number = self.agenda_item("accepted");
        let seen = SeenItem::any(&*number, self.last_item.get());
        self.act(Secretariat, |conn, scope| actions::ask(conn, scope, &seen, &[self.support], 5));
        if stopped {
            let seen = actions::SeenOpinion { item: seen, id: self.opinion().parse().expect("an id"), version: None };
            self.act(Secretariat, |conn, scope| actions::stop_clock(conn, scope, &seen, &self.text("等材料")));
        }
        number
    }

    /// The number of a meeting with an accepted item that has a file.
    fn item_with_file(&self) -> String {
        let number = self.agenda_item("accepted");
        let (name, text) = (format!("{}.txt", self.unique("材料")), self.unique("内容"));
        let file = MadeFile { name: &name, media: Media::Txt, bytes: text.as_bytes() };
        let subject = Subject::new("agenda_item", self.last_item.get());
        let made = self.act(Secretariat, |conn, scope| attachments::store_bytes(conn, scope, &self.blobs, subject, file));
        self.last_file.set(made.id);
        number
    }

    /// The number of a meeting with an item on which the supporting department gave its opinion, with a file of its liaison's.
    fn answered_item(&self) -> String {
        let number = self.asked_item(false);
        let opinion = self.opinion().parse().expect("an id");
        let seen = actions::SeenOpinion { item: SeenItem::any(&*number, self.last_item.get()), id: opinion, version: None };
        self.act(Support, |conn, scope| actions::answer(conn, scope, &seen, Some(OpinionAnswer::Agree), &self.text("同意")));
        let (name, text) = (format!("{}.txt", self.unique("意见")), self.unique("内容"));
        let file = MadeFile { name: &name, media: Media::Txt, bytes: text.as_bytes() };
        let subject = Subject::new("opinion", opinion);
        let made = self.act(Support, |conn, scope| attachments::store_bytes(conn, scope, &self.blobs, subject, file));
        self.last_file.set(made.id);
        number
    }

    /// The opinion asked on the last item.
    fn opinion(&self) -> String {
        self.id_of("opinions", &format!("item_id = {}", self.last_item.get())).to_string()
    }

    /// The number of a meeting that is later than those of [`Self::agenda_item`].
    fn later_meeting(&self) -> String {
        let number = self.last_meeting.borrow().clone();
        let later = self.meeting(State::Draft);
        self.sql(&format!(
            "UPDATE meetings SET starts_at = '2026-12-20 01:00:00' WHERE workspace_id = {} AND number = '{later}'",
            self.workspace
        ));
        self.last_meeting.replace(number);
        later
    }
}

pub(super) fn rows() -> Vec<Row> {
    let item: Make = |s| s.last_item.get().to_string();
    let draft: Make = |s| s.agenda_item("draft");
    let proposed: Make = |s| s.agenda_item("proposed");
    let accepted: Make = |s| s.agenda_item("accepted");
    let late: Make = |s| s.agenda_item("late");
    let reason: Make = |s| s.text("理由");
    let on = |row: Row, meeting: Make| row.part("number", meeting).part("item", item);
    let content = |row: Row| {
        row.made("title", |s| s.unique("新议题"))
            .text("asked", "check")
            .made("background", |s| s.text("背景"))
            .object("departments", |s| s.support.to_string())
            .text("minutes", "10")
            .text("then", "submit")
    };
    let with_file: Make = |s| s.item_with_file();
    let file: Make = |s| s.last_file.get().to_string();
    let mut upload = on(post("/w/{slug}/meetings/{number}/items/{item}/files", Who::Members(OFFICE)), accepted);
    upload.file = Some(("file", "议题材料.txt", "材料".as_bytes()));
    let answered: Make = |s| s.answered_item();
    let asked: Make = |s| s.asked_item(false);
    let stopped: Make = |s| s.asked_item(true);
    let on_opinion = |row: Row, meeting: Make| on(row, meeting).part("opinion", |s| s.opinion());
    let both = Who::Members(&[Secretariat, Support]);
    let opinion_files = "/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/files";
    let mut opinion_upload = on_opinion(post(opinion_files, Who::Members(&[Support])), answered);
    opinion_upload.file = Some(("file", "意见附件.txt", "意见".as_bytes()));
    let opinion_file = |row: Row| on_opinion(row, answered).part("file", file);
    let placed = |row: Row| row.text("minutes", "10").made("section", |s| s.text("部分"));
    vec![
        get("/w/{slug}/meetings/{number}/proposals", Who::Members(OFFICE)).part("number", proposed),
        post("/w/{slug}/meetings/{number}/proposals", Who::Members(OFFICE))
            .part("number", proposed)
            .object("item", |s| format!("{}@1", s.last_item.get())),
        get("/w/{slug}/meetings/{number}/carry", Who::Members(OFFICE)).part("number", accepted),
        post("/w/{slug}/meetings/{number}/carry", Who::Members(OFFICE))
            .part("number", accepted)
            .object("items", item)
            .made("to", |s| s.later_meeting()),
        get("/w/{slug}/meetings/{number}/order", Who::Members(OFFICE)).part("number", accepted),
        post("/w/{slug}/meetings/{number}/order", Who::Members(OFFICE)).part("number", accepted),
        post("/w/{slug}/meetings/{number}/items/{item}/move", Who::Members(OFFICE))
            .part("number", accepted)
            .part("item", item)
            .text("to", "up"),
        get("/w/{slug}/meetings/{number}/items/new", Who::Members(&[Secretariat, Lead, Support, Persona::Bystander]))
            .part("number", |s| s.meeting(State::Collecting)),
        content(post("/w/{slug}/meetings/{number}/items/new", Who::Members(&[Lead])).part("number", |s| s.meeting(State::Collecting)))
            .object("department", |s| s.lead.to_string())
            .others(&[403, 422]),
        on(get("/w/{slug}/meetings/{number}/items/{item}", Who::Members(READERS)), accepted),
        on(get("/w/{slug}/meetings/{number}/items/{item}/edit", Who::Members(&[Lead])), draft).unseen(),
        content(on(post("/w/{slug}/meetings/{number}/items/{item}/edit", Who::Members(&[Lead])), draft)).unseen(),
        on(get("/w/{slug}/meetings/{number}/items/{item}/withdraw", Who::Members(&[Lead])), proposed).unseen(),
        on(post("/w/{slug}/meetings/{number}/items/{item}/withdraw", Who::Members(&[Lead])), proposed).made("reason", reason).unseen(),
        on(get("/w/{slug}/meetings/{number}/items/{item}/consent", Who::Members(&[Secretariat, Leader])), late).unseen(),
        on(post("/w/{slug}/meetings/{number}/items/{item}/consent", Who::Members(&[Secretariat, Leader])), late)
            .made("said", reason)
            .unseen(),
        on(get("/w/{slug}/meetings/{number}/items/{item}/accept", Who::Members(OFFICE)), proposed).unseen(),
        placed(on(post("/w/{slug}/meetings/{number}/items/{item}/accept", Who::Members(OFFICE)), proposed)).unseen(),
        on(get("/w/{slug}/meetings/{number}/items/{item}/return", Who::Members(OFFICE)), proposed).unseen(),
        on(post("/w/{slug}/meetings/{number}/items/{item}/return", Who::Members(OFFICE)), proposed).made("reason", reason).unseen(),
        on(get("/w/{slug}/meetings/{number}/items/{item}/defer", Who::Members(OFFICE)), accepted),
        on(post("/w/{slug}/meetings/{number}/items/{item}/defer", Who::Members(OFFICE)), accepted)
            .object("to", |s| s.later_meeting())
            .made("reason", reason),
        on(get("/w/{slug}/meetings/{number}/items/{item}/merge", Who::Members(OFFICE)), accepted),
        on(post("/w/{slug}/meetings/{number}/items/{item}/merge", Who::Members(OFFICE)), accepted)
            .object("into", |s| s.another_item())
            .made("reason", reason),
        get("/w/{slug}/meetings/items", Who::Members(READERS)),
        get("/w/{slug}/meetings/items.xlsx", Who::Members(READERS)),
        get("/w/{slug}/meetings/{number}/pack", Who::Members(READERS)).part("number", accepted),
        get("/w/{slug}/meetings/{number}/pack.docx", Who::Members(READERS)).part("number", accepted),
        on(get("/w/{slug}/meetings/{number}/items/{item}/links", Who::Members(OFFICE)), accepted),
        on(post("/w/{slug}/meetings/{number}/items/{item}/links", Who::Members(OFFICE)), accepted)
            .object("add", |s| format!("duty:{}", s.id_of("duties", "1 = 1"))),
        on(get("/w/{slug}/meetings/{number}/items/{item}/files", Who::Members(READERS)), accepted),
        upload,
        on(get("/w/{slug}/meetings/{number}/items/{item}/files/{file}", Who::Members(READERS)), with_file).part("file", file),
        on(get("/w/{slug}/meetings/{number}/items/{item}/files/{file}/remove", Who::Members(OFFICE)), with_file).part("file", file),
        on(post("/w/{slug}/meetings/{number}/items/{item}/files/{file}/remove", Who::Members(OFFICE)), with_file)
            .part("file", file)
            .made("reason", reason),
        on(get("/w/{slug}/meetings/{number}/items/{item}/ask", Who::Members(OFFICE)), accepted),
        on(post("/w/{slug}/meetings/{number}/items/{item}/ask", Who::Members(OFFICE)), accepted)
            .object("departments", |s| s.support.to_string())
            .text("days", "3"),
        on_opinion(get("/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/answer", Who::Members(&[Support])), asked),
        on_opinion(post("/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/answer", Who::Members(&[Support])), asked)
            .text("answer", "agree_with_changes")
            .made("text", |s| s.text("建议修改")),
        on_opinion(get(opinion_files, Who::Members(READERS)), answered),
        opinion_upload,
        opinion_file(get("/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/files/{file}", Who::Members(READERS))),
        opinion_file(get("/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/files/{file}/remove", both)),
        opinion_file(post("/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/files/{file}/remove", both)).made("reason", reason),
        on_opinion(get("/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/stop", Who::Members(OFFICE)), asked),
        on_opinion(post("/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/stop", Who::Members(OFFICE)), asked)
            .made("reason", reason),
        on_opinion(get("/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/restart", Who::Members(OFFICE)), stopped),
        on_opinion(post("/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/restart", Who::Members(OFFICE)), stopped)
            .made("reason", reason),
        on_opinion(get("/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/unask", Who::Members(OFFICE)), asked),
        on_opinion(post("/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/unask", Who::Members(OFFICE)), asked)
            .made("reason", reason),
    ]
}
