//! The way in: logging in and out, the own account, forgotten passwords, set-up of an installation, health.

use crate::platform::db::Tenant;

pub mod actions;
pub mod jobs;
pub mod mail;
pub mod pages;

/// The installation's own rows of tables that else belong to workspaces: its mail.
pub(crate) const INSTALLATION: Tenant = Tenant::One(0);

/// The zone of times on pages and in mails of no workspace; only workspaces have one of their own.
pub(crate) const ZONE: chrono_tz::Tz = chrono_tz::Asia::Shanghai;
