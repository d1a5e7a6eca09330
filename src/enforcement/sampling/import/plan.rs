//! What each row of a round's table would do, decided without touching anything.
//!
//! A row is about one product and batch of one party; the same row again says what is there already, a changed one corrects it. What a
//! failure or a refusal leads to is planned with it: a case, or a line in the case that is open already.

use std::collections::{HashMap, HashSet};

use super::{
    cases::{CasePlan, Cases},
    columns::Column,
    is_of_our_own,
    rows::{self, LeftOut},
    who::{Lookup, Who},
};
use crate::{
    duties::words,
    enforcement::{
        sampling::{
            actions::require_kept,
            model::{BATCH_MAX, FAILED_MAX, NAME_MAX, Round, Sampling, SamplingResult, day_of, is_nothing, result_of, yes_or_no},
            store,
        },
        store as parties,
    },
    platform::{
        db::Conn,
        error::{FieldErrors, Message, Result},
        id::new_id,
        table::{self, Change, Column as _, Columns, Row, Wrong},
        text::one_line,
    },
    tenancy::Scope,
};

/// What a row is about.
#[derive(Clone, Debug)]
pub struct Planned {
    /// As it will be; none where the row cannot be read.
    pub sampling: Option<Sampling>,
    /// As it is now.
    pub was: Option<Sampling>,
    /// Its party, by place in [`RoundPlan::who`].
    pub who: Option<usize>,
    /// It is the first row about a new party that may be one of these registered ones.
    pub alike: bool,
}

pub type Plan = table::Plan<Column, Planned>;
pub type PlannedRow = table::PlannedRow<Column, Planned>;

/// A whole table, and what would follow from it.
#[derive(Debug)]
pub struct RoundPlan {
    pub round: Round,
    pub plan: Plan,
    pub who: Vec<Who>,
    pub left_out: Vec<LeftOut>,
    /// Rows that go on with the party above.
    pub continued: Vec<usize>,
    pub cases: Vec<CasePlan>,
    /// Why bad ones lead to no case.
    pub no_case: Option<Message>,
}

impl RoundPlan {
    /// New parties of which somebody has to say that they are none of those registered.
    pub fn doubtful(&self) -> usize {
        self.plan.count(|r| r.what.alike)
    }

    /// How many parties are registered on the way.
    pub fn new_parties(&self) -> usize {
        self.who.iter().filter(|w| w.is_new).count()
    }
}

/// The plan for these rows as the workspace stands now. Refuses whoever does not keep the round.
pub fn preview(conn: &mut Conn, scope: &Scope, round_id: i64, rows: &[Row]) -> Result<RoundPlan> {
    let round = store::round(conn, scope, round_id)?;
    require_kept(scope, &round)?;
    let columns = Columns::of(rows);
    let (read, left_out) = rows::read(&columns);
    let mut lookup = Lookup::load(conn, scope, &read)?;
    let mut cases = Cases::load(conn, scope, &round)?;
    let mut known = Known::load(conn, scope, round.id, &mut cases)?;
    let continued = read.iter().filter(|r| r.continues).map(|r| r.number).collect();
    let mut planned = Vec::with_capacity(read.len());
    for row in read {
        let who = lookup.of(conn, scope, &row)?;
        let mut row = Draft { number: row.number, cells: row.cells, errors: row.errors };
        let what = match who {
            Ok(place) => known.row(scope, &round, &lookup.found[place], place, &mut row, &cases),
            Err(wrong) => {
                row.errors.extend(wrong);
                row.read(&round, scope, None, None);
                None
            }
        };
        let (change, what) = what.unwrap_or((Change::Same, Planned { sampling: None, was: None, who: None, alike: false }));
        planned.push(PlannedRow { number: row.number, cells: row.cells, change, errors: row.errors, what });
    }
    let problem = columns.problem(planned.len());
    let who = lookup.found;
    for row in &mut planned {
        row.what.alike = row.what.who.is_some_and(|at| who[at].row == row.number && !who[at].alike.is_empty());
    }
    let ignored = columns.ignored.into_iter().filter(|head| !is_of_our_own(head)).collect();
    let mut plan = Plan { rows: planned, ignored, problem };
    let (cases, no_case) = cases.plan(conn, scope, &mut plan, &who)?;
    Ok(RoundPlan { round, plan, who, left_out, continued, cases, no_case })
}

/// What was sampled in the round before.
struct Known {
    /// By the party it belongs to now, product and batch.
    samplings: HashMap<(i64, String, String), Sampling>,
    /// What rows before this one are about → row.
    rows: HashMap<(i64, String, String), usize>,
}

impl Known {
    fn load(conn: &mut Conn, scope: &Scope, round_id: i64, cases: &mut Cases) -> Result<Self> {
        let all = store::of_round(conn, scope, round_id)?;
        let ids: HashSet<i64> = all.iter().map(|s| s.party_id).collect();
        let ids: Vec<i64> = ids.into_iter().collect();
        // A party that was merged since lives on in another one, and its samplings with it.
        let mut lives_on = HashMap::new();
        for gone in parties::by_ids(conn, scope, &ids)?.into_iter().filter(|p| p.merged_into_id.is_some()) {
            lives_on.insert(gone.id, parties::alive(conn, scope, gone.id)?.id);
        }
        cases.know(conn, scope, &all)?;
        let key = |s: &Sampling| (lives_on.get(&s.party_id).copied().unwrap_or(s.party_id), s.product_key(), s.batch_key());
        Ok(Self { samplings: all.into_iter().map(|s| (key(&s), s)).collect(), rows: HashMap::new() })
    }

    fn row(
        &mut self,
        scope: &Scope,
        round: &Round,
        who: &Who,
        place: usize,
        row: &mut Draft,
        cases: &Cases,
    ) -> Option<(Change<Column>, Planned)> {
        let (product, batch) = row.product();
        let key = (who.party.id, Sampling::key(&product), Sampling::key(&batch));
        let was = self.samplings.get(&key).cloned();
        let mut sampling = row.read(round, scope, was.as_ref(), Some(who));
        sampling.party_id = was.as_ref().map_or(who.party.id, |w| w.party_id);
        let first = *self.rows.entry(key).or_insert(row.number);
        if first != row.number && row.errors.is_empty() {
            row.errors.push((None, Message::new("sampling-import-row-twice").text("row", first.to_string())));
        }
        let change = match &was {
            None => Change::New,
            Some(was) => match changed(was, &sampling) {
                columns if columns.is_empty() => Change::Same,
                columns => Change::Changed(columns),
            },
        };
        if let (Change::Changed(columns), Some(number)) = (&change, was.as_ref().and_then(|w| cases.closed(w))) {
            let message = Message::new("sampling-import-closed").text("number", number);
            row.errors.push((columns.first().copied(), message));
        }
        Some((change, Planned { sampling: Some(sampling), was, who: Some(place), alike: false }))
    }
}

/// The columns two versions differ in.
pub(super) fn changed(old: &Sampling, new: &Sampling) -> Vec<Column> {
    let all = [
        (old.is_main != new.is_main, Column::IsMain),
        (old.sampled_on != new.sampled_on, Column::SampledOn),
        (old.result != new.result, Column::Result),
        (old.failed_items != new.failed_items, Column::FailedItems),
    ];
    all.into_iter().filter(|(differs, _)| *differs).map(|(_, column)| column).collect()
}

/// A row on its way to a plan.
struct Draft {
    number: usize,
    cells: HashMap<Column, String>,
    errors: Wrong<Column>,
}

impl Draft {
    fn cell(&self, column: Column) -> Option<&str> {
        self.cells.get(&column).map(String::as_str)
    }

    fn wrong(&mut self, column: Column, message: Message) {
        self.errors.push((Some(column), message));
    }

    /// A text, on one line and no longer than it may be.
    fn text(&mut self, column: Column, max: usize, required: bool) -> String {
        let typed = one_line(self.cell(column).unwrap_or_default());
        let mut errors = FieldErrors::default();
        let text = match required {
            true => words::line(&mut errors, column.field(), &typed, max),
            false => words::optional(&mut errors, column.field(), &typed, max),
        };
        self.errors.extend(errors.0.into_iter().map(|e| (Some(column), e.message)));
        text
    }

    fn product(&mut self) -> (String, String) {
        let before = self.errors.len();
        let found = (self.text(Column::Product, NAME_MAX, true), self.text(Column::Batch, BATCH_MAX, false));
        // Said once, when all of the row is read.
        self.errors.truncate(before);
        found
    }

    /// The sampling as the row leaves it; cells that are empty change nothing. Everything wrong is said at once.
    fn read(&mut self, round: &Round, scope: &Scope, was: Option<&Sampling>, who: Option<&Who>) -> Sampling {
        let product = self.text(Column::Product, NAME_MAX, true);
        let batch = self.text(Column::Batch, BATCH_MAX, false);
        let is_main = match self.cell(Column::IsMain).map(yes_or_no) {
            None => was.is_some_and(|w| w.is_main),
            Some(Some(said)) => said,
            Some(None) => {
                self.wrong(Column::IsMain, Message::new("sampling-import-yes-or-no"));
                false
            }
        };
        let sampled_on = self.day(round, scope, was, who);
        let result = match self.cell(Column::Result).map(result_of) {
            Some(Some(result)) => result,
            Some(None) => {
                self.wrong(Column::Result, Message::new("sampling-import-result"));
                SamplingResult::Passed
            }
            None => was.map(|w| w.result).unwrap_or_else(|| {
                self.wrong(Column::Result, Message::new("field-required"));
                SamplingResult::Passed
            }),
        };
        let failed_items = self.failed_items(result, was);
        let name = who.map(|w| w.party.name.clone()).unwrap_or_default();
        let old = |text: fn(&Sampling) -> &String, new: String| was.map_or(new, |w| text(w).clone());
        Sampling {
            id: was.map_or_else(new_id, |w| w.id),
            round_id: round.id,
            party_id: 0,
            party_name: old(|w| &w.party_name, self.cell(Column::Name).map_or(name, one_line)),
            product: old(|w| &w.product, product),
            is_main,
            batch: old(|w| &w.batch, batch),
            sampled_on,
            result,
            failed_items,
            case_id: was.and_then(|w| w.case_id),
            version: was.map_or(1, |w| w.version),
        }
    }

    fn day(&mut self, round: &Round, scope: &Scope, was: Option<&Sampling>, who: Option<&Who>) -> chrono::NaiveDate {
        let column = Column::SampledOn;
        let day = match (self.cell(column).map(day_of), was) {
            (Some(Some(day)), _) => day,
            (None, Some(was)) => was.sampled_on,
            (Some(None), _) => {
                self.wrong(column, Message::new("sampling-import-day"));
                return round.first_on;
            }
            (None, None) => {
                self.wrong(column, Message::new("field-required"));
                return round.first_on;
            }
        };
        let founded = who.and_then(|w| w.party.founded_on).filter(|founded| day < *founded);
        if day > scope.today() {
            self.wrong(column, Message::new("sampling-import-future"));
        } else if !round.covers(day) {
            let outside = Message::new("sampling-import-outside").text("first", round.first_on.to_string());
            self.wrong(column, outside.text("last", round.last_on.to_string()));
        } else if let Some(founded) = founded {
            self.wrong(column, Message::new("sampling-import-before").text("day", founded.to_string()));
        }
        day
    }

    fn failed_items(&mut self, result: SamplingResult, was: Option<&Sampling>) -> String {
        let said = self.cell(Column::FailedItems).filter(|cell| !is_nothing(cell)).is_some();
        match (said, result) {
            (true, SamplingResult::Failed) => self.text(Column::FailedItems, FAILED_MAX, false),
            (true, SamplingResult::Passed) => {
                self.wrong(Column::FailedItems, Message::new("sampling-import-items-of-passed"));
                String::new()
            }
            (false, SamplingResult::Failed) => was.map(|w| w.failed_items.clone()).unwrap_or_default(),
            // How it was refused is no item that failed.
            (_, SamplingResult::Refused) | (false, SamplingResult::Passed) => String::new(),
        }
    }
}
