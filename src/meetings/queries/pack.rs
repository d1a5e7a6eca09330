//! The agenda pack: everything a person may see of a meeting's items, or, for the office, everything a department may.

use std::collections::HashMap;

use super::{
    Followed, Ground,
    agenda::{Agenda, agenda_seen, opinion_files},
    follow_up, ground,
};
use crate::{
    attachments::{self, FileLine},
    meetings::{
        ITEM,
        model::{Item, ItemLine, ItemState, Opinion, may_see_item},
        store::{self, ItemLink, Member},
    },
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    tenancy::Scope,
};

/// A pack.
#[derive(Clone, Debug)]
pub struct Pack {
    pub ground: Ground,
    /// Whose eyes it is seen with; none for one's own.
    pub seen_by: Option<i64>,
    pub agenda: Agenda,
    pub chair: Option<Member>,
    /// By item, as all below.
    pub opinions: HashMap<i64, Vec<Opinion>>,
    /// By opinion.
    pub opinion_files: HashMap<i64, Vec<FileLine>>,
    /// Merged into it at this meeting, as far as they may be seen.
    pub taken_in: HashMap<i64, Vec<Item>>,
    pub links: HashMap<i64, Vec<ItemLink>>,
    pub files: HashMap<i64, Vec<FileLine>>,
    /// What became of the former meetings' decisions, for the item that opens the meeting.
    pub followed: Vec<Followed>,
}

/// What a department of the meeting sees of an item on the agenda.
fn seen_by_department(id: i64, item: &ItemLine) -> bool {
    item.is_on_agenda() && (!item.restricted || item.department_id == Some(id) || item.concerned.contains(&id))
}

/// The pack of a meeting. A bounded number of queries however long its agenda is.
///
/// # Errors
/// As [`ground`]; `NotFound` for `seen_by` a department that is not invited, or by who does not see everything.
pub fn pack(conn: &mut Conn, scope: &Scope, number: &str, seen_by: Option<i64>) -> Result<Pack> {
    let ground = ground(conn, scope, number)?;
    if let Some(id) = seen_by
        && !(ground.sight.sees_restricted && ground.people.iter().any(|p| p.department_id == Some(id)))
    {
        return Err(Error::NotFound);
    }
    let visible = |item: &ItemLine| match seen_by {
        Some(id) => seen_by_department(id, item),
        None => may_see_item(scope, &ground.sight, item),
    };
    let agenda = agenda_seen(conn, scope, &ground, &visible)?;
    let ids: Vec<i64> = agenda.lines.iter().filter_map(|l| l.item.as_ref().map(|i| i.id)).collect();
    let merged: Vec<Item> = store::items(conn, scope, ground.meeting.id)?.into_iter().filter(|i| i.state == ItemState::Merged).collect();
    let open = |item: &Item| match seen_by {
        Some(id) => !item.restricted || item.department_id == Some(id) || item.concerned.contains(&id),
        None => !item.restricted || may_see_item(scope, &ground.sight, item),
    };
    let mut taken_in: HashMap<i64, Vec<Item>> = HashMap::new();
    for item in &merged {
        if let Some(into) = end_of(&merged, item).filter(|id| ids.contains(id) && open(item)) {
            taken_in.entry(into).or_default().push(item.clone());
        }
    }
    let chair = store::members_by_ids(conn, scope, &ground.meeting.chair_id.into_iter().collect::<Vec<_>>())?.pop();
    let mut followed = follow_up(conn, scope, &ground)?;
    followed.retain(|f| seen_by.is_none_or(|id| seen_by_department(id, &f.item)));
    let opinions = store::opinions(conn, scope, &ids)?;
    Ok(Pack {
        followed,
        opinion_files: opinion_files(conn, scope, &opinions)?,
        opinions: by_item(opinions, |o| o.item_id),
        links: by_item(store::item_links(conn, scope, &ids)?, |l| l.item_id),
        files: attachments::lists(conn, scope, ITEM, &ids)?,
        taken_in,
        chair,
        agenda,
        seen_by,
        ground,
    })
}

/// Where a merged item went in the end.
fn end_of(merged: &[Item], item: &Item) -> Option<i64> {
    let mut into = item.merged_into_id?;
    for _ in 0..merged.len() {
        match merged.iter().find(|m| m.id == into) {
            Some(next) => into = next.merged_into_id?,
            None => break,
        }
    }
    Some(into)
}

fn by_item<T>(all: Vec<T>, id: impl Fn(&T) -> i64) -> HashMap<i64, Vec<T>> {
    let mut map: HashMap<i64, Vec<T>> = HashMap::new();
    for one in all {
        map.entry(id(&one)).or_default().push(one);
    }
    map
}
