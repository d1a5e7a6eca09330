//! Departments 成员单位: created, renamed, merged, closed, imported from a table. Looking them up is `tenancy::departments`.

pub mod actions;
mod ending;
mod forms;
pub mod import;
mod model;
pub mod pages;
mod store;

pub use crate::tenancy::departments::{
    Department, DepartmentPerson, DepartmentState, alias_key, aliases, all, by_ids, get, known, people, people_of, resolve,
};
pub use actions::{KEEPERS, add_alias, close_without_duties as close, create, edit, merge_with_duties as merge};
pub use ending::reopen;
pub use model::{NewDepartment, SUBJECT};
