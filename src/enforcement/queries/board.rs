//! The board: where cases are stuck, on what, and since when.

use std::{collections::HashMap, sync::Arc};

use chrono::NaiveDate;

use super::with_below;
use crate::{
    enforcement::{
        READERS, hand_over,
        model::NextWhat,
        store::cases::{Alike, alike},
    },
    platform::{db::Conn, error::Result},
    tenancy::{DepartmentKind, Scope, departments::Department},
    timeline::Kept,
};

/// Live cases of one department or place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pile {
    pub live: i64,
    pub overdue: i64,
    /// How much of what is overdue waits for each step, in the order of [`NextWhat::ALL`].
    pub stuck: [i64; NextWhat::ALL.len()],
    /// When the first of what is overdue was due.
    pub since: Option<NaiveDate>,
}

impl Pile {
    fn add(&mut self, some: &Alike) {
        self.live += some.live;
        self.overdue += some.overdue;
        if let Some(at) = some.next.and_then(|next| NextWhat::ALL.iter().position(|n| *n == next)) {
            self.stuck[at] += some.overdue;
        }
        self.since = [self.since, some.since].into_iter().flatten().min();
    }
}

/// By what the board counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Who holds them.
    #[default]
    Holder,
    /// Where they are; a place with all below it, as the register filters.
    Region,
}

/// The board's figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// By department; none: cases without a place. What is overdue most stands first.
    pub piles: Vec<(Option<i64>, Pile)>,
    pub sum: Pile,
    /// Hand-overs past their day without an answer, counted to [`hand_over::COUNT_LIMIT`].
    pub silent: i64,
}

static KEPT: Kept<NaiveDate, (Arc<Vec<Alike>>, i64)> = Kept::new(500);

/// How all live cases stand, by what is asked.
pub fn board(conn: &mut Conn, scope: &Scope, by: By, all: &[Department]) -> Result<Board> {
    scope.require(&READERS)?;
    let (found, silent) =
        KEPT.get(conn, scope, scope.today(), |conn| Ok((Arc::new(alike(conn, scope)?), hand_over::silent(conn, scope)?)))?;
    let mut sum = Pile::default();
    found.iter().for_each(|some| sum.add(some));
    let mut piles = match by {
        By::Holder => by_holder(&found),
        By::Region => by_region(&found, all),
    };
    let place = |id: Option<i64>| all.iter().position(|d| Some(d.id) == id).unwrap_or(usize::MAX);
    piles.sort_by_key(|(id, pile)| (std::cmp::Reverse((pile.overdue, pile.live)), place(*id)));
    Ok(Board { piles, sum, silent })
}

fn by_holder(found: &[Alike]) -> Vec<(Option<i64>, Pile)> {
    let mut piles: HashMap<Option<i64>, Pile> = HashMap::new();
    found.iter().for_each(|some| piles.entry(Some(some.holder_id)).or_default().add(some));
    piles.into_iter().collect()
}

fn by_region(found: &[Alike], all: &[Department]) -> Vec<(Option<i64>, Pile)> {
    let mut own: HashMap<Option<i64>, Vec<&Alike>> = HashMap::new();
    found.iter().for_each(|some| own.entry(some.region_id).or_default().push(some));
    let pile = |ids: &[Option<i64>]| {
        let mut pile = Pile::default();
        ids.iter().filter_map(|id| own.get(id)).flatten().for_each(|some| pile.add(some));
        pile
    };
    let places = all.iter().filter(|d| d.kind == DepartmentKind::LocalGovernment);
    let mut piles: Vec<_> = places.map(|d| (Some(d.id), pile(&with_below(all, d.id).into_iter().map(Some).collect::<Vec<_>>()))).collect();
    piles.push((None, pile(&[None])));
    piles.retain(|(_, pile)| pile.live > 0);
    piles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(holder_id: i64, region_id: Option<i64>, next: NextWhat, live: i64, overdue: i64, since: &str) -> Alike {
        Alike { holder_id, region_id, next: Some(next), live, overdue, since: since.parse().ok() }
    }

    #[test]
    fn a_pile_knows_what_it_waits_for_and_since_when() {
        let found = [
            some(1, None, NextWhat::File, 3, 1, "2026-03-02"),
            some(1, Some(9), NextWhat::Close, 2, 2, "2026-02-01"),
            some(2, None, NextWhat::File, 1, 0, ""),
        ];
        let piles: HashMap<_, _> = by_holder(&found).into_iter().collect();
        let first = piles[&Some(1)];
        assert_eq!((first.live, first.overdue, first.since), (5, 3, "2026-02-01".parse().ok()));
        let at = |what| NextWhat::ALL.iter().position(|n| *n == what).expect("a step");
        assert_eq!((first.stuck[at(NextWhat::File)], first.stuck[at(NextWhat::Close)]), (1, 2));
        assert_eq!((first.stuck.iter().sum::<i64>(), piles[&Some(2)].overdue, piles[&Some(2)].since), (3, 0, None));
    }
}
