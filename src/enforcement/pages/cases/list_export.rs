//! `GET /w/{slug}/cases.xlsx`: what the list shows, all its pages. Nothing of informers is in it.

use std::fs::File;

use actix_web::{HttpRequest, web};

use super::{
    Answer,
    list::{Names, SORTS, asked},
    words,
};
use crate::{
    calendar::{self, WorkCalendar},
    enforcement::{
        model::CaseBrief,
        queries::cases::{self as queries, CasePage},
    },
    platform::{db::Conn, error::Result, http::ListQuery, i18n::t, table::book::Cell},
    site::{Member, SHEET_ASKED, Site, saved, sheet},
    tenancy::Scope,
};

pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &SORTS);
    let file = site.read(&member, move |conn, scope| workbook(conn, scope, &query)).await?;
    let scope = &member.scope;
    Ok(saved(scope, file, "cases", "cases-file")?)
}

/// Head key, width in characters.
const COLUMNS: [(&str, f64); 17] = [
    ("cases-light", 10.0),
    ("case-field-number", 22.0),
    ("case-field-plain-number", 12.0),
    ("case-field-title", 40.0),
    ("case-field-party", 30.0),
    ("case-field-kind", 20.0),
    ("case-field-product", 24.0),
    ("case-field-holder", 16.0),
    ("case-field-region", 14.0),
    ("case-field-state", 14.0),
    ("case-field-next", 22.0),
    ("case-field-next-due", 14.0),
    ("case-field-found-on", 14.0),
    ("case-field-registered-on", 14.0),
    ("case-field-filed-on", 14.0),
    ("case-field-closed-on", 14.0),
    ("case-field-outcome", 18.0),
];

fn workbook(conn: &mut Conn, scope: &Scope, query: &ListQuery) -> Result<File> {
    let (filter, page) = asked(query);
    let found = queries::list(conn, scope, &filter, CasePage { limit: SHEET_ASKED, offset: 0, ..page })?;
    let names = Names::of(conn, scope, &found)?;
    let calendar = calendar::load(conn, scope)?;
    sheet(scope, &t(scope.lang(), "cases-title"), &COLUMNS, found.iter().map(|c| cells(scope, &calendar, c, &names)))
}

fn cells(scope: &Scope, calendar: &WorkCalendar, case: &CaseBrief, names: &Names) -> Vec<Cell> {
    let lang = scope.lang();
    let light = words::case_light_view(scope, calendar, case.state, (case.next_due_on, case.next_what), false);
    let short = |id: i64| names.department(id).map(|d| d.short_name.clone()).unwrap_or_default();
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(|| Cell::text(""), Cell::Day);
    vec![
        Cell::text(t(lang, &format!("part-light-{}", light.tone))),
        Cell::text(case.formal_number.as_deref().unwrap_or_default()),
        Cell::text(&case.number),
        Cell::text(&case.title),
        Cell::text(names.party(case.party_id).map(|p| p.name.as_str()).unwrap_or_default()),
        Cell::text(names.kind(case.kind_id)),
        Cell::text(&case.product),
        Cell::text(short(case.holder_id)),
        Cell::text(case.region_id.map(short).unwrap_or_default()),
        Cell::text(t(lang, &case.state.key())),
        Cell::text(case.next_what.map(|w| t(lang, &w.key())).unwrap_or_default()),
        day(case.next_due_on),
        day(Some(case.found_on)),
        day(Some(case.registered_on)),
        day(case.filed_on),
        day(case.closed_on),
        Cell::text(case.outcome.map(|o| t(lang, &o.key())).unwrap_or_default()),
    ]
}
