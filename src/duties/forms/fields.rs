//! What all forms of a duty are built from.

use serde::Serialize;

use crate::{
    duties::{
        model::{Action, with_unit},
        queries::Detail,
        store::DepartmentName,
    },
    platform::{
        http::Fields,
        i18n::{Lang, format, t},
        view::parts::{Choice, FieldView, FormView},
    },
    tenancy::Scope,
};

/// What a form is made for and from.
pub struct Ctx<'a> {
    pub scope: &'a Scope,
    pub detail: &'a Detail,
    /// Departments that can be charged.
    pub open: &'a [DepartmentName],
    /// The department acted for, if the address says so.
    pub department_id: Option<i64>,
    /// What was typed, when the form comes back.
    pub typed: Option<&'a Fields>,
}

impl Ctx<'_> {
    pub fn lang(&self) -> Lang {
        self.scope.lang()
    }

    /// The duty's page.
    pub fn home(&self) -> String {
        format!("{}/duties/{}", self.scope.base(), self.detail.duty.number)
    }

    pub fn post_to(&self, action: Action) -> String {
        format!("{}/{}", self.home(), action.as_str())
    }

    /// A field of this kind with what was typed or `stored` in it.
    pub fn field(&self, kind: &'static str, name: &str, key: &str, stored: impl Into<String>) -> FieldView {
        field(self.lang(), self.typed, kind, name, key, stored)
    }

    /// A reason that must be given.
    pub fn reason(&self) -> FieldView {
        self.field("area", "reason", "duty-form-reason", "").hint(t(self.lang(), "duty-form-reason-hint"))
    }
}

/// A field labelled by a Fluent key, with what was typed or `stored` in it.
pub fn field(lang: Lang, typed: Option<&Fields>, kind: &'static str, name: &str, key: &str, stored: impl Into<String>) -> FieldView {
    FieldView::new(kind, name, t(lang, key)).typed(typed, stored)
}

/// Choices of a radio group or a select from value and label; `stored` is chosen unless something was typed.
pub fn choices(typed: Option<&Fields>, name: &str, stored: &str, all: impl IntoIterator<Item = (String, String)>) -> Vec<Choice> {
    let chosen = typed.map_or(stored, |fields| fields.trimmed(name)).to_owned();
    all.into_iter().map(|(value, label)| Choice::new(&value, label, value == chosen)).collect()
}

/// Departments to choose from. `stored`: those chosen now, which are offered even when closed meanwhile.
pub fn department_choices(
    typed: Option<&Fields>,
    name: &str,
    stored: &[i64],
    open: &[DepartmentName],
    known: &[DepartmentName],
) -> Vec<Choice> {
    let chosen: Vec<i64> = match typed {
        Some(fields) => fields.all(name).iter().filter_map(|v| v.parse().ok()).collect(),
        None => stored.to_vec(),
    };
    let closed = known.iter().filter(|d| stored.contains(&d.id) && !open.iter().any(|o| o.id == d.id));
    open.iter()
        .chain(closed)
        .map(|d| {
            let mut choice = Choice::new(d.id, &d.short_name, chosen.contains(&d.id));
            choice.hint = Some(d.name.clone()).filter(|name| *name != d.short_name);
            choice.find = Some(format!("{} {}", d.name, d.short_name));
            choice
        })
        .collect()
}

/// “不少于 40 个”, “约 500 项（每年）”.
pub fn goal(lang: Lang, target: &crate::duties::NewTarget) -> String {
    let value = with_unit(target.value, &target.unit);
    let goal = format(lang, "duty-target-goal-text", &[("comparison", t(lang, target.comparison.key()).into()), ("value", value.into())]);
    match target.per.as_deref() {
        Some(per) => format!("{goal}{}", format(lang, "part-aside", &[("text", per_name(lang, per).into())])),
        None => goal,
    }
}

/// Periods a target may recur in.
pub const PERS: [&str; 5] = ["year", "half_year", "quarter", "month", "period"];

/// A period's name; what is none of ours is shown as it was written.
pub fn per_name(lang: Lang, per: &str) -> String {
    if PERS.contains(&per) { t(lang, &format!("duty-per-{per}")).into_owned() } else { per.to_owned() }
}

/// Fields that belong together.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    pub legend: String,
    pub fields: Vec<FieldView>,
}

/// Takes what stands below the rows of targets out of a form.
pub fn after(form: &mut FormView) -> Vec<FieldView> {
    let (after, rest) = std::mem::take(&mut form.fields).into_iter().partition(|f| matches!(f.name.as_str(), "origin" | "then" | "reason"));
    form.fields = rest;
    after
}

/// Takes the rows of targets out of a form, one section a row.
pub fn sections(lang: Lang, form: &mut FormView) -> Vec<Section> {
    let (rows, rest): (Vec<FieldView>, Vec<FieldView>) =
        std::mem::take(&mut form.fields).into_iter().partition(|f| f.name.starts_with("target-"));
    form.fields = rest;
    let mut found: Vec<(String, Section)> = Vec::new();
    for field in rows {
        let row = field.name.split('-').nth(1).unwrap_or_default().to_owned();
        match found.iter_mut().find(|(n, _)| *n == row) {
            Some((_, section)) => section.fields.push(field),
            None => {
                let legend = match field.value.is_empty() {
                    true => t(lang, "duty-form-target-add").into_owned(),
                    false => format(lang, "duty-form-target", &[("n", (found.len() + 1).to_string().into())]),
                };
                found.push((row, Section { legend, fields: vec![field] }));
            }
        }
    }
    found.into_iter().map(|(_, section)| section).collect()
}
