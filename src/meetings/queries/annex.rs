//! Annexes of minutes 附件: files of the whole, read by everybody who reads the minutes, and files of one section, read with it.

use std::collections::HashMap;

use super::Papers;
use crate::{
    attachments::{self, FileLine},
    meetings::{
        ANNEX,
        model::{ContentAnnex, Minutes, Section},
    },
    platform::{db::Conn, error::Result},
    tenancy::Scope,
};

/// All annexes of minutes, by what they belong to: the minutes or a section.
pub(super) fn load(conn: &mut Conn, scope: &Scope, minutes: &Minutes, sections: &[Section]) -> Result<HashMap<i64, Vec<FileLine>>> {
    let ids: Vec<i64> = std::iter::once(minutes.id).chain(sections.iter().map(|s| s.id)).collect();
    attachments::lists(conn, scope, ANNEX, &ids)
}

impl Papers {
    /// The annexes of a section, or of the whole, removed ones too.
    pub fn annexes(&self, section_id: Option<i64>) -> &[FileLine] {
        let of = section_id.or(self.minutes.as_ref().map(|m| m.id));
        of.and_then(|id| self.annexes.get(&id)).map_or(&[], Vec::as_slice)
    }

    /// What would be issued now: those of the whole, then those of the sections in order, each in the order they were added.
    pub(super) fn draft_annexes(&self) -> Vec<ContentAnnex> {
        let places = std::iter::once(None).chain(self.sections.iter().map(|s| Some(s.id)));
        let of = |section_id: Option<i64>| {
            let mut there: Vec<_> = self.annexes(section_id).iter().map(|l| &l.current).filter(|v| v.removed.is_none()).collect();
            there.sort_by_key(|v| v.file_id);
            there.into_iter().map(move |v| ContentAnnex {
                attachment_id: v.id,
                section_id,
                name: v.name.clone(),
                size: v.size,
                sha256: v.sha256.clone(),
            })
        };
        places.flat_map(of).collect()
    }

    /// Whether annexes are other ones than departments were asked about last.
    pub(super) fn annexes_changed(&self) -> bool {
        let Some(asked) = self.reviews.iter().map(|r| r.asked_at).max() else { return false };
        let versions = self.annexes.values().flatten().flat_map(|l| std::iter::once(&l.current).chain(&l.others));
        versions.into_iter().any(|v| v.added_at > asked || v.removed.as_ref().is_some_and(|r| r.at > asked))
    }
}
