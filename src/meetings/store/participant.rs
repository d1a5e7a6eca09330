//! Rows of participants.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::{
    meetings::model::{Participant, Presence, Receipt, Role},
    platform::{
        db::{Conn, among},
        error::{Error, Result},
    },
    schema::{meetings, participants},
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = participants, primary_key(workspace_id, id), treat_none_as_null = true)]
struct Row {
    workspace_id: i64,
    id: i64,
    meeting_id: i64,
    role: String,
    department_id: Option<i64>,
    membership_id: Option<i64>,
    name: String,
    post: String,
    email: String,
    receipt: String,
    substitute: String,
    substitute_post: String,
    reason: String,
    answered_at: Option<NaiveDateTime>,
    answered_by: String,
    reminded_at: Option<NaiveDateTime>,
    presence: String,
    arrived_at: Option<NaiveDateTime>,
    left_at: Option<NaiveDateTime>,
    position: i64,
    version: i64,
    came: String,
}

impl Row {
    fn of(scope: &Scope, m: &Participant) -> Self {
        Self {
            workspace_id: scope.workspace_id(),
            id: m.id,
            meeting_id: m.meeting_id,
            role: m.role.as_str().into(),
            department_id: m.department_id,
            membership_id: m.membership_id,
            name: m.name.clone(),
            post: m.post.clone(),
            email: m.email.clone(),
            receipt: m.receipt.as_str().into(),
            substitute: m.substitute.clone(),
            substitute_post: m.substitute_post.clone(),
            reason: m.reason.clone(),
            answered_at: m.answered_at,
            answered_by: m.answered_by.clone(),
            reminded_at: m.reminded_at,
            presence: m.presence.as_str().into(),
            arrived_at: m.arrived_at,
            left_at: m.left_at,
            position: m.position,
            version: m.version,
            came: m.came.clone(),
        }
    }

    fn into_model(self) -> Result<Participant> {
        Ok(Participant {
            id: self.id,
            meeting_id: self.meeting_id,
            role: Role::stored(&self.role)?,
            department_id: self.department_id,
            membership_id: self.membership_id,
            name: self.name,
            post: self.post,
            email: self.email,
            receipt: Receipt::stored(&self.receipt)?,
            substitute: self.substitute,
            substitute_post: self.substitute_post,
            reason: self.reason,
            answered_at: self.answered_at,
            answered_by: self.answered_by,
            reminded_at: self.reminded_at,
            presence: Presence::stored(&self.presence)?,
            arrived_at: self.arrived_at,
            left_at: self.left_at,
            position: self.position,
            version: self.version,
            came: self.came,
        })
    }
}

/// Those invited to a meeting, in order.
pub fn participants(conn: &mut Conn, scope: &Scope, meeting_id: i64) -> Result<Vec<Participant>> {
    // Not as one of several: this statement's text need not be written to find it prepared.
    let rows: Vec<Row> = participants::table
        .filter(participants::workspace_id.eq(scope.workspace_id()))
        .filter(participants::meeting_id.eq(meeting_id))
        .order((participants::position, participants::id))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

/// Those invited to several meetings, meeting by meeting.
pub fn participants_of(conn: &mut Conn, scope: &Scope, meeting_ids: &[i64]) -> Result<Vec<Participant>> {
    let rows: Vec<Row> = participants::table
        .filter(participants::workspace_id.eq(scope.workspace_id()))
        .filter(among(participants::meeting_id, meeting_ids))
        .order((participants::meeting_id, participants::position, participants::id))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

/// The number of the meeting a guest is invited to, and their name; `NotFound` when they are not any more.
pub fn meeting_of_guest(conn: &mut Conn, scope: &Scope, participant_id: i64) -> Result<(String, String)> {
    let joined = participants::table.inner_join(
        meetings::table.on(meetings::workspace_id.eq(participants::workspace_id).and(meetings::id.eq(participants::meeting_id))),
    );
    let own = joined.filter(participants::workspace_id.eq(scope.workspace_id())).filter(participants::id.eq(participant_id));
    let guest = own.filter(participants::role.eq(Role::Guest.as_str()));
    Ok(guest.select((meetings::number, participants::name)).first(conn)?)
}

/// One of a meeting; `NotFound` when there is none.
pub fn participant(conn: &mut Conn, scope: &Scope, meeting_id: i64, id: i64) -> Result<Participant> {
    let own = participants::table.filter(participants::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(participants::meeting_id.eq(meeting_id)).filter(participants::id.eq(id));
    own.select(Row::as_select()).first(conn).map_err(Error::from)?.into_model()
}

pub fn insert_participant(conn: &mut Conn, scope: &Scope, participant: &Participant) -> Result<()> {
    diesel::insert_into(participants::table).values(Row::of(scope, participant)).execute(conn)?;
    Ok(())
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save_participant(conn: &mut Conn, scope: &Scope, participant: &mut Participant) -> Result<()> {
    let loaded = participant.version;
    participant.version += 1;
    let own = participants::table.filter(participants::workspace_id.eq(scope.workspace_id())).filter(participants::id.eq(participant.id));
    let saved = diesel::update(own.filter(participants::version.eq(loaded))).set(Row::of(scope, participant)).execute(conn)?;
    if saved == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn delete_participant(conn: &mut Conn, scope: &Scope, id: i64) -> Result<()> {
    let own = participants::table.filter(participants::workspace_id.eq(scope.workspace_id())).filter(participants::id.eq(id));
    diesel::delete(own).execute(conn)?;
    Ok(())
}
