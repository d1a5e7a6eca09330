//! The review: original words on the left, what was read from them on the right.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer,
    clause::{ClauseView, Context, clause_view},
    conflict::{self, Item},
    document_path, head, id, keeps, seen,
    show::{Progress, progress, section_label},
};
use crate::{
    platform::{
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, ListQuery, Pager, see_other},
        i18n::{format, t, tr},
        view::parts::{Choice, Empty, FieldView, FormView, Head, HeadAction, Hidden, Link, Notice, SummaryError, Tab, Tabs},
    },
    policy::{
        actions::{self, Description},
        model::{Document, DocumentState},
        queries::{self, Clauses, Overview, Which},
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
    progress: Progress,
    tabs: Tabs,
    sections: Vec<Choice>,
    action: String,
    kept: Vec<Hidden>,
    describe: Option<FormView>,
    describe_open: bool,
    part: Option<Link>,
    clauses: Vec<ClauseView>,
    names: Vec<String>,
    empty: Empty,
    pager: Pager,
}

/// A form that was refused: which proposal or clause, what was typed, what is wrong.
pub struct Refused<'a> {
    pub id: i64,
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
}

async fn load(site: &Site, member: &Member, id: i64, query: &ListQuery) -> Result<Loaded> {
    let which = Which { unreviewed: query.filter("only") == Some("open"), section: query.filter("section").map(str::to_owned) };
    let wanted = query.page;
    site.read(member, move |conn, scope| {
        let overview = queries::overview(conn, scope, id)?;
        let (size, offset) = (SIZE as i64, |page: u64| i64::try_from(page.saturating_sub(1).saturating_mul(SIZE)).unwrap_or(0));
        let mut clauses = queries::clauses(conn, scope, id, &which, size, offset(wanted))?;
        let pages = u64::try_from(clauses.total).unwrap_or(0).div_ceil(SIZE).max(1);
        let page = wanted.min(pages);
        if page != wanted {
            clauses = queries::clauses(conn, scope, id, &which, size, offset(page))?;
        }
        Ok(Loaded { overview, clauses, page })
    })
    .await
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
    let loaded = load(site, member, document_id, &query).await?;
    let (lang, path) = (member.lang(), document_path(&member.scope, document_id));
    let document = &loaded.overview.document;
    let open = keeps(member) && document.state.is_open();
    let at = query.link_with(&[("page", (loaded.page > 1).then(|| loaded.page.to_string()).as_deref())]);
    let at = at.split_once('?').map_or("", |(_, q)| q).to_owned();
    let context = Context { scope: &member.scope, document, data: &loaded.clauses, open, at, refused: refused.as_ref() };
    let clauses: Vec<ClauseView> = loaded.clauses.clauses.iter().map(|c| clause_view(&context, c)).collect();
    let (title, head) = review_head(member, &loaded.overview, &path, open);
    let errors = refused.as_ref().map_or_else(Vec::new, |r| summary(member, r));
    let describe = describe_form(member, document, &path, None, &FieldErrors::default());
    let view = View {
        head,
        errors,
        notice: notice(member, &loaded.overview, &path),
        progress: progress(lang, &loaded.overview),
        tabs: tabs(member, &query, &loaded.overview),
        sections: sections(member, &query, &loaded.overview),
        action: format!("{path}/review"),
        kept: query.filter("only").map(|v| Hidden::new("only", v)).into_iter().collect(),
        describe_open: document.document_number.is_empty() || document.issued_on.is_none() || document.issuer.is_empty(),
        describe: open.then_some(describe),
        part: part(member, &query, &path, open),
        names: if open { names(&loaded.clauses, lang) } else { Vec::new() },
        empty: empty(member, &query),
        pager: pager(member, &query, &loaded),
        clauses,
    };
    Ok(member.page_status(req, status, "policy/review", title, view)?)
}

fn review_head(member: &Member, overview: &Overview, path: &str, open: bool) -> (String, Head) {
    let lang = member.lang();
    let title = t(lang, if open { "policy-review" } else { "policy-clauses" }).into_owned();
    let mut head = head(member, &overview.document, title.clone());
    let (all, seen) = queries::progress(&overview.sections);
    let counts = [("all", all.into()), ("seen", seen.into()), ("left", (all - seen).into())];
    head.under = Some(format(lang, if open { "policy-review-under" } else { "policy-clauses-under" }, &counts));
    head.actions.push(HeadAction { href: format!("{path}/coverage"), label: t(lang, "policy-coverage").into_owned(), main: false });
    if open && overview.tally.sure > 0 {
        let label = format(lang, "policy-confirm-sure", &[("n", overview.tally.sure.into())]);
        head.actions.push(HeadAction { href: format!("{path}/confirm"), label, main: true });
    }
    (title, head)
}

fn summary(member: &Member, refused: &Refused<'_>) -> Vec<SummaryError> {
    let of = |field: &str| Some(format!("f-{}-{field}", refused.id));
    refused.errors.0.iter().map(|e| SummaryError { field: of(&e.field), text: tr(member.lang(), &e.message) }).collect()
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

fn tabs(member: &Member, query: &ListQuery, overview: &Overview) -> Tabs {
    let lang = member.lang();
    let section = query.filter("section");
    let rows = overview.sections.iter().filter(|(s, _, _)| section.is_none_or(|w| w == s));
    let (all, seen) = rows.fold((0, 0), |(a, b), (_, all, seen)| (a + all, b + seen));
    let only = query.filter("only") == Some("open");
    let tab = |value: Option<&str>, key: &str, count: i64, current| Tab {
        href: query.link_with(&[("only", value)]),
        label: t(lang, key).into_owned(),
        count: Some(count.to_string()),
        current,
    };
    let items = vec![tab(None, "policy-tab-clauses", all, !only), tab(Some("open"), "policy-tab-open", all - seen, only)];
    Tabs { name: t(lang, "policy-clauses").into_owned(), items }
}

fn sections(member: &Member, query: &ListQuery, overview: &Overview) -> Vec<Choice> {
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

fn names(clauses: &Clauses, lang: crate::platform::i18n::Lang) -> Vec<String> {
    let everyone = clauses.directory.open.iter().any(|d| clauses.directory.is_local(d.id));
    let all = everyone.then(|| t(lang, "policy-all-local").into_owned());
    all.into_iter().chain(clauses.directory.open.iter().map(|d| d.short_name.clone())).collect()
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

/// The form of the document's own fields.
fn describe_form(member: &Member, document: &Document, path: &str, typed: Option<&Fields>, errors: &FieldErrors) -> FormView {
    let lang = member.lang();
    let day = document.issued_on.map(|d| d.to_string()).unwrap_or_default();
    let mut title = FieldView::new("text", "title", t(lang, "policy-title")).typed(typed, &document.title);
    title.whole = true;
    let mut issued = FieldView::new("date", "issued_on", t(lang, "policy-issued")).typed(typed, day).optional();
    issued.size = Some("medium");
    FormView::new(format!("{path}/describe"), t(lang, "policy-save"))
        .field(title)
        .field(FieldView::new("text", "document_number", t(lang, "policy-number")).typed(typed, &document.document_number).optional())
        .field(FieldView::new("text", "issuer", t(lang, "policy-issuer")).typed(typed, &document.issuer).optional())
        .field(issued)
        .hidden("version", document.version)
        .with_errors(lang, errors)
}

#[derive(Serialize)]
struct DescribeView {
    head: Head,
    form: FormView,
}

pub async fn describe(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (id, fields) = (id(&req, "id")?, form.into_inner());
    let path = document_path(&member.scope, id);
    let day = fields.trimmed("issued_on");
    let issued_on = if day.is_empty() { Ok(None) } else { day.parse().map(Some) };
    let done = match issued_on {
        Err(_) => Err(Error::invalid("issued_on", Message::new("policy-not-a-day"))),
        Ok(issued_on) => {
            let text = |name: &str| fields.trimmed(name).to_owned();
            let new = Description { title: text("title"), document_number: text("document_number"), issuer: text("issuer"), issued_on };
            let seen = seen(id, &fields);
            site.write(&member, move |conn, scope| actions::describe(conn, scope, seen, &new)).await
        }
    };
    match done {
        Ok(()) => Ok(see_other(format!("{path}/review")).flash(Message::new("policy-described")).respond(&req)),
        Err(Error::Invalid(errors)) => {
            let document = site.read(&member, move |conn, scope| Ok(queries::overview(conn, scope, id)?.document)).await?;
            let mut form = describe_form(&member, &document, &path, Some(&fields), &errors).back(format!("{path}/review"));
            form.hidden = vec![Hidden::new("version", fields.trimmed("version"))];
            let title = t(member.lang(), "policy-describe");
            let view = DescribeView { head: head(&member, &document, title.clone()), form };
            Ok(member.page_status(&req, StatusCode::UNPROCESSABLE_ENTITY, "policy/describe", title, view)?)
        }
        Err(Error::Conflict) => describe_conflict(&req, &site, &member, id, &fields).await,
        Err(other) => Err(other.into()),
    }
}

async fn describe_conflict(req: &HttpRequest, site: &Site, member: &Member, id: i64, fields: &Fields) -> Answer {
    let (document, events) = site
        .read(member, move |conn, scope| {
            Ok((queries::overview(conn, scope, id)?.document, queries::document_timeline(conn, scope, id, None, 1)?))
        })
        .await?;
    let path = document_path(&member.scope, id);
    let form = describe_form(member, &document, &path, Some(fields), &FieldErrors::default()).back(format!("{path}/review"));
    let stored = describe_form(member, &document, &path, None, &FieldErrors::default());
    let items = form.fields.iter().zip(stored.fields).map(|(mine, theirs)| Item { theirs: theirs.value, mine: mine.clone() }).collect();
    conflict::page(req, member, &document, events.first(), form, items)
}
