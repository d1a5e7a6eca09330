//! People, passwords, sessions, invitations: who somebody is, before any workspace is asked.

mod model;
pub mod password;
mod sessions;
mod store;

pub use model::{Email, Person};
pub use sessions::{NewSession, Session, end_other_sessions, end_session, open_session, session_by_cookie, touch_session};
pub use store::{add_person, person_by_email, person_by_id};
