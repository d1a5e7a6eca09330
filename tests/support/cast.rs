//! The cast of the tests: an owner, a colleague with less, a stranger of another workspace who must see nothing.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use lianxi::{
    accounts::{self, Email},
    platform::{
        db::{Db, Tenant},
        id::new_id,
    },
    schema::{department_aliases, department_people, departments, membership_roles, memberships, workspaces},
    tenancy::{Function, Role, Scope, Settings, member_scope_all_workspaces, system_scope},
};

/// 2026-11-23, a Monday, 09:00 in Shanghai, as UTC.
pub fn start() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 23).and_then(|d| d.and_hms_opt(1, 0, 0)).expect("a date")
}

/// Makes workspaces, departments and people directly in the database.
pub struct Cast<'a> {
    pub db: &'a Db,
    pub now: NaiveDateTime,
}

/// A member made by [`Cast::person`].
#[derive(Clone, Debug)]
pub struct Member {
    pub person_id: i64,
    pub membership_id: i64,
    pub name: String,
    pub email: String,
    slug: String,
}

impl<'a> Cast<'a> {
    pub fn new(db: &'a Db) -> Self {
        Self { db, now: start() }
    }

    /// An open workspace in Chinese, Shanghai time, default settings.
    pub fn workspace(&self, slug: &str, name: &str) -> i64 {
        let id = new_id();
        self.db
            .write(Tenant::One(id), |conn| {
                diesel::insert_into(workspaces::table)
                    .values((
                        workspaces::id.eq(id),
                        workspaces::slug.eq(slug),
                        workspaces::name.eq(name),
                        workspaces::language.eq("zh-CN"),
                        workspaces::time_zone.eq("Asia/Shanghai"),
                        workspaces::settings.eq(serde_json::to_string(&Settings::default())?),
                        workspaces::state.eq("active"),
                        workspaces::created_at.eq(self.now),
                        workspaces::version.eq(1),
                    ))
                    .execute(conn)?;
                Ok(())
            })
            .expect("a workspace");
        id
    }

    /// Moves a workspace to another time zone.
    pub fn set_zone(&self, workspace_id: i64, zone: &str) {
        let of = workspaces::table.filter(workspaces::id.eq(workspace_id));
        let set = |conn: &mut lianxi::platform::db::Conn| Ok(diesel::update(of).set(workspaces::time_zone.eq(zone)).execute(conn)?);
        self.db.write(Tenant::One(workspace_id), set).expect("moved");
    }

    pub fn department(&self, workspace_id: i64, code: &str, name: &str) -> i64 {
        let id = new_id();
        self.db
            .write(Tenant::One(workspace_id), |conn| {
                diesel::insert_into(departments::table)
                    .values((
                        departments::workspace_id.eq(workspace_id),
                        departments::id.eq(id),
                        departments::code.eq(code),
                        departments::name.eq(name),
                        departments::short_name.eq(name),
                        departments::kind.eq("department"),
                        departments::state.eq("open"),
                        departments::position.eq(0),
                        departments::created_at.eq(self.now),
                        departments::version.eq(1),
                    ))
                    .execute(conn)?;
                diesel::insert_into(department_aliases::table)
                    .values((
                        department_aliases::workspace_id.eq(workspace_id),
                        department_aliases::alias_key.eq(name),
                        department_aliases::alias.eq(name),
                        department_aliases::department_id.eq(id),
                        department_aliases::kind.eq("name"),
                    ))
                    .execute(conn)?;
                Ok(())
            })
            .expect("a department");
        id
    }

    /// A person with an account (password `PASSWORD`) and these roles; `functions`: what they are for departments.
    pub fn person(&self, workspace_id: i64, name: &str, roles: &[Role], functions: &[(i64, Function)]) -> Member {
        let email = format!("p{}@example.cn", new_id());
        let person_id = self
            .db
            .write(Tenant::Installation, |conn| {
                accounts::add_person(conn, &Email::parse(&email)?, name, Some(&PASSWORD_HASH), false, self.now)
            })
            .expect("a person");
        self.member(workspace_id, person_id, name, &email, roles, functions)
    }

    /// Who runs the installation: an account, a member of no workspace.
    pub fn operator(&self, name: &str) -> Member {
        let email = format!("p{}@example.cn", new_id());
        let add = |conn: &mut _| accounts::add_person(conn, &Email::parse(&email)?, name, Some(&PASSWORD_HASH), true, self.now);
        let person_id = self.db.write(Tenant::Installation, add).expect("a person");
        Member { person_id, membership_id: 0, name: name.to_owned(), email, slug: String::new() }
    }

    /// Makes an existing person a member of another workspace.
    pub fn member(
        &self,
        workspace_id: i64,
        person_id: i64,
        name: &str,
        email: &str,
        roles: &[Role],
        functions: &[(i64, Function)],
    ) -> Member {
        let membership_id = new_id();
        let slug = self
            .db
            .write(Tenant::One(workspace_id), |conn| {
                diesel::insert_into(memberships::table)
                    .values((
                        memberships::workspace_id.eq(workspace_id),
                        memberships::id.eq(membership_id),
                        memberships::person_id.eq(person_id),
                        memberships::state.eq("active"),
                        memberships::joined_at.eq(self.now),
                        memberships::version.eq(1),
                    ))
                    .execute(conn)?;
                for role in roles {
                    diesel::insert_into(membership_roles::table)
                        .values((
                            membership_roles::workspace_id.eq(workspace_id),
                            membership_roles::membership_id.eq(membership_id),
                            membership_roles::role.eq(role.as_str()),
                        ))
                        .execute(conn)?;
                }
                for (department_id, function) in functions {
                    diesel::insert_into(department_people::table)
                        .values((
                            department_people::workspace_id.eq(workspace_id),
                            department_people::department_id.eq(department_id),
                            department_people::membership_id.eq(membership_id),
                            department_people::function.eq(function.as_str()),
                            department_people::since.eq(self.now),
                        ))
                        .execute(conn)?;
                }
                Ok(system_scope(conn, workspace_id, self.now)?.slug().to_owned())
            })
            .expect("a membership");
        Member { person_id, membership_id, name: name.to_owned(), email: email.to_owned(), slug }
    }

    /// The scope this member has at `self.now`.
    pub fn scope(&self, member: &Member) -> Scope {
        self.db
            .read(Tenant::All, |conn| member_scope_all_workspaces(conn, &member.slug, member.person_id, &member.name, None, self.now))
            .expect("a scope")
    }

    /// The scope this member has at the same hour of another day.
    pub fn scope_on(&self, member: &Member, day: chrono::NaiveDate) -> Scope {
        let now = day.and_time(self.now.time());
        self.db
            .read(Tenant::All, |conn| member_scope_all_workspaces(conn, &member.slug, member.person_id, &member.name, None, now))
            .expect("a scope")
    }

    /// The scope a job has at the same hour of another day.
    pub fn system_on(&self, workspace_id: i64, day: chrono::NaiveDate) -> Scope {
        let now = day.and_time(self.now.time());
        self.db.read(Tenant::One(workspace_id), |conn| system_scope(conn, workspace_id, now)).expect("a scope")
    }

    /// Cause without its ids, and who each mail of a workspace goes to, in the order they were written.
    pub fn mails(&self, workspace_id: i64) -> Vec<(String, String)> {
        use diesel::prelude::*;
        use lianxi::schema::outbox;
        let rows: Vec<(String, String)> = self
            .db
            .read(Tenant::One(workspace_id), |conn| {
                let own = outbox::table.filter(outbox::workspace_id.eq(workspace_id)).order(outbox::id);
                Ok(own.select((outbox::cause, outbox::recipient)).load(conn)?)
            })
            .expect("mails");
        rows.into_iter().map(|(cause, to)| (cause.split(':').next().unwrap_or_default().to_owned(), to)).collect()
    }

    /// The scope a job has in a workspace.
    pub fn system(&self, workspace_id: i64) -> Scope {
        self.db.read(Tenant::One(workspace_id), |conn| system_scope(conn, workspace_id, self.now)).expect("a scope")
    }
}

/// What every person of the cast logs in with.
pub const PASSWORD: &str = "four plain words here";

/// Hashed once: argon2 is slow on purpose.
pub static PASSWORD_HASH: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| accounts::password::hash(PASSWORD).expect("hashes"));
