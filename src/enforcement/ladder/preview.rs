//! What a changed ladder would mean for the cases there are.

use super::{
    grounds,
    model::{Rule, holding},
    store,
};
use crate::{
    enforcement::{
        model::{Case, CaseState},
        store::cases as rows,
    },
    platform::{db::Conn, error::Result},
    tenancy::{Role, Scope},
};

/// Cases read at once.
const AT_ONCE: i64 = 200;
/// Cases looked at for a preview: a page is not kept waiting by however many there are.
pub const LOOKED_AT: usize = 5000;

/// What other rules would change.
#[derive(Default)]
pub struct Preview {
    /// Cases looked at, the newest: all that are filed and not closed, or [`LOOKED_AT`] of them.
    pub looked_at: usize,
    pub is_all: bool,
    /// How many of them they touch.
    pub touched: usize,
    /// The newest of those, with what would be proposed.
    pub first: Vec<(Case, Vec<Rule>)>,
}

/// For every case that is filed and not closed, the newest first, what these rules would propose that the version each follows does not: what
/// moving them would change. `named` of them are kept.
pub fn preview(conn: &mut Conn, scope: &Scope, rules: &[Rule], named: usize) -> Result<Preview> {
    scope.require(&[Role::Secretariat])?;
    let ladders = store::ladders(conn, scope)?;
    let mut found = Preview::default();
    let mut before = i64::MAX;
    while found.looked_at < LOOKED_AT {
        let cases = rows::before(conn, scope, &CaseState::IN_HAND, before, AT_ONCE)?;
        let Some(last) = cases.last() else {
            found.is_all = true;
            break;
        };
        before = last.id;
        found.looked_at += cases.len();
        let followed = grounds::all_followed(conn, scope, &ladders, &cases)?;
        let asked = grounds::of_cases(conn, scope, &cases)?;
        for ((case, ladder), grounds) in cases.into_iter().zip(followed).zip(asked) {
            let now = ladder.map_or(&[][..], |l| &l.rules);
            let known: Vec<String> = holding(now, &grounds, scope.today()).into_iter().map(|h| h.fact_key).collect();
            let fresh = holding(rules, &grounds, scope.today()).into_iter().filter(|h| !known.contains(&h.fact_key));
            let fresh: Vec<Rule> = fresh.map(|h| h.rule.clone()).collect();
            if !fresh.is_empty() {
                found.touched += 1;
                if found.first.len() < named {
                    found.first.push((case, fresh));
                }
            }
        }
    }
    Ok(found)
}
