//! Documents, clauses and proposals, and the rules that need no database.

mod clause;
mod compare;
mod diff;
mod document;
mod draft;
mod proposal;
mod targets;

pub use clause::{Clause, kind_key, kind_name, parse_kind};
pub use compare::{Change, Compared, Pair, match_clauses};
pub use diff::{Side, words};
pub use document::{Document, DocumentState};
pub use draft::{Draft, Read, draft_clause, title_of};
pub use proposal::{Content, Field, Mark, Mention, Proposal, ProposalState};
pub use targets::{parse_targets, show_targets};
