//! What a measure waits for that is done by telling somebody, and what told it.

use super::path;
use crate::{
    enforcement::{
        measure::{self, Measure, Telling},
        model::{Case, MeasureKind},
        publication,
    },
    platform::{
        db::Conn,
        error::{Error, Result},
        i18n::{format, format_day, t},
        view::parts::{Fact, Link, Notice, Offered},
    },
    tenancy::Scope,
};

/// How far one is told, and whether what told it was withdrawn since.
#[derive(Default)]
pub struct Told {
    pub telling: Option<Telling>,
    pub withdrawn: bool,
}

/// Of a measure that is done so; nothing of another one.
pub fn load(conn: &mut Conn, scope: &Scope, measure: &Measure) -> Result<Told> {
    let telling = measure::telling(conn, scope, measure)?;
    let withdrawn = match &measure.told_by {
        Some(number) if measure.kind == MeasureKind::Publish => match publication::queries::one(conn, scope, number) {
            Ok(one) => one.state == publication::State::Withdrawn,
            Err(Error::NotFound) => false,
            Err(error) => return Err(error),
        },
        _ => false,
    };
    Ok(Told { telling, withdrawn })
}

/// Where what tells it is read.
fn href(scope: &Scope, kind: MeasureKind, number: &str) -> String {
    let list = if kind == MeasureKind::Publish { "publications" } else { "hand-overs" };
    format!("{}/{list}/{number}", scope.base())
}

/// Where it goes on: what is under way, or else where it is begun.
fn way(scope: &Scope, case: &Case, measure: &Measure, telling: &Telling) -> (&'static str, String) {
    match (telling, measure.kind) {
        (Telling::UnderWay(number, _) | Telling::Told(number, _), kind) => {
            (if kind == MeasureKind::Publish { "measure-see-publication" } else { "measure-see-notice" }, href(scope, kind, number))
        }
        (Telling::NotBegun, MeasureKind::Publish) => {
            ("measure-do-publish", format!("{}/parties/{}/publish?case={}", scope.base(), case.party_id, case.id))
        }
        (Telling::NotBegun, _) => ("measure-do-notify", format!("{}/hand-over?kind=notice", path(scope, &case.number))),
    }
}

/// What it waits for, with the way there; what told it, where that was withdrawn since.
pub fn notice(scope: &Scope, case: &Case, measure: &Measure, told: &Told, acts: bool) -> Option<Notice> {
    let lang = scope.lang();
    if told.withdrawn {
        return Some(Notice { tone: "grey", title: None, text: t(lang, "measure-told-withdrawn").into_owned(), link: None });
    }
    let telling = told.telling.as_ref()?;
    let (label, href) = way(scope, case, measure, telling);
    let kind = if measure.kind == MeasureKind::Publish { "publish" } else { "notify" };
    let text = match telling {
        Telling::UnderWay(number, Some(on)) => {
            format(lang, "measure-waits-day", &[("number", number.as_str().into()), ("day", format_day(lang, *on).into())])
        }
        Telling::UnderWay(number, None) | Telling::Told(number, _) => {
            format(lang, &format!("measure-waits-{kind}-begun"), &[("number", number.as_str().into())])
        }
        Telling::NotBegun => t(lang, &format!("measure-waits-{kind}")).into_owned(),
    };
    let may = acts || !matches!(telling, Telling::NotBegun);
    let link = may.then(|| Link::new(href, t(lang, label)));
    Some(Notice { tone: "yellow", title: Some(t(lang, "measure-waits").into_owned()), text, link })
}

/// By what it was told.
pub fn fact(scope: &Scope, measure: &Measure) -> Option<Fact> {
    let number = measure.told_by.as_deref()?;
    let label =
        t(scope.lang(), if measure.kind == MeasureKind::Publish { "measure-told-by-publication" } else { "measure-told-by-notice" });
    Some(Fact { href: Some(href(scope, measure.kind, number)), ..Fact::new(label, number) })
}

/// The step to offer on the case's page.
pub fn offer(scope: &Scope, case: &Case, measure: &Measure, telling: &Telling) -> Option<Offered> {
    // That one is to be drafted is said above everything.
    if measure.kind == MeasureKind::Publish && *telling == Telling::NotBegun {
        return None;
    }
    let (label, href) = way(scope, case, measure, telling);
    Some(super::offered(t(scope.lang(), label).into_owned(), href, false))
}
