//! What was done lately: for digests, which tell each reader of their own departments. The program asks.

use chrono::{NaiveDate, NaiveDateTime};

use crate::{
    enforcement::{MeasureKind, sampling::SamplingResult, store::news as store},
    platform::{
        clock::{local, to_utc},
        db::Conn,
        error::Result,
    },
    tenancy::Scope,
};

/// Measures a leader hears of when they are imposed.
pub const GRAVE: [MeasureKind; 5] = [
    MeasureKind::StopProduction,
    MeasureKind::SuspendLicence,
    MeasureKind::RevokeLicence,
    MeasureKind::RevokeBusinessLicence,
    MeasureKind::CloseDown,
];

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Imposed(MeasureKind),
    /// To justice or another body outside.
    Referred,
    Published,
    Restricted,
    /// How many were sampled, and how many of them passed.
    Sampled {
        all: i64,
        passed: i64,
    },
}

/// Something done on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct News {
    pub what: What,
    pub department_id: i64,
    pub on: NaiveDate,
    /// The party, the title, or the round.
    pub name: String,
    /// Where it is read, below the workspace.
    pub path: String,
}

/// What was done since a day and before today, the latest of each first.
pub fn since(conn: &mut Conn, scope: &Scope, day: NaiveDate) -> Result<Vec<News>> {
    let began = to_utc(day.and_time(chrono::NaiveTime::MIN), scope.zone());
    let on = |at| local(at, scope.zone()).date();
    let mut all = Vec::new();
    for (department_id, at, name, case, kind) in store::imposed(conn, scope, began, &GRAVE.map(MeasureKind::as_str))? {
        let what = What::Imposed(MeasureKind::stored(&kind)?);
        all.push(News { what, department_id, on: on(at), name, path: format!("/cases/{case}") });
    }
    for (department_id, at, name, case) in store::referred(conn, scope, began)? {
        all.push(News { what: What::Referred, department_id, on: on(at), name, path: format!("/cases/{case}") });
    }
    // What is dated back is told by the day on which it was written down.
    let told = |from: NaiveDate, at: Option<NaiveDateTime>| at.map_or(from, |at| from.max(on(at)));
    for (department_id, from, at, name, number) in store::published(conn, scope, (day, began))? {
        all.push(News { what: What::Published, department_id, on: told(from, at), name, path: format!("/publications/{number}") });
    }
    for (department_id, from, at, name, number) in store::restricted(conn, scope, (day, began))? {
        all.push(News { what: What::Restricted, department_id, on: told(from, at), name, path: format!("/restrictions/{number}") });
    }
    let (rounds, results) = store::rounds(conn, scope, began)?;
    let passed = SamplingResult::Passed.as_str();
    for (id, department_id, at, name) in rounds {
        let own = || results.iter().filter(|(round, ..)| *round == id);
        let what =
            What::Sampled { all: own().map(|(.., n)| n).sum(), passed: own().filter(|(_, r, _)| r == passed).map(|(.., n)| n).sum() };
        all.push(News { what, department_id, on: on(at), name, path: format!("/samplings/{id}") });
    }
    all.retain(|news| news.on < scope.today());
    all.sort_by_key(|news| std::cmp::Reverse(news.on));
    Ok(all)
}
