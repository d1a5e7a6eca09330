//! Workspaces, departments, memberships, settings, and the [`Scope`] every query and action needs.

pub mod departments;
pub mod minutes_text;
mod model;
mod scope;
mod settings;
mod store;

pub use model::{DepartmentKind, Function, Role, Roles};
pub use scope::{Actor, Scope};
pub use settings::Settings;
pub use store::{
    DIGEST_LINK, NewLink, Workspace, WorkspaceLink, each_workspace_all_workspaces, invitation_is_open_all_workspaces, link_scope,
    link_since, member_scope_all_workspaces, new_invitation_secret_all_workspaces, new_link, new_link_all_workspaces, next_number,
    next_of_year, outside_link_scope, remove_expired_links, revoke_links, revoke_outside_links, scope_of_member, signed_link_scope,
    system_scope, workspace_scope_all_workspaces, workspaces_of_person_all_workspaces,
};
