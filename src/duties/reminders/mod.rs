//! Automatic reminders (催办): who is reminded this morning of what, once for each threshold and in one mail.
//!
//! Reminded are, at the workspace's thresholds before, on and after a deadline, the lead department's liaisons and deputies and
//! those of every department that has not received its part; after the term for receiving, the latter; after the term for verifying,
//! the secretariat. Leaders read of it in their digest. After a stop only the latest threshold that has passed counts.

mod mail;
mod owed;

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Duration, NaiveDateTime, NaiveTime};
use serde_json::json;

use super::{
    actions::SUBJECT,
    queries,
    store::{self, Mark, Recipient},
};
use crate::{
    calendar::{self, WorkCalendar},
    outbox,
    platform::{
        clock,
        db::{Conn, Db},
        error::Result,
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};
use owed::Owed;

/// What a sweep did, and when to look again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reminded {
    pub people: usize,
    pub duties: usize,
    pub next: NaiveDateTime,
}

/// A changed hour or calendar is noticed within this.
const LOOK_AGAIN: Duration = Duration::hours(1);

/// Reminds everybody of a workspace who is to be reminded now; does nothing before the hour, on days off, and a second time.
pub fn remind_due(db: &Db, scope: &Scope) -> Result<Reminded> {
    let (calendar, owed) = db.read(scope.tenant(), |conn| {
        let calendar = calendar::load(conn, scope)?;
        let owed = if is_time(scope, &calendar) { Some(find(conn, scope, &calendar)?) } else { None };
        Ok((calendar, owed))
    })?;
    let next = next_time(scope, &calendar).min(scope.now() + LOOK_AGAIN);
    let (people, duties) = match owed {
        Some(found) if found.iter().any(|f| f.is_new()) => db.write(scope.tenant(), |conn| send(conn, scope, &found))?,
        _ => (0, 0),
    };
    Ok(Reminded { people, duties, next })
}

/// The instant of today's or another day's reminders.
fn hour_of(scope: &Scope, day: chrono::NaiveDate) -> NaiveDateTime {
    let hour = NaiveTime::from_hms_opt(scope.settings().reminder_hour.min(23), 0, 0).unwrap_or_default();
    clock::to_utc(day.and_time(hour), scope.zone())
}

fn is_time(scope: &Scope, calendar: &WorkCalendar) -> bool {
    calendar.is_working(scope.today()) && hour_of(scope, scope.today()) <= scope.now()
}

fn next_time(scope: &Scope, calendar: &WorkCalendar) -> NaiveDateTime {
    let today = Some(scope.today()).filter(|day| calendar.is_working(*day)).map(|day| hour_of(scope, day));
    today.filter(|at| *at > scope.now()).unwrap_or_else(|| hour_of(scope, calendar.add_working_days(scope.today(), 1)))
}

/// Everything one person is to be told of, the most urgent first.
struct Morning {
    to: Recipient,
    owed: Vec<(Owed, bool)>,
}

impl Morning {
    fn is_new(&self) -> bool {
        self.owed.iter().any(|(_, new)| *new)
    }
}

/// Who owes what, with whether they were reminded of it at this threshold before. Whoever had a mail today is left out: one a morning.
fn find(conn: &mut Conn, scope: &Scope, calendar: &WorkCalendar) -> Result<Vec<Morning>> {
    let standing = queries::standing(conn, scope)?;
    let acting = store::acting_people(conn, scope)?;
    let office = store::secretariat(conn, scope)?;
    let barred: HashSet<(i64, i64)> = store::barred_people(conn, scope)?.into_iter().collect();
    let names = queries::department_short_names(conn, scope)?;
    let marks = store::automatic_marks(conn, scope)?;
    let sent: HashSet<Mark> = marks.iter().map(|(mark, _)| *mark).collect();
    let today = scope.today();
    let had: HashSet<i64> =
        marks.iter().filter(|(_, at)| clock::local(*at, scope.zone()).date() == today).map(|(m, _)| m.person_id).collect();
    let mut mornings: BTreeMap<i64, Morning> = BTreeMap::new();
    for duty in &standing {
        for owed in owed::of(scope, duty, calendar, &names) {
            let to: Vec<(Option<i64>, &Recipient)> = match owed.departments() {
                Some(ids) => ids.iter().flat_map(|id| acting.get(id).into_iter().flatten().map(|r| (Some(*id), r))).collect(),
                None => office.iter().filter(|r| !barred.contains(&(duty.id, r.person_id))).map(|r| (None, r)).collect(),
            };
            for (department_id, recipient) in to.into_iter().filter(|(_, r)| !had.contains(&r.person_id)) {
                let new = !sent.contains(&owed.mark(recipient.person_id));
                let morning = mornings.entry(recipient.person_id).or_insert_with(|| Morning { to: recipient.clone(), owed: Vec::new() });
                if !morning.owed.iter().any(|(o, _)| o.is_same_as(&owed)) {
                    morning.owed.push((owed.told_to(department_id), new));
                }
            }
        }
    }
    let mut found: Vec<Morning> = mornings.into_values().filter(Morning::is_new).collect();
    found.iter_mut().for_each(|m| m.owed.sort_by_key(|(o, _)| o.urgency()));
    Ok(found)
}

/// Writes ledger, mails and timelines. What another worker wrote in the meantime is not written, nor sent, again.
fn send(conn: &mut Conn, scope: &Scope, found: &[Morning]) -> Result<(usize, usize)> {
    let mut told = 0;
    let mut by_duty: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
    let mut nth: HashMap<i64, usize> = HashMap::new();
    for morning in found {
        let mut news = Vec::new();
        for (owed, _) in morning.owed.iter().filter(|(_, new)| *new) {
            if let std::collections::hash_map::Entry::Vacant(unseen) = nth.entry(owed.duty_id) {
                unseen.insert(store::count_automatic(conn, scope, owed.duty_id)? + 1);
            }
            if store::insert_automatic(conn, scope, &owed.mark(morning.to.person_id))? {
                news.push(owed.duty_id);
            }
        }
        if news.is_empty() {
            continue;
        }
        let letter = mail::letter(scope, &morning.to, &morning.owed)?;
        let cause = format!("reminder:{}:{}", morning.to.person_id, scope.today());
        if !outbox::enqueue(conn, scope, &letter.with_cause(&cause))? {
            tracing::warn!(workspace = scope.workspace_id(), "a morning's reminders had been sent already");
        }
        told += 1;
        for duty_id in news {
            let names = by_duty.entry(duty_id).or_default();
            if !names.contains(&morning.to.name.as_str()) {
                names.push(&morning.to.name);
            }
        }
    }
    for (duty_id, names) in &by_duty {
        let data = json!({ "nth": nth.get(duty_id).copied().unwrap_or(1), "people": names.join("、") });
        timeline::record(conn, scope, Entry::new(Subject::new(SUBJECT, *duty_id), "remind").data(data))?;
    }
    Ok((told, by_duty.len()))
}
