//! What a list of duties asks for, as conditions an index can answer.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::{
    kept::KeptFrom,
    search::{Sees, holds},
};
use crate::{
    calendar::{Cadence, WorkCalendar},
    duties::model::{Light, Part, State, search_key},
    platform::{clock, db::Statement},
    tenancy::Scope,
};

/// A tab of the list: a state, or what cannot wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tab {
    /// 在办
    Active,
    /// 待签收
    Waiting,
    /// 待核验
    Review,
    /// 退回: handed in, sent back, not handed in again.
    Returned,
    /// 拒收
    Refused,
    /// 逾期
    Overdue,
    /// 已办结
    Closed,
    /// 全部
    All,
    /// 草稿; only for who reads everything.
    Draft,
}

impl Tab {
    pub const ALL: [Self; 9] =
        [Self::Active, Self::Waiting, Self::Review, Self::Returned, Self::Refused, Self::Overdue, Self::Closed, Self::All, Self::Draft];

    /// As in addresses and in the Fluent keys `duties-tab-{…}`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Waiting => "waiting",
            Self::Review => "review",
            Self::Returned => "returned",
            Self::Refused => "refused",
            Self::Overdue => "overdue",
            Self::Closed => "closed",
            Self::All => "all",
            Self::Draft => "draft",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.as_str() == text)
    }

    pub(super) fn states(self) -> &'static [State] {
        match self {
            Self::Active | Self::Returned => &[State::InProgress],
            Self::Waiting => &[State::Assigned],
            Self::Review => &[State::Submitted],
            Self::Refused => &[State::Refused],
            Self::Overdue => &[State::InProgress, State::Assigned, State::Refused],
            Self::Closed => &[State::Closed],
            Self::All => &State::ALL,
            Self::Draft => &[State::Draft],
        }
    }
}

/// Whose duties.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Whose {
    #[default]
    Everybody,
    /// These departments', each duty once.
    Departments(Vec<i64>),
    /// Duties no department leads.
    Nobody,
}

/// Which duties a list shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// All of these occur in number, title, requirement, deliverable or source; levelled by [`search_key`].
    pub words: Vec<String>,
    pub whose: Whose,
    /// Lead or support of `whose`; both when none.
    pub part: Option<Part>,
    pub origin_kind: Option<String>,
    /// Clauses of this policy document.
    pub document_id: Option<i64>,
    /// Deadlines from, inclusive.
    pub from: Option<NaiveDate>,
    /// Deadlines to, inclusive.
    pub until: Option<NaiveDate>,
    /// Only those without a deadline.
    pub undated: bool,
    pub light: Option<Light>,
    pub state: Option<State>,
    pub cadence: Option<Cadence>,
    /// A report has been owed since before this day.
    pub silent: bool,
}

/// The most words a search looks for.
const WORDS_MAX: usize = 12;

impl Filter {
    /// Takes the words of a search box.
    pub fn with_words(mut self, text: &str) -> Self {
        self.words = search_key(text).split(' ').filter(|w| !w.is_empty()).take(WORDS_MAX).map(str::to_owned).collect();
        self
    }
}

/// The days lights change on, so that a light is a range of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Marks {
    pub today: NaiveDate,
    /// The last day that counts as due soon.
    pub soon: NaiveDate,
    /// Assigned before this instant and still not received: behind.
    pub unheard_before: NaiveDateTime,
    /// A report owed since before this day: silent.
    pub silent_before: NaiveDate,
}

impl Marks {
    pub fn of(scope: &Scope, calendar: &WorkCalendar) -> Self {
        let (today, settings) = (scope.today(), scope.settings());
        let next = calendar.add_working_days(today, settings.due_soon_days.max(0) + 1);
        let unheard = first_within(calendar, today, settings.accept_within_days);
        Self {
            today,
            soon: next.pred_opt().unwrap_or(next),
            unheard_before: clock::to_utc(unheard.and_time(NaiveTime::MIN), scope.zone()),
            silent_before: first_within(calendar, today, settings.silent_after_days),
        }
    }
}

/// The first day from which no more than `days` working days have passed up to `today`.
fn first_within(calendar: &WorkCalendar, today: NaiveDate, days: i32) -> NaiveDate {
    let mut day = today;
    while let Some(before) = day.pred_opt().filter(|d| calendar.working_days_between(*d, today) <= days.max(0)) {
        day = before;
    }
    day
}

/// One range of one index: a state, of one department or of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Branch {
    pub state: Option<State>,
    pub department: Option<i64>,
}

/// The ranges a tab with a filter reads. None: it matches nothing.
pub(super) fn branches(tab: Tab, filter: &Filter, drafts: bool) -> Vec<Branch> {
    let by_light = |s: &State| match filter.light {
        None => true,
        Some(Light::Red | Light::Yellow) => s.deadline_runs(),
        Some(Light::Green) => s.deadline_runs() || *s == State::Submitted,
        Some(Light::Grey) => !s.deadline_runs() && *s != State::Submitted,
    };
    let wanted = |s: &&State| {
        (drafts || **s != State::Draft)
            && filter.state.is_none_or(|only| only == **s)
            && by_light(s)
            && (!filter.silent || **s == State::InProgress)
    };
    let states: Vec<State> = tab.states().iter().filter(wanted).copied().collect();
    let departments = match &filter.whose {
        Whose::Departments(ids) => ids.iter().copied().map(Some).collect(),
        _ => vec![None],
    };
    // Everything of everybody is one index by itself.
    if tab == Tab::All && filter.whose == Whose::Everybody && filter.state.is_none() && filter.light.is_none() && !filter.silent {
        return vec![Branch { state: None, department: None }];
    }
    departments.into_iter().flat_map(|department| states.iter().map(move |s| Branch { state: Some(*s), department })).collect()
}

/// How a branch is read: which tables, and whether conditions remain that the index does not answer.
pub(super) struct Reading<'a> {
    pub tab: Tab,
    /// The words were looked up before: the duties that hold them are the table `hit`.
    pub of_hits: bool,
    pub filter: &'a Filter,
    pub marks: Marks,
    pub drafts: bool,
    pub sees: Sees,
    pub kept: KeptFrom,
    pub workspace_id: i64,
}

impl Reading<'_> {
    /// Whether the branch goes by the departments' parts; a lead's own index needs none.
    pub fn by_parts(&self, branch: Branch) -> bool {
        branch.department.is_some() && self.filter.part != Some(Part::Lead)
    }

    /// Whether counting needs rows of `duties` although it goes by parts.
    fn needs_duties(&self, branch: Branch) -> bool {
        !self.by_parts(branch) || self.has_rest() || self.kept.is_something()
    }

    /// Whether there are conditions beside the range.
    pub fn has_rest(&self) -> bool {
        let f = self.filter;
        let behind = matches!(f.light, Some(Light::Yellow | Light::Green));
        !f.words.is_empty()
            || f.origin_kind.is_some()
            || f.document_id.is_some()
            || f.cadence.is_some()
            || f.silent
            || behind
            || self.tab == Tab::Returned
    }

    /// `FROM … WHERE …` of a branch. The parts come first in a `CROSS JOIN`, which SQLite takes as the order to read in.
    pub fn push_source<ST>(&self, out: &mut Statement<ST>, branch: Branch, counting: bool) {
        if self.by_parts(branch) {
            let duties = !counting || self.needs_duties(branch);
            out.push(match (self.of_hits, duties) {
                (true, _) => "FROM hit d CROSS JOIN duty_parties p WHERE p.workspace_id = ",
                (false, true) => "FROM duty_parties p CROSS JOIN duties d WHERE p.workspace_id = ",
                (false, false) => "FROM duty_parties p WHERE p.workspace_id = ",
            });
            out.int(self.workspace_id);
            if duties {
                out.push(" AND d.workspace_id = p.workspace_id AND d.id = p.duty_id");
            }
            out.push(" AND p.state <> 'withdrawn' AND p.department_id = ").int(branch.department.unwrap_or_default());
            if let Some(part) = self.filter.part {
                out.push(if part == Part::Lead { " AND p.part = 'lead'" } else { " AND p.part = 'support'" });
            }
            self.once(out, branch);
            self.range(out, branch, " AND p.duty_state = ", " AND p.sort_on");
        } else {
            out.push(if self.of_hits { "FROM hit d WHERE d.workspace_id = " } else { "FROM duties d WHERE d.workspace_id = " });
            out.int(self.workspace_id);
            if let Some(department) = branch.department {
                out.push(" AND d.lead_id = ").int(department);
            }
            if self.filter.whose == Whose::Nobody {
                out.push(" AND d.lead_id IS NULL");
            }
            self.range(out, branch, " AND d.state = ", " AND d.sort_on");
            if branch.state.is_none() && !self.drafts {
                out.push(" AND d.state <> 'draft'");
            }
        }
        self.rest(out, branch);
    }

    /// Leaves out what an earlier department of the filter has brought already.
    fn once<ST>(&self, out: &mut Statement<ST>, branch: Branch) {
        let Whose::Departments(ids) = &self.filter.whose else { return };
        let earlier: Vec<i64> = ids.iter().copied().take_while(|id| Some(*id) != branch.department).collect();
        if earlier.is_empty() {
            return;
        }
        out.push(" AND NOT EXISTS (SELECT 1 FROM duty_parties q WHERE q.workspace_id = p.workspace_id AND q.duty_id = p.duty_id");
        out.push(" AND q.state <> 'withdrawn' AND q.department_id IN ").ints(&earlier);
        out.push(if self.filter.part == Some(Part::Support) { " AND q.part = 'support')" } else { ")" });
    }

    fn range<ST>(&self, out: &mut Statement<ST>, branch: Branch, state: &'static str, sort_on: &'static str) {
        let (filter, marks) = (self.filter, self.marks);
        if let Some(s) = branch.state {
            out.push(state).push(literal(s));
        }
        let runs = branch.state.is_some_and(State::deadline_runs);
        let mut from = filter.from;
        let mut before = filter.until.and_then(|d| d.succ_opt());
        if self.tab == Tab::Overdue || filter.light == Some(Light::Red) {
            before = Some(before.map_or(marks.today, |b| b.min(marks.today)));
        }
        if runs && filter.light == Some(Light::Yellow) {
            from = Some(from.map_or(marks.today, |f| f.max(marks.today)));
        }
        if runs && filter.light == Some(Light::Green) {
            let after = marks.soon.succ_opt().unwrap_or(marks.soon);
            from = Some(from.map_or(after, |f| f.max(after)));
        }
        if let Some(day) = from {
            out.push(sort_on).push(" >= ").day(day);
        }
        if let Some(day) = before {
            out.push(sort_on).push(" < ").day(day);
        }
        if filter.undated {
            out.push(sort_on).push(" = '9999-12-31'");
        } else if filter.from.is_some() && before.is_none() {
            out.push(sort_on).push(" < '9999-12-31'");
        }
    }

    /// Conditions looked up in the rows the range finds.
    fn rest<ST>(&self, out: &mut Statement<ST>, branch: Branch) {
        let (filter, marks) = (self.filter, self.marks);
        if self.tab == Tab::Returned {
            out.push(" AND d.returned_at IS NOT NULL AND (d.submitted_at IS NULL OR d.submitted_at <= d.returned_at)");
        }
        let behind = |out: &mut Statement<ST>| match branch.state {
            Some(State::InProgress) => {
                out.push("d.next_report_on < ").day(marks.today);
            }
            Some(State::Assigned) => {
                out.push("d.assigned_at < ").instant(marks.unheard_before);
            }
            _ => {
                out.push("1 = 0");
            }
        };
        let runs = branch.state.is_some_and(State::deadline_runs);
        match filter.light {
            Some(Light::Yellow) if runs => {
                out.push(" AND (d.sort_on <= ").day(marks.soon).push(" OR ");
                behind(out);
                out.push(")");
            }
            Some(Light::Green) if runs => {
                out.push(" AND (");
                behind(out);
                out.push(") IS NOT TRUE");
            }
            _ => {}
        }
        if filter.silent {
            out.push(" AND d.next_report_on < ").day(marks.silent_before);
        }
        if let Some(kind) = &filter.origin_kind {
            out.push(" AND d.origin_kind = ").text(kind.as_str());
        }
        if let Some(id) = filter.document_id {
            out.push(" AND d.origin_kind = 'clause' AND d.origin_id IN (SELECT c.id FROM clauses c WHERE c.workspace_id = ")
                .int(self.workspace_id);
            out.push(" AND c.document_id = ").int(id).push(")");
        }
        if let Some(cadence) = filter.cadence {
            out.push(" AND d.cadence = ").text(cadence.as_str());
        }
        if !self.of_hits {
            holds(out, &filter.words, &self.sees);
        }
        self.kept.push(out);
    }
}

/// A state as SQL text: constant, so that the planner sees it.
pub(super) fn literal(state: State) -> &'static str {
    match state {
        State::Draft => "'draft'",
        State::Assigned => "'assigned'",
        State::InProgress => "'in_progress'",
        State::Submitted => "'submitted'",
        State::Closed => "'closed'",
        State::Refused => "'refused'",
        State::Suspended => "'suspended'",
        State::Cancelled => "'cancelled'",
    }
}
