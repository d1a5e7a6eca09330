//! Doing what a plan says: all of it, or nothing.

use serde_json::json;

use super::{Plan, doubtful, preview};
use crate::{
    enforcement::{PARTY, actions::cases::party_renamed, store},
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        table::{Change, Column as _, Done, Row},
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// Imports these rows as the workspace stands now; `Invalid` when any of them is wrong, or when some are like registered parties and
/// nobody said that they are others (`told_apart`: of how many rows). Then nothing was done.
pub fn import(conn: &mut Conn, scope: &Scope, rows: &[Row], told_apart: usize) -> Result<Done> {
    let plan = preview(conn, scope, rows)?.sound()?;
    let doubtful = doubtful(&plan);
    if doubtful > told_apart {
        return Err(Error::invalid("apart", Message::new("party-import-apart").number("count", doubtful as f64)));
    }
    let Plan { rows, .. } = plan;
    let mut done = Done::default();
    for row in rows {
        let mut party = row.what.party;
        let subject = Subject::new(PARTY, party.id);
        match row.change {
            Change::Same => done.same += 1,
            Change::New => {
                store::insert(conn, scope, &party)?;
                let data = json!({ "name": party.name, "apart": row.what.alike.len() });
                timeline::record(conn, scope, Entry::new(subject, "register").data(data))?;
                done.created += 1;
            }
            Change::Changed(columns) => {
                store::save(conn, scope, &mut party)?;
                party_renamed(conn, scope, &party)?;
                let fields: Vec<&str> = columns.into_iter().map(|c| c.field()).collect();
                timeline::record(conn, scope, Entry::new(subject, "import").data(json!({ "changed": fields })))?;
                done.changed += 1;
            }
        }
    }
    Ok(done)
}
