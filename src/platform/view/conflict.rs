//! `part/conflict` as a type: somebody saved first, both versions stand side by side and nothing typed is lost.

use serde::Serialize;

use super::parts::{FieldView, FormView, Hidden};
use crate::platform::i18n::{Lang, t};

/// `part/conflict`. `title` and `text` say something other than “saved first” where that is not what happened.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Conflict {
    pub who: String,
    pub when: String,
    pub title: Option<String>,
    pub text: Option<String>,
    pub items: Vec<Differing>,
    /// Labels of what both left alike.
    pub same: Vec<String>,
    pub form: FormView,
}

/// Something the two versions say differently.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Differing {
    pub label: String,
    /// What is saved, in words.
    pub theirs: String,
    /// This person's own, to go on editing.
    pub field: FieldView,
}

/// A field of the form that was sent, beside what is saved now.
#[derive(Clone, Debug, PartialEq)]
pub struct Both {
    pub label: String,
    /// What is saved, in words.
    pub theirs: String,
    pub same: bool,
    /// This person's own.
    pub mine: FieldView,
}

impl Both {
    /// Compares what the two say in words.
    pub fn new(lang: Lang, theirs: String, mine: FieldView) -> Self {
        Self { label: mine.label.clone(), same: theirs.trim() == in_words(lang, &mine).trim(), theirs, mine }
    }
}

impl Conflict {
    /// `form`: where this person's version goes, with the new version among its hidden values; its own fields are replaced by `fields`.
    pub fn new(lang: Lang, who: impl Into<String>, when: impl Into<String>, mut form: FormView, fields: Vec<Both>) -> Self {
        form.fields.clear();
        form.submit = t(lang, "part-conflict-save").into_owned();
        let (mut items, mut same) = (Vec::new(), Vec::new());
        for Both { label, theirs, same: is_same, mut mine } in fields {
            if is_same {
                form.hidden.extend(sent(&mine));
                if !same.contains(&label) {
                    same.push(label);
                }
                continue;
            }
            // A box to tick keeps its own words: it has no label beside it.
            if mine.kind != "check" {
                mine.label = t(lang, "part-conflict-mine").into_owned();
            }
            let theirs = if theirs.trim().is_empty() { t(lang, "part-none").into_owned() } else { theirs };
            items.push(Differing { label, theirs, field: mine });
        }
        Self { who: who.into(), when: when.into(), items, same, form, ..Self::default() }
    }
}

/// A field's value as people read it.
pub fn in_words(lang: Lang, field: &FieldView) -> String {
    let chosen: Vec<&str> = field.options.iter().filter(|o| o.chosen).map(|o| o.label.as_str()).collect();
    if field.options.is_empty() { field.value.trim().to_owned() } else { chosen.join(&t(lang, "part-comma")) }
}

/// A field's value as it is sent.
pub fn sent(field: &FieldView) -> Vec<Hidden> {
    if field.kind == "check" && !field.checked {
        return Vec::new();
    }
    if field.options.is_empty() {
        return vec![Hidden::new(&field.name, &field.value)];
    }
    field.options.iter().filter(|o| o.chosen).map(|o| Hidden::new(&field.name, &o.value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::view::parts::Choice;

    #[test]
    fn what_differs_is_shown_twice_and_the_rest_is_carried_along() {
        let options = vec![Choice::new("1", "甲", false), Choice::new("2", "乙", true)];
        let text = |name: &str, value: &str| FieldView::new("text", name, name).value(value);
        let fields = vec![
            Both::new(Lang::ZhCn, "他们的".into(), text("title", "我的")),
            Both::new(Lang::ZhCn, "项 ".into(), text("unit", "项")),
            Both::new(Lang::ZhCn, "乙".into(), FieldView::new("select", "lead", "牵头").options(options)),
            Both::new(Lang::ZhCn, String::new(), text("note", "有")),
        ];
        let form = FormView::new("/x", "ok").hidden("version", 9).field(text("title", "我的"));
        let view = Conflict::new(Lang::ZhCn, "周敏", "11:02", form, fields);
        let items: Vec<_> = view.items.iter().map(|i| (i.label.as_str(), i.theirs.as_str(), i.field.value.as_str())).collect();
        assert_eq!(items, [("title", "他们的", "我的"), ("note", "无", "有")]);
        let hidden: Vec<_> = view.form.hidden.iter().map(|h| (h.name.as_str(), h.value.as_str())).collect();
        assert_eq!(hidden, [("version", "9"), ("unit", "项"), ("lead", "2")]);
        assert_eq!((view.same.as_slice(), view.form.fields.len()), (&["unit".to_owned(), "牵头".to_owned()][..], 0));
    }
}
