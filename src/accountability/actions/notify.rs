//! Telling the subject, who has a right to reply from then on.

use chrono::NaiveDate;
use serde_json::json;

use super::{Begun, Seen, begin, finish, people::require_clear};
use crate::{
    accountability::{
        mail,
        model::{Action, Matter, Part, Standing},
        store,
    },
    calendar::{self, Computed, DeadlineRule},
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    tenancy::Scope,
};

/// What a notice would say.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub reply: Computed,
    /// Whom it goes to.
    pub names: Vec<String>,
}

/// The day until which a term of so many working days from today runs.
pub(super) fn term(conn: &mut Conn, scope: &Scope, days: u16) -> Result<Computed> {
    let calendar = calendar::load(conn, scope)?;
    Ok(DeadlineRule::AfterAssignment { working_days: days }.compute(scope.today(), &calendar))
}

fn guard(conn: &mut Conn, scope: &Scope, begun: &Begun) -> Result<Notice> {
    let handlers = || begun.people.iter().filter(|p| p.part == Part::Handler);
    if handlers().any(|p| p.standing == Standing::Asked) {
        return Err(Error::refused("matter-declarations-missing"));
    }
    if !handlers().any(|p| p.standing == Standing::Clear) {
        return Err(Error::refused("matter-nobody-looks"));
    }
    let edition = store::edition(conn, scope, Some(begun.matter.edition))?;
    let reply = term(conn, scope, edition.rules.reply_days)?;
    let names = mail::of_subject(conn, scope, &begun.matter)?.into_iter().map(|to| to.name).collect::<Vec<_>>();
    if names.is_empty() {
        return Err(Error::refused("matter-nobody-to-tell"));
    }
    Ok(Notice { reply, names })
}

/// Whether there is anybody to tell.
pub fn reaches(conn: &mut Conn, scope: &Scope, matter: &Matter) -> Result<bool> {
    Ok(!mail::of_subject(conn, scope, matter)?.is_empty())
}

/// What [`notify`] would do.
pub fn notice(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Notice> {
    let begun = begin(conn, scope, &Seen::any(number), Action::Notify)?;
    guard(conn, scope, &begun)
}

/// Tells the subject what it is about and until when it may reply.
pub fn notify(conn: &mut Conn, scope: &Scope, seen: &Seen) -> Result<Matter> {
    let mut begun = begin(conn, scope, seen, Action::Notify)?;
    require_clear(&begun)?;
    let notice = guard(conn, scope, &begun)?;
    let day: NaiveDate = notice.reply.due_on;
    begun.matter.notified_at = Some(scope.now());
    begun.matter.reply_due_on = Some(day);
    finish(conn, scope, &mut begun, Action::Notify, "", json!({ "day": day.to_string() }))?;
    mail::tell_subject(conn, scope, &begun.matter, mail::News::Notified, "")?;
    Ok(begun.matter)
}
