//! What waits on somebody about meetings: for liaisons answers, items and opinions, for the office the next step of each meeting.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::{dsl::count_star, prelude::*};

use super::minutes::lives_on;
use crate::{
    meetings::{
        model::{ItemState, Kind, Receipt, Role, State},
        store,
    },
    platform::{
        clock::local,
        db::{Conn, among},
        error::Result,
    },
    schema::{agenda_items, meetings, opinions, participants},
    tenancy::{Role as WorkspaceRole, Scope},
    timeline::Kept,
};

/// Why something waits, the most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// A notice without an answer.
    Answer,
    /// A late item that needs the chair's consent.
    Consent,
    /// Minutes to be countersigned.
    Countersign,
    /// An opinion asked of the department.
    Opinion,
    /// An item that came back.
    Returned,
    /// Items proposed, to be screened.
    Screen,
    /// The day of the call has come.
    Call,
    /// The day of the notice has come.
    Announce,
    /// Changes nobody was told of.
    Update,
    /// A written circulation whose term is over.
    End,
    /// A meeting whose day is over, and nobody opened it.
    Open,
    /// Minutes to be drawn up.
    Minutes,
    /// Items may be proposed until the cut-off.
    Propose,
}

impl Why {
    /// As in Fluent keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Consent => "consent",
            Self::Countersign => "countersign",
            Self::Opinion => "opinion",
            Self::Returned => "returned",
            Self::Screen => "screen",
            Self::Call => "call",
            Self::Announce => "announce",
            Self::Update => "update",
            Self::End => "end",
            Self::Open => "open",
            Self::Minutes => "minutes",
            Self::Propose => "propose",
        }
    }
}

/// Something that waits.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    pub why: Why,
    /// Of the meeting.
    pub number: String,
    pub title: String,
    /// The item it is about, with its title.
    pub item: Option<(i64, String)>,
    /// The last day in time.
    pub by: Option<NaiveDate>,
    /// When the meeting begins, UTC.
    pub starts_at: NaiveDateTime,
    /// How many items wait to be screened; 1 for everything else.
    pub n: i64,
    /// Whether it is about a written circulation, to which nobody comes.
    pub is_written: bool,
}

impl Waiting {
    /// Where it is dealt with, below the workspace.
    pub fn path(&self) -> String {
        let home = format!("/meetings/{}", self.number);
        match (self.why, &self.item) {
            (Why::Answer, _) => format!("{home}/receipt"),
            (Why::Propose, _) => format!("{home}/items/new"),
            (Why::Call | Why::Announce | Why::Update, _) => format!("{home}/{}", self.why.as_str()),
            (Why::End, _) => format!("{home}/live/adjourn"),
            (Why::Screen, _) => format!("{home}/proposals"),
            (Why::Minutes | Why::Countersign, _) => format!("{home}/minutes"),
            (_, Some((id, _))) => format!("{home}/items/{id}"),
            (_, None) => home,
        }
    }

    /// Whether its day has passed.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.by.is_some_and(|by| by < today)
    }
}

/// Whom something waits on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    Department(i64),
    Member(i64),
    Office,
}

/// Everything that waits in a workspace, with whom it waits on.
type Standing = Arc<[(On, Waiting)]>;

static STANDING: Kept<NaiveDate, Standing> = Kept::new(500);

/// Of one kind no more are looked for.
const MOST: i64 = 2_000;

/// All that waits about meetings, whomever it waits on; found anew when anything has happened in the workspace.
pub fn standing(conn: &mut Conn, scope: &Scope) -> Result<Standing> {
    STANDING.get(conn, scope, scope.today(), |conn| {
        let mut found = Vec::new();
        answers(conn, scope, &mut found)?;
        asked_of(conn, scope, &mut found)?;
        countersigning(conn, scope, &mut found)?;
        proposals(conn, scope, &mut found)?;
        steps(conn, scope, &mut found)?;
        written(conn, scope, &mut found)?;
        found.sort_by_key(|(_, w)| (w.why, w.by, w.starts_at));
        Ok(found.into())
    })
}

/// All that waits on this member, most pressing first; what waits on several of their departments once.
pub fn waiting(conn: &mut Conn, scope: &Scope) -> Result<Vec<Waiting>> {
    let all = standing(conn, scope)?;
    Ok(of_whom(&all, scope.membership_id(), scope.has(WorkspaceRole::Secretariat), |id| scope.acts_for_department(id)))
}

/// What of `all` waits on a member who acts for these departments.
pub fn of_whom(all: &[(On, Waiting)], membership_id: Option<i64>, office: bool, acts_for: impl Fn(i64) -> bool) -> Vec<Waiting> {
    let own = |on: &On| match on {
        On::Department(id) => acts_for(*id),
        On::Member(id) => Some(*id) == membership_id,
        On::Office => office,
    };
    let mut found: Vec<Waiting> = Vec::new();
    for (_, waiting) in all.iter().filter(|(on, _)| own(on)) {
        if !found.contains(waiting) {
            found.push(waiting.clone());
        }
    }
    found
}

/// Says of what is about written circulations that it is.
fn written(conn: &mut Conn, scope: &Scope, found: &mut [(On, Waiting)]) -> Result<()> {
    if found.is_empty() {
        return Ok(());
    }
    let open = State::ALL.iter().filter(|s| s.is_open()).map(|s| s.as_str()).collect::<Vec<_>>();
    let numbers: HashSet<String> = meetings::table
        .filter(meetings::workspace_id.eq(scope.workspace_id()))
        .filter(meetings::state.eq_any(open))
        .filter(meetings::kind.eq(Kind::Written.as_str()))
        .select(meetings::number)
        .load(conn)?
        .into_iter()
        .collect();
    for (_, waiting) in found {
        waiting.is_written = numbers.contains(&waiting.number);
    }
    Ok(())
}

type Named = (String, String, NaiveDateTime);

fn of((number, title, starts_at): Named, why: Why, by: Option<NaiveDate>) -> Waiting {
    Waiting { why, number, title, item: None, by, starts_at, n: 1, is_written: false }
}

/// Notices that departments and people have not answered.
fn answers(conn: &mut Conn, scope: &Scope, found: &mut Vec<(On, Waiting)>) -> Result<()> {
    type Row = (String, String, NaiveDateTime, Option<i64>, Option<i64>);
    let rows: Vec<Row> = meetings::table
        .inner_join(
            participants::table.on(participants::workspace_id.eq(meetings::workspace_id).and(participants::meeting_id.eq(meetings::id))),
        )
        .filter(meetings::workspace_id.eq(scope.workspace_id()))
        .filter(meetings::state.eq(State::Announced.as_str()))
        .filter(meetings::kind.ne(Kind::Written.as_str()))
        .filter(meetings::starts_at.gt(scope.now()))
        .filter(participants::receipt.eq(Receipt::None.as_str()))
        .filter(participants::role.ne(Role::NoteTaker.as_str()))
        .order((meetings::starts_at, meetings::id))
        .limit(MOST)
        .select((meetings::number, meetings::title, meetings::starts_at, participants::department_id, participants::membership_id))
        .load(conn)?;
    for (number, title, starts_at, department_id, membership_id) in rows {
        let by = Some(local(starts_at, scope.zone()).date());
        for on in department_id.map(On::Department).into_iter().chain(membership_id.map(On::Member)) {
            found.push((on, of((number.clone(), title.clone(), starts_at), Why::Answer, by)));
        }
    }
    Ok(())
}

/// Opinions asked of departments, items of theirs that came back, and late ones the chair has to consent to.
fn asked_of(conn: &mut Conn, scope: &Scope, found: &mut Vec<(On, Waiting)>) -> Result<()> {
    type Row = (String, String, NaiveDateTime, i64, String, Option<NaiveDate>, Option<i64>);
    let of_items = || {
        agenda_items::table
            .inner_join(
                meetings::table.on(meetings::workspace_id.eq(agenda_items::workspace_id).and(meetings::id.eq(agenda_items::meeting_id))),
            )
            .filter(agenda_items::workspace_id.eq(scope.workspace_id()))
    };
    let named = (meetings::number, meetings::title, meetings::starts_at, agenda_items::id, agenda_items::title);
    let ahead = [State::Draft, State::Collecting, State::Announced].map(State::as_str).to_vec();
    let returned: Vec<Row> = of_items()
        .filter(agenda_items::state.eq(ItemState::Returned.as_str()))
        .filter(meetings::state.eq_any(ahead))
        .limit(MOST)
        .select((named.0, named.1, named.2, named.3, named.4, meetings::cutoff_on, agenda_items::department_id))
        .load(conn)?;
    let asked: Vec<Row> = of_items()
        .inner_join(opinions::table.on(opinions::workspace_id.eq(agenda_items::workspace_id).and(opinions::item_id.eq(agenda_items::id))))
        .filter(opinions::answer.is_null())
        .filter(opinions::withdrawn_at.is_null())
        .filter(opinions::stopped_on.is_null())
        .filter(meetings::state.ne(State::Cancelled.as_str()))
        .order(opinions::due_on)
        .limit(MOST)
        .select((named.0, named.1, named.2, named.3, named.4, opinions::due_on.nullable(), opinions::department_id.nullable()))
        .load(conn)?;
    let late: Vec<Row> = of_items()
        .filter(agenda_items::state.eq(ItemState::Proposed.as_str()))
        .filter(agenda_items::is_late.eq(true))
        .filter(agenda_items::consented_at.is_null())
        .filter(meetings::chair_id.is_not_null())
        .limit(MOST)
        .select((named.0, named.1, named.2, named.3, named.4, meetings::notice_on, meetings::chair_id))
        .load(conn)?;
    for (number, title, starts_at, id, item, by, chair_id) in late {
        let waiting = Waiting { item: Some((id, item)), ..of((number, title, starts_at), Why::Consent, by) };
        found.extend(chair_id.map(|id| (On::Member(id), waiting)));
    }
    for (why, rows) in [(Why::Returned, returned), (Why::Opinion, asked)] {
        for (number, title, starts_at, id, item, by, department_id) in rows {
            let waiting = Waiting { item: Some((id, item)), ..of((number, title, starts_at), why, by) };
            found.extend(department_id.map(|id| (On::Department(id), waiting)));
        }
    }
    Ok(())
}

/// Minutes that departments are asked to countersign and have not answered on; who is silent until the day is over is not asked any more.
fn countersigning(conn: &mut Conn, scope: &Scope, found: &mut Vec<(On, Waiting)>) -> Result<()> {
    let open: Vec<_> = store::open_reviews(conn, scope)?.into_iter().filter(|(_, r)| !r.is_overdue(scope.today())).collect();
    if open.is_empty() {
        return Ok(());
    }
    let ids: Vec<i64> = open.iter().map(|(id, _)| *id).collect();
    let meetings = store::meetings_by_ids(conn, scope, &ids)?;
    let merged = store::merged_departments(conn, scope)?;
    for (meeting_id, review) in open {
        let Some(meeting) = meetings.iter().find(|m| m.id == meeting_id) else { continue };
        let named = (meeting.number.clone(), meeting.title.clone(), meeting.starts_at);
        let department = lives_on(&merged, review.department_id);
        found.push((On::Department(department), of(named, Why::Countersign, Some(review.due_on))));
    }
    Ok(())
}

/// Meetings that still take items, for the departments invited that have proposed none.
fn proposals(conn: &mut Conn, scope: &Scope, found: &mut Vec<(On, Waiting)>) -> Result<()> {
    type Row = (i64, String, String, NaiveDateTime, Option<NaiveDate>, Option<i64>);
    let rows: Vec<Row> = meetings::table
        .inner_join(
            participants::table.on(participants::workspace_id.eq(meetings::workspace_id).and(participants::meeting_id.eq(meetings::id))),
        )
        .filter(meetings::workspace_id.eq(scope.workspace_id()))
        .filter(meetings::state.eq(State::Collecting.as_str()))
        .filter(meetings::cutoff_on.ge(scope.today()))
        .filter(participants::department_id.is_not_null())
        .order((meetings::cutoff_on, meetings::id))
        .limit(MOST)
        .select((meetings::id, meetings::number, meetings::title, meetings::starts_at, meetings::cutoff_on, participants::department_id))
        .load(conn)?;
    let ids: Vec<i64> = rows.iter().map(|r| r.0).collect::<BTreeSet<_>>().into_iter().collect();
    let proposed: HashSet<(i64, Option<i64>)> = agenda_items::table
        .filter(agenda_items::workspace_id.eq(scope.workspace_id()))
        .filter(among(agenda_items::meeting_id, &ids))
        .filter(agenda_items::state.ne(ItemState::Withdrawn.as_str()))
        .select((agenda_items::meeting_id, agenda_items::department_id))
        .load(conn)?
        .into_iter()
        .collect();
    for (id, number, title, starts_at, by, department_id) in rows {
        if let Some(department) = department_id.filter(|d| !proposed.contains(&(id, Some(*d)))) {
            found.push((On::Department(department), of((number, title, starts_at), Why::Propose, by)));
        }
    }
    Ok(())
}

/// The next step of each meeting, for the office.
fn steps(conn: &mut Conn, scope: &Scope, found: &mut Vec<(On, Waiting)>) -> Result<()> {
    type Row = (i64, String, String, NaiveDateTime, (String, String), Option<NaiveDate>, Option<NaiveDate>, Option<NaiveDateTime>);
    let open = State::ALL.iter().filter(|s| s.is_open() && **s != State::InSession).map(|s| s.as_str()).collect::<Vec<_>>();
    let rows: Vec<Row> = meetings::table
        .filter(meetings::workspace_id.eq(scope.workspace_id()))
        .filter(meetings::state.eq_any(open))
        .filter(
            meetings::state
                .ne(State::Draft.as_str())
                .or(meetings::call_on.le(scope.today()).assume_not_null().and(meetings::starts_at.gt(scope.now()))),
        )
        .order((meetings::starts_at, meetings::id))
        .limit(MOST)
        .select((
            meetings::id,
            meetings::number,
            meetings::title,
            meetings::starts_at,
            (meetings::state, meetings::kind),
            meetings::call_on,
            meetings::notice_on,
            meetings::changed_at,
        ))
        .load(conn)?;
    let ids: Vec<i64> = rows.iter().map(|r| r.0).collect();
    let proposed: Vec<(i64, i64)> = agenda_items::table
        .filter(agenda_items::workspace_id.eq(scope.workspace_id()))
        .filter(agenda_items::state.eq(ItemState::Proposed.as_str()))
        .filter(among(agenda_items::meeting_id, &ids))
        .group_by(agenda_items::meeting_id)
        .select((agenda_items::meeting_id, count_star()))
        .load(conn)?;
    for (id, number, title, starts_at, (state, kind), call_on, notice_on, changed_at) in rows {
        let day = local(starts_at, scope.zone()).date();
        let named = (number, title, starts_at);
        if let Some((_, n)) = proposed.iter().find(|(meeting, _)| *meeting == id) {
            found.push((On::Office, Waiting { n: *n, ..of(named.clone(), Why::Screen, notice_on) }));
        }
        let step = match State::stored(&state)? {
            State::Draft => Some((Why::Call, call_on)),
            State::Collecting if notice_on.is_none_or(|on| on <= scope.today()) => Some((Why::Announce, notice_on)),
            State::Announced if kind == Kind::Written.as_str() && starts_at <= scope.now() => Some((Why::End, Some(day))),
            State::Announced if day < scope.today() => Some((Why::Open, Some(day))),
            State::Announced if changed_at.is_some() => Some((Why::Update, None)),
            State::Minuting => Some((Why::Minutes, None)),
            _ => None,
        };
        found.extend(step.map(|(why, by)| (On::Office, of(named, why, by))));
    }
    Ok(())
}
