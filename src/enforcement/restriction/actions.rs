//! Imposing a restriction and ending it early; each in the caller's one write transaction, told in the restriction's timeline and its
//! party's. A liaison acts for the department that imposes; the secretariat records for any.

use chrono::NaiveDate;
use serde_json::json;

use super::{
    SUBJECT, mail,
    model::{BASIS_MAX, Carrier, FOREVER, Kind, Lifting, LiftingState, MONTHS_MAX, Restriction, State, Term, TermKind, Verb, last_day},
    store,
};
use crate::{
    duties::words,
    enforcement::{
        CASE, KEEPERS, PARTY,
        model::{Party, name_key},
        store as party_store,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
    },
    tenancy::{
        self, Role, Scope,
        departments::{self, DepartmentState},
    },
    timeline::{self, Entry, Subject},
};

/// Who proposes and decides about ending one early.
pub const DECIDERS: [Role; 2] = KEEPERS;

/// A restriction as typed; the texts are as they came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    pub kind: Option<Kind>,
    pub department_id: Option<i64>,
    pub basis: String,
    pub reason: String,
    pub found_on: Option<NaiveDate>,
    pub from_on: Option<NaiveDate>,
    pub term: Option<TermKind>,
    pub months: String,
    pub until: Option<NaiveDate>,
    /// Names of the people it falls on, of those who answer for the party.
    pub people: Vec<String>,
    pub case_id: Option<i64>,
}

/// Whether somebody may act for a department here.
pub(in crate::enforcement) fn may_act_for(scope: &Scope, department_id: i64) -> bool {
    scope.has(Role::Secretariat) || scope.acts_for_department(department_id)
}

/// Refuses whoever may not.
pub(in crate::enforcement) fn require_acting_for(scope: &Scope, department_id: i64) -> Result<()> {
    scope.require(&KEEPERS)?;
    if may_act_for(scope, department_id) { Ok(()) } else { Err(Error::forbidden("forbidden-other-department")) }
}

/// Imposes a restriction on a party, on people who answer for it, or on both. Errors by field.
pub fn impose(conn: &mut Conn, scope: &Scope, party_id: i64, content: &Content) -> Result<Restriction> {
    scope.require(&KEEPERS)?;
    let party = party_store::get(conn, scope, party_id)?;
    party.require_active()?;
    let mut one = read(conn, scope, &party, content)?;
    require_new(conn, scope, &one)?;
    let acting = scope.acting_for(one.department_id);
    one.number = tenancy::next_number(conn, scope, SUBJECT)?;
    one.imposed_by = acting.actor_name().to_owned();
    store::insert(conn, scope, &one)?;
    let department = departments::get(conn, scope, one.department_id)?;
    let until = one.until_on.map(|d| d.to_string()).unwrap_or_default();
    let data = json!({
        "number": one.number, "kind": [one.kind.as_str()], "from": one.from_on.to_string(), "until": until,
        "ends": u8::from(one.until_on.is_some()),
        "department": department.short_name, "name": party.name,
    });
    tell(conn, &acting, &one, ("impose", "restrict"), None, &one.reason, data)?;
    Ok(one)
}

/// What was typed, checked; everything wrong is said at once.
fn read(conn: &mut Conn, scope: &Scope, party: &Party, content: &Content) -> Result<Restriction> {
    let mut errors = FieldErrors::default();
    let kind = content.kind.unwrap_or(Kind::NoAward);
    if content.kind.is_none() {
        errors.add("kind", Message::new("restriction-kind-missing"));
    }
    let department_id = department(conn, scope, content.department_id, &mut errors)?;
    let basis = words::line(&mut errors, "basis", &content.basis, BASIS_MAX);
    let reason = words::required(&mut errors, "reason", &content.reason, words::REASON_MAX);
    let mut day = |field: &'static str, given: Option<NaiveDate>| {
        if given.is_none() {
            errors.add(field, Message::new("field-required"));
        }
        given.unwrap_or(scope.today())
    };
    let (found_on, from_on) = (day("found_on", content.found_on), day("from_on", content.from_on));
    let term = term(kind, content, &mut errors);
    let until_on = term.and_then(|term| last_day(&mut errors, kind, term, found_on, from_on, scope.today()));
    let people = people(party, kind, &content.people, &mut errors);
    if let Some(id) = content.case_id {
        if store::is_case_of(conn, scope, id, party.id)? {
            let case = party_store::cases::get(conn, scope, id)?;
            case.require_impartial(scope)?;
            case.check_stands(&mut errors);
        } else {
            errors.add("case", Message::new("restriction-case-unknown"));
        }
    }
    errors.finish(())?;
    Ok(Restriction {
        id: new_id(),
        number: String::new(),
        party_id: party.id,
        named: party.name.clone(),
        case_id: content.case_id,
        kind,
        on_party: party.is_person() || kind.falls_on_enterprises(),
        people,
        basis,
        reason,
        department_id,
        imposed_by: String::new(),
        found_on,
        from_on,
        term: term.unwrap_or(Term::Inspection),
        until_on,
        last_on: until_on.unwrap_or(FOREVER),
        state: State::InForce,
        ended_on: None,
        ended_by: None,
        ended_reason: None,
        created_at: scope.now(),
        version: 1,
    })
}

/// An open department this person acts for.
pub(in crate::enforcement) fn department(conn: &mut Conn, scope: &Scope, given: Option<i64>, errors: &mut FieldErrors) -> Result<i64> {
    let Some(id) = given else {
        errors.add("department", Message::new("field-required"));
        return Ok(0);
    };
    let fits = match departments::get(conn, scope, id) {
        Ok(department) => department.state == DepartmentState::Open && may_act_for(scope, id),
        Err(Error::NotFound) => false,
        Err(other) => return Err(other),
    };
    if !fits {
        errors.add("department", Message::new("restriction-department-wrong"));
    }
    Ok(id)
}

fn term(kind: Kind, content: &Content, errors: &mut FieldErrors) -> Option<Term> {
    // Where the rule leaves no choice nobody is asked.
    let only = (kind.terms().len() == 1).then(|| kind.terms()[0]);
    match content.term.or(only) {
        None => {
            errors.add("term", Message::new("restriction-term-missing"));
            None
        }
        Some(TermKind::YearEnd) => Some(Term::YearEnd),
        Some(TermKind::Inspection) => Some(Term::Inspection),
        Some(TermKind::Unlimited) => Some(Term::Unlimited),
        Some(TermKind::Months) => match content.months.trim().parse().ok().filter(|n| (1..=MONTHS_MAX).contains(n)) {
            Some(n) => Some(Term::Months(n)),
            None => {
                errors.add("months", Message::new("restriction-months-wrong").number("most", f64::from(MONTHS_MAX)));
                None
            }
        },
        Some(TermKind::Day) => {
            if content.until.is_none() {
                errors.add("until", Message::new("field-required"));
            }
            content.until.map(Term::Day)
        }
    }
}

/// Those of the party's people it falls on. A natural person carries it alone.
fn people(party: &Party, kind: Kind, given: &[String], errors: &mut FieldErrors) -> Vec<Carrier> {
    if !given.is_empty() && (party.is_person() || !kind.falls_on_people()) {
        errors.add("people", Message::new("restriction-no-people"));
        return Vec::new();
    }
    let mut found: Vec<Carrier> = Vec::new();
    for name in given {
        let key = name_key(name);
        match party.people.iter().find(|p| name_key(&p.name) == key) {
            Some(p) if found.iter().all(|c| name_key(&c.name) != key) => found.push(Carrier { name: p.name.clone(), post: p.post }),
            Some(_) => {}
            None => errors.add("people", Message::new("restriction-person-unknown").text("name", name)),
        }
    }
    if found.is_empty() && errors.0.iter().all(|e| e.field != "people") && !party.is_person() && !kind.falls_on_enterprises() {
        let key = if party.people.is_empty() { "restriction-nobody-answers" } else { "restriction-people-missing" };
        errors.add("people", Message::new(key));
    }
    found
}

/// The same department imposes the same on the same party once for the same finding, however often a form is sent.
fn require_new(conn: &mut Conn, scope: &Scope, one: &Restriction) -> Result<()> {
    let held = store::that_matter(conn, scope, one.party_id, one.kind, scope.today())?;
    let same = |other: &&Restriction| {
        other.department_id == one.department_id
            && other.found_on == one.found_on
            && other.case_id == one.case_id
            && other.people == one.people
    };
    match held.iter().find(same) {
        Some(other) => Err(Error::Refused(Message::new("restriction-is-there").text("number", &other.number))),
        None => Ok(()),
    }
}

/// One as somebody saw it, which they may act on; `Conflict` when it was saved since.
fn seen(conn: &mut Conn, scope: &Scope, number: &str, version: i64) -> Result<Restriction> {
    scope.require(&KEEPERS)?;
    let one = store::by_number(conn, scope, number)?;
    require_acting_for(scope, one.department_id)?;
    if one.version == version { Ok(one) } else { Err(Error::Conflict) }
}

/// Proposes to lift one early, or to declare it void from the beginning; another person decides. Errors by field: `reason`.
pub fn propose(conn: &mut Conn, scope: &Scope, number: &str, version: i64, verb: Verb, reason: &str) -> Result<()> {
    let one = seen(conn, scope, number, version)?;
    one.after(verb, scope.today())?;
    let open = open_proposal(conn, scope, &one)?;
    if let Some(open) = open.as_ref().filter(|open| one.may_still(open, scope.today())) {
        return Err(Error::Refused(Message::new("lifting-is-open").text("who", &open.proposed_by)));
    }
    let reason = words::reason(reason)?;
    put_forward(conn, scope, one, (verb, &reason), open)
}

fn open_proposal(conn: &mut Conn, scope: &Scope, one: &Restriction) -> Result<Option<Lifting>> {
    Ok(store::liftings(conn, scope, one.id)?.into_iter().find(|l| l.state == LiftingState::Open))
}

/// `gone`: an open proposal that nobody can follow any more, since the restriction ended otherwise; the new one takes its place.
fn put_forward(conn: &mut Conn, scope: &Scope, mut one: Restriction, (verb, reason): (Verb, &str), gone: Option<Lifting>) -> Result<()> {
    let Some(person_id) = scope.person_id() else { return scope.require(&DECIDERS) };
    let acting = scope.acting_for(one.department_id);
    let lifting = Lifting {
        id: new_id(),
        restriction_id: one.id,
        verb,
        reason: reason.to_owned(),
        proposed_by_id: person_id,
        proposed_by: acting.actor_name().to_owned(),
        proposed_at: scope.now(),
        state: LiftingState::Open,
        decided_by: None,
        decided_at: None,
        decision: None,
    };
    // Two proposals at once: the second finds another version, before it meets the first.
    store::save(conn, scope, &mut one)?;
    match gone {
        Some(gone) => store::replace(conn, scope, gone.id, &lifting)?,
        None => store::propose(conn, scope, &lifting)?,
    }
    mail::proposed(conn, scope, &one, &lifting)?;
    let action = if verb == Verb::Quash { "propose_quashing" } else { "propose_lifting" };
    timeline::record(conn, &acting, Entry::new(Subject::new(SUBJECT, one.id), action).text(reason))
}

/// Decides on the open proposal about one: never who proposed it. One that cannot be followed any more can still be refused. Errors by
/// field: `reason`, of a refusal.
pub fn decide(conn: &mut Conn, scope: &Scope, number: &str, version: i64, approve: bool, reason: &str) -> Result<()> {
    let mut one = seen(conn, scope, number, version)?;
    let open = open_proposal(conn, scope, &one)?;
    let open = open.ok_or_else(|| Error::Refused(Message::new("lifting-none-open").text("number", &one.number)))?;
    let to = if approve { one.after(open.verb, scope.today())? } else { one.state };
    let person_id = scope.person_id().filter(|id| *id != open.proposed_by_id);
    let Some(person_id) = person_id else { return Err(Error::forbidden("lifting-by-another")) };
    let mut errors = FieldErrors::default();
    let decision = match approve {
        true => words::optional(&mut errors, "reason", reason, words::REASON_MAX),
        false => words::required(&mut errors, "reason", reason, words::REASON_MAX),
    };
    errors.finish(())?;
    let acting = scope.acting_for(one.department_id);
    let state = if approve { LiftingState::Approved } else { LiftingState::Refused };
    store::decide(conn, scope, open.id, state, (person_id, acting.actor_name()), &decision)?;
    let quashes = open.verb == Verb::Quash;
    if !approve {
        store::save(conn, scope, &mut one)?;
        let action = if quashes { "refuse_quashing" } else { "refuse_lifting" };
        let entry = Entry::new(Subject::new(SUBJECT, one.id), action).text(&decision);
        return timeline::record(conn, &acting, entry.data(json!({ "who": open.proposed_by })));
    }
    let before = one.state;
    one.end(to, scope.today(), acting.actor_name(), &open.reason);
    store::save(conn, scope, &mut one)?;
    let data = json!({ "number": one.number, "kind": [one.kind.as_str()], "who": open.proposed_by });
    let actions = if quashes { ("approve_quashing", "restriction_quash") } else { ("lift", "restriction_lift") };
    tell(conn, &acting, &one, actions, Some(before), &open.reason, data)
}

/// Ends one that holds until a re-inspection, which was passed on `on`. Errors by field: `on`, `reason`.
pub fn fulfil(conn: &mut Conn, scope: &Scope, number: &str, version: i64, on: Option<NaiveDate>, note: &str) -> Result<()> {
    let mut one = seen(conn, scope, number, version)?;
    let to = one.after(Verb::Fulfil, scope.today())?;
    let mut errors = FieldErrors::default();
    match on {
        None => errors.add("on", Message::new("field-required")),
        Some(day) if day > scope.today() => errors.add("on", Message::new("restriction-passed-future")),
        Some(day) if day < one.from_on => errors.add("on", Message::new("restriction-passed-before")),
        Some(_) => {}
    }
    let note = words::required(&mut errors, "reason", note, words::REASON_MAX);
    errors.finish(())?;
    let (acting, before) = (scope.acting_for(one.department_id), one.state);
    one.end(to, on.unwrap_or(scope.today()), acting.actor_name(), &note);
    store::save(conn, scope, &mut one)?;
    let day = on.map(|d| d.to_string()).unwrap_or_default();
    let data = json!({ "number": one.number, "kind": [one.kind.as_str()], "day": day });
    tell(conn, &acting, &one, ("fulfil", "restriction_fulfil"), Some(before), &note, data)
}

fn quash_one(conn: &mut Conn, scope: &Scope, mut one: Restriction, reason: &str) -> Result<()> {
    let (acting, before) = (scope.acting_for(one.department_id), one.state);
    let to = one.after(Verb::Quash, scope.today())?;
    one.end(to, scope.today(), acting.actor_name(), reason);
    store::save(conn, scope, &mut one)?;
    let data = json!({ "number": one.number, "kind": [one.kind.as_str()] });
    tell(conn, &acting, &one, ("quash", "restriction_quash"), Some(before), reason, data)
}

/// With a case that is quashed or unfounded goes every restriction that its department imposed for it. What others imposed they decide on themselves:
/// they find a proposal to quash it, and are told. The caller has seen to it that the case may be.
pub fn quash_of_case(conn: &mut Conn, scope: &Scope, (case_id, holder_id): (i64, i64), reason: &str) -> Result<()> {
    for one in store::of_case(conn, scope, case_id)? {
        if one.state == State::Quashed {
            continue;
        }
        if one.department_id == holder_id {
            quash_one(conn, scope, one, reason)?;
            continue;
        }
        match open_proposal(conn, scope, &one)? {
            // One proposal at a time: whoever decides on it is told what else has happened.
            Some(open) if one.may_still(&open, scope.today()) => mail::case_quashed(conn, scope, &one, &open, reason)?,
            gone => put_forward(conn, scope, one, (Verb::Quash, reason), gone)?,
        }
    }
    Ok(())
}

/// Into the timeline of the restriction under the first verb, and into those of its party and case under the second.
fn tell(
    conn: &mut Conn,
    scope: &Scope,
    one: &Restriction,
    (action, on_party): (&'static str, &'static str),
    before: Option<State>,
    text: &str,
    data: serde_json::Value,
) -> Result<()> {
    let mut own = Entry::new(Subject::new(SUBJECT, one.id), action).text(text).data(data.clone());
    if let Some(before) = before {
        own = own.states(before.as_str(), one.state.as_str());
    }
    timeline::record(conn, scope, own)?;
    timeline::record(conn, scope, Entry::new(Subject::new(PARTY, one.party_id), on_party).text(text).data(data.clone()))?;
    match one.case_id {
        Some(id) => timeline::record(conn, scope, Entry::new(Subject::new(CASE, id), on_party).text(text).data(data)),
        None => Ok(()),
    }
}
