//! Hand-overs 移送 between departments and to bodies outside: nothing disappears between two desks.

pub mod actions;
mod model;
mod store;

pub use model::*;
pub use store::{Silence, SilentAfter};
pub(in crate::enforcement) use store::{move_department, waiting_for};

use crate::{
    enforcement::{READERS, model::Case, store::cases},
    platform::{
        db::{COUNT_LIMIT, Conn},
        error::Result,
    },
    tenancy::Scope,
};

/// The counter of numbers.
pub(in crate::enforcement) const HAND_OVER: &str = "hand_over";

/// Those of a case, the oldest first.
pub fn of_case(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Vec<HandOver>> {
    scope.require(&READERS)?;
    store::of_cases(conn, scope, &[case_id])
}

/// The referrals of these cases that were neither refused nor taken back, the oldest first.
pub(in crate::enforcement) fn referrals_of(conn: &mut Conn, scope: &Scope, case_ids: &[i64]) -> Result<Vec<HandOver>> {
    scope.require(&READERS)?;
    let all = store::of_cases(conn, scope, case_ids)?.into_iter();
    Ok(all.filter(HandOver::is_standing_referral).collect())
}

/// The transfer or referral of a case that waits for its receipt, if there is one.
pub(in crate::enforcement) fn under_way(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Option<HandOver>> {
    Ok(of_case(conn, scope, case_id)?.into_iter().find(|h| h.moves() && h.state == HandOverState::Sent))
}

/// One by its number; `NotFound` when there is none.
pub fn by_number(conn: &mut Conn, scope: &Scope, number: &str) -> Result<HandOver> {
    scope.require(&READERS)?;
    store::by_number(conn, scope, number)
}

/// The one a link is for, and its case.
pub fn of_link(conn: &mut Conn, scope: &Scope) -> Result<(HandOver, Case)> {
    let id = scope.outside(HAND_OVER_LINK).ok_or(crate::platform::error::Error::NotFound)?;
    let hand_over = store::get(conn, scope, id)?;
    let case = cases::get(conn, scope, hand_over.case_id)?;
    Ok((hand_over, case))
}

/// Hand-overs to departments whose receipt or result was due before this day and is still owed, the longest owed first, `limit` at once; and
/// where to go on. For the rules that ask why; the program asks.
pub fn silent_since(
    conn: &mut Conn,
    scope: &Scope,
    before: chrono::NaiveDate,
    after: Option<SilentAfter>,
    limit: i64,
) -> Result<(Vec<Silence>, Option<SilentAfter>)> {
    store::silent_since(conn, scope, before, after, limit)
}

/// One as it stands; for the program.
pub fn by_id(conn: &mut Conn, scope: &Scope, id: i64) -> Result<HandOver> {
    store::get(conn, scope, id)
}

/// Those that fit.
pub fn list(conn: &mut Conn, scope: &Scope, filter: &Filter, page: Page) -> Result<Vec<HandOver>> {
    scope.require(&READERS)?;
    store::list(conn, scope, filter, page)
}

/// How many fit under each tab, those of one's own departments only for who has some; counted to [`COUNT_LIMIT`].
pub fn counts(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<Vec<(Tab, i64)>> {
    scope.require(&READERS)?;
    let has_own = scope.acts_for().next().is_some();
    let tabs = Tab::ALL.iter().copied().filter(|tab| has_own || !matches!(tab, Tab::Mine | Tab::Given));
    tabs.map(|tab| Ok((tab, store::count(conn, scope, filter, tab, COUNT_LIMIT)?))).collect()
}

/// How many are silent beyond their deadline, counted to [`COUNT_LIMIT`].
pub fn silent(conn: &mut Conn, scope: &Scope) -> Result<i64> {
    scope.require(&READERS)?;
    store::count(conn, scope, &Filter::default(), Tab::Silent, COUNT_LIMIT)
}
