//! Sessions of each side, and what their routes need.

use lianxi::meetings::{
    Asked, Seen, State,
    actions::{self, FromFloor, LiveField, Saving},
    queries::live,
};

use super::{
    side::{
        Persona::{self, Leader, Secretariat},
        Side,
    },
    table::{Make, READERS, Row, Who, get, post},
};

/// The office, and the chair of the world's meetings.
const RECORDERS: &[Persona] = &[Secretariat, Leader];

impl Side<'_> {
    /// The number of a fresh meeting in session, with nothing on its agenda.
    pub fn bare_session(&self) -> String {
        let number = self.meeting(State::Announced);
        self.act(Leader, |conn, scope| actions::open(conn, scope, &Seen::any(&*number)));
        number
    }

    /// The same with an item.
    pub fn session_with_item(&self) -> String {
        let number = self.bare_session();
        let new = FromFloor {
            title: self.unique("临时议题"),
            asked: Asked::Coordinate,
            minutes: 10,
            department_id: Some(self.lead),
            reason: self.text("急"),
            consent: true,
        };
        self.act(Secretariat, |conn, scope| actions::item_from_floor(conn, scope, &Seen::any(&*number), &new));
        number
    }

    fn last_session(&self) -> live::Session {
        let number = self.last_meeting.borrow().clone();
        self.act(Secretariat, |conn, scope| live::session(conn, scope, &number, true))
    }

    /// The item of the session made last.
    pub fn session_item(&self) -> i64 {
        self.last_session().items.first().expect("an item").id
    }

    /// The number of a fresh session with a decision that can be assigned.
    pub fn session_with_decision(&self) -> String {
        let number = self.session_with_item();
        let item = self.session_item();
        let decision = self.act(Secretariat, |conn, scope| actions::add_decision(conn, scope, &Seen::any(&*number), item)).id;
        let lead = self.lead.to_string();
        for (field, value) in
            [(LiveField::Text, self.text("每月共享")), (LiveField::Lead, lead), (LiveField::NoDueReason, self.text("长期"))]
        {
            let saving = Saving { subject: decision, field, base: 0, value, key: field.as_str().replace('_', "-") };
            self.act(Secretariat, |conn, scope| actions::save_field(conn, scope, &number, &saving));
        }
        number
    }

    /// The decision of the session made last.
    pub fn session_decision(&self) -> i64 {
        self.last_session().decisions.first().expect("a decision").id
    }
}

pub(super) fn rows() -> Vec<Row> {
    let (readers, recorders) = (Who::Members(READERS), Who::Members(RECORDERS));
    let announced: Make = |s| s.meeting(State::Announced);
    let (bare, item, decided): (Make, Make, Make) = (|s| s.bare_session(), |s| s.session_with_item(), |s| s.session_with_decision());
    let its_item: Make = |s| s.session_item().to_string();
    let its_decision: Make = |s| s.session_decision().to_string();
    let any_decision: Make = |s| {
        s.session_with_decision();
        s.session_decision().to_string()
    };
    vec![
        get("/w/{slug}/meetings/{number}/live", recorders).part("number", decided),
        get("/w/{slug}/meetings/{number}/live/attendance", recorders).part("number", item),
        get("/w/{slug}/meetings/{number}/live/screen", readers).part("number", item),
        // One that is not open yet: a stream of one that is would never end.
        get("/w/{slug}/meetings/{number}/live/events", readers).part("number", announced).answers(&[204]),
        post("/w/{slug}/meetings/{number}/live/field", recorders)
            .part("number", item)
            .object("subject", its_item)
            .text("field", "notes")
            .text("version", "0")
            .made("value", |s| s.text("发言"))
            .text("key", "one-key"),
        post("/w/{slug}/meetings/{number}/live/open", recorders).part("number", announced),
        post("/w/{slug}/meetings/{number}/live/current", recorders).part("number", item).object("item", its_item),
        get("/w/{slug}/meetings/{number}/live/floor", recorders).part("number", bare),
        post("/w/{slug}/meetings/{number}/live/floor", recorders)
            .part("number", bare)
            .made("title", |s| s.unique("临时议题"))
            .text("asked", "check")
            .text("minutes", "5")
            .object("department", |s| s.lead.to_string())
            .text("consent", "yes"),
        get("/w/{slug}/meetings/{number}/live/adjourn", recorders).part("number", decided),
        post("/w/{slug}/meetings/{number}/live/adjourn", recorders).part("number", bare),
        post("/w/{slug}/meetings/{number}/live/decisions", recorders).part("number", item).object("item", its_item),
        post("/w/{slug}/meetings/{number}/live/decisions/{decision}/remove", recorders)
            .part("number", decided)
            .part("decision", its_decision),
        get("/w/{slug}/meetings/{number}/live/decisions/{decision}/assign", recorders)
            .part("number", decided)
            .part("decision", its_decision),
        post("/w/{slug}/meetings/{number}/live/decisions/{decision}/assign", recorders)
            .part("number", decided)
            .part("decision", its_decision)
            .made("said_by", |s| s.text("主持人")),
        get("/w/{slug}/decisions/{decision}", readers).part("decision", any_decision).answers(&[303]),
    ]
}
