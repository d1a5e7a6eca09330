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
    platform::{db::Conn, error::Result, http::ListQuery, i18n::t, table::book::Cell},
    site::{Member, SHEET_ASKED, Site, saved, sheet},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
};

pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &SORTS);
    let file = site.read(&member, move |conn, scope| export_of(conn, scope, &query)).await?;
    Ok(saved(&member.scope, file, "incidents", "incidents-file")?)
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

fn export_of(conn: &mut Conn, scope: &Scope, query: &ListQuery) -> Result<File> {
    let (filter, page) = asked(query);
    let found = queries::list(conn, scope, &filter, Page { limit: SHEET_ASKED, offset: 0, ..page })?;
    let all = departments::all(conn, scope)?;
    sheet(scope, &t(scope.lang(), "incidents-title"), &COLUMNS, found.iter().map(|incident| cells(scope, incident, &all)))
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
