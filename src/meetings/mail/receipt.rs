//! The one reminder of an invitation nobody answered.

use serde_json::json;

use super::{
    invitation::ask,
    letter::{addressees, enqueue, facts},
};
use crate::{
    meetings::model::{Meeting, Participant},
    platform::{db::Conn, error::Result, i18n::format},
    tenancy::Scope,
};

/// Writes to whoever answers for these; returns how many mails.
pub fn remind(conn: &mut Conn, scope: &Scope, meeting: &Meeting, waiting: &[Participant]) -> Result<usize> {
    let mut sent = 0;
    for to in addressees(conn, scope, waiting)? {
        let mut payload = json!({
            "head": { "title": format(to.lang, "mail-receipt-reminder", &[("title", meeting.title.as_str().into())]) },
            "facts": { "items": facts(scope, meeting, to.lang) },
        });
        ask(scope, meeting, &to, &mut payload)?;
        enqueue(conn, scope, meeting, &to, &format!("meeting-receipt-reminder:{}:{}", meeting.id, meeting.sequence), payload)?;
        sent += 1;
    }
    Ok(sent)
}
