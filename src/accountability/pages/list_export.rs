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
        http::ListQuery,
        i18n::t,
        table::book::Cell,
    },
    site::{Member, SHEET_ASKED, Site, saved, sheet},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
};

pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &SORTS);
    let file = site.read(&member, move |conn, scope| workbook(conn, scope, &query)).await?;
    let scope = &member.scope;
    Ok(saved(scope, file, "matters", "matters-file")?)
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

fn workbook(conn: &mut Conn, scope: &Scope, query: &ListQuery) -> Result<File> {
    if !queries::has_place(conn, scope)? {
        return Err(Error::NotFound);
    }
    let asked = asked(query);
    let found = queries::list(conn, scope, &asked.which, asked.tab, asked.order, SHEET_ASKED, 0)?;
    let all = departments::all(conn, scope)?;
    sheet(scope, &t(scope.lang(), "matters-title"), &COLUMNS, found.iter().map(|m| cells(scope, m, &all)))
}

fn cells(scope: &Scope, matter: &Matter, all: &[Department]) -> Vec<Cell> {
    let lang = scope.lang();
    let department = all.iter().find(|d| d.id == matter.subject.department_id);
    let moment = |at| Cell::Moment(clock::local(at, scope.zone()));
    vec![
        Cell::text(&matter.number),
        Cell::text(&matter.title),
        Cell::text(t(lang, &matter.state_key())),
        Cell::text(subject_name(lang, matter, department)),
        Cell::text(t(lang, &matter.cause.key())),
        Cell::text(&matter.basis),
        matter.due_on().map_or_else(|| Cell::text(""), Cell::Day),
        moment(matter.created_at),
        matter.closed_at.map_or_else(|| Cell::text(""), moment),
    ]
}
