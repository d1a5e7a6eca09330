//! The page of one department.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

use super::{head, id_in, list_path, path};
use crate::{
    departments::{KEEPERS, SUBJECT},
    duties::{self, queries::DepartmentLoad},
    people::actions::{require_naming, span_in_words},
    platform::{
        db::Conn,
        error::Result,
        http::{Fault, ListQuery},
        i18n::{format, join, t},
        view::parts::{Actions, Fact, Head, Hidden, Link, NotOffered, Notice, Offered, StateView, TimelineView},
    },
    site::{Member, Site},
    tenancy::{
        Function, Role, Scope,
        departments::{self as known, Department, DepartmentPerson, DepartmentState},
    },
    timeline::{self, Event, Subject, timeline_view},
};

/// Entries of the timeline shown at once.
const EVENTS: i64 = 30;

#[derive(Serialize)]
struct View {
    head: Head,
    actions: Actions,
    notices: Vec<Notice>,
    facts: Facts,
    load: Option<Vec<Figure>>,
    people: Vec<PersonRow>,
    /// Everything meetings charged it with.
    decisions: Option<Link>,
    people_link: Option<Link>,
    timeline: TimelineView,
}

#[derive(Serialize)]
struct Facts {
    items: Vec<Fact>,
}

#[derive(Serialize)]
struct Figure {
    href: String,
    value: String,
    label: String,
    tone: Option<&'static str>,
}

#[derive(Serialize)]
struct PersonRow {
    name: String,
    function: String,
    note: Option<String>,
    /// To name who stands in for a liaison, for whoever may.
    deputy: Option<Link>,
}

struct Loaded {
    department: Department,
    all: Vec<Department>,
    aliases: Vec<String>,
    people: Vec<DepartmentPerson>,
    load: Option<DepartmentLoad>,
    events: Vec<Event>,
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    let id = id_in(&req)?;
    let query = ListQuery::of(&req, &[]);
    let before = query.filter("before").and_then(|b| b.parse().ok());
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, id, before)).await?;
    let (scope, lang) = (&*member.scope, member.lang());
    let d = &loaded.department;
    let more = loaded.events.last().filter(|_| loaded.events.len() as i64 == EVENTS);
    let more = more.map(|e| format!("{}?before={}#timeline", path(scope, id), e.id));
    let state = (d.state != DepartmentState::Open).then(|| StateView { label: t(lang, d.state.key()).into_owned() });
    let view = View {
        head: Head { state, ..head(scope, d.name.clone()).under(format!("{} · {}", d.code, t(lang, d.kind.key()))) },
        actions: actions(scope, d),
        notices: notices(scope, &loaded),
        facts: Facts { items: facts(scope, &loaded) },
        load: loaded.load.map(|l| figures(scope, id, l)),
        decisions: loaded
            .load
            .is_some()
            .then(|| Link::new(format!("{}/meetings/decisions?department={id}", scope.base()), t(lang, "department-decisions"))),
        people: people(scope, id, &loaded.people),
        people_link: sees_people(scope).then(|| Link::new(format!("{}/people", scope.base()), t(lang, "department-people-link"))),
        timeline: timeline_view(scope, SUBJECT, &loaded.events, more),
    };
    Ok(member.page(&req, "departments/show", d.name.clone(), view)?)
}

fn load(conn: &mut Conn, scope: &Scope, id: i64, before: Option<i64>) -> Result<Loaded> {
    let department = known::get(conn, scope, id)?;
    let sees = scope.reads_all() || scope.acts_for_department(id) || scope.leads().any(|d| d == id);
    Ok(Loaded {
        department,
        all: known::all(conn, scope)?,
        aliases: known::aliases_of(conn, scope, id)?,
        people: known::people_of(conn, scope, id)?,
        load: if sees { Some(duties::queries::department_load(conn, scope, id)?) } else { None },
        events: timeline::of(conn, scope, Subject::new(SUBJECT, id), before, EVENTS)?,
    })
}

fn sees_people(scope: &Scope) -> bool {
    scope.roles().has_any(&[Role::Secretariat, Role::Administrator, Role::Auditor])
}

fn actions(scope: &Scope, d: &Department) -> Actions {
    let lang = scope.lang();
    let here = path(scope, d.id);
    let go = |verb: &str, key: &'static str, main, danger| Offered {
        label: t(lang, key).into_owned(),
        href: format!("{here}/{verb}"),
        post: false,
        main,
        danger,
        hidden: Vec::new(),
    };
    if !scope.roles().has_any(&KEEPERS) {
        return Actions::default();
    }
    let offered = match d.state {
        DepartmentState::Open => vec![
            go("edit", "department-edit", true, false),
            go("merge", "department-merge", false, false),
            go("close", "department-close", false, false),
        ],
        DepartmentState::Closed => {
            let hidden = vec![Hidden::new("version", d.version)];
            vec![
                Offered { post: true, hidden, ..go("reopen", "department-reopen", true, false) },
                go("edit", "department-edit", false, false),
                go("merge", "department-merge", false, false),
            ]
        }
        DepartmentState::Merged => {
            let refused =
                vec![NotOffered { label: t(lang, "department-edit").into_owned(), why: t(lang, "department-merged-stays").into_owned() }];
            return Actions { offered: Vec::new(), refused };
        }
    };
    Actions { offered, refused: Vec::new() }
}

fn notices(scope: &Scope, loaded: &Loaded) -> Vec<Notice> {
    let lang = scope.lang();
    let has = |f: Function| loaded.people.iter().any(|p| p.function == f);
    let say = |tone, key: &'static str| Notice { tone, title: None, text: t(lang, key).into_owned(), link: None };
    match loaded.department.state {
        DepartmentState::Merged => {
            let into = loaded.department.merged_into_id.and_then(|id| loaded.all.iter().find(|d| d.id == id));
            let link = into.map(|d| Link::new(path(scope, d.id), d.name.clone()));
            vec![Notice { link, ..say("grey", "department-merged-notice") }]
        }
        DepartmentState::Closed => vec![say("grey", "department-closed-notice")],
        DepartmentState::Open if !has(Function::Liaison) => vec![say("red", "department-no-liaison")],
        DepartmentState::Open if !has(Function::Deputy) => vec![say("yellow", "department-no-deputy")],
        DepartmentState::Open => Vec::new(),
    }
}

fn facts(scope: &Scope, loaded: &Loaded) -> Vec<Fact> {
    let (lang, d) = (scope.lang(), &loaded.department);
    let label = |key: &'static str| t(lang, key).into_owned();
    let links = |of: Vec<&Department>| Some(of.iter().map(|d| Link::new(path(scope, d.id), d.name.clone())).collect::<Vec<_>>());
    let parent = d.parent_id.and_then(|id| loaded.all.iter().find(|p| p.id == id));
    let below: Vec<&Department> = loaded.all.iter().filter(|c| c.parent_id == Some(d.id) && c.state == DepartmentState::Open).collect();
    let absorbed: Vec<&Department> = loaded.all.iter().filter(|c| c.merged_into_id == Some(d.id)).collect();
    let mut items = vec![
        Fact::new(label("department-field-code"), d.code.clone()),
        Fact::new(label("department-field-short-name"), d.short_name.clone()),
        Fact::new(label("department-field-kind"), t(lang, d.kind.key())),
        Fact {
            label: label("department-field-parent"),
            value: parent.map(|p| p.name.clone()),
            href: parent.map(|p| path(scope, p.id)),
            ..Fact::default()
        },
    ];
    if !below.is_empty() {
        items.push(Fact { label: label("department-below"), links: links(below), ..Fact::default() });
    }
    items.push(Fact {
        label: label("department-field-aliases"),
        value: Some(join(lang, &loaded.aliases)).filter(|a| !a.is_empty()),
        ..Fact::default()
    });
    if !absorbed.is_empty() {
        items.push(Fact { label: label("department-absorbed"), links: links(absorbed), ..Fact::default() });
    }
    // The place in lists is for those who arrange them.
    if scope.roles().has_any(&KEEPERS) {
        items.push(Fact::new(label("department-field-position"), d.position.to_string()));
    }
    items
}

fn figures(scope: &Scope, id: i64, load: DepartmentLoad) -> Vec<Figure> {
    let lang = scope.lang();
    let figure = |key: &'static str, n: i64, query: &str, tone: Option<&'static str>| Figure {
        href: format!("{}/duties?dept={id}{query}", scope.base()),
        value: n.to_string(),
        label: t(lang, key).into_owned(),
        tone: tone.filter(|_| n > 0),
    };
    vec![
        figure("department-load-leads", load.leads, "&part=lead", None),
        figure("department-load-supports", load.supports, "&part=support", None),
        figure("department-load-overdue", load.overdue, "&due=past", Some("red")),
        figure("department-load-closed", load.closed, "&tab=all&state=closed", None),
    ]
}

/// By function: who acts first, then who leads.
fn people(scope: &Scope, department_id: i64, people: &[DepartmentPerson]) -> Vec<PersonRow> {
    let lang = scope.lang();
    let mut rows = Vec::with_capacity(people.len());
    for function in Function::ALL {
        for person in people.iter().filter(|p| p.function == function) {
            let stands_for = person.deputy_of_id.and_then(|id| people.iter().find(|p| p.membership_id == id));
            let note = stands_for.map(|p| {
                let name = format(lang, "department-deputy-of", &[("name", p.name.as_str().into())]);
                let span = span_in_words(lang, (person.from_on, person.until_on));
                format!("{name}{}{span}", t(lang, "people-seats-between"))
            });
            let is_liaison = function == Function::Liaison;
            let may_name = is_liaison && require_naming(scope, person.membership_id).is_ok();
            let has = people.iter().any(|p| p.deputy_of_id == Some(person.membership_id));
            let label = t(lang, if has { "people-deputy-change" } else { "people-deputy-name" });
            let to = format!("{}/people/{}/deputy/{department_id}", scope.base(), person.membership_id);
            rows.push(PersonRow {
                name: person.name.clone(),
                function: t(lang, function.key()).into_owned(),
                note,
                deputy: may_name.then(|| Link::new(to, label)),
            });
        }
    }
    rows
}

/// Where a form about a department returns to: its page, or the list for a new one.
pub fn back(scope: &Scope, id: Option<i64>) -> String {
    id.map_or_else(|| list_path(scope), |id| path(scope, id))
}
