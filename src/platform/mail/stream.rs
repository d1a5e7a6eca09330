//! The connection to a mail server: TCP without Nagle's delay, encrypted where asked, its replies readable.
//!
//! lettre's own connections leave Nagle's algorithm on and write a message's body and its final dot apart, which costs
//! about 40 ms a message; so the connection is made here and handed to lettre. STARTTLS is done here as well, before
//! lettre sees the stream, so that encryption and reply decoding are the same for every kind of connection.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use encoding_rs::GB18030;
use lettre::transport::smtp::client::AsyncTokioStream;
use native_tls::{Certificate, TlsConnector};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_native_tls::TlsStream;

use super::smtp_url::{SmtpSettings, Tls};

/// A reply line may not be longer; RFC 5321 allows 512 bytes.
const LINE_LIMIT: usize = 4096;

/// Connects and encrypts as the settings ask. `hello` is what EHLO says. The caller limits the time to `limit`.
pub(super) async fn connect(settings: &SmtpSettings, hello: &str, limit: Duration) -> io::Result<ReplyStream> {
    let mut tcp = reach(&settings.host, settings.port, limit).await?;
    tcp.set_nodelay(true)?;
    match settings.tls {
        Tls::None => Ok(ReplyStream::new(Wire::Plain(tcp), "")),
        Tls::Implicit => Ok(ReplyStream::new(Wire::Encrypted(Box::new(encrypt(tcp, settings).await?)), "")),
        Tls::Required | Tls::Opportunistic => {
            let offered = offer(&mut tcp, hello).await?;
            if !offered && settings.tls == Tls::Required {
                return Err(io::Error::other("the server does not offer STARTTLS, which is required"));
            }
            let wire = if offered {
                command(&mut tcp, "STARTTLS", "220").await?;
                Wire::Encrypted(Box::new(encrypt(tcp, settings).await?))
            } else {
                Wire::Plain(tcp)
            };
            // The greeting is spent; lettre waits for one before it says EHLO (again, as STARTTLS demands).
            Ok(ReplyStream::new(wire, "220 ready\r\n"))
        }
    }
}

/// Tries the host's addresses in turn, each for its share of `limit`: one that swallows packets (often IPv6) must not use
/// up the time of one that answers.
async fn reach(host: &str, port: u16, limit: Duration) -> io::Result<TcpStream> {
    let addresses: Vec<SocketAddr> = lookup_host((host, port)).await?.collect();
    let share = limit / u32::try_from(addresses.len() + 1).unwrap_or(u32::MAX);
    let mut last = io::Error::new(io::ErrorKind::NotFound, "the host has no address");
    for address in addresses {
        match timeout(share, TcpStream::connect(address)).await {
            Ok(Ok(tcp)) => return Ok(tcp),
            Ok(Err(fault)) => last = fault,
            Err(_) => last = io::Error::new(io::ErrorKind::TimedOut, format!("{address} does not answer")),
        }
    }
    Err(last)
}

async fn encrypt(tcp: TcpStream, settings: &SmtpSettings) -> io::Result<TlsStream<TcpStream>> {
    let mut builder = TlsConnector::builder();
    for pem in &settings.extra_roots {
        builder.add_root_certificate(Certificate::from_pem(pem).map_err(io::Error::other)?);
    }
    let connector = tokio_native_tls::TlsConnector::from(builder.build().map_err(io::Error::other)?);
    connector.connect(&settings.host, tcp).await.map_err(io::Error::other)
}

/// Reads the greeting, says EHLO and tells whether STARTTLS is offered.
async fn offer(tcp: &mut TcpStream, hello: &str) -> io::Result<bool> {
    reply(tcp, "220").await?;
    let lines = command(tcp, &format!("EHLO {hello}"), "250").await?;
    Ok(lines.lines().any(|line| line.get(4..).is_some_and(|word| word.trim().eq_ignore_ascii_case("STARTTLS"))))
}

async fn command(tcp: &mut TcpStream, text: &str, expected: &str) -> io::Result<String> {
    tcp.write_all(format!("{text}\r\n").as_bytes()).await?;
    reply(tcp, expected).await
}

/// Reads one reply, byte by byte so that nothing beyond it is taken: what an attacker appends to the answer to
/// STARTTLS must end up in the TLS handshake and break it, not be read later as if it had been encrypted.
async fn reply(tcp: &mut TcpStream, expected: &str) -> io::Result<String> {
    let mut all = Vec::new();
    let mut start = 0;
    loop {
        all.push(tcp.read_u8().await?);
        if all.len() > 16 * LINE_LIMIT {
            return Err(io::Error::other("the server's reply is too long"));
        }
        if all.ends_with(b"\n") {
            let more = all.get(start + 3) == Some(&b'-');
            start = all.len();
            if !more {
                break;
            }
        }
    }
    let text = decode(&all);
    if text.starts_with(expected) { Ok(text) } else { Err(io::Error::other(text.trim_end().to_owned())) }
}

/// A reply as text: UTF-8 where it is, otherwise GB18030, in which many Chinese servers write.
fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030.decode(bytes).0.into_owned(),
    }
}

/// The bare connection.
enum Wire {
    Plain(TcpStream),
    Encrypted(Box<TlsStream<TcpStream>>),
}

/// A connection whose replies are always UTF-8: lettre takes any other for a broken connection and would have the
/// message repeated for ever.
pub(super) struct ReplyStream {
    wire: Wire,
    /// The beginning of a line not read to its end.
    partial: Vec<u8>,
    /// Whole lines in UTF-8, and how much of them is handed on.
    lines: Vec<u8>,
    taken: usize,
}

impl ReplyStream {
    fn new(wire: Wire, first: &str) -> ReplyStream {
        ReplyStream { wire, partial: Vec::new(), lines: first.as_bytes().to_vec(), taken: 0 }
    }

    /// Takes in what was read; an empty slice is the end.
    fn take_in(&mut self, bytes: &[u8]) {
        self.lines.clear();
        self.taken = 0;
        self.partial.extend_from_slice(bytes);
        let end = match self.partial.iter().rposition(|b| *b == b'\n') {
            Some(last) => last + 1,
            None if bytes.is_empty() || self.partial.len() > LINE_LIMIT => self.partial.len(),
            None => 0,
        };
        let rest = self.partial.split_off(end);
        for line in self.partial.split_inclusive(|b| *b == b'\n') {
            self.lines.extend_from_slice(decode(line).as_bytes());
        }
        self.partial = rest;
    }
}

impl AsyncRead for ReplyStream {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        while this.taken >= this.lines.len() {
            let mut space = [0; 2048];
            let mut read = ReadBuf::new(&mut space);
            ready!(match &mut this.wire {
                Wire::Plain(tcp) => Pin::new(tcp).poll_read(cx, &mut read),
                Wire::Encrypted(tls) => Pin::new(tls.as_mut()).poll_read(cx, &mut read),
            })?;
            this.take_in(read.filled());
            if read.filled().is_empty() && this.lines.is_empty() {
                return Poll::Ready(Ok(()));
            }
        }
        let rest = this.lines.get(this.taken..).unwrap_or_default();
        let part = rest.get(..buf.remaining()).unwrap_or(rest);
        buf.put_slice(part);
        this.taken += part.len();
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for ReplyStream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        match &mut self.get_mut().wire {
            Wire::Plain(tcp) => Pin::new(tcp).poll_write(cx, buf),
            Wire::Encrypted(tls) => Pin::new(tls.as_mut()).poll_write(cx, buf),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().wire {
            Wire::Plain(tcp) => Pin::new(tcp).poll_flush(cx),
            Wire::Encrypted(tls) => Pin::new(tls.as_mut()).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().wire {
            Wire::Plain(tcp) => Pin::new(tcp).poll_shutdown(cx),
            Wire::Encrypted(tls) => Pin::new(tls.as_mut()).poll_shutdown(cx),
        }
    }
}

impl fmt::Debug for ReplyStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReplyStream")
    }
}

impl AsyncTokioStream for ReplyStream {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        match &self.wire {
            Wire::Plain(tcp) => tcp.peer_addr(),
            Wire::Encrypted(tls) => tls.get_ref().get_ref().get_ref().peer_addr(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn connections_do_not_wait_for_more_to_send() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let settings = url.parse().expect("an SMTP URL");
        let stream = connect(&settings, "test.invalid", Duration::from_secs(20)).await.expect("connected");
        let Wire::Plain(tcp) = &stream.wire else { panic!("not encrypted") };
        assert!(tcp.nodelay().expect("an open socket"), "Nagle's algorithm would cost 40 ms a message");
    }

    /// Replies may come in any pieces; what lettre reads must not depend on where they are cut.
    #[tokio::test]
    async fn replies_are_decoded_whole_however_they_are_cut() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let tcp = TcpStream::connect(listener.local_addr().expect("an address")).await.expect("connected");
        let sent: Vec<u8> = [&b"250-\xd3\xc3\xbb\xa7 ok\r\n"[..], "250 用户\r\n".as_bytes()].concat();
        let mut stream = ReplyStream::new(Wire::Plain(tcp), "220 first\r\n");
        assert_eq!(stream.lines, b"220 first\r\n");
        for cut in 0..=sent.len() {
            let (left, right) = sent.split_at(cut);
            let mut read = Vec::new();
            for piece in [left, right].into_iter().filter(|piece| !piece.is_empty()) {
                stream.take_in(piece);
                read.extend_from_slice(&stream.lines);
            }
            assert_eq!(String::from_utf8(read).as_deref(), Ok("250-用户 ok\r\n250 用户\r\n"), "cut at {cut}");
        }
        // A line without end is handed on before it fills the memory.
        stream.take_in(&vec![b'x'; LINE_LIMIT + 1]);
        assert_eq!(stream.lines.len(), LINE_LIMIT + 1);
        // What is left over at the end of the connection is not kept back.
        stream.take_in(b"421 by");
        assert!(stream.lines.is_empty());
        stream.take_in(b"");
        assert_eq!(stream.lines, b"421 by");
    }
}
