//! `part/files`: the files of a thing, and the form that adds to them.

use serde::Serialize;

use super::{Attachment, FileLine, Media, Shelf, may_remove};
use crate::{
    platform::{
        error::FieldErrors,
        i18n::{Lang, format, format_instant, t, tr},
        view::parts::{Choice, FieldView, SummaryError},
    },
    tenancy::Scope,
};

/// The context of `part/files`.
#[derive(Clone, Debug, Serialize)]
pub struct FilesView {
    pub items: Vec<Item>,
    /// None for who may not add.
    pub form: Option<AddForm>,
    /// Why nothing is added any more.
    pub shut: Option<String>,
}

/// A file: the version in force, and the others.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    #[serde(flatten)]
    pub now: Version,
    pub others: Vec<Version>,
    /// “2 earlier versions”
    pub others_label: Option<String>,
}

/// A version.
#[derive(Clone, Debug, Serialize)]
pub struct Version {
    pub name: String,
    /// None of one that was removed.
    pub href: Option<String>,
    /// Kind, size and version.
    pub what: String,
    /// Who and when.
    pub who: String,
    /// Who removed it, when and why.
    pub removed: Option<String>,
    pub remove: Option<String>,
}

/// The form; its file input comes last, as the server reads the rest before it.
#[derive(Clone, Debug, Serialize)]
pub struct AddForm {
    pub action: String,
    pub accept: String,
    pub hint: String,
    pub error: Option<String>,
    /// The files there are, to choose of which this is a new version; empty when there are none.
    pub replaces: Vec<Choice>,
    /// The same on top.
    pub errors: Vec<SummaryError>,
    /// Whether it is unfolded from the beginning.
    pub open: bool,
}

impl FilesView {
    /// Says what was wrong with what was sent.
    pub fn with_errors(mut self, lang: Lang, errors: &FieldErrors) -> Self {
        if let Some(form) = &mut self.form {
            form.error = errors.0.first().map(|e| tr(lang, &e.message));
            form.errors = errors.0.iter().map(|e| SummaryError { field: Some("f-file".into()), text: tr(lang, &e.message) }).collect();
        }
        self
    }

    /// Unfolds the form, for a page of the files alone.
    pub fn unfolded(mut self) -> Self {
        self.form.iter_mut().for_each(|form| form.open = true);
        self
    }

    /// The versions in force alone, without what can be done with them.
    pub fn in_print(mut self) -> Self {
        self.items.retain(|item| item.now.removed.is_none());
        for item in &mut self.items {
            item.now.remove = None;
            (item.others, item.others_label) = (Vec::new(), None);
        }
        Self { form: None, shut: None, ..self }
    }

    /// Keeps what was chosen.
    pub fn chosen(mut self, replaces: &str) -> Self {
        for choice in self.form.iter_mut().flat_map(|f| &mut f.replaces) {
            choice.chosen = choice.value == replaces;
        }
        self
    }
}

/// What a page shows of a thing's files, for this person.
pub fn files_view(scope: &Scope, shelf: &Shelf, files: &[FileLine]) -> FilesView {
    let lang = scope.lang();
    let items = files.iter().map(|line| Item {
        now: version(scope, shelf, &line.current),
        others: line.others.iter().map(|other| version(scope, shelf, other)).collect(),
        others_label: (!line.others.is_empty()).then(|| format(lang, "attachments-others", &[("count", line.others.len().into())])),
    });
    FilesView {
        items: items.collect(),
        form: (shelf.may_add && shelf.shut.is_none()).then(|| form(scope, shelf, files)),
        shut: shelf.shut.as_ref().filter(|_| shelf.may_add || shelf.may_clear).map(|why| tr(lang, why)),
    }
}

fn version(scope: &Scope, shelf: &Shelf, version: &Attachment) -> Version {
    let (lang, zone) = (scope.lang(), scope.zone());
    let mut what = vec![version.media.label().split('/').next().unwrap_or_default().to_owned(), size_text(version.size)];
    if version.nth > 1 {
        what.push(format(lang, "attachments-nth", &[("nth", version.nth.into())]));
    }
    let by = if version.added_by.is_empty() { t(lang, "attachments-by-program").into_owned() } else { version.added_by.clone() };
    let removed = version.removed.as_ref().map(|gone| {
        let args = [
            ("who", gone.by.as_str().into()),
            ("when", format_instant(lang, gone.at, zone).into()),
            ("reason", gone.reason.as_str().into()),
        ];
        format(lang, "attachments-removed", &args)
    });
    Version {
        name: version.name.clone(),
        href: removed.is_none().then(|| format!("{}/{}", shelf.path, version.id)),
        what: what.join(" · "),
        who: format!("{by} {}", format_instant(lang, version.added_at, zone)),
        removed,
        remove: may_remove(scope, shelf, version).is_ok().then(|| format!("{}/{}/remove", shelf.path, version.id)),
    }
}

/// Which endings a browser offers, and what is said of kinds and sizes.
fn taken(scope: &Scope) -> (String, String) {
    let lang = scope.lang();
    let allowed: Vec<Media> = allowed(scope);
    let endings: Vec<String> = allowed.iter().flat_map(|m| m.endings()).map(|e| format!(".{e}")).collect();
    let kinds: Vec<String> = allowed.iter().map(|m| m.label()).collect();
    let mb = scope.settings().attachment_max_mb.to_string();
    let args = [("kinds", kinds.join(t(lang, "part-comma").as_ref()).into()), ("limit", mb.into())];
    (endings.join(","), format(lang, "attachments-hint", &args))
}

/// The field of files in a form of another room's; it stands last there.
pub fn file_field(scope: &Scope) -> FieldView {
    let (accept, hint) = taken(scope);
    let field = FieldView::new("file", "file", t(scope.lang(), "attachments-title")).hint(hint).optional();
    FieldView { accept: Some(accept.into()), multiple: true, ..field }
}

fn form(scope: &Scope, shelf: &Shelf, files: &[FileLine]) -> AddForm {
    let lang = scope.lang();
    let (accept, hint) = taken(scope);
    let there: Vec<&Attachment> = files.iter().map(|l| &l.current).filter(|v| v.removed.is_none()).collect();
    let mut replaces: Vec<Choice> = there.iter().map(|v| Choice::new(v.file_id, &v.name, false)).collect();
    if !replaces.is_empty() {
        replaces.insert(0, Choice::new("", t(lang, "attachments-as-new"), true));
    }
    AddForm { action: shelf.path.clone(), accept, hint, error: None, replaces, errors: Vec::new(), open: false }
}

/// The kinds this workspace takes.
pub(super) fn allowed(scope: &Scope) -> Vec<Media> {
    scope.settings().attachment_types.iter().filter_map(|word| Media::parse(word)).collect()
}

/// A size as people say it: 820 B, 12 KB, 3.4 MB, 10 GB.
pub fn size_text(bytes: i64) -> String {
    const UNITS: [&str; 4] = ["B", "KB", "MB", "GB"];
    let mut size = bytes.max(0) as f64;
    let mut unit = 0;
    while size >= 1024.0 && unit < UNITS.len() - 1 {
        size /= 1024.0;
        unit += 1;
    }
    let digits = usize::from(unit > 0 && size < 10.0 && (size * 10.0).round() % 10.0 != 0.0);
    format!("{size:.digits$} {}", UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_in_two_figures() {
        for (bytes, said) in
            [(0, "0 B"), (1023, "1023 B"), (1024, "1 KB"), (1536, "1.5 KB"), (50 * 1024 * 1024, "50 MB"), (10 << 30, "10 GB"), (-1, "0 B")]
        {
            assert_eq!(size_text(bytes), said);
        }
    }
}
