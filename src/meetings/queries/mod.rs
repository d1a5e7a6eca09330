//! Reads of meetings, as far as a person may see them.

mod annex;
mod feed;
mod follow_up;
mod made;
mod minutes;
mod waiting;

pub use feed::{feed, feed_since};
pub(super) use follow_up::has_former;
pub use follow_up::{Charged, Followed, HELD, charged, decided, follow_up};
pub use made::{Made, decision_made, decisions_made, minutes_number};
pub use minutes::{Papers, lives_on, official_day, papers};
pub use waiting::{On, Waiting, Why, of_whom, standing, waiting};
pub mod agenda;
pub mod live;
pub mod pack;
pub mod search;

use super::{
    GUEST_LINK,
    model::{Item, Meeting, Participant, Sight, may_see_item},
    store,
};
use crate::{
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    tenancy::{Role, Scope},
};

/// A meeting, those invited, and what this person is to it.
#[derive(Clone, Debug)]
pub struct Ground {
    pub meeting: Meeting,
    pub people: Vec<Participant>,
    pub sight: Sight,
}

/// Who may look at meetings at all; administrators may not.
pub const READERS: [Role; 4] = [Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor];

/// A meeting by its number; `Forbidden` for members who have no business with meetings, `NotFound` for who is not invited.
pub fn ground(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Ground> {
    // A guest has no role; what their link is for decides.
    if scope.outside(GUEST_LINK).is_none() {
        scope.require(&READERS)?;
    }
    let meeting = store::meeting(conn, scope, number)?;
    let people = store::participants(conn, scope, meeting.id)?;
    let sight = Sight::of(scope, &meeting, &people).ok_or(Error::NotFound)?;
    Ok(Ground { meeting, people, sight })
}

/// What [`store::Which::invited`] is for this person: nothing for those who read all of the workspace.
pub fn invited(scope: &Scope) -> Option<(Vec<i64>, Option<i64>)> {
    let departments = scope.acts_for().chain(scope.leads()).collect();
    (!scope.reads_all()).then(|| (departments, scope.membership_id()))
}

/// Every meeting of a series that lies ahead, skipped ones too, by time. The caller sees all of the workspace.
pub fn of_series(conn: &mut Conn, scope: &Scope, series_id: i64) -> Result<Vec<Meeting>> {
    let which = store::Which { series_id: Some(series_id), from: Some(scope.now()), invited: invited(scope), ..store::Which::default() };
    store::meetings(conn, scope, &which, 500, 0)
}

/// The items of a meeting this person sees, in the agenda's order.
pub fn items_of(conn: &mut Conn, scope: &Scope, ground: &Ground) -> Result<Vec<Item>> {
    let all = store::items(conn, scope, ground.meeting.id)?;
    Ok(all.into_iter().filter(|item| may_see_item(scope, &ground.sight, item)).collect())
}
