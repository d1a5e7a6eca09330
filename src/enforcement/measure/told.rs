//! Measures that are done by telling somebody 公告、通报: the publication that goes public and the receipts of the notices fulfil them, nobody
//! says so by hand. What was told stays told: a correction or a withdrawal afterwards does not bring the order back; one that is withdrawn
//! before its day was never told. Whoever wants it told again imposes it again.

use chrono::NaiveDate;
use serde_json::json;

use super::{
    actions::tell,
    model::{Measure, MeasureState},
    store,
};
use crate::{
    enforcement::{
        actions::cases::touched,
        hand_over::{self, HandOver, HandOverKind, HandOverState},
        model::{Case, CaseState, MeasureKind},
        publication::State,
        store::cases as rows,
    },
    platform::{
        clock::local,
        db::Conn,
        error::{Error, Message, Result},
    },
    tenancy::{DepartmentKind, Scope, departments},
    timeline::word,
};

/// How far it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Telling {
    /// Nothing is written yet, or nobody it has to be told to was told.
    NotBegun,
    /// What is written, checked or sent: its number, and the day it goes public, where that is known.
    UnderWay(String, Option<NaiveDate>),
    /// By what, and on which day.
    Told(String, NaiveDate),
}

/// How far a measure is told that is done so; none for another one, and for one that is over.
pub fn telling(conn: &mut Conn, scope: &Scope, measure: &Measure) -> Result<Option<Telling>> {
    if !measure.is_live() {
        return Ok(None);
    }
    let done: Vec<String> = store::of_cases(conn, scope, &[measure.case_id])?.into_iter().filter_map(|m| m.told_by).collect();
    match measure.kind {
        MeasureKind::Publish => {
            let all = store::publications_of(conn, scope, measure.case_id)?;
            let all =
                all.into_iter().filter(|(number, ..)| !done.contains(number)).map(|(n, on, state)| Ok((n, on, State::stored(&state)?)));
            Ok(Some(published(measure.in_force_on, scope.today(), &all.collect::<Result<Vec<_>>>()?)))
        }
        MeasureKind::NotifyGovernment => {
            let all = hand_over::of_case(conn, &scope.on_behalf_of_office(), measure.case_id)?;
            let day = |at| local(at, scope.zone()).date();
            let fits = |h: &HandOver| h.kind == HandOverKind::Notice && day(h.sent_at) >= measure.in_force_on && !done.contains(&h.number);
            let all: Vec<HandOver> = all.into_iter().filter(fits).collect();
            let governments = governments(conn, scope, &all)?;
            Ok(Some(receipted(&all, &governments, day)))
        }
        _ => Ok(None),
    }
}

/// Publications of a case that did nothing else: number, the day of the version in force, where the latest stands.
fn published(from: NaiveDate, today: NaiveDate, all: &[(String, Option<NaiveDate>, State)]) -> Telling {
    let days = || all.iter().filter_map(|(number, on, _)| on.filter(|on| *on >= from).map(|on| (number.clone(), on)));
    if let Some((number, on)) = days().find(|(_, on)| *on <= today) {
        return Telling::Told(number, on);
    }
    if let Some((number, on)) = days().next() {
        return Telling::UnderWay(number, Some(on));
    }
    let pending = all.iter().find(|(_, _, state)| state.is_pending());
    pending.map_or(Telling::NotBegun, |(number, ..)| Telling::UnderWay(number.clone(), None))
}

/// Notices of a case since it was ordered: all that wait are receipted, and one of them by a government or by a body outside, which may be one.
fn receipted(all: &[HandOver], governments: &[i64], day: impl Fn(chrono::NaiveDateTime) -> NaiveDate) -> Telling {
    if let Some(waits) = all.iter().find(|h| h.state == HandOverState::Sent) {
        return Telling::UnderWay(waits.number.clone(), None);
    }
    let received = || all.iter().filter(|h| matches!(h.state, HandOverState::Received | HandOverState::Reported));
    if !received().any(|h| h.to_id.is_none_or(|id| governments.contains(&id))) {
        return Telling::NotBegun;
    }
    let last = received().filter_map(|h| h.answered_at.map(|at| (at, &h.number))).max();
    last.map_or(Telling::NotBegun, |(at, number)| Telling::Told(number.clone(), day(at)))
}

fn governments(conn: &mut Conn, scope: &Scope, all: &[HandOver]) -> Result<Vec<i64>> {
    let ids: Vec<i64> = all.iter().filter_map(|h| h.to_id).collect();
    let found = departments::by_ids(conn, scope, &ids)?;
    Ok(found.into_iter().filter(|d| d.kind == DepartmentKind::LocalGovernment).map(|d| d.id).collect())
}

/// Fulfils what was told of a case; whether there was anything. The caller works out what is due next.
pub(in crate::enforcement) fn settle_told(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<bool> {
    if !matches!(case.state, CaseState::Open | CaseState::Referred | CaseState::HandedOver) {
        return Ok(false);
    }
    let live = store::of_cases(conn, scope, &[case.id])?.into_iter().filter(|m| m.is_live() && m.kind.is_told());
    let mut any = false;
    for mut measure in live {
        let Some(Telling::Told(number, on)) = telling(conn, scope, &measure)? else { continue };
        measure.state = MeasureState::Fulfilled;
        measure.ended_on = Some(on);
        measure.told_by = Some(number.clone());
        store::save(conn, scope, &mut measure)?;
        let data = json!({ "measure": word(measure.kind.key()), "number": number, "on": on });
        tell(conn, scope, case, "measure_told", "", data)?;
        any = true;
    }
    Ok(any)
}

/// Cases looked at in one transaction.
const PIECE: i64 = 100;

/// Fulfils what went public because its day came; the case to go on after, where there may be more.
pub(in crate::enforcement) fn catch_up(conn: &mut Conn, scope: &Scope, after: i64) -> Result<Option<i64>> {
    let found = store::public_by(conn, scope, scope.today(), after, PIECE)?;
    for id in &found {
        let mut case = rows::get(conn, scope, *id)?;
        if settle_told(conn, scope, &case)? {
            touched(conn, scope, &mut case)?;
        }
    }
    Ok(found.last().copied().filter(|_| found.len() == usize::try_from(PIECE).unwrap_or_default()))
}

/// Refuses to say by hand that something is told while this program is telling it.
pub(super) fn require_not_begun(conn: &mut Conn, scope: &Scope, measure: &Measure) -> Result<()> {
    match telling(conn, scope, measure)? {
        Some(Telling::UnderWay(number, _)) => {
            Err(Error::Refused(Message::new("measure-told-under-way").text("number", number).key("measure", measure.kind.key())))
        }
        _ => Ok(()),
    }
}
