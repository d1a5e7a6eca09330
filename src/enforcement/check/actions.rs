//! Keeping what was asked and answered.

use super::{
    model::{Answer, Verdict, kept},
    store::{self, Row},
};
use crate::{
    enforcement::{READERS, restriction::Restriction},
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        i18n::{format_day, join, tr},
        id::new_id,
    },
    tenancy::Scope,
};

/// Keeps a query with its answer.
pub fn record(conn: &mut Conn, scope: &Scope, answer: &Answer) -> Result<()> {
    store::insert(conn, &[row(scope, answer, None, 0)?])
}

/// Keeps the lines of a pasted list with their answers; what names it.
pub fn record_list(conn: &mut Conn, scope: &Scope, answers: &[(usize, Answer)]) -> Result<i64> {
    let batch_id = new_id();
    let place = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
    let rows = answers.iter().map(|(number, answer)| row(scope, answer, Some(batch_id), place(*number))).collect::<Result<Vec<_>>>()?;
    store::insert(conn, &rows)?;
    Ok(batch_id)
}

fn row(scope: &Scope, answer: &Answer, batch_id: Option<i64>, position: i32) -> Result<Row> {
    scope.require(&READERS)?;
    let membership_id = scope.membership_id().ok_or(Error::NotFound)?;
    let about = answer.about.as_ref();
    Ok(Row {
        workspace_id: scope.workspace_id(),
        id: new_id(),
        asked_at: scope.now(),
        membership_id,
        asked_by: scope.actor_name().to_owned(),
        purpose: answer.purpose.as_str().to_owned(),
        typed: kept(&answer.typed),
        answer: answer.verdict.as_str().to_owned(),
        party_id: about.map(|a| a.party_id()),
        subject: about.map(|a| a.name().to_owned()).unwrap_or_default(),
        until_on: answer.until(),
        why: why(scope, answer),
        batch_id,
        position,
        award_year: answer.year,
    })
}

/// The reason in few words, in the workspace's language: what forbids it, who is similar, what is wrong with the code.
fn why(scope: &Scope, answer: &Answer) -> String {
    let lang = scope.workspace_lang();
    let mut parts: Vec<String> = match answer.verdict {
        Verdict::No => {
            answer.holding.iter().map(|r| format!("{} {} · {}", r.number, r.basis, answer.department(r.department_id))).collect()
        }
        Verdict::Choice => answer.choices.iter().map(|c| c.name().to_owned()).collect(),
        Verdict::Unknown => answer.similar.iter().map(|p| p.name.clone()).collect(),
        Verdict::Unreadable | Verdict::Skipped => answer.fault.iter().map(|fault| tr(lang, fault)).collect(),
        Verdict::Yes | Verdict::Conflict => Vec::new(),
    };
    if answer.verdict == Verdict::Yes {
        let ended = |r: &Restriction| {
            let note = Message::new("check-ended-lately").text("number", &r.number).text("day", format_day(lang, r.last_on));
            tr(lang, &note.text("basis", &r.basis).text("department", answer.department(r.department_id)))
        };
        parts.extend(answer.recent.iter().map(ended));
    }
    parts.extend(answer.notes.iter().map(|note| tr(lang, note)));
    join(lang, &parts)
}
