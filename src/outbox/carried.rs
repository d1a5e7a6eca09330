//! What a mail carries beside its words: a calendar, as data that become a file when the mail is sent; files, by their hash.

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

/// The one that holds the files.
const FILES: &str = "files";

/// The most all files of a mail may weigh together, in octets: what mail servers take, grown by a third on the way.
pub const FILES_MAX: u64 = 10 * 1024 * 1024;

/// A file of the workspace's store that goes with a mail. Whoever lets a mail carry it sees to it that it is still there when the mail
/// is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CarriedFile {
    pub sha256: String,
    pub name: String,
    pub media_type: String,
    pub size: u64,
}

/// Lets a mail carry a file; false, and nothing done, when the mail would become too heavy: a link must do then.
pub fn carry_file(payload: &mut Value, file: &CarriedFile) -> Result<bool> {
    let Value::Object(members) = payload else { return Ok(false) };
    let mut files: Vec<CarriedFile> = members.get(FILES).map_or(Ok(Vec::new()), |held| serde_json::from_value(held.clone()))?;
    files.push(file.clone());
    if files.iter().map(|file| file.size).sum::<u64>() > FILES_MAX {
        return Ok(false);
    }
    members.insert(FILES.to_owned(), serde_json::to_value(files)?);
    Ok(true)
}

/// Takes the files out of a payload and reads them; without a store they are left out.
pub(super) fn take_files(payload: &mut Value, blobs: Option<&Blobs>, workspace_id: i64) -> Result<Vec<Attached>> {
    let held = payload.as_object_mut().and_then(|members| members.remove(FILES));
    let (Some(held), Some(blobs)) = (held, blobs) else { return Ok(Vec::new()) };
    let files: Vec<CarriedFile> = serde_json::from_value(held)?;
    let read = |CarriedFile { sha256, name, media_type, .. }| {
        let bytes = blobs.read(workspace_id, &sha256, FILES_MAX)?.ok_or_else(|| Error::internal(format!("the file {name:?} is gone")))?;
        Ok(Attached { name, media_type, bytes })
    };
    files.into_iter().map(read).collect()
}

/// Whether files must be read before the mail can be written.
pub(super) fn has_files(carried: &str) -> bool {
    carried.split_whitespace().any(|word| word == "file")
}

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
    let file = payload.get(FILES).and_then(Value::as_array).is_some_and(|files| !files.is_empty()).then_some("file");
    calendar.into_iter().chain(file).collect::<Vec<_>>().join(" ")
}

/// The same for people.
pub(super) fn described(lang: Lang, carried: &str) -> Option<String> {
    let words: Vec<_> = carried.split_whitespace().map(|word| t(lang, &format!("outbox-carries-{word}"))).collect();
    (!words.is_empty()).then(|| words.join(" · "))
}
