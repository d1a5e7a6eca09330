//! Everything about one duty.

use crate::{
    duties::{
        actions::SUBJECT,
        model::{Duty, Measured, Offer, Sight, State, Target, offers, require_sight, sight},
        store::{self, DeadlineRow, DepartmentName, Extension, ExtensionState},
    },
    platform::{db::Conn, error::Result},
    tenancy::{Function, Scope},
    timeline::{self as events, Event, Subject},
};

/// A duty as its page shows it. Where only the outline is seen, everything below `offers` is empty.
#[derive(Clone, Debug)]
pub struct Detail {
    pub duty: Duty,
    pub sight: Sight,
    /// Names of all departments spoken of.
    pub departments: Vec<DepartmentName>,
    /// What this person may do now, or is told why not.
    pub offers: Vec<Offer>,
    pub targets: Vec<Target>,
    /// In the order reported.
    pub measured: Vec<Measured>,
    /// The one in force first.
    pub deadlines: Vec<DeadlineRow>,
    /// Newest first.
    pub extensions: Vec<Extension>,
    /// Department, person, function.
    pub people: Vec<(i64, String, Function)>,
}

impl Detail {
    /// The short name of a department; empty for one of no part.
    pub fn short_name(&self, department_id: i64) -> &str {
        self.departments.iter().find(|d| d.id == department_id).map_or("", |d| &d.short_name)
    }

    /// The request for extension that waits for an answer.
    pub fn waiting_extension(&self) -> Option<&Extension> {
        self.extensions.iter().find(|e| e.state == ExtensionState::Requested)
    }
}

/// How many values of reports a page looks back.
const MEASURED_LIMIT: i64 = 500;

/// A duty and how much of it the scope sees; `NotFound` when there is none of this number, `Forbidden` when it is not for them.
pub fn duty(conn: &mut Conn, scope: &Scope, number: &str) -> Result<(Duty, Sight)> {
    require_sight(scope)?;
    let duty = store::load_by_number(conn, scope, number)?;
    let sight = sight(scope, &duty)?;
    Ok((duty, sight))
}

/// As [`duty`], with all its page shows but the timeline.
pub fn detail(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Detail> {
    let (duty, sight) = duty(conn, scope, number)?;
    let ids: Vec<i64> = duty.parties.iter().map(|p| p.department_id).collect();
    let departments = store::department_names(conn, scope, &ids)?;
    if sight < Sight::Full {
        let (targets, measured, deadlines) = Default::default();
        let (offers, extensions, people) = Default::default();
        return Ok(Detail { duty, sight, departments, offers, targets, measured, deadlines, extensions, people });
    }
    let extensions = store::extensions(conn, scope, duty.id)?;
    let waits = extensions.iter().any(|e| e.state == ExtensionState::Requested);
    let people = store::people_of_departments(conn, scope, &ids)?;
    Ok(Detail {
        offers: offers(scope, &duty, waits),
        targets: store::targets(conn, scope, duty.id)?,
        measured: store::measured(conn, scope, duty.id, MEASURED_LIMIT)?,
        deadlines: if duty.state == State::Draft { Vec::new() } else { store::deadlines(conn, scope, duty.id)? },
        people: people.into_iter().filter_map(|(id, name, f)| Some((id, name, Function::parse(&f)?))).collect(),
        duty,
        sight,
        departments,
        extensions,
    })
}

/// The duty's timeline, newest first, older than entry `before`; for who sees the duty in full.
pub fn timeline(conn: &mut Conn, scope: &Scope, detail: &Detail, before: Option<i64>, limit: i64) -> Result<Vec<Event>> {
    if detail.sight < Sight::Full {
        return Ok(Vec::new());
    }
    events::of(conn, scope, Subject::new(SUBJECT, detail.duty.id), before, limit)
}

/// A duty's targets, in order.
pub fn targets(conn: &mut Conn, scope: &Scope, duty_id: i64) -> Result<Vec<Target>> {
    store::targets(conn, scope, duty_id)
}

/// The request for extension that waits for an answer, if there is one.
pub fn waiting_extension(conn: &mut Conn, scope: &Scope, duty_id: i64) -> Result<Option<Extension>> {
    store::pending_extension(conn, scope, duty_id)
}

/// Departments that can be charged, for forms.
pub fn open_departments(conn: &mut Conn, scope: &Scope) -> Result<Vec<DepartmentName>> {
    store::departments_open(conn, scope)
}

/// The names of these departments, closed ones too.
pub fn departments_by_ids(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<DepartmentName>> {
    store::department_names(conn, scope, ids)
}
