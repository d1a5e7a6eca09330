//! The steps before the form of a case: against whom, and of what kind; each choice is a link.

use serde::Serialize;

use super::{head, list_path, new::Loaded};
use crate::{
    enforcement::model::{Case, CaseKind, KindState, Party},
    platform::{
        http::Fields,
        i18n::{format, join, t},
        view::parts::{Head, Hidden, Link, Notice, Step, Steps},
    },
    tenancy::{Role, Scope},
};

/// What was chosen so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    pub party_id: Option<i64>,
    pub kind_id: Option<i64>,
    /// The case a part is taken out of, by its plain number.
    pub from: Option<String>,
    pub q: String,
}

pub(super) fn chosen(fields: &Fields) -> Chosen {
    let id = |name: &str| fields.trimmed(name).parse().ok();
    let from = Some(fields.trimmed("from").to_owned()).filter(|f| !f.is_empty());
    Chosen { party_id: id("party"), kind_id: id("kind"), from, q: fields.trimmed("q").chars().take(100).collect() }
}

impl Chosen {
    /// This page with other choices.
    fn link(&self, scope: &Scope, party_id: Option<i64>, kind_id: Option<i64>) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in
            [("from", self.from.clone()), ("party", party_id.map(|i| i.to_string())), ("kind", kind_id.map(|i| i.to_string()))]
        {
            if let Some(value) = value {
                query.append_pair(name, &value);
            }
        }
        format!("{}/new?{}", list_path(scope), query.finish())
    }
}

/// `enforcement/case_choose`: one of several, by a link each.
#[derive(Serialize)]
pub(super) struct Choose {
    pub head: Head,
    steps: Steps,
    notices: Vec<Notice>,
    /// Where words are looked for; none where all there is is shown.
    find: Option<Find>,
    title: String,
    rows: Vec<Pick>,
    none: String,
    /// What to do when it is not among them.
    other: Option<Link>,
}

#[derive(Serialize)]
struct Find {
    action: String,
    kept: Vec<Hidden>,
    q: String,
}

#[derive(Serialize)]
struct Pick {
    href: String,
    name: String,
    about: String,
}

pub(super) fn title_key(from: Option<&Case>) -> &'static str {
    if from.is_some() { "case-sever-title" } else { "case-new-title" }
}

/// The three steps, with what was chosen in each.
pub(super) fn steps(scope: &Scope, chosen: &Chosen, party: Option<&Party>, kind: Option<&CaseKind>) -> Steps {
    let lang = scope.lang();
    let label = |key: &str, name: Option<&str>| match name {
        Some(name) => format!("{}{}{name}", t(lang, key), t(lang, "part-colon")),
        None => t(lang, key).into_owned(),
    };
    let state = |is_done: bool, is_now: bool| {
        if is_now {
            "now"
        } else if is_done {
            "done"
        } else {
            "open"
        }
    };
    let step = |label, href: Option<String>, state| Step { label, href, state };
    let kind_id = kind.map(|k| k.id);
    let to_party = party.map(|_| chosen.link(scope, None, kind_id));
    let to_kind = kind.and(party).map(|p| chosen.link(scope, Some(p.id), None));
    Steps {
        items: vec![
            step(label("case-field-party", party.map(|p| p.name.as_str())), to_party, state(party.is_some(), party.is_none())),
            step(
                label("case-field-kind", kind.map(|k| k.name.as_str())),
                to_kind,
                state(kind.is_some(), party.is_some() && kind.is_none()),
            ),
            step(label("case-field-facts", None), None, state(false, party.is_some() && kind.is_some())),
        ],
    }
}

/// The page of the step that comes next.
pub(super) fn choose(scope: &Scope, chosen: &Chosen, loaded: &Loaded) -> Choose {
    let lang = scope.lang();
    let title = t(lang, title_key(loaded.from.as_ref()));
    let head = head(scope, loaded.from.as_ref(), &title);
    let steps = steps(scope, chosen, loaded.party.as_ref(), loaded.kind.as_ref());
    match &loaded.party {
        None => party_choice(scope, chosen, loaded, head, steps),
        Some(party) => kind_choice(scope, chosen, loaded, party, head, steps),
    }
}

fn party_choice(scope: &Scope, chosen: &Chosen, loaded: &Loaded, head: Head, steps: Steps) -> Choose {
    let lang = scope.lang();
    let about = |p: &Party| {
        let former: Vec<String> = p.former_names.iter().map(|f| f.name.clone()).collect();
        let formerly = (!former.is_empty()).then(|| format(lang, "parties-formerly", &[("names", join(lang, &former).into())]));
        let code = Some(p.shown_code()).filter(|c| !c.is_empty());
        [Some(t(lang, &p.kind.key()).into_owned()), code, formerly].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let pick = |p: &Party| Pick { href: chosen.link(scope, Some(p.id), chosen.kind_id), name: p.name.clone(), about: about(p) };
    let kept = [("from", chosen.from.clone()), ("kind", chosen.kind_id.map(|k| k.to_string()))];
    // Whoever is registered on the way leads back here.
    let then = chosen.link(scope, None, chosen.kind_id);
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("name", &chosen.q).append_pair("then", &then);
    let other = format!("{}/parties/new?{}", scope.base(), query.finish());
    let none = if chosen.q.is_empty() { "case-party-find-hint" } else { "case-party-none" };
    Choose {
        head,
        steps,
        notices: Vec::new(),
        find: Some(Find {
            action: format!("{}/new", list_path(scope)),
            kept: kept.into_iter().filter_map(|(n, v)| Some(Hidden::new(n, v?))).collect(),
            q: chosen.q.clone(),
        }),
        title: t(lang, "case-party-choose").into_owned(),
        rows: loaded.found.iter().map(pick).collect(),
        none: t(lang, none).into_owned(),
        other: Some(Link::new(other, t(lang, "case-party-new"))),
    }
}

fn kind_choice(scope: &Scope, chosen: &Chosen, loaded: &Loaded, party: &Party, head: Head, steps: Steps) -> Choose {
    let lang = scope.lang();
    let pick = |k: &CaseKind| Pick { href: chosen.link(scope, Some(party.id), Some(k.id)), name: k.label(), about: k.legal_basis.clone() };
    let office = scope.has(Role::Secretariat);
    let to_kinds = || Link::new(format!("{}/kinds", list_path(scope)), t(lang, "case-kinds-title"));
    Choose {
        head: head.under(&party.name),
        steps,
        notices: Vec::new(),
        find: None,
        title: t(lang, "case-kind-choose").into_owned(),
        rows: loaded.kinds.iter().filter(|k| k.state == KindState::Open).map(pick).collect(),
        none: t(lang, if office { "case-kind-none-office" } else { "case-kind-none" }).into_owned(),
        other: office.then(to_kinds),
    }
}
