//! Departments by duty: each number leads into the list behind it.

use std::collections::HashMap;

use chrono::Days;
use serde::Serialize;

use crate::{
    duties::queries::{Department, Load, SHARE_DAYS},
    platform::i18n::{format, t},
    tenancy::Scope,
};

#[derive(Debug, Serialize)]
pub struct Grid {
    pub title: String,
    pub heads: Vec<String>,
    pub rows: Vec<GridRow>,
    pub note: String,
}

#[derive(Debug, Serialize)]
pub struct GridRow {
    pub short: String,
    pub name: String,
    pub cells: Vec<Cell>,
}

/// A number with the list behind it; without an address there is nothing to see.
#[derive(Debug, Serialize)]
pub struct Cell {
    pub text: String,
    pub href: Option<String>,
    pub tone: Option<&'static str>,
    /// What the number counts, read aloud.
    pub label: String,
}

/// `only`: the departments shown, all when empty.
pub fn grid(scope: &Scope, departments: &[Department], loads: &HashMap<i64, Load>, only: &[i64]) -> Grid {
    let lang = scope.lang();
    let wanted = |d: &&Department| only.is_empty() || only.contains(&d.id);
    let none = Load::default();
    let load = |d: &Department| loads.get(&d.id).unwrap_or(&none);
    let mut shown: Vec<&Department> = departments.iter().filter(wanted).filter(|d| !load(d).is_idle()).collect();
    // What is wrong stands first; the workspace's order decides among equals.
    shown.sort_by_key(|d| std::cmp::Reverse((load(d).red, load(d).yellow, load(d).active)));
    let idle = departments.iter().filter(wanted).filter(|d| d.is_open() && load(d).is_idle()).count();
    let mut note = format(lang, "home-grid-note", &[("days", (SHARE_DAYS as f64).into())]);
    if idle > 0 {
        note += &format(lang, "home-grid-idle", &[("n", (idle as f64).into())]);
    }
    Grid {
        title: t(lang, "home-grid").into_owned(),
        heads: [
            "home-grid-department",
            "duties-tab-waiting",
            "duties-tab-active",
            "part-light-yellow",
            "part-light-red",
            "home-grid-share",
        ]
        .map(|key| t(lang, key).into_owned())
        .into(),
        rows: shown
            .iter()
            .map(|d| GridRow { short: d.short_name.clone(), name: d.name.clone(), cells: cells(scope, d, load(d)) })
            .collect(),
        note,
    }
}

fn cells(scope: &Scope, department: &Department, load: &Load) -> Vec<Cell> {
    let (lang, base, id) = (scope.lang(), scope.base(), department.id);
    let cell = |n: i64, key: &str, tone: Option<&'static str>, query: String| Cell {
        text: if n > 0 { n.to_string() } else { "·".to_owned() },
        href: (n > 0).then(|| format!("{base}/duties?{query}&dept={id}&part=lead")),
        tone: tone.filter(|_| n > 0),
        label: format!("{} {}", department.short_name, t(lang, key)),
    };
    let today = scope.today();
    let from = today.checked_sub_days(Days::new(SHARE_DAYS)).unwrap_or(today);
    let until = today.pred_opt().unwrap_or(today);
    let share = Cell {
        text: load.share().map_or_else(|| "·".to_owned(), |s| format!("{s}%")),
        href: load.share().map(|_| format!("{base}/duties?tab=all&from={from}&until={until}&dept={id}&part=lead")),
        tone: None,
        label: format!("{} {}", department.short_name, t(lang, "home-grid-share")),
    };
    vec![
        cell(load.waiting, "duties-tab-waiting", None, "tab=waiting".to_owned()),
        cell(load.active, "duties-tab-active", None, "tab=active".to_owned()),
        cell(load.yellow, "part-light-yellow", Some("yellow"), "tab=all&light=yellow".to_owned()),
        cell(load.red, "part-light-red", Some("red"), "tab=overdue".to_owned()),
        share,
    ]
}
