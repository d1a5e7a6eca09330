//! Charging departments with a duty.

use serde_json::json;

use super::{Assigning, Event, begin, check_departments, finish, named};
use crate::{
    calendar::{DeadlineRule, WorkCalendar},
    duties::{
        model::{Action, Due, Duty, DutyRef, NewDuty, Seen, State, words},
        notice::{News, tell_departments},
        store::{self, DepartmentName},
    },
    platform::{
        db::Conn,
        error::{FieldErrors, Message, Result},
    },
    tenancy::Scope,
};

/// Who is charged and until when.
#[derive(Clone, Debug, PartialEq)]
pub struct Charge {
    pub lead_id: Option<i64>,
    pub support_ids: Vec<i64>,
    /// None: the duty has no deadline (standing work with a cadence).
    pub rule: Option<DeadlineRule>,
}

/// Writes a duty and assigns it at once; without a lead department it stays a draft, which the secretariat's home shows. For
/// rooms above: policy, meetings.
pub fn assign_new(conn: &mut Conn, scope: &Scope, new: NewDuty) -> Result<DutyRef> {
    let mut one = Assigning::new();
    let duty = one.add(conn, scope, new)?;
    one.tell(conn, scope)?;
    Ok(duty)
}

/// Assigns a draft to the departments it names. From here the deadline runs.
pub fn assign(conn: &mut Conn, scope: &Scope, seen: Seen, charge: &Charge) -> Result<DutyRef> {
    let (mut duty, to) = begin(conn, scope, seen, Action::Assign, None)?;
    put_in_charge(conn, scope, &mut duty, charge)?;
    duty.due = charge.rule.clone().map(|rule| Due { rule, assigned_on: None, computed: None });
    hand_out(conn, scope, duty, to, Action::Assign, "")
}

/// Assigns a refused duty again, to the same or other departments; a deadline “after assignment” counts anew.
pub fn reassign(conn: &mut Conn, scope: &Scope, seen: Seen, charge: &Charge, reason: &str) -> Result<DutyRef> {
    let (mut duty, to) = begin(conn, scope, seen, Action::Reassign, None)?;
    let reason = words::reason(reason)?;
    put_in_charge(conn, scope, &mut duty, charge)?;
    duty.due = charge.rule.clone().map(|rule| Due { rule, assigned_on: None, computed: None });
    duty.accepted_at = None;
    hand_out(conn, scope, duty, to, Action::Reassign, &reason)
}

/// Changes the departments of a duty at work. One that stays keeps what it received; new ones and a new lead have to receive first.
pub fn change_parties(
    conn: &mut Conn,
    scope: &Scope,
    seen: Seen,
    lead_id: Option<i64>,
    support_ids: &[i64],
    reason: &str,
) -> Result<DutyRef> {
    let (mut duty, to) = begin(conn, scope, seen, Action::ChangeParties, None)?;
    let reason = words::reason(reason)?;
    let before: Vec<i64> = duty.parties.iter().filter(|p| p.is_charged()).map(|p| p.department_id).collect();
    let fresh = put_in_charge(conn, scope, &mut duty, &Charge { lead_id, support_ids: support_ids.to_vec(), rule: None })?;
    let gone: Vec<i64> = before.into_iter().filter(|id| duty.party(*id).is_none()).collect();
    let names = charged_names(conn, scope, &duty)?;
    let data = charged(scope, &duty, &names);
    finish(conn, scope, &mut duty, to, Event::new(Action::ChangeParties, &reason).data(data))?;
    tell_departments(conn, scope, &duty, News::Assigned, &fresh, &reason)?;
    tell_departments(conn, scope, &duty, News::Withdrawn, &gone, &reason)?;
    Ok(duty.as_ref())
}

/// Checks the departments and charges them; returns those newly charged.
pub(super) fn put_in_charge(conn: &mut Conn, scope: &Scope, duty: &mut Duty, charge: &Charge) -> Result<Vec<i64>> {
    let mut errors = FieldErrors::default();
    let Some(lead_id) = charge.lead_id else {
        errors.add("lead", Message::new("duty-lead-required"));
        return errors.finish(Vec::new());
    };
    let kept: Vec<i64> = duty.parties.iter().filter(|p| p.is_charged()).map(|p| p.department_id).collect();
    check_departments(conn, scope, "lead", &[lead_id], &kept)?;
    check_departments(conn, scope, "support", &charge.support_ids, &kept)?;
    Ok(duty.charge(lead_id, &charge.support_ids))
}

/// Computes the deadline from today, saves, and tells every department charged.
fn hand_out(conn: &mut Conn, scope: &Scope, duty: Duty, to: State, action: Action, reason: &str) -> Result<DutyRef> {
    let calendar = store::calendar(conn, scope)?;
    let names = charged_names(conn, scope, &duty)?;
    let duty = started(conn, scope, prepare(scope, duty, &calendar), to, (action, reason), &names)?;
    let waiting: Vec<i64> =
        duty.parties.iter().filter(|p| p.state == crate::duties::PartyState::Pending).map(|p| p.department_id).collect();
    tell_departments(conn, scope, &duty, News::Assigned, &waiting, reason)?;
    Ok(duty.as_ref())
}

/// The duty with its deadline counted from today.
pub(super) fn prepare(scope: &Scope, mut duty: Duty, calendar: &WorkCalendar) -> Duty {
    duty.due = duty.due.take().map(|due| Due::new(due.rule, Some(scope.today()), calendar));
    duty.assigned_at = Some(scope.now());
    duty.next_report_on = None;
    duty
}

/// Saves a duty that is assigned from now on; nobody is told yet. `names`: of the departments charged.
pub(super) fn started(
    conn: &mut Conn,
    scope: &Scope,
    mut duty: Duty,
    to: State,
    (action, reason): (Action, &str),
    names: &[DepartmentName],
) -> Result<Duty> {
    let data = charged(scope, &duty, names);
    finish(conn, scope, &mut duty, to, Event::new(action, reason).data(data))?;
    store::record_deadline(conn, scope, &duty, "assigned", reason)?;
    Ok(duty)
}

fn charged_names(conn: &mut Conn, scope: &Scope, duty: &Duty) -> Result<Vec<DepartmentName>> {
    let ids: Vec<i64> = duty.parties.iter().filter(|p| p.is_charged()).map(|p| p.department_id).collect();
    store::department_names(conn, scope, &ids)
}

/// The departments and the deadline, for the timeline.
pub(super) fn charged(scope: &Scope, duty: &Duty, names: &[DepartmentName]) -> serde_json::Value {
    let lead = named(scope, names, &duty.lead_id.into_iter().collect::<Vec<_>>());
    let support = named(scope, names, &duty.support().map(|p| p.department_id).collect::<Vec<_>>());
    let due = duty.due_on().map(|day| day.to_string()).unwrap_or_default();
    json!({ "lead": lead, "support": support, "due": due })
}
