//! Rows of matters.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::{
    accountability::model::{Cause, Facts, Matter, State, Subject, SubjectKind},
    each_backend,
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    schema::{matter_decisions, matters},
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = matters, primary_key(workspace_id, id), treat_none_as_null = true)]
pub(super) struct Row {
    workspace_id: i64,
    id: i64,
    number: String,
    title: String,
    cause: String,
    fact_key: String,
    edition: i32,
    subject_kind: String,
    department_id: i64,
    subject_name: String,
    subject_membership_id: Option<i64>,
    subject_email: String,
    basis: String,
    facts: String,
    state: String,
    proposed_by: String,
    created_at: NaiveDateTime,
    reason: String,
    notified_at: Option<NaiveDateTime>,
    reply_due_on: Option<NaiveDate>,
    decided_at: Option<NaiveDateTime>,
    objection_due_on: Option<NaiveDate>,
    response_due_on: Option<NaiveDate>,
    closed_at: Option<NaiveDateTime>,
    verifier_id: Option<i64>,
    version: i64,
    link_id: i64,
}

impl Row {
    fn of(scope: &Scope, m: &Matter) -> Result<Self> {
        Ok(Self {
            workspace_id: scope.workspace_id(),
            id: m.id,
            number: m.number.clone(),
            title: m.title.clone(),
            cause: m.cause.as_str().into(),
            fact_key: m.fact_key.clone(),
            edition: m.edition,
            subject_kind: m.subject.kind.as_str().into(),
            department_id: m.subject.department_id,
            subject_name: m.subject.name.clone(),
            subject_membership_id: m.subject.membership_id,
            subject_email: m.subject.email.clone(),
            basis: m.basis.clone(),
            facts: serde_json::to_string(&m.facts)?,
            state: m.state.as_str().into(),
            proposed_by: m.proposed_by.clone(),
            created_at: m.created_at,
            reason: m.reason.clone(),
            notified_at: m.notified_at,
            reply_due_on: m.reply_due_on,
            decided_at: m.decided_at,
            objection_due_on: m.objection_due_on,
            response_due_on: m.response_due_on,
            closed_at: m.closed_at,
            verifier_id: m.verifier_id,
            version: m.version,
            link_id: m.link_id,
        })
    }

    pub(super) fn into_model(self) -> Result<Matter> {
        let facts: Facts = serde_json::from_str(&self.facts)?;
        Ok(Matter {
            id: self.id,
            number: self.number,
            title: self.title,
            cause: Cause::stored(&self.cause)?,
            fact_key: self.fact_key,
            edition: self.edition,
            subject: Subject {
                kind: SubjectKind::stored(&self.subject_kind)?,
                department_id: self.department_id,
                name: self.subject_name,
                membership_id: self.subject_membership_id,
                email: self.subject_email,
            },
            basis: self.basis,
            facts,
            state: State::stored(&self.state)?,
            proposed_by: self.proposed_by,
            created_at: self.created_at,
            reason: self.reason,
            notified_at: self.notified_at,
            reply_due_on: self.reply_due_on,
            decided_at: self.decided_at,
            objection_due_on: self.objection_due_on,
            response_due_on: self.response_due_on,
            closed_at: self.closed_at,
            verifier_id: self.verifier_id,
            version: self.version,
            link_id: self.link_id,
        })
    }
}

/// One by its number; `NotFound` when there is none. Whether this person may know of it is asked by the caller.
pub fn get(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Matter> {
    let own = matters::table.filter(matters::workspace_id.eq(scope.workspace_id())).filter(matters::number.eq(number));
    let row: Option<Row> = own.select(Row::as_select()).first(conn).optional()?;
    row.ok_or(Error::NotFound)?.into_model()
}

/// As [`get`], by its id.
pub fn get_by_id(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Matter> {
    let own = matters::table.filter(matters::workspace_id.eq(scope.workspace_id())).filter(matters::id.eq(id));
    let row: Option<Row> = own.select(Row::as_select()).first(conn).optional()?;
    row.ok_or(Error::NotFound)?.into_model()
}

/// As [`get`], by what links to it name.
pub fn get_by_link(conn: &mut Conn, scope: &Scope, link_id: i64) -> Result<Matter> {
    let own = matters::table.filter(matters::workspace_id.eq(scope.workspace_id())).filter(matters::link_id.eq(link_id));
    let row: Option<Row> = own.select(Row::as_select()).first(conn).optional()?;
    row.ok_or(Error::NotFound)?.into_model()
}

/// Open ones with a term that ends on this day or later.
pub fn due_from(conn: &mut Conn, scope: &Scope, from: NaiveDate) -> Result<Vec<Matter>> {
    let open = [State::Hearing.as_str(), State::InForce.as_str(), State::Responded.as_str()];
    let reply = matters::reply_due_on.ge(from).assume_not_null();
    let objection = matters::objection_due_on.ge(from).assume_not_null();
    let response = matters::response_due_on.ge(from).assume_not_null();
    let own = matters::table.filter(matters::workspace_id.eq(scope.workspace_id())).filter(matters::state.eq_any(open));
    let due = matters::reply_due_on.is_not_null().and(reply).or(matters::objection_due_on.is_not_null().and(objection));
    let due = due.or(matters::response_due_on.is_not_null().and(response));
    let rows: Vec<Row> = own.filter(due).order(matters::id).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

/// Writes a new one down; false when its fact was raised before, by whomever.
pub fn insert(conn: &mut Conn, scope: &Scope, matter: &Matter) -> Result<bool> {
    let row = Row::of(scope, matter)?;
    let fact = (matters::workspace_id, matters::fact_key);
    let count = each_backend!(conn, c => diesel::insert_into(matters::table).values(row).on_conflict(fact).do_nothing().execute(c))?;
    Ok(count == 1)
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save(conn: &mut Conn, scope: &Scope, matter: &mut Matter) -> Result<()> {
    let loaded = matter.version;
    matter.version += 1;
    let own = matters::table.filter(matters::workspace_id.eq(scope.workspace_id())).filter(matters::id.eq(matter.id));
    let saved = diesel::update(own.filter(matters::version.eq(loaded))).set(Row::of(scope, matter)?).execute(conn)?;
    if saved == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Which of these facts were raised already: the fact's key and the matter's number.
pub fn by_fact_keys(conn: &mut Conn, scope: &Scope, keys: &[String]) -> Result<HashSet<(String, String)>> {
    let mut found = HashSet::new();
    // Both databases bound the number of values in one statement.
    for keys in keys.chunks(500) {
        let own = matters::table.filter(matters::workspace_id.eq(scope.workspace_id())).filter(matters::fact_key.eq_any(keys));
        found.extend(own.select((matters::fact_key, matters::number)).load::<(String, String)>(conn)?);
    }
    Ok(found)
}

/// A matter that was raised for a fact, as far as another one depends on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Raised {
    /// Whom it is about now, or somebody of it.
    pub department_id: i64,
    pub state: State,
    pub closed_at: Option<NaiveDateTime>,
}

/// Which of these facts were raised already, and what became of them.
pub fn raised(conn: &mut Conn, scope: &Scope, keys: &[String]) -> Result<HashMap<String, Raised>> {
    let mut found = HashMap::new();
    for keys in keys.chunks(500) {
        let own = matters::table.filter(matters::workspace_id.eq(scope.workspace_id())).filter(matters::fact_key.eq_any(keys));
        let rows: Vec<(String, i64, String, Option<NaiveDateTime>)> =
            own.select((matters::fact_key, matters::department_id, matters::state, matters::closed_at)).load(conn)?;
        for (key, department_id, state, closed_at) in rows {
            found.insert(key, Raised { department_id, state: State::stored(&state)?, closed_at });
        }
    }
    Ok(found)
}

/// Whether a matter against this department, or somebody of it, is open: without it that would be put to nobody.
pub fn held_by_department(conn: &mut Conn, scope: &Scope, department: i64) -> Result<bool> {
    let open = State::ALL.iter().filter(|s| s.is_open()).map(|s| s.as_str()).collect::<Vec<_>>();
    let own = matters::table.filter(matters::workspace_id.eq(scope.workspace_id())).filter(matters::department_id.eq(department));
    let any: Option<i64> = own.filter(matters::state.eq_any(open)).select(matters::id).first(conn).optional()?;
    Ok(any.is_some())
}

/// Matters go with the department they are about, or that is to verify them; and so does what it has decided, which keeps the name the
/// body had then. Whoever holds a matter as it was before saves it no longer.
pub fn move_department(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    let own = || matters::table.filter(matters::workspace_id.eq(scope.workspace_id()));
    let later = matters::version.eq(matters::version + 1);
    diesel::update(own().filter(matters::department_id.eq(from))).set((matters::department_id.eq(into), later)).execute(conn)?;
    diesel::update(own().filter(matters::verifier_id.eq(from))).set((matters::verifier_id.eq(into), later)).execute(conn)?;
    let decided = matter_decisions::table.filter(matter_decisions::workspace_id.eq(scope.workspace_id()));
    diesel::update(decided.filter(matter_decisions::department_id.eq(from))).set(matter_decisions::department_id.eq(into)).execute(conn)?;
    Ok(())
}
