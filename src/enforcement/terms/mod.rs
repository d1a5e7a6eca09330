//! Deadlines of cases that follow the working calendar: what was given in working days is counted anew when a day changes, and told in the
//! case's timeline; a day somebody named stays.

mod store;

use chrono::NaiveDate;
use serde_json::json;

use crate::{
    calendar::{self, DeadlineRule, WorkCalendar},
    enforcement::{
        CASE, MeasureKind,
        actions::cases::{resettled, touched},
        ladder,
        store::cases as rows,
    },
    platform::{clock, db::Conn, error::Result, i18n::format},
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject, word},
};

crate::platform::stored_words! {
    /// Which deadline.
    Term, "case-term" {
        Measure = "measure",
        /// To decide on what the ladder proposes.
        Proposal = "proposal",
        /// Of a hand-over.
        Receipt = "receipt",
        /// What came of it.
        Result = "result",
        /// To decide whether to file.
        File = "file",
        /// To impose something, or to close: worked out from the rest.
        Next = "next",
    }
}

/// A deadline another calendar moves.
#[derive(Clone, Debug, PartialEq)]
struct Moved {
    case_id: i64,
    term: Term,
    /// Of the measure, the proposal, the hand-over or the case.
    id: i64,
    /// The measure's kind and name, or the hand-over's number.
    what: (Option<MeasureKind>, String),
    before: NaiveDate,
    after: NaiveDate,
}

/// What counts anew.
struct Counting<'a> {
    /// What was counted by before; not known when the program has brought a year's holidays along.
    old: Option<&'a WorkCalendar>,
    new: &'a WorkCalendar,
    /// Deadlines before that day stay.
    from: NaiveDate,
}

/// How many deadlines `new` would move. `from`: the first day that changes.
pub fn preview(conn: &mut Conn, scope: &Scope, old: &WorkCalendar, new: &WorkCalendar, from: NaiveDate) -> Result<usize> {
    permit(scope)?;
    Ok(find(conn, scope, &Counting { old: Some(old), new, from })?.len())
}

/// Moves them, once the days are written, with an entry in each case's timeline; how many there were. `reason`: what changed.
pub fn follow(conn: &mut Conn, scope: &Scope, old: &WorkCalendar, new: &WorkCalendar, from: NaiveDate, reason: &str) -> Result<usize> {
    permit(scope)?;
    let moved = move_all(conn, scope, &Counting { old: Some(old), new, from }, reason)?;
    for id in store::to_be_settled(conn, scope, from)? {
        settle(conn, scope, id, reason)?;
    }
    Ok(moved)
}

/// Counts anew what lies in a year whose holidays have become known since, as happens when the program brings a new notice along; for its own
/// round. How many moved.
pub fn follow_known(conn: &mut Conn, scope: &Scope) -> Result<usize> {
    permit(scope)?;
    let calendar = calendar::load(conn, scope)?;
    let year = calendar.known_until();
    let Some(first) = NaiveDate::from_ymd_opt(year, 1, 1) else { return Ok(0) };
    let reason = format(scope.workspace_lang(), "duty-calendar-known", &[("year", year.to_string().into())]);
    move_all(conn, scope, &Counting { old: None, new: &calendar, from: first.max(scope.today()) }, &reason)
}

/// The calendar is the administrator's; the program itself may act for one, and the secretariat runs the workspace.
fn permit(scope: &Scope) -> Result<()> {
    if scope.person_id().is_none() {
        return Ok(());
    }
    scope.require(&[Role::Administrator, Role::Secretariat])
}

fn find(conn: &mut Conn, scope: &Scope, counting: &Counting<'_>) -> Result<Vec<Moved>> {
    let mut found = measures(conn, scope, counting)?;
    found.extend(hand_overs(conn, scope, counting)?);
    if let Some(old) = counting.old {
        found.extend(proposals(conn, scope, counting, old)?);
        found.extend(to_file(conn, scope, counting, old)?);
    }
    found.retain(|moved| moved.before != moved.after);
    Ok(found)
}

fn after(days: i32, from: NaiveDate, calendar: &WorkCalendar) -> NaiveDate {
    DeadlineRule::AfterAssignment { working_days: u16::try_from(days).unwrap_or(0) }.compute(from, calendar).due_on
}

fn measures(conn: &mut Conn, scope: &Scope, counting: &Counting<'_>) -> Result<Vec<Moved>> {
    let all = store::measures(conn, scope, counting.from)?;
    let moved = |m: store::Measured| {
        let after = m.rule.compute(m.in_force_on, counting.new).due_on;
        Moved { case_id: m.case_id, term: Term::Measure, id: m.id, what: (Some(m.kind), m.name), before: m.due_on, after }
    };
    Ok(all.into_iter().map(moved).collect())
}

fn hand_overs(conn: &mut Conn, scope: &Scope, counting: &Counting<'_>) -> Result<Vec<Moved>> {
    let mut found = Vec::new();
    for h in store::hand_overs(conn, scope, counting.from)? {
        let sent_on = clock::local(h.sent_at, scope.zone()).date();
        let terms = [(Term::Receipt, h.receipt, h.receipt_days), (Term::Result, h.result, h.result_days)];
        for (term, before, days) in terms {
            let (Some(before), Some(days)) = (before.filter(|day| *day >= counting.from), days) else { continue };
            let after = after(days, sent_on, counting.new);
            found.push(Moved { case_id: h.case_id, term, id: h.id, what: (None, h.number.clone()), before, after });
        }
    }
    Ok(found)
}

/// Those that stand where the term of a proposal has put them.
fn proposals(conn: &mut Conn, scope: &Scope, counting: &Counting<'_>, old: &WorkCalendar) -> Result<Vec<Moved>> {
    let all = store::proposals(conn, scope, counting.from)?;
    let days = i32::from(ladder::TO_DECIDE);
    let moved = |(id, case_id, at, before)| {
        let on = clock::local(at, scope.zone()).date();
        let what = (None, String::new());
        let moved = Moved { case_id, term: Term::Proposal, id, what, before, after: after(days, on, counting.new) };
        (after(days, on, old) == before).then_some(moved)
    };
    Ok(all.into_iter().filter_map(moved).collect())
}

/// Those that stand where the term of their kind has put them.
fn to_file(conn: &mut Conn, scope: &Scope, counting: &Counting<'_>, old: &WorkCalendar) -> Result<Vec<Moved>> {
    let kinds = rows::kinds(conn, scope)?;
    let all = store::to_file(conn, scope, counting.from)?;
    let moved = |(id, kind_id, on, before)| {
        let days = kinds.iter().find(|k| k.id == kind_id)?.days_to_file;
        let what = (None, String::new());
        let moved = Moved { case_id: id, term: Term::File, id, what, before, after: after(days, on, counting.new) };
        (after(days, on, old) == before).then_some(moved)
    };
    Ok(all.into_iter().filter_map(moved).collect())
}

fn move_all(conn: &mut Conn, scope: &Scope, counting: &Counting<'_>, reason: &str) -> Result<usize> {
    let all = find(conn, scope, counting)?;
    let mut cases: Vec<i64> = all.iter().map(|m| m.case_id).collect();
    for moved in &all {
        match moved.term {
            Term::Measure => store::set_measure(conn, scope, moved.id, moved.after)?,
            Term::Proposal => store::set_proposal(conn, scope, moved.id, moved.after)?,
            Term::Receipt => store::set_receipt(conn, scope, moved.id, moved.after)?,
            Term::Result => store::set_result(conn, scope, moved.id, moved.after)?,
            Term::File => store::set_file(conn, scope, moved.id, moved.after)?,
            Term::Next => {}
        }
        tell(conn, scope, moved, reason)?;
    }
    cases.sort_unstable();
    cases.dedup();
    for id in cases {
        let mut case = rows::get(conn, scope, id)?;
        touched(conn, scope, &mut case)?;
    }
    Ok(all.len())
}

/// What is due next of this case, by the calendar as it is now.
fn settle(conn: &mut Conn, scope: &Scope, id: i64, reason: &str) -> Result<()> {
    let mut case = rows::get(conn, scope, id)?;
    let before = case.next_due_on;
    resettled(conn, scope, &mut case)?;
    match (before, case.next_due_on) {
        (Some(before), Some(after)) if before != after => {
            let moved = Moved { case_id: id, term: Term::Next, id, what: (None, String::new()), before, after };
            tell(conn, scope, &moved, reason)
        }
        _ => Ok(()),
    }
}

fn tell(conn: &mut Conn, scope: &Scope, moved: &Moved, reason: &str) -> Result<()> {
    let (kind, name) = &moved.what;
    let mut data = json!({ "term": moved.term.as_str(), "name": name, "before": moved.before, "after": moved.after });
    if let Some(kind) = kind {
        data["measure"] = word(kind.key());
    }
    timeline::record(conn, scope, Entry::new(Subject::new(CASE, moved.case_id), "calendar").text(reason).data(data))
}
