//! A workspace at work: a secretariat, two departments, liaisons, readers, and a stranger elsewhere.

use chrono::NaiveDate;
use lianxi::{
    calendar::{Cadence, DeadlineRule},
    duties::{self, DutyRef, NewDuty, Origin, Seen, actions},
    platform::{db::Conn, error::Result},
    tenancy::{Function, Role, Scope},
};

use crate::support::{Cast, TestApp, cast::Member};

pub struct Stage<'a> {
    pub app: &'a TestApp,
    pub workspace: i64,
    pub gongshang: i64,
    pub zhijian: i64,
    pub gongan: i64,
    /// Secretariat.
    pub zhou: Member,
    /// Liaison of 省工商局 and 省公安厅.
    pub chen: Member,
    /// Liaison of 省质监局.
    pub wang: Member,
    /// Leader.
    pub li: Member,
    pub auditor: Member,
    pub admin: Member,
    /// Secretariat of another workspace.
    pub stranger: Member,
}

pub fn day(m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, m, d).expect("a day")
}

/// A duty in short: title, lead, support, deadline.
#[derive(Clone)]
pub struct Made<'a> {
    pub title: &'a str,
    pub lead: Option<i64>,
    pub support: Vec<i64>,
    pub due: Option<NaiveDate>,
    pub cadence: Option<Cadence>,
    pub origin: Origin,
}

impl<'a> Made<'a> {
    pub fn new(title: &'a str, lead: i64) -> Self {
        Self { title, lead: Some(lead), support: Vec::new(), due: None, cadence: None, origin: Origin::manual("交办") }
    }

    pub fn due(mut self, due: NaiveDate) -> Self {
        self.due = Some(due);
        self
    }

    pub fn support(mut self, ids: &[i64]) -> Self {
        self.support = ids.to_vec();
        self
    }

    pub fn every(mut self, cadence: Cadence) -> Self {
        self.cadence = Some(cadence);
        self
    }
}

impl<'a> Stage<'a> {
    pub fn new(app: &'a TestApp) -> Self {
        let cast = app.cast();
        let workspace = cast.workspace("ours", "质量工作联席会议");
        let gongshang = cast.department(workspace, "A", "省工商局");
        let zhijian = cast.department(workspace, "B", "省质监局");
        let gongan = cast.department(workspace, "C", "省公安厅");
        let theirs = cast.workspace("theirs", "别处");
        let one = |name: &str, roles: &[Role], functions: &[(i64, Function)]| cast.person(workspace, name, roles, functions);
        Self {
            workspace,
            zhou: one("周敏", &[Role::Secretariat], &[]),
            chen: one("陈静", &[Role::Liaison], &[(gongshang, Function::Liaison), (gongan, Function::Deputy)]),
            wang: one("王磊", &[Role::Liaison], &[(zhijian, Function::Liaison)]),
            li: one("李省长", &[Role::Leader], &[]),
            auditor: one("审计", &[Role::Auditor], &[]),
            admin: one("管理", &[Role::Administrator], &[]),
            stranger: cast.person(theirs, "外人", &[Role::Secretariat], &[]),
            app,
            gongshang,
            zhijian,
            gongan,
        }
    }

    pub fn cast(&self) -> Cast<'_> {
        self.app.cast()
    }

    /// Runs something as this member now.
    pub fn by<T>(&self, who: &Member, work: impl FnOnce(&mut Conn, &Scope) -> Result<T>) -> T {
        let scope = self.cast().scope(who);
        self.app.db().write(scope.tenant(), |conn| work(conn, &scope)).expect("allowed")
    }

    /// A duty given out by the secretariat; a draft when it has no lead.
    pub fn duty(&self, made: Made<'_>) -> DutyRef {
        let new = NewDuty {
            title: made.title.to_owned(),
            requirement: String::new(),
            deliverable: String::new(),
            lead_id: made.lead,
            support_ids: made.support,
            rule: made.due.map(|on| DeadlineRule::Fixed { on }),
            cadence: made.cadence,
            targets: Vec::new(),
            origin: made.origin,
        };
        self.by(&self.zhou, |conn, scope| duties::assign_new(conn, scope, new))
    }

    /// As [`Self::duty`], received by its lead.
    pub fn accepted(&self, made: Made<'_>) -> DutyRef {
        let lead = made.lead.expect("a lead");
        let duty = self.duty(made);
        self.by(self.liaison(lead), |conn, scope| actions::accept(conn, scope, Seen::any(duty.id), lead))
    }

    /// As [`Self::accepted`], handed in for close-out.
    pub fn submitted(&self, made: Made<'_>) -> DutyRef {
        let lead = made.lead.expect("a lead");
        let duty = self.accepted(made);
        self.by(self.liaison(lead), |conn, scope| actions::submit(conn, scope, Seen::any(duty.id), lead, "材料齐全"))
    }

    pub fn liaison(&self, department: i64) -> &Member {
        if department == self.zhijian { &self.wang } else { &self.chen }
    }
}
