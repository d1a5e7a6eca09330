//! A meeting that was held: two items with notes, outcomes and decisions, one of them restricted when asked for.

use diesel::connection::SimpleConnection;
use lianxi::{
    meetings::{
        Asked, Receipt, Seen, State,
        actions::{self, ItemContent, LiveField, Placement, Reply, SeenItem},
    },
    platform::db::{Conn, Tenant},
    tenancy::{Scope, member_scope_all_workspaces},
};

use super::{
    session::{save, saving},
    stage::Stage,
};

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
    hold(s, false)
}

/// The same, its second item kept to 省公安厅, who proposed it.
pub fn held_in_part_behind_doors(s: &Stage<'_>) -> Held {
    hold(s, true)
}

fn hold(s: &Stage<'_>, restricted: bool) -> Held {
    let (office, number) = (s.office(), s.meeting(State::Collecting).number);
    let seen = Seen::any(&*number);
    let items = [propose(s, &number, 0, "市场抽查", false), propose(s, &number, 2, "假冒线索", restricted)];
    s.write(&office, |conn, scope| actions::announce(conn, scope, &seen)).expect("announced");
    answer(s, &number);
    s.write(&office, |conn, scope| actions::open(conn, scope, &seen)).expect("opened");
    let set = |subject: i64, field: LiveField, value: &str| {
        let key = format!("{subject}-{}", field.as_str().replace('_', "-"));
        save(s, &office, &number, &saving(subject, field, 0, value, &key)).unwrap_or_else(|e| panic!("{field:?}: {e}"));
    };
    for person in s.ground(&office, &number).expect("there").people {
        match person.department_id {
            Some(id) if id == s.departments[2] => set(person.id, LiveField::Presence, "absent"),
            Some(_) => set(person.id, LiveField::Presence, "present"),
            None => {}
        }
    }
    let said = ["各单位通报了抽查情况。", "公安部门介绍了线索办理情况。"];
    let decided = ["开展联合抽查。", "移交线索两件。"];
    let decisions = [0, 1].map(|n| {
        set(items[n], LiveField::Notes, said[n]);
        set(items[n], LiveField::Outcome, "passed");
        let id = s.write(&office, |conn, scope| actions::add_decision(conn, scope, &seen, items[n])).expect("added").id;
        set(id, LiveField::Text, decided[n]);
        set(id, LiveField::Lead, &s.departments[[0, 2][n]].to_string());
        set(id, LiveField::Due, "2026-12-20");
        id
    });
    s.write(&office, |conn, scope| actions::adjourn(conn, scope, &seen, &[])).expect("adjourned");
    Held { number, items, decisions }
}

/// An item of a department, put on the agenda.
fn propose(s: &Stage<'_>, number: &str, n: usize, title: &str, restricted: bool) -> i64 {
    let content = ItemContent {
        department_id: Some(s.departments[n]),
        title: title.into(),
        asked: Asked::Assign,
        background: "近期情况。".into(),
        proposed_decision: String::new(),
        concerned: Vec::new(),
        minutes: 10,
        section: String::new(),
        restricted,
        late_reason: String::new(),
    };
    let item = s.write(&s.liaison(n), |conn, scope| actions::propose(conn, scope, number, &content, true)).expect("proposed").id;
    let place = Placement { section: String::new(), minutes: 10, restricted };
    s.write(&s.office(), |conn, scope| actions::accept(conn, scope, &SeenItem::any(number, item), &place)).expect("accepted").id
}

/// 陈静 comes; 省公安厅 does not.
fn answer(s: &Stage<'_>, number: &str) {
    let people = s.ground(&s.office(), number).expect("there").people;
    let coming = Reply { receipt: Some(Receipt::Attending), name: "陈静".into(), post: String::new(), reason: String::new() };
    let excused = Reply { receipt: Some(Receipt::Absent), name: String::new(), post: String::new(), reason: "出差".into() };
    for (n, reply) in [(0, coming), (2, excused)] {
        let id = people.iter().find(|p| p.department_id == Some(s.departments[n])).expect("invited").id;
        s.write(&s.liaison(n), |conn, scope| actions::answer_receipt(conn, scope, number, id, &reply)).expect("answered");
    }
}
