//! `GET /w/{slug}/incidents/{number}`

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, figures_line, files::shelf, head, light, loss, number_in, path};
use crate::{
    attachments::{self, FileLine, FilesView, files_view},
    enforcement::{
        incident::{
            INCIDENT,
            actions::{require_kept, require_withdraw},
            model::Incident,
            queries,
        },
        model::{Case, Party},
        pages::{cases, path as party_path},
        queries as parties,
    },
    platform::{
        db::Conn,
        error::Result,
        http::ListQuery,
        i18n::{format, format_day, format_instant, t},
        view::parts::{Actions, Fact, Head, Notice, Offered, TimelineView},
    },
    site::{Member, Site},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
    timeline::{Event, Subject, timeline_view},
};

/// Entries of the timeline shown at once.
const EVENTS: i64 = 30;

#[derive(Serialize)]
struct Body {
    head: Head,
    notices: Vec<Notice>,
    actions: Actions,
    text: String,
    files: FilesView,
    facts: Facts,
    timeline: TimelineView,
}

#[derive(Serialize)]
struct Facts {
    items: Vec<Fact>,
}

struct Loaded {
    incident: Incident,
    party: Option<Party>,
    case: Option<Case>,
    departments: Vec<Department>,
    files: Vec<FileLine>,
    events: Vec<Event>,
}

fn load(conn: &mut Conn, scope: &Scope, number: &str, before: Option<i64>) -> Result<Loaded> {
    let incident = queries::by_number(conn, scope, number)?;
    let ids: Vec<i64> = [Some(incident.region_id), incident.department_id].into_iter().flatten().collect();
    Ok(Loaded {
        party: incident.party_id.map(|id| parties::alive(conn, scope, id)).transpose()?,
        case: incident.case_id.map(|id| parties::cases::one(conn, scope, id)).transpose()?,
        departments: departments::by_ids(conn, scope, &ids)?,
        files: attachments::list(conn, scope, Subject::new(INCIDENT, incident.id))?,
        events: queries::events(conn, scope, incident.id, before, EVENTS)?,
        incident,
    })
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let before = ListQuery::of(&req, &[]).filter("before").and_then(|b| b.parse().ok());
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number, before)).await?;
    let title = loaded.incident.title.clone();
    Ok(member.page(&req, "enforcement/incident", title, body(&member.scope, &loaded))?)
}

fn body(scope: &Scope, loaded: &Loaded) -> Body {
    let (lang, incident) = (scope.lang(), &loaded.incident);
    let mut head = head(scope, None, &incident.title);
    if let Some(last) = head.crumbs.last_mut() {
        last.label.clone_from(&incident.number);
    }
    head.light = Some(light(lang, incident.state));
    head.under = Some(format!("{} · {}", incident.number, figures_line(lang, incident.figures)));
    let more = loaded.events.last().filter(|_| loaded.events.len() as i64 == EVENTS);
    let more = more.map(|e| format!("{}?before={}#timeline", path(scope, &incident.number), e.id));
    let withdrawn = Some(incident.reason.clone()).filter(|r| !r.is_empty());
    Body {
        head,
        notices: withdrawn.map(|r| format(lang, "incident-withdrawn", &[("reason", r.into())])).map(plain).into_iter().collect(),
        actions: actions(scope, incident),
        text: incident.text.clone(),
        files: files_view(scope, &shelf(scope, incident), &loaded.files),
        facts: Facts { items: facts(scope, loaded) },
        timeline: timeline_view(scope, INCIDENT, &loaded.events, more),
    }
}

fn plain(text: String) -> Notice {
    Notice { tone: "grey", title: None, text, link: None }
}

/// What this person may do with it now.
fn actions(scope: &Scope, incident: &Incident) -> Actions {
    let home = path(scope, &incident.number);
    let offer = |key: &str, to: &str, danger| Offered {
        label: t(scope.lang(), key).into_owned(),
        href: format!("{home}/{to}"),
        post: false,
        main: false,
        danger,
        hidden: Vec::new(),
    };
    let correct = require_kept(scope, incident).is_ok().then(|| offer("incident-correct", "correct", false));
    let withdraw = require_withdraw(scope, incident).is_ok().then(|| offer("incident-withdraw", "withdraw", true));
    Actions { offered: correct.into_iter().chain(withdraw).collect(), refused: Vec::new() }
}

fn facts(scope: &Scope, loaded: &Loaded) -> Vec<Fact> {
    let (lang, incident) = (scope.lang(), &loaded.incident);
    let fact = |key: &str, value: String| Fact::new(t(lang, &format!("incident-field-{key}")), value);
    let people = |n: i32| format(lang, "incident-people", &[("n", f64::from(n).into())]);
    let department = |id: i64| loaded.departments.iter().find(|d| d.id == id).map(|d| d.name.clone()).unwrap_or_default();
    let place = |id: i64| Some(format!("{}/departments/{id}", scope.base()));
    let mut items = vec![
        fact("happened-on", format_day(lang, incident.happened_on)),
        Fact { href: place(incident.region_id), ..fact("region", department(incident.region_id)) },
    ];
    items.extend(
        [("place", &incident.place), ("product", &incident.product)]
            .into_iter()
            .filter(|(_, v)| !v.is_empty())
            .map(|(k, v)| fact(k, v.clone())),
    );
    items.extend(loaded.party.as_ref().map(|p| Fact { href: Some(party_path(scope, p.id)), ..fact("party", p.name.clone()) }));
    let case = |c: &Case| Fact { href: Some(cases::path(scope, &c.number)), ..fact("case", format!("{} {}", c.shown_number(), c.title)) };
    items.extend(loaded.case.as_ref().map(case));
    items.extend([fact("deaths", people(incident.figures.deaths)), fact("injured", people(incident.figures.injured))]);
    items.extend([fact("loss", loss(lang, incident.figures)), fact("source", incident.source.clone())]);
    let recorded = format_instant(lang, incident.recorded_at, scope.zone());
    let by = incident.department_id.map(department).unwrap_or_default();
    let note = [incident.recorded_by.clone(), by].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ");
    items.push(Fact { note: Some(note), ..fact("recorded", recorded) });
    items
}
