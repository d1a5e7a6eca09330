//! Reads of matters, as far as a person may know of them.

mod waiting;

pub use super::store::{Brief, Member, Order, Tab, Which, edition, editions};
pub use waiting::{ToDecide, Waiting, Why, to_decide, waiting};

use super::{
    MATTER,
    model::{By, Decision, Matter, Paper, PaperKind, Person, Sight, sight},
    store,
};
use crate::{
    attachments::{self, FileLine},
    duties::{self, CONFIDENTIAL_ORIGIN},
    meetings,
    platform::{
        db::{COUNT_LIMIT, Conn},
        error::{Error, Result},
    },
    tenancy::Scope,
    timeline::{self, Event, Subject},
};

/// A matter, those named in it, and what this person is to it.
#[derive(Clone, Debug)]
pub struct Ground {
    pub matter: Matter,
    pub people: Vec<Person>,
    pub sight: Sight,
}

/// A matter by its number; `NotFound` for everybody it does not concern.
pub fn ground(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Ground> {
    let matter = store::get(conn, scope, number)?;
    of(conn, scope, matter)
}

/// As [`ground`], by the matter's id.
pub fn ground_by_id(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Ground> {
    let matter = store::get_by_id(conn, scope, id)?;
    of(conn, scope, matter)
}

/// As [`ground`], by what a link to it names.
pub fn ground_by_link(conn: &mut Conn, scope: &Scope, link_id: i64) -> Result<Ground> {
    let matter = store::get_by_link(conn, scope, link_id)?;
    of(conn, scope, matter)
}

fn of(conn: &mut Conn, scope: &Scope, matter: Matter) -> Result<Ground> {
    let people = store::people(conn, scope, matter.id)?;
    let sight = sight(scope, &matter, &people).ok_or(Error::NotFound)?;
    Ok(Ground { matter, people, sight })
}

/// Everything in a matter this person may read.
#[derive(Clone, Debug)]
pub struct File {
    pub ground: Ground,
    /// In order of time; notes only for who reads them.
    pub papers: Vec<Paper>,
    pub decisions: Vec<Decision>,
    /// Decision of a meeting, and the number of its minutes.
    pub minutes: Vec<(i64, String)>,
    /// What has to be put right.
    pub duties: Vec<duties::queries::FromOrigin>,
}

/// The file of a matter.
pub fn file(conn: &mut Conn, scope: &Scope, ground: Ground) -> Result<File> {
    let id = ground.matter.id;
    let mut papers = store::papers(conn, scope, id)?;
    papers.retain(|p| p.kind != PaperKind::Note || ground.sight.reads_notes());
    if !ground.sight.reads_file() {
        // What was said by whoever it was put to before is not theirs to read.
        papers.retain(|p| ground.matter.is_of_turn(p.at));
    }
    let decisions = store::decisions(conn, scope, id)?;
    let mut minutes = Vec::new();
    for decision_id in decisions.iter().filter_map(|d| d.decision_id) {
        minutes.extend(meetings::queries::minutes_number(conn, scope, decision_id)?.map(|number| (decision_id, number)));
    }
    let duties = duties::queries::of_origins(conn, scope, CONFIDENTIAL_ORIGIN, &[id])?;
    Ok(File { ground, papers, decisions, minutes, duties })
}

/// Everything said in a matter; the caller shows of it what this person may read.
pub(super) fn papers(conn: &mut Conn, scope: &Scope, ground: &Ground) -> Result<Vec<Paper>> {
    store::papers(conn, scope, ground.matter.id)
}

/// Versions of the matter's files its subject does not read: what whoever it was put to before added.
pub fn kept_files(conn: &mut Conn, scope: &Scope, ground: &Ground) -> Result<Vec<i64>> {
    if ground.sight.reads_file() { Ok(Vec::new()) } else { store::withheld(conn, scope, ground.matter.id) }
}

/// The matter's files this person may read.
pub fn files(conn: &mut Conn, scope: &Scope, ground: &Ground) -> Result<Vec<FileLine>> {
    let kept = kept_files(conn, scope, ground)?;
    Ok(FileLine::without(attachments::list(conn, scope, Subject::new(MATTER, ground.matter.id))?, &kept))
}

/// What of a matter's history its subject reads: what it was told, what it said, what was decided.
const OF_SUBJECT: [&str; 17] = [
    "notify",
    "reply",
    "ask_hearing",
    "ask_extension",
    "answer",
    "hear",
    "decide",
    "acquit",
    "charge",
    "respond",
    "return",
    "verify",
    "object",
    "rule",
    "quash",
    "reopen",
    "calendar",
];

/// What happened, newest first, as far as this person may read of it; and the last entry looked at where there may be more.
pub fn events(conn: &mut Conn, scope: &Scope, ground: &Ground, before: Option<i64>, limit: i64) -> Result<(Vec<Event>, Option<i64>)> {
    let mut events = timeline::of(conn, scope, Subject::new(MATTER, ground.matter.id), before, limit)?;
    let more = events.last().map(|e| e.id).filter(|_| events.len() as i64 == limit);
    if !ground.sight.reads_file() {
        let told = |e: &Event| OF_SUBJECT.contains(&e.action.as_str()) || (e.action == "dismiss" && ground.matter.notified_at.is_some());
        // What it was told of begins with the notice; files are listed where they are.
        events.retain(|e| told(e) && ground.matter.is_of_turn(e.at));
    }
    Ok((events, more))
}

/// How many there are in each tab, counted to [`COUNT_LIMIT`].
pub fn counts(conn: &mut Conn, scope: &Scope, which: &Which) -> Result<Vec<(Tab, i64)>> {
    Tab::ALL.iter().map(|tab| Ok((*tab, store::count(conn, scope, which, *tab, COUNT_LIMIT)?))).collect()
}

/// A page of a tab.
pub fn list(conn: &mut Conn, scope: &Scope, which: &Which, tab: Tab, order: (Order, bool), limit: i64, offset: i64) -> Result<Vec<Matter>> {
    store::list(conn, scope, which, tab, order, limit, offset)
}

/// Those whose title, number or subject holds all the words, of whatever state, the newest first.
pub fn search(conn: &mut Conn, scope: &Scope, typed: &str, most: i64) -> Result<Vec<Matter>> {
    store::list(conn, scope, &Which { words: words(typed), ..Which::default() }, Tab::All, (Order::Age, false), most, 0)
}

/// The words a list is narrowed to.
pub fn words(typed: &str) -> Vec<String> {
    typed.split_whitespace().take(8).map(str::to_owned).collect()
}

/// All this person may know of, for the board.
pub fn briefs(conn: &mut Conn, scope: &Scope) -> Result<Vec<Brief>> {
    store::briefs(conn, scope)
}

/// Whether this person knows of any matter, or may raise one.
pub fn has_place(conn: &mut Conn, scope: &Scope) -> Result<bool> {
    if scope.has(crate::tenancy::Role::Secretariat) {
        return Ok(true);
    }
    store::has_any(conn, scope)
}

/// Members to name.
pub fn members(conn: &mut Conn, scope: &Scope, ground: &Ground) -> Result<Vec<Member>> {
    let near = store::in_charge_of(conn, scope, ground.matter.subject.department_id)?;
    let mut all = store::members(conn, scope)?;
    let is_near = |m: &Member| near.iter().any(|n| n.membership_id == m.membership_id);
    let is_subject = |m: &Member| ground.matter.subject.membership_id == Some(m.membership_id);
    let is_named = |m: &Member| {
        let known = |p: &Person| p.membership_id == m.membership_id && (p.is_concerned() || p.standing == super::Standing::Recused);
        ground.people.iter().any(known)
    };
    all.retain(|m| !is_near(m) && !is_subject(m) && !is_named(m));
    Ok(all)
}

/// Every active member, by name; for who raises a matter.
pub fn everybody(conn: &mut Conn, scope: &Scope) -> Result<Vec<Member>> {
    scope.require(&[crate::tenancy::Role::Secretariat])?;
    store::members(conn, scope)
}

/// Whether this person acts for the subject.
pub fn speaks_for_subject(ground: &Ground) -> bool {
    ground.sight.is(By::Subject)
}
