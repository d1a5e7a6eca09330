//! Which clause of a newer version continues which of the older one.

use std::collections::HashMap;

use super::names::alike;

/// How a clause fared between the two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Same,
    Changed,
    New,
    Gone,
}

/// A clause of the older version and the one that continues it; indexes into the lists compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub old: Option<usize>,
    pub new: Option<usize>,
    pub change: Change,
}

/// A clause as far as it is compared.
#[derive(Clone, Debug)]
pub struct Compared<'a> {
    /// Numbers from the outermost level inwards, joined.
    pub path: String,
    pub text: &'a str,
}

/// Below this share of common letter pairs two clauses of the same number are taken for different ones.
const ALIKE_BY_NUMBER: f64 = 0.25;
/// Above this share a clause that moved to another number is taken for the same one.
const ALIKE_MOVED: f64 = 0.6;
/// Moved clauses are looked for among at most this many on each side.
const MAX_MOVED: usize = 400;

/// Pairs the clauses: first equal wordings, then equal numbers with a similar wording, then similar wordings elsewhere.
/// The result follows the newer version; what is gone stands where it stood before.
pub fn match_clauses(old: &[Compared<'_>], new: &[Compared<'_>]) -> Vec<Pair> {
    let (old_keys, new_keys) = (keys(old), keys(new));
    let mut of_new: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    equal_wordings(&old_keys, &new_keys, &mut of_new, &mut taken);
    let by_path: HashMap<&str, usize> = old.iter().enumerate().map(|(i, c)| (c.path.as_str(), i)).collect();
    for (n, clause) in new.iter().enumerate().filter(|(n, _)| of_new[*n].is_none()).collect::<Vec<_>>() {
        let same_number = by_path.get(clause.path.as_str()).copied().filter(|o| !taken[*o]);
        if let Some(o) = same_number.filter(|o| alike(&old_keys[*o], &new_keys[n]) >= ALIKE_BY_NUMBER) {
            of_new[n] = Some(o);
            taken[o] = true;
        }
    }
    moved(&old_keys, &new_keys, &mut of_new, &mut taken);
    in_order(&old_keys, &new_keys, &of_new, &taken)
}

fn keys(side: &[Compared<'_>]) -> Vec<String> {
    // The number is left out: renumbering alone changes nothing.
    side.iter().map(|c| c.text.chars().filter(|c| !c.is_whitespace()).collect()).collect()
}

fn equal_wordings(old: &[String], new: &[String], of_new: &mut [Option<usize>], taken: &mut [bool]) {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, key) in old.iter().enumerate().rev() {
        places.entry(key).or_default().push(i);
    }
    for (n, key) in new.iter().enumerate() {
        if let Some(o) = places.get_mut(key.as_str()).and_then(Vec::pop) {
            of_new[n] = Some(o);
            taken[o] = true;
        }
    }
}

fn moved(old: &[String], new: &[String], of_new: &mut [Option<usize>], taken: &mut [bool]) {
    let free_new: Vec<usize> = (0..new.len()).filter(|n| of_new[*n].is_none()).take(MAX_MOVED).collect();
    for n in free_new {
        let free_old = (0..old.len()).filter(|o| !taken[*o]).take(MAX_MOVED);
        let best = free_old.map(|o| (o, alike(&old[o], &new[n]))).max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((o, share)) = best.filter(|(_, share)| *share >= ALIKE_MOVED) {
            debug_assert!(share <= 1.0);
            of_new[n] = Some(o);
            taken[o] = true;
        }
    }
}

fn in_order(old: &[String], new: &[String], of_new: &[Option<usize>], taken: &[bool]) -> Vec<Pair> {
    let mut pairs = Vec::with_capacity(new.len());
    let mut next_old = 0;
    for (n, found) in of_new.iter().enumerate() {
        if let Some(o) = *found {
            gone(&mut pairs, &mut next_old, o, taken);
            let change = if old[o] == new[n] { Change::Same } else { Change::Changed };
            pairs.push(Pair { old: Some(o), new: Some(n), change });
        } else {
            pairs.push(Pair { old: None, new: Some(n), change: Change::New });
        }
    }
    gone(&mut pairs, &mut next_old, old.len(), taken);
    pairs
}

fn gone(pairs: &mut Vec<Pair>, next_old: &mut usize, until: usize, taken: &[bool]) {
    while *next_old < until {
        if !taken[*next_old] {
            pairs.push(Pair { old: Some(*next_old), new: None, change: Change::Gone });
        }
        *next_old += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side<'a>(path: &str, text: &'a str) -> Compared<'a> {
        Compared { path: path.into(), text }
    }

    #[test]
    fn clauses_find_their_successors_when_renumbered_and_reworded() {
        let old =
            [side("1", "每年抽查食品企业五百家，公布结果。"), side("2", "建立监管台账，每月更新一次。"), side("3", "奖励举报有功人员。")];
        let new = [
            side("1", "每年抽查食品企业六百家，公布结果。"),
            side("2", "新设联合检查组，每季度开展一次。"),
            side("3", "建立监管台账，每月更新一次。"),
        ];
        let said: Vec<_> = match_clauses(&old, &new).iter().map(|p| (p.old, p.new, p.change)).collect();
        assert_eq!(
            said,
            [
                (Some(0), Some(0), Change::Changed),
                (None, Some(1), Change::New),
                (Some(1), Some(2), Change::Same),
                (Some(2), None, Change::Gone),
            ]
        );
    }

    #[test]
    fn nothing_against_nothing() {
        assert!(match_clauses(&[], &[]).is_empty());
        assert_eq!(match_clauses(&[side("1", "")], &[])[0].change, Change::Gone);
    }
}
