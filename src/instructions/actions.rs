//! Writing an instruction, filing it as a duty, answering it; each in the caller's one write transaction.

use serde_json::json;

use super::{
    mail,
    model::{Instruction, NewInstruction, State, TEXT_MAX, may_write},
    store,
};
use crate::{
    duties::{self, DutyRef, Origin, words},
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::Fields,
        i18n::format,
        id::new_id,
    },
    tenancy::{self, Role, Scope},
    timeline::{self, Entry, Subject},
};

/// The kind of instructions in timelines, origins of duties and numbers.
pub const SUBJECT: &str = "instruction";

/// Who makes something of them.
pub const OFFICE: [Role; 1] = [Role::Secretariat];

/// An instruction as a person saw it when deciding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub number: String,
    pub version: Option<i64>,
}

/// Writes down what a leader instructs, and tells the secretariat. The same words on the same digest about the same duty are one
/// instruction, however often they are sent. The caller has seen to it that the digest is the leader's own. Errors by field: `text`.
pub fn write(conn: &mut Conn, scope: &Scope, new: NewInstruction) -> Result<()> {
    let (Some(membership_id), true) = (scope.membership_id(), may_write(scope)) else {
        return scope.require(&[Role::Leader]);
    };
    let mut errors = FieldErrors::default();
    let text = words::optional(&mut errors, "text", &new.text, TEXT_MAX);
    if text.is_empty() {
        errors.add("text", Message::new("instruction-text-missing"));
    }
    errors.finish(())?;
    let cause = store::cause(new.digest_id, new.about_duty_id, &text);
    if store::is_there(conn, scope, &cause)? {
        return Ok(());
    }
    let about: Vec<i64> = new.about_duty_id.into_iter().collect();
    let about = duties::queries::names(conn, scope, &about)?.pop();
    if new.about_duty_id.is_some() && about.is_none() {
        return Err(Error::NotFound);
    }
    let instruction = Instruction {
        id: new_id(),
        number: tenancy::next_number(conn, scope, SUBJECT)?,
        membership_id,
        author: scope.actor_name().to_owned(),
        digest_id: new.digest_id,
        about,
        text,
        written_at: scope.now(),
        state: State::Unfiled,
        duty: None,
        answer: None,
        decided_at: None,
        decided_by: None,
        version: 1,
    };
    if !store::insert(conn, scope, &instruction, &cause)? {
        // Sent twice at once; the other one is as good, and the number just taken goes back with this transaction.
        return Err(Error::Conflict);
    }
    let data = json!({ "duty": instruction.about.as_ref().map_or("", |d| d.number.as_str()) });
    timeline::record(conn, scope, Entry::new(Subject::new(SUBJECT, instruction.id), "write").text(&instruction.text).data(data))?;
    mail::tell_secretariat(conn, scope, &instruction)
}

/// Files an instruction: makes the duty that was typed, with the instruction as its origin, and assigns it where that was chosen.
pub fn file(conn: &mut Conn, scope: &Scope, seen: &Seen, fields: &Fields) -> Result<DutyRef> {
    let instruction = undecided(conn, scope, seen)?;
    let origin = Origin { kind: SUBJECT.to_owned(), id: Some(instruction.id), label: label(scope, &instruction) };
    let duty = duties::create_from(conn, scope, fields, origin)?;
    store::decide(conn, scope, &instruction, State::Filed, Some(duty.id), None)?;
    let data = json!({ "duty": duty.number });
    decided(conn, scope, &instruction, "file", "", State::Filed, data.clone())?;
    pass_on(conn, scope, &instruction, "instruction_filed", data)?;
    Ok(duty)
}

/// Answers an instruction that needs no duty of its own. Errors by field: `reason`.
pub fn answer(conn: &mut Conn, scope: &Scope, seen: &Seen, reason: &str) -> Result<()> {
    let instruction = undecided(conn, scope, seen)?;
    let reason = words::reason(reason)?;
    store::decide(conn, scope, &instruction, State::Answered, None, Some(&reason))?;
    decided(conn, scope, &instruction, "answer", &reason, State::Answered, json!({}))?;
    pass_on(conn, scope, &instruction, "instruction_answered", json!({ "answer": reason }))
}

fn undecided(conn: &mut Conn, scope: &Scope, seen: &Seen) -> Result<Instruction> {
    scope.require(&OFFICE)?;
    let instruction = store::by_number(conn, scope, &seen.number)?;
    instruction.require_unfiled()?;
    if seen.version.is_some_and(|version| version != instruction.version) {
        return Err(Error::Conflict);
    }
    Ok(instruction)
}

fn decided(
    conn: &mut Conn,
    scope: &Scope,
    instruction: &Instruction,
    action: &'static str,
    text: &str,
    to: State,
    data: serde_json::Value,
) -> Result<()> {
    let entry = Entry::new(Subject::new(SUBJECT, instruction.id), action).states(instruction.state.as_str(), to.as_str());
    timeline::record(conn, scope, entry.text(text).data(data))
}

/// Into the timeline of the duty it is about: the leader's words reach those who do the work once the office has dealt with them.
fn pass_on(conn: &mut Conn, scope: &Scope, instruction: &Instruction, action: &'static str, mut data: serde_json::Value) -> Result<()> {
    let Some(about) = &instruction.about else { return Ok(()) };
    data["author"] = json!(instruction.author);
    let entry = Entry::new(Subject::new(duties::actions::SUBJECT, about.id), action).text(&instruction.text).data(data);
    timeline::record(conn, scope, entry)
}

/// What a duty made of it says it comes from: “李副省长批示（2026-11-23）”.
pub(super) fn label(scope: &Scope, instruction: &Instruction) -> String {
    let day = crate::platform::clock::local(instruction.written_at, scope.zone()).date().to_string();
    format(scope.workspace_lang(), "instruction-origin", &[("author", instruction.author.as_str().into()), ("day", day.into())])
}
