//! `GET /w/{slug}/campaigns/{number}/regions.xlsx`: the ranking of a campaign's regions.

use std::fs::File;

use actix_web::{HttpRequest, web};

use super::{Answer, number_in, show_rows::kinds, words};
use crate::{
    enforcement::campaign::{
        model::{RegionStanding, Standing, What},
        queries,
    },
    platform::{
        db::Conn,
        error::Result,
        http::workbook,
        i18n::{format, t},
        table::book::{About, Cell, Column, book},
    },
    site::{Member, Site},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
};

pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let (file, name) = site.read(&member, move |conn, scope| sheet(conn, scope, &number)).await?;
    let scope = &member.scope;
    let args = [("name", name.as_str().into()), ("date", scope.today().to_string().into())];
    Ok(workbook(file, &format!("campaign-{}-{}", number_in(&req), scope.today()), &format(scope.lang(), "campaign-file", &args))?)
}

fn sheet(conn: &mut Conn, scope: &Scope, number: &str) -> Result<(File, String)> {
    let campaign = queries::by_number(conn, scope, number)?;
    let standing = queries::standing(conn, scope, campaign)?;
    let all = departments::all(conn, scope)?;
    let kinds = kinds(&standing);
    let mut ranked: Vec<&RegionStanding> = standing.regions.iter().collect();
    ranked.sort_by_key(|r| r.rank.unwrap_or(usize::MAX));
    let rows: Vec<Vec<Cell>> = ranked.into_iter().map(|r| cells(scope, &standing, r, &kinds, &all)).collect();
    let name = standing.campaign.name.clone();
    let about = About { title: &name, company: scope.workspace_name(), made: scope.now() };
    Ok((book(&about, &columns(scope, &kinds), &rows, None)?, name))
}

fn columns(scope: &Scope, kinds: &[What]) -> Vec<Column> {
    let lang = scope.lang();
    let column = |key: &str, width: f64| Column::new(t(lang, key), width);
    let mut all = vec![
        column("campaign-field-rank", 8.0),
        column("campaign-field-region", 20.0),
        column("campaign-field-light", 12.0),
        column("campaign-field-share", 12.0),
    ];
    for what in kinds {
        let of = |key: &str| format(lang, key, &[("what", t(lang, &what.key()).into_owned().into())]);
        all.extend(["campaign-column-done", "campaign-column-goal", "campaign-column-line"].map(|key| Column::new(of(key), 16.0)));
    }
    all.extend([column("campaign-column-reports", 12.0), column("campaign-column-owed", 12.0)]);
    all
}

fn cells(scope: &Scope, standing: &Standing, region: &RegionStanding, kinds: &[What], all: &[Department]) -> Vec<Cell> {
    let figure = |n: i64| Cell::Figure(n as f64);
    let name = all.iter().find(|d| d.id == region.known.region.department_id).map_or("", |d| d.short_name.as_str());
    let mut cells = vec![
        region.rank.map_or_else(|| Cell::text(""), |r| Cell::Figure(r as f64)),
        Cell::text(name),
        Cell::text(words::region_light(scope.lang(), standing.campaign.state, region).word.unwrap_or_default()),
        Cell::text(region.share.map(words::share).unwrap_or_default()),
    ];
    for what in kinds {
        match region.target(*what) {
            Some(p) => cells.extend([figure(p.done), figure(p.goal), figure(p.line)]),
            None => cells.extend([Cell::text(""), Cell::text(""), Cell::text("")]),
        }
    }
    cells.extend([Cell::Figure(region.known.reported.len() as f64), Cell::Figure(region.owed.len() as f64)]);
    cells
}
