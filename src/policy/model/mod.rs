//! Documents, clauses and proposals, and the rules that need no database.

mod clause;
mod compare;
mod cover;
mod diff;
mod document;
mod draft;
mod names;
mod proposal;
mod standing;
mod targets;

pub use clause::{Clause, TakeOver, kind_key, kind_name, parse_kind};
pub use compare::{Change, Compared, match_clauses};
pub use cover::Cover;
pub use diff::{Piece, Side, words};
pub use document::{Document, DocumentState};
pub use draft::{Draft, Read, draft_clause, title_of};
pub use names::{LIKELY, Meaning, likeness, meaning};
pub use proposal::{Content, Field, Mark, Mention, Proposal, ProposalState};
pub use standing::Readiness;
pub use targets::{parse_targets, show_targets};
