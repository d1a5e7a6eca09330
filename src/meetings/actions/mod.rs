//! What people do with meetings, one use case a function: permit → load → decide → save → timeline → outbox, in the caller's one
//! write transaction.
//!
//! All fail alike: `NotFound` (no such meeting for this person), `Forbidden` (others may), `Refused` (not in this state), `Conflict`
//! (somebody saved since [`Seen`]), `Invalid` (by field).

mod carry;
mod compose;
mod countersign;
mod decision;
mod feed;
mod follow_up;
mod issue;
mod item;
mod item_link;
mod lifecycle;
mod live;
mod live_value;
mod minutes;
mod opinion;
mod order;
mod people;
mod receipt;
mod screen;
mod series;
mod session;

pub use carry::carry_over;
pub use compose::{Content, LINE_MAX, MINUTES_MAX, PEOPLE_MAX, create, edit, mark_changed, needed, proposed_days};
pub use countersign::{
    Answer, DAYS_MAX, Proposed, answer as answer_review, circulate, decide_difference, record_silence, remind_countersigners,
};
pub use decision::{add_decision, assign_at_once, remove_decision};
pub use feed::{close_feed, open_feed};
pub use issue::{Correction, correct, issue, ready};
pub use item::{
    BegunItem, ITEM_MINUTES_MAX, ItemContent, SECTION_MAX, SeenItem, begin_item, consent, edit_item, finish_item, propose, withdraw,
};
pub use item_link::{LINKS_MAX, link, unlink};
pub use lifecycle::{announce, call, cancel, postpone, update};
pub use live::{LiveField, Now, Saved, Saving, save_field};
pub use live_value::{decision_value, item_value, participant_value};
pub use minutes::{DecisionContent, draw, edit_decision, edit_section};
pub use opinion::{
    OPINION_DAYS_MAX, SeenOpinion, answer, ask, askable, check_answer, may_answer, open_for, remind_of_opinions, start_clock, stop_clock,
    unask,
};
pub use order::{Line as OrderLine, To, move_item, order};
pub use people::{Invitee, add_person, invite, name_person, uninvite};
pub use receipt::{Reply, answer as answer_receipt, answers_for, own, remind_receipts, takes_answers};
pub use screen::{Placement, accept, accept_many, defer, merge, return_item};
pub use series::{call_due, create_series, edit_series, end_series, plan, plan_all};
pub use session::{FromFloor, NotReached, adjourn, item_from_floor, open, take_up};

use compose::check_departments;
use serde_json::{Value, json};

use super::{
    MEETING,
    model::{Action, Meeting, Participant, Sight, State, decide},
    queries::{self, Ground},
    store,
};
use crate::{
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// A meeting as a person saw it when acting.
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

/// A meeting about to be changed, with those invited, and what this person is to it.
pub struct Begun {
    pub meeting: Meeting,
    pub people: Vec<Participant>,
    pub sight: Sight,
    /// Where the action leads.
    pub to: State,
}

/// Loads the meeting, asks whether this person may do this now, and whether it is still what they saw.
pub fn begin(conn: &mut Conn, scope: &Scope, seen: &Seen, action: Action) -> Result<Begun> {
    let Ground { meeting, people, sight } = queries::ground(conn, scope, &seen.number)?;
    let to = decide(meeting.state, meeting.is_written(), action, &sight.by)?;
    if seen.version.is_some_and(|version| version != meeting.version) {
        return Err(Error::Conflict);
    }
    Ok(Begun { meeting, people, sight, to })
}

/// Saves the meeting in its new state and writes what happened.
pub fn finish(conn: &mut Conn, scope: &Scope, begun: &mut Begun, action: Action, text: &str, data: Value) -> Result<()> {
    let from = std::mem::replace(&mut begun.meeting.state, begun.to);
    store::save_meeting(conn, scope, &mut begun.meeting)?;
    let mut entry = Entry::new(Subject::new(MEETING, begun.meeting.id), action.as_str()).text(text).data(data);
    if from != begun.to {
        entry = entry.states(from.as_str(), begun.to.as_str());
    }
    timeline::record(conn, scope, entry)
}

/// Writes into a meeting's timeline.
pub fn record(conn: &mut Conn, scope: &Scope, meeting_id: i64, action: &'static str, text: &str, data: Value) -> Result<()> {
    timeline::record(conn, scope, Entry::new(Subject::new(MEETING, meeting_id), action).text(text).data(data))
}

/// No arguments for the timeline's sentence.
pub fn nothing() -> Value {
    json!({})
}
