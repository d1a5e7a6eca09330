//! The agenda and its items, as far as a person may see them.

use std::collections::HashMap;

use chrono::NaiveDateTime;

use super::{Followed, Ground, ground};
use crate::{
    attachments::{self, FileLine},
    duties,
    meetings::{
        ITEM, OPINION,
        model::{Item, ItemLine, ItemState, Meeting, Opinion, Sight, State, may_see_item, start_times},
        store::{self, ItemLink, Which},
    },
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    policy,
    tenancy::{Role, Scope},
    timeline::{self, Event, Subject},
};

/// Short and full names of all departments.
pub type Names = HashMap<i64, (String, String)>;

/// A line of the agenda; `item` is none where this person may not see what it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Line<I = Item> {
    /// From 1.
    pub n: usize,
    pub item: Option<I>,
    pub starts_at: NaiveDateTime,
}

/// A meeting's agenda for one person, and what else was proposed as far as they see it.
#[derive(Clone, Debug)]
pub struct Agenda<I = Item> {
    pub lines: Vec<Line<I>>,
    /// Not on the agenda, the oldest first.
    pub others: Vec<I>,
    /// Planned minutes of all that stands on it.
    pub minutes: i32,
    /// Answered and asked opinions, by item.
    pub opinions: HashMap<i64, (usize, usize)>,
    pub names: Names,
}

impl<I: AsRef<ItemLine>> Agenda<I> {
    /// What waits to be screened.
    pub fn waiting(&self) -> impl Iterator<Item = &I> {
        self.others.iter().filter(|i| i.as_ref().state == ItemState::Proposed)
    }
}

pub fn names(conn: &mut Conn, scope: &Scope) -> Result<Names> {
    let all = duties::queries::departments(conn, scope)?;
    Ok(all.into_iter().map(|d| (d.id, (d.short_name, d.name))).collect())
}

/// The agenda of a meeting. A bounded number of queries however long it is.
pub fn agenda(conn: &mut Conn, scope: &Scope, ground: &Ground) -> Result<Agenda> {
    agenda_seen(conn, scope, ground, &|item| may_see_item(scope, &ground.sight, item))
}

/// The same as far as lists show it, without the words of items.
pub fn outline(conn: &mut Conn, scope: &Scope, ground: &Ground) -> Result<Agenda<ItemLine>> {
    let all = store::item_lines(conn, scope, ground.meeting.id)?;
    arranged(conn, scope, ground, all, &|item| may_see_item(scope, &ground.sight, item))
}

/// As [`agenda`], as far as `seen` says.
pub(super) fn agenda_seen(conn: &mut Conn, scope: &Scope, ground: &Ground, seen: &dyn Fn(&ItemLine) -> bool) -> Result<Agenda> {
    let all = store::items(conn, scope, ground.meeting.id)?;
    arranged(conn, scope, ground, all, seen)
}

fn arranged<I: AsRef<ItemLine>>(
    conn: &mut Conn,
    scope: &Scope,
    ground: &Ground,
    all: Vec<I>,
    seen: &dyn Fn(&ItemLine) -> bool,
) -> Result<Agenda<I>> {
    let (on, others): (Vec<I>, Vec<I>) = all.into_iter().partition(|i| i.as_ref().is_on_agenda());
    let starts = start_times(ground.meeting.starts_at, &on);
    let minutes = on.iter().map(|i| i.as_ref().minutes).sum();
    let lines: Vec<Line<I>> = (1..)
        .zip(on.into_iter().zip(starts))
        .map(|(n, (item, starts_at))| Line { n, item: Some(item).filter(|i| seen(i.as_ref())), starts_at })
        .collect();
    let mut opinions: HashMap<i64, (usize, usize)> = HashMap::new();
    for (item, has_answered) in store::answers(conn, scope, ground.meeting.id)? {
        let (answered, asked) = opinions.entry(item).or_default();
        *asked += 1;
        *answered += usize::from(has_answered);
    }
    let others: Vec<I> = others.into_iter().filter(|i| seen(i.as_ref())).collect();
    Ok(Agenda { lines, others, minutes, opinions, names: names(conn, scope)? })
}

/// An item with its meeting; `NotFound` where this person may not see it. Before an item is accepted, those asked for an opinion on
/// it see it too.
pub fn item(conn: &mut Conn, scope: &Scope, number: &str, id: i64) -> Result<(Ground, Item)> {
    let ground = ground(conn, scope, number)?;
    let item = store::item(conn, scope, ground.meeting.id, id)?;
    if !may_see_item(scope, &ground.sight, &item) && !is_asked(conn, scope, &item)? {
        return Err(Error::NotFound);
    }
    Ok((ground, item))
}

fn is_asked(conn: &mut Conn, scope: &Scope, item: &Item) -> Result<bool> {
    if item.state != ItemState::Proposed || scope.acts_for().next().is_none() {
        return Ok(false);
    }
    let asked = store::opinions(conn, scope, &[item.id])?;
    Ok(asked.iter().any(|o| o.withdrawn_at.is_none() && scope.acts_for_department(o.department_id)))
}

/// An item that this one became, came from or went into, as far as this person sees it.
#[derive(Clone, Debug)]
pub struct Relative {
    pub meeting: Meeting,
    pub item: Item,
}

/// All that an item's page shows.
#[derive(Clone, Debug)]
pub struct Detail {
    pub ground: Ground,
    pub item: Item,
    /// Its number on the agenda and when it begins.
    pub place: Option<(usize, NaiveDateTime)>,
    pub goes_on: Option<Relative>,
    pub comes_from: Option<Relative>,
    pub merged_into: Option<Relative>,
    /// Items merged into it, into those, and into what it comes from; of restricted ones only those this person sees.
    pub taken_in: Vec<Item>,
    pub links: Vec<ItemLink>,
    pub opinions: Vec<Opinion>,
    /// By opinion.
    pub opinion_files: HashMap<i64, Vec<FileLine>>,
    /// What it decided, once the meeting was held.
    pub decided: Vec<Followed>,
    pub files: Vec<FileLine>,
    /// Where its links to clauses lead, by clause.
    pub clauses: HashMap<i64, String>,
    pub names: Names,
    pub events: Vec<Event>,
}

/// How many entries of an item's timeline its page shows.
const EVENTS: i64 = 50;

/// As [`item`], with all its page shows.
pub fn detail(conn: &mut Conn, scope: &Scope, number: &str, id: i64) -> Result<Detail> {
    let (ground, item) = item(conn, scope, number, id)?;
    let place = if item.is_on_agenda() {
        let on: Vec<Item> = store::items(conn, scope, ground.meeting.id)?.into_iter().filter(|i| i.is_on_agenda()).collect();
        let starts = start_times(ground.meeting.starts_at, &on);
        on.iter().position(|i| i.id == id).map(|at| (at + 1, starts[at]))
    } else {
        None
    };
    let links = store::item_links(conn, scope, &[id])?;
    let mut clauses = HashMap::new();
    for link in links.iter().filter(|l| l.kind == "clause") {
        if let Some(to) = policy::queries::origin_link(conn, scope, link.subject_id)? {
            clauses.insert(link.subject_id, to.href);
        }
    }
    let taken_in = store::taken_in(conn, scope, &item)?;
    let visible = |own: &Item| !own.restricted || may_see_item(scope, &ground.sight, own);
    let opinions = store::opinions(conn, scope, &[id])?;
    Ok(Detail {
        opinion_files: opinion_files(conn, scope, &opinions)?,
        goes_on: relative(conn, scope, item.goes_on_as_id)?,
        comes_from: relative(conn, scope, item.comes_from_id)?,
        merged_into: relative(conn, scope, item.merged_into_id)?,
        taken_in: taken_in.into_iter().filter(visible).collect(),
        files: attachments::list(conn, scope, Subject::new(ITEM, id))?,
        clauses,
        links,
        decided: super::decided(conn, scope, &ground.meeting, &item)?,
        opinions,
        names: names(conn, scope)?,
        events: timeline::of(conn, scope, Subject::new(ITEM, id), None, EVENTS)?,
        place,
        ground,
        item,
    })
}

/// The files of answers, by opinion.
pub(super) fn opinion_files(conn: &mut Conn, scope: &Scope, opinions: &[Opinion]) -> Result<HashMap<i64, Vec<FileLine>>> {
    let ids: Vec<i64> = opinions.iter().filter(|o| o.answer.is_some()).map(|o| o.id).collect();
    attachments::lists(conn, scope, OPINION, &ids)
}

/// An opinion with its item and meeting; `NotFound` where this person may not see the item.
pub fn opinion(conn: &mut Conn, scope: &Scope, number: &str, item_id: i64, id: i64) -> Result<(Ground, Item, Opinion)> {
    let (ground, item) = item(conn, scope, number, item_id)?;
    let opinion = store::opinion(conn, scope, item.id, id)?;
    Ok((ground, item, opinion))
}

fn relative(conn: &mut Conn, scope: &Scope, id: Option<i64>) -> Result<Option<Relative>> {
    let Some(id) = id else { return Ok(None) };
    let Some(item) = store::items_by_ids(conn, scope, &[id])?.pop() else { return Ok(None) };
    let meeting = store::meeting_by_id(conn, scope, item.meeting_id)?;
    let people = store::participants(conn, scope, meeting.id)?;
    let sight = Sight::of(scope, &meeting, &people);
    Ok(sight.is_some_and(|sight| may_see_item(scope, &sight, &item)).then_some(Relative { meeting, item }))
}

/// The most meetings offered to go on at.
const LATER: i64 = 60;

/// Meetings ahead this person may propose items for, the soonest first.
pub fn ahead(conn: &mut Conn, scope: &Scope) -> Result<Vec<Meeting>> {
    scope.require(&super::READERS)?;
    let office = scope.has(Role::Secretariat);
    let mut states = vec![State::Collecting, State::Announced];
    states.extend(office.then_some(State::Draft));
    let which = Which { states, from: Some(scope.now()), invited: super::invited(scope), ..Which::default() };
    store::meetings(conn, scope, &which, LATER, 0)
}

/// Meetings ahead that begin after this one, the soonest first.
pub fn later(conn: &mut Conn, scope: &Scope, from: &Meeting) -> Result<Vec<Meeting>> {
    let which = Which {
        states: vec![State::Draft, State::Collecting, State::Announced],
        from: Some(from.starts_at + chrono::Duration::seconds(1)),
        ..Which::default()
    };
    store::meetings(conn, scope, &which, LATER, 0)
}
