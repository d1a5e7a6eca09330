//! Changing the working calendar: first what would move, then all of it in one transaction.

use serde_json::json;

use super::{
    model::{Edit, applied, to_lines},
    store,
};
use crate::{
    calendar::{self, WorkCalendar},
    duties::actions::{Moved, recompute_apply, recompute_preview},
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
    let moved = recompute_preview(conn, scope, &WorkCalendar::new(&days))?;
    Ok(Preview { edits, moved, seen: fingerprint(&own) })
}

/// Makes these changes, moves the open deadlines they move, and tells the departments concerned. `Conflict` when the calendar was
/// changed since `seen`. Returns what moved.
pub fn apply(conn: &mut Conn, scope: &Scope, edits: &[Edit], seen: &str) -> Result<Vec<Moved>> {
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
    let moved = recompute_apply(conn, scope, &WorkCalendar::new(&days), &said)?;
    let data = json!({ "days": edits.len(), "moved": moved.len() });
    let entry = Entry::new(Subject::new(SUBJECT, scope.workspace_id()), "calendar").text(&said).data(data);
    timeline::record(conn, scope, entry)?;
    Ok(moved)
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
