//! A person's calendar at an address of its own: theirs alone, up to date, gone when it is taken back.

use chrono::Duration;
use lianxi::{
    calendar::DeadlineRule,
    duties::{self, NewDuty, Origin},
    meetings::{Seen, State, actions},
    tenancy::{self, Role},
};

use super::stage::{Stage, at, day};
use crate::support::{
    TestApp,
    app::{Answer, Browser},
};

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
}

fn lines(answer: &Answer) -> Vec<String> {
    String::from_utf8_lossy(&answer.body).replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

/// Makes an address on the page and returns its path.
fn make(browser: &Browser) -> String {
    let made = browser.post("/w/ours/calendar-feed", &[]).expect(200);
    let address = made.select_text("code");
    let path = format!("/calendar/{}", address.trim().split("/calendar/").nth(1).expect("an address"));
    assert!(!browser.get("/w/ours/calendar-feed").expect(200).text().contains(&path), "shown once");
    path
}

#[test]
fn a_calendar_holds_what_the_person_comes_to_and_nothing_else() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let meeting = s.meeting(State::Announced);
        let collecting = s.meeting(State::Collecting);
        let draft = s.meeting(State::Draft);
        let visitor = app.visitor();
        let own = make(&app.browser(&s.liaisons[0]));
        let answer = visitor.get(&own).expect(200);
        assert_eq!(header(&answer, "content-type"), "text/calendar; charset=utf-8");
        assert_eq!(header(&answer, "cache-control"), "private, no-cache");
        assert!(!header(&answer, "last-modified").is_empty());
        let read = lines(&answer);
        let has = |line: &str| read.iter().any(|l| l == line);
        assert!(has("METHOD:PUBLISH") && has("SUMMARY:第四季度联席会议"), "{read:#?}");
        assert!(has(&format!("UID:meeting-{}@lianxi", meeting.id)) && has(&format!("UID:meeting-{}@lianxi", collecting.id)));
        assert!(!has(&format!("UID:meeting-{}@lianxi", draft.id)), "what is only planned is nobody's yet");
        assert!(has("STATUS:TENTATIVE") && !read.iter().any(|l| l.starts_with("ATTENDEE")));
        // The same until something changes; then another.
        let tag = header(&answer, "etag").to_owned();
        assert!(visitor.get_with(&own, &[("if-none-match", &tag)]).expect(304).body.is_empty());
        s.write(&s.office(), |conn, scope| actions::postpone(conn, scope, &Seen::any(&*meeting.number), at(12, 18, 9, 0), "改期"))
            .expect("moved");
        let moved = visitor.get_with(&own, &[("if-none-match", &tag)]).expect(200);
        assert!(lines(&moved).iter().any(|l| l == "DTSTART;TZID=Asia/Shanghai:20261218T090000"));
        s.write(&s.office(), |conn, scope| actions::cancel(conn, scope, &Seen::any(&*meeting.number), "不开了")).expect("cancelled");
        assert!(lines(&visitor.get(&own).expect(200)).iter().any(|l| l == "STATUS:CANCELLED"));
        // Somebody not invited has an empty one; who chairs has theirs; the office has all.
        let events = |path: &str| lines(&visitor.get(path).expect(200)).iter().filter(|l| *l == "BEGIN:VEVENT").count();
        assert_eq!(events(&make(&app.browser(&s.stranger))), 0);
        assert_eq!(events(&make(&app.browser(&s.li))), 2);
        assert_eq!(events(&make(&app.browser(&s.zhou))), 2);
        let auditor = s.cast.person(s.workspace, "审计", &[Role::Auditor], &[]);
        assert_eq!(events(&make(&app.browser(&auditor))), 0, "an auditor comes to no meeting");
        let admin = s.cast.person(s.workspace, "管理员", &[Role::Administrator], &[]);
        app.browser(&admin).post("/w/ours/calendar-feed", &[]).expect(403);
    });
}

#[test]
fn a_duty_stands_on_its_day_until_it_is_closed() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let (visitor, lead) = (app.visitor(), s.departments[0]);
        let [own, other] = [&s.liaisons[0], &s.liaisons[1]].map(|member| make(&app.browser(member)));
        let new = NewDuty {
            title: "汇总整治情况".into(),
            requirement: String::new(),
            deliverable: String::new(),
            lead_id: Some(lead),
            support_ids: Vec::new(),
            rule: Some(DeadlineRule::Fixed { on: day(12, 18) }),
            cadence: None,
            targets: Vec::new(),
            origin: Origin { kind: "manual".into(), id: None, label: String::new() },
        };
        let duty = s.write(&s.office(), |conn, scope| duties::assign_new(conn, scope, new)).expect("assigned");
        let uid = format!("UID:duty-{}@lianxi", duty.id);
        let read = |path: &str| lines(&visitor.get(path).expect(200));
        let has = |path: &str| read(path).contains(&uid);
        let calendar = read(&own);
        assert!(calendar.contains(&uid) && calendar.contains(&"DTSTART;VALUE=DATE:20261218".to_owned()), "{calendar:#?}");
        assert!(calendar.iter().any(|line| line.starts_with("SUMMARY") && line.contains("汇总整治情况")), "{calendar:#?}");
        assert!(!has(&other), "another department's is not");
        let tag = header(&visitor.get(&own).expect(200), "etag").to_owned();
        let seen = duties::Seen::any(duty.id);
        s.write(&s.liaison(0), |conn, scope| duties::actions::accept(conn, scope, seen, lead)).expect("accepted");
        s.write(&s.liaison(0), |conn, scope| duties::actions::submit(conn, scope, seen, lead, "见附件")).expect("submitted");
        assert!(has(&own), "not before the office has closed it");
        s.write(&s.office(), |conn, scope| duties::actions::close(conn, scope, seen, "")).expect("closed");
        visitor.get_with(&own, &[("if-none-match", &tag)]).expect(200);
        assert!(!has(&own));
    });
}

#[test]
fn an_address_taken_back_or_guessed_shows_nothing() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        s.meeting(State::Announced);
        let (browser, visitor) = (app.browser(&s.liaisons[0]), app.visitor());
        let first = make(&browser);
        visitor.get(&first).expect(200);
        let second = make(&browser);
        visitor.get(&first).expect(404);
        visitor.get(&second).expect(200);
        browser.post("/w/ours/calendar-feed/stop", &[]).expect(303);
        visitor.get(&second).expect(404);
        // Another purpose's link is no calendar's, nor another workspace's.
        let third = make(&browser);
        s.cast.workspace("theirs", "乙联席会议");
        visitor.get(&third.replace("/ours/", "/theirs/")).expect(404);
        let person = s.liaisons[0].person_id;
        let until = app.clock.now() + Duration::days(9);
        let digest =
            s.write(&s.office(), |conn, scope| tenancy::new_link(conn, scope, person, tenancy::DIGEST_LINK, 1, until)).expect("made");
        visitor.get(&format!("/calendar/ours/{digest}.ics")).expect(404);
        // Who leaves, leaves their calendar behind.
        visitor.get(&third).expect(200);
        s.write(&s.office(), |conn, scope| tenancy::revoke_links(conn, scope, person, None)).expect("revoked");
        visitor.get(&third).expect(404);
        // Whoever guesses is slowed down.
        let slowed = (0..80).map(|n| visitor.get(&format!("/calendar/ours/guess{n}.ics")).status).find(|status| status.as_u16() == 429);
        assert!(slowed.is_some());
    });
}
