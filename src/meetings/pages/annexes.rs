//! Annexes of minutes: who writes the minutes adds them, whoever reads these reads them, and nothing changes once they are issued.

use crate::{
    attachments::{
        Shelf,
        pages::{At, Owner},
    },
    meetings::{
        ANNEX, ITEM, MEETING,
        model::{Action, By, Section},
        queries::{self, Papers},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        i18n::t,
    },
    tenancy::Scope,
    timeline::Subject,
};

/// In an address: of the whole minutes.
const WHOLE: &str = "all";

/// The annexes of minutes; `{of}` is a section's id, or [`WHOLE`].
pub struct Annexes;

impl Owner for Annexes {
    const ALL: &'static str = "/w/{slug}/meetings/{number}/minutes/annexes/{of}";
    const ONE: &'static str = "/w/{slug}/meetings/{number}/minutes/annexes/{of}/{file}";
    const REMOVE: &'static str = "/w/{slug}/meetings/{number}/minutes/annexes/{of}/{file}/remove";

    fn shelf(conn: &mut Conn, scope: &Scope, at: &At) -> Result<Shelf> {
        let papers = queries::papers(conn, scope, at.get("number"))?;
        let section = match at.get("of") {
            WHOLE => None,
            id => Some(papers.sections.iter().find(|s| s.id.to_string() == id).ok_or(Error::NotFound)?),
        };
        if section.is_some_and(|s| !papers.reads_section(scope, s)) {
            return Err(Error::NotFound);
        }
        shelf(scope, &papers, section).ok_or(Error::NotFound)
    }

    fn hold(conn: &mut Conn, scope: &Scope, at: &At) -> Result<()> {
        let meeting = store::meeting(conn, scope, at.get("number"))?;
        store::hold_minutes(conn, scope, meeting.id)
    }
}

/// The address of what belongs to a section, or to the whole.
pub(super) fn path(home: &str, section_id: Option<i64>) -> String {
    format!("{home}/annexes/{}", section_id.map_or_else(|| WHOLE.to_owned(), |id| id.to_string()))
}

/// What this person may do with annexes they read; none before minutes are drawn up. What belongs to an item's section is told in the
/// item's timeline: of a restricted one nobody else is to read even the name.
pub(super) fn shelf(scope: &Scope, papers: &Papers, section: Option<&Section>) -> Option<Shelf> {
    let minutes = papers.minutes.as_ref()?;
    let home = super::minutes::home(scope, &papers.meeting);
    let whole = Subject::new(MEETING, papers.meeting.id);
    let title = t(scope.lang(), "minutes-title");
    Some(Shelf {
        subject: Subject::new(ANNEX, section.map_or(minutes.id, |s| s.id)),
        told: section.and_then(|s| s.item_id).map_or(whole, |id| Subject::new(ITEM, id)),
        name: match section {
            Some(section) => format!("{title} · {}", section.heading),
            None => format!("{title} · {}", papers.meeting.title),
        },
        path: path(&home, section.map(|s| s.id)),
        back: section.map_or_else(|| home.clone(), |s| format!("{home}#section-{}", s.id)),
        may_add: super::minutes::may(papers, Action::Minute),
        may_clear: papers.sight.by.contains(&By::Office),
        kept_until: None,
        shut: papers.is_issued().then(|| Message::new("minutes-annexes-shut")),
        hidden: Vec::new(),
    })
}
