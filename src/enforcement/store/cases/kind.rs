//! Kinds of cases.

use diesel::prelude::*;

use crate::{
    enforcement::model::{CaseKind, KindState},
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    schema::case_kinds,
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = case_kinds, primary_key(workspace_id, id), treat_none_as_null = true)]
struct Row {
    workspace_id: i64,
    id: i64,
    code: String,
    name: String,
    article: String,
    legal_basis: String,
    fields: String,
    measures: String,
    days_to_file: i32,
    state: String,
    position: i32,
    version: i64,
}

impl Row {
    fn of(scope: &Scope, kind: &CaseKind) -> Result<Self> {
        Ok(Self {
            workspace_id: scope.workspace_id(),
            id: kind.id,
            code: kind.code.clone(),
            name: kind.name.clone(),
            article: kind.article.clone(),
            legal_basis: kind.legal_basis.clone(),
            fields: serde_json::to_string(&kind.fields)?,
            measures: serde_json::to_string(&kind.measures)?,
            days_to_file: kind.days_to_file,
            state: kind.state.as_str().into(),
            position: kind.position,
            version: kind.version,
        })
    }

    fn into_model(self) -> Result<CaseKind> {
        Ok(CaseKind {
            id: self.id,
            code: self.code,
            name: self.name,
            article: self.article,
            legal_basis: self.legal_basis,
            fields: serde_json::from_str(&self.fields)?,
            measures: serde_json::from_str(&self.measures)?,
            days_to_file: self.days_to_file,
            state: KindState::stored(&self.state)?,
            position: self.position,
            version: self.version,
        })
    }
}

/// All of the workspace, in its order, the retired ones among them.
pub fn kinds(conn: &mut Conn, scope: &Scope) -> Result<Vec<CaseKind>> {
    let own = case_kinds::table.filter(case_kinds::workspace_id.eq(scope.workspace_id()));
    let rows: Vec<Row> = own.order((case_kinds::position, case_kinds::id)).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

/// One by its id; `NotFound` when there is none.
pub fn kind(conn: &mut Conn, scope: &Scope, id: i64) -> Result<CaseKind> {
    let own = case_kinds::table.filter(case_kinds::workspace_id.eq(scope.workspace_id()));
    let row: Option<Row> = own.filter(case_kinds::id.eq(id)).select(Row::as_select()).first(conn).optional()?;
    row.ok_or(Error::NotFound)?.into_model()
}

pub fn insert_kind(conn: &mut Conn, scope: &Scope, kind: &CaseKind) -> Result<()> {
    diesel::insert_into(case_kinds::table).values(Row::of(scope, kind)?).execute(conn)?;
    Ok(())
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save_kind(conn: &mut Conn, scope: &Scope, kind: &mut CaseKind) -> Result<()> {
    let loaded = kind.version;
    kind.version += 1;
    let own = case_kinds::table.filter(case_kinds::workspace_id.eq(scope.workspace_id())).filter(case_kinds::id.eq(kind.id));
    if diesel::update(own.filter(case_kinds::version.eq(loaded))).set(Row::of(scope, kind)?).execute(conn)? == 1 {
        return Ok(());
    }
    Err(Error::Conflict)
}
