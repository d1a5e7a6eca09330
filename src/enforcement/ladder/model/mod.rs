//! The escalation ladder 升级阶梯: which measure must follow when one failed, as data. It proposes; people impose.

mod grounds;
mod holding;
mod proposal;
mod rule;

pub use grounds::*;
pub use holding::*;
pub use proposal::*;
pub use rule::*;
