//! The part of the script that tells of meetings.

use serde::Deserialize;

use super::script::Line;
use crate::{
    meetings::{Asked, Kind, Outcome},
    platform::error::{Error, Result},
};

const JIANGSU: &str = include_str!("jiangsu-meetings.toml");
const HARBOUR: &str = include_str!("harbour-meetings.toml");

/// The meetings of a workspace. All days are working days from today.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Assembly {
    pub series: Option<Rhythm>,
    pub meeting: Vec<Conference>,
}

/// A series that comes every quarter on the weekday of its first meeting.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rhythm {
    /// The day it was set up.
    pub made: i64,
    /// The day of its first meeting.
    pub first: i64,
    pub title: String,
    pub hour: u32,
    pub minutes: i32,
    pub place: String,
    /// Key of the person.
    pub chair: String,
    pub departments: Vec<String>,
    /// Working days before a meeting: call, cut-off, notice.
    pub lead: [i32; 3],
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Conference {
    pub kind: Kind,
    /// May hold `{prev_quarter}` and `{this_quarter}` of the day it is held.
    pub title: String,
    pub held: i64,
    pub hour: u32,
    pub minutes: i32,
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub note: String,
    pub chair: String,
    /// Key of the note-taker.
    #[serde(default)]
    pub taker: String,
    /// Of a meeting of the series: none, the series says.
    #[serde(default)]
    pub departments: Vec<String>,
    pub call: Option<i64>,
    pub cutoff: Option<i64>,
    pub notice: Option<i64>,
    /// Departments that came late: code and time of day.
    #[serde(default)]
    pub late: Vec<(String, String)>,
    /// Departments that did not come.
    #[serde(default)]
    pub absent: Vec<String>,
    #[serde(default)]
    pub item: Vec<Topic>,
    /// See `meetings.rs` for the verbs.
    pub log: Vec<String>,
}

/// An agenda item, with what the session made of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Topic {
    pub key: String,
    /// Code of the department that proposes; empty for the office.
    #[serde(default)]
    pub by: String,
    pub title: String,
    pub asked: Asked,
    #[serde(default)]
    pub background: String,
    #[serde(default)]
    pub decision: String,
    #[serde(default)]
    pub concerned: Vec<String>,
    pub minutes: i32,
    #[serde(default)]
    pub restricted: bool,
    /// Why it came after the cut-off.
    #[serde(default)]
    pub late: String,
    #[serde(default)]
    pub notes: String,
    pub outcome: Option<Outcome>,
    #[serde(default)]
    pub agreed: Vec<Agreed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Agreed {
    pub text: String,
    #[serde(default)]
    pub lead: String,
    #[serde(default)]
    pub support: Vec<String>,
    pub due: Option<i64>,
    /// Why it has no deadline, or nobody is charged with it.
    #[serde(default)]
    pub open: String,
    /// How a countersigner would rather have it.
    #[serde(default)]
    pub rather: String,
}

impl Conference {
    pub fn lines(&self) -> Result<Vec<Line>> {
        self.log.iter().map(|l| Line::parse(l)).collect()
    }

    pub fn topic(&self, key: &str) -> Result<&Topic> {
        self.item.iter().find(|t| t.key == key).ok_or_else(|| Error::internal(format!("no item {key}")))
    }
}

/// The meetings of the workspace with this slug.
pub(super) fn of(slug: &str) -> Result<Assembly> {
    toml::from_str(if slug == "jszl" { JIANGSU } else { HARBOUR }).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scripts_are_whole() {
        for slug in ["jszl", "harbour"] {
            for meeting in of(slug).expect("parses").meeting {
                let lines = meeting.lines().expect("log");
                assert!(lines.windows(2).all(|w| w[0].day <= w[1].day), "{}: days in order", meeting.title);
            }
        }
    }
}
