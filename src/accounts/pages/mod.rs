//! Pages of accounts: logging in and out, the own account, forgotten passwords, set-up, health.

mod health;
mod home;
mod login;

use crate::platform::http::{Access, Routes};

/// Routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/healthz", Access::Public, health::alive)
        .get("/readyz", Access::Public, health::ready)
        .get("/", Access::SignedIn, home::home)
        .get("/workspaces", Access::SignedIn, home::switcher)
        .get("/login", Access::Public, login::show)
        .post("/login", Access::Public, login::submit)
        .post("/logout", Access::SignedIn, login::leave)
}
