//! Writing, checking, publishing, correcting and withdrawing; each in the caller's one write transaction, told in the publication's
//! timeline, and in its party's when the public is told. A liaison acts for the department that publishes; the secretariat for any.

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::{
    SUBJECT, mail,
    model::{Channel, Ground, Publication, State, TEXT_MAX, Verb, Version, check_persons},
    store,
};
use crate::{
    duties::words,
    enforcement::{
        CASE, KEEPERS, PARTY,
        actions::cases::touched,
        measure,
        model::Party,
        restriction::actions::{department, require_acting_for},
        store::{self as party_store, cases},
    },
    platform::{
        clock,
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
    },
    tenancy::{self, Scope},
    timeline::{self, Entry, Subject},
};

/// A publication as typed; the texts are as they came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    pub department_id: Option<i64>,
    pub case_id: Option<i64>,
    pub ground: Option<Ground>,
    pub title: String,
    pub text: String,
    pub person: String,
    pub channels: Vec<Channel>,
    /// None where nothing was typed.
    pub until: Option<NaiveDate>,
    /// Why it is corrected; read for corrections only.
    pub reason: String,
}

fn person_id(scope: &Scope) -> Result<i64> {
    scope.person_id().ok_or_else(|| Error::forbidden("forbidden-other-department"))
}

/// Writes a first draft about a party. Errors by field.
pub fn draft(conn: &mut Conn, scope: &Scope, party_id: i64, content: &Content) -> Result<Publication> {
    scope.require(&KEEPERS)?;
    let party = party_store::get(conn, scope, party_id)?;
    party.require_active()?;
    let mut errors = FieldErrors::default();
    let department_id = department(conn, scope, content.department_id, &mut errors)?;
    let kind_code = match content.case_id {
        Some(id) => {
            let code = store::case_kind_code(conn, scope, id, party_id)?;
            if code.is_none() {
                errors.add("case", Message::new("restriction-case-unknown"));
            } else {
                let case = party_store::cases::get(conn, scope, id)?;
                case.require_impartial(scope)?;
                case.check_stands(&mut errors);
            }
            code
        }
        None => None,
    };
    let acting = scope.acting_for(department_id);
    let version = read(&acting, &party, content, kind_code.as_deref(), (1, false), errors)?;
    let one = Publication {
        id: new_id(),
        number: tenancy::next_number(conn, scope, SUBJECT)?,
        party_id,
        case_id: content.case_id,
        department_id,
        latest: 1,
        shown: None,
        state: State::Draft,
        created_at: scope.now(),
        version: 1,
        versions: vec![version],
    };
    store::insert(conn, scope, &one)?;
    timeline::record(conn, &acting, Entry::new(Subject::new(SUBJECT, one.id), "draft").data(json!({ "title": one.latest()?.title })))?;
    Ok(one)
}

/// What was typed, checked; everything wrong is said at once. With its place, and whether it is a correction.
fn read(
    scope: &Scope,
    party: &Party,
    content: &Content,
    kind_code: Option<&str>,
    (nth, corrects): (i32, bool),
    mut errors: FieldErrors,
) -> Result<Version> {
    let title = words::line(&mut errors, "title", &content.title, words::TITLE_MAX);
    let text = words::required(&mut errors, "text", &content.text, TEXT_MAX);
    let ground = content.ground.unwrap_or(Ground::Other);
    if content.ground.is_none() {
        errors.add("ground", Message::new("publication-ground-missing"));
    } else if kind_code.is_some_and(|code| !ground.fits_case(code)) {
        errors.add("ground", Message::new("publication-ground-not-case"));
    }
    let person = Some(content.person.trim()).filter(|p| !p.is_empty());
    if content.ground.is_some() {
        check_persons(&mut errors, party, ground, person, [("title", title.as_str()), ("text", text.as_str())], scope.today());
    }
    if content.channels.is_empty() {
        errors.add("channel", Message::new("publication-channel-missing"));
    }
    if content.until.is_some_and(|until| until < scope.today()) {
        errors.add("until", Message::new("publication-until-past"));
    }
    let reason = match corrects {
        false => String::new(),
        true => words::required(&mut errors, "reason", &content.reason, words::REASON_MAX),
    };
    errors.finish(())?;
    Ok(Version {
        nth,
        state: State::Draft,
        ground,
        title,
        text,
        person: person.map(str::to_owned),
        channels: content.channels.clone(),
        until_on: content.until,
        reason,
        writer_id: person_id(scope)?,
        writer: scope.actor_name().to_owned(),
        written_at: scope.now(),
        checked_by_id: None,
        checked_by: None,
        checked_at: None,
        published_on: None,
        published_by: None,
        published_at: None,
        ended_at: None,
        ended_by: None,
        ended_reason: None,
    })
}

/// One as somebody saw it, which they may act on; `Conflict` when it was saved since.
fn seen(conn: &mut Conn, scope: &Scope, number: &str, version: i64) -> Result<Publication> {
    scope.require(&KEEPERS)?;
    let one = store::by_number(conn, scope, number)?;
    require_acting_for(scope, one.department_id)?;
    if one.version == version { Ok(one) } else { Err(Error::Conflict) }
}

/// Rewrites a draft: only its writer does, so that whoever checks it wrote nothing of it. Errors by field.
pub fn edit(conn: &mut Conn, scope: &Scope, number: &str, version: i64, content: &Content) -> Result<()> {
    let mut one = seen(conn, scope, number, version)?;
    let latest = one.latest()?.clone();
    if latest.state != State::Draft {
        let message = Message::new("publication-not-now").text("number", &one.number);
        return Err(Error::Refused(message.key("state", latest.state.key()).key("verb", "publication-verb-edit")));
    }
    if Some(latest.writer_id) != scope.person_id() {
        return Err(Error::Forbidden(Message::new("publication-writer-only").text("who", latest.writer)));
    }
    let written = written(conn, scope, &one, content, (latest.nth, latest.is_correction()))?;
    one.versions.iter_mut().filter(|v| v.nth == latest.nth).for_each(|v| *v = written.clone());
    store::save(conn, scope, &mut one)?;
    let acting = scope.acting_for(one.department_id);
    timeline::record(conn, &acting, Entry::new(Subject::new(SUBJECT, one.id), "edit").data(json!({ "title": written.title })))
}

fn written(conn: &mut Conn, scope: &Scope, one: &Publication, content: &Content, place: (i32, bool)) -> Result<Version> {
    let party = party_store::get(conn, scope, one.party_id)?;
    let code = match one.case_id {
        Some(id) => store::case_kind_code(conn, scope, id, one.party_id)?,
        None => None,
    };
    read(&scope.acting_for(one.department_id), &party, content, code.as_deref(), place, FieldErrors::default())
}

/// Begins a correction of what is published, which stays until the correction is published itself. Errors by field.
pub fn correct(conn: &mut Conn, scope: &Scope, number: &str, version: i64, content: &Content) -> Result<()> {
    let mut one = seen(conn, scope, number, version)?;
    require_correctable(&one)?;
    let nth = one.versions.iter().map(|v| v.nth).max().unwrap_or_default() + 1;
    let written = written(conn, scope, &one, content, (nth, true))?;
    let reason = written.reason.clone();
    one.versions.push(written);
    one.settle();
    store::save(conn, scope, &mut one)?;
    let acting = scope.acting_for(one.department_id);
    let data = json!({ "nth": nth });
    timeline::record(conn, &acting, Entry::new(Subject::new(SUBJECT, one.id), "correct").text(&reason).data(data))
}

/// Refuses what is not published, and what is being corrected already.
pub fn require_correctable(one: &Publication) -> Result<()> {
    if one.state == State::Published {
        return Ok(());
    }
    let message = Message::new("publication-not-now").text("number", &one.number);
    Err(Error::Refused(message.key("state", one.state.key()).key("verb", Verb::Correct.key())))
}

/// What is said along with a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    pub reason: String,
    /// The day it is published.
    pub on: Option<NaiveDate>,
}

/// Takes a version a step along: submits, approves, returns, publishes, withdraws or drops it. Errors by field: `reason`, `on`.
pub fn step(conn: &mut Conn, scope: &Scope, number: &str, version: i64, verb: Verb, said: &Said) -> Result<()> {
    let mut one = seen(conn, scope, number, version)?;
    let (before, me) = (one.state, person_id(scope)?);
    let nth = if verb == Verb::Withdraw { one.shown.unwrap_or(one.latest) } else { one.latest };
    let acting = scope.acting_for(one.department_id);
    let name = acting.actor_name().to_owned();
    let mut errors = FieldErrors::default();
    let reason = match verb {
        Verb::Return | Verb::Withdraw | Verb::Drop => words::required(&mut errors, "reason", &said.reason, words::REASON_MAX),
        _ => words::optional(&mut errors, "reason", &said.reason, words::REASON_MAX),
    };
    // Before anything is asked of the form: whether it may be done at all.
    let changed = one.step(nth, verb)?;
    match verb {
        Verb::Correct => return Err(Error::NotFound),
        Verb::Submit if changed.writer_id != me => {
            return Err(Error::Forbidden(Message::new("publication-writer-only").text("who", &changed.writer)));
        }
        Verb::Approve if changed.writer_id == me => return Err(Error::forbidden("publication-by-another")),
        Verb::Approve => {
            changed.checked_by_id = Some(me);
            changed.checked_by = Some(name.clone());
            changed.checked_at = Some(scope.now());
        }
        Verb::Publish => {
            let on = publishing_day(&mut errors, scope, said.on, changed);
            (changed.published_on, changed.published_by, changed.published_at) = (on, Some(name.clone()), Some(scope.now()));
        }
        Verb::Return | Verb::Withdraw | Verb::Drop => end(changed, scope, &name, &reason),
        Verb::Submit => {}
    }
    errors.finish(())?;
    follow(&mut one, scope, verb, nth, &name, &reason)?;
    if verb == Verb::Return {
        one.go_on_from(nth);
    }
    one.settle();
    store::save(conn, scope, &mut one)?;
    mail::stepped(conn, &acting, &one, verb, &reason)?;
    tell(conn, &acting, &one, verb, before, &reason)
}

/// With a case that is quashed goes what was published of it, whoever published it: what is said in public without ground does harm every
/// day it stays. The text is kept here. What is only being written is given up. The caller has seen to it that the case may be quashed.
pub fn withdraw_of_case(conn: &mut Conn, scope: &Scope, case_id: i64, reason: &str) -> Result<()> {
    for number in store::numbers_of_case(conn, scope, case_id)? {
        let mut one = store::by_number(conn, scope, &number)?;
        let before = one.state;
        let (nth, verb) = match (one.shown, one.state.is_pending()) {
            (Some(shown), _) => (shown, Verb::Withdraw),
            (None, true) => (one.latest, Verb::Drop),
            (None, false) => continue,
        };
        let acting = scope.acting_for(one.department_id);
        let name = acting.actor_name().to_owned();
        let ended = one.step(nth, verb)?;
        end(ended, scope, &name, reason);
        let ended = ended.clone();
        follow(&mut one, scope, verb, nth, &name, reason)?;
        one.settle();
        store::save(conn, scope, &mut one)?;
        mail::ended_with_case(conn, &acting, &one, &ended, verb, reason)?;
        tell(conn, &acting, &one, verb, before, reason)?;
    }
    Ok(())
}

/// The day it is published: not before it was approved, and not far ahead. What a correction corrects stays until that is published itself,
/// so a correction is not published ahead.
fn publishing_day(errors: &mut FieldErrors, scope: &Scope, on: Option<NaiveDate>, version: &Version) -> Option<NaiveDate> {
    const AHEAD: u64 = 90;
    let today = scope.today();
    let approved = version.checked_at.map(|at| clock::local(at, scope.zone()).date());
    match on {
        None => errors.add("on", Message::new("field-required")),
        Some(day) if day > today && version.is_correction() => errors.add("on", Message::new("publication-day-correction")),
        Some(day) if day > today + Days::new(AHEAD) => errors.add("on", Message::new("publication-day-far")),
        Some(day) if approved.is_some_and(|approved| day < approved) => errors.add("on", Message::new("publication-day-early")),
        Some(day) if version.until_on.is_some_and(|until| until < day) => errors.add("on", Message::new("publication-day-after-until")),
        Some(_) => {}
    }
    on
}

fn end(version: &mut Version, scope: &Scope, name: &str, reason: &str) {
    (version.ended_at, version.ended_by, version.ended_reason) = (Some(scope.now()), Some(name.to_owned()), Some(reason.to_owned()));
}

/// What a step does to the other versions: the one that is corrected ends, and so does a correction of what is withdrawn.
fn follow(one: &mut Publication, scope: &Scope, verb: Verb, nth: i32, name: &str, reason: &str) -> Result<()> {
    let others: Vec<(i32, State)> = one.versions.iter().filter(|v| v.nth != nth).map(|v| (v.nth, v.state)).collect();
    for (other, state) in others {
        let (with, why) = match verb {
            Verb::Publish if state == State::Published => {
                (Verb::Correct, one.version_of(nth).map(|v| v.reason.clone()).unwrap_or_default())
            }
            Verb::Withdraw if state.is_pending() => (Verb::Drop, reason.to_owned()),
            _ => continue,
        };
        end(one.step(other, with)?, scope, name, &why);
    }
    Ok(())
}

fn tell(conn: &mut Conn, scope: &Scope, one: &Publication, verb: Verb, before: State, reason: &str) -> Result<()> {
    let latest = one.latest()?;
    let on = latest.published_on.map(|d| d.to_string()).unwrap_or_default();
    let data = json!({ "number": one.number, "title": latest.title, "day": on });
    let own = Entry::new(Subject::new(SUBJECT, one.id), verb.as_str()).states(before.as_str(), one.state.as_str()).text(reason);
    timeline::record(conn, scope, own.data(data.clone()))?;
    let outside = match verb {
        Verb::Publish if latest.is_correction() => "publication_correct",
        Verb::Publish => "publication_publish",
        Verb::Withdraw => "publication_withdraw",
        _ => return Ok(()),
    };
    timeline::record(conn, scope, Entry::new(Subject::new(PARTY, one.party_id), outside).text(reason).data(data.clone()))?;
    match one.case_id {
        Some(id) => {
            timeline::record(conn, scope, Entry::new(Subject::new(CASE, id), outside).text(reason).data(data))?;
            // An order to publish is done by this.
            let mut case = cases::get(conn, scope, id)?;
            if measure::settle_told(conn, scope, &case)? { touched(conn, scope, &mut case) } else { Ok(()) }
        }
        None => Ok(()),
    }
}
