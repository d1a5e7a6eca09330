//! Rows of what is said in matters.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::{
    accountability::model::{Answered, Paper, PaperKind},
    platform::{
        db::{Conn, among},
        error::{Error, Result},
    },
    schema::matter_papers,
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = matter_papers)]
struct Row {
    workspace_id: i64,
    id: i64,
    matter_id: i64,
    kind: String,
    at: NaiveDateTime,
    by_name: String,
    text: String,
    present: String,
    day: Option<NaiveDate>,
    answered: String,
    answer: String,
    answered_by: String,
    answered_at: Option<NaiveDateTime>,
    held_at: Option<NaiveDateTime>,
    place: String,
}

impl Row {
    fn into_model(self) -> Result<Paper> {
        Ok(Paper {
            id: self.id,
            matter_id: self.matter_id,
            kind: PaperKind::stored(&self.kind)?,
            at: self.at,
            by: self.by_name,
            text: self.text,
            present: self.present,
            day: self.day,
            answered: Answered::stored(&self.answered)?,
            answer: self.answer,
            answered_by: self.answered_by,
            answered_at: self.answered_at,
            held_at: self.held_at,
            place: self.place,
        })
    }
}

/// Everything said in a matter, in order of time.
pub fn papers(conn: &mut Conn, scope: &Scope, matter_id: i64) -> Result<Vec<Paper>> {
    let own = matter_papers::table.filter(matter_papers::workspace_id.eq(scope.workspace_id()));
    let rows: Vec<Row> = own.filter(matter_papers::matter_id.eq(matter_id)).order(matter_papers::id).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

/// What is known of a paper without its words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    pub matter_id: i64,
    pub kind: PaperKind,
    pub answered: Answered,
    pub at: NaiveDateTime,
    pub answered_at: Option<NaiveDateTime>,
    pub held_at: Option<NaiveDateTime>,
}

/// Everything said in these matters.
pub fn papers_of(conn: &mut Conn, scope: &Scope, matter_ids: &[i64]) -> Result<Vec<Said>> {
    let own = matter_papers::table.filter(matter_papers::workspace_id.eq(scope.workspace_id()));
    type Columns = (i64, String, String, NaiveDateTime, Option<NaiveDateTime>, Option<NaiveDateTime>);
    let rows: Vec<Columns> = own
        .filter(among(matter_papers::matter_id, matter_ids))
        .select((
            matter_papers::matter_id,
            matter_papers::kind,
            matter_papers::answered,
            matter_papers::at,
            matter_papers::answered_at,
            matter_papers::held_at,
        ))
        .load(conn)?;
    let read = |(matter_id, kind, answered, at, answered_at, held_at): Columns| {
        Ok(Said { matter_id, kind: PaperKind::stored(&kind)?, answered: Answered::stored(&answered)?, at, answered_at, held_at })
    };
    rows.into_iter().map(read).collect()
}

/// One of a matter; `NotFound` when there is none.
pub fn paper(conn: &mut Conn, scope: &Scope, matter_id: i64, id: i64) -> Result<Paper> {
    let own = matter_papers::table.filter(matter_papers::workspace_id.eq(scope.workspace_id())).filter(matter_papers::id.eq(id));
    let row: Option<Row> = own.filter(matter_papers::matter_id.eq(matter_id)).select(Row::as_select()).first(conn).optional()?;
    row.ok_or(Error::NotFound)?.into_model()
}

pub fn insert_paper(conn: &mut Conn, scope: &Scope, p: &Paper) -> Result<()> {
    let row = Row {
        workspace_id: scope.workspace_id(),
        id: p.id,
        matter_id: p.matter_id,
        kind: p.kind.as_str().into(),
        at: p.at,
        by_name: p.by.clone(),
        text: p.text.clone(),
        present: p.present.clone(),
        day: p.day,
        answered: p.answered.as_str().into(),
        answer: p.answer.clone(),
        answered_by: p.answered_by.clone(),
        answered_at: p.answered_at,
        held_at: p.held_at,
        place: p.place.clone(),
    };
    diesel::insert_into(matter_papers::table).values(row).execute(conn)?;
    Ok(())
}

/// Answers a request that waits; `Conflict` when somebody has answered it meanwhile.
pub fn answer_paper(conn: &mut Conn, scope: &Scope, p: &Paper) -> Result<()> {
    let own = matter_papers::table.filter(matter_papers::workspace_id.eq(scope.workspace_id())).filter(matter_papers::id.eq(p.id));
    let set = (
        matter_papers::answered.eq(p.answered.as_str()),
        matter_papers::answer.eq(&p.answer),
        matter_papers::answered_by.eq(&p.answered_by),
        matter_papers::answered_at.eq(p.answered_at),
        matter_papers::held_at.eq(p.held_at),
        matter_papers::place.eq(&p.place),
    );
    let saved = diesel::update(own.filter(matter_papers::answered.eq(Answered::Waiting.as_str()))).set(set).execute(conn)?;
    if saved == 1 { Ok(()) } else { Err(Error::Conflict) }
}
