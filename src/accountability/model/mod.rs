//! Types, states and rules of accountability; pure.

mod decision;
mod fact;
mod matter;
mod paper;
mod people;
mod rules;
mod state;

pub use decision::{Body, Decision, Form, Ruling};
pub use fact::{FactLine, Facts, hand_key};
pub use matter::{Cause, Matter, Subject, SubjectKind, due_on};
pub use paper::{Answered, Paper, PaperKind};
pub use people::{Part, Person, Sight, Standing, has_looked_into, is_recused, sight};
pub use rules::{DAYS_MAX, Edition, Rule, Rules};
pub use state::{Action, By, State, TRANSITIONS, decide, offered};
