//! SQLite's one writer: transactions that wait for each other share one durable commit.
//!
//! Making a commit durable costs more than most changes. Whoever has the connection works inside a savepoint of an open transaction;
//! when others wait already, it leaves the commit to the next of them and waits for it. Nobody is told that something was kept
//! before it was: all learn the outcome of the one commit. What a single piece of work did is undone alone when it fails.

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::PathBuf,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::{
    Conn,
    connect::open_sqlite,
    queue::Job,
    transact::{begin_write, commit, guarded, is_broken, roll_back, savepoint},
};
use crate::platform::error::{Error, Result};

/// The most pieces of work one commit is made for; bounds how long the first of them waits.
pub(super) const BATCH_MAX: usize = 64;

/// The connection that writes, and the transaction that is open on it.
pub(super) struct Writer {
    path: PathBuf,
    open: Mutex<Open>,
    /// Threads that want the connection and will commit if they are the last.
    waiting: AtomicUsize,
}

struct Open {
    conn: Conn,
    /// The commit that the work done so far waits for.
    batch: Option<Arc<Batch>>,
    members: usize,
}

/// One commit and all who wait for it.
#[derive(Default)]
struct Batch {
    outcome: Mutex<Option<std::result::Result<(), String>>>,
    known: Condvar,
}

impl Batch {
    fn tell(&self, outcome: std::result::Result<(), String>) {
        *self.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
        self.known.notify_all();
    }

    fn wait(&self) -> Result<()> {
        let mut outcome = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match &*outcome {
                Some(Ok(())) => return Ok(()),
                Some(Err(why)) => return Err(Error::Unavailable(why.clone().into())),
                None => outcome = self.known.wait(outcome).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}

impl Writer {
    pub fn open(path: PathBuf) -> Result<Self> {
        let conn = Conn::Sqlite(open_sqlite(&path)?);
        Ok(Self { path, open: Mutex::new(Open { conn, batch: None, members: 0 }), waiting: AtomicUsize::new(0) })
    }

    /// The connection between transactions, for what manages its own.
    pub fn alone<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let mut open = self.lock();
        self.finish(&mut open)?;
        work(&mut open.conn)
    }

    /// Does `work` and returns when it is durable, or undone.
    pub fn write<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        self.write_in(self.lock(), work)
    }

    /// Makes these changes one after another, each inside a savepoint of its own, commits them together and tells each what became
    /// of it.
    pub fn write_all(&self, jobs: Vec<Job>) {
        let mut open = self.lock();
        let mut told = Vec::with_capacity(jobs.len());
        for job in jobs {
            let (done, batch) = match self.join(&mut open) {
                Ok(batch) => (job(Ok(&mut open.conn)), Some(batch)),
                Err(error) => (job(Err(error)), None),
            };
            open.members += 1;
            if !done.kept && batch.is_some() && is_lost(&mut open.conn) {
                self.give_up(&mut open);
            }
            told.push((done, batch));
        }
        // Those who wait are told by the batch, these here.
        self.finish(&mut open).unwrap_or_else(|error| tracing::warn!(%error, "a commit failed"));
        drop(open);
        for (done, batch) in told {
            (done.tell)(batch.map_or(Ok(()), |batch| batch.wait()));
        }
    }

    /// Does `work` and returns when it is in the log, which the next durable commit makes durable as well.
    pub fn write_relaxed<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let mut open = self.lock();
        if open.batch.is_some() {
            // Others wait for a durable commit; this may as well be part of it.
            return self.write_in(open, work);
        }
        self.mend(&mut open)?;
        synchronous(&mut open.conn, "NORMAL")?;
        let done = catch_unwind(AssertUnwindSafe(|| {
            begin_write(&mut open.conn)?;
            guarded(&mut open.conn, work)
        }));
        if synchronous(&mut open.conn, "FULL").is_err() {
            // Nobody may take this connection for one that keeps its promises.
            open.conn = Conn::Sqlite(open_sqlite(&self.path)?);
        }
        done.unwrap_or_else(|panic| resume_unwind(panic))
    }

    fn write_in<T>(&self, mut open: MutexGuard<'_, Open>, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let batch = self.join(&mut open)?;
        let done = catch_unwind(AssertUnwindSafe(|| savepoint(&mut open.conn, work)));
        open.members += 1;
        if !matches!(done, Ok(Ok(_))) && is_lost(&mut open.conn) {
            self.give_up(&mut open);
        } else if self.waiting.load(Ordering::SeqCst) == 0 || open.members >= BATCH_MAX {
            // Those who wait are told by the batch; this one asks it below like everybody.
            self.finish(&mut open).unwrap_or_else(|error| tracing::warn!(%error, "a commit failed"));
        }
        drop(open);
        match done {
            Ok(Ok(value)) => batch.wait().map(|()| value),
            Ok(Err(error)) => Err(error),
            Err(panic) => resume_unwind(panic),
        }
    }

    /// Counted as waiting until it has the connection.
    fn lock(&self) -> MutexGuard<'_, Open> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        // A panic in somebody's work was caught and undone, so a poisoned lock guards a sound connection.
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        open
    }

    /// The batch that is open, or a new one.
    fn join(&self, open: &mut Open) -> Result<Arc<Batch>> {
        if let Some(batch) = &open.batch {
            return Ok(Arc::clone(batch));
        }
        self.mend(open)?;
        begin_write(&mut open.conn)?;
        let batch = Arc::<Batch>::default();
        (open.batch, open.members) = (Some(Arc::clone(&batch)), 0);
        Ok(batch)
    }

    /// A new connection where the old one is of no use.
    fn mend(&self, open: &mut Open) -> Result<()> {
        if is_broken(&mut open.conn) {
            open.conn = Conn::Sqlite(open_sqlite(&self.path)?);
        }
        Ok(())
    }

    /// Commits what is open and tells everybody.
    fn finish(&self, open: &mut Open) -> Result<()> {
        let Some(batch) = open.batch.take() else { return Ok(()) };
        let done = commit(&mut open.conn);
        if done.is_err() {
            roll_back(&mut open.conn);
        }
        batch.tell(done.as_ref().copied().map_err(ToString::to_string));
        done
    }

    /// The whole transaction is gone: nobody's work was kept.
    fn give_up(&self, open: &mut Open) {
        roll_back(&mut open.conn);
        if let Some(batch) = open.batch.take() {
            batch.tell(Err("the transaction was lost".into()));
        }
    }
}

/// How much the next transactions of this connection wait for the disk.
fn synchronous(conn: &mut Conn, how: &str) -> Result<()> {
    use diesel::connection::SimpleConnection;
    let Conn::Sqlite(c) = conn else { return Ok(()) };
    Ok(c.batch_execute(&format!("PRAGMA synchronous = {how}"))?)
}

/// Whether SQLite ended the transaction by itself, as it does when the disk is full or broken.
fn is_lost(conn: &mut Conn) -> bool {
    use diesel::connection::SimpleConnection;
    let Conn::Sqlite(c) = conn else { return false };
    // SQLite refuses to begin a transaction within one; where it does not, there is none to end but this.
    c.batch_execute("BEGIN; ROLLBACK").is_ok()
}

#[cfg(test)]
mod tests {
    use std::{sync::Barrier, thread};

    use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::BigInt};

    use super::*;

    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }

    fn opened(dir: &tempfile::TempDir) -> Writer {
        let writer = Writer::open(dir.path().join("w.sqlite3")).unwrap();
        writer.write(|c| Ok(sql_query("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)").execute(c)?)).unwrap();
        writer
    }

    fn count(dir: &tempfile::TempDir, sql: &str) -> i64 {
        let mut conn = Conn::Sqlite(open_sqlite(&dir.path().join("w.sqlite3")).unwrap());
        sql_query(format!("SELECT count(*) AS n FROM t WHERE {sql}")).get_result::<Count>(&mut conn).unwrap().n
    }

    fn insert(c: &mut Conn, a: usize) -> Result<()> {
        sql_query(format!("INSERT INTO t VALUES ({a}, 'x')")).execute(c)?;
        Ok(())
    }

    #[test]
    fn whoever_is_told_yes_is_kept_and_whoever_failed_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let writer = opened(&dir);
        let ready = Barrier::new(16);
        thread::scope(|threads| {
            for n in 0..16usize {
                let (writer, ready, dir) = (&writer, &ready, &dir);
                threads.spawn(move || {
                    ready.wait();
                    for round in 0..40 {
                        let a = n * 1000 + round;
                        let told = catch_unwind(AssertUnwindSafe(|| {
                            writer.write(|c| {
                                insert(c, a)?;
                                match a % 5 {
                                    1 => Err(Error::NotFound),
                                    2 => panic!("on purpose"),
                                    _ => Ok(()),
                                }
                            })
                        }));
                        let kept = matches!(told, Ok(Ok(())));
                        assert_eq!(kept, !matches!(a % 5, 1 | 2));
                        assert_eq!(count(dir, &format!("a = {a}")), i64::from(kept), "seen by others as soon as it is told");
                    }
                });
            }
        });
        assert_eq!(count(&dir, "a % 5 IN (1, 2)"), 0);
        assert_eq!(count(&dir, "1 = 1"), 16 * 24);
    }

    fn level(c: &mut Conn) -> i64 {
        #[derive(QueryableByName)]
        struct Level {
            #[diesel(sql_type = BigInt)]
            synchronous: i64,
        }
        sql_query("PRAGMA synchronous").get_result::<Level>(c).unwrap().synchronous
    }

    #[test]
    fn a_relaxed_write_is_kept_or_undone_and_the_next_one_is_durable_again() {
        let dir = tempfile::tempdir().unwrap();
        let writer = opened(&dir);
        let within = writer.write_relaxed(|c| {
            insert(c, 1)?;
            Ok(level(c))
        });
        assert_eq!((within.unwrap(), count(&dir, "a = 1")), (1, 1));
        let failed = writer.write_relaxed(|c| {
            insert(c, 2)?;
            Err::<(), _>(Error::NotFound)
        });
        assert!(failed.is_err());
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            writer.write_relaxed(|c| -> Result<()> {
                insert(c, 3)?;
                panic!("on purpose")
            })
        }));
        assert!(panicked.is_err());
        assert_eq!(writer.write(|c| Ok(level(c))).unwrap(), 2, "what is confirmed to people is durable");
        assert_eq!(count(&dir, "1 = 1"), 1);
    }

    #[test]
    fn those_who_wait_share_one_commit() {
        let dir = tempfile::tempdir().unwrap();
        let writer = opened(&dir);
        let (began, first) = std::sync::mpsc::channel();
        thread::scope(|threads| {
            let writer = &writer;
            threads.spawn(move || {
                writer
                    .write(|c| {
                        insert(c, 1)?;
                        began.send(()).unwrap();
                        while writer.waiting.load(Ordering::SeqCst) == 0 {
                            thread::yield_now();
                        }
                        Ok(())
                    })
                    .unwrap();
            });
            first.recv().unwrap();
            let seen = writer.write(|c| {
                insert(c, 2)?;
                Ok(count(&dir, "1 = 1"))
            });
            assert_eq!(seen.unwrap(), 0, "the first is not committed before the second has joined");
        });
        assert_eq!(count(&dir, "1 = 1"), 2);
    }

    #[test]
    fn nobody_is_told_yes_when_the_transaction_is_lost() {
        let dir = tempfile::tempdir().unwrap();
        let writer = opened(&dir);
        let (began, first) = std::sync::mpsc::channel();
        let told = thread::scope(|threads| {
            let writer = &writer;
            let earlier = threads.spawn(move || {
                writer.write(|c| {
                    insert(c, 1)?;
                    began.send(()).unwrap();
                    while writer.waiting.load(Ordering::SeqCst) == 0 {
                        thread::yield_now();
                    }
                    Ok(())
                })
            });
            first.recv().unwrap();
            // As SQLite does by itself when the disk breaks.
            let later = writer.write(|c| {
                sql_query("ROLLBACK").execute(c)?;
                Err::<(), _>(Error::NotFound)
            });
            (earlier.join().unwrap().is_ok(), later.is_ok())
        });
        assert_eq!(told, (false, false));
        writer.write(|c| insert(c, 3)).unwrap();
        assert_eq!((count(&dir, "a = 1"), count(&dir, "a = 3")), (0, 1));
    }
}
