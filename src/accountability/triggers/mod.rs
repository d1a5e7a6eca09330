//! What raises matters by itself: one source a kind of fact, read piece by piece, so that a sweep takes the same memory however large a
//! workspace is. A sweep proposes and decides nothing.

mod campaign;
mod hand_over;
mod incident;
mod overdue;
mod slide;
mod unlawful;

use std::{collections::HashSet, sync::Arc};

use chrono::{Days, NaiveDate};

use super::{
    actions::{NewMatter, propose},
    mail,
    model::{Cause, Edition, Matter, Rule, Subject, SubjectKind},
    store,
};
use crate::{
    calendar::{self, WorkCalendar},
    platform::{
        db::{Conn, Db},
        error::{Error, Result},
    },
    tenancy::{
        DepartmentKind, Scope,
        departments::{self, Department},
    },
};

/// Facts looked at in one read.
const PIECE: i64 = 2_000;

/// Matters raised in one transaction.
const AT_ONCE: usize = 50;

/// Matters raised in one visit; the next one goes on.
const MOST: usize = 500;

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Facts a rule speaks of, raised before or not.
    pub facts: usize,
    pub raised: usize,
}

/// What a sweep goes by.
struct Ground {
    edition: Edition,
    calendar: Arc<WorkCalendar>,
    departments: Vec<Department>,
}

/// A fact as found: what makes it one, and what is needed to raise it.
trait Found {
    fn key(&self) -> String;
}

/// Where a source goes on.
enum More<C> {
    From(C),
    Done,
}

/// Some facts, and where the next ones are.
type Piece<F, C> = (Vec<F>, More<C>);

/// A kind of fact the program finds by itself.
trait Source {
    type Fact: Found;
    type Cursor;

    /// The next piece of facts a rule speaks of, by an index, in its order.
    fn facts(
        conn: &mut Conn,
        scope: &Scope,
        ground: &Ground,
        rule: &Rule,
        after: Option<&Self::Cursor>,
    ) -> Result<Piece<Self::Fact, Self::Cursor>>;

    /// Freezes one.
    fn freeze(conn: &mut Conn, scope: &Scope, ground: &Ground, rule: &Rule, fact: &Self::Fact) -> Result<Option<NewMatter>>;
}

/// Raises what the rules speak of and was not raised before. One transaction holds some matters with their timelines and the mail; whoever
/// is stopped anywhere, or works beside another, leaves each fact raised once or still to be raised.
pub fn sweep(db: &Db, scope: &Scope) -> Result<Swept> {
    let ground = db.read(scope.tenant(), |conn| {
        Ok(Ground {
            edition: store::edition(conn, scope, None)?,
            calendar: calendar::load(conn, scope)?,
            departments: departments::all(conn, scope)?,
        })
    })?;
    let mut swept = Swept::default();
    for rule in ground.edition.rules.rules.iter().filter(|rule| rule.on) {
        match rule.cause {
            Cause::DutyOverdue => raise::<overdue::Overdue>(db, scope, &ground, rule, &mut swept)?,
            Cause::TargetSlide => raise::<slide::Slide>(db, scope, &ground, rule, &mut swept)?,
            Cause::HandOverSilent => raise::<hand_over::Silent>(db, scope, &ground, rule, &mut swept)?,
            Cause::CampaignMissed => raise::<campaign::Campaign>(db, scope, &ground, rule, &mut swept)?,
            Cause::MajorIncident => raise::<incident::Major>(db, scope, &ground, rule, &mut swept)?,
            Cause::UnlawfulEnforcement => raise::<unlawful::Unlawful>(db, scope, &ground, rule, &mut swept)?,
            // Entered by hand: nothing that is recorded says it.
            Cause::Misconduct => {}
        }
    }
    Ok(swept)
}

fn raise<S: Source>(db: &Db, scope: &Scope, ground: &Ground, rule: &Rule, swept: &mut Swept) -> Result<()> {
    let mut after: Option<S::Cursor> = None;
    loop {
        let (fresh, more) = db.read(scope.tenant(), |conn| {
            let (facts, more) = S::facts(conn, scope, ground, rule, after.as_ref())?;
            swept.facts += facts.len();
            let keys: Vec<String> = facts.iter().map(Found::key).collect();
            let known: HashSet<String> = store::by_fact_keys(conn, scope, &keys)?.into_iter().map(|(key, _)| key).collect();
            Ok((facts.into_iter().filter(|f| !known.contains(&f.key())).collect::<Vec<_>>(), more))
        })?;
        for some in fresh.chunks(AT_ONCE) {
            if swept.raised >= MOST {
                return Ok(());
            }
            swept.raised += write::<S>(db, scope, ground, rule, some)?;
        }
        match more {
            More::From(cursor) => after = Some(cursor),
            More::Done => return Ok(()),
        }
    }
}

/// Raises some, with the one mail that tells of them. Another worker that raises the same at this moment has told of them.
fn write<S: Source>(db: &Db, scope: &Scope, ground: &Ground, rule: &Rule, some: &[S::Fact]) -> Result<usize> {
    let done = db.write(scope.tenant(), |conn| {
        let mut raised: Vec<Matter> = Vec::new();
        for fact in some {
            let Some(new) = S::freeze(conn, scope, ground, rule, fact)? else { continue };
            raised.extend(propose(conn, scope, new)?);
        }
        mail::proposed(conn, scope, &raised)?;
        Ok(raised.len())
    });
    match done {
        Err(Error::Conflict) => Ok(0),
        other => other,
    }
}

impl Ground {
    /// This department and those merged into it: a fact that was raised against one of them was raised against it.
    fn with_merged(&self, id: i64) -> Vec<i64> {
        departments::with_merged(&self.departments, id)
    }

    /// What was due before this day is late by more working days than the rule allows.
    fn late(&self, scope: &Scope, rule: &Rule) -> NaiveDate {
        late(&self.calendar, scope.today(), rule.after)
    }

    /// A department as the subject of a matter; none where it is there no longer.
    fn subject(&self, department_id: i64) -> Option<(Subject, &Department)> {
        let department = self.departments.iter().find(|d| d.id == department_id)?;
        let kind = match department.kind {
            DepartmentKind::Department => SubjectKind::Department,
            DepartmentKind::LocalGovernment => SubjectKind::LocalGovernment,
        };
        let subject = Subject { kind, department_id, name: String::new(), membership_id: None, email: String::new() };
        Some((subject, department))
    }
}

/// The day before which something was due that more than `after` working days lie behind, today among them where it is one.
fn late(calendar: &WorkCalendar, today: NaiveDate, after: u16) -> NaiveDate {
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    calendar.add_working_days(tomorrow, -(i32::from(after) + 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        /// Day by day from the deadline on: late is what more working days lie behind than the rule allows; a day off makes nothing later.
        #[test]
        fn late_is_what_a_walk_over_the_days_says(on in 0u64..1500, after in 0u16..40, due in 0u64..90) {
            let calendar = WorkCalendar::default();
            let today = NaiveDate::from_ymd_opt(2023, 1, 1).expect("a day") + Days::new(on);
            let due_on = today + Days::new(7) - Days::new(due);
            let walked = due_on.iter_days().skip(1).take_while(|day| *day <= today).filter(|day| calendar.is_working(*day)).count();
            prop_assert_eq!(due_on < late(&calendar, today, after), walked > usize::from(after));
        }
    }
}
