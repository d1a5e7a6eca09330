use std::time::Duration;

use lianxi::platform::mail::{Letter, Limits, Transport};

use super::{letter, message, permanent, session, session_with, temporary};
use crate::support::smtp::{Fault, SmtpServer, Stage};

#[tokio::test]
async fn many_messages_share_one_connection_and_four_round_trips_each() {
    let server = SmtpServer::start();
    let mut session = session(&server);
    for number in 0..200 {
        session.send(&message(number)).await.expect("sent");
    }
    session.close().await;
    assert_eq!((server.connections(), server.messages().len()), (1, 200));
    // EHLO, then MAIL, RCPT, DATA (and the content, which is no command line) a message, then QUIT.
    assert_eq!(server.commands().len(), 1 + 3 * 200 + 1);
    let last = server.messages().pop().expect("a message");
    assert_eq!((last.from.as_str(), last.to.as_slice()), ("office@lianxi.example", &["reader199@dept.example".to_owned()][..]));
    let read = last.letter();
    assert_eq!(read.subject(), "工作简报 第 199 期：3 项逾期");
    assert_eq!(read.text, "第 199 期\r\n.\r\n. 以点开头的行\r\n");
    assert_eq!(read.html, "<p>3 项逾期 &amp; 1 项待签收</p>");
    assert_eq!(read.header("From"), "联席会议办公室 <office@lianxi.example>");
}

#[test]
fn a_thread_without_a_runtime_sends_over_one_connection_too() {
    let server = SmtpServer::start();
    let mut session = Transport::smtp(&server.url()).expect("a transport").blocking_session().expect("a runtime");
    for number in 0..5 {
        session.send(&message(number)).expect("sent");
    }
    session.close();
    assert_eq!((server.connections(), server.messages().len()), (1, 5));
    assert_eq!(server.commands().last().map(String::as_str), Some("QUIT"));
}

#[tokio::test]
async fn lines_that_begin_with_dots_arrive_whole() {
    let server = SmtpServer::start();
    let plain = Letter { text: ".\n..\n.quit\nend".to_owned(), html: None, ..letter(1) };
    session(&server).send(&plain.write().expect("a message")).await.expect("sent");
    assert_eq!(server.messages()[0].letter().text.trim_end(), ".\r\n..\r\n.quit\r\nend");
}

#[tokio::test]
async fn a_connection_the_server_has_given_up_is_replaced_unnoticed() {
    let server = SmtpServer::start();
    let mut session = session(&server);
    session.send(&message(1)).await.expect("sent");
    server.cut_connections();
    session.send(&message(2)).await.expect("sent over a new connection");
    assert_eq!((server.connections(), server.messages().len()), (2, 2));
    // A server that allows only so many messages a connection says 421 at the next.
    server.limit_per_connection(3);
    for number in 3..9 {
        session.send(&message(number)).await.expect("sent");
    }
    assert_eq!((server.connections(), server.messages().len()), (4, 8));
}

#[tokio::test]
async fn an_idle_connection_is_asked_before_it_is_used() {
    let server = SmtpServer::start();
    let mut session = session_with(&server.url(), Limits { idle: Duration::ZERO, ..Limits::default() });
    session.send(&message(1)).await.expect("sent");
    session.send(&message(2)).await.expect("sent");
    assert_eq!((server.connections(), server.commands().iter().filter(|c| *c == "NOOP").count()), (1, 1));
    server.fault(Stage::Noop, Fault::Drop);
    session.send(&message(3)).await.expect("sent over a new connection");
    assert_eq!((server.connections(), server.messages().len()), (2, 3));
}

#[tokio::test]
async fn replies_in_gb18030_are_read() {
    let server = SmtpServer::start();
    let (bytes, _, _) = encoding_rs::GBK.encode("550 用户不存在");
    server.fault(Stage::Recipient, Fault::Reply(bytes.into_owned()));
    server.fault(Stage::Recipient, Fault::reply("550-没有\r\n550 这个用户"));
    let mut session = session(&server);
    assert!(permanent(session.send(&message(1)).await).contains("用户不存在"));
    assert!(permanent(session.send(&message(1)).await).contains("这个用户"));
    session.send(&message(1)).await.expect("sent");
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn logging_in() {
    let server = SmtpServer::start();
    server.demand_login("office", "p@ss/w:rd?");
    let url = |password: &str| format!("smtp://office:{password}@{}", server.address());
    session_with(&url("p%40ss%2Fw%3Ard%3F"), Limits::default()).send(&message(1)).await.expect("sent");
    assert_eq!(server.messages()[0].user.as_deref(), Some("office"));
    // The wrong password, or none: the messages wait until the operator has mended it.
    let refused = temporary(session_with(&url("geheim"), Limits::default()).send(&message(2)).await);
    assert!(refused.contains("535") && !refused.contains("geheim"), "{refused}");
    temporary(session(&server).send(&message(3)).await);
}

#[tokio::test]
async fn a_host_with_several_addresses_is_reached_by_the_one_that_answers() {
    // localhost is ::1 as well on most machines; the server listens on 127.0.0.1 alone.
    let server = SmtpServer::start();
    let url = format!("smtp://localhost:{}", server.address().port());
    session_with(&url, Limits::default()).send(&message(1)).await.expect("sent");
    assert_eq!(server.messages().len(), 1);
}
