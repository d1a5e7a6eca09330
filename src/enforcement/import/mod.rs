//! Parties from a table: what each row would do, what is wrong with it, and doing all of it or nothing.

mod apply;
mod columns;
mod plan;
mod whom;

pub use apply::import;
pub use columns::Column;
pub use plan::{Plan, PlannedRow, doubtful, preview};
pub(in crate::enforcement) use whom::{Places, Whom, whom};
