//! Lianxi 联席: a policy read into assigned duties, joint meetings, and every duty followed to a verified end.
//!
//! The floors; a room imports only rooms of lower floors, and in its own band only rooms listed above it.
//!
//! - [`app`] composition root: routes, jobs, state. [`cli`] one file a subcommand.
//! - [`platform`] knows no business word. [`schema`] every table.
//! - Foundations: [`tenancy`] workspaces, departments, the scope; [`timeline`] who did what; [`schedule`] background steps;
//!   [`calendar`] working days, deadlines, reporting periods; [`outbox`] mail as rows; [`accounts`] people, passwords,
//!   sessions; [`site`] the signed-in web that pages stand on; [`attachments`] files and what they hang on.
//! - Records, lowest first: [`duties`] assigned, reported on, closed; [`departments`] kept, merged, imported; [`settings`] of a
//!   workspace; [`policy`] documents read into clauses, reviewed, turned into duties; [`instructions`] that
//!   leaders write on their digests, filed as duties or answered; [`meetings`] from a call for items to issued minutes;
//!   [`enforcement`] against parties: who they are and were, and the cases; [`accountability`] of departments and officials, for those
//!   concerned alone; [`workdays`], which all their deadlines follow.
//! - People: [`access`] log-in, account and set-up; [`people`] members and invitations; [`operator`] workspaces.
//! - Readers: [`digests`] periodic mails to leaders and liaisons; [`search`] over everything; [`home`] the first page of each role;
//!   [`demo`].

pub mod access;
pub mod accountability;
pub mod accounts;
pub mod app;
pub mod attachments;
pub mod calendar;
pub mod cli;
pub mod demo;
pub mod departments;
pub mod digests;
pub mod duties;
pub mod enforcement;
pub mod home;
pub mod instructions;
pub mod meetings;
pub mod operator;
pub mod outbox;
pub mod people;
pub mod platform;
pub mod policy;
pub mod schedule;
pub mod schema;
pub mod search;
pub mod settings;
pub mod site;
pub mod tenancy;
pub mod timeline;
pub mod workdays;
