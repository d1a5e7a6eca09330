//! Writing a duty down.

use std::sync::Arc;

use serde_json::json;

use super::{Event, SUBJECT, assign::charged, begin, change::check_targets, check_open, finish};
use crate::{
    calendar::WorkCalendar,
    duties::{
        model::{
            Action, Due, Duty, DutyRef, NewDuty, Part, Party, Seen, State,
            words::{self, TEXT_MAX, TITLE_MAX},
        },
        store::{self, DepartmentName},
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Result},
        id::new_id,
    },
    tenancy::{self, Role, Scope},
    timeline::{self, Entry, Subject},
};

/// Writes a new duty that is not assigned yet. The secretariat does this.
pub fn draft(conn: &mut Conn, scope: &Scope, new: NewDuty) -> Result<DutyRef> {
    let ground = Ground::load(conn, scope)?;
    Ok(draft_duty(conn, scope, new, &ground)?.as_ref())
}

/// Writes a draft anew: what it says, whom it charges, until when. Departments no longer named leave no trace, since nobody was told.
/// For rooms above, whose object says something else now.
pub fn redraft(conn: &mut Conn, scope: &Scope, seen: Seen, new: NewDuty) -> Result<DutyRef> {
    let (mut duty, to) = begin(conn, scope, seen, Action::Edit, None)?;
    if duty.state != State::Draft {
        return Err(Error::refused("duty-draft-over"));
    }
    let ground = Ground::load(conn, scope)?;
    let mut errors = FieldErrors::default();
    duty.title = words::line(&mut errors, "title", &new.title, TITLE_MAX);
    duty.requirement = words::optional(&mut errors, "requirement", &new.requirement, TEXT_MAX);
    errors.finish(())?;
    let kept: Vec<i64> = duty.parties.iter().map(|p| p.department_id).collect();
    let wanted: Vec<i64> = new.lead_id.iter().chain(&new.support_ids).copied().collect();
    check_open(&ground.open, "lead", &wanted.iter().copied().filter(|d| !kept.contains(d)).collect::<Vec<_>>())?;
    let gone: Vec<i64> = kept.into_iter().filter(|d| !wanted.contains(d)).collect();
    store::forget_parties(conn, scope, duty.id, &gone)?;
    duty.parties.retain(|p| wanted.contains(&p.department_id));
    let support: Vec<i64> = new.support_ids.iter().copied().filter(|d| Some(*d) != new.lead_id).collect();
    duty.lead_id = new.lead_id;
    if let Some(lead) = new.lead_id {
        drop(duty.charge(lead, &support));
    }
    duty.due = new.rule.map(|rule| Due::new(rule, None, &ground.calendar));
    let before = duty.stored.as_deref().map(|d| (d.lead_id, d.due_on(), d.parties.clone()));
    if before == Some((duty.lead_id, duty.due_on(), duty.parties.clone())) {
        // Wording changes letter by letter while it is dictated; where it comes from keeps its history.
        store::save(conn, scope, &mut duty)?;
    } else {
        let data = charged(scope, &duty, &ground.open);
        finish(conn, scope, &mut duty, to, Event::new(Action::ChangeParties, "").data(data))?;
    }
    if duty.origin != new.origin {
        store::set_origin(conn, scope, duty.id, &new.origin)?;
    }
    Ok(duty.as_ref())
}

/// What duties are written against, loaded once for all of a sitting.
pub(super) struct Ground {
    pub calendar: Arc<WorkCalendar>,
    /// Departments that can be charged.
    pub open: Vec<DepartmentName>,
}

impl Ground {
    pub fn load(conn: &mut Conn, scope: &Scope) -> Result<Self> {
        Ok(Self { calendar: store::calendar(conn, scope)?, open: store::departments_open(conn, scope)? })
    }
}

pub(super) fn draft_duty(conn: &mut Conn, scope: &Scope, new: NewDuty, ground: &Ground) -> Result<Duty> {
    scope.require(&[Role::Secretariat])?;
    let mut errors = FieldErrors::default();
    let title = words::line(&mut errors, "title", &new.title, TITLE_MAX);
    let requirement = words::optional(&mut errors, "requirement", &new.requirement, TEXT_MAX);
    let deliverable = words::optional(&mut errors, "deliverable", &new.deliverable, TEXT_MAX);
    let targets: Vec<_> = new.targets.into_iter().map(|t| (None, t)).collect();
    let targets = check_targets(&mut errors, &targets);
    errors.finish(())?;
    let support: Vec<i64> = new.support_ids.iter().copied().filter(|d| Some(*d) != new.lead_id).collect();
    check_open(&ground.open, "lead", &new.lead_id.into_iter().collect::<Vec<_>>())?;
    check_open(&ground.open, "support", &support)?;
    let mut duty = Duty {
        id: new_id(),
        number: tenancy::next_number(conn, scope, SUBJECT)?,
        title,
        requirement,
        deliverable,
        state: State::Draft,
        lead_id: new.lead_id,
        due: new.rule.map(|rule| Due::new(rule, None, &ground.calendar)),
        cadence: new.cadence,
        next_report_on: None,
        origin: new.origin,
        created_at: scope.now(),
        assigned_at: None,
        accepted_at: None,
        reported_at: None,
        submitted_at: None,
        returned_at: None,
        closed_at: None,
        version: 1,
        search_key: String::new(),
        parties: Vec::new(),
        barred: Vec::new(),
        stored: None,
    };
    match new.lead_id {
        Some(lead) => drop(duty.charge(lead, &support)),
        None => duty.parties = (0..).zip(&support).map(|(position, d)| Party::new(*d, Part::Support, position)).collect(),
    }
    store::insert(conn, scope, &mut duty)?;
    store::replace_targets(conn, scope, duty.id, &targets)?;
    let entry = Entry::new(Subject::new(SUBJECT, duty.id), "draft").data(json!({ "origin": duty.origin.label }));
    timeline::record(conn, scope, entry)?;
    Ok(duty)
}
