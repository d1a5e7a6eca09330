//! The ladder as a section of the case's page: what was imposed, what is proposed, and what may follow.

use super::{Added, Line, Section, about, all_called, called, fact_line, light, offered, path, to_do, told};
use crate::{
    calendar,
    enforcement::{
        ladder::{self, Ladder, Proposal, ProposalState, Rule},
        measure::{self, Finding, Inspection, Measure, Telling},
        model::{Case, CaseKind, CaseState},
        queries::cases as queries,
    },
    platform::{
        db::Conn,
        error::Result,
        i18n::{format, format_day, t},
        view::parts::{Fact, LightView, Link, Notice, Offered},
    },
    tenancy::{
        Role, Scope,
        departments::{self, Department},
    },
};

struct Loaded {
    kind: CaseKind,
    measures: Vec<(Measure, Vec<Inspection>)>,
    /// Of those that are done by telling somebody.
    told: Vec<(i64, Telling)>,
    proposals: Vec<Proposal>,
    findings: Vec<Finding>,
    ladder: Option<Ladder>,
    departments: Vec<Department>,
    calendar: std::sync::Arc<calendar::WorkCalendar>,
}

/// What measures and the ladder add to the page of this case.
pub fn added(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<Added> {
    if case.state == CaseState::Registered {
        return Ok(Added::default());
    }
    let ladders = ladder::all(conn, scope)?;
    let measures = measure::of_case(conn, scope, case.id)?;
    let proposals = ladder::of_case(conn, scope, case.id)?;
    let mut ids: Vec<i64> = measures.iter().map(|(m, _)| m.department_id).chain(proposals.iter().map(|p| p.department_id)).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut told = Vec::new();
    for (m, _) in &measures {
        told.extend(measure::telling(conn, scope, m)?.map(|telling| (m.id, telling)));
    }
    let loaded = Loaded {
        told,
        kind: queries::kind(conn, scope, case.kind_id)?,
        ladder: ladder::followed_by(conn, scope, &ladders, case)?.cloned(),
        findings: measure::findings_of(conn, scope, case.id)?,
        departments: departments::by_ids(conn, scope, &ids)?,
        calendar: calendar::load(conn, scope)?,
        measures,
        proposals,
    };
    Ok(Added {
        notices: loaded.proposals.iter().filter(|p| p.is_open()).map(|p| notice(scope, case, p)).collect(),
        offered: offers(scope, case, &loaded),
        sections: vec![rungs(scope, case, &loaded)],
        facts: facts(scope, case, &loaded),
        ..Added::default()
    })
}

fn home(scope: &Scope, case: &Case, p: &Proposal) -> String {
    format!("{}/proposals/{}", path(scope, &case.number), p.id)
}

/// “建议升级：…由主管部门决定，程序不会自行作出。”
fn notice(scope: &Scope, case: &Case, p: &Proposal) -> Notice {
    let lang = scope.lang();
    let facts: Vec<String> = p
        .facts
        .iter()
        .map(|f| format(lang, "ladder-fact-on", &[("fact", fact_line(scope, f).title.into()), ("day", f.on.to_string().into())]))
        .collect();
    let args = [
        ("measures", all_called(lang, &p.rule.measures).into()),
        ("facts", facts.join(&t(lang, "ladder-facts-join")).into()),
        ("article", p.rule.article.as_str().into()),
    ];
    let key = if p.state == ProposalState::WithOffice { "ladder-notice-office" } else { "ladder-notice" };
    let link = Link::new(home(scope, case, p), t(lang, "ladder-notice-link"));
    Notice { tone: "yellow", title: Some(t(lang, "ladder-notice-title").into_owned()), text: format(lang, key, &args), link: Some(link) }
}

/// What this person may do now, what is proposed first.
fn offers(scope: &Scope, case: &Case, loaded: &Loaded) -> Vec<Offered> {
    let (lang, base) = (scope.lang(), path(scope, &case.number));
    let mut all = Vec::new();
    if !matches!(case.state, CaseState::Open | CaseState::Referred) || case.is_of_own_officers(scope) {
        return all;
    }
    for p in loaded.proposals.iter().filter(|p| p.state == ProposalState::Open && scope.acts_for_department(p.department_id)) {
        for (label, href) in to_do(scope, case, p) {
            all.push(offered(label, href, all.is_empty()));
        }
        let decline = format(lang, "ladder-do-decline-these", &[("measures", all_called(lang, &p.rule.measures).into())]);
        all.push(offered(decline, format!("{}/decide", home(scope, case, p)), false));
    }
    let asked = |p: &&Proposal| matches!(p.state, ProposalState::Declined | ProposalState::WithOffice);
    for p in loaded.proposals.iter().filter(asked).filter(|_| scope.has(Role::Secretariat)) {
        let settle = format(lang, "ladder-do-settle", &[("measures", all_called(lang, &p.rule.measures).into())]);
        all.push(offered(settle, format!("{}/decide", home(scope, case, p)), p.state == ProposalState::WithOffice && all.is_empty()));
    }
    if scope.acts_for_department(case.holder_id) {
        let inspected = |m: &Measure| m.is_live() && m.due_on.is_some() && !m.kind.is_told();
        for (m, _) in loaded.measures.iter().filter(|(m, _)| inspected(m)) {
            let label = format(lang, "measure-do-inspect", &[("measure", called(lang, m.kind, &m.name).into())]);
            let is_due = m.due_on.is_some_and(|due| due <= scope.today());
            all.push(offered(label, format!("{base}/measures/{}/inspect", m.id), is_due && all.is_empty()));
        }
        let telling = |m: &Measure| loaded.told.iter().find(|(id, _)| *id == m.id).map(|(_, telling)| telling);
        all.extend(loaded.measures.iter().filter_map(|(m, _)| told::offer(scope, case, m, telling(m)?)));
        let main = loaded.measures.is_empty() && all.is_empty();
        all.push(offered(t(lang, "measure-do-impose").into_owned(), format!("{base}/measures/new"), main));
        all.push(offered(t(lang, "finding-do").into_owned(), format!("{base}/findings"), false));
    }
    all
}

fn rungs(scope: &Scope, case: &Case, loaded: &Loaded) -> Section {
    let (lang, base) = (scope.lang(), path(scope, &case.number));
    let by = |id: i64| loaded.departments.iter().find(|d| d.id == id).map_or("", |d| d.short_name.as_str());
    let mut lines: Vec<Line> = Vec::new();
    for (m, inspected) in &loaded.measures {
        lines.push(Line {
            light: Some(light(scope, m, &loaded.calendar)),
            title: called(lang, m.kind, &m.name),
            href: Some(format!("{base}/measures/{}", m.id)),
            note: about(lang, m, inspected, by(m.department_id)),
        });
    }
    for p in loaded.proposals.iter().filter(|p| !matches!(p.state, ProposalState::Imposed | ProposalState::Stale)) {
        let tone = if p.is_open() { "yellow" } else { "grey" };
        let until = [("by", by(p.department_id).into()), ("day", format_day(lang, p.due_on).into())];
        lines.push(Line {
            light: Some(LightView { tone, word: Some(t(lang, &p.state.key()).into_owned()) }),
            title: all_called(lang, &p.rule.measures),
            href: Some(home(scope, case, p)),
            note: if p.is_open() { format(lang, "ladder-proposed-until", &until) } else { p.reason.clone() },
        });
    }
    if case.state != CaseState::Closed {
        lines.extend(ahead(scope, loaded));
    }
    let none = lines.is_empty().then(|| t(lang, "measures-none").into_owned());
    let link = loaded.ladder.as_ref().map(|l| {
        let label = format(lang, "ladder-version-link", &[("number", f64::from(l.number).into())]);
        Link::new(format!("{}/ladder?version={}", scope.base(), l.number), label)
    });
    Section { id: "ladder", title: t(lang, "ladder-title").into_owned(), ladder: true, lines, none, link }
}

/// What its kind usually has first, while nothing is imposed, and the rules that may come to hold.
fn ahead(scope: &Scope, loaded: &Loaded) -> Vec<Line> {
    let lang = scope.lang();
    let mut lines: Vec<Line> = Vec::new();
    let is_there = |kind| loaded.measures.iter().any(|(m, _)| m.kind == kind);
    for first in loaded.kind.measures.iter().filter(|f| !is_there(f.measure) && !f.measure.is_restriction()) {
        let note = match first.working_days {
            0 => t(lang, "measure-first-open").into_owned(),
            days => format(lang, "measure-first-note", &[("days", f64::from(days).into())]),
        };
        lines.push(Line { light: None, title: t(lang, &first.measure.key()).into_owned(), href: None, note });
    }
    let rules = loaded.ladder.iter().flat_map(|l| &l.rules);
    let fits = |r: &&Rule| r.kinds.is_empty() || r.kinds.contains(&loaded.kind.code);
    let is_done = |r: &Rule| {
        let proposed = loaded.proposals.iter().any(|p| p.rule.condition == r.condition && p.rule.measures == r.measures);
        proposed || r.measures.iter().all(|kind| is_there(*kind))
    };
    for rule in rules.filter(fits).filter(|r| !is_done(r)) {
        let note = format(
            lang,
            "ladder-ahead",
            &[("when", t(lang, &rule.condition.key()).into_owned().into()), ("article", rule.article.as_str().into())],
        );
        lines.push(Line { light: None, title: all_called(lang, &rule.measures), href: None, note });
    }
    lines
}

fn facts(scope: &Scope, case: &Case, loaded: &Loaded) -> Vec<Fact> {
    let (lang, base) = (scope.lang(), path(scope, &case.number));
    let mut all: Vec<Fact> = Vec::new();
    for f in &loaded.findings {
        let label = t(lang, &f.kind.key()).into_owned();
        let note = Some(format_day(lang, f.found_on)).filter(|_| !f.text.is_empty());
        let may = scope.acts_for_department(case.holder_id) && !case.is_of_own_officers(scope);
        let links = may.then(|| vec![Link::new(format!("{base}/findings/{}", f.kind.as_str()), t(lang, "finding-withdraw"))]);
        all.push(Fact { note, links, ..Fact::new(label, &f.text) });
    }
    if let Some(ladder) = &loaded.ladder {
        let value = format(lang, "ladder-version", &[("number", f64::from(ladder.number).into())]);
        let href = scope.has(Role::Secretariat).then(|| format!("{base}/ladder"));
        all.push(Fact { href, ..Fact::new(t(lang, "ladder-followed"), value) });
    }
    all
}
