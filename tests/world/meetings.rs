//! Meetings of each side, and what the routes of meetings need.

use chrono::NaiveDate;
use lianxi::{
    meetings::{self, Kind, Participant, Seen, State, actions, queries},
    platform::id::new_id,
};

use super::{
    side::{
        Persona::{self, Secretariat},
        Side,
    },
    table::{Make, OFFICE, READERS, Row, Who, get, post},
};

/// Who answers for the department that leads.
const ANSWERING: &[Persona] = &[Persona::Secretariat, Persona::Lead];

impl Side<'_> {
    /// The secret of a fresh link by which the lead's liaison answers for a fresh meeting.
    pub fn receipt_secret(&self) -> String {
        let number = self.meeting(State::Announced);
        let person = self.people[&Persona::Lead].person_id;
        let until = self.cast.now + chrono::Duration::days(60);
        self.act(Secretariat, |conn, scope| {
            let id = queries::ground(conn, scope, &number)?.meeting.id;
            lianxi::tenancy::new_link(conn, scope, person, meetings::RECEIPT_LINK, id, until)
        })
    }

    /// The secret of a fresh address of the lead's liaison's calendar.
    pub fn calendar_secret(&self) -> String {
        self.act(Persona::Lead, actions::open_feed)
    }

    /// The number of a fresh meeting in this state, with all departments invited, a chair, a note-taker and a guest.
    pub fn meeting(&self, state: State) -> String {
        let content = actions::Content {
            kind: Kind::Regular,
            title: self.unique("联席会议"),
            starts_at: NaiveDate::from_ymd_opt(2026, 12, 16).and_then(|d| d.and_hms_opt(9, 0, 0)).expect("a time"),
            minutes: 90,
            place: self.text("三号会议室"),
            note: self.text("请准时"),
            chair_id: Some(self.people[&Persona::Leader].membership_id),
            quorum: 0,
            call_on: None,
            cutoff_on: NaiveDate::from_ymd_opt(2026, 12, 9),
            notice_on: None,
        };
        let departments = [self.lead, self.support, self.other];
        let meeting = self.act(Secretariat, |conn, scope| actions::create(conn, scope, &content, &departments));
        let seen = Seen::any(&*meeting.number);
        let guest = actions::Invitee {
            role: meetings::Role::Guest,
            department_id: None,
            membership_id: None,
            name: self.text("来宾"),
            post: self.text("教授"),
            email: "guest@example.cn".into(),
        };
        self.act(Secretariat, |conn, scope| actions::add_person(conn, scope, &seen, &guest));
        if state != State::Draft {
            self.act(Secretariat, |conn, scope| actions::call(conn, scope, &seen));
        }
        match state {
            State::Draft | State::Collecting => {}
            State::Announced => drop(self.act(Secretariat, |conn, scope| actions::announce(conn, scope, &seen))),
            other => panic!("no way to {other:?} yet"),
        }
        self.last_meeting.replace(meeting.number.clone());
        meeting.number
    }

    fn participant_where(&self, is: impl Fn(&Participant) -> bool) -> String {
        let number = self.last_meeting.borrow().clone();
        let people = self.act(Secretariat, |conn, scope| Ok(queries::ground(conn, scope, &number)?.people));
        people.iter().find(|p| is(p)).expect("somebody invited").id.to_string()
    }

    /// Somebody invited to the meeting made last.
    pub fn participant(&self) -> String {
        self.participant_where(|p| p.department_id == Some(self.lead))
    }

    /// The id of a fresh series.
    pub fn series(&self) -> String {
        let series = meetings::Series {
            id: 0,
            title: self.unique("季度会议"),
            rrule: "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10".into(),
            starts_on: NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day"),
            starts_at: chrono::NaiveTime::from_hms_opt(9, 0, 0).expect("a time"),
            minutes: 120,
            place: self.text("会议室"),
            chair_id: None,
            shift: meetings::Shift::Next,
            lead: meetings::LeadDays { call: 10, cutoff: 5, notice: 3 },
            quorum: 0,
            departments: vec![self.lead, self.support],
            state: meetings::SeriesState::Active,
            version: 1,
        };
        self.act(Secretariat, |conn, scope| actions::create_series(conn, scope, &series)).to_string()
    }

    /// A row at least in every table of meetings.
    pub(super) fn fill_meetings(&self) {
        self.series();
        let number = self.meeting(State::Collecting);
        let meeting = self.act(Secretariat, |conn, scope| Ok(queries::ground(conn, scope, &number)?.meeting.id));
        let (w, item, decision, text) = (self.workspace, new_id(), new_id(), self.text("议题"));
        let (lead, support) = (self.lead, self.support);
        let at = "'2026-11-23 01:00:00'";
        self.sql(&format!(
            "INSERT INTO agenda_items (workspace_id, id, meeting_id, kind, state, department_id, proposed_by, title, asked, background, \
             proposed_decision, minutes, section, position, restricted, is_late, late_reason, consent, reason, notes, spent_seconds, \
             search_key, created_at, version) VALUES ({w}, {item}, {meeting}, 'ordinary', 'accepted', {lead}, '{text}', '{text}', 'assign', \
             '{text}', '{text}', 10, '', 1, FALSE, FALSE, '', '', '', '{text}', 0, '{text}', {at}, 1)"
        ));
        self.sql(&format!("INSERT INTO item_departments VALUES ({w}, {item}, {support})"));
        self.sql(&format!("INSERT INTO item_links VALUES ({w}, {item}, 'duty', 1, '{text}')"));
        self.sql(&format!(
            "INSERT INTO opinions (workspace_id, id, item_id, department_id, asked_at, days, due_on, text, answered_by, is_late, \
             stop_reason, version) VALUES ({w}, {}, {item}, {support}, {at}, 3, '2026-11-26', '{text}', '', FALSE, '', 1)",
            new_id()
        ));
        self.sql(&format!(
            "INSERT INTO decisions (workspace_id, id, meeting_id, item_id, position, text, lead_id, no_due_reason, no_duty_reason, \
             is_assigned, created_at, version) VALUES ({w}, {decision}, {meeting}, {item}, 1, '{text}', {lead}, '', '', FALSE, {at}, 1)"
        ));
        self.sql(&format!("INSERT INTO decision_support VALUES ({w}, {decision}, {support})"));
        self.sql(&format!("INSERT INTO live_fields VALUES ({w}, {meeting}, {item}, 'notes', 1, 1, 'k', '{text}', {at})"));
    }
}

pub(super) fn rows() -> Vec<Row> {
    let readers = Who::Members(READERS);
    let office = Who::Members(OFFICE);
    let reason: Make = |s| s.text("理由");
    let lead: Make = |s| s.lead.to_string();
    let draft: Make = |s| s.meeting(State::Draft);
    let collecting: Make = |s| s.meeting(State::Collecting);
    let announced: Make = |s| s.meeting(State::Announced);
    let person: Make = |s| s.participant();
    let series: Make = |s| s.series();
    let content = |row: Row| {
        row.text("kind", "regular")
            .made("title", |s| s.unique("改名会议"))
            .text("day", "2026-12-17")
            .text("time", "09:00")
            .text("minutes", "60")
            .made("place", |s| s.text("一号会议室"))
            .text("quorum", "0")
    };
    let rule = |row: Row| {
        row.made("title", |s| s.unique("改名系列"))
            .text("pattern", "month_day")
            .text("every", "3")
            .text("month_day", "15")
            .text("starts_on", "2026-11-23")
            .text("time", "09:00")
            .text("minutes", "60")
            .text("shift", "next")
            .text("call_days", "10")
            .text("cutoff_days", "5")
            .text("notice_days", "3")
            .text("quorum", "0")
            .object("departments", lead)
    };
    vec![
        get("/w/{slug}/meetings", readers),
        get("/w/{slug}/meetings.xlsx", readers),
        get("/w/{slug}/meetings/decisions", readers),
        get("/w/{slug}/meetings/decisions.xlsx", readers),
        get("/w/{slug}/meetings/new", office),
        content(post("/w/{slug}/meetings/new", office)).object("departments", lead),
        get("/w/{slug}/meetings/series", readers),
        get("/w/{slug}/meetings/series/new", office),
        rule(post("/w/{slug}/meetings/series/new", office)),
        get("/w/{slug}/meetings/series/{id}", readers).part("id", series),
        get("/w/{slug}/meetings/series/{id}/edit", office).part("id", series),
        rule(post("/w/{slug}/meetings/series/{id}/edit", office).part("id", series)),
        get("/w/{slug}/meetings/series/{id}/end", office).part("id", series),
        post("/w/{slug}/meetings/series/{id}/end", office).part("id", series).made("reason", reason),
        get("/w/{slug}/meetings/{number}", readers).part("number", announced),
        get("/w/{slug}/meetings/{number}/edit", office).part("number", draft),
        content(post("/w/{slug}/meetings/{number}/edit", office).part("number", draft)),
        get("/w/{slug}/meetings/{number}/people", office).part("number", draft),
        post("/w/{slug}/meetings/{number}/people/departments", office)
            .part("number", draft)
            .object("departments", |s| s.department().to_string())
            .text("role", "attendee"),
        post("/w/{slug}/meetings/{number}/people/member", office)
            .part("number", draft)
            .object("person", |s| s.membership())
            .text("role", "note_taker"),
        post("/w/{slug}/meetings/{number}/people/guest", office).part("number", draft).made("name", |s| s.unique("来宾")),
        get("/w/{slug}/meetings/{number}/people/{participant}", office).part("number", draft).part("participant", person),
        post("/w/{slug}/meetings/{number}/people/{participant}", office)
            .part("number", draft)
            .part("participant", person)
            .object("person", |s| s.membership())
            .made("post", |s| s.text("处长")),
        get("/w/{slug}/meetings/{number}/people/{participant}/remove", office).part("number", draft).part("participant", person),
        post("/w/{slug}/meetings/{number}/people/{participant}/remove", office).part("number", draft).part("participant", person),
        get("/w/{slug}/meetings/{number}/call", office).part("number", draft),
        post("/w/{slug}/meetings/{number}/call", office).part("number", draft),
        get("/w/{slug}/meetings/{number}/announce", office).part("number", collecting),
        post("/w/{slug}/meetings/{number}/announce", office).part("number", collecting),
        get("/w/{slug}/meetings/{number}/update", office).part("number", announced),
        post("/w/{slug}/meetings/{number}/update", office).part("number", announced).made("text", |s| s.text("补充说明")),
        get("/w/{slug}/meetings/{number}/postpone", office).part("number", announced),
        post("/w/{slug}/meetings/{number}/postpone", office)
            .part("number", announced)
            .text("day", "2026-12-23")
            .text("time", "10:00")
            .made("reason", reason),
        get("/w/{slug}/meetings/{number}/cancel", office).part("number", announced),
        post("/w/{slug}/meetings/{number}/cancel", office).part("number", announced).made("reason", reason),
        get("/w/{slug}/meetings/{number}/receipt", readers).part("number", announced).answers(&[303]),
        get("/w/{slug}/meetings/{number}/receipt/{participant}", Who::Members(ANSWERING))
            .part("number", announced)
            .part("participant", person),
        post("/w/{slug}/meetings/{number}/receipt/{participant}", Who::Members(ANSWERING))
            .part("number", announced)
            .part("participant", person)
            .text("receipt", "attending")
            .made("name", |s| s.text("参会人")),
        get("/receipt/{slug}/{secret}", Who::Public).part("secret", |s| s.receipt_secret()),
        post("/receipt/{slug}/{secret}", Who::Public)
            .part("secret", |s| s.receipt_secret())
            .made("participant", person)
            .text("receipt", "absent")
            .made("reason", |s| s.text("请假")),
        get("/w/{slug}/calendar-feed", readers),
        post("/w/{slug}/calendar-feed", readers).answers(&[200]),
        post("/w/{slug}/calendar-feed/stop", readers),
        get("/calendar/{slug}/{secret}.ics", Who::Public).part("secret", |s| s.calendar_secret()),
    ]
}
