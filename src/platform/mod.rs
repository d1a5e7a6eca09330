//! The platform: what any web service needs and no business word. Rooms above import it, it imports none of them.

pub mod blob;
pub mod clock;
pub mod config;
pub mod db;
pub mod docx;
pub mod error;
pub mod http;
pub mod i18n;
pub mod ics;
pub mod id;
pub mod jobs;
pub mod mail;
pub mod secret;
pub mod table;
pub mod text;
pub mod view;
mod words;

pub(crate) use words::stored_words;
