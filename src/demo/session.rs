//! The session of a meeting of the demonstration and what follows it: minutes, countersigning, issue, and its decisions as duties.
//!
//! Lines: `draw`; `circulate DAYS DEPARTMENT…`; `sign DEPARTMENT agree`; `sign DEPARTMENT wording ITEM N: why` (the N-th decision of the
//! item, as it would rather have it); `verdict DEPARTMENT taken|rejected: why`; `issue: why`; `duty ITEM N VERB [DEPARTMENT]: words`.

use chrono::Duration;

use super::{
    live::Stage,
    meetings::{Held, word},
    script::Line,
    script_meetings::{Agreed, Conference},
};
use crate::{
    duties::{self, NewReport},
    meetings::{
        Decision, Presence, ReviewAnswer, Verdict,
        actions::{self, Answer, LiveField, Proposed, Saved, Saving},
        queries,
    },
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    tenancy::Scope,
};

fn save(conn: &mut Conn, scope: &Scope, number: &str, subject: i64, field: LiveField, value: &str) -> Result<()> {
    if value.is_empty() {
        return Ok(());
    }
    let key = format!("demo-{subject}-{}", field.as_str().replace('_', "-"));
    match actions::save_field(conn, scope, number, &Saving { subject, field, base: 0, value: value.to_owned(), key })?.1 {
        Saved::Conflict { .. } => Err(Error::Conflict),
        Saved::Done(_) | Saved::Already(_) => Ok(()),
    }
}

impl Stage<'_> {
    /// The session: opened by the chair, written down by the note-taker item by item, adjourned.
    pub(super) fn hold(&self, of: &Conference, held: &Held) -> Result<()> {
        let day = self.day(of.held);
        self.go_to(self.moment(day, of.hour, 1).max(self.site.clock.now()));
        self.by(&self.scope_of_key(&of.chair)?, |conn, scope| actions::open(conn, scope, &held.seen()).map(drop))?;
        self.by(&self.scope_of_key(&of.taker)?, |conn, scope| self.attendance(conn, scope, of, held))?;
        let taker = self.scope_of_key(&of.taker)?;
        let order = self.by(&taker, |conn, scope| {
            let ground = queries::ground(conn, scope, &held.number)?;
            let lines = queries::agenda::agenda(conn, scope, &ground)?.lines;
            Ok(lines.into_iter().filter_map(|l| l.item).map(|i| (i.id, i.minutes)).collect::<Vec<_>>())
        })?;
        for (id, minutes) in order {
            let taker = self.scope_of_key(&of.taker)?;
            self.by(&taker, |conn, scope| actions::take_up(conn, scope, &held.seen(), Some(id)).map(drop))?;
            self.go_to(self.site.clock.now() + Duration::minutes(i64::from(minutes)) + Duration::seconds(id % 240 - 60));
            let taker = self.scope_of_key(&of.taker)?;
            self.by(&taker, |conn, scope| self.write_down(conn, scope, of, held, id))?;
        }
        self.by(&self.scope_of_key(&of.taker)?, |conn, scope| actions::adjourn(conn, scope, &held.seen(), &[]).map(drop))
    }

    fn attendance(&self, conn: &mut Conn, scope: &Scope, of: &Conference, held: &Held) -> Result<()> {
        let absent = self.codes(&of.absent)?;
        for person in queries::ground(conn, scope, &held.number)?.people {
            let is_absent = person.department_id.is_some_and(|id| absent.contains(&id));
            let presence = if is_absent { Presence::Absent } else { Presence::Present };
            save(conn, scope, &held.number, person.id, LiveField::Presence, presence.as_str())?;
            let late = of.late.iter().find(|(code, _)| self.departments.get(code).copied() == person.department_id);
            save(conn, scope, &held.number, person.id, LiveField::Arrived, late.map_or("", |(_, time)| time))?;
        }
        Ok(())
    }

    fn write_down(&self, conn: &mut Conn, scope: &Scope, of: &Conference, held: &Held, id: i64) -> Result<()> {
        let Some(topic) = of.item.iter().find(|t| held.items.get(&t.key) == Some(&id)) else { return Ok(()) };
        save(conn, scope, &held.number, id, LiveField::Notes, &topic.notes)?;
        save(conn, scope, &held.number, id, LiveField::Outcome, topic.outcome.map_or("", |o| o.as_str()))?;
        for agreed in &topic.agreed {
            let decision = actions::add_decision(conn, scope, &held.seen(), id)?;
            self.decide_on(conn, scope, held, &decision, agreed)?;
        }
        Ok(())
    }

    fn decide_on(&self, conn: &mut Conn, scope: &Scope, held: &Held, decision: &Decision, agreed: &Agreed) -> Result<()> {
        let lead = if agreed.lead.is_empty() { String::new() } else { self.code(&agreed.lead)?.to_string() };
        let support: Vec<String> = self.codes(&agreed.support)?.iter().map(i64::to_string).collect();
        let due = agreed.due.map(|d| self.day(d).to_string()).unwrap_or_default();
        let without = if agreed.lead.is_empty() { LiveField::NoDutyReason } else { LiveField::NoDueReason };
        let fields = [(LiveField::Text, &agreed.text), (LiveField::Lead, &lead), (LiveField::Support, &support.join(","))];
        for (field, value) in fields.into_iter().chain([(LiveField::Due, &due), (without, &agreed.open)]) {
            save(conn, scope, &held.number, decision.id, field, value)?;
        }
        Ok(())
    }

    pub(super) fn afterwards(&self, of: &Conference, held: &Held, line: &Line) -> Result<()> {
        let office = self.scope_of(None)?;
        match line.verb.as_str() {
            "draw" => self.by(&self.scope_of_key(&of.taker)?, |conn, scope| actions::draw(conn, scope, &held.seen()).map(drop)),
            "circulate" => {
                let days = word(line, 0).parse().map_err(|_| Error::internal("circulate needs days"))?;
                let whom = self.codes(line.words.get(1..).unwrap_or_default())?;
                self.by(&office, |conn, scope| actions::circulate(conn, scope, &held.seen(), &whom, days, &line.text).map(drop))
            }
            "sign" => self.by(&self.scope_of(Some(word(line, 0)))?, |conn, scope| self.sign(conn, scope, of, held, line)),
            "verdict" => self.by(&office, |conn, scope| self.settle(conn, scope, held, line)),
            "issue" => self.by(&office, |conn, scope| actions::issue(conn, scope, &self.site.blobs, &held.seen(), &line.text).map(drop)),
            "duty" => self.on_duty(held, line),
            other => Err(Error::internal(format!("unknown verb {other}"))),
        }
    }

    /// The n-th decision of an item.
    fn decision(&self, conn: &mut Conn, scope: &Scope, held: &Held, item: &str, n: &str) -> Result<Decision> {
        let id = held.item(item)?;
        let all = queries::papers(conn, scope, &held.number)?.decisions;
        all.into_iter().find(|d| d.item_id == id && d.position.to_string() == n).ok_or(Error::NotFound)
    }

    fn sign(&self, conn: &mut Conn, scope: &Scope, of: &Conference, held: &Held, line: &Line) -> Result<()> {
        let department = self.code(word(line, 0))?;
        let answer = ReviewAnswer::parse(word(line, 1)).ok_or_else(|| Error::internal("no such answer"))?;
        let review = queries::papers(conn, scope, &held.number)?.reviews.into_iter().find(|r| r.department_id == department);
        let mut proposed = Vec::new();
        if answer == ReviewAnswer::Wording {
            let (item, n) = (word(line, 2), word(line, 3));
            let at = n.parse::<usize>().unwrap_or(1) - 1;
            let wording = of.topic(item)?.agreed.get(at).map(|a| a.rather.clone()).unwrap_or_default();
            let decision = self.decision(conn, scope, held, item, n)?;
            proposed.push(Proposed { section_id: None, decision_id: Some(decision.id), wording });
        }
        let answer = Answer { answer, text: line.text.clone(), proposed };
        actions::answer_review(conn, scope, &held.number, review.ok_or(Error::NotFound)?.id, &answer)
    }

    fn settle(&self, conn: &mut Conn, scope: &Scope, held: &Held, line: &Line) -> Result<()> {
        let department = self.code(word(line, 0))?;
        let verdict = Verdict::parse(word(line, 1)).ok_or_else(|| Error::internal("no such verdict"))?;
        let papers = queries::papers(conn, scope, &held.number)?;
        let of = |review: i64| papers.reviews.iter().any(|r| r.id == review && r.department_id == department);
        let found = papers.undecided().find(|d| of(d.review_id)).ok_or(Error::NotFound)?;
        actions::decide_difference(conn, scope, &held.seen(), found.id, verdict, &line.text)
    }

    /// What becomes of a decision once it is a duty.
    fn on_duty(&self, held: &Held, line: &Line) -> Result<()> {
        let (code, text) = (line.words.get(3).map(String::as_str), line.text.as_str());
        let department_id = code.map_or(Ok(0), |c| self.code(c))?;
        let office = self.scope_of(None)?;
        let decision = self.by(&office, |conn, scope| self.decision(conn, scope, held, word(line, 0), word(line, 1)))?;
        let seen = duties::Seen::any(decision.duty_id.ok_or(Error::NotFound)?);
        self.by(&self.scope_of(code)?, |conn, scope| match word(line, 2) {
            "accept" => duties::actions::accept(conn, scope, seen, department_id).map(drop),
            "report" => {
                let report = NewReport { department_id, as_of: scope.today(), text: text.to_owned(), figures: Vec::new() };
                duties::actions::report(conn, scope, seen, report).map(drop)
            }
            "submit" => duties::actions::submit(conn, scope, seen, department_id, text).map(drop),
            "close" => duties::actions::close(conn, scope, seen, text).map(drop),
            "remind" => duties::actions::remind(conn, scope, seen, text).map(drop),
            other => Err(Error::internal(format!("unknown verb {other}"))),
        })
    }
}
