//! Lists of matters, as far as one person may know of them.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::{prelude::*, sql_types as sql};

use super::matter::Row;
use crate::{
    accountability::model::{Cause, Matter, Part, Standing, State, SubjectKind, due_on},
    platform::{
        db::{Conn, Statement, among},
        error::Result,
        text,
    },
    schema::{matter_people, matters},
    tenancy::{Role, Scope},
};

diesel::define_sql_function! {
    /// SQLite's `LIKE` alone passes over capitals.
    fn lower(x: sql::Text) -> sql::Text;
}

crate::platform::stored_words! {
    /// A tab of the list.
    Tab, "matters-tab" {
        Open = "open",
        Proposed = "proposed",
        /// Taken up, not decided.
        Running = "running",
        /// Decided, not verified.
        Decided = "decided",
        Closed = "closed",
        Dismissed = "dismissed",
        All = "all",
    }
}

impl Tab {
    /// Whether those in a state stand under it.
    pub fn has(self, state: State) -> bool {
        self.shown().contains(&state)
    }

    fn states(self) -> Vec<&'static str> {
        self.shown().iter().map(|s| s.as_str()).collect()
    }

    fn shown(self) -> &'static [State] {
        use State as S;
        match self {
            Self::Open => &[S::Proposed, S::UnderReview, S::Hearing, S::InForce, S::Responded],
            Self::Proposed => &[S::Proposed],
            Self::Running => &[S::UnderReview, S::Hearing],
            Self::Decided => &[S::InForce, S::Responded],
            Self::Closed => &[S::Closed],
            Self::Dismissed => &[S::Dismissed],
            Self::All => S::ALL,
        }
    }
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Which {
    /// Words of title, number or subject.
    pub words: Vec<String>,
    pub cause: Option<Cause>,
    pub department_id: Option<i64>,
    /// Only those whose day has passed.
    pub overdue: bool,
}

/// What the board counts of a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brief {
    pub department_id: i64,
    pub state: State,
    pub created_at: NaiveDateTime,
    /// Its day has passed.
    pub is_overdue: bool,
}

/// The list's order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The newest first.
    #[default]
    Age,
    Number,
}

/// A boxed query of those that fit and that this person may know of: the same rule as [`crate::accountability::sight`], as rows.
macro_rules! of {
    ($scope:expr, $which:expr, $tab:expr) => {{
        let (scope, which, tab): (&Scope, &Which, Tab) = ($scope, $which, $tab);
        let w = scope.workspace_id();
        let me = scope.membership_id();
        let near: Vec<i64> = scope.acts_for().chain(scope.leads()).collect();
        let bodies = [SubjectKind::Department.as_str(), SubjectKind::LocalGovernment.as_str()];
        let is_me = matters::subject_membership_id.is_not_null().and(matters::subject_membership_id.eq(me).assume_not_null());
        let is_body = matters::department_id.eq_any(near.clone()).and(matters::subject_kind.eq_any(bodies));
        let knows = matters::notified_at.is_not_null();
        let mut query = matters::table.filter(matters::workspace_id.eq(w)).filter(matters::state.eq_any(tab.states())).into_boxed();
        let others = diesel::dsl::not(is_me.clone()).and(diesel::dsl::not(is_body.clone()));
        let subject = knows.and(is_me.or(is_body));
        let named_as = |standings: &[Standing]| {
            matter_people::table
                .filter(matter_people::workspace_id.eq(w))
                .filter(matter_people::membership_id.eq(me.unwrap_or(-1)))
                .filter(matter_people::standing.eq_any(standings.iter().map(|s| s.as_str()).collect::<Vec<_>>()))
                .select(matter_people::matter_id)
        };
        query = if scope.has(Role::Secretariat) || scope.has(Role::Auditor) {
            let stands_back = matters::id.eq_any(named_as(&[Standing::Recused]));
            query.filter(subject.or(others.and(diesel::dsl::not(stands_back))))
        } else {
            query.filter(matters::id.eq_any(named_as(&[Standing::Asked, Standing::Clear])).and(others).or(subject))
        };
        for word in &which.words {
            let like = text::anywhere(word);
            let title = lower(matters::title).like(lower(like.clone())).escape('\\');
            let fits = title.or(matters::number.like(like.clone()).escape('\\'));
            query = query.filter(fits.or(lower(matters::subject_name).like(lower(like)).escape('\\')));
        }
        if let Some(cause) = which.cause {
            query = query.filter(matters::cause.eq(cause.as_str()));
        }
        if let Some(id) = which.department_id {
            query = query.filter(matters::department_id.eq(id));
        }
        if which.overdue {
            // As `Matter::due_on` has it.
            let reply = matters::state.eq(State::Hearing.as_str()).and(matters::reply_due_on.lt(scope.today()).assume_not_null());
            let response = matters::state.eq(State::InForce.as_str()).and(matters::response_due_on.lt(scope.today()).assume_not_null());
            query = query.filter(reply.or(response));
        }
        query
    }};
}

/// A page of those that fit.
pub fn list(
    conn: &mut Conn,
    scope: &Scope,
    which: &Which,
    tab: Tab,
    (order, descending): (Order, bool),
    limit: i64,
    offset: i64,
) -> Result<Vec<Matter>> {
    let query = of!(scope, which, tab).select(Row::as_select()).limit(limit).offset(offset);
    let rows: Vec<Row> = match (order, descending) {
        (Order::Age, false) => query.order(matters::id.desc()).load(conn)?,
        (Order::Age, true) => query.order(matters::id.asc()).load(conn)?,
        (Order::Number, false) => query.order((matters::number.asc(), matters::id.asc())).load(conn)?,
        (Order::Number, true) => query.order((matters::number.desc(), matters::id.desc())).load(conn)?,
    };
    rows.into_iter().map(Row::into_model).collect()
}

/// Open ones with a greater id that this person may know of, the oldest first.
pub fn open_after(conn: &mut Conn, scope: &Scope, after: i64, limit: i64) -> Result<Vec<Matter>> {
    let query = of!(scope, &Which::default(), Tab::Open).filter(matters::id.gt(after));
    let rows: Vec<Row> = query.select(Row::as_select()).order(matters::id.asc()).limit(limit).load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

/// All this person may know of, each in a few words.
pub fn briefs(conn: &mut Conn, scope: &Scope) -> Result<Vec<Brief>> {
    type Columns = (i64, String, NaiveDateTime, Option<NaiveDate>, Option<NaiveDate>);
    let query = of!(scope, &Which::default(), Tab::All);
    let columns = (matters::department_id, matters::state, matters::created_at, matters::reply_due_on, matters::response_due_on);
    let rows: Vec<Columns> = query.select(columns).load(conn)?;
    let read = |(department_id, state, created_at, reply, response): Columns| {
        let state = State::stored(&state)?;
        let is_overdue = due_on(state, reply, response).is_some_and(|day| day < scope.today());
        Ok(Brief { department_id, state, created_at, is_overdue })
    };
    rows.into_iter().map(read).collect()
}

/// How many fit, counted to `most`.
pub fn count(conn: &mut Conn, scope: &Scope, which: &Which, tab: Tab, most: i64) -> Result<i64> {
    let ids: Vec<i64> = of!(scope, which, tab).select(matters::id).limit(most).load(conn)?;
    Ok(i64::try_from(ids.len()).unwrap_or(most))
}

/// Whether there is one this person may know of: a look at an index each, since every page asks.
pub fn has_any(conn: &mut Conn, scope: &Scope) -> Result<bool> {
    let w = scope.workspace_id();
    let mut out: Statement<(sql::BigInt,)> =
        Statement::new("SELECT CAST(1 AS BIGINT) WHERE EXISTS (SELECT 1 FROM matters m WHERE m.workspace_id = ");
    out.int(w);
    if !scope.has(Role::Secretariat) && !scope.has(Role::Auditor) {
        let me = scope.membership_id().unwrap_or(-1);
        let near: Vec<i64> = scope.acts_for().chain(scope.leads()).collect();
        out.push(" AND m.notified_at IS NOT NULL AND m.subject_kind IN ('department', 'local_government') AND m.department_id IN ")
            .ints(&near);
        out.push(") OR EXISTS (SELECT 1 FROM matters m WHERE m.workspace_id = ").int(w);
        out.push(" AND m.notified_at IS NOT NULL AND m.subject_membership_id = ").int(me);
        out.push(") OR EXISTS (SELECT 1 FROM matter_people p WHERE p.workspace_id = ").int(w);
        out.push(" AND p.membership_id = ").int(me).push(" AND p.standing IN ('asked', 'clear')");
    }
    out.push(")");
    Ok(!out.load::<(i64,)>(conn)?.is_empty())
}

/// Matters with a greater id, put to their subject and still open, in which somebody is named for a part, and those named.
pub fn with_named(conn: &mut Conn, scope: &Scope, part: Part, after: i64, limit: i64) -> Result<Vec<(Matter, Vec<i64>)>> {
    let named = || {
        matter_people::table
            .filter(matter_people::workspace_id.eq(scope.workspace_id()))
            .filter(matter_people::part.eq(part.as_str()))
            .filter(matter_people::standing.eq_any([Standing::Asked.as_str(), Standing::Clear.as_str()]))
    };
    let rows: Vec<Row> = matters::table
        .filter(matters::workspace_id.eq(scope.workspace_id()))
        .filter(matters::state.eq_any([State::Hearing, State::InForce, State::Responded].map(State::as_str)))
        .filter(matters::id.gt(after))
        .filter(matters::id.eq_any(named().select(matter_people::matter_id)))
        .order(matters::id)
        .limit(limit)
        .select(Row::as_select())
        .load(conn)?;
    let matters = rows.into_iter().map(Row::into_model).collect::<Result<Vec<_>>>()?;
    let ids: Vec<i64> = matters.iter().map(|m| m.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let people: Vec<(i64, i64)> = named()
        .filter(among(matter_people::matter_id, &ids))
        .order(matter_people::id)
        .select((matter_people::matter_id, matter_people::membership_id))
        .load(conn)?;
    let of = |id: i64| people.iter().filter(|(m, _)| *m == id).map(|(_, who)| *who).collect::<Vec<_>>();
    let with = |m: Matter| {
        let who = of(m.id);
        (m, who)
    };
    Ok(matters.into_iter().map(with).collect())
}
