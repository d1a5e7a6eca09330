//! Roles and functions: who may be what in a workspace.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a member is in a workspace. Being liaison, deputy or leader *of* a department is a [`Function`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 联席会议办公室: runs the workspace's business.
    Secretariat,
    /// 联络员: acts for departments.
    Liaison,
    /// 领导: reads mail, gives instructions.
    Leader,
    /// 督查/审计: reads everything, changes nothing.
    Auditor,
    /// 系统管理员: people, departments, calendar, settings; no say over duties.
    Administrator,
}

impl Role {
    pub const ALL: [Self; 5] = [Self::Secretariat, Self::Liaison, Self::Leader, Self::Auditor, Self::Administrator];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Secretariat => "secretariat",
            Self::Liaison => "liaison",
            Self::Leader => "leader",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == text)
    }

    /// The Fluent key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Secretariat => "role-secretariat",
            Self::Liaison => "role-liaison",
            Self::Leader => "role-leader",
            Self::Auditor => "role-auditor",
            Self::Administrator => "role-administrator",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The roles one member holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles(Vec<Role>);

impl Roles {
    pub fn new(mut roles: Vec<Role>) -> Self {
        roles.sort();
        roles.dedup();
        Self(roles)
    }

    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    pub fn has_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|r| self.has(*r))
    }

    pub fn iter(&self) -> impl Iterator<Item = Role> + '_ {
        self.0.iter().copied()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The pair that 三员分立 (separation of administrator, secretariat and auditor) forbids on one person, if these hold one.
    pub fn forbidden_pair(&self) -> Option<(Role, Role)> {
        const APART: [Role; 3] = [Role::Secretariat, Role::Administrator, Role::Auditor];
        let held: Vec<Role> = APART.into_iter().filter(|r| self.has(*r)).collect();
        (held.len() > 1).then(|| (held[0], held[1]))
    }
}

/// What a member does for one department.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Function {
    Liaison,
    /// Acts when the liaison cannot; has the same rights for the department.
    Deputy,
    /// In charge of the department (分管领导): is told, does not act.
    Leader,
}

impl Function {
    pub const ALL: [Self; 3] = [Self::Liaison, Self::Deputy, Self::Leader];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Liaison => "liaison",
            Self::Deputy => "deputy",
            Self::Leader => "leader",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.as_str() == text)
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::Liaison => "function-liaison",
            Self::Deputy => "function-deputy",
            Self::Leader => "function-leader",
        }
    }
}

/// A member department or a local government (地方政府).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DepartmentKind {
    Department,
    LocalGovernment,
}

impl DepartmentKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::LocalGovernment => "local_government",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Department, Self::LocalGovernment].into_iter().find(|k| k.as_str() == text)
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::Department => "department-kind-department",
            Self::LocalGovernment => "department-kind-local-government",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separation_of_powers_names_the_pair() {
        let roles = |r: &[Role]| Roles::new(r.to_vec()).forbidden_pair();
        assert_eq!(roles(&[Role::Secretariat, Role::Administrator]), Some((Role::Secretariat, Role::Administrator)));
        assert_eq!(roles(&[Role::Administrator, Role::Auditor]), Some((Role::Administrator, Role::Auditor)));
        assert_eq!(roles(&[Role::Secretariat, Role::Liaison, Role::Leader]), None);
    }
}
