//! The first day: what to do first, where nothing has been done yet.

use super::{Group, item::Maker};
use crate::{
    digests::{self, Kind},
    platform::{
        db::Conn,
        error::{Error, Result},
        i18n::{format, format_instant, t},
        view::parts::{LightView, Link, NextItem},
    },
    tenancy::{Role, Scope},
};

/// Steps in order: the end of their keys and where.
fn steps(scope: &Scope, steps: &[(&str, &str)]) -> Group {
    let items = steps.iter().enumerate().map(|(at, (key, path))| step(scope, key, path, at + 1)).collect();
    Group { title: t(scope.lang(), "home-first").into_owned(), note: String::new(), items, more: Vec::new() }
}

fn step(scope: &Scope, key: &str, path: &str, nth: usize) -> NextItem {
    let lang = scope.lang();
    let word = format(lang, "home-first-step", &[("n", (nth as f64).into())]);
    NextItem {
        light: LightView { tone: "blue", word: Some(word) },
        title: t(lang, &format!("home-first-{key}")).into_owned(),
        why: vec![t(lang, &format!("home-first-{key}-text")).into_owned()],
        deadline: None,
        action: None,
        href: format!("{}{path}", scope.base()),
    }
}

/// Of the secretariat; what only an administrator does it is told to ask for, unless it is one as well.
pub fn office(scope: &Scope) -> Group {
    let (people, workdays) = if scope.has(Role::Administrator) { ("people", "workdays") } else { ("people-asked", "workdays-asked") };
    let all =
        [("departments", "/departments"), (people, "/people"), ("policy", "/policies"), (workdays, "/calendar"), ("ladder", "/ladder")];
    steps(scope, &all)
}

/// Of an administrator.
pub fn administrator(scope: &Scope) -> Group {
    steps(scope, &[("departments", "/departments"), ("people", "/people"), ("workdays", "/calendar")])
}

/// Of a leader: what comes by mail, when, and how that is changed. Nothing for an auditor, who gets no digest.
pub fn leader(conn: &mut Conn, make: &Maker<'_>) -> Result<Option<Group>> {
    let (scope, lang) = (make.scope, make.scope.lang());
    let Some(id) = scope.membership_id() else { return Ok(None) };
    let member = match digests::actions::member(conn, scope, Kind::Leader, id) {
        Ok(member) => member,
        Err(Error::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let next = member.subscription.next(make.calendar, scope.zone(), scope.now());
    let when = match next {
        Some(at) => format(lang, "home-first-digest-when", &[("when", format_instant(lang, at, scope.zone()).into())]),
        None => t(lang, "home-first-digest-never").into_owned(),
    };
    let item = NextItem {
        light: LightView { tone: "blue", word: None },
        title: t(lang, "home-first-digest").into_owned(),
        why: vec![t(lang, "home-first-digest-text").into_owned(), when],
        deadline: None,
        action: None,
        href: format!("{}/digests", scope.base()),
    };
    let more = vec![Link::new(format!("{}/digests/settings/leader/{id}", scope.base()), t(lang, "home-first-digest-change"))];
    Ok(Some(Group { title: t(lang, "home-first-leader").into_owned(), note: String::new(), items: vec![item], more }))
}
