//! Members and invitations over HTTP.

mod deputies;
mod invitations;
mod lists;
mod members;
