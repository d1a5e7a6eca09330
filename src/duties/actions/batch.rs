//! Several duties assigned in one sitting: everybody gets one letter about all of them.

use super::{
    assign::{Charge, prepare, put_in_charge, started},
    begin,
    draft::{Ground, draft_duty},
};
use crate::{
    duties::{
        model::{Action, Due, Duty, DutyRef, NewDuty, PartyState, Seen, permit},
        notice::{self, News},
        store::{self, Recipient},
    },
    platform::{db::Conn, error::Result},
    tenancy::Scope,
};

/// Duties assigned in the caller's one transaction; [`Assigning::tell`] ends it, or nobody hears of them.
#[derive(Default)]
#[must_use = "nobody is told before `tell`"]
pub struct Assigning {
    duties: Vec<Duty>,
    ground: Option<Ground>,
}

impl Assigning {
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes a duty and assigns it; without a lead department it stays a draft.
    pub fn add(&mut self, conn: &mut Conn, scope: &Scope, new: NewDuty) -> Result<DutyRef> {
        let ground = match &mut self.ground {
            Some(ground) => &*ground,
            none => none.insert(Ground::load(conn, scope)?),
        };
        let duty = draft_duty(conn, scope, new, ground)?;
        if duty.lead_id.is_none() {
            return Ok(duty.as_ref());
        }
        let to = permit(scope, &duty, Action::Assign, None)?;
        let duty = started(conn, scope, prepare(scope, duty, &ground.calendar), to, (Action::Assign, ""), &ground.open)?;
        let made = duty.as_ref();
        self.duties.push(duty);
        Ok(made)
    }

    /// Assigns a draft to the departments it names.
    pub fn assign(&mut self, conn: &mut Conn, scope: &Scope, seen: Seen, charge: &Charge) -> Result<DutyRef> {
        let ground = match &mut self.ground {
            Some(ground) => &*ground,
            none => none.insert(Ground::load(conn, scope)?),
        };
        let (mut duty, to) = begin(conn, scope, seen, Action::Assign, None)?;
        put_in_charge(conn, scope, &mut duty, charge)?;
        duty.due = charge.rule.clone().map(|rule| Due { rule, assigned_on: None, computed: None });
        let duty = started(conn, scope, prepare(scope, duty, &ground.calendar), to, (Action::Assign, ""), &ground.open)?;
        let made = duty.as_ref();
        self.duties.push(duty);
        Ok(made)
    }

    /// Tells every liaison and deputy of the departments charged: one letter each, however many duties it is about.
    pub fn tell(self, conn: &mut Conn, scope: &Scope) -> Result<()> {
        let people = store::acting_people(conn, scope)?;
        let mut letters: Vec<(Recipient, Vec<&Duty>)> = Vec::new();
        for duty in &self.duties {
            let waiting = duty.parties.iter().filter(|p| p.state == PartyState::Pending);
            for recipient in waiting.filter_map(|p| people.get(&p.department_id)).flatten() {
                let at = letters.iter().position(|(r, _)| r.person_id == recipient.person_id).unwrap_or_else(|| {
                    letters.push((recipient.clone(), Vec::new()));
                    letters.len() - 1
                });
                if letters[at].1.last().is_none_or(|last| last.id != duty.id) {
                    letters[at].1.push(duty);
                }
            }
        }
        for (recipient, duties) in letters {
            match duties.as_slice() {
                [one] => notice::tell(conn, scope, one, News::Assigned, &[recipient], "")?,
                many => notice::tell_of_many(conn, scope, &recipient, many)?,
            }
        }
        Ok(())
    }
}
