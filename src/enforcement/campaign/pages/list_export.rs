//! `GET /w/{slug}/campaigns.xlsx`: what the list shows, all its pages.

use std::fs::File;

use actix_web::{HttpRequest, web};

use super::{
    Answer,
    list::{SORTS, asked, leads, regions},
    words::{self, share},
};
use crate::{
    enforcement::campaign::{
        model::Standing,
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
    let file = site.read(&member, move |conn, scope| workbook(conn, scope, &query)).await?;
    let scope = &member.scope;
    Ok(saved(scope, file, "campaigns", "campaigns-file")?)
}

/// Head key, width in characters.
const COLUMNS: [(&str, f64); 10] = [
    ("campaign-field-light", 14.0),
    ("campaign-field-number", 12.0),
    ("campaign-field-name", 40.0),
    ("campaign-field-state", 10.0),
    ("campaign-field-first-on", 14.0),
    ("campaign-field-last-on", 14.0),
    ("campaign-field-leads", 30.0),
    ("campaign-field-region-count", 10.0),
    ("campaign-field-regions", 30.0),
    ("campaign-field-share", 12.0),
];

/// Standings held at once.
const PIECE: usize = 100;

fn workbook(conn: &mut Conn, scope: &Scope, query: &ListQuery) -> Result<File> {
    let (filter, state, page) = asked(query);
    let all = departments::all(conn, scope)?;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    loop {
        let part = Page { limit: PIECE as i64, offset: rows.len() as i64, ..page };
        let found = queries::list(conn, scope, &filter, state, part)?;
        rows.extend(found.iter().map(|standing| cells(scope, standing, &all)));
        if found.len() < PIECE || rows.len() as i64 >= SHEET_ASKED {
            break;
        }
    }
    sheet(scope, &t(scope.lang(), "campaigns-title"), &COLUMNS, rows)
}

fn cells(scope: &Scope, standing: &Standing, all: &[Department]) -> Vec<Cell> {
    let (lang, campaign) = (scope.lang(), &standing.campaign);
    vec![
        Cell::text(words::light(lang, standing).word.unwrap_or_default()),
        Cell::text(&campaign.number),
        Cell::text(&campaign.name),
        Cell::text(t(lang, &campaign.state.key())),
        Cell::Day(campaign.first_on),
        Cell::Day(campaign.last_on),
        Cell::text(leads(lang, standing, all)),
        Cell::Figure(standing.regions.len() as f64),
        Cell::text(regions(lang, standing)),
        Cell::text(standing.share().filter(|_| campaign.counts()).map(share).unwrap_or_default()),
    ]
}
