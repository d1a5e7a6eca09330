pub mod clock;
pub mod db;
pub mod error;
pub mod i18n;
pub mod id;
pub mod jobs;
pub mod mail;
pub mod secret;
