//! Who is concerned by a matter, and so the only ones who know of it.

use super::{By, Matter, State};
use crate::tenancy::{Role, Scope};

crate::platform::stored_words! {
    /// What somebody was named for.
    Part, "matter-part" {
        /// Looks into it.
        Handler = "handler",
        /// Is of the body that decides.
        Decider = "decider",
    }
}

crate::platform::stored_words! {
    /// Whether somebody named has an interest in the matter.
    Standing, "matter-standing" {
        /// Asked, has not said yet.
        Asked = "asked",
        /// Has declared to have none.
        Clear = "clear",
        /// Stands back (回避).
        Recused = "recused",
        /// Named no longer.
        Released = "released",
    }
}

/// Somebody named in a matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub id: i64,
    pub matter_id: i64,
    pub membership_id: i64,
    pub part: Part,
    pub standing: Standing,
    /// What they declared.
    pub reason: String,
    pub declared_at: Option<chrono::NaiveDateTime>,
    /// As they were called when named.
    pub name: String,
}

impl Person {
    /// Whether they still have to do with it.
    pub fn is_concerned(&self) -> bool {
        matches!(self.standing, Standing::Asked | Standing::Clear)
    }
}

/// Whether this member looks into it, or did before being taken off: whoever was taken off undeclared never could.
pub fn has_looked_into(people: &[Person], membership_id: Option<i64>) -> bool {
    let did = |p: &Person| p.part == Part::Handler && (p.is_concerned() || p.declared_at.is_some());
    people.iter().any(|p| did(p) && Some(p.membership_id) == membership_id)
}

/// Whether this member stands back from it.
pub fn is_recused(people: &[Person], membership_id: Option<i64>) -> bool {
    people.iter().any(|p| p.standing == Standing::Recused && Some(p.membership_id) == membership_id)
}

/// What one person is to one matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sight {
    pub by: Vec<By>,
    pub is_auditor: bool,
    /// Looks into it and has declared to have no interest: reads and writes notes.
    pub is_clear: bool,
    /// Is of the deciding body and has declared to have no interest.
    pub may_decide: bool,
    /// Has still to say whether they have an interest.
    pub must_declare: bool,
}

impl Sight {
    /// Whether everything but the notes is theirs to read; the subject reads the facts, its own words and the decision.
    pub fn reads_file(&self) -> bool {
        self.is_auditor || self.by.iter().any(|b| *b != By::Subject)
    }

    /// Investigation notes are for those who look into it, and for whoever audits how.
    pub fn reads_notes(&self) -> bool {
        self.is_auditor || self.is_clear
    }

    pub fn is(&self, by: By) -> bool {
        self.by.contains(&by)
    }
}

/// Whether the scope speaks for the subject: the member it is, the link made for it, or whoever acts for or is in charge of the body.
fn is_subject(scope: &Scope, matter: &Matter) -> bool {
    let subject = &matter.subject;
    if scope.outside(crate::accountability::MATTER_LINK) == Some(matter.link_id) {
        return true;
    }
    if subject.membership_id.is_some() && subject.membership_id == scope.membership_id() {
        return true;
    }
    let of_body = || scope.acts_for().chain(scope.leads()).any(|id| id == subject.department_id);
    !subject.kind.is_person() && of_body()
}

/// What this person is to the matter; none for whom it does not exist. Whom it is about is that alone, whatever else they are: they
/// know of it once they have been told. For whoever stands back it exists no longer, of the office or not.
pub fn sight(scope: &Scope, matter: &Matter, people: &[Person]) -> Option<Sight> {
    if is_subject(scope, matter) {
        let knows = matter.notified_at.is_some() && matter.state != State::Proposed;
        return knows.then(|| Sight { by: vec![By::Subject], ..Sight::default() });
    }
    if is_recused(people, scope.membership_id()) {
        return None;
    }
    let mut sight = Sight { is_auditor: scope.has(Role::Auditor), ..Sight::default() };
    if scope.has(Role::Secretariat) {
        sight.by.push(By::Office);
    }
    let own = people.iter().filter(|p| p.is_concerned() && Some(p.membership_id) == scope.membership_id());
    for person in own {
        let is_clear = person.standing == Standing::Clear;
        sight.must_declare |= !is_clear;
        match person.part {
            Part::Handler => {
                sight.by.push(By::Handler);
                sight.is_clear = is_clear;
            }
            Part::Decider => {
                sight.by.push(By::Decider);
                sight.may_decide = is_clear;
            }
        }
    }
    (sight.is_auditor || !sight.by.is_empty()).then_some(sight)
}
