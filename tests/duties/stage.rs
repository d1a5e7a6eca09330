//! A workspace with a secretariat, two departments with a liaison each, and a reader of everything.

use chrono::NaiveDate;
use diesel::prelude::*;
use lianxi::{
    calendar::{Cadence, DeadlineRule},
    duties::{self, Comparison, Duty, DutyRef, NewDuty, NewTarget, Origin, Seen, actions, queries},
    platform::{
        db::{Conn, Db},
        error::Result,
    },
    schema::{outbox, timeline},
    tenancy::{Function, Role, Scope},
};

use crate::support::{Cast, cast::Member};

pub struct Stage<'a> {
    pub cast: Cast<'a>,
    pub workspace: i64,
    pub lead: i64,
    pub support: i64,
    pub other: i64,
    pub zhou: Member,
    pub chen: Member,
    pub wang: Member,
}

pub fn day(m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, m, d).expect("a day")
}

impl<'a> Stage<'a> {
    pub fn new(db: &'a Db) -> Self {
        Self::named(db, "ours")
    }

    pub fn named(db: &'a Db, slug: &str) -> Self {
        let cast = Cast::new(db);
        let workspace = cast.workspace(slug, "质量工作联席会议");
        let lead = cast.department(workspace, "A", "省工商局");
        let support = cast.department(workspace, "B", "省质监局");
        let other = cast.department(workspace, "C", "省公安厅");
        let zhou = cast.person(workspace, "周敏", &[Role::Secretariat], &[]);
        let chen = cast.person(workspace, "陈静", &[Role::Liaison], &[(lead, Function::Liaison)]);
        let wang = cast.person(workspace, "王磊", &[Role::Liaison], &[(support, Function::Deputy)]);
        Self { cast, workspace, lead, support, other, zhou, chen, wang }
    }

    pub fn secretariat(&self) -> Scope {
        self.cast.scope(&self.zhou)
    }

    pub fn lead_scope(&self) -> Scope {
        self.cast.scope(&self.chen)
    }

    pub fn support_scope(&self) -> Scope {
        self.cast.scope(&self.wang)
    }

    pub fn new_duty(&self) -> NewDuty {
        NewDuty {
            title: "重点市场整治情况汇总上报".into(),
            requirement: "汇总各市重点市场整治数量".into(),
            deliverable: "汇总表".into(),
            lead_id: Some(self.lead),
            support_ids: vec![self.support],
            rule: Some(DeadlineRule::AfterAssignment { working_days: 10 }),
            cadence: Some(Cadence::Weekly),
            targets: vec![NewTarget {
                name: "完成整治的市场".into(),
                value: 40.0,
                unit: "个".into(),
                comparison: Comparison::AtLeast,
                per: None,
            }],
            origin: Origin { kind: "clause".into(), id: Some(7), label: "第二十二条".into() },
        }
    }

    /// Runs an action in a write transaction of its own.
    pub fn act<T>(&self, scope: &Scope, work: impl FnOnce(&mut Conn, &Scope) -> Result<T>) -> Result<T> {
        self.cast.db.write(scope.tenant(), |conn| work(conn, scope))
    }

    pub fn assigned(&self) -> DutyRef {
        self.act(&self.secretariat(), |conn, scope| duties::assign_new(conn, scope, self.new_duty())).expect("assigned")
    }

    pub fn accepted(&self) -> DutyRef {
        let duty = self.assigned();
        self.act(&self.lead_scope(), |conn, scope| actions::accept(conn, scope, Seen::any(duty.id), self.lead)).expect("accepted")
    }

    pub fn submitted(&self) -> DutyRef {
        let duty = self.accepted();
        self.act(&self.lead_scope(), |conn, scope| actions::submit(conn, scope, Seen::any(duty.id), self.lead, "汇总表已报送"))
            .expect("submitted")
    }

    pub fn duty(&self, number: &str) -> Duty {
        let scope = self.secretariat();
        self.cast.db.read(scope.tenant(), |conn| queries::duty(conn, &scope, number)).expect("the duty").0
    }

    /// Template causes of the mails in the outbox with their recipients, in order.
    pub fn mails(&self) -> Vec<(String, String)> {
        let scope = self.secretariat();
        let rows: Vec<(String, String)> = self
            .cast
            .db
            .read(scope.tenant(), |conn| {
                let mine = outbox::table.filter(outbox::workspace_id.eq(scope.workspace_id()));
                Ok(mine.order(outbox::id).select((outbox::cause, outbox::recipient)).load(conn)?)
            })
            .expect("mails");
        rows.into_iter().map(|(cause, who)| (cause.split(':').next().unwrap_or_default().to_owned(), who)).collect()
    }

    /// Actions and state changes of a duty's timeline, oldest first.
    pub fn timeline(&self, id: i64) -> Vec<(String, Option<String>, Option<String>)> {
        let scope = self.secretariat();
        self.cast
            .db
            .read(scope.tenant(), |conn| {
                let mine = timeline::table.filter(timeline::workspace_id.eq(scope.workspace_id())).filter(timeline::subject_id.eq(id));
                Ok(mine.order(timeline::id).select((timeline::action, timeline::from_state, timeline::to_state)).load(conn)?)
            })
            .expect("a timeline")
    }
}
