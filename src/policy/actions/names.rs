//! Departments by what people type and documents print.

use std::collections::HashMap;

use crate::{
    departments::{self, Department, DepartmentState, alias_key},
    platform::{
        db::Conn,
        error::{FieldErrors, Message, Result},
        i18n::{Lang, t},
    },
    policy::reading::KnownDepartment,
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

    /// The names of these, as they are typed into a form.
    pub fn line(&self, ids: &[i64]) -> String {
        ids.iter().map(|id| self.short_name(*id)).filter(|n| !n.is_empty()).collect::<Vec<_>>().join("、")
    }

    pub fn is_local(&self, id: i64) -> bool {
        self.get(id).is_some_and(|d| d.kind == DepartmentKind::LocalGovernment)
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
