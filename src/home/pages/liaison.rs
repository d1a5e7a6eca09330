//! A liaison's home: what to do now for all their departments, then what to receive.

use super::{
    Group, View, campaigns,
    cases::{self, Urgency},
    enforcement, finding, first_is_main, how_many,
    item::Maker,
    matters, matters_alone, meetings, today,
};
use crate::{
    duties::queries::{self, COUNTED, Marks, Row, Tally, Waiting, Waits},
    home::queries::{Beside, beside},
    platform::{
        db::Conn,
        error::Result,
        i18n::{Lang, format, format_day, join, t},
        view::parts::{Empty, Head, Link, NextItem},
    },
    tenancy::Scope,
};

/// The most entries of a group at once: what is on top is done first, and the list behind has the rest.
const SHOWN: i64 = 20;

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
    let next = queries::next(conn, scope, marks, SHOWN)?;
    let ids = |why: &[Waits]| -> Vec<i64> { next.now.iter().filter(|w| why.contains(&w.why)).map(|w| w.row.id).collect() };
    let said = Said {
        returned: queries::last_words(conn, scope, "return", &ids(&[Waits::Returned, Waits::Urgent]))?,
        reminded: queries::reminded(conn, scope, &ids(&[Waits::Urgent, Waits::Report, Waits::Returned]))?,
    };
    let waiting = crate::meetings::queries::waiting(conn, scope)?;
    let held_to = crate::accountability::queries::waiting(conn, scope)?;
    let beside = beside(conn, scope, &calendar, SHOWN)?;
    let Beside { enforced, held, held_count, owed } = &*beside;
    let held_count = *held_count;
    let mut make = Maker::new(scope, &calendar, &departments);
    let mut own: Vec<String> = departments.iter().filter(|d| scope.acts_for_department(d.id)).map(|d| d.short_name.clone()).collect();
    own.sort();
    let mut head = Head::new(t(lang, "home-title-next")).under(make.line(&[&today(scope), &join(lang, &own)]));
    if own.is_empty() {
        if let Some(view) = matters_alone(conn, scope)? {
            return Ok(View { head, ..view });
        }
        let empty = Empty {
            title: t(lang, "home-no-department").into_owned(),
            text: Some(t(lang, "home-no-department-text").into_owned()),
            action: None,
        };
        return Ok(View { head, empty: Some(empty), ..View::default() });
    }
    let base = scope.base();
    head = head.action(format!("{base}/duties?dept=mine"), t(lang, "home-own-duties"), false);
    let now = next.now.iter().map(|w| Ok((urgency(scope, w), to_do(&mut make, w, &said)?))).collect::<Result<Vec<_>>>()?;
    let steps = held.iter().map(|p| (Urgency::of(scope, p.due_on), cases::item(&mut make, p, cases::By::Doer))).collect();
    let receipts = next.receipts.iter().map(|w| receipt(&mut make, w)).collect::<Result<Vec<_>>>()?;
    let tally = next.tally;
    let doing = [tally.overdue, tally.this_week, tally.soon, tally.returned, tally.report, held_count];
    let receive_note = format(
        lang,
        "home-receive-note",
        &[("n", counted(lang, &[tally.receipt]).into()), ("days", f64::from(scope.settings().accept_within_days).into())],
    );
    let mut groups = vec![
        Group {
            title: t(lang, "home-now").into_owned(),
            note: counted(lang, &doing),
            items: cases::merge(now, steps),
            more: lists(scope, held_count > 0),
        },
        Group {
            title: t(lang, "home-receive").into_owned(),
            note: receive_note,
            more: (tally.receipt > SHOWN)
                .then(|| Link::new(format!("{base}/duties?dept=mine&tab=waiting"), t(lang, "home-all-waiting")))
                .into_iter()
                .collect(),
            items: receipts,
        },
    ];
    // After what is to be done, before what is to be received.
    groups.extend(meetings::group(&mut make, &waiting));
    groups.extend(enforcement::group(&make, enforced));
    groups.extend(campaigns::due(&make, owed));
    groups[1..].reverse();
    // What somebody is held to account for cannot wait.
    groups.splice(0..0, matters::group(&mut make, &held_to));
    groups.retain(|g| !g.items.is_empty());
    first_is_main(&mut groups);
    let empty = groups.is_empty().then(|| all_done(scope));
    let finding =
        found(scope, tally, held_count, meetings::pressing(&waiting), [enforced.count(), held_to.len() as i64, owed.len() as i64]);
    Ok(View { head, finding: Some(finding), groups, empty, ..View::default() })
}

/// The lists behind what is to be done now.
fn lists(scope: &Scope, has_cases: bool) -> Vec<Link> {
    let (lang, base) = (scope.lang(), scope.base());
    let mut all = vec![Link::new(format!("{base}/duties?dept=mine&part=lead"), t(lang, "home-all-active"))];
    if has_cases {
        all.push(Link::new(format!("{base}/hand-overs?tab=mine"), t(lang, "home-all-handed")));
        all.push(Link::new(format!("{base}/cases"), t(lang, "nav-cases")));
    }
    all
}

fn urgency(scope: &Scope, waiting: &Waiting) -> Urgency {
    let due = waiting.row.due_on();
    match due {
        Some(day) if day < scope.today() => Urgency::Overdue(day),
        _ if waiting.row.is_returned() => Urgency::Returned,
        _ => Urgency::Due(due.unwrap_or(chrono::NaiveDate::MAX)),
    }
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

/// “12 项”; “112+ 项” when one of the counts is cut.
fn counted(lang: Lang, counts: &[i64]) -> String {
    how_many(lang, usize::try_from(counts.iter().sum::<i64>()).unwrap_or_default(), counts.iter().any(|n| *n >= COUNTED))
}

fn found(scope: &Scope, tally: Tally, cases: i64, meetings: i64, [enforcement, matters, reports]: [i64; 3]) -> super::Finding {
    let rest = [
        ("home-finding-this-week", tally.this_week),
        ("home-finding-soon", tally.soon),
        ("home-finding-returned", tally.returned),
        ("home-finding-report", tally.report),
        ("home-finding-receive", tally.receipt),
        ("home-finding-cases", cases),
        ("home-finding-meetings", meetings),
        ("home-finding-enforcement", enforcement),
        ("home-finding-matters", matters),
        ("home-finding-campaigns", reports),
    ];
    finding(scope.lang(), ("home-finding-overdue", tally.overdue), &rest, "home-finding-liaison-none", Some(COUNTED))
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
