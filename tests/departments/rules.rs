//! The rules below the pages.

use lianxi::{
    departments::{self, Department, DepartmentState, NewDepartment},
    platform::{db::Tenant, error::Error},
    site::Held,
    tenancy::{Function, Role, Scope},
    timeline,
};

use crate::support::{Cast, TestDb, each_database};

struct Stage<'a> {
    t: &'a TestDb,
    cast: Cast<'a>,
    workspace: i64,
    scope: Scope,
}

impl<'a> Stage<'a> {
    fn new(t: &'a TestDb) -> Self {
        let cast = Cast::new(&t.db);
        let workspace = cast.workspace("ours", "甲");
        let scope = cast.scope(&cast.person(workspace, "周敏", &[Role::Secretariat], &[]));
        Self { t, cast, workspace, scope }
    }

    fn write<T>(
        &self,
        work: impl FnOnce(&mut lianxi::platform::db::Conn, &Scope) -> lianxi::platform::error::Result<T>,
    ) -> Result<T, Error> {
        self.t.db.write(self.scope.tenant(), |conn| work(conn, &self.scope))
    }

    fn create(&self, new: NewDepartment) -> i64 {
        self.write(|c, s| departments::create(c, s, &new)).expect("created")
    }

    fn get(&self, id: i64) -> Department {
        self.write(|c, s| departments::get(c, s, id)).expect("found")
    }

    fn resolve(&self, name: &str) -> Option<i64> {
        self.write(|c, s| departments::resolve(c, s, name)).expect("asked")
    }
}

fn wrong_fields<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<String> {
    match result {
        Err(Error::Invalid(errors)) => errors.0.into_iter().map(|e| format!("{}: {}", e.field, e.message.key)).collect(),
        other => panic!("{other:?}"),
    }
}

fn named(name: &str, short: &str, aliases: &[&str]) -> NewDepartment {
    NewDepartment { short_name: short.into(), aliases: aliases.iter().map(|a| (*a).to_owned()).collect(), ..NewDepartment::named(name) }
}

#[test]
fn one_spelling_means_one_department() {
    each_database(|t| {
        let s = Stage::new(t);
        let a = s.create(named("省质量技术监督局", "省质监局", &["质监局", "QTS"]));
        assert_eq!(s.get(a).code, "D001");
        for spelling in [" 省质量 技术监督局", "省质监局", "质监局\u{3000}", "ｑｔｓ"] {
            assert_eq!(s.resolve(spelling), Some(a), "{spelling}");
        }
        assert_eq!(s.resolve("省工商局"), None);
        let twice = s.write(|c, s| departments::create(c, s, &named("省质监局", "", &["省局", "qts"])));
        assert_eq!(wrong_fields(twice), ["name: department-name-taken", "aliases: department-name-taken"]);
        let code = s.write(|c, s| departments::create(c, s, &NewDepartment { code: "d001".into(), ..named("省工商局", "", &[]) }));
        assert_eq!(wrong_fields(code), ["code: department-code-taken"]);
        let empty = s.write(|c, s| departments::create(c, s, &NewDepartment { code: "a b".into(), ..named(" \u{3000}", "", &[]) }));
        assert_eq!(wrong_fields(empty), ["name: department-name-missing", "code: department-code-wrong"]);

        s.write(|c, s| departments::add_alias(c, s, a, "省技监局")).expect("a new alias");
        s.write(|c, s| departments::add_alias(c, s, a, "省 技监局")).expect("the same again is nothing");
        assert_eq!(s.resolve("省技监局"), Some(a));
        let b = s.create(named("省工商行政管理局", "省工商局", &[]));
        let taken = s.write(|c, s| departments::add_alias(c, s, b, "省技监局"));
        assert_eq!(wrong_fields(taken), ["aliases: department-name-taken"]);
        let known = s.write(departments::known).expect("known");
        assert_eq!(known.len(), 2);
        assert!(known[0].3.contains(&"省技监局".to_owned()) && known[0].3.contains(&"省质监局".to_owned()), "{known:?}");
    });
}

#[test]
fn a_former_name_stays_an_alias() {
    each_database(|t| {
        let s = Stage::new(t);
        let a = s.create(named("省质量技术监督局", "", &[]));
        let old = s.get(a);
        s.write(|c, s| departments::edit(c, s, a, old.version, &named("省市场监督管理局", "省市场监管局", &[]))).expect("renamed");
        assert_eq!(s.resolve("省质量技术监督局"), Some(a));
        assert_eq!(s.get(a).name, "省市场监督管理局");
        let stale = s.write(|c, s| departments::edit(c, s, a, old.version, &named("另一个名称", "", &[])));
        assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
        assert_eq!(s.resolve("另一个名称"), None, "nothing half done");
        let events = s.write(|c, s| timeline::of(c, s, timeline::Subject::new("department", a), None, 10)).expect("events");
        assert_eq!(events.iter().map(|e| e.action.as_str()).collect::<Vec<_>>(), ["edit", "create"]);
    });
}

#[test]
fn the_tree_has_no_ring_and_no_strangers() {
    each_database(|t| {
        let s = Stage::new(t);
        let a = s.create(named("甲", "", &[]));
        let b = s.create(NewDepartment { parent_id: Some(a), ..named("乙", "", &[]) });
        let under = |parent| NewDepartment { parent_id: Some(parent), ..named("甲", "", &[]) };
        for parent in [a, b] {
            let ring = s.write(|c, s| {
                let v = version(c, s, a);
                departments::edit(c, s, a, v, &under(parent))
            });
            assert_eq!(wrong_fields(ring), ["parent: department-parent-cycle"]);
        }
        let theirs = s.cast.workspace("theirs", "乙区");
        let stranger = s.cast.department(theirs, "X", "外单位");
        let foreign = s.write(|c, s| {
            let v = version(c, s, a);
            departments::edit(c, s, a, v, &under(stranger))
        });
        assert_eq!(wrong_fields(foreign), ["parent: department-parent-unknown"]);
        assert!(matches!(s.write(|c, s| departments::get(c, s, stranger)), Err(Error::NotFound)));
        let merged = s.write(|c, s| departments::merge(c, s, (a, 1), stranger, lianxi::meetings::move_department));
        assert_eq!(wrong_fields(merged), ["into: department-merge-unknown"]);
    });
}

fn version(conn: &mut lianxi::platform::db::Conn, scope: &Scope, id: i64) -> i64 {
    departments::get(conn, scope, id).expect("a department").version
}

#[test]
fn merging_moves_names_people_and_children() {
    each_database(|t| {
        let s = Stage::new(t);
        let top = s.create(named("省政府", "", &[]));
        let a = s.create(NewDepartment { parent_id: Some(top), ..named("省质监局", "", &["质监"]) });
        let b = s.create(NewDepartment { parent_id: Some(a), ..named("省市场监管局", "", &[]) });
        let child = s.create(NewDepartment { parent_id: Some(a), ..named("省纤检局", "", &[]) });
        let both = s.cast.person(s.workspace, "李强", &[Role::Liaison], &[(a, Function::Liaison), (b, Function::Liaison)]);
        s.cast.person(s.workspace, "王芳", &[Role::Liaison], &[(a, Function::Deputy)]);
        s.write(|c, s| departments::merge(c, s, (a, 1), b, lianxi::meetings::move_department)).expect("merged");
        let gone = s.get(a);
        assert_eq!((gone.state, gone.merged_into_id, gone.name.as_str()), (DepartmentState::Merged, Some(b), "省质监局"));
        assert_eq!(s.get(b).parent_id, Some(top), "the one that lives on takes the place");
        assert_eq!(s.get(child).parent_id, Some(b));
        assert_eq!((s.resolve("质监"), s.resolve("省质监局")), (Some(b), Some(b)));
        let people = s.write(|c, s| departments::people_of(c, s, b)).expect("people");
        assert_eq!(people.len(), 2, "{people:?}");
        assert_eq!(people.iter().filter(|p| p.person_id == both.person_id).count(), 1);
        assert!(s.write(|c, s| departments::people_of(c, s, a)).expect("people").is_empty());
        let again = s.write(|c, s| departments::merge(c, s, (a, gone.version), b, lianxi::meetings::move_department));
        assert!(matches!(again, Err(Error::Refused(_))), "{again:?}");
        let edit = s.write(|c, s| departments::edit(c, s, a, gone.version, &named("省质监局", "", &[])));
        assert!(matches!(edit, Err(Error::Refused(_))), "{edit:?}");
    });
}

#[test]
fn closing_asks_why_and_waits_for_those_below() {
    each_database(|t| {
        let s = Stage::new(t);
        let a = s.create(named("甲", "", &[]));
        let b = s.create(NewDepartment { parent_id: Some(a), ..named("乙", "", &[]) });
        s.cast.person(s.workspace, "王芳", &[Role::Liaison], &[(b, Function::Liaison)]);
        assert!(matches!(
            s.write(|c, s| departments::close(c, s, (a, 1), "机构撤销", |_, _, _| Ok(Held::default()))),
            Err(Error::Refused(_))
        ));
        assert_eq!(
            wrong_fields(s.write(|c, s| departments::close(c, s, (b, 1), "  ", |_, _, _| Ok(Held::default())))),
            ["reason: department-reason-missing"]
        );
        s.write(|c, s| departments::close(c, s, (b, 1), "机构撤销", |_, _, _| Ok(Held::default()))).expect("closed");
        assert!(s.write(|c, s| departments::people_of(c, s, b)).expect("people").is_empty());
        s.write(|c, s| departments::close(c, s, (a, 1), "机构撤销", |_, _, _| Ok(Held::default()))).expect("closed");
        assert!(s.write(departments::known).expect("known").is_empty());
        s.write(|c, s| departments::reopen(c, s, b, 2)).expect("open again");
        assert_eq!((s.get(b).state, s.get(b).parent_id), (DepartmentState::Open, None), "not below a closed one");
    });
}

#[test]
fn only_administrator_and_secretariat_keep_departments() {
    each_database(|t| {
        let s = Stage::new(t);
        let a = s.create(named("甲", "", &[]));
        for (role, may) in
            [(Role::Administrator, true), (Role::Secretariat, true), (Role::Liaison, false), (Role::Leader, false), (Role::Auditor, false)]
        {
            let scope = s.cast.scope(&s.cast.person(s.workspace, "某人", &[role], &[]));
            let got = t.db.write(Tenant::One(s.workspace), |c| departments::add_alias(c, &scope, a, role.as_str()));
            assert_eq!(got.is_ok(), may, "{role}: {got:?}");
        }
    });
}
