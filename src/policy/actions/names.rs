//! Departments by what people type and documents print.

use std::collections::HashMap;

use crate::{
    departments::{self, Department, DepartmentState, alias_key},
    platform::{
        db::Conn,
        error::{FieldErrors, Message, Result},
        i18n::{Lang, t},
    },
    policy::{
        model::{LIKELY, likeness},
        reading::KnownDepartment,
    },
    tenancy::{DepartmentKind, Scope},
};

/// The open departments of a workspace, found by any spelling.
pub struct Directory {
    by_key: HashMap<String, i64>,
    /// In the workspace's order.
    pub open: Vec<Department>,
    known: Vec<KnownDepartment>,
}

impl Directory {
    pub fn load(conn: &mut Conn, scope: &Scope) -> Result<Self> {
        let known = departments::known(conn, scope)?;
        let known: Vec<KnownDepartment> =
            known.into_iter().map(|(id, code, name, aliases)| KnownDepartment { id, code, name, aliases }).collect();
        let mut open = departments::all(conn, scope)?;
        open.retain(|d| d.state == DepartmentState::Open);
        let mut by_key = HashMap::new();
        for department in &known {
            for spelling in department.aliases.iter().chain([&department.name]) {
                by_key.insert(alias_key(spelling), department.id);
            }
        }
        Ok(Self { by_key, open, known })
    }

    /// As the reader wants them.
    pub fn known(&self) -> &[KnownDepartment] {
        &self.known
    }

    /// The department of one spelling.
    pub fn find(&self, name: &str) -> Option<i64> {
        self.by_key.get(&alias_key(name)).copied()
    }

    pub fn get(&self, id: i64) -> Option<&Department> {
        self.open.iter().find(|d| d.id == id)
    }

    /// What lists call it; empty for one that is not open.
    pub fn short_name(&self, id: i64) -> &str {
        self.get(id).map_or("", |d| d.short_name.as_str())
    }

    /// The names of these, as they are read and typed into a form; every local government together by one name.
    pub fn line(&self, lang: Lang, ids: &[i64]) -> String {
        let local: Vec<i64> = self.open.iter().filter(|d| d.kind == DepartmentKind::LocalGovernment).map(|d| d.id).collect();
        let together = local.len() > 1 && local.iter().all(|id| ids.contains(id));
        let everyone = t(lang, "policy-all-local");
        let mut names: Vec<&str> = Vec::new();
        for id in ids {
            let name = if together && local.contains(id) { everyone.as_ref() } else { self.short_name(*id) };
            let said = together && names.contains(&name);
            if !name.is_empty() && !said {
                names.push(name);
            }
        }
        names.join("、")
    }

    pub fn is_local(&self, id: i64) -> bool {
        self.get(id).is_some_and(|d| d.kind == DepartmentKind::LocalGovernment)
    }

    /// The open department that looks most like this printed name; and whether it goes by this very name.
    pub fn closest(&self, printed: &str) -> Option<(i64, bool)> {
        if let Some(id) = self.find(printed) {
            return Some((id, true));
        }
        let score = |d: &KnownDepartment| d.aliases.iter().chain([&d.name]).map(|spelling| likeness(printed, spelling)).fold(0.0, f64::max);
        let best = self.known.iter().map(|d| (d.id, score(d))).max_by(|a, b| a.1.total_cmp(&b.1));
        best.filter(|(_, score)| *score >= LIKELY).map(|(id, _)| (id, false))
    }

    /// Whether any local government is a member.
    pub fn has_local(&self) -> bool {
        self.open.iter().any(|d| d.kind == DepartmentKind::LocalGovernment)
    }

    /// The departments of a line of names, each once; what nobody is known by becomes an error of `field`. “All local governments”, in
    /// either language, stands for each of them.
    pub fn parse(&self, errors: &mut FieldErrors, field: &str, line: &str) -> Vec<i64> {
        let everyone: Vec<String> = Lang::ALL.iter().map(|l| alias_key(&t(*l, "policy-all-local"))).collect();
        let mut found = Vec::new();
        for name in line.split(['、', '，', ',', '；', ';', '\n']).map(str::trim).filter(|n| !n.is_empty()) {
            if everyone.contains(&alias_key(name)) {
                found.extend(self.open.iter().filter(|d| d.kind == DepartmentKind::LocalGovernment).map(|d| d.id));
            } else if let Some(id) = self.find(name) {
                found.push(id);
            } else {
                errors.add(field, Message::new("policy-name-unknown").text("name", name));
            }
        }
        let mut seen = std::collections::HashSet::new();
        found.retain(|id| seen.insert(*id));
        found
    }
}
