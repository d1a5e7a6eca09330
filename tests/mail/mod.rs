//! Mail, played against a real SMTP server with faults, and read back by a parser that is not ours.

mod encryption;
mod letters;
mod places;
mod sending;
mod trouble;
mod urls;

use std::time::Duration;

use chrono::NaiveDateTime;
use lianxi::platform::mail::{Correspondent, Letter, Limits, Outgoing, SendError, Session, SmtpSender, Transport};

use crate::support::smtp::SmtpServer;

pub fn at(text: &str) -> NaiveDateTime {
    text.parse().expect("an instant")
}

pub fn letter(number: usize) -> Letter {
    Letter {
        from: Correspondent::new("联席会议办公室", "office@lianxi.example"),
        to: Correspondent::new("李明", format!("reader{number}@dept.example")),
        reply_to: None,
        subject: format!("工作简报 第 {number} 期：3 项逾期"),
        text: format!("第 {number} 期\n.\n. 以点开头的行\n"),
        html: Some("<p>3 项逾期 &amp; 1 项待签收</p>".to_owned()),
        message_id: format!("digest-{number}@lianxi.example"),
        written_at: at("2026-11-23T00:00:00"),
        automatic: true,
        list: None,
        invitation: None,
        files: Vec::new(),
    }
}

pub fn message(number: usize) -> Outgoing {
    letter(number).write().expect("a message")
}

/// Limits short enough to wait for in a test, long enough for a busy machine to answer in.
pub fn limits() -> Limits {
    let (short, long) = (Duration::from_millis(300), Duration::from_secs(20));
    Limits { connect: short, command: short, content: short, message: long, idle: long }
}

pub fn session(server: &SmtpServer) -> Session {
    session_with(&server.url(), Limits { connect: Duration::from_secs(20), ..Limits::default() })
}

pub fn session_with(url: &str, limits: Limits) -> Session {
    Transport::Smtp(SmtpSender::new(url.parse().expect("an SMTP URL")).with_limits(limits)).session()
}

pub fn temporary(outcome: Result<(), SendError>) -> String {
    match outcome {
        Err(SendError::Temporary { text }) => text,
        other => panic!("not temporary: {other:?}"),
    }
}

pub fn permanent(outcome: Result<(), SendError>) -> String {
    match outcome {
        Err(SendError::Permanent { text }) => text,
        other => panic!("not permanent: {other:?}"),
    }
}
