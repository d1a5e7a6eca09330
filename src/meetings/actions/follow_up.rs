//! The standing first item: what became of the former decisions.

use super::compose::MINUTES_MAX;
use crate::{
    meetings::{
        model::{Asked, Item, ItemKind, ItemState, Kind, Meeting},
        queries, store,
    },
    platform::{db::Conn, error::Result, i18n::t, id::new_id},
    tenancy::Scope,
};

/// Minutes planned for it.
const MINUTES: i32 = 15;

/// Puts the item on top of a full meeting's agenda, unless it is there or there is nothing to follow up yet.
pub(super) fn ensure(conn: &mut Conn, scope: &Scope, meeting: &Meeting) -> Result<()> {
    if meeting.kind != Kind::Regular || !queries::has_former(conn, scope, meeting.series_id, meeting.starts_at)? {
        return Ok(());
    }
    let mut items = store::items(conn, scope, meeting.id)?;
    if items.iter().any(|i| i.kind == ItemKind::FollowUp) {
        return Ok(());
    }
    for item in items.iter_mut().filter(|i| i.position > 0) {
        item.position += 1;
        store::save_item(conn, scope, item)?;
    }
    store::insert_item(conn, scope, &item(scope, meeting))
}

fn item(scope: &Scope, meeting: &Meeting) -> Item {
    let mut item = Item { decided_at: Some(scope.now()), ..Item::new(new_id(), meeting.id, Asked::Check, scope.now()) };
    item.kind = ItemKind::FollowUp;
    item.state = ItemState::Accepted;
    item.title = t(scope.workspace_lang(), &ItemKind::FollowUp.key()).into_owned();
    item.minutes = MINUTES.min(meeting.minutes).min(MINUTES_MAX);
    item.position = 1;
    item
}
