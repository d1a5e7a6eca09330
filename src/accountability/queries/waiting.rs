//! What waits on somebody in matters, for homes and digests.

use chrono::NaiveDate;

use crate::{
    accountability::{
        model::{Answered, By, Matter, PaperKind, Part, State},
        queries::{Order, Tab, Which},
        store,
    },
    platform::{db::Conn, error::Result},
    tenancy::Scope,
};

crate::platform::stored_words! {
    /// What somebody has to do.
    Why, "matter-waits" {
        /// Take up or dismiss.
        Accept = "accept",
        /// Say whether one has an interest in it.
        Declare = "declare",
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

/// Matters looked at.
const MOST: i64 = 200;

/// What waits on this person, the oldest matter first.
pub fn waiting(conn: &mut Conn, scope: &Scope) -> Result<Vec<Waiting>> {
    if !store::has_any(conn, scope)? {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for matter in store::list(conn, scope, &Which::default(), Tab::Open, (Order::Age, true), MOST, 0)? {
        let ground = super::of(conn, scope, matter)?;
        let papers = if ground.matter.state == State::UnderReview { Vec::new() } else { store::papers(conn, scope, ground.matter.id)? };
        let waits = |kinds: &[PaperKind]| papers.iter().any(|p| kinds.contains(&p.kind) && p.answered == Answered::Waiting);
        let has = |kind: PaperKind| papers.iter().any(|p| p.kind == kind);
        let (matter, sight) = (&ground.matter, &ground.sight);
        let (office, clear) = (sight.is(By::Office), sight.is_clear);
        let is_late = |day: Option<NaiveDate>| day.is_some_and(|d| d < scope.today());
        let decides = office || sight.is(By::Decider);
        let why = match matter.state {
            _ if sight.is(By::Handler) && !clear && matter.state != State::Proposed => Some((Why::Declare, None)),
            State::Proposed if office => Some((Why::Accept, None)),
            State::Hearing if sight.is(By::Subject) && !has(PaperKind::Reply) && !is_late(matter.reply_due_on) => {
                Some((Why::Reply, matter.reply_due_on))
            }
            State::Hearing if office && waits(&[PaperKind::HearingRequest, PaperKind::ExtensionRequest]) => Some((Why::Answer, None)),
            State::Hearing if decides && (has(PaperKind::Reply) || is_late(matter.reply_due_on)) => Some((Why::Decide, None)),
            State::InForce | State::Responded if decides && waits(&[PaperKind::Objection]) => Some((Why::Rule, None)),
            State::InForce if sight.is(By::Subject) => Some((Why::Respond, matter.response_due_on)),
            State::Responded if office || clear => Some((Why::Verify, None)),
            _ => None,
        };
        found.extend(why.map(|(why, by)| Waiting { why, number: matter.number.clone(), title: matter.title.clone(), by }));
    }
    Ok(found)
}

/// A matter that waits for a decision, and those named of the body that makes it.
#[derive(Clone, Debug, PartialEq)]
pub struct ToDecide {
    pub membership_ids: Vec<i64>,
    pub number: String,
    pub title: String,
    pub reply_due_on: Option<NaiveDate>,
}

/// All of them, for what is told to each of those named; the program asks.
pub fn to_decide(conn: &mut Conn, scope: &Scope) -> Result<Vec<ToDecide>> {
    let mut found = Vec::new();
    for (matter, membership_ids) in store::in_hearing(conn, scope, Part::Decider, MOST)? {
        let Matter { number, title, reply_due_on, .. } = matter;
        found.push(ToDecide { membership_ids, number, title, reply_due_on });
    }
    Ok(found)
}
