//! Pages of measures, re-inspections, findings and of what the ladder proposes for a case, and what all of them add to the case's page.

mod finding;
mod impose;
mod proposal;
mod section;
mod show;
mod told;
mod verb;
mod version;

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use serde::Serialize;

use super::{
    Answer,
    cases::{
        forms, head, number_in, path,
        sections::{Added, Line, Section},
        seen,
    },
};
pub(super) use section::added;

use crate::{
    enforcement::{
        ladder::{Fact, What, words},
        measure::{Inspection, Measure, MeasureAction},
        model::MeasureKind,
    },
    platform::{
        error::{Error, Result},
        http::{Access, Routes, path_part},
        i18n::{Lang, format, format_day, join, t},
        view::parts::{self, Actions, Head, LightView, Notice, Offered},
    },
    site::Member,
    tenancy::Scope,
};

/// A form page and what it posts to, one a verb.
const VERBS: &[(MeasureAction, &str)] = &[
    (MeasureAction::Inspect, "/w/{slug}/cases/{number}/measures/{id}/inspect"),
    (MeasureAction::Reply, "/w/{slug}/cases/{number}/measures/{id}/reply"),
    (MeasureAction::Fulfil, "/w/{slug}/cases/{number}/measures/{id}/fulfil"),
    (MeasureAction::Lift, "/w/{slug}/cases/{number}/measures/{id}/lift"),
    (MeasureAction::Quash, "/w/{slug}/cases/{number}/measures/{id}/quash"),
];

pub fn routes() -> Routes {
    let mut routes = Routes::new()
        .get("/w/{slug}/cases/{number}/measures/new", Access::Workspace, impose::form)
        .post("/w/{slug}/cases/{number}/measures/new", Access::Workspace, impose::impose)
        .get("/w/{slug}/cases/{number}/measures/{id}", Access::Workspace, show::show)
        .get("/w/{slug}/cases/{number}/findings", Access::Workspace, finding::form)
        .post("/w/{slug}/cases/{number}/findings", Access::Workspace, finding::find)
        .get("/w/{slug}/cases/{number}/findings/{kind}", Access::Workspace, finding::withdraw_form)
        .post("/w/{slug}/cases/{number}/findings/{kind}", Access::Workspace, finding::withdraw)
        .get("/w/{slug}/cases/{number}/proposals/{id}", Access::Workspace, proposal::show)
        .get("/w/{slug}/cases/{number}/proposals/{id}/decide", Access::Workspace, proposal::form)
        .post("/w/{slug}/cases/{number}/proposals/{id}/decide", Access::Workspace, proposal::decide)
        .get("/w/{slug}/cases/{number}/ladder", Access::Workspace, version::form)
        .post("/w/{slug}/cases/{number}/ladder", Access::Workspace, version::move_case);
    for (action, pattern) in VERBS.iter().copied() {
        routes = routes.get(pattern, Access::Workspace, move |req, site, member| verb::form(action, req, site, member)).post(
            pattern,
            Access::Workspace,
            move |req, site, member, form| verb::perform(action, req, site, member, form),
        );
    }
    routes
}

/// The id in the path; what is none names nothing.
fn id_in(req: &HttpRequest) -> Result<i64> {
    path_part(req, "id").parse().map_err(|_| Error::NotFound)
}

/// `enforcement/case_part`: one thing of a case, on a page of its own.
#[derive(Serialize)]
pub(super) struct Detail {
    pub head: Head,
    pub notices: Vec<Notice>,
    pub actions: Actions,
    pub facts: Facts,
    pub sections: Vec<Section>,
}

#[derive(Serialize)]
pub(super) struct Facts {
    pub items: Vec<parts::Fact>,
    pub beside: bool,
}

impl Detail {
    pub fn answer(self, req: &HttpRequest, member: &Member) -> Result<HttpResponse> {
        member.page_status(req, StatusCode::OK, "enforcement/case_part", self.head.title.clone(), self)
    }
}

fn offered(label: String, href: String, main: bool) -> Offered {
    Offered { label, href, post: false, main, danger: false, hidden: Vec::new() }
}

/// What a measure is called.
pub(super) fn called(lang: Lang, kind: MeasureKind, name: &str) -> String {
    if name.is_empty() { t(lang, &kind.key()).into_owned() } else { name.to_owned() }
}

/// Several of them: “吊销营业执照、公告”.
pub(super) fn all_called(lang: Lang, kinds: &[MeasureKind]) -> String {
    join(lang, &kinds.iter().map(|k| t(lang, &k.key()).into_owned()).collect::<Vec<_>>())
}

/// A fact that a proposal rests on, in a sentence, and where it is shown.
pub(super) fn fact_line(scope: &Scope, fact: &Fact) -> Line {
    let href = match &fact.what {
        What::Sampling { round_id, .. } => Some(format!("{}/samplings/{round_id}", scope.base())),
        _ => None,
    };
    Line { light: None, title: words::fact(scope.lang(), fact), href, note: format_day(scope.lang(), fact.on) }
}

/// The light of a measure with its word.
fn light(scope: &Scope, measure: &Measure, calendar: &crate::calendar::WorkCalendar) -> LightView {
    let (light, _) = measure.light(scope.today(), scope.settings(), calendar);
    let word = (!measure.is_live()).then(|| t(scope.lang(), &measure.state.key()).into_owned());
    let tone = if measure.state == crate::enforcement::measure::MeasureState::Failed { "red" } else { light.as_str() };
    LightView { tone, word }
}

/// What is known of a measure in one line: who, since when, until when, what the last inspection showed.
fn about(lang: Lang, measure: &Measure, inspected: &[Inspection], by: &str) -> String {
    let mut parts = vec![format(lang, "measure-since", &[("by", by.into()), ("day", format_day(lang, measure.in_force_on).into())])];
    parts.extend(measure.due_on.map(|due| format(lang, "measure-until", &[("day", format_day(lang, due).into())])));
    parts.extend(inspected.last().map(|last| {
        let key = if last.passed { "measure-inspected-passed" } else { "measure-inspected-failed" };
        format(lang, key, &[("day", format_day(lang, last.inspected_on).into())])
    }));
    parts.join(" · ")
}
