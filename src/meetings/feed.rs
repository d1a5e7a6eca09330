//! Changes of a session on their way to everybody who has it open.
//!
//! One thread a meeting and process looks for what is new: at once when this process changed something, else twice a second, so that
//! what another process wrote is there within a second as well. Who listens has a short queue; whoever does not take what is in it is
//! let go and comes back with the number they have, since every field is kept with its last version. Before anybody is told anything,
//! it is asked again from time to time whether they may still hear it.

use std::{
    collections::HashMap,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::mpsc;

use super::{
    model::Sight,
    queries::{
        self,
        live::{News, is_live},
    },
};
use crate::{
    platform::{
        error::{Error, Result},
        i18n::Lang,
    },
    site::{Site, still_admitted},
    tenancy::Scope,
};

/// How long another process's change may wait.
const EVERY: Duration = Duration::from_millis(500);
/// How long somebody who lost the right may go on listening.
const ASK_AGAIN: Duration = Duration::from_secs(5);
/// Rights asked again in one turn at most, so that news does not wait for them.
const ASKED_AT_ONCE: usize = 16;
/// Pieces of news a listener may lag behind.
const QUEUE: usize = 64;

/// Text that is sent, shared by all who get the same.
pub type Piece = Arc<[u8]>;

/// How a piece of news is said: for a language, to those who may hear these of its changes.
pub type Say = fn(&News, Lang, &[bool], &Scope) -> String;

/// All feeds of this process.
#[derive(Clone)]
pub struct Feeds(Arc<Inner>);

struct Inner {
    feeds: Mutex<Open>,
    say: Say,
}

#[derive(Default)]
struct Open {
    by_meeting: HashMap<i64, Arc<Feed>>,
    is_closed: bool,
}

/// One meeting's: those who wait to join, and whether there is news.
#[derive(Default)]
struct Feed {
    state: Mutex<FeedState>,
    bell: Condvar,
}

#[derive(Default)]
struct FeedState {
    joining: Vec<Listener>,
    is_rung: bool,
    is_over: bool,
}

/// Somebody who listens.
pub struct Listener {
    scope: Arc<Scope>,
    sight: Sight,
    /// The session they came with.
    cookie: String,
    number: String,
    /// What they know already.
    seq: i64,
    asked: Instant,
    sender: mpsc::Sender<Piece>,
}

/// Who wants to listen, and since when.
pub struct Joining {
    pub scope: Arc<Scope>,
    pub cookie: String,
    pub number: String,
    pub seq: i64,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Feeds {
    pub fn new(say: Say) -> Self {
        Self(Arc::new(Inner { feeds: Mutex::default(), say }))
    }

    /// Something was written: those who listen in this process hear of it at once.
    pub fn ring(&self, meeting_id: i64) {
        let feed = locked(&self.0.feeds).by_meeting.get(&meeting_id).cloned();
        if let Some(feed) = feed {
            feed.ring();
        }
    }

    /// Ends every stream and takes no more listeners: the server is going down.
    pub fn close(&self) {
        let mut open = locked(&self.0.feeds);
        open.is_closed = true;
        for feed in open.by_meeting.values() {
            locked(&feed.state).is_over = true;
            feed.ring();
        }
    }

    /// Joins a meeting's listeners.
    ///
    /// # Errors
    /// As [`queries::ground`]; `Unavailable` while the server goes down.
    pub fn listen(&self, site: &Site, meeting_id: i64, sight: Sight, new: Joining) -> Result<mpsc::Receiver<Piece>> {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let Joining { scope, cookie, number, seq } = new;
        let listener = Listener { scope: Arc::clone(&scope), sight, cookie, number, seq, asked: Instant::now(), sender };
        let mut open = locked(&self.0.feeds);
        if open.is_closed {
            return Err(Error::Unavailable("the server is going down".into()));
        }
        if let Some(feed) = open.by_meeting.get(&meeting_id) {
            feed.join(listener);
            return Ok(receiver);
        }
        let feed = Arc::<Feed>::default();
        feed.join(listener);
        let work = Work { site: site.clone(), meeting_id, scope, feeds: self.clone(), feed: Arc::clone(&feed) };
        std::thread::Builder::new().name("live".into()).spawn(move || work.run()).map_err(Error::internal)?;
        open.by_meeting.insert(meeting_id, feed);
        Ok(receiver)
    }
}

impl Feed {
    fn ring(&self) {
        locked(&self.state).is_rung = true;
        self.bell.notify_one();
    }

    fn join(&self, listener: Listener) {
        let mut state = locked(&self.state);
        state.joining.push(listener);
        // They may have missed something since their page was made.
        state.is_rung = true;
        self.bell.notify_one();
    }
}

/// What the thread of a meeting works with.
struct Work {
    site: Site,
    meeting_id: i64,
    /// Of whoever came first: says which workspace.
    scope: Arc<Scope>,
    feeds: Feeds,
    feed: Arc<Feed>,
}

impl Work {
    /// Until nobody listens any more.
    fn run(self) {
        let mut listeners: Vec<Listener> = Vec::new();
        loop {
            let is_over = self.wait(&mut listeners);
            if is_over {
                break;
            }
            if let Err(error) = self.turn(&mut listeners) {
                // They go on with what they have; the next turn tries again.
                tracing::warn!(%error, "no news of a session");
            }
            listeners.retain(|l| !l.sender.is_closed());
            if listeners.is_empty() && self.leave() {
                break;
            }
        }
    }

    /// Waits for the bell, at most [`EVERY`]; takes in who joined, and says whether it is over.
    fn wait(&self, listeners: &mut Vec<Listener>) -> bool {
        let state = locked(&self.feed.state);
        let woken = self.feed.bell.wait_timeout_while(state, EVERY, |s| !s.is_rung);
        let (mut state, _) = woken.unwrap_or_else(PoisonError::into_inner);
        state.is_rung = false;
        listeners.append(&mut state.joining);
        state.is_over
    }

    /// Takes the feed out of the table unless somebody has just joined.
    fn leave(&self) -> bool {
        let mut open = locked(&self.feeds.0.feeds);
        let is_alone = locked(&self.feed.state).joining.is_empty();
        if is_alone {
            open.by_meeting.remove(&self.meeting_id);
        }
        is_alone
    }

    fn turn(&self, listeners: &mut Vec<Listener>) -> Result<()> {
        self.ask_again(listeners)?;
        let Some(since) = listeners.iter().map(|l| l.seq).min() else { return Ok(()) };
        let (scope, id) = (&self.scope, self.meeting_id);
        let Some(first) = self.site.db.read(scope.tenant(), |conn| queries::live::news(conn, scope, id, since))? else {
            return Ok(());
        };
        // Those who know more than the one who knows least get what is new to them.
        let mut pieces: HashMap<(Lang, Vec<bool>), Piece> = HashMap::new();
        for listener in listeners.iter_mut().filter(|l| l.seq < first.seq) {
            let heard: Vec<bool> =
                first.changes.iter().map(|c| c.seq > listener.seq && first.is_for(c, &listener.scope, &listener.sight)).collect();
            let key = (listener.scope.lang(), heard);
            let say = || Piece::from((self.feeds.0.say)(&first, key.0, &key.1, &listener.scope).into_bytes());
            let piece = match pieces.get(&key) {
                Some(piece) => Arc::clone(piece),
                None => {
                    let piece = say();
                    pieces.insert(key, Arc::clone(&piece));
                    piece
                }
            };
            listener.seq = first.seq;
            if listener.sender.try_send(piece).is_err() {
                // Too far behind, or gone: without a sender the stream ends, and a browser that is there comes back.
                listener.seq = i64::MAX;
            }
        }
        listeners.retain(|l| l.seq != i64::MAX);
        if !is_live(first.meeting.state) {
            // Nothing more will be written; all were told so.
            listeners.clear();
        }
        Ok(())
    }

    /// Lets those go who may not listen any more.
    fn ask_again(&self, listeners: &mut Vec<Listener>) -> Result<()> {
        let mut asked = 0;
        let mut gone = Vec::new();
        for (at, listener) in listeners.iter_mut().enumerate() {
            if asked == ASKED_AT_ONCE {
                break;
            }
            if listener.asked.elapsed() < ASK_AGAIN {
                continue;
            }
            asked += 1;
            match self.admitted(listener)? {
                Some((scope, sight)) => (listener.scope, listener.sight, listener.asked) = (Arc::new(scope), sight, Instant::now()),
                None => gone.push(at),
            }
        }
        for at in gone.into_iter().rev() {
            listeners.remove(at);
        }
        Ok(())
    }

    /// What they are to the meeting now; none when they may not hear of it.
    fn admitted(&self, listener: &Listener) -> Result<Option<(Scope, Sight)>> {
        let Some(scope) = still_admitted(&self.site, &listener.cookie, listener.scope.slug())? else { return Ok(None) };
        match self.site.db.read(scope.tenant(), |conn| queries::ground(conn, &scope, &listener.number)) {
            Ok(ground) => Ok(Some((scope, ground.sight))),
            Err(Error::NotFound | Error::Forbidden(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
