//! A small real SMTP server on loopback, with faults on demand, that keeps all it is given.
//!
//! Give its [`SmtpServer::url`] to the program, send, look at [`SmtpServer::messages`]. Faults are set for as many times as
//! they are wanted and used up one by one, so that a test can say exactly what happens to which attempt.

mod conversation;
mod letter;

use std::collections::{HashMap, HashSet};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};

use native_tls::TlsAcceptor;

use conversation::Conversation;
pub use letter::Letter;

/// Where in the conversation a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Before the greeting.
    Greeting,
    /// At EHLO.
    Hello,
    /// At STARTTLS.
    StartTls,
    /// At AUTH.
    Auth,
    /// At MAIL FROM.
    Mail,
    /// At RCPT TO.
    Recipient,
    /// At DATA.
    Data,
    /// When the content is complete: it is kept, the fault comes instead of the reply.
    Content,
    /// At RSET.
    Reset,
    /// At NOOP.
    Noop,
}

/// What happens instead of the proper reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// This reply line, without its line break; bytes, for replies in other encodings.
    Reply(Vec<u8>),
    /// Nothing more, the connection stays open.
    Hang,
    /// The connection is cut.
    Drop,
}

impl Fault {
    /// A reply line.
    pub fn reply(line: &str) -> Fault {
        Fault::Reply(line.as_bytes().to_vec())
    }
}

/// A message the server was given.
#[derive(Clone, Debug)]
pub struct Received {
    /// Envelope sender.
    pub from: String,
    /// Envelope recipients.
    pub to: Vec<String>,
    /// The content, dots unstuffed.
    pub raw: Vec<u8>,
    /// Which connection it came over, counted from 1.
    pub connection: usize,
    /// Whether that connection was encrypted.
    pub encrypted: bool,
    /// The user who had logged in.
    pub user: Option<String>,
}

impl Received {
    /// The message's headers and texts.
    pub fn letter(&self) -> Letter {
        Letter::parse(&self.raw)
    }
}

/// How the server encrypts.
#[derive(Clone)]
pub enum Encryption {
    /// Not at all.
    None,
    /// From the first byte.
    Implicit(TlsAcceptor),
    /// After STARTTLS.
    StartTls(TlsAcceptor),
}

#[derive(Default)]
struct State {
    faults: HashMap<Stage, Vec<Fault>>,
    refused: HashMap<String, String>,
    greylist: bool,
    seen: HashSet<(String, String)>,
    per_connection: Option<usize>,
    login: Option<(String, String)>,
    connections: usize,
    open: Vec<TcpStream>,
    commands: Vec<String>,
    messages: Vec<Received>,
    closing: bool,
}

struct Shared {
    state: Mutex<State>,
    released: Condvar,
    encryption: Encryption,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no thread of the server panics")
    }
}

/// The server; it stops when dropped.
pub struct SmtpServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    threads: Option<JoinHandle<()>>,
}

impl SmtpServer {
    /// A server that does not encrypt.
    pub fn start() -> SmtpServer {
        SmtpServer::start_with(Encryption::None)
    }

    /// A server on a free port of loopback.
    pub fn start_with(encryption: Encryption) -> SmtpServer {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared { state: Mutex::default(), released: Condvar::new(), encryption });
        let accepting = Arc::clone(&shared);
        let threads = thread::spawn(move || accept(&listener, &accepting));
        SmtpServer { address, shared, threads: Some(threads) }
    }

    /// An address on loopback where nobody listens.
    pub fn nobody() -> SocketAddr {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        listener.local_addr().expect("an address")
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The setting that makes the program send here.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// From now on strikes with `fault` the next time the conversation comes to `stage`; several are used up in order.
    pub fn fault(&self, stage: Stage, fault: Fault) {
        self.shared.state().faults.entry(stage).or_default().push(fault);
    }

    /// Refuses every message to `recipient` with this reply, until [`SmtpServer::accept`].
    pub fn refuse(&self, recipient: &str, reply: &str) {
        self.shared.state().refused.insert(recipient.to_owned(), reply.to_owned());
    }

    /// Refuses `recipient` no longer.
    pub fn accept(&self, recipient: &str) {
        self.shared.state().refused.remove(recipient);
    }

    /// Greylisting: the first attempt of each sender and recipient gets a 451.
    pub fn greylist(&self) {
        self.shared.state().greylist = true;
    }

    /// Says 421 and leaves at the message after so many on one connection.
    pub fn limit_per_connection(&self, messages: usize) {
        self.shared.state().per_connection = Some(messages);
    }

    /// Demands this login.
    pub fn demand_login(&self, user: &str, password: &str) {
        self.shared.state().login = Some((user.to_owned(), password.to_owned()));
    }

    /// Cuts every open connection, as a server does with idle ones.
    pub fn cut_connections(&self) {
        for stream in self.shared.state().open.drain(..) {
            // One that the client has closed already cannot be shut down any more.
            stream.shutdown(Shutdown::Both).ok();
        }
    }

    /// TCP connections accepted so far.
    pub fn connections(&self) -> usize {
        self.shared.state().connections
    }

    /// Every command line so far; the round trips.
    pub fn commands(&self) -> Vec<String> {
        self.shared.state().commands.clone()
    }

    /// Every message so far, those whose reply a fault withheld included.
    pub fn messages(&self) -> Vec<Received> {
        self.shared.state().messages.clone()
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.shared.state().closing = true;
        self.shared.released.notify_all();
        self.cut_connections();
        // Wakes the accepting thread; if nobody answers there is nothing to wake.
        TcpStream::connect(self.address).ok();
        if let Some(threads) = self.threads.take() {
            threads.join().expect("the server's threads end cleanly");
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    let mut threads = Vec::new();
    for stream in listener.incoming() {
        let stream = stream.expect("a connection");
        stream.set_nodelay(true).expect("an open socket");
        let mut state = shared.state();
        if state.closing {
            break;
        }
        state.connections += 1;
        let number = state.connections;
        state.open.push(stream.try_clone().expect("a second handle"));
        drop(state);
        let shared = Arc::clone(shared);
        threads.push(thread::spawn(move || {
            // Ends with an error whenever the client or a fault cuts the line, which is no fault of the server's.
            Conversation::new(shared, number).run(stream).ok();
        }));
    }
    for thread in threads {
        thread.join().expect("a conversation ends cleanly");
    }
}
