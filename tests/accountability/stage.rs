//! A workspace with a city that can be held to account, people who look into it, and colleagues who are to learn nothing.

use diesel::prelude::*;
use lianxi::{
    platform::{
        db::{Conn, Tenant},
        error::Result,
    },
    schema::outbox,
    tenancy::{Function, Role, Scope},
};

use crate::{
    meetings::stage::Stage as Meetings,
    support::{TestApp, app::Browser, cast::Member},
};

pub struct Stage<'a> {
    /// Office 周敏 and 孙波; leader 李卫东; liaisons 陈静, 王磊, 赵强 of three departments; 吴桐 of a fourth.
    pub s: Meetings<'a>,
    pub app: &'a TestApp,
    /// 南京市人民政府.
    pub city: i64,
    /// Its liaison, and the mayor.
    pub he: Member,
    pub mayor: Member,
    /// Of the same department as 陈静.
    pub colleague: Member,
    pub auditor: Member,
    pub administrator: Member,
    /// A leader with no part in anything.
    pub aloof: Member,
}

impl<'a> Stage<'a> {
    pub fn new(app: &'a TestApp) -> Self {
        let s = Meetings::new(app.db());
        let city = s.cast.department(s.workspace, "NJ", "南京市人民政府");
        let sql = format!(
            "UPDATE departments SET kind = 'local_government', short_name = '南京市' WHERE workspace_id = {} AND id = {city}",
            s.workspace
        );
        app.db().write(Tenant::One(s.workspace), |conn| Ok(diesel::sql_query(sql).execute(conn)?)).expect("a city");
        let person = |name: &str, role, functions: &[(i64, Function)]| s.cast.person(s.workspace, name, &[role], functions);
        Self {
            he: person("何平", Role::Liaison, &[(city, Function::Liaison)]),
            mayor: person("马市长", Role::Leader, &[(city, Function::Leader)]),
            colleague: person("许同事", Role::Liaison, &[(s.departments[0], Function::Liaison)]),
            auditor: person("钱进", Role::Auditor, &[]),
            administrator: person("高远", Role::Administrator, &[]),
            aloof: person("局外领导", Role::Leader, &[]),
            city,
            s,
            app,
        }
    }

    pub fn browser(&self, member: &Member) -> Browser {
        self.app.browser(member)
    }

    pub fn act<T>(&self, scope: &Scope, work: impl FnOnce(&mut Conn, &Scope) -> Result<T>) -> T {
        self.s.write(scope, work).expect("done")
    }

    /// Recipients of the notices whose cause begins so, by name.
    pub fn told(&self, cause: &str) -> Vec<String> {
        let load = |conn: &mut Conn| {
            let own = outbox::table.filter(outbox::workspace_id.eq(self.s.workspace)).filter(outbox::template.eq("notice"));
            let own = own.filter(outbox::cause.like(format!("{cause}%")));
            Ok(own.order(outbox::recipient).select(outbox::recipient).load::<String>(conn)?)
        };
        self.app.db().read(Tenant::One(self.s.workspace), load).expect("mails")
    }

    /// Everything a member can look at where a trace might be holds none of these words, and the matters themselves do not exist.
    pub fn learns_nothing(&self, who: &Member, numbers: &[&str], words: &[&str]) {
        let browser = self.browser(who);
        for path in ["/w/ours/matters", "/w/ours/matters.xlsx", "/w/ours/matters/board", "/w/ours/matters/board.xlsx"] {
            assert!([404, 403].contains(&browser.get(path).status.as_u16()), "{}: {path}", who.name);
        }
        for number in numbers {
            for tail in ["", "/file.docx", "/files", "/investigation", "/reply", "/accept", "/decide", "/people"] {
                let answer = browser.get(&format!("/w/ours/matters/{number}{tail}"));
                assert_eq!(answer.status, 404, "{}: {number}{tail}", who.name);
            }
        }
        let mut paths: Vec<String> = ["", "/duties?tab=all", "/duties?tab=all&q=整改", "/departments", "/meetings", "/digests", "/outbox"]
            .map(|p| format!("/w/ours{p}"))
            .into();
        paths.push(format!("/w/ours/departments/{}", self.city));
        paths.extend(words.iter().chain(numbers).map(|w| format!("/w/ours/search?q={w}")));
        for path in paths {
            let answer = browser.get(&path);
            if answer.status != 200 {
                continue;
            }
            // What was typed stands in the search's own box.
            let page = answer.text().replace("value=", "");
            for word in words {
                let said = path.contains(&format!("q={word}"));
                assert!(said || !page.contains(word), "{}: {path} holds {word}", who.name);
            }
            assert!(!page.contains("/w/ours/matters"), "{}: {path} leads to matters", who.name);
        }
    }
}
