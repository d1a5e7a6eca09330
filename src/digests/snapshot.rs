//! What somebody was told last, kept small: the state of every duty in their scope, and the figures.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::duties::State;

/// The figures of a digest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Figures {
    pub overdue: u32,
    pub due_soon: u32,
    /// Closed since the digest before.
    pub closed: u32,
    /// Of the year's closed duties with a deadline and those overdue now, how many per cent were handed in by it; none without any.
    pub on_time: Option<u32>,
    /// Waiting for a decision, or for the department's receipt in a liaison's digest.
    pub waiting: u32,
    /// Cases stuck, and hand-overs nobody answers; none in what was told before these were counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stuck: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unanswered: Option<u32>,
}

/// Stored as JSON. Ids are written as differences in base 36, some six characters each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Snapshot {
    pub figures: Figures,
    states: BTreeMap<String, String>,
    overdue: String,
}

impl Snapshot {
    /// Of these duties, sorted or not: id, state, whether overdue.
    pub fn new(figures: Figures, duties: impl Iterator<Item = (i64, State, bool)>) -> Self {
        let mut by_state: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
        let mut overdue = Vec::new();
        for (id, state, late) in duties {
            by_state.entry(state.as_str()).or_default().push(id);
            if late {
                overdue.push(id);
            }
        }
        let states = by_state.into_iter().map(|(state, ids)| (state.to_owned(), pack(ids))).collect();
        Self { figures, states, overdue: pack(overdue) }
    }

    /// The state every duty had.
    pub fn states(&self) -> HashMap<i64, State> {
        let known = self.states.iter().filter_map(|(state, ids)| Some((State::parse(state)?, ids)));
        known.flat_map(|(state, ids)| unpack(ids).map(move |id| (id, state))).collect()
    }

    /// Those that were overdue.
    pub fn overdue(&self) -> HashSet<i64> {
        unpack(&self.overdue).collect()
    }
}

fn pack(mut ids: Vec<i64>) -> String {
    ids.sort_unstable();
    let mut text = String::with_capacity(ids.len() * 8);
    let mut last = 0;
    for id in ids {
        write_base36(&mut text, id.wrapping_sub(last).unsigned_abs());
        text.push(' ');
        last = id;
    }
    text.pop();
    text
}

fn write_base36(text: &mut String, mut n: u64) {
    let start = text.len();
    loop {
        let digit = char::from_digit((n % 36) as u32, 36).unwrap_or('0');
        text.insert(start, digit);
        n /= 36;
        if n == 0 {
            return;
        }
    }
}

/// Words that are no numbers are left out: an old snapshot must not keep a digest from being sent.
fn unpack(text: &str) -> impl Iterator<Item = i64> + '_ {
    text.split_ascii_whitespace().filter_map(|word| i64::from_str_radix(word, 36).ok()).scan(0i64, |last, step| {
        *last = last.wrapping_add(step);
        Some(*last)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_told_is_read_back(rows in proptest::collection::btree_map(1i64..i64::MAX, (0usize..8, any::<bool>()), 0..60)) {
            let rows: Vec<_> = rows.into_iter().map(|(id, (s, late))| (id, State::ALL[s], late)).collect();
            let snapshot = Snapshot::new(Figures { overdue: 3, on_time: Some(91), ..Figures::default() }, rows.iter().copied());
            let stored = serde_json::to_string(&snapshot).unwrap();
            let back: Snapshot = serde_json::from_str(&stored).unwrap();
            prop_assert_eq!(&back, &snapshot);
            prop_assert_eq!(back.states(), rows.iter().map(|(id, s, _)| (*id, *s)).collect::<HashMap<_, _>>());
            prop_assert_eq!(back.overdue(), rows.iter().filter(|(_, _, l)| *l).map(|(id, _, _)| *id).collect::<HashSet<_>>());
        }
    }

    #[test]
    fn an_empty_or_foreign_snapshot_is_no_fault() {
        let empty: Snapshot = serde_json::from_str("{}").unwrap();
        assert!(empty.states().is_empty() && empty.overdue().is_empty());
        let odd: Snapshot = serde_json::from_str(r#"{"states":{"unheard":"1 2","closed":"?? a"}}"#).unwrap();
        assert_eq!(odd.states(), HashMap::from([(10, State::Closed)]));
    }
}
