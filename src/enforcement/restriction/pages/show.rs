//! `GET /w/{slug}/restrictions/{number}`

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, head, path, words};
use crate::{
    enforcement::{
        KEEPERS,
        model::CaseBrief,
        pages, queries as parties,
        restriction::{Lifting, LiftingState, Restriction, SUBJECT, State, Term, Verb, actions::may_act_for, queries},
    },
    platform::{
        http::{ListQuery, path_part},
        i18n::{format, format_day, format_instant, t},
        view::parts::{Actions, Fact, Head, LightView, NotOffered, Offered, TimelineView},
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
    actions: Actions,
    reason: String,
    liftings: Vec<LiftingView>,
    facts: Facts,
    timeline: TimelineView,
}

#[derive(Serialize)]
struct Facts {
    items: Vec<Fact>,
}

#[derive(Serialize)]
struct LiftingView {
    light: LightView,
    /// What was proposed.
    what: String,
    who: String,
    when: String,
    reason: String,
    decided: Option<String>,
    decision: Option<String>,
}

struct Loaded {
    one: Restriction,
    liftings: Vec<Lifting>,
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
            let (one, liftings) = queries::one(conn, scope, &number)?;
            let party = parties::one(conn, scope, one.party_id)?.name;
            let case = match one.case_id {
                Some(id) => parties::cases::by_ids(conn, scope, &[id])?.pop(),
                None => None,
            };
            let department = departments::by_ids(conn, scope, &[one.department_id])?.pop();
            let events = queries::events(conn, scope, one.id, before, EVENTS)?;
            Ok(Loaded { one, liftings, party, case, department, events })
        })
        .await?;
    let title = title(&member.scope, &loaded.one, &loaded.party);
    Ok(member.page(&req, "enforcement/restriction", title, body(&member.scope, &loaded))?)
}

/// 当年不得评优：南京钟麓饮料有限公司
pub fn title(scope: &Scope, one: &Restriction, party: &str) -> String {
    let lang = scope.lang();
    format(lang, "restriction-title", &[("kind", t(lang, &one.kind.key()).into_owned().into()), ("party", party.into())])
}

fn body(scope: &Scope, loaded: &Loaded) -> Body {
    let (lang, one) = (scope.lang(), &loaded.one);
    let mut head = head(scope, None, &title(scope, one, &loaded.party));
    if let Some(last) = head.crumbs.last_mut() {
        last.label.clone_from(&one.number);
    }
    head.light = Some(words::light(scope, one));
    head.under = Some(one.number.clone());
    let more = loaded.events.last().filter(|_| loaded.events.len() as i64 == EVENTS);
    let more = more.map(|e| format!("{}?before={}#timeline", path(scope, &one.number), e.id));
    let lifting = |l: &Lifting| LiftingView {
        light: LightView {
            tone: if l.state == LiftingState::Open { "yellow" } else { "grey" },
            word: Some(t(lang, &l.state.key()).into_owned()),
        },
        what: t(lang, &format!("lifting-of-{}", l.verb.as_str())).into_owned(),
        who: l.proposed_by.clone(),
        when: format_instant(lang, l.proposed_at, scope.zone()),
        reason: l.reason.clone(),
        decided: l.decided_by.clone().zip(l.decided_at).map(|(who, at)| format!("{who} · {}", format_instant(lang, at, scope.zone()))),
        decision: l.decision.clone().filter(|d| !d.is_empty()),
    };
    Body {
        head,
        actions: actions(scope, one, &loaded.liftings),
        reason: one.reason.clone(),
        liftings: loaded.liftings.iter().map(lifting).collect(),
        facts: Facts { items: facts(scope, loaded) },
        timeline: timeline_view(scope, SUBJECT, &loaded.events, more),
    }
}

/// Exactly what this person may do now; what they may not decide, being the one who proposed it, says so.
fn actions(scope: &Scope, one: &Restriction, liftings: &[Lifting]) -> Actions {
    let (lang, today) = (scope.lang(), scope.today());
    let mut actions = Actions::default();
    if !scope.roles().has_any(&KEEPERS) || !may_act_for(scope, one.department_id) {
        return actions;
    }
    let go = |verb: &str, main, danger| Offered {
        label: t(lang, &format!("restriction-do-{verb}")).into_owned(),
        href: format!("{}/{verb}", path(scope, &one.number)),
        post: false,
        main,
        danger,
        hidden: Vec::new(),
    };
    // One that cannot be followed any more is refused, or gives way to another one.
    let waits = liftings.iter().find(|l| l.state == LiftingState::Open);
    let open = waits.filter(|open| one.may_still(open, today));
    match waits {
        Some(open) if Some(open.proposed_by_id) == scope.person_id() => actions
            .refused
            .push(NotOffered { label: t(lang, "restriction-do-decide").into_owned(), why: t(lang, "lifting-by-another").into_owned() }),
        Some(_) => actions.offered.push(go("decide", open.is_some(), false)),
        None if one.after(Verb::Lift, today).is_ok() => actions.offered.push(go("lift", false, false)),
        None => {}
    }
    if one.term == Term::Inspection && one.after(Verb::Fulfil, today).is_ok() {
        actions.offered.insert(0, go("fulfil", open.is_none(), false));
    }
    if open.is_none() && one.after(Verb::Quash, today).is_ok() {
        actions.offered.push(go("quash", false, true));
    }
    actions
}

fn facts(scope: &Scope, loaded: &Loaded) -> Vec<Fact> {
    let (lang, one) = (scope.lang(), &loaded.one);
    let label = |key: &'static str| t(lang, key).into_owned();
    let then = (one.named != loaded.party).then(|| format(lang, "restriction-then", &[("name", one.named.as_str().into())]));
    let mut items = vec![
        Fact { href: Some(pages::path(scope, one.party_id)), note: then, ..Fact::new(label("restriction-field-party"), &loaded.party) },
        Fact::new(label("restriction-field-falls-on"), words::falls_on(scope, one, &loaded.party)),
        Fact::new(label("restriction-field-from"), format_day(lang, one.from_on)),
        Fact { note: Some(words::rule(scope, one)), ..Fact::new(label("restriction-field-until"), words::until(scope, one)) },
        Fact::new(label("restriction-field-basis"), &one.basis),
        Fact::new(label("restriction-field-found"), format_day(lang, one.found_on)),
    ];
    let department = loaded.department.as_ref();
    items.push(Fact {
        label: label("restriction-field-department"),
        value: department.map(|d| d.name.clone()),
        href: department.map(|d| format!("{}/departments/{}", scope.base(), d.id)),
        note: Some(format(lang, "restriction-recorded-by", &[("who", one.imposed_by.as_str().into())])),
        ..Fact::default()
    });
    if let Some(case) = &loaded.case {
        let href = format!("{}/cases/{}", scope.base(), case.number);
        items.push(Fact {
            href: Some(href),
            note: Some(case.title.clone()),
            ..Fact::new(label("restriction-field-case"), case.shown_number())
        });
    }
    if let (Some(on), Some(by)) = (one.ended_on, &one.ended_by) {
        let key = if one.state == State::Quashed { "restriction-field-quashed" } else { "restriction-field-ended" };
        items.push(Fact { note: Some(by.clone()), ..Fact::new(label(key), format_day(lang, on)) });
    }
    items
}
