//! Files of an incident: whoever may correct it adds them, everybody who reads it reads them.

use super::{IncidentState, path};
use crate::{
    attachments::{
        Shelf,
        pages::{At, Owner},
    },
    enforcement::{
        KEEPERS,
        incident::{INCIDENT, model::Incident, queries},
    },
    platform::{
        db::Conn,
        error::{Message, Result},
    },
    tenancy::{Role, Scope},
    timeline::Subject,
};

pub struct IncidentFiles;

impl Owner for IncidentFiles {
    const ALL: &'static str = "/w/{slug}/incidents/{number}/files";
    const ONE: &'static str = "/w/{slug}/incidents/{number}/files/{file}";
    const REMOVE: &'static str = "/w/{slug}/incidents/{number}/files/{file}/remove";

    fn shelf(conn: &mut Conn, scope: &Scope, at: &At) -> Result<Shelf> {
        Ok(shelf(scope, &queries::by_number(conn, scope, at.get("number"))?))
    }
}

/// What this person may do with the files of an incident.
pub(super) fn shelf(scope: &Scope, incident: &Incident) -> Shelf {
    let back = path(scope, &incident.number);
    Shelf {
        subject: Subject::new(INCIDENT, incident.id),
        told: Subject::new(INCIDENT, incident.id),
        name: incident.title.clone(),
        path: format!("{back}/files"),
        back,
        may_add: scope.roles().has_any(&KEEPERS) && incident.is_kept_by(scope),
        may_clear: scope.has(Role::Secretariat),
        kept_until: None,
        shut: (incident.state == IncidentState::Withdrawn).then(|| Message::new("incident-withdrawn-already")),
        hidden: Vec::new(),
    }
}
