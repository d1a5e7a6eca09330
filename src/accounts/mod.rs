//! People, passwords, sessions, single-use secrets: who somebody is, before any workspace is asked.

mod guessable;
mod model;
pub mod password;
mod store;
pub mod throttle;

pub use model::{Email, Person, clean_name};
pub use store::{
    NewSession, OwnSession, Session, Token, TokenKind, add_person, add_token, end_other_sessions, end_session, has_operator, mint,
    open_session, open_token, person_by_email, person_by_id, promise_holds, promise_token, replace_hash, session_by_cookie, sessions_of,
    set_hash, set_operator, set_profile, sweep, throttles, touch_session, use_token, withdraw_tokens,
};
