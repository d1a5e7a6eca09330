//! Mails of meetings as they arrive: what they carry are proper parts, whole and under their names.

use lianxi::{
    meetings::{Seen, State, actions},
    outbox::Deliver,
    platform::{jobs::run_until_idle, mail::Transport},
};
use mailparse::{DispositionType, MailHeaderMap, ParsedMail};

use super::{issue::agreed, stage::Stage};
use crate::support::{app::TestApp, cast::Member};

/// What is sent now: to whom, and the mail as it goes over the wire.
fn sent(app: &TestApp) -> Vec<(String, Vec<u8>)> {
    let transport = Transport::memory();
    run_until_idle(&mut [Box::new(Deliver::with_transport(&app.site, transport.clone()))]).expect("delivered");
    let Transport::Memory(all) = transport else { panic!("into memory") };
    let all = all.lock().expect("the list");
    all.iter().map(|message| (message.envelope().to()[0].to_string(), message.bytes().to_vec())).collect()
}

fn to<'a>(all: &'a [(String, Vec<u8>)], who: &Member, subject: &str) -> ParsedMail<'a> {
    let mails = all.iter().filter(|(to, _)| *to == who.email).map(|(_, bytes)| mailparse::parse_mail(bytes).expect("a mail"));
    let is_it = |mail: &ParsedMail<'_>| mail.headers.get_first_value("Subject").is_some_and(|s| s.contains(subject));
    mails.into_iter().find(is_it).unwrap_or_else(|| panic!("no mail “{subject}” to {}", who.name))
}

fn kinds(mail: &ParsedMail<'_>) -> Vec<String> {
    mail.subparts.iter().map(|part| part.ctype.mimetype.clone()).collect()
}

#[test]
fn issued_minutes_arrive_as_the_document_beside_the_words() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let made = agreed(&s);
        sent(app);
        let issue = |conn: &mut _, scope: &_| actions::issue(conn, scope, &app.site.blobs, &Seen::any(&*made.number), "");
        let number = s.write(&s.office(), issue).expect("issued");
        let all = sent(app);
        let mail = to(&all, &s.liaisons[0], "会议纪要已印发");
        assert_eq!(mail.ctype.mimetype, "multipart/mixed");
        assert_eq!(kinds(&mail), ["multipart/alternative", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"]);
        assert_eq!(kinds(&mail.subparts[0]), ["text/plain", "text/html"]);
        let document = &mail.subparts[1];
        let disposition = document.get_content_disposition();
        assert_eq!(disposition.disposition, DispositionType::Attachment);
        let name = disposition.params.get("filename").expect("a name");
        assert!(name.ends_with(".docx") && name.contains(&*number), "{name}");
        assert_eq!(document.headers.get_first_value("Content-Transfer-Encoding").as_deref(), Some("base64"));
        // The same bytes as the page gives.
        let browser = app.browser(&s.liaisons[0]);
        let page = browser.get(&format!("/w/ours/meetings/{}/minutes", made.number)).expect(200);
        let href = page.attr("aside a[href*='/files/']", "href").expect("a file");
        assert_eq!(document.get_body_raw().expect("decoded"), browser.get(&href).expect_file(200).body);
        assert!(mail.subparts[0].subparts.iter().all(|part| part.get_body().expect("text").contains(&*number)), "both say which");
    });
}

#[test]
fn an_invitation_is_a_part_that_calendars_offer_buttons_for() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        s.meeting(State::Announced);
        let all = sent(app);
        let mail = to(&all, &s.liaisons[0], "会议通知");
        assert_eq!(mail.ctype.mimetype, "multipart/mixed");
        let words = &mail.subparts[0];
        assert_eq!(kinds(words), ["text/plain", "text/html", "text/calendar"], "an alternative to the words, not a file alone");
        let calendar = &words.subparts[2];
        assert_eq!(calendar.ctype.params.get("method").map(String::as_str), Some("REQUEST"));
        assert_eq!(calendar.ctype.charset.to_lowercase(), "utf-8");
        let text = calendar.get_body().expect("text");
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.contains("\r\nMETHOD:REQUEST\r\n"), "{text}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "folded by octets: {text}");
        // And as a file, for clients that know it only so.
        let file = mail.subparts.iter().skip(1).find(|part| part.get_content_disposition().disposition == DispositionType::Attachment);
        let file = file.expect("a file");
        assert!(file.get_content_disposition().params.get("filename").is_some_and(|name| name.ends_with(".ics")));
        assert_eq!(file.get_body_raw().expect("decoded"), calendar.get_body_raw().expect("decoded"));
    });
}
