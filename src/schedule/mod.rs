//! Background steps as rows: what is to be done when, claimed by one worker at a time, survived by a crash.

mod jobs;
mod store;

pub use jobs::{EachWorkspace, Visit};
pub use store::{
    Claim, claim_due_all_workspaces, ensure_all_workspaces, fail_all_workspaces, finish_all_workspaces, release_all_workspaces,
};
