//! A load of HTTP/1.1 requests over kept-alive connections, one thread a connection, as plain as possible.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::Arc,
    time::{Duration, Instant},
};

use crate::seed::{self, Seed};

/// A request as bytes.
#[derive(Clone)]
pub struct Request(Vec<u8>);

impl Request {
    pub fn get(path: &str, cookie: &str) -> Self {
        Self(format!("GET {path} HTTP/1.1\r\nHost: lianxi.bench\r\nCookie: {cookie}\r\n\r\n").into_bytes())
    }

    pub fn post(path: &str, cookie: &str, body: &str) -> Self {
        Self(
            format!(
                "POST {path} HTTP/1.1\r\nHost: lianxi.bench\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            )
            .into_bytes(),
        )
    }
}

/// What one connection got.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

/// One connection.
pub struct Wire {
    reader: BufReader<TcpStream>,
}

impl Wire {
    pub fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).expect("connects");
        stream.set_nodelay(true).expect("nodelay");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
        Self { reader: BufReader::with_capacity(64 * 1024, stream) }
    }

    pub fn ask(&mut self, request: &Request) -> Answer {
        self.reader.get_mut().write_all(&request.0).expect("sends");
        let mut head = String::new();
        let mut length = 0usize;
        loop {
            let mut line = String::new();
            assert!(self.reader.read_line(&mut line).expect("answers") > 0, "the connection was closed");
            if line == "\r\n" {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length");
            }
            head.push_str(&line);
        }
        let mut body = vec![0; length];
        self.reader.read_exact(&mut body).expect("a whole body");
        let status = head.split_whitespace().nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        Answer { status, head, body }
    }
}

/// Requests sent for a while.
pub struct Load {
    pub address: SocketAddr,
    pub requests: Arc<Vec<Request>>,
    pub connections: usize,
    pub span: Duration,
    /// The status every answer must have.
    pub expect: u16,
}

/// What came of it.
#[derive(Default)]
pub struct Tally {
    /// Milliseconds of each request.
    times: Vec<f64>,
    /// Seconds measured.
    span: f64,
    bytes: usize,
}

impl Tally {
    pub fn add(&mut self, other: Self) {
        self.times.extend(other.times);
        self.span += other.span;
        self.bytes += other.bytes;
    }

    pub fn rate(&self) -> f64 {
        self.times.len() as f64 / self.span
    }

    /// Milliseconds; `part` from 0 to 1.
    pub fn percentile(&self, part: f64) -> f64 {
        let mut sorted = self.times.clone();
        sorted.sort_by(f64::total_cmp);
        let at = ((sorted.len() as f64 - 1.0) * part).round() as usize;
        sorted.get(at).copied().unwrap_or(f64::NAN)
    }

    pub fn bytes_each(&self) -> usize {
        self.bytes / self.times.len().max(1)
    }
}

impl Load {
    pub fn run(&self) -> Tally {
        let began = Instant::now();
        let until = began + self.span;
        let threads: Vec<_> = (0..self.connections)
            .map(|number| {
                let (requests, address, expect) = (Arc::clone(&self.requests), self.address, self.expect);
                std::thread::spawn(move || {
                    let mut wire = Wire::open(address);
                    let (mut times, mut bytes, mut at) = (Vec::new(), 0, number);
                    while Instant::now() < until {
                        let asked = Instant::now();
                        let answer = wire.ask(&requests[at % requests.len()]);
                        times.push(asked.elapsed().as_secs_f64() * 1000.0);
                        assert_eq!(answer.status, expect, "{}\n{}", answer.head, String::from_utf8_lossy(&answer.body));
                        bytes += answer.body.len();
                        at += 1;
                    }
                    (times, bytes)
                })
            })
            .collect();
        let mut tally = Tally::default();
        for thread in threads {
            let (times, bytes) = thread.join().expect("a connection's thread");
            tally.times.extend(times);
            tally.bytes += bytes;
        }
        tally.span = began.elapsed().as_secs_f64();
        tally
    }
}

/// Log-ins of the seed's people, each with the pre-session cookie and token a browser would have.
pub fn login_requests(address: SocketAddr, seed: &Seed) -> Vec<Request> {
    let mut wire = Wire::open(address);
    seed.places
        .iter()
        .map(|place| {
            let page = wire.ask(&Request::get("/login", ""));
            let cookie = page
                .head
                .lines()
                .find_map(|l| l.strip_prefix("set-cookie: lx_pre=").or_else(|| l.strip_prefix("Set-Cookie: lx_pre=")))
                .and_then(|rest| rest.split(';').next())
                .expect("a pre-session cookie");
            let text = String::from_utf8_lossy(&page.body);
            let token = text.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a token");
            let body = url::form_urlencoded::Serializer::new(String::new())
                .append_pair("csrf", token)
                .append_pair("email", &place.email)
                .append_pair("password", seed::PASSWORD)
                .finish();
            Request::post("/login", &format!("lx_pre={cookie}"), &body)
        })
        .collect()
}
