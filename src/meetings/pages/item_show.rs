//! `GET /w/{slug}/meetings/{number}/items/{item}`: an item, what is said about it, and what can be done with it now.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer,
    agenda::{crumbs, department, item_home, light, short_names},
    decisions::{FollowedView, followed_view},
    item_files::shelf,
    item_verbs::{VERBS, seen_item},
    opinion_table::{Asked, OpinionsView, opinions},
};
use crate::{
    attachments::{FilesView, files_view},
    meetings::{
        ITEM,
        model::{Item, ItemAction, ItemState, permit_item},
        queries::agenda::{self, Detail, Relative},
    },
    platform::{
        clock::local,
        error::Error,
        http::Fields,
        i18n::{format, format_day, format_instant, format_time, t},
        view::parts::{Actions, Crumb, DepartmentView, Fact, Head, Link, Notice, Offered, TimelineView},
    },
    site::{Member, Site},
    tenancy::Scope,
    timeline::timeline_view,
};

#[derive(Serialize)]
struct Body {
    head: Head,
    notices: Vec<Notice>,
    actions: Actions,
    background: Option<String>,
    decision: Option<String>,
    links: Vec<Link>,
    edit_links: Option<Link>,
    files: FilesView,
    taken_in: Vec<Taken>,
    opinions: Option<OpinionsView>,
    decided: Option<FollowedView>,
    facts: Facts,
    timeline: TimelineView,
}

#[derive(Serialize)]
struct Facts {
    items: Vec<Fact>,
}

/// An item that was merged into this one, with its own text.
#[derive(Serialize)]
struct Taken {
    title: String,
    href: Option<String>,
    department: Option<DepartmentView>,
    background: Option<String>,
    decision: Option<String>,
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let seen = seen_item(&req, &Fields::default())?;
    let detail = site.read(&member, move |conn, scope| agenda::detail(conn, scope, &seen.number, seen.id)).await?;
    let (scope, lang) = (&member.scope, member.lang());
    let (item, meeting) = (&detail.item, &detail.ground.meeting);
    let mut head = Head::new(&item.title);
    head.crumbs = crumbs(scope, meeting).into_iter().map(|l| Crumb { href: Some(l.href), label: l.label }).collect();
    head.crumbs.push(Crumb { href: None, label: item.title.clone() });
    head.light = Some(light(lang, item));
    head.under = Some(under(scope, &detail));
    let text = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
    let shorts = detail.names.iter().map(|(id, (short, _))| (*id, short.clone())).collect();
    let asked = Asked {
        ground: &detail.ground,
        item,
        opinions: &detail.opinions,
        names: &detail.names,
        files: &detail.opinion_files,
        for_page: true,
    };
    let opinions = opinions(scope, &asked);
    let body = Body {
        head,
        notices: notices(scope, &detail),
        actions: offered(scope, &detail)?,
        background: text(&item.background),
        decision: text(&item.proposed_decision),
        links: links(scope, &detail),
        edit_links: edit_links(scope, &detail),
        files: files_view(scope, &shelf(scope, &detail.ground, item), &detail.files),
        taken_in: detail.taken_in.iter().map(|i| taken(scope, &detail, i)).collect(),
        opinions: Some(opinions).filter(|o| !o.rows.is_empty() || o.ask.is_some()),
        decided: (!detail.decided.is_empty()).then(|| followed_view(scope, &shorts, &detail.decided)),
        facts: Facts { items: facts(scope, &detail) },
        timeline: timeline_view(scope, ITEM, &detail.events, None),
    };
    Ok(member.page(&req, "meetings/item", item.title.clone(), body)?)
}

fn under(scope: &Scope, detail: &Detail) -> String {
    let lang = scope.lang();
    let mut parts = vec![t(lang, &detail.item.asked.key()).into_owned()];
    if let Some((n, at)) = detail.place {
        let at = format_time(local(at, scope.zone()));
        let key = if detail.ground.meeting.is_written() { "item-place-written" } else { "item-place" };
        parts.push(format(lang, key, &[("n", n.into()), ("at", at.into())]));
    }
    if detail.item.restricted {
        parts.push(t(lang, "item-restricted").into_owned());
    }
    parts.join(" · ")
}

/// Why it stands where it stands, and where it went.
fn notices(scope: &Scope, detail: &Detail) -> Vec<Notice> {
    let (lang, item) = (scope.lang(), &detail.item);
    let mut all = Vec::new();
    let mut notice = |tone, key: &str, text: String, link| all.push(Notice { tone, title: Some(t(lang, key).into_owned()), text, link });
    let to = |r: &Relative| Link::new(item_home(scope, &r.meeting, &r.item), format!("{} {}", r.meeting.number, r.item.title));
    match item.state {
        ItemState::Returned => notice("red", "item-is-returned", item.reason.clone(), None),
        ItemState::Deferred => notice("grey", "item-is-deferred", item.reason.clone(), detail.goes_on.as_ref().map(to)),
        ItemState::Merged => notice("grey", "item-is-merged", item.reason.clone(), detail.merged_into.as_ref().map(to)),
        ItemState::Withdrawn => notice("grey", "item-is-withdrawn", item.reason.clone(), None),
        _ => {}
    }
    if item.is_late && item.state == ItemState::Proposed {
        let tone = if item.lacks_consent() { "yellow" } else { "blue" };
        notice(tone, if item.lacks_consent() { "item-is-late" } else { "item-is-consented" }, item.late_reason.clone(), None);
    }
    all
}

/// What this person may do now, in the order of importance.
fn offered(scope: &Scope, detail: &Detail) -> Result<Actions, Error> {
    let lang = scope.lang();
    let (item, ground) = (&detail.item, &detail.ground);
    let home = item_home(scope, &ground.meeting, item);
    let mut actions = Actions::default();
    let order = [
        ItemAction::Submit,
        ItemAction::Consent,
        ItemAction::Accept,
        ItemAction::Edit,
        ItemAction::Return,
        ItemAction::Defer,
        ItemAction::Merge,
        ItemAction::Withdraw,
    ];
    for action in order {
        match permit_item(scope, &ground.sight, &ground.meeting, item, action) {
            Err(Error::Refused(_) | Error::Forbidden(_)) => continue,
            Err(other) => return Err(other),
            Ok(_) => {}
        }
        if action == ItemAction::Consent && !item.lacks_consent() || action == ItemAction::Accept && item.lacks_consent() {
            continue;
        }
        if action == ItemAction::Return && item.department_id.is_none() {
            continue;
        }
        // Handing in is the end of editing.
        let path = if action == ItemAction::Submit { "edit" } else { action.as_str() };
        if action == ItemAction::Edit && actions.offered.iter().any(|o| o.href.ends_with("/edit")) {
            continue;
        }
        debug_assert!(path == "edit" || VERBS.iter().any(|(a, _)| *a == action));
        actions.offered.push(Offered {
            label: t(lang, &format!("item-do-{}", action.as_str())).into_owned(),
            href: format!("{home}/{path}"),
            post: false,
            main: actions.offered.is_empty(),
            danger: action == ItemAction::Withdraw,
            hidden: Vec::new(),
        });
    }
    Ok(actions)
}

fn links(scope: &Scope, detail: &Detail) -> Vec<Link> {
    let mut all = super::item_links::links(scope, &detail.links);
    for (view, link) in all.iter_mut().zip(&detail.links) {
        if let Some(href) = detail.clauses.get(&link.subject_id).filter(|_| link.kind == "clause") {
            view.href.clone_from(href);
        }
    }
    all
}

/// Where whoever edits the item chooses what it is about.
fn edit_links(scope: &Scope, detail: &Detail) -> Option<Link> {
    let (ground, item) = (&detail.ground, &detail.item);
    permit_item(scope, &ground.sight, &ground.meeting, item, ItemAction::Edit).ok()?;
    Some(Link::new(format!("{}/links", item_home(scope, &ground.meeting, item)), t(scope.lang(), "item-links-edit")))
}

fn taken(scope: &Scope, detail: &Detail, item: &Item) -> Taken {
    let text = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
    let meeting = &detail.ground.meeting;
    let here = item.meeting_id == meeting.id && (detail.ground.sight.sees_all || item.is_own(scope));
    Taken {
        title: item.title.clone(),
        href: here.then(|| item_home(scope, meeting, item)),
        department: department(&detail.names, item.department_id),
        background: text(&item.background),
        decision: text(&item.proposed_decision),
    }
}

fn facts(scope: &Scope, detail: &Detail) -> Vec<Fact> {
    let (lang, item, meeting) = (scope.lang(), &detail.item, &detail.ground.meeting);
    let label = |key: &str| t(lang, key).into_owned();
    let office = || t(lang, "meeting-by-office").into_owned();
    let proposer = item.department_id.and_then(|id| detail.names.get(&id)).map_or_else(office, |(_, name)| name.clone());
    let mut all = vec![
        Fact {
            href: Some(super::agenda::meeting_home(scope, meeting)),
            note: Some(format_day(lang, meeting.day(scope))),
            ..Fact::new(label("item-fact-meeting"), format!("{} {}", meeting.number, meeting.title))
        },
        Fact { note: Some(item.proposed_by.clone()).filter(|n| !n.is_empty()), ..Fact::new(label("item-fact-proposer"), proposer) },
    ];
    let mut add = |key: &str, value: String| {
        if !value.is_empty() {
            all.push(Fact::new(label(key), value));
        }
    };
    add("item-field-departments", short_names(lang, &detail.names, &item.concerned));
    if !meeting.is_written() {
        add("item-field-minutes", format(lang, "meeting-minutes", &[("n", f64::from(item.minutes).into())]));
    }
    add("item-field-section", item.section.clone());
    if let Some(at) = item.submitted_at {
        add("item-fact-submitted", format_instant(lang, at, scope.zone()));
    }
    if let (false, Some(at)) = (item.consent.is_empty(), item.consented_at) {
        all.push(Fact { note: Some(format_instant(lang, at, scope.zone())), ..Fact::new(label("item-fact-consent"), &item.consent) });
    }
    if let Some(outcome) = item.outcome {
        all.push(Fact::new(label("item-fact-outcome"), t(lang, &outcome.key())));
    }
    if let Some(from) = &detail.comes_from {
        let href = Some(item_home(scope, &from.meeting, &from.item));
        all.push(Fact { href, ..Fact::new(label("item-fact-from"), format!("{} {}", from.meeting.number, from.meeting.title)) });
    }
    all
}
