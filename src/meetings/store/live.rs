//! What is written in session: the meeting's running number, and a row for every field that was saved.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::{
    platform::{db::Conn, error::Result},
    schema::{live_fields, meetings},
    tenancy::Scope,
};

/// Who saved a field last, and when.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable)]
#[diesel(table_name = live_fields)]
pub struct SavedField {
    pub subject_id: i64,
    pub field: String,
    pub version: i64,
    pub seq: i64,
    /// The key of the saving that made this version.
    pub saving: String,
    pub saved_by: String,
    pub saved_at: NaiveDateTime,
}

/// Fields by what they belong to and their name.
pub type SavedFields = HashMap<(i64, String), SavedField>;

/// The next running number of a meeting. Whoever takes it holds the meeting until the end of the transaction: what is written in
/// session is written one after another, and numbers are seen in their order.
pub fn next_seq(conn: &mut Conn, scope: &Scope, meeting_id: i64) -> Result<i64> {
    let own = || meetings::table.filter(meetings::workspace_id.eq(scope.workspace_id())).filter(meetings::id.eq(meeting_id));
    diesel::update(own()).set(meetings::live_seq.eq(meetings::live_seq + 1)).execute(conn)?;
    Ok(own().select(meetings::live_seq).first(conn)?)
}

/// The running number of a meeting now.
pub fn live_seq(conn: &mut Conn, scope: &Scope, meeting_id: i64) -> Result<i64> {
    let own = meetings::table.filter(meetings::workspace_id.eq(scope.workspace_id())).filter(meetings::id.eq(meeting_id));
    Ok(own.select(meetings::live_seq).first(conn)?)
}

/// The fields of a meeting that were saved after number `since`, in the order of their last saving.
pub fn fields_since(conn: &mut Conn, scope: &Scope, meeting_id: i64, since: i64) -> Result<Vec<SavedField>> {
    let rows = live_fields::table
        .filter(live_fields::workspace_id.eq(scope.workspace_id()))
        .filter(live_fields::meeting_id.eq(meeting_id))
        .filter(live_fields::seq.gt(since))
        .order((live_fields::seq, live_fields::subject_id, live_fields::field))
        .select(SavedField::as_select())
        .load(conn)?;
    Ok(rows)
}

/// All of them, to be looked up.
pub fn saved_fields(conn: &mut Conn, scope: &Scope, meeting_id: i64) -> Result<SavedFields> {
    let rows = fields_since(conn, scope, meeting_id, 0)?;
    Ok(rows.into_iter().map(|f| ((f.subject_id, f.field.clone()), f)).collect())
}

/// One of them.
pub fn saved_field(conn: &mut Conn, scope: &Scope, meeting_id: i64, subject_id: i64, field: &str) -> Result<Option<SavedField>> {
    let row = live_fields::table
        .filter(live_fields::workspace_id.eq(scope.workspace_id()))
        .filter(live_fields::meeting_id.eq(meeting_id))
        .filter(live_fields::subject_id.eq(subject_id))
        .filter(live_fields::field.eq(field))
        .select(SavedField::as_select())
        .first(conn)
        .optional()?;
    Ok(row)
}

/// Writes down that a field was saved under number `seq`; its version grows by one. Ask [`next_seq`] first.
pub fn mark_saved(
    conn: &mut Conn,
    scope: &Scope,
    meeting_id: i64,
    (subject_id, field): (i64, &str),
    seq: i64,
    saving: &str,
) -> Result<SavedField> {
    let before = saved_field(conn, scope, meeting_id, subject_id, field)?;
    let saved = SavedField {
        subject_id,
        field: field.to_owned(),
        version: before.as_ref().map_or(0, |f| f.version) + 1,
        seq,
        saving: saving.to_owned(),
        saved_by: scope.actor_name().to_owned(),
        saved_at: scope.now(),
    };
    let said = (
        live_fields::version.eq(saved.version),
        live_fields::seq.eq(seq),
        live_fields::saving.eq(&saved.saving),
        live_fields::saved_by.eq(&saved.saved_by),
        live_fields::saved_at.eq(saved.saved_at),
    );
    if before.is_some() {
        let own = live_fields::table
            .filter(live_fields::workspace_id.eq(scope.workspace_id()))
            .filter(live_fields::meeting_id.eq(meeting_id))
            .filter(live_fields::subject_id.eq(subject_id))
            .filter(live_fields::field.eq(field));
        diesel::update(own).set(said).execute(conn)?;
    } else {
        let keys = (
            live_fields::workspace_id.eq(scope.workspace_id()),
            live_fields::meeting_id.eq(meeting_id),
            live_fields::subject_id.eq(subject_id),
            live_fields::field.eq(field),
        );
        diesel::insert_into(live_fields::table).values((keys, said)).execute(conn)?;
    }
    Ok(saved)
}
