//! Members and invitations over HTTP.

mod invitations;
mod members;
