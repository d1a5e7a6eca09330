//! What a mail carries beside its words: a calendar, as data that become a file when the mail is sent.

use serde_json::Value;

use super::render::absolute;
use crate::platform::{
    error::{Error, Result},
    i18n::{Lang, t},
    ics::{Calendar, Method},
    mail::{Correspondent, Invitation},
};

/// The member of a payload that holds the calendar.
const CALENDAR: &str = "calendar";

/// Lets a mail carry a calendar. Its links may be paths of ours, its organiser [`crate::platform::ics::Party::sender`].
pub fn carry_calendar(payload: &mut Value, calendar: &Calendar) -> Result<()> {
    if let Value::Object(members) = payload {
        members.insert(CALENDAR.to_owned(), serde_json::to_value(calendar)?);
    }
    Ok(())
}

/// Takes the calendar out of a payload. `base`: what makes its paths absolute.
pub(super) fn take_invitation(payload: &mut Value, base: &str, from: &Correspondent) -> Result<Option<Invitation>> {
    let Some(mut calendar) = payload.as_object_mut().and_then(|members| members.remove(CALENDAR)) else { return Ok(None) };
    absolute(&mut calendar, base);
    let mut calendar: Calendar = serde_json::from_value(calendar)?;
    calendar.sent_from(&from.address).map_err(Error::internal)?;
    Ok(Some(Invitation { method: calendar.method.word(), text: calendar.write() }))
}

/// What a payload carries, in words for the table, one space between.
pub(super) fn carried(payload: &Value) -> String {
    let method = payload.get(CALENDAR).and_then(|calendar| serde_json::from_value::<Method>(calendar.get("method")?.clone()).ok());
    let calendar = method.map(|method| match method {
        Method::Request => "invitation",
        Method::Cancel => "cancellation",
        Method::Publish => "calendar",
    });
    calendar.unwrap_or_default().to_owned()
}

/// The same for people.
pub(super) fn described(lang: Lang, carried: &str) -> Option<String> {
    let words: Vec<_> = carried.split_whitespace().map(|word| t(lang, &format!("outbox-carries-{word}"))).collect();
    (!words.is_empty()).then(|| words.join(" · "))
}
