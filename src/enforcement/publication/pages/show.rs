//! `GET /w/{slug}/publications/{number}`

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, head, light, list::channels, list_path, open_path, path};
use crate::{
    enforcement::{
        KEEPERS,
        model::CaseBrief,
        pages,
        publication::{Channel, Publication, SUBJECT, State, Verb, Version, queries},
        queries as parties,
        restriction::actions::may_act_for,
    },
    platform::{
        error::Result,
        http::{ListQuery, path_part},
        i18n::{format, format_day, format_instant, t},
        view::parts::{Actions, Fact, Head, Hidden, LightView, Link, NotOffered, Notice, Offered, TimelineView},
    },
    site::{Member, Site},
    tenancy::{
        Role, Scope,
        departments::{self, Department},
    },
    timeline::{Event, timeline_view},
};

/// Entries of the timeline shown at once.
const EVENTS: i64 = 40;

#[derive(Serialize)]
struct Body {
    head: Head,
    actions: Actions,
    /// That what should be on the open page is not to be seen there.
    notice: Option<Notice>,
    /// What is worked on, or is or was published.
    said: VersionView,
    /// The other versions, the latest first.
    others: Vec<VersionView>,
    facts: Facts,
    timeline: TimelineView,
}

#[derive(Serialize)]
struct Facts {
    items: Vec<Fact>,
}

#[derive(Serialize)]
struct VersionView {
    light: LightView,
    nth: String,
    title: String,
    text: String,
    /// Why the one before was corrected.
    reason: Option<String>,
    lines: Vec<String>,
}

struct Loaded {
    one: Publication,
    party: String,
    case: Option<CaseBrief>,
    department: Option<Department>,
    events: Vec<Event>,
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let before = ListQuery::of(&req, &[]).filter("before").and_then(|b| b.parse().ok());
    let loaded = site
        .read(&member, move |conn, scope| {
            let one = queries::one(conn, scope, &number)?;
            let party = parties::one(conn, scope, one.party_id)?.name;
            let case = match one.case_id {
                Some(id) => parties::cases::by_ids(conn, scope, &[id])?.pop(),
                None => None,
            };
            let department = departments::by_ids(conn, scope, &[one.department_id])?.pop();
            let events = queries::events(conn, scope, one.id, before, EVENTS)?;
            Ok(Loaded { one, party, case, department, events })
        })
        .await?;
    let title = loaded.one.latest()?.title.clone();
    Ok(member.page(&req, "enforcement/publication", title, body(&member.scope, &loaded)?)?)
}

fn body(scope: &Scope, loaded: &Loaded) -> Result<Body> {
    let one = &loaded.one;
    let latest = one.latest()?;
    let mut head = head(scope, None, &latest.title);
    if let Some(last) = head.crumbs.last_mut() {
        last.label.clone_from(&one.number);
    }
    head.light = Some(light(scope, latest));
    head.under = Some(one.number.clone());
    let more = loaded.events.last().filter(|_| loaded.events.len() as i64 == EVENTS);
    let more = more.map(|e| format!("{}?before={}#timeline", path(scope, &one.number), e.id));
    Ok(Body {
        head,
        actions: actions(scope, one, latest),
        notice: page_is_off(scope, one),
        said: version(scope, latest, one.returned_before(latest.nth)),
        others: one.versions.iter().rev().filter(|v| v.nth != latest.nth).map(|v| version(scope, v, one.returned_before(v.nth))).collect(),
        facts: Facts { items: facts(scope, loaded, latest) },
        timeline: timeline_view(scope, SUBJECT, &loaded.events, more),
    })
}

/// Where the open page is a channel of what is, or is to be, published, and the page is off.
fn page_is_off(scope: &Scope, one: &Publication) -> Option<Notice> {
    let lang = scope.lang();
    let counts = |v: &&Version| matches!(v.state, State::Published | State::Approved | State::Submitted | State::Draft);
    let named = one.versions.iter().filter(counts).any(|v| v.channels.contains(&Channel::OpenPage));
    if scope.settings().open_page || !named {
        return None;
    }
    let key = if one.shown.is_some() { "publication-open-page-off" } else { "publication-open-page-off-yet" };
    let switch = Link::new(format!("{}/open-page", list_path(scope)), t(lang, "publication-open-page-switch"));
    let link = scope.has(Role::Secretariat).then_some(switch);
    Some(Notice { tone: "yellow", title: None, text: t(lang, key).into_owned(), link })
}

/// 第 1 版被周敏退回：请写明批次
pub(super) fn returned(scope: &Scope, one: &Version) -> String {
    let args = [
        ("n", f64::from(one.nth).into()),
        ("who", one.ended_by.as_deref().unwrap_or_default().into()),
        ("why", one.ended_reason.as_deref().unwrap_or_default().into()),
    ];
    format(scope.lang(), "publication-returned-before", &args)
}

/// A version with who did what with it; `before`: the one that was returned before.
fn version(scope: &Scope, one: &Version, before: Option<&Version>) -> VersionView {
    let lang = scope.lang();
    let at = |when| format_instant(lang, when, scope.zone());
    let line = |key: &str, who: &str, when: String| format(lang, key, &[("who", who.into()), ("when", when.into())]);
    let mut lines = vec![line("publication-written", &one.writer, at(one.written_at))];
    if let Some(before) = before {
        lines.push(returned(scope, before));
    }
    if let (Some(who), Some(when)) = (&one.checked_by, one.checked_at) {
        lines.push(line("publication-checked", who, at(when)));
    }
    if let (Some(who), Some(day)) = (&one.published_by, one.published_on) {
        lines.push(line("publication-was-published", who, format_day(lang, day)));
    }
    if let (Some(who), Some(when), Some(why)) = (&one.ended_by, one.ended_at, &one.ended_reason) {
        let args = [
            ("state", t(lang, &one.state.key()).into_owned().into()),
            ("who", who.as_str().into()),
            ("when", at(when).into()),
            ("why", why.as_str().into()),
        ];
        lines.push(format(lang, "publication-ended", &args));
    }
    VersionView {
        light: light(scope, one),
        nth: format(lang, "publication-nth", &[("n", f64::from(one.nth).into())]),
        title: one.title.clone(),
        text: one.text.clone(),
        reason: Some(one.reason.clone()).filter(|r| !r.is_empty()),
        lines,
    }
}

/// Exactly what this person may do now; what only others may do says so.
fn actions(scope: &Scope, one: &Publication, latest: &Version) -> Actions {
    let lang = scope.lang();
    let mut actions = Actions::default();
    if !scope.roles().has_any(&KEEPERS) || !may_act_for(scope, one.department_id) {
        return actions;
    }
    let is_writer = Some(latest.writer_id) == scope.person_id();
    let go = |verb: &str, main, danger| Offered {
        label: t(lang, &format!("publication-do-{verb}")).into_owned(),
        href: format!("{}/{verb}", path(scope, &one.number)),
        post: false,
        main,
        danger,
        hidden: Vec::new(),
    };
    let others_only = |verb: &str, why: String| NotOffered { label: t(lang, &format!("publication-do-{verb}")).into_owned(), why };
    match latest.state {
        State::Draft if is_writer => {
            let hidden = vec![Hidden::new("version", one.version)];
            actions.offered.push(Offered { post: true, hidden, ..go("submit", true, false) });
            actions.offered.push(go("edit", false, false));
        }
        State::Draft => {
            let why = format(lang, "publication-writer-only", &[("who", latest.writer.as_str().into())]);
            actions.refused.push(others_only("edit", why));
        }
        State::Submitted if is_writer => actions.refused.push(others_only("check", t(lang, "publication-by-another").into_owned())),
        State::Submitted => actions.offered.push(go("check", true, false)),
        State::Approved => actions.offered.extend([go("publish", true, false), go("return", false, false)]),
        State::Published => actions.offered.push(go("correct", false, false)),
        State::Corrected | State::Withdrawn | State::Dropped | State::Returned => {}
    }
    if one.shown.is_some() {
        actions.offered.push(go("withdraw", false, true));
    }
    if latest.state.after(Verb::Drop).is_some() {
        actions.offered.push(go("drop", false, true));
    }
    actions
}

fn facts(scope: &Scope, loaded: &Loaded, latest: &Version) -> Vec<Fact> {
    let (lang, one) = (scope.lang(), &loaded.one);
    let label = |key: &'static str| t(lang, key).into_owned();
    let mut items = vec![
        Fact { href: Some(pages::path(scope, one.party_id)), ..Fact::new(label("publication-field-party"), &loaded.party) },
        Fact::new(label("publication-field-ground"), t(lang, &latest.ground.key())),
    ];
    if let Some(case) = &loaded.case {
        let href = format!("{}/cases/{}", scope.base(), case.number);
        items.push(Fact { href: Some(href), ..Fact::new(label("restriction-field-case"), case.shown_number()) });
    }
    if let Some(person) = &latest.person {
        items.push(Fact::new(label("publication-field-person"), person));
    }
    let department = loaded.department.as_ref();
    items.push(Fact {
        label: label("publication-field-department"),
        value: department.map(|d| d.name.clone()),
        href: department.map(|d| format!("{}/departments/{}", scope.base(), d.id)),
        ..Fact::default()
    });
    let shown_openly = scope.settings().open_page && latest.is_shown_on(scope.today()) && latest.channels.contains(&Channel::OpenPage);
    items.push(Fact {
        href: shown_openly.then(|| open_path(scope)),
        ..Fact::new(label("publication-field-channel"), channels(lang, &latest.channels))
    });
    items.push(Fact {
        label: label("publication-field-published"),
        value: latest.published_on.map(|day| format_day(lang, day)),
        ..Fact::default()
    });
    let no_end = || t(lang, "publication-no-end").into_owned();
    items.push(Fact::new(label("publication-field-until"), latest.until_on.map_or_else(no_end, |day| format_day(lang, day))));
    items
}
