//! Mails about meetings: one letter a person and cause, in that person's language, saying only what this person may see.

mod agenda;
mod invitation;
mod letter;
mod minutes;
mod notice;
mod receipt;

pub use agenda::{opinions_asked, opinions_due, screened, submitted};
pub use invitation::event;
pub use letter::{Addressee, addressees, enqueue};
pub use minutes::{countersign, countersign_reminder, issued};
pub use notice::{News, call, call_off, notice, uninvited};
pub use receipt::remind;
