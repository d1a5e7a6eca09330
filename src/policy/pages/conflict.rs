//! Two people saved the same thing: both versions beside each other.

use actix_web::{HttpRequest, http::StatusCode};
use serde::Serialize;

use super::{Answer, head};
use crate::{
    platform::{
        clock,
        i18n::t,
        view::parts::{FieldView, FormView, Head, Hidden},
    },
    policy::model::Document,
    site::Member,
    timeline::Event,
};

/// A field of the form: what is stored now, and this person's own to go on editing.
pub struct Item {
    pub theirs: String,
    pub mine: FieldView,
}

#[derive(Serialize)]
struct View {
    head: Head,
    conflict: Conflict,
}

/// `part/conflict`.
#[derive(Serialize)]
struct Conflict {
    who: String,
    when: String,
    items: Vec<Differing>,
    same: Vec<String>,
    form: FormView,
}

#[derive(Serialize)]
struct Differing {
    label: String,
    theirs: String,
    field: FieldView,
}

/// Shows what differs; `form` already carries the new version. `last`: the event that came between.
pub fn page(req: &HttpRequest, member: &Member, document: &Document, last: Option<&Event>, mut form: FormView, items: Vec<Item>) -> Answer {
    let lang = member.lang();
    let shown = |item: &Item| {
        let choice = |value: &str| item.mine.options.iter().find(|o| o.value == value).map(|o| o.label.clone());
        let theirs = choice(&item.theirs).unwrap_or_else(|| item.theirs.clone());
        if theirs.is_empty() { t(lang, "part-none").into_owned() } else { theirs }
    };
    let (same, differing): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|i| i.theirs.trim() == i.mine.value.trim());
    for item in &same {
        form.hidden.push(Hidden::new(item.mine.name.clone(), &item.mine.value));
    }
    form.fields.clear();
    form.submit = t(lang, "policy-save-mine").into_owned();
    let title = t(lang, "policy-conflict").into_owned();
    let conflict = Conflict {
        who: last.map(|e| e.actor.clone()).unwrap_or_default(),
        when: last.map(|e| clock::local(e.at, member.scope.zone()).format("%H:%M").to_string()).unwrap_or_default(),
        items: differing.into_iter().map(|i| Differing { label: i.mine.label.clone(), theirs: shown(&i), field: i.mine }).collect(),
        same: same.iter().map(|i| i.mine.label.clone()).collect(),
        form,
    };
    let view = View { head: head(member, document, title.clone()), conflict };
    Ok(member.page_status(req, StatusCode::CONFLICT, "policy/conflict", title, view)?)
}
