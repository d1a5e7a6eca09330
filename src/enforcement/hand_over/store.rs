//! Rows of hand-overs.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::{
    prelude::*,
    result::{DatabaseErrorKind, Error as DieselError},
    sql_types as sql,
};

use super::model::{Filter, HandOver, HandOverKind, HandOverState, Order, Page, Tab};
use crate::{
    duties::search_key,
    platform::{
        db::{Conn, Statement, among},
        error::{Error, Result},
        text,
    },
    schema::{cases, hand_overs},
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = hand_overs, primary_key(workspace_id, id), treat_none_as_null = true)]
struct Row {
    workspace_id: i64,
    id: i64,
    number: String,
    case_id: i64,
    kind: String,
    from_id: i64,
    to_id: Option<i64>,
    outside_name: String,
    outside_email: String,
    reason: String,
    legal_basis: String,
    enclosures: String,
    asked: String,
    sent_at: NaiveDateTime,
    sent_by: String,
    receipt_due_on: NaiveDate,
    state: String,
    answered_at: Option<NaiveDateTime>,
    answered_by: String,
    answer: String,
    should_go_to: String,
    result_due_on: Option<NaiveDate>,
    result: String,
    reported_at: Option<NaiveDateTime>,
    reported_by: String,
    reminded_on: Option<NaiveDate>,
    version: i64,
    receipt_days: Option<i32>,
    result_days: Option<i32>,
}

impl Row {
    fn of(scope: &Scope, m: &HandOver) -> Self {
        Self {
            workspace_id: scope.workspace_id(),
            id: m.id,
            number: m.number.clone(),
            case_id: m.case_id,
            kind: m.kind.as_str().into(),
            from_id: m.from_id,
            to_id: m.to_id,
            outside_name: m.outside_name.clone(),
            outside_email: m.outside_email.clone(),
            reason: m.reason.clone(),
            legal_basis: m.legal_basis.clone(),
            enclosures: m.enclosures.clone(),
            asked: m.asked.clone(),
            sent_at: m.sent_at,
            sent_by: m.sent_by.clone(),
            receipt_due_on: m.receipt_due_on,
            state: m.state.as_str().into(),
            answered_at: m.answered_at,
            answered_by: m.answered_by.clone(),
            answer: m.answer.clone(),
            should_go_to: m.should_go_to.clone(),
            result_due_on: m.result_due_on,
            result: m.result.clone(),
            reported_at: m.reported_at,
            reported_by: m.reported_by.clone(),
            reminded_on: m.reminded_on,
            version: m.version,
            receipt_days: m.receipt_days,
            result_days: m.result_days,
        }
    }

    fn into_model(self) -> Result<HandOver> {
        Ok(HandOver {
            id: self.id,
            number: self.number,
            case_id: self.case_id,
            kind: HandOverKind::stored(&self.kind)?,
            from_id: self.from_id,
            to_id: self.to_id,
            outside_name: self.outside_name,
            outside_email: self.outside_email,
            reason: self.reason,
            legal_basis: self.legal_basis,
            enclosures: self.enclosures,
            asked: self.asked,
            sent_at: self.sent_at,
            sent_by: self.sent_by,
            receipt_due_on: self.receipt_due_on,
            state: HandOverState::stored(&self.state)?,
            answered_at: self.answered_at,
            answered_by: self.answered_by,
            answer: self.answer,
            should_go_to: self.should_go_to,
            result_due_on: self.result_due_on,
            result: self.result,
            reported_at: self.reported_at,
            reported_by: self.reported_by,
            reminded_on: self.reminded_on,
            version: self.version,
            receipt_days: self.receipt_days,
            result_days: self.result_days,
        })
    }
}

/// Of these cases, the oldest first.
pub fn of_cases(conn: &mut Conn, scope: &Scope, case_ids: &[i64]) -> Result<Vec<HandOver>> {
    let own = hand_overs::table.filter(hand_overs::workspace_id.eq(scope.workspace_id())).filter(among(hand_overs::case_id, case_ids));
    let mut rows: Vec<Row> = own.select(Row::as_select()).load(conn)?;
    rows.sort_unstable_by_key(|row| row.id);
    rows.into_iter().map(Row::into_model).collect()
}

/// `NotFound` when there is none.
pub fn get(conn: &mut Conn, scope: &Scope, id: i64) -> Result<HandOver> {
    let own = hand_overs::table.filter(hand_overs::workspace_id.eq(scope.workspace_id())).filter(hand_overs::id.eq(id));
    own.select(Row::as_select()).first(conn).map_err(Error::from)?.into_model()
}

/// By its readable number; `NotFound` when there is none.
pub fn by_number(conn: &mut Conn, scope: &Scope, number: &str) -> Result<HandOver> {
    let own = hand_overs::table.filter(hand_overs::workspace_id.eq(scope.workspace_id())).filter(hand_overs::number.eq(number));
    own.select(Row::as_select()).first(conn).map_err(Error::from)?.into_model()
}

/// Writes it down; `Conflict` when somebody else has handed the case over meanwhile.
pub fn insert(conn: &mut Conn, scope: &Scope, hand_over: &HandOver) -> Result<()> {
    match diesel::insert_into(hand_overs::table).values(Row::of(scope, hand_over)).execute(conn) {
        Err(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => Err(Error::Conflict),
        done => Ok(done.map(|_| ())?),
    }
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save(conn: &mut Conn, scope: &Scope, hand_over: &mut HandOver) -> Result<()> {
    let loaded = hand_over.version;
    hand_over.version += 1;
    let own = hand_overs::table.filter(hand_overs::workspace_id.eq(scope.workspace_id())).filter(hand_overs::id.eq(hand_over.id));
    let saved = diesel::update(own.filter(hand_overs::version.eq(loaded))).set(Row::of(scope, hand_over)).execute(conn)?;
    if saved == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Those whose receipt or result is overdue and that nobody was told of since, the longest overdue first.
pub fn silent(conn: &mut Conn, scope: &Scope, today: NaiveDate, limit: i64) -> Result<Vec<HandOver>> {
    let own = hand_overs::table.filter(hand_overs::workspace_id.eq(scope.workspace_id()));
    let untold = |due: NaiveDate| due < today;
    let receipts: Vec<Row> = own
        .filter(hand_overs::state.eq(HandOverState::Sent.as_str()))
        .filter(hand_overs::receipt_due_on.lt(today))
        .filter(hand_overs::reminded_on.is_null())
        .order((hand_overs::receipt_due_on, hand_overs::id))
        .limit(limit)
        .select(Row::as_select())
        .load(conn)?;
    let results: Vec<Row> = own
        .filter(hand_overs::state.eq(HandOverState::Received.as_str()))
        .filter(hand_overs::result_due_on.lt(today))
        .filter(hand_overs::reminded_on.is_null().or(hand_overs::reminded_on.le(hand_overs::result_due_on)))
        .order((hand_overs::result_due_on, hand_overs::id))
        .limit(limit)
        .select(Row::as_select())
        .load(conn)?;
    let all = receipts.into_iter().chain(results).map(Row::into_model).collect::<Result<Vec<_>>>()?;
    Ok(all.into_iter().filter(|h| h.due_on().is_some_and(untold)).collect())
}

/// A hand-over to a department that owes an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silence {
    pub id: i64,
    /// Whether it was received, and only its result is owed.
    pub is_received: bool,
    pub due_on: NaiveDate,
}

/// Where [`silent_since`] goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SilentAfter {
    is_received: bool,
    due_on: NaiveDate,
    id: i64,
}

/// Those to departments whose receipt was due before this day, then those whose result was, each in the order of an index.
pub fn silent_since(
    conn: &mut Conn,
    scope: &Scope,
    before: NaiveDate,
    after: Option<SilentAfter>,
    limit: i64,
) -> Result<(Vec<Silence>, Option<SilentAfter>)> {
    let is_received = after.is_some_and(|a| a.is_received);
    let (select, on) = match is_received {
        false => ("SELECT h.id, h.receipt_due_on FROM hand_overs h WHERE h.state = 'sent' AND h.receipt_due_on < ", "h.receipt_due_on"),
        true => ("SELECT h.id, h.result_due_on FROM hand_overs h WHERE h.state = 'received' AND h.result_due_on < ", "h.result_due_on"),
    };
    let mut out: Statement<(sql::BigInt, sql::Date)> = Statement::new(select);
    out.day(before).push(" AND h.to_id IS NOT NULL AND h.workspace_id = ").int(scope.workspace_id());
    // A row value, so that both databases go on along the index.
    if let Some(after) = after.filter(|a| a.id > 0) {
        out.push(" AND (").push(on).push(", h.id) > (").day(after.due_on).push(", ").int(after.id).push(")");
    }
    out.push(" ORDER BY ").push(on).push(", h.id LIMIT ").int(limit);
    let rows: Vec<(i64, NaiveDate)> = out.load(conn)?;
    let next = match rows.last() {
        Some((id, due_on)) if rows.len() as i64 == limit => Some(SilentAfter { is_received, due_on: *due_on, id: *id }),
        _ => (!is_received).then_some(SilentAfter { is_received: true, due_on: NaiveDate::MIN, id: 0 }),
    };
    Ok((rows.into_iter().map(|(id, due_on)| Silence { id, is_received, due_on }).collect(), next))
}

/// A boxed query of those that fit, each with its case.
macro_rules! of {
    ($scope:expr, $filter:expr, $tab:expr) => {{
        let (scope, filter): (&Scope, &Filter) = ($scope, $filter);
        let of_case = cases::workspace_id.eq(hand_overs::workspace_id).and(cases::id.eq(hand_overs::case_id));
        let mut query =
            hand_overs::table.inner_join(cases::table.on(of_case)).filter(hand_overs::workspace_id.eq(scope.workspace_id())).into_boxed();
        let sent = || hand_overs::state.eq(HandOverState::Sent.as_str());
        let unreported = || hand_overs::state.eq(HandOverState::Received.as_str()).and(hand_overs::result_due_on.is_not_null());
        let own: Vec<i64> = scope.acts_for().collect();
        query = match $tab {
            Tab::Mine => query.filter(hand_overs::to_id.eq_any(own).assume_not_null()).filter(sent().or(unreported())),
            Tab::Given => query.filter(hand_overs::from_id.eq_any(own)).filter(sent().or(unreported())),
            Tab::Silent => query.filter(
                sent()
                    .and(hand_overs::receipt_due_on.lt(scope.today()))
                    .or(unreported().and(hand_overs::result_due_on.lt(scope.today()).assume_not_null())),
            ),
            Tab::Open => query.filter(sent().or(unreported())),
            Tab::All => query,
        };
        if let Some(kind) = filter.kind {
            query = query.filter(hand_overs::kind.eq(kind.as_str()));
        }
        if let Some(id) = filter.department_id {
            query = query.filter(hand_overs::from_id.eq(id).or(hand_overs::to_id.eq(id).assume_not_null()));
        }
        for word in filter.typed.split_whitespace().take(8) {
            let (typed, key) = (text::anywhere(word), text::anywhere(&search_key(word)));
            let named = hand_overs::number.like(typed.clone()).escape('\\').or(hand_overs::outside_name.like(typed).escape('\\'));
            query = query.filter(named.or(cases::search_key.like(key).escape('\\')));
        }
        query
    }};
}

/// Those that fit, in this order; what waits for nothing has no deadline and comes last.
pub fn list(conn: &mut Conn, scope: &Scope, filter: &Filter, page: Page) -> Result<Vec<HandOver>> {
    let due = || {
        diesel::dsl::case_when(hand_overs::state.eq(HandOverState::Sent.as_str()), hand_overs::receipt_due_on.nullable())
            .when(hand_overs::state.eq(HandOverState::Received.as_str()), hand_overs::result_due_on)
    };
    let query = of!(scope, filter, page.tab).limit(page.limit).offset(page.offset).select(Row::as_select());
    let rows: Vec<Row> = match (page.order, page.descending) {
        (Order::Due, false) => query.order((due().is_null(), due().asc(), hand_overs::id.asc())).load(conn)?,
        (Order::Due, true) => query.order((due().is_null(), due().desc(), hand_overs::id.desc())).load(conn)?,
        (Order::Sent, false) => query.order(hand_overs::id.asc()).load(conn)?,
        (Order::Sent, true) => query.order(hand_overs::id.desc()).load(conn)?,
    };
    rows.into_iter().map(Row::into_model).collect()
}

/// How many fit, counted to `most`.
pub fn count(conn: &mut Conn, scope: &Scope, filter: &Filter, tab: Tab, most: i64) -> Result<i64> {
    let ids: Vec<i64> = of!(scope, filter, tab).select(hand_overs::id).limit(most).load(conn)?;
    Ok(i64::try_from(ids.len()).unwrap_or(most))
}

/// How many hand-overs a department has to receive or to report on.
pub fn waiting_for(conn: &mut Conn, scope: &Scope, department: i64) -> Result<i64> {
    let own = hand_overs::table.filter(hand_overs::workspace_id.eq(scope.workspace_id())).filter(hand_overs::to_id.eq(department));
    let asked = hand_overs::state.eq("sent").or(hand_overs::state.eq("received").and(hand_overs::result_due_on.is_not_null()));
    Ok(own.filter(asked).count().get_result(conn)?)
}

/// Hand-overs from and to a department go with it.
pub fn move_department(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    let own = hand_overs::table.filter(hand_overs::workspace_id.eq(scope.workspace_id()));
    let version = hand_overs::version.eq(hand_overs::version + 1);
    diesel::update(own.filter(hand_overs::from_id.eq(from))).set((hand_overs::from_id.eq(into), version)).execute(conn)?;
    diesel::update(own.filter(hand_overs::to_id.eq(from))).set((hand_overs::to_id.eq(into), version)).execute(conn)?;
    Ok(())
}
