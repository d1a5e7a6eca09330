//! `GET /w/{slug}/meetings` and the same as a workbook.

use std::{collections::HashMap, fs::File};

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, light, path, when};
use crate::{
    meetings::{
        model::{Kind, Meeting, Participant, Receipt, State},
        queries,
        store::{self, Which},
    },
    platform::{
        db::{COUNT_LIMIT, Conn},
        error::Result,
        http::{ListQuery, Pager, total},
        i18n::{Lang, format, t},
        table::book::Cell,
        view::parts::{Chips, Choice, Empty, Head, Hidden, LightView, Link, SortHead, Tabs},
    },
    site::{Member, SHEET_ASKED, Site, saved, sheet},
    tenancy::{Role, Scope},
};

/// Tabs: what is ahead, what is being worked up, what is over, what did not take place, everything.
const TABS: [(&str, &[State]); 5] = [
    ("ahead", &[State::Draft, State::Collecting, State::Announced, State::InSession]),
    ("minutes", &[State::Minuting, State::Countersigning]),
    ("issued", &[State::Issued]),
    ("cancelled", &[State::Cancelled]),
    ("all", State::ALL),
];

#[derive(Serialize)]
struct Body {
    head: Head,
    tabs: Tabs,
    bar: Bar,
    chips: Chips,
    heads: Vec<SortHead>,
    rows: Vec<Row>,
    empty: Empty,
    pager: Pager,
}

#[derive(Serialize)]
struct Bar {
    action: String,
    kept: Vec<Hidden>,
    q: String,
    kinds: Vec<Choice>,
}

#[derive(Serialize)]
struct Row {
    light: LightView,
    href: String,
    title: String,
    number: String,
    when: String,
    kind: String,
    place: String,
    receipts: String,
}

fn tab(query: &ListQuery) -> (&'static str, &'static [State]) {
    let asked = query.filter("tab").unwrap_or(TABS[0].0);
    TABS.iter().copied().find(|(name, _)| *name == asked).unwrap_or(TABS[0])
}

fn which(scope: &Scope, query: &ListQuery, states: &[State]) -> Which {
    let words = query.filter("q").map(crate::duties::search_key).unwrap_or_default();
    Which {
        states: states.to_vec(),
        kind: query.filter("kind").and_then(Kind::parse),
        invited: queries::invited(scope),
        words: words.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect(),
        newest_first: states != TABS[0].1,
        ..Which::default()
    }
}

/// A page of meetings with their receipts.
fn rows(conn: &mut Conn, scope: &Scope, which: &Which, limit: i64, offset: i64) -> Result<Vec<(Meeting, Vec<Participant>)>> {
    let found = store::meetings(conn, scope, which, limit, offset)?;
    let ids: Vec<i64> = found.iter().map(|m| m.id).collect();
    let mut people: HashMap<i64, Vec<Participant>> = HashMap::new();
    for person in store::participants_of(conn, scope, &ids)? {
        people.entry(person.meeting_id).or_default().push(person);
    }
    Ok(found.into_iter().map(|m| (people.remove(&m.id).unwrap_or_default(), m)).map(|(p, m)| (m, p)).collect())
}

pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let mut query = ListQuery::of(&req, &[]);
    let (counts, rows, query) = site
        .read(&member, move |conn, scope| {
            scope.require(&queries::READERS)?;
            let mut counts = Vec::new();
            for (name, states) in TABS {
                counts.push((name, store::count_meetings(conn, scope, &which(scope, &query, states), COUNT_LIMIT)?));
            }
            let (name, states) = tab(&query);
            query.clamp(total(&counts, name));
            let rows = rows(conn, scope, &which(scope, &query, states), query.limit(), query.offset())?;
            Ok((counts, rows, query))
        })
        .await?;
    let (scope, lang) = (&member.scope, member.lang());
    let (name, _) = tab(&query);
    let total = total(&counts, name);
    let column = |key, class| query.head(lang, None, key, class);
    let body = Body {
        head: head(scope, &query),
        tabs: tabs(lang, &query, name, &counts),
        bar: bar(lang, &query),
        chips: chips(lang, &query),
        heads: vec![
            column("meetings-head-state", None),
            column("meetings-head-title", None),
            column("meetings-head-when", Some("date")),
            column("meetings-head-place", Some("extra")),
            column("meetings-head-receipts", Some("extra")),
        ],
        rows: rows.iter().map(|(meeting, people)| row(scope, meeting, people)).collect(),
        empty: empty(scope, &query),
        pager: query.pager(lang, total),
    };
    Ok(member.page(&req, "meetings/list", t(lang, "meetings-title"), body)?)
}

fn head(scope: &Scope, query: &ListQuery) -> Head {
    let (lang, base) = (scope.lang(), scope.base());
    let mut head = Head::new(t(lang, "meetings-title")).under(t(lang, "meetings-about"));
    if scope.has(Role::Secretariat) {
        head = head.action(format!("{base}/meetings/new"), t(lang, "meetings-new"), true);
    }
    head = head.action(format!("{base}/meetings/items"), t(lang, "items-title"), false);
    head = head.action(format!("{base}/meetings/decisions"), t(lang, "decisions-title"), false).action(
        format!("{base}/meetings/series"),
        t(lang, "series-title"),
        false,
    );
    head = head.action(format!("{base}/calendar-feed"), t(lang, "feed-title"), false);
    head.action(query.export_link(&format!("{base}/meetings.xlsx")), t(lang, "meetings-export"), false)
}

fn tabs(lang: Lang, query: &ListQuery, current: &str, counts: &[(&'static str, i64)]) -> Tabs {
    let items = counts.iter().map(|(name, n)| {
        query.tab(
            "tab",
            Some(name).filter(|n| **n != TABS[0].0).copied(),
            t(lang, &format!("meetings-tab-{name}")).into_owned(),
            *n,
            *name == current,
        )
    });
    Tabs { name: t(lang, "meetings-title").into_owned(), items: items.collect() }
}

fn bar(lang: Lang, query: &ListQuery) -> Bar {
    let chosen = query.filter("kind").unwrap_or_default();
    let all = Choice::new("", t(lang, "meetings-any-kind"), chosen.is_empty());
    let kinds = Kind::ALL.iter().map(|k| Choice::new(k.as_str(), t(lang, &k.key()), k.as_str() == chosen));
    Bar {
        action: query.path().to_owned(),
        kept: query.filter("tab").map(|tab| Hidden::new("tab", tab)).into_iter().collect(),
        q: query.filter("q").unwrap_or_default().to_owned(),
        kinds: std::iter::once(all).chain(kinds).collect(),
    }
}

fn chips(lang: Lang, query: &ListQuery) -> Chips {
    let mut set = Vec::new();
    if let Some(words) = query.filter("q") {
        set.push(("q", format(lang, "meetings-chip-words", &[("words", words.into())])));
    }
    if let Some(kind) = query.filter("kind").and_then(Kind::parse) {
        set.push(("kind", t(lang, &kind.key()).into_owned()));
    }
    query.chips(set)
}

/// “8/12 家回执，7 家参加”; nothing before notice was given, and nothing of a written circulation.
pub(super) fn receipts(lang: Lang, meeting: &Meeting, people: &[Participant]) -> String {
    if meeting.announced_at.is_none() || meeting.is_written() {
        return String::new();
    }
    let counted: Vec<&Participant> = people.iter().filter(|p| p.counts()).collect();
    let answered = counted.iter().filter(|p| p.receipt != Receipt::None).count();
    let coming = counted.iter().filter(|p| matches!(p.receipt, Receipt::Attending | Receipt::Substitute)).count();
    let args = [("answered", answered.into()), ("all", counted.len().into()), ("coming", coming.into())];
    format(lang, "meeting-receipts", &args)
}

fn row(scope: &Scope, meeting: &Meeting, people: &[Participant]) -> Row {
    let lang = scope.lang();
    Row {
        light: light(lang, meeting),
        href: path(scope, meeting),
        title: meeting.title.clone(),
        number: meeting.number.clone(),
        when: when(scope, meeting),
        kind: t(lang, &meeting.kind.key()).into_owned(),
        place: meeting.place.clone(),
        receipts: receipts(lang, meeting, people),
    }
}

fn empty(scope: &Scope, query: &ListQuery) -> Empty {
    let lang = scope.lang();
    let filtered = query.filter("q").is_some() || query.filter("kind").is_some();
    let (title, text) = if filtered { ("meetings-none-found", None) } else { ("meetings-empty", Some("meetings-empty-text")) };
    let new = scope.has(Role::Secretariat) && !filtered;
    Empty {
        title: t(lang, title).into_owned(),
        text: text.map(|key| t(lang, key).into_owned()),
        action: new.then(|| Link::new(format!("{}/meetings/series/new", scope.base()), t(lang, "series-new"))),
    }
}

/// `GET /w/{slug}/meetings.xlsx`: what the list shows, all pages of it.
pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &[]);
    let file = site.read(&member, move |conn, scope| workbook(conn, scope, &query)).await?;
    let scope = &member.scope;
    Ok(saved(scope, file, "meetings", "meetings-file")?)
}

const COLUMNS: [(&str, f64); 7] = [
    ("meetings-head-number", 12.0),
    ("meetings-head-title", 44.0),
    ("meeting-field-kind", 14.0),
    ("meetings-head-state", 12.0),
    ("meetings-head-when", 26.0),
    ("meetings-head-place", 24.0),
    ("meetings-head-receipts", 28.0),
];

fn workbook(conn: &mut Conn, scope: &Scope, query: &ListQuery) -> Result<File> {
    scope.require(&queries::READERS)?;
    let lang = scope.lang();
    let (_, states) = tab(query);
    let which = which(scope, query, states);
    let found = rows(conn, scope, &which, SHEET_ASKED, 0)?;
    let line = |(meeting, people): &(Meeting, Vec<Participant>)| {
        vec![
            Cell::text(&meeting.number),
            Cell::text(&meeting.title),
            Cell::text(t(lang, &meeting.kind.key())),
            Cell::text(t(lang, &meeting.state.key())),
            Cell::text(when(scope, meeting)),
            Cell::text(&meeting.place),
            Cell::text(receipts(lang, meeting, people)),
        ]
    };
    sheet(scope, &t(lang, "meetings-title"), &COLUMNS, found.iter().map(line))
}
