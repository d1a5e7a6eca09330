//! Rows of meetings; every function filters by the scope's workspace.

mod decision;
mod item;
mod meeting;
mod moved;
mod participant;
mod people;
mod series;

pub use decision::*;
pub use item::*;
pub use meeting::*;
pub use moved::*;
pub use participant::*;
pub use people::*;
pub use series::*;
