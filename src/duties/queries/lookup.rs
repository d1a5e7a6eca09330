//! What lists name beside duties.

use chrono::Datelike;
use diesel::{prelude::*, sql_types as sql};

use super::kept::KeptFrom;
use crate::{
    duties::model::{State, search_key},
    platform::{
        db::{Conn, Statement},
        error::{Error, Result},
    },
    schema::{departments, duties, policy_documents},
    tenancy::Scope,
};

/// A department of the workspace, closed ones too.
#[derive(Clone, Debug, PartialEq, Queryable)]
pub struct Department {
    pub id: i64,
    pub name: String,
    pub short_name: String,
    pub kind: String,
    pub state: String,
}

impl Department {
    pub fn is_open(&self) -> bool {
        self.state == "open"
    }
}

/// All departments in the workspace's order.
pub fn departments(conn: &mut Conn, scope: &Scope) -> Result<Vec<Department>> {
    let rows = departments::table
        .filter(departments::workspace_id.eq(scope.workspace_id()))
        .order((departments::position, departments::id))
        .select((departments::id, departments::name, departments::short_name, departments::kind, departments::state))
        .load(conn)?;
    Ok(rows)
}

/// A policy document duties may come from.
#[derive(Clone, Debug, PartialEq, Queryable)]
pub struct Document {
    pub id: i64,
    pub title: String,
    pub number: String,
}

/// How many documents the filter offers, newest first.
const DOCUMENTS_MAX: i64 = 100;

/// Policy documents, newest first. Only their names: what a document is belongs to the room of policies above.
pub fn documents(conn: &mut Conn, scope: &Scope) -> Result<Vec<Document>> {
    let rows = policy_documents::table
        .filter(policy_documents::workspace_id.eq(scope.workspace_id()))
        .order(policy_documents::id.desc())
        .limit(DOCUMENTS_MAX)
        .select((policy_documents::id, policy_documents::title, policy_documents::document_number))
        .load(conn)?;
    Ok(rows)
}

/// A duty as other rooms name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub id: i64,
    pub number: String,
    pub title: String,
    pub state: State,
}

/// These duties, as far as this reader may learn of them, in no order.
pub fn names(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<Named>> {
    let mut found = Vec::with_capacity(ids.len());
    let kept = KeptFrom::of(conn, scope)?;
    for ids in ids.chunks(500) {
        let mut out: Statement<(sql::BigInt, sql::Text, sql::Text, sql::Text)> =
            Statement::new("SELECT d.id, d.number, d.title, d.state FROM duties d WHERE d.workspace_id = ");
        out.int(scope.workspace_id()).push(" AND d.id IN ").ints(ids);
        kept.push(&mut out);
        for (id, number, title, state) in out.load::<(i64, String, String, String)>(conn)? {
            let state = State::parse(&state).ok_or_else(|| Error::internal(format!("unknown state of a duty: {state}")))?;
            found.push(Named { id, number, title, state });
        }
    }
    Ok(found)
}

/// How far back a number without its year is looked for.
const YEARS_BACK: i32 = 30;

/// The numbers people may mean by what they typed: `2026-0123`, `20260123` and `2026—123` are one, `123` is that of any year. None
/// when it is no number.
fn meant(typed: &str, this_year: i32) -> Vec<String> {
    let level = search_key(typed).replace(['‐', '‑', '–', '—', '―', '−', '－'], "-");
    let digits = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let padded = |year: i32, number: &str| number.parse::<u32>().ok().map(|n| format!("{year}-{n:04}"));
    match level.split_once('-') {
        Some((year, number)) if year.len() == 4 && digits(year, 4) && digits(number, 9) => {
            year.parse().ok().and_then(|y| padded(y, number)).into_iter().collect()
        }
        None if digits(&level, 6) => (0..=YEARS_BACK).filter_map(|back| padded(this_year - back, &level)).collect(),
        None if digits(&level, 12) => level[..4].parse().ok().and_then(|y| padded(y, &level[4..])).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The numbers of duties this member may see that what was typed may mean, newest year first.
pub fn numbers(conn: &mut Conn, scope: &Scope, typed: &str) -> Result<Vec<String>> {
    let meant = meant(typed, scope.today().year());
    if meant.is_empty() {
        return Ok(Vec::new());
    }
    let found: Vec<(i64, String, String)> = duties::table
        .filter(duties::workspace_id.eq(scope.workspace_id()))
        .filter(duties::number.eq_any(meant))
        .order(duties::number.desc())
        .select((duties::id, duties::number, duties::state))
        .load(conn)?;
    let seen: Vec<i64> = match KeptFrom::of(conn, scope)?.is_something() {
        true => names(conn, scope, &found.iter().map(|(id, ..)| *id).collect::<Vec<_>>())?.into_iter().map(|n| n.id).collect(),
        false => found.iter().map(|(id, ..)| *id).collect(),
    };
    let may = |(id, _, state): &(i64, String, String)| seen.contains(id) && (scope.reads_all() || state != State::Draft.as_str());
    Ok(found.into_iter().filter(may).map(|(_, number, _)| number).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for typed in ["2026-0123", "２０２６－０１２３", "2026—123", "20260123", " 2026-0123 "] {
            assert_eq!(meant(typed, 2026), ["2026-0123"], "{typed}");
        }
        for typed in ["0123", "123"] {
            let any = meant(typed, 2026);
            assert_eq!((any.len(), any[0].as_str(), any[1].as_str()), (31, "2026-0123", "2025-0123"), "{typed}");
        }
        assert_eq!(meant("2026-12345", 2026), ["2026-12345"]);
        for other in ["", "-", "2026-", "质量", "2026-01-23", "GB-19000", "99999999999999", "一二三"] {
            assert!(meant(other, 2026).is_empty(), "{other}: {:?}", meant(other, 2026));
        }
    }
}
