//! The secretariat's home: what waits on the office, whom to press, and every department at a glance.

use super::{Group, View, finding, first_is_main, grid::grid, how_many, item::Maker, liaison::shortened, today};
use crate::{
    duties::queries::{self, Asked, Asking, Filter, Load, Marks, Order, Row, SHOWN, Tab, Waiting, Waits},
    instructions::{self, Instruction},
    platform::{
        clock::local,
        db::Conn,
        error::Result,
        i18n::{format, format_day, t},
        view::parts::{DeadlineView, Empty, Head, Link, NextAction, NextItem, Notice},
    },
    policy,
    tenancy::Scope,
};

/// Characters of an instruction that stand for it.
const TITLE: usize = 60;

/// Entries of those to be pressed; the list has the rest.
pub const PRESSED: i64 = 8;

pub fn view(conn: &mut Conn, scope: &Scope) -> Result<View> {
    let (lang, base) = (scope.lang(), scope.base());
    let departments = queries::departments(conn, scope)?;
    let calendar = queries::calendar(conn, scope)?;
    let marks = Marks::of(scope, &calendar);
    let waiting = queries::office(conn, scope, marks)?;
    let asking = queries::asking(conn, scope)?;
    let instructed = instructions::queries::waiting(conn, scope, SHOWN)?;
    let (late, silent) = (overdue(conn, scope, marks, &Filter::default())?, quiet(conn, scope, marks, &Filter::default())?);
    let loads = queries::overview(conn, scope, marks)?;
    let gaps = policy::queries::gaps(conn, scope)?;
    let mut make = Maker::new(scope, &calendar, &departments);
    let refused: Vec<i64> = waiting.iter().filter(|w| w.why == Waits::Refused).map(|w| w.row.id).collect();
    let reasons = queries::last_words(conn, scope, "refuse", &refused)?;
    let mut groups = vec![office(&mut make, &waiting, &asking, &instructed, &reasons)?];
    let reminded = queries::reminded(conn, scope, &late.0.iter().chain(&silent.0).map(|r| r.id).collect::<Vec<_>>())?;
    groups.push(group(&mut make, "home-late", &late, &reminded, Some("remind"), format!("{base}/duties?tab=overdue"))?);
    groups.push(group(&mut make, "home-silent", &silent, &reminded, Some("remind"), format!("{base}/duties?silent=1"))?);
    groups.retain(|g| !g.items.is_empty());
    first_is_main(&mut groups);
    let all = Load::sum(loads.values());
    let of = |why: Waits| waiting.iter().filter(|w| w.why == why).count() as i64;
    let rest = [
        ("home-finding-instructed", instructed.len() as i64),
        ("home-finding-verify", of(Waits::Verify)),
        ("home-finding-refused", of(Waits::Refused)),
        ("home-finding-asking", asking.len() as i64),
        ("home-finding-draft", of(Waits::Draft)),
        ("home-finding-silent", silent.0.len() as i64),
    ];
    let none = departments.is_empty() || (loads.is_empty() && groups.is_empty());
    let head = Head::new(t(lang, "home-title-office"))
        .under(today(scope))
        .action(format!("{base}/digests"), t(lang, "home-digests"), false)
        .action(format!("{base}/duties/new"), t(lang, "duties-new"), groups.is_empty());
    Ok(View {
        head,
        finding: (!none).then(|| finding(lang, ("home-finding-overdue", all.red), &rest, "home-finding-office-none", None)),
        empty: groups.is_empty().then(|| empty(scope, none)),
        notices: coverage(scope, gaps),
        groups,
        grid: (!loads.is_empty()).then(|| grid(scope, &departments, &loads, &[])),
        ..View::default()
    })
}

/// What policies still lack, in one line.
fn coverage(scope: &Scope, gaps: policy::queries::Gaps) -> Vec<Notice> {
    let lang = scope.lang();
    let counts = [
        ("home-gap-documents", gaps.documents_in_review),
        ("home-gap-unreviewed", gaps.clauses_unreviewed),
        ("home-gap-unexplained", gaps.clauses_unexplained),
        ("home-gap-department", gaps.duties_without_department),
        ("home-gap-date", gaps.duties_without_date),
    ];
    let said: Vec<String> = counts.iter().filter(|(_, n)| *n > 0).map(|(key, n)| format(lang, key, &[("n", (*n as f64).into())])).collect();
    if said.is_empty() {
        return Vec::new();
    }
    let text = format!("{}{}", said.join(&t(lang, "home-finding-comma")), t(lang, "home-finding-stop"));
    let link = Some(Link::new(format!("{}/policies", scope.base()), t(lang, "home-gap-link")));
    vec![Notice { tone: "grey", title: Some(t(lang, "home-gap").into_owned()), text, link }]
}

fn empty(scope: &Scope, unused: bool) -> Empty {
    let lang = scope.lang();
    if unused {
        let action = Link::new(format!("{}/policies", scope.base()), t(lang, "duties-empty-read"));
        return Empty {
            title: t(lang, "home-office-new").into_owned(),
            text: Some(t(lang, "home-office-new-text").into_owned()),
            action: Some(action),
        };
    }
    let text = t(lang, "home-office-empty-text").into_owned();
    Empty { title: t(lang, "home-office-empty").into_owned(), text: Some(text), action: None }
}

/// The most urgent overdue duties, and whether there are more.
pub fn overdue(conn: &mut Conn, scope: &Scope, marks: Marks, filter: &Filter) -> Result<(Vec<Row>, bool)> {
    let asked = Asked { tab: Tab::Overdue, filter: filter.clone(), order: Order::Due, descending: false, offset: 0, limit: PRESSED };
    queries::rows(conn, scope, marks, &asked)
}

/// Duties of which nothing was heard for long, and whether there are more.
pub fn quiet(conn: &mut Conn, scope: &Scope, marks: Marks, filter: &Filter) -> Result<(Vec<Row>, bool)> {
    let filter = Filter { silent: true, ..filter.clone() };
    let asked = Asked { tab: Tab::Active, filter, order: Order::Due, descending: false, offset: 0, limit: PRESSED };
    queries::rows(conn, scope, marks, &asked)
}

/// Duties somebody should be pressed about.
pub fn group(
    make: &mut Maker<'_>,
    title: &str,
    (rows, more): &(Vec<Row>, bool),
    reminded: &[(i64, i64)],
    verb: Option<&str>,
    all: String,
) -> Result<Group> {
    let lang = make.scope.lang();
    let mut items = Vec::new();
    for row in rows {
        let mut why = make.line(&[&row.number, &make.lead(row), &row.origin_label]);
        if let Some((_, times)) = reminded.iter().find(|(id, _)| *id == row.id) {
            why = make.line(&[&why, &format(lang, "home-reminded", &[("n", (*times as f64).into())])]);
        }
        let mut lines = vec![why];
        if let Some(owed) = row.next_report_on.filter(|d| *d < make.scope.today()) {
            let days = make.calendar.working_days_between(owed, make.scope.today());
            lines.push(format(lang, "home-owes", &[("day", format_day(lang, owed).into()), ("days", f64::from(days).into())]));
        }
        items.push(make.item(row, lines, verb.map(|v| (v, "home-act-remind")))?);
    }
    let more = more.then(|| Link::new(all, t(lang, "home-see-all")));
    Ok(Group { title: t(lang, title).into_owned(), note: how_many(lang, items.len(), more.is_some()), items, more })
}

/// What the office itself has to decide.
fn office(
    make: &mut Maker<'_>,
    waiting: &[Waiting],
    asking: &[Asking],
    instructed: &[Instruction],
    reasons: &[(i64, String)],
) -> Result<Group> {
    let lang = make.scope.lang();
    // A leader's word waits for nobody.
    let mut items: Vec<NextItem> = instructed.iter().map(|i| to_file(make, i)).collect();
    for w in waiting.iter().filter(|w| w.why == Waits::Refused) {
        let who = make.lead(&w.row);
        let mut lines = vec![make.line(&[&w.row.number, &w.row.origin_label])];
        lines.push(match reasons.iter().find(|(id, _)| *id == w.row.id) {
            Some((_, text)) => format(lang, "home-said", &[("who", who.into()), ("text", shortened(text).into())]),
            None => who,
        });
        let light = make.light("yellow", "home-light-refused");
        items.push(make.item_as(&w.row, light, lines, Some(("reassign", "home-act-reassign")))?);
    }
    let mut verify: Vec<&Waiting> = waiting.iter().filter(|w| w.why == Waits::Verify).collect();
    verify.sort_by_key(|w| w.row.submitted_at);
    for w in verify {
        items.push(to_verify(make, &w.row)?);
    }
    items.extend(asking.iter().map(|a| extension(make, a)));
    for w in waiting.iter().filter(|w| w.why == Waits::Draft) {
        let lines = vec![make.line(&[&w.row.number, &w.row.origin_label, &make.lead(&w.row)])];
        let light = make.light("blue", "home-light-draft");
        items.push(make.item_as(&w.row, light, lines, Some(("assign", "home-act-assign")))?);
    }
    let cut =
        [Waits::Refused, Waits::Verify, Waits::Draft].iter().any(|why| waiting.iter().filter(|w| w.why == *why).count() as i64 >= SHOWN);
    Ok(Group { title: t(lang, "home-office").into_owned(), note: how_many(lang, items.len(), cut), items, more: None })
}

/// A duty handed in: by whom, when, and until when the office should verify it.
fn to_verify(make: &mut Maker<'_>, row: &Row) -> Result<NextItem> {
    let (scope, lang) = (make.scope, make.scope.lang());
    let mut lines = vec![make.line(&[&row.number, &row.origin_label])];
    let mut deadline = None;
    if let Some(at) = row.submitted_at {
        let when = make.words.ago(at);
        lines.push(format(lang, "home-handed-in", &[("who", make.lead(row).into()), ("when", when.into())]));
        let due = make.calendar.add_working_days(local(at, scope.zone()).date(), scope.settings().verify_within_days.max(0));
        let left = make.calendar.working_days_between(scope.today(), due);
        let key = if due < scope.today() { "part-deadline-over" } else { "part-deadline-left" };
        let left = if due == scope.today() {
            t(lang, "part-deadline-today").into_owned()
        } else {
            format(lang, key, &[("days", f64::from(left.abs()).into())])
        };
        let date = format(lang, "home-verify-by", &[("day", make.words.day(due).into())]);
        deadline = Some(DeadlineView { iso: Some(due.to_string()), date, left: Some(left), late: due < scope.today() });
    }
    let late = deadline.as_ref().is_some_and(|d| d.late);
    let light = make.light(if late { "red" } else { "yellow" }, "home-light-verify");
    let mut item = make.item_as(row, light, lines, Some(("close", "home-act-verify")))?;
    item.deadline = deadline;
    // What was handed in is read before it is closed or sent back.
    if let Some(action) = &mut item.action {
        action.href = make.href(&row.number);
    }
    Ok(item)
}

/// What a leader instructed, to be filed as a duty or answered.
fn to_file(make: &Maker<'_>, instruction: &Instruction) -> NextItem {
    let (scope, lang) = (make.scope, make.scope.lang());
    let href = format!("{}/instructions/{}", scope.base(), instruction.number);
    let when = make.words.ago(instruction.written_at);
    let said = format(lang, "home-instructed", &[("who", instruction.author.as_str().into()), ("when", when.into())]);
    let about = instruction.about.as_ref().map_or("", |duty| duty.title.as_str());
    NextItem {
        light: make.light("yellow", "home-light-instructed"),
        title: instruction.in_short(TITLE),
        why: vec![make.line(&[&said, about])],
        deadline: None,
        action: Some(NextAction { href: href.clone(), label: t(lang, "home-act-file").into_owned(), post: false, main: false }),
        href,
    }
}

fn extension(make: &Maker<'_>, asking: &Asking) -> NextItem {
    let lang = make.scope.lang();
    let who = make.short(asking.department_id).to_owned();
    let until = format_day(lang, asking.until);
    let asked = format(lang, "home-asks-until", &[("who", who.into()), ("day", until.into()), ("text", shortened(&asking.reason).into())]);
    let href = make.href(&asking.number);
    NextItem {
        light: make.light("yellow", "home-light-asking"),
        title: asking.title.clone(),
        why: vec![asking.number.clone(), asked],
        deadline: None,
        action: Some(NextAction {
            href: format!("{href}/decide-extension"),
            label: t(lang, "home-act-decide").into_owned(),
            post: false,
            main: false,
        }),
        href,
    }
}
