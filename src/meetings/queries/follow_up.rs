//! What became of decisions: of the former meetings for the next one, and of all meetings for lists and the matrix.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDateTime;
use diesel::{prelude::*, sql_types::BigInt};

use super::Ground;
use crate::{
    calendar::{self, WorkCalendar},
    duties::{self, Light, LightReason, State as DutyState, queries::Row as DutyRow},
    meetings::{
        DECISION,
        model::{Decision, Item, Kind, Meeting, Participant, Sight, State, may_see_item},
        store::{self, Which},
    },
    platform::{
        db::{Conn, Statement, among},
        error::Result,
        text::anywhere,
    },
    schema::{agenda_items, decision_support, decisions, item_links, meetings},
    tenancy::{self, Scope},
};

/// A decision with what became of it.
#[derive(Clone, Debug)]
pub struct Followed {
    pub meeting: Meeting,
    pub item: Item,
    /// Place of the decision within its meeting: item and decision, from 1.
    pub place: (usize, usize),
    pub decision: Decision,
    /// The duties it became, drafts only for who may see them.
    pub duties: Vec<Charged>,
    /// Labels of clauses its item is about.
    pub clauses: Vec<String>,
}

/// A duty that came of a decision.
#[derive(Clone, Debug)]
pub struct Charged {
    pub row: DutyRow,
    pub light: Light,
    pub reason: LightReason,
    /// The words of its latest report.
    pub report: Option<String>,
}

impl Followed {
    /// Whether there were duties and all of them are closed.
    pub fn is_done(&self) -> bool {
        !self.duties.is_empty() && self.duties.iter().all(|d| d.row.state().is_ok_and(|s| s == DutyState::Closed))
    }
}

/// The most decisions looked at once.
const MOST: i64 = 200;

/// States whose decisions stand: the session is over.
pub const HELD: [State; 3] = [State::Minuting, State::Countersigning, State::Issued];

/// What became of the decisions of former meetings, for `ground`'s meeting: all of the meeting before it in its series (or of the last
/// meeting at all, where it has none), and those of older ones that are not done. A special-topic meeting keeps to its topic.
pub fn follow_up(conn: &mut Conn, scope: &Scope, ground: &Ground) -> Result<Vec<Followed>> {
    let meeting = &ground.meeting;
    if meeting.kind != Kind::Regular {
        return Ok(Vec::new());
    }
    // Most often there is nothing: cheaper to ask than to find out by looking for meetings.
    if !has_former(conn, scope, meeting.series_id, meeting.starts_at)? {
        return Ok(Vec::new());
    }
    let which = Which {
        states: HELD.to_vec(),
        series_id: meeting.series_id,
        to: Some(meeting.starts_at),
        invited: super::invited(scope),
        newest_first: true,
        ..Which::default()
    };
    let former: Vec<Meeting> = store::meetings(conn, scope, &which, 12, 0)?.into_iter().filter(|m| m.id != meeting.id).collect();
    let last = former.first().map(|m| m.id);
    let mut found = followed(conn, scope, former, |_| true)?;
    found.retain(|f| Some(f.meeting.id) == last || !f.is_done());
    Ok(found)
}

/// Decisions of meetings that were held, newest meeting first: those a department leads or supports, or all; as far as this person
/// sees the items they belong to. Of these words, as search keys, each stands in the decision, its item, its meeting or a clause the item
/// is about.
pub fn charged(conn: &mut Conn, scope: &Scope, department_id: Option<i64>, words: &[String]) -> Result<Vec<Followed>> {
    let ids: Vec<i64> = {
        let held = HELD.map(State::as_str).to_vec();
        let mut query = decisions::table
            .inner_join(meetings::table.on(meetings::workspace_id.eq(decisions::workspace_id).and(meetings::id.eq(decisions::meeting_id))))
            .filter(decisions::workspace_id.eq(scope.workspace_id()))
            .filter(decisions::removed_at.is_null())
            .filter(meetings::state.eq_any(held))
            .into_boxed();
        if let Some(id) = department_id {
            // What those that live on in it were charged with counts as its own.
            let own: Vec<i64> = tenancy::departments::all(conn, scope)?
                .into_iter()
                .filter(|d| d.id == id || d.merged_into_id == Some(id))
                .map(|d| d.id)
                .collect();
            let supports = decision_support::table
                .filter(decision_support::workspace_id.eq(scope.workspace_id()))
                .filter(decision_support::department_id.eq_any(own.clone()))
                .select(decision_support::decision_id);
            query = query.filter(decisions::lead_id.eq_any(own).assume_not_null().or(decisions::id.eq_any(supports)));
        }
        for word in words {
            let like = anywhere(word);
            let of_item = agenda_items::table
                .filter(agenda_items::workspace_id.eq(scope.workspace_id()))
                .filter(agenda_items::id.eq(decisions::item_id))
                .filter(agenda_items::search_key.like(like.clone()).escape('\\'));
            let of_clause = item_links::table
                .filter(item_links::workspace_id.eq(scope.workspace_id()))
                .filter(item_links::item_id.eq(decisions::item_id))
                .filter(item_links::kind.eq("clause"))
                .filter(item_links::label.like(like.clone()).escape('\\'));
            let here = decisions::search_key.like(like.clone()).escape('\\').or(meetings::search_key.like(like).escape('\\'));
            query = query.filter(here.or(diesel::dsl::exists(of_item)).or(diesel::dsl::exists(of_clause)));
        }
        query.order((meetings::starts_at.desc(), decisions::id.desc())).limit(MOST).select(decisions::id).load(conn)?
    };
    let wanted: BTreeSet<i64> = ids.iter().copied().collect();
    let of: Vec<i64> = decisions::table
        .filter(decisions::workspace_id.eq(scope.workspace_id()))
        .filter(among(decisions::id, &ids))
        .select(decisions::meeting_id)
        .distinct()
        .load(conn)?;
    let mut held = store::meetings_by_ids(conn, scope, &of)?;
    held.sort_by_key(|m| std::cmp::Reverse((m.starts_at, m.id)));
    followed(conn, scope, held, |d| wanted.contains(&d.id))
}

/// What an item of a meeting that was held decided. The caller has seen to it that this person sees the item.
pub fn decided(conn: &mut Conn, scope: &Scope, meeting: &Meeting, item: &Item) -> Result<Vec<Followed>> {
    if !HELD.contains(&meeting.state) {
        return Ok(Vec::new());
    }
    followed(conn, scope, vec![meeting.clone()], |d| d.item_id == item.id)
}

/// The decisions of these meetings, in the order of the meetings, their agendas and themselves.
fn followed(conn: &mut Conn, scope: &Scope, held: Vec<Meeting>, wanted: impl Fn(&Decision) -> bool) -> Result<Vec<Followed>> {
    let ids: Vec<i64> = held.iter().map(|m| m.id).collect();
    let all = if ids.is_empty() { Vec::new() } else { store::decisions_of(conn, scope, &ids)? };
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let mut people: HashMap<i64, Vec<Participant>> = HashMap::new();
    for person in store::participants_of(conn, scope, &ids)? {
        people.entry(person.meeting_id).or_default().push(person);
    }
    let items = store::items_by_ids(conn, scope, &all.iter().map(|d| d.item_id).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>())?;
    let links = clauses(conn, scope, &items)?;
    let mut duties = duties_of(conn, scope, &all)?;
    let mut found = Vec::new();
    for meeting in held {
        let none = Vec::new();
        let Some(sight) = Sight::of(scope, &meeting, people.get(&meeting.id).unwrap_or(&none)) else { continue };
        let mut own: Vec<&Item> = items.iter().filter(|i| i.meeting_id == meeting.id).collect();
        own.sort_by_key(|i| (i.position, i.id));
        for item in own.into_iter().filter(|i| may_see_item(scope, &sight, i)) {
            for (nth, decision) in (1..).zip(all.iter().filter(|d| d.item_id == item.id)) {
                if wanted(decision) {
                    found.push(Followed {
                        meeting: meeting.clone(),
                        item: item.clone(),
                        place: (usize::try_from(item.position).unwrap_or(0), nth),
                        decision: decision.clone(),
                        duties: duties.remove(&decision.id).unwrap_or_default(),
                        clauses: links.iter().filter(|(id, _)| *id == item.id).map(|(_, label)| label.clone()).collect(),
                    });
                }
            }
        }
    }
    Ok(found)
}

fn clauses(conn: &mut Conn, scope: &Scope, items: &[Item]) -> Result<Vec<(i64, String)>> {
    let ids: Vec<i64> = items.iter().map(|i| i.id).collect();
    let rows = item_links::table
        .filter(item_links::workspace_id.eq(scope.workspace_id()))
        .filter(among(item_links::item_id, &ids))
        .filter(item_links::kind.eq("clause"))
        .order((item_links::item_id, item_links::subject_id))
        .select((item_links::item_id, item_links::label))
        .load(conn)?;
    Ok(rows)
}

/// Duties by the decision they came from, with their lights and latest words.
fn duties_of(conn: &mut Conn, scope: &Scope, all: &[Decision]) -> Result<HashMap<i64, Vec<Charged>>> {
    let calendar: std::sync::Arc<WorkCalendar> = calendar::load(conn, scope)?;
    let ids: Vec<i64> = all.iter().map(|d| d.id).collect();
    let origins = duties::queries::of_origins(conn, scope, DECISION, &ids)?;
    let duty_ids: Vec<i64> = origins.iter().map(|o| o.id).collect();
    // What a department reported is read by those who do the work, and by who reads everything.
    let told: Vec<i64> = if scope.reads_all() {
        duty_ids.clone()
    } else {
        let own: Vec<i64> = scope.acts_for().chain(scope.leads()).collect();
        duties::queries::charging(conn, scope, &own, &duty_ids)?.into_iter().collect()
    };
    let mut reports = duties::queries::latest_reports(conn, scope, &told)?;
    let mut found: HashMap<i64, Vec<Charged>> = HashMap::new();
    for row in duties::queries::rows_of(conn, scope, &duty_ids)? {
        let Some(origin) = origins.iter().find(|o| o.id == row.id) else { continue };
        let (light, reason) = row.light(scope, &calendar)?;
        let report = reports.remove(&row.id);
        found.entry(origin.origin_id).or_default().push(Charged { row, light, reason, report });
    }
    Ok(found)
}

/// Whether there is anything to follow up before this instant, in a series or at all.
pub fn has_former(conn: &mut Conn, scope: &Scope, series_id: Option<i64>, before: NaiveDateTime) -> Result<bool> {
    let mut out: Statement<(BigInt,)> = Statement::new(
        "SELECT d.id FROM meetings m JOIN decisions d ON d.workspace_id = m.workspace_id AND d.meeting_id = m.id WHERE m.workspace_id = ",
    );
    out.int(scope.workspace_id()).push(" AND m.starts_at < ").instant(before).push(" AND m.state IN (");
    for (n, state) in HELD.into_iter().enumerate() {
        out.push(if n == 0 { "" } else { ", " }).text(state.as_str());
    }
    out.push(")");
    if let Some(id) = series_id {
        out.push(" AND m.series_id = ").int(id);
    }
    out.push(" AND d.removed_at IS NULL LIMIT 1");
    Ok(out.get_result::<(i64,)>(conn).optional()?.is_some())
}
