//! The list of documents and the coverage as XLSX: exactly what is shown, all its pages.

use actix_web::{HttpRequest, web};

use super::{
    Answer,
    coverage::{Asked, cover_word, heading, lacks, why},
    id,
    list::{SORTS, filter},
};
use crate::{
    duties::queries::FromOrigin,
    platform::{
        db::Conn,
        error::Result,
        http::{self, ListQuery},
        i18n::{Lang, format, t},
        table::book::{Cell, EXPORT_MAX},
    },
    policy::{
        actions::Directory,
        queries::{self, Filter},
    },
    site::{Member, Site, saved, sheet},
    tenancy::Scope,
};

/// Rows read at a time.
const STRETCH: i64 = 500;

/// `GET /w/{slug}/policies.xlsx`
pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &SORTS);
    let file = site
        .read(&member, move |conn, scope| {
            let rows = documents(conn, scope, &filter(&query))?;
            let columns = [
                ("policy-title", 50.0),
                ("policy-number", 22.0),
                ("policy-issuer", 22.0),
                ("policy-issued", 12.0),
                ("policy-head-state", 10.0),
                ("policy-sheet-clauses", 10.0),
                ("policy-sheet-reviewed", 12.0),
                ("policy-sheet-waiting", 12.0),
                ("policy-head-duties", 10.0),
            ];
            sheet(scope, &t(scope.lang(), "nav-policies"), &columns, rows)
        })
        .await?;
    let scope = &member.scope;
    Ok(saved(scope, file, "policies", "policy-file-list")?)
}

fn documents(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<Vec<Vec<Cell>>> {
    let (lang, mut rows) = (scope.lang(), Vec::new());
    loop {
        let offset = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let items = queries::list(conn, scope, &Filter { limit: STRETCH, offset, ..filter.clone() })?;
        let found = items.len();
        rows.extend(items.into_iter().map(|item| {
            let document = item.document;
            vec![
                document.title.into(),
                document.document_number.into(),
                document.issuer.into(),
                Cell::day(document.issued_on),
                t(lang, document.state.key()).into_owned().into(),
                Cell::Figure(item.clauses as f64),
                Cell::Figure(item.reviewed as f64),
                Cell::Figure(item.tally.proposed as f64),
                Cell::Figure(item.duties as f64),
            ]
        }));
        if found < STRETCH as usize || rows.len() > EXPORT_MAX {
            return Ok(rows);
        }
    }
}

/// `GET /w/{slug}/policies/{id}/coverage.xlsx`
pub async fn coverage(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (id, asked) = (id(&req, "id")?, Asked::of(&ListQuery::of(&req, &[])));
    let (title, file) = site
        .read(&member, move |conn, scope| {
            let title = queries::overview(conn, scope, id)?.document.title;
            let (columns, rows) = if asked.by_duty {
                (&BY_DUTY[..], by_duty(conn, scope, id, asked)?)
            } else {
                (&BY_CLAUSE[..], by_clause(conn, scope, id, asked)?)
            };
            let file = sheet(scope, &t(scope.lang(), "policy-coverage"), columns, rows)?;
            Ok((title, file))
        })
        .await?;
    let today = member.scope.today();
    let name = format(member.lang(), "policy-file-coverage", &[("title", title.into()), ("date", today.to_string().into())]);
    Ok(http::workbook(file, &format!("coverage-{today}"), &name)?)
}

const BY_CLAUSE: [(&str, f64); 9] = [
    ("policy-head-clause", 12.0),
    ("policy-clause-heading", 40.0),
    ("policy-head-covered", 12.0),
    ("policy-no-duty-reason", 30.0),
    ("policy-sheet-duty-number", 12.0),
    ("policy-duty-title", 40.0),
    ("policy-sheet-stage", 10.0),
    ("policy-field-lead", 16.0),
    ("policy-field-due", 14.0),
];

const BY_DUTY: [(&str, f64); 8] = [
    ("policy-sheet-duty-number", 12.0),
    ("policy-duty-title", 40.0),
    ("policy-sheet-stage", 10.0),
    ("policy-field-lead", 16.0),
    ("policy-field-due", 14.0),
    ("policy-head-lacking", 12.0),
    ("policy-head-clause", 12.0),
    ("policy-clause-heading", 40.0),
];

/// A line a duty; a clause without any has one line.
fn by_clause(conn: &mut Conn, scope: &Scope, id: i64, asked: Asked) -> Result<Vec<Vec<Cell>>> {
    let (lang, mut rows, mut read) = (scope.lang(), Vec::new(), 0);
    loop {
        let found = queries::coverage(conn, scope, id, asked.cover, STRETCH, read)?;
        for covered in &found.rows {
            let about = || -> Vec<Cell> {
                vec![
                    covered.clause.name().into(),
                    heading(&covered.clause).into(),
                    cover_word(lang, covered.cover).into(),
                    why(lang, covered).into(),
                ]
            };
            if covered.duties.is_empty() {
                rows.push(about().into_iter().chain(std::iter::repeat_n(Cell::from(""), 5)).collect());
            }
            rows.extend(covered.duties.iter().map(|d| about().into_iter().chain(duty(lang, &found.directory, d)).collect()));
        }
        read += STRETCH;
        if found.rows.len() < STRETCH as usize || rows.len() > EXPORT_MAX {
            return Ok(rows);
        }
    }
}

fn by_duty(conn: &mut Conn, scope: &Scope, id: i64, asked: Asked) -> Result<Vec<Vec<Cell>>> {
    let (lang, mut rows) = (scope.lang(), Vec::new());
    loop {
        let offset = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let found = queries::covered_duties(conn, scope, id, asked.cover, STRETCH, offset)?;
        rows.extend(found.rows.iter().map(|of| {
            let lacking = lacks(&of.duty).map(|cover| cover_word(lang, cover)).unwrap_or_default();
            let clause = [lacking.into(), of.clause.name().into(), heading(&of.clause).into()];
            duty(lang, &found.directory, &of.duty).into_iter().chain(clause).collect()
        }));
        if found.rows.len() < STRETCH as usize || rows.len() > EXPORT_MAX {
            return Ok(rows);
        }
    }
}

/// Number, title, stage, lead, deadline or cadence.
fn duty(lang: Lang, directory: &Directory, duty: &FromOrigin) -> [Cell; 5] {
    let cadence = || duty.cadence.as_deref().map(|c| t(lang, &format!("calendar-cadence-{c}")).into_owned());
    let due = match duty.due_on {
        Some(day) => Cell::Day(day),
        None => cadence().unwrap_or_default().into(),
    };
    [
        duty.number.as_str().into(),
        duty.title.as_str().into(),
        t(lang, duty.state.key()).into_owned().into(),
        duty.lead_id.map(|id| directory.short_name(id).to_owned()).unwrap_or_default().into(),
        due,
    ]
}
