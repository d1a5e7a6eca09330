//! A year of the calendar: twelve months, and the days that differ with their source.

use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::{READERS, day_name, path};
use crate::{
    calendar::{self, CalendarDay, DayKind, DayOff, DaySource, WorkCalendar, notices},
    platform::{
        http::{Fault, ListQuery},
        i18n::{Lang, format, format_day, t, weekday},
        view::parts::{Head, LightView, Link, Notice, Tab, Tabs, TimelineView},
    },
    site::{Member, Site},
    tenancy::{Role, Scope},
    timeline::{self, Subject, timeline_view},
    workdays::{actions::SUBJECT, model::YEARS},
};

#[derive(Serialize)]
struct View {
    head: Head,
    tabs: Tabs,
    notices: Vec<Notice>,
    source: String,
    /// The notice itself, for years that have one.
    source_link: Option<Link>,
    caption: String,
    weekdays: Vec<String>,
    months: Vec<Month>,
    days: Vec<DayRow>,
    action: Option<String>,
    timeline: TimelineView,
}

#[derive(Serialize)]
struct Month {
    name: String,
    weeks: Vec<Vec<Option<Day>>>,
}

#[derive(Serialize)]
struct Day {
    number: u32,
    class: &'static str,
    /// 休 or 班, for days that differ from their weekday.
    mark: Option<String>,
    /// Read aloud and shown on hover.
    words: Option<String>,
    today: bool,
}

#[derive(Serialize)]
struct DayRow {
    iso: String,
    date: String,
    light: LightView,
    name: String,
    source: String,
    own: bool,
    change: Option<Link>,
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    member.scope.require(&READERS)?;
    let loaded = site.read(&member, |conn, scope| {
        let subject = Subject::new(SUBJECT, scope.workspace_id());
        let mut events = timeline::of(conn, scope, subject, None, 60)?;
        events.retain(|e| e.action == "calendar");
        events.truncate(15);
        Ok((calendar::load(conn, scope)?, events))
    });
    let (calendar, events) = loaded.await?;
    let (scope, lang) = (&*member.scope, member.lang());
    let asked = ListQuery::of(&req, &[]).filter("year").and_then(|y| y.parse::<i32>().ok());
    let year = asked.filter(|y| (YEARS.0..=YEARS.1).contains(y)).unwrap_or_else(|| scope.today().year());
    let changes = scope.has(Role::Administrator);
    let title = format(lang, "workdays-title", &[("year", year.to_string().into())]);
    let mut head = Head::new(title.clone()).under(t(lang, "workdays-under"));
    if changes {
        head = head.action(format!("{}/change?year={year}", path(scope)), t(lang, "workdays-change"), true);
    }
    let view = View {
        head,
        tabs: years(scope, &calendar, year),
        notices: warnings(lang, &calendar, year),
        source: source(lang, year),
        source_link: notices().iter().find(|n| n.year == year).map(|n| Link::new(&n.address, t(lang, "workdays-source-link"))),
        caption: title.clone(),
        weekdays: weekdays(lang),
        months: (1..=12).map(|month| month_view(scope, &calendar, year, month)).collect(),
        days: calendar.days(year).iter().map(|d| row(scope, d, changes)).collect(),
        action: changes.then(|| format!("{}/change", path(scope))),
        timeline: timeline_view(scope, SUBJECT, &events, None),
    };
    Ok(member.page(&req, "workdays/year", title, view)?)
}

/// The years with a notice or own days, and the two to come.
fn years(scope: &Scope, calendar: &WorkCalendar, year: i32) -> Tabs {
    let lang = scope.lang();
    let first = notices().first().map_or(year, |n| n.year).min(year);
    let last = calendar.known_until().max(scope.today().year() + 1).max(year).min(YEARS.1);
    // A far year asked for by hand stands alone beside the usual ones.
    let usual = (first.max(year - 8))..=(last.min(year + 8));
    let tab = |y: i32| Tab { href: format!("{}?year={y}", path(scope)), label: y.to_string(), count: None, current: y == year };
    Tabs { name: t(lang, "workdays-years").into_owned(), items: usual.map(tab).collect() }
}

/// That deadlines lie beyond what is known stands above every page; here what it means for this year.
fn warnings(lang: Lang, calendar: &WorkCalendar, year: i32) -> Vec<Notice> {
    if year <= calendar.known_until() {
        return Vec::new();
    }
    let text = format(lang, "workdays-year-unknown", &[("year", year.to_string().into())]);
    vec![Notice { tone: "yellow", title: None, text, link: None }]
}

fn source(lang: Lang, year: i32) -> String {
    match notices().iter().find(|n| n.year == year) {
        Some(n) => format(
            lang,
            "workdays-source",
            &[("title", n.title.as_str().into()), ("number", n.number.as_str().into()), ("day", n.issued_on.to_string().into())],
        ),
        None => format(lang, "workdays-source-none", &[("year", year.to_string().into())]),
    }
}

fn weekdays(lang: Lang) -> Vec<String> {
    use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    [Mon, Tue, Wed, Thu, Fri, Sat, Sun].map(|day| weekday(lang, day).into_owned()).into()
}

/// A month in weeks from Monday to Sunday; days of other months are left empty.
fn month_view(scope: &Scope, calendar: &WorkCalendar, year: i32, month: u32) -> Month {
    let lang = scope.lang();
    let first = NaiveDate::from_ymd_opt(year, month, 1);
    let days: Vec<NaiveDate> = first.iter().flat_map(NaiveDate::iter_days).take_while(|d| d.month() == month).collect();
    let blank = days.first().map_or(0, |d| d.weekday().num_days_from_monday() as usize);
    let mut cells: Vec<Option<Day>> = (0..blank).map(|_| None).collect();
    let entries = calendar.days(year);
    let entry = |day: NaiveDate| entries.iter().find(|e| e.day == day);
    cells.extend(days.iter().map(|d| Some(day_view(scope, calendar, *d, entry(*d)))));
    while !cells.len().is_multiple_of(7) {
        cells.push(None);
    }
    let mut weeks = Vec::with_capacity(6);
    while !cells.is_empty() {
        let rest = cells.split_off(7);
        weeks.push(std::mem::replace(&mut cells, rest));
    }
    Month { name: t(lang, &format!("workdays-month-{month}")).into_owned(), weeks }
}

fn day_view(scope: &Scope, calendar: &WorkCalendar, day: NaiveDate, entry: Option<&CalendarDay>) -> Day {
    let lang = scope.lang();
    let (class, mark) = match entry {
        Some(CalendarDay { kind: DayKind::Holiday, source: DaySource::Workspace, .. }) => ("off own", Some("workdays-mark-off")),
        Some(CalendarDay { kind: DayKind::Holiday, .. }) => ("off", Some("workdays-mark-off")),
        Some(CalendarDay { kind: DayKind::Workday, source: DaySource::Workspace, .. }) => ("on own", Some("workdays-mark-on")),
        Some(CalendarDay { kind: DayKind::Workday, .. }) => ("on", Some("workdays-mark-on")),
        None if calendar.day_off(day) == Some(DayOff::Weekend) => ("rest", None),
        None => ("", None),
    };
    let words = entry.map(|e| {
        let own = if e.source == DaySource::Workspace { t(lang, "workdays-own-aside").into_owned() } else { String::new() };
        format!("{} {}{own}", day_name(lang, &e.name), t(lang, e.kind.key()))
    });
    Day { number: day.day(), class, mark: mark.map(|m| t(lang, m).into_owned()), words, today: day == scope.today() }
}

fn row(scope: &Scope, entry: &CalendarDay, changes: bool) -> DayRow {
    let lang = scope.lang();
    let own = entry.source == DaySource::Workspace;
    let source = match entry.source {
        DaySource::Notice(notice) => notice.number.clone(),
        DaySource::Workspace => t(lang, "workdays-own").into_owned(),
    };
    let tone = if entry.kind == DayKind::Holiday { "green" } else { "yellow" };
    let change = format!("{}/change?day={}", path(scope), entry.day);
    DayRow {
        iso: entry.day.to_string(),
        date: format_day(lang, entry.day),
        light: LightView { tone, word: Some(t(lang, entry.kind.key()).into_owned()) },
        name: day_name(lang, &entry.name),
        source,
        own: own && changes,
        change: changes.then(|| Link::new(change, t(lang, "workdays-change-day"))),
    }
}
