//! A liaison's home: what to do now for all their departments, then what to receive.

use chrono::{Datelike, Days};

use super::{Group, View, finding, first_is_main, how_many, item::Maker, today};
use crate::{
    duties::queries::{self, Marks, Row, SHOWN, Waiting, Waits},
    platform::{
        db::Conn,
        error::Result,
        i18n::{format, format_day, join, t},
        view::parts::{Empty, Head, Link, NextItem},
    },
    tenancy::Scope,
};

/// What is said beside the duties.
struct Said {
    returned: Vec<(i64, String)>,
    reminded: Vec<(i64, i64)>,
}

pub fn view(conn: &mut Conn, scope: &Scope) -> Result<View> {
    let lang = scope.lang();
    let departments = queries::departments(conn, scope)?;
    let calendar = queries::calendar(conn, scope)?;
    let marks = Marks::of(scope, &calendar);
    let waiting = queries::next(conn, scope, marks)?;
    let ids = |why: &[Waits]| -> Vec<i64> { waiting.iter().filter(|w| why.contains(&w.why)).map(|w| w.row.id).collect() };
    let said = Said {
        returned: queries::last_words(conn, scope, "return", &ids(&[Waits::Returned, Waits::Urgent]))?,
        reminded: queries::reminded(conn, scope, &ids(&[Waits::Urgent, Waits::Report, Waits::Returned]))?,
    };
    let mut make = Maker::new(scope, &calendar, &departments);
    let mut own: Vec<String> = departments.iter().filter(|d| scope.acts_for_department(d.id)).map(|d| d.short_name.clone()).collect();
    own.sort();
    let mut head = Head::new(t(lang, "home-title-next")).under(make.line(&[&today(scope), &join(lang, &own)]));
    if own.is_empty() {
        let empty = Empty {
            title: t(lang, "home-no-department").into_owned(),
            text: Some(t(lang, "home-no-department-text").into_owned()),
            action: None,
        };
        return Ok(View { head, empty: Some(empty), ..View::default() });
    }
    let base = scope.base();
    head = head.action(format!("{base}/duties?dept=mine"), t(lang, "home-own-duties"), false);
    let mut now = Vec::new();
    let mut receipts = Vec::new();
    for w in &waiting {
        match w.why {
            Waits::Receipt => receipts.push(receipt(&mut make, w)?),
            _ => now.push(to_do(&mut make, w, &said)?),
        }
    }
    let cut = |why: Waits| waiting.iter().filter(|w| w.why == why).count() as i64 >= SHOWN;
    let receive_note = format(
        lang,
        "home-receive-note",
        &[
            ("n", how_many(lang, receipts.len(), cut(Waits::Receipt)).into()),
            ("days", f64::from(scope.settings().accept_within_days).into()),
        ],
    );
    let mut groups = vec![
        Group {
            title: t(lang, "home-now").into_owned(),
            note: how_many(lang, now.len(), cut(Waits::Urgent)),
            items: now,
            more: Some(Link::new(format!("{base}/duties?dept=mine&part=lead"), t(lang, "home-all-active"))),
        },
        Group { title: t(lang, "home-receive").into_owned(), note: receive_note, items: receipts, more: None },
    ];
    groups.retain(|g| !g.items.is_empty());
    first_is_main(&mut groups);
    let empty = groups.is_empty().then(|| all_done(scope));
    Ok(View { head, finding: Some(found(scope, &waiting, marks)), groups, empty, ..View::default() })
}

fn all_done(scope: &Scope) -> Empty {
    let lang = scope.lang();
    let action = Link::new(format!("{}/duties?dept=mine&tab=all", scope.base()), t(lang, "home-own-duties"));
    Empty {
        title: t(lang, "home-liaison-empty").into_owned(),
        text: Some(t(lang, "home-liaison-empty-text").into_owned()),
        action: Some(action),
    }
}

fn found(scope: &Scope, waiting: &[Waiting], marks: Marks) -> super::Finding {
    let is_late = |w: &Waiting| w.row.due_on().is_some_and(|d| d < marks.today);
    let to_sunday = u64::from(6 - marks.today.weekday().num_days_from_monday());
    let sunday = marks.today.checked_add_days(Days::new(to_sunday)).unwrap_or(marks.today);
    let count = |which: &dyn Fn(&Waiting) -> bool| waiting.iter().filter(|w| which(w)).count() as i64;
    let urgent = |w: &Waiting| w.why == Waits::Urgent;
    let this_week = |w: &Waiting| urgent(w) && !is_late(w) && w.row.due_on().is_some_and(|d| d <= sunday);
    let rest = [
        ("home-finding-this-week", count(&this_week)),
        ("home-finding-soon", count(&|w| urgent(w) && !is_late(w) && !this_week(w))),
        ("home-finding-returned", count(&|w| w.why != Waits::Receipt && w.row.is_returned())),
        ("home-finding-report", count(&|w| w.why == Waits::Report)),
        ("home-finding-receive", count(&|w| w.why == Waits::Receipt)),
    ];
    finding(scope.lang(), ("home-finding-overdue", count(&|w| urgent(w) && is_late(w))), &rest, "home-finding-liaison-none")
}

fn to_do(make: &mut Maker<'_>, waiting: &Waiting, said: &Said) -> Result<NextItem> {
    let (row, lang) = (&waiting.row, make.scope.lang());
    let returned = row.is_returned().then(|| said.returned.iter().find(|(id, _)| *id == row.id)).flatten();
    let mut why = vec![facts(make, row, waiting.department_id, "duties-part-lead")];
    if let Some((_, times)) = said.reminded.iter().find(|(id, _)| *id == row.id) {
        why[0] = make.line(&[&why[0], &format(lang, "home-reminded", &[("n", (*times as f64).into())])]);
    }
    if let Some((_, text)) = returned {
        why.push(format(lang, "home-office-said", &[("text", shortened(text).into())]));
    }
    if let Some(day) = row.next_report_on.filter(|d| *d <= make.scope.today()) {
        why.push(format(lang, "home-report-due", &[("day", format_day(lang, day).into())]));
    }
    let late = row.due_on().is_some_and(|d| d < make.scope.today());
    match (late, row.is_returned(), waiting.why) {
        (true, true, _) => make.item(row, why, Some(("submit", "home-act-submit-again"))),
        (true, false, _) => make.item(row, why, Some(("report", "home-act-report"))),
        (false, true, _) => {
            let light = make.light("yellow", "home-light-returned");
            make.item_as(row, light, why, Some(("submit", "home-act-submit-again")))
        }
        (false, false, Waits::Report) => {
            let light = make.light("yellow", "home-light-report");
            make.item_as(row, light, why, Some(("report", "home-act-fill-in")))
        }
        _ => make.item(row, why, Some(("report", "home-act-report"))),
    }
}

fn receipt(make: &mut Maker<'_>, waiting: &Waiting) -> Result<NextItem> {
    let (row, lang) = (&waiting.row, make.scope.lang());
    let leads = row.lead_id.is_some() && row.lead_id == waiting.department_id;
    let mut why = facts(make, row, waiting.department_id, if leads { "duties-part-lead" } else { "duties-part-support" });
    if !leads {
        why = make.line(&[&why, &format(lang, "home-supports", &[("lead", make.lead(row).into())])]);
    }
    if let Some(at) = row.assigned_at {
        why = make.line(&[&why, &format(lang, "home-arrived", &[("when", make.words.ago(at).into())])]);
    }
    let light = make.light("blue", if leads { "home-light-new" } else { "home-light-new-support" });
    let mut item = make.item_as(row, light, vec![why], Some(("accept", "home-act-receive")))?;
    if let Some(action) = &mut item.action {
        action.post = true;
    }
    Ok(item)
}

/// “2026-0117 · 第22条 · 省工商局牵头”
fn facts(make: &Maker<'_>, row: &Row, department: Option<i64>, part: &str) -> String {
    let whose = department.map(|id| {
        format(
            make.scope.lang(),
            "home-part-of",
            &[("department", make.short(id).into()), ("part", t(make.scope.lang(), part).into_owned().into())],
        )
    });
    make.line(&[&row.number, &row.origin_label, whose.as_deref().unwrap_or_default()])
}

/// As much of a remark as a line holds.
pub fn shortened(text: &str) -> String {
    const MAX: usize = 80;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= MAX { flat } else { flat.chars().take(MAX).chain(['…']).collect() }
}
