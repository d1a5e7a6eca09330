//! The answer to a query, and the list of what was asked.

use chrono::{NaiveDate, NaiveDateTime};

use super::{
    lines::Line,
    model::{Answer, Asked, Candidate, Purpose, Sought, Verdict, read},
    store::{self, Row},
    together,
};
use crate::{
    enforcement::{
        READERS,
        model::{Party, PartyKind, name_key},
        queries as parties,
        restriction::{self, Restriction, State},
        store as party_store,
    },
    platform::{
        db::{COUNT_LIMIT, Conn},
        error::{Error, Result},
    },
    tenancy::{Role, Scope, departments},
};

pub use store::Which;

/// Who sees what others asked.
pub const WATCHERS: [Role; 2] = [Role::Secretariat, Role::Auditor];
/// The answer as things stand now. A merged party is answered for where it lives on, with what was imposed on it.
pub fn answer(conn: &mut Conn, scope: &Scope, asked: &Asked) -> Result<Answer> {
    scope.require(&READERS)?;
    let sought = match read(&asked.typed) {
        Ok(sought) => sought,
        Err(fault) => return Ok(Answer { fault: Some(fault), ..Answer::new(asked, scope.today(), Verdict::Unreadable) }),
    };
    let mut found = candidates(conn, scope, &sought, asked)?;
    // Only one of those that fit what was typed can be picked.
    if let Some(picked) = asked.pick.as_ref().and_then(|pick| found.iter().position(|c| c.token() == *pick)) {
        found = vec![found.swap_remove(picked)];
    }
    match found.len() {
        0 => unknown(conn, scope, asked, &sought, true),
        1 => about(conn, scope, asked, found.swap_remove(0)),
        _ => Ok(Answer { choices: found, ..Answer::new(asked, scope.today(), Verdict::Choice) }),
    }
}

/// So many lines of a list are offered similar names; a list of nothing but errors would otherwise be searched for at length.
const OFFERED_LINES: usize = 100;

/// The answers to the lines of a list, in their order, each with its place. `asked`: what for, and the year an award is for.
pub fn answers(conn: &mut Conn, scope: &Scope, asked: (Purpose, Option<i32>), lines: &[Line]) -> Result<Vec<(usize, Answer)>> {
    scope.require(&READERS)?;
    let mut all = Vec::with_capacity(lines.len());
    let mut unknown = 0;
    for line in lines {
        let answer = together::answer(conn, scope, asked, line, unknown < OFFERED_LINES)?;
        unknown += usize::from(answer.verdict == Verdict::Unknown);
        all.push((line.number, answer));
    }
    Ok(all)
}

/// Everybody who is exactly of this name or has this code.
pub(super) fn candidates(conn: &mut Conn, scope: &Scope, sought: &Sought, asked: &Asked) -> Result<Vec<Candidate>> {
    let mut ids = Vec::new();
    for (id, lives_on) in store::hits(conn, scope, sought)? {
        ids.push(if lives_on.is_some() { party_store::alive(conn, scope, id)?.id } else { id });
    }
    ids.sort_unstable();
    ids.dedup();
    let mut found: Vec<Candidate> = Vec::new();
    if !ids.is_empty() {
        found.extend(party_store::by_ids(conn, scope, &ids)?.into_iter().map(|p| Candidate::Party(Box::new(p))));
    }
    if let Sought::Name(key) = sought {
        found.extend(carriers(conn, scope, key, asked)?);
    }
    Ok(found)
}

/// People of this name whom a restriction of some party falls on, once for each party.
fn carriers(conn: &mut Conn, scope: &Scope, key: &str, asked: &Asked) -> Result<Vec<Candidate>> {
    if !asked.purpose.kind().falls_on_people() {
        return Ok(Vec::new());
    }
    let mut found: Vec<Candidate> = Vec::new();
    for one in restriction::queries::on_person(conn, scope, key, asked.purpose.kind(), asked.on(scope.today()))? {
        let Some(person) = one.people.iter().find(|p| name_key(&p.name) == key).cloned() else { continue };
        let known = found.iter_mut().find_map(|c| match c {
            Candidate::Carrier { party_id, restrictions, .. } if *party_id == one.party_id => Some(restrictions),
            _ => None,
        });
        match known {
            Some(restrictions) => restrictions.push(one),
            None => {
                let (name, post, party_id, party) = (person.name, person.post, one.party_id, one.named.clone());
                found.push(Candidate::Carrier { name, post, party_id, party, restrictions: vec![one] });
            }
        }
    }
    // By what the parties are called now.
    let ids: Vec<i64> = found.iter().map(Candidate::party_id).collect();
    let parties = if ids.is_empty() { Vec::new() } else { party_store::by_ids(conn, scope, &ids)? };
    for candidate in &mut found {
        if let Candidate::Carrier { party_id, party, .. } = candidate
            && let Some(now) = parties.iter().find(|p| p.id == *party_id)
        {
            party.clone_from(&now.name);
        }
    }
    Ok(found)
}

/// Nobody is of this name or code; `offers`: whether similar names are looked for.
pub(super) fn unknown(conn: &mut Conn, scope: &Scope, asked: &Asked, sought: &Sought, offers: bool) -> Result<Answer> {
    let mut answer = Answer::new(asked, scope.today(), Verdict::Unknown);
    if let (Sought::Name(_), true) = (sought, offers) {
        // People are not alike by a character: only others are offered.
        answer.similar = parties::alike(conn, scope, &Party::new(0, PartyKind::Enterprise, &asked.typed, scope.now()))?;
    }
    if let Sought::Name(key) = sought {
        let (on, since) = (answer.on, asked.since(scope.today()));
        answer.recent = restriction::queries::on_person(conn, scope, key, asked.purpose.kind(), since)?;
        answer.recent.retain(|r| r.last_on < on && r.state != State::Quashed);
    }
    name_departments(conn, scope, &mut answer)?;
    Ok(answer)
}

/// The answer about one of whom it is certain who is meant.
pub(super) fn about(conn: &mut Conn, scope: &Scope, asked: &Asked, who: Candidate) -> Result<Answer> {
    let (kind, today) = (asked.purpose.kind(), scope.today());
    let on = asked.on(today);
    let mut answer = Answer::new(asked, scope.today(), Verdict::Yes);
    let its: Vec<Restriction> = match &who {
        Candidate::Carrier { restrictions, .. } => restrictions.clone(),
        Candidate::Party(party) => {
            let mut all = restriction::queries::that_matter(conn, scope, party.id, kind, asked.since(today))?;
            all.retain(|r| r.state != State::Quashed);
            let (matter, over): (Vec<_>, Vec<_>) = all.into_iter().partition(|r| r.last_on >= on);
            answer.recent = over;
            let (its, beside): (Vec<_>, Vec<_>) = matter.into_iter().partition(|r| r.on_party);
            answer.on_people = beside;
            if party.is_person() && kind.falls_on_people() {
                answer.namesakes = restriction::queries::on_person(conn, scope, &name_key(&party.name), kind, on)?;
            }
            its
        }
    };
    (answer.holding, answer.coming) = its.into_iter().partition(|r| r.holds_on(on));
    if !answer.holding.is_empty() {
        answer.verdict = Verdict::No;
    }
    answer.about = Some(who);
    name_departments(conn, scope, &mut answer)?;
    Ok(answer)
}

/// Those that imposed what the answer names.
fn name_departments(conn: &mut Conn, scope: &Scope, answer: &mut Answer) -> Result<()> {
    let named = [&answer.holding, &answer.coming, &answer.recent, &answer.on_people, &answer.namesakes];
    let mut ids: Vec<i64> = named.into_iter().flatten().map(|r| r.department_id).collect();
    ids.sort_unstable();
    ids.dedup();
    if !ids.is_empty() {
        answer.departments = departments::by_ids(conn, scope, &ids)?;
    }
    Ok(())
}

/// A query as it was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    pub asked_at: NaiveDateTime,
    pub asked_by: String,
    pub purpose: Purpose,
    pub year: Option<i32>,
    pub typed: String,
    pub verdict: Verdict,
    pub party_id: Option<i64>,
    pub subject: String,
    pub until_on: Option<NaiveDate>,
    pub why: String,
    /// Its place in a pasted list.
    pub position: i32,
    pub batch_id: Option<i64>,
}

impl TryFrom<Row> for Check {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            asked_at: row.asked_at,
            asked_by: row.asked_by,
            purpose: Purpose::stored(&row.purpose)?,
            year: row.award_year,
            typed: row.typed,
            verdict: Verdict::stored(&row.answer)?,
            party_id: row.party_id,
            subject: row.subject,
            until_on: row.until_on,
            why: row.why,
            position: row.position,
            batch_id: row.batch_id,
        })
    }
}

/// A pasted list with its answers, for who pasted it and for those who see what everybody asked; `NotFound` for others.
pub fn batch(conn: &mut Conn, scope: &Scope, batch_id: i64) -> Result<Vec<Check>> {
    scope.require(&READERS)?;
    let rows = store::batch(conn, scope, batch_id)?;
    let sees = |row: &Row| Some(row.membership_id) == scope.membership_id() || scope.roles().has_any(&WATCHERS);
    if !rows.first().is_some_and(sees) {
        return Err(Error::NotFound);
    }
    rows.into_iter().map(Check::try_from).collect()
}

/// What was asked, newest first unless told otherwise.
pub fn log(conn: &mut Conn, scope: &Scope, which: Which, oldest_first: bool, limit: i64, offset: i64) -> Result<Vec<Check>> {
    scope.require(&WATCHERS)?;
    store::list(conn, scope, which, oldest_first, limit, offset)?.into_iter().map(Check::try_from).collect()
}

/// How many that are, counted to [`COUNT_LIMIT`].
pub fn count_log(conn: &mut Conn, scope: &Scope, which: Which) -> Result<i64> {
    scope.require(&WATCHERS)?;
    store::count(conn, scope, which, COUNT_LIMIT)
}
