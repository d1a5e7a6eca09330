//! Changing the working calendar: first what would move, then all of it in one transaction.

use chrono::NaiveDate;
use serde_json::json;

use super::{
    model::{Edit, applied, to_lines},
    store,
};
use crate::{
    accountability::actions::follow_calendar,
    calendar::{self, WorkCalendar},
    duties::actions::{Moved, recompute_apply, recompute_preview},
    enforcement::terms,
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        i18n::{format, t},
    },
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// The timeline's word for a workspace, which the calendar is part of.
pub const SUBJECT: &str = "workspace";

/// What changes would do.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Those that change something.
    pub edits: Vec<Edit>,
    /// Deadlines that would move.
    pub moved: Vec<Moved>,
    /// How many of cases and hand-overs would: whoever keeps the calendar need not know them.
    pub of_cases: usize,
    /// Stands for the days as they are: a change made in between shows.
    pub seen: String,
}

/// What these changes would do as the calendar stands now; `Invalid` when they change nothing.
pub fn preview(conn: &mut Conn, scope: &Scope, edits: &[Edit]) -> Result<Preview> {
    scope.require(&[Role::Administrator])?;
    let own = calendar::own_days(conn, scope)?;
    let (edits, days) = applied(&own, edits);
    if edits.is_empty() {
        return Err(Error::invalid("day", Message::new("workdays-nothing-changes")));
    }
    let (old, new) = (WorkCalendar::new(&own), WorkCalendar::new(&days));
    let moved = recompute_preview(conn, scope, &new)?;
    let of_cases = terms::preview(conn, scope, &old, &new, first(&edits, scope))?;
    Ok(Preview { edits, moved, of_cases, seen: fingerprint(&own) })
}

/// Makes these changes, moves the open deadlines they move, and tells the departments concerned. `Conflict` when the calendar was
/// changed since `seen`. Returns how many moved.
pub fn apply(conn: &mut Conn, scope: &Scope, edits: &[Edit], seen: &str) -> Result<usize> {
    scope.require(&[Role::Administrator])?;
    let own = calendar::own_days(conn, scope)?;
    if fingerprint(&own) != seen {
        return Err(Error::Conflict);
    }
    let (edits, days) = applied(&own, edits);
    if edits.is_empty() {
        return Err(Error::invalid("day", Message::new("workdays-nothing-changes")));
    }
    for edit in &edits {
        store::write(conn, scope, edit)?;
    }
    let said = in_words(scope, &edits);
    let (old, new, from) = (WorkCalendar::new(&own), WorkCalendar::new(&days), first(&edits, scope));
    let moved = recompute_apply(conn, scope, &new, &said)?.len() + terms::follow(conn, scope, &old, &new, from, &said)?;
    // Of these nobody is told who is not concerned, not even how many there are.
    follow_calendar(conn, scope, &old, &new, from, &said)?;
    let data = json!({ "days": edits.len(), "moved": moved });
    let entry = Entry::new(Subject::new(SUBJECT, scope.workspace_id()), "calendar").text(&said).data(data);
    timeline::record(conn, scope, entry)?;
    Ok(moved)
}

/// The first day that changes.
fn first(edits: &[Edit], scope: &Scope) -> NaiveDate {
    edits.iter().map(Edit::day).min().unwrap_or(scope.today())
}

fn fingerprint(own: &[calendar::DayOverride]) -> String {
    let edits: Vec<Edit> = own.iter().cloned().map(Edit::Set).collect();
    crate::platform::secret::hash(&to_lines(&edits))
}

/// The changes in the workspace's language, a line each; the first few, when there are many.
fn in_words(scope: &Scope, edits: &[Edit]) -> String {
    const SAID: usize = 12;
    let lang = scope.workspace_lang();
    let mut lines: Vec<String> = edits
        .iter()
        .take(SAID)
        .map(|edit| match edit {
            Edit::Set(own) => format!("{} {} {}", own.day, t(lang, own.kind.key()), own.name),
            Edit::Remove(day) => format!("{day} {}", t(lang, "workdays-removed")),
        })
        .collect();
    if edits.len() > SAID {
        lines.push(format(lang, "workdays-and-more", &[("count", ((edits.len() - SAID) as f64).into())]));
    }
    lines.join("\n")
}
