//! Invitations carry an event, are answered on the page and by the link in the mail, and nobody is asked twice.

use chrono::Duration;
use diesel::prelude::*;
use lianxi::{
    meetings::{
        Meeting, Participant, RECEIPT_LINK, Receipt, Seen, State,
        actions::{self, Reply},
    },
    outbox::Deliver,
    platform::{error::Error, jobs::run_until_idle, mail::Transport},
    schema::{links, outbox},
    tenancy::{self, Scope},
};

use super::stage::{Stage, at};
use crate::support::TestApp;

fn coming(name: &str) -> Reply {
    Reply { receipt: Some(Receipt::Attending), name: name.into(), post: "处长".into(), reason: String::new() }
}

fn excused(reason: &str) -> Reply {
    Reply { receipt: Some(Receipt::Absent), name: String::new(), post: String::new(), reason: reason.into() }
}

impl Stage<'_> {
    fn of_department(&self, meeting: &Meeting, n: usize) -> Participant {
        let people = self.ground(&self.office(), &meeting.number).expect("there").people;
        people.into_iter().find(|p| p.department_id == Some(self.departments[n])).expect("invited")
    }

    fn answer(&self, scope: &Scope, meeting: &Meeting, id: i64, reply: &Reply) -> lianxi::platform::error::Result<()> {
        self.write(scope, |conn, scope| actions::answer_receipt(conn, scope, &meeting.number, id, reply))
    }

    /// The secret of a link as the mail holds it.
    fn link(&self, n: usize, meeting: &Meeting) -> String {
        let until = meeting.ends_at();
        let person = self.liaisons[n].person_id;
        self.write(&self.office(), |conn, scope| tenancy::new_link(conn, scope, person, RECEIPT_LINK, meeting.id, until)).expect("a link")
    }
}

#[test]
fn who_is_invited_answers_for_themselves_and_nobody_else() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let meeting = s.meeting(State::Announced);
        let (first, second) = (s.of_department(&meeting, 0), s.of_department(&meeting, 1));
        let (own, other) = (s.liaison(0), s.liaison(1));
        s.answer(&own, &meeting, first.id, &coming("陈静")).expect("answered");
        let after = s.of_department(&meeting, 0);
        assert_eq!((after.receipt, after.who(), after.post.as_str()), (Receipt::Attending, "陈静", "处长"));
        assert_eq!((after.answered_by.as_str(), after.answered_at), ("陈静", Some(own.now())));
        // Sent again, it changes nothing.
        s.answer(&own, &meeting, first.id, &coming("陈静")).expect("the same");
        assert_eq!(s.of_department(&meeting, 0).version, after.version, "a replay leaves no trace");
        // Not for others; those not invited find no such meeting.
        assert!(matches!(s.answer(&own, &meeting, second.id, &coming("x")), Err(Error::Forbidden(_))));
        let stranger = s.cast.scope(&s.stranger);
        assert!(matches!(s.answer(&stranger, &meeting, first.id, &coming("x")), Err(Error::NotFound)));
        assert!(matches!(s.answer(&own, &meeting, 1, &coming("x")), Err(Error::NotFound)));
        // The office writes down what it is told by telephone.
        s.answer(&s.office(), &meeting, second.id, &excused("在外出差")).expect("by the office");
        assert_eq!(s.of_department(&meeting, 1).reason, "在外出差");
        let substitute = Reply { receipt: Some(Receipt::Substitute), name: "小王".into(), post: "副处长".into(), reason: "x".into() };
        s.answer(&other, &meeting, second.id, &substitute).expect("changed");
        let after = s.of_department(&meeting, 1);
        let now = (after.receipt, after.who(), after.substitute_post.as_str(), after.reason.as_str());
        assert_eq!(now, (Receipt::Substitute, "小王", "副处长", ""), "what was said before is gone");
        // What is missing is said beside its field.
        for (reply, field) in [
            (Reply { receipt: None, ..coming("x") }, "receipt"),
            (coming(" "), "name"),
            (Reply { name: String::new(), ..substitute.clone() }, "name"),
            (excused(""), "reason"),
            (coming(&"长".repeat(61)), "name"),
        ] {
            let Err(Error::Invalid(errors)) = s.answer(&own, &meeting, first.id, &reply) else { panic!("{reply:?}") };
            assert_eq!(errors.0[0].field, field);
        }
        // Not before the notice, not after the end of the matter.
        let early = s.meeting(State::Collecting);
        let p = s.of_department(&early, 0);
        assert!(matches!(s.answer(&own, &early, p.id, &coming("x")), Err(Error::Refused(_))));
        s.write(&s.office(), |conn, scope| actions::cancel(conn, scope, &Seen::any(&*meeting.number), "不开了")).expect("cancelled");
        assert!(matches!(s.answer(&own, &meeting, first.id, &coming("y")), Err(Error::Refused(_))));
    });
}

/// Lines of the calendar each mail carries, by recipient.
pub fn invitations(app: &TestApp) -> Vec<(String, String, String)> {
    let transport = Transport::memory();
    run_until_idle(&mut [Box::new(Deliver::with_transport(&app.site, transport.clone()))]).expect("delivered");
    let Transport::Memory(sent) = transport else { panic!("into memory") };
    let sent = sent.lock().expect("the list");
    let mut found = Vec::new();
    for message in sent.iter() {
        let mail = mailparse::parse_mail(message.bytes()).expect("a mail");
        let Some(read) = mail.subparts.first().filter(|_| mail.ctype.mimetype == "multipart/mixed") else { continue };
        let calendar = read.subparts.last().expect("a calendar").get_body().expect("text").replace("\r\n ", "");
        let html = read.subparts[1].get_body().expect("HTML");
        found.push((message.envelope().to()[0].to_string(), calendar, html));
    }
    found.sort();
    found
}

#[test]
fn a_notice_carries_the_event_and_each_change_its_next_version() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let meeting = s.meeting(State::Announced);
        let seen = Seen::any(&*meeting.number);
        let first = invitations(app);
        assert_eq!(first.len(), 5, "three liaisons, the chair, the note-taker");
        for (to, calendar, html) in &first {
            for line in [
                "METHOD:REQUEST",
                "SEQUENCE:0",
                "DTSTART;TZID=Asia/Shanghai:20261216T090000",
                "DTEND;TZID=Asia/Shanghai:20261216T103000",
                "SUMMARY:第四季度联席会议",
                "LOCATION:三号会议室",
                &format!("UID:meeting-{}@lianxi", meeting.id),
            ] {
                assert!(calendar.contains(&format!("\r\n{line}\r\n")), "{line}\n{calendar}");
            }
            assert_eq!(calendar.matches("\r\nATTENDEE").count(), 1, "who else comes is not in a calendar");
            assert!(calendar.contains(&format!("mailto:{to}\r\n")), "{to}\n{calendar}");
            assert!(html.contains("/receipt/ours/"), "everybody is asked, who chairs too: {to}");
        }
        let chair = first.iter().find(|(to, ..)| *to == s.li.email).expect("the chair");
        assert!(chair.1.contains("ROLE=CHAIR"));
        let postponed = s.write(&s.office(), |conn, scope| actions::postpone(conn, scope, &seen, at(12, 17, 14, 0), "会场有变"));
        postponed.expect("postponed");
        for (_, calendar, _) in invitations(app) {
            for line in ["METHOD:REQUEST", "SEQUENCE:1", "DTSTART;TZID=Asia/Shanghai:20261217T140000"] {
                assert!(calendar.contains(&format!("\r\n{line}\r\n")), "{line}\n{calendar}");
            }
        }
        // One who is taken off the list gets the withdrawal, the others nothing.
        let gone = s.of_department(&meeting, 2);
        s.write(&s.office(), |conn, scope| actions::uninvite(conn, scope, &seen, gone.id)).expect("taken off");
        let told = invitations(app);
        assert_eq!(told.len(), 1);
        assert!(told[0].0 == s.liaisons[2].email && told[0].1.contains("\r\nMETHOD:CANCEL\r\n"), "{told:?}");
        s.write(&s.office(), |conn, scope| actions::cancel(conn, scope, &seen, "不开了")).expect("cancelled");
        let cancelled = invitations(app);
        assert_eq!(cancelled.len(), 4);
        for (_, calendar, html) in cancelled {
            assert!(calendar.contains("\r\nMETHOD:CANCEL\r\n") && calendar.contains("\r\nSTATUS:CANCELLED\r\n"), "{calendar}");
            assert!(calendar.contains("\r\nSEQUENCE:3\r\n") && !calendar.contains("VALARM") && !html.contains("/receipt/"), "{calendar}");
        }
    });
}

#[test]
fn the_link_in_the_mail_answers_without_a_login_and_for_nothing_else() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let (meeting, other) = (s.meeting(State::Announced), s.meeting(State::Announced));
        let address = format!("/receipt/ours/{}", s.link(0, &meeting));
        let mut browser = app.visitor();
        let page = browser.open_form(&address).expect(200);
        assert!(page.text().contains("第四季度联席会议") && page.text().contains("省工商局"), "{}", page.text());
        assert_eq!(s.of_department(&meeting, 0).receipt, Receipt::None, "to look is not to answer");
        let id = s.of_department(&meeting, 0).id.to_string();
        let refused = browser.post(&address, &[("participant", &id), ("receipt", "absent"), ("reason", " ")]).expect(422);
        assert!(refused.select_text(".field").contains("请假"), "{}", refused.text());
        browser.post(&address, &[("participant", &id), ("receipt", "attending"), ("name", "陈静"), ("post", "处长")]).expect(303);
        assert_eq!(s.of_department(&meeting, 0).who(), "陈静");
        assert!(browser.get(&address).expect(200).text().contains("参加 · 陈静"));
        // Neither for another department nor for another meeting.
        for wrong in [s.of_department(&meeting, 1).id, s.of_department(&other, 0).id, 7] {
            browser.post(&address, &[("participant", &wrong.to_string()), ("receipt", "attending"), ("name", "x")]).expect(404);
        }
        assert_eq!(s.of_department(&other, 0).receipt, Receipt::None);
        for wrong in
            ["/receipt/ours/x", &address.replace("ours", "theirs"), &format!("{address}x"), &address.replace("/receipt/", "/calendar/")]
        {
            browser.get(wrong).expect(404);
        }
        // Who is invited no more, finds nothing; nor does anybody once it is over.
        let second = format!("/receipt/ours/{}", s.link(1, &meeting));
        let gone = s.of_department(&meeting, 1);
        let seen = Seen::any(&*meeting.number);
        s.write(&s.office(), |conn, scope| actions::uninvite(conn, scope, &seen, gone.id)).expect("taken off");
        browser.get(&second).expect(404);
        // Nor does somebody who is a member no more, though their department still comes.
        let third = format!("/receipt/ours/{}", s.link(2, &meeting));
        browser.get(&third).expect(200);
        s.sql(&format!("UPDATE memberships SET state = 'removed' WHERE id = {}", s.liaisons[2].membership_id));
        browser.get(&third).expect(404);
        s.write(&s.office(), |conn, scope| actions::cancel(conn, scope, &seen, "不开了")).expect("cancelled");
        assert!(browser.get(&address).expect(200).text().contains("不再收回执"));
        browser.post(&address, &[("participant", &id), ("receipt", "absent"), ("reason", "x")]).expect(409);
        app.clock.advance(Duration::days(40));
        browser.get(&address).expect(404);
    });
}

#[test]
fn who_has_not_answered_is_reminded_once_on_the_last_working_day() {
    TestApp::each(|app| {
        let mut s = Stage::new(app.db());
        let meeting = s.meeting(State::Announced);
        let first = s.of_department(&meeting, 0).id;
        s.answer(&s.liaison(0), &meeting, first, &coming("陈静")).expect("answered");
        let remind = |s: &Stage<'_>| s.write(&s.office(), actions::remind_receipts).expect("reminded");
        assert_eq!(remind(&s), 0, "weeks ahead");
        s.cast.now = at(12, 14, 2, 0);
        assert_eq!(remind(&s), 0, "two working days ahead");
        s.cast.now = at(12, 15, 2, 0);
        assert_eq!(remind(&s), 3);
        assert_eq!(s.told("meeting-receipt-reminder"), ["李卫东", "王磊", "赵强"]);
        assert_eq!(remind(&s), 0, "once");
        let promised: Vec<String> = s
            .read(&s.office(), |conn, scope| {
                let own = outbox::table.filter(outbox::workspace_id.eq(scope.workspace_id()));
                Ok(own.filter(outbox::cause.like("meeting-receipt-reminder%")).select(outbox::payload).load(conn)?)
            })
            .expect("mails");
        assert!(promised.iter().all(|p| p.contains("{secret:receipt}") && !p.contains("/receipt/ours/{secret:receipt}x")));
        let kept =
            s.read(&s.office(), |conn, _| Ok(links::table.filter(links::purpose.eq(RECEIPT_LINK)).count().get_result::<i64>(conn)?));
        assert_eq!(kept.expect("links"), 0, "the secret is made when the mail is sent");
    });
}
