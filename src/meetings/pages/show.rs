//! `GET /w/{slug}/meetings/{number}`: what it is and what can be done, who comes, the agenda, what happened.

use std::collections::HashMap;

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer,
    agenda::{self, AgendaView},
    carry,
    decisions::{FollowedView, followed_view},
    light, path, receipt,
    show_people::{People, called, people},
    when,
};
use crate::{
    meetings::{
        MEETING,
        model::{Action, Item, ItemLine, State, decide},
        queries::{self, Followed, Ground, agenda::Agenda},
        store::{self, Member as Person},
    },
    platform::{
        db::Conn,
        error::{Error, Result},
        http::{path_part, see_other},
        i18n::{format, format_day, t, tr},
        view::parts::{Actions, Fact, Head, Link, NotOffered, Notice, Offered, TimelineView},
    },
    site::{Member, Site},
    tenancy::Scope,
    timeline::{self, Event, Subject, timeline_view},
};

#[derive(Serialize)]
struct Body {
    head: Head,
    notices: Vec<Notice>,
    actions: Actions,
    facts: Facts,
    note: String,
    people: People,
    /// Whether receipts or attendance may come in while the page is looked at.
    live: bool,
    /// What became of the former meetings' decisions.
    followed: Option<FollowedView>,
    agenda: AgendaView,
    timeline: TimelineView,
}

#[derive(Serialize)]
struct Facts {
    items: Vec<Fact>,
}

struct Loaded {
    ground: Ground,
    agenda: Agenda<ItemLine>,
    /// Its items, where some may have been left open.
    left: Vec<Item>,
    names: HashMap<i64, String>,
    chair: Option<Person>,
    events: Vec<Event>,
    series: Option<(i64, String)>,
    followed: Vec<Followed>,
}

fn load(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Loaded> {
    let ground = queries::ground(conn, scope, number)?;
    let chair = match ground.meeting.chair_id {
        Some(id) => store::members_by_ids(conn, scope, &[id])?.pop(),
        None => None,
    };
    let events = timeline::of(conn, scope, Subject::new(MEETING, ground.meeting.id), None, 50)?;
    let series = match ground.meeting.series_id {
        Some(id) => Some((id, store::series(conn, scope, id)?.title)),
        None => None,
    };
    let followed = queries::follow_up(conn, scope, &ground)?;
    let agenda = queries::agenda::outline(conn, scope, &ground)?;
    let left = if carry::may_be_left(&ground.meeting) { queries::items_of(conn, scope, &ground)? } else { Vec::new() };
    let names = agenda.names.iter().map(|(id, (short, _))| (*id, short.clone())).collect();
    Ok(Loaded { ground, agenda, left, names, chair, events, series, followed })
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    // Mails and origins of duties may hold the id.
    if let (Ok(id), false) = (number.parse::<i64>(), number.contains('-')) {
        let meeting = site.read(&member, move |conn, scope| {
            let found = store::meeting_by_id(conn, scope, id)?;
            Ok(queries::ground(conn, scope, &found.number)?.meeting)
        });
        return Ok(see_other(path(&member.scope, &meeting.await?)).respond(&req));
    }
    // A meeting's own rows, by its number, and of the former ones a few.
    let loaded = site.glance(&member, move |conn, scope| load(conn, scope, &number)).await?;
    let (scope, lang) = (&member.scope, member.lang());
    let meeting = &loaded.ground.meeting;
    let mut head = Head::new(&meeting.title).crumb(format!("{}/meetings", scope.base()), t(lang, "meetings-title")).under(format!(
        "{} · {} · {}",
        meeting.number,
        t(lang, &meeting.kind.key()),
        when(scope, meeting)
    ));
    head.crumbs.push(crate::platform::view::parts::Crumb { href: None, label: meeting.number.clone() });
    head.light = Some(light(lang, meeting));
    let body = Body {
        head,
        notices: notices(scope, &loaded),
        actions: offered(scope, &loaded.ground)?,
        facts: Facts { items: facts(scope, &loaded) },
        note: meeting.note.clone(),
        people: people(scope, &loaded.ground, &loaded.names),
        live: matches!(meeting.state, State::Announced | State::InSession) && loaded.ground.sight.sees_all,
        followed: (!loaded.followed.is_empty() && !meeting.is_written()).then(|| followed_view(scope, &loaded.names, &loaded.followed)),
        agenda: agenda::section(scope, &loaded.ground, &loaded.agenda),
        timeline: timeline_view(scope, MEETING, &loaded.events, None),
    };
    Ok(member.page(&req, "meetings/show", format!("{} {}", meeting.number, meeting.title), body)?)
}

/// What must be known first: changes nobody was told of, why it was put off or cancelled.
fn notices(scope: &Scope, loaded: &Loaded) -> Vec<Notice> {
    let (lang, meeting) = (scope.lang(), &loaded.ground.meeting);
    let mut all = receipt::notices(scope, &loaded.ground, |p| called(&loaded.names, p));
    if loaded.ground.sight.is_office() && meeting.changed_at.is_some() && meeting.state == State::Announced {
        let link = Link::new(format!("{}/update", path(scope, meeting)), t(lang, &Action::Update.key()));
        all.push(Notice { tone: "yellow", title: None, text: t(lang, "meeting-changed-untold").into_owned(), link: Some(link) });
    }
    all.extend(carry::notice(scope, &loaded.ground, &loaded.left));
    if meeting.state == State::Cancelled {
        let title = Some(t(lang, "meeting-is-cancelled").into_owned());
        all.push(Notice { tone: "red", title, text: meeting.reason.clone(), link: None });
    }
    all
}

/// The steps of its life in the order they come, with the pages they lead to.
const STEPS: [Action; 11] = [
    Action::Call,
    Action::Announce,
    Action::Open,
    Action::Record,
    Action::Adjourn,
    Action::Minute,
    Action::Circulate,
    Action::Update,
    Action::Edit,
    Action::Postpone,
    Action::Cancel,
];

/// Where a step is taken.
fn page_of(action: Action) -> &'static str {
    match action {
        Action::Open | Action::Record => "live",
        Action::Adjourn => "live/adjourn",
        Action::Minute | Action::Circulate | Action::Issue | Action::Correct => "minutes",
        other => other.as_str(),
    }
}

fn offered(scope: &Scope, ground: &Ground) -> Result<Actions> {
    let (lang, meeting) = (scope.lang(), &ground.meeting);
    let mut actions = Actions::default();
    if meeting.state == State::Issued {
        actions.offered.push(Offered {
            label: t(lang, "minutes-title").into_owned(),
            href: format!("{}/minutes", path(scope, meeting)),
            post: false,
            main: true,
            danger: false,
            hidden: Vec::new(),
        });
    }
    for action in STEPS {
        match decide(meeting.state, meeting.is_written(), action, &ground.sight.by) {
            Ok(_) if action == Action::Record && meeting.state != State::InSession => {}
            // A session is ended on its own page.
            Ok(_) if action == Action::Adjourn && !meeting.is_written() => {}
            Ok(_) => actions.offered.push(Offered {
                label: t(lang, &super::session::action_key(meeting, action)).into_owned(),
                href: format!("{}/{}", path(scope, meeting), page_of(action)),
                post: false,
                main: actions.offered.is_empty() && !matches!(action, Action::Edit | Action::Postpone | Action::Cancel),
                danger: action == Action::Cancel,
                hidden: Vec::new(),
            }),
            // Everybody but the office sees what they may do; what they may not is said where they would look for it.
            Err(Error::Refused(why)) if ground.sight.is_office() && action == Action::Announce && meeting.state == State::Draft => {
                actions.refused.push(NotOffered { label: t(lang, &action.key()).into_owned(), why: tr(lang, &why) });
            }
            Err(Error::Refused(_) | Error::Forbidden(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(actions)
}

fn facts(scope: &Scope, loaded: &Loaded) -> Vec<Fact> {
    let (lang, meeting) = (scope.lang(), &loaded.ground.meeting);
    let label = |key: &str| t(lang, key).into_owned();
    let mut all =
        vec![Fact::new(label(if meeting.is_written() { "meeting-fact-answer-by" } else { "meeting-fact-when" }), when(scope, meeting))];
    if !meeting.is_written() {
        all.push(Fact::new(label("meeting-fact-length"), format(lang, "meeting-minutes", &[("n", f64::from(meeting.minutes).into())])));
    }
    if !meeting.place.is_empty() {
        all.push(Fact::new(label("meeting-fact-place"), &meeting.place));
    }
    if let Some(chair) = &loaded.chair {
        all.push(Fact::new(label("meeting-fact-chair"), &chair.name));
    }
    let day = |at: chrono::NaiveDateTime| crate::platform::clock::local(at, scope.zone()).date();
    for (key, on) in [
        // The day it was done, once it was.
        ("meeting-fact-call-on", meeting.called_at.map(day).or(meeting.call_on)),
        ("meeting-fact-cutoff-on", meeting.cutoff_on),
        ("meeting-fact-notice-on", meeting.announced_at.map(day).or(meeting.notice_on)),
    ] {
        if let Some(on) = on {
            all.push(Fact::new(label(key), format_day(lang, on)));
        }
    }
    if let Some((id, title)) = &loaded.series {
        let href = Some(format!("{}/meetings/series/{id}", scope.base()));
        all.push(Fact { href, ..Fact::new(label("meeting-fact-series"), title) });
    }
    all
}
