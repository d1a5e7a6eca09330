//! A meeting that was held: two items with notes, outcomes and decisions, one of them restricted when asked for.

use diesel::connection::SimpleConnection;
use lianxi::{
    meetings::State,
    platform::{
        db::{Conn, Tenant},
        id::new_id,
    },
    tenancy::{Scope, member_scope_all_workspaces},
};

use super::stage::Stage;

/// What was held.
pub struct Held {
    pub number: String,
    /// 市场抽查, 假冒线索.
    pub items: [i64; 2],
    /// One an item: the first with lead and deadline, the second too.
    pub decisions: [i64; 2],
}

impl Stage<'_> {
    /// The same person so many days later.
    pub fn later(&self, scope: &Scope, days: i64) -> Scope {
        let (id, now) = (scope.person_id().expect("a person"), self.cast.now + chrono::Duration::days(days));
        let load = |conn: &mut Conn| member_scope_all_workspaces(conn, scope.slug(), id, scope.actor_name(), None, now);
        self.cast.db.read(Tenant::All, load).expect("a scope")
    }

    pub fn sql(&self, sql: &str) {
        let office = self.office();
        self.write(&office, |conn, _| Ok(conn.batch_execute(sql)?)).expect("sql");
    }
}

/// A meeting whose session is over.
pub fn held(s: &Stage<'_>) -> Held {
    let meeting = s.meeting(State::Announced);
    let (w, id) = (s.workspace, meeting.id);
    let (items, decisions) = ([new_id(), new_id()], [new_id(), new_id()]);
    let at = "'2026-12-16 03:00:00'";
    s.sql(&format!("UPDATE meetings SET state = 'minuting', adjourned_at = {at} WHERE id = {id}"));
    let [a, b, c] = s.departments;
    s.sql(&format!("UPDATE participants SET presence = 'present', name = '陈静' WHERE meeting_id = {id} AND department_id = {a}"));
    s.sql(&format!("UPDATE participants SET presence = 'present' WHERE meeting_id = {id} AND department_id = {b}"));
    s.sql(&format!("UPDATE participants SET presence = 'absent', receipt = 'absent' WHERE meeting_id = {id} AND department_id = {c}"));
    for (n, (item, title)) in items.iter().zip(["市场抽查", "假冒线索"]).enumerate() {
        let notes = ["各单位通报了抽查情况。", "公安部门介绍了线索办理情况。"][n];
        let from = [a, c][n];
        s.sql(&format!(
            "INSERT INTO agenda_items (workspace_id, id, meeting_id, kind, state, department_id, proposed_by, title, asked, background, \
             proposed_decision, minutes, section, position, restricted, is_late, late_reason, consent, reason, notes, outcome, \
             spent_seconds, search_key, created_at, version) VALUES ({w}, {item}, {id}, 'ordinary', 'concluded', {from}, '', '{title}', \
             'assign', '', '', 10, '', {n} + 1, FALSE, FALSE, '', '', '', '{notes}', 'passed', 0, '', {at}, 1)"
        ));
        let text = ["开展联合抽查。", "移交线索两件。"][n];
        s.sql(&format!(
            "INSERT INTO decisions (workspace_id, id, meeting_id, item_id, position, text, lead_id, due_on, no_due_reason, no_duty_reason, \
             is_assigned, created_at, version) VALUES ({w}, {}, {id}, {item}, 1, '{text}', {from}, '2026-12-20', '', '', FALSE, {at}, 1)",
            decisions[n]
        ));
    }
    Held { number: meeting.number, items, decisions }
}

/// Keeps the second item to 省公安厅, who proposed it.
pub fn restrict(s: &Stage<'_>, held: &Held) {
    s.sql(&format!("UPDATE agenda_items SET restricted = TRUE WHERE id = {}", held.items[1]));
}
