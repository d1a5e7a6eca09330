//! Rows of meetings.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::{
    duties::search_key,
    meetings::model::{Kind, Meeting, State},
    platform::{
        db::{Conn, among},
        error::{Error, Result},
    },
    schema::meetings,
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = meetings, primary_key(workspace_id, id), treat_none_as_null = true)]
struct Row {
    workspace_id: i64,
    id: i64,
    number: String,
    series_id: Option<i64>,
    occurrence_on: Option<NaiveDate>,
    kind: String,
    title: String,
    state: String,
    starts_at: NaiveDateTime,
    minutes: i32,
    place: String,
    note: String,
    chair_id: Option<i64>,
    quorum: i32,
    call_on: Option<NaiveDate>,
    cutoff_on: Option<NaiveDate>,
    notice_on: Option<NaiveDate>,
    touched: String,
    sequence: i32,
    /// Grows by [`super::next_seq`] alone.
    #[diesel(skip_update)]
    live_seq: i64,
    current_item_id: Option<i64>,
    current_since: Option<NaiveDateTime>,
    called_at: Option<NaiveDateTime>,
    announced_at: Option<NaiveDateTime>,
    changed_at: Option<NaiveDateTime>,
    opened_at: Option<NaiveDateTime>,
    adjourned_at: Option<NaiveDateTime>,
    issued_at: Option<NaiveDateTime>,
    cancelled_at: Option<NaiveDateTime>,
    reason: String,
    search_key: String,
    created_at: NaiveDateTime,
    version: i64,
}

impl Row {
    fn of(scope: &Scope, m: &Meeting) -> Result<Self> {
        Ok(Self {
            workspace_id: scope.workspace_id(),
            id: m.id,
            number: m.number.clone(),
            series_id: m.series_id,
            occurrence_on: m.occurrence_on,
            kind: m.kind.as_str().into(),
            title: m.title.clone(),
            state: m.state.as_str().into(),
            starts_at: m.starts_at,
            minutes: m.minutes,
            place: m.place.clone(),
            note: m.note.clone(),
            chair_id: m.chair_id,
            quorum: m.quorum,
            call_on: m.call_on,
            cutoff_on: m.cutoff_on,
            notice_on: m.notice_on,
            touched: serde_json::to_string(&m.touched)?,
            sequence: m.sequence,
            live_seq: m.live_seq,
            current_item_id: m.current_item_id,
            current_since: m.current_since,
            called_at: m.called_at,
            announced_at: m.announced_at,
            changed_at: m.changed_at,
            opened_at: m.opened_at,
            adjourned_at: m.adjourned_at,
            issued_at: m.issued_at,
            cancelled_at: m.cancelled_at,
            reason: m.reason.clone(),
            search_key: search_key(&[&*m.number, &*m.title, &*m.place].join(" ")),
            created_at: m.created_at,
            version: m.version,
        })
    }

    fn into_model(self) -> Result<Meeting> {
        Ok(Meeting {
            id: self.id,
            number: self.number,
            series_id: self.series_id,
            occurrence_on: self.occurrence_on,
            kind: Kind::stored(&self.kind)?,
            title: self.title,
            state: State::stored(&self.state)?,
            starts_at: self.starts_at,
            minutes: self.minutes,
            place: self.place,
            note: self.note,
            chair_id: self.chair_id,
            quorum: self.quorum,
            call_on: self.call_on,
            cutoff_on: self.cutoff_on,
            notice_on: self.notice_on,
            touched: serde_json::from_str(&self.touched)?,
            sequence: self.sequence,
            live_seq: self.live_seq,
            current_item_id: self.current_item_id,
            current_since: self.current_since,
            called_at: self.called_at,
            announced_at: self.announced_at,
            changed_at: self.changed_at,
            opened_at: self.opened_at,
            adjourned_at: self.adjourned_at,
            issued_at: self.issued_at,
            cancelled_at: self.cancelled_at,
            reason: self.reason,
            created_at: self.created_at,
            version: self.version,
        })
    }
}

/// One by its number; `NotFound` when there is none.
pub fn meeting(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Meeting> {
    let own = meetings::table.filter(meetings::workspace_id.eq(scope.workspace_id()));
    own.filter(meetings::number.eq(number)).select(Row::as_select()).first(conn).map_err(Error::from)?.into_model()
}

/// One by its id; `NotFound` when there is none.
pub fn meeting_by_id(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Meeting> {
    let own = meetings::table.filter(meetings::workspace_id.eq(scope.workspace_id()));
    own.filter(meetings::id.eq(id)).select(Row::as_select()).first(conn).map_err(Error::from)?.into_model()
}

/// These, by time.
pub fn meetings_by_ids(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<Meeting>> {
    let own = meetings::table.filter(meetings::workspace_id.eq(scope.workspace_id()));
    let rows: Vec<Row> =
        own.filter(among(meetings::id, ids)).order((meetings::starts_at, meetings::id)).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

/// Those this membership chairs, from an instant on, by time.
pub fn chaired(conn: &mut Conn, scope: &Scope, membership_id: i64, from: NaiveDateTime, limit: i64) -> Result<Vec<Meeting>> {
    let own = meetings::table.filter(meetings::workspace_id.eq(scope.workspace_id())).filter(meetings::chair_id.eq(membership_id));
    let own = own.filter(meetings::starts_at.ge(from)).order((meetings::starts_at, meetings::id)).limit(limit);
    let rows: Vec<Row> = own.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

pub fn insert_meeting(conn: &mut Conn, scope: &Scope, meeting: &Meeting) -> Result<()> {
    diesel::insert_into(meetings::table).values(Row::of(scope, meeting)?).execute(conn)?;
    Ok(())
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save_meeting(conn: &mut Conn, scope: &Scope, meeting: &mut Meeting) -> Result<()> {
    let loaded = meeting.version;
    meeting.version += 1;
    let own = meetings::table.filter(meetings::workspace_id.eq(scope.workspace_id())).filter(meetings::id.eq(meeting.id));
    let saved = diesel::update(own.filter(meetings::version.eq(loaded))).set(Row::of(scope, meeting)?).execute(conn)?;
    if saved == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Removes a draft that nothing hangs on.
pub fn delete_meeting(conn: &mut Conn, scope: &Scope, id: i64) -> Result<()> {
    let own = meetings::table.filter(meetings::workspace_id.eq(scope.workspace_id())).filter(meetings::id.eq(id));
    diesel::delete(own).execute(conn)?;
    Ok(())
}

/// Which meetings a list shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Which {
    /// Of these states; of all when empty.
    pub states: Vec<State>,
    pub kind: Option<Kind>,
    pub series_id: Option<i64>,
    /// Starting at or after.
    pub from: Option<NaiveDateTime>,
    /// Starting before.
    pub to: Option<NaiveDateTime>,
    /// Invited: one of these departments, or this membership.
    pub invited: Option<(Vec<i64>, Option<i64>)>,
    /// Words their number, title or place must hold, as search keys.
    pub words: Vec<String>,
    pub newest_first: bool,
}

/// A boxed query of them, filtered.
macro_rules! of {
    ($scope:expr, $which:expr) => {{
        use crate::schema::participants;
        let which: &Which = $which;
        let mut query = meetings::table.filter(meetings::workspace_id.eq($scope.workspace_id())).into_boxed();
        if !which.states.is_empty() {
            query = query.filter(meetings::state.eq_any(which.states.iter().map(|s| s.as_str()).collect::<Vec<_>>()));
        }
        if let Some(kind) = which.kind {
            query = query.filter(meetings::kind.eq(kind.as_str()));
        }
        if let Some(id) = which.series_id {
            query = query.filter(meetings::series_id.eq(id));
        }
        if let Some(at) = which.from {
            query = query.filter(meetings::starts_at.ge(at));
        }
        if let Some(at) = which.to {
            query = query.filter(meetings::starts_at.lt(at));
        }
        if let Some((departments, member)) = &which.invited {
            let invited = participants::table
                .filter(participants::workspace_id.eq($scope.workspace_id()))
                .filter(participants::meeting_id.eq(meetings::id))
                .filter(
                    participants::department_id
                        .eq_any(departments.clone())
                        .assume_not_null()
                        .or(participants::membership_id.eq(*member).assume_not_null()),
                );
            query = query.filter(diesel::dsl::exists(invited));
        }
        for word in &which.words {
            query = query.filter(meetings::search_key.like(crate::platform::text::anywhere(word)).escape('\\'));
        }
        query
    }};
}

/// Those that fit, by time.
pub fn meetings(conn: &mut Conn, scope: &Scope, which: &Which, limit: i64, offset: i64) -> Result<Vec<Meeting>> {
    let query = of!(scope, which).limit(limit).offset(offset).select(Row::as_select());
    let rows: Vec<Row> = match which.newest_first {
        true => query.order((meetings::starts_at.desc(), meetings::id.desc())).load(conn)?,
        false => query.order((meetings::starts_at, meetings::id)).load(conn)?,
    };
    rows.into_iter().map(Row::into_model).collect()
}

/// How many fit, counted to `most`.
pub fn count_meetings(conn: &mut Conn, scope: &Scope, which: &Which, most: i64) -> Result<i64> {
    let ids: Vec<i64> = of!(scope, which).select(meetings::id).limit(most).load(conn)?;
    Ok(i64::try_from(ids.len()).unwrap_or(most))
}

/// The days of a series' rule from `from` on that have a meeting, with its id; skipped ones too.
pub fn occurrences_from(conn: &mut Conn, scope: &Scope, series_id: i64, from: NaiveDate) -> Result<Vec<(NaiveDate, i64)>> {
    let rows: Vec<(Option<NaiveDate>, i64)> = meetings::table
        .filter(meetings::workspace_id.eq(scope.workspace_id()))
        .filter(meetings::series_id.eq(series_id))
        .filter(meetings::occurrence_on.ge(from))
        .select((meetings::occurrence_on, meetings::id))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(on, id)| Some((on?, id))).collect())
}

/// Planned meetings of a series whose day of call has come and which still lie ahead.
pub fn to_be_called(conn: &mut Conn, scope: &Scope, today: NaiveDate) -> Result<Vec<Meeting>> {
    let rows: Vec<Row> = meetings::table
        .filter(meetings::workspace_id.eq(scope.workspace_id()))
        .filter(meetings::state.eq(State::Draft.as_str()))
        .filter(meetings::series_id.is_not_null())
        .filter(meetings::call_on.le(today))
        .filter(meetings::starts_at.gt(scope.now()))
        .order((meetings::starts_at, meetings::id))
        .limit(100)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}
