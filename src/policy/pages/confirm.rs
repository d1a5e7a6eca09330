//! Confirming several at once, from a list that says what will be assigned to whom.

use std::collections::HashMap;

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{Answer, document_path, head, id, show::section_label, steps::steps, words};
use crate::{
    platform::{
        error::{Error, FieldErrors, Message, Result},
        http::{Form, ListQuery, see_other},
        i18n::{Lang, format, t, tr},
        view::parts::{Empty, FormView, Head, LightView, Link, Steps},
    },
    policy::{
        actions::{self, CONFIRM_MAX, Directory, Seen, confirm_field},
        model::{Readiness, show_targets},
        queries::{self, Overview, Undecided, Waiting},
    },
    site::{Member, Site},
    tenancy::Role,
};

#[derive(Serialize)]
struct View {
    head: Head,
    steps: Option<Steps>,
    form: FormView,
    /// Why nothing was assigned, when the list comes back.
    stale: Option<String>,
    summary: String,
    rows: Vec<Row>,
    more: Option<String>,
    empty: Empty,
}

#[derive(Serialize)]
struct Row {
    /// `id:version`, so that nothing goes out otherwise than it was seen; none for what cannot go out as it is.
    value: Option<String>,
    id: String,
    checked: bool,
    clause: String,
    title: String,
    href: String,
    lead: String,
    /// Each lead gets a duty of its own.
    apart: bool,
    support: String,
    due: String,
    targets: String,
    light: LightView,
    why: String,
    error: Option<String>,
    /// Where to say whom its names mean.
    bodies: Option<String>,
    #[serde(skip)]
    leads: Vec<i64>,
}

/// What the list is about: what is sure, a part of the document, or what was ticked.
fn asked(query: &ListQuery) -> Undecided {
    let ids: Vec<i64> = query.filters("p").into_iter().filter_map(|id| id.parse().ok()).collect();
    match query.filter("section") {
        _ if !ids.is_empty() => Undecided::Ids(ids),
        Some(section) => Undecided::Section(section.to_owned()),
        None => Undecided::Sure,
    }
}

/// A list that comes back: what was ticked, and what is wrong with some of it.
struct Back<'a> {
    seen: &'a [Seen],
    errors: &'a FieldErrors,
}

pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &[]);
    page(&req, &site, &member, &query, None).await
}

struct Loaded {
    overview: Overview,
    found: Vec<Waiting>,
    directory: Directory,
}

async fn load(site: &Site, member: &Member, id: i64, which: Undecided) -> Result<Loaded> {
    site.read(member, move |conn, scope| {
        scope.require(&[Role::Secretariat])?;
        let overview = queries::overview(conn, scope, id)?;
        let found = queries::to_confirm(conn, scope, id, &which, CONFIRM_MAX as i64 + 1)?;
        Ok(Loaded { overview, found, directory: Directory::load(conn, scope)? })
    })
    .await
}

async fn page(req: &HttpRequest, site: &Site, member: &Member, query: &ListQuery, back: Option<Back<'_>>) -> Answer {
    let (id, which) = (id(req, "id")?, asked(query));
    let Loaded { overview, found, directory } = load(site, member, id, which.clone()).await?;
    let document = &overview.document;
    if !document.state.is_open() {
        return Err(Error::Refused(Message::new("policy-refused-closed").key("state", document.state.key())).into());
    }
    let (lang, path) = (member.lang(), document_path(&member.scope, id));
    let title = match &which {
        Undecided::Section(section) => format(lang, "policy-confirm-part-title", &[("section", section_label(lang, section).into())]),
        Undecided::Ids(_) => t(lang, "policy-confirm-ticked-title").into_owned(),
        _ => t(lang, "policy-confirm-sure-title").into_owned(),
    };
    let shown = found.len().min(CONFIRM_MAX);
    let rows: Vec<Row> = found[..shown].iter().map(|one| row(member, &path, &directory, one, &which, back.as_ref())).collect();
    let mut form = FormView::new(format!("{path}/confirm"), t(lang, "policy-confirm-chosen")).back(format!("{path}/table"));
    form = form.hidden("at", query.link_with(&[]).split_once('?').map_or("", |(_, q)| q));
    if let Some(back) = &back {
        let alone = back.errors.0.iter().filter(|e| e.field == "proposal");
        form.errors = alone.map(|e| crate::platform::view::parts::SummaryError { field: None, text: tr(lang, &e.message) }).collect();
    }
    let stale = back.as_ref().is_some_and(|b| b.errors.0.iter().any(|e| e.field != "proposal"));
    let view = View {
        head: head(member, document, title.clone()).under(t(lang, "policy-confirm-about")),
        steps: steps(member, &overview, "confirm"),
        form,
        stale: stale.then(|| t(lang, "policy-confirm-stale").into_owned()),
        summary: summary(lang, &directory, &rows),
        more: (found.len() > shown).then(|| format(lang, "policy-confirm-more", &[("n", CONFIRM_MAX.into())])),
        rows,
        empty: Empty {
            title: t(lang, "policy-confirm-none").into_owned(),
            text: Some(t(lang, "policy-confirm-none-text").into_owned()),
            action: Some(Link::new(format!("{path}/table"), t(lang, "policy-table"))),
        },
    };
    let status = if stale {
        StatusCode::CONFLICT
    } else if back.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(member.page_status(req, status, "policy/confirm", title, view)?)
}

fn row(member: &Member, path: &str, directory: &Directory, one: &Waiting, which: &Undecided, back: Option<&Back<'_>>) -> Row {
    let (lang, today) = (member.lang(), member.scope.today());
    let (proposal, content) = (&one.proposal, &one.proposal.content);
    let standing = content.standing(today);
    let name = confirm_field(proposal.id);
    let error = back.and_then(|b| b.errors.0.iter().find(|e| e.field == name)).map(|e| tr(lang, &e.message));
    let chosen = match (back, which) {
        (Some(back), _) => error.is_none() && back.seen.iter().any(|s| s.id == proposal.id),
        // Somebody has ticked it already; without a lead it would only become a draft.
        (None, Undecided::Ids(_)) => !standing.lead_missing,
        (None, _) => standing.readiness == Readiness::Ready,
    };
    let words::Standing { light, why } = words::standing(lang, content, today);
    let unmatched = !standing.open.is_empty();
    Row {
        value: (!unmatched).then(|| format!("{}:{}", proposal.id, proposal.version)),
        id: name,
        checked: chosen && !unmatched,
        clause: one.clause.clone(),
        title: proposal.title.clone(),
        href: format!("{path}/clauses/{}", proposal.clause_id),
        lead: directory.line(lang, &content.lead_ids),
        apart: content.apart && content.lead_ids.len() > 1,
        support: directory.line(lang, &content.support_ids),
        due: words::due(lang, content.rule.as_ref(), content.cadence),
        targets: show_targets(&content.targets, lang == Lang::ZhCn),
        light,
        why,
        error,
        bodies: unmatched.then(|| format!("{path}/bodies")),
        leads: content.lead_ids.clone(),
    }
}

/// “勾选了 24 项建议，将成为 30 项任务：省质监局牵头 9 项、全部地方政府各牵头 1 项”
fn summary(lang: Lang, directory: &Directory, rows: &[Row]) -> String {
    let chosen: Vec<&Row> = rows.iter().filter(|r| r.checked).collect();
    let mut by_lead: HashMap<i64, usize> = HashMap::new();
    let mut duties = 0;
    for row in &chosen {
        // Who leads together stands behind the first: the others support.
        let leading = if row.apart { row.leads.as_slice() } else { row.leads.get(..1).unwrap_or_default() };
        leading.iter().for_each(|id| *by_lead.entry(*id).or_default() += 1);
        duties += leading.len().max(1);
    }
    // Departments with as many each stand together.
    let mut by_count: Vec<(usize, Vec<i64>)> = Vec::new();
    for department in &directory.open {
        let Some(n) = by_lead.remove(&department.id) else { continue };
        match by_count.iter_mut().find(|(count, _)| *count == n) {
            Some((_, ids)) => ids.push(department.id),
            None => by_count.push((n, vec![department.id])),
        }
    }
    by_count.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    let named = by_count.into_iter().map(|(n, ids)| {
        let key = if ids.len() > 1 { "policy-confirm-of-each" } else { "policy-confirm-of" };
        format(lang, key, &[("name", directory.line(lang, &ids).into()), ("n", n.into())])
    });
    let named = named.collect::<Vec<_>>().join(&t(lang, "policy-semicolon"));
    let args = [("n", chosen.len().into()), ("duties", duties.into()), ("of", named.into())];
    format(lang, if chosen.is_empty() { "policy-confirm-summary-none" } else { "policy-confirm-summary" }, &args)
}

pub async fn confirm(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    member.scope.require(&[Role::Secretariat])?;
    let (id, fields) = (id(&req, "id")?, form.into_inner());
    let seen: Vec<Seen> = fields
        .all("proposal")
        .iter()
        .filter_map(|value| value.split_once(':'))
        .filter_map(|(id, version)| Some(Seen { id: id.parse().ok()?, version: version.parse().ok()? }))
        .take(CONFIRM_MAX)
        .collect();
    let wanted = seen.clone();
    let done = site
        .write(&member, move |conn, scope| {
            let made = actions::confirm_many(conn, scope, id, &wanted)?;
            Ok((made, queries::progress(&queries::overview(conn, scope, id)?.sections)))
        })
        .await;
    match done {
        Ok(((duties, drafts), (all, looked_at))) => {
            let to = format!("{}/{}", document_path(&member.scope, id), if all == looked_at { "coverage" } else { "table" });
            let key = if drafts > 0 { "policy-confirmed-drafts" } else { "policy-confirmed-many" };
            let mut message = Message::new(key).number("duties", (duties - drafts) as f64);
            if drafts > 0 {
                message = message.number("drafts", drafts as f64);
            }
            Ok(see_other(to).flash(message).respond(&req))
        }
        Err(Error::Invalid(errors)) => {
            let query = ListQuery::parse(req.path(), fields.trimmed("at"), &[]);
            page(&req, &site, &member, &query, Some(Back { seen: &seen, errors: &errors })).await
        }
        Err(other) => Err(other.into()),
    }
}
