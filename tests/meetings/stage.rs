//! A workspace with an office, a chair, a note-taker, three departments with a liaison each, and meetings in any state.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use lianxi::{
    meetings::{
        Kind, Meeting, Seen, State,
        actions::{self, Content},
        queries::{self, Ground},
    },
    platform::{
        db::{Conn, Db},
        error::Result,
    },
    schema::outbox,
    tenancy::{Function, Role, Scope},
};

use crate::support::{Cast, cast::Member};

pub struct Stage<'a> {
    pub cast: Cast<'a>,
    pub workspace: i64,
    /// 省工商局, 省质监局, 省公安厅.
    pub departments: [i64; 3],
    pub zhou: Member,
    /// Chairs; a leader of the workspace.
    pub li: Member,
    /// Takes notes; of the office.
    pub sun: Member,
    /// Liaisons of the three departments.
    pub liaisons: [Member; 3],
    /// Liaison of a department nobody invites.
    pub stranger: Member,
}

pub fn at(month: u32, day: u32, hour: u32, minute: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, month, day).and_then(|d| d.and_hms_opt(hour, minute, 0)).expect("a time")
}

pub fn day(month: u32, day: u32) -> NaiveDate {
    at(month, day, 0, 0).date()
}

impl<'a> Stage<'a> {
    pub fn new(db: &'a Db) -> Self {
        let cast = Cast::new(db);
        let workspace = cast.workspace("ours", "质量工作联席会议");
        let departments =
            [("A", "省工商局"), ("B", "省质监局"), ("C", "省公安厅")].map(|(code, name)| cast.department(workspace, code, name));
        let other = cast.department(workspace, "D", "省广电局");
        let zhou = cast.person(workspace, "周敏", &[Role::Secretariat], &[]);
        let li = cast.person(workspace, "李卫东", &[Role::Leader], &[]);
        let sun = cast.person(workspace, "孙波", &[Role::Secretariat], &[]);
        let liaison = |name: &str, id: i64| cast.person(workspace, name, &[Role::Liaison], &[(id, Function::Liaison)]);
        let liaisons = [liaison("陈静", departments[0]), liaison("王磊", departments[1]), liaison("赵强", departments[2])];
        let stranger = liaison("吴桐", other);
        Self { cast, workspace, departments, zhou, li, sun, liaisons, stranger }
    }

    pub fn office(&self) -> Scope {
        self.cast.scope(&self.zhou)
    }

    pub fn liaison(&self, n: usize) -> Scope {
        self.cast.scope(&self.liaisons[n])
    }

    pub fn write<T>(&self, scope: &Scope, work: impl FnOnce(&mut Conn, &Scope) -> Result<T>) -> Result<T> {
        self.cast.db.write(scope.tenant(), |conn| work(conn, scope))
    }

    pub fn read<T>(&self, scope: &Scope, work: impl FnOnce(&mut Conn, &Scope) -> Result<T>) -> Result<T> {
        self.cast.db.read(scope.tenant(), |conn| work(conn, scope))
    }

    /// A meeting on 2026-12-16 at 09:00 as the office types it.
    pub fn content(&self) -> Content {
        Content {
            kind: Kind::Regular,
            title: "第四季度联席会议".into(),
            starts_at: at(12, 16, 9, 0),
            minutes: 90,
            place: "三号会议室".into(),
            note: String::new(),
            chair_id: Some(self.li.membership_id),
            quorum: 0,
            call_on: Some(day(12, 2)),
            cutoff_on: Some(day(12, 9)),
            notice_on: Some(day(12, 11)),
        }
    }

    /// A meeting in this state, with the three departments and the note-taker invited.
    pub fn meeting(&self, state: State) -> Meeting {
        let office = self.office();
        let meeting = self.write(&office, |conn, scope| actions::create(conn, scope, &self.content(), &self.departments)).expect("made");
        let seen = Seen::any(&*meeting.number);
        let taker = actions::Invitee {
            role: lianxi::meetings::Role::NoteTaker,
            department_id: None,
            membership_id: Some(self.sun.membership_id),
            name: String::new(),
            post: String::new(),
            email: String::new(),
        };
        self.write(&office, |conn, scope| actions::add_person(conn, scope, &seen, &taker)).expect("added");
        if state >= State::Collecting {
            self.write(&office, |conn, scope| actions::call(conn, scope, &seen)).expect("called");
        }
        if state >= State::Announced {
            self.write(&office, |conn, scope| actions::announce(conn, scope, &seen)).expect("announced");
        }
        assert!(state <= State::Announced, "no way to {state:?} yet");
        self.ground(&office, &meeting.number).expect("there").meeting
    }

    pub fn ground(&self, scope: &Scope, number: &str) -> Result<Ground> {
        self.read(scope, |conn, scope| queries::ground(conn, scope, number))
    }

    /// Recipients and causes of the mails waiting, by cause.
    pub fn mails(&self) -> Vec<(String, String)> {
        let office = self.office();
        let load = |conn: &mut Conn, scope: &Scope| {
            let own = outbox::table.filter(outbox::workspace_id.eq(scope.workspace_id()));
            Ok(own.order((outbox::cause, outbox::id)).select((outbox::recipient, outbox::cause)).load(conn)?)
        };
        self.read(&office, load).expect("mails")
    }

    /// Who was written to because of this, by name.
    pub fn told(&self, cause: &str) -> Vec<String> {
        let mut names: Vec<String> = self.mails().into_iter().filter(|(_, c)| c.starts_with(cause)).map(|(name, _)| name).collect();
        names.sort();
        names
    }
}
