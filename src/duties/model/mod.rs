//! Duties: states, transitions, rights, deadlines, targets. Pure; takes `today`.

mod duty;
mod gram;
mod light;
mod offer;
mod rights;
mod state;
mod target;
mod threshold;
pub mod words;

pub use duty::{CONFIDENTIAL_ORIGIN, Due, Duty, DutyRef, NewDuty, Origin, Part, Party, PartyState, Seen, search_key, sort_parties};
pub use gram::{Sought, grams, sought};
pub use light::{Light, LightReason, Progress, light};
pub use offer::{Offer, offers};
pub use rights::{Sight, acts_as_office, capacities, permit, reads_confidential, require_sight, sees_duties, sight};
pub use state::{Action, By, State, TRANSITIONS, decide};
pub use target::{Comparison, Measured, NewReport, NewTarget, Target, in_force, with_unit};
pub use threshold::{after_only, latest_passed};
