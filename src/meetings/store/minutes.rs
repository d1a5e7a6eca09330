//! Rows of minutes and their sections.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::{
    meetings::model::{Minutes, MinutesKind, MinutesState, Section, SectionKind},
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    schema::{minutes, minutes_sections},
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = minutes, primary_key(workspace_id, id), treat_none_as_null = true)]
struct Row {
    workspace_id: i64,
    id: i64,
    meeting_id: i64,
    kind: String,
    nth: i32,
    state: String,
    number: Option<String>,
    round: i32,
    template: String,
    created_at: NaiveDateTime,
    created_by: String,
    issued_at: Option<NaiveDateTime>,
    issued_by: String,
    content: String,
    sha256: String,
    files: String,
    version: i64,
}

impl Row {
    fn of(scope: &Scope, m: &Minutes) -> Result<Self> {
        Ok(Self {
            workspace_id: scope.workspace_id(),
            id: m.id,
            meeting_id: m.meeting_id,
            kind: m.kind.as_str().into(),
            nth: m.nth,
            state: m.state.as_str().into(),
            number: m.number.clone(),
            round: m.round,
            template: m.template.clone(),
            created_at: m.created_at,
            created_by: m.created_by.clone(),
            issued_at: m.issued_at,
            issued_by: m.issued_by.clone(),
            content: m.content.clone(),
            sha256: m.sha256.clone(),
            files: serde_json::to_string(&m.files)?,
            version: m.version,
        })
    }

    fn into_model(self) -> Result<Minutes> {
        Ok(Minutes {
            id: self.id,
            meeting_id: self.meeting_id,
            kind: MinutesKind::stored(&self.kind)?,
            nth: self.nth,
            state: MinutesState::stored(&self.state)?,
            number: self.number,
            round: self.round,
            template: self.template,
            created_at: self.created_at,
            created_by: self.created_by,
            issued_at: self.issued_at,
            issued_by: self.issued_by,
            content: self.content,
            sha256: self.sha256,
            files: serde_json::from_str(&self.files)?,
            version: self.version,
        })
    }
}

/// The minutes of a meeting, then its corrigenda in order; nothing before they are drawn up.
pub fn minutes_of(conn: &mut Conn, scope: &Scope, meeting_id: i64) -> Result<Vec<Minutes>> {
    let rows: Vec<Row> = minutes::table
        .filter(minutes::workspace_id.eq(scope.workspace_id()))
        .filter(minutes::meeting_id.eq(meeting_id))
        .order(minutes::nth)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

pub fn insert_minutes(conn: &mut Conn, scope: &Scope, new: &Minutes) -> Result<()> {
    diesel::insert_into(minutes::table).values(Row::of(scope, new)?).execute(conn)?;
    Ok(())
}

/// Saves them as changed since they were loaded; `Conflict` when somebody else did so meanwhile.
pub fn save_minutes(conn: &mut Conn, scope: &Scope, one: &mut Minutes) -> Result<()> {
    let loaded = one.version;
    one.version += 1;
    let own = minutes::table.filter(minutes::workspace_id.eq(scope.workspace_id())).filter(minutes::id.eq(one.id));
    let saved = diesel::update(own.filter(minutes::version.eq(loaded))).set(Row::of(scope, one)?).execute(conn)?;
    if saved == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Holds the minutes of a meeting against being issued until this transaction ends, and makes whoever is issuing them begin anew.
/// Nothing where they are issued, or not drawn up.
pub fn hold_minutes(conn: &mut Conn, scope: &Scope, meeting_id: i64) -> Result<()> {
    let own = minutes::table
        .filter(minutes::workspace_id.eq(scope.workspace_id()))
        .filter(minutes::meeting_id.eq(meeting_id))
        .filter(minutes::kind.eq(MinutesKind::Minutes.as_str()))
        .filter(minutes::state.ne(MinutesState::Issued.as_str()));
    diesel::update(own).set(minutes::version.eq(minutes::version + 1)).execute(conn)?;
    Ok(())
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = minutes_sections, primary_key(workspace_id, id), treat_none_as_null = true)]
struct SectionRow {
    workspace_id: i64,
    id: i64,
    minutes_id: i64,
    position: i64,
    kind: String,
    item_id: Option<i64>,
    heading: String,
    text: String,
    recorded: String,
    circulated: Option<String>,
    saved_at: NaiveDateTime,
    saved_by: String,
    version: i64,
}

impl SectionRow {
    fn of(scope: &Scope, m: &Section) -> Self {
        Self {
            workspace_id: scope.workspace_id(),
            id: m.id,
            minutes_id: m.minutes_id,
            position: m.position,
            kind: m.kind.as_str().into(),
            item_id: m.item_id,
            heading: m.heading.clone(),
            text: m.text.clone(),
            recorded: m.recorded.clone(),
            circulated: m.circulated.clone(),
            saved_at: m.saved_at,
            saved_by: m.saved_by.clone(),
            version: m.version,
        }
    }

    fn into_model(self) -> Result<Section> {
        Ok(Section {
            id: self.id,
            minutes_id: self.minutes_id,
            position: self.position,
            kind: SectionKind::stored(&self.kind)?,
            item_id: self.item_id,
            heading: self.heading,
            text: self.text,
            recorded: self.recorded,
            circulated: self.circulated,
            saved_at: self.saved_at,
            saved_by: self.saved_by,
            version: self.version,
        })
    }
}

/// The sections of minutes, in order.
pub fn sections(conn: &mut Conn, scope: &Scope, minutes_id: i64) -> Result<Vec<Section>> {
    let rows: Vec<SectionRow> = minutes_sections::table
        .filter(minutes_sections::workspace_id.eq(scope.workspace_id()))
        .filter(minutes_sections::minutes_id.eq(minutes_id))
        .order((minutes_sections::position, minutes_sections::id))
        .select(SectionRow::as_select())
        .load(conn)?;
    rows.into_iter().map(SectionRow::into_model).collect()
}

pub fn insert_section(conn: &mut Conn, scope: &Scope, section: &Section) -> Result<()> {
    diesel::insert_into(minutes_sections::table).values(SectionRow::of(scope, section)).execute(conn)?;
    Ok(())
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save_section(conn: &mut Conn, scope: &Scope, section: &mut Section) -> Result<()> {
    let loaded = section.version;
    section.version += 1;
    let own = minutes_sections::table.filter(minutes_sections::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(minutes_sections::id.eq(section.id)).filter(minutes_sections::version.eq(loaded));
    let saved = diesel::update(own).set(SectionRow::of(scope, section)).execute(conn)?;
    if saved == 1 { Ok(()) } else { Err(Error::Conflict) }
}
