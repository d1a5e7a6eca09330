//! Rows of the people named in matters.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::{
    accountability::model::{Part, Person, Standing},
    platform::{
        db::{Conn, among},
        error::Result,
    },
    schema::matter_people,
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = matter_people, primary_key(workspace_id, id), treat_none_as_null = true)]
struct Row {
    workspace_id: i64,
    id: i64,
    matter_id: i64,
    membership_id: i64,
    part: String,
    standing: String,
    reason: String,
    declared_at: Option<NaiveDateTime>,
    name: String,
}

impl Row {
    fn of(scope: &Scope, p: &Person) -> Self {
        Self {
            workspace_id: scope.workspace_id(),
            id: p.id,
            matter_id: p.matter_id,
            membership_id: p.membership_id,
            part: p.part.as_str().into(),
            standing: p.standing.as_str().into(),
            reason: p.reason.clone(),
            declared_at: p.declared_at,
            name: p.name.clone(),
        }
    }

    fn into_model(self) -> Result<Person> {
        Ok(Person {
            id: self.id,
            matter_id: self.matter_id,
            membership_id: self.membership_id,
            part: Part::stored(&self.part)?,
            standing: Standing::stored(&self.standing)?,
            reason: self.reason,
            declared_at: self.declared_at,
            name: self.name,
        })
    }
}

/// Everybody named in a matter, in the order they were.
pub fn people(conn: &mut Conn, scope: &Scope, matter_id: i64) -> Result<Vec<Person>> {
    let own = matter_people::table.filter(matter_people::workspace_id.eq(scope.workspace_id()));
    let rows: Vec<Row> = own.filter(matter_people::matter_id.eq(matter_id)).order(matter_people::id).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

/// Everybody named in these matters.
pub fn people_of(conn: &mut Conn, scope: &Scope, matter_ids: &[i64]) -> Result<Vec<Person>> {
    let own = matter_people::table.filter(matter_people::workspace_id.eq(scope.workspace_id()));
    let rows: Vec<Row> =
        own.filter(among(matter_people::matter_id, matter_ids)).order(matter_people::id).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

pub fn insert_person(conn: &mut Conn, scope: &Scope, person: &Person) -> Result<()> {
    diesel::insert_into(matter_people::table).values(Row::of(scope, person)).execute(conn)?;
    Ok(())
}

pub fn save_person(conn: &mut Conn, scope: &Scope, person: &Person) -> Result<()> {
    let own = matter_people::table.filter(matter_people::workspace_id.eq(scope.workspace_id())).filter(matter_people::id.eq(person.id));
    diesel::update(own).set(Row::of(scope, person)).execute(conn)?;
    Ok(())
}
