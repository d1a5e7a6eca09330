//! What was typed, read and done.

use super::{deadline, department, targets};
use crate::{
    calendar::Cadence,
    duties::{
        actions::{self, Charge, Content},
        model::{Action, Duty, DutyRef, NewDuty, NewReport, Origin, Seen},
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::Fields,
    },
    tenancy::Scope,
};

/// Does `action` to `duty` with what was typed.
pub fn perform(conn: &mut Conn, scope: &Scope, action: Action, duty: &Duty, fields: &Fields) -> Result<DutyRef> {
    let own = department(scope, duty, action, fields)?;
    let needed = own.unwrap_or_default();
    let seen = Seen { id: duty.id, version: fields.trimmed("version").parse().ok() };
    let reason = fields.trimmed("reason");
    match action {
        Action::Accept => actions::accept(conn, scope, seen, needed),
        Action::Refuse => actions::refuse(conn, scope, seen, needed, reason),
        Action::Report => report(conn, scope, seen, needed, fields),
        Action::Submit => actions::submit(conn, scope, seen, needed, fields.trimmed("evidence")),
        Action::RequestExtension => {
            let until = with_errors(|errors| deadline::day(fields, "until", errors))?;
            actions::request_extension(conn, scope, seen, needed, until, reason)
        }
        Action::DecideExtension => decide(conn, scope, seen, fields),
        Action::Close => actions::close(conn, scope, seen, fields.trimmed("remark")),
        Action::Return => actions::return_(conn, scope, seen, reason),
        Action::Reopen => actions::reopen(conn, scope, seen, reason),
        Action::Suspend => actions::suspend(conn, scope, seen, reason),
        Action::Resume => actions::resume(conn, scope, seen, reason),
        Action::Cancel => actions::cancel(conn, scope, seen, reason),
        Action::Remind => actions::remind(conn, scope, seen, fields.trimmed("text")),
        Action::Share => actions::share(conn, scope, seen, own, &shares(duty, fields)),
        Action::Edit => actions::edit(conn, scope, seen, content(fields), reason),
        Action::Assign => actions::assign(conn, scope, seen, &charge(fields)?),
        Action::Reassign => actions::reassign(conn, scope, seen, &charge(fields)?, reason),
        Action::ChangeParties => {
            let (lead, support) = charged(fields);
            actions::change_parties(conn, scope, seen, lead, &support, reason)
        }
        Action::ChangeDeadline => {
            let mut errors = FieldErrors::default();
            let rule = deadline::read(fields, &mut errors);
            actions::change_deadline(conn, scope, seen, errors.finish(rule)?, reason)
        }
    }
}

/// Makes the duty typed into the form of a new one; assigns it at once when that was chosen.
pub fn create(conn: &mut Conn, scope: &Scope, fields: &Fields) -> Result<DutyRef> {
    let origin = Origin::manual(fields.trimmed("origin").chars().take(200).collect::<String>());
    create_from(conn, scope, fields, origin)
}

/// As [`create`], for a room that knows where the duty comes from.
pub fn create_from(conn: &mut Conn, scope: &Scope, fields: &Fields, origin: Origin) -> Result<DutyRef> {
    let assign = fields.trimmed("then") != "draft";
    let (lead_id, support_ids) = charged(fields);
    let mut errors = FieldErrors::default();
    let rule = deadline::read(fields, &mut errors);
    if fields.trimmed("title").is_empty() {
        errors.add("title", Message::new("field-required"));
    }
    if assign && lead_id.is_none() {
        errors.add("lead", Message::new("duty-lead-required"));
    }
    errors.finish(())?;
    let Content { title, requirement, deliverable, cadence, targets } = content(fields);
    let targets = targets.into_iter().map(|(_, target)| target).collect();
    let new = NewDuty { title, requirement, deliverable, lead_id, support_ids, rule, cadence, targets, origin };
    if assign { actions::assign_new(conn, scope, new) } else { actions::draft(conn, scope, new) }
}

fn with_errors<T>(read: impl FnOnce(&mut FieldErrors) -> Option<T>) -> Result<T> {
    let mut errors = FieldErrors::default();
    let value = read(&mut errors);
    errors.finish(())?;
    value.ok_or_else(|| Error::internal("a field was refused without a message"))
}

fn report(conn: &mut Conn, scope: &Scope, seen: Seen, department_id: i64, fields: &Fields) -> Result<DutyRef> {
    let as_of = with_errors(|errors| deadline::day(fields, "as_of", errors))?;
    let figures = fields
        .pairs()
        .filter_map(|(name, value)| Some((name.strip_prefix("figure-")?.parse().ok()?, value.trim())))
        .filter(|(_, value)| !value.is_empty())
        .map(|(id, value)| (id, targets::number(value)))
        .collect();
    let report = NewReport { department_id, as_of, text: fields.trimmed("text").to_owned(), figures };
    actions::report(conn, scope, seen, report)
}

fn decide(conn: &mut Conn, scope: &Scope, seen: Seen, fields: &Fields) -> Result<DutyRef> {
    let id = fields.trimmed("extension").parse().unwrap_or(0);
    let until = match fields.trimmed("decision") {
        "grant" => Some(with_errors(|errors| deadline::day(fields, "until", errors))?),
        "deny" => None,
        _ => return Err(Error::invalid("decision", Message::new("field-choose"))),
    };
    actions::decide_extension(conn, scope, seen, id, until, fields.trimmed("answer"))
}

/// The shares typed for departments that still support; others are left alone.
fn shares(duty: &Duty, fields: &Fields) -> Vec<(i64, String)> {
    let of = |id: i64| fields.get(&format!("share-{id}")).map(|text| (id, text.to_owned()));
    duty.support().filter_map(|p| of(p.department_id)).collect()
}

fn content(fields: &Fields) -> Content {
    Content {
        title: fields.trimmed("title").to_owned(),
        requirement: fields.trimmed("requirement").to_owned(),
        deliverable: fields.trimmed("deliverable").to_owned(),
        cadence: fields.trimmed("cadence").parse::<Cadence>().ok(),
        targets: targets::read(fields),
    }
}

fn charged(fields: &Fields) -> (Option<i64>, Vec<i64>) {
    let support = fields.all("support").iter().filter_map(|v| v.trim().parse().ok()).collect();
    (fields.trimmed("lead").parse().ok(), support)
}

fn charge(fields: &Fields) -> Result<Charge> {
    let (lead_id, support_ids) = charged(fields);
    let mut errors = FieldErrors::default();
    let rule = deadline::read(fields, &mut errors);
    if lead_id.is_none() {
        errors.add("lead", Message::new("duty-lead-required"));
    }
    errors.finish(Charge { lead_id, support_ids, rule })
}
