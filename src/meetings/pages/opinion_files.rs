//! Files of a department's answer: who answers for it adds them, whoever sees the item reads them.

use crate::{
    attachments::{
        Shelf,
        pages::{At, Owner},
    },
    meetings::{
        ITEM, OPINION,
        actions::{may_answer, open_for},
        model::{Item, Opinion},
        queries::{self, Ground},
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
    },
    tenancy::Scope,
    timeline::Subject,
};

/// The files of an opinion.
pub struct OpinionFiles;

impl Owner for OpinionFiles {
    const ALL: &'static str = "/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/files";
    const ONE: &'static str = "/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/files/{file}";
    const REMOVE: &'static str = "/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/files/{file}/remove";

    fn shelf(conn: &mut Conn, scope: &Scope, at: &At) -> Result<Shelf> {
        let id = |name| at.get(name).parse().map_err(|_| Error::NotFound);
        let (ground, item, opinion) = queries::agenda::opinion(conn, scope, at.get("number"), id("item")?, id("opinion")?)?;
        Ok(shelf(scope, &ground, &item, &opinion))
    }
}

/// What this person may do with the files of an opinion on an item they see. They stay as they are once the time of opinions is over.
pub(super) fn shelf(scope: &Scope, ground: &Ground, item: &Item, opinion: &Opinion) -> Shelf {
    let home = super::agenda::item_home(scope, &ground.meeting, item);
    let shut = match open_for(&ground.meeting, item) {
        Err(Error::Refused(why)) => Some(why),
        _ if opinion.withdrawn_at.is_some() => Some(Message::new("opinion-is-withdrawn")),
        _ => None,
    };
    Shelf {
        subject: Subject::new(OPINION, opinion.id),
        told: Subject::new(ITEM, item.id),
        name: item.title.clone(),
        path: format!("{home}/opinions/{}/files", opinion.id),
        back: format!("{home}#opinions"),
        // With an answer: papers without one say nothing.
        may_add: opinion.answer.is_some() && may_answer(scope, ground, item, opinion),
        may_clear: ground.sight.is_office(),
        kept_until: None,
        shut,
        hidden: Vec::new(),
    }
}
