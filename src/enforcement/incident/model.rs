//! An incident and its figures; pure.

use chrono::{NaiveDate, NaiveDateTime};

use crate::{
    duties::search_key,
    tenancy::{Role, Scope},
};

/// The most dead or injured that are read.
pub const PEOPLE_MAX: u16 = 60_000;
/// The greatest loss that is read, in yuan.
const LOSS_MAX: i64 = 1_000_000_000_000;
/// Yuan in one 万元.
const WAN: i64 = 10_000;

crate::platform::stored_words! {
    /// Whether it counts.
    IncidentState, "incident-state" {
        Recorded = "recorded",
        /// Recorded by mistake; it stays, with the reason.
        Withdrawn = "withdrawn",
    }
}

/// What it cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub deaths: i32,
    pub injured: i32,
    /// Direct loss in yuan; none where it is not known yet.
    pub loss: Option<i64>,
}

impl Figures {
    /// The higher of each.
    pub fn most(self, other: Self) -> Self {
        Self { deaths: self.deaths.max(other.deaths), injured: self.injured.max(other.injured), loss: self.loss.max(other.loss) }
    }

    /// What tells one height of the figures from another. A loss that is not known is none: that it turns out to be nothing is no rise.
    pub fn height(self) -> String {
        format!("{}:{}:{}", self.deaths, self.injured, self.loss.unwrap_or_default())
    }
}

/// 万元 as typed, up to four places, in yuan; none where it is no such number.
pub fn yuan_of_wan(typed: &str) -> Option<i64> {
    let plain: String = typed.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let plain = plain.trim_end_matches("万元").replace('．', ".");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let is_plain = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || part.len() > 4 || !is_plain(whole) || !is_plain(part) || plain.ends_with('.') {
        return None;
    }
    let yuan = whole.parse::<i64>().ok()? * WAN + format!("{part:0<4}").parse::<i64>().ok()?;
    (yuan <= LOSS_MAX).then_some(yuan)
}

/// Yuan as 万元, without zeros at the end: `123.45`.
pub fn wan(yuan: i64) -> String {
    let text = format!("{}.{:04}", yuan / WAN, yuan % WAN);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// An incident as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    pub id: i64,
    /// 2026-0007
    pub number: String,
    pub title: String,
    pub happened_on: NaiveDate,
    /// The local government of the place.
    pub region_id: i64,
    pub place: String,
    pub product: String,
    pub party_id: Option<i64>,
    pub case_id: Option<i64>,
    pub figures: Figures,
    /// The highest it ever had.
    pub most: Figures,
    /// What happened.
    pub text: String,
    /// Where it is known from.
    pub source: String,
    /// Who recorded it; none for the secretariat.
    pub department_id: Option<i64>,
    pub recorded_at: NaiveDateTime,
    pub recorded_by: String,
    pub state: IncidentState,
    /// Why it was withdrawn.
    pub reason: String,
    pub version: i64,
}

impl Incident {
    pub fn search_key(&self) -> String {
        let parts = [&self.number, &self.title, &self.product, &self.place].map(|p| search_key(p));
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Whether this person may correct it: the secretariat, and whoever acts for the department that recorded it.
    pub fn is_kept_by(&self, scope: &Scope) -> bool {
        scope.has(Role::Secretariat) || self.department_id.is_some_and(|id| scope.acts_for_department(id))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn losses_are_read_as_people_write_them_and_to_the_yuan() {
        for (typed, yuan) in [("0", 0), ("123.45", 1_234_500), ("1,200", 12_000_000), ("0.0001", 1), ("56．7 万元", 567_000)] {
            assert_eq!(yuan_of_wan(typed), Some(yuan), "{typed}");
        }
        for wrong in ["", "-1", "1.23456", "一百", "1e3", ".5", "5.", "9999999999", "100000001"] {
            assert_eq!(yuan_of_wan(wrong), None, "{wrong}");
        }
        assert_eq!((wan(1_234_500), wan(0), wan(1), wan(12_000_000)), ("123.45".into(), "0".into(), "0.0001".into(), "1200".into()));
    }

    fn figures() -> impl Strategy<Value = Figures> {
        (0..50i32, 0..50i32, proptest::option::of(0..50i64)).prop_map(|(deaths, injured, loss)| Figures { deaths, injured, loss })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn what_is_shown_is_read_again(yuan in 0..LOSS_MAX) {
            prop_assert_eq!(yuan_of_wan(&wan(yuan)), Some(yuan));
        }

        /// However often it is corrected: it is a new fact exactly when one of the figures is higher than it ever was.
        #[test]
        fn only_what_rises_is_a_new_fact(first in figures(), later in proptest::collection::vec(figures(), 1..12)) {
            let (mut most, mut ever) = (first, vec![first]);
            for next in later {
                let before = most.height();
                most = most.most(next);
                let known = |f: &Figures| (f.deaths, f.injured, f.loss.unwrap_or_default());
                let top = ever.iter().map(known).fold((0, 0, 0), |a, b| (a.0.max(b.0), a.1.max(b.1), a.2.max(b.2)));
                let of = known(&next);
                prop_assert_eq!(most.height() != before, of.0 > top.0 || of.1 > top.1 || of.2 > top.2);
                ever.push(next);
            }
        }
    }
}
