//! Keeping what was asked and answered.

use super::{
    model::{Answer, Verdict, kept},
    store::{self, Row},
};
use crate::{
    enforcement::{
        READERS,
        restriction::{FOREVER, Restriction},
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        i18n::{format_day, join, t, tr},
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
        typed: kept(&answer.typed, scope.today()),
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

/// What is said beside a yes: what will forbid it or did, and whom restrictions fall on who may be meant too.
fn with_the_yes(scope: &Scope, answer: &Answer) -> Vec<String> {
    let lang = scope.workspace_lang();
    let coming = if answer.on < scope.today() { "check-list-after-year" } else { "check-list-coming" };
    let kinds = [
        (coming, &answer.coming),
        ("check-list-on-people", &answer.on_people),
        ("check-list-namesakes", &answer.namesakes),
        ("check-ended-lately", &answer.recent),
    ];
    let say = |key: &'static str, r: &Restriction| {
        let people: Vec<String> = r.people.iter().map(|p| p.name.clone()).collect();
        let note = Message::new(key).text("number", &r.number).text("basis", &r.basis).text("people", join(lang, &people));
        let note = note.text("department", answer.department(r.department_id)).text("party", &r.named);
        let last = if r.last_on == FOREVER { t(lang, "check-no-end").into_owned() } else { format_day(lang, r.last_on) };
        tr(lang, &note.text("from", format_day(lang, r.from_on)).text("day", last))
    };
    kinds.into_iter().flat_map(|(key, all)| all.iter().map(move |r| say(key, r))).collect()
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
        parts.extend(with_the_yes(scope, answer));
    }
    parts.extend(answer.notes.iter().map(|note| tr(lang, note)));
    join(lang, &parts)
}
