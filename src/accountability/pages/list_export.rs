//! `GET /w/{slug}/matters.xlsx`: what the list shows, all its pages.

use std::fs::File;

use actix_web::{HttpRequest, web};

use super::{
    Answer,
    list::{SORTS, asked},
    subject_name,
};
use crate::{
    accountability::{model::Matter, queries},
    platform::{
        clock,
        db::Conn,
        error::{Error, Result},
        http::{ListQuery, workbook},
        i18n::{format, t},
        table::book::{About, Cell, Column, EXPORT_MAX, book},
    },
    site::{Member, Site},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
};

pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &SORTS);
    let file = site.read(&member, move |conn, scope| sheet(conn, scope, &query)).await?;
    let scope = &member.scope;
    let args = [("workspace", scope.workspace_name().into()), ("date", scope.today().to_string().into())];
    Ok(workbook(file, &format!("matters-{}", scope.today()), &format(scope.lang(), "matters-file", &args))?)
}

/// Head key, width in characters.
const COLUMNS: [(&str, f64); 9] = [
    ("matter-field-number", 12.0),
    ("matter-field-title", 44.0),
    ("matter-field-state", 12.0),
    ("matter-field-subject", 26.0),
    ("matter-field-cause", 24.0),
    ("matter-field-basis", 30.0),
    ("matter-field-due", 14.0),
    ("matter-field-raised", 18.0),
    ("matter-field-closed", 18.0),
];

fn sheet(conn: &mut Conn, scope: &Scope, query: &ListQuery) -> Result<File> {
    let lang = scope.lang();
    if !queries::has_place(conn, scope)? {
        return Err(Error::NotFound);
    }
    let asked = asked(query);
    let most = i64::try_from(EXPORT_MAX).unwrap_or(i64::MAX);
    let mut found = queries::list(conn, scope, &asked.which, asked.tab, asked.order, most + 1, 0)?;
    let cut = found.len() > EXPORT_MAX;
    found.truncate(EXPORT_MAX);
    let all = departments::all(conn, scope)?;
    let rows: Vec<Vec<Cell>> = found.iter().map(|m| cells(scope, m, &all)).collect();
    let columns = COLUMNS.map(|(key, width)| Column::new(t(lang, key), width));
    let note = cut.then(|| format(lang, "part-export-cut", &[("limit", EXPORT_MAX.to_string().into())]));
    let about = About { title: &t(lang, "matters-title"), company: scope.workspace_name(), made: scope.now() };
    book(&about, &columns, &rows, note.as_deref())
}

fn cells(scope: &Scope, matter: &Matter, all: &[Department]) -> Vec<Cell> {
    let lang = scope.lang();
    let department = all.iter().find(|d| d.id == matter.subject.department_id);
    let moment = |at| Cell::Moment(clock::local(at, scope.zone()));
    vec![
        Cell::text(&matter.number),
        Cell::text(&matter.title),
        Cell::text(t(lang, &matter.state.key())),
        Cell::text(subject_name(lang, matter, department)),
        Cell::text(t(lang, &matter.cause.key())),
        Cell::text(&matter.basis),
        matter.due_on().map_or_else(|| Cell::text(""), Cell::Day),
        moment(matter.created_at),
        matter.closed_at.map_or_else(|| Cell::text(""), moment),
    ]
}
