//! Rows of targets.

use diesel::prelude::*;

use crate::{
    duties::model::{Comparison, NewTarget, Target},
    platform::{
        db::Conn,
        error::{Error, Result},
        id::new_id,
    },
    schema::{duty_targets, measures},
    tenancy::Scope,
};

type Row = (i64, String, f64, String, String, Option<String>);

/// A duty's targets in order.
pub fn targets(conn: &mut Conn, scope: &Scope, duty_id: i64) -> Result<Vec<Target>> {
    let rows: Vec<Row> = duty_targets::table
        .filter(duty_targets::workspace_id.eq(scope.workspace_id()))
        .filter(duty_targets::duty_id.eq(duty_id))
        .order((duty_targets::position, duty_targets::id))
        .select((
            duty_targets::id,
            duty_targets::name,
            duty_targets::value,
            duty_targets::unit,
            duty_targets::comparison,
            duty_targets::per,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, name, value, unit, comparison, per)| {
            let parsed = Comparison::parse(&comparison).ok_or_else(|| Error::internal(format!("unknown comparison: {comparison}")))?;
            Ok(Target { id, what: NewTarget { name, value, unit, comparison: parsed, per } })
        })
        .collect()
}

/// Makes `wanted` the duty's targets: those with an id are changed, those without are added, the others go. One that has values
/// already stays, since reports speak of it.
pub fn replace_targets(conn: &mut Conn, scope: &Scope, duty_id: i64, wanted: &[(Option<i64>, NewTarget)]) -> Result<()> {
    let keep: Vec<i64> = wanted.iter().filter_map(|(id, _)| *id).collect();
    let measured = measures::table
        .filter(measures::workspace_id.eq(scope.workspace_id()))
        .filter(measures::target_id.eq(duty_targets::id))
        .select(measures::target_id);
    diesel::delete(
        duty_targets::table
            .filter(duty_targets::workspace_id.eq(scope.workspace_id()))
            .filter(duty_targets::duty_id.eq(duty_id))
            .filter(diesel::dsl::not(duty_targets::id.eq_any(keep)))
            .filter(diesel::dsl::not(diesel::dsl::exists(measured))),
    )
    .execute(conn)?;
    for (position, (id, target)) in (0i64..).zip(wanted) {
        let values = (
            duty_targets::name.eq(&target.name),
            duty_targets::value.eq(target.value),
            duty_targets::unit.eq(&target.unit),
            duty_targets::comparison.eq(target.comparison.as_str()),
            duty_targets::per.eq(&target.per),
            duty_targets::position.eq(position),
        );
        let keys = (duty_targets::workspace_id.eq(scope.workspace_id()), duty_targets::duty_id.eq(duty_id));
        let changed = match id {
            Some(id) => {
                let own = duty_targets::table
                    .filter(duty_targets::workspace_id.eq(scope.workspace_id()))
                    .filter(duty_targets::duty_id.eq(duty_id))
                    .filter(duty_targets::id.eq(id));
                diesel::update(own).set(values).execute(conn)?
            }
            None => 0,
        };
        // One that is new, or that went while it was being edited: what was typed is not lost.
        if changed == 0 {
            diesel::insert_into(duty_targets::table).values((keys, duty_targets::id.eq(new_id()), values)).execute(conn)?;
        }
    }
    Ok(())
}
