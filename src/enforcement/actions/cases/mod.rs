//! What may be done with cases; each in the caller's one write transaction. Whoever acts for the department that holds a case, and the
//! secretariat.

mod content;
mod informer;
mod join;
mod kind;
mod lifecycle;
mod link;
mod moved;
mod next;
mod register;
mod reward;

pub use content::CaseContent;
pub use informer::{InformerContent, may_look, may_name, record_informer, reveal_informer, set_viewers};
pub use join::{join, join_pair};
pub use kind::{KindContent, edit_kind, found_workspace, new_kind, reopen_kind, retire_kind, ship_kinds};
pub use lifecycle::{close, file, not_file, reopen};
pub(in crate::enforcement) use link::link_raised;
pub use link::{LINKS_MAX, link, unlink};
pub use moved::move_department;
pub(in crate::enforcement) use moved::{party_moved, party_renamed};
pub(in crate::enforcement) use next::{resettled, settle, touched};
pub use register::{Severed, edit, register};
pub use reward::{decide_reward, propose_reward, yuan};
use serde_json::Value;

use crate::{
    enforcement::{
        CASE, ladder,
        model::{Case, CaseAction, CaseState, Party},
        store::{self, cases as rows},
    },
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// A case as somebody saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenCase {
    /// Its plain number.
    pub number: String,
    pub version: i64,
}

/// A case that something is being done to.
struct Begun {
    case: Case,
    party: Party,
    to: CaseState,
    /// Signs for whoever they act for.
    scope: Scope,
}

/// Loads it and asks for the right; `Conflict` when it was saved since it was seen.
fn begin(conn: &mut Conn, scope: &Scope, seen: &SeenCase, action: CaseAction) -> Result<Begun> {
    let case = rows::by_number(conn, scope, &seen.number)?;
    let to = case.permit(scope, action, None)?;
    if case.version != seen.version {
        return Err(Error::Conflict);
    }
    let party = store::get(conn, scope, case.party_id)?;
    let scope = scope.signing_for(case.holder_id);
    Ok(Begun { case, party, to, scope })
}

/// Moves it on, works out what is due next, saves, and tells its timeline.
fn finish(conn: &mut Conn, begun: &mut Begun, action: CaseAction, text: &str, data: Value) -> Result<()> {
    let Begun { case, party, to, scope } = begun;
    let from = std::mem::replace(&mut case.state, *to);
    // One that is filed may have what the ladder asks for already; one that is closed waits for no decision.
    ladder::evaluate(conn, scope, case)?;
    settle(conn, scope, case)?;
    rows::save(conn, scope, case, party)?;
    let mut entry = Entry::new(Subject::new(CASE, case.id), action.as_str()).text(text).data(data);
    if from != *to {
        entry = entry.states(from.as_str(), to.as_str());
    }
    timeline::record(conn, scope, entry)
}
