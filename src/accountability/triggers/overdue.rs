//! Duties overdue beyond the threshold after their reminders.

use super::{Found, Ground, More, PIECE, Source};
use crate::{
    accountability::{
        actions::NewMatter,
        model::{FactLine, Facts, Rule},
    },
    duties::queries::{self, Overdue as Duty, OverdueAfter},
    platform::{db::Conn, error::Result, i18n::format},
    tenancy::Scope,
};

/// Characters of the last report that are kept.
const REPORT: usize = 200;

pub struct Overdue;

impl Found for Duty {
    /// Another deadline that is missed is another fact.
    fn key(&self) -> String {
        format!("duty_overdue:{}:{}", self.id, self.due_on)
    }
}

impl Source for Overdue {
    type Fact = Duty;
    type Cursor = OverdueAfter;

    fn facts(
        conn: &mut Conn,
        scope: &Scope,
        ground: &Ground,
        rule: &Rule,
        after: Option<&OverdueAfter>,
    ) -> Result<(Vec<Duty>, More<OverdueAfter>)> {
        let before = ground.late(scope, rule);
        let (mut found, next) = queries::overdue(conn, scope, before, after.copied(), PIECE)?;
        found.retain(|duty| duty.reminders >= i64::from(rule.reminders));
        Ok((found, next.map_or(More::Done, More::From)))
    }

    fn freeze(conn: &mut Conn, scope: &Scope, ground: &Ground, rule: &Rule, duty: &Duty) -> Result<Option<NewMatter>> {
        let Some((subject, department)) = ground.subject(duty.lead_id) else { return Ok(None) };
        let over = ground.calendar.working_days_between(duty.due_on, scope.today());
        let path = format!("/duties/{}", duty.number);
        let mut lines = vec![
            FactLine::new("duty", format!("{} {}", duty.number, duty.title)).at(&*path),
            FactLine::new("lead", &department.name),
            FactLine::new("due", duty.due_on),
            FactLine::new("over", over),
            FactLine::new("reminders", duty.reminders),
        ];
        if let Some(report) = queries::latest_reports(conn, scope, &[duty.id])?.remove(&duty.id) {
            lines.push(FactLine::new("report", report.chars().take(REPORT).collect::<String>()));
        }
        Ok(Some(NewMatter {
            title: format(scope.workspace_lang(), "matter-title-overdue", &[("title", duty.title.as_str().into())]),
            cause: rule.cause,
            fact_key: duty.key(),
            edition: ground.edition.number,
            subject,
            basis: rule.basis.clone(),
            facts: Facts { text: String::new(), lines, on: scope.today() },
        }))
    }
}
