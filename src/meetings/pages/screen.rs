//! `GET /w/{slug}/meetings/{number}/live/screen`: for the room. The item being dealt with and what is decided, in type that is read
//! from the last row.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer,
    live_view::{Root, TallyView, Watch},
};
use crate::{
    meetings::{
        model::{Decision, Item, State},
        queries::{self, live::Session},
    },
    platform::{
        http::path_part,
        i18n::{format, format_day, t},
    },
    site::{Member, Site},
    tenancy::Scope,
};

#[derive(Serialize)]
struct Body {
    root: Root,
    title: String,
    tally: TallyView,
    state: Option<String>,
    item: Option<ItemView>,
    next: Option<String>,
    back: String,
}

#[derive(Serialize)]
struct ItemView {
    id: String,
    n: usize,
    title: String,
    watch: Watch,
    outcome: Option<String>,
    decisions: Vec<DecisionView>,
}

#[derive(Serialize)]
struct DecisionView {
    id: String,
    n: i64,
    text: String,
    lead: String,
    support: String,
    due: String,
}

/// `GET /w/{slug}/meetings/{number}/live/screen`
pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let session = site.read(&member, move |conn, scope| queries::live::session(conn, scope, &number, false)).await?;
    let (scope, lang) = (&member.scope, member.lang());
    let meeting = &session.ground.meeting;
    let current = session.items.iter().position(|i| Some(i.id) == meeting.current_item_id);
    let seen = |item: &Item| session.sees(scope, item);
    let state = match meeting.state {
        State::InSession if current.is_some() => None,
        State::InSession => Some("screen-pause"),
        State::Announced => Some("screen-before"),
        _ => Some("screen-over"),
    };
    let next = session.items.iter().skip(current.map_or(0, |n| n + 1)).find(|i| i.outcome.is_none() && meeting.state == State::InSession);
    let title = format(lang, "screen-title", &[("title", meeting.title.as_str().into())]);
    let body = Body {
        root: Root::new(scope, &session),
        title: meeting.title.clone(),
        tally: TallyView::new(lang, meeting.state, session.tally()),
        state: state.map(|key| t(lang, key).into_owned()),
        item: current.map(|n| item_view(scope, &session, n, seen(&session.items[n]))),
        // Whoever sits in the room now need not know what a restricted item is about.
        next: next.map(|i| if i.restricted { t(lang, "meeting-item-restricted").into_owned() } else { i.title.clone() }),
        back: match session.ground.sight.by.is_empty() {
            true => format!("{}/meetings/{}", scope.base(), meeting.number),
            false => super::live_view::home(scope, meeting),
        },
    };
    Ok(member.page(&req, "meetings/screen", title, body)?)
}

fn item_view(scope: &Scope, session: &Session, n: usize, is_seen: bool) -> ItemView {
    let (lang, item) = (scope.lang(), &session.items[n]);
    let decisions = session.decisions.iter().filter(|d| is_seen && d.item_id == item.id);
    ItemView {
        id: item.id.to_string(),
        n: n + 1,
        title: if is_seen { item.title.clone() } else { t(lang, "meeting-item-restricted").into_owned() },
        watch: Watch::new(scope, &session.ground.meeting, item),
        outcome: item.outcome.filter(|_| is_seen).map(|o| t(lang, &o.key()).into_owned()),
        decisions: decisions.map(|d| decision_view(scope, session, d)).collect(),
    }
}

fn decision_view(scope: &Scope, session: &Session, decision: &Decision) -> DecisionView {
    DecisionView {
        id: decision.id.to_string(),
        n: decision.position,
        text: decision.text.clone(),
        lead: decision.lead_id.map(|id| session.short_name(id).to_owned()).unwrap_or_default(),
        support: queries::live::support_words(scope.lang(), decision, &session.departments),
        due: decision.due_on.map(|on| format_day(scope.lang(), on)).unwrap_or_default(),
    }
}
