//! The secretariat verifies: closes (办结销号), returns, reopens.

use super::{Event, begin, finish};
use crate::{
    duties::{
        model::{Action, DutyRef, Seen, words},
        notice::{News, tell_parties},
        store,
    },
    platform::{
        db::Conn,
        error::{FieldErrors, Result},
    },
    tenancy::Scope,
};

/// Closes a submitted duty as verified. `remark` may be empty.
pub fn close(conn: &mut Conn, scope: &Scope, seen: Seen, remark: &str) -> Result<DutyRef> {
    let (mut duty, to) = begin(conn, scope, seen, Action::Close, None)?;
    let mut errors = FieldErrors::default();
    let remark = words::optional(&mut errors, "remark", remark, words::REASON_MAX);
    errors.finish(())?;
    duty.closed_at = Some(scope.now());
    duty.next_report_on = None;
    finish(conn, scope, &mut duty, to, Event::new(Action::Close, &remark))?;
    tell_parties(conn, scope, &duty, News::Closed, &remark)?;
    Ok(duty.as_ref())
}

/// Returns a submitted duty: more has to be done.
pub fn return_(conn: &mut Conn, scope: &Scope, seen: Seen, reason: &str) -> Result<DutyRef> {
    let (mut duty, to) = begin(conn, scope, seen, Action::Return, None)?;
    let reason = words::reason(reason)?;
    duty.returned_at = Some(scope.now());
    plan_report(conn, scope, &mut duty)?;
    finish(conn, scope, &mut duty, to, Event::new(Action::Return, &reason))?;
    tell_parties(conn, scope, &duty, News::Returned, &reason)?;
    Ok(duty.as_ref())
}

/// Opens a closed duty again.
pub fn reopen(conn: &mut Conn, scope: &Scope, seen: Seen, reason: &str) -> Result<DutyRef> {
    let (mut duty, to) = begin(conn, scope, seen, Action::Reopen, None)?;
    let reason = words::reason(reason)?;
    duty.closed_at = None;
    plan_report(conn, scope, &mut duty)?;
    finish(conn, scope, &mut duty, to, Event::new(Action::Reopen, &reason))?;
    tell_parties(conn, scope, &duty, News::Reopened, &reason)?;
    Ok(duty.as_ref())
}

/// A duty back at work owes its next report from today on.
fn plan_report(conn: &mut Conn, scope: &Scope, duty: &mut crate::duties::Duty) -> Result<()> {
    let calendar = store::calendar(conn, scope)?;
    duty.next_report_on = duty.cadence.and_then(|c| c.next_report(scope.today(), &calendar));
    Ok(())
}
