use std::time::Duration;

use lianxi::platform::mail::Limits;

use super::{limits, message, permanent, session, session_with, temporary};
use crate::support::smtp::{Fault, SmtpServer, Stage};

#[tokio::test]
async fn a_refused_recipient_is_final_and_harms_no_other_message() {
    let server = SmtpServer::start();
    server.refuse("reader1@dept.example", "550 5.1.1 no such user");
    let mut session = session(&server);
    session.send(&message(0)).await.expect("sent");
    assert!(permanent(session.send(&message(1)).await).contains("5.1.1 no such user"));
    session.send(&message(2)).await.expect("sent");
    assert_eq!((server.connections(), server.messages().len()), (1, 2));
    assert_eq!(server.commands().iter().filter(|c| *c == "RSET").count(), 1);
}

#[tokio::test]
async fn greylisting_is_temporary_and_passes_later() {
    let server = SmtpServer::start();
    server.greylist();
    let mut session = session(&server);
    assert!(temporary(session.send(&message(1)).await).contains("451"));
    session.send(&message(1)).await.expect("sent the second time");
    assert_eq!((server.connections(), server.messages().len()), (1, 1));
}

#[tokio::test]
async fn a_message_lost_after_data_is_temporary_and_repeated_under_the_same_id() {
    let server = SmtpServer::start();
    server.fault(Stage::Content, Fault::Drop);
    let mut session = session(&server);
    temporary(session.send(&message(1)).await);
    assert_eq!(server.messages().len(), 1, "not repeated unasked: the server may have it");
    session.send(&message(1)).await.expect("sent");
    let received = server.messages();
    assert_eq!((server.connections(), received.len()), (2, 2));
    assert_eq!(received[0].raw, received[1].raw);
    assert_eq!(received[1].letter().header("Message-ID"), "<digest-1@lianxi.example>");
    // The same on a connection that has served before.
    server.fault(Stage::Content, Fault::Drop);
    temporary(session.send(&message(2)).await);
    assert_eq!(server.messages().len(), 3);
}

#[tokio::test]
async fn every_reply_at_every_stage_is_sorted() {
    use Stage::{Content, Data, Greeting, Hello, Mail, Recipient};
    for stage in [Greeting, Hello, Mail, Recipient, Data, Content] {
        for (reply, is_permanent) in [("450 later", false), ("421 leaving", false), ("550 never", true), ("530 log in", false)] {
            let server = SmtpServer::start();
            server.fault(stage, Fault::reply(reply));
            let mut session = session(&server);
            let outcome = session.send(&message(1)).await;
            // What fails before the message is spoken of is not the message's fault.
            if is_permanent && !matches!(stage, Greeting | Hello) {
                permanent(outcome);
            } else {
                temporary(outcome);
            }
            session.send(&message(2)).await.unwrap_or_else(|e| panic!("after {reply} at {stage:?}: {e}"));
        }
    }
}

#[tokio::test]
async fn a_server_that_hangs_or_drops_at_any_stage_is_temporary() {
    use Stage::{Content, Data, Greeting, Hello, Mail, Recipient};
    for fault in [Fault::Hang, Fault::Drop] {
        for stage in [Greeting, Hello, Mail, Recipient, Data, Content] {
            let server = SmtpServer::start();
            server.fault(stage, fault.clone());
            let mut session = session_with(&server.url(), limits());
            temporary(session.send(&message(1)).await);
            session.send(&message(2)).await.unwrap_or_else(|e| panic!("after {fault:?} at {stage:?}: {e}"));
            assert_eq!(server.connections(), 2, "{fault:?} at {stage:?}");
        }
    }
}

#[tokio::test]
async fn the_whole_message_has_a_limit_too() {
    let server = SmtpServer::start();
    server.fault(Stage::Data, Fault::Hang);
    let patient = Duration::from_secs(600);
    let whole = Duration::from_millis(300);
    let mut session =
        session_with(&server.url(), Limits { connect: patient, command: patient, content: patient, message: whole, idle: patient });
    assert!(temporary(session.send(&message(1)).await).contains("not sent within"));
    session.send(&message(2)).await.expect("sent over a new connection");
}

#[tokio::test]
async fn nobody_listening_is_temporary() {
    let mut session = session_with(&format!("smtp://{}", SmtpServer::nobody()), Limits::default());
    temporary(session.send(&message(1)).await);
}

#[tokio::test]
async fn a_connection_out_of_step_is_not_used_again() {
    let server = SmtpServer::start();
    server.refuse("reader1@dept.example", "550 no");
    server.fault(Stage::Reset, Fault::Drop);
    let mut session = session(&server);
    permanent(session.send(&message(1)).await);
    session.send(&message(2)).await.expect("sent over a new connection");
    assert_eq!(server.connections(), 2);
}
