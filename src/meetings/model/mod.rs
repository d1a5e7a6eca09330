//! Meetings, agenda items, opinions and decisions as pure types: states, transitions, who sees and may do what.

/// An enum stored as text and named by Fluent: `ALL`, `as_str`, `parse`, and `key` (the prefix and the text, with `-`).
macro_rules! stored_words {
    ($(#[$doc:meta])* $name:ident, $prefix:literal { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$vdoc])* $variant),+
        }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As stored.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text),+
                }
            }

            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.as_str() == text)
            }

            /// From a row; a word no version ever wrote is a fault.
            pub fn stored(text: &str) -> crate::platform::error::Result<Self> {
                Self::parse(text).ok_or_else(|| crate::platform::error::Error::internal(format!("{} {text:?}", stringify!($name))))
            }

            /// The Fluent key of its name.
            pub fn key(self) -> String {
                format!(concat!($prefix, "-{}"), self.as_str().replace('_', "-"))
            }
        }
    };
}

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
