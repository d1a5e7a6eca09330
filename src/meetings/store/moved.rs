//! What meetings hold of a department that lives on in another.

use diesel::prelude::*;

use super::{all_series, save_series};
use crate::{
    meetings::model::{ItemState, State},
    platform::{db::Conn, error::Result},
    schema::{agenda_items, decision_support, decisions, item_departments, meetings, opinions, participants},
    tenancy::Scope,
};

/// Puts `into` in the place of `from` wherever something is still to come: invitations ahead, items and opinions under way, decisions
/// of meetings whose minutes are not issued, series; and beside it wherever an item concerns it, so that the successor may read on.
/// What is over keeps the name it had.
pub fn move_department(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    let w = scope.workspace_id();
    let of_state = |conn: &mut Conn, states: &[State]| -> Result<Vec<i64>> {
        let words: Vec<&str> = states.iter().map(|s| s.as_str()).collect();
        Ok(meetings::table.filter(meetings::workspace_id.eq(w)).filter(meetings::state.eq_any(words)).select(meetings::id).load(conn)?)
    };
    let ahead = of_state(conn, &[State::Draft, State::Collecting, State::Announced])?;
    let open: Vec<i64> =
        of_state(conn, &[State::InSession, State::Minuting, State::Countersigning])?.into_iter().chain(ahead.clone()).collect();
    invitations(conn, scope, (from, into), &ahead)?;
    items(conn, scope, (from, into))?;
    waiting_opinions(conn, scope, (from, into))?;
    let own = decisions::table.filter(decisions::workspace_id.eq(w));
    diesel::update(own.filter(decisions::lead_id.eq(from)).filter(decisions::meeting_id.eq_any(open.clone())))
        .set(decisions::lead_id.eq(into))
        .execute(conn)?;
    let supported: Vec<i64> = decision_support::table
        .inner_join(
            decisions::table
                .on(decisions::workspace_id.eq(decision_support::workspace_id).and(decisions::id.eq(decision_support::decision_id))),
        )
        .filter(decision_support::workspace_id.eq(w))
        .filter(decision_support::department_id.eq(from))
        .filter(decisions::meeting_id.eq_any(open))
        .select(decisions::id)
        .load(conn)?;
    for id in supported {
        let of = decision_support::table.filter(decision_support::workspace_id.eq(w)).filter(decision_support::decision_id.eq(id));
        let there = of.filter(decision_support::department_id.eq(into)).count().get_result::<i64>(conn)? > 0;
        let leads = own.filter(decisions::id.eq(id)).filter(decisions::lead_id.eq(into)).count().get_result::<i64>(conn)? > 0;
        let gone = of.filter(decision_support::department_id.eq(from));
        if there || leads {
            diesel::delete(gone).execute(conn)?;
        } else {
            diesel::update(gone).set(decision_support::department_id.eq(into)).execute(conn)?;
        }
    }
    for mut series in all_series(conn, scope)?.into_iter().filter(|s| s.departments.contains(&from)) {
        series.departments.retain(|id| *id != from && *id != into);
        series.departments.push(into);
        save_series(conn, scope, &mut series)?;
    }
    Ok(())
}

/// A department invited in both capacities keeps the one it has; its predecessor's place goes.
fn invitations(conn: &mut Conn, scope: &Scope, (from, into): (i64, i64), ahead: &[i64]) -> Result<()> {
    let own = participants::table.filter(participants::workspace_id.eq(scope.workspace_id()));
    let invited: Vec<(i64, i64)> = own
        .filter(participants::department_id.eq(from))
        .filter(participants::meeting_id.eq_any(ahead.to_vec()))
        .select((participants::id, participants::meeting_id))
        .load(conn)?;
    for (id, meeting_id) in invited {
        let there = own.filter(participants::meeting_id.eq(meeting_id)).filter(participants::department_id.eq(into));
        if there.count().get_result::<i64>(conn)? > 0 {
            diesel::delete(own.filter(participants::id.eq(id))).execute(conn)?;
        } else {
            diesel::update(own.filter(participants::id.eq(id))).set(participants::department_id.eq(into)).execute(conn)?;
        }
    }
    Ok(())
}

fn items(conn: &mut Conn, scope: &Scope, (from, into): (i64, i64)) -> Result<()> {
    let w = scope.workspace_id();
    let open = [ItemState::Draft, ItemState::Proposed, ItemState::Returned, ItemState::Accepted].map(ItemState::as_str).to_vec();
    let own = agenda_items::table.filter(agenda_items::workspace_id.eq(w));
    diesel::update(own.filter(agenda_items::department_id.eq(from)).filter(agenda_items::state.eq_any(open)))
        .set(agenda_items::department_id.eq(into))
        .execute(conn)?;
    let concerned = item_departments::table.filter(item_departments::workspace_id.eq(w));
    let with = |id: i64| concerned.filter(item_departments::department_id.eq(id)).select(item_departments::item_id);
    let there: Vec<i64> = with(into).load(conn)?;
    for id in with(from).load::<i64>(conn)?.into_iter().filter(|id| !there.contains(id)) {
        diesel::insert_into(item_departments::table)
            .values((item_departments::workspace_id.eq(w), item_departments::item_id.eq(id), item_departments::department_id.eq(into)))
            .execute(conn)?;
    }
    Ok(())
}

/// An opinion still waited for is asked of the successor, unless it is asked already.
fn waiting_opinions(conn: &mut Conn, scope: &Scope, (from, into): (i64, i64)) -> Result<()> {
    let own = opinions::table.filter(opinions::workspace_id.eq(scope.workspace_id()));
    let waiting: Vec<(i64, i64)> = own
        .filter(opinions::department_id.eq(from))
        .filter(opinions::answer.is_null())
        .filter(opinions::withdrawn_at.is_null())
        .select((opinions::id, opinions::item_id))
        .load(conn)?;
    for (id, item_id) in waiting {
        let asked = own.filter(opinions::item_id.eq(item_id)).filter(opinions::department_id.eq(into)).count().get_result::<i64>(conn)? > 0;
        let of = own.filter(opinions::id.eq(id));
        if asked {
            diesel::update(of).set(opinions::withdrawn_at.eq(scope.now())).execute(conn)?;
        } else {
            diesel::update(of).set(opinions::department_id.eq(into)).execute(conn)?;
        }
    }
    Ok(())
}
