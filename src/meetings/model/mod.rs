//! Meetings, agenda items, opinions and decisions as pure types: states, transitions, who sees and may do what.

mod content;
mod decision;
mod item;
mod item_rights;
mod meeting;
mod minutes;
mod opinion;
mod participant;
mod series;
mod state;

pub use content::{Content, ContentAnnex, ContentDecision, ContentSection, annex_mark, decision_mark, item_mark};
pub use decision::Decision;
pub use item::{Asked, Item, ItemAction, ItemKind, ItemLine, ItemState, Outcome, may_see_item, start_times};
pub use item_rights::{ItemHand, permit_item, permit_proposal};
pub use meeting::{Kind, Meeting, Sight};
pub use minutes::{Difference, IssuedFile, Minutes, MinutesKind, MinutesState, Review, ReviewAnswer, Section, SectionKind, Verdict};
pub use opinion::{Opinion, OpinionAnswer, proposed_outcome};
pub use participant::{Participant, Presence, Receipt, Role, quorum};
pub use series::{LeadDays, Occurrence, Series, SeriesState, Shift, occurrences, parse_rule};
pub use state::{Action, By, State, TRANSITIONS, decide};
