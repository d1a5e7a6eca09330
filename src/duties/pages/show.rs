//! `GET /w/{slug}/duties/{number}`: what it is and its state on top, what this person may do, the work, facts aside, the timeline.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

use super::{facts, files, history, work};
use crate::{
    attachments::{FileLine, FilesView},
    calendar::{self, WorkCalendar},
    duties::{
        model::{Action, Light, LightReason, Offer, PartyState, Progress, Sight, State, light},
        queries::{self, Detail},
    },
    platform::{
        clock,
        http::{Fault, Fields, path_part},
        i18n::{Lang, format, format_day, t, tr},
        view::parts::{Actions, Fact, Head, Hidden, LightView, Link, NotOffered, Notice, Offered, StateView, TimelineView},
    },
    site::{Member, Site},
    tenancy::Scope,
    timeline::Event,
};

/// Entries of the timeline a page.
const ENTRIES: i64 = 20;

#[derive(Serialize)]
struct View {
    head: Head,
    actions: Actions,
    /// Whom it waits for, in one line.
    waits: String,
    notices: Vec<Notice>,
    requirement: Option<String>,
    source: Option<String>,
    targets: Vec<work::TargetView>,
    parties: Vec<work::PartyView>,
    /// None when only the outline is seen.
    files: Option<FilesView>,
    /// None when only the outline is seen.
    timeline: Option<TimelineView>,
    facts: Facts,
    earlier: Vec<facts::Earlier>,
}

#[derive(Serialize)]
struct Facts {
    items: Vec<Fact>,
    beside: bool,
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Result<HttpResponse, Fault> {
    let number = path_part(&req, "number").to_owned();
    let before = Fields::of_query(&req).get("before").and_then(|id| id.parse().ok());
    let (detail, events, calendar, lines) = site
        .glance(&member, move |conn, scope| {
            let detail = queries::detail(conn, scope, &number)?;
            let events = queries::timeline(conn, scope, &detail, before, ENTRIES + 1)?;
            let lines = files::load(conn, scope, &detail.duty, detail.sight)?;
            Ok((detail, events, calendar::load(conn, scope)?, lines))
        })
        .await?;
    let title = format!("{} {}", detail.duty.number, detail.duty.title);
    Ok(member.page(&req, "duties/duty", title, view(&member.scope, &detail, events, &calendar, &lines))?)
}

fn view(scope: &Scope, detail: &Detail, mut events: Vec<Event>, calendar: &WorkCalendar, lines: &[FileLine]) -> View {
    let lang = scope.lang();
    let more = events.len() > usize::try_from(ENTRIES).unwrap_or(usize::MAX);
    events.truncate(usize::try_from(ENTRIES).unwrap_or(usize::MAX));
    let next = events.last().filter(|_| more).map(|e| format!("{}?before={}#timeline", home(scope, detail), e.id));
    let full = detail.sight == Sight::Full;
    let origin = Some(detail.duty.origin.label.as_str()).filter(|l| !l.is_empty());
    View {
        head: head(scope, detail, calendar),
        actions: actions(scope, detail),
        waits: waits(scope, detail),
        notices: notices(scope, detail, &events),
        requirement: Some(detail.duty.requirement.clone()).filter(|r| full && !r.is_empty()),
        source: origin.map(|o| format(lang, "duty-source", &[("origin", o.into())])),
        targets: work::targets(lang, detail),
        parties: work::parties(scope, detail),
        files: full.then(|| files::view(scope, &detail.duty, lines)),
        timeline: full.then(|| TimelineView { items: events.iter().map(|e| history::item(scope, e)).collect(), more: next }),
        facts: Facts { items: facts::facts(scope, detail, calendar), beside: false },
        earlier: facts::earlier(scope, detail),
    }
}

pub(super) fn home(scope: &Scope, detail: &Detail) -> String {
    format!("{}/duties/{}", scope.base(), detail.duty.number)
}

/// The light as a word with a shape; none for what is not judged by dates.
pub(super) fn light_view(scope: &Scope, detail: &Detail, calendar: &WorkCalendar) -> Option<LightView> {
    let duty = &detail.duty;
    let assigned_on = duty.assigned_at.map(|at| clock::local(at, scope.zone()).date());
    let progress = Progress { assigned_on, next_report_on: duty.next_report_on };
    let (light, reason) = light(duty.state, duty.due_on(), progress, scope.today(), scope.settings(), calendar);
    match (light, duty.state) {
        (Light::Grey, State::Closed) => Some(LightView { tone: "grey", word: None }),
        (Light::Grey, _) => None,
        _ => Some(LightView { tone: light.as_str(), word: Some(reason_text(scope.lang(), reason)) }),
    }
}

fn reason_text(lang: Lang, reason: LightReason) -> String {
    format(lang, reason.key(), &[("days", reason.days().into())])
}

/// The head, with the light.
fn head(scope: &Scope, detail: &Detail, calendar: &WorkCalendar) -> Head {
    let mut head = plain_head(scope, detail);
    head.light = light_view(scope, detail, calendar);
    head.state = Some(StateView { label: t(scope.lang(), detail.duty.state.key()).into_owned() });
    head
}

/// Way, title, number and lead.
fn plain_head(scope: &Scope, detail: &Detail) -> Head {
    let (lang, duty) = (scope.lang(), &detail.duty);
    let number = duty.number.as_str();
    let under = match duty.lead_id {
        Some(lead) => format(lang, "duty-under", &[("number", number.into()), ("lead", detail.short_name(lead).into())]),
        None => format(lang, "duty-under-no-lead", &[("number", number.into())]),
    };
    let mut head = Head::new(&duty.title).crumb(format!("{}/duties", scope.base()), t(lang, "duty-list")).under(under);
    head.crumbs.push(crate::platform::view::parts::Crumb { href: None, label: number.to_owned() });
    head
}

/// The verb, with the department where this person could act for several.
fn label(lang: Lang, detail: &Detail, offer: &Offer) -> String {
    let action = t(lang, &offer.action.key()).into_owned();
    let same = detail.offers.iter().filter(|o| o.action == offer.action).count();
    match offer.department_id {
        Some(id) if same > 1 => format(lang, "duty-action-for", &[("action", action.into()), ("department", detail.short_name(id).into())]),
        _ => action,
    }
}

fn actions(scope: &Scope, detail: &Detail) -> Actions {
    let lang = scope.lang();
    let mut view = Actions::default();
    for offer in &detail.offers {
        if let Some(why) = &offer.refused {
            view.refused.push(NotOffered { label: label(lang, detail, offer), why: tr(lang, why) });
            continue;
        }
        let post = offer.action == Action::Accept;
        let href = format!("{}/{}", home(scope, detail), offer.action.as_str());
        let department = offer.department_id.map(|id| id.to_string());
        let leads_on = matches!(
            offer.action,
            Action::Accept | Action::Report | Action::Close | Action::Assign | Action::Reassign | Action::DecideExtension | Action::Resume
        );
        view.offered.push(Offered {
            label: label(lang, detail, offer),
            href: match &department {
                Some(id) if !post => format!("{href}?department={id}"),
                _ => href,
            },
            post,
            main: view.offered.is_empty() && leads_on,
            danger: false,
            hidden: department.filter(|_| post).map(|id| Hidden::new("department", id)).into_iter().collect(),
        });
    }
    view
}

fn waits(scope: &Scope, detail: &Detail) -> String {
    let lead = detail.duty.lead_id.map_or("", |id| detail.short_name(id));
    let args = [("lead", lead.into()), ("days", scope.settings().accept_within_days.into())];
    format(scope.lang(), &detail.duty.state.key().replace("duty-state-", "duty-waits-"), &args)
}

fn notices(scope: &Scope, detail: &Detail, events: &[Event]) -> Vec<Notice> {
    let (lang, duty) = (scope.lang(), &detail.duty);
    let mut found = Vec::new();
    if detail.sight == Sight::Outline {
        found.push(Notice { tone: "grey", title: None, text: t(lang, "duty-outline-note").into_owned(), link: None });
    }
    if let Some(waiting) = detail.waiting_extension().filter(|_| duty.state.is_open()) {
        let args = [
            ("department", detail.short_name(waiting.department_id).into()),
            ("until", format_day(lang, waiting.until).into()),
            ("reason", waiting.reason.as_str().into()),
        ];
        let decides = detail.offers.iter().any(|o| o.action == Action::DecideExtension && o.refused.is_none());
        let answer = || Link::new(format!("{}/decide-extension", home(scope, detail)), t(lang, "duty-action-decide-extension"));
        let title = Some(t(lang, "duty-extension-waits-title").into_owned());
        found.push(Notice { tone: "yellow", title, text: format(lang, "duty-extension-waits", &args), link: decides.then(answer) });
    }
    let may_move = duty.due.as_ref().and_then(|d| d.computed.as_ref()).is_some_and(|c| c.explained.beyond_known());
    if may_move && duty.state.is_open() {
        found.push(Notice { tone: "yellow", title: None, text: t(lang, "calendar-explained-beyond-known").into_owned(), link: None });
    }
    for party in duty.parties.iter().filter(|p| p.state == PartyState::Refused && duty.state.is_open()) {
        let args = [("department", detail.short_name(party.department_id).into())];
        let title = Some(format(lang, "duty-refused-notice-title", &args));
        found.push(Notice { tone: "yellow", title, text: party.reason.clone().unwrap_or_default(), link: None });
    }
    let back = duty.state == State::InProgress && duty.returned_at >= duty.submitted_at;
    let returned = events.iter().find(|e| e.action == Action::Return.as_str()).filter(|_| back);
    if let Some(text) = returned.and_then(|e| e.text.clone()) {
        found.push(Notice { tone: "yellow", title: Some(t(lang, "duty-returned-notice-title").into_owned()), text, link: None });
    }
    found
}
