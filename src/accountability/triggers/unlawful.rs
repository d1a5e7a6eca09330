//! Officers who enforced unlawfully (article 23): once a case about it is filed, against the department whose officers they are. The case
//! says nothing of the matter; and the matter nothing of who reported the case.

use std::collections::HashMap;

use chrono::NaiveDateTime;

use super::{Found, Ground, More, Source};
use crate::{
    accountability::{
        actions::NewMatter,
        model::{FactLine, Facts, Rule, State},
        store::{self, Raised},
    },
    enforcement::queries::cases,
    platform::{
        db::Conn,
        error::Result,
        i18n::{format, t},
    },
    tenancy::Scope,
};

/// Cases looked at in one read.
const PIECE: i64 = 500;
/// Characters of the case's facts that are kept.
const TEXT: usize = 2_000;

pub struct Unlawful;

/// A case as a fact.
pub struct AgainstOfficers {
    case_id: i64,
    /// What was found of it after its matter was dismissed.
    anew: Option<String>,
}

fn key(case_id: i64, anew: Option<&str>) -> String {
    let tail = anew.map(|found| format!(":{found}")).unwrap_or_default();
    format!("unlawful_enforcement:{case_id}{tail}")
}

impl Found for AgainstOfficers {
    /// One matter a case; a dismissed one comes back with what was found since.
    fn key(&self) -> String {
        key(self.case_id, self.anew.as_deref())
    }
}

/// Which fact a case is now: the first one as long as no matter of it was dismissed, then the last thing found since.
fn now(case_id: i64, found: &[(String, NaiveDateTime)], raised: &[&Raised]) -> AgainstOfficers {
    let ended = raised.iter().filter(|r| r.state == State::Dismissed).filter_map(|r| r.closed_at).max();
    let all_dismissed = raised.iter().all(|r| r.state == State::Dismissed);
    let since =
        ended.filter(|_| all_dismissed).and_then(|at| found.iter().filter(|(_, found)| *found > at).max_by_key(|(_, found)| *found));
    AgainstOfficers { case_id, anew: since.map(|(what, _)| what.clone()) }
}

impl Source for Unlawful {
    type Fact = AgainstOfficers;
    type Cursor = i64;

    fn facts(conn: &mut Conn, scope: &Scope, _: &Ground, _: &Rule, after: Option<&i64>) -> Result<(Vec<AgainstOfficers>, More<i64>)> {
        let (ids, next) = cases::filed_against_officers(conn, scope, after.copied().unwrap_or(0), PIECE)?;
        let mut found: HashMap<i64, Vec<(String, NaiveDateTime)>> = HashMap::new();
        for (case_id, what, at) in cases::found_of(conn, scope, &ids)? {
            found.entry(case_id).or_default().push((what, at));
        }
        let keys_of = |id: i64| {
            let later = found.get(&id).into_iter().flatten().map(move |(what, _)| key(id, Some(what)));
            std::iter::once(key(id, None)).chain(later).collect::<Vec<_>>()
        };
        let keys: Vec<String> = ids.iter().flat_map(|id| keys_of(*id)).collect();
        let raised = store::raised(conn, scope, &keys)?;
        let fact = |id: i64| {
            let own: Vec<&Raised> = keys_of(id).iter().filter_map(|key| raised.get(key)).collect();
            now(id, found.get(&id).map_or(&[], Vec::as_slice), &own)
        };
        Ok((ids.iter().map(|id| fact(*id)).collect(), next.map_or(More::Done, More::From)))
    }

    fn freeze(conn: &mut Conn, scope: &Scope, ground: &Ground, rule: &Rule, fact: &AgainstOfficers) -> Result<Option<NewMatter>> {
        let case = cases::one(conn, &scope.on_behalf_of_office(), fact.case_id)?;
        // Put right since it was looked for.
        let Some(officers) = case.officers_of_id.filter(|_| !case.came_to_nothing()) else { return Ok(None) };
        let Some((subject, department)) = ground.subject(officers) else { return Ok(None) };
        let lang = scope.workspace_lang();
        let holder = ground.departments.iter().find(|d| d.id == case.holder_id).map_or("", |d| d.name.as_str());
        let mut lines = vec![
            FactLine::new("case", format!("{} {}", case.shown_number(), case.title)).at(format!("/cases/{}", case.number)),
            FactLine::new("officers", &department.name),
            FactLine::new("holder", holder),
            FactLine::new("found", case.found_on),
        ];
        lines.extend(case.filed_on.map(|on| FactLine::new("filed", on)));
        lines.extend(case.extra.iter().map(|v| FactLine::new("asked", format!("{}{}{}", v.label, t(lang, "part-colon"), v.value))));
        Ok(Some(NewMatter {
            title: format(lang, "matter-title-unlawful", &[("number", case.shown_number().into())]),
            cause: rule.cause,
            fact_key: fact.key(),
            edition: ground.edition.number,
            subject,
            basis: rule.basis.clone(),
            facts: Facts { text: case.facts.chars().take(TEXT).collect(), lines, on: scope.today() },
        }))
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Duration};
    use proptest::prelude::*;

    use super::*;

    fn at(n: i64) -> NaiveDateTime {
        DateTime::UNIX_EPOCH.naive_utc() + Duration::hours(n)
    }

    /// What happens to a case and its matters, one a step.
    #[derive(Clone, Copy, Debug)]
    enum Step {
        Sweep,
        Find,
        Dismiss,
        Decide,
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        /// However people find, dismiss and decide: never two matters at once, none once one was decided, and after a dismissal one more
        /// exactly when something was found since.
        #[test]
        fn one_matter_a_case_and_a_further_one_only_with_what_was_found_since(
            steps in proptest::collection::vec(proptest::sample::select(&[Step::Sweep, Step::Find, Step::Dismiss, Step::Decide][..]), 1..40)
        ) {
            let mut raised: Vec<(String, Raised)> = Vec::new();
            let (mut found, mut new_since) = (Vec::new(), true);
            for (n, step) in (0i64..).zip(steps) {
                match step {
                    Step::Find => {
                        found.push((n.to_string(), at(n)));
                        // What is found while one runs is known when it is dismissed.
                        new_since |= raised.last().is_some_and(|(_, r)| r.state == State::Dismissed);
                    }
                    Step::Dismiss | Step::Decide => {
                        let Some((_, last)) = raised.last_mut().filter(|(_, r)| r.state == State::Proposed) else { continue };
                        last.state = if matches!(step, Step::Dismiss) { State::Dismissed } else { State::Closed };
                        last.closed_at = Some(at(n));
                        new_since = false;
                    }
                    Step::Sweep => {
                        let own: Vec<&Raised> = raised.iter().map(|(_, r)| r).collect();
                        let fact = now(7, &found, &own).key();
                        let is_new = raised.iter().all(|(key, _)| *key != fact);
                        let may = raised.last().is_none_or(|(_, r)| r.state == State::Dismissed);
                        prop_assert_eq!(is_new, may && new_since, "{} {:?}", fact, raised);
                        if is_new {
                            raised.push((fact, Raised { state: State::Proposed, closed_at: None }));
                        }
                    }
                }
            }
        }
    }
}
