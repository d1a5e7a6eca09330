//! The order of the agenda: one moved, or all by numbers; sections and minutes with them.

use serde_json::json;

use super::item::{SECTION_MAX, agenda_changed, check_minutes};
use super::record;
use crate::{
    duties::words,
    meetings::{
        model::{Item, Meeting},
        queries::{self, Ground},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
    },
    tenancy::{Role, Scope},
};

/// Where an item is moved to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    Up,
    Down,
    /// From 1.
    Place(usize),
}

/// A line of the form that orders all.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub id: i64,
    /// The number typed; equal ones keep their order.
    pub place: i64,
    pub minutes: i32,
    pub section: String,
}

/// The agenda of a meeting whose order this person may change now.
fn ordered(conn: &mut Conn, scope: &Scope, number: &str) -> Result<(Meeting, Vec<Item>)> {
    let Ground { meeting, .. } = queries::ground(conn, scope, number)?;
    scope.require(&[Role::Secretariat])?;
    if !meeting.state.is_ahead() {
        return Err(Error::Refused(Message::new("item-order-refused").key("state", meeting.state.key())));
    }
    let items = store::items(conn, scope, meeting.id)?.into_iter().filter(|i| i.is_on_agenda()).collect();
    Ok((meeting, items))
}

/// Moves one item of the agenda.
pub fn move_item(conn: &mut Conn, scope: &Scope, number: &str, id: i64, to: To) -> Result<()> {
    let (meeting, mut items) = ordered(conn, scope, number)?;
    let at = items.iter().position(|i| i.id == id).ok_or(Error::NotFound)?;
    let last = items.len() - 1;
    let place = match to {
        To::Up => at.saturating_sub(1),
        To::Down => (at + 1).min(last),
        To::Place(n) => n.saturating_sub(1).min(last),
    };
    let item = items.remove(at);
    // Moved among those of another section, it belongs there.
    items.insert(place, item);
    put(conn, scope, meeting, &mut items)
}

/// Orders all by the numbers typed, with their minutes and sections. `was`: the order this person saw. What came onto the agenda
/// meanwhile follows at the end.
///
/// # Errors
/// `Conflict` when the order is another by now; `Invalid` by `minutes-{id}`, `section-{id}`.
pub fn order(conn: &mut Conn, scope: &Scope, number: &str, was: &[i64], lines: &[Line]) -> Result<()> {
    let (meeting, mut items) = ordered(conn, scope, number)?;
    let known: Vec<i64> = items.iter().map(|i| i.id).filter(|id| was.contains(id)).collect();
    if known != was {
        return Err(Error::Conflict);
    }
    let mut errors = FieldErrors::default();
    for line in lines {
        let Some(item) = items.iter_mut().find(|i| i.id == line.id) else { continue };
        check_minutes(&mut errors, &format!("minutes-{}", line.id), line.minutes);
        let section = line.section.split_whitespace().collect::<Vec<_>>().join(" ");
        let section = words::optional(&mut errors, &format!("section-{}", line.id), &section, SECTION_MAX);
        if item.minutes != line.minutes || item.section != section {
            item.minutes = line.minutes;
            item.section = section;
            if errors.is_empty() {
                store::save_item(conn, scope, item)?;
            }
        }
    }
    errors.finish(())?;
    let place = |item: &Item| lines.iter().find(|l| l.id == item.id).map_or(i64::MAX, |l| l.place);
    items.sort_by_key(place);
    put(conn, scope, meeting, &mut items)
}

/// Numbers the items from 1 and saves those that moved.
fn put(conn: &mut Conn, scope: &Scope, mut meeting: Meeting, items: &mut [Item]) -> Result<()> {
    for (item, position) in items.iter_mut().zip(1..) {
        if item.position != position {
            item.position = position;
            store::set_position(conn, scope, item.id, position)?;
        }
    }
    agenda_changed(conn, scope, &mut meeting)?;
    record(conn, scope, meeting.id, "order", "", json!({}))
}
