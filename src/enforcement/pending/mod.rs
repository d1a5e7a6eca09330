//! What waits about cases, and on whom: what a department has to receive, to report, to decide, to inspect again, to file or to close; who
//! is silent; what the secretariat has to settle. For homes and digests, each read in one statement.

mod model;
mod store;

pub use model::{Back, Pending, Step};

use store::{Whose, Window};

use crate::{
    calendar::WorkCalendar,
    platform::{db::Conn, error::Result},
    tenancy::Scope,
};

/// No count goes higher.
pub const COUNTED: i64 = 100;

/// What is over, what is due soon, and what only asks to be received or decided, however much time is left.
fn asked(scope: &Scope, calendar: &WorkCalendar) -> Window {
    Window { from_the_first_day: true, ..soon(scope, calendar) }
}

/// What is over or due soon.
fn soon(scope: &Scope, calendar: &WorkCalendar) -> Window {
    let last = calendar.add_working_days(scope.today(), scope.settings().due_soon_days);
    Window { before: last.succ_opt().unwrap_or(last), today: scope.today(), from_the_first_day: false }
}

/// What is over.
fn over(scope: &Scope) -> Window {
    Window { before: scope.today(), today: scope.today(), from_the_first_day: false }
}

/// What the departments this person acts for have to do now, and whom they gave something that is silent: the first due first. To act for a
/// department is right enough.
pub fn own(conn: &mut Conn, scope: &Scope, calendar: &WorkCalendar, most: i64) -> Result<Vec<Pending>> {
    let own: Vec<i64> = scope.acts_for().collect();
    if own.is_empty() {
        return Ok(Vec::new());
    }
    store::list(conn, scope, &Step::OWN, Whose::Departments(&own), asked(scope, calendar), Some(most))
}

/// How much [`own`] is, counted to [`COUNTED`].
pub fn count_own(conn: &mut Conn, scope: &Scope, calendar: &WorkCalendar) -> Result<i64> {
    let own: Vec<i64> = scope.acts_for().collect();
    if own.is_empty() {
        return Ok(0);
    }
    store::count(conn, scope, &Step::OWN, Whose::Departments(&own), asked(scope, calendar), COUNTED)
}

/// All that anybody has to do about cases, the first due first: for digests, which tell each reader of their own departments. The program asks.
pub fn all(conn: &mut Conn, scope: &Scope, calendar: &WorkCalendar) -> Result<Vec<Pending>> {
    store::list(conn, scope, &Step::TOLD, Whose::Anybody, asked(scope, calendar), None)
}

/// What is overdue of these departments, for who is in charge of them, and how much it is, counted to [`COUNTED`]; of all departments where
/// there are none.
pub fn late(conn: &mut Conn, scope: &Scope, departments: &[i64], most: i64) -> Result<(Vec<Pending>, i64)> {
    if departments.is_empty() || !departments.iter().all(|id| scope.leads().any(|led| led == *id)) {
        scope.require(&crate::enforcement::READERS)?;
    }
    let whose = if departments.is_empty() { Whose::Anybody } else { Whose::Departments(departments) };
    let found = store::list(conn, scope, &Step::TOLD, whose, over(scope), Some(most))?;
    Ok((found, store::count(conn, scope, &Step::TOLD, whose, over(scope), COUNTED)?))
}

/// What the secretariat has to look at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Office {
    /// Hand-overs whose receipt or result is overdue or due soon.
    pub silent: Vec<Pending>,
    /// Proposals the competent department declined twice.
    pub settle: Vec<Pending>,
    /// Cases handed back so often that the meeting should settle who does them, and not brought before it yet.
    pub back: Vec<Back>,
    /// Steps of cases that are overdue, wherever.
    pub stuck: Vec<Pending>,
}

/// The first of each.
pub fn office(conn: &mut Conn, scope: &Scope, calendar: &WorkCalendar, most: i64) -> Result<Office> {
    scope.require(&[crate::tenancy::Role::Secretariat])?;
    let (near, over, anybody) = (soon(scope, calendar), over(scope), Whose::Anybody);
    Ok(Office {
        silent: store::list(conn, scope, &Step::SILENT, anybody, near, Some(most))?,
        settle: store::list(conn, scope, &[Step::Settle], anybody, near, Some(most))?,
        back: store::back(conn, scope, most)?,
        stuck: store::list(conn, scope, &Step::STUCK, anybody, over, Some(most))?,
    })
}

/// How much waits on the secretariat, counted to [`COUNTED`] each: what is silent or stuck beyond its day, what is to be settled, what was
/// handed back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OfficeCount {
    pub silent: i64,
    pub settle: i64,
    pub back: i64,
    pub stuck: i64,
}

impl OfficeCount {
    pub fn sum(self) -> i64 {
        self.silent + self.settle + self.back + self.stuck
    }
}

/// How much of each there is.
pub fn count_office(conn: &mut Conn, scope: &Scope) -> Result<OfficeCount> {
    scope.require(&[crate::tenancy::Role::Secretariat])?;
    let over = over(scope);
    Ok(OfficeCount {
        silent: store::count(conn, scope, &Step::SILENT, Whose::Anybody, over, COUNTED)?,
        settle: store::count(conn, scope, &[Step::Settle], Whose::Anybody, over, COUNTED)?,
        back: store::count_back(conn, scope, COUNTED)?,
        stuck: store::count(conn, scope, &Step::STUCK, Whose::Anybody, over, COUNTED)?,
    })
}

/// Whether a meeting has been asked to settle who deals with a case: an item of it is on its way, or was dealt with and the case has not been
/// handed back since.
pub fn is_before_meeting(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<bool> {
    scope.require(&crate::enforcement::READERS)?;
    store::is_before_meeting(conn, scope, case_id)
}
