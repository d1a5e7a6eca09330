//! `GET /w/{slug}/meetings/{number}/live`: the agenda on one side, the item being dealt with on the other.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer, attendance, live_decision, live_events, live_field,
    live_view::{Field, Fields, Root, TallyView, Watch, home, spent},
    screen, session,
};
use crate::{
    meetings::{
        actions::LiveField,
        model::{Action, Decision, Item, ItemKind, Meeting, OpinionAnswer, Sight, State, decide, start_times},
        queries::{self, live::Session},
    },
    platform::{
        clock::local,
        http::{Access, ListQuery, Routes, path_part},
        i18n::{format, format_day, format_instant, format_time, join, t},
        view::parts::{Head, LightView, Link, Notice},
    },
    site::{Member, Site},
    tenancy::Scope,
};

pub fn routes() -> Routes {
    let at = Access::Workspace;
    Routes::new()
        .get("/w/{slug}/meetings/{number}/live", at, show)
        .get("/w/{slug}/meetings/{number}/live/attendance", at, attendance::show)
        .get("/w/{slug}/meetings/{number}/live/screen", at, screen::show)
        .get("/w/{slug}/meetings/{number}/live/events", at, live_events::events)
        .post("/w/{slug}/meetings/{number}/live/field", at, live_field::save)
        .post("/w/{slug}/meetings/{number}/live/open", at, session::open)
        .post("/w/{slug}/meetings/{number}/live/current", at, session::take_up)
        .get("/w/{slug}/meetings/{number}/live/floor", at, session::floor_form)
        .post("/w/{slug}/meetings/{number}/live/floor", at, session::floor)
        .get("/w/{slug}/meetings/{number}/live/adjourn", at, session::adjourn_form)
        .post("/w/{slug}/meetings/{number}/live/adjourn", at, session::adjourn)
        .post("/w/{slug}/meetings/{number}/live/decisions", at, live_decision::add)
        .post("/w/{slug}/meetings/{number}/live/decisions/{decision}/remove", at, live_decision::remove)
        .get("/w/{slug}/meetings/{number}/live/decisions/{decision}/assign", at, live_decision::assign_form)
        .post("/w/{slug}/meetings/{number}/live/decisions/{decision}/assign", at, live_decision::assign)
        .get("/w/{slug}/decisions/{decision}", at, live_decision::show)
}

#[derive(Serialize)]
struct Body {
    head: Head,
    root: Root,
    tally: TallyView,
    notes: Option<String>,
    notice: Option<Notice>,
    /// Before the session: how to begin it.
    open: Option<String>,
    adjourn: Option<Link>,
    floor: Option<Link>,
    /// The item that comes next, by its id.
    next: Option<String>,
    agenda: Vec<Line>,
    item: Option<ItemView>,
}

#[derive(Serialize)]
struct Line {
    href: String,
    at: String,
    n: usize,
    title: String,
    under: String,
    light: Option<LightView>,
    is_shown: bool,
    is_now: bool,
}

#[derive(Serialize)]
struct ItemView {
    id: String,
    n: usize,
    title: String,
    watch: Watch,
    restricted: bool,
    late: Option<String>,
    /// Written opinions, in short.
    opinions: Option<String>,
    background: Option<String>,
    proposed: Option<String>,
    is_now: bool,
    may_start: bool,
    is_open: bool,
    fields: Vec<Field>,
    decisions: Vec<DecisionView>,
}

#[derive(Serialize)]
struct DecisionView {
    id: String,
    title: String,
    text: Field,
    fields: Vec<Field>,
    duty: Option<Link>,
    duty_note: Option<String>,
    /// Shown instead of the fields once it is assigned.
    said: Option<Vec<(String, String)>>,
    assign: Option<String>,
    remove: String,
}

/// `GET /w/{slug}/meetings/{number}/live`
pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let asked = ListQuery::of(&req, &["item"]).filter("item").and_then(|id| id.parse().ok());
    let session = site.read(&member, move |conn, scope| queries::live::session(conn, scope, &number, true)).await?;
    let scope = &member.scope;
    let meeting = &session.ground.meeting;
    let title = t(scope.lang(), "session-title");
    let shown = shown_item(&session, asked);
    let body = Body {
        head: head(scope, &session, &title),
        root: Root::new(scope, &session),
        tally: TallyView::new(scope.lang(), meeting.state, session.tally()),
        notes: note_takers(scope, &session),
        notice: notice(scope, meeting),
        open: may(scope, meeting, &session.ground.sight, Action::Open).then(|| format!("{}/open", home(scope, meeting))),
        adjourn: may(scope, meeting, &session.ground.sight, Action::Adjourn)
            .then(|| Link::new(format!("{}/adjourn", home(scope, meeting)), t(scope.lang(), "session-adjourn"))),
        floor: (meeting.state == State::InSession)
            .then(|| Link::new(format!("{}/floor", home(scope, meeting)), t(scope.lang(), "session-floor"))),
        next: next_item(&session).map(|id| id.to_string()),
        agenda: agenda(scope, &session, shown.map(|i| i.id)),
        item: shown.map(|item| item_view(scope, &session, item)),
    };
    Ok(member.page(&req, "meetings/live", title, body)?)
}

fn may(_: &Scope, meeting: &Meeting, sight: &Sight, action: Action) -> bool {
    decide(meeting.state, meeting.is_written(), action, &sight.by).is_ok()
}

/// The one asked for, the one being dealt with, or the first that is not.
fn shown_item(session: &Session, asked: Option<i64>) -> Option<&Item> {
    let by_id = |id: Option<i64>| session.items.iter().find(|i| Some(i.id) == id);
    let open = || session.items.iter().find(|i| i.outcome.is_none());
    by_id(asked).or_else(|| by_id(session.ground.meeting.current_item_id)).or_else(open).or_else(|| session.items.first())
}

/// The first without an outcome after the one being dealt with; while there is a session.
fn next_item(session: &Session) -> Option<i64> {
    let meeting = &session.ground.meeting;
    if meeting.state != State::InSession {
        return None;
    }
    let at = session.items.iter().position(|i| Some(i.id) == meeting.current_item_id);
    let mut after = session.items.iter().skip(at.map_or(0, |n| n + 1));
    after.find(|i| i.outcome.is_none()).map(|i| i.id)
}

/// Crumbs and the line under the title, the same on all pages of a session.
pub fn head(scope: &Scope, session: &Session, title: &str) -> Head {
    let (lang, meeting) = (scope.lang(), &session.ground.meeting);
    let base = format!("{}/meetings", scope.base());
    let under = format_instant(lang, meeting.starts_at, scope.zone());
    let mut head = Head::new(title)
        .crumb(&base, t(lang, "meetings-title"))
        .crumb(format!("{base}/{}", meeting.number), &meeting.title)
        .under(if meeting.place.is_empty() { under } else { format!("{under} · {}", meeting.place) });
    if title != t(lang, "session-title") {
        head = head.crumb(home(scope, meeting), t(lang, "session-title"));
    }
    head.crumbs.push(crate::platform::view::parts::Crumb { href: None, label: title.to_owned() });
    head
}

fn note_takers(scope: &Scope, session: &Session) -> Option<String> {
    let names = join(scope.lang(), &session.note_takers);
    (!names.is_empty()).then(|| format(scope.lang(), "session-note-takers", &[("names", names.into())]))
}

fn notice(scope: &Scope, meeting: &Meeting) -> Option<Notice> {
    let key = match meeting.state {
        State::Announced if meeting.is_written() => "session-written",
        State::Announced => "session-ahead",
        State::Minuting => "session-over",
        _ => return None,
    };
    Some(Notice { tone: "blue", title: None, text: t(scope.lang(), key).into_owned(), link: None })
}

fn agenda(scope: &Scope, session: &Session, shown: Option<i64>) -> Vec<Line> {
    let (lang, meeting) = (scope.lang(), &session.ground.meeting);
    let starts = start_times(meeting.starts_at, &session.items);
    let line = |(n, (item, at)): (usize, (&Item, chrono::NaiveDateTime))| {
        let is_now = meeting.current_item_id == Some(item.id);
        let who = item.department_id.map_or_else(|| t(lang, "session-of-office").into_owned(), |id| session.short_name(id).to_owned());
        let minutes = format(lang, "meeting-minutes", &[("n", f64::from(item.minutes).into())]);
        let spent = spent(scope, meeting, item);
        let used = (spent > 0).then(|| format(lang, "session-used", &[("n", spent.into())]));
        let marked = item.restricted.then(|| t(lang, "session-restricted").into_owned());
        Line {
            href: format!("{}?item={}", home(scope, meeting), item.id),
            at: format_time(local(at, scope.zone())),
            n: n + 1,
            title: item.title.clone(),
            under: [Some(who), Some(minutes), used, marked].into_iter().flatten().collect::<Vec<_>>().join(" · "),
            light: light(scope, item, is_now),
            is_shown: shown == Some(item.id),
            is_now,
        }
    };
    session.items.iter().zip(starts).enumerate().map(line).collect()
}

fn light(scope: &Scope, item: &Item, is_now: bool) -> Option<LightView> {
    let lang = scope.lang();
    if is_now {
        return Some(LightView { tone: "yellow", word: Some(t(lang, "session-now").into_owned()) });
    }
    item.outcome.map(|outcome| LightView { tone: "grey", word: Some(t(lang, &outcome.key()).into_owned()) })
}

fn item_view(scope: &Scope, session: &Session, item: &Item) -> ItemView {
    let (lang, meeting) = (scope.lang(), &session.ground.meeting);
    let fields = Fields { scope, session, back: format!("item-{}", item.id) };
    let is_open = may(scope, meeting, &session.ground.sight, Action::Record);
    let is_now = meeting.current_item_id == Some(item.id);
    let decisions = session.decisions.iter().filter(|d| d.item_id == item.id);
    let some = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
    ItemView {
        id: item.id.to_string(),
        n: session.items.iter().position(|i| i.id == item.id).map_or(0, |n| n + 1),
        title: item.title.clone(),
        watch: Watch::new(scope, meeting, item),
        restricted: item.restricted,
        late: item.is_late.then(|| format(lang, "session-late", &[("consent", item.consent.as_str().into())])),
        opinions: opinions(scope, session, item),
        background: some(&item.background),
        proposed: some(&item.proposed_decision),
        is_now,
        may_start: meeting.state == State::InSession && !is_now,
        is_open,
        fields: [LiveField::Notes, LiveField::Outcome].map(|f| fields.item(item, f)).into(),
        decisions: if item.kind == ItemKind::FollowUp && !is_open {
            Vec::new()
        } else {
            decisions.map(|d| decision_view(&fields, d)).collect()
        },
    }
}

/// `书面意见：同意 3，修改后同意 1（省公安厅）`: who differs or has not answered is named.
pub(super) fn opinions(scope: &Scope, session: &Session, item: &Item) -> Option<String> {
    let lang = scope.lang();
    let mut parts = Vec::new();
    let asked = session.opinions_of(item.id);
    for answer in OpinionAnswer::ALL.iter().copied().map(Some).chain([None]) {
        let given: Vec<_> = asked.iter().filter(|o| o.answer == answer).collect();
        if given.is_empty() {
            continue;
        }
        let names: Vec<String> = given.iter().map(|o| session.short_name(o.department_id).to_owned()).collect();
        let word = answer.map_or_else(|| "session-opinions-silent".into(), OpinionAnswer::key);
        let said = format!("{} {}", t(lang, &word), given.len());
        let differs = !matches!(answer, Some(OpinionAnswer::Agree | OpinionAnswer::NoRemark));
        let names = differs.then(|| format(lang, "part-aside", &[("text", join(lang, &names).into())]));
        parts.push(format!("{said}{}", names.unwrap_or_default()));
    }
    (!parts.is_empty()).then(|| format(lang, "session-opinions", &[("said", parts.join(&t(lang, "part-comma")).into())]))
}

fn decision_view(fields: &Fields<'_>, decision: &Decision) -> DecisionView {
    let (scope, session) = (fields.scope, fields.session);
    let (lang, at) = (scope.lang(), home(scope, &session.ground.meeting));
    let duty = decision.duty_id.and_then(|id| session.duties.iter().find(|(d, _, _)| *d == id));
    let asked = [LiveField::Lead, LiveField::Due, LiveField::Support, LiveField::NoDueReason, LiveField::NoDutyReason];
    // A reason is asked for only where what it stands for is missing.
    let is_asked = |f: &LiveField| match f {
        LiveField::NoDueReason => decision.lead_id.is_some() && (decision.due_on.is_none() || !decision.no_due_reason.is_empty()),
        LiveField::NoDutyReason => decision.lead_id.is_none() || !decision.no_duty_reason.is_empty(),
        LiveField::Due | LiveField::Support => true,
        _ => true,
    };
    let may_assign = decision.duty_id.is_some() && decision.is_complete() && !decision.is_assigned && scope_may_assign(session);
    DecisionView {
        id: decision.id.to_string(),
        title: format(lang, "session-decision", &[("n", (decision.position as usize).into())]),
        text: fields.decision(decision, LiveField::Text),
        fields: asked.into_iter().filter(is_asked).map(|f| fields.decision(decision, f)).collect(),
        duty: duty.map(|(_, number, title)| Link::new(format!("{}/duties/{number}", scope.base()), format!("{number} {title}"))),
        duty_note: duty.map(|_| t(lang, if decision.is_assigned { "session-assigned" } else { "session-draft-duty" }).into_owned()),
        said: decision.is_assigned.then(|| said(fields, decision)),
        assign: may_assign.then(|| format!("{at}/decisions/{}/assign", decision.id)),
        remove: format!("{at}/decisions/{}/remove", decision.id),
    }
}

fn scope_may_assign(session: &Session) -> bool {
    let meeting = &session.ground.meeting;
    decide(meeting.state, meeting.is_written(), Action::Record, &session.ground.sight.by).is_ok()
}

/// An assigned decision in words.
fn said(fields: &Fields<'_>, decision: &Decision) -> Vec<(String, String)> {
    let lang = fields.scope.lang();
    let name = |f: LiveField| t(lang, &f.key()).into_owned();
    let lead = decision.lead_id.map(|id| fields.session.short_name(id).to_owned()).unwrap_or_default();
    let due = decision.due_on.map_or_else(|| decision.no_due_reason.clone(), |on| format_day(lang, on));
    let support = queries::live::support_words(lang, decision, &fields.session.departments);
    let all = [(LiveField::Text, decision.text.clone()), (LiveField::Lead, lead), (LiveField::Support, support), (LiveField::Due, due)];
    all.into_iter().filter(|(_, v)| !v.is_empty()).map(|(f, v)| (name(f), v)).collect()
}
