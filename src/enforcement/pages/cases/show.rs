//! `GET /w/{slug}/cases/{number}`: against whom, where it stands, what is due next and by whom, and all that happened.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer, facts, list_path, next, number_in, path,
    sections::{self, Added, Section},
    words,
};
use crate::{
    calendar::{self, WorkCalendar},
    enforcement::{
        CASE,
        actions::cases::{may_name, yuan},
        campaign::{self, CAMPAIGN},
        model::{Case, CaseAction, CaseBrief, CaseKind, Informer, MeasureKind, Party, Reward, RewardState},
        queries::{self, cases::CaseLink},
    },
    platform::{
        clock,
        db::Conn,
        error::Result,
        http::ListQuery,
        i18n::{format, t},
        view::parts::{Actions, Crumb, Fact, Head, LightView, Link, Notice, Offered, StateView, TimelineView},
    },
    site::{Member, Site},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
    timeline::{Event, timeline_view},
};

/// Entries of the timeline shown at once.
const EVENTS: i64 = 30;

#[derive(Serialize)]
struct Body {
    head: Head,
    notices: Vec<Notice>,
    actions: Actions,
    text: String,
    extra: Facts,
    sections: Vec<Section>,
    relatives: Vec<Relative>,
    links: Vec<Link>,
    /// Where links are put to it and taken off.
    links_edit: Option<Link>,
    has_links: bool,
    has_rewards: bool,
    rewards: Vec<RewardRow>,
    reward_new: Option<Link>,
    facts: Facts,
    timeline: TimelineView,
}

#[derive(Serialize)]
struct Facts {
    items: Vec<Fact>,
    beside: bool,
}

/// A case it came from, goes on in, took in, or that was taken out of it.
#[derive(Serialize)]
struct Relative {
    how: String,
    href: String,
    number: String,
    title: String,
    state: String,
}

#[derive(Serialize)]
struct RewardRow {
    light: LightView,
    amount: String,
    about: String,
    text: String,
    decide: Option<Link>,
}

pub(super) struct Loaded {
    pub case: Case,
    pub kind: CaseKind,
    pub party: Party,
    pub departments: Vec<Department>,
    pub relatives: Vec<(&'static str, CaseBrief)>,
    pub links: Vec<CaseLink>,
    pub informer: Option<Informer>,
    pub viewers: Vec<String>,
    pub names_viewers: bool,
    pub rewards: Vec<Reward>,
    added: Added,
    /// Who owes what is due next, where that is not whoever holds it.
    pub owed_by: Option<String>,
    /// The measure that is due next, where it is done by telling somebody.
    pub to_tell: Option<MeasureKind>,
    events: Vec<Event>,
    pub calendar: std::sync::Arc<WorkCalendar>,
}

pub(super) fn load(conn: &mut Conn, scope: &Scope, number: &str, before: Option<i64>) -> Result<Loaded> {
    let case = queries::cases::by_number(conn, scope, number)?;
    let ids: Vec<i64> = [Some(case.holder_id), case.region_id, case.officers_of_id].into_iter().flatten().collect();
    let informer = queries::cases::informer(conn, scope, case.id)?;
    let (viewers, names_viewers) = match &informer {
        Some(informer) => (queries::cases::viewer_names(conn, scope, informer)?, may_name(conn, scope, informer)?),
        None => (Vec::new(), false),
    };
    Ok(Loaded {
        kind: queries::cases::kind(conn, scope, case.kind_id)?,
        party: queries::alive(conn, scope, case.party_id)?,
        departments: departments::by_ids(conn, scope, &ids)?,
        relatives: relatives(conn, scope, &case)?,
        links: queries::cases::links(conn, scope, case.id)?,
        informer,
        viewers,
        names_viewers,
        rewards: queries::cases::rewards(conn, scope, case.id)?,
        added: sections::load(conn, scope, &case)?,
        owed_by: next::owed_by(conn, scope, &case)?,
        to_tell: next::to_tell(conn, scope, &case)?,
        events: queries::cases::events(conn, scope, case.id, before, EVENTS)?,
        calendar: calendar::load(conn, scope)?,
        case,
    })
}

/// Each with the key that says how it is related.
fn relatives(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<Vec<(&'static str, CaseBrief)>> {
    let above: Vec<i64> = [case.joined_into_id, case.severed_from_id].into_iter().flatten().collect();
    let mut all = Vec::new();
    for found in queries::cases::by_ids(conn, scope, &above)? {
        all.push((if case.joined_into_id == Some(found.id) { "case-relative-into" } else { "case-relative-from" }, found));
    }
    for found in queries::cases::relatives(conn, scope, case.id)? {
        all.push((if found.joined_into_id == Some(case.id) { "case-relative-joined" } else { "case-relative-severed" }, found));
    }
    Ok(all)
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let before = ListQuery::of(&req, &[]).filter("before").and_then(|b| b.parse().ok());
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number, before)).await?;
    let title = loaded.case.title.clone();
    Ok(member.page(&req, "enforcement/case_show", title, body(&member.scope, loaded))?)
}

fn body(scope: &Scope, mut loaded: Loaded) -> Body {
    let lang = scope.lang();
    let more = loaded.events.last().filter(|_| loaded.events.len() as i64 == EVENTS);
    let more = more.map(|e| format!("{}?before={}#timeline", path(scope, &loaded.case.number), e.id));
    let home = path(scope, &loaded.case.number);
    let added = std::mem::take(&mut loaded.added);
    let mut notices = added.notices;
    notices.extend(next::own_officers(scope, &loaded));
    notices.extend(next::notice(scope, &loaded));
    let mut actions = actions(scope, &loaded.case);
    actions.offered.splice(0..0, added.offered);
    actions.offered.extend(added.last);
    let keeps = loaded.case.is_kept_by(scope);
    let waits = loaded.rewards.iter().any(|r| r.state == RewardState::Proposed);
    let may_reward = keeps && loaded.informer.is_some() && !waits && loaded.case.was_worth_reporting();
    let reward_new = may_reward.then(|| Link::new(format!("{home}/reward"), t(lang, "case-reward-new")));
    let mut facts = facts::facts(scope, &loaded);
    facts.extend(added.facts);
    facts.extend(facts::informer(scope, &loaded, keeps));
    Body {
        head: head(scope, &loaded),
        notices,
        actions,
        text: loaded.case.facts.clone(),
        extra: Facts { items: facts::extra(scope, &loaded.case), beside: true },
        sections: added.sections,
        relatives: loaded.relatives.iter().map(|(how, case)| relative(scope, how, case)).collect(),
        links: loaded.links.iter().map(|l| link(scope, l)).collect(),
        links_edit: keeps.then(|| Link::new(format!("{home}/links"), t(lang, "case-links-edit"))),
        has_links: keeps || !loaded.links.is_empty(),
        has_rewards: reward_new.is_some() || !loaded.rewards.is_empty(),
        rewards: loaded.rewards.iter().map(|r| reward(scope, &loaded.case, r)).collect(),
        reward_new,
        facts: Facts { items: facts, beside: false },
        timeline: timeline_view(scope, CASE, &loaded.events, more),
    }
}

pub(super) fn short(loaded: &Loaded, id: i64) -> &str {
    loaded.departments.iter().find(|d| d.id == id).map_or("", |d| d.short_name.as_str())
}

fn head(scope: &Scope, loaded: &Loaded) -> Head {
    let (lang, case) = (scope.lang(), &loaded.case);
    let mut head = Head::new(&case.title).crumb(list_path(scope), t(lang, "cases-title"));
    head.crumbs.push(Crumb { href: None, label: case.shown_number().to_owned() });
    head.light = Some(words::case_light_view(scope, &loaded.calendar, case.state, (case.next_due_on, case.next_what), true));
    head.state = Some(StateView { label: t(lang, &case.state.key()).into_owned() });
    head = head.action(format!("{}/file.docx", path(scope, &case.number)), t(lang, "case-document-get"), false);
    let holder = format(lang, "case-held-by", &[("holder", short(loaded, case.holder_id).into())]);
    let outcome = case.outcome.map(|o| t(lang, &o.key()).into_owned());
    let product = match (case.is_main_product, case.product.is_empty()) {
        (_, true) => None,
        (true, _) => Some(format(lang, "case-main-product", &[("product", case.product.as_str().into())])),
        (false, _) => Some(case.product.clone()),
    };
    let parts = if case.is_live() { [Some(holder), product, None] } else { [outcome, Some(holder), product] };
    head.under = Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    head
}

/// What this person may do now with the case itself.
fn actions(scope: &Scope, case: &Case) -> Actions {
    let base = path(scope, &case.number);
    let may = |action: CaseAction| case.permit(scope, action, None).is_ok();
    let own = [
        (CaseAction::File, format!("{base}/file"), false),
        (CaseAction::Edit, format!("{base}/edit"), false),
        (CaseAction::Close, format!("{base}/close"), false),
        (CaseAction::NotFile, format!("{base}/not-file"), false),
        (CaseAction::Join, format!("{base}/join"), false),
        (CaseAction::Sever, format!("{}/new?from={}&party={}&kind={}", list_path(scope), case.number, case.party_id, case.kind_id), false),
        (CaseAction::Reopen, format!("{base}/reopen"), false),
    ];
    let offer = |(action, href, danger): (CaseAction, String, bool)| Offered {
        label: t(scope.lang(), &format!("case-do-{}", action.as_str().replace('_', "-"))).into_owned(),
        href,
        post: false,
        main: matches!(action, CaseAction::File),
        danger,
        hidden: Vec::new(),
    };
    Actions { offered: own.into_iter().filter(|(action, ..)| may(*action)).map(offer).collect(), refused: Vec::new() }
}

fn relative(scope: &Scope, how: &'static str, case: &CaseBrief) -> Relative {
    Relative {
        how: t(scope.lang(), how).into_owned(),
        href: path(scope, &case.number),
        number: case.shown_number().to_owned(),
        title: case.title.clone(),
        state: t(scope.lang(), &case.state.key()).into_owned(),
    }
}

/// Labels begin with the number of what they name.
fn link(scope: &Scope, link: &CaseLink) -> Link {
    let number = link.label.split_whitespace().next().unwrap_or_default();
    let href = match link.kind.as_str() {
        "duty" => format!("{}/duties/{number}", scope.base()),
        CAMPAIGN => campaign::pages::path(scope, number),
        _ => format!("{}/meetings/{number}/items/{}", scope.base(), link.subject_id),
    };
    Link::new(href, &link.label)
}

fn reward(scope: &Scope, case: &Case, reward: &Reward) -> RewardRow {
    let lang = scope.lang();
    let day = |at| clock::local(at, scope.zone()).date().to_string();
    let tone = match reward.state {
        RewardState::Proposed => "yellow",
        RewardState::Approved => "green",
        RewardState::Refused => "grey",
    };
    let args = [
        ("by", reward.proposed_by_name.as_str().into()),
        ("on", day(reward.proposed_at).into()),
        ("decider", reward.decided_by_name.as_str().into()),
        ("decided", reward.decided_at.map(day).unwrap_or_default().into()),
    ];
    let about = format(lang, if reward.decided_at.is_some() { "case-reward-about-decided" } else { "case-reward-about" }, &args);
    let may = reward.state == RewardState::Proposed && case.is_kept_by(scope) && scope.person_id() != Some(reward.proposed_by);
    let href = format!("{}/reward/{}", path(scope, &case.number), reward.id);
    RewardRow {
        light: LightView { tone, word: Some(t(lang, &reward.state.key()).into_owned()) },
        amount: format(lang, "case-reward-yuan", &[("amount", yuan(reward.amount).into())]),
        about,
        text: [reward.basis.as_str(), reward.reason.as_str()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" / "),
        decide: may.then(|| Link::new(href, t(lang, "case-reward-decide"))),
    }
}
