//! What forms about matters have in common.

use actix_web::{HttpRequest, http::StatusCode};
use serde::Serialize;

use super::Answer;
use crate::{
    platform::{
        error::Error,
        http::Fields,
        i18n::{Lang, t},
        view::parts::{Choice, FieldView, FormView, Head},
    },
    site::Member,
    tenancy::departments::{Department, DepartmentState},
};

/// `accountability/form`: a head, what will happen, one form.
#[derive(Serialize)]
pub struct FormPage {
    pub head: Head,
    /// What will happen, or is to be known; empty for everyday steps.
    pub what: Vec<String>,
    pub form: FormView,
}

impl FormPage {
    /// Short fields stand two beside each other; everything else has its own line.
    pub fn new(head: Head, what: Vec<String>, mut form: FormView) -> Self {
        for field in &mut form.fields {
            field.whole = field.size != Some("short");
        }
        Self { head, what, form }
    }

    pub fn answer(self, req: &HttpRequest, member: &Member, status: StatusCode) -> Answer {
        let title = self.head.title.clone();
        Ok(member.page_status(req, status, "accountability/form", title, self)?)
    }
}

/// As [`http::again`].
pub fn again(lang: Lang, form: FormView, error: Error) -> Result<(StatusCode, FormView), Error> {
    crate::platform::http::again(lang, form, error, "matter-conflict")
}

/// A select of words an enum stores; the first choice is none.
pub fn words_field(
    lang: Lang,
    name: &str,
    label: &str,
    words: impl Iterator<Item = (&'static str, String)>,
    typed: Option<&Fields>,
    stored: &str,
) -> FieldView {
    let chosen = typed.map_or(stored, |f| f.trimmed(name)).to_owned();
    let none = Choice::new("", t(lang, "matter-choose"), chosen.is_empty());
    let options = std::iter::once(none).chain(words.map(|(word, key)| Choice::new(word, t(lang, &key), word == chosen))).collect();
    FieldView::new("select", name, t(lang, label)).options(options)
}

/// Open departments to choose one of.
pub fn department_field(
    lang: Lang,
    name: &str,
    label: &str,
    all: &[Department],
    without: Option<i64>,
    typed: Option<&Fields>,
    stored: &str,
) -> FieldView {
    let chosen = typed.map_or(stored, |f| f.trimmed(name)).to_owned();
    let none = Choice::new("", t(lang, "matter-choose"), chosen.is_empty());
    let open = all.iter().filter(|d| d.state == DepartmentState::Open && Some(d.id) != without);
    let options = open.map(|d| Choice::new(d.id, &*d.name, d.id.to_string() == chosen));
    FieldView::new("select", name, t(lang, label)).options(std::iter::once(none).chain(options).collect())
}
