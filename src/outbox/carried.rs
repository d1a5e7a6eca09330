//! What a mail carries beside its words: a calendar, as data that become a file when the mail is sent, and files, named by the hash
//! they have in the store and fetched from there as late.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::render::absolute;
use crate::platform::{
    blob::Blobs,
    error::{Error, Result},
    i18n::{Lang, t},
    ics::{Calendar, Method},
    mail::{Attached, Correspondent, Invitation},
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

/// The member of a payload that lists the files.
const FILES: &str = "files";

/// What the files of one mail may have together; servers take some 25 MB, and a third more is sent than they have.
const FILES_MAX: u64 = 18 * 1024 * 1024;

/// A file a mail carries, as its payload names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CarriedFile {
    pub name: String,
    /// `application/pdf`
    pub media_type: String,
    /// Of a content of the mail's own workspace, which must be in the store until the mail has been sent or given up: some three days.
    pub sha256: String,
}

/// Lets a mail carry one more file.
pub fn carry_file(payload: &mut Value, file: &CarriedFile) -> Result<()> {
    let file = serde_json::to_value(file)?;
    if let Value::Object(members) = payload {
        let list = members.entry(FILES).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(list) = list {
            list.push(file);
        }
    }
    Ok(())
}

/// Whether a stored payload may carry files; one that only speaks of them is taken for such, which costs nothing.
pub(super) fn carries_files(payload: &str) -> bool {
    payload.contains("\"files\":[")
}

/// Takes the files out of a payload and their contents out of the store. `blobs`: none where only the words are wanted.
///
/// # Errors
/// `Unavailable` when the store is away; `Internal` when a content is gone, or they are too large for a mail.
pub(super) fn take_files(payload: &mut Value, blobs: Option<&Blobs>, workspace_id: i64) -> Result<Vec<Attached>> {
    let Some(listed) = payload.as_object_mut().and_then(|members| members.remove(FILES)) else { return Ok(Vec::new()) };
    let listed: Vec<CarriedFile> = serde_json::from_value(listed)?;
    let Some(blobs) = blobs else { return Ok(Vec::new()) };
    let mut left = FILES_MAX;
    let mut files = Vec::with_capacity(listed.len());
    for file in listed {
        let found = blobs.read(workspace_id, &file.sha256, left)?;
        let bytes = found.ok_or_else(|| Error::internal(format!("{} is not in the store, or too large for a mail", file.name)))?;
        left -= bytes.len() as u64;
        files.push(Attached { name: file.name, media_type: file.media_type, bytes });
    }
    Ok(files)
}

/// What a payload carries, in words for the table, one space between.
pub(super) fn carried(payload: &Value) -> String {
    let method = payload.get(CALENDAR).and_then(|calendar| serde_json::from_value::<Method>(calendar.get("method")?.clone()).ok());
    let calendar = method.map(|method| match method {
        Method::Request => "invitation",
        Method::Cancel => "cancellation",
        Method::Publish => "calendar",
    });
    let file = payload.get(FILES).map(|_| "file");
    calendar.into_iter().chain(file).collect::<Vec<_>>().join(" ")
}

/// The same for people.
pub(super) fn described(lang: Lang, carried: &str) -> Option<String> {
    let words: Vec<_> = carried.split_whitespace().map(|word| t(lang, &format!("outbox-carries-{word}"))).collect();
    (!words.is_empty()).then(|| words.join(" · "))
}
