//! Files of an agenda item: its proposer and the office add them, whoever sees the item reads them.

use crate::{
    attachments::{
        Shelf,
        pages::{At, Owner},
    },
    meetings::{
        ITEM,
        model::{Item, ItemAction, ItemState, State, permit_item},
        queries::{self, Ground},
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
    },
    tenancy::Scope,
    timeline::Subject,
};

/// The files of an agenda item.
pub struct ItemFiles;

impl Owner for ItemFiles {
    const ALL: &'static str = "/w/{slug}/meetings/{number}/items/{item}/files";
    const ONE: &'static str = "/w/{slug}/meetings/{number}/items/{item}/files/{file}";
    const REMOVE: &'static str = "/w/{slug}/meetings/{number}/items/{item}/files/{file}/remove";

    fn shelf(conn: &mut Conn, scope: &Scope, at: &At) -> Result<Shelf> {
        let id = at.get("item").parse().map_err(|_| Error::NotFound)?;
        let (ground, item) = queries::agenda::item(conn, scope, at.get("number"), id)?;
        Ok(shelf(scope, &ground, &item))
    }
}

/// What this person may do with the files of an item they see.
pub(super) fn shelf(scope: &Scope, ground: &Ground, item: &Item) -> Shelf {
    let back = super::agenda::item_home(scope, &ground.meeting, item);
    let is_live = matches!(item.state, ItemState::Draft | ItemState::Returned | ItemState::Proposed | ItemState::Accepted);
    let shut = match ground.meeting.state {
        State::Issued | State::Cancelled => Some(Message::new("item-files-meeting").key("state", ground.meeting.state.key())),
        _ if !is_live && item.state != ItemState::Concluded => Some(Message::new("item-files-item").key("state", item.state.key())),
        _ => None,
    };
    let edits = permit_item(scope, &ground.sight, &ground.meeting, item, ItemAction::Edit).is_ok();
    Shelf {
        subject: Subject::new(ITEM, item.id),
        told: Subject::new(ITEM, item.id),
        name: item.title.clone(),
        path: format!("{back}/files"),
        back,
        // Papers are handed in at the meeting too.
        may_add: edits || (ground.sight.is_office() && !ground.meeting.state.is_ahead()),
        may_clear: ground.sight.is_office(),
        kept_until: None,
        shut,
        hidden: Vec::new(),
    }
}
