//! What is due next of a case, worked out whenever something happens to it.

use crate::{
    calendar::{self, DeadlineRule},
    enforcement::{
        model::{Case, CaseState, NextStep, NextWhat, first_step},
        store::cases as rows,
    },
    platform::{db::Conn, error::Result},
    tenancy::Scope,
};

/// Sets what is due first of all the case waits for; the caller saves it.
pub(in crate::enforcement) fn settle(conn: &mut Conn, scope: &Scope, case: &mut Case) -> Result<()> {
    let first = first_step(case.state, &steps(conn, scope, case)?);
    case.next_due_on = first.map(|s| s.due_on);
    case.next_what = first.map(|s| s.what);
    Ok(())
}

/// All it waits for; what follows from measures and hand-overs joins in here.
fn steps(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<Vec<NextStep>> {
    let mut steps = Vec::new();
    match (case.state, case.filed_on) {
        (CaseState::Registered, _) => steps.push(NextStep { what: NextWhat::File, due_on: case.file_due_on }),
        // Measures are decided on in the time a filing takes.
        (CaseState::Open, Some(filed_on)) => {
            let days = rows::kind(conn, scope, case.kind_id)?.days_to_file;
            let due_on = due(conn, scope, filed_on, days)?;
            steps.push(NextStep { what: NextWhat::Measure, due_on });
        }
        _ => {}
    }
    Ok(steps)
}

/// So many working days after a day.
pub(super) fn due(conn: &mut Conn, scope: &Scope, from: chrono::NaiveDate, days: i32) -> Result<chrono::NaiveDate> {
    let rule = DeadlineRule::AfterAssignment { working_days: u16::try_from(days).unwrap_or(0) };
    Ok(rule.compute(from, &*calendar::load(conn, scope)?).due_on)
}
