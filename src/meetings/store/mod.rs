//! Rows of meetings; every function filters by the scope's workspace.

mod decision;
mod item;
mod item_link;
mod item_list;
mod live;
mod meeting;
mod minutes;
mod minutes_review;
mod moved;
mod opinion;
mod participant;
mod people;
mod series;

pub use decision::*;
pub use item::*;
pub use item_link::*;
pub use item_list::*;
pub use live::*;
pub use meeting::*;
pub use minutes::*;
pub use minutes_review::*;
pub use moved::*;
pub use opinion::*;
pub use participant::*;
pub use people::*;
pub use series::*;
