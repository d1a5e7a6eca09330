//! The contexts of `templates/part/*.hbs` as types, so that every page fills them alike. Texts are translated already.
//! (`part/pager` takes [`crate::platform::http::Pager`].)

use std::borrow::Cow;

use serde::Serialize;

use crate::platform::{
    error::FieldErrors,
    http::Fields,
    i18n::{Lang, t, tr},
};

/// `part/light`: `tone` is `green`, `yellow`, `red`, `grey` or `blue`; without a word the tone's usual one is shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LightView {
    pub tone: &'static str,
    pub word: Option<String>,
}

/// `part/state`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StateView {
    pub label: String,
}

/// A word that leads somewhere.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    pub href: String,
    pub label: String,
}

impl Link {
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into() }
    }
}

/// One step of the way to a page (`part/head`); the last has no link.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Crumb {
    pub href: Option<String>,
    pub label: String,
}

/// A button-like link in a page's head; at most one is `main`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeadAction {
    pub href: String,
    pub label: String,
    pub main: bool,
}

/// `part/head`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Head {
    pub crumbs: Vec<Crumb>,
    pub title: String,
    pub light: Option<LightView>,
    pub state: Option<StateView>,
    pub under: Option<String>,
    pub actions: Vec<HeadAction>,
}

impl Head {
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// Adds a step before the page itself.
    pub fn crumb(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.crumbs.push(Crumb { href: Some(href.into()), label: label.into() });
        self
    }

    /// The head of a page below a list, and below one of its entries where there is one; the way there ends in its own title.
    pub fn below(list: (String, impl Into<String>), one: Option<(String, String)>, title: &str) -> Self {
        let mut head = Self::new(title).crumb(list.0, list.1);
        if let Some((href, label)) = one {
            head = head.crumb(href, label);
        }
        head.crumbs.push(Crumb { href: None, label: title.to_owned() });
        head
    }

    pub fn under(mut self, text: impl Into<String>) -> Self {
        self.under = Some(text.into());
        self
    }

    pub fn action(mut self, href: impl Into<String>, label: impl Into<String>, main: bool) -> Self {
        self.actions.push(HeadAction { href: href.into(), label: label.into(), main });
        self
    }
}

/// `part/tabs`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tabs {
    /// What the tabs choose, read aloud.
    pub name: String,
    pub items: Vec<Tab>,
}

/// One tab.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tab {
    pub href: String,
    pub label: String,
    pub count: Option<String>,
    pub current: bool,
}

/// `part/sort`, a column head of `part/table`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SortHead {
    pub label: String,
    pub href: Option<String>,
    pub dir: Option<&'static str>,
    pub class: Option<&'static str>,
}

/// `part/chips`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Chips {
    pub items: Vec<Link>,
    pub clear: Option<String>,
}

/// `part/filter`'s hidden inputs and `part/form`'s hidden values.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hidden {
    pub name: String,
    pub value: String,
}

impl Hidden {
    pub fn new(name: impl Into<String>, value: impl ToString) -> Self {
        Self { name: name.into(), value: value.to_string() }
    }
}

/// `part/empty`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Empty {
    pub title: String,
    pub text: Option<String>,
    pub action: Option<Link>,
}

/// `part/notice`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Notice {
    pub tone: &'static str,
    pub title: Option<String>,
    pub text: String,
    pub link: Option<Link>,
}

/// One line of `part/facts`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Fact {
    pub label: String,
    pub value: Option<String>,
    pub href: Option<String>,
    pub links: Option<Vec<Link>>,
    pub note: Option<String>,
    pub late: bool,
}

impl Fact {
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: Some(value.into()), ..Self::default() }
    }
}

/// `part/timeline`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TimelineView {
    pub items: Vec<TimelineItem>,
    pub more: Option<String>,
}

/// One entry of a timeline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TimelineItem {
    pub when: String,
    pub iso: String,
    pub who: Option<String>,
    pub what: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub text: Option<String>,
}

/// `part/deadline`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DeadlineView {
    pub iso: Option<String>,
    pub date: String,
    pub left: Option<String>,
    pub late: bool,
}

/// `part/department`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DepartmentView {
    pub short: String,
    pub name: String,
}

/// `part/next_item`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NextItem {
    pub light: LightView,
    pub title: String,
    pub href: String,
    pub why: Vec<String>,
    pub deadline: Option<DeadlineView>,
    pub action: Option<NextAction>,
}

/// The one thing to do with a [`NextItem`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NextAction {
    pub href: String,
    pub label: String,
    pub post: bool,
    pub main: bool,
}

/// A choice of a select, a list of checkboxes or radio buttons, or the department picker.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
    pub hint: Option<String>,
    /// What the picker's search looks through.
    pub find: Option<String>,
}

impl Choice {
    pub fn new(value: impl ToString, label: impl Into<String>, chosen: bool) -> Self {
        Self { value: value.to_string(), label: label.into(), chosen, ..Self::default() }
    }
}

/// `part/field`, any kind; see the part for what each kind reads.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FieldView {
    pub kind: &'static str,
    pub id: String,
    pub name: String,
    pub label: String,
    pub hint: Option<String>,
    pub error: Option<String>,
    pub optional: bool,
    pub value: String,
    pub options: Vec<Choice>,
    pub checked: bool,
    pub rows: Option<u32>,
    pub size: Option<&'static str>,
    pub unit: Option<String>,
    pub max: Option<String>,
    pub min: Option<String>,
    pub accept: Option<Cow<'static, str>>,
    /// Of a file field: several at once.
    pub multiple: bool,
    pub complete: Option<&'static str>,
    /// What is typed is not kept in the browser until it is sent.
    pub unkept: bool,
    pub whole: bool,
}

impl FieldView {
    /// `kind`: `text`, `area`, `select`, `date`, `departments` … ; the id is `f-{name}`.
    pub fn new(kind: &'static str, name: &str, label: impl Into<String>) -> Self {
        Self { kind, id: format!("f-{name}"), name: name.to_owned(), label: label.into(), ..Self::default() }
    }

    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// What was typed, when the form comes back; else `stored`.
    pub fn typed(self, typed: Option<&Fields>, stored: impl Into<String>) -> Self {
        let name = self.name.clone();
        match typed {
            Some(fields) => self.value(fields.get(&name).unwrap_or_default()),
            None => self.value(stored),
        }
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The `autocomplete` token.
    pub fn complete(mut self, token: &'static str) -> Self {
        self.complete = Some(token);
        self
    }

    pub fn options(mut self, options: Vec<Choice>) -> Self {
        self.options = options;
        self
    }
}

/// One line of the error summary on top of a refused form.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SummaryError {
    pub field: Option<String>,
    pub text: String,
}

/// `part/form`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FormView {
    pub action: String,
    pub upload: bool,
    pub keep: Option<String>,
    pub errors: Vec<SummaryError>,
    pub hidden: Vec<Hidden>,
    pub fields: Vec<FieldView>,
    pub submit: String,
    pub danger: bool,
    pub back: Option<String>,
}

impl FormView {
    pub fn new(action: impl Into<String>, submit: impl Into<String>) -> Self {
        Self { action: action.into(), submit: submit.into(), ..Self::default() }
    }

    pub fn field(mut self, field: FieldView) -> Self {
        self.fields.push(field);
        self
    }

    pub fn hidden(mut self, name: &str, value: impl ToString) -> Self {
        self.hidden.push(Hidden::new(name, value));
        self
    }

    pub fn back(mut self, href: impl Into<String>) -> Self {
        self.back = Some(href.into());
        self
    }

    /// Puts a prefix before the ids of the fields added so far, for a page with several forms.
    pub fn ids(mut self, prefix: &str) -> Self {
        for field in &mut self.fields {
            field.id = format!("{prefix}-{}", field.id);
        }
        self
    }

    /// The step takes something away.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Puts what is wrong beside the fields and into the summary; an error without a field of its name stands in the summary alone.
    pub fn with_errors(mut self, lang: Lang, errors: &FieldErrors) -> Self {
        let begun = self.errors.len();
        for error in &errors.0 {
            let text = tr(lang, &error.message);
            let line = match self.fields.iter_mut().find(|f| f.name == error.field) {
                Some(field) => {
                    field.error.get_or_insert_with(|| text.clone());
                    SummaryError { field: Some(field.id.clone()), text: named(lang, &field.label, text) }
                }
                None => SummaryError { field: None, text },
            };
            self.errors.push(line);
        }
        // Whoever goes down the list goes down the form, whatever was checked first.
        let place = |line: &SummaryError| self.fields.iter().position(|f| line.field.as_ref() == Some(&f.id)).unwrap_or(usize::MAX);
        self.errors[begun..].sort_by_key(place);
        self
    }

    /// A refusal that belongs to no field.
    pub fn with_refusal(mut self, text: String) -> Self {
        self.errors.push(SummaryError { field: None, text });
        self
    }
}

/// `part/import`: what a table would do, row by row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImportView {
    pub notices: Vec<Notice>,
    pub heads: Vec<String>,
    pub rows: Vec<ImportRow>,
    pub more: Option<String>,
    /// To do it; none while something is wrong.
    pub confirm: Option<FormView>,
}

/// One row of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImportRow {
    pub number: String,
    pub light: LightView,
    /// Wrong as a whole.
    pub errors: Vec<String>,
    /// What it may be the same as.
    pub links: Vec<Link>,
    pub cells: Vec<ImportCell>,
}

/// One cell of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImportCell {
    pub text: String,
    /// A code, a day, a number: read as one piece, not broken.
    pub whole: bool,
    pub errors: Vec<String>,
    pub changed: bool,
}

/// `part/steps`: where one is in a job of several pages.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Steps {
    pub items: Vec<Step>,
}

/// One of them; `state` is `done`, `now` or `open`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    pub label: String,
    pub href: Option<String>,
    pub state: &'static str,
}

/// What is wrong, away from its field: with the field's name before it, unless the words have it already.
pub fn named(lang: Lang, label: &str, text: String) -> String {
    if label.is_empty() || text.contains(label) { text } else { format!("{label}{}{text}", t(lang, "part-colon")) }
}

/// `part/confirm`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Confirm {
    pub title: String,
    pub object: Option<Link>,
    pub what: Vec<String>,
    pub form: FormView,
}

/// `part/actions`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Actions {
    pub offered: Vec<Offered>,
    pub refused: Vec<NotOffered>,
}

/// Something this person may do now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Offered {
    pub label: String,
    pub href: String,
    pub post: bool,
    pub main: bool,
    pub danger: bool,
    pub hidden: Vec<Hidden>,
}

/// Something expected here that is not allowed now, with who or what could.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NotOffered {
    pub label: String,
    pub why: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_stand_beside_their_field_and_on_top() {
        let mut errors = FieldErrors::default();
        errors.add("title", crate::platform::error::Message::new("problem-invalid"));
        errors.add("other", crate::platform::error::Message::new("problem-invalid"));
        let form = FormView::new("/x", "ok").field(FieldView::new("text", "title", "T")).with_errors(Lang::En, &errors);
        assert!(form.fields[0].error.is_some());
        assert_eq!(form.errors.iter().map(|e| e.field.as_deref()).collect::<Vec<_>>(), [Some("f-title"), None]);
        assert!(form.errors[0].text.starts_with("T: ") && !form.errors[1].text.contains("T: "), "{:?}", form.errors);
    }
}
