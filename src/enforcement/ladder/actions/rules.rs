//! Rules of the draft.

use super::versions::draft;
use crate::{
    duties::words,
    enforcement::{
        ladder::{
            model::{Condition, Ladder, Rule},
            store,
        },
        store::cases as rows,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
    },
    tenancy::{
        Scope,
        departments::{self, DepartmentState},
    },
};

/// The most rules of a version.
pub const RULES_MAX: usize = 60;

/// Puts a rule into the draft: in place of the one at its position, or at the end where there is none. Errors by field: `measures`,
/// `after`, `times`, `months`, `days`, `article`.
pub fn put_rule(conn: &mut Conn, scope: &Scope, version: i64, mut rule: Rule) -> Result<Ladder> {
    let mut ladder = draft(conn, scope, version)?;
    let mut errors = FieldErrors::default();
    check(&mut errors, &mut rule);
    check_names(conn, scope, &mut errors, &rule)?;
    let at = place(&ladder, rule.position);
    if at.is_none() && ladder.rules.len() >= RULES_MAX {
        errors.add("condition", Message::new("ladder-too-many").number("max", RULES_MAX as f64));
    }
    errors.finish(())?;
    match at {
        Some(at) => ladder.rules[at] = rule,
        None => ladder.rules.push(rule),
    }
    numbered(&mut ladder);
    store::save(conn, scope, &mut ladder)?;
    Ok(ladder)
}

/// Where the rule of a position stands; whatever number was sent.
fn place(ladder: &Ladder, position: i32) -> Option<usize> {
    ladder.rules.iter().position(|rule| rule.position == position)
}

/// Kinds of cases and the department it names must be there.
fn check_names(conn: &mut Conn, scope: &Scope, errors: &mut FieldErrors, rule: &Rule) -> Result<()> {
    let kinds = rows::kinds(conn, scope)?;
    if rule.kinds.iter().any(|code| !kinds.iter().any(|k| k.code == *code)) {
        errors.add("kinds", Message::new("case-kind-unknown"));
    }
    if let Some(id) = rule.competent_id
        && !departments::by_ids(conn, scope, &[id])?.iter().any(|d| d.state == DepartmentState::Open)
    {
        errors.add("competent", Message::new("field-department-unknown"));
    }
    Ok(())
}

/// What a rule must say.
fn check(errors: &mut FieldErrors, rule: &mut Rule) {
    rule.article = words::line(errors, "article", &rule.article, words::TITLE_MAX);
    rule.measures.dedup();
    if rule.measures.is_empty() {
        errors.add("measures", Message::new("field-required"));
    }
    if rule.condition.asks_after() && rule.after.is_none() {
        errors.add("after", Message::new("field-required"));
    }
    if !(0..=250).contains(&rule.days) {
        errors.add("days", Message::new("ladder-days-wrong"));
    }
    let counts = matches!(rule.condition, Condition::TwiceRunning | Condition::Repeated);
    if counts && !(2..=20).contains(&rule.times) {
        errors.add("times", Message::new("ladder-times-wrong"));
    }
    if rule.condition == Condition::Repeated && !(1..=120).contains(&rule.months) {
        errors.add("months", Message::new("ladder-months-wrong"));
    }
    // What the condition does not ask for is not kept.
    rule.after = rule.after.filter(|_| rule.condition.asks_after());
    rule.level = rule.level.filter(|_| rule.condition.asks_level());
    rule.times = if counts { rule.times } else { 1 };
    rule.months = if rule.condition == Condition::Repeated { rule.months } else { 0 };
}

fn numbered(ladder: &mut Ladder) {
    for (position, rule) in (1..).zip(&mut ladder.rules) {
        rule.position = position;
    }
}

/// Where a rule of the draft goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    Up,
    Down,
    Out,
}

/// Moves a rule of the draft, or takes it out. The order is the ladder's: the first rule that proposes a measure is the one that does.
pub fn shift_rule(conn: &mut Conn, scope: &Scope, version: i64, position: i32, shift: Shift) -> Result<Ladder> {
    let mut ladder = draft(conn, scope, version)?;
    let at = place(&ladder, position).ok_or(Error::NotFound)?;
    match shift {
        Shift::Up if at > 0 => ladder.rules.swap(at, at - 1),
        Shift::Down if at + 1 < ladder.rules.len() => ladder.rules.swap(at, at + 1),
        Shift::Up | Shift::Down => {}
        Shift::Out => drop(ladder.rules.remove(at)),
    }
    numbered(&mut ladder);
    store::save(conn, scope, &mut ladder)?;
    Ok(ladder)
}
