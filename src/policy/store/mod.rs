//! Rows of documents, clauses and proposals; every function filters by the scope's workspace.

mod clause;
mod document;
mod proposal;

pub use clause::{
    Which, clause, clauses, clauses_of, count_clauses, delete_clause, insert_clauses, make_room, neighbour, pass_on, path_taken,
    save_clause, sections, unexplained,
};
pub use document::{
    Filter, Listed, Sort, counts_by_state, document, document_by_hash, insert_document, list_documents, lock_document, save_document,
    superseding,
};
pub use proposal::{Tally, insert_proposal, insert_proposals, of_clauses, of_document, proposal, save_proposal, tally, undecided};

use crate::platform::error::Error;

/// A stored word that is none of ours: the row was written by something else.
fn unknown(what: &str, text: &str) -> Error {
    Error::internal(format!("unknown {what} in the database: {text}"))
}
