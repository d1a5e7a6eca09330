//! What the subject says and asks for before a decision, and what it is answered.

use chrono::{NaiveDate, NaiveTime};
use serde_json::json;

use super::{Begun, Seen, begin, finish, nothing, notify::term, paper};
use crate::{
    accountability::{
        mail,
        model::{Action, Answered, Matter, Paper, PaperKind, State},
        queries, store,
    },
    duties::words,
    platform::{
        clock,
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
    },
    tenancy::Scope,
};

/// The longest place of a hearing.
const PLACE_MAX: usize = 200;

/// Refuses after the last day.
fn in_time(scope: &Scope, matter: &Matter) -> Result<()> {
    match matter.reply_due_on {
        Some(day) if scope.today() > day => Err(Error::Refused(Message::new("matter-reply-late").text("day", day.to_string()))),
        _ => Ok(()),
    }
}

fn said(conn: &mut Conn, scope: &Scope, seen: &Seen, action: Action, text: &str) -> Result<(Begun, String)> {
    let begun = begin(conn, scope, seen, action)?;
    in_time(scope, &begun.matter)?;
    let mut errors = FieldErrors::default();
    let text = words::required(&mut errors, "text", text, words::TEXT_MAX);
    errors.finish(())?;
    Ok((begun, text))
}

/// What the same person has said in the same words in this turn: a form that was sent twice says it once.
fn same(conn: &mut Conn, scope: &Scope, matter: &Matter, kind: PaperKind, text: &str) -> Result<Option<Paper>> {
    let text = words::required(&mut FieldErrors::default(), "text", text, words::TEXT_MAX);
    let papers = store::papers(conn, scope, matter.id)?;
    let mut of_turn: Vec<Paper> = papers.into_iter().filter(|p| p.kind == kind).collect();
    match (kind, matter.state) {
        (PaperKind::Reply, State::Hearing) => of_turn.retain(|p| matter.is_of_turn(p.at)),
        // Those before the last were sent back.
        (PaperKind::Response, State::Responded) => of_turn = of_turn.pop().into_iter().collect(),
        (PaperKind::Objection, _) => {}
        _ => of_turn.clear(),
    }
    Ok(of_turn.into_iter().find(|p| p.by == scope.actor_name() && p.text == text))
}

/// Whether what comes with this step was said by the same person already.
pub fn is_said(conn: &mut Conn, scope: &Scope, number: &str, action: Action, text: &str) -> Result<bool> {
    let kind = match action {
        Action::Reply => PaperKind::Reply,
        Action::Respond => PaperKind::Response,
        Action::Object => PaperKind::Objection,
        _ => return Ok(false),
    };
    let matter = queries::ground(conn, scope, number)?.matter;
    Ok(same(conn, scope, &matter, kind, text)?.is_some())
}

/// Replies, in words; as often as wished until the last day, the same words once. Errors by field: `text`.
pub fn reply(conn: &mut Conn, scope: &Scope, seen: &Seen, text: &str) -> Result<Paper> {
    let (mut begun, text) = said(conn, scope, seen, Action::Reply, text)?;
    if let Some(paper) = same(conn, scope, &begun.matter, PaperKind::Reply, &text)? {
        return Ok(paper);
    }
    let paper = paper(scope, &begun.matter, PaperKind::Reply, text);
    store::insert_paper(conn, scope, &paper)?;
    finish(conn, scope, &mut begun, Action::Reply, &paper.text, nothing())?;
    mail::tell_office(conn, scope, &begun.matter, mail::Came::Reply, &paper)?;
    Ok(paper)
}

/// Asks to be heard. Errors by field: `text`.
pub fn ask_hearing(conn: &mut Conn, scope: &Scope, seen: &Seen, text: &str) -> Result<Paper> {
    let (mut begun, text) = said(conn, scope, seen, Action::AskHearing, text)?;
    one_at_a_time(conn, scope, &begun, PaperKind::HearingRequest)?;
    let paper = paper(scope, &begun.matter, PaperKind::HearingRequest, text);
    store::insert_paper(conn, scope, &paper)?;
    finish(conn, scope, &mut begun, Action::AskHearing, &paper.text, nothing())?;
    mail::tell_office(conn, scope, &begun.matter, mail::Came::Request, &paper)?;
    Ok(paper)
}

/// Asks for more time, until a day. Errors by field: `text`, `day`.
pub fn ask_extension(conn: &mut Conn, scope: &Scope, seen: &Seen, text: &str, day: Option<NaiveDate>) -> Result<Paper> {
    let (mut begun, text) = said(conn, scope, seen, Action::AskExtension, text)?;
    one_at_a_time(conn, scope, &begun, PaperKind::ExtensionRequest)?;
    let day = later(&begun.matter, day)?;
    let paper = Paper { day: Some(day), ..paper(scope, &begun.matter, PaperKind::ExtensionRequest, text) };
    store::insert_paper(conn, scope, &paper)?;
    finish(conn, scope, &mut begun, Action::AskExtension, &paper.text, json!({ "day": day.to_string() }))?;
    mail::tell_office(conn, scope, &begun.matter, mail::Came::Request, &paper)?;
    Ok(paper)
}

fn later(matter: &Matter, day: Option<NaiveDate>) -> Result<NaiveDate> {
    let Some(day) = day else { return Err(Error::invalid("day", Message::new("field-required"))) };
    if matter.reply_due_on.is_some_and(|due| day <= due) {
        return Err(Error::invalid("day", Message::new("matter-day-not-later")));
    }
    Ok(day)
}

fn one_at_a_time(conn: &mut Conn, scope: &Scope, begun: &Begun, kind: PaperKind) -> Result<()> {
    let all = store::papers(conn, scope, begun.matter.id)?;
    if all.iter().any(|p| p.kind == kind && p.answered == Answered::Waiting && begun.matter.is_of_turn(p.at)) {
        return Err(Error::refused("matter-request-waits"));
    }
    Ok(())
}

/// An answer to a request, as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    pub paper_id: i64,
    /// None where nothing was chosen.
    pub granted: Option<bool>,
    pub text: String,
    /// Of an extension: until when, the day wished for when none. Of a hearing: when it is held.
    pub day: Option<NaiveDate>,
    /// Of a hearing.
    pub time: Option<NaiveTime>,
    pub place: String,
}

/// The days a hearing may be held on: not before tomorrow, and within the term the rules give for a reply, counted from today.
pub fn hearing_days(conn: &mut Conn, scope: &Scope, matter: &Matter) -> Result<(NaiveDate, NaiveDate)> {
    let edition = store::edition(conn, scope, Some(matter.edition))?;
    let first = scope.today().succ_opt().unwrap_or(scope.today());
    Ok((first, term(conn, scope, edition.rules.reply_days)?.due_on.max(first)))
}

/// Writes down when and where the hearing is held. Errors by field: `day`, `time`, `place`.
fn put_hearing(conn: &mut Conn, scope: &Scope, matter: &Matter, asked: &mut Paper, typed: &Answer, errors: &mut FieldErrors) -> Result<()> {
    let (first, last) = hearing_days(conn, scope, matter)?;
    match typed.day {
        None => errors.add("day", Message::new("field-required")),
        Some(day) if day < first || day > last => {
            errors.add("day", Message::new("matter-hearing-when").text("first", first.to_string()).text("last", last.to_string()));
        }
        Some(_) => {}
    }
    if typed.time.is_none() {
        errors.add("time", Message::new("field-required"));
    }
    asked.place = words::line(errors, "place", &typed.place, PLACE_MAX);
    asked.held_at = typed.day.zip(typed.time).map(|(day, time)| clock::to_utc(day.and_time(time), scope.zone()));
    Ok(())
}

/// Grants or denies a hearing, with day, time and place, or an extension. A denial has a reason. Errors by field: `granted`, `text`,
/// `day`, `time`, `place`.
pub fn answer(conn: &mut Conn, scope: &Scope, seen: &Seen, typed: &Answer) -> Result<Paper> {
    let mut begun = begin(conn, scope, seen, Action::Answer)?;
    let mut asked = store::paper(conn, scope, begun.matter.id, typed.paper_id)?;
    if asked.kind == PaperKind::Objection || asked.answered != Answered::Waiting {
        return Err(Error::refused("matter-answered-already"));
    }
    let Some(granted) = typed.granted else { return Err(Error::invalid("granted", Message::new("field-required"))) };
    let mut errors = FieldErrors::default();
    let text = match granted {
        true => words::optional(&mut errors, "text", &typed.text, words::REASON_MAX),
        false => words::required(&mut errors, "text", &typed.text, words::REASON_MAX),
    };
    if granted && asked.kind == PaperKind::HearingRequest {
        put_hearing(conn, scope, &begun.matter, &mut asked, typed, &mut errors)?;
    }
    errors.finish(())?;
    if granted && asked.kind == PaperKind::ExtensionRequest {
        begun.matter.reply_due_on = Some(later(&begun.matter, typed.day.or(asked.day))?);
    }
    asked.answered = if granted { Answered::Granted } else { Answered::Denied };
    asked.answer = text;
    asked.answered_by = scope.actor_name().to_owned();
    asked.answered_at = Some(scope.now());
    store::answer_paper(conn, scope, &asked)?;
    let day = begun.matter.reply_due_on.map(|d| d.to_string()).unwrap_or_default();
    let data = json!({ "kind": asked.kind.as_str(), "answered": asked.answered.as_str(), "day": day });
    finish(conn, scope, &mut begun, Action::Answer, &asked.answer, data)?;
    let news = if granted { mail::News::Granted } else { mail::News::Denied };
    mail::tell_answer(conn, scope, &begun.matter, news, &asked)?;
    Ok(asked)
}
