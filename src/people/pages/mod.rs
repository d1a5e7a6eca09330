//! Pages of members and invitations.

mod accept;
mod deputy;
mod form;
mod invitation;
mod leave;
mod list;
mod member;

use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Map, Value};

use crate::{
    people::actions::span_in_words,
    platform::{
        clock,
        error::{Error, Result},
        http::{Access, Fault, Routes, path_part},
        i18n::{format, join, t},
        view::parts::TimelineItem,
    },
    tenancy::{Function, Role, Scope},
    timeline::Event,
};

type Answer = std::result::Result<HttpResponse, Fault>;

/// Routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/w/{slug}/people", Access::Workspace, list::show)
        .get("/w/{slug}/people.xlsx", Access::Workspace, list::export)
        .get("/w/{slug}/people/invite", Access::Workspace, invitation::new)
        .post("/w/{slug}/people/invite", Access::Workspace, invitation::create)
        .get("/w/{slug}/people/invitations/{id}", Access::Workspace, invitation::show)
        .post("/w/{slug}/people/invitations/{id}/resend", Access::Workspace, invitation::resend)
        .get("/w/{slug}/people/invitations/{id}/revoke", Access::Workspace, invitation::ask_revoke)
        .post("/w/{slug}/people/invitations/{id}/revoke", Access::Workspace, invitation::revoke)
        .get("/w/{slug}/people/{id}", Access::Workspace, member::show)
        .get("/w/{slug}/people/{id}/edit", Access::Workspace, member::edit)
        .post("/w/{slug}/people/{id}/edit", Access::Workspace, member::save)
        .get("/w/{slug}/people/{id}/remove", Access::Workspace, member::ask_remove)
        .post("/w/{slug}/people/{id}/remove", Access::Workspace, member::remove)
        .get("/w/{slug}/people/{id}/deputy/{department}", Access::Workspace, deputy::show)
        .post("/w/{slug}/people/{id}/deputy/{department}", Access::Workspace, deputy::save)
        .get("/w/{slug}/people/{id}/deputy/{department}/end", Access::Workspace, deputy::ask_end)
        .post("/w/{slug}/people/{id}/deputy/{department}/end", Access::Workspace, deputy::end)
        .get("/w/{slug}/leave", Access::Workspace, leave::ask)
        .post("/w/{slug}/leave", Access::Workspace, leave::leave)
        .get("/invitation/{secret}", Access::Public, accept::show)
        .post("/invitation/{secret}", Access::Public, accept::submit)
}

/// The id in the path; anything else is not found.
fn id_of(req: &HttpRequest) -> Result<i64> {
    path_part(req, "id").parse().map_err(|_| Error::NotFound)
}

/// An entry of the timeline of a member or an invitation, in the reader's language.
fn timeline_item(scope: &Scope, kind: &str, event: &Event) -> TimelineItem {
    let lang = scope.lang();
    let wall = clock::local(event.at, scope.zone());
    let data: Map<String, Value> = serde_json::from_str(&event.data).unwrap_or_default();
    let text = |name: &str| data.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let or_none = |words: String| if words.is_empty() { t(lang, "part-none").into_owned() } else { words };
    let roles = |suffix: &str| {
        let held: Vec<String> =
            text(&format!("roles{suffix}")).split(' ').filter_map(Role::parse).map(|r| t(lang, r.key()).into_owned()).collect();
        or_none(join(lang, &held))
    };
    let departments = |suffix: &str| {
        let of = |function: Function| {
            let names = text(&format!("{}{suffix}", function.as_str()));
            (!names.is_empty()).then(|| format!("{}{}{names}", t(lang, function.key()), t(lang, "part-colon")))
        };
        let seats: Vec<String> = Function::ALL.into_iter().filter_map(of).collect();
        or_none(seats.join(&t(lang, "people-seats-between")))
    };
    let args = [
        ("roles", roles("").into()),
        ("departments", departments("").into()),
        ("before", roles("_before").into()),
        ("departments_before", departments("_before").into()),
        ("email", text("email").into()),
        ("liaison", text("liaison").into()),
        ("deputy", text("deputy").into()),
        ("department", text("department").into()),
        ("span", span_in_words(lang, (text("from").parse().ok(), text("until").parse().ok())).into()),
    ];
    TimelineItem {
        when: wall.format("%Y-%m-%d %H:%M").to_string(),
        iso: wall.format("%Y-%m-%dT%H:%M").to_string(),
        who: Some(event.actor.clone()).filter(|a| !a.is_empty()),
        what: format(lang, &format!("timeline-{kind}-{}", event.action), &args),
        from: None,
        to: None,
        text: event.text.clone(),
    }
}
