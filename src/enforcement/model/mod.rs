//! Parties as pure types: who they are, the codes they are registered under, and when two names are alike. Cases against them: their kinds,
//! states, and who reported them.

mod case;
mod case_kind;
mod case_state;
mod citizen;
mod code;
mod informer;
mod measure_kind;
mod name;
mod party;

pub use case::{Came, Case, CaseBrief, NextStep, NextWhat, Outcome, case_light, first_step};
pub use case_kind::{
    CaseKind, EXTRA_MAX, ExtraField, ExtraKind, ExtraValue, FirstMeasure, KIND_DAYS_MAX, KIND_LINES_MAX, KIND_NAME_MAX, KINDS_MAX,
    KindState,
};
pub use case_state::{CASE_TRANSITIONS, CaseAction, CaseBy, CaseState, case_capacities, decide_case};
pub use citizen::{citizens_numbers, masked, without_citizens_numbers};
pub use code::{CodeFault, CreditCode, IdNumber, RegistrationNumber};
pub use informer::{Informer, Reward, RewardState};
pub use measure_kind::MeasureKind;
pub(in crate::enforcement) use name::core;
pub use name::{is_alike, name_key};
pub use party::{FormerName, NAME_MAX, PEOPLE_MAX, Party, PartyKind, PartyState, Personal, Post, Responsible, TEXT_MAX, hide_address};
