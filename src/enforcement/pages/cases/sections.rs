//! What other nouns add to the page of a case: measures with the ladder, hand-overs, publications, restrictions. Each gives its own
//! [`Added`], and [`load`] puts them together in the page's order.

use serde::Serialize;

use crate::{
    enforcement::{
        KEEPERS, incident,
        measure::{self, Inspection, Measure, Telling},
        model::{Case, CaseState, MeasureKind},
        pages::{hand_overs, measures},
        publication::{self, pages::publication_line},
        queries::cases as queries,
        restriction::{self, Restriction, Standing, Term, pages::words},
        sampling::pages::{SamplingRow, of_case},
    },
    platform::{
        db::Conn,
        error::Result,
        i18n::{format, format_day, t},
        view::parts::{Fact, LightView, Link, Notice, Offered},
    },
    tenancy::Scope,
};

/// What a noun adds to the page of a case.
#[derive(Default)]
pub struct Added {
    /// Above everything: what is proposed, and waits for a decision.
    pub notices: Vec<Notice>,
    /// Before the steps of the case itself.
    pub offered: Vec<Offered>,
    /// What stands behind all other steps.
    pub last: Vec<Offered>,
    pub sections: Vec<Section>,
    /// In the narrow column.
    pub facts: Vec<Fact>,
}

/// A block of the wide column.
#[derive(Serialize)]
pub struct Section {
    pub id: &'static str,
    pub title: String,
    /// As rungs of a ladder, a dot each, instead of plain lines.
    pub ladder: bool,
    pub lines: Vec<Line>,
    /// Instead of lines.
    pub none: Option<String>,
    pub link: Option<Link>,
}

/// One line of it.
#[derive(Serialize)]
pub struct Line {
    pub light: Option<LightView>,
    pub title: String,
    pub href: Option<String>,
    pub note: String,
}

/// All that is added to the page of this case.
pub fn load(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<Added> {
    let mut all = measures::added(conn, scope, case)?;
    let handed = hand_overs::added(conn, scope, case)?;
    all.offered.extend(handed.offered);
    all.notices.extend(handed.notices);
    all.sections.extend(handed.sections);
    all.facts.extend(handed.facts);
    all.sections.extend(samplings(conn, scope, case)?);
    let (restricted, published) =
        (restriction::queries::of_case(conn, scope, case.id)?, publication::queries::of_case(conn, scope, case.id)?);
    let measures = measure::of_case(conn, scope, case.id)?;
    all.notices.extend(endings(scope, &measures, &restricted));
    let ordered = to_publish(conn, scope, &measures)?;
    let (draft, ordered) = publishing(scope, case, ordered);
    all.offered.extend(draft);
    all.notices.extend(ordered);
    all.notices.extend(to_bar(conn, scope, case, &restricted)?);
    all.sections.extend(restrictions(scope, &restricted));
    all.sections.extend(publications(scope, published));
    all.sections.extend(incidents(conn, scope, case)?);
    all.last.extend(to_record(scope, case));
    Ok(all)
}

/// That its kind bars the party from this year's awards, while nobody has said so in a restriction.
fn to_bar(conn: &mut Conn, scope: &Scope, case: &Case, all: &[Restriction]) -> Result<Option<Notice>> {
    let is_barred = all.iter().any(|r| r.kind == restriction::Kind::NoAward && r.state != restriction::State::Quashed);
    let may = scope.roles().has_any(&KEEPERS) && case.is_kept_by(scope);
    if is_barred || case.came_to_nothing() || !may || case.state == CaseState::Registered {
        return Ok(None);
    }
    let kind = queries::kind(conn, scope, case.kind_id)?;
    if !kind.measures.iter().any(|f| f.measure == MeasureKind::BarFromAwards) {
        return Ok(None);
    }
    let lang = scope.lang();
    let href = format!("{}/parties/{}/restrict?case={}&kind={}", scope.base(), case.party_id, case.id, restriction::Kind::NoAward.as_str());
    let text = format(lang, "case-bar-from-awards", &[("article", kind.article.as_str().into())]);
    Ok(Some(Notice { tone: "yellow", title: None, text, link: Some(Link::new(href, t(lang, "case-bar-from-awards-do"))) }))
}

/// Restrictions that hold until a re-inspection is passed, where one was: whoever may end them is told.
fn endings(scope: &Scope, measures: &[(Measure, Vec<Inspection>)], all: &[Restriction]) -> Vec<Notice> {
    let lang = scope.lang();
    let passed =
        |from| measures.iter().flat_map(|(_, done)| done).filter(|i| i.passed && i.inspected_on >= from).map(|i| i.inspected_on).max();
    let waits = all.iter().filter(|r| r.term == Term::Inspection && r.standing(scope.today()) == Standing::InForce);
    let mine = waits.filter(|r| restriction::actions::may_act_for(scope, r.department_id));
    let notice = |(one, day): (&Restriction, chrono::NaiveDate)| {
        let args = [
            ("day", format_day(lang, day).into()),
            ("number", one.number.as_str().into()),
            ("kind", t(lang, &one.kind.key()).into_owned().into()),
        ];
        let link = Link::new(format!("{}/fulfil?on={day}", restriction::pages::path(scope, &one.number)), t(lang, "case-restriction-end"));
        Notice { tone: "green", title: None, text: format(lang, "case-restriction-may-end", &args), link: Some(link) }
    };
    mine.filter_map(|one| Some((one, passed(one.found_on)?))).map(notice).collect()
}

/// Whether a measure orders a publication nobody has begun.
fn to_publish(conn: &mut Conn, scope: &Scope, measures: &[(Measure, Vec<Inspection>)]) -> Result<bool> {
    match measures.iter().map(|(m, _)| m).find(|m| m.kind == MeasureKind::Publish && m.is_live()) {
        Some(ordered) => Ok(measure::telling(conn, scope, ordered)? == Some(Telling::NotBegun)),
        None => Ok(false),
    }
}

/// The way to draft one about the case, which says whom and what for: always, and above everything where one is ordered.
fn publishing(scope: &Scope, case: &Case, ordered: bool) -> (Option<Offered>, Option<Notice>) {
    let lang = scope.lang();
    if !scope.roles().has_any(&KEEPERS) || !case.is_kept_by(scope) || case.state == CaseState::Registered || case.came_to_nothing() {
        return (None, None);
    }
    let label = t(lang, "case-publication-draft").into_owned();
    let href = format!("{}/parties/{}/publish?case={}", scope.base(), case.party_id, case.id);
    let notice = ordered.then(|| Notice {
        tone: "yellow",
        title: None,
        text: t(lang, "case-publication-ordered").into_owned(),
        link: Some(Link::new(href.clone(), label.clone())),
    });
    (Some(Offered { label, href, post: false, main: false, danger: false, hidden: Vec::new() }), notice)
}

/// What was sampled with a result that led to the case, in the order of its days.
fn samplings(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<Option<Section>> {
    let line = |row: SamplingRow| {
        let note = format!("{} · {}", row.round, row.note);
        Line { light: Some(row.light), title: row.title, href: Some(row.href), note }
    };
    let lines: Vec<Line> = of_case(conn, scope, case.id)?.into_iter().map(line).collect();
    Ok(section("samplings", t(scope.lang(), "samplings-title").into_owned(), lines))
}

/// The major incidents it is about.
fn incidents(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<Option<Section>> {
    let lang = scope.lang();
    let line = |i: incident::Incident| Line {
        light: None,
        href: Some(incident::pages::path(scope, &i.number)),
        note: format!("{} · {}", format_day(lang, i.happened_on), incident::pages::figures_line(lang, i.figures)),
        title: i.title,
    };
    let lines: Vec<Line> = incident::queries::of_case(conn, scope, case.id)?.into_iter().map(line).collect();
    Ok(section("incidents", t(lang, "incidents-title").into_owned(), lines))
}

/// The way to record one the case is about.
fn to_record(scope: &Scope, case: &Case) -> Option<Offered> {
    let label = t(scope.lang(), "case-incident-new").into_owned();
    let href = format!("{}/incidents/new?case={}", scope.base(), case.number);
    scope.roles().has_any(&KEEPERS).then(|| Offered { label, href, post: false, main: false, danger: false, hidden: Vec::new() })
}

/// The restrictions it led to.
fn restrictions(scope: &Scope, all: &[Restriction]) -> Option<Section> {
    let lang = scope.lang();
    let line = |one: &Restriction| Line {
        light: Some(words::light(scope, one)),
        title: t(lang, &one.kind.key()).into_owned(),
        href: Some(restriction::pages::path(scope, &one.number)),
        note: {
            let parts = [Some(one.number.clone()), Some(words::until(scope, one)), words::people(scope, one)];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        },
    };
    section("restrictions", t(lang, "party-restrictions").into_owned(), all.iter().map(line).collect())
}

/// What was published of it.
fn publications(scope: &Scope, all: Vec<publication::queries::Line>) -> Option<Section> {
    let line = |one: publication::queries::Line| {
        let view = publication_line(scope, &one);
        Line { light: Some(view.light), title: view.title, href: Some(view.href), note: view.about }
    };
    section("publications", t(scope.lang(), "nav-publications").into_owned(), all.into_iter().map(line).collect())
}

/// Nothing where there are no lines.
fn section(id: &'static str, title: String, lines: Vec<Line>) -> Option<Section> {
    (!lines.is_empty()).then_some(Section { id, title, ladder: false, lines, none: None, link: None })
}
