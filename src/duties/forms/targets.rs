//! Targets as rows of fields: `target-{n}-id`, `-name`, `-value`, `-unit`, `-comparison`, `-per`.

use std::collections::BTreeSet;

use super::fields::{PERS, choices, field, per_name};
use crate::{
    duties::model::{Comparison, NewTarget, Target},
    platform::{
        http::Fields,
        i18n::{Lang, t},
        view::parts::{FieldView, FormView},
    },
};

/// Adds a row for every target typed or stored, and spare ones.
pub fn add_rows(mut form: FormView, lang: Lang, typed: Option<&Fields>, stored: &[Target]) -> FormView {
    let rows: Vec<(Option<i64>, Row)> = match typed {
        Some(fields) => read_rows(fields),
        None => stored.iter().map(|target| (Some(target.id), Row::of(&target.what))).collect(),
    };
    let filled = rows.len();
    // Room for more without a script: one row below those there are, two where there is none.
    let spare = std::iter::repeat_n((None, Row::default()), if filled == 0 { 2 } else { 1 });
    for (n, (id, row)) in rows.into_iter().chain(spare).enumerate() {
        if let Some(id) = id {
            form = form.hidden(&format!("target-{n}-id"), id);
        }
        for field in row_fields(lang, n, row, n >= filled) {
            form = form.field(field);
        }
    }
    form
}

fn row_fields(lang: Lang, n: usize, row: Row, spare: bool) -> Vec<FieldView> {
    let name = |part: &str| format!("target-{n}-{part}");
    let plain = |kind, part: &str, key, value: String| field(lang, None, kind, &name(part), key, value);
    let mut title = plain("text", "name", "duty-form-target-name", row.name);
    title.whole = true;
    title.optional = spare;
    let mut value = plain("text", "value", "duty-form-target-value", row.value);
    value.size = Some("short");
    value.optional = spare;
    let mut unit = plain("text", "unit", "duty-form-target-unit", row.unit);
    unit.size = Some("short");
    unit.optional = true;
    let comparisons = Comparison::ALL.map(|c| (c.as_str().to_owned(), t(lang, c.key()).into_owned()));
    let mut comparison = plain("select", "comparison", "duty-form-target-comparison", String::new()).options(choices(
        None,
        "",
        &row.comparison,
        comparisons,
    ));
    comparison.optional = spare;
    let mut pers = vec![(String::new(), t(lang, "duty-form-per-none").into_owned())];
    pers.extend(PERS.iter().map(|p| ((*p).to_owned(), per_name(lang, p))));
    if !row.per.is_empty() && !PERS.contains(&row.per.as_str()) {
        pers.push((row.per.clone(), row.per.clone()));
    }
    let mut per = plain("select", "per", "duty-form-target-per", String::new()).options(choices(None, "", &row.per, pers));
    per.optional = spare;
    vec![title, comparison, value, unit, per]
}

/// A row as typed.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    name: String,
    value: String,
    unit: String,
    comparison: String,
    per: String,
}

impl Default for Row {
    fn default() -> Self {
        let empty = String::new;
        Self { name: empty(), value: empty(), unit: empty(), comparison: Comparison::AtLeast.as_str().to_owned(), per: empty() }
    }
}

impl Row {
    fn of(target: &NewTarget) -> Self {
        Self {
            name: target.name.clone(),
            value: target.value.to_string(),
            unit: target.unit.clone(),
            comparison: target.comparison.as_str().to_owned(),
            per: target.per.clone().unwrap_or_default(),
        }
    }
}

/// The rows that say something; a row whose name is cleared is one taken out, unless a new value stands in it.
fn read_rows(fields: &Fields) -> Vec<(Option<i64>, Row)> {
    let mut rows = Vec::new();
    let number = |name: &str| name.strip_prefix("target-")?.split_once('-')?.0.parse::<usize>().ok();
    let typed: BTreeSet<usize> = fields.pairs().filter_map(|(name, _)| number(name)).collect();
    for n in typed {
        let text = |part: &str| fields.trimmed(&format!("target-{n}-{part}")).to_owned();
        let id = text("id").parse().ok();
        let row = Row { name: text("name"), value: text("value"), unit: text("unit"), comparison: text("comparison"), per: text("per") };
        let taken_out = row.name.is_empty() && (id.is_some() || row.value.is_empty());
        if !taken_out {
            rows.push((id, row));
        }
    }
    rows
}

/// The targets typed. A value that is no number becomes none (NaN), which the action refuses by field.
pub fn read(fields: &Fields) -> Vec<(Option<i64>, NewTarget)> {
    let target = |row: Row| NewTarget {
        value: number(&row.value),
        comparison: Comparison::parse(&row.comparison).unwrap_or(Comparison::AtLeast),
        per: Some(row.per).filter(|p| !p.is_empty()),
        name: row.name,
        unit: row.unit,
    };
    read_rows(fields).into_iter().map(|(id, row)| (id, target(row))).collect()
}

/// A figure as people type it: full-width digits, thousands separators and a per cent sign are understood; NaN when it is none.
pub fn number(typed: &str) -> f64 {
    let level = crate::duties::search_key(typed);
    let digits: String = level.chars().filter(|c| !matches!(c, ',' | ' ' | '%' | '_')).collect();
    let shaped = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    if shaped { digits.parse().unwrap_or(f64::NAN) } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_people_type_them() {
        assert_eq!(number("1,234.5"), 1234.5);
        assert_eq!(number("８０％"), 80.0);
        assert_eq!(number(" -3 "), -3.0);
        for bad in ["", "很多", "1e9", "inf", "NaN", "1.2.3"] {
            assert!(number(bad).is_nan(), "{bad}");
        }
    }

    #[test]
    fn rows_are_read_closed_up_and_cleared_ones_left_out() {
        let typed = Fields::from_pairs([
            ("target-0-id", "7"),
            ("target-0-name", ""),
            ("target-0-value", "3"),
            ("target-2-name", "抽检"),
            ("target-2-value", "约80"),
            ("target-2-comparison", "about"),
        ]);
        let read = read(&typed);
        assert_eq!(read.len(), 1);
        assert!(read[0].0.is_none() && read[0].1.value.is_nan());
        assert_eq!(read[0].1.comparison, Comparison::About);
        let form = add_rows(FormView::default(), Lang::ZhCn, Some(&typed), &[]);
        assert_eq!(form.fields[0].value, "抽检");
        assert_eq!(form.fields[0].name, "target-0-name", "errors name the row as it is shown again");
        let (filled, spare): (Vec<_>, Vec<_>) = form.fields.iter().partition(|f| f.name.starts_with("target-0-"));
        assert!(filled.iter().any(|f| !f.optional) && spare.iter().all(|f| f.optional), "nothing of an empty row is asked for");
    }
}
