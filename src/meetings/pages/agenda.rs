//! The agenda as a section of the meeting's page (`meetings/agenda_part`), and words all pages of items share.

use serde::Serialize;

use crate::{
    meetings::{
        model::{ItemLine, ItemState, Meeting, permit_proposal},
        queries::{
            Ground,
            agenda::{Agenda, Line, Names},
        },
    },
    platform::{
        clock::local,
        i18n::{Lang, format, format_time, t},
        view::parts::{DepartmentView, LightView, Link, Notice},
    },
    tenancy::Scope,
};

/// `meetings/agenda_part`.
#[derive(Debug, Serialize)]
pub struct AgendaView {
    pub title: String,
    /// “12 个议题，共 95 分钟”
    pub under: String,
    pub notice: Option<Notice>,
    pub parts: Vec<Part>,
    /// Said where nothing stands on it yet.
    pub empty: Option<String>,
    /// Not on the agenda: this person's own, and for the office what waits.
    pub others: Vec<Other>,
    pub others_title: String,
    pub links: Vec<Action>,
}

/// A link under the agenda; at most one is `main`.
#[derive(Debug, Serialize)]
pub struct Action {
    pub href: String,
    pub label: String,
    pub main: bool,
}

/// Items under one heading.
#[derive(Debug, Serialize)]
pub struct Part {
    pub heading: Option<String>,
    /// Of the first of them, for the list's numbering.
    pub start: usize,
    pub items: Vec<AgendaItem>,
}

/// One line; without `href` it is one this person may not see.
#[derive(Debug, Serialize)]
pub struct AgendaItem {
    pub n: usize,
    pub at: Option<String>,
    pub title: String,
    pub href: Option<String>,
    pub minutes: Option<String>,
    pub asked: Option<String>,
    pub department: Option<DepartmentView>,
    pub restricted: bool,
    pub outcome: Option<String>,
    pub opinions: Option<String>,
}

/// An item beside the agenda.
#[derive(Debug, Serialize)]
pub struct Other {
    pub light: LightView,
    pub title: String,
    pub href: String,
    pub department: Option<DepartmentView>,
    pub note: Option<String>,
}

/// The department that proposes, by its names; none for the office.
pub fn department(names: &Names, id: Option<i64>) -> Option<DepartmentView> {
    let (short, name) = names.get(&id?)?;
    Some(DepartmentView { short: short.clone(), name: name.clone() })
}

/// Short names in the order of ids given.
pub fn short_names(lang: Lang, names: &Names, ids: &[i64]) -> String {
    let all: Vec<&str> = ids.iter().filter_map(|id| names.get(id)).map(|(short, _)| short.as_str()).collect();
    all.join(&t(lang, "part-comma"))
}

/// An item's state as a light.
pub fn light(lang: Lang, item: &ItemLine) -> LightView {
    let (tone, key) = match item.state {
        ItemState::Proposed if item.lacks_consent() => ("yellow", "item-lacks-consent-short".to_owned()),
        ItemState::Proposed => ("blue", item.state.key()),
        ItemState::Accepted => ("green", item.state.key()),
        ItemState::Returned => ("red", item.state.key()),
        ItemState::Draft => ("yellow", item.state.key()),
        _ => ("grey", item.state.key()),
    };
    LightView { tone, word: Some(t(lang, &key).into_owned()) }
}

pub fn meeting_home(scope: &Scope, meeting: &Meeting) -> String {
    format!("{}/meetings/{}", scope.base(), meeting.number)
}

pub fn item_home(scope: &Scope, meeting: &Meeting, item: &ItemLine) -> String {
    format!("{}/meetings/{}/items/{}", scope.base(), meeting.number, item.id)
}

/// The section, with the links this person can use now.
pub fn section(scope: &Scope, ground: &Ground, agenda: &Agenda<ItemLine>) -> AgendaView {
    let lang = scope.lang();
    let meeting = &ground.meeting;
    let count = [("n", (agenda.lines.len() as f64).into()), ("minutes", f64::from(agenda.minutes).into())];
    let under = match agenda.lines.is_empty() {
        true => String::new(),
        false if meeting.is_written() => format(lang, "agenda-under-written", &count[..1]),
        false => format(lang, "agenda-under", &count),
    };
    AgendaView {
        title: t(lang, "agenda-title").into_owned(),
        under,
        notice: over(lang, meeting, agenda.minutes),
        parts: parts(scope, meeting, agenda),
        empty: agenda.lines.is_empty().then(|| t(lang, "agenda-empty").into_owned()),
        others: agenda.others.iter().filter(|i| is_shown(i, ground)).map(|i| other(scope, meeting, agenda, i)).collect(),
        others_title: t(lang, if ground.sight.sees_all { "agenda-others-office" } else { "agenda-others" }).into_owned(),
        links: links(scope, ground, agenda),
    }
}

/// Of what is not on the agenda, what somebody still has to do with.
fn is_shown(item: &ItemLine, ground: &Ground) -> bool {
    match item.state {
        ItemState::Draft | ItemState::Proposed | ItemState::Returned => true,
        // What the office settled is on the list of all items.
        _ => !ground.sight.sees_all,
    }
}

/// A warning where more is planned than the meeting has time for.
pub fn over(lang: Lang, meeting: &Meeting, minutes: i32) -> Option<Notice> {
    let over = minutes - meeting.minutes;
    (over > 0 && !meeting.is_written() && meeting.state.is_ahead()).then(|| Notice {
        tone: "yellow",
        title: None,
        text: format(lang, "agenda-over", &[("over", f64::from(over).into()), ("minutes", f64::from(meeting.minutes).into())]),
        link: None,
    })
}

fn parts(scope: &Scope, meeting: &Meeting, agenda: &Agenda<ItemLine>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for line in &agenda.lines {
        // One that is not seen stands under no heading of its own: that would tell of it.
        let heading = match (&line.item, parts.last()) {
            (Some(item), _) => Some(item.section.clone()).filter(|s| !s.is_empty()),
            (None, Some(last)) => last.heading.clone(),
            (None, None) => None,
        };
        let view = item_line(scope, meeting, agenda, line);
        match parts.last_mut() {
            Some(part) if part.heading == heading => part.items.push(view),
            _ => parts.push(Part { heading, start: line.n, items: vec![view] }),
        }
    }
    parts
}

pub(super) fn item_line<I: AsRef<ItemLine>>(scope: &Scope, meeting: &Meeting, agenda: &Agenda<I>, line: &Line<I>) -> AgendaItem {
    let lang = scope.lang();
    let at = (!meeting.is_written()).then(|| format_time(local(line.starts_at, scope.zone())));
    let Some(item) = line.item.as_ref().map(AsRef::as_ref) else {
        let title = t(lang, "meeting-item-restricted").into_owned();
        let (minutes, asked, department, outcome, opinions) = Default::default();
        return AgendaItem { n: line.n, at, title, href: None, minutes, asked, department, restricted: true, outcome, opinions };
    };
    let opinions = agenda.opinions.get(&item.id).map(|(answered, asked)| {
        let args = [("answered", (*answered as f64).into()), ("asked", (*asked as f64).into())];
        format(lang, "agenda-opinions", &args)
    });
    AgendaItem {
        n: line.n,
        at,
        title: item.title.clone(),
        href: Some(item_home(scope, meeting, item)),
        minutes: (!meeting.is_written()).then(|| format(lang, "meeting-minutes", &[("n", f64::from(item.minutes).into())])),
        asked: Some(t(lang, &item.asked.key()).into_owned()),
        department: department(&agenda.names, item.department_id),
        restricted: item.restricted,
        outcome: item.outcome.map(|o| t(lang, &o.key()).into_owned()),
        opinions,
    }
}

fn other(scope: &Scope, meeting: &Meeting, agenda: &Agenda<ItemLine>, item: &ItemLine) -> Other {
    Other {
        light: light(scope.lang(), item),
        title: item.title.clone(),
        href: item_home(scope, meeting, item),
        department: department(&agenda.names, item.department_id),
        note: Some(item.reason.clone()).filter(|r| !r.is_empty()),
    }
}

fn links(scope: &Scope, ground: &Ground, agenda: &Agenda<ItemLine>) -> Vec<Action> {
    let lang = scope.lang();
    let home = meeting_home(scope, &ground.meeting);
    let mut links = Vec::new();
    let mut link = |path: &str, label: String, main: bool| links.push(Action { href: format!("{home}/{path}"), label, main });
    let is_office = ground.sight.is_office();
    let waiting = agenda.waiting().count();
    if is_office && waiting > 0 && ground.meeting.state.is_ahead() {
        link("proposals", format(lang, "agenda-screen", &[("n", (waiting as f64).into())]), false);
    }
    if permit_proposal(&ground.sight, &ground.meeting).is_ok() {
        let label = t(lang, if is_office { "agenda-add" } else { "agenda-propose" }).into_owned();
        link("items/new", label, !is_office);
    }
    if is_office && agenda.lines.len() > 1 && ground.meeting.state.is_ahead() {
        link("order", t(lang, "agenda-order").into_owned(), false);
    }
    if !agenda.lines.is_empty() {
        link("pack", t(lang, "agenda-pack").into_owned(), false);
    }
    links
}

/// Where an item stands: crumbs of its meeting.
pub fn crumbs(scope: &Scope, meeting: &Meeting) -> [Link; 2] {
    let list = Link::new(format!("{}/meetings", scope.base()), t(scope.lang(), "meetings-title"));
    [list, Link::new(meeting_home(scope, meeting), meeting.number.clone())]
}
