//! What pages say of restrictions: how they stand, on whom they fall, until when and why until then.

use serde::Serialize;

use super::path;
use crate::{
    enforcement::restriction::{FOREVER, Restriction, Standing, State, Term},
    platform::i18n::{format, format_day, join, t},
    platform::view::parts::{DepartmentView, LightView, Link},
    tenancy::{Scope, departments::Department},
};

/// How it stands today, with its word.
pub fn light(scope: &Scope, one: &Restriction) -> LightView {
    let standing = one.standing(scope.today());
    let tone = match standing {
        Standing::InForce => "red",
        Standing::Coming => "yellow",
        _ => "grey",
    };
    LightView { tone, word: Some(t(scope.lang(), &standing.key()).into_owned()) }
}

/// The last day it holds, or what has to happen first.
pub fn until(scope: &Scope, one: &Restriction) -> String {
    let lang = scope.lang();
    match one.term {
        _ if one.state == State::Quashed => t(lang, "restriction-never").into_owned(),
        _ if one.last_on < FOREVER => format_day(lang, one.last_on),
        Term::Inspection => t(lang, "restriction-until-inspection").into_owned(),
        _ => t(lang, "restriction-until-lifted").into_owned(),
    }
}

/// Why until then.
pub fn rule(scope: &Scope, one: &Restriction) -> String {
    let lang = scope.lang();
    match one.term {
        Term::YearEnd => format(lang, "restriction-rule-year-end", &[("year", one.found_on.format("%Y").to_string().into())]),
        Term::Months(n) => {
            let args = [("n", f64::from(n).into()), ("from", format_day(lang, one.from_on).into())];
            format(lang, "restriction-rule-months", &args)
        }
        Term::Day(_) => t(lang, "restriction-rule-day").into_owned(),
        Term::Inspection => t(lang, "restriction-rule-inspection").into_owned(),
        Term::Unlimited => t(lang, "restriction-rule-unlimited").into_owned(),
    }
}

/// The people it falls on, each with what they answer for.
pub fn people(scope: &Scope, one: &Restriction) -> Option<String> {
    let lang = scope.lang();
    let all: Vec<String> = one
        .people
        .iter()
        .map(|p| {
            format(lang, "restriction-carrier", &[("name", p.name.as_str().into()), ("post", t(lang, &p.post.key()).into_owned().into())])
        })
        .collect();
    (!all.is_empty()).then(|| join(lang, &all))
}

/// On whom it falls: the party, its people, or both.
pub fn falls_on(scope: &Scope, one: &Restriction, party: &str) -> String {
    let lang = scope.lang();
    match (one.on_party, people(scope, one)) {
        (true, None) => party.to_owned(),
        (true, Some(people)) => join(lang, &[party.to_owned(), people]),
        (false, people) => format(lang, "restriction-only-people", &[("people", people.unwrap_or_default().into())]),
    }
}

/// A line about one on another object's page.
#[derive(Serialize)]
pub struct RestrictionView {
    pub light: LightView,
    pub link: Link,
    pub kind: String,
    pub people: Option<String>,
    pub basis: String,
    pub department: Option<DepartmentView>,
    pub from: String,
    pub until: String,
    pub rule: String,
}

/// `departments`: those known.
pub fn line(scope: &Scope, one: &Restriction, departments: &[Department]) -> RestrictionView {
    let lang = scope.lang();
    let department = departments.iter().find(|d| d.id == one.department_id);
    let only = people(scope, one).map(|people| match one.on_party {
        true => format(lang, "restriction-and-people", &[("people", people.into())]),
        false => format(lang, "restriction-only-people", &[("people", people.into())]),
    });
    RestrictionView {
        light: light(scope, one),
        link: Link::new(path(scope, &one.number), one.number.clone()),
        kind: t(lang, &one.kind.key()).into_owned(),
        people: only,
        basis: one.basis.clone(),
        department: department.map(|d| DepartmentView { short: d.short_name.clone(), name: d.name.clone() }),
        from: format_day(lang, one.from_on),
        until: until(scope, one),
        rule: rule(scope, one),
    }
}
