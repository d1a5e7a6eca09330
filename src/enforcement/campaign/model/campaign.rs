//! A campaign 专项行动: what is done to it, and what it is.

use chrono::{NaiveDate, NaiveDateTime};

use crate::{
    duties::search_key,
    platform::error::{Error, Message, Result},
};

/// The longest name.
pub const NAME_MAX: usize = 100;
/// The longest list of products or markets.
pub const LIST_MAX: usize = 500;
/// The longest purpose, and the longest note of a report.
pub const TEXT_MAX: usize = 2_000;
/// The most days one takes.
pub const DAYS_MAX: i64 = 731;
/// The most regions.
pub const REGIONS_MAX: usize = 200;
/// The most bodies that lead one.
pub const LEADS_MAX: usize = 20;
/// The most working days a report may take after its period.
pub const REPORT_DAYS_MAX: u16 = 20;
/// The highest goal and the highest figure of a report: what a sum of all can still hold.
pub const FIGURE_MAX: i64 = 999_999_999_999;

crate::platform::stored_words! {
    /// Where it stands.
    CampaignState, "campaign-state" {
        /// Being written.
        Draft = "draft",
        /// Under way, up to its closing.
        Running = "running",
        Closed = "closed",
        Cancelled = "cancelled",
    }
}

crate::platform::stored_words! {
    /// What is done to it.
    CampaignAction, "campaign-action" {
        Start = "start",
        /// To put down what a region did in a period.
        Report = "report",
        Edit = "edit",
        Close = "close",
        Cancel = "cancel",
    }
}

crate::platform::stored_words! {
    /// How often its regions report.
    Rhythm, "campaign-rhythm" {
        Weekly = "weekly",
        Fortnightly = "fortnightly",
        Monthly = "monthly",
    }
}

use CampaignAction as A;
use CampaignState as S;

/// The state machine: in this state, this action leads to that state.
pub const CAMPAIGN_TRANSITIONS: &[(CampaignState, CampaignAction, CampaignState)] = &[
    (S::Draft, A::Start, S::Running),
    (S::Draft, A::Edit, S::Draft),
    (S::Draft, A::Cancel, S::Cancelled),
    (S::Running, A::Report, S::Running),
    (S::Running, A::Edit, S::Running),
    (S::Running, A::Close, S::Closed),
    (S::Running, A::Cancel, S::Cancelled),
];

impl CampaignState {
    /// Where an action leads.
    ///
    /// # Errors
    /// `Refused`, naming state, action and what could be done instead.
    pub fn after(self, action: CampaignAction) -> Result<CampaignState> {
        let rows = CAMPAIGN_TRANSITIONS.iter().filter(|(from, ..)| *from == self);
        if let Some((.., to)) = rows.clone().find(|(_, a, _)| *a == action) {
            return Ok(*to);
        }
        let instead: Vec<String> = rows.map(|(_, a, _)| a.key()).collect();
        let message = Message::new(if instead.is_empty() { "campaign-refused-over" } else { "campaign-refused" });
        Err(Error::Refused(message.key("state", self.key()).key("action", action.key()).keys("instead", instead)))
    }
}

/// A campaign as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Campaign {
    pub id: i64,
    /// `2026-0003`.
    pub number: String,
    pub name: String,
    pub purpose: String,
    pub products: String,
    pub markets: String,
    pub first_on: NaiveDate,
    /// The deadline.
    pub last_on: NaiveDate,
    pub rhythm: Rhythm,
    /// Working days after a period until its report is due.
    pub report_days: u16,
    pub state: CampaignState,
    /// Why it was closed or cancelled.
    pub reason: String,
    pub created_at: NaiveDateTime,
    pub created_by: String,
    pub version: i64,
}

impl Campaign {
    /// What a search looks through.
    pub fn search_key(&self) -> String {
        let parts = [&self.number, &self.name, &self.products, &self.markets].map(|part| search_key(part));
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Under way, or ended in order: what was reached counts.
    pub fn counts(&self) -> bool {
        matches!(self.state, S::Running | S::Closed)
    }

    /// How timelines and cases name it.
    pub fn label(&self) -> String {
        format!("{} {}", self.number, self.name)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same rules said again.
    #[test]
    fn a_campaign_goes_only_where_it_may() {
        for state in CampaignState::ALL {
            for action in CampaignAction::ALL {
                let wanted = match (state, action) {
                    (S::Draft, A::Start) => Some(S::Running),
                    (S::Draft, A::Edit) => Some(S::Draft),
                    (S::Draft | S::Running, A::Cancel) => Some(S::Cancelled),
                    (S::Running, A::Report | A::Edit) => Some(S::Running),
                    (S::Running, A::Close) => Some(S::Closed),
                    _ => None,
                };
                match (state.after(*action), wanted) {
                    (Ok(to), Some(want)) => assert_eq!(to, want),
                    (Err(Error::Refused(m)), None) => {
                        let over = matches!(state, S::Closed | S::Cancelled);
                        assert_eq!(m.key, if over { "campaign-refused-over" } else { "campaign-refused" });
                    }
                    (other, want) => panic!("{state:?} {action:?}: {:?} instead of {want:?}", other.is_ok()),
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        /// A life of it, told as two facts: whether it was started, and how it ended. It is reported on and closed only in between, and
        /// written and cancelled as long as it has not ended.
        #[test]
        fn a_campaign_is_started_once_and_ends_once(actions in proptest::collection::vec(proptest::sample::select(CampaignAction::ALL), 1..16)) {
            let (mut state, mut started, mut ended) = (S::Draft, false, None);
            for action in actions {
                let may = ended.is_none() && match action {
                    A::Start => !started,
                    A::Report | A::Close => started,
                    A::Edit | A::Cancel => true,
                };
                let to = state.after(action);
                prop_assert_eq!(to.is_ok(), may, "{:?} {:?}", state, action);
                let Ok(to) = to else { continue };
                started |= action == A::Start;
                ended = match action {
                    A::Close => Some(S::Closed),
                    A::Cancel => Some(S::Cancelled),
                    _ => None,
                };
                state = to;
                prop_assert_eq!(state, ended.unwrap_or(if started { S::Running } else { S::Draft }));
                let one = Campaign { state, ..crate::enforcement::campaign::model::progress::tests::campaign(NaiveDate::MIN, NaiveDate::MAX) };
                prop_assert_eq!(one.counts(), started && ended != Some(S::Cancelled));
            }
        }
    }
}
