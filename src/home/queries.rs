//! What homes and the navigation read beside the rooms' own queries.

use std::sync::Arc;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::{
    accountability,
    calendar::WorkCalendar,
    duties::queries::{self as duties, Marks},
    enforcement::{
        campaign::{self, queries::Owed},
        pending::{self, Pending},
        publication::{self, queries::Waiting},
        restriction::{self, queries::WaitingLifting},
    },
    instructions, meetings, outbox,
    platform::{db::Conn, error::Result, i18n::format},
    schema::timeline,
    site::NavCounts,
    tenancy::{Role, Scope},
    timeline::{Event, Kept},
};

/// What the frame counts beside “next”, and its warning when a deadline lies in a year whose holidays are not known.
pub fn nav_counts(conn: &mut Conn, scope: &Scope) -> Result<NavCounts> {
    let whose = (scope.membership_id(), scope.today(), scope.acts_for().collect());
    let Counted { mut next, matters, beyond } = COUNTED.get(conn, scope, whose, |conn| counted(conn, scope))?;
    // What becomes of a mail is no entry of the timeline.
    if scope.has(Role::Administrator) {
        next += outbox::count_failed(conn, scope)?;
    }
    let warning = beyond.map(|(day, year)| {
        format(scope.lang(), "home-calendar-warning", &[("year", year.to_string().into()), ("day", day.to_string().into())])
    });
    Ok(NavCounts { next, matters, warning })
}

/// A member, the day, and the departments they act for on it.
type Whose = (Option<i64>, NaiveDate, Vec<i64>);

/// What every page says to a member.
#[derive(Clone, Copy, Debug)]
struct Counted {
    /// How much waits on them.
    next: i64,
    /// Whether they know of any matter.
    matters: bool,
    /// The day of the last deadline still running and the year up to which holidays are known, where it lies beyond.
    beyond: Option<(NaiveDate, i32)>,
}

static COUNTED: Kept<Whose, Counted> = Kept::new(20_000);

fn counted(conn: &mut Conn, scope: &Scope) -> Result<Counted> {
    let calendar = duties::calendar(conn, scope)?;
    let duties::Outlook { mut next, last_deadline } = duties::outlook(conn, scope, Marks::of(scope, &calendar))?;
    if scope.has(Role::Secretariat) {
        next += instructions::queries::count_waiting(conn, scope, 100)?;
    }
    next += meetings::queries::waiting(conn, scope)?.iter().filter(|w| w.why != meetings::queries::Why::Propose).count() as i64;
    let (pressing, matters) = pressing(conn, scope, &calendar)?;
    let beyond = last_deadline.filter(|day| calendar.beyond_known(*day)).map(|day| (day, calendar.known_until()));
    Ok(Counted { next: next + pressing, matters, beyond })
}

/// What waits on a department's people about enforcement.
#[derive(Debug)]
pub struct Beside {
    pub enforced: Enforcement,
    /// The first of the steps of cases, and how many there are in all.
    pub held: Vec<Pending>,
    pub held_count: i64,
    /// Reports of campaigns.
    pub owed: Vec<Owed>,
}

static BESIDE: Kept<Whose, Arc<Beside>> = Kept::new(1_000);

/// Read once until anything happens in the workspace: a home is opened far more often than its cases change.
pub fn beside(conn: &mut Conn, scope: &Scope, calendar: &WorkCalendar, shown: i64) -> Result<Arc<Beside>> {
    let whose = (scope.membership_id(), scope.today(), scope.acts_for().collect());
    BESIDE.get(conn, scope, whose, |conn| {
        let held = pending::own(conn, scope, calendar, shown)?;
        let all = i64::try_from(held.len()).unwrap_or(shown);
        let held_count = if all < shown { all } else { pending::count_own(conn, scope, calendar)? };
        let owed = campaign::queries::owed(conn, scope)?;
        Ok(Arc::new(Beside { enforced: enforcement_waiting(conn, scope)?, held, held_count, owed }))
    })
}

/// How much of enforcement and of matters waits on this person, and whether they know of any matter.
fn pressing(conn: &mut Conn, scope: &Scope, calendar: &WorkCalendar) -> Result<(i64, bool)> {
    let mut n = enforcement_waiting(conn, scope)?.count() + pending::count_own(conn, scope, calendar)?;
    n += i64::try_from(campaign::queries::owed(conn, scope)?.len()).unwrap_or(i64::MAX);
    if scope.has(Role::Secretariat) {
        n += pending::count_office(conn, scope)?.sum();
    }
    let matters = accountability::queries::has_place(conn, scope)?;
    if matters {
        n += accountability::queries::waiting(conn, scope)?.len() as i64;
    }
    Ok((n, matters))
}

/// What waits on one person about restrictions and publications; bounded, the rest follows when these are done.
#[derive(Debug, Default)]
pub struct Enforcement {
    pub liftings: Vec<WaitingLifting>,
    pub publications: Vec<Waiting>,
}

impl Enforcement {
    pub fn count(&self) -> i64 {
        i64::try_from(self.liftings.len() + self.publications.len()).unwrap_or(i64::MAX)
    }
}

/// What waits on this person about restrictions and publications.
pub fn enforcement_waiting(conn: &mut Conn, scope: &Scope) -> Result<Enforcement> {
    const MOST: i64 = 20;
    let liftings = restriction::queries::waiting(conn, scope, MOST)?;
    Ok(Enforcement { liftings, publications: publication::queries::waiting(conn, scope, MOST)? })
}

/// An entry about a duty, with the duty it is about.
#[derive(Clone, Debug, Queryable)]
pub struct Latest {
    pub event: Event,
    pub number: String,
    pub title: String,
}

/// What happened last to duties this reader may learn of, newest first.
pub fn latest(conn: &mut Conn, scope: &Scope, limit: i64) -> Result<Vec<Latest>> {
    let events: Vec<(i64, Event)> = timeline::table
        .filter(timeline::workspace_id.eq(scope.workspace_id()))
        .filter(timeline::subject_kind.eq("duty"))
        .order(timeline::id.desc())
        .limit(limit)
        .select((timeline::subject_id, Event::as_select()))
        .load(conn)?;
    let ids: Vec<i64> = events.iter().map(|(id, _)| *id).collect();
    let names = duties::names(conn, scope, &ids)?;
    let named = events.into_iter().filter_map(|(id, event)| {
        let duties::Named { number, title, .. } = names.iter().find(|named| named.id == id)?.clone();
        Some(Latest { event, number, title })
    });
    Ok(named.collect())
}
