//! What other nouns add to the page of a case: measures with the ladder, hand-overs, publications, restrictions. Each gives its own
//! [`Added`], and [`load`] puts them together in the page's order.

use serde::Serialize;

use crate::{
    enforcement::{
        model::Case,
        pages::{hand_overs, measures},
        publication::{self, pages::publication_line},
        restriction::{self, Restriction, pages::words},
        sampling::pages::{SamplingRow, of_case},
    },
    platform::{
        db::Conn,
        error::Result,
        i18n::t,
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
    all.sections.extend(restrictions(conn, scope, case)?);
    all.sections.extend(publications(conn, scope, case)?);
    Ok(all)
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

/// The restrictions it led to.
fn restrictions(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<Option<Section>> {
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
    let lines: Vec<Line> = restriction::queries::of_case(conn, scope, case.id)?.iter().map(line).collect();
    Ok(section("restrictions", t(lang, "party-restrictions").into_owned(), lines))
}

/// What was published of it.
fn publications(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<Option<Section>> {
    let line = |one: publication::queries::Line| {
        let view = publication_line(scope, &one);
        Line { light: Some(view.light), title: view.title, href: Some(view.href), note: view.about }
    };
    let lines: Vec<Line> = publication::queries::of_case(conn, scope, case.id)?.into_iter().map(line).collect();
    Ok(section("publications", t(scope.lang(), "nav-publications").into_owned(), lines))
}

/// Nothing where there are no lines.
fn section(id: &'static str, title: String, lines: Vec<Line>) -> Option<Section> {
    (!lines.is_empty()).then_some(Section { id, title, ladder: false, lines, none: None, link: None })
}
