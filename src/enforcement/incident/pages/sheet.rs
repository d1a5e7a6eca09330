//! `GET /w/{slug}/incidents.xlsx`: what the list shows, all its pages.

use std::fs::File;

use actix_web::{HttpRequest, web};

use super::{
    Answer,
    list::{SORTS, asked},
};
use crate::{
    enforcement::incident::{
        model::Incident,
        queries::{self, Page},
    },
    platform::{
        db::Conn,
        error::Result,
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
    Ok(workbook(file, &format!("incidents-{}", scope.today()), &format(scope.lang(), "incidents-file", &args))?)
}

/// Head key, width in characters.
const COLUMNS: [(&str, f64); 10] = [
    ("incident-field-number", 12.0),
    ("incident-field-title", 40.0),
    ("incident-field-state", 10.0),
    ("incident-field-happened-on", 14.0),
    ("incident-field-region", 14.0),
    ("incident-field-place", 24.0),
    ("incident-field-product", 24.0),
    ("incident-field-deaths", 10.0),
    ("incident-field-injured", 10.0),
    ("incident-field-loss-wan", 16.0),
];

fn sheet(conn: &mut Conn, scope: &Scope, query: &ListQuery) -> Result<File> {
    let lang = scope.lang();
    let (filter, page) = asked(query);
    let most = i64::try_from(EXPORT_MAX).unwrap_or(i64::MAX);
    let mut found = queries::list(conn, scope, &filter, Page { limit: most + 1, offset: 0, ..page })?;
    let cut = found.len() > EXPORT_MAX;
    found.truncate(EXPORT_MAX);
    let all = departments::all(conn, scope)?;
    let rows: Vec<Vec<Cell>> = found.iter().map(|incident| cells(scope, incident, &all)).collect();
    let columns = COLUMNS.map(|(key, width)| Column::new(t(lang, key), width));
    let note = cut.then(|| format(lang, "part-export-cut", &[("limit", EXPORT_MAX.to_string().into())]));
    let about = About { title: &t(lang, "incidents-title"), company: scope.workspace_name(), made: scope.now() };
    book(&about, &columns, &rows, note.as_deref())
}

fn cells(scope: &Scope, incident: &Incident, all: &[Department]) -> Vec<Cell> {
    let region = all.iter().find(|d| d.id == incident.region_id);
    // A cell of a workbook is a double; whole yuan below 10^12 come out exactly.
    let loss = incident.figures.loss.map_or_else(|| Cell::text(""), |yuan| Cell::Figure(yuan as f64 / 10_000.0));
    vec![
        Cell::text(&incident.number),
        Cell::text(&incident.title),
        Cell::text(t(scope.lang(), &incident.state.key())),
        Cell::Day(incident.happened_on),
        Cell::text(region.map_or("", |d| d.short_name.as_str())),
        Cell::text(&incident.place),
        Cell::text(&incident.product),
        Cell::Figure(f64::from(incident.figures.deaths)),
        Cell::Figure(f64::from(incident.figures.injured)),
        loss,
    ]
}
