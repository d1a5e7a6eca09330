//! The secretariat's home: what waits on the office, whom to press, and every department at a glance.

use super::{
    Group, View, campaigns, cases, enforcement, finding, first, first_is_main,
    grid::grid,
    how_many,
    item::Maker,
    matters, meetings,
    office::{OF_A_KIND, Office, office},
    today,
};
use crate::{
    duties::queries::{self, Asked, Filter, Load, Marks, Order, Row, SHOWN, Tab, Waits},
    enforcement::pending,
    home::queries::enforcement_waiting,
    instructions,
    platform::{
        db::Conn,
        error::Result,
        http::ListQuery,
        i18n::{format, format_day, t},
        view::parts::{Empty, Head, Link, Notice},
    },
    policy,
    tenancy::Scope,
};

/// Entries of those to be pressed; the list has the rest.
pub const PRESSED: i64 = 8;

pub fn view(conn: &mut Conn, scope: &Scope, list: &ListQuery) -> Result<View> {
    let (lang, base) = (scope.lang(), scope.base());
    let departments = queries::departments(conn, scope)?;
    let calendar = queries::calendar(conn, scope)?;
    let marks = Marks::of(scope, &calendar);
    let waiting = queries::office(conn, scope, marks, OF_A_KIND)?;
    let counts = queries::counts(conn, scope, marks, &Filter::default(), &[Tab::Refused, Tab::Review])?;
    let kinds = [Waits::Refused, Waits::Verify];
    let drafts = queries::count_drafts(conn, scope, marks)?;
    let refused: Vec<i64> = waiting.iter().filter(|w| w.why == Waits::Refused).map(|w| w.row.id).collect();
    let waits = Office {
        reasons: queries::last_words(conn, scope, "refuse", &refused)?,
        all: kinds.into_iter().zip(counts.iter().map(|(_, count)| count.n)).chain([(Waits::Draft, drafts)]).collect(),
        waiting,
        parts: queries::part_refusals(conn, scope)?,
        asking: queries::asking(conn, scope)?,
        instructed: instructions::queries::waiting(conn, scope, SHOWN)?,
    };
    let (late, silent) = (overdue(conn, scope, marks, &Filter::default())?, quiet(conn, scope, marks, &Filter::default())?);
    let loads = queries::overview(conn, scope, marks)?;
    let gaps = policy::queries::gaps(conn, scope)?;
    let meeting = crate::meetings::queries::waiting(conn, scope)?;
    let enforced = enforcement_waiting(conn, scope)?;
    let held_to = crate::accountability::queries::waiting(conn, scope)?;
    let (held, held_count) = (pending::office(conn, scope, &calendar, cases::SHOWN)?, pending::count_office(conn, scope)?);
    let mut make = Maker::new(scope, &calendar, &departments);
    let mut groups = vec![office(&mut make, &waits)?];
    groups.extend(matters::group(&mut make, &held_to));
    groups.extend(meetings::group(&mut make, &meeting));
    groups.extend(cases::office(&mut make, &held, held_count));
    groups.extend(cases::late(&mut make, "home-late-cases", cases::By::Office, &held.stuck, held_count.stuck));
    groups.extend(enforcement::group(&make, &enforced));
    groups.extend(campaigns::troubled(conn, &make)?);
    let reminded = queries::reminded(conn, scope, &late.0.iter().chain(&silent.0).map(|r| r.id).collect::<Vec<_>>())?;
    groups.push(group(&mut make, "home-late", &late, &reminded, Some("remind"), format!("{base}/duties?tab=overdue"))?);
    groups.push(group(&mut make, "home-silent", &silent, &reminded, Some("remind"), format!("{base}/duties?silent=1"))?);
    groups.retain(|g| !g.items.is_empty());
    first_is_main(&mut groups);
    let all = Load::sum(loads.values());
    let rest = [
        ("home-finding-instructed", waits.instructed.len() as i64),
        ("home-finding-meetings", meetings::pressing(&meeting)),
        ("home-finding-settle", held_count.settle),
        ("home-finding-back", held_count.back),
        ("home-finding-unanswered", held_count.silent),
        ("home-finding-stuck", held_count.stuck),
        ("home-finding-enforcement", enforced.count()),
        ("home-finding-matters", held_to.len() as i64),
        ("home-finding-verify", waits.count(Waits::Verify)),
        ("home-finding-refused", waits.count(Waits::Refused)),
        ("home-finding-part-refused", waits.parts.len() as i64),
        ("home-finding-asking", waits.asking.len() as i64),
        ("home-finding-draft", waits.count(Waits::Draft)),
        ("home-finding-silent", how_quiet(conn, scope, marks, &Filter::default())?),
    ];
    let none = departments.is_empty() || (groups.is_empty() && !queries::any_given_out(conn, scope)?);
    let head = Head::new(t(lang, "home-title-office"))
        .under(today(scope))
        .action(format!("{base}/digests"), t(lang, "home-digests"), false)
        .action(format!("{base}/duties/new"), t(lang, "duties-new"), groups.is_empty());
    Ok(View {
        head,
        finding: (!none).then(|| finding(lang, ("home-finding-overdue", all.red), &rest, "home-finding-office-none", None)),
        empty: groups.is_empty().then(|| empty(scope, none, gaps.documents_in_review > 0)),
        first: none.then(|| first::office(scope)),
        notices: coverage(scope, gaps),
        groups,
        grid: (!loads.is_empty()).then(|| grid(scope, &departments, &loads, &[], list)),
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

/// `unused`: no duty was ever given out; `begun`: a document waits to be reviewed.
fn empty(scope: &Scope, unused: bool, begun: bool) -> Empty {
    let lang = scope.lang();
    if unused && begun {
        return Empty {
            title: t(lang, "home-office-review").into_owned(),
            text: Some(t(lang, "home-office-review-text").into_owned()),
            action: Some(Link::new(format!("{}/policies", scope.base()), t(lang, "home-gap-link"))),
        };
    }
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

/// How many those are in all, counted as far as lists count.
pub fn how_quiet(conn: &mut Conn, scope: &Scope, marks: Marks, filter: &Filter) -> Result<i64> {
    let filter = Filter { silent: true, ..filter.clone() };
    Ok(queries::counts(conn, scope, marks, &filter, &[Tab::Active])?.first().map_or(0, |(_, count)| count.n))
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
    let note = how_many(lang, items.len(), *more);
    let more = more.then(|| Link::new(all, t(lang, "home-see-all"))).into_iter().collect();
    Ok(Group { title: t(lang, title).into_owned(), note, items, more })
}
