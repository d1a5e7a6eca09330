//! Lists of items over all meetings, as far as one person may see them.

use diesel::prelude::*;

use super::item::{Row, with_concerned};
use crate::{
    meetings::model::{Asked, Item, ItemState},
    platform::{db::Conn, error::Result},
    schema::{agenda_items, item_departments, meetings, participants},
    tenancy::{Role, Scope},
};

/// Which items a list shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WhichItems {
    /// Of these states; of all when empty.
    pub states: Vec<ItemState>,
    /// Proposed by.
    pub department_id: Option<i64>,
    pub asked: Option<Asked>,
    /// Words their title, background or proposed decision must hold, as search keys.
    pub words: Vec<String>,
}

/// A boxed query whose tables include the agenda's items, narrowed to those this person may see: the same rule as
/// [`crate::meetings::may_see_item`], as rows.
macro_rules! seen {
    ($scope:expr, $query:expr) => {{
        let scope: &Scope = $scope;
        let w = scope.workspace_id();
        let own: Vec<i64> = scope.acts_for().collect();
        let near: Vec<i64> = scope.acts_for().chain(scope.leads()).collect();
        let me = scope.membership_id();
        let is_own = agenda_items::department_id.eq_any(own).assume_not_null();
        if scope.reads_restricted() {
            let office = agenda_items::department_id.is_null().and(scope.has(Role::Secretariat).into_sql::<diesel::sql_types::Bool>());
            $query.filter(agenda_items::state.ne("draft").or(office).or(is_own))
        } else {
            let invited = participants::table
                .filter(participants::workspace_id.eq(w))
                .filter(participants::meeting_id.eq(agenda_items::meeting_id))
                .filter(
                    participants::department_id
                        .eq_any(near.clone())
                        .assume_not_null()
                        .or(participants::membership_id.eq(me).assume_not_null()),
                );
            let runs = participants::table
                .filter(participants::workspace_id.eq(w))
                .filter(participants::meeting_id.eq(agenda_items::meeting_id))
                .filter(participants::role.eq_any(["chair", "note_taker"]))
                .filter(participants::membership_id.eq(me).assume_not_null());
            let chairs = meetings::table
                .filter(meetings::workspace_id.eq(w))
                .filter(meetings::id.eq(agenda_items::meeting_id))
                .filter(meetings::chair_id.eq(me).assume_not_null());
            let concerned = item_departments::table
                .filter(item_departments::workspace_id.eq(w))
                .filter(item_departments::item_id.eq(agenda_items::id))
                .filter(item_departments::department_id.eq_any(near.clone()));
            let is_near = agenda_items::department_id.eq_any(near).assume_not_null();
            let on_agenda = agenda_items::state.eq_any(["accepted", "concluded"]);
            let open = agenda_items::restricted.eq(false).or(is_near).or(diesel::dsl::exists(concerned));
            let all = agenda_items::state.ne("draft").and(diesel::dsl::exists(runs).or(diesel::dsl::exists(chairs)));
            // A leader sees every meeting, and of its items what is not kept to others.
            let invited = diesel::dsl::exists(invited).or(scope.reads_all().into_sql::<diesel::sql_types::Bool>());
            let proposed = agenda_items::state.ne("draft").and(scope.reads_all().into_sql::<diesel::sql_types::Bool>());
            $query.filter(is_own.or(on_agenda.or(proposed).and(invited).and(open)).or(all))
        }
    }};
}
pub(super) use seen;

/// A boxed query of those that fit and that this person may see.
macro_rules! of {
    ($scope:expr, $which:expr) => {{
        let which: &WhichItems = $which;
        let mut query = agenda_items::table.filter(agenda_items::workspace_id.eq($scope.workspace_id())).into_boxed();
        // Before who may see it, which costs a look at other tables for every row that is left.
        for word in &which.words {
            query = query.filter(agenda_items::search_key.like(crate::platform::text::anywhere(word)).escape('\\'));
        }
        if !which.states.is_empty() {
            query = query.filter(agenda_items::state.eq_any(which.states.iter().map(|s| s.as_str()).collect::<Vec<_>>()));
        }
        if let Some(id) = which.department_id {
            query = query.filter(agenda_items::department_id.eq(id));
        }
        if let Some(asked) = which.asked {
            query = query.filter(agenda_items::asked.eq(asked.as_str()));
        }
        seen!($scope, query)
    }};
}

/// Those that fit, the newest first.
pub fn list_items(conn: &mut Conn, scope: &Scope, which: &WhichItems, limit: i64, offset: i64) -> Result<Vec<Item>> {
    let query = of!(scope, which).order(agenda_items::id.desc()).limit(limit).offset(offset);
    let rows: Vec<Row> = query.select(Row::as_select()).load(conn)?;
    with_concerned(conn, scope, rows)
}

/// How many fit, counted to `most`.
pub fn count_items(conn: &mut Conn, scope: &Scope, which: &WhichItems, most: i64) -> Result<i64> {
    let ids: Vec<i64> = of!(scope, which).select(agenda_items::id).limit(most).load(conn)?;
    Ok(i64::try_from(ids.len()).unwrap_or(most))
}
