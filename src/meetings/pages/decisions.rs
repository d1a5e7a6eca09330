//! `GET /w/{slug}/meetings/decisions`: what meetings settled and what became of it: clause → item → decision → duty, of one
//! department or of all; and the part of it that opens the next meeting (`meetings/followed_part`).

use std::{collections::HashMap, fs::File};

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::Answer;
use crate::{
    duties::{self, Light, queries::Department},
    meetings::queries::{self, Charged, Followed},
    platform::{
        db::Conn,
        error::Result,
        http::{ListQuery, Pager},
        i18n::{Lang, format, format_day, join, t},
        table::book::{About, Cell, Column, book},
        view::parts::{Choice, Empty, Head, LightView, Tab, Tabs},
    },
    site::{Member, Site, saved},
    tenancy::Scope,
};

/// `meetings/followed_part`: decisions with their duties.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FollowedView {
    /// “8 项议定事项，3 项已办结”.
    pub sentence: String,
    pub rows: Vec<FollowedRow>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct FollowedRow {
    id: String,
    /// `2026-0003 议题2（1）`
    place: String,
    href: String,
    item: String,
    text: String,
    clauses: String,
    lead: String,
    /// All duties closed.
    done: Option<LightView>,
    duties: Vec<DutyLine>,
    /// Why there is none.
    none: String,
}

#[derive(Clone, Debug, Serialize)]
struct DutyLine {
    light: LightView,
    href: String,
    number: String,
    due: String,
    report: String,
}

impl FollowedRow {
    /// The same in the cells of a printed table: where, what, who, how it stands.
    pub fn cells(&self) -> Vec<String> {
        let standing = |d: &DutyLine| {
            let light = d.light.word.clone().unwrap_or_default();
            [light, d.number.clone(), d.due.clone(), d.report.clone()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
        };
        let standing: Vec<String> = self.duties.iter().map(standing).collect();
        let standing = if standing.is_empty() { self.none.clone() } else { standing.join("\n") };
        vec![self.place.clone(), self.text.clone(), self.lead.clone(), standing]
    }
}

/// As lists of duties show it: behind because of what, not due soon.
fn light_of(lang: Lang, charged: &Charged) -> LightView {
    let tone = match charged.light {
        Light::Red => "red",
        Light::Yellow => "yellow",
        Light::Green => "green",
        Light::Grey => "grey",
    };
    let word = charged.row.state().map(|state| duties::pages::light_word(lang, state, charged.light, charged.reason).into_owned());
    LightView { tone, word: word.ok() }
}

/// A report in a line.
fn shortened(text: &str) -> String {
    const MOST: usize = 100;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= MOST { flat } else { flat.chars().take(MOST).chain(['…']).collect() }
}

fn place(lang: Lang, f: &Followed) -> String {
    let (item, nth) = f.place;
    format(lang, "decision-place", &[("number", f.meeting.number.as_str().into()), ("item", item.into()), ("nth", nth.into())])
}

fn duty(scope: &Scope, charged: &Charged) -> DutyLine {
    DutyLine {
        light: light_of(scope.lang(), charged),
        href: format!("{}/duties/{}", scope.base(), charged.row.number),
        number: charged.row.number.clone(),
        due: charged.row.due_on().map(|day| format_day(scope.lang(), day)).unwrap_or_default(),
        report: charged.report.as_deref().map(shortened).unwrap_or_default(),
    }
}

fn row(scope: &Scope, names: &HashMap<i64, String>, f: &Followed) -> FollowedRow {
    let lang = scope.lang();
    let name = |id: i64| names.get(&id).cloned().unwrap_or_default();
    let support: Vec<String> = f.decision.support.iter().map(|id| name(*id)).collect();
    let lead = f.decision.lead_id.map(name).unwrap_or_default();
    let lead = match support.is_empty() {
        true => lead,
        false => format(lang, "decision-lead-support", &[("lead", lead.into()), ("support", join(lang, &support).into())]),
    };
    FollowedRow {
        id: f.decision.id.to_string(),
        place: place(lang, f),
        href: format!("{}/meetings/{}/items/{}#decision-{}", scope.base(), f.meeting.number, f.item.id, f.decision.id),
        item: f.item.title.clone(),
        text: f.decision.text.clone(),
        clauses: join(lang, &f.clauses),
        lead,
        done: f.is_done().then(|| LightView { tone: "grey", word: Some(t(lang, "decision-done").into_owned()) }),
        duties: f.duties.iter().map(|d| duty(scope, d)).collect(),
        none: if f.duties.is_empty() { f.decision.no_duty_reason.clone() } else { String::new() },
    }
}

/// `meetings/followed_part`.
pub(super) fn followed_view(scope: &Scope, names: &HashMap<i64, String>, all: &[Followed]) -> FollowedView {
    let done = all.iter().filter(|f| f.is_done()).count();
    let late = all.iter().filter(|f| f.duties.iter().any(|d| d.light == Light::Red)).count();
    let args = [("n", all.len().into()), ("done", done.into()), ("late", late.into())];
    FollowedView { sentence: format(scope.lang(), "decision-standing", &args), rows: all.iter().map(|f| row(scope, names, f)).collect() }
}

#[derive(Serialize)]
struct Body {
    head: Head,
    tabs: Tabs,
    action: String,
    departments: Vec<Choice>,
    words: String,
    followed: FollowedView,
    empty: Option<Empty>,
    pager: Pager,
}

/// What the address asks for.
fn chosen(conn: &mut Conn, scope: &Scope, query: &ListQuery) -> Result<Vec<Followed>> {
    scope.require(&queries::READERS)?;
    let department = query.filter("department").and_then(|id| id.parse().ok());
    let words = queries::search::words(query.filter("q").unwrap_or_default());
    let mut all = queries::charged(conn, scope, department, &words)?;
    if !words.is_empty() {
        let holds = |f: &Followed| {
            let key = duties::search_key(&[&*f.decision.text, &*f.item.title, &*f.meeting.title, &f.clauses.join(" ")].join(" "));
            words.iter().all(|w| key.contains(w))
        };
        all.retain(holds);
    }
    if query.filter("sort") == Some("clause") {
        all.sort_by(|a, b| (a.clauses.is_empty(), &a.clauses).cmp(&(b.clauses.is_empty(), &b.clauses)));
    }
    Ok(all)
}

fn is_in(tab: &str, f: &Followed) -> bool {
    match tab {
        "open" => !f.is_done() && !f.duties.is_empty(),
        "done" => f.is_done(),
        "none" => f.duties.is_empty(),
        _ => true,
    }
}

const TABS: [&str; 4] = ["all", "open", "done", "none"];

fn tab(query: &ListQuery) -> &'static str {
    TABS.into_iter().find(|tab| query.filter("tab") == Some(tab)).unwrap_or(TABS[0])
}

pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let mut query = ListQuery::of(&req, &[]);
    let asked = query.clone();
    let read = site.read(&member, move |conn, scope| Ok((chosen(conn, scope, &asked)?, duties::queries::departments(conn, scope)?)));
    let (all, departments) = read.await?;
    let (scope, lang) = (&member.scope, member.lang());
    let names: HashMap<i64, String> = departments.iter().map(|d| (d.id, d.short_name.clone())).collect();
    let current = tab(&query);
    let shown: Vec<Followed> = all.iter().filter(|f| is_in(current, f)).cloned().collect();
    let total = u64::try_from(shown.len()).unwrap_or(u64::MAX);
    query.clamp(total);
    let (skip, take) = (usize::try_from(query.offset()).unwrap_or(0), usize::try_from(query.limit()).unwrap_or(25));
    let mut followed = followed_view(scope, &names, &shown);
    followed.rows = followed.rows.into_iter().skip(skip).take(take).collect();
    let tabs = TABS.map(|name| Tab {
        href: query.link_with(&[("tab", Some(name).filter(|n| *n != TABS[0]))]),
        label: t(lang, &format!("decisions-tab-{name}")).into_owned(),
        count: Some(all.iter().filter(|f| is_in(name, f)).count().to_string()),
        current: name == current,
    });
    let body = Body {
        head: head(scope, &query),
        tabs: Tabs { name: t(lang, "decisions-title").into_owned(), items: tabs.into() },
        action: format!("{}/meetings/decisions", scope.base()),
        departments: choices(lang, &departments, query.filter("department").unwrap_or_default()),
        words: query.filter("q").unwrap_or_default().to_owned(),
        empty: followed.rows.is_empty().then(|| Empty {
            title: t(lang, "decisions-empty").into_owned(),
            text: Some(t(lang, "decisions-empty-text").into_owned()),
            action: None,
        }),
        followed,
        pager: query.pager(lang, total),
    };
    Ok(member.page(&req, "meetings/decisions", t(lang, "decisions-title"), body)?)
}

fn head(scope: &Scope, query: &ListQuery) -> Head {
    let (lang, base) = (scope.lang(), scope.base());
    let by_clause = query.filter("sort") == Some("clause");
    let (other, key) = if by_clause { (None, "decisions-by-meeting") } else { (Some("clause"), "decisions-by-clause") };
    Head::new(t(lang, "decisions-title"))
        .crumb(format!("{base}/meetings"), t(lang, "meetings-title"))
        .under(t(lang, "decisions-about"))
        .action(query.link_with(&[("sort", other)]), t(lang, key), false)
        .action(query.export_link(&format!("{base}/meetings/decisions.xlsx")), t(lang, "meetings-export"), false)
}

fn choices(lang: Lang, departments: &[Department], chosen: &str) -> Vec<Choice> {
    let all = Choice::new("", t(lang, "decisions-any-department"), chosen.is_empty());
    let one = |d: &Department| Choice::new(d.id, &*d.short_name, d.id.to_string() == chosen);
    std::iter::once(all).chain(departments.iter().map(one)).collect()
}

const COLUMNS: [(&str, f64); 8] = [
    ("decisions-head-clause", 22.0),
    ("decisions-head-meeting", 20.0),
    ("decisions-head-item", 30.0),
    ("decisions-head-text", 48.0),
    ("decisions-head-lead", 26.0),
    ("decisions-head-duty", 14.0),
    ("decisions-head-due", 18.0),
    ("decisions-head-report", 48.0),
];

/// `GET /w/{slug}/meetings/decisions.xlsx`: one row a duty, all pages.
pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &[]);
    let file = site.read(&member, move |conn, scope| sheet(conn, scope, &query)).await?;
    let scope = &member.scope;
    Ok(saved(scope, file, "decisions", "decisions-file")?)
}

fn sheet(conn: &mut Conn, scope: &Scope, query: &ListQuery) -> Result<File> {
    let lang = scope.lang();
    let current = tab(query);
    let all = chosen(conn, scope, query)?;
    let names = duties::queries::department_short_names(conn, scope)?;
    let mut rows = Vec::new();
    for f in all.iter().filter(|f| is_in(current, f)) {
        let shown = row(scope, &names, f);
        let begin = [&shown.clauses, &shown.place, &shown.item, &shown.text, &shown.lead].map(Cell::text);
        if shown.duties.is_empty() {
            rows.push(begin.iter().cloned().chain([Cell::Empty, Cell::Empty, Cell::text(&shown.none)]).collect());
        }
        for d in &shown.duties {
            rows.push(begin.iter().cloned().chain([Cell::text(&d.number), Cell::text(&d.due), Cell::text(&d.report)]).collect());
        }
    }
    let columns = COLUMNS.map(|(key, width)| Column::new(t(lang, key), width));
    let about = About { title: &t(lang, "decisions-title"), company: scope.workspace_name(), made: scope.now() };
    book(&about, &columns, &rows, None)
}
