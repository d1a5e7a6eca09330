//! The scope of an access: which workspace, who, with what rights, when. Nothing reads or writes a workspace's rows without one.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use super::{Function, Role, Roles, Settings};
use crate::platform::{
    clock::local,
    db::Tenant,
    error::{Error, Message, Result},
    i18n::{Lang, format},
};

/// Who acts.
#[derive(Clone, Debug, PartialEq)]
pub enum Actor {
    Person {
        id: i64,
        name: String,
    },
    /// Somebody without an account, by a link made for them: they are `subject_id` of what `purpose` names, and hold no rights.
    Outside {
        purpose: String,
        subject_id: i64,
        name: String,
    },
    /// The program itself: a job or the command line.
    System,
}

/// Made only in this room, from a membership, a signed link or the per-workspace iterator of a job; so holding one proves the right to look.
#[derive(Clone, Debug)]
pub struct Scope {
    pub(super) workspace_id: i64,
    pub(super) slug: String,
    pub(super) workspace_name: String,
    pub(super) workspace_lang: Lang,
    pub(super) zone: Tz,
    pub(super) settings: Arc<Settings>,
    pub(super) actor: Actor,
    pub(super) lang: Lang,
    pub(super) membership_id: Option<i64>,
    pub(super) roles: Roles,
    /// Those that hold today.
    pub(super) functions: Vec<(i64, Function)>,
    /// Department and name of the liaison this person stands in for there.
    pub(super) stands_in: Vec<(i64, String)>,
    pub(super) now: NaiveDateTime,
}

impl Scope {
    pub fn workspace_id(&self) -> i64 {
        self.workspace_id
    }

    /// What the database may show to this scope.
    pub fn tenant(&self) -> Tenant {
        Tenant::One(self.workspace_id)
    }

    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// `/w/{slug}`, without a slash at the end.
    pub fn base(&self) -> String {
        format!("/w/{}", self.slug)
    }

    pub fn workspace_name(&self) -> &str {
        &self.workspace_name
    }

    /// The workspace's default language, for what is not addressed to one person.
    pub fn workspace_lang(&self) -> Lang {
        self.workspace_lang
    }

    pub fn zone(&self) -> Tz {
        self.zone
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The acting person's id; none for the program itself.
    pub fn person_id(&self) -> Option<i64> {
        match self.actor {
            Actor::Person { id, .. } => Some(id),
            Actor::Outside { .. } | Actor::System => None,
        }
    }

    /// The name written into the timeline; empty for the program itself.
    pub fn actor_name(&self) -> &str {
        match &self.actor {
            Actor::Person { name, .. } | Actor::Outside { name, .. } => name,
            Actor::System => "",
        }
    }

    /// Whom a link for somebody without an account stands for, of what `purpose` names; none for everybody else.
    pub fn outside(&self, purpose: &str) -> Option<i64> {
        match &self.actor {
            Actor::Outside { purpose: own, subject_id, .. } if own == purpose => Some(*subject_id),
            _ => None,
        }
    }

    /// Somebody without an account, by the name they are known by where the link leads.
    pub fn outside_called(mut self, called: &str) -> Self {
        if let Actor::Outside { name, .. } = &mut self.actor {
            called.clone_into(name);
        }
        self
    }

    /// The reader's language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    pub fn membership_id(&self) -> Option<i64> {
        self.membership_id
    }

    pub fn roles(&self) -> &Roles {
        &self.roles
    }

    pub fn has(&self, role: Role) -> bool {
        self.roles.has(role)
    }

    /// The instant of this access, UTC; one for everything written in it.
    pub fn now(&self) -> NaiveDateTime {
        self.now
    }

    /// The day of this access in the workspace's time zone.
    pub fn today(&self) -> NaiveDate {
        local(self.now, self.zone).date()
    }

    /// Departments this person acts for, as liaison or deputy.
    pub fn acts_for(&self) -> impl Iterator<Item = i64> + '_ {
        self.functions.iter().filter(|(_, f)| *f != Function::Leader).map(|(d, _)| *d)
    }

    /// Departments this person is in charge of as a leader.
    pub fn leads(&self) -> impl Iterator<Item = i64> + '_ {
        self.functions.iter().filter(|(_, f)| *f == Function::Leader).map(|(d, _)| *d)
    }

    pub fn acts_for_department(&self, department_id: i64) -> bool {
        self.acts_for().any(|d| d == department_id)
    }

    /// This scope as it acts for a department: whoever only stands in there signs as “X for Y”, in histories, reports and mails.
    pub fn acting_for(&self, department_id: i64) -> Self {
        let mut acting = self.clone();
        let liaison = self.stands_in.iter().find(|(d, _)| *d == department_id).map(|(_, name)| name.as_str());
        if let (Some(liaison), Actor::Person { name, .. }) = (liaison, &mut acting.actor) {
            *name = format(self.workspace_lang, "actor-for", &[("name", name.as_str().into()), ("liaison", liaison.into())]);
        }
        acting
    }

    /// As [`Self::acting_for`] where the person acts for the department, else as they are: how the secretariat signs beside it.
    pub fn signing_for(&self, department_id: i64) -> Self {
        if self.acts_for_department(department_id) { self.acting_for(department_id) } else { self.clone() }
    }

    /// This scope with the secretariat's rights, for what follows by itself from something the person was allowed: what a note-taker
    /// records as decided becomes a draft duty. The caller has asked for that right before.
    pub fn on_behalf_of_office(&self) -> Self {
        let mut office = self.clone();
        office.roles = Roles::new(self.roles.iter().chain([Role::Secretariat]).collect());
        office
    }

    /// This scope as the program itself signs: for what it does of its own accord when somebody acts.
    pub fn as_program(&self) -> Self {
        Self { actor: Actor::System, ..self.clone() }
    }

    /// Whether everything in the workspace may be read: secretariat, leaders and auditors do, and the program itself.
    pub fn reads_all(&self) -> bool {
        self.actor == Actor::System || self.roles.has_any(&[Role::Secretariat, Role::Leader, Role::Auditor])
    }

    /// Whether this includes what is kept to the departments it concerns: a leader reads the workspace, not what others settle among
    /// themselves.
    pub fn reads_restricted(&self) -> bool {
        self.actor == Actor::System || self.roles.has_any(&[Role::Secretariat, Role::Auditor])
    }

    /// Refuses unless one of `roles` is held; the refusal says who may.
    pub fn require(&self, roles: &[Role]) -> Result<()> {
        if self.roles.has_any(roles) {
            return Ok(());
        }
        Err(Error::Forbidden(Message::new("forbidden-needs-role").keys("roles", roles.iter().map(|r| r.key().to_owned()))))
    }
}
