//! Files, their versions, and the rule of removal. Pure.

use chrono::{Duration, NaiveDateTime};

use super::Media;
use crate::{
    outbox::CarriedFile,
    platform::error::{Error, Message, Result},
    tenancy::Scope,
    timeline::Subject,
};

/// How long whoever added a version may take it back.
pub const OWN_HOURS: i64 = 24;

/// What a room says of one of its things: whose files they are, and what this person may do with them now.
#[derive(Clone, Debug)]
pub struct Shelf {
    pub subject: Subject,
    /// In whose timeline it is written what happens to them; the subject itself, where that has one.
    pub told: Subject,
    /// What it is called on the pages about its files.
    pub name: String,
    /// Its own page; with a fragment where the files are not what it calls `#files`.
    pub back: String,
    /// Where its files are: [`super::pages::Owner::ALL`] filled.
    pub path: String,
    /// May add files and versions.
    pub may_add: bool,
    /// May remove what others added.
    pub may_clear: bool,
    /// What was added until then is part of a record: nobody removes it any more.
    pub kept_until: Option<NaiveDateTime>,
    /// Why nothing is added or removed any more, for anybody.
    pub shut: Option<Message>,
    /// Versions that do not exist for this person.
    pub hidden: Vec<i64>,
}

impl Shelf {
    /// `NotFound` for a version that does not exist for this person.
    pub fn require(&self, id: i64) -> Result<i64> {
        if self.hidden.contains(&id) { Err(Error::NotFound) } else { Ok(id) }
    }

    /// Where the files stand on its page.
    pub fn place(&self) -> String {
        if self.back.contains('#') { self.back.clone() } else { format!("{}#files", self.back) }
    }
}

/// A version of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    pub id: i64,
    /// The id of the first version.
    pub file_id: i64,
    /// Which version, from 1.
    pub nth: i32,
    pub name: String,
    pub media: Media,
    pub size: i64,
    pub sha256: String,
    pub added_by_id: Option<i64>,
    /// The name at that time; empty when the program made it.
    pub added_by: String,
    pub added_at: NaiveDateTime,
    pub removed: Option<Removed>,
}

/// By whom a version was removed, when and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Removed {
    pub by: String,
    pub at: NaiveDateTime,
    pub reason: String,
}

impl Attachment {
    /// As a mail carries it ([`crate::outbox::carry_file`]): the content is fetched when the mail is sent.
    pub fn for_mail(&self) -> CarriedFile {
        CarriedFile { name: self.name.clone(), media_type: self.media.mime().to_owned(), sha256: self.sha256.clone() }
    }
}

/// A file with its versions.
#[derive(Clone, Debug, PartialEq)]
pub struct FileLine {
    /// The one in force: the newest that was not removed; of a file all of which was removed, the newest.
    pub current: Attachment,
    /// The others, newest first.
    pub others: Vec<Attachment>,
}

impl FileLine {
    /// The same without these versions.
    pub fn without(lines: Vec<Self>, hidden: &[i64]) -> Vec<Self> {
        if hidden.is_empty() {
            return lines;
        }
        let all = lines.into_iter().flat_map(|line| std::iter::once(line.current).chain(line.others));
        Self::group(all.filter(|v| !hidden.contains(&v.id)).collect())
    }

    /// Files from their versions, the file added last first.
    pub fn group(all: Vec<Attachment>) -> Vec<Self> {
        let mut files: Vec<Vec<Attachment>> = Vec::new();
        for version in all {
            match files.iter_mut().find(|f| f[0].file_id == version.file_id) {
                Some(file) => file.push(version),
                None => files.push(vec![version]),
            }
        }
        let mut lines: Vec<Self> = files
            .into_iter()
            .map(|mut versions| {
                versions.sort_by_key(|v| -v.nth);
                let at = versions.iter().position(|v| v.removed.is_none()).unwrap_or(0);
                let current = versions.remove(at);
                Self { current, others: versions }
            })
            .collect();
        lines.sort_by_key(|l| (l.current.removed.is_some(), -l.current.file_id));
        lines
    }
}

/// What came in by an upload and lies in the store, to be attached by [`super::add`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Received {
    pub files: Vec<Arrived>,
    /// The file that the only one of these is a new version of.
    pub replaces: Option<i64>,
}

/// One of the files that came in.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrived {
    pub name: String,
    pub media: Media,
    pub size: i64,
    pub sha256: String,
}

/// The rule of removal; the refusal says who may, and until when.
pub fn may_remove(scope: &Scope, shelf: &Shelf, version: &Attachment) -> Result<()> {
    if let Some(removed) = &version.removed {
        return Err(Error::Refused(Message::new("attachments-removed-already").text("who", &removed.by)));
    }
    if let Some(why) = &shelf.shut {
        return Err(Error::Refused(why.clone()));
    }
    if shelf.kept_until.is_some_and(|until| version.added_at <= until) {
        return Err(Error::Refused(Message::new("attachments-kept")));
    }
    if shelf.may_clear {
        return Ok(());
    }
    let is_own = version.added_by_id.is_some() && version.added_by_id == scope.person_id();
    if !is_own {
        return Err(Error::Forbidden(Message::new("attachments-not-yours").text("hours", OWN_HOURS.to_string())));
    }
    if scope.now() - version.added_at > Duration::hours(OWN_HOURS) {
        return Err(Error::Refused(Message::new("attachments-too-late").text("hours", OWN_HOURS.to_string())));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(id: i64, file_id: i64, nth: i32, removed: bool) -> Attachment {
        let gone = Removed { by: "周敏".into(), at: NaiveDateTime::default(), reason: "误传".into() };
        Attachment {
            id,
            file_id,
            nth,
            name: "a.txt".into(),
            media: Media::Txt,
            size: 1,
            sha256: String::new(),
            added_by_id: Some(1),
            added_by: "王磊".into(),
            added_at: NaiveDateTime::default(),
            removed: removed.then_some(gone),
        }
    }

    #[test]
    fn the_version_in_force_is_the_newest_that_is_there() {
        let all =
            vec![version(1, 1, 1, false), version(2, 1, 2, false), version(3, 1, 3, true), version(4, 4, 1, true), version(5, 5, 1, false)];
        let lines = FileLine::group(all);
        let seen: Vec<(i64, Vec<i64>)> = lines.iter().map(|l| (l.current.id, l.others.iter().map(|o| o.id).collect())).collect();
        assert_eq!(seen, [(5, vec![]), (2, vec![3, 1]), (4, vec![])]);
    }
}
