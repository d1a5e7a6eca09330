//! Rows of accountability.

mod decision;
mod list;
mod matter;
mod members;
mod paper;
mod people;
mod rules;
mod withheld;

pub use decision::{decisions, first_deciders, insert_decision};
pub use list::{Brief, Order, Tab, Which, briefs, count, has_any, list, open_after, with_named};
pub use matter::{Raised, by_fact_keys, due_from, get, get_by_id, get_by_link, held_by_department, insert, move_department, raised, save};
pub use members::{Member, in_charge_of, members, members_by_ids, office};
pub use paper::{Said, answer_paper, insert_paper, paper, papers, papers_of};
pub use people::{insert_person, people, people_of, save_person};
pub use rules::{edition, editions, insert_edition};
pub use withheld::{person_of, withheld, withhold};
