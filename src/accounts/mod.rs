//! People, passwords, sessions, single-use links: who somebody is, before any workspace is asked.

pub mod actions;
mod model;
pub mod pages;
pub mod password;
mod store;
pub mod throttle;

pub use model::{Email, Person};
pub use store::{
    NewSession, OwnSession, Session, Token, TokenKind, add_person, add_token, end_other_sessions, end_session, has_operator, open_session,
    open_token, person_by_email, person_by_id, session_by_cookie, set_operator, touch_session, use_token, withdraw_tokens,
};
