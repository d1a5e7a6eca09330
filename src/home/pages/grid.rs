//! Departments by duty: each number leads into the list behind it.

use std::collections::HashMap;

use chrono::Days;

use crate::{
    duties::queries::{Department, Load, SHARE_DAYS},
    platform::{
        http::ListQuery,
        i18n::{format, t},
        view::grid::{Cell, Grid, GridRow, page},
    },
    tenancy::Scope,
};

/// `only`: the departments shown, all when empty. `list`: which page of them is asked for.
pub fn grid(scope: &Scope, departments: &[Department], loads: &HashMap<i64, Load>, only: &[i64], list: &ListQuery) -> Grid {
    let lang = scope.lang();
    let wanted = |d: &&Department| only.is_empty() || only.contains(&d.id);
    let none = Load::default();
    let load = |d: &Department| loads.get(&d.id).unwrap_or(&none);
    let mut shown: Vec<&Department> = departments.iter().filter(wanted).filter(|d| !load(d).is_idle()).collect();
    // What is wrong stands first; the workspace's order decides among equals.
    shown.sort_by_key(|d| std::cmp::Reverse((load(d).red, load(d).yellow, load(d).active)));
    let idle = departments.iter().filter(wanted).filter(|d| d.is_open() && load(d).is_idle()).count();
    let sum = (only.is_empty() && shown.len() > 1).then(|| GridRow {
        short: t(lang, "home-grid-sum").into_owned(),
        name: t(lang, "home-grid-sum").into_owned(),
        cells: cells(scope, None, &Load::sum(loads.values())),
    });
    let (page, pager) = page(lang, shown.len(), list, "departments");
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
        rows: shown[page]
            .iter()
            .map(|d| GridRow { short: d.short_name.clone(), name: d.name.clone(), cells: cells(scope, Some(d), load(d)) })
            .collect(),
        sum,
        pager,
        note,
        wide: false,
    }
}

/// The numbers of one department, or of all together.
fn cells(scope: &Scope, department: Option<&Department>, load: &Load) -> Vec<Cell> {
    let (lang, base) = (scope.lang(), scope.base());
    let whose = department.map(|d| format!("&dept={}&part=lead", d.id)).unwrap_or_default();
    let cell = |n: i64, key: &str, tone: Option<&'static str>, query: String| {
        Cell::count(n, t(lang, key), tone, || format!("{base}/duties?{query}{whose}"))
    };
    let today = scope.today();
    let from = today.checked_sub_days(Days::new(SHARE_DAYS)).unwrap_or(today);
    let until = today.pred_opt().unwrap_or(today);
    let share = Cell {
        text: load.share().map_or_else(|| "·".to_owned(), |s| format!("{s}%")),
        href: load.share().map(|_| format!("{base}/duties?tab=all&from={from}&until={until}{whose}")),
        tone: None,
        head: t(lang, "home-grid-share").into_owned(),
    };
    vec![
        cell(load.waiting, "duties-tab-waiting", None, "tab=waiting".to_owned()),
        cell(load.active, "duties-tab-active", None, "tab=active".to_owned()),
        cell(load.yellow, "part-light-yellow", Some("yellow"), "tab=all&light=yellow".to_owned()),
        cell(load.red, "part-light-red", Some("red"), "tab=overdue".to_owned()),
        share,
    ]
}
