//! One connection's conversation, faults included.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;

use super::{Encryption, Fault, Received, Shared, Stage};

trait Line: Read + Write {}
impl<T: Read + Write> Line for T {}

/// What a stage's turn decided.
enum Turn {
    Go,
    Skip,
}

pub struct Conversation {
    shared: Arc<Shared>,
    number: usize,
    encrypted: bool,
    user: Option<String>,
    messages: usize,
}

impl Conversation {
    pub fn new(shared: Arc<Shared>, number: usize) -> Conversation {
        Conversation { shared, number, encrypted: false, user: None, messages: 0 }
    }

    /// Talks until the client, a fault or the server's end cuts the line.
    pub fn run(&mut self, stream: TcpStream) -> io::Result<()> {
        let socket = stream.try_clone()?;
        let ended = match self.shared.encryption.clone() {
            Encryption::Implicit(acceptor) => {
                let mut tls = acceptor.accept(stream).map_err(io::Error::other)?;
                self.encrypted = true;
                self.greet(&mut tls).and_then(|()| self.talk(&mut tls)).map(drop)
            }
            Encryption::None => {
                let mut stream = stream;
                self.greet(&mut stream).and_then(|()| self.talk(&mut stream)).map(drop)
            }
            Encryption::StartTls(acceptor) => {
                let mut stream = stream;
                self.greet(&mut stream)?;
                if self.talk(&mut stream)? {
                    let mut tls = acceptor.accept(stream).map_err(io::Error::other)?;
                    self.encrypted = true;
                    self.talk(&mut tls)?;
                }
                Ok(())
            }
        };
        socket.shutdown(Shutdown::Both).ok();
        ended
    }

    fn greet(&mut self, line: &mut dyn Line) -> io::Result<()> {
        match self.turn(line, Stage::Greeting)? {
            Turn::Go => say(line, "220 test.invalid ESMTP"),
            Turn::Skip => Ok(()),
        }
    }

    /// Strikes with the next fault of the stage, if one is set.
    fn turn(&mut self, line: &mut dyn Line, stage: Stage) -> io::Result<Turn> {
        let fault = {
            let mut state = self.shared.state();
            let waiting = state.faults.entry(stage).or_default();
            (!waiting.is_empty()).then(|| waiting.remove(0))
        };
        match fault {
            None => Ok(Turn::Go),
            Some(Fault::Reply(mut bytes)) => {
                let leave = bytes.starts_with(b"421");
                bytes.extend_from_slice(b"\r\n");
                line.write_all(&bytes)?;
                if leave { Err(io::ErrorKind::ConnectionAborted.into()) } else { Ok(Turn::Skip) }
            }
            Some(Fault::Drop) => Err(io::ErrorKind::ConnectionAborted.into()),
            Some(Fault::Hang) => {
                let state = self.shared.state();
                let waited = self.shared.released.wait_while(state, |state| !state.closing);
                drop(waited.expect("no thread of the server panics"));
                Err(io::ErrorKind::ConnectionAborted.into())
            }
        }
    }

    /// Talks until the client quits (`false`) or begins TLS (`true`).
    fn talk(&mut self, line: &mut dyn Line) -> io::Result<bool> {
        let (mut from, mut to) = (String::new(), Vec::new());
        loop {
            let command = read_line(line)?;
            let text = String::from_utf8_lossy(&command).trim_end().to_owned();
            self.shared.state().commands.push(text.clone());
            let upper = text.to_ascii_uppercase();
            let verb = upper.split(' ').next().unwrap_or_default();
            let stage = match verb {
                "EHLO" => Stage::Hello,
                "STARTTLS" => Stage::StartTls,
                "AUTH" => Stage::Auth,
                "MAIL" => Stage::Mail,
                "RCPT" => Stage::Recipient,
                "DATA" => Stage::Data,
                "RSET" => Stage::Reset,
                "NOOP" => Stage::Noop,
                "QUIT" => {
                    say(line, "221 bye")?;
                    return Ok(false);
                }
                _ => {
                    say(line, "500 unknown command")?;
                    continue;
                }
            };
            if matches!(self.turn(line, stage)?, Turn::Skip) {
                continue;
            }
            match stage {
                Stage::Hello => self.hello(line)?,
                Stage::StartTls => {
                    say(line, "220 go ahead")?;
                    return Ok(true);
                }
                Stage::Auth => self.auth(line, &text)?,
                Stage::Mail => {
                    (from, to) = (between(&text), Vec::new());
                    self.mail(line)?;
                }
                Stage::Recipient => self.recipient(line, &from, between(&text), &mut to)?,
                Stage::Data if to.is_empty() => say(line, "503 no recipient")?,
                Stage::Data => {
                    say(line, "354 go ahead")?;
                    self.content(line, &from, std::mem::take(&mut to))?;
                }
                _ => say(line, "250 ok")?,
            }
        }
    }

    fn hello(&self, line: &mut dyn Line) -> io::Result<()> {
        let mut lines = vec!["test.invalid".to_owned(), "8BITMIME".to_owned()];
        if matches!(self.shared.encryption, Encryption::StartTls(_)) && !self.encrypted {
            lines.push("STARTTLS".to_owned());
        }
        if self.shared.state().login.is_some() {
            lines.push("AUTH PLAIN".to_owned());
        }
        let last = lines.len() - 1;
        let reply: Vec<String> = lines.iter().enumerate().map(|(i, l)| format!("250{}{l}", if i == last { ' ' } else { '-' })).collect();
        say(line, &reply.join("\r\n"))
    }

    fn auth(&mut self, line: &mut dyn Line, text: &str) -> io::Result<()> {
        use base64::{Engine, prelude::BASE64_STANDARD};
        let given = text.rsplit(' ').next().and_then(|word| BASE64_STANDARD.decode(word).ok()).unwrap_or_default();
        let login = self.shared.state().login.clone();
        match login {
            Some((user, password)) if given == format!("\0{user}\0{password}").as_bytes() => {
                self.user = Some(user);
                say(line, "235 welcome")
            }
            _ => say(line, "535 5.7.8 wrong user or password"),
        }
    }

    fn mail(&mut self, line: &mut dyn Line) -> io::Result<()> {
        let (limit, login) = {
            let state = self.shared.state();
            (state.per_connection, state.login.is_some())
        };
        if limit.is_some_and(|limit| self.messages >= limit) {
            say(line, "421 4.7.0 too many messages on this connection")?;
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        say(line, if login && self.user.is_none() { "530 5.7.0 log in first" } else { "250 ok" })
    }

    fn recipient(&self, line: &mut dyn Line, from: &str, rcpt: String, to: &mut Vec<String>) -> io::Result<()> {
        let reply = {
            let mut state = self.shared.state();
            match state.refused.get(&rcpt).cloned() {
                Some(reply) => reply,
                None if state.greylist && state.seen.insert((from.to_owned(), rcpt.clone())) => {
                    "451 4.7.1 greylisted, try again later".to_owned()
                }
                None => {
                    to.push(rcpt);
                    "250 ok".to_owned()
                }
            }
        };
        say(line, &reply)
    }

    fn content(&mut self, line: &mut dyn Line, from: &str, to: Vec<String>) -> io::Result<()> {
        let mut raw = Vec::new();
        loop {
            let read = read_line(line)?;
            if read == b".\r\n" {
                break;
            }
            raw.extend_from_slice(read.strip_prefix(b".").unwrap_or(&read));
        }
        self.messages += 1;
        self.shared.state().messages.push(Received {
            from: from.to_owned(),
            to,
            raw,
            connection: self.number,
            encrypted: self.encrypted,
            user: self.user.clone(),
        });
        match self.turn(line, Stage::Content)? {
            Turn::Go => say(line, "250 taken"),
            Turn::Skip => Ok(()),
        }
    }
}

fn say(line: &mut dyn Line, text: &str) -> io::Result<()> {
    line.write_all(format!("{text}\r\n").as_bytes())?;
    line.flush()
}

/// One line, its break included; read byte by byte so that nothing after STARTTLS is swallowed.
fn read_line(line: &mut dyn Line) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    let mut byte = [0];
    while !all.ends_with(b"\n") {
        if line.read(&mut byte)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        all.push(byte[0]);
    }
    Ok(all)
}

fn between(text: &str) -> String {
    let inner = text.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map_or_else(String::new, |(address, _)| address.to_owned())
}
