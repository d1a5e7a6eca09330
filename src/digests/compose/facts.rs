//! What all digests of one workspace are made from, read in a few set queries and judged once.

use std::collections::HashMap;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};

use super::Audience;
use crate::{
    accountability::{self, queries::ToDecide},
    calendar::{self, WorkCalendar},
    duties::{
        Light, LightReason, Part, PartyState, State,
        queries::{self, Ended, Standing, StandingParty, WaitingExtension},
    },
    enforcement::{
        campaign::{
            self,
            queries::{standings, under_way},
        },
        pending::{self, Pending},
        queries::news::{self, News},
    },
    instructions::{self, Instruction},
    meetings::{
        self,
        queries::{On, Waiting},
    },
    platform::{clock, db::Conn, error::Result},
    tenancy::Scope,
};

/// An open duty with its light.
#[derive(Clone, Debug)]
pub struct Assessed {
    pub duty: Standing,
    pub light: Light,
    pub reason: LightReason,
    /// Working days to the deadline; negative after it.
    pub left: Option<i32>,
    due_soon: bool,
}

impl Assessed {
    pub fn is_overdue(&self) -> bool {
        self.light == Light::Red
    }

    pub fn is_due_soon(&self) -> bool {
        self.due_soon
    }
}

/// A department that owes word and gave none for too long.
#[derive(Clone, Debug, PartialEq)]
pub struct Silence {
    pub department_id: i64,
    /// Working days since it was last heard of.
    pub days: i32,
    /// Duties it owes word on, by deadline.
    pub duties: Vec<i64>,
}

/// Everything that is told of, shared by all recipients of a sweep.
pub struct Facts {
    pub today: NaiveDate,
    pub zone: chrono_tz::Tz,
    pub calendar: std::sync::Arc<WorkCalendar>,
    /// By deadline.
    duties: Vec<Assessed>,
    by_id: HashMap<i64, usize>,
    by_department: HashMap<i64, Vec<usize>>,
    extensions: Vec<WaitingExtension>,
    /// Since the year began or the oldest last digest.
    pub ended: Vec<Ended>,
    ended_by_id: HashMap<i64, usize>,
    silences: Vec<Silence>,
    /// By author, newest first.
    instructions: HashMap<i64, Vec<Instruction>>,
    /// What waits about meetings, and on whom.
    pub meetings: std::sync::Arc<[(On, Waiting)]>,
    /// What waits about cases and hand-overs, the first due first.
    pub pending: Vec<Pending>,
    /// Campaigns under way, the first deadline first.
    pub campaigns: Vec<campaign::Standing>,
    /// What was done in enforcement lately.
    pub news: Vec<News>,
    /// Matters that wait for a decision, and whose.
    pub to_decide: Vec<ToDecide>,
    names: HashMap<i64, String>,
    /// The latest words on duties that are overdue.
    pub reports: HashMap<i64, String>,
    /// First instant of the year where the workspace is.
    pub year_began: NaiveDateTime,
}

/// Read for everybody who is to be told; who is told of what follows.
fn campaigns(conn: &mut Conn, scope: &Scope) -> Result<Vec<campaign::Standing>> {
    let office = scope.on_behalf_of_office();
    let found = under_way(conn, &office)?;
    standings(conn, &office, found)
}

/// The first day anybody is told of: none looks back longer than this, however long ago they were told last.
fn news_from(scope: &Scope, since: NaiveDateTime) -> NaiveDate {
    const LONGEST: u64 = 40;
    const SHORTEST: u64 = 7;
    let back = |days| scope.today().checked_sub_days(Days::new(days)).unwrap_or(scope.today());
    clock::local(since, scope.zone()).date().clamp(back(LONGEST), back(SHORTEST))
}

impl Facts {
    /// Reads them. `since`: the oldest last digest among those to be told.
    pub fn load(conn: &mut Conn, scope: &Scope, since: NaiveDateTime) -> Result<Self> {
        let calendar = calendar::load(conn, scope)?;
        let today = scope.today();
        let year_began = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today).and_hms_opt(0, 0, 0).unwrap_or(scope.now());
        let year_began = clock::to_utc(year_began, scope.zone());
        let duties: Vec<Assessed> = queries::standing(conn, scope)?
            .into_iter()
            // Those charged are told by a mail of their own.
            .filter(|duty| !duty.is_confidential)
            .map(|duty| {
                let (light, reason) = duty.light(scope, &calendar);
                let left = duty.due_on.map(|due| calendar.working_days_between(today, due));
                // A report owed hides in the light that the end is near; a digest tells of both.
                let runs = duty.state.deadline_runs() && light != Light::Red;
                let due_soon = runs && left.is_some_and(|n| n <= scope.settings().due_soon_days);
                Assessed { duty, light, reason, left, due_soon }
            })
            .collect();
        let month_ago = scope.now().checked_sub_days(Days::new(40)).unwrap_or(since);
        let ended = queries::ended_since(conn, scope, since.min(year_began).min(month_ago))?;
        let late: Vec<i64> = duties.iter().filter(|d| d.is_overdue()).map(|d| d.duty.id).collect();
        let names = queries::department_short_names(conn, scope)?;
        let mut facts = Self {
            today,
            zone: scope.zone(),
            by_id: duties.iter().enumerate().map(|(at, d)| (d.duty.id, at)).collect(),
            by_department: HashMap::new(),
            ended_by_id: ended.iter().enumerate().map(|(at, e)| (e.id, at)).collect(),
            ended,
            extensions: queries::waiting_extensions(conn, scope)?,
            silences: Vec::new(),
            instructions: HashMap::new(),
            meetings: meetings::queries::standing(conn, scope)?,
            pending: pending::all(conn, scope, &calendar)?,
            campaigns: campaigns(conn, scope)?,
            news: news::since(conn, scope, news_from(scope, since))?,
            to_decide: accountability::queries::to_decide(conn, scope)?,
            names,
            reports: queries::latest_reports(conn, scope, &late)?,
            year_began,
            duties,
            calendar,
        };
        for (at, assessed) in facts.duties.iter().enumerate() {
            for party in &assessed.duty.parties {
                facts.by_department.entry(party.department_id).or_default().push(at);
            }
        }
        facts.silences = facts.find_silences(scope);
        for instruction in instructions::queries::told_of(conn, scope, since)? {
            facts.instructions.entry(instruction.membership_id).or_default().push(instruction);
        }
        Ok(facts)
    }

    /// The open duties of an audience, each once, by deadline.
    pub fn duties<'a>(&'a self, audience: Audience<'_>) -> Vec<&'a Assessed> {
        match audience {
            Audience::All => self.duties.iter().collect(),
            Audience::Departments(ids) => {
                let mut at: Vec<usize> = ids.iter().filter_map(|id| self.by_department.get(id)).flatten().copied().collect();
                at.sort_unstable();
                at.dedup();
                at.into_iter().filter_map(|at| self.duties.get(at)).collect()
            }
        }
    }

    pub fn duty(&self, id: i64) -> Option<&Assessed> {
        self.by_id.get(&id).and_then(|at| self.duties.get(*at))
    }

    pub fn ended(&self, id: i64) -> Option<&Ended> {
        self.ended_by_id.get(&id).and_then(|at| self.ended.get(*at))
    }

    pub fn extensions(&self, audience: Audience<'_>) -> impl Iterator<Item = (&WaitingExtension, &Assessed)> {
        let found = self.extensions.iter().filter_map(|e| Some((e, self.duty(e.duty_id)?)));
        found.filter(move |(_, d)| audience.has_any(d.duty.parties.iter().map(|p| p.department_id)))
    }

    pub fn silences(&self, audience: Audience<'_>) -> Vec<&Silence> {
        self.silences.iter().filter(|s| audience.has(s.department_id)).collect()
    }

    /// What a leader instructed and is still to be told of.
    pub fn instructions(&self, membership_id: i64) -> Vec<&Instruction> {
        self.instructions.get(&membership_id).into_iter().flatten().collect()
    }

    /// Whether a meeting waits for a member by name.
    pub fn invites(&self, membership_id: i64) -> bool {
        self.meetings.iter().any(|(on, _)| *on == On::Member(membership_id))
    }

    /// The matters this member is named to decide.
    pub fn decides(&self, membership_id: i64) -> Vec<&ToDecide> {
        self.to_decide.iter().filter(|m| m.membership_ids.contains(&membership_id)).collect()
    }

    /// The short name of a department; empty for none.
    pub fn name(&self, department_id: Option<i64>) -> &str {
        department_id.and_then(|id| self.names.get(&id)).map_or("", String::as_str)
    }

    /// The day of an instant where the workspace is.
    pub fn day(&self, at: NaiveDateTime) -> NaiveDate {
        clock::local(at, self.zone).date()
    }

    /// Departments that owe word and were not heard of for the workspace's term, the longest silent first.
    fn find_silences(&self, scope: &Scope) -> Vec<Silence> {
        let mut found: Vec<Silence> = self
            .by_department
            .iter()
            .filter_map(|(id, at)| {
                let own: Vec<(&Assessed, &StandingParty)> =
                    at.iter().filter_map(|at| self.duties.get(*at)).filter_map(|d| Some((d, d.duty.party(*id)?))).collect();
                let duties: Vec<i64> = own.iter().filter(|(d, p)| self.owes_word(scope, d, p)).map(|(d, _)| d.duty.id).collect();
                let heard = own.iter().filter_map(|(d, p)| p.reported_at.or(p.received_at).or(d.duty.assigned_at)).max()?;
                let days = self.calendar.working_days_between(self.day(heard), self.today);
                (!duties.is_empty() && days >= scope.settings().silent_after_days).then_some(Silence { department_id: *id, days, duties })
            })
            .collect();
        found.sort_by_key(|s| (-s.days, s.department_id));
        found
    }

    /// Whether this department owes word on this duty: a receipt, a report whose day has passed, or an overdue end.
    fn owes_word(&self, scope: &Scope, assessed: &Assessed, party: &StandingParty) -> bool {
        let duty = &assessed.duty;
        match (duty.state, party.state) {
            (State::Assigned | State::InProgress, PartyState::Pending) => duty
                .assigned_at
                .is_some_and(|at| self.calendar.working_days_between(self.day(at), self.today) > scope.settings().accept_within_days),
            (State::InProgress, PartyState::Accepted) if party.part == Part::Lead => {
                assessed.is_overdue() || duty.next_report_on.is_some_and(|day| day < self.today)
            }
            _ => false,
        }
    }
}
