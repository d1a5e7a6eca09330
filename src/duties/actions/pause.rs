//! Suspending, resuming, cancelling.

use super::{Event, begin, finish};
use crate::{
    duties::{
        model::{Action, DutyRef, Seen, State, words},
        notice::{News, tell_parties},
        store,
    },
    platform::{db::Conn, error::Result},
    tenancy::Scope,
};

/// Stops work for the time being; the deadline does not make it overdue meanwhile.
pub fn suspend(conn: &mut Conn, scope: &Scope, seen: Seen, reason: &str) -> Result<DutyRef> {
    step(conn, scope, seen, Action::Suspend, News::Suspended, reason)
}

/// Goes on after a suspension; the next report counts from today. Another deadline is set apart, if one is wanted.
pub fn resume(conn: &mut Conn, scope: &Scope, seen: Seen, reason: &str) -> Result<DutyRef> {
    step(conn, scope, seen, Action::Resume, News::Resumed, reason)
}

/// Ends an open duty without result.
pub fn cancel(conn: &mut Conn, scope: &Scope, seen: Seen, reason: &str) -> Result<DutyRef> {
    step(conn, scope, seen, Action::Cancel, News::Cancelled, reason)
}

fn step(conn: &mut Conn, scope: &Scope, seen: Seen, action: Action, news: News, reason: &str) -> Result<DutyRef> {
    let (mut duty, to) = begin(conn, scope, seen, action, None)?;
    let reason = words::reason(reason)?;
    let was_assigned = duty.state != State::Draft;
    if action == Action::Resume {
        let calendar = store::calendar(conn, scope)?;
        duty.next_report_on = duty.cadence.and_then(|c| c.next_report(scope.today(), &calendar));
    }
    finish(conn, scope, &mut duty, to, Event::new(action, &reason))?;
    if was_assigned {
        tell_parties(conn, scope, &duty, news, &reason)?;
    }
    Ok(duty.as_ref())
}
