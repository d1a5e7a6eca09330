//! What stands above the rows of the list of cases: tabs, filters, what is filtered by, heads of columns.

use serde::Serialize;

use super::list::{NO_REGION, Names};
use crate::{
    enforcement::{
        model::{CaseKind, CaseState, KindState, NextWhat},
        queries::cases::CaseFilter,
    },
    platform::{
        http::ListQuery,
        i18n::{Lang, format, t},
        view::parts::{Chips, Choice, Hidden, SortHead, Tabs},
    },
    tenancy::{
        DepartmentKind,
        departments::{Department, DepartmentState},
    },
};

#[derive(Serialize)]
pub(super) struct Bar {
    action: String,
    kept: Vec<Hidden>,
    q: String,
    /// Whether more than words narrow the list.
    sifted: bool,
    kinds: Vec<Choice>,
    holders: Vec<Choice>,
    regions: Vec<Choice>,
    nexts: Vec<Choice>,
    overdue: bool,
}

pub(super) fn tabs(
    lang: Lang,
    query: &ListQuery,
    filter: &CaseFilter,
    tab: Option<CaseState>,
    counts: &[(Option<CaseState>, i64)],
) -> Tabs {
    let first = if filter.is_of_all() { "campaigns-tab-all" } else { "cases-tab-live" };
    let items = counts.iter().map(|(of, n)| {
        query.tab(
            "state",
            of.map(CaseState::as_str),
            of.map_or_else(|| t(lang, first).into_owned(), |s| t(lang, &s.key()).into_owned()),
            *n,
            *of == tab,
        )
    });
    Tabs { name: t(lang, "cases-tabs").into_owned(), items: items.collect() }
}

pub(super) fn bar(lang: Lang, query: &ListQuery, filter: &CaseFilter, names: &Names) -> Bar {
    let kept = query.kept(&["state", "campaign", "counted", "sort", "dir", "size"]);
    let open = |d: &&Department| d.state == DepartmentState::Open;
    let choice = |chosen: Option<i64>| move |d: &Department| Choice::new(d.id, &d.short_name, chosen == Some(d.id));
    let kind = |k: &CaseKind| {
        let name = match k.state {
            KindState::Open => k.name.clone(),
            KindState::Retired => format!("{} ({})", k.name, t(lang, &k.state.key())),
        };
        Choice::new(k.id, name, filter.kind_id == Some(k.id))
    };
    Bar {
        action: query.path().to_owned(),
        kept,
        q: filter.typed.clone(),
        sifted: *filter != CaseFilter { typed: filter.typed.clone(), ..CaseFilter::default() },
        kinds: names.kinds.iter().map(kind).collect(),
        holders: names.departments.iter().filter(open).map(choice(filter.holder_id)).collect(),
        regions: names
            .departments
            .iter()
            .filter(|d| open(d) && d.kind == DepartmentKind::LocalGovernment)
            .map(choice(filter.region_id))
            .chain(std::iter::once(Choice::new(NO_REGION, t(lang, "case-board-nowhere"), filter.no_region)))
            .collect(),
        nexts: NextWhat::ALL.iter().map(|n| Choice::new(n.as_str(), t(lang, &n.key()), filter.next == Some(*n))).collect(),
        overdue: filter.overdue,
    }
}

pub(super) fn chips(lang: Lang, query: &ListQuery, filter: &CaseFilter, names: &Names) -> Chips {
    let gone = || t(lang, "parties-region-gone").into_owned();
    let department = |id: i64| names.department(id).map_or_else(gone, |d| d.short_name.clone());
    let mut set = Vec::new();
    let mut add = |name, label: String| set.push((name, label));
    if !filter.typed.is_empty() {
        add("q", format(lang, "parties-chip-words", &[("words", filter.typed.as_str().into())]));
    }
    if let Some(id) = filter.kind_id {
        add("kind", names.kinds.iter().find(|k| k.id == id).map_or_else(gone, |k| k.name.clone()));
    }
    if let Some(id) = filter.holder_id {
        add("holder", format(lang, "cases-chip-holder", &[("name", department(id).into())]));
    }
    if let Some(id) = filter.region_id {
        add("region", format(lang, "cases-chip-region", &[("name", department(id).into())]));
    }
    if filter.no_region {
        add("region", t(lang, "case-board-nowhere").into_owned());
    }
    if let Some(next) = filter.next {
        add("next", format(lang, "cases-chip-next", &[("what", t(lang, &next.key()).into())]));
    }
    if let Some(number) = &filter.campaign {
        add("campaign", format(lang, "cases-chip-campaign", &[("number", number.as_str().into())]));
    }
    if let Some(counted) = filter.counted {
        add("counted", t(lang, &counted.key()).into_owned());
    }
    if filter.overdue {
        add("overdue", t(lang, "cases-overdue").into_owned());
    }
    query.chips(set)
}

pub(super) fn heads(lang: Lang, query: &ListQuery) -> Vec<SortHead> {
    vec![
        query.head(lang, None, "cases-light", None),
        query.head(lang, None, "case-field-title", None),
        query.head(lang, Some("age"), "case-field-number", None),
        query.head(lang, None, "case-field-kind", Some("extra")),
        query.head(lang, None, "case-field-holder", None),
        query.head(lang, Some("due"), "case-field-next", None),
        query.head(lang, None, "case-field-state", Some("extra")),
        query.head(lang, None, "case-field-region", Some("extra wide")),
        query.head(lang, Some("found"), "case-field-found-on", Some("extra wide")),
    ]
}
