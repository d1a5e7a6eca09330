//! Members, invitations and the rules about roles; no I/O.

use chrono::{Duration, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::{
    platform::error::{Error, Message, Result},
    tenancy::{Function, Role, Roles, Settings},
};

/// How long an invitation may be accepted.
pub const INVITATION_VALID: Duration = Duration::days(7);

/// Kinds of timeline subjects of this room.
pub const MEMBER: &str = "member";
pub const INVITATION: &str = "invitation";

/// Who manages people: roles, invitations, removal.
pub const MANAGERS: [Role; 1] = [Role::Administrator];
/// Who says which departments somebody acts for.
pub const SEATERS: [Role; 2] = [Role::Administrator, Role::Secretariat];
/// Who may see the list.
pub const READERS: [Role; 3] = [Role::Administrator, Role::Secretariat, Role::Auditor];

/// Roles of which a workspace must always have one active holder.
pub const INDISPENSABLE: [Role; 2] = [Role::Administrator, Role::Secretariat];

/// What somebody is for a department.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Seat {
    pub department_id: i64,
    pub function: Function,
}

impl Seat {
    pub fn new(department_id: i64, function: Function) -> Self {
        Self { department_id, function }
    }
}

/// What somebody may do in a workspace: roles, and functions for departments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    pub roles: Roles,
    pub seats: Vec<Seat>,
}

impl Rights {
    /// A function for a department brings its role: a liaison's, or a leader's. A deputy's comes and goes with their time.
    pub fn new(mut roles: Vec<Role>, mut seats: Vec<Seat>) -> Self {
        roles.extend(seats.iter().filter_map(|seat| match seat.function {
            Function::Liaison => Some(Role::Liaison),
            Function::Leader => Some(Role::Leader),
            Function::Deputy => None,
        }));
        seats.sort_unstable();
        seats.dedup();
        // Of liaison and deputy of one department the liaison counts.
        let liaison_of: Vec<i64> = seats.iter().filter(|s| s.function == Function::Liaison).map(|s| s.department_id).collect();
        seats.retain(|s| s.function != Function::Deputy || !liaison_of.contains(&s.department_id));
        Self { roles: Roles::new(roles), seats }
    }

    /// Refuses no role at all, and what 三员分立 forbids where the workspace keeps it; by field `roles`.
    pub fn check(&self, settings: &Settings) -> Result<()> {
        if self.roles.is_empty() {
            return Err(Error::invalid("roles", Message::new("people-role-missing")));
        }
        match self.roles.forbidden_pair() {
            Some((one, other)) if settings.separate_powers => {
                Err(Error::invalid("roles", Message::new("people-roles-apart").key("one", one.key()).key("other", other.key())))
            }
            _ => Ok(()),
        }
    }

    /// Whether somebody with these rights is a leader of more than with `after`.
    pub fn leads_less(&self, after: &Self) -> bool {
        let lost_role = self.roles.has(Role::Leader) && !after.roles.has(Role::Leader);
        lost_role || self.seats.iter().any(|s| s.function == Function::Leader && !after.seats.contains(s))
    }

    /// Indispensable roles that are here but not in `after`.
    pub fn loses(&self, after: &Self) -> Vec<Role> {
        INDISPENSABLE.into_iter().filter(|r| self.roles.has(*r) && !after.roles.has(*r)).collect()
    }
}

/// A seat with the department's names.
#[derive(Clone, Debug, PartialEq)]
pub struct Seated {
    pub seat: Seat,
    pub short_name: String,
    pub name: String,
}

/// Where a membership stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberState {
    Active,
    Left,
    Removed,
}

impl MemberState {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Left => "left",
            Self::Removed => "removed",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Active, Self::Left, Self::Removed].into_iter().find(|s| s.as_str() == text)
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::Active => "member-state-active",
            Self::Left => "member-state-left",
            Self::Removed => "member-state-removed",
        }
    }
}

/// Somebody who is or was a member.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    pub id: i64,
    pub person_id: i64,
    pub name: String,
    pub email: String,
    pub language: Option<String>,
    pub state: MemberState,
    pub joined_at: NaiveDateTime,
    pub ended_at: Option<NaiveDateTime>,
    pub version: i64,
    pub roles: Roles,
    pub seats: Vec<Seated>,
}

impl Member {
    pub fn is_active(&self) -> bool {
        self.state == MemberState::Active
    }

    pub fn rights(&self) -> Rights {
        Rights { roles: self.roles.clone(), seats: self.seats.iter().map(|s| s.seat).collect() }
    }
}

/// Where an invitation stands at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationState {
    Pending,
    Expired,
    Accepted,
    Revoked,
}

impl InvitationState {
    pub fn key(self) -> &'static str {
        match self {
            Self::Pending => "invitation-state-pending",
            Self::Expired => "invitation-state-expired",
            Self::Accepted => "invitation-state-accepted",
            Self::Revoked => "invitation-state-revoked",
        }
    }
}

/// Somebody asked to become a member.
#[derive(Clone, Debug, PartialEq)]
pub struct Invitation {
    pub workspace_id: i64,
    pub id: i64,
    pub email: String,
    pub email_key: String,
    pub name: String,
    pub rights: Rights,
    pub created_at: NaiveDateTime,
    pub expires_at: NaiveDateTime,
    pub used_at: Option<NaiveDateTime>,
    pub revoked_at: Option<NaiveDateTime>,
}

impl Invitation {
    pub fn state(&self, now: NaiveDateTime) -> InvitationState {
        match (self.used_at, self.revoked_at) {
            (Some(_), _) => InvitationState::Accepted,
            (None, Some(_)) => InvitationState::Revoked,
            (None, None) if self.expires_at <= now => InvitationState::Expired,
            (None, None) => InvitationState::Pending,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_brings_its_role_and_a_liaison_is_not_their_own_deputy() {
        let seats = vec![Seat::new(1, Function::Deputy), Seat::new(1, Function::Liaison), Seat::new(2, Function::Leader)];
        let rights = Rights::new(vec![], seats);
        assert!(rights.roles.has(Role::Liaison) && rights.roles.has(Role::Leader));
        assert_eq!(rights.seats, [Seat::new(1, Function::Liaison), Seat::new(2, Function::Leader)]);
    }

    #[test]
    fn powers_are_separate_only_where_the_workspace_keeps_them_so() {
        let both = Rights::new(vec![Role::Administrator, Role::Secretariat], vec![]);
        let apart = Settings { separate_powers: true, ..Settings::default() };
        assert!(both.check(&Settings::default()).is_ok());
        assert!(matches!(both.check(&apart), Err(Error::Invalid(_))));
        assert!(matches!(Rights::default().check(&apart), Err(Error::Invalid(_))));
    }

    #[test]
    fn what_is_lost_is_named() {
        let before = Rights::new(vec![Role::Administrator, Role::Secretariat, Role::Leader], vec![]);
        assert_eq!(before.loses(&Rights::new(vec![Role::Secretariat], vec![])), [Role::Administrator]);
        assert_eq!(before.loses(&Rights::default()), INDISPENSABLE);
    }
}
