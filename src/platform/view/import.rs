//! The pages of imports: a table is typed or uploaded, its rows are shown with what they would do, and then all of it is done.

use super::parts::{FieldView, FormView, ImportCell, ImportRow, ImportView, LightView, Link, Notice};
use crate::platform::{
    error::{FieldErrors, Message},
    i18n::{Lang, format, join, t, tr},
    table::{Change, Column, Plan, PlannedRow},
};

/// Rows shown at once; the rest is counted.
const SHOWN: usize = 300;

/// The form a table comes in by. `hint` says which columns there are.
pub fn entry(lang: Lang, action: String, back: String, hint: &str, text: &str) -> FormView {
    let area = FieldView::new("area", "table", t(lang, "import-table")).hint(t(lang, hint)).value(text);
    let file = FieldView::new("file", "file", t(lang, "import-file")).hint(t(lang, "import-file-hint")).optional();
    let form = FormView { upload: true, ..FormView::new(action, t(lang, "import-check")) };
    let form = form.field(FieldView { rows: Some(10), whole: true, ..area });
    form.field(FieldView { accept: Some(".csv,.txt,.tsv,.xlsx".into()), ..file }).back(back)
}

/// The form with what was wrong, if anything.
pub fn with(lang: Lang, form: FormView, wrong: Option<&FieldErrors>) -> FormView {
    match wrong {
        Some(errors) => form.with_errors(lang, errors),
        None => form,
    }
}

/// A light's tone and the key of its word.
type Doubt = (&'static str, &'static str);

/// How one kind of table is shown.
pub struct Shown<'a, C, T> {
    pub lang: Lang,
    /// The Fluent key of a column's head.
    pub head: &'a dyn Fn(C) -> String,
    /// The key of what was found where nothing is wrong; its arguments are `created`, `changed`, `same`.
    pub found: &'static str,
    /// Tone and key of rows somebody has to look at before; none for all others.
    pub doubt: &'a dyn Fn(&PlannedRow<C, T>) -> Option<Doubt>,
    /// What a row may be the same as.
    pub links: &'a dyn Fn(&PlannedRow<C, T>) -> Vec<Link>,
}

/// The longest piece that is not broken; a unified code has 18 characters.
const WHOLE: usize = 18;

impl<C: Column, T> Shown<'_, C, T> {
    /// The preview; `confirm` is offered where there is something to be done and nothing is wrong.
    pub fn preview(&self, plan: &Plan<C, T>, confirm: impl FnOnce(String) -> FormView) -> ImportView {
        let lang = self.lang;
        let used: Vec<C> = C::ALL.iter().copied().filter(|c| plan.rows.iter().any(|r| r.cells.contains_key(c))).collect();
        let mut rows: Vec<&PlannedRow<C, T>> =
            plan.rows.iter().filter(|r| !r.errors.is_empty() || (self.doubt)(r).is_some() || r.change != Change::Same).collect();
        // What has to be mended comes first, then what has to be decided.
        rows.sort_by_key(|r| (r.errors.is_empty(), (self.doubt)(r).is_none()));
        let more = rows.len().saturating_sub(SHOWN);
        let doing = plan.count(|r| r.change != Change::Same);
        let submit = || format(lang, "import-confirm", &[("count", (doing as f64).into())]);
        let mut heads = vec![t(lang, "import-row").into_owned(), t(lang, "import-change").into_owned()];
        heads.extend(used.iter().map(|c| t(lang, &(self.head)(*c)).into_owned()));
        ImportView {
            notices: self.notices(plan),
            heads,
            rows: rows.into_iter().take(SHOWN).map(|r| self.row(r, &used)).collect(),
            more: (more > 0).then(|| format(lang, "import-more", &[("count", (more as f64).into())])),
            confirm: (plan.is_sound() && doing > 0).then(|| confirm(submit())),
        }
    }

    fn notices(&self, plan: &Plan<C, T>) -> Vec<Notice> {
        let lang = self.lang;
        let notice = |tone, text| Notice { tone, title: None, text, link: None };
        let mut notices = Vec::new();
        if let Some(problem) = &plan.problem {
            notices.push(notice("red", tr(lang, problem)));
        }
        let count = |which: fn(&Change<C>) -> bool| plan.count(|r| which(&r.change)) as f64;
        let args = [
            ("wrong", (plan.wrong_rows() as f64).into()),
            ("created", count(|c| *c == Change::New).into()),
            ("changed", count(|c| matches!(c, Change::Changed(_))).into()),
            ("same", count(|c| *c == Change::Same).into()),
        ];
        if plan.wrong_rows() > 0 {
            notices.push(notice("red", format(lang, "import-found-wrong", &args)));
        } else if plan.problem.is_none() {
            let nothing = plan.count(|r| r.change != Change::Same) == 0;
            let key = if nothing { "import-found-nothing" } else { self.found };
            notices.push(notice(if nothing { "grey" } else { "blue" }, format(lang, key, &args)));
        }
        if !plan.ignored.is_empty() {
            notices.push(notice("yellow", format(lang, "import-ignored", &[("heads", join(lang, &plan.ignored).into())])));
        }
        notices
    }

    fn row(&self, row: &PlannedRow<C, T>, used: &[C]) -> ImportRow {
        let lang = self.lang;
        let say = |m: &Message| tr(lang, m);
        let errors_of = |column: Option<C>| row.errors.iter().filter(|(c, _)| *c == column).map(|(_, m)| say(m)).collect::<Vec<_>>();
        let (tone, key) = match (&row.change, (self.doubt)(row)) {
            _ if !row.errors.is_empty() => ("red", "import-row-wrong"),
            (_, Some(doubt)) => doubt,
            (Change::New, None) => ("green", "import-row-new"),
            (Change::Changed(_), None) => ("yellow", "import-row-changed"),
            (Change::Same, None) => ("grey", "import-row-same"),
        };
        let changed = |c: &C| matches!(&row.change, Change::Changed(columns) if columns.contains(c));
        let cell = |c: &C| {
            let text = row.cells.get(c).cloned().unwrap_or_default();
            let whole = text.len() <= WHOLE && text.bytes().all(|b| b.is_ascii_graphic());
            ImportCell { text, whole, errors: errors_of(Some(*c)), changed: changed(c) }
        };
        // A missing name has no cell to stand in when the table has no such column.
        let mut errors = errors_of(None);
        errors.extend(row.errors.iter().filter(|(column, _)| column.is_some_and(|c| !used.contains(&c))).map(|(_, m)| say(m)));
        ImportRow {
            number: row.number.to_string(),
            light: LightView { tone, word: Some(t(lang, key).into_owned()) },
            errors,
            links: (self.links)(row),
            cells: used.iter().map(cell).collect(),
        }
    }
}
