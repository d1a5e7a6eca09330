//! Rounds of product sampling of the demonstration, by the program's own actions.

use chrono::NaiveDate;
use serde::Deserialize;

use super::live::Stage;
use crate::{
    enforcement::{
        actions::cases,
        sampling::{
            SampleLevel,
            actions::{self, RoundContent},
            import::import,
        },
    },
    platform::{
        error::{Error, Result},
        table::read_text,
    },
};

const JIANGSU: &str = include_str!("jiangsu-samplings.toml");

/// The rounds of a workspace.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rounds {
    round: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    day: i64,
    /// Code of the department that organises it.
    by: String,
    name: String,
    level: SampleLevel,
    first: i64,
    last: i64,
    table: String,
}

/// Those of a workspace, if it has any.
pub(super) fn of(slug: &str) -> Result<Rounds> {
    if slug == "jszl" { toml::from_str(JIANGSU).map_err(Error::internal) } else { Ok(Rounds::default()) }
}

impl Stage<'_> {
    /// The rounds whose results come in on a day, after the parties of it.
    pub(super) fn samplings(&self, day: NaiveDate) -> Result<()> {
        for entry in self.rounds.round.iter().filter(|e| self.day(e.day) == day) {
            self.go_to(self.moment(day, 11, 10).max(self.site.clock.now()));
            self.sample(entry).map_err(|e| Error::internal(format!("{}: {e}", entry.name)))?;
        }
        Ok(())
    }

    fn sample(&self, entry: &Entry) -> Result<()> {
        // What the program brings along and the workspace lacks; nothing where it has all of it.
        self.by(&self.scope_of(None)?, cases::ship_kinds)?;
        let scope = self.scope_of(Some(&entry.by))?;
        let content = RoundContent {
            name: entry.name.clone(),
            level: Some(entry.level),
            department_id: Some(self.code(&entry.by)?),
            first_on: Some(self.day(entry.first)),
            last_on: Some(self.day(entry.last)),
        };
        let round = self.by(&scope, |conn, scope| actions::announce(conn, scope, &content))?;
        let rows = read_text("table", &self.with_days(&entry.table))?;
        // Whoever wrote the story knows that similar names are others.
        self.by(&scope, |conn, scope| import(conn, scope, round.id, &rows, usize::MAX))?;
        Ok(())
    }

    /// `{-60}` is the working day so far from today.
    fn with_days(&self, table: &str) -> String {
        let mut parts = table.split('{');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            match part.split_once('}').and_then(|(offset, rest)| Some((offset.parse().ok()?, rest))) {
                Some((offset, rest)) => text.extend([self.day(offset).to_string().as_str(), rest]),
                None => text.extend(["{", part]),
            }
        }
        text
    }
}
