//! Duties 任务: assigned to departments, accepted, reported on, extended, submitted and closed once verified.
//!
//! Knows only an opaque [`Origin`] of where a duty comes from; rooms above make duties by [`assign_new`].

pub mod actions;
mod forms;
pub mod jobs;
mod model;
mod notice;
mod notice_moved;
pub mod pages;
pub mod queries;
mod reminders;
mod store;

pub use actions::{Assigning, assign_new};
pub use forms::{Section as FormSection, after as form_after, create_from, new_form, sections as form_sections};
pub use model::{
    Action, By, CONFIDENTIAL_ORIGIN, Comparison, Due, Duty, DutyRef, Light, LightReason, Measured, NewDuty, NewReport, NewTarget, Offer,
    Origin, Part, Party, PartyState, Progress, Seen, Sight, Sought, State, TRANSITIONS, Target, capacities, decide, grams, in_force, light,
    offers, permit, require_sight, search_key, sees_duties, sight, sought, words,
};
pub use reminders::{Reminded, remind_due};
pub use store::{DeadlineRow, DepartmentName, Extension, ExtensionState};
