//! Facts of a case: what its kind asked for, the narrow column, and that somebody reported it.

use super::{path, show::Loaded};
use crate::{
    calendar::DeadlineRule,
    enforcement::{
        actions::cases::may_look,
        model::{Came, Case, CaseState, ExtraKind},
    },
    platform::{
        i18n::{format, format_day, join, t},
        view::parts::{Fact, Link},
    },
    tenancy::Scope,
};

/// What its kind asked for.
pub fn extra(scope: &Scope, case: &Case) -> Vec<Fact> {
    let said = |kind: ExtraKind, value: &str| match value.parse::<chrono::NaiveDate>() {
        Ok(day) if kind == ExtraKind::Date => format_day(scope.lang(), day),
        _ => value.to_owned(),
    };
    case.extra.iter().map(|v| Fact::new(&v.label, said(v.kind, &v.value))).collect()
}

/// The narrow column.
pub fn facts(scope: &Scope, loaded: &Loaded) -> Vec<Fact> {
    let (lang, case, party) = (scope.lang(), &loaded.case, &loaded.party);
    let label = |key: &'static str| t(lang, key).into_owned();
    let fact = |key: &'static str, value: String| Fact::new(label(key), value);
    let day = |key: &'static str, day: chrono::NaiveDate| fact(key, format_day(lang, day));
    let department = |key: &'static str, id: i64| {
        let found = loaded.departments.iter().find(|d| d.id == id);
        Fact { href: Some(format!("{}/departments/{id}", scope.base())), ..fact(key, found.map(|d| d.name.clone()).unwrap_or_default()) }
    };
    let code = Some(party.shown_code()).filter(|c| !c.is_empty());
    let mut all = vec![Fact {
        href: Some(format!("{}/parties/{}", scope.base(), party.id)),
        note: code,
        ..fact("case-field-party", party.name.clone())
    }];
    all.push(fact("case-field-kind", loaded.kind.label()));
    if !loaded.kind.legal_basis.is_empty() {
        all.push(fact("case-field-legal-basis", loaded.kind.legal_basis.clone()));
    }
    all.push(department("case-field-holder", case.holder_id));
    all.extend(case.officers_of_id.map(|id| department("case-field-officers", id)));
    if case.formal_number.is_some() {
        all.push(fact("case-field-plain-number", case.number.clone()));
    }
    all.extend(case.region_id.map(|id| department("case-field-region", id)));
    if !case.place.is_empty() {
        all.push(fact("case-field-place", case.place.clone()));
    }
    all.push(Fact { note: Some(t(lang, &case.came.key()).into_owned()), ..day("case-field-found-on", case.found_on) });
    all.push(Fact {
        note: Some(case.registered_by.clone()).filter(|n| !n.is_empty()),
        ..day("case-field-registered-on", case.registered_on)
    });
    match case.filed_on {
        Some(on) => all.push(day("case-field-filed-on", on)),
        None if case.state == CaseState::Registered => all.push(file_due(scope, loaded)),
        None => {}
    }
    all.extend(case.closed_on.map(|on| day("case-field-closed-on", on)));
    all
}

/// Until when it is to be filed, and how that was computed.
fn file_due(scope: &Scope, loaded: &Loaded) -> Fact {
    let (lang, case) = (scope.lang(), &loaded.case);
    let days = u16::try_from(loaded.calendar.working_days_between(case.registered_on, case.file_due_on)).unwrap_or(0);
    let computed = DeadlineRule::AfterAssignment { working_days: days }.compute(case.registered_on, &loaded.calendar);
    Fact {
        note: Some(computed.explained.said(lang)),
        late: case.file_due_on < scope.today(),
        ..Fact::new(t(lang, "case-field-file-due"), format_day(lang, case.file_due_on))
    }
}

/// That there is an informer and who may look; never who it is.
pub fn informer(scope: &Scope, loaded: &Loaded, keeps: bool) -> Option<Fact> {
    let lang = scope.lang();
    let home = format!("{}/informer", path(scope, &loaded.case.number));
    let label = t(lang, "case-informer");
    let Some(informer) = &loaded.informer else {
        let came = loaded.case.came == Came::PublicReport;
        return (keeps && came).then(|| Fact { href: Some(home), ..Fact::new(label, t(lang, "case-informer-record")) });
    };
    let mut links = Vec::new();
    if may_look(scope, informer) {
        links.push(Link::new(format!("{home}/reveal"), t(lang, "case-informer-look")));
    }
    if loaded.names_viewers {
        links.push(Link::new(format!("{home}/viewers"), t(lang, "case-informer-name")));
    }
    let note = format(lang, "case-informer-for", &[("names", join(lang, &loaded.viewers).into())]);
    Some(Fact { links: Some(links).filter(|l| !l.is_empty()), note: Some(note), ..Fact::new(label, t(lang, "case-informer-kept")) })
}
