//! What may be typed about a department, and the rules of its names and its place.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::{
    platform::error::{FieldErrors, Message},
    tenancy::{DepartmentKind, departments::alias_key},
};

/// The timeline's word for a department.
pub const SUBJECT: &str = "department";

/// Longest code, short name, and name or alias, in characters.
const CODE_MAX: usize = 32;
const SHORT_MAX: usize = 30;
const NAME_MAX: usize = 100;
const ALIASES_MAX: usize = 60;
/// Deepest nesting of departments under one another.
const DEPTH_MAX: usize = 8;

/// What is typed about a department, to create or to edit it.
#[derive(Clone, Debug, PartialEq)]
pub struct NewDepartment {
    /// Empty: the next free one is given.
    pub code: String,
    pub name: String,
    /// Empty: the full name.
    pub short_name: String,
    pub aliases: Vec<String>,
    pub kind: DepartmentKind,
    pub parent_id: Option<i64>,
    /// None: after all others.
    pub position: Option<i64>,
}

impl NewDepartment {
    /// A department of which only the name is known yet.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            code: String::new(),
            name: name.into(),
            short_name: String::new(),
            aliases: Vec::new(),
            kind: DepartmentKind::Department,
            parent_id: None,
            position: None,
        }
    }

    /// Trimmed, empty and repeated names out.
    pub(super) fn tidied(&self) -> Self {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = line(&self.name);
        let mut short_name = line(&self.short_name);
        if short_name.is_empty() {
            short_name.clone_from(&name);
        }
        let mut seen = vec![alias_key(&name), alias_key(&short_name)];
        let mut aliases = Vec::new();
        for alias in self.aliases.iter().map(|a| line(a)) {
            let key = alias_key(&alias);
            if !key.is_empty() && !seen.contains(&key) {
                seen.push(key);
                aliases.push(alias);
            }
        }
        Self { code: self.code.nfkc().collect::<String>().trim().to_owned(), name, short_name, aliases, ..self.clone() }
    }

    /// Its spellings with their kinds; the first of one key counts. Call on a tidied one.
    pub(super) fn spellings(&self) -> Vec<(String, String, &'static str)> {
        let mut all = vec![(alias_key(&self.name), self.name.clone(), "name")];
        let short = alias_key(&self.short_name);
        if short != all[0].0 {
            all.push((short, self.short_name.clone(), "short_name"));
        }
        all.extend(self.aliases.iter().map(|a| (alias_key(a), a.clone(), "alias")));
        all
    }

    /// What can be said without the database. Call on a tidied one.
    pub(super) fn check(&self, errors: &mut FieldErrors) {
        let long = |text: &str, max: usize| text.chars().count() > max;
        let limit = |max: usize| Message::new("department-too-long").text("limit", max.to_string());
        if alias_key(&self.name).is_empty() {
            errors.add("name", Message::new("department-name-missing"));
        } else if long(&self.name, NAME_MAX) {
            errors.add("name", limit(NAME_MAX));
        }
        // Where none was typed the name stands in, which has its own limit.
        if self.short_name != self.name && long(&self.short_name, SHORT_MAX) {
            errors.add("short_name", limit(SHORT_MAX));
        }
        if long(&self.code, CODE_MAX) {
            errors.add("code", limit(CODE_MAX));
        } else if !self.code.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/')) {
            errors.add("code", Message::new("department-code-wrong"));
        }
        if self.aliases.len() > ALIASES_MAX {
            errors.add("aliases", Message::new("department-aliases-too-many").text("limit", ALIASES_MAX.to_string()));
        } else if let Some(alias) = self.aliases.iter().find(|a| long(a, NAME_MAX)) {
            let start: String = alias.chars().take(12).collect();
            errors.add("aliases", Message::new("department-alias-too-long").text("alias", start).text("limit", NAME_MAX.to_string()));
        }
    }
}

/// Refuses a parent under which `id` would stand below itself, or too deep.
pub(super) fn check_parent(parents: &HashMap<i64, Option<i64>>, id: Option<i64>, parent: i64) -> std::result::Result<(), Message> {
    let mut at = Some(parent);
    let mut depth = 0;
    while let Some(here) = at {
        if Some(here) == id {
            return Err(Message::new("department-parent-cycle"));
        }
        depth += 1;
        if depth > DEPTH_MAX {
            return Err(Message::new("department-parent-deep").text("limit", DEPTH_MAX.to_string()));
        }
        at = parents.get(&here).copied().flatten();
    }
    Ok(())
}

/// The next code of the form `D001` that nobody has.
pub(super) fn next_code<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    let used = codes.filter_map(|c| c.strip_prefix(['D', 'd'])?.parse::<u32>().ok()).max().unwrap_or(0);
    format!("D{:03}", used.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tidied_department_has_each_spelling_once() {
        let typed = NewDepartment {
            aliases: vec!["质监局".into(), " 质 监 局 ".into(), "省质监局".into(), "  ".into(), "省质量技术监督局".into()],
            short_name: "省质监局".into(),
            ..NewDepartment::named("省质量技术监督局")
        };
        let tidy = typed.tidied();
        assert_eq!(tidy.aliases, ["质监局"]);
        let kinds: Vec<_> = tidy.spellings().into_iter().map(|(_, alias, kind)| (alias, kind)).collect();
        assert_eq!(kinds, [("省质量技术监督局".into(), "name"), ("省质监局".into(), "short_name"), ("质监局".into(), "alias")]);
    }

    #[test]
    fn nobody_stands_below_themselves() {
        let parents: HashMap<i64, Option<i64>> = [(1, None), (2, Some(1)), (3, Some(2))].into();
        assert!(check_parent(&parents, Some(1), 3).is_err());
        assert!(check_parent(&parents, Some(1), 1).is_err());
        assert!(check_parent(&parents, Some(3), 1).is_ok());
        let deep: HashMap<i64, Option<i64>> = (1..=20).map(|i| (i, (i > 1).then(|| i - 1))).collect();
        assert!(check_parent(&deep, None, 8).is_ok());
        assert!(check_parent(&deep, None, 9).is_err());
        let ring: HashMap<i64, Option<i64>> = [(1, Some(2)), (2, Some(1))].into();
        assert!(check_parent(&ring, None, 1).is_err(), "a ring in the rows ends too");
    }

    #[test]
    fn codes_are_given_in_order() {
        assert_eq!(next_code(["A", "D007", "d012", "Dx"].into_iter()), "D013");
        assert_eq!(next_code([].into_iter()), "D001");
    }
}
