//! Meetings of the demonstration, by the program's own actions. A line of a meeting's log is one of:
//!
//! `create`, `adopt` (the next planned meeting of the series), `call`, `announce`;
//! `propose ITEM`, `draft ITEM`, `return ITEM: why`, `mend ITEM: background`, `merge ITEM INTO: why`, `consent ITEM: words`,
//! `accept ITEM`, `ask ITEM DAYS DEPARTMENT…`, `opinion ITEM DEPARTMENT ANSWER: words`; `receipt DEPARTMENT|chair ANSWER [NAME [POST]]: why`;
//! and, see `session.rs`, `hold`, `draw`, `circulate`, `sign`, `verdict`, `issue`, `duty`.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::{
    live::Stage,
    script::Line,
    script_meetings::{Conference, Rhythm, Topic},
};
use crate::{
    meetings::{
        Kind, LeadDays, Meeting, OpinionAnswer, Participant, Receipt, Role, Seen, Series, SeriesState, Shift, State,
        actions::{self, Content, Invitee, ItemContent, Placement, Reply, SeenItem, SeenOpinion},
        queries,
    },
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    tenancy::Scope,
};

/// What is known of the meetings while they go on.
#[derive(Default)]
pub(super) struct Floor {
    series: i64,
    held: HashMap<usize, Held>,
}

/// A meeting's number and its items, by their keys.
#[derive(Default)]
pub(super) struct Held {
    pub number: String,
    pub items: HashMap<String, i64>,
}

impl Held {
    pub fn seen(&self) -> Seen {
        Seen::any(&*self.number)
    }

    pub fn item(&self, key: &str) -> Result<i64> {
        self.items.get(key).copied().ok_or_else(|| Error::internal(format!("item {key} is not proposed yet")))
    }
}

pub(super) fn word(line: &Line, at: usize) -> &str {
    line.words.get(at).map(String::as_str).unwrap_or_default()
}

impl Stage<'_> {
    /// What happens to meetings on a day, in the morning.
    pub(super) fn meetings(&self, day: NaiveDate, floor: &mut Floor) -> Result<()> {
        if let Some(rhythm) = self.assembly.series.as_ref().filter(|s| self.day(s.made) == day) {
            floor.series = self.set_up_series(rhythm)?;
        }
        let mut minute = 8 + day.day() * 7 % 30;
        for (at, of) in self.assembly.meeting.iter().enumerate() {
            let held = floor.held.entry(at).or_default();
            for line in of.lines()?.iter().filter(|l| self.day(l.day) == day) {
                minute += 4;
                if line.verb != "hold" {
                    self.go_to(self.moment(day, 9 + minute / 60, minute % 60).max(self.site.clock.now()));
                }
                self.meet(of, held, line, floor.series).map_err(|e| Error::internal(format!("{}: {line:?}: {e}", of.title)))?;
            }
        }
        Ok(())
    }

    pub(super) fn code(&self, code: &str) -> Result<i64> {
        self.departments.get(code).copied().ok_or_else(|| Error::internal(format!("no department {code}")))
    }

    pub(super) fn codes(&self, codes: &[String]) -> Result<Vec<i64>> {
        codes.iter().map(|c| self.code(c)).collect()
    }

    /// Somebody does something in one transaction.
    pub(super) fn by<T>(&self, scope: &Scope, work: impl FnOnce(&mut Conn, &Scope) -> Result<T>) -> Result<T> {
        self.site.db.write(scope.tenant(), |conn| work(conn, scope))
    }

    fn set_up_series(&self, of: &Rhythm) -> Result<i64> {
        let (office, first) = (self.scope_of(None)?, self.day(of.first));
        // The last one of a month, where there is no fifth everywhere.
        let nth = if first.day() > 28 { -1 } else { i64::from(first.day0() / 7) + 1 };
        let weekday = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][first.weekday().num_days_from_monday() as usize];
        let series = Series {
            id: 0,
            title: of.title.clone(),
            rrule: format!("FREQ=MONTHLY;INTERVAL=3;BYDAY={nth}{weekday}"),
            starts_on: first,
            starts_at: NaiveTime::from_hms_opt(of.hour, 0, 0).unwrap_or_default(),
            minutes: of.minutes,
            place: of.place.clone(),
            chair_id: self.scope_of_key(&of.chair)?.membership_id(),
            shift: Shift::Next,
            lead: LeadDays { call: of.lead[0], cutoff: of.lead[1], notice: of.lead[2] },
            quorum: 0,
            departments: self.codes(&of.departments)?,
            state: SeriesState::Active,
            version: 1,
        };
        self.by(&office, |conn, scope| actions::create_series(conn, scope, &series))
    }

    fn meet(&self, of: &Conference, held: &mut Held, line: &Line, series: i64) -> Result<()> {
        let office = self.scope_of(None)?;
        match line.verb.as_str() {
            "create" | "adopt" => held.number = self.convene(of, line, series)?,
            "call" => drop(self.by(&office, |conn, scope| actions::call(conn, scope, &held.seen()))?),
            "announce" => drop(self.by(&office, |conn, scope| actions::announce(conn, scope, &held.seen()))?),
            "propose" | "draft" => {
                let topic = of.topic(word(line, 0))?;
                held.items.insert(topic.key.clone(), self.propose(held, topic, line.verb == "propose")?);
            }
            "return" | "merge" | "consent" | "accept" | "ask" | "mend" | "opinion" => self.on_item(of, held, line)?,
            "receipt" => self.receipt(of, held, line)?,
            "hold" => self.hold(of, held)?,
            _ => self.afterwards(of, held, line)?,
        }
        Ok(())
    }

    /// Makes the meeting, or takes the next one that the series planned and gives it its own words and days.
    fn convene(&self, of: &Conference, line: &Line, series: i64) -> Result<String> {
        let (office, held) = (self.scope_of(None)?, self.day(of.held));
        let on = |day: Option<i64>| day.map(|d| self.day(d));
        let content = Content {
            kind: of.kind,
            title: self.dated(&of.title, held, held),
            starts_at: held.and_hms_opt(of.hour, if of.kind == Kind::Written { 30 } else { 0 }, 0).unwrap_or_default(),
            minutes: of.minutes,
            place: of.place.clone(),
            note: of.note.clone(),
            chair_id: self.scope_of_key(&of.chair)?.membership_id(),
            quorum: 0,
            call_on: on(of.call),
            cutoff_on: on(of.cutoff),
            notice_on: on(of.notice),
        };
        let taker = match of.taker.as_str() {
            "" => None,
            key => self.scope_of_key(key)?.membership_id(),
        };
        let departments = self.codes(&of.departments)?;
        self.by(&office, |conn, scope| {
            let meeting: Meeting = if line.verb == "adopt" {
                let planned = queries::of_series(conn, scope, series)?.into_iter().find(|m| m.state == State::Draft);
                let planned = planned.ok_or_else(|| Error::internal("the series has planned nothing"))?;
                actions::edit(conn, scope, &Seen::any(&*planned.number), &content)?
            } else {
                actions::create(conn, scope, &content, &departments)?
            };
            if taker.is_some() {
                let none = String::new;
                let invitee =
                    Invitee { role: Role::NoteTaker, department_id: None, membership_id: taker, name: none(), post: none(), email: none() };
                actions::add_person(conn, scope, &Seen::any(&*meeting.number), &invitee)?;
            }
            Ok(meeting.number)
        })
    }

    fn content(&self, topic: &Topic) -> Result<ItemContent> {
        Ok(ItemContent {
            department_id: if topic.by.is_empty() { None } else { Some(self.code(&topic.by)?) },
            title: topic.title.clone(),
            asked: topic.asked,
            background: topic.background.clone(),
            proposed_decision: topic.decision.clone(),
            concerned: self.codes(&topic.concerned)?,
            minutes: topic.minutes,
            section: String::new(),
            restricted: topic.restricted,
            late_reason: topic.late.clone(),
        })
    }

    fn propose(&self, held: &Held, topic: &Topic, submit: bool) -> Result<i64> {
        let scope = self.scope_of(Some(&topic.by))?;
        let content = self.content(topic)?;
        Ok(self.by(&scope, |conn, scope| actions::propose(conn, scope, &held.number, &content, submit))?.id)
    }

    fn on_item(&self, of: &Conference, held: &Held, line: &Line) -> Result<()> {
        let (office, topic, text) = (self.scope_of(None)?, of.topic(word(line, 0))?, line.text.as_str());
        let seen = SeenItem::any(&*held.number, held.item(&topic.key)?);
        match line.verb.as_str() {
            "return" => self.by(&office, |conn, scope| actions::return_item(conn, scope, &seen, text))?,
            "merge" => {
                let into = held.item(word(line, 1))?;
                self.by(&office, |conn, scope| actions::merge(conn, scope, &seen, into, text))?
            }
            "consent" => self.by(&self.scope_of_key(&of.chair)?, |conn, scope| actions::consent(conn, scope, &seen, text))?,
            "accept" => {
                let place = Placement { section: String::new(), minutes: topic.minutes, restricted: topic.restricted };
                self.by(&office, |conn, scope| actions::accept(conn, scope, &seen, &place))?
            }
            "ask" => {
                let days = word(line, 1).parse().map_err(|_| Error::internal("ask needs days"))?;
                let whom = self.codes(line.words.get(2..).unwrap_or_default())?;
                self.by(&office, |conn, scope| actions::ask(conn, scope, &seen, &whom, days))?
            }
            "mend" => {
                let content = ItemContent { background: text.to_owned(), ..self.content(topic)? };
                self.by(&self.scope_of(Some(&topic.by))?, |conn, scope| actions::edit_item(conn, scope, &seen, &content, true))?
            }
            _ => self.opine(seen, line)?,
        };
        Ok(())
    }

    fn opine(&self, item: SeenItem, line: &Line) -> Result<crate::meetings::Item> {
        let department = self.code(word(line, 1))?;
        self.by(&self.scope_of(Some(word(line, 1)))?, |conn, scope| {
            let asked = queries::agenda::detail(conn, scope, &item.number, item.id)?.opinions;
            let own = asked.iter().find(|o| o.department_id == department).ok_or(Error::NotFound)?;
            let seen = SeenOpinion { id: own.id, item, version: None };
            actions::answer(conn, scope, &seen, OpinionAnswer::parse(word(line, 2)), &line.text)
        })
    }

    /// A department, or the `chair`, answers the invitation; in names `_` stands for a space.
    fn receipt(&self, of: &Conference, held: &Held, line: &Line) -> Result<()> {
        let (scope, department) = match word(line, 0) {
            "chair" => (self.scope_of_key(&of.chair)?, None),
            code => (self.scope_of(Some(code))?, Some(self.code(code)?)),
        };
        let [name, post] = [2, 3].map(|at| word(line, at).replace('_', " "));
        let reply = Reply { receipt: Receipt::parse(word(line, 1)), name, post, reason: line.text.clone() };
        self.by(&scope, |conn, scope| {
            let people = queries::ground(conn, scope, &held.number)?.people;
            let is_own = |p: &&Participant| department.map_or(p.role == Role::Chair, |id| p.department_id == Some(id));
            let own = people.iter().find(is_own).ok_or(Error::NotFound)?;
            actions::answer_receipt(conn, scope, &held.number, own.id, &reply)
        })
    }
}
