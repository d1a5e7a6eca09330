//! `GET /w/{slug}/samplings/{id}/list.xlsx`: what a round's page shows, all its pages, as a workbook.

use std::fs::File;

use actix_web::{HttpRequest, web};

use super::{
    Answer,
    show::{SORTS, asked},
};
use crate::{
    enforcement::{
        pages::id_in,
        sampling::{
            model::Round,
            queries::{self, Listed, Page},
        },
    },
    platform::{
        db::Conn,
        error::Result,
        http::{ListQuery, workbook},
        i18n::{format, t},
        table::book::Cell,
    },
    site::{Member, SHEET_ASKED, Site, sheet},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
};

/// Head key, width in characters.
const COLUMNS: [(&str, f64); 11] = [
    ("sampling-field-party", 34.0),
    ("sampling-field-given", 34.0),
    ("party-field-code", 22.0),
    ("party-field-region", 14.0),
    ("sampling-field-product", 26.0),
    ("sampling-field-batch", 26.0),
    ("sampling-field-is-main", 10.0),
    ("sampling-field-sampled-on", 14.0),
    ("sampling-field-result", 10.0),
    ("sampling-field-failed-items", 34.0),
    ("sampling-field-case", 22.0),
];

pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let id = id_in(&req)?;
    let query = ListQuery::of(&req, &SORTS);
    let (file, round) = site
        .read(&member, move |conn, scope| {
            let round = queries::round(conn, scope, id)?;
            Ok((found(conn, scope, &query, &round)?, round))
        })
        .await?;
    let scope = &member.scope;
    let args = [("round", round.name.into()), ("date", scope.today().to_string().into())];
    Ok(workbook(file, &format!("sampling-{}-{}", round.id, scope.today()), &format(scope.lang(), "sampling-file", &args))?)
}

fn found(conn: &mut Conn, scope: &Scope, query: &ListQuery, round: &Round) -> Result<File> {
    let (which, page) = asked(query, round.id);
    let found = queries::listed(conn, scope, &which, Page { limit: SHEET_ASKED, offset: 0, ..page })?;
    let all = departments::all(conn, scope)?;
    sheet(scope, &round.name, &COLUMNS, found.iter().map(|listed| cells(scope, listed, &all)))
}

fn cells(scope: &Scope, listed: &Listed, all: &[Department]) -> Vec<Cell> {
    let (lang, sampling, party) = (scope.lang(), &listed.sampling, &listed.party);
    let region = party.region_id.and_then(|id| all.iter().find(|d| d.id == id));
    let main = if sampling.is_main { "sampling-yes" } else { "sampling-no" };
    vec![
        Cell::text(&party.name),
        Cell::text(&sampling.party_name),
        Cell::text(party.shown_code()),
        Cell::text(region.map_or("", |d| d.short_name.as_str())),
        Cell::text(&sampling.product),
        Cell::text(&sampling.batch),
        Cell::text(t(lang, main)),
        Cell::Day(sampling.sampled_on),
        Cell::text(t(lang, &sampling.result.key())),
        Cell::text(&sampling.failed_items),
        Cell::text(listed.case.as_ref().map_or("", |c| c.shown_number())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        enforcement::sampling::import::{Column as Read, is_of_our_own},
        platform::{i18n::Lang, table::Column as _},
    };

    #[test]
    fn every_head_is_understood_when_the_workbook_comes_in_again() {
        for lang in [Lang::ZhCn, Lang::En] {
            let heads: Vec<String> = COLUMNS.iter().map(|(key, _)| t(lang, key).into_owned()).collect();
            let read: Vec<Read> = heads.iter().filter_map(|head| Read::of_head(head)).collect();
            assert!(Read::ALL.iter().all(|column| read.iter().filter(|r| *r == column).count() == 1), "{heads:?}: {read:?}");
            for head in heads.iter().filter(|head| Read::of_head(head).is_none()) {
                assert!(is_of_our_own(head), "{head}");
            }
        }
    }
}
