//! Recording an incident, correcting and withdrawing it; each in the caller's one write transaction. Departments record, the secretariat
//! and whoever recorded it correct, the secretariat withdraws.

use serde_json::json;

pub use super::content::IncidentContent;
use super::{
    INCIDENT,
    content::changed,
    model::{Figures, Incident, IncidentState, wan},
    store,
};
use crate::{
    duties::words,
    enforcement::KEEPERS,
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Result},
        id::new_id,
    },
    tenancy::{self, Role, Scope},
    timeline::{self, Entry, Subject},
};

/// An incident as somebody saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenIncident {
    pub number: String,
    pub version: i64,
}

/// Records one. Errors by field: as the form's.
pub fn record(conn: &mut Conn, scope: &Scope, content: &IncidentContent) -> Result<Incident> {
    scope.require(&KEEPERS)?;
    let mut errors = FieldErrors::default();
    let department_id = content.recorder(scope, &mut errors);
    let mut incident = Incident {
        id: new_id(),
        number: String::new(),
        title: String::new(),
        happened_on: scope.today(),
        region_id: 0,
        place: String::new(),
        product: String::new(),
        party_id: None,
        case_id: None,
        figures: Figures::default(),
        most: Figures::default(),
        text: String::new(),
        source: String::new(),
        department_id,
        recorded_at: scope.now(),
        recorded_by: String::new(),
        state: IncidentState::Recorded,
        reason: String::new(),
        version: 0,
    };
    content.put(conn, scope, &mut incident, errors)?;
    let scope = &department_id.map_or_else(|| scope.clone(), |id| scope.acting_for(id));
    incident.recorded_by = scope.actor_name().to_owned();
    incident.most = incident.figures;
    incident.number = tenancy::next_number(conn, scope, INCIDENT)?;
    incident.version = 1;
    store::insert(conn, scope, &incident)?;
    tell(conn, scope, &incident, "record", "", json!({ "title": incident.title }))?;
    Ok(incident)
}

struct Begun {
    incident: Incident,
    scope: Scope,
}

/// Loads it and asks for the right; `Conflict` when it was saved since it was seen.
fn begin(conn: &mut Conn, scope: &Scope, seen: &SeenIncident) -> Result<Begun> {
    scope.require(&KEEPERS)?;
    let incident = store::by_number(conn, scope, &seen.number)?;
    require_kept(scope, &incident)?;
    if incident.version != seen.version {
        return Err(Error::Conflict);
    }
    let own = incident.department_id.filter(|id| scope.acts_for_department(*id));
    Ok(Begun { incident, scope: own.map_or_else(|| scope.clone(), |id| scope.acting_for(id)) })
}

/// Refuses whoever may not correct it, and what was withdrawn.
pub fn require_kept(scope: &Scope, incident: &Incident) -> Result<()> {
    scope.require(&KEEPERS)?;
    if !incident.is_kept_by(scope) {
        return Err(Error::forbidden("incident-forbidden"));
    }
    if incident.state == IncidentState::Withdrawn {
        return Err(Error::refused("incident-withdrawn-already"));
    }
    Ok(())
}

/// Refuses whoever may not withdraw it, and what was.
pub fn require_withdraw(scope: &Scope, incident: &Incident) -> Result<()> {
    scope.require(&[Role::Secretariat])?;
    require_kept(scope, incident)
}

/// Corrects what is written of it. Errors by field: as the form's, and `reason`.
pub fn correct(conn: &mut Conn, scope: &Scope, seen: &SeenIncident, content: &IncidentContent, reason: &str) -> Result<Incident> {
    let Begun { mut incident, scope } = begin(conn, scope, seen)?;
    let old = incident.clone();
    let mut errors = FieldErrors::default();
    let reason = words::required(&mut errors, "reason", reason, words::REASON_MAX);
    content.put(conn, &scope, &mut incident, errors)?;
    let fields = changed(&old, &incident);
    if fields.is_empty() {
        return Ok(old);
    }
    incident.most = old.most.most(incident.figures);
    store::save(conn, &scope, &mut incident)?;
    let figures = |f: Figures| format!("{} / {} / {}", f.deaths, f.injured, f.loss.map(wan).unwrap_or_else(|| "—".to_owned()));
    let data = json!({ "changed": fields, "before": figures(old.figures), "after": figures(incident.figures) });
    let action = if old.figures == incident.figures { "correct" } else { "correct_figures" };
    tell(conn, &scope, &incident, action, &reason, data)?;
    Ok(incident)
}

/// Withdraws one that was recorded by mistake: it stays, and counts for nothing. Errors by field: `reason`.
pub fn withdraw(conn: &mut Conn, scope: &Scope, seen: &SeenIncident, reason: &str) -> Result<Incident> {
    scope.require(&[Role::Secretariat])?;
    let Begun { mut incident, scope } = begin(conn, scope, seen)?;
    incident.reason = words::reason(reason)?;
    incident.state = IncidentState::Withdrawn;
    store::save(conn, &scope, &mut incident)?;
    let entry = Entry::new(Subject::new(INCIDENT, incident.id), "withdraw").text(&incident.reason);
    timeline::record(conn, &scope, entry.states(IncidentState::Recorded.as_str(), IncidentState::Withdrawn.as_str()))?;
    Ok(incident)
}

fn tell(conn: &mut Conn, scope: &Scope, incident: &Incident, action: &'static str, text: &str, data: serde_json::Value) -> Result<()> {
    timeline::record(conn, scope, Entry::new(Subject::new(INCIDENT, incident.id), action).text(text).data(data))
}
