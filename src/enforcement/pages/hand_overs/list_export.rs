//! `GET /w/{slug}/hand-overs.xlsx`: what the register shows, all its pages.

use actix_web::{HttpRequest, web};

use super::{
    Answer, light,
    list::{Names, SORTS, asked},
    receiver, short,
};
use crate::{
    enforcement::hand_over::{self, HandOver, Page},
    platform::{clock, http::ListQuery, i18n::t, table::book::Cell},
    site::{Member, SHEET_ASKED, Site, saved, sheet},
    tenancy::Scope,
};

/// Head key, width in characters.
const COLUMNS: [(&str, f64); 10] = [
    ("cases-light", 18.0),
    ("hand-over-field-case", 40.0),
    ("case-field-number", 22.0),
    ("hand-over-field-number", 14.0),
    ("hand-over-field-kind", 16.0),
    ("hand-over-field-from", 18.0),
    ("hand-over-field-to", 24.0),
    ("hand-over-field-due", 14.0),
    ("hand-over-field-sent", 14.0),
    ("hand-over-field-reason", 50.0),
];

pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &SORTS);
    let file = site
        .read(&member, move |conn, scope| {
            let (filter, page) = asked(scope, &query);
            let found = hand_over::list(conn, scope, &filter, Page { limit: SHEET_ASKED, offset: 0, ..page })?;
            let names = Names::of(conn, scope, &found)?;
            sheet(scope, &t(scope.lang(), "hand-overs-title"), &COLUMNS, found.iter().map(|h| cells(scope, h, &names)))
        })
        .await?;
    let scope = &member.scope;
    Ok(saved(scope, file, "hand-overs", "hand-overs-file")?)
}

fn cells(scope: &Scope, h: &HandOver, names: &Names) -> Vec<Cell> {
    let lang = scope.lang();
    let (title, case_number) = names.case(h.case_id);
    vec![
        Cell::text(light(scope, h, &names.calendar).word.unwrap_or_default()),
        Cell::text(title),
        Cell::text(case_number),
        Cell::text(&h.number),
        Cell::text(t(lang, &h.kind.key())),
        Cell::text(short(&names.departments, h.from_id)),
        Cell::text(receiver(h, &names.departments)),
        h.due_on().map_or_else(|| Cell::text(""), Cell::Day),
        Cell::Day(clock::local(h.sent_at, scope.zone()).date()),
        Cell::text(&h.reason),
    ]
}
