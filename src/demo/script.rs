//! The demonstration's script: what stands in the TOML files beside this one.

use serde::Deserialize;

use crate::{
    calendar::Cadence,
    duties::Comparison,
    platform::error::{Error, Result},
    policy::reading::ClauseKind,
    tenancy::Role,
};

pub(super) const JIANGSU: &str = include_str!("jiangsu.toml");
pub(super) const HARBOUR: &str = include_str!("harbour.toml");

/// A workspace of the demonstration. All days are working days from today.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Script {
    pub slug: String,
    pub name: String,
    pub language: String,
    pub time_zone: String,
    /// File name of the policy document, see [`Script::policy_text`].
    pub policy: String,
    pub policy_day: i64,
    pub department: Vec<Department>,
    pub person: Vec<Person>,
    pub duty: Vec<Story>,
    /// Clauses that need no duty.
    #[serde(default)]
    pub judged: Vec<Judged>,
    /// What leaders wrote on their digests.
    #[serde(default)]
    pub instruction: Vec<Instructed>,
}

/// An instruction and what became of it: filed as a duty, answered, or neither yet.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Instructed {
    pub day: i64,
    /// Key of the leader.
    pub by: String,
    /// Title of the duty it is about, if the leader's digest told of it.
    pub about: Option<String>,
    pub text: String,
    /// The day the secretariat dealt with it.
    pub decided: Option<i64>,
    pub answer: Option<String>,
    pub filed: Option<Filed>,
}

/// The duty an instruction was filed as.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Filed {
    pub title: String,
    pub lead: String,
    /// Working days.
    pub after: u16,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Judged {
    pub clause: u32,
    pub kind: ClauseKind,
    pub reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Department {
    pub code: String,
    pub name: String,
    pub short: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    /// A local government.
    #[serde(default)]
    pub city: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Person {
    pub key: String,
    pub name: String,
    pub roles: Vec<Role>,
    /// Codes of departments this person acts for.
    #[serde(default, rename = "for")]
    pub acts_for: Vec<String>,
    #[serde(default)]
    pub deputy_for: Vec<String>,
    #[serde(default)]
    pub leads: Vec<String>,
    /// Offered a ready link.
    #[serde(default)]
    pub shown: bool,
    /// `daily` or `weekly`.
    pub digest: Option<String>,
    /// Belongs to both workspaces with one account.
    #[serde(default)]
    pub both: bool,
}

impl Person {
    pub fn email(&self, slug: &str) -> String {
        let domain = if self.both { "lianxi" } else { slug };
        format!("{}@{domain}.example", self.key)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Story {
    /// Number of the clause it comes from.
    pub clause: u32,
    pub title: String,
    pub need: String,
    pub deliver: String,
    /// Empty for a draft nobody leads yet.
    pub lead: String,
    pub support: Vec<String>,
    /// The deadline's day.
    pub due: Option<i64>,
    /// Instead: so many working days after assignment.
    pub after: Option<u16>,
    pub cadence: Option<Cadence>,
    pub targets: Vec<Goal>,
    pub log: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Goal {
    pub name: String,
    pub value: f64,
    pub unit: String,
    pub is: Comparison,
    pub per: Option<String>,
}

/// One line of a duty's log.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub day: i64,
    pub verb: String,
    /// Department code and, for an extension, the day asked for.
    pub words: Vec<String>,
    pub text: String,
    pub figures: Vec<f64>,
}

impl Line {
    /// `DAY VERB [WORD…] [: text] [| figure, figure]`
    pub(super) fn parse(line: &str) -> Result<Self> {
        let wrong = || Error::internal(format!("demonstration script: {line}"));
        let (line_head, figures) = line.split_once('|').map_or((line, ""), |(a, b)| (a, b));
        let (head, text) = line_head.split_once(": ").map_or((line_head, ""), |(a, b)| (a, b));
        let mut words = head.split_whitespace();
        let day = words.next().and_then(|d| d.parse().ok()).ok_or_else(wrong)?;
        let verb = words.next().ok_or_else(wrong)?.to_owned();
        let figures =
            figures.split(',').map(str::trim).filter(|f| !f.is_empty()).map(|f| f.parse().map_err(|_| wrong())).collect::<Result<_>>()?;
        Ok(Self { day, verb, words: words.map(str::to_owned).collect(), text: text.trim().to_owned(), figures })
    }
}

impl Story {
    pub fn lines(&self) -> Result<Vec<Line>> {
        self.log.iter().map(|l| Line::parse(l)).collect()
    }
}

impl Script {
    pub fn policy_text(&self) -> &'static str {
        if self.policy == "policy.txt" { include_str!("policy.txt") } else { include_str!("harbour.txt") }
    }

    /// Who acts for a department: its liaison, else its deputy.
    pub fn actor_for(&self, code: &str) -> Option<&Person> {
        let has = |list: &[String]| list.iter().any(|c| c == code);
        self.person.iter().find(|p| has(&p.acts_for)).or_else(|| self.person.iter().find(|p| has(&p.deputy_for)))
    }
}

pub(super) fn parse(text: &str) -> Result<Script> {
    toml::from_str(text).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scripts_are_whole() {
        for text in [JIANGSU, HARBOUR] {
            let script = parse(text).expect("parses");
            let codes: Vec<&str> = script.department.iter().map(|d| d.code.as_str()).collect();
            for story in &script.duty {
                for code in story.support.iter().chain(Some(&story.lead).filter(|l| !l.is_empty())) {
                    assert!(codes.contains(&code.as_str()), "{}: {code}", story.title);
                    assert!(script.actor_for(code).is_some(), "nobody acts for {code}");
                }
                let lines = story.lines().expect("log");
                assert!(lines.windows(2).all(|w| w[0].day <= w[1].day), "{}: days in order", story.title);
                assert!(lines.iter().all(|l| l.figures.is_empty() || l.figures.len() == story.targets.len()), "{}: figures", story.title);
            }
        }
        assert!(parse(JIANGSU).expect("parses").duty.len() >= 40);
    }

    #[test]
    fn a_line_has_its_parts() {
        let line = Line::parse("-12 report JS02: 整治26个。 | 26, 160").expect("parses");
        assert_eq!((line.day, line.verb.as_str(), line.text.as_str()), (-12, "report", "整治26个。"));
        assert_eq!((line.words, line.figures), (vec!["JS02".to_owned()], vec![26.0, 160.0]));
    }
}
