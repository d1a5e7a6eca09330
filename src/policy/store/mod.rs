//! Rows of documents, clauses and proposals; every function filters by the scope's workspace.

mod choice;
mod clause;
mod cover;
mod document;
mod proposal;
mod versions;

pub use choice::{Only, Which, clauses, clauses_before, count_clauses, first_after};
pub use clause::{
    clause, clauses_by_ids, clauses_of, delete_clause, find_clauses, insert_clauses, make_room, neighbour, pass_on, path_taken, progresses,
    save_clause, sections, unexplained,
};
pub use cover::{count_covered, count_duties, covered, duties_of_document, duty_counts};
pub use document::{
    Filter, Sort, count_documents, counts_by_state, document, document_by_hash, insert_document, list_documents, lock_document,
    save_document, superseding,
};
pub use proposal::{
    Tally, Undecided, Waiting, insert_proposal, insert_proposals, of_clauses, proposal, proposals, save_proposal, tallies, undecided,
    with_open_bodies,
};
pub use versions::{Versions, count_fared, fared, set_take_over, unchosen};

use crate::platform::error::Error;

/// A stored word that is none of ours: the row was written by something else.
fn unknown(what: &str, text: &str) -> Error {
    Error::internal(format!("unknown {what} in the database: {text}"))
}
