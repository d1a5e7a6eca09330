//! `GET /w/{slug}/cases/board`: where cases are stuck, on what, and since when; each number is a list. And as a workbook.

use std::fs::File;

use actix_web::{HttpRequest, web};

use super::{Answer, head, list::NO_REGION, list_path};
use crate::{
    enforcement::{
        model::NextWhat,
        queries::board::{self, Board, By, Pile},
    },
    platform::{
        db::Conn,
        error::Result,
        http::ListQuery,
        i18n::{Lang, format, format_day, t},
        table::book::{About, Cell as SheetCell, Column, book},
        view::{
            grid::{self, Cell, Grid, GridRow, page},
            parts::{Empty, Link, Notice, Tab, Tabs},
        },
    },
    site::{Member, Site, saved},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
};

const TABS: [(By, &str); 2] = [(By::Holder, "holder"), (By::Region, "region")];

fn asked(query: &ListQuery) -> By {
    TABS.iter().find(|(_, word)| query.filter("by") == Some(*word)).map_or(By::Holder, |(by, _)| *by)
}

fn load(conn: &mut Conn, scope: &Scope, by: By) -> Result<(Board, Vec<Department>)> {
    let all = departments::all(conn, scope)?;
    Ok((board::board(conn, scope, by, &all)?, all))
}

pub async fn board(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &[]);
    let by = asked(&query);
    let (board, all) = site.read(&member, move |conn, scope| load(conn, scope, by)).await?;
    let (scope, lang) = (&member.scope, member.lang());
    let mut head = head(scope, None, &t(lang, "case-board-title")).under(t(lang, "case-board-about"));
    if !board.piles.is_empty() {
        head = head.action(query.export_link(&format!("{}/board.xlsx", list_path(scope))), t(lang, "part-export"), false);
    }
    let tab = |(of, word): (By, &str)| Tab {
        href: query.link_with(&[("by", Some(word).filter(|_| of != By::Holder)), ("page", None)]),
        label: t(lang, &format!("case-board-by-{word}")).into_owned(),
        count: None,
        current: of == by,
    };
    let body = grid::Board {
        head,
        tabs: Tabs { name: t(lang, "case-board-tabs").into_owned(), items: TABS.map(tab).into() },
        notices: silent(scope, &board).into_iter().collect(),
        grid: (!board.piles.is_empty()).then(|| table(scope, by, &board, &all, &query)),
        empty: Empty {
            title: t(lang, "case-board-none").into_owned(),
            text: Some(t(lang, "case-board-none-text").into_owned()),
            action: Some(Link::new(list_path(scope), t(lang, "cases-title"))),
        },
    };
    Ok(member.page(&req, "layout/board", t(lang, "case-board-title"), body)?)
}

/// Hand-overs nobody answers; among them notices, which hold up no case.
fn silent(scope: &Scope, board: &Board) -> Option<Notice> {
    let lang = scope.lang();
    (board.silent > 0).then(|| Notice {
        tone: "red",
        title: None,
        text: format(lang, "case-board-silent", &[("n", (board.silent as f64).into())]),
        link: Some(Link::new(format!("{}/hand-overs?tab=silent", scope.base()), t(lang, "hand-overs-title"))),
    })
}

/// A row's short name and full one.
fn named(lang: Lang, id: Option<i64>, all: &[Department]) -> (String, String) {
    let found = id.map(|id| all.iter().find(|d| d.id == id));
    match found {
        Some(Some(d)) => (d.short_name.clone(), d.name.clone()),
        Some(None) => (String::new(), String::new()),
        None => {
            let nowhere = t(lang, "case-board-nowhere").into_owned();
            (nowhere.clone(), nowhere)
        }
    }
}

fn heads(lang: Lang, by: By) -> Vec<String> {
    let mut heads = vec![if by == By::Holder { "case-field-holder" } else { "case-field-region" }, "cases-tab-live", "part-light-red"]
        .into_iter()
        .map(|key| t(lang, key).into_owned())
        .collect::<Vec<_>>();
    heads.extend(NextWhat::ALL.iter().map(|what| t(lang, &format!("case-board-{}", what.as_str().replace('_', "-"))).into_owned()));
    heads.push(t(lang, "case-board-since").into_owned());
    heads
}

fn table(scope: &Scope, by: By, board: &Board, all: &[Department], query: &ListQuery) -> Grid {
    let lang = scope.lang();
    let heads = heads(lang, by);
    let (range, pager) = page(lang, board.piles.len(), query, "board");
    let row = |(id, pile): &(Option<i64>, Pile)| {
        let (short, name) = named(lang, *id, all);
        let whose = match (by, id) {
            (By::Holder, Some(id)) => format!("holder={id}"),
            (By::Region, Some(id)) => format!("region={id}"),
            (_, None) => format!("region={NO_REGION}"),
        };
        GridRow { short, name, cells: cells(scope, &heads, pile, &whose) }
    };
    let together = t(lang, "home-grid-sum").into_owned();
    Grid {
        title: t(lang, "case-board-title").into_owned(),
        rows: board.piles[range].iter().map(row).collect(),
        sum: (board.piles.len() > 1).then(|| GridRow {
            short: together.clone(),
            name: together,
            cells: cells(scope, &heads, &board.sum, ""),
        }),
        pager,
        note: t(lang, if by == By::Holder { "case-board-note" } else { "case-board-note-region" }).into_owned(),
        wide: true,
        heads,
    }
}

/// The numbers of a pile, each with the register behind it.
fn cells(scope: &Scope, heads: &[String], pile: &Pile, whose: &str) -> Vec<Cell> {
    let at = |column: usize| heads.get(column).cloned().unwrap_or_default();
    let link = |parts: &[&str]| {
        let query: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
        format!("{}?{}", list_path(scope), query.join("&"))
    };
    let mut cells = vec![
        Cell::count(pile.live, at(1), None, || link(&[whose])),
        Cell::count(pile.overdue, at(2), Some("red"), || link(&[whose, "overdue=1"])),
    ];
    for (index, (what, n)) in NextWhat::ALL.iter().zip(pile.stuck).enumerate() {
        let next = format!("next={}", what.as_str());
        cells.push(Cell::count(n, at(index + 3), None, || link(&[whose, &next, "overdue=1"])));
    }
    cells.push(Cell {
        text: pile.since.map_or_else(|| "·".to_owned(), |day| format_day(scope.lang(), day)),
        href: pile.since.map(|_| link(&[whose, "overdue=1", "sort=due"])),
        tone: None,
        head: at(heads.len() - 1),
    });
    cells
}

/// `GET /w/{slug}/cases/board.xlsx`: what the board shows.
pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let by = asked(&ListQuery::of(&req, &[]));
    let file = site.read(&member, move |conn, scope| sheet(conn, scope, by)).await?;
    let scope = &member.scope;
    Ok(saved(scope, file, "case-board", "case-board-workbook")?)
}

fn sheet(conn: &mut Conn, scope: &Scope, by: By) -> Result<File> {
    let lang = scope.lang();
    let (board, all) = load(conn, scope, by)?;
    let heads = heads(lang, by);
    let row = |name: String, pile: &Pile| {
        let mut row = vec![SheetCell::text(name), SheetCell::Figure(pile.live as f64), SheetCell::Figure(pile.overdue as f64)];
        row.extend(pile.stuck.iter().map(|n| SheetCell::Figure(*n as f64)));
        row.push(SheetCell::day(pile.since));
        row
    };
    let mut rows: Vec<_> = board.piles.iter().map(|(id, pile)| row(named(lang, *id, &all).0, pile)).collect();
    if board.piles.len() > 1 {
        rows.push(row(t(lang, "home-grid-sum").into_owned(), &board.sum));
    }
    let columns: Vec<Column> =
        heads.into_iter().enumerate().map(|(at, head)| Column::new(head, if at == 0 { 20.0 } else { 12.0 })).collect();
    let about = About { title: &t(lang, "case-board-title"), company: scope.workspace_name(), made: scope.now() };
    book(&about, &columns, &rows, None)
}
