//! The filter of the duty list: read from the address, shown as a bar of inputs and as chips.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Serialize;

use crate::{
    calendar::Cadence,
    duties::{
        model::{Light, Part, State},
        queries::{Department, Document, Filter, Tab, Whose},
    },
    platform::{
        http::ListQuery,
        i18n::{Lang, format, t},
        view::parts::{Chips, Choice, Hidden, Link},
    },
    tenancy::Scope,
};

/// The parameters a chip can take off.
const FILTERS: [&str; 12] = ["q", "dept", "part", "light", "due", "from", "until", "document", "origin", "cadence", "state", "silent"];

/// Windows of deadlines offered by name.
const WINDOWS: [&str; 6] = ["past", "today", "week", "next-week", "month", "none"];

/// Kinds of sources, as stored in `origin_kind`.
const ORIGINS: [&str; 5] = ["clause", "decision", "instruction", "case", "manual"];

/// What the address asks for; rubbish in it is left out.
#[derive(Clone, Debug)]
pub struct AskedFor {
    pub tab: Tab,
    pub filter: Filter,
    /// The words as typed.
    pub typed: String,
    dept: String,
    window: Option<&'static str>,
}

impl AskedFor {
    pub fn read(list: &ListQuery, scope: &Scope, departments: &[Department]) -> Self {
        let typed: String = list.filter("q").unwrap_or_default().chars().take(100).collect();
        let state = list.filter("state").and_then(State::parse);
        let tab = list.filter("tab").and_then(Tab::parse).filter(|t| *t != Tab::Draft || scope.reads_all());
        let mut tab = tab.unwrap_or(if typed.is_empty() && state.is_none() { Tab::Active } else { Tab::All });
        if state == Some(State::Draft) && !scope.reads_all() {
            tab = Tab::All;
        }
        let window = list.filter("due").and_then(|w| WINDOWS.into_iter().find(|known| *known == w));
        let dept = list.filter("dept").unwrap_or_default();
        let mut filter = Filter {
            whose: whose(dept, scope, departments),
            part: list.filter("part").and_then(Part::parse),
            origin_kind: list.filter("origin").filter(|o| ORIGINS.contains(o)).map(str::to_owned),
            document_id: list.filter("document").and_then(|d| d.parse().ok()),
            from: list.filter("from").and_then(day),
            until: list.filter("until").and_then(day),
            light: list.filter("light").and_then(Light::parse),
            state,
            cadence: list.filter("cadence").and_then(|c| c.parse().ok()),
            silent: list.filter("silent") == Some("1"),
            ..Filter::default()
        }
        .with_words(&typed);
        apply_window(&mut filter, window, scope.today());
        Self { tab, filter, typed, dept: dept.to_owned(), window }
    }

    /// Whether anything but the tab narrows the list.
    pub fn is_narrowed(&self, list: &ListQuery) -> bool {
        FILTERS.iter().any(|name| list.filter(name).is_some())
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|d| (1900..9999).contains(&d.year()))
}

fn whose(dept: &str, scope: &Scope, departments: &[Department]) -> Whose {
    match dept {
        "" => Whose::Everybody,
        "none" => Whose::Nobody,
        "mine" => {
            let mut own: Vec<i64> = scope.acts_for().chain(scope.leads()).collect();
            own.sort_unstable();
            own.dedup();
            Whose::Departments(own)
        }
        id => match id.parse().ok().filter(|id| departments.iter().any(|d| d.id == *id)) {
            Some(id) => Whose::Departments(vec![id]),
            // Somebody else's department has no duties here.
            None => Whose::Departments(Vec::new()),
        },
    }
}

/// Monday to Sunday of the week `day` is in.
fn week(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let monday = day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into())).unwrap_or(day);
    (monday, monday.checked_add_days(Days::new(6)).unwrap_or(monday))
}

fn apply_window(filter: &mut Filter, window: Option<&str>, today: NaiveDate) {
    let (from, until) = match window {
        Some("past") => (None, today.pred_opt()),
        Some("today") => (Some(today), Some(today)),
        Some("week") => (Some(week(today).0), Some(week(today).1)),
        Some("next-week") => {
            let (from, until) = week(today.checked_add_days(Days::new(7)).unwrap_or(today));
            (Some(from), Some(until))
        }
        Some("month") => {
            let first = today.with_day(1).unwrap_or(today);
            (Some(first), first.checked_add_months(Months::new(1)).and_then(|d| d.pred_opt()))
        }
        Some("none") => {
            filter.undated = true;
            return;
        }
        _ => return,
    };
    filter.from = filter.from.max(from);
    filter.until = match (filter.until, until) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
}

/// Inputs behind “more conditions”.
const RARER: [&str; 7] = ["part", "document", "origin", "cadence", "state", "from", "until"];

/// The bar above the list.
#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    pub action: String,
    pub kept: Vec<Hidden>,
    pub q: String,
    pub departments: Vec<Choice>,
    pub parts: Vec<Choice>,
    pub lights: Vec<Choice>,
    pub windows: Vec<Choice>,
    pub documents: Vec<Choice>,
    pub origins: Vec<Choice>,
    pub cadences: Vec<Choice>,
    /// Only on the tab of all states.
    pub states: Vec<Choice>,
    pub from: String,
    pub until: String,
    /// The rarer inputs are open because one of them is used.
    pub more: bool,
    /// Any input beside the words is used: on a phone, where they are folded away, they stand open then.
    pub sifted: bool,
}

impl Bar {
    pub fn new(list: &ListQuery, asked: &AskedFor, scope: &Scope, departments: &[Department], documents: &[Document]) -> Self {
        let (lang, filter) = (scope.lang(), &asked.filter);
        let used = |names: &[&str]| names.iter().any(|n| list.filter(n).is_some());
        let has = |name: &str| list.filter(name).unwrap_or_default().to_owned();
        let word = |key: &str, value: &str, chosen: bool| Choice::new(value, t(lang, &format!("{key}{value}")), chosen);
        let kept = ["tab", "sort", "dir", "size"].into_iter().filter_map(|n| Some(Hidden::new(n, list.filter(n)?))).collect();
        Self {
            action: format!("{}/duties", scope.base()),
            kept,
            q: asked.typed.clone(),
            departments: department_choices(asked, scope, departments),
            parts: ["lead", "support"].map(|p| word("duties-part-", p, filter.part.map(Part::as_str) == Some(p))).into(),
            lights: Light::ALL.map(|l| word("part-light-", l.as_str(), filter.light == Some(l))).into(),
            windows: WINDOWS.map(|w| word("duties-due-", w, asked.window == Some(w))).into(),
            documents: documents.iter().map(|d| Choice::new(d.id, document_label(d), filter.document_id == Some(d.id))).collect(),
            origins: ORIGINS.map(|o| word("duties-origin-", o, filter.origin_kind.as_deref() == Some(o))).into(),
            cadences: Cadence::ALL.into_iter().map(|c| Choice::new(c.as_str(), t(lang, &c.key()), filter.cadence == Some(c))).collect(),
            states: if asked.tab == Tab::All { state_choices(asked, scope) } else { Vec::new() },
            from: has("from"),
            until: has("until"),
            more: used(&RARER),
            sifted: used(&["dept", "light", "due"]) || used(&RARER),
        }
    }
}

fn state_choices(asked: &AskedFor, scope: &Scope) -> Vec<Choice> {
    let seen = State::ALL.into_iter().filter(|s| *s != State::Draft || scope.reads_all());
    seen.map(|s| Choice::new(s.as_str(), t(scope.lang(), s.key()), asked.filter.state == Some(s))).collect()
}

fn department_choices(asked: &AskedFor, scope: &Scope, departments: &[Department]) -> Vec<Choice> {
    let lang = scope.lang();
    let mut all = Vec::new();
    if scope.acts_for().chain(scope.leads()).next().is_some() {
        all.push(Choice::new("mine", t(lang, "duties-dept-mine"), asked.dept == "mine"));
    }
    if scope.reads_all() {
        all.push(Choice::new("none", t(lang, "duties-dept-none"), asked.dept == "none"));
    }
    let shown = departments.iter().filter(|d| d.is_open() || asked.dept == d.id.to_string());
    all.extend(shown.map(|d| Choice::new(d.id, d.short_name.clone(), asked.dept == d.id.to_string())));
    all
}

fn document_label(document: &Document) -> String {
    if document.number.is_empty() { document.title.clone() } else { document.number.clone() }
}

/// The filters in force, each with the address without it.
pub fn chips(list: &ListQuery, asked: &AskedFor, bar: &Bar, lang: Lang) -> Chips {
    let chosen = |choices: &[Choice]| choices.iter().find(|c| c.chosen).map(|c| c.label.clone());
    let text = |key: &str, value: String| format(lang, key, &[("value", value.into())]);
    let mut items = Vec::new();
    let mut chip = |name: &str, label: Option<String>| {
        if list.filter(name).is_some()
            && let Some(label) = label
        {
            items.push(Link::new(list.link_with(&[(name, None)]), label));
        }
    };
    chip("q", Some(text("duties-chip-words", asked.typed.clone())));
    chip("dept", chosen(&bar.departments).or_else(|| Some(t(lang, "duties-dept-unknown").into_owned())));
    chip("part", chosen(&bar.parts));
    chip("light", chosen(&bar.lights));
    chip("due", chosen(&bar.windows).map(|w| text("duties-chip-due", w)));
    chip("from", asked.filter.from.filter(|_| day(&bar.from).is_some()).map(|_| text("duties-chip-from", bar.from.clone())));
    chip("until", asked.filter.until.filter(|_| day(&bar.until).is_some()).map(|_| text("duties-chip-until", bar.until.clone())));
    chip("document", chosen(&bar.documents));
    chip("origin", chosen(&bar.origins));
    chip("cadence", chosen(&bar.cadences));
    chip("state", asked.filter.state.map(|s| t(lang, s.key()).into_owned()));
    chip("silent", asked.filter.silent.then(|| t(lang, "duties-chip-silent").into_owned()));
    let none: Vec<(&str, Option<&str>)> = FILTERS.iter().map(|name| (*name, None)).collect();
    let clear = (items.len() > 1).then(|| list.link_with(&none));
    Chips { items, clear }
}
