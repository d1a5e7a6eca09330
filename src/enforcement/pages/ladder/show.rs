//! `GET /w/{slug}/ladder`: a version with its rules; the draft with what can be done to each.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{Answer, about, home, measures, when};
use crate::{
    enforcement::{
        ladder::{self, LADDER, Ladder, Rule},
        model::CaseKind,
        queries::cases as queries,
    },
    platform::{
        db::Conn,
        error::Result,
        http::ListQuery,
        i18n::{format, format_day, t},
        view::parts::{Empty, Head, Link, Notice, Tab, Tabs, TimelineView},
    },
    site::{Member, Site},
    tenancy::{
        Role, Scope,
        departments::{self, Department},
    },
    timeline::{self, Event, Subject, timeline_view},
};

#[derive(Serialize)]
struct Body {
    head: Head,
    tabs: Option<Tabs>,
    notices: Vec<Notice>,
    rules: Vec<Row>,
    empty: Option<Empty>,
    /// What the secretariat may do with the whole of it.
    buttons: Vec<Button>,
    links: Vec<Link>,
    /// The draft's version, for the buttons of rules; none where it is no draft or not theirs.
    draft: Option<i64>,
    timeline: Option<TimelineView>,
}

#[derive(Serialize)]
struct Row {
    position: i32,
    measures: String,
    when: String,
    about: String,
    edit: Option<String>,
    /// Where it is asked before it is taken out.
    out: Option<String>,
}

/// Posts `do`.
#[derive(Serialize)]
struct Button {
    value: &'static str,
    label: String,
    main: bool,
}

pub(super) struct Loaded {
    pub ladders: Vec<Ladder>,
    pub kinds: Vec<CaseKind>,
    pub departments: Vec<Department>,
    events: Vec<Event>,
}

pub(super) fn load(conn: &mut Conn, scope: &Scope, of: Option<i64>) -> Result<Loaded> {
    let ladders = ladder::all(conn, scope)?;
    let events = match of.or(ladders.first().map(|l| l.id)) {
        Some(id) => timeline::of(conn, scope, Subject::new(LADDER, id), None, 20)?,
        None => Vec::new(),
    };
    Ok(Loaded { ladders, kinds: queries::kinds(conn, scope)?, departments: departments::all(conn, scope)?, events })
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let asked = ListQuery::of(&req, &[]).filter("version").and_then(|v| v.parse::<i32>().ok());
    let (loaded, chosen) = site
        .read(&member, move |conn, scope| {
            let ladders = ladder::all(conn, scope)?;
            // Without a choice the draft, or else the one in force today.
            let today = ladder::in_force_at(&ladders, scope.today()).map(|l| l.number);
            let draft = ladders.iter().find(|l| l.in_force_on.is_none()).map(|l| l.number);
            let number = asked.or(draft.filter(|_| scope.has(Role::Secretariat))).or(today);
            let chosen = ladders.iter().find(|l| Some(l.number) == number).map(|l| l.id);
            Ok((load(conn, scope, chosen)?, chosen))
        })
        .await?;
    let scope = &member.scope;
    let chosen = chosen.and_then(|id| loaded.ladders.iter().find(|l| l.id == id));
    let body = body(scope, &loaded, chosen);
    Ok(member.page_status(&req, StatusCode::OK, "enforcement/ladder", body.head.title.clone(), body)?)
}

fn body(scope: &Scope, loaded: &Loaded, chosen: Option<&Ladder>) -> Body {
    let lang = scope.lang();
    let office = scope.has(Role::Secretariat);
    let is_draft = chosen.is_some_and(|l| l.in_force_on.is_none());
    let mut head = Head::new(t(lang, "ladder-title")).crumb(format!("{}/cases", scope.base()), t(lang, "cases-title"));
    head.crumbs.push(crate::platform::view::parts::Crumb { href: None, label: t(lang, "ladder-title").into_owned() });
    head.under = Some(t(lang, "ladder-under").into_owned());
    let row = |rule: &Rule| Row {
        position: rule.position,
        measures: measures(lang, rule),
        when: when(lang, rule),
        about: about(lang, rule, &loaded.kinds, &loaded.departments),
        edit: (office && is_draft).then(|| format!("{}/rule?position={}", home(scope), rule.position)),
        out: (office && is_draft).then(|| format!("{}/ask?do=out&position={}", home(scope), rule.position)),
    };
    let has_draft = loaded.ladders.iter().any(|l| l.in_force_on.is_none());
    let mut buttons = Vec::new();
    let button = |value, key: &'static str, main| Button { value, label: t(lang, key).into_owned(), main };
    if office && loaded.ladders.is_empty() {
        buttons.push(button("ship", "ladder-ship", true));
    }
    if office && !has_draft && !loaded.ladders.is_empty() {
        buttons.push(button("draft", "ladder-begin-draft", false));
    }
    let mut links = Vec::new();
    if office && is_draft {
        links.push(Link::new(format!("{}/rule", home(scope)), t(lang, "ladder-add-rule")));
        links.push(Link::new(format!("{}/enact", home(scope)), t(lang, "ladder-enact")));
        links.push(Link::new(format!("{}/ask?do=discard", home(scope)), t(lang, "ladder-discard")));
    }
    let empty = loaded.ladders.is_empty().then(|| Empty {
        title: t(lang, "ladder-none").into_owned(),
        text: Some(t(lang, "ladder-none-text").into_owned()),
        action: None,
    });
    Body {
        head,
        tabs: tabs(scope, loaded, chosen),
        notices: notices(scope, chosen),
        rules: chosen.map(|l| l.rules.iter().map(row).collect()).unwrap_or_default(),
        empty,
        buttons,
        links,
        draft: chosen.filter(|_| office && is_draft).map(|l| l.version),
        timeline: chosen.map(|_| timeline_view(scope, LADDER, &loaded.events, None)),
    }
}

fn tabs(scope: &Scope, loaded: &Loaded, chosen: Option<&Ladder>) -> Option<Tabs> {
    let lang = scope.lang();
    let tab = |l: &Ladder| Tab {
        href: format!("{}?version={}", home(scope), l.number),
        label: format(
            lang,
            if l.in_force_on.is_some() { "ladder-version" } else { "ladder-version-draft" },
            &[("number", f64::from(l.number).into())],
        ),
        count: None,
        current: chosen.is_some_and(|c| c.id == l.id),
    };
    let items: Vec<Tab> = loaded.ladders.iter().map(tab).collect();
    (!items.is_empty()).then(|| Tabs { name: t(lang, "ladder-field-version").into_owned(), items })
}

fn notices(scope: &Scope, chosen: Option<&Ladder>) -> Vec<Notice> {
    let lang = scope.lang();
    let Some(ladder) = chosen else { return Vec::new() };
    let text = match ladder.in_force_on {
        None => t(lang, "ladder-is-draft").into_owned(),
        Some(on) => {
            let args = [("day", format_day(lang, on).into()), ("by", ladder.made_by.as_str().into())];
            let mut said = format(lang, if on > scope.today() { "ladder-in-force-from" } else { "ladder-in-force-since" }, &args);
            if !ladder.note.is_empty() {
                said.push(' ');
                said.push_str(&ladder.note);
            }
            said
        }
    };
    vec![Notice { tone: if ladder.in_force_on.is_none() { "yellow" } else { "grey" }, title: None, text, link: None }]
}
