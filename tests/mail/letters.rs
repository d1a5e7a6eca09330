use lianxi::platform::mail::{Attached, Correspondent, Invitation, Letter, LetterError, MailingList};
use proptest::prelude::*;

use super::{at, letter};
use crate::support::smtp::Letter as Read;

#[test]
fn a_letter_is_written_as_the_standards_ask() {
    let full = Letter {
        from: Correspondent::new("江苏省质量工作联席会议办公室（产品质量监督）", "office@lianxi.example"),
        to: Correspondent::new("Müller, \"Anna\" <x@y>", " anna@例子.中国 "),
        reply_to: Some(Correspondent::new("", "liaison@lianxi.example")),
        subject: "【督办】A&B <合同> 3 项任务逾期，请于 2026-12-01 前处理——关于进一步加强产品质量工作的若干意见落实情况".to_owned(),
        list: Some(MailingList {
            name: "工作简报".to_owned(),
            id: "digest.quality.lianxi.example".to_owned(),
            unsubscribe: Some(format!("https://lianxi.example/unsubscribe/{}", "t".repeat(200))),
            one_click: true,
        }),
        ..letter(1)
    };
    let message = full.write().expect("a message");
    assert_eq!(message.bytes(), full.write().expect("a message").bytes(), "the same bytes each time");
    assert!(message.bytes().is_ascii());
    assert!(message.bytes().split(|b| *b == b'\n').all(|line| line.len() <= 999), "no line too long");
    assert_eq!(message.envelope().to()[0].to_string(), "anna@xn--fsqu00a.xn--fiqs8s");
    let read = Read::parse(message.bytes());
    assert_eq!(read.subject(), full.subject);
    assert_eq!(read.header("From"), "江苏省质量工作联席会议办公室（产品质量监督） <office@lianxi.example>");
    let (headers, _) = mailparse::parse_headers(message.bytes()).expect("headers");
    let to = headers.iter().find(|header| header.get_key() == "To").expect("a recipient");
    let to = mailparse::addrparse_header(to).expect("addresses").extract_single_info().expect("one address");
    assert_eq!(to.display_name.as_deref(), Some("Müller, \"Anna\" <x@y>"));
    assert_eq!(to.addr, "anna@xn--fsqu00a.xn--fiqs8s");
    assert_eq!(read.header("Reply-To"), "liaison@lianxi.example");
    assert_eq!(read.header("Message-ID"), "<digest-1@lianxi.example>");
    assert_eq!(read.header("Date"), "Mon, 23 Nov 2026 00:00:00 +0000");
    assert_eq!(read.header("MIME-Version"), "1.0");
    assert_eq!(read.header("Auto-Submitted"), "auto-generated");
    assert_eq!(read.header("Precedence"), "bulk");
    assert_eq!(read.header("List-Id"), "工作简报 <digest.quality.lianxi.example>");
    assert!(read.header("List-Unsubscribe").starts_with("<https://lianxi.example/unsubscribe/ttt"));
    assert_eq!(read.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    assert!(read.header("Content-Type").starts_with("multipart/alternative"));
    // An ordinary letter from a person carries none of the machine's headers.
    let personal = Letter { automatic: false, html: None, ..letter(2) };
    let read = Read::parse(personal.write().expect("a message").bytes());
    assert!(read.all("Auto-Submitted").is_empty() && read.all("List-Id").is_empty() && read.html.is_empty());
    assert!(read.header("Content-Type").starts_with("text/plain"));
}

#[test]
fn unfit_letters_are_refused_by_what_is_wrong() {
    let list = |id: &str, unsubscribe: &str| {
        let unsubscribe = Some(unsubscribe.to_owned());
        Some(MailingList { name: String::new(), id: id.to_owned(), unsubscribe, one_click: false })
    };
    for address in [
        "",
        "nobody",
        "@x.example",
        "a@",
        "a b@x.example",
        "a@x.example\r\nBcc: b@x.example",
        "a@x.example>",
        "\"a\"@x.example",
        "李明@x.example",
        "a@b@x.example",
        "a@[127.0.0.1]",
        "a@x.example, b@x.example",
        "a\0@x.example",
        "a..b@x.example",
    ] {
        let wrong = Letter { to: Correspondent::new("x", address), ..letter(1) };
        assert!(matches!(wrong.write(), Err(LetterError::Address(_))), "{address:?}");
    }
    for id in ["", "x", "a@b@c", "a b@c", "a@b\r\nX: y", "<a@b", "@b", "a@"] {
        let wrong = Letter { message_id: id.to_owned(), ..letter(1) };
        assert!(matches!(wrong.write(), Err(LetterError::MessageId(_))), "{id:?}");
    }
    for (id, address) in [
        ("", "https://x"),
        ("a b", "https://x"),
        ("a>", "https://x"),
        ("ok", "javascript:x"),
        ("ok", "https://x>,<https://y"),
        ("ok", "https://x\r\nBcc: y"),
        ("ok", &format!("https://{}", "x".repeat(1000))),
    ] {
        let wrong = Letter { list: list(id, address), ..letter(1) };
        assert!(matches!(wrong.write(), Err(LetterError::ListHeader(_))), "{id:?} {address:?}");
    }
    let wrong = Letter { written_at: at("1969-12-31T00:00:00"), ..letter(1) };
    assert_eq!(wrong.write().expect_err("before 1970"), LetterError::Date);
}

proptest! {
    #[test]
    fn nothing_typed_adds_a_header_or_a_recipient(
        subject in any::<String>(), name in any::<String>(), list_name in any::<String>(), text in any::<String>(), html in any::<String>(),
    ) {
        let breaks = "\r\nBcc: victim@x.example\r\n\r\nbody";
        let typed = Letter {
            subject: format!("{subject}{breaks}"),
            from: Correspondent::new(format!("{name}{breaks}"), "office@lianxi.example"),
            to: Correspondent::new(format!("{breaks}{name}"), "reader@dept.example"),
            text: text.clone(),
            html: Some(html),
            list: Some(MailingList {
                name: format!("{list_name}{breaks}"), id: "a.example".to_owned(), unsubscribe: None, one_click: false,
            }),
            ..letter(1)
        };
        let message = typed.write().expect("a message");
        prop_assert!(message.bytes().is_ascii());
        prop_assert!(!message.bytes().windows(2).any(|w| (w[0] == b'\r') != (w[1] == b'\n')), "a bare CR or LF");
        let read = Read::parse(message.bytes());
        prop_assert!(read.all("Bcc").is_empty());
        for name in ["From", "To", "Subject", "Date", "Message-ID", "Content-Type"] {
            prop_assert_eq!(read.all(name).len(), 1, "{}", name);
        }
        prop_assert_eq!(message.envelope().to().len(), 1);
        let arrived = read.text.replace("\r\n", "\n");
        let given = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
        prop_assert_eq!(arrived.trim_end(), given.trim_end());
    }
}

#[test]
fn an_invitation_and_files_stand_where_mail_programs_look_for_them() {
    let calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:第三次全体会议；部署\r\nEND:VCALENDAR\r\n";
    let bytes: Vec<u8> = (0..=255).chain([13, 10, 13, 10, 0]).collect();
    let invitation = Some(Invitation { method: "REQUEST", text: calendar.to_owned() });
    let file = |name: &str, kind: &str| Attached { name: name.to_owned(), media_type: kind.to_owned(), bytes: bytes.clone() };
    let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let long = format!("{}.docx", "纪要".repeat(100));
    let files = vec![
        file("../关于“质量月”的会议纪要〔2026〕3号.docx", docx),
        file("a\"b\r\nX-Evil: 1/..\\c.pdf", "application/pdf\r\nX-Evil: 1"),
        file(&long, docx),
        file("..", "no type"),
    ];
    let message = Letter { invitation: invitation.clone(), files, ..letter(1) }.write().expect("a message");
    assert_eq!(
        message.bytes(),
        Letter { invitation: invitation.clone(), ..letter(1) }.write().map(|_| message.bytes()).expect("a message")
    );
    assert!(message.bytes().is_ascii());
    let mail = mailparse::parse_mail(message.bytes()).expect("a mail");
    assert_eq!(mail.ctype.mimetype, "multipart/mixed");
    assert!(mail.headers.iter().all(|header| !header.get_key().contains("Evil")));
    let [read, invite, minutes, pdf, longest, nameless] = &mail.subparts[..] else { panic!("{} parts", mail.subparts.len()) };
    assert_eq!(read.ctype.mimetype, "multipart/alternative");
    let kinds: Vec<&str> = read.subparts.iter().map(|part| part.ctype.mimetype.as_str()).collect();
    assert_eq!(kinds, ["text/plain", "text/html", "text/calendar"], "the richest last");
    let inline = &read.subparts[2];
    assert_eq!((inline.ctype.params["method"].as_str(), inline.ctype.charset.to_lowercase().as_str()), ("REQUEST", "utf-8"));
    assert_eq!(inline.get_body_raw().expect("bytes"), calendar.as_bytes());
    assert_eq!(invite.ctype.mimetype, "application/ics");
    assert_eq!(invite.get_body_raw().expect("bytes"), calendar.as_bytes());
    let name = |part: &mailparse::ParsedMail| {
        let disposition = part.get_content_disposition();
        assert_eq!(disposition.disposition, mailparse::DispositionType::Attachment);
        disposition.params["filename"].clone()
    };
    assert_eq!(name(invite), "invite.ics");
    assert_eq!(name(minutes), "_关于“质量月”的会议纪要〔2026〕3号.docx");
    assert_eq!(minutes.ctype.mimetype, docx);
    assert_eq!(minutes.get_body_raw().expect("bytes"), bytes);
    assert_eq!(name(pdf), "a_b X-Evil_ 1_.._c.pdf");
    assert_eq!(pdf.ctype.mimetype, "application/octet-stream");
    assert!(name(longest).ends_with("纪.docx") && name(longest).chars().count() == 80, "{}", name(longest));
    assert_eq!((name(nameless).as_str(), nameless.ctype.mimetype.as_str()), ("file", "application/octet-stream"));
    // A calendar beside plain text alone.
    let plain = Letter { invitation, html: None, ..letter(2) }.write().expect("a message");
    let mail = mailparse::parse_mail(plain.bytes()).expect("a mail");
    assert_eq!((mail.subparts.len(), mail.subparts[0].subparts.len()), (2, 2));
}
