//! What people do with matters, one use case a function: permit → load → decide → save → timeline → outbox, in the caller's one write
//! transaction.
//!
//! All fail alike: `NotFound` (no such matter for this person), `Forbidden` (others may), `Refused` (not in this state), `Conflict`
//! (somebody saved since [`Seen`]), `Invalid` (by field).

mod calendar;
mod conclude;
mod correct;
mod follow;
mod hear;
mod notify;
mod object;
mod people;
mod propose;
mod rules;
mod say;
mod take;

pub use calendar::follow_calendar;
pub use conclude::{Concluded, conclude};
pub use correct::{Corrected, correct, correction};
pub use follow::{Charged, charge, reopen, respond, return_, verify};
pub use hear::{Hearing, hear};
pub use notify::{Notice, notice, notify, reaches};
pub use object::{Ruled, object, rule};
pub use people::{appoint, declare, note, release};
pub use propose::{ByHand, NewMatter, propose, propose_by_hand};
pub use rules::write_rules;
pub use say::{Answer, answer, ask_extension, ask_hearing, hearing_days, is_said, reply};
pub use take::{accept, dismiss};

use serde_json::{Value, json};

use super::{
    MATTER,
    model::{Action, Matter, Paper, PaperKind, Person, Sight, State, decide},
    queries::{self, Ground},
    store,
};
use crate::{
    platform::{
        db::Conn,
        error::{Error, Result},
        id::new_id,
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// A matter as a person saw it when acting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub number: String,
    /// None: whatever it has become meanwhile.
    pub version: Option<i64>,
}

impl Seen {
    pub fn any(number: impl Into<String>) -> Self {
        Self { number: number.into(), version: None }
    }
}

/// A matter about to be changed.
pub struct Begun {
    pub matter: Matter,
    pub people: Vec<Person>,
    pub sight: Sight,
    /// Where the action leads.
    pub to: State,
}

/// Loads the matter, asks whether this person may do this now, and whether it is still what they saw.
fn begin(conn: &mut Conn, scope: &Scope, seen: &Seen, action: Action) -> Result<Begun> {
    let Ground { matter, people, sight } = queries::ground(conn, scope, &seen.number)?;
    let to = decide(matter.state, action, &sight.by)?;
    if seen.version.is_some_and(|version| version != matter.version) {
        return Err(Error::Conflict);
    }
    Ok(Begun { matter, people, sight, to })
}

/// Saves the matter in its new state and writes what happened.
fn finish(conn: &mut Conn, scope: &Scope, begun: &mut Begun, action: Action, text: &str, data: Value) -> Result<()> {
    let from = std::mem::replace(&mut begun.matter.state, begun.to);
    store::save(conn, scope, &mut begun.matter)?;
    let mut entry = Entry::new(Subject::new(MATTER, begun.matter.id), action.as_str()).text(text).data(data);
    if from != begun.to {
        entry = entry.states(from.as_str(), begun.to.as_str());
    }
    timeline::record(conn, scope, entry)
}

/// A paper somebody writes now.
fn paper(scope: &Scope, matter: &Matter, kind: PaperKind, text: String) -> Paper {
    use super::model::Answered;
    Paper {
        id: new_id(),
        matter_id: matter.id,
        kind,
        at: scope.now(),
        by: scope.actor_name().to_owned(),
        text,
        present: String::new(),
        day: None,
        held_at: None,
        place: String::new(),
        answered: if kind.is_request() { Answered::Waiting } else { Answered::Nothing },
        answer: String::new(),
        answered_by: String::new(),
        answered_at: None,
    }
}

/// No arguments for the timeline's sentence.
fn nothing() -> Value {
    json!({})
}
