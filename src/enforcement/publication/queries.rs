//! Reads of publications for pages, exports, homes, and the page that anybody may open.

use diesel::prelude::*;

use super::{
    SUBJECT,
    model::{Channel, Publication, State, Version},
    store::{self, VersionRow},
};
use crate::{
    enforcement::{READERS, restriction::actions::DECIDERS},
    platform::{
        db::{COUNT_LIMIT, Conn, among},
        error::{Error, Result},
        text,
    },
    schema::{departments, parties, publication_versions, publications},
    tenancy::{Role, Scope},
    timeline::{self, Event, Subject},
};

crate::platform::stored_words! {
    /// Which part of the list.
    Tab, "publications-tab" {
        /// Being written, checked, or approved and not published yet.
        Work = "work",
        /// Published, whether or not its time is over.
        Published = "published",
        Ended = "ended",
        All = "all",
    }
}

/// What the list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Words of its title or of what the party is called.
    pub typed: String,
    pub department_id: Option<i64>,
}

/// A page of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page {
    pub tab: Tab,
    pub oldest_first: bool,
    pub limit: i64,
    pub offset: i64,
}

/// A line of the list: the version that counts, and what it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub number: String,
    pub party_id: i64,
    pub party: String,
    pub department_id: i64,
    pub version: Version,
}

/// A boxed query of those that fit, each with its latest version.
macro_rules! of {
    ($scope:expr, $filter:expr, $tab:expr) => {{
        let (scope, filter): (&Scope, &Filter) = ($scope, $filter);
        let mut query = publications::table
            .inner_join(parties::table.on(parties::workspace_id.eq(publications::workspace_id).and(parties::id.eq(publications::party_id))))
            .inner_join(
                publication_versions::table.on(publication_versions::workspace_id
                    .eq(publications::workspace_id)
                    .and(publication_versions::publication_id.eq(publications::id))
                    .and(publication_versions::nth.eq(publications::latest))),
            )
            .filter(publications::workspace_id.eq(scope.workspace_id()))
            .into_boxed();
        let pending = [State::Draft.as_str(), State::Submitted.as_str(), State::Approved.as_str()];
        query = match $tab {
            Tab::Work => query.filter(publications::state.eq_any(pending)),
            Tab::Published => query.filter(publications::shown.is_not_null()),
            Tab::Ended => query.filter(publications::state.eq_any([State::Withdrawn.as_str(), State::Dropped.as_str()])),
            Tab::All => query,
        };
        if let Some(id) = filter.department_id {
            query = query.filter(publications::department_id.eq(id));
        }
        for word in filter.typed.split_whitespace().take(8) {
            let (title, key) = (text::anywhere(word), text::anywhere(&crate::duties::search_key(word)));
            let in_title = publication_versions::title.like(title).escape('\\');
            query = query.filter(in_title.or(parties::search_key.like(key).escape('\\')));
        }
        query
    }};
}

/// How many fit by tab, counted to [`COUNT_LIMIT`].
pub fn counts(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<Vec<(Tab, i64)>> {
    scope.require(&READERS)?;
    let mut counts = Vec::new();
    for tab in Tab::ALL {
        let ids: Vec<i64> = of!(scope, filter, *tab).select(publications::id).limit(COUNT_LIMIT).load(conn)?;
        counts.push((*tab, i64::try_from(ids.len()).unwrap_or(COUNT_LIMIT)));
    }
    Ok(counts)
}

type LineRow = (String, i64, String, i64, VersionRow);

/// Those that fit, the newest first unless told otherwise.
pub fn list(conn: &mut Conn, scope: &Scope, filter: &Filter, page: Page) -> Result<Vec<Line>> {
    scope.require(&READERS)?;
    let chosen = (publications::number, publications::party_id, parties::name, publications::department_id, VersionRow::as_select());
    let query = of!(scope, filter, page.tab).limit(page.limit).offset(page.offset).select(chosen);
    let rows: Vec<LineRow> = match page.oldest_first {
        true => query.order(publications::id.asc()).load(conn)?,
        false => query.order(publications::id.desc()).load(conn)?,
    };
    rows.into_iter().map(line).collect()
}

fn line((number, party_id, party, department_id, version): LineRow) -> Result<Line> {
    Ok(Line { number, party_id, party, department_id, version: version.into_model()? })
}

/// One by its number, with its versions; `NotFound` when there is none.
pub fn one(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Publication> {
    scope.require(&READERS)?;
    store::by_number(conn, scope, number)
}

/// The latest of a party.
pub fn of_party(conn: &mut Conn, scope: &Scope, party_id: i64, limit: i64) -> Result<Vec<Line>> {
    scope.require(&READERS)?;
    let chosen = (publications::number, publications::party_id, parties::name, publications::department_id, VersionRow::as_select());
    let query = of!(scope, &Filter::default(), Tab::All).filter(publications::party_id.eq(party_id));
    let rows: Vec<LineRow> = query.order(publications::id.desc()).limit(limit).select(chosen).load(conn)?;
    rows.into_iter().map(line).collect()
}

/// Those of a case.
pub fn of_case(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Vec<Line>> {
    const MOST: i64 = 50;
    scope.require(&READERS)?;
    let chosen = (publications::number, publications::party_id, parties::name, publications::department_id, VersionRow::as_select());
    let query = of!(scope, &Filter::default(), Tab::All).filter(publications::case_id.eq(case_id).assume_not_null());
    let rows: Vec<LineRow> = query.order(publications::id.desc()).limit(MOST).select(chosen).load(conn)?;
    rows.into_iter().map(line).collect()
}

/// A version that waits on somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    pub line: Line,
    /// Of a draft that was returned: by whom, and why.
    pub returned: Option<(String, String)>,
}

/// What waits on this person: versions they may check, the oldest first, and what came back of those they wrote: returned, or approved and
/// to be published.
pub fn waiting(conn: &mut Conn, scope: &Scope, limit: i64) -> Result<Vec<Waiting>> {
    let to_check = to_check(conn, scope, limit)?.into_iter().map(|line| Waiting { line, returned: None });
    let mut all: Vec<Waiting> = to_check.collect();
    all.extend(came_back(conn, scope, limit)?);
    all.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(all)
}

/// What this person wrote and has to go on with.
fn came_back(conn: &mut Conn, scope: &Scope, limit: i64) -> Result<Vec<Waiting>> {
    let Some(person_id) = scope.person_id().filter(|_| scope.roles().has_any(&DECIDERS)) else { return Ok(Vec::new()) };
    let chosen = (publications::number, publications::party_id, parties::name, publications::department_id, VersionRow::as_select());
    let approved = publications::state.eq(State::Approved.as_str());
    let again = publications::state.eq(State::Draft.as_str()).and(publications::latest.gt(1));
    let query = of!(scope, &Filter::default(), Tab::All).filter(publication_versions::writer_id.eq(person_id)).filter(approved.or(again));
    let rows: Vec<LineRow> = query.order(publications::id.asc()).limit(limit).select(chosen).load(conn)?;
    let lines = rows.into_iter().map(line).collect::<Result<Vec<_>>>()?;
    let numbers: Vec<&str> = lines.iter().filter(|l| l.version.state == State::Draft).map(|l| l.number.as_str()).collect();
    let mut returned: Vec<(String, i32, Option<String>, Option<String>)> = Vec::new();
    if !numbers.is_empty() {
        returned = publication_versions::table
            .inner_join(
                publications::table.on(publications::workspace_id
                    .eq(publication_versions::workspace_id)
                    .and(publications::id.eq(publication_versions::publication_id))),
            )
            .filter(publication_versions::workspace_id.eq(scope.workspace_id()))
            .filter(publications::number.eq_any(&numbers))
            .filter(publication_versions::state.eq(State::Returned.as_str()))
            .select((publications::number, publication_versions::nth, publication_versions::ended_by, publication_versions::ended_reason))
            .load(conn)?;
    }
    let waiting = |line: Line| {
        if line.version.state != State::Draft {
            return Some(Waiting { line, returned: None });
        }
        // A correction that is being written for the first time waits on nobody.
        let (_, _, who, why) = returned.iter().find(|(number, nth, ..)| *number == line.number && *nth == line.version.nth - 1)?;
        Some(Waiting { returned: Some((who.clone().unwrap_or_default(), why.clone().unwrap_or_default())), line })
    };
    Ok(lines.into_iter().filter_map(waiting).collect())
}

/// Versions this person may check: others' own, of the departments they act for; for the secretariat all.
fn to_check(conn: &mut Conn, scope: &Scope, limit: i64) -> Result<Vec<Line>> {
    let Some(person_id) = scope.person_id().filter(|_| scope.roles().has_any(&DECIDERS)) else { return Ok(Vec::new()) };
    let chosen = (publications::number, publications::party_id, parties::name, publications::department_id, VersionRow::as_select());
    let mut query = of!(scope, &Filter::default(), Tab::All)
        .filter(publications::state.eq(State::Submitted.as_str()))
        .filter(publication_versions::writer_id.ne(person_id));
    if !scope.has(Role::Secretariat) {
        let own: Vec<i64> = scope.acts_for().collect();
        query = query.filter(among(publications::department_id, &own));
    }
    let rows: Vec<LineRow> = query.order(publications::id.asc()).limit(limit).select(chosen).load(conn)?;
    rows.into_iter().map(line).collect()
}

/// What happened to one, newest first.
pub fn events(conn: &mut Conn, scope: &Scope, id: i64, before: Option<i64>, limit: i64) -> Result<Vec<Event>> {
    scope.require(&READERS)?;
    timeline::of(conn, scope, Subject::new(SUBJECT, id), before, limit)
}

/// What anybody may read: nothing but this.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    pub version: Version,
    /// Full name of the department that published it.
    pub department: String,
}

/// What the open page shows: published there, not withdrawn, not expired, the latest first; and one more, where there are more.
/// `NotFound` where the page is not switched on.
pub fn open(conn: &mut Conn, scope: &Scope, limit: i64, offset: i64) -> Result<Vec<Open>> {
    if !scope.settings().open_page {
        return Err(Error::NotFound);
    }
    let today = scope.today();
    let rows: Vec<(VersionRow, String)> = publication_versions::table
        .inner_join(
            publications::table.on(publications::workspace_id
                .eq(publication_versions::workspace_id)
                .and(publications::id.eq(publication_versions::publication_id))),
        )
        .inner_join(
            departments::table
                .on(departments::workspace_id.eq(publications::workspace_id).and(departments::id.eq(publications::department_id))),
        )
        .filter(publication_versions::workspace_id.eq(scope.workspace_id()))
        .filter(publication_versions::state.eq(State::Published.as_str()))
        .filter(publication_versions::published_on.le(today).assume_not_null())
        .filter(publication_versions::last_on.ge(today))
        .filter(publication_versions::channel.like(text::anywhere(Channel::OpenPage.as_str())).escape('\\'))
        .order((publication_versions::published_on.desc(), publication_versions::publication_id.desc()))
        .limit(limit + 1)
        .offset(offset)
        .select((VersionRow::as_select(), departments::name))
        .load(conn)?;
    rows.into_iter().map(|(version, department)| Ok(Open { version: version.into_model()?, department })).collect()
}
