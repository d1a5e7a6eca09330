//! `GET /w/{slug}/duties.xlsx`: what the list shows, all its pages.

use std::{collections::HashMap, fs::File};

use actix_web::{HttpRequest, HttpResponse, web};

use super::{
    list::order,
    list_filter::AskedFor,
    list_words::{Left, Words, light_word, stage},
};
use crate::{
    calendar::WorkCalendar,
    duties::{
        model::{Part, require_sight},
        queries::{self, Asked, Department, Marks, Row, RowParty},
    },
    platform::{
        clock::local,
        db::Conn,
        error::Result,
        http::{Fault, ListQuery},
        i18n::{format, join, t},
        table::book::{About, Book, Cell, Column},
    },
    site::{Member, Site, saved},
    tenancy::Scope,
};

/// The most duties one file holds; some ten times the largest ledger known.
const EXPORT_MAX: usize = 100_000;

/// Head key, width in characters.
const COLUMNS: [(&str, f64); 11] = [
    ("duties-sheet-light", 9.0),
    ("duties-sheet-number", 12.0),
    ("duties-sheet-title", 44.0),
    ("duties-sheet-origin", 30.0),
    ("duties-sheet-lead", 16.0),
    ("duties-sheet-support", 30.0),
    ("duties-sheet-due", 12.0),
    ("duties-sheet-left", 12.0),
    ("duties-sheet-term", 18.0),
    ("duties-sheet-stage", 10.0),
    ("duties-sheet-reported", 12.0),
];

/// Duties read at once.
const AT_ONCE: usize = 500;

/// `GET /w/{slug}/duties.xlsx`
pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    let list = ListQuery::of(&req, &["due", "number", "reported"]);
    let file = site.read(&member, move |conn, scope| ledger(conn, scope, &list)).await?;
    let scope = &member.scope;
    Ok(saved(scope, file, "duties", "duties-file")?)
}

/// All that the list of this address shows on all its pages.
fn ledger(conn: &mut Conn, scope: &Scope, list: &ListQuery) -> Result<File> {
    require_sight(scope)?;
    let departments = queries::departments(conn, scope)?;
    let calendar = queries::calendar(conn, scope)?;
    let asked = AskedFor::read(list, scope, &departments);
    let (order, descending) = order(list);
    let all = Asked { tab: asked.tab, filter: asked.filter, order, descending, offset: 0, limit: 0 };
    let mut ids = queries::ids(conn, scope, Marks::of(scope, &calendar), &all, EXPORT_MAX as i64 + 1)?;
    let cut = ids.len() > EXPORT_MAX;
    ids.truncate(EXPORT_MAX);
    let lang = scope.lang();
    let about = About { title: &t(lang, "duties-sheet"), company: scope.workspace_name(), made: scope.now() };
    let mut ledger = Book::new(&about, &COLUMNS.map(|(key, width)| Column::new(t(lang, key), width)), ids.len())?;
    let mut words = Words::new(scope);
    for ids in ids.chunks(AT_ONCE) {
        let rows = queries::rows_of(conn, scope, ids)?;
        let mut parties: HashMap<i64, Vec<RowParty>> = HashMap::new();
        for party in queries::parties(conn, scope, ids)? {
            parties.entry(party.duty_id).or_default().push(party);
        }
        for row in &rows {
            let own = parties.remove(&row.id).unwrap_or_default();
            ledger.row(&line(&mut words, &calendar, &departments, row, &own)?)?;
        }
    }
    let note = cut.then(|| format(lang, "duties-sheet-cut", &[("limit", EXPORT_MAX.to_string().into())]));
    ledger.finish(note.as_deref())
}

fn line(words: &mut Words<'_>, calendar: &WorkCalendar, departments: &[Department], row: &Row, own: &[RowParty]) -> Result<Vec<Cell>> {
    let (lang, scope) = (words.lang, words.scope);
    let short = |id: i64| departments.iter().find(|d| d.id == id).map(|d| d.short_name.clone());
    let support: Vec<String> = own.iter().filter(|p| p.is(Part::Support)).filter_map(|p| short(p.department_id)).collect();
    let full = scope.reads_all() || own.iter().any(|p| scope.acts_for().chain(scope.leads()).any(|d| d == p.department_id));
    let (light, reason) = row.light(scope, calendar)?;
    let term = Left::of(row, scope, calendar)?;
    // Working days left, or by which it was handed in early; negative when overdue.
    let left = term.map(|term| match term {
        Left::Days(n) | Left::Early(n) => n,
        Left::Today | Left::OverDaysOff => 0,
        Left::Over(n) => -n,
    });
    Ok(vec![
        Cell::text(light_word(lang, row.state()?, light, reason)),
        Cell::text(&row.number),
        Cell::text(&row.title),
        Cell::text(&row.origin_label),
        Cell::text(row.lead_id.and_then(short).unwrap_or_default()),
        Cell::text(join(lang, &support)),
        Cell::day(row.due_on()),
        left.map_or(Cell::Empty, Cell::Balance),
        Cell::text(term.map(|term| words.left(term)).unwrap_or_default()),
        Cell::text(stage(lang, row)?),
        Cell::day(row.reported_at.filter(|_| full).map(|at| local(at, scope.zone()).date())),
    ])
}
