//! Files of a matter: what its subject and the secretariat add and everybody concerned reads; and those of the investigation, which
//! alone those read who look into it.

use crate::{
    accountability::{
        INVESTIGATION, MATTER,
        model::{By, Matter, State},
        queries::{self, Ground},
    },
    attachments::{
        Shelf,
        pages::{At, Owner},
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
    },
    tenancy::Scope,
    timeline::Subject,
};

/// The files everybody concerned reads.
pub struct MatterFiles;

impl Owner for MatterFiles {
    const ALL: &'static str = "/w/{slug}/matters/{number}/files";
    const ONE: &'static str = "/w/{slug}/matters/{number}/files/{file}";
    const REMOVE: &'static str = "/w/{slug}/matters/{number}/files/{file}/remove";

    fn shelf(conn: &mut Conn, scope: &Scope, at: &At) -> Result<Shelf> {
        let ground = queries::ground(conn, scope, at.get("number"))?;
        Ok(Shelf { hidden: queries::kept_files(conn, scope, &ground)?, ..shelf(scope, &ground) })
    }
}

/// The investigation's.
pub struct InvestigationFiles;

impl Owner for InvestigationFiles {
    const ALL: &'static str = "/w/{slug}/matters/{number}/investigation";
    const ONE: &'static str = "/w/{slug}/matters/{number}/investigation/{file}";
    const REMOVE: &'static str = "/w/{slug}/matters/{number}/investigation/{file}/remove";

    fn shelf(conn: &mut Conn, scope: &Scope, at: &At) -> Result<Shelf> {
        let ground = queries::ground(conn, scope, at.get("number"))?;
        if !ground.sight.reads_notes() {
            return Err(Error::forbidden("matter-notes-forbidden"));
        }
        let matter = &ground.matter;
        let back = super::path(scope, matter);
        Ok(Shelf {
            subject: Subject::new(INVESTIGATION, matter.id),
            // What they are called tells of what is looked into: in no timeline the subject reads.
            told: Subject::new(INVESTIGATION, matter.id),
            name: matter.title.clone(),
            path: investigation_path(scope, matter),
            back,
            may_add: ground.sight.is_clear,
            may_clear: false,
            shut: shut(matter),
            hidden: Vec::new(),
        })
    }
}

pub(super) fn investigation_path(scope: &Scope, matter: &Matter) -> String {
    format!("{}/investigation", super::path(scope, matter))
}

fn shut(matter: &Matter) -> Option<Message> {
    let is_over = matches!(matter.state, State::Closed | State::Dismissed);
    is_over.then(|| Message::new("matter-files-shut").key("state", matter.state_key()))
}

/// What this person may do with the files of a matter they may read.
pub(super) fn shelf(scope: &Scope, ground: &Ground) -> Shelf {
    let matter = &ground.matter;
    let back = super::path(scope, matter);
    let speaks = ground.sight.is(By::Subject) && matches!(matter.state, State::Hearing | State::InForce | State::Responded);
    Shelf {
        subject: Subject::new(MATTER, matter.id),
        told: Subject::new(MATTER, matter.id),
        name: matter.title.clone(),
        path: format!("{back}/files"),
        back,
        may_add: speaks || ground.sight.is(By::Office),
        may_clear: ground.sight.is(By::Office),
        shut: shut(matter),
        hidden: Vec::new(),
    }
}
