//! Reads of duties for pages, exports and digests.

mod by_department;
mod one;

pub use by_department::{DepartmentLoad, department_load, department_loads};
pub use one::{Detail, detail, duty, open_departments, targets, timeline, waiting_extension};
