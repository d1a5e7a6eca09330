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
    /// Whose officers they are.
    officers_id: i64,
    key: String,
}

/// The key of a case and whose officers it is about, with what was found of it after its matter was dismissed. Those raised first name
/// no department.
fn key(case_id: i64, officers_id: Option<i64>, anew: Option<&str>) -> String {
    let of = officers_id.map(|id| format!(":of:{id}")).unwrap_or_default();
    let tail = anew.map(|found| format!(":{found}")).unwrap_or_default();
    format!("unlawful_enforcement:{case_id}{of}{tail}")
}

impl Found for AgainstOfficers {
    /// One matter a case and department; a dismissed one comes back with what was found since.
    fn key(&self) -> String {
        self.key.clone()
    }
}

/// Which fact a case is now: the first one of its department as long as no matter against that was dismissed, then the last thing found
/// since. `raised`: its matters by their keys, whoever they are about.
fn now(case_id: i64, officers_id: i64, found: &[(String, NaiveDateTime)], raised: &[(&str, &Raised)]) -> AgainstOfficers {
    let own = || raised.iter().filter(|(_, r)| r.department_id == officers_id);
    let ended = own().filter(|(_, r)| r.state == State::Dismissed).filter_map(|(_, r)| r.closed_at).max();
    let all_dismissed = own().all(|(_, r)| r.state == State::Dismissed);
    let since =
        ended.filter(|_| all_dismissed).and_then(|at| found.iter().filter(|(_, found)| *found > at).max_by_key(|(_, found)| *found));
    let key = match (since, own().next()) {
        (Some((what, _)), _) => key(case_id, Some(officers_id), Some(what)),
        (None, Some((known, _))) => (*known).to_owned(),
        (None, None) => key(case_id, Some(officers_id), None),
    };
    AgainstOfficers { case_id, officers_id, key }
}

impl Source for Unlawful {
    type Fact = AgainstOfficers;
    type Cursor = i64;

    fn facts(conn: &mut Conn, scope: &Scope, ground: &Ground, _: &Rule, after: Option<&i64>) -> Result<(Vec<AgainstOfficers>, More<i64>)> {
        let (filed, next) = cases::filed_against_officers(conn, scope, after.copied().unwrap_or(0), PIECE)?;
        let ids: Vec<i64> = filed.iter().map(|(id, _)| *id).collect();
        let mut found: HashMap<i64, Vec<(String, NaiveDateTime)>> = HashMap::new();
        for (case_id, what, at) in cases::found_of(conn, scope, &ids)? {
            found.entry(case_id).or_default().push((what, at));
        }
        let keys_of = |id: i64, officers: i64| -> Vec<String> {
            let departments = ground.with_merged(officers).into_iter().map(Some).chain([None]);
            let found = found.get(&id).map_or(&[][..], Vec::as_slice);
            let of = |d: Option<i64>| found.iter().map(move |(what, _)| key(id, d, Some(what))).chain([key(id, d, None)]);
            departments.flat_map(of).collect()
        };
        let keys: Vec<String> = filed.iter().flat_map(|(id, officers)| keys_of(*id, *officers)).collect();
        let raised = store::raised(conn, scope, &keys)?;
        let fact = |(id, officers): &(i64, i64)| {
            let keys = keys_of(*id, *officers);
            let own: Vec<(&str, &Raised)> = keys.iter().filter_map(|key| Some((&**key, raised.get(key)?))).collect();
            now(*id, *officers, found.get(id).map_or(&[], Vec::as_slice), &own)
        };
        Ok((filed.iter().map(fact).collect(), next.map_or(More::Done, More::From)))
    }

    fn freeze(conn: &mut Conn, scope: &Scope, ground: &Ground, rule: &Rule, fact: &AgainstOfficers) -> Result<Option<NewMatter>> {
        let case = cases::one(conn, &scope.on_behalf_of_office(), fact.case_id)?;
        // Put right since it was looked for.
        let still = |id: &i64| *id == fact.officers_id && !case.came_to_nothing();
        let Some(officers) = case.officers_of_id.filter(still) else { return Ok(None) };
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

    /// The departments whose officers a case may be about.
    const BODIES: [i64; 2] = [1, 2];

    /// What happens to a case and its matters, one a step.
    #[derive(Clone, Copy, Debug)]
    enum Step {
        Sweep,
        Find,
        /// It was the other department's officers.
        Correct,
        Dismiss,
        Decide,
    }

    const STEPS: [Step; 5] = [Step::Sweep, Step::Find, Step::Correct, Step::Dismiss, Step::Decide];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        /// However people find, correct, dismiss and decide: against each department never two matters at once, none once one was
        /// decided, and after a dismissal one more exactly when something was found since.
        #[test]
        fn one_matter_a_case_and_department_and_a_further_one_only_with_what_was_found_since(
            steps in proptest::collection::vec(proptest::sample::select(&STEPS[..]), 1..40)
        ) {
            let mut raised: Vec<(String, Raised)> = Vec::new();
            let (mut found, mut new_since, mut of) = (Vec::new(), [true; 2], 0);
            let last = |raised: &[(String, Raised)], of: usize| raised.iter().rfind(|(_, r)| r.department_id == BODIES[of]).map(|(_, r)| *r);
            for (n, step) in (0i64..).zip(steps) {
                match step {
                    Step::Find => {
                        found.push((n.to_string(), at(n)));
                        // What is found while one runs is known when it is dismissed.
                        for (of, new) in new_since.iter_mut().enumerate() {
                            *new |= last(&raised, of).is_some_and(|r| r.state == State::Dismissed);
                        }
                    }
                    Step::Correct => of = 1 - of,
                    Step::Dismiss | Step::Decide => {
                        let Some((_, last)) = raised.iter_mut().rfind(|(_, r)| r.state == State::Proposed) else { continue };
                        last.state = if matches!(step, Step::Dismiss) { State::Dismissed } else { State::Closed };
                        last.closed_at = Some(at(n));
                        new_since[usize::from(last.department_id == BODIES[1])] = false;
                    }
                    Step::Sweep => {
                        let own: Vec<(&str, &Raised)> = raised.iter().map(|(key, r)| (&**key, r)).collect();
                        let fact = now(7, BODIES[of], &found, &own).key();
                        let is_new = raised.iter().all(|(key, _)| *key != fact);
                        let may = last(&raised, of).is_none_or(|r| r.state == State::Dismissed);
                        prop_assert_eq!(is_new, may && new_since[of], "{} {:?}", fact, raised);
                        if is_new {
                            raised.push((fact, Raised { department_id: BODIES[of], state: State::Proposed, closed_at: None }));
                        }
                    }
                }
            }
        }
    }
}
