//! Pages of hand-overs: the register, one of them, sending one, answering it as a member or by the link in the mail.

mod list;
mod list_export;
mod new;
mod raise;
mod section;
mod show;
mod signed;
mod verb;

use actix_web::HttpRequest;

use super::{
    Answer,
    cases::{forms, path as case_path, seen as case_seen},
};
pub(super) use section::added;

use crate::{
    calendar::WorkCalendar,
    enforcement::{
        hand_over::{HandOver, HandOverAction, HandOverState},
        pages::cases,
    },
    platform::{
        http::{Access, Routes, path_part},
        i18n::{format, format_day, format_instant, join, t},
        view::parts::{Fact, Head, LightView},
    },
    tenancy::{Scope, departments::Department},
};

/// A form page and what it posts to, one a verb.
const VERBS: &[(HandOverAction, &str)] = &[
    (HandOverAction::Receive, "/w/{slug}/hand-overs/{number}/receive"),
    (HandOverAction::Reject, "/w/{slug}/hand-overs/{number}/reject"),
    (HandOverAction::Report, "/w/{slug}/hand-overs/{number}/report"),
    (HandOverAction::Withdraw, "/w/{slug}/hand-overs/{number}/withdraw"),
];

pub fn routes() -> Routes {
    let mut routes = Routes::new()
        .get("/w/{slug}/hand-overs", Access::Workspace, list::list)
        .get("/w/{slug}/hand-overs.xlsx", Access::Workspace, list_export::export)
        .get("/w/{slug}/hand-overs/{number}", Access::Workspace, show::show)
        .get("/w/{slug}/hand-overs/{number}/again", Access::Workspace, show::again_form)
        .post("/w/{slug}/hand-overs/{number}/again", Access::Workspace, show::again)
        .get("/w/{slug}/cases/{number}/hand-over", Access::Workspace, new::form)
        .post("/w/{slug}/cases/{number}/hand-over", Access::Workspace, new::send)
        .get("/w/{slug}/cases/{number}/raise", Access::Workspace, raise::form)
        .post("/w/{slug}/cases/{number}/raise", Access::Workspace, raise::raise)
        .get("/hand-over/{slug}/{secret}", Access::Public, signed::show)
        .post("/hand-over/{slug}/{secret}", Access::Public, signed::answer);
    for (action, pattern) in VERBS.iter().copied() {
        routes = routes.get(pattern, Access::Workspace, move |req, site, member| verb::form(action, req, site, member)).post(
            pattern,
            Access::Workspace,
            move |req, site, member, form| verb::perform(action, req, site, member, form),
        );
    }
    routes
}

fn number_in(req: &HttpRequest) -> String {
    path_part(req, "number").to_owned()
}

fn list_path(scope: &Scope) -> String {
    format!("{}/hand-overs", scope.base())
}

/// The page of one.
fn path(scope: &Scope, h: &HandOver) -> String {
    format!("{}/{}", list_path(scope), h.number)
}

/// The head of a page below the register; below one with it.
fn head(scope: &Scope, h: Option<&HandOver>, title: &str) -> Head {
    let one = h.map(|h| (path(scope, h), h.number.clone()));
    Head::below((list_path(scope), t(scope.lang(), "hand-overs-title")), one, title)
}

/// The light with the word of its state, or of how late it is.
fn light(scope: &Scope, h: &HandOver, calendar: &WorkCalendar) -> LightView {
    let (light, reason) = h.light(scope.today(), scope.settings(), calendar);
    let word = match light.as_str() {
        "red" => {
            let key = if h.state == HandOverState::Sent { "hand-over-light-silent" } else { "hand-over-light-unreported" };
            format(scope.lang(), key, &[("days", f64::from(reason.days()).into())])
        }
        _ => t(scope.lang(), &h.state.key()).into_owned(),
    };
    LightView { tone: light.as_str(), word: Some(word) }
}

/// The receiver as people call it.
pub(super) fn receiver(h: &HandOver, departments: &[Department]) -> String {
    h.to_id.map_or_else(|| h.outside_name.clone(), |id| short(departments, id))
}

fn short(departments: &[Department], id: i64) -> String {
    departments.iter().find(|d| d.id == id).map(|d| d.short_name.clone()).unwrap_or_default()
}

/// What everybody who sees it is told: who, why, by what right, with what, until when.
pub(super) fn facts(scope: &Scope, h: &HandOver, departments: &[Department]) -> Vec<Fact> {
    let lang = scope.lang();
    let label = |key: &'static str| t(lang, key).into_owned();
    let mut all = vec![
        Fact {
            note: Some(h.sent_by.clone()).filter(|n| !n.is_empty()),
            ..Fact::new(t(lang, &h.said("hand-over-field-from")), short(departments, h.from_id))
        },
        Fact::new(label("hand-over-field-to"), receiver(h, departments)),
        Fact::new(label("hand-over-field-sent"), format_instant(lang, h.sent_at, scope.zone())),
        Fact::new(label("hand-over-field-legal-basis"), &h.legal_basis),
    ];
    for (key, text) in [("hand-over-field-enclosures", join(lang, &h.enclosed())), ("hand-over-field-asked", h.asked.clone())] {
        if !text.is_empty() {
            all.push(Fact::new(label(key), text));
        }
    }
    let late = |due: chrono::NaiveDate| h.due_on() == Some(due) && due < scope.today();
    all.push(Fact { late: late(h.receipt_due_on), ..Fact::new(label("hand-over-field-receipt-due"), format_day(lang, h.receipt_due_on)) });
    if let Some(due) = h.result_due_on {
        all.push(Fact { late: late(due), ..Fact::new(label("hand-over-field-result-due"), format_day(lang, due)) });
    }
    if let Some(at) = h.answered_at {
        let value = format_instant(lang, at, scope.zone());
        let key = if h.state == HandOverState::Reported { HandOverState::Received.key() } else { h.state.key() };
        all.push(Fact { note: Some(h.answered_by.clone()), ..Fact::new(t(lang, &key), value) });
    }
    if !h.should_go_to.is_empty() {
        all.push(Fact::new(label("hand-over-field-should-go-to"), &h.should_go_to));
    }
    all
}

/// The page of the case it is about.
fn case_link(scope: &Scope, number: &str) -> String {
    cases::path(scope, number)
}
