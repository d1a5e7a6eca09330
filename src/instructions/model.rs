//! An instruction and the two ways it can go. Pure.

use chrono::NaiveDateTime;

use crate::{
    duties::queries::Named,
    platform::error::{Error, Message, Result},
    tenancy::{Role, Scope},
};

/// The longest instruction, in characters.
pub const TEXT_MAX: usize = 2_000;

/// What became of it. From `unfiled` to either of the others, and no further: what was made of it goes on as a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    Unfiled,
    /// A duty was made of it (立项).
    Filed,
    /// The secretariat answered that it needs no duty.
    Answered,
}

impl State {
    pub const ALL: [Self; 3] = [Self::Unfiled, Self::Filed, Self::Answered];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unfiled => "unfiled",
            Self::Filed => "filed",
            Self::Answered => "answered",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }

    /// The Fluent key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unfiled => "instruction-state-unfiled",
            Self::Filed => "instruction-state-filed",
            Self::Answered => "instruction-state-answered",
        }
    }
}

/// An instruction with the names of the duties it speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Instruction {
    pub id: i64,
    /// `2026-0003`, unique in the workspace.
    pub number: String,
    pub membership_id: i64,
    /// The leader's name at that time.
    pub author: String,
    pub digest_id: i64,
    /// The duty it is about; none for the digest as a whole.
    pub about: Option<Named>,
    pub text: String,
    pub written_at: NaiveDateTime,
    pub state: State,
    /// The duty it was filed as.
    pub duty: Option<Named>,
    /// Why it needs none.
    pub answer: Option<String>,
    pub decided_at: Option<NaiveDateTime>,
    pub decided_by: Option<String>,
    pub version: i64,
}

impl Instruction {
    /// Refuses once it has been decided, saying by whom and how.
    pub fn require_unfiled(&self) -> Result<()> {
        if self.state == State::Unfiled {
            return Ok(());
        }
        let who = self.decided_by.clone().unwrap_or_default();
        Err(Error::Refused(Message::new("instruction-is-decided").text("who", who).key("state", self.state.key())))
    }

    /// The first `most` characters, on one line.
    pub fn in_short(&self, most: usize) -> String {
        let line = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(most) {
            Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
            None => line,
        }
    }
}

/// An instruction to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct NewInstruction {
    pub digest_id: i64,
    pub about_duty_id: Option<i64>,
    pub text: String,
}

/// Whether somebody is a leader here, of the workspace or of a department.
pub fn may_write(scope: &Scope) -> bool {
    scope.membership_id().is_some() && (scope.has(Role::Leader) || scope.leads().next().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instruction(state: State) -> Instruction {
        Instruction {
            id: 1,
            number: "2026-0001".into(),
            membership_id: 2,
            author: "李副省长".into(),
            digest_id: 3,
            about: None,
            text: "请省工商局\n一周内报结果。".into(),
            written_at: NaiveDateTime::default(),
            state,
            duty: None,
            answer: None,
            decided_at: None,
            decided_by: Some("周敏".into()),
            version: 1,
        }
    }

    #[test]
    fn it_is_decided_once() {
        assert!(instruction(State::Unfiled).require_unfiled().is_ok());
        for state in [State::Filed, State::Answered] {
            let Err(Error::Refused(message)) = instruction(state).require_unfiled() else { panic!("{state:?} again") };
            assert_eq!(message.key, "instruction-is-decided");
        }
        assert!(State::ALL.into_iter().all(|s| State::parse(s.as_str()) == Some(s)));
    }

    #[test]
    fn it_is_shortened_by_characters() {
        assert_eq!(instruction(State::Unfiled).in_short(6), "请省工商局 …");
        assert_eq!(instruction(State::Unfiled).in_short(99), "请省工商局 一周内报结果。");
    }
}
