//! `GET /w/{slug}/matters/board`: matters by whom they are about, as far as this person may know of them; each number is a list. And as
//! a workbook.

use std::{collections::HashMap, fs::File};

use actix_web::{HttpRequest, web};
use chrono::NaiveDate;

use super::{Answer, list_path};
use crate::{
    accountability::queries::{self, Brief, Tab},
    platform::{
        clock,
        db::Conn,
        error::{Error, Result},
        http::{ListQuery, workbook},
        i18n::{Lang, format, format_day, t},
        table::book::{About, Cell as SheetCell, Column, book},
        view::{
            grid::{self, Cell, Grid, GridRow, page},
            parts::{Crumb, Empty, Head, Link, Tab as TabView, Tabs},
        },
    },
    site::{Member, Site},
    tenancy::{
        DepartmentKind, Scope,
        departments::{self, Department},
    },
};

/// The columns that count, each as the list's tab has it; beside them what is overdue, and since when the oldest open one is there.
const COUNTED: [Tab; 6] = [Tab::Open, Tab::Proposed, Tab::Running, Tab::Decided, Tab::Closed, Tab::Dismissed];

/// Matters about one body or people of it.
#[derive(Clone, Copy, Default)]
struct Pile {
    counts: [i64; COUNTED.len()],
    overdue: i64,
    since: Option<NaiveDate>,
}

impl Pile {
    fn add(&mut self, scope: &Scope, one: &Brief) {
        for (tab, n) in COUNTED.iter().zip(&mut self.counts) {
            *n += i64::from(tab.has(one.state));
        }
        self.overdue += i64::from(one.is_overdue);
        if one.state.is_open() {
            let day = clock::local(one.created_at, scope.zone()).date();
            self.since = Some(self.since.map_or(day, |since| since.min(day)));
        }
    }
}

struct Board {
    piles: Vec<(Department, Pile)>,
    sum: Pile,
}

/// Local governments alone, or all bodies.
fn of_governments(query: &ListQuery) -> bool {
    query.filter("by") == Some("region")
}

fn load(conn: &mut Conn, scope: &Scope, governments: bool) -> Result<Board> {
    // Whoever knows of none has no such page.
    if !queries::has_place(conn, scope)? {
        return Err(Error::NotFound);
    }
    let all = departments::all(conn, scope)?;
    let mut piles: HashMap<i64, Pile> = HashMap::new();
    let mut sum = Pile::default();
    let is_shown = |id: i64| !governments || all.iter().any(|d| d.id == id && d.kind == DepartmentKind::LocalGovernment);
    for one in queries::briefs(conn, scope)?.iter().filter(|one| is_shown(one.department_id)) {
        piles.entry(one.department_id).or_default().add(scope, one);
        sum.add(scope, one);
    }
    let mut piles: Vec<_> = all.into_iter().filter_map(|d| piles.remove(&d.id).map(|pile| (d, pile))).collect();
    piles.sort_by_key(|(_, pile)| std::cmp::Reverse((pile.overdue, pile.counts[0])));
    Ok(Board { piles, sum })
}

pub async fn board(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &[]);
    let governments = of_governments(&query);
    let board = site.read(&member, move |conn, scope| load(conn, scope, governments)).await?;
    let (scope, lang) = (&member.scope, member.lang());
    let title = t(lang, "matters-board");
    let mut head = Head::new(&*title).under(t(lang, "matters-board-about")).crumb(list_path(scope), t(lang, "matters-title"));
    head.crumbs.push(Crumb { href: None, label: title.clone().into_owned() });
    if !board.piles.is_empty() {
        head = head.action(query.export_link(&format!("{}/board.xlsx", list_path(scope))), t(lang, "part-export"), false);
    }
    let tab = |(word, key): (Option<&str>, &str)| TabView {
        href: query.link_with(&[("by", word), ("page", None)]),
        label: t(lang, key).into_owned(),
        count: None,
        current: word.is_some() == governments,
    };
    let tabs = [(None, "matters-board-all"), (Some("region"), "matters-board-governments")].map(tab);
    let body = grid::Board {
        head,
        tabs: Tabs { name: t(lang, "matters-board-tabs").into_owned(), items: tabs.into() },
        notices: Vec::new(),
        grid: (!board.piles.is_empty()).then(|| table(scope, &board, &query)),
        empty: Empty {
            title: t(lang, "matters-none-here").into_owned(),
            text: None,
            action: Some(Link::new(list_path(scope), t(lang, "matters-title"))),
        },
    };
    Ok(member.page(&req, "layout/board", title, body)?)
}

fn heads(lang: Lang) -> Vec<String> {
    let mut keys: Vec<String> = vec!["matter-field-subject".into()];
    keys.extend(COUNTED.iter().map(|tab| tab.key()));
    keys.extend(["part-light-red".into(), "matters-board-since".into()]);
    keys.iter().map(|key| t(lang, key).into_owned()).collect()
}

fn table(scope: &Scope, board: &Board, query: &ListQuery) -> Grid {
    let lang = scope.lang();
    let heads = heads(lang);
    let (range, pager) = page(lang, board.piles.len(), query, "board");
    let row = |(d, pile): &(Department, Pile)| GridRow {
        short: d.short_name.clone(),
        name: d.name.clone(),
        cells: cells(scope, &heads, pile, &format!("&department={}", d.id)),
    };
    let together = t(lang, "home-grid-sum").into_owned();
    // The list knows no kinds of bodies: the sum of some of them leads nowhere.
    let sums = board.piles.len() > 1 && !of_governments(query);
    Grid {
        title: t(lang, "matters-board").into_owned(),
        rows: board.piles[range].iter().map(row).collect(),
        sum: sums.then(|| GridRow { short: together.clone(), name: together, cells: cells(scope, &heads, &board.sum, "") }),
        pager,
        note: t(lang, "matters-board-note").into_owned(),
        wide: true,
        heads,
    }
}

fn cells(scope: &Scope, heads: &[String], pile: &Pile, whose: &str) -> Vec<Cell> {
    let link = |asked: &str| format!("{}?{asked}{whose}", list_path(scope));
    let mut heads = heads.iter().skip(1).cloned();
    let mut head = || heads.next().unwrap_or_default();
    let mut cells: Vec<Cell> =
        COUNTED.iter().zip(pile.counts).map(|(tab, n)| Cell::count(n, head(), None, || link(&format!("tab={}", tab.as_str())))).collect();
    cells.push(Cell::count(pile.overdue, head(), Some("red"), || link("overdue=1")));
    cells.push(Cell {
        text: pile.since.map_or_else(|| "·".to_owned(), |day| format_day(scope.lang(), day)),
        href: pile.since.map(|_| link("sort=age&dir=asc")),
        tone: None,
        head: head(),
    });
    cells
}

/// `GET /w/{slug}/matters/board.xlsx`: what the board shows.
pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let governments = of_governments(&ListQuery::of(&req, &[]));
    let file = site.read(&member, move |conn, scope| sheet(conn, scope, governments)).await?;
    let scope = &member.scope;
    let args = [("workspace", scope.workspace_name().into()), ("date", scope.today().to_string().into())];
    Ok(workbook(file, &format!("matter-board-{}", scope.today()), &format(scope.lang(), "matters-board-file", &args))?)
}

fn sheet(conn: &mut Conn, scope: &Scope, governments: bool) -> Result<File> {
    let lang = scope.lang();
    let board = load(conn, scope, governments)?;
    let row = |name: String, pile: &Pile| {
        let mut row = vec![SheetCell::text(name)];
        row.extend(pile.counts.iter().chain([&pile.overdue]).map(|n| SheetCell::Figure(*n as f64)));
        row.push(SheetCell::day(pile.since));
        row
    };
    let mut rows: Vec<_> = board.piles.iter().map(|(d, pile)| row(d.short_name.clone(), pile)).collect();
    if board.piles.len() > 1 && !governments {
        rows.push(row(t(lang, "home-grid-sum").into_owned(), &board.sum));
    }
    let columns: Vec<Column> =
        heads(lang).into_iter().enumerate().map(|(at, head)| Column::new(head, if at == 0 { 20.0 } else { 12.0 })).collect();
    let about = About { title: &t(lang, "matters-board"), company: scope.workspace_name(), made: scope.now() };
    book(&about, &columns, &rows, None)
}
