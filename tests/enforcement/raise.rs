//! Bringing a case before the meeting: once, by whatever departments are still open, and again when nothing came of it.

use chrono::NaiveDate;
use lianxi::{
    enforcement::{
        Case,
        hand_over::{HandOverAction, HandOverKind, actions::NewHandOver},
        pending,
    },
    meetings::{
        Kind, Seen,
        actions::{self as meetings, Content, SeenItem},
    },
    platform::error::Result,
    tenancy::{Function, Role},
};

use super::{cases::Docket, hand_overs::transfer};
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
        self.meeting_on(16)
    }

    /// On this day of December.
    fn meeting_on(&self, on: u32) -> String {
        let day = |day: u32| NaiveDate::from_ymd_opt(2026, 12, day).expect("a day");
        let content = Content {
            kind: Kind::Regular,
            title: "第四季度联席会议".into(),
            starts_at: day(on).and_hms_opt(9, 0, 0).expect("a time"),
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

impl Docket<'_> {
    /// Whether it is before a meeting, or was and waits on nobody.
    fn is_before_meeting(&self, case: &Case) -> bool {
        self.stage.read(&self.stage.office(), |conn, scope| pending::is_before_meeting(conn, scope, case.id)).expect("read")
    }
}

#[test]
fn what_follows_the_meeting_is_no_handing_back() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let (case, meeting) = (d.handed_back(), d.meeting());
        let fields = [("meeting", meeting.as_str()), ("title", "协调承办单位"), ("background", "两次退回"), ("late_reason", "刚退回")];
        app.browser(&d.stage.zhou).post(&format!("/w/ours/cases/{}/raise", case.number), &fields).expect(303);
        d.sql("UPDATE agenda_items SET state = 'concluded', decided_at = '2026-11-23 02:00:00'".into());
        assert!(d.is_before_meeting(&case));
        // As the meeting decided, on the day after it: to a third one, which receives it; the city is told, and says it is not its own.
        let police = d.stage.cast.department(d.stage.workspace, "GA", "省公安厅");
        let person = |name: &str, of| d.stage.cast.person(d.stage.workspace, name, &[Role::Liaison], &[(of, Function::Liaison)]);
        let (wu, he) = (person("吴刚", police), person("何明", d.stage.cities[0]));
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
        let [chen, wu, he] = [&d.stage.liaison, &wu, &he].map(|who| d.stage.cast.scope_on(who, day));
        let notice = NewHandOver { kind: Some(HandOverKind::Notice), ..transfer(d.stage.cities[0]) };
        let told = d.send(&chen, &case, &notice).expect("told");
        d.say(&he, &told, HandOverAction::Reject);
        let given = d.hand(&case, &chen, police);
        d.say(&wu, &given, HandOverAction::Receive);
        assert!(d.is_before_meeting(&case), "it is held by whom the meeting named");
        // That one gives it back to who held it before.
        let back = d.hand(&case, &wu, d.stage.bureau);
        assert!(d.is_before_meeting(&case), "not while it is on its way");
        d.say(&chen, &back, HandOverAction::Receive);
        assert!(!d.is_before_meeting(&case));
    });
}

#[test]
fn an_item_that_was_deferred_is_where_it_went() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let (case, meeting, later) = (d.handed_back(), d.meeting(), d.meeting_on(23));
        let fields = [("meeting", meeting.as_str()), ("title", "协调承办单位"), ("background", "两次退回"), ("late_reason", "刚退回")];
        let raised = app.browser(&d.stage.zhou).post(&format!("/w/ours/cases/{}/raise", case.number), &fields).expect(303);
        let id: i64 = raised.location().rsplit('/').next().and_then(|id| id.parse().ok()).expect("an item");
        let office = d.stage.office();
        let defer = |conn: &mut _, scope: &_| meetings::defer(conn, scope, &SeenItem::any(&*meeting, id), &later, "议程已满");
        d.stage.write(&office, defer).expect("deferred");
        // Handed back once more while it waits for the later meeting: it is asked for no second time.
        let chen = d.stage.cast.scope_on(&d.stage.liaison, NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day"));
        let ding = d.stage.cast.scope_on(&d.ding, NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day"));
        let h = d.hand(&case, &chen, d.other);
        d.say(&ding, &h, HandOverAction::Reject);
        assert!(d.is_before_meeting(&case));
        let at = |state: &str, when: &str| {
            d.sql(format!("UPDATE agenda_items SET state = '{state}', decided_at = '{when}' WHERE comes_from_id = {id}"))
        };
        at("returned", "2026-11-23 02:00:00");
        assert!(!d.is_before_meeting(&case), "nothing came of it there either");
        at("concluded", "2026-11-25 02:00:00");
        assert!(d.is_before_meeting(&case));
        at("concluded", "2026-11-23 02:00:00");
        assert!(!d.is_before_meeting(&case), "handed back since");
    });
}
