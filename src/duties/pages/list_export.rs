//! `GET /w/{slug}/duties.xlsx`: what the list shows, all its pages.

use std::{collections::HashMap, fs::File};

use actix_web::{HttpRequest, HttpResponse, web};

use super::{
    list::order,
    list_filter::AskedFor,
    list_words::{Left, Words, light_word, stage},
};
use crate::{
    calendar::WorkCalendar,
    duties::{
        export::{EXPORT_MAX, Ledger, Line},
        model::{Part, require_sight},
        queries::{self, Asked, Department, Marks, Row, RowParty},
    },
    platform::{
        clock::local,
        db::Conn,
        error::Result,
        http::{Fault, ListQuery, download},
        i18n::{format, join},
    },
    site::{Member, Site},
    tenancy::Scope,
};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Duties read at once.
const AT_ONCE: usize = 500;

/// `GET /w/{slug}/duties.xlsx`
pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    let list = ListQuery::of(&req, &["due", "number", "reported"]);
    let file = site.read(&member, move |conn, scope| ledger(conn, scope, &list)).await?;
    let scope = &member.scope;
    let args = [("workspace", scope.workspace_name().into()), ("date", scope.today().to_string().into())];
    let name = format!("{}.xlsx", format(scope.lang(), "duties-file", &args));
    Ok(download(file, XLSX, &format!("duties-{}.xlsx", scope.today()), &name)?)
}

/// All that the list of this address shows on all its pages.
fn ledger(conn: &mut Conn, scope: &Scope, list: &ListQuery) -> Result<File> {
    require_sight(scope)?;
    let departments = queries::departments(conn, scope)?;
    let calendar = queries::calendar(conn, scope)?;
    let asked = AskedFor::read(list, scope, &departments);
    let (order, descending) = order(list);
    let all = Asked { tab: asked.tab, filter: asked.filter, order, descending, offset: 0, limit: 0 };
    let mut ids = queries::ids(conn, scope, Marks::of(scope, &calendar), &all, EXPORT_MAX as i64 + 1)?;
    let cut = ids.len() > EXPORT_MAX;
    ids.truncate(EXPORT_MAX);
    let mut ledger = Ledger::new(scope.lang(), scope.workspace_name(), ids.len(), scope.now())?;
    let mut words = Words::new(scope);
    for ids in ids.chunks(AT_ONCE) {
        let rows = queries::rows_of(conn, scope, ids)?;
        let mut parties: HashMap<i64, Vec<RowParty>> = HashMap::new();
        for party in queries::parties(conn, scope, ids)? {
            parties.entry(party.duty_id).or_default().push(party);
        }
        for row in &rows {
            let own = parties.remove(&row.id).unwrap_or_default();
            ledger.write(&line(&mut words, &calendar, &departments, row, &own)?)?;
        }
    }
    ledger.finish(cut)
}

fn line(words: &mut Words<'_>, calendar: &WorkCalendar, departments: &[Department], row: &Row, own: &[RowParty]) -> Result<Line> {
    let (lang, scope) = (words.lang, words.scope);
    let short = |id: i64| departments.iter().find(|d| d.id == id).map(|d| d.short_name.clone());
    let support: Vec<String> = own.iter().filter(|p| p.is(Part::Support)).filter_map(|p| short(p.department_id)).collect();
    let full = scope.reads_all() || own.iter().any(|p| scope.acts_for().chain(scope.leads()).any(|d| d == p.department_id));
    let (light, reason) = row.light(scope, calendar)?;
    let term = Left::of(row, scope, calendar)?;
    let left = term.map(|term| match term {
        Left::Days(n) | Left::Early(n) => n,
        Left::Today | Left::OverDaysOff => 0,
        Left::Over(n) => -n,
    });
    Ok(Line {
        light: light_word(lang, row.state()?, light, reason).into_owned(),
        number: row.number.clone(),
        title: row.title.clone(),
        origin: row.origin_label.clone(),
        lead: row.lead_id.and_then(short).unwrap_or_default(),
        support: join(lang, &support),
        due_on: row.due_on(),
        left,
        term: term.map(|term| words.left(term)).unwrap_or_default(),
        stage: stage(lang, row)?.into_owned(),
        reported_on: row.reported_at.filter(|_| full).map(|at| local(at, scope.zone()).date()),
    })
}
