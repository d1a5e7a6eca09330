//! What failures and refusals lead to: one case a party and kind, or a line in the one that is open already.

use std::collections::{BTreeMap, HashMap};

use super::{
    columns::Column,
    plan::{Plan, Planned},
    who::Who,
};
use crate::{
    enforcement::{
        model::{CaseBrief, CaseKind, CaseState, KindState},
        sampling::model::{Round, Sampling, SamplingResult},
        store::cases as rows,
    },
    platform::{
        db::Conn,
        error::{Message, Result},
        table::{Change, PlannedRow},
    },
    tenancy::{
        Scope,
        departments::{self, DepartmentState},
    },
};

/// A case that bad samplings lead to, or are added to.
#[derive(Clone, Debug)]
pub struct CasePlan {
    /// The party, by place in [`super::RoundPlan::who`].
    pub who: usize,
    pub result: SamplingResult,
    pub kind_id: i64,
    /// The open one they are added to; none where one is made.
    pub into: Option<CaseBrief>,
    /// Its samplings, by place in the plan's rows.
    pub rows: Vec<usize>,
}

/// What cases can be made of.
pub(super) struct Cases {
    kinds: Vec<CaseKind>,
    /// Cases of what was sampled in the round before.
    known: HashMap<i64, CaseBrief>,
    /// The department that organises the round is no longer there to hold cases.
    closed: bool,
}

/// The code of the kind a result leads to.
fn code_of(result: SamplingResult) -> Option<&'static str> {
    match result {
        SamplingResult::Passed => None,
        SamplingResult::Failed => Some("sampling_failure"),
        SamplingResult::Refused => Some("sampling_refused"),
    }
}

/// What a kind asks for that a table of samplings answers.
pub(super) const ANSWERED: [&str; 5] = ["batch", "sampled_on", "failed_items", "refused_on", "refused_how"];

impl Cases {
    pub fn load(conn: &mut Conn, scope: &Scope, round: &Round) -> Result<Self> {
        let holder = departments::by_ids(conn, scope, &[round.department_id])?.pop();
        let closed = holder.is_none_or(|d| d.state != DepartmentState::Open);
        Ok(Self { kinds: rows::kinds(conn, scope)?, known: HashMap::new(), closed })
    }

    /// The cases of these samplings.
    pub fn know(&mut self, conn: &mut Conn, scope: &Scope, samplings: &[Sampling]) -> Result<()> {
        let mut ids: Vec<i64> = samplings.iter().filter_map(|s| s.case_id).collect();
        ids.sort_unstable();
        ids.dedup();
        self.known = rows::by_ids(conn, scope, &ids)?.into_iter().map(|c| (c.id, c)).collect();
        Ok(())
    }

    /// The number of the closed case a sampling belongs to: nothing of it is corrected any more.
    pub fn closed(&self, sampling: &Sampling) -> Option<String> {
        let case = self.known.get(&sampling.case_id?)?;
        (case.state == CaseState::Closed).then(|| case.shown_number().to_owned())
    }

    /// The kind a result leads to, or why to none.
    fn kind(&self, result: SamplingResult) -> std::result::Result<&CaseKind, Message> {
        let code = code_of(result).unwrap_or_default();
        let missing = || Message::new("sampling-no-case-kind").key("result", result.key());
        let kind = self.kinds.iter().find(|k| k.code == code && k.state == KindState::Open).ok_or_else(missing)?;
        if self.closed {
            return Err(Message::new("sampling-no-case-holder"));
        }
        match kind.fields.iter().find(|f| f.required && !ANSWERED.contains(&f.key.as_str())) {
            Some(field) => Err(Message::new("sampling-no-case-field").text("kind", &kind.name).text("field", &field.label)),
            None => Ok(kind),
        }
    }

    /// Whether a row's sampling still wants a case of this kind.
    fn wants(&self, row: &PlannedRow<Column, Planned>, kind: &CaseKind) -> bool {
        let Some(sampling) = row.what.sampling.as_ref().filter(|_| row.errors.is_empty()) else { return false };
        match sampling.case_id.and_then(|id| self.known.get(&id)) {
            None => true,
            // It was a failure and is a refusal now, or the other way round.
            Some(case) => matches!(row.change, Change::Changed(_)) && case.kind_id != kind.id,
        }
    }

    /// The cases of a plan; rows that only want theirs count as changed from now on.
    pub fn plan(self, conn: &mut Conn, scope: &Scope, plan: &mut Plan, who: &[Who]) -> Result<(Vec<CasePlan>, Option<Message>)> {
        let mut planned: BTreeMap<(usize, SamplingResult), CasePlan> = BTreeMap::new();
        let mut no_case = None;
        for (at, row) in plan.rows.iter_mut().enumerate() {
            let (Some(sampling), Some(place)) = (&row.what.sampling, row.what.who) else { continue };
            let result = sampling.result;
            if !result.is_bad() || !row.errors.is_empty() {
                continue;
            }
            let kind = match self.kind(result) {
                Ok(kind) => kind,
                Err(why) => {
                    no_case.get_or_insert(why);
                    continue;
                }
            };
            if !self.wants(row, kind) {
                continue;
            }
            if row.change == Change::Same {
                row.change = Change::Changed(Vec::new());
            }
            let blank = || CasePlan { who: place, result, kind_id: kind.id, into: None, rows: Vec::new() };
            planned.entry((place, result)).or_insert_with(blank).rows.push(at);
        }
        let mut planned: Vec<CasePlan> = planned.into_values().collect();
        let ids: Vec<i64> = planned.iter().map(|p| who[p.who].party.id).collect();
        let live = rows::live_of_parties(conn, scope, &ids)?;
        for plan in &mut planned {
            let own = |c: &&CaseBrief| c.party_id == who[plan.who].party.id && c.kind_id == plan.kind_id;
            plan.into = live.iter().find(own).cloned();
        }
        Ok((planned, no_case))
    }
}
