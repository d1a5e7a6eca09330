//! Rows of policy documents.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::unknown;
use crate::schema::policy_documents as documents;
use crate::{
    each_backend,
    platform::{
        db::Conn,
        error::{Error, Result},
        http::Dir,
    },
    policy::model::{Document, DocumentState},
    tenancy::Scope,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = documents)]
struct Row {
    id: i64,
    title: String,
    document_number: String,
    issuer: String,
    issued_on: Option<NaiveDate>,
    state: String,
    supersedes_id: Option<i64>,
    source_name: String,
    source_hash: String,
    created_at: NaiveDateTime,
    version: i64,
}

impl Row {
    fn into_document(self) -> Result<Document> {
        Ok(Document {
            id: self.id,
            title: self.title,
            document_number: self.document_number,
            issuer: self.issuer,
            issued_on: self.issued_on,
            state: DocumentState::parse(&self.state).ok_or_else(|| unknown("document state", &self.state))?,
            supersedes_id: self.supersedes_id,
            source_name: self.source_name,
            source_hash: self.source_hash,
            created_at: self.created_at,
            version: self.version,
        })
    }
}

/// Writes a new document with its text.
pub fn insert_document(conn: &mut Conn, scope: &Scope, document: &Document, text: &str) -> Result<()> {
    diesel::insert_into(documents::table)
        .values((
            documents::workspace_id.eq(scope.workspace_id()),
            documents::id.eq(document.id),
            documents::title.eq(&document.title),
            documents::document_number.eq(&document.document_number),
            documents::issuer.eq(&document.issuer),
            documents::issued_on.eq(document.issued_on),
            documents::state.eq(document.state.as_str()),
            documents::supersedes_id.eq(document.supersedes_id),
            documents::source_name.eq(&document.source_name),
            documents::source_hash.eq(&document.source_hash),
            documents::text.eq(text),
            documents::created_by_id.eq(scope.person_id()),
            documents::created_at.eq(document.created_at),
            documents::version.eq(document.version),
        ))
        .execute(conn)?;
    Ok(())
}

/// A document of this workspace, or `NotFound`.
pub fn document(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Document> {
    let row: Row = documents::table
        .filter(documents::workspace_id.eq(scope.workspace_id()))
        .filter(documents::id.eq(id))
        .select(Row::as_select())
        .first(conn)?;
    row.into_document()
}

/// Holds the document's row until the transaction ends, on PostgreSQL; on SQLite writers queue anyway.
pub fn lock_document(conn: &mut Conn, scope: &Scope, id: i64) -> Result<()> {
    if let Conn::Postgres(c) = conn {
        let own = documents::table.filter(documents::workspace_id.eq(scope.workspace_id())).filter(documents::id.eq(id));
        let _locked: i64 = own.select(documents::id).for_update().first(c)?;
    }
    Ok(())
}

/// A document of the same text that has not been withdrawn.
pub fn document_by_hash(conn: &mut Conn, scope: &Scope, hash: &str) -> Result<Option<Document>> {
    let row: Option<Row> = documents::table
        .filter(documents::workspace_id.eq(scope.workspace_id()))
        .filter(documents::source_hash.eq(hash))
        .filter(documents::state.ne(DocumentState::Withdrawn.as_str()))
        .order(documents::id.desc())
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    row.map(Row::into_document).transpose()
}

/// The newer version that replaces this document or is meant to, the latest if there are several.
pub fn superseding(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Option<Document>> {
    let row: Option<Row> = documents::table
        .filter(documents::workspace_id.eq(scope.workspace_id()))
        .filter(documents::supersedes_id.eq(id))
        .filter(documents::state.ne(DocumentState::Withdrawn.as_str()))
        .order(documents::id.desc())
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    row.map(Row::into_document).transpose()
}

/// Saves over the version it was loaded with; `Conflict` when somebody saved in between.
pub fn save_document(conn: &mut Conn, scope: &Scope, document: &mut Document) -> Result<()> {
    let mine = documents::table
        .filter(documents::workspace_id.eq(scope.workspace_id()))
        .filter(documents::id.eq(document.id))
        .filter(documents::version.eq(document.version));
    let set = (
        documents::title.eq(&document.title),
        documents::document_number.eq(&document.document_number),
        documents::issuer.eq(&document.issuer),
        documents::issued_on.eq(document.issued_on),
        documents::state.eq(document.state.as_str()),
        documents::supersedes_id.eq(document.supersedes_id),
        documents::version.eq(document.version + 1),
    );
    if diesel::update(mine).set(set).execute(conn)? != 1 {
        return Err(Error::Conflict);
    }
    document.version += 1;
    Ok(())
}

/// What the list is ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Added,
    Title,
    Issued,
}

/// What the list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub state: Option<DocumentState>,
    /// Words of title, number or issuer.
    pub words: Option<String>,
    pub sort: Sort,
    pub descending: bool,
    pub limit: i64,
    pub offset: i64,
}

impl Filter {
    pub fn direction(mut self, dir: Dir) -> Self {
        self.descending = dir == Dir::Desc;
        self
    }
}

fn pattern(words: &str) -> String {
    let escaped: String = words.chars().flat_map(|c| matches!(c, '%' | '_' | '\\').then_some('\\').into_iter().chain([c])).collect();
    format!("%{escaped}%")
}

macro_rules! fitting {
    ($scope:expr, $filter:expr) => {{
        let mut query = documents::table.filter(documents::workspace_id.eq($scope.workspace_id())).into_boxed();
        if let Some(state) = $filter.state {
            query = query.filter(documents::state.eq(state.as_str()));
        }
        if let Some(words) = &$filter.words {
            let like = pattern(words);
            query = query.filter(
                documents::title
                    .like(like.clone())
                    .escape('\\')
                    .or(documents::document_number.like(like.clone()).escape('\\'))
                    .or(documents::issuer.like(like).escape('\\')),
            );
        }
        query
    }};
}

/// How many documents fit the filter.
pub fn count_documents(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<i64> {
    Ok(each_backend!(conn, c => fitting!(scope, filter).count().get_result(c))?)
}

/// The documents that fit the filter.
pub fn list_documents(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<Vec<Document>> {
    each_backend!(conn, c => {
        let own = || fitting!(scope, filter);
        let query = match (filter.sort, filter.descending) {
            (Sort::Added, false) => own().order(documents::id.desc()),
            (Sort::Added, true) => own().order(documents::id.asc()),
            (Sort::Title, false) => own().order((documents::title.asc(), documents::id.asc())),
            (Sort::Title, true) => own().order((documents::title.desc(), documents::id.desc())),
            // Both databases put missing dates at opposite ends; “is null” first levels that.
            (Sort::Issued, false) => own().order((documents::issued_on.is_null(), documents::issued_on.asc(), documents::id.asc())),
            (Sort::Issued, true) => own().order((documents::issued_on.is_null(), documents::issued_on.desc(), documents::id.desc())),
        };
        let rows: Vec<Row> = query.limit(filter.limit).offset(filter.offset).select(Row::as_select()).load(c)?;
        rows.into_iter().map(Row::into_document).collect()
    })
}

/// How many documents there are in each state.
pub fn counts_by_state(conn: &mut Conn, scope: &Scope) -> Result<Vec<(DocumentState, i64)>> {
    let rows: Vec<(String, i64)> = documents::table
        .filter(documents::workspace_id.eq(scope.workspace_id()))
        .group_by(documents::state)
        .select((documents::state, diesel::dsl::count(documents::id)))
        .load(conn)?;
    rows.into_iter().map(|(state, n)| Ok((DocumentState::parse(&state).ok_or_else(|| unknown("document state", &state))?, n))).collect()
}
