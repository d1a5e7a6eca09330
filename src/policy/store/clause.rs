//! Rows of clauses.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{Which, choice, unknown};
use crate::{
    each_backend,
    platform::{
        db::{Conn, among},
        error::{Error, Result},
    },
    policy::{
        model::{Clause, DocumentState, TakeOver, kind_name, parse_kind},
        reading::ClauseKind,
    },
    schema::{clauses, policy_documents},
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = clauses)]
pub(super) struct Row {
    workspace_id: i64,
    id: i64,
    document_id: i64,
    position: i64,
    path: String,
    label: String,
    section: String,
    heading: String,
    text: String,
    span_start: i64,
    span_end: i64,
    kind: Option<String>,
    proposed_kind: String,
    no_duty_reason: String,
    reviewed_by: Option<String>,
    reviewed_at: Option<NaiveDateTime>,
    follows_id: Option<i64>,
    version: i64,
    wording: String,
    take_over: Option<String>,
}

fn kind(text: &str) -> Result<ClauseKind> {
    parse_kind(text).ok_or_else(|| unknown("clause kind", text))
}

fn offset(n: i64) -> usize {
    usize::try_from(n).unwrap_or(0)
}

impl Row {
    fn into_clause(self) -> Result<Clause> {
        let list = |text: &str, by: char| text.split(by).filter(|p| !p.is_empty()).map(str::to_owned).collect();
        Ok(Clause {
            id: self.id,
            document_id: self.document_id,
            position: self.position,
            path: list(&self.path, '/'),
            label: self.label,
            section: list(&self.section, '\n'),
            heading: self.heading,
            text: self.text,
            span: offset(self.span_start)..offset(self.span_end),
            kind: self.kind.as_deref().map(kind).transpose()?,
            proposed_kind: kind(&self.proposed_kind)?,
            no_duty_reason: self.no_duty_reason,
            reviewed_by: self.reviewed_by,
            reviewed_at: self.reviewed_at,
            follows_id: self.follows_id,
            take_over: self.take_over.as_deref().map(|t| TakeOver::parse(t).ok_or_else(|| unknown("take-over", t))).transpose()?,
            version: self.version,
        })
    }

    fn of(scope: &Scope, clause: &Clause) -> Self {
        let end = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        Self {
            workspace_id: scope.workspace_id(),
            id: clause.id,
            document_id: clause.document_id,
            position: clause.position,
            path: clause.path.join("/"),
            label: clause.label.clone(),
            section: clause.section.join("\n"),
            heading: clause.heading.clone(),
            text: clause.text.clone(),
            span_start: end(clause.span.start),
            span_end: end(clause.span.end),
            kind: clause.kind.map(|k| kind_name(k).to_owned()),
            proposed_kind: kind_name(clause.proposed_kind).to_owned(),
            no_duty_reason: clause.no_duty_reason.clone(),
            reviewed_by: clause.reviewed_by.clone(),
            reviewed_at: clause.reviewed_at,
            follows_id: clause.follows_id,
            version: clause.version,
            wording: clause.wording_key(),
            take_over: clause.take_over.map(|t| t.as_str().to_owned()),
        }
    }
}

pub(super) fn into_clauses(rows: Vec<Row>) -> Result<Vec<Clause>> {
    rows.into_iter().map(Row::into_clause).collect()
}

/// Writes new clauses, many in a statement.
pub fn insert_clauses(conn: &mut Conn, scope: &Scope, all: &[Clause]) -> Result<()> {
    for some in all.chunks(200) {
        let rows: Vec<Row> = some.iter().map(|c| Row::of(scope, c)).collect();
        each_backend!(conn, c => diesel::insert_into(clauses::table).values(rows).execute(c))?;
    }
    Ok(())
}

/// All clauses of a document; for comparing versions.
pub fn clauses_of(conn: &mut Conn, scope: &Scope, document_id: i64) -> Result<Vec<Clause>> {
    choice::clauses(conn, scope, document_id, &Which::default(), i64::MAX, 0)
}

/// Clauses whose number as printed, heading or text holds `words`, the newest documents first.
pub fn find_clauses(conn: &mut Conn, scope: &Scope, words: &str, limit: i64) -> Result<Vec<Clause>> {
    let like = crate::platform::text::anywhere(words.trim());
    let rows: Vec<Row> = clauses::table
        .filter(clauses::workspace_id.eq(scope.workspace_id()))
        .filter(clauses::label.like(like.clone()).escape('\\').or(clauses::text.like(like).escape('\\')))
        .order((clauses::document_id.desc(), clauses::position, clauses::id))
        .limit(limit)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::into_clause).collect()
}

/// A clause of this workspace, or `NotFound`.
pub fn clause(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Clause> {
    let row: Row = clauses::table
        .filter(clauses::workspace_id.eq(scope.workspace_id()))
        .filter(clauses::id.eq(id))
        .select(Row::as_select())
        .first(conn)?;
    row.into_clause()
}

/// Those of these clauses that exist in the workspace, in no particular order.
pub fn clauses_by_ids(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<Clause>> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(500) {
        let rows: Vec<Row> = clauses::table
            .filter(clauses::workspace_id.eq(scope.workspace_id()))
            .filter(among(clauses::id, ids))
            .select(Row::as_select())
            .load(conn)?;
        for row in rows {
            found.push(row.into_clause()?);
        }
    }
    Ok(found)
}

/// The clause right before or after this one.
pub fn neighbour(conn: &mut Conn, scope: &Scope, clause: &Clause, before: bool) -> Result<Option<Clause>> {
    let row: Option<Row> = each_backend!(conn, c => {
        let own = clauses::table
            .filter(clauses::workspace_id.eq(scope.workspace_id()))
            .filter(clauses::document_id.eq(clause.document_id))
            .into_boxed();
        let query = if before {
            own.filter(clauses::position.lt(clause.position)).order(clauses::position.desc())
        } else {
            own.filter(clauses::position.gt(clause.position)).order(clauses::position.asc())
        };
        query.select(Row::as_select()).first(c).optional()
    })?;
    row.map(Row::into_clause).transpose()
}

/// Saves over the version it was loaded with; `Conflict` when somebody saved in between.
pub fn save_clause(conn: &mut Conn, scope: &Scope, clause: &mut Clause) -> Result<()> {
    let row = Row::of(scope, clause);
    let mine = clauses::table
        .filter(clauses::workspace_id.eq(scope.workspace_id()))
        .filter(clauses::id.eq(clause.id))
        .filter(clauses::version.eq(clause.version));
    let set = (
        clauses::path.eq(row.path),
        clauses::label.eq(row.label),
        clauses::section.eq(row.section),
        clauses::heading.eq(row.heading),
        clauses::text.eq(row.text),
        clauses::span_start.eq(row.span_start),
        clauses::span_end.eq(row.span_end),
        clauses::kind.eq(row.kind),
        clauses::no_duty_reason.eq(row.no_duty_reason),
        clauses::reviewed_by.eq(row.reviewed_by),
        clauses::reviewed_at.eq(row.reviewed_at),
        clauses::follows_id.eq(row.follows_id),
        clauses::wording.eq(row.wording),
        clauses::take_over.eq(row.take_over),
        clauses::version.eq(clause.version + 1),
    );
    if diesel::update(mine).set(set).execute(conn)? != 1 {
        return Err(Error::Conflict);
    }
    clause.version += 1;
    Ok(())
}

/// Removes a clause that was merged into another; its proposals must have moved before.
pub fn delete_clause(conn: &mut Conn, scope: &Scope, id: i64) -> Result<()> {
    let own = clauses::table.filter(clauses::workspace_id.eq(scope.workspace_id())).filter(clauses::id.eq(id));
    if diesel::delete(own).execute(conn)? == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Clauses that continued `from` now continue `to`.
pub fn pass_on(conn: &mut Conn, scope: &Scope, from: i64, to: i64) -> Result<()> {
    let own = clauses::table.filter(clauses::workspace_id.eq(scope.workspace_id())).filter(clauses::follows_id.eq(from));
    diesel::update(own).set(clauses::follows_id.eq(to)).execute(conn)?;
    Ok(())
}

/// Whether another clause of the document has this path.
pub fn path_taken(conn: &mut Conn, scope: &Scope, clause: &Clause) -> Result<bool> {
    let others: i64 = clauses::table
        .filter(clauses::workspace_id.eq(scope.workspace_id()))
        .filter(clauses::document_id.eq(clause.document_id))
        .filter(clauses::path.eq(clause.path.join("/")))
        .filter(clauses::id.ne(clause.id))
        .count()
        .get_result(conn)?;
    Ok(others > 0)
}

/// Moves the clauses after this one on, so that another can stand between.
pub fn make_room(conn: &mut Conn, scope: &Scope, clause: &Clause) -> Result<()> {
    let after = clauses::table
        .filter(clauses::workspace_id.eq(scope.workspace_id()))
        .filter(clauses::document_id.eq(clause.document_id))
        .filter(clauses::position.gt(clause.position));
    diesel::update(after).set(clauses::position.eq(clauses::position + 10)).execute(conn)?;
    Ok(())
}

/// Enclosing headings in order, each with how many clauses it has and how many of them were looked at.
pub fn sections(conn: &mut Conn, scope: &Scope, document_id: i64) -> Result<Vec<(String, i64, i64)>> {
    let rows: Vec<(String, Option<i64>, i64, i64)> = clauses::table
        .filter(clauses::workspace_id.eq(scope.workspace_id()))
        .filter(clauses::document_id.eq(document_id))
        .group_by(clauses::section)
        .order(diesel::dsl::min(clauses::position))
        .select((
            clauses::section,
            diesel::dsl::min(clauses::position),
            diesel::dsl::count(clauses::id),
            // Counts what is not null.
            diesel::dsl::count(clauses::kind),
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(|(section, _, total, seen)| (section, total, seen)).collect())
}

/// How many clauses each of these documents has, and how many of them were looked at.
pub fn progresses(conn: &mut Conn, scope: &Scope, document_ids: &[i64]) -> Result<HashMap<i64, (i64, i64)>> {
    let rows: Vec<(i64, i64, i64)> = clauses::table
        .filter(clauses::workspace_id.eq(scope.workspace_id()))
        .filter(among(clauses::document_id, document_ids))
        .group_by(clauses::document_id)
        .select((clauses::document_id, diesel::dsl::count(clauses::id), diesel::dsl::count(clauses::kind)))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, total, seen)| (id, (total, seen))).collect())
}

/// In documents people work with: clauses nobody has looked at, and clauses looked at that have neither duty nor reason.
pub fn unexplained(conn: &mut Conn, scope: &Scope) -> Result<(i64, i64)> {
    let open = [DocumentState::InReview.as_str(), DocumentState::InForce.as_str()];
    let own = || {
        clauses::table
            .inner_join(
                policy_documents::table
                    .on(policy_documents::workspace_id.eq(clauses::workspace_id).and(policy_documents::id.eq(clauses::document_id))),
            )
            .filter(clauses::workspace_id.eq(scope.workspace_id()))
            .filter(policy_documents::state.eq_any(open))
    };
    let unseen = own().filter(clauses::kind.is_null()).count().get_result(conn)?;
    let unreasoned = own().filter(clauses::kind.is_not_null()).filter(clauses::kind.ne("duty")).filter(clauses::no_duty_reason.eq(""));
    Ok((unseen, unreasoned.count().get_result(conn)?))
}
