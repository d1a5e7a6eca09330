//! What a search finds, a few of each kind, in a number of queries that does not depend on how much there is.

use std::collections::HashMap;

use crate::{
    accountability::{self, Matter},
    duties::{
        self,
        queries::{Asked, Department, Filter, Marks, Order, Row, Tab},
    },
    enforcement::{self, CaseBrief, campaign::Campaign, incident::Incident},
    meetings::{
        self, Item, Meeting,
        queries::search::{Found, FoundDecision},
    },
    platform::{db::Conn, error::Result},
    policy::{self, queries::FoundClause},
    tenancy::Scope,
};

/// So many of each kind are shown.
const SHOWN: i64 = 5;

/// All that was found of what was typed.
#[derive(Default)]
pub struct Everything {
    /// Numbers of duties and of meetings that what was typed means, word for word.
    pub duty_numbers: Vec<String>,
    pub meeting_number: Option<String>,
    pub duties: Found<Row>,
    pub meetings: Found<Meeting>,
    pub items: Found<Item>,
    pub decisions: Found<FoundDecision>,
    pub clauses: Found<FoundClause>,
    pub cases: Found<CaseBrief>,
    pub campaigns: Found<Campaign>,
    pub incidents: Found<Incident>,
    /// As far as this person may know of any.
    pub matters: Found<Matter>,
    /// The case whose plain or formal number was typed, by its plain one.
    pub case_number: Option<String>,
    /// The meetings of the items.
    pub meetings_of: HashMap<i64, Meeting>,
    pub departments: Vec<Department>,
}

impl Everything {
    /// The only thing whose number was typed.
    pub fn straight(&self, base: &str) -> Option<String> {
        match (self.duty_numbers.as_slice(), &self.meeting_number, &self.case_number) {
            ([duty], None, None) => Some(format!("{base}/duties/{duty}")),
            ([], Some(meeting), None) => Some(format!("{base}/meetings/{meeting}")),
            ([], None, Some(case)) => Some(format!("{base}/cases/{case}")),
            _ => None,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.duties.rows.is_empty()
            && self.meetings.rows.is_empty()
            && self.items.rows.is_empty()
            && self.decisions.rows.is_empty()
            && self.clauses.rows.is_empty()
            && self.cases.rows.is_empty()
            && self.campaigns.rows.is_empty()
            && self.incidents.rows.is_empty()
            && self.matters.rows.is_empty()
    }
}

/// Looks everywhere this person may look.
///
/// # Errors
/// `Forbidden` for members with no business in duties, and so in none of the others.
pub fn look(conn: &mut Conn, scope: &Scope, typed: &str) -> Result<Everything> {
    duties::require_sight(scope)?;
    let mut found = Everything::default();
    if typed.trim().is_empty() {
        return Ok(found);
    }
    let reads_meetings = scope.require(&meetings::queries::READERS).is_ok();
    found.duty_numbers = duties::queries::numbers(conn, scope, typed)?;
    if reads_meetings {
        found.meeting_number = meetings::queries::search::by_number(conn, scope, typed)?;
    }
    let reads_cases = scope.require(&enforcement::READERS).is_ok();
    if reads_cases {
        found.case_number = enforcement::queries::cases::find(conn, scope, typed)?.map(|case| case.number);
    }
    if found.straight("").is_some() {
        return Ok(found);
    }
    found.duties = duties_of(conn, scope, typed)?;
    found.departments = duties::queries::departments(conn, scope)?;
    if reads_meetings {
        found.meetings = meetings::queries::search::meetings(conn, scope, typed, SHOWN)?;
        found.decisions = meetings::queries::search::decisions(conn, scope, typed, SHOWN)?;
        let wanted = meetings::queries::search::Filter { typed: typed.to_owned(), ..Default::default() };
        let items = meetings::queries::search::items(conn, scope, meetings::queries::search::Tab::All, &wanted, SHOWN + 1, 0)?;
        found.meetings_of = items.meetings;
        found.items = Found::cut(items.items, SHOWN);
    }
    if reads_cases {
        found.campaigns = Found::cut(enforcement::campaign::queries::search(conn, scope, typed, SHOWN + 1)?, SHOWN);
        found.incidents = Found::cut(enforcement::incident::queries::search(conn, scope, typed, SHOWN + 1)?, SHOWN);
        found.cases = Found::cut(enforcement::queries::cases::search(conn, scope, typed, SHOWN + 1)?, SHOWN);
    }
    if accountability::queries::has_place(conn, scope)? {
        found.matters = Found::cut(accountability::queries::search(conn, scope, typed, SHOWN + 1)?, SHOWN);
    }
    if scope.require(&policy::queries::READERS).is_ok() {
        found.clauses = Found::cut(policy::queries::find_clauses(conn, scope, typed, SHOWN + 1)?, SHOWN);
    }
    Ok(found)
}

/// The newest first.
fn duties_of(conn: &mut Conn, scope: &Scope, typed: &str) -> Result<Found<Row>> {
    let calendar = duties::queries::calendar(conn, scope)?;
    let asked = Asked {
        tab: Tab::All,
        filter: Filter::default().with_words(typed),
        order: Order::Number,
        descending: true,
        offset: 0,
        limit: SHOWN,
    };
    let (rows, more) = duties::queries::rows(conn, scope, Marks::of(scope, &calendar), &asked)?;
    Ok(Found { rows, more })
}
