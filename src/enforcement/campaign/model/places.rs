//! Which region a place counts for: the nearest one at or above it.

use std::collections::{HashMap, HashSet};

use crate::tenancy::departments::Department;

/// For each place the region it counts for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places(HashMap<i64, i64>);

impl Places {
    /// Of these regions (departments). A county counts for the city above it, unless it is a region of its own.
    pub fn of(all: &[Department], regions: &[i64]) -> Self {
        let above: HashMap<i64, i64> = all.iter().filter_map(|d| Some((d.id, d.parent_id?))).collect();
        let regions: HashSet<i64> = regions.iter().copied().collect();
        let nearest = |place: i64| {
            let mut at = place;
            // No chain is longer than all there are.
            for _ in 0..=all.len() {
                if regions.contains(&at) {
                    return Some((place, at));
                }
                at = *above.get(&at)?;
            }
            None
        };
        Self(all.iter().filter_map(|d| nearest(d.id)).collect())
    }

    /// The region a place counts for.
    pub fn region(&self, place: i64) -> Option<i64> {
        self.0.get(&place).copied()
    }

    /// All places that count for a region, by id.
    pub fn places(&self, region: i64) -> Vec<i64> {
        let mut found: Vec<i64> = self.0.iter().filter(|(_, r)| **r == region).map(|(place, _)| *place).collect();
        found.sort_unstable();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tenancy::{DepartmentKind, departments::DepartmentState};

    fn place(id: i64, parent_id: Option<i64>) -> Department {
        Department {
            id,
            code: id.to_string(),
            name: String::new(),
            short_name: String::new(),
            kind: DepartmentKind::LocalGovernment,
            parent_id,
            state: DepartmentState::Open,
            merged_into_id: None,
            position: 0,
            version: 1,
        }
    }

    #[test]
    fn a_place_counts_for_the_nearest_region_above_it() {
        // Province 1, cities 2 and 3, counties 20, 21, 30, town 200.
        let all: Vec<Department> = [(1, None), (2, Some(1)), (3, Some(1)), (20, Some(2)), (21, Some(2)), (30, Some(3)), (200, Some(20))]
            .map(|(id, parent)| place(id, parent))
            .into();
        let found = Places::of(&all, &[2, 20]);
        let of: Vec<Option<i64>> = [1, 2, 3, 20, 21, 30, 200].map(|id| found.region(id)).into();
        assert_eq!(of, [None, Some(2), None, Some(20), Some(2), None, Some(20)]);
        assert_eq!((found.places(2), found.places(20), found.places(3)), (vec![2, 21], vec![20, 200], vec![]));
    }

    #[test]
    fn a_circle_ends() {
        let all = [place(1, Some(2)), place(2, Some(1)), place(3, Some(3))];
        assert_eq!(Places::of(&all, &[9]), Places::default());
        assert_eq!(Places::of(&all, &[1]).places(1), [1, 2]);
    }
}
