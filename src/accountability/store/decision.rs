//! Rows of decisions about matters.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::{
    accountability::model::{Body, Decision, Form, Ruling},
    platform::{
        db::{Conn, among},
        error::Result,
    },
    schema::matter_decisions,
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = matter_decisions)]
struct Row {
    workspace_id: i64,
    id: i64,
    matter_id: i64,
    ruling: String,
    form: String,
    basis: String,
    text: String,
    body: String,
    decision_id: Option<i64>,
    department_id: Option<i64>,
    body_label: String,
    decided_on: NaiveDate,
    membership_id: Option<i64>,
    by_name: String,
    at: NaiveDateTime,
}

impl Row {
    fn into_model(self) -> Result<Decision> {
        Ok(Decision {
            id: self.id,
            matter_id: self.matter_id,
            ruling: Ruling::stored(&self.ruling)?,
            form: Form::stored(&self.form)?,
            basis: self.basis,
            text: self.text,
            body: Body::stored(&self.body)?,
            decision_id: self.decision_id,
            department_id: self.department_id,
            body_label: self.body_label,
            decided_on: self.decided_on,
            membership_id: self.membership_id,
            by: self.by_name,
            at: self.at,
        })
    }
}

/// What was decided about a matter, in order of time.
pub fn decisions(conn: &mut Conn, scope: &Scope, matter_id: i64) -> Result<Vec<Decision>> {
    let own = matter_decisions::table.filter(matter_decisions::workspace_id.eq(scope.workspace_id()));
    let rows: Vec<Row> =
        own.filter(matter_decisions::matter_id.eq(matter_id)).order(matter_decisions::id).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

/// Who entered the first decision about each of these matters, by matter.
pub fn first_deciders(conn: &mut Conn, scope: &Scope, matter_ids: &[i64]) -> Result<HashMap<i64, i64>> {
    let own = matter_decisions::table.filter(matter_decisions::workspace_id.eq(scope.workspace_id()));
    let first = own.filter(among(matter_decisions::matter_id, matter_ids)).filter(matter_decisions::ruling.eq(Ruling::First.as_str()));
    let rows: Vec<(i64, Option<i64>)> = first.select((matter_decisions::matter_id, matter_decisions::membership_id)).load(conn)?;
    Ok(rows.into_iter().filter_map(|(matter, who)| Some((matter, who?))).collect())
}

pub fn insert_decision(conn: &mut Conn, scope: &Scope, d: &Decision) -> Result<()> {
    let row = Row {
        workspace_id: scope.workspace_id(),
        id: d.id,
        matter_id: d.matter_id,
        ruling: d.ruling.as_str().into(),
        form: d.form.as_str().into(),
        basis: d.basis.clone(),
        text: d.text.clone(),
        body: d.body.as_str().into(),
        decision_id: d.decision_id,
        department_id: d.department_id,
        body_label: d.body_label.clone(),
        decided_on: d.decided_on,
        membership_id: d.membership_id,
        by_name: d.by.clone(),
        at: d.at,
    };
    diesel::insert_into(matter_decisions::table).values(row).execute(conn)?;
    Ok(())
}
