//! Pages of duties: the list, the object, a form a verb, a new one.

mod act;
mod conflict;
mod facts;
mod files;
mod history;
mod list;
mod list_export;
mod list_filter;
mod list_words;
mod new;
mod show;
mod work;

pub(crate) use history::sentence;
pub(crate) use list_words::{Left, Words, light_word};

use super::model::Action;
use crate::{
    attachments,
    platform::{
        error::Message,
        http::{Access, Routes},
    },
};

/// A form page and what it posts to, one a verb.
const VERBS: &[(Action, &str)] = &[
    (Action::Edit, "/w/{slug}/duties/{number}/edit"),
    (Action::Assign, "/w/{slug}/duties/{number}/assign"),
    (Action::Accept, "/w/{slug}/duties/{number}/accept"),
    (Action::Refuse, "/w/{slug}/duties/{number}/refuse"),
    (Action::Reassign, "/w/{slug}/duties/{number}/reassign"),
    (Action::Share, "/w/{slug}/duties/{number}/share"),
    (Action::Report, "/w/{slug}/duties/{number}/report"),
    (Action::Submit, "/w/{slug}/duties/{number}/submit"),
    (Action::Return, "/w/{slug}/duties/{number}/return"),
    (Action::Close, "/w/{slug}/duties/{number}/close"),
    (Action::Reopen, "/w/{slug}/duties/{number}/reopen"),
    (Action::Suspend, "/w/{slug}/duties/{number}/suspend"),
    (Action::Resume, "/w/{slug}/duties/{number}/resume"),
    (Action::Cancel, "/w/{slug}/duties/{number}/cancel"),
    (Action::RequestExtension, "/w/{slug}/duties/{number}/extend"),
    (Action::DecideExtension, "/w/{slug}/duties/{number}/decide-extension"),
    (Action::Remind, "/w/{slug}/duties/{number}/remind"),
    (Action::ChangeParties, "/w/{slug}/duties/{number}/parties"),
    (Action::ChangeDeadline, "/w/{slug}/duties/{number}/deadline"),
];

/// The routes of duties.
pub fn routes() -> Routes {
    let mut routes = Routes::new()
        .get("/w/{slug}/duties", Access::Workspace, list::list)
        .get("/w/{slug}/duties.xlsx", Access::Workspace, list_export::export)
        .get("/w/{slug}/duties/new", Access::Workspace, new::form)
        .post("/w/{slug}/duties", Access::Workspace, new::create)
        .get("/w/{slug}/duties/{number}", Access::Workspace, show::show);
    for (action, pattern) in VERBS.iter().copied() {
        routes = routes.get(pattern, Access::Workspace, move |req, site, member| act::form(action, req, site, member)).post(
            pattern,
            Access::Workspace,
            move |req, site, member, form| act::perform(action, req, site, member, form),
        );
    }
    routes.merge(attachments::pages::routes::<files::DutyFiles>())
}

/// The line shown once after an action.
fn done(action: Action) -> Message {
    Message::new(match action {
        Action::Edit => "duty-done-edit",
        Action::Assign => "duty-done-assign",
        Action::Accept => "duty-done-accept",
        Action::Refuse => "duty-done-refuse",
        Action::Reassign => "duty-done-reassign",
        Action::Share => "duty-done-share",
        Action::Report => "duty-done-report",
        Action::Submit => "duty-done-submit",
        Action::Return => "duty-done-return",
        Action::Close => "duty-done-close",
        Action::Reopen => "duty-done-reopen",
        Action::Suspend => "duty-done-suspend",
        Action::Resume => "duty-done-resume",
        Action::Cancel => "duty-done-cancel",
        Action::RequestExtension => "duty-done-extend",
        Action::DecideExtension => "duty-done-decide-extension",
        Action::Remind => "duty-done-remind",
        Action::ChangeParties => "duty-done-parties",
        Action::ChangeDeadline => "duty-done-deadline",
    })
}
