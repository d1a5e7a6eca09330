//! What waits on somebody in matters, for homes and digests.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::{
    accountability::{
        model::{Answered, By, Matter, PaperKind, Part, Person, Sight, State, has_looked_into, sight},
        store::{self, Said},
    },
    platform::{clock, db::Conn, error::Result},
    tenancy::Scope,
    timeline::Kept,
};

crate::platform::stored_words! {
    /// What somebody has to do.
    Why, "matter-waits" {
        /// Take up or dismiss.
        Accept = "accept",
        /// Say whether one has an interest in it.
        Declare = "declare",
        /// Find out the facts, until the subject can be told.
        Investigate = "investigate",
        /// Hold the hearing that was granted, or write it down.
        Hear = "hear",
        Reply = "reply",
        /// Grant or deny what the subject asked for.
        Answer = "answer",
        /// See to it that it is decided: the subject was heard, or has let its time pass.
        Decide = "decide",
        Respond = "respond",
        /// Have another body decide on an objection.
        Rule = "rule",
        Verify = "verify",
    }
}

/// Something that waits.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    pub why: Why,
    pub number: String,
    pub title: String,
    pub by: Option<NaiveDate>,
}

/// Matters looked at in one read.
const PIECE: i64 = 200;

/// Every page counts what waits, and between two changes it comes out the same.
static KEPT: Kept<(Option<i64>, NaiveDate), Arc<[Waiting]>> = Kept::new(1_000);

/// What waits on this person: what has a day first, and proposals, of which a sweep raises many, last.
pub fn waiting(conn: &mut Conn, scope: &Scope) -> Result<Arc<[Waiting]>> {
    if !store::has_any(conn, scope)? {
        return Ok(Arc::new([]));
    }
    KEPT.get(conn, scope, (scope.membership_id(), scope.today()), |conn| find(conn, scope))
}

/// Read piece by piece, each in three sets, however many matters are open.
fn find(conn: &mut Conn, scope: &Scope) -> Result<Arc<[Waiting]>> {
    let (mut found, mut after) = (Vec::new(), 0);
    loop {
        let matters = store::open_after(conn, scope, after, PIECE)?;
        add_waiting(conn, scope, &matters, &mut found)?;
        match matters.last() {
            Some(last) if matters.len() as i64 == PIECE => after = last.id,
            _ => break,
        }
    }
    found.sort_by_key(|w| (w.why == Why::Accept, w.by.is_none(), w.by));
    Ok(found.into())
}

fn add_waiting(conn: &mut Conn, scope: &Scope, matters: &[Matter], found: &mut Vec<Waiting>) -> Result<()> {
    let ids: Vec<i64> = matters.iter().map(|m| m.id).collect();
    let people = store::people_of(conn, scope, &ids)?;
    let papers = store::papers_of(conn, scope, &ids)?;
    let first = store::first_deciders(conn, scope, &ids)?;
    for matter in matters {
        let named: Vec<Person> = people.iter().filter(|p| p.matter_id == matter.id).cloned().collect();
        let Some(sight) = sight(scope, matter, &named) else { continue };
        let said: Vec<Said> = papers.iter().filter(|p| p.matter_id == matter.id).copied().collect();
        let done = Done {
            looked_into: has_looked_into(&named, scope.membership_id()),
            decided: scope.membership_id().is_some() && first.get(&matter.id).copied() == scope.membership_id(),
        };
        let why = why(scope, matter, &sight, done, &said);
        found.extend(why.map(|(why, by)| Waiting { why, number: matter.number.clone(), title: matter.title.clone(), by }));
    }
    Ok(())
}

/// What somebody did in a matter before, and therefore does not do now.
#[derive(Clone, Copy, Default)]
struct Done {
    /// Looks into it, or did: decides nothing.
    looked_into: bool,
    /// Entered the first decision: does not enter what is said to an objection.
    decided: bool,
}

/// What this person has to do in a matter now, and by when.
fn why(scope: &Scope, matter: &Matter, sight: &Sight, done: Done, said: &[Said]) -> Option<(Why, Option<NaiveDate>)> {
    // What was said by whoever it was put to before holds up nobody.
    let said: Vec<&Said> = said.iter().filter(|p| matter.is_of_turn(p.at)).collect();
    let waits = |kinds: &[PaperKind]| said.iter().any(|p| kinds.contains(&p.kind) && p.answered == Answered::Waiting);
    let replied = said.iter().any(|p| p.kind == PaperKind::Reply);
    let is_over = matter.reply_due_on.is_some_and(|d| d < scope.today());
    let (office, subject) = (sight.is(By::Office), sight.is(By::Subject));
    let decides = (office || sight.may_decide) && !done.looked_into;
    let asked = waits(&[PaperKind::HearingRequest, PaperKind::ExtensionRequest]);
    let objected = said.iter().any(|p| p.kind == PaperKind::Objection);
    let granted =
        said.iter().filter(|p| p.kind == PaperKind::HearingRequest && p.answered == Answered::Granted).filter_map(|p| p.answered_at).max();
    let held_on = said.iter().filter_map(|p| p.held_at).max().map(|at| clock::local(at, scope.zone()).date());
    let to_hear = granted.is_some_and(|at| !said.iter().any(|p| p.kind == PaperKind::Hearing && p.at >= at));
    match matter.state {
        _ if sight.must_declare && matter.state.is_open() => Some((Why::Declare, None)),
        State::Proposed if office => Some((Why::Accept, None)),
        State::UnderReview if sight.is_clear => Some((Why::Investigate, None)),
        State::Hearing if subject && !replied && !is_over => Some((Why::Reply, matter.reply_due_on)),
        State::Hearing if office && asked => Some((Why::Answer, None)),
        State::Hearing if to_hear && (office || sight.is_clear) => Some((Why::Hear, held_on)),
        State::Hearing if decides && !asked && !to_hear && (replied || is_over) => Some((Why::Decide, None)),
        State::InForce | State::Responded if decides && !done.decided && waits(&[PaperKind::Objection]) => Some((Why::Rule, None)),
        State::InForce if subject => Some((Why::Respond, matter.response_due_on)),
        // Until the time to object is over and an objection is answered it cannot be closed.
        State::Responded if waits(&[PaperKind::Objection]) || matter.objection_runs(scope.today(), objected).is_some() => None,
        State::Responded if office || sight.is_clear => Some((Why::Verify, None)),
        _ => None,
    }
}

/// A matter that waits for a decision, and those named of the body that makes it.
#[derive(Clone, Debug, PartialEq)]
pub struct ToDecide {
    pub membership_ids: Vec<i64>,
    /// Decide, or have an objection decided.
    pub why: Why,
    pub number: String,
    pub title: String,
    pub reply_due_on: Option<NaiveDate>,
}

/// All that can be decided now: the subject was heard or has let its time pass, or an objection waits; for what is told to each of
/// those named. The program asks.
pub fn to_decide(conn: &mut Conn, scope: &Scope) -> Result<Vec<ToDecide>> {
    let (mut found, mut after) = (Vec::new(), 0);
    // Whoever was named and has not said yet whether they have an interest is told as well: it waits on them.
    let decider = Sight { by: vec![By::Decider], may_decide: true, ..Sight::default() };
    loop {
        let some = store::with_named(conn, scope, Part::Decider, after, PIECE)?;
        let next = some.last().map(|(matter, _)| matter.id).filter(|_| some.len() as i64 == PIECE);
        let ids: Vec<i64> = some.iter().map(|(m, _)| m.id).collect();
        let (papers, first) = (store::papers_of(conn, scope, &ids)?, store::first_deciders(conn, scope, &ids)?);
        for (matter, mut membership_ids) in some {
            let said: Vec<Said> = papers.iter().filter(|p| p.matter_id == matter.id).copied().collect();
            if let Some((why @ (Why::Decide | Why::Rule), _)) = why(scope, &matter, &decider, Done::default(), &said) {
                // Whoever decided first does not rule on what is said against it.
                membership_ids.retain(|id| why == Why::Decide || first.get(&matter.id) != Some(id));
                let Matter { number, title, reply_due_on, .. } = matter;
                found.push(ToDecide { membership_ids, why, number, title, reply_due_on });
            }
        }
        match next {
            Some(id) => after = id,
            None => return Ok(found),
        }
    }
}
