//! Parties as pure types: who they are, the codes they are registered under, and when two names are alike.

mod code;
mod name;
mod party;

pub use code::{CodeFault, CreditCode, IdNumber, RegistrationNumber};
pub(in crate::enforcement) use name::core;
pub use name::{is_alike, name_key};
pub use party::{FormerName, NAME_MAX, PEOPLE_MAX, Party, PartyKind, PartyState, Personal, Post, Responsible, TEXT_MAX, hide_address};
