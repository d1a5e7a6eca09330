//! Pages of the way in: logging in and out, the own account, forgotten passwords, set-up, health.

mod account;
mod agent;
mod device;
mod health;
mod home;
mod login;
mod password;
mod setup;

use crate::platform::http::{Access, Routes};

pub(crate) use login::{agent as user_agent, bring_in};
pub(crate) use password::new_password_fields;

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
        .get("/password/forgot", Access::Public, password::forgot)
        .post("/password/forgot", Access::Public, password::send)
        .get("/password/reset/{secret}", Access::Public, password::show_reset)
        .post("/password/reset/{secret}", Access::Public, password::reset)
        .get("/setup/{secret}", Access::Public, setup::show)
        .post("/setup/{secret}", Access::Public, setup::submit)
        .get("/account", Access::SignedIn, account::show)
        .post("/account/profile", Access::SignedIn, account::save)
        .post("/account/password", Access::SignedIn, account::change_password)
        .post("/account/sessions/end-others", Access::SignedIn, account::end_others)
        .post("/account/sessions/{id}/end", Access::SignedIn, account::end_session)
}
