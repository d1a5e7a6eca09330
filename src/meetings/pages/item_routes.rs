//! The routes of agenda items.

use super::{
    carry, item_files, item_form, item_links, item_show, item_verbs, items, opinion, opinion_answer, opinion_files, order, pack, proposals,
};
use crate::{
    attachments,
    platform::http::{Access, Routes},
};

pub fn routes() -> Routes {
    let mut routes = Routes::new()
        .get("/w/{slug}/meetings/{number}/proposals", Access::Workspace, proposals::page)
        .post("/w/{slug}/meetings/{number}/proposals", Access::Workspace, proposals::accept)
        .get("/w/{slug}/meetings/{number}/carry", Access::Workspace, carry::form)
        .post("/w/{slug}/meetings/{number}/carry", Access::Workspace, carry::save)
        .get("/w/{slug}/meetings/{number}/order", Access::Workspace, order::page)
        .post("/w/{slug}/meetings/{number}/order", Access::Workspace, order::save)
        .get("/w/{slug}/meetings/{number}/items/new", Access::Workspace, item_form::new_form)
        .post("/w/{slug}/meetings/{number}/items/new", Access::Workspace, item_form::create)
        .get("/w/{slug}/meetings/{number}/items/{item}", Access::Workspace, item_show::show)
        .get("/w/{slug}/meetings/{number}/items/{item}/edit", Access::Workspace, item_form::edit_form)
        .post("/w/{slug}/meetings/{number}/items/{item}/edit", Access::Workspace, item_form::edit)
        .post("/w/{slug}/meetings/{number}/items/{item}/move", Access::Workspace, order::move_item)
        .get("/w/{slug}/meetings/items", Access::Workspace, items::list)
        .get("/w/{slug}/meetings/items.xlsx", Access::Workspace, items::export)
        .get("/w/{slug}/meetings/{number}/pack", Access::Workspace, pack::show)
        .get("/w/{slug}/meetings/{number}/pack.docx", Access::Workspace, pack::docx)
        .get("/w/{slug}/meetings/{number}/items/{item}/links", Access::Workspace, item_links::page)
        .post("/w/{slug}/meetings/{number}/items/{item}/links", Access::Workspace, item_links::save)
        .get("/w/{slug}/meetings/{number}/items/{item}/ask", Access::Workspace, opinion::ask_form)
        .post("/w/{slug}/meetings/{number}/items/{item}/ask", Access::Workspace, opinion::ask)
        .get(opinion_answer::PATTERN, Access::Workspace, opinion_answer::form)
        .post_files(opinion_answer::PATTERN, Access::Workspace, opinion_answer::perform);
    for (verb, pattern) in opinion::VERBS.iter().copied() {
        routes = routes.get(pattern, Access::Workspace, move |req, site, member| opinion::form(verb, req, site, member)).post(
            pattern,
            Access::Workspace,
            move |req, site, member, form| opinion::perform(verb, req, site, member, form),
        );
    }
    for (action, pattern) in item_verbs::VERBS.iter().copied() {
        routes = routes.get(pattern, Access::Workspace, move |req, site, member| item_verbs::form(action, req, site, member)).post(
            pattern,
            Access::Workspace,
            move |req, site, member, form| item_verbs::perform(action, req, site, member, form),
        );
    }
    routes.merge(attachments::pages::routes::<item_files::ItemFiles>()).merge(attachments::pages::routes::<opinion_files::OpinionFiles>())
}
