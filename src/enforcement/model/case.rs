//! A case 执法案件: a matter against a party, from registering to its verified end.

use chrono::{NaiveDate, NaiveDateTime};

use super::{CaseState, ExtraValue};
use crate::{
    calendar::WorkCalendar,
    duties::{Light, LightReason, search_key},
    platform::error::{FieldErrors, Message},
    tenancy::Settings,
};

crate::platform::stored_words! {
    /// How a case came to the workspace.
    Came, "case-came" {
        /// Found by a department itself.
        Form = "form",
        Sampling = "sampling",
        /// 举报
        PublicReport = "public_report",
        /// From another body.
        HandedIn = "handed_in",
        /// Taken out of another case.
        Severed = "severed",
    }
}

crate::platform::stored_words! {
    /// How it ended.
    Outcome, "case-outcome" {
        /// 不予立案
        NotFiled = "not_filed",
        /// All that was imposed is done.
        Fulfilled = "fulfilled",
        /// Nothing of it was true.
        Unfounded = "unfounded",
        /// Another body has taken it over for good.
        Transferred = "transferred",
        /// The decision was quashed.
        Quashed = "quashed",
        /// The party is no more.
        PartyGone = "party_gone",
        /// Goes on in another case.
        Merged = "merged",
    }
}

impl Outcome {
    /// Those somebody chooses when closing; the others follow from what they did.
    pub const CHOSEN: [Self; 5] = [Self::Fulfilled, Self::Unfounded, Self::Transferred, Self::Quashed, Self::PartyGone];
    /// Those after which nothing is built on the case: there was nothing in it, or it goes on in another one that counts.
    pub const NOTHING: [Self; 4] = [Self::Quashed, Self::Unfounded, Self::NotFiled, Self::Merged];

    pub fn came_to_nothing(self) -> bool {
        Self::NOTHING.contains(&self)
    }
}

crate::platform::stored_words! {
    /// What is due next of a case.
    NextWhat, "case-next" {
        /// To file it, or to say why not.
        File = "file",
        /// To decide on measures.
        Measure = "measure",
        /// To inspect again.
        Inspect = "inspect",
        /// To decide on what the ladder proposes.
        Decide = "decide",
        /// To receive what was handed over.
        Receive = "receive",
        /// To close it: all that was imposed is over.
        Close = "close",
        /// To hear what became of it elsewhere.
        FollowUp = "follow_up",
    }
}

/// A case as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    pub id: i64,
    /// `2026-0031`, from registering on.
    pub number: String,
    /// 苏质案〔2026〕31号, from filing on; kept for good.
    pub formal_number: Option<String>,
    pub kind_id: i64,
    pub party_id: i64,
    pub title: String,
    pub facts: String,
    pub extra: Vec<ExtraValue>,
    pub product: String,
    pub is_main_product: bool,
    /// The local government of the place.
    pub region_id: Option<i64>,
    pub place: String,
    /// The one department that holds it.
    pub holder_id: i64,
    pub state: CaseState,
    pub came: Came,
    pub found_on: NaiveDate,
    pub registered_on: NaiveDate,
    pub registered_at: NaiveDateTime,
    pub registered_by: String,
    pub file_due_on: NaiveDate,
    pub filed_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub outcome: Option<Outcome>,
    /// Why it was closed.
    pub reason: String,
    pub joined_into_id: Option<i64>,
    pub severed_from_id: Option<i64>,
    /// The department whose officers enforced unlawfully, of a case about that.
    pub officers_of_id: Option<i64>,
    /// Kept by the actions, so that lists can sort and filter by it.
    pub next_due_on: Option<NaiveDate>,
    pub next_what: Option<NextWhat>,
    pub version: i64,
}

impl Case {
    /// The number people know it by: the formal one, else the plain one.
    pub fn shown_number(&self) -> &str {
        self.formal_number.as_deref().unwrap_or(&self.number)
    }

    /// Closed so that nothing is built on it.
    pub fn came_to_nothing(&self) -> bool {
        self.outcome.is_some_and(Outcome::came_to_nothing)
    }

    /// Says beside the field `case` that nothing is published or restricted for it.
    pub fn check_stands(&self, errors: &mut FieldErrors) {
        if let Some(outcome) = self.outcome.filter(|o| o.came_to_nothing()) {
            errors.add("case", Message::new("case-came-to-nothing").key("outcome", outcome.key()));
        }
    }

    /// Whether a report led to it (article 24): it was filed and had something in it, or it goes on in another case.
    pub fn was_worth_reporting(&self) -> bool {
        self.outcome == Some(Outcome::Merged) || (self.filed_on.is_some() && !self.came_to_nothing())
    }

    /// Not closed.
    pub fn is_live(&self) -> bool {
        self.state != CaseState::Closed
    }

    /// What a search looks through; `party`: the names of its party as keys.
    pub fn search_key(&self, party: &str) -> String {
        let own = [self.number.as_str(), self.formal_number.as_deref().unwrap_or_default(), &self.title, &self.product, &self.place];
        let mut parts: Vec<String> = own.into_iter().map(search_key).collect();
        parts.push(party.to_owned());
        parts.retain(|p| !p.is_empty());
        parts.join(" ")
    }
}

/// A case as lists show it.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseBrief {
    pub id: i64,
    pub number: String,
    pub formal_number: Option<String>,
    pub kind_id: i64,
    pub party_id: i64,
    pub title: String,
    pub product: String,
    pub is_main_product: bool,
    pub region_id: Option<i64>,
    pub holder_id: i64,
    pub state: CaseState,
    pub found_on: NaiveDate,
    pub registered_on: NaiveDate,
    pub filed_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub outcome: Option<Outcome>,
    pub joined_into_id: Option<i64>,
    pub severed_from_id: Option<i64>,
    pub next_due_on: Option<NaiveDate>,
    pub next_what: Option<NextWhat>,
}

impl CaseBrief {
    /// As [`Case::came_to_nothing`].
    pub fn came_to_nothing(&self) -> bool {
        self.outcome.is_some_and(Outcome::came_to_nothing)
    }

    /// As [`Case::shown_number`].
    pub fn shown_number(&self) -> &str {
        self.formal_number.as_deref().unwrap_or(&self.number)
    }
}

/// The light of a case and why: from what is due next, and when. Spans are working days.
pub fn case_light(
    state: CaseState,
    next_due_on: Option<NaiveDate>,
    today: NaiveDate,
    settings: &Settings,
    calendar: &WorkCalendar,
) -> (Light, LightReason) {
    let Some(due) = next_due_on.filter(|_| state != CaseState::Closed) else {
        let is_closed = state == CaseState::Closed;
        return if is_closed { (Light::Grey, LightReason::AtRest) } else { (Light::Green, LightReason::OnTrack) };
    };
    if due < today {
        return (Light::Red, LightReason::Overdue(calendar.working_days_between(due, today)));
    }
    let left = calendar.working_days_between(today, due);
    if left <= settings.due_soon_days { (Light::Yellow, LightReason::DueSoon(left)) } else { (Light::Green, LightReason::OnTrack) }
}

/// Something a case waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextStep {
    pub what: NextWhat,
    pub due_on: NaiveDate,
}

/// What is due first of all a case waits for; of a closed one nothing.
pub fn first_step(state: CaseState, steps: &[NextStep]) -> Option<NextStep> {
    steps.iter().filter(|_| state != CaseState::Closed).min_by_key(|s| s.due_on).copied()
}
