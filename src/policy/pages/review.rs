//! The review: original words on the left, what was read from them on the right.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer,
    clause::{ClauseView, Context, clause_view},
    describe::{describe_form, lacking},
    document_path, error_line, head, id, keeps, review_query,
    show::{Progress, progress, section_label},
    steps::steps,
};
use crate::{
    platform::{
        error::{FieldError, FieldErrors, Result},
        http::{Fields, ListQuery, Pager},
        i18n::{Lang, format, t},
        view::parts::{Choice, Empty, FormView, Head, HeadAction, Hidden, Link, Notice, Steps, SummaryError, Tab, Tabs},
    },
    policy::{
        actions::Directory,
        model::DocumentState,
        queries::{self, Clauses, Only, Overview, Which},
    },
    site::{Member, Site},
};

/// Clauses on one page.
const SIZE: u64 = 25;

#[derive(Serialize)]
struct View {
    head: Head,
    errors: Vec<SummaryError>,
    notice: Option<Notice>,
    steps: Option<Steps>,
    progress: Progress,
    tabs: Tabs,
    sections: Vec<Choice>,
    action: String,
    kept: Vec<Hidden>,
    describe: Option<FormView>,
    /// What of the document is not filled in, said where its form is folded away.
    describe_lacks: Option<String>,
    part: Option<Link>,
    clauses: Vec<ClauseView>,
    names: Vec<String>,
    empty: Empty,
    pager: Pager,
}

/// A form that was refused: which proposal or clause, what was typed, what is wrong.
pub struct Refused<'a> {
    pub id: i64,
    /// The clause it stands under, which is on the page that comes back.
    pub clause_id: i64,
    pub fields: &'a Fields,
    pub errors: FieldErrors,
}

pub async fn review(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &[]);
    show(&req, &site, &member, StatusCode::OK, query, None).await
}

struct Loaded {
    overview: Overview,
    clauses: Clauses,
    page: u64,
    counts: Vec<(Only, i64)>,
    /// The next clause nobody has looked at, from the first of this page on: its id and the page it stands on.
    next: Option<(i64, u64)>,
}

/// Which clauses an address asks for.
pub fn which(query: &ListQuery) -> Which {
    Which { only: query.filter("only").and_then(Only::parse).unwrap_or_default(), section: query.filter("section").map(str::to_owned) }
}

/// The page on which a clause with so many before it stands.
fn page_of(before: i64) -> u64 {
    u64::try_from(before).unwrap_or(0) / SIZE + 1
}

async fn load(site: &Site, member: &Member, id: i64, query: &ListQuery) -> Result<Loaded> {
    let (which, wanted) = (which(query), query.page);
    site.read(member, move |conn, scope| {
        let overview = queries::overview(conn, scope, id)?;
        let (size, offset) = (SIZE as i64, |page: u64| i64::try_from(page.saturating_sub(1).saturating_mul(SIZE)).unwrap_or(0));
        let mut clauses = queries::clauses(conn, scope, id, &which, size, offset(wanted))?;
        let pages = u64::try_from(clauses.total).unwrap_or(0).div_ceil(SIZE).max(1);
        let page = wanted.min(pages);
        if page != wanted {
            clauses = queries::clauses(conn, scope, id, &which, size, offset(page))?;
        }
        let counts = queries::counts(conn, scope, id, which.section.as_deref())?;
        let from = clauses.clauses.first().map_or(i64::MIN, |c| c.position - 1);
        let next = match queries::next_open(conn, scope, id, &which, from)? {
            Some((clause, position)) => Some((clause, page_of(queries::before(conn, scope, id, &which, position)?))),
            None => None,
        };
        Ok(Loaded { overview, clauses, page, counts, next })
    })
    .await
}

/// The review's address where somebody goes on once something of a clause is decided: at this clause while more of it is open, else
/// at the next one, in the part they look at.
pub async fn onward(site: &Site, member: &Member, document_id: i64, fields: &Fields, clause_id: i64) -> Result<String> {
    let query = review_query(&member.scope, document_id, fields);
    let which = which(&query);
    let next = site.read(member, move |conn, scope| {
        let after = queries::position(conn, scope, clause_id)?.map_or(i64::MIN, |p| p - 1);
        match queries::next_open(conn, scope, document_id, &which, after)? {
            Some((clause, position)) => Ok(Some((clause, page_of(queries::before(conn, scope, document_id, &which, position)?)))),
            None => Ok(None),
        }
    });
    Ok(match next.await? {
        Some((clause, page)) => at_clause(&query, clause, page),
        None => query.link_with(&[]),
    })
}

/// The part of the review that was looked at, on the page where this clause stands; all clauses where that part holds it no more.
async fn holding(site: &Site, member: &Member, document_id: i64, query: ListQuery, clause_id: i64) -> Result<ListQuery> {
    let (asked, all) = (which(&query), Which::default());
    let (inside, page) = site
        .read(member, move |conn, scope| {
            let position = queries::position(conn, scope, clause_id)?.unwrap_or(0);
            let until = |which: &Which, conn: &mut _, position| queries::before(conn, scope, document_id, which, position);
            let inside = until(&asked, conn, position + 1)? > until(&asked, conn, position)?;
            Ok((inside, page_of(until(if inside { &asked } else { &all }, conn, position)?)))
        })
        .await?;
    let page = page.to_string();
    let mut changes = vec![("page", Some(page.as_str()))];
    if !inside {
        changes.extend([("only", None), ("section", None)]);
    }
    let link = query.link_with(&changes);
    let (path, sent) = link.split_once('?').unwrap_or((&link, ""));
    Ok(ListQuery::parse(path, sent, &[]))
}

fn at_clause(query: &ListQuery, clause: i64, page: u64) -> String {
    format!("{}#clause-{clause}", query.link_with(&[("page", (page > 1).then(|| page.to_string()).as_deref())]))
}

/// The review at `query`, perhaps with a form that was refused.
pub async fn show(
    req: &HttpRequest,
    site: &Site,
    member: &Member,
    status: StatusCode,
    query: ListQuery,
    refused: Option<Refused<'_>>,
) -> Answer {
    let document_id = id(req, "id")?;
    let query = match &refused {
        Some(refused) => holding(site, member, document_id, query, refused.clause_id).await?,
        None => query,
    };
    let loaded = load(site, member, document_id, &query).await?;
    let (lang, path) = (member.lang(), document_path(&member.scope, document_id));
    let document = &loaded.overview.document;
    let open = keeps(member) && document.state.is_open();
    let at = query.link_with(&[("page", (loaded.page > 1).then(|| loaded.page.to_string()).as_deref())]);
    let at = at.split_once('?').map_or("", |(_, q)| q).to_owned();
    let context = Context { scope: &member.scope, document, data: &loaded.clauses, open, at, refused: refused.as_ref() };
    let clauses: Vec<ClauseView> = loaded.clauses.clauses.iter().map(|c| clause_view(&context, c)).collect();
    let (title, head) = review_head(member, &loaded, &query, &path, open);
    let errors = refused.as_ref().map_or_else(Vec::new, |r| summary(member, r));
    let describe = describe_form(member, document, &path, None, &FieldErrors::default());
    let view = View {
        head,
        errors,
        notice: notice(member, &loaded.overview, &path),
        steps: steps(member, &loaded.overview, ""),
        progress: progress(lang, &loaded.overview),
        tabs: tabs(member, &query, &loaded.counts),
        sections: sections(member, &query, &loaded.overview),
        action: format!("{path}/review"),
        kept: query.filter("only").map(|v| Hidden::new("only", v)).into_iter().collect(),
        describe_lacks: lacking(lang, document),
        describe: open.then_some(describe),
        part: part(member, &query, &path, open),
        names: if open { names(&loaded.clauses, lang) } else { Vec::new() },
        empty: empty(member, &query),
        pager: pager(member, &query, &loaded),
        clauses,
    };
    Ok(member.page_status(req, status, "policy/review", title, view)?)
}

fn review_head(member: &Member, loaded: &Loaded, query: &ListQuery, path: &str, open: bool) -> (String, Head) {
    let (lang, overview) = (member.lang(), &loaded.overview);
    let title = t(lang, if open { "policy-review" } else { "policy-clauses" }).into_owned();
    let mut head = head(member, &overview.document, title.clone());
    let (all, seen) = queries::progress(&overview.sections);
    let counts = [("all", all.into()), ("seen", seen.into()), ("left", (all - seen).into())];
    head.under = Some(format(lang, if open { "policy-review-under" } else { "policy-clauses-under" }, &counts));
    let mut add = |href: String, label: String, main| head.actions.push(HeadAction { href, label, main });
    add(format!("{path}/coverage"), t(lang, "policy-coverage").into_owned(), false);
    if let Some((clause, page)) = loaded.next {
        add(at_clause(query, clause, page), t(lang, "policy-next-open").into_owned(), false);
    }
    // What comes next is the one main step.
    let tally = overview.tally;
    if open && tally.unmatched > 0 {
        add(format!("{path}/bodies"), t(lang, "policy-bodies-go").into_owned(), true);
    } else if open && tally.without_lead > 0 {
        add(format!("{path}/table"), t(lang, "policy-table").into_owned(), true);
    } else if open && tally.sure > 0 {
        add(format!("{path}/confirm"), format(lang, "policy-confirm-sure", &[("n", tally.sure.into())]), true);
    } else if open && tally.proposed > 0 {
        add(format!("{path}/table"), t(lang, "policy-table").into_owned(), true);
    }
    (title, head)
}

fn summary(member: &Member, refused: &Refused<'_>) -> Vec<SummaryError> {
    let line = |e: &FieldError| error_line(member.lang(), format!("f-{}-{}", refused.id, e.field), &e.field, &e.message);
    refused.errors.0.iter().map(line).collect()
}

fn notice(member: &Member, overview: &Overview, path: &str) -> Option<Notice> {
    let older = overview.older.as_ref().filter(|o| o.state != DocumentState::Superseded && overview.document.state.is_open())?;
    Some(Notice {
        tone: "blue",
        title: None,
        text: format(member.lang(), "policy-to-supersede", &[("title", older.title.as_str().into())]),
        link: Some(Link::new(format!("{path}/compare"), t(member.lang(), "policy-compare"))),
    })
}

/// What is still to be done about a clause, as tabs.
pub fn tabs(member: &Member, query: &ListQuery, counts: &[(Only, i64)]) -> Tabs {
    let lang = member.lang();
    let current = which(query).only;
    let tab = |(only, count): &(Only, i64)| {
        let key = match only {
            Only::All => "policy-tab-clauses",
            Only::Open => "policy-tab-open",
            Only::Unsure => "policy-tab-unsure",
            Only::NoLead => "policy-tab-nolead",
            Only::NoDate => "policy-tab-nodate",
        };
        Tab {
            href: query.link_with(&[("only", only.name())]),
            label: t(lang, key).into_owned(),
            count: Some(count.to_string()),
            current: *only == current,
        }
    };
    Tabs { name: t(lang, "policy-clauses").into_owned(), items: counts.iter().map(tab).collect() }
}

pub fn sections(member: &Member, query: &ListQuery, overview: &Overview) -> Vec<Choice> {
    let lang = member.lang();
    if overview.sections.len() < 2 {
        return Vec::new();
    }
    let current = query.filter("section");
    let all = Choice::new("", t(lang, "policy-section-all"), current.is_none());
    let rows = overview.sections.iter().filter(|(s, _, _)| !s.is_empty()).map(|(section, all, seen)| {
        Choice::new(section, format!("{} {seen}/{all}", section_label(lang, section)), current == Some(section))
    });
    std::iter::once(all).chain(rows).collect()
}

/// Confirming everything below the heading that is shown.
fn part(member: &Member, query: &ListQuery, path: &str, open: bool) -> Option<Link> {
    let section = query.filter("section").filter(|_| open)?;
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("section", section).finish();
    Some(Link::new(format!("{path}/confirm?{query}"), t(member.lang(), "policy-confirm-part")))
}

pub fn names(clauses: &Clauses, lang: Lang) -> Vec<String> {
    directory_names(&clauses.directory, lang)
}

/// What a line of names may hold.
pub fn directory_names(directory: &Directory, lang: Lang) -> Vec<String> {
    let all = directory.has_local().then(|| t(lang, "policy-all-local").into_owned());
    all.into_iter().chain(directory.open.iter().map(|d| d.short_name.clone())).collect()
}

fn empty(member: &Member, query: &ListQuery) -> Empty {
    let lang = member.lang();
    let title = if query.filter("only").is_some() { "policy-all-reviewed" } else { "policy-no-clauses" };
    let action = Some(Link::new(query.link_with(&[("only", None), ("section", None)]), t(lang, "policy-show-all")));
    Empty { title: t(lang, title).into_owned(), text: None, action }
}

fn pager(member: &Member, query: &ListQuery, loaded: &Loaded) -> Pager {
    let mut at = query.clone();
    (at.size, at.page) = (SIZE as u32, loaded.page);
    at.pager(member.lang(), u64::try_from(loaded.clauses.total).unwrap_or(0))
}
