//! Bringing a case before the meeting: once, by whatever departments are still open, and again when nothing came of it.

use chrono::NaiveDate;
use lianxi::{
    enforcement::{Case, hand_over::HandOverAction, pending},
    meetings::{
        Kind, Seen,
        actions::{self as meetings, Content},
    },
    platform::error::Result,
};

use super::cases::Docket;
use crate::support::TestApp;

impl Docket<'_> {
    /// A case that two departments refused in turn.
    fn handed_back(&self) -> Case {
        let (chen, ding) = (self.chen(), self.stage.cast.scope(&self.ding));
        let case = self.on_file("谁都不管的饮料");
        for _ in 0..2 {
            let h = self.hand(&case, &chen, self.other);
            self.say(&ding, &h, HandOverAction::Reject);
        }
        case
    }

    fn sql(&self, text: String) {
        let done = self.stage.write(&self.stage.office(), |conn, _| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(text), conn)?));
        done.expect("changed");
    }

    /// The number of a meeting that takes items.
    fn meeting(&self) -> String {
        let day = |day: u32| NaiveDate::from_ymd_opt(2026, 12, day).expect("a day");
        let content = Content {
            kind: Kind::Regular,
            title: "第四季度联席会议".into(),
            starts_at: day(16).and_hms_opt(9, 0, 0).expect("a time"),
            minutes: 90,
            place: "三号会议室".into(),
            note: String::new(),
            chair_id: Some(self.stage.leader.membership_id),
            quorum: 0,
            call_on: Some(day(2)),
            cutoff_on: Some(day(9)),
            notice_on: Some(day(11)),
        };
        let made: Result<String> = self.stage.write(&self.stage.office(), |conn, scope| {
            let made = meetings::create(conn, scope, &content, &[self.stage.bureau, self.other])?;
            meetings::call(conn, scope, &Seen::any(&*made.number))?;
            Ok(made.number)
        });
        made.expect("called")
    }
}

#[test]
fn a_case_is_put_to_the_meeting_once_and_again_when_it_was_sent_back() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let (case, meeting) = (d.handed_back(), d.meeting());
        // A department the case went to is closed by now.
        d.sql(format!("UPDATE departments SET state = 'closed' WHERE workspace_id = {} AND id = {}", d.stage.workspace, d.other));
        let office = app.browser(&d.stage.zhou);
        let (page, path) = (format!("/w/ours/cases/{}", case.number), format!("/w/ours/cases/{}/raise", case.number));
        let notice = || office.get(&page).expect(200).text().contains(&path);
        let waits = || office.get("/w/ours").expect(200).select_text("main").contains("谁都不管的饮料");
        assert!(notice() && waits());
        let fields = [("meeting", meeting.as_str()), ("title", "协调承办单位"), ("background", "两次退回"), ("late_reason", "刚退回")];
        office.post(&path, &fields).expect(303);
        assert!(!notice() && !waits(), "it is before the meeting");
        let twice = office.post(&path, &fields).expect(409);
        assert!(twice.select_text("main").contains("已经提请会议协调"), "{}", twice.select_text("main"));
        assert!(twice.select_text("textarea[name=background]").contains("两次退回"), "what was typed stays");
        office.get(&path).expect(409);
        // Returned by whoever screens the items: it waits on the office again.
        let state = |state: &str, at: &str| {
            d.sql(format!("UPDATE agenda_items SET state = '{state}', decided_at = '{at}' WHERE workspace_id = {}", d.stage.workspace))
        };
        state("returned", "2026-11-24 00:00:00");
        assert!(notice() && waits());
        office.get(&path).expect(200);
        // Dealt with: nothing more, until it is handed back once more after that.
        state("concluded", "2026-11-24 00:00:00");
        assert!(!notice() && !waits());
        state("concluded", "2026-11-01 00:00:00");
        assert!(notice() && waits());
        let before = d.stage.read(&d.stage.office(), |conn, scope| pending::is_before_meeting(conn, scope, case.id));
        assert!(!before.expect("read"));
    });
}
