//! A round from a table: what each row would do, what is wrong with it, and doing all of it or nothing.

mod apply;
mod cases;
mod columns;
mod file;
mod plan;
mod rows;
mod who;

pub use apply::{Imported, import};
pub use cases::CasePlan;
pub use columns::Column;
pub(in crate::enforcement) use columns::is_of_our_own;
pub use plan::{Plan, Planned, PlannedRow, RoundPlan, preview};
pub use rows::LeftOut;
pub(in crate::enforcement) use rows::{is_remark, is_total};
pub use who::Who;
