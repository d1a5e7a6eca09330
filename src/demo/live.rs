//! Living through a script: every line is done by the person whose it is, at its hour of its day.

use std::collections::HashMap;

use chrono::{Datelike, Duration, Months, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;

use super::{
    campaigns::{self, Campaigns},
    cases::{self, Docket},
    incidents::{self, Incidents},
    meetings::Floor,
    parties::{self, Register},
    restrictions::{self, Restrictions},
    samplings::{self, Rounds},
    script::{Instructed, Line, Script, Story},
    script_meetings::{self, Assembly},
    store,
};
use crate::{
    attachments::{self, MadeFile, Media},
    calendar::{DeadlineRule, WorkCalendar},
    digests,
    duties::{self, NewDuty, NewReport, NewTarget, Origin, Seen, actions},
    enforcement, instructions,
    platform::{
        clock::{Clock, to_utc},
        db::{Conn, Tenant},
        error::{Error, Result},
        http::Fields,
        i18n::{Lang, t},
        id::new_id,
    },
    policy,
    site::Site,
    tenancy::{Role, Scope, member_scope_all_workspaces},
    timeline::Subject,
};

/// A workspace while its past is being made up.
pub(super) struct Stage<'a> {
    pub(super) site: Site,
    pub(super) script: &'a Script,
    pub(super) assembly: Assembly,
    pub(super) register: Register,
    pub(super) docket: Docket,
    pub(super) campaigns: Campaigns,
    pub(super) incidents: Incidents,
    pub(super) imposed: Restrictions,
    pub(super) rounds: Rounds,
    calendar: WorkCalendar,
    zone: Tz,
    today: NaiveDate,
    now: NaiveDateTime,
    workspace_id: i64,
    pub(super) departments: HashMap<String, i64>,
    /// key → id, name
    people: HashMap<String, (i64, String)>,
    document_id: i64,
    /// Clause number → clause id and version, once the policy is in.
    clauses: HashMap<u32, (i64, i64)>,
}

/// A line of a story with the moment it happens.
struct Event<'a> {
    at: NaiveDateTime,
    story: usize,
    line: Line,
    of: &'a Story,
}

pub(super) fn live_through(site: &Site, script: &Script, now: NaiveDateTime, work: &mut dyn FnMut(&Site) -> Result<()>) -> Result<()> {
    let zone: Tz = script.time_zone.parse().map_err(|_| Error::internal("demonstration time zone"))?;
    let mut site = site.clone();
    site.clock = Clock::frozen_at(now);
    let calendar = WorkCalendar::new(&[]);
    let today = calendar.previous_or_same(site.clock.today(zone));
    let mut stage = Stage {
        site,
        script,
        assembly: script_meetings::of(&script.slug)?,
        register: parties::of(&script.slug)?,
        docket: cases::of(&script.slug)?,
        campaigns: campaigns::of(&script.slug)?,
        incidents: incidents::of(&script.slug)?,
        imposed: restrictions::of(&script.slug)?,
        rounds: samplings::of(&script.slug)?,
        calendar,
        zone,
        today,
        now,
        workspace_id: new_id(),
        departments: HashMap::new(),
        people: HashMap::new(),
        document_id: 0,
        clauses: HashMap::new(),
    };
    stage.set_up()?;
    stage.read_policy()?;
    stage.play(work)
}

impl Stage<'_> {
    pub(super) fn day(&self, offset: i64) -> NaiveDate {
        self.calendar.add_working_days(self.today, i32::try_from(offset).unwrap_or(0))
    }

    /// Moves the clock to a time of a day, never beyond now.
    pub(super) fn moment(&self, day: NaiveDate, hour: u32, minute: u32) -> NaiveDateTime {
        let time = NaiveTime::from_hms_opt(hour.min(23), minute.min(59), 0).unwrap_or_default();
        to_utc(day.and_time(time), self.zone).min(self.now - Duration::minutes(2))
    }

    pub(super) fn go_to(&self, at: NaiveDateTime) {
        self.site.clock.advance(at - self.site.clock.now());
    }

    pub(super) fn calendar(&self) -> &WorkCalendar {
        &self.calendar
    }

    fn set_up(&mut self) -> Result<()> {
        let start = self.moment(self.day(self.script.policy_day - 2), 9, 0);
        self.go_to(start);
        let (id, script) = (self.workspace_id, self.script);
        let accounts = self.site.db.write(Tenant::Installation, |conn| {
            script.person.iter().map(|p| Ok((p, store::add_person(conn, p, &script.slug, start)?))).collect::<Result<Vec<_>>>()
        })?;
        let codes = self.site.db.write(Tenant::One(id), |conn| {
            store::add_workspace(conn, id, script, start)?;
            let mut codes = HashMap::new();
            for (position, department) in script.department.iter().enumerate() {
                let position = i64::try_from(position).unwrap_or(i64::MAX);
                codes.insert(department.code.clone(), store::add_department(conn, id, department, position, start)?);
            }
            for (person, person_id) in &accounts {
                store::add_member(conn, id, person, *person_id, &|code| codes.get(code).copied(), start)?;
            }
            store::tie_deputies(conn, id)?;
            Ok(codes)
        })?;
        self.departments = codes;
        self.people = accounts.into_iter().map(|(p, id)| (p.key.clone(), (id, p.name.clone()))).collect();
        Ok(())
    }

    /// The secretariat pastes the policy in and says which clauses need no duty.
    fn read_policy(&mut self) -> Result<()> {
        self.go_to(self.moment(self.day(self.script.policy_day), 8, 30));
        let scope = self.scope_of(None)?;
        let directory = self.site.db.read(scope.tenant(), |conn| policy::actions::Directory::load(conn, &scope))?;
        let incoming = policy::actions::incoming(&self.script.policy, self.script.policy_text().as_bytes(), &directory)
            .map_err(|refusal| Error::internal(refusal.key()))?;
        let (document_id, clauses) = self.site.db.write(scope.tenant(), |conn| {
            let id = policy::actions::add(conn, &scope, incoming, None)?;
            let which = policy::queries::Which::default();
            Ok((id, policy::queries::clauses(conn, &scope, id, &which, 200, 0)?.clauses))
        })?;
        self.document_id = document_id;
        for clause in clauses {
            if let Some(number) = clause.path.last().and_then(|n| n.parse().ok()) {
                self.clauses.insert(number, (clause.id, clause.version));
            }
        }
        self.site.db.write(scope.tenant(), |conn| {
            for judged in &self.script.judged {
                let Some((id, version)) = self.clauses.get(&judged.clause) else { continue };
                let seen = policy::actions::Seen { id: *id, version: *version };
                policy::actions::judge(conn, &scope, document_id, seen, judged.kind, &judged.reason)?;
            }
            Ok(())
        })
    }

    fn play(&mut self, work: &mut dyn FnMut(&Site) -> Result<()>) -> Result<()> {
        let mut events = self.events()?;
        events.sort_by_key(|e| e.at);
        let mut made: HashMap<usize, i64> = HashMap::new();
        let mut floor = Floor::default();
        let mut day = self.day(self.script.policy_day);
        self.by(&self.scope_of(None)?, enforcement::found_workspace)?;
        let mut events = events.into_iter().peekable();
        while day <= self.site_today() {
            let morning = self.moment(day, 9, 5);
            self.go_to(morning);
            work(&self.site)?;
            self.meetings(day, &mut floor)?;
            self.parties(day)?;
            self.cases(day)?;
            self.restrictions(day)?;
            self.samplings(day)?;
            self.campaigns(day)?;
            self.incidents(day)?;
            self.matters(day)?;
            while let Some(event) = events.next_if(|e| crate::platform::clock::local(e.at, self.zone).date() <= day) {
                self.go_to(event.at.max(self.site.clock.now()));
                self.act(&event, &mut made).map_err(|e| Error::internal(format!("{}: {:?}: {e}", event.of.title, event.line)))?;
            }
            self.instructions(day)?;
            day = day.succ_opt().unwrap_or(NaiveDate::MAX);
        }
        work(&self.site)
    }

    /// What leaders write on a day, and what the secretariat makes of what was written before.
    fn instructions(&self, day: NaiveDate) -> Result<()> {
        for said in &self.script.instruction {
            if self.day(said.day) == day {
                self.go_to(self.moment(day, 16, 20).max(self.site.clock.now()));
                self.instruct(said)?;
            }
            if said.decided.is_some_and(|decided| self.day(decided) == day) {
                self.go_to(self.moment(day, 17, 5).max(self.site.clock.now()));
                self.decide(said)?;
            }
        }
        Ok(())
    }

    fn instruct(&self, said: &Instructed) -> Result<()> {
        let scope = self.scope_of_key(&said.by)?;
        self.site.db.write(scope.tenant(), |conn| {
            let Some((past, content)) = digests::actions::own_latest(conn, &scope)? else { return Ok(()) };
            let told =
                |title: &&str| content.sections.iter().flat_map(|s| &s.items).find(|i| i.text == **title).and_then(|i| i.duty.clone());
            let about = said.about.as_deref().and_then(|title| told(&title));
            digests::actions::instruct(conn, &scope, past.id, about.as_deref(), &said.text)
        })
    }

    fn decide(&self, said: &Instructed) -> Result<()> {
        let scope = self.scope_of(None)?;
        self.site.db.write(scope.tenant(), |conn| {
            let waiting = instructions::queries::waiting(conn, &scope, 100)?;
            let Some(found) = waiting.into_iter().find(|i| i.text == said.text) else { return Ok(()) };
            let seen = instructions::actions::Seen { number: found.number, version: None };
            match (&said.filed, &said.answer) {
                (Some(filed), _) => {
                    let lead = self.departments.get(&filed.lead).copied().unwrap_or(0).to_string();
                    let days = filed.after.to_string();
                    let typed = [("title", filed.title.as_str()), ("requirement", &said.text), ("lead", &lead), ("due", "after")];
                    let typed = typed.into_iter().chain([("due_days", days.as_str()), ("then", "assign")]);
                    instructions::actions::file(conn, &scope, &seen, &Fields::from_pairs(typed)).map(drop)
                }
                (None, Some(answer)) => instructions::actions::answer(conn, &scope, &seen, answer),
                (None, None) => Ok(()),
            }
        })
    }

    fn site_today(&self) -> NaiveDate {
        crate::platform::clock::local(self.now, self.zone).date()
    }

    fn events(&self) -> Result<Vec<Event<'_>>> {
        let mut events = Vec::new();
        for (story, of) in self.script.duty.iter().enumerate() {
            let mut last = NaiveDateTime::MIN;
            for (index, line) in of.lines()?.into_iter().enumerate() {
                // Spread over the working hours, in the order of the log.
                let minutes = u32::try_from((story * 37 + index * 11) % 420).unwrap_or(0);
                let at = self.moment(self.day(line.day), 9 + (minutes + 20) / 60, (minutes + 20) % 60).max(last + Duration::minutes(3));
                last = at;
                events.push(Event { at, story, line, of });
            }
        }
        Ok(events)
    }

    fn act(&self, event: &Event<'_>, made: &mut HashMap<usize, i64>) -> Result<()> {
        let line = &event.line;
        let scope = self.scope_for(line)?;
        let code = line.words.first().map(String::as_str).unwrap_or_default();
        let department = self.departments.get(code).copied().unwrap_or(0);
        let tenant = scope.tenant();
        if matches!(line.verb.as_str(), "assign" | "draft") {
            let new = self.new_duty(event.of, scope.today())?;
            let duty = self.site.db.write(tenant, |conn| match line.verb.as_str() {
                "draft" => actions::draft(conn, &scope, new),
                _ => match self.clauses.get(&event.of.clause) {
                    Some((clause, _)) => policy::actions::record(conn, &scope, self.document_id, *clause, new),
                    None => duties::assign_new(conn, &scope, new),
                },
            })?;
            made.insert(event.story, duty.id);
            return Ok(());
        }
        let id = made.get(&event.story).copied().ok_or_else(|| Error::internal("not assigned yet"))?;
        self.site.db.write(tenant, |conn| self.step(conn, &scope, Seen::any(id), department, event)).map(|_| ())
    }

    fn step(&self, conn: &mut Conn, scope: &Scope, seen: Seen, department: i64, event: &Event<'_>) -> Result<()> {
        let line = &event.line;
        let assigned = event.of.lines()?.first().map_or(0, |first| first.day);
        let text = &self.dated(&line.text, scope.today(), self.day(assigned));
        match line.verb.as_str() {
            "accept" => actions::accept(conn, scope, seen, department)?,
            "refuse" => actions::refuse(conn, scope, seen, department, text)?,
            "report" => {
                let targets = duties::queries::targets(conn, scope, seen.id)?;
                let figures = targets.iter().zip(&line.figures).map(|(t, v)| (t.id, *v)).collect();
                actions::report(
                    conn,
                    scope,
                    seen,
                    NewReport { department_id: department, as_of: scope.today(), text: text.to_owned(), figures },
                )?
            }
            "file" => return self.attach(conn, scope, seen.id, text),
            "submit" => actions::submit(conn, scope, seen, self.code_or_lead(department, event.of), text)?,
            "return" => actions::return_(conn, scope, seen, text)?,
            "close" => actions::close(conn, scope, seen, text)?,
            "reopen" => actions::reopen(conn, scope, seen, text)?,
            "share" => {
                let to = line.words.get(1).and_then(|code| self.departments.get(code)).copied();
                let shares: Vec<(i64, String)> = to.into_iter().map(|id| (id, text.to_owned())).collect();
                actions::share(conn, scope, seen, Some(department), &shares)?
            }
            "suspend" => actions::suspend(conn, scope, seen, text)?,
            "cancel" => actions::cancel(conn, scope, seen, text)?,
            "remind" => actions::remind(conn, scope, seen, text)?,
            "extend" => {
                let until = line
                    .words
                    .get(1)
                    .and_then(|d| d.parse().ok())
                    .map(|d| self.day(d))
                    .ok_or_else(|| Error::internal("extend needs a day"))?;
                actions::request_extension(conn, scope, seen, department, until, text)?
            }
            "grant" | "deny" => {
                let waiting =
                    duties::queries::waiting_extension(conn, scope, seen.id)?.ok_or_else(|| Error::internal("no extension waits"))?;
                let until = (line.verb == "grant").then_some(waiting.until);
                actions::decide_extension(conn, scope, seen, waiting.id, until, text)?
            }
            other => return Err(Error::internal(format!("unknown verb {other}"))),
        };
        Ok(())
    }

    /// A file of a duty: its name, and on the lines after that what it holds.
    fn attach(&self, conn: &mut Conn, scope: &Scope, duty_id: i64, text: &str) -> Result<()> {
        let (name, bytes) =
            text.split_once('\n').map(|(name, rest)| (name, rest.as_bytes())).ok_or_else(|| Error::internal("an empty file"))?;
        let media = Media::of_name(name).ok_or_else(|| Error::internal("a file of no kind"))?;
        let subject = Subject::new(actions::SUBJECT, duty_id);
        attachments::store_bytes(conn, scope, &self.site.blobs, subject, MadeFile { name, media, bytes }).map(|_| ())
    }

    fn code_or_lead(&self, department: i64, story: &Story) -> i64 {
        if department != 0 { department } else { self.departments.get(&story.lead).copied().unwrap_or(0) }
    }

    /// A text with its months and quarters, see the scripts: `today` is the day it is said on, `assigned` that of the assignment.
    pub(super) fn dated(&self, text: &str, today: NaiveDate, assigned: NaiveDate) -> String {
        let lang = Lang::parse(&self.script.language).unwrap_or(Lang::ZhCn);
        let month = |day: NaiveDate| t(lang, &format!("demo-month-{}", day.month())).into_owned();
        let quarter = |day: NaiveDate| t(lang, &format!("demo-quarter-{}", day.month0() / 3 + 1)).into_owned();
        let before = |day: NaiveDate, months: u32| day.checked_sub_months(Months::new(months)).unwrap_or(day);
        text.replace("{prev_month}", &month(before(today, 1)))
            .replace("{this_quarter}", &quarter(assigned))
            .replace("{prev_quarter}", &quarter(before(assigned, 3)))
    }

    fn new_duty(&self, story: &Story, today: NaiveDate) -> Result<NewDuty> {
        let ids = |codes: &[String]| codes.iter().filter_map(|c| self.departments.get(c).copied()).collect::<Vec<_>>();
        let rule = match (story.due, story.after) {
            (Some(day), _) => Some(DeadlineRule::Fixed { on: self.day(day) }),
            (None, Some(working_days)) => Some(DeadlineRule::AfterAssignment { working_days }),
            (None, None) => None,
        };
        Ok(NewDuty {
            title: self.dated(&story.title, today, today),
            requirement: self.dated(&story.need, today, today),
            deliverable: story.deliver.clone(),
            lead_id: self.departments.get(&story.lead).copied(),
            support_ids: ids(&story.support),
            rule,
            cadence: story.cadence,
            targets: story
                .targets
                .iter()
                .map(|g| NewTarget { name: g.name.clone(), value: g.value, unit: g.unit.clone(), comparison: g.is, per: g.per.clone() })
                .collect(),
            origin: Origin::manual(self.clause_label(story.clause)),
        })
    }

    fn clause_label(&self, clause: u32) -> String {
        if self.script.language == "en" { format!("Clause {clause}") } else { format!("第{clause}条") }
    }

    /// The scope of whoever does this line: the department's liaison, else the secretariat.
    fn scope_for(&self, line: &Line) -> Result<Scope> {
        self.scope_of(line.words.first().map(String::as_str))
    }

    pub(super) fn scope_of(&self, department: Option<&str>) -> Result<Scope> {
        let by_department = department.and_then(|code| self.script.actor_for(code));
        let secretariat = self.script.person.iter().find(|p| p.roles.contains(&Role::Secretariat));
        let person = by_department.or(secretariat).ok_or_else(|| Error::internal("nobody to act"))?;
        self.scope_of_key(&person.key)
    }

    pub(super) fn scope_of_key(&self, key: &str) -> Result<Scope> {
        let (id, name) = self.people.get(key).ok_or_else(|| Error::internal("unknown person"))?;
        let now = self.site.clock.now();
        self.site.db.read(Tenant::All, |conn| member_scope_all_workspaces(conn, &self.script.slug, *id, name, None, now))
    }
}
