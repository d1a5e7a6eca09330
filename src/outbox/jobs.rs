//! Delivery: take a few mails in a short transaction, write them as messages on all processors, send each outside any transaction,
//! write down its fate before the next.
//!
//! A crash between sending and writing down repeats that one mail with the same Message-ID; nothing is lost.

use std::collections::VecDeque;

use chrono::{Duration, NaiveDateTime};

use super::{
    carried::has_files,
    promises::Secrets,
    render::{self, Desk},
    store::{self, Fate, Held, LINK_OVER, Queued},
};
use crate::{
    platform::{
        config::{Config, MailTarget},
        db::{Db, Tenant},
        error::{Error, Result},
        jobs::Step,
        mail::{BlockingSession, Correspondent, Outgoing, SendError, Transport},
        secret,
        view::Views,
    },
    site::Site,
};

/// Mails taken at once.
const BATCH: i64 = 50;
/// Fewer than this are not worth a second thread.
const SHARE: usize = 8;
/// The pause doubles with each failure from one minute up to this.
const LONGEST_PAUSE_MINUTES: i64 = 6 * 60;
/// With the pauses above, some three days; then the mail is given up and shown on the fates page.
const MOST_ATTEMPTS: i32 = 19;

/// The worker's step that empties the outbox.
pub struct Deliver {
    site: Site,
    views: Views,
    from: Correspondent,
    owner: String,
    transport: Transport,
    session: Option<BlockingSession>,
    held: VecDeque<Ready>,
    held_until: NaiveDateTime,
}

/// A mail this worker holds.
struct Ready {
    mail: Queued,
    written: Written,
}

/// The message it is to be sent as, or what becomes of one that cannot be.
type Outcome = std::result::Result<Outgoing, Fate>;

enum Written {
    Now(Box<Outcome>),
    /// When its turn comes: it carries files, and no more than one mail's are held at once.
    Later(Secrets),
}

impl Desk<'_> {
    /// Writes mails as messages, in their order, on as many threads as there are processors.
    fn write_all(self, taken: Vec<Held>) -> Result<VecDeque<Ready>> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        if threads < 2 || taken.len() < SHARE {
            return Ok(taken.into_iter().map(|held| self.write(held)).collect());
        }
        let share = taken.len().div_ceil(threads);
        let mut rest = taken.into_iter();
        std::thread::scope(|scope| {
            let mut handles = Vec::with_capacity(threads);
            loop {
                let part: Vec<Held> = rest.by_ref().take(share).collect();
                if part.is_empty() {
                    break;
                }
                handles.push(scope.spawn(move || part.into_iter().map(|held| self.write(held)).collect::<Vec<_>>()));
            }
            let mut all = VecDeque::new();
            for handle in handles {
                all.extend(handle.join().map_err(|_| Error::internal("writing a mail panicked"))?);
            }
            Ok(all)
        })
    }

    fn write(self, held: Held) -> Ready {
        let Held { mail, secrets } = held;
        let written = match secrets {
            None => Written::Now(Box::new(Err(Fate::Failed(LINK_OVER.to_owned())))),
            Some(secrets) if has_files(&mail.carries) => Written::Later(secrets),
            Some(secrets) => Written::Now(Box::new(self.message(&mail, &secrets))),
        };
        Ready { mail, written }
    }

    fn message(self, mail: &Queued, secrets: &Secrets) -> Outcome {
        let written = render::letter(self, mail, secrets);
        written.and_then(|letter| letter.write().map_err(Error::internal)).map_err(|error| match error {
            // The store of files does not answer.
            Error::Unavailable(_) if mail.attempts + 1 < MOST_ATTEMPTS => Fate::Again(mail.created_at, error.to_string()),
            _ => {
                // It would fail the same way every time.
                tracing::error!(id = mail.id, template = mail.template, %error, "a mail cannot be written");
                Fate::Failed(error.to_string())
            }
        })
    }
}

impl Deliver {
    /// With the transport the settings name.
    pub fn new(site: &Site) -> Result<Self> {
        let transport = match &site.config.mail {
            MailTarget::Smtp(url) => Transport::smtp(url).map_err(Error::internal)?,
            MailTarget::Directory(path) => Transport::Directory(path.clone()),
        };
        Ok(Self::with_transport(site, transport))
    }

    pub fn with_transport(site: &Site, transport: Transport) -> Self {
        Self {
            site: site.clone(),
            views: Views::new(),
            from: sender(&site.config),
            owner: secret::new_secret(),
            transport,
            session: None,
            held: VecDeque::new(),
            held_until: NaiveDateTime::default(),
        }
    }

    fn db(&self) -> &Db {
        &self.site.db
    }

    fn desk(&self) -> Desk<'_> {
        Desk { views: &self.views, config: &self.site.config, from: &self.from, blobs: Some(&self.site.blobs) }
    }

    /// The next mail to send; takes more when none is held.
    fn next(&mut self) -> Result<Option<Ready>> {
        let now = self.site.clock.now();
        // A lease about to end is not used: another worker may take over any moment.
        if now + Duration::minutes(1) > self.held_until {
            self.held.clear();
        }
        if self.held.is_empty() {
            let (taken, until) = self.db().write(Tenant::All, |conn| store::lease_all_workspaces(conn, now, &self.owner, BATCH))?;
            self.held = self.desk().write_all(taken)?;
            self.held_until = until;
        }
        Ok(self.held.pop_front())
    }

    fn send(&mut self, mail: &Queued, outgoing: &Outgoing) -> Result<Fate> {
        let session = match &mut self.session {
            Some(session) => session,
            none => none.insert(self.transport.blocking_session().map_err(|e| Error::Unavailable(Box::new(e)))?),
        };
        let result = session.send(outgoing);
        Ok(fate(result, mail.attempts, self.site.clock.now(), rand::random()))
    }
}

/// `spread`: 0 to 1, so that mails that failed together do not come back together.
fn fate(result: std::result::Result<(), SendError>, attempts: i32, now: NaiveDateTime, spread: f64) -> Fate {
    match result {
        Ok(()) => Fate::Sent,
        Err(error) if !error.is_temporary() || attempts + 1 >= MOST_ATTEMPTS => Fate::Failed(error.text().to_owned()),
        Err(error) => {
            let minutes = (1_i64 << attempts.clamp(0, 20)).min(LONGEST_PAUSE_MINUTES);
            let seconds = (minutes * 60) as f64 * (0.75 + spread / 2.0);
            Fate::Again(now + Duration::seconds(seconds as i64), error.text().to_owned())
        }
    }
}

/// `LIANXI_MAIL_FROM` is an address, with or without a name.
pub(super) fn sender(config: &Config) -> Correspondent {
    match config.mail_from.trim().strip_suffix('>').and_then(|s| s.rsplit_once('<')) {
        Some((name, address)) => Correspondent::new(name.trim().trim_matches('"'), address.trim()),
        None => Correspondent::new("", config.mail_from.trim()),
    }
}

impl Step for Deliver {
    fn name(&self) -> &'static str {
        "outbox"
    }

    fn run_once(&mut self) -> Result<bool> {
        let Some(Ready { mail, written }) = self.next()? else { return Ok(false) };
        let outgoing = match written {
            Written::Now(outgoing) => *outgoing,
            Written::Later(secrets) => self.desk().message(&mail, &secrets),
        };
        let fate = match outgoing {
            Ok(outgoing) => self.send(&mail, &outgoing)?,
            Err(Fate::Again(_, text)) => fate(Err(SendError::Temporary { text }), mail.attempts, self.site.clock.now(), rand::random()),
            Err(fate) => fate,
        };
        if let Fate::Again(_, error) | Fate::Failed(error) = &fate {
            tracing::warn!(id = mail.id, attempts = mail.attempts + 1, error, "a mail was not sent");
        }
        let now = self.site.clock.now();
        let settle = |conn: &mut _| store::settle_all_workspaces(conn, &mail, &self.owner, &fate, now);
        // Whatever ends the program, what was sent is marked before the next is sent. A power cut may repeat those since the last
        // durable write, which is the taking of these mails at the latest.
        match fate {
            Fate::Sent => self.db().write_relaxed(Tenant::All, settle)?,
            Fate::Again(..) | Fate::Failed(_) => self.db().write(Tenant::All, settle)?,
        }
        Ok(true)
    }

    fn stop(&mut self) {
        if let Some(session) = self.session.take() {
            session.close();
        }
        self.held.clear();
        if let Err(error) = self.db().write(Tenant::All, |conn| store::release_all_workspaces(conn, &self.owner)) {
            tracing::warn!(%error, "mails in hand could not be handed back; their lease will end");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> NaiveDateTime {
        NaiveDateTime::default()
    }

    fn temporary() -> std::result::Result<(), SendError> {
        Err(SendError::Temporary { text: "451 later".into() })
    }

    #[test]
    fn pauses_grow_to_a_bound_and_end_after_some_three_days() {
        let mut total = Duration::zero();
        for attempts in 0..MOST_ATTEMPTS - 1 {
            let Fate::Again(at, _) = fate(temporary(), attempts, now(), 0.5) else { panic!("given up after {attempts}") };
            total += at - now();
        }
        assert!(matches!(fate(temporary(), MOST_ATTEMPTS - 1, now(), 0.5), Fate::Failed(_)));
        assert!(total > Duration::days(2) && total < Duration::days(4), "{total}");
    }

    #[test]
    fn a_refusal_for_good_is_not_repeated() {
        assert_eq!(fate(Err(SendError::Permanent { text: "550 no".into() }), 0, now(), 0.0), Fate::Failed("550 no".into()));
    }
}
