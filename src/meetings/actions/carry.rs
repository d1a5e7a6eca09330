//! What a meeting did not reach, or had before it was cancelled, goes on at a named later one in one step.

use super::{
    Seen,
    item::{SeenItem, begin_item},
    screen,
};
use crate::{
    meetings::{
        model::{Item, ItemAction},
        queries,
    },
    platform::{
        db::Conn,
        error::{Error, Result},
        i18n::t,
    },
    tenancy::Scope,
};

/// Moves these items to the meeting of that number, all or none, in their order; each points at where it goes on. Their proposers are
/// told in one letter.
///
/// # Errors
/// `Invalid` under `to` for a meeting that is not later or takes no items; `Refused` where an item is settled already; `Conflict`
/// where somebody saved the meeting since [`Seen`].
pub fn carry_over(conn: &mut Conn, scope: &Scope, seen: &Seen, item_ids: &[i64], to: &str) -> Result<Vec<Item>> {
    let ground = queries::ground(conn, scope, &seen.number)?;
    if item_ids.is_empty() {
        return Err(Error::refused("items-none-chosen"));
    }
    let mut chosen = Vec::new();
    for id in item_ids {
        chosen.push(begin_item(conn, scope, &SeenItem::any(&*seen.number, *id), ItemAction::Defer)?);
    }
    if seen.version.is_some_and(|version| version != ground.meeting.version) {
        return Err(Error::Conflict);
    }
    let mut target = screen::target(conn, scope, &ground.meeting, to)?;
    chosen.sort_by_key(|begun| (begun.item.position, begun.item.id));
    let reason = t(scope.workspace_lang(), "item-carried-over").into_owned();
    let mut meeting = ground.meeting;
    let mut new = Vec::new();
    for mut begun in chosen {
        // The first of them may have marked the meeting as changed.
        begun.ground.meeting = meeting;
        let (begun, item) = screen::moved(conn, scope, begun, &mut target, &reason)?;
        meeting = begun.ground.meeting;
        new.push(item);
    }
    Ok(new)
}
