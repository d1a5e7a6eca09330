//! The escalation ladder 升级阶梯: which measure must follow when one failed, as data. It proposes; people impose.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::{
    enforcement::{
        MeasureKind,
        measure::{FindingKind, MeasureState},
        sampling::{SampleLevel, Sampled, SamplingResult},
    },
    platform::error::{Error, Message, Result},
};

crate::platform::stored_words! {
    /// What must be so for a rule to propose something.
    Condition, "ladder-condition" {
        /// The re-inspection of its measure failed.
        FailedReinspection = "failed_reinspection",
        /// So many failed samplings of the main product running, at its level or above.
        TwiceRunning = "twice_running",
        /// A failed sampling of a product that needs a licence, at its level or above.
        LicensedFailure = "licensed_failure",
        /// A sampling was refused.
        Refusal = "refusal",
        /// Its measure is in force and its deadline is over.
        PastDeadline = "past_deadline",
        /// Found to be serious.
        Serious = "serious",
        /// Found to be proven.
        Proven = "proven",
        /// Found to be a crime.
        Criminal = "criminal",
        /// So many cases of its kind within so many months, this one among them.
        Repeated = "repeated",
    }
}

impl Condition {
    /// The finding it is about, if it is one.
    pub fn finding(self) -> Option<FindingKind> {
        match self {
            Self::Serious => Some(FindingKind::Serious),
            Self::Proven => Some(FindingKind::Proven),
            Self::Criminal => Some(FindingKind::Criminal),
            _ => None,
        }
    }

    /// Whether it asks for a measure it follows.
    pub fn asks_after(self) -> bool {
        matches!(self, Self::FailedReinspection | Self::PastDeadline)
    }

    /// Whether it asks for the level of samplings.
    pub fn asks_level(self) -> bool {
        matches!(self, Self::TwiceRunning | Self::LicensedFailure)
    }
}

/// One rule of a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// From 1; the ladder is read in this order.
    pub position: i32,
    /// Codes of the kinds of cases it is for; all where empty.
    pub kinds: Vec<String>,
    pub condition: Condition,
    /// The measure that failed or was not done; any where there is none.
    pub after: Option<MeasureKind>,
    /// The lowest level of samplings that counts.
    pub level: Option<SampleLevel>,
    /// How often, where the condition counts.
    pub times: i32,
    /// Within how many months, where it counts cases.
    pub months: i32,
    /// What it proposes, in this order.
    pub measures: Vec<MeasureKind>,
    /// Working days the party is given; 0: none.
    pub days: i32,
    /// Who decides; whoever holds the case where there is none.
    pub competent_id: Option<i64>,
    /// Where it comes from, in words.
    pub article: String,
}

/// A version of the ladder. A draft is in force from no day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    pub id: i64,
    /// From 1.
    pub number: i32,
    pub in_force_on: Option<NaiveDate>,
    pub note: String,
    pub made_at: NaiveDateTime,
    pub made_by: String,
    pub rules: Vec<Rule>,
    pub version: i64,
}

/// The version cases filed on this day follow: the latest in force by then, or else the first there is.
pub fn in_force_at(ladders: &[Ladder], day: NaiveDate) -> Option<&Ladder> {
    let dated = || ladders.iter().filter_map(|l| l.in_force_on.map(|on| ((on, l.number), l)));
    let by_then = dated().filter(|((on, _), _)| *on <= day).max_by_key(|(key, _)| *key);
    by_then.or_else(|| dated().min_by_key(|(key, _)| *key)).map(|(_, ladder)| ladder)
}

/// A measure of the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imposed {
    pub id: i64,
    pub kind: MeasureKind,
    pub in_force_on: NaiveDate,
    pub due_on: Option<NaiveDate>,
    pub state: MeasureState,
    /// The day of the re-inspection that failed.
    pub failed_on: Option<NaiveDate>,
}

/// All that rules ask about one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounds {
    pub case_id: i64,
    pub kind_code: String,
    pub registered_on: NaiveDate,
    /// Whether its product is made under a licence.
    pub has_licence: bool,
    /// Of the case's party and of those that live on in it, by day, the oldest first.
    pub sampled: Vec<Sampled>,
    pub imposed: Vec<Imposed>,
    pub findings: Vec<(FindingKind, NaiveDate)>,
    /// Number and day of other cases of the same kind against the same party.
    pub others: Vec<(String, NaiveDate)>,
}

/// Something a proposal rests on, as it was when it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub on: NaiveDate,
    #[serde(flatten)]
    pub what: What,
}

/// What a fact is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    Sampling {
        id: i64,
        round_id: i64,
        round: String,
        product: String,
        party: String,
        level: SampleLevel,
        /// Refused, which counts as failed.
        #[serde(default)]
        refused: bool,
    },
    /// Its re-inspection failed.
    Failed {
        measure: MeasureKind,
    },
    /// Its deadline passed.
    Overdue {
        measure: MeasureKind,
    },
    Finding {
        finding: FindingKind,
    },
    Case {
        number: String,
    },
}

/// A rule that holds, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holds<'a> {
    pub rule: &'a Rule,
    pub facts: Vec<Fact>,
    /// The same rule with the same facts is proposed once.
    pub fact_key: String,
}

/// The rules that hold now, in the ladder's order. What is imposed already, or was done, is not proposed again.
pub fn holding<'a>(rules: &'a [Rule], grounds: &Grounds, today: NaiveDate) -> Vec<Holds<'a>> {
    let mut found: Vec<Holds<'a>> = Vec::new();
    for rule in rules.iter().filter(|r| r.kinds.is_empty() || r.kinds.contains(&grounds.kind_code)) {
        let Some((facts, key)) = holds(rule, grounds, today) else { continue };
        let is_done = |kind: &MeasureKind| {
            let since = facts.iter().map(|f| f.on).max();
            grounds.imposed.iter().filter(|m| m.kind == *kind).any(|m| match m.state {
                MeasureState::InForce => true,
                // What was done before the facts that ask for it anew does not count.
                MeasureState::Fulfilled => since.is_none_or(|on| m.in_force_on >= on),
                MeasureState::Failed | MeasureState::Lifted | MeasureState::Quashed => false,
            })
        };
        let is_proposed = |kind: &MeasureKind| found.iter().any(|h| h.rule.measures.contains(kind));
        if rule.measures.iter().all(|kind| is_done(kind) || is_proposed(kind)) {
            continue;
        }
        let measures: Vec<&str> = rule.measures.iter().map(|m| m.as_str()).collect();
        let fact_key = format!("{}:{}:{key}", rule.condition.as_str(), measures.join("+"));
        found.push(Holds { rule, facts, fact_key });
    }
    found
}

/// What a rule rests on, and what tells these facts from others; none where it does not hold.
fn holds(rule: &Rule, grounds: &Grounds, today: NaiveDate) -> Option<(Vec<Fact>, String)> {
    match rule.condition {
        Condition::FailedReinspection => {
            let failed = grounds.imposed.iter().filter(|m| m.state == MeasureState::Failed && is_after(rule, grounds, m));
            let last = failed.max_by_key(|m| (m.failed_on, m.id))?;
            let on = last.failed_on.unwrap_or(last.in_force_on);
            Some((vec![Fact { on, what: What::Failed { measure: last.kind } }], last.id.to_string()))
        }
        Condition::PastDeadline => {
            let open = grounds.imposed.iter().filter(|m| m.state == MeasureState::InForce && rule.after.is_none_or(|k| k == m.kind));
            let last = open.filter(|m| m.due_on.is_some_and(|due| due < today)).max_by_key(|m| (m.due_on, m.id))?;
            Some((vec![Fact { on: last.due_on?, what: What::Overdue { measure: last.kind } }], last.id.to_string()))
        }
        Condition::TwiceRunning => {
            let running = running(rule, grounds)?;
            let key = running.iter().map(|s| s.sampling.id.to_string()).collect::<Vec<_>>().join("+");
            Some((running.into_iter().map(sampling).collect(), key))
        }
        Condition::LicensedFailure => {
            let failed = grounds.own().filter(|s| s.sampling.result.is_bad() && counts(rule, s));
            let last = failed.max_by_key(age).filter(|_| grounds.has_licence)?;
            Some((vec![sampling(last)], last.sampling.id.to_string()))
        }
        Condition::Refusal => {
            let last = grounds.own().filter(|s| s.sampling.result == SamplingResult::Refused).max_by_key(age)?;
            Some((vec![sampling(last)], last.sampling.id.to_string()))
        }
        Condition::Serious | Condition::Proven | Condition::Criminal => {
            let kind = rule.condition.finding()?;
            let (_, on) = grounds.findings.iter().find(|(k, _)| *k == kind)?;
            Some((vec![Fact { on: *on, what: What::Finding { finding: kind } }], String::new()))
        }
        Condition::Repeated => repeated(rule, grounds),
    }
}

/// Whether this failed measure is what the rule follows: of the rule's kind, or an order to rectify given with one of that kind, which
/// stays in force until the rectification is shown (article 15: the licence is suspended and rectification ordered).
fn is_after(rule: &Rule, grounds: &Grounds, failed: &Imposed) -> bool {
    let Some(kind) = rule.after else { return true };
    let is_under = |m: &Imposed| m.kind == kind && is_standing(kind) && m.state == MeasureState::InForce;
    failed.kind == kind || (failed.kind == MeasureKind::Rectify && grounds.imposed.iter().any(is_under))
}

/// Whether a measure stands until what was ordered with it is shown to be done.
pub fn is_standing(kind: MeasureKind) -> bool {
    matches!(kind, MeasureKind::SuspendLicence | MeasureKind::StopProduction)
}

impl Grounds {
    /// Samplings that belong to the case itself.
    fn own(&self) -> impl Iterator<Item = &Sampled> {
        self.sampled.iter().filter(|s| s.sampling.case_id == Some(self.case_id))
    }
}

fn age(s: &&Sampled) -> (NaiveDate, i64) {
    (s.sampling.sampled_on, s.sampling.id)
}

fn sampling(s: &Sampled) -> Fact {
    let Sampled { sampling, round } = s;
    let what = What::Sampling {
        id: sampling.id,
        round: round.name.clone(),
        round_id: round.id,
        product: sampling.product.clone(),
        party: sampling.party_name.clone(),
        level: round.level,
        refused: sampling.result == SamplingResult::Refused,
    };
    Fact { on: sampling.sampled_on, what }
}

/// Whether its level is the rule's or above.
fn counts(rule: &Rule, s: &Sampled) -> bool {
    rule.level.is_none_or(|lowest| s.round.level >= lowest)
}

/// The last samplings of one main product, all failed, one of them the case's own. Lower levels neither count nor break the run; a
/// refusal is a failure (article 18). Several batches of one product in one round are one sampling, which failed if one of them did.
fn running<'a>(rule: &Rule, grounds: &'a Grounds) -> Option<Vec<&'a Sampled>> {
    let times = usize::try_from(rule.times.max(1)).ok()?;
    let main: BTreeSet<String> = grounds.sampled.iter().filter(|s| s.sampling.is_main).map(|s| s.sampling.product_key()).collect();
    main.into_iter().find_map(|product| {
        let mut of: Vec<&Sampled> = grounds.sampled.iter().filter(|s| counts(rule, s) && s.sampling.product_key() == product).collect();
        // The failed one of a round stands for it.
        of.sort_by_key(|s| (s.round.last_on, s.round.id, !s.sampling.result.is_bad(), age(s)));
        of.dedup_by_key(|s| s.round.id);
        let last = of.get(of.len().checked_sub(times)?..)?;
        let own = |s: &&Sampled| s.sampling.case_id == Some(grounds.case_id);
        (last.iter().all(|s| s.sampling.result.is_bad()) && last.iter().any(own)).then(|| last.to_vec())
    })
}

fn repeated(rule: &Rule, grounds: &Grounds) -> Option<(Vec<Fact>, String)> {
    let from = grounds.registered_on.checked_sub_months(Months::new(u32::try_from(rule.months).ok()?))?;
    let mut within: Vec<&(String, NaiveDate)> =
        grounds.others.iter().filter(|(_, on)| *on >= from && *on <= grounds.registered_on).collect();
    within.sort_by_key(|(number, on)| (*on, number.clone()));
    // This one is one of them.
    let needed = usize::try_from(rule.times - 1).ok().filter(|n| *n > 0)?;
    let last = within.get(within.len().checked_sub(needed)?..)?;
    let facts = last.iter().map(|(number, on)| Fact { on: *on, what: What::Case { number: number.clone() } }).collect();
    Some((facts, last.iter().map(|(number, _)| number.as_str()).collect::<Vec<_>>().join("+")))
}

crate::platform::stored_words! {
    /// Where a proposal stands.
    ProposalState, "ladder-proposal" {
        /// With the competent department.
        Open = "open",
        Imposed = "imposed",
        /// Declined once, with a reason; the secretariat may ask again.
        Declined = "declined",
        /// Declined a second time: the secretariat decides.
        WithOffice = "with_office",
        /// Given up for good.
        Dropped = "dropped",
        /// What it rested on is no more so.
        Stale = "stale",
    }
}

/// What is decided of a proposal without imposing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The competent department does not follow it.
    Decline,
    /// The secretariat asks again.
    Insist,
    /// The secretariat gives it up.
    Drop,
}

impl Verdict {
    pub const ALL: [Self; 3] = [Self::Decline, Self::Insist, Self::Drop];
}

/// The state a verdict leads to; `declines`: how often its measures were declined before. A second refusal is the secretariat's to settle.
///
/// # Errors
/// `Refused` names the state that does not allow it.
pub fn decide_proposal(state: ProposalState, declines: i32, verdict: Verdict) -> Result<ProposalState> {
    use ProposalState as S;
    match (state, verdict) {
        (S::Open, Verdict::Decline) if declines == 0 => Ok(S::Declined),
        (S::Open, Verdict::Decline) => Ok(S::WithOffice),
        (S::Declined | S::WithOffice, Verdict::Insist) => Ok(S::Open),
        (S::Declined | S::WithOffice, Verdict::Drop) => Ok(S::Dropped),
        (state, _) => Err(Error::Refused(Message::new("proposal-refused").key("state", state.key()))),
    }
}

/// A proposal as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub id: i64,
    pub case_id: i64,
    pub ladder_id: i64,
    pub fact_key: String,
    /// As it was.
    pub rule: Rule,
    pub facts: Vec<Fact>,
    /// Who is competent.
    pub department_id: i64,
    pub proposed_at: NaiveDateTime,
    pub due_on: NaiveDate,
    pub state: ProposalState,
    /// How often a proposal of these measures was declined in this case.
    pub declines: i32,
    pub decided_at: Option<NaiveDateTime>,
    pub decided_by: String,
    pub reason: String,
    pub version: i64,
}

impl Proposal {
    /// Waits for somebody.
    pub fn is_open(&self) -> bool {
        matches!(self.state, ProposalState::Open | ProposalState::WithOffice)
    }

    /// Not settled yet: it waits, or the secretariat may ask again.
    pub fn is_unsettled(&self) -> bool {
        self.is_open() || self.state == ProposalState::Declined
    }

    /// The number of the hand-over by which it was done, if it was done by referring the case.
    pub fn referred_by(&self) -> Option<&str> {
        let is_referral = self.state == ProposalState::Imposed && self.rule.measures.contains(&MeasureKind::ReferToJustice);
        Some(self.reason.as_str()).filter(|number| is_referral && !number.is_empty())
    }
}
