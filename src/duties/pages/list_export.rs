//! `GET /w/{slug}/duties.xlsx`: what the list shows, all its pages.

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{
    list::order,
    list_filter::AskedFor,
    list_words::{Left, light_word, stage},
};
use crate::{
    calendar::WorkCalendar,
    duties::{
        export::{EXPORT_MAX, Line, workbook},
        model::{Part, require_sight},
        queries::{self, Asked, Department, Marks, Row, RowParty},
    },
    platform::{
        clock::local,
        db::Conn,
        error::Result,
        http::{Fault, ListQuery},
        i18n::{format, join},
    },
    site::{Member, Site},
    tenancy::Scope,
};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /w/{slug}/duties.xlsx`
pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    let list = ListQuery::of(&req, &["due", "number", "reported"]);
    let bytes = site
        .read(&member, move |conn, scope| {
            let (lines, more) = lines(conn, scope, &list)?;
            workbook(scope.lang(), scope.workspace_name(), &lines, more, scope.now())
        })
        .await?;
    let scope = &member.scope;
    let args = [("workspace", scope.workspace_name().into()), ("date", scope.today().to_string().into())];
    let name = format(scope.lang(), "duties-file", &args);
    // RFC 6266: a plain name for who knows no other, the real one in UTF-8.
    let disposition = format!(
        "attachment; filename=\"duties-{}.xlsx\"; filename*=UTF-8''{}.xlsx",
        scope.today(),
        utf8_percent_encode(&name, NON_ALPHANUMERIC)
    );
    Ok(HttpResponse::Ok().content_type(XLSX).insert_header((header::CONTENT_DISPOSITION, disposition)).body(bytes))
}

fn lines(conn: &mut Conn, scope: &Scope, list: &ListQuery) -> Result<(Vec<Line>, bool)> {
    require_sight(scope)?;
    let departments = queries::departments(conn, scope)?;
    let calendar = queries::calendar(conn, scope)?;
    let asked = AskedFor::read(list, scope, &departments);
    let (order, descending) = order(list);
    let all = Asked { tab: asked.tab, filter: asked.filter, order, descending, offset: 0, limit: EXPORT_MAX as i64 };
    let (rows, more) = queries::rows(conn, scope, Marks::of(scope, &calendar), &all)?;
    let mut lines = Vec::with_capacity(rows.len());
    for rows in rows.chunks(100) {
        let ids: Vec<i64> = rows.iter().map(|r| r.id).collect();
        let parties = queries::parties(conn, scope, &ids)?;
        for row in rows {
            lines.push(line(scope, &calendar, &departments, row, &parties)?);
        }
    }
    Ok((lines, more))
}

fn line(scope: &Scope, calendar: &WorkCalendar, departments: &[Department], row: &Row, parties: &[RowParty]) -> Result<Line> {
    let lang = scope.lang();
    let short = |id: i64| departments.iter().find(|d| d.id == id).map(|d| d.short_name.clone());
    let own: Vec<&RowParty> = parties.iter().filter(|p| p.duty_id == row.id).collect();
    let support: Vec<String> = own.iter().filter(|p| p.is(Part::Support)).filter_map(|p| short(p.department_id)).collect();
    let full = scope.reads_all() || own.iter().any(|p| scope.acts_for().chain(scope.leads()).any(|d| d == p.department_id));
    let (light, reason) = row.light(scope, calendar)?;
    let left = match Left::of(row, scope, calendar)? {
        Some(Left::Days(n)) => Some(n),
        Some(Left::Today) => Some(0),
        Some(Left::Over(n)) => Some(-n),
        Some(Left::OverDaysOff | Left::Early(_)) | None => None,
    };
    Ok(Line {
        light: light_word(lang, row.state()?, light, reason).into_owned(),
        number: row.number.clone(),
        title: row.title.clone(),
        origin: row.origin_label.clone(),
        lead: row.lead_id.and_then(short).unwrap_or_default(),
        support: join(lang, &support),
        due_on: row.due_on(),
        left,
        stage: stage(lang, row)?.into_owned(),
        reported_on: row.reported_at.filter(|_| full).map(|at| local(at, scope.zone()).date()),
    })
}
