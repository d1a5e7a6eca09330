//! Changes that wait for SQLite's one writer without a thread each.
//!
//! Whoever finds nobody at work starts one thread, which does what has gathered, commits it, tells everybody, and does what has gathered
//! meanwhile, until nothing has.

use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{
    sync::oneshot,
    task::{JoinError, spawn_blocking},
};

use super::{Conn, Db, Tenant, connect::Inner, transact::savepoint, writer::BATCH_MAX};
use crate::platform::error::{Error, Result};

/// A change, and who is to be told what became of it.
pub(super) type Job = Box<dyn FnOnce(Result<&mut Conn>) -> Done + Send>;

/// A change that was made and is not durable yet.
pub(super) struct Done {
    /// Whether it succeeded; else it is undone already.
    pub kept: bool,
    pub tell: Box<dyn FnOnce(Result<()>) + Send>,
}

/// What waits for the writer.
#[derive(Default)]
pub(super) struct Queue {
    waiting: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    jobs: VecDeque<Job>,
    /// Somebody is at work, or about to be.
    is_served: bool,
}

impl Queue {
    /// Adds a change; true when somebody must be sent to work.
    fn add(&self, job: Job) -> bool {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.jobs.push_back(job);
        !std::mem::replace(&mut waiting.is_served, true)
    }

    /// The next changes, at most `most`; when there are none, nobody is at work any more.
    fn take(&self, most: usize) -> Vec<Job> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let count = waiting.jobs.len().min(most);
        waiting.is_served = count > 0;
        waiting.jobs.drain(..count).collect()
    }
}

/// Somebody sent to work. Where they never come to its end, because the program ends first, those who wait are told so.
struct Sent {
    db: Arc<Inner>,
    is_done: bool,
}

impl Sent {
    fn serve(mut self) {
        if let Inner::Sqlite { writer, queue, .. } = &*self.db {
            loop {
                let jobs = queue.take(BATCH_MAX);
                if jobs.is_empty() {
                    break;
                }
                writer.write_all(jobs);
            }
        }
        self.is_done = true;
    }
}

impl Drop for Sent {
    fn drop(&mut self) {
        if let (false, Inner::Sqlite { queue, .. }) = (self.is_done, &*self.db) {
            while !queue.take(usize::MAX).is_empty() {}
        }
    }
}

impl Db {
    /// As [`Self::write`], from an asynchronous task: its answer comes when the change is durable, or undone.
    pub async fn write_soon<T: Send + 'static>(
        &self,
        tenant: Tenant,
        work: impl FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let gone = |_: JoinError| Error::internal("a change panicked");
        let Inner::Sqlite { queue, .. } = &*self.0 else {
            let db = self.clone();
            return spawn_blocking(move || db.write(tenant, work)).await.map_err(gone)?;
        };
        let (sender, receiver) = oneshot::channel();
        if queue.add(Box::new(move |conn| perform(conn, work, sender))) {
            let sent = Sent { db: Arc::clone(&self.0), is_done: false };
            spawn_blocking(move || sent.serve());
        }
        receiver.await.map_err(|_| Error::internal("a change was not made"))?
    }
}

/// Makes a change inside a savepoint. Nobody is told before [`Done::tell`].
fn perform<T: Send + 'static>(
    conn: Result<&mut Conn>,
    work: impl FnOnce(&mut Conn) -> Result<T>,
    sender: oneshot::Sender<Result<T>>,
) -> Done {
    let made = conn.and_then(|conn| {
        catch_unwind(AssertUnwindSafe(|| savepoint(conn, work))).unwrap_or_else(|_| Err(Error::internal("a change panicked")))
    });
    Done {
        kept: made.is_ok(),
        // Who no longer waits for the answer is told nothing.
        tell: Box::new(move |outcome| _ = sender.send(made.and_then(|value| outcome.map(|()| value)))),
    }
}

#[cfg(test)]
mod tests {
    use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::BigInt};

    use super::{super::Options, *};

    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }

    fn opened(dir: &tempfile::TempDir) -> Db {
        let db = Db::open(&Options::Sqlite { path: dir.path().join("q.sqlite3"), readers: 2 }).unwrap();
        db.write(Tenant::All, |c| Ok(sql_query("CREATE TABLE t (a INTEGER PRIMARY KEY)").execute(c)?)).unwrap();
        db
    }

    fn count(db: &Db) -> i64 {
        db.read(Tenant::All, |c| Ok(sql_query("SELECT count(*) AS n FROM t").get_result::<Count>(c)?.n)).unwrap()
    }

    #[test]
    fn each_hears_what_became_of_its_own_change() {
        let dir = tempfile::tempdir().unwrap();
        let db = opened(&dir);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).build().unwrap();
        let told = runtime.block_on(async {
            let tasks: Vec<_> = (0..300)
                .map(|n| {
                    let db = db.clone();
                    tokio::spawn(async move {
                        let change = move |c: &mut Conn| {
                            sql_query(format!("INSERT INTO t VALUES ({n})")).execute(c)?;
                            match n % 3 {
                                0 => Ok(n),
                                1 => Err(Error::NotFound),
                                _ => panic!("on purpose"),
                            }
                        };
                        let told = db.write_soon(Tenant::All, change).await;
                        (
                            n,
                            told,
                            db.read(Tenant::All, move |c| {
                                Ok(sql_query(format!("SELECT count(*) AS n FROM t WHERE a = {n}")).get_result::<Count>(c)?.n)
                            }),
                        )
                    })
                })
                .collect();
            let mut told = Vec::new();
            for task in tasks {
                told.push(task.await.unwrap());
            }
            told
        });
        for (n, told, found) in told {
            match n % 3 {
                0 => assert_eq!((told.unwrap(), found.unwrap()), (n, 1), "kept before it was told"),
                1 => assert!(matches!(told, Err(Error::NotFound)) && found.unwrap() == 0, "{n}: undone alone"),
                _ => assert!(matches!(told, Err(Error::Internal(_))) && found.unwrap() == 0, "{n}: a panic is an error"),
            }
        }
        assert_eq!(count(&db), 100);
    }

    #[test]
    fn changes_from_both_sides_wait_for_each_other() {
        let dir = tempfile::tempdir().unwrap();
        let db = opened(&dir);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for n in 0..100 {
                    db.write(Tenant::All, |c| Ok(sql_query(format!("INSERT INTO t VALUES ({n})")).execute(c)?)).unwrap();
                }
            });
            runtime.block_on(async {
                for n in 100..200 {
                    let insert = move |c: &mut Conn| Ok(sql_query(format!("INSERT INTO t VALUES ({n})")).execute(c)?);
                    db.write_soon(Tenant::All, insert).await.unwrap();
                }
            });
        });
        assert_eq!(count(&db), 200);
    }

    #[test]
    fn whoever_waits_when_the_program_ends_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let db = opened(&dir);
        let Inner::Sqlite { queue, .. } = &*db.0 else { panic!("SQLite was opened") };
        let (sender, mut receiver) = oneshot::channel::<Result<()>>();
        assert!(queue.add(Box::new(move |conn| perform(conn, |_| Ok(()), sender))), "somebody is to be sent");
        assert!(!queue.add(Box::new(|_| Done { kept: true, tell: Box::new(|_| ()) })), "one is enough");
        drop(Sent { db: Arc::clone(&db.0), is_done: false });
        assert!(receiver.try_recv().is_err_and(|e| e == oneshot::error::TryRecvError::Closed));
        assert!(queue.add(Box::new(|_| Done { kept: true, tell: Box::new(|_| ()) })), "and the next is sent again");
    }
}
