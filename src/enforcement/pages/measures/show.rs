//! `GET /w/{slug}/cases/{number}/measures/{id}`: a measure, how its deadline was computed, and its re-inspections.

use actix_web::{HttpRequest, web};

use super::{Answer, Detail, Facts, Line, Section, about, called, head, id_in, light, number_in, offered, path, told};
use crate::{
    calendar,
    enforcement::{
        measure::{self, Inspection, Measure, MeasureAction, MeasureState, Telling, decide_measure},
        model::{Case, CaseState},
        queries::cases as queries,
    },
    platform::{
        db::Conn,
        error::{Error, Result},
        i18n::{format, format_day, t},
        view::parts::{Actions, Fact, LightView, Notice},
    },
    site::{Member, Site},
    tenancy::{Scope, departments},
};

struct Loaded {
    case: Case,
    measure: Measure,
    inspections: Vec<Inspection>,
    told: told::Told,
    by: String,
    calendar: std::sync::Arc<calendar::WorkCalendar>,
}

fn load(conn: &mut Conn, scope: &Scope, number: &str, id: i64) -> Result<Loaded> {
    let case = queries::by_number(conn, scope, number)?;
    let (measure, inspections) = measure::of_case(conn, scope, case.id)?.into_iter().find(|(m, _)| m.id == id).ok_or(Error::NotFound)?;
    let by = departments::by_ids(conn, scope, &[measure.department_id])?.pop().map(|d| d.short_name).unwrap_or_default();
    let told = told::load(conn, scope, &measure)?;
    Ok(Loaded { case, measure, inspections, told, by, calendar: calendar::load(conn, scope)? })
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (number, id) = (number_in(&req), id_in(&req)?);
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number, id)).await?;
    Ok(body(&member.scope, &loaded).answer(&req, &member)?)
}

fn body(scope: &Scope, loaded: &Loaded) -> Detail {
    let (lang, measure) = (scope.lang(), &loaded.measure);
    let mut head = head(scope, Some(&loaded.case), &called(lang, measure.kind, &measure.name));
    head.light = Some(light(scope, measure, &loaded.calendar));
    head.under = Some(about(lang, measure, &loaded.inspections, &loaded.by));
    let reason = Some(measure.reason.clone()).filter(|r| !r.is_empty());
    let ended = reason.map(|text| Notice { tone: "grey", title: Some(t(lang, &measure.state.key()).into_owned()), text, link: None });
    let waits = told::notice(scope, &loaded.case, measure, &loaded.told, acts(scope, loaded));
    Detail {
        head,
        notices: ended.into_iter().chain(waits).collect(),
        actions: Actions { offered: offers(scope, loaded), refused: Vec::new() },
        facts: Facts { items: facts(scope, loaded), beside: false },
        sections: (!measure.kind.is_told()).then(|| inspections(scope, loaded)).into_iter().collect(),
    }
}

/// Whether this person does what it waits for.
fn acts(scope: &Scope, loaded: &Loaded) -> bool {
    let acts = scope.acts_for_department(loaded.case.holder_id) || scope.acts_for_department(loaded.measure.department_id);
    acts && !loaded.case.is_of_own_officers(scope) && !matches!(loaded.case.state, CaseState::Closed | CaseState::Registered)
}

fn offers(scope: &Scope, loaded: &Loaded) -> Vec<crate::platform::view::parts::Offered> {
    let (lang, measure) = (scope.lang(), &loaded.measure);
    if !acts(scope, loaded) {
        return Vec::new();
    }
    let base = format!("{}/measures/{}", path(scope, &loaded.case.number), measure.id);
    let may = MeasureAction::ALL.iter().filter(|a| decide_measure(measure.state, **a, true).is_ok());
    // What tells somebody is not inspected, and done by hand only outside this program.
    let may = may.filter(|a| match a {
        MeasureAction::Inspect => !measure.kind.is_told(),
        MeasureAction::Fulfil => !matches!(loaded.told.telling, Some(Telling::UnderWay(..))),
        _ => true,
    });
    let label =
        |a: MeasureAction| if a == MeasureAction::Fulfil && measure.kind.is_told() { "measure-fulfil-outside".into() } else { a.key() };
    may.map(|a| offered(t(lang, &label(*a)).into_owned(), format!("{base}/{}", a.as_str()), *a == MeasureAction::Inspect)).collect()
}

fn facts(scope: &Scope, loaded: &Loaded) -> Vec<Fact> {
    let (lang, measure) = (scope.lang(), &loaded.measure);
    let label = |key: &'static str| t(lang, key).into_owned();
    let mut all = vec![
        Fact::new(label("measure-field-legal-basis"), &measure.legal_basis),
        Fact { note: Some(measure.imposed_by.clone()), ..Fact::new(label("measure-field-department"), &loaded.by) },
        Fact::new(label("measure-field-in-force-on"), format_day(lang, measure.in_force_on)),
    ];
    if let (Some(due), Some(rule)) = (measure.due_on, &measure.rule) {
        let computed = rule.compute(measure.in_force_on, &loaded.calendar);
        let note = Some(computed.explained.said(lang));
        let late = measure.is_live() && due < scope.today();
        all.push(Fact { note, late, ..Fact::new(label("measure-field-due"), format_day(lang, due)) });
    }
    if !measure.conditions.is_empty() {
        all.push(Fact::new(label("measure-field-conditions"), &measure.conditions));
    }
    if !measure.reply.is_empty() {
        let note = measure.replied_on.map(|on| format_day(lang, on));
        all.push(Fact { note, ..Fact::new(label("measure-field-reply"), &measure.reply) });
    }
    all.extend(told::fact(scope, measure));
    all.extend(measure.ended_on.map(|on| Fact::new(t(lang, &measure.state.key()), format_day(lang, on))));
    all
}

fn inspections(scope: &Scope, loaded: &Loaded) -> Section {
    let lang = scope.lang();
    let line = |i: &Inspection| {
        let key = if i.passed { "inspection-passed" } else { "inspection-failed" };
        Line {
            light: Some(LightView { tone: if i.passed { "green" } else { "red" }, word: Some(t(lang, key).into_owned()) }),
            title: format(
                lang,
                "inspection-of",
                &[("day", format_day(lang, i.inspected_on).into()), ("who", i.inspectors.as_str().into())],
            ),
            href: None,
            note: i.figures.clone(),
        }
    };
    let lines: Vec<Line> = loaded.inspections.iter().map(line).collect();
    let key = if loaded.measure.state == MeasureState::InForce { "inspections-none" } else { "inspections-none-over" };
    let none = lines.is_empty().then(|| t(lang, key).into_owned());
    Section { id: "inspections", title: t(lang, "inspections-title").into_owned(), ladder: false, lines, none, link: None }
}
