//! Links in mails whose secret does not exist yet. A mail's payload only says what is to be opened; the worker makes the secret as
//! it takes the mail, the tables keep its hash, and nobody who reads the database can open anything with what they find there.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    accounts,
    platform::{db::Conn, error::Result},
    tenancy::{self, NewLink},
};

/// What a link in a mail is to open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Promise {
    /// A token of [`accounts::promise_token`]: a new password.
    Token { id: i64 },
    /// An invitation of the mail's workspace.
    Invitation { id: i64 },
    /// A link of [`tenancy::new_link`] in the mail's workspace.
    Link { person_id: Option<i64>, purpose: String, subject_id: i64, until: NaiveDateTime },
}

/// The member of a payload that holds the promises, by name.
const MEMBER: &str = "secrets";

/// What stands for the secret `name` in a path until the mail is sent: `/password/reset/{secret:name}`.
pub fn secret_place(name: &str) -> String {
    format!("{{secret:{name}}}")
}

/// Adds a promise to a payload, for the paths in it that hold [`secret_place`] of the same name.
pub fn promise(payload: &mut Value, name: &str, promise: &Promise) -> Result<()> {
    if let Value::Object(members) = payload {
        let held = members.entry(MEMBER).or_insert_with(|| serde_json::json!({}));
        held[name] = serde_json::to_value(promise)?;
    }
    Ok(())
}

/// Secrets by name.
pub(super) type Secrets = BTreeMap<String, String>;

fn promises(payload: &str) -> Result<BTreeMap<String, Promise>> {
    if !payload.contains(MEMBER) {
        return Ok(BTreeMap::new());
    }
    /// The rest of the payload is passed over, not read.
    #[derive(Deserialize)]
    struct Promised {
        #[serde(default)]
        secrets: BTreeMap<String, Promise>,
    }
    Ok(serde_json::from_str::<Promised>(payload)?.secrets)
}

/// Makes the secrets a mail was promised; none when one of them opens nothing any more, and the mail is of no use to anybody.
pub(super) fn make_all_workspaces(conn: &mut Conn, workspace_id: i64, payload: &str, now: NaiveDateTime) -> Result<Option<Secrets>> {
    let promises = promises(payload)?;
    for promise in promises.values() {
        if !promise.holds(conn, workspace_id, now)? {
            return Ok(None);
        }
    }
    let mut secrets = Secrets::new();
    for (name, promise) in promises {
        let Some(secret) = promise.make(conn, workspace_id, now)? else { return Ok(None) };
        secrets.insert(name, secret);
    }
    Ok(Some(secrets))
}

/// The payload with every link to one thing promised no longer; none where there is no such link.
pub(super) fn without_link(payload: &str, asked: &str, subject: i64, now: NaiveDateTime) -> Result<Option<String>> {
    let mut found = false;
    let mut whole: Value = serde_json::from_str(payload)?;
    for (name, promised) in promises(payload)? {
        if let Promise::Link { person_id, purpose, subject_id, .. } = promised
            && purpose == asked
            && subject_id == subject
        {
            promise(&mut whole, &name, &Promise::Link { person_id, purpose, subject_id, until: now })?;
            found = true;
        }
    }
    Ok(found.then(|| whole.to_string()))
}

/// Whether everything a mail was promised can still be opened.
pub(super) fn all_hold(conn: &mut Conn, workspace_id: i64, payload: &str, now: NaiveDateTime) -> Result<bool> {
    for promise in promises(payload)?.values() {
        if !promise.holds(conn, workspace_id, now)? {
            return Ok(false);
        }
    }
    Ok(true)
}

impl Promise {
    fn holds(&self, conn: &mut Conn, workspace_id: i64, now: NaiveDateTime) -> Result<bool> {
        match self {
            Self::Token { id } => accounts::promise_holds(conn, *id, now),
            Self::Invitation { id } => tenancy::invitation_is_open_all_workspaces(conn, workspace_id, *id, now),
            Self::Link { until, .. } => Ok(*until > now),
        }
    }

    fn make(&self, conn: &mut Conn, workspace_id: i64, now: NaiveDateTime) -> Result<Option<String>> {
        match self {
            Self::Token { id } => accounts::mint(conn, *id, now),
            Self::Invitation { id } => tenancy::new_invitation_secret_all_workspaces(conn, workspace_id, *id).map(Some),
            Self::Link { person_id, purpose, subject_id, until } => {
                let link = NewLink { person_id: *person_id, purpose, subject_id: *subject_id, expires_at: *until };
                tenancy::new_link_all_workspaces(conn, workspace_id, &link, now).map(Some)
            }
        }
    }
}

/// Puts the secrets into a payload's paths, and takes the promises out.
pub(super) fn fill(payload: &mut Value, secrets: &Secrets) {
    if let Value::Object(members) = payload {
        members.remove(MEMBER);
    }
    secrets.iter().for_each(|(name, secret)| put(payload, &secret_place(name), secret));
}

fn put(value: &mut Value, place: &str, secret: &str) {
    match value {
        Value::Object(members) => members.iter_mut().for_each(|(key, member)| match member {
            Value::String(path) if key == "href" || key == "unsubscribe" => *path = path.replace(place, secret),
            other => put(other, place, secret),
        }),
        Value::Array(items) => items.iter_mut().for_each(|item| put(item, place, secret)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_into_paths_and_nowhere_else() {
        let mut payload = serde_json::json!({ "text": "{secret:link}", "button": { "href": "/x/{secret:link}" }, "list": { "unsubscribe": "/{secret:other}" } });
        promise(&mut payload, "link", &Promise::Invitation { id: 1 }).expect("promised");
        assert_eq!(promises(&payload.to_string()).expect("read")["link"], Promise::Invitation { id: 1 });
        fill(&mut payload, &Secrets::from([("link".into(), "s3".into())]));
        assert_eq!(
            payload,
            serde_json::json!({ "text": "{secret:link}", "button": { "href": "/x/s3" }, "list": { "unsubscribe": "/{secret:other}" } })
        );
    }
}
