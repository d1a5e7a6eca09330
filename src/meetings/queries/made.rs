//! Decisions of meetings that were held, for the rooms above that act on them.

use chrono::NaiveDate;

use super::{HELD, ground, items_of};
use crate::{
    meetings::store,
    platform::{
        clock::local,
        db::Conn,
        error::{Error, Result},
    },
    tenancy::Scope,
};

/// A decision, and where and when it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    pub id: i64,
    pub text: String,
    pub meeting_number: String,
    pub meeting_title: String,
    pub on: NaiveDate,
}

/// The latest decisions whose items this person may see.
pub fn decisions_made(conn: &mut Conn, scope: &Scope, limit: i64) -> Result<Vec<Made>> {
    let found = store::find_decisions(conn, scope, &HELD, &[], limit)?;
    let mut made = Vec::with_capacity(found.len());
    let mut last: Option<crate::meetings::Meeting> = None;
    for decision in found {
        let meeting = match last.take().filter(|m| m.id == decision.meeting_id) {
            Some(meeting) => meeting,
            None => store::meeting_by_id(conn, scope, decision.meeting_id)?,
        };
        made.push(Made {
            id: decision.id,
            text: decision.text,
            meeting_number: meeting.number.clone(),
            meeting_title: meeting.title.clone(),
            on: local(meeting.starts_at, scope.zone()).date(),
        });
        last = Some(meeting);
    }
    Ok(made)
}

/// One of them; `NotFound` when this person may not see it, it was struck out, or its meeting is not over.
pub fn decision_made(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Made> {
    let decision = match store::decision_by_id(conn, scope, id) {
        Err(Error::NotFound) => return Err(Error::NotFound),
        other => other?,
    };
    let number = store::meeting_by_id(conn, scope, decision.meeting_id)?.number;
    let ground = ground(conn, scope, &number)?;
    let seen = items_of(conn, scope, &ground)?.iter().any(|item| item.id == decision.item_id);
    if !seen || decision.removed_at.is_some() || !HELD.contains(&ground.meeting.state) {
        return Err(Error::NotFound);
    }
    Ok(Made {
        id,
        text: decision.text,
        on: local(ground.meeting.starts_at, scope.zone()).date(),
        meeting_title: ground.meeting.title,
        meeting_number: number,
    })
}

/// The number of the minutes a decision stands in, once they are issued. The caller tells it to those whom the decision is told.
pub fn minutes_number(conn: &mut Conn, scope: &Scope, decision_id: i64) -> Result<Option<String>> {
    let decision = store::decision_by_id(conn, scope, decision_id)?;
    Ok(store::minutes_of(conn, scope, decision.meeting_id)?.into_iter().find_map(|m| m.number))
}
