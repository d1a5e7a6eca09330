//! Rows of publications and their versions; every function filters by the scope's workspace.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::model::{Channel, Ground, Publication, State, Version};
use crate::{
    enforcement::restriction::FOREVER,
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    schema::{cases, publication_versions, publications},
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = publications, primary_key(workspace_id, id), treat_none_as_null = true)]
struct Row {
    workspace_id: i64,
    id: i64,
    number: String,
    party_id: i64,
    case_id: Option<i64>,
    department_id: i64,
    latest: i32,
    shown: Option<i32>,
    state: String,
    created_at: NaiveDateTime,
    version: i64,
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = publication_versions, primary_key(workspace_id, publication_id, nth), treat_none_as_null = true)]
pub(super) struct VersionRow {
    workspace_id: i64,
    publication_id: i64,
    nth: i32,
    state: String,
    ground: String,
    title: String,
    text: String,
    person: Option<String>,
    channel: String,
    until_on: Option<NaiveDate>,
    last_on: NaiveDate,
    reason: String,
    writer_id: i64,
    writer: String,
    written_at: NaiveDateTime,
    checked_by_id: Option<i64>,
    checked_by: Option<String>,
    checked_at: Option<NaiveDateTime>,
    published_on: Option<NaiveDate>,
    published_by: Option<String>,
    ended_at: Option<NaiveDateTime>,
    ended_by: Option<String>,
    ended_reason: Option<String>,
    published_at: Option<NaiveDateTime>,
}

impl Row {
    fn of(scope: &Scope, one: &Publication) -> Self {
        Self {
            workspace_id: scope.workspace_id(),
            id: one.id,
            number: one.number.clone(),
            party_id: one.party_id,
            case_id: one.case_id,
            department_id: one.department_id,
            latest: one.latest,
            shown: one.shown,
            state: one.state.as_str().into(),
            created_at: one.created_at,
            version: one.version,
        }
    }
}

impl VersionRow {
    fn of(scope: &Scope, id: i64, one: &Version) -> Self {
        let channels: Vec<&str> = one.channels.iter().map(|c| c.as_str()).collect();
        Self {
            workspace_id: scope.workspace_id(),
            publication_id: id,
            nth: one.nth,
            state: one.state.as_str().into(),
            ground: one.ground.as_str().into(),
            title: one.title.clone(),
            text: one.text.clone(),
            person: one.person.clone(),
            channel: channels.join(","),
            until_on: one.until_on,
            last_on: one.until_on.unwrap_or(FOREVER),
            reason: one.reason.clone(),
            writer_id: one.writer_id,
            writer: one.writer.clone(),
            written_at: one.written_at,
            checked_by_id: one.checked_by_id,
            checked_by: one.checked_by.clone(),
            checked_at: one.checked_at,
            published_on: one.published_on,
            published_by: one.published_by.clone(),
            ended_at: one.ended_at,
            ended_by: one.ended_by.clone(),
            ended_reason: one.ended_reason.clone(),
            published_at: one.published_at,
        }
    }

    pub(super) fn into_model(self) -> Result<Version> {
        Ok(Version {
            nth: self.nth,
            state: State::stored(&self.state)?,
            ground: Ground::stored(&self.ground)?,
            title: self.title,
            text: self.text,
            person: self.person,
            channels: self.channel.split(',').filter(|c| !c.is_empty()).map(Channel::stored).collect::<Result<_>>()?,
            until_on: self.until_on,
            reason: self.reason,
            writer_id: self.writer_id,
            writer: self.writer,
            written_at: self.written_at,
            checked_by_id: self.checked_by_id,
            checked_by: self.checked_by,
            checked_at: self.checked_at,
            published_on: self.published_on,
            published_by: self.published_by,
            ended_at: self.ended_at,
            ended_by: self.ended_by,
            ended_reason: self.ended_reason,
            published_at: self.published_at,
        })
    }
}

/// One by its number; `NotFound` when there is none.
pub fn by_number(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Publication> {
    let own = publications::table.filter(publications::workspace_id.eq(scope.workspace_id()));
    let row: Row = own.filter(publications::number.eq(number)).select(Row::as_select()).first(conn)?;
    let versions: Vec<VersionRow> = publication_versions::table
        .filter(publication_versions::workspace_id.eq(scope.workspace_id()))
        .filter(publication_versions::publication_id.eq(row.id))
        .order(publication_versions::nth)
        .select(VersionRow::as_select())
        .load(conn)?;
    Ok(Publication {
        id: row.id,
        number: row.number,
        party_id: row.party_id,
        case_id: row.case_id,
        department_id: row.department_id,
        latest: row.latest,
        shown: row.shown,
        state: State::stored(&row.state)?,
        created_at: row.created_at,
        version: row.version,
        versions: versions.into_iter().map(VersionRow::into_model).collect::<Result<_>>()?,
    })
}

/// The numbers of those of a case.
pub fn numbers_of_case(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Vec<String>> {
    let own = publications::table.filter(publications::workspace_id.eq(scope.workspace_id()));
    let of_case = own.filter(publications::case_id.eq(case_id).assume_not_null()).order(publications::id);
    Ok(of_case.select(publications::number).load(conn)?)
}

/// Writes a new one down.
pub fn insert(conn: &mut Conn, scope: &Scope, one: &Publication) -> Result<()> {
    diesel::insert_into(publications::table).values(Row::of(scope, one)).execute(conn)?;
    for version in &one.versions {
        diesel::insert_into(publication_versions::table).values(VersionRow::of(scope, one.id, version)).execute(conn)?;
    }
    Ok(())
}

/// Saves it as changed since it was loaded, new versions among the others; `Conflict` when somebody else did so meanwhile.
pub fn save(conn: &mut Conn, scope: &Scope, one: &mut Publication) -> Result<()> {
    let loaded = one.version;
    one.version += 1;
    let own = publications::table
        .filter(publications::workspace_id.eq(scope.workspace_id()))
        .filter(publications::id.eq(one.id))
        .filter(publications::version.eq(loaded));
    if diesel::update(own).set(Row::of(scope, one)).execute(conn)? != 1 {
        return Err(Error::Conflict);
    }
    // What ends comes before what takes its place: only one version is published at a time.
    for version in &one.versions {
        let own = publication_versions::table
            .filter(publication_versions::workspace_id.eq(scope.workspace_id()))
            .filter(publication_versions::publication_id.eq(one.id))
            .filter(publication_versions::nth.eq(version.nth));
        if diesel::update(own).set(VersionRow::of(scope, one.id, version)).execute(conn)? == 0 {
            diesel::insert_into(publication_versions::table).values(VersionRow::of(scope, one.id, version)).execute(conn)?;
        }
    }
    Ok(())
}

/// The kind's code of a case against this party; none where there is no such case.
pub fn case_kind_code(conn: &mut Conn, scope: &Scope, case_id: i64, party_id: i64) -> Result<Option<String>> {
    use crate::schema::case_kinds;
    let code = cases::table
        .inner_join(case_kinds::table.on(case_kinds::workspace_id.eq(cases::workspace_id).and(case_kinds::id.eq(cases::kind_id))))
        .filter(cases::workspace_id.eq(scope.workspace_id()))
        .filter(cases::id.eq(case_id))
        .filter(cases::party_id.eq(party_id))
        .select(case_kinds::code)
        .first(conn)
        .optional()?;
    Ok(code)
}

/// What was said of one party is said of another from now on. Whoever saves one of them as they loaded it before has to look again.
pub fn move_party(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    let own = publications::table.filter(publications::workspace_id.eq(scope.workspace_id())).filter(publications::party_id.eq(from));
    diesel::update(own).set((publications::party_id.eq(into), publications::version.eq(publications::version + 1))).execute(conn)?;
    Ok(())
}

/// What one department published another one looks after.
pub fn move_department(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    let own = publications::table.filter(publications::workspace_id.eq(scope.workspace_id())).filter(publications::department_id.eq(from));
    diesel::update(own).set((publications::department_id.eq(into), publications::version.eq(publications::version + 1))).execute(conn)?;
    Ok(())
}
