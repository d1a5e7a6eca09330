//! Hand-overs to a department that neither receipts them nor reports what came of them. What is told is the hand-over's and the case's
//! numbers: nothing of what the case is about, and never who reported it.

use super::{Found, Ground, More, PIECE, Source};
use crate::{
    accountability::{
        actions::NewMatter,
        model::{FactLine, Facts, Rule},
    },
    enforcement::{
        hand_over::{self, HandOver, Silence, SilentAfter},
        queries::cases,
    },
    platform::{
        clock,
        db::Conn,
        error::Result,
        i18n::{format, t},
    },
    tenancy::Scope,
};

pub struct Silent;

impl Found for Silence {
    /// The receipt and the result are two facts; another day is another one.
    fn key(&self) -> String {
        let which = if self.is_received { "result" } else { "receipt" };
        format!("hand_over_silent:{}:{which}:{}", self.id, self.due_on)
    }
}

impl Source for Silent {
    type Fact = Silence;
    type Cursor = SilentAfter;

    fn facts(
        conn: &mut Conn,
        scope: &Scope,
        ground: &Ground,
        rule: &Rule,
        after: Option<&SilentAfter>,
    ) -> Result<(Vec<Silence>, More<SilentAfter>)> {
        let before = ground.late(scope, rule);
        let (found, next) = hand_over::silent_since(conn, scope, before, after.copied(), PIECE)?;
        Ok((found, next.map_or(More::Done, More::From)))
    }

    fn freeze(conn: &mut Conn, scope: &Scope, ground: &Ground, rule: &Rule, fact: &Silence) -> Result<Option<NewMatter>> {
        let h = hand_over::by_id(conn, scope, fact.id)?;
        // Answered, or given to another one, since it was looked for.
        let Some(receiver) = h.to_id.filter(|_| h.due_on() == Some(fact.due_on)) else { return Ok(None) };
        let Some((subject, department)) = ground.subject(receiver) else { return Ok(None) };
        let key = if fact.is_received { "matter-title-result" } else { "matter-title-receipt" };
        let lines = lines(conn, scope, ground, &h, &department.name, fact)?;
        Ok(Some(NewMatter {
            title: format(scope.workspace_lang(), key, &[("number", h.number.as_str().into())]),
            cause: rule.cause,
            fact_key: fact.key(),
            edition: ground.edition.number,
            subject,
            basis: rule.basis.clone(),
            facts: Facts { text: String::new(), lines, on: scope.today() },
        }))
    }
}

fn lines(conn: &mut Conn, scope: &Scope, ground: &Ground, h: &HandOver, to: &str, fact: &Silence) -> Result<Vec<FactLine>> {
    let case = cases::one(conn, &scope.on_behalf_of_office(), h.case_id)?;
    let from = ground.departments.iter().find(|d| d.id == h.from_id).map_or("", |d| d.name.as_str());
    let day = |at| clock::local(at, scope.zone()).date();
    let mut lines = vec![
        FactLine::new("case", case.shown_number()).at(format!("/cases/{}", case.number)),
        FactLine::new("hand-over", &h.number).at(format!("/hand-overs/{}", h.number)),
        FactLine::new("from", from),
        FactLine::new("to", to),
        FactLine::new("what", t(scope.workspace_lang(), &h.kind.key())),
        FactLine::new("sent", day(h.sent_at)),
        FactLine::new("receipt", h.receipt_due_on),
    ];
    if fact.is_received {
        lines.extend(h.answered_at.map(|at| FactLine::new("received", day(at))));
        lines.push(FactLine::new("result", fact.due_on));
    }
    lines.push(FactLine::new("over", ground.calendar.working_days_between(fact.due_on, scope.today())));
    lines.extend(h.reminded_on.map(|on| FactLine::new("reminded", on)));
    Ok(lines)
}
