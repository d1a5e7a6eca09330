//! Files of a duty: whoever works on it adds them, whoever sees it in full reads them.

use crate::{
    attachments::{
        self, FileLine, Shelf,
        pages::{At, Owner},
    },
    duties::{
        actions::SUBJECT,
        model::{Duty, Sight, State, acts_as_office, capacities},
        queries,
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
    },
    tenancy::Scope,
    timeline::Subject,
};

/// The files of a duty, by its number.
pub struct DutyFiles;

impl Owner for DutyFiles {
    const ALL: &'static str = "/w/{slug}/duties/{number}/files";
    const ONE: &'static str = "/w/{slug}/duties/{number}/files/{file}";
    const REMOVE: &'static str = "/w/{slug}/duties/{number}/files/{file}/remove";

    fn shelf(conn: &mut Conn, scope: &Scope, at: &At) -> Result<Shelf> {
        let (duty, sight) = queries::duty(conn, scope, at.get("number"))?;
        if sight < Sight::Full {
            return Err(Error::forbidden("duty-files-outline"));
        }
        Ok(shelf(scope, &duty))
    }
}

/// What this person may do with the files of a duty that they see in full.
fn shelf(scope: &Scope, duty: &Duty) -> Shelf {
    let back = format!("{}/duties/{}", scope.base(), duty.number);
    let shut = match duty.state {
        State::Closed => Some(Message::new("duty-files-closed")),
        State::Cancelled => Some(Message::new("duty-files-cancelled")),
        _ => None,
    };
    Shelf {
        subject: Subject::new(SUBJECT, duty.id),
        told: Subject::new(SUBJECT, duty.id),
        name: format!("{} {}", duty.number, duty.title),
        path: format!("{back}/files"),
        back,
        may_add: !capacities(scope, duty, None).is_empty(),
        may_clear: acts_as_office(scope, duty),
        kept_until: None,
        shut,
        hidden: Vec::new(),
    }
}

/// What the duty's page shows; nothing to who sees the outline only.
pub(super) fn view(scope: &Scope, duty: &Duty, files: &[FileLine]) -> attachments::FilesView {
    attachments::files_view(scope, &shelf(scope, duty), files)
}

/// The files of a duty that is seen in full.
pub(super) fn load(conn: &mut Conn, scope: &Scope, duty: &Duty, sight: Sight) -> Result<Vec<FileLine>> {
    if sight < Sight::Full {
        return Ok(Vec::new());
    }
    attachments::list(conn, scope, Subject::new(SUBJECT, duty.id))
}
