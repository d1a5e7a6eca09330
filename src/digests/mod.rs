//! Digests 工作简报: the periodic mails that tell leaders what is wrong and liaisons what to do.
//!
//! A reader: it asks the rooms below how duties stand and keeps only who wants to be told when, and what they were told.

pub mod actions;
mod compose;
mod content;
mod forms;
pub mod jobs;
mod letter;
mod model;
mod outside;
pub mod pages;
mod snapshot;
mod store;
mod sweep;

pub use compose::Composed;
pub use content::Content;
pub use letter::{Links, payload, preview as preview_message};
pub use model::{Frequency, Kind, Slot, Subscription};
pub use outside::{Unseen, cli_preview};
pub use snapshot::{Figures, Snapshot};
pub use store::{Member, Past};
pub use sweep::{Swept, preview, send_due};
