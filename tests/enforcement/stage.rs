//! A workspace with two cities, an office, a liaison, a leader, an auditor and an administrator.

use lianxi::{
    enforcement::{
        Party, PartyKind, Post,
        actions::{self, Content, Outcome},
        queries,
    },
    platform::{
        db::{Conn, Db},
        error::{Error, Result},
    },
    tenancy::{Function, Role, Scope},
};

use crate::support::{Cast, cast::Member};

pub struct Stage<'a> {
    pub cast: Cast<'a>,
    pub workspace: i64,
    /// 南京市, 无锡市.
    pub cities: [i64; 2],
    /// 省质监局, which the liaison acts for.
    pub bureau: i64,
    pub zhou: Member,
    pub liaison: Member,
    pub leader: Member,
    pub auditor: Member,
    pub administrator: Member,
}

pub const CODE: &str = "91330100799655058B";
pub const OTHER_CODE: &str = "91440300708461136T";
/// The standard's own example.
pub const ID: &str = "11010519491231002X";

impl<'a> Stage<'a> {
    pub fn new(db: &'a Db) -> Self {
        let cast = Cast::new(db);
        let workspace = cast.workspace("ours", "质量工作联席会议");
        let cities = [("NJ", "南京市人民政府"), ("WX", "无锡市人民政府")].map(|(code, name)| cast.department(workspace, code, name));
        for (id, short) in cities.iter().zip(["南京市", "无锡市"]) {
            let sql = format!(
                "UPDATE departments SET kind = 'local_government', short_name = '{short}' WHERE workspace_id = {workspace} AND id = {id}"
            );
            let tenant = lianxi::platform::db::Tenant::One(workspace);
            db.write(tenant, |conn| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(sql), conn)?)).expect("a city");
        }
        let bureau = cast.department(workspace, "ZJ", "省质监局");
        let person = |name: &str, role| cast.person(workspace, name, &[role], &[]);
        let (zhou, leader) = (person("周敏", Role::Secretariat), person("李卫东", Role::Leader));
        let (auditor, administrator) = (person("钱进", Role::Auditor), person("高远", Role::Administrator));
        let liaison = cast.person(workspace, "陈静", &[Role::Liaison], &[(bureau, Function::Liaison)]);
        Self { cast, workspace, cities, bureau, zhou, liaison, leader, auditor, administrator }
    }

    pub fn office(&self) -> Scope {
        self.cast.scope(&self.zhou)
    }

    pub fn write<T>(&self, scope: &Scope, work: impl FnOnce(&mut Conn, &Scope) -> Result<T>) -> Result<T> {
        self.cast.db.write(scope.tenant(), |conn| work(conn, scope))
    }

    pub fn read<T>(&self, scope: &Scope, work: impl FnOnce(&mut Conn, &Scope) -> Result<T>) -> Result<T> {
        self.cast.db.read(scope.tenant(), |conn| work(conn, scope))
    }

    pub fn try_register(&self, content: &Content, apart: &[i64]) -> Result<Outcome> {
        self.write(&self.office(), |conn, scope| actions::register(conn, scope, content, apart))
    }

    /// Registered whatever is similar.
    pub fn register(&self, content: &Content) -> Party {
        let first = self.try_register(content, &[]).expect("read");
        let done = match first {
            Outcome::Alike(alike) => {
                let ids: Vec<i64> = alike.iter().map(|p| p.id).collect();
                self.try_register(content, &ids).expect("read")
            }
            other => other,
        };
        match done {
            Outcome::Done(party) => *party,
            other => panic!("{other:?}"),
        }
    }

    pub fn company(&self, name: &str, code: &str) -> Party {
        self.register(&company(name, code))
    }

    pub fn party(&self, id: i64) -> Party {
        self.read(&self.office(), |conn, scope| queries::one(conn, scope, id)).expect("there")
    }

    /// What its timeline says, the oldest first: verb and words.
    pub fn told(&self, id: i64) -> Vec<(String, String)> {
        let events = self.read(&self.office(), |conn, scope| queries::events(conn, scope, &[id], None, 100)).expect("events");
        events.into_iter().rev().map(|e| (e.action, e.text.unwrap_or_default())).collect()
    }
}

pub fn company(name: &str, code: &str) -> Content {
    Content {
        kind: Some(PartyKind::Enterprise),
        name: name.into(),
        credit_code: code.into(),
        people: [
            (Some(Post::LegalRepresentative), "王伟".into()),
            (Some(Post::InCharge), String::new()),
            (Some(Post::DirectlyResponsible), String::new()),
        ],
        ..Content::default()
    }
}

pub fn person(name: &str, id_number: &str) -> Content {
    Content {
        kind: Some(PartyKind::Person),
        name: name.into(),
        id_number: id_number.into(),
        address: "江苏省南京市玄武区北京东路41号".into(),
        ..Content::default()
    }
}

/// Field and key of everything wrong.
pub fn wrong<T: std::fmt::Debug>(result: Result<T>) -> Vec<(String, &'static str)> {
    match result {
        Err(Error::Invalid(errors)) => errors.0.into_iter().map(|e| (e.field, e.message.key)).collect(),
        other => panic!("nothing is wrong: {other:?}"),
    }
}
