//! Departments 成员单位, to be looked up: what they are called, where they belong, who acts for them. The room `departments` keeps them.

mod model;
mod store;

pub use model::{Department, DepartmentPerson, DepartmentState, alias_key, with_merged};
pub use store::{
    KnownDepartment, aliases, aliases_of, all, by_ids, count_without_liaison, get, holders, known, people, people_of, resolve, spellings,
};
