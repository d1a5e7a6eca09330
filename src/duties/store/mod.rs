//! Rows of duties; every function filters by the scope's workspace.

mod barred;
mod deadline;
mod duty;
mod extension;
mod origin;
mod people;
mod reminder;
mod report;
mod search;
mod target;

pub(super) use barred::{bar, barred_from, barred_of, barred_people, charging_any};
pub use deadline::{DeadlineRow, deadlines, record_deadline};
pub use duty::counts;
pub(super) use duty::{
    forget_parties, ids_charging, ids_with_computed_deadline, ids_with_deadline_beyond_known, insert, load, load_by_number, load_many,
    moved, save, set_due_rule,
};
pub use extension::{
    Extension, ExtensionState, decide_extension, extension_waits, extensions, insert_extension, lapse_extension, pending_extension,
};
pub use origin::{FromOrigin, Lacking};
pub(super) use origin::{lacking, of_origins, set_origin};
pub use people::{
    DepartmentName, Recipient, acting_people, department_names, departments_open, people_of_departments, recipients_of_departments,
    secretariat,
};
pub(super) use reminder::{Mark, automatic_marks, count_automatic, count_by_hand, insert_automatic, insert_by_hand};
pub use report::{insert_report, measured};
pub(super) use target::{replace_targets, targets};

pub(super) use crate::calendar::load as calendar;
