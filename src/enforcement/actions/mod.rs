//! What may be done with parties; each in the caller's one write transaction. Secretariat and liaisons keep them.

pub mod cases;
mod content;
mod keep;
mod merge;
mod reveal;

pub(in crate::enforcement) use content::changed;
pub use content::{Content, names_in};
pub use keep::{Outcome, edit, register, rename};
pub use merge::{Pair, merge, pair};
pub use reveal::reveal;

use super::{model::Party, store};
use crate::{
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    tenancy::Scope,
};

/// An active party as somebody saw it; `Conflict` when it was saved since.
fn seen(conn: &mut Conn, scope: &Scope, id: i64, version: i64) -> Result<Party> {
    let party = store::get(conn, scope, id)?;
    party.require_active()?;
    if party.version == version { Ok(party) } else { Err(Error::Conflict) }
}
