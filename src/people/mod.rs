//! Who belongs to a workspace, with which roles and for which departments: members, and those invited to become one.

pub mod actions;
mod model;
pub mod pages;
mod queries;
mod store;

pub use model::{Invitation, InvitationState, Member, MemberState, Rights, Seat, Seated};
pub use store::{members, open_invitations};
