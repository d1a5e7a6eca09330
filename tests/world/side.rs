//! One of the two workspaces: its people, and fresh objects of every kind on demand.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use chrono::NaiveDate;
use diesel::RunQueryDsl;
use lianxi::{
    accounts::{self, TokenKind},
    calendar::{Cadence, DeadlineRule},
    duties::{self, Comparison, DutyRef, NewDuty, NewReport, NewTarget, Origin, Seen, actions},
    instructions::{self, NewInstruction},
    outbox,
    platform::{
        blob::Blobs,
        db::{Conn, Tenant},
        error::Result,
        i18n::Lang,
        id::new_id,
        secret,
    },
    tenancy::{self, Function, Role, Scope},
};

use crate::support::{
    TestApp,
    cast::{Cast, Member},
};

/// Who visits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Persona {
    Secretariat,
    /// Liaison of the lead department.
    Lead,
    /// Deputy liaison of the supporting department.
    Support,
    /// Liaison of a department that has nothing to do with it.
    Bystander,
    Leader,
    Auditor,
    Administrator,
    /// Runs the installation; a member of no workspace.
    Operator,
}

use Persona::{Administrator, Auditor, Bystander, Lead, Leader, Operator, Secretariat, Support};

/// A workspace in which every text holds `mark`.
pub struct Side<'a> {
    pub blobs: Blobs,
    pub cast: &'a Cast<'a>,
    pub slug: &'static str,
    pub mark: &'static str,
    pub workspace: i64,
    pub lead: i64,
    pub support: i64,
    pub other: i64,
    pub people: BTreeMap<Persona, Member>,
    serial: Cell<u32>,
    /// What [`Self::extension`] made last.
    pub last_extension: Cell<i64>,
    /// The department of the last [`Self::liaison`].
    pub last_department: Cell<i64>,
    /// The number of the last [`Self::meeting`].
    pub last_meeting: RefCell<String>,
    pub last_decision: Cell<i64>,
    /// The reward of the last [`Self::rewarded_case`].
    pub last_reward: Cell<i64>,
    /// The id of the measure or proposal of the case made last.
    pub last_part: Cell<i64>,
    /// The last [`Self::agenda_item`].
    pub last_item: Cell<i64>,
    /// What [`Self::with_file`] attached last.
    pub last_file: Cell<i64>,
}

impl<'a> Side<'a> {
    /// `first`: numbers of duties begin after it, so that the two sides never share one.
    pub fn new(app: &TestApp, cast: &'a Cast<'a>, slug: &'static str, mark: &'static str, first: i64) -> Self {
        let workspace = cast.workspace(slug, &format!("{mark}联席会议"));
        let department = |code: &str, name: &str| cast.department(workspace, &format!("{code}{mark}"), &format!("{mark}{name}"));
        let (lead, support, other) = (department("A", "工商局"), department("B", "质监局"), department("C", "公安厅"));
        let people = [
            (Secretariat, vec![Role::Secretariat], vec![]),
            (Lead, vec![Role::Liaison], vec![(lead, Function::Liaison)]),
            (Support, vec![Role::Liaison], vec![(support, Function::Deputy)]),
            (Bystander, vec![Role::Liaison], vec![(other, Function::Liaison)]),
            (Leader, vec![Role::Leader], vec![(lead, Function::Leader)]),
            (Auditor, vec![Role::Auditor], vec![]),
            (Administrator, vec![Role::Administrator], vec![]),
        ];
        let person = |(persona, roles, functions): (Persona, Vec<Role>, Vec<_>)| {
            (persona, cast.person(workspace, &format!("{mark}{persona:?}"), &roles, &functions))
        };
        let people = people.into_iter().map(person).collect();
        let (last_meeting, last_decision) = (RefCell::default(), Cell::default());
        let (serial, last_extension, last_department, last_file) = (Cell::new(0), Cell::new(0), Cell::new(0), Cell::new(0));
        let last_item = Cell::new(0);
        let blobs = app.site.blobs.clone();
        let side = Self {
            blobs,
            cast,
            slug,
            mark,
            workspace,
            lead,
            support,
            other,
            people,
            serial,
            last_extension,
            last_department,
            last_file,
            last_item,
            last_meeting,
            last_decision,
            last_reward: Cell::new(0),
            last_part: Cell::new(0),
        };
        // A second one of each, so that nobody is the last administrator or secretariat.
        cast.person(workspace, &side.text("副职"), &[Role::Secretariat], &[]);
        cast.person(workspace, &side.text("副管"), &[Role::Administrator], &[]);
        let year = 2026;
        for kind in [
            "duty",
            "instruction",
            "meeting",
            "matter",
            "enforcement_case",
            "hand_over",
            "restriction",
            "publication",
            "campaign",
            "incident",
        ] {
            side.sql(&format!("INSERT INTO counters (workspace_id, kind, year, next) VALUES ({workspace}, '{kind}', {year}, {first})"));
        }
        side
    }

    /// One row at least in every table.
    pub fn fill(&self) {
        for state in ["draft", "assigned", "in_progress", "submitted", "closed", "refused", "suspended", "cancelled"] {
            self.duty(state);
        }
        self.extension();
        let remind = self.duty_ref("in_progress");
        self.act(Secretariat, |conn, scope| actions::remind(conn, scope, Seen::any(remind.id), &self.text("请抓紧")));
        self.invitation();
        self.document();
        self.failed_mail();
        self.with_file();
        self.fill_meetings();
        self.fill_minutes();
        self.fill_parties();
        self.fill_matters();
        self.fill_cases();
        self.fill_measures();
        self.fill_restrictions();
        self.fill_publications();
        self.fill_samplings();
        self.fill_campaigns();
        self.fill_incidents();
        self.fill_rest();
    }

    /// A text with the mark.
    pub fn text(&self, words: &str) -> String {
        format!("{}{words}", self.mark)
    }

    /// A text with the mark that no other has.
    pub fn unique(&self, words: &str) -> String {
        self.serial.set(self.serial.get() + 1);
        format!("{}{words}{}", self.mark, self.serial.get())
    }

    pub fn scope(&self, persona: Persona) -> Scope {
        self.cast.scope(&self.people[&persona])
    }

    pub fn act<T>(&self, persona: Persona, work: impl FnOnce(&mut Conn, &Scope) -> Result<T>) -> T {
        let scope = self.scope(persona);
        self.cast.db.write(scope.tenant(), |conn| work(conn, &scope)).expect("the world is made by rights")
    }

    pub fn sql(&self, sql: &str) {
        self.cast
            .db
            .write(Tenant::One(self.workspace), |conn| Ok(diesel::sql_query(sql).execute(conn)?))
            .unwrap_or_else(|e| panic!("{sql}: {e}"));
    }

    fn new_duty(&self) -> NewDuty {
        NewDuty {
            title: self.unique("重点市场整治"),
            requirement: self.text("汇总各市整治数量"),
            deliverable: self.text("汇总表"),
            lead_id: Some(self.lead),
            support_ids: vec![self.support],
            rule: Some(DeadlineRule::AfterAssignment { working_days: 10 }),
            cadence: Some(Cadence::Weekly),
            targets: vec![NewTarget {
                name: self.text("市场"),
                value: 40.0,
                unit: self.text("个"),
                comparison: Comparison::AtLeast,
                per: None,
            }],
            origin: Origin { kind: "manual".into(), id: None, label: self.text("第二十二条") },
        }
    }

    /// A fresh duty in this state.
    pub fn duty_ref(&self, state: &str) -> DutyRef {
        if state == "draft" {
            return self.act(Secretariat, |conn, scope| actions::draft(conn, scope, self.new_duty()));
        }
        let duty = self.act(Secretariat, |conn, scope| duties::assign_new(conn, scope, self.new_duty()));
        let seen = Seen::any(duty.id);
        let reason = self.text("理由");
        match state {
            "assigned" => return duty,
            "refused" => return self.act(Lead, |conn, scope| actions::refuse(conn, scope, seen, self.lead, &reason)),
            "cancelled" => return self.act(Secretariat, |conn, scope| actions::cancel(conn, scope, seen, &reason)),
            _ => {}
        }
        self.act(Lead, |conn, scope| actions::accept(conn, scope, seen, self.lead));
        self.act(Support, |conn, scope| actions::accept(conn, scope, seen, self.support));
        let target = self.id_of("duty_targets", &format!("duty_id = {}", duty.id));
        let report =
            NewReport { department_id: self.lead, as_of: day(11, 20), text: self.text("已整治"), figures: vec![(target, 12.0)] };
        let duty = self.act(Lead, |conn, scope| actions::report(conn, scope, seen, report));
        match state {
            "in_progress" => duty,
            "suspended" => self.act(Secretariat, |conn, scope| actions::suspend(conn, scope, seen, &reason)),
            "submitted" | "closed" => {
                let submitted = self.act(Lead, |conn, scope| actions::submit(conn, scope, seen, self.lead, &self.text("已报送")));
                if state == "submitted" {
                    return submitted;
                }
                self.act(Secretariat, |conn, scope| actions::close(conn, scope, seen, &reason))
            }
            other => panic!("no such state: {other}"),
        }
    }

    /// The number of a fresh duty in this state.
    pub fn duty(&self, state: &str) -> String {
        self.duty_ref(state).number
    }

    /// A duty with an extension asked for.
    pub fn extension(&self) -> String {
        let duty = self.duty_ref("in_progress");
        let reason = self.text("理由");
        let asked = |conn: &mut Conn, scope: &Scope| {
            actions::request_extension(
                conn,
                scope,
                Seen::any(duty.id),
                self.lead,
                NaiveDate::from_ymd_opt(2027, 3, 1).expect("a day"),
                &reason,
            )
        };
        let number = self.act(Lead, asked).number;
        self.last_extension.set(self.id_of("extensions", &format!("duty_id = {}", duty.id)));
        number
    }

    /// A fresh department.
    pub fn department(&self) -> i64 {
        self.cast.department(self.workspace, &self.unique("D"), &self.unique("单位"))
    }

    pub fn closed_department(&self) -> i64 {
        let id = self.department();
        self.sql(&format!("UPDATE departments SET state = 'closed' WHERE workspace_id = {} AND id = {id}", self.workspace));
        id
    }

    /// A fresh member without tasks.
    pub fn member(&self) -> Member {
        self.cast.person(self.workspace, &self.unique("新人"), &[Role::Auditor], &[])
    }

    /// The membership of a fresh leader, whose digests nobody has set.
    pub fn fresh_leader(&self) -> String {
        self.cast.person(self.workspace, &self.unique("领导"), &[Role::Leader], &[]).membership_id.to_string()
    }

    /// The secret of a fresh leader's link that stops their digest.
    pub fn stop_secret(&self) -> String {
        let leader = self.cast.person(self.workspace, &self.unique("领导"), &[Role::Leader], &[]);
        let expires = self.cast.now + chrono::Duration::days(30);
        let make = |conn: &mut Conn, scope: &Scope| {
            tenancy::new_link(conn, scope, leader.person_id, "stop-leader-digest", leader.membership_id, expires)
        };
        self.act(Secretariat, make)
    }

    /// The id of the leader's digest.
    pub fn digest(&self) -> i64 {
        self.id_of("digests", "kind = 'leader'")
    }

    /// The secret of a fresh link that opens the leader's digest.
    pub fn digest_secret(&self) -> String {
        let (leader, digest) = (self.people[&Leader].person_id, self.digest());
        let expires = self.cast.now + chrono::Duration::days(30);
        self.act(Secretariat, |conn, scope| tenancy::new_link(conn, scope, leader, tenancy::DIGEST_LINK, digest, expires))
    }

    /// The number of a fresh instruction of the leader's, about nothing in particular.
    pub fn instruction(&self) -> String {
        let new = NewInstruction { digest_id: self.digest(), about_duty_id: None, text: self.unique("请一周内报结果") };
        self.act(Leader, |conn, scope| instructions::actions::write(conn, scope, new));
        let id = self.id_of("instructions", "state = 'unfiled'");
        self.act(Leader, |conn, scope| instructions::queries::number_of(conn, scope, id))
    }

    /// The id of a fresh member's membership; a liaison who acts for nobody yet.
    pub fn membership(&self) -> String {
        self.cast.person(self.workspace, &self.unique("新人"), &[Role::Liaison], &[]).membership_id.to_string()
    }

    /// The id of the membership of a fresh liaison of a fresh department, for whom somebody stands in.
    pub fn liaison(&self) -> String {
        let department = self.department();
        self.last_department.set(department);
        let person = |f: Function| self.cast.person(self.workspace, &self.unique("新人"), &[], &[(department, f)]).membership_id;
        let (liaison, deputy) = (person(Function::Liaison), person(Function::Deputy));
        self.sql(&format!(
            "UPDATE department_people SET deputy_of_id = {liaison} WHERE workspace_id = {} AND membership_id = {deputy}",
            self.workspace
        ));
        liaison.to_string()
    }

    /// The id of a fresh workspace, neither this nor the other.
    pub fn other_workspace(&self) -> String {
        self.cast.workspace(&self.unique("w").to_lowercase(), &self.unique("另一联席会议")).to_string()
    }

    /// The id of a fresh workspace that was closed.
    pub fn closed_workspace(&self) -> String {
        let id = self.other_workspace();
        let close =
            |conn: &mut Conn| Ok(diesel::sql_query(format!("UPDATE workspaces SET state = 'closed' WHERE id = {id}")).execute(conn)?);
        self.cast.db.write(Tenant::One(id.parse().expect("an id")), close).expect("closed");
        id
    }

    /// The id of a fresh person.
    pub fn person(&self) -> String {
        self.member().person_id.to_string()
    }

    /// The id of a session of a fresh person.
    pub fn session(&self) -> String {
        let new = accounts::NewSession { person_id: self.member().person_id, address: "127.0.0.1", agent: self.mark };
        let open = |conn: &mut Conn| {
            let cookie = accounts::open_session(conn, &new, self.cast.now)?;
            Ok(accounts::session_by_cookie(conn, &cookie, self.cast.now)?.expect("the session just opened").id)
        };
        self.cast.db.write(Tenant::Installation, open).expect("a session").to_string()
    }

    /// The secret of a fresh person's link to a new password.
    pub fn reset_secret(&self) -> String {
        self.token(TokenKind::Reset, Some(self.member().person_id))
    }

    pub fn setup_secret(&self) -> String {
        self.token(TokenKind::Setup, None)
    }

    fn token(&self, kind: TokenKind, person_id: Option<i64>) -> String {
        let add = |conn: &mut Conn| accounts::add_token(conn, kind, person_id, chrono::Duration::hours(1), self.cast.now);
        self.cast.db.write(Tenant::Installation, add).expect("a token")
    }

    /// A fresh invitation: its id and its secret.
    pub fn invitation_with_secret(&self) -> (i64, String) {
        let (id, secret, mail) = (new_id(), secret::new_secret(), format!("{}@example.cn", self.unique("i").to_lowercase()));
        let (workspace, name, hash) = (self.workspace, self.text("受邀人"), secret::hash(&secret));
        let by = self.people[&Administrator].person_id;
        self.sql(&format!(
            "INSERT INTO invitations (workspace_id, id, email, email_key, name, roles, departments, secret_hash, invited_by_id, \
             created_at, expires_at) VALUES ({workspace}, {id}, '{mail}', '{mail}', '{name}', '[\"auditor\"]', '[]', '{hash}', {by}, \
             '2026-11-23 00:00:00', '2026-11-30 00:00:00')"
        ));
        (id, secret)
    }

    pub fn invitation(&self) -> i64 {
        self.invitation_with_secret().0
    }

    /// A mail that was given up.
    pub fn failed_mail(&self) -> i64 {
        let (cause, recipient) = (self.unique("cause"), self.text("收件人"));
        let address = self.people[&Secretariat].email.clone();
        let letter = outbox::Letter {
            person_id: None,
            address: &address,
            recipient: &recipient,
            cause: &cause,
            template: "duty-news",
            lang: Lang::ZhCn,
            payload: serde_json::json!({ "title": self.text("题") }),
        };
        self.act(Administrator, |conn, scope| outbox::enqueue(conn, scope, &letter));
        let error = self.text("550 no such user");
        self.sql(&format!(
            "UPDATE outbox SET state = 'failed', attempts = 3, last_error = '{error}' WHERE workspace_id = {} AND cause = '{cause}'",
            self.workspace
        ));
        self.id_of("outbox", &format!("cause = '{cause}'"))
    }

    /// The id of the row of ours that fits.
    pub fn id_of(&self, table: &str, condition: &str) -> i64 {
        #[derive(diesel::QueryableByName)]
        struct Id {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            id: i64,
        }
        let sql = format!("SELECT id FROM {table} WHERE workspace_id = {} AND {condition} ORDER BY id DESC LIMIT 1", self.workspace);
        let found: Vec<Id> =
            self.cast.db.read(Tenant::One(self.workspace), |conn| Ok(diesel::sql_query(&sql).load(conn)?)).expect("a query");
        found.first().unwrap_or_else(|| panic!("no row: {sql}")).id
    }
}

pub fn day(m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, m, d).expect("a day")
}

/// Whether this persona belongs to a workspace at all.
pub fn is_member(persona: Persona) -> bool {
    persona != Operator
}
