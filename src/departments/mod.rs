//! Departments 成员单位: created, renamed, merged, closed, imported from a table. Looking them up is `tenancy::departments`.

pub mod actions;
mod ending;
mod model;
mod store;

pub use crate::tenancy::departments::{
    Department, DepartmentPerson, DepartmentState, alias_key, aliases, all, by_ids, get, known, people, people_of, resolve,
};
pub use actions::{KEEPERS, add_alias, create, edit};
pub use ending::{close, merge, reopen};
pub use model::{NewDepartment, SUBJECT};
