//! The table's page and its buttons.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Back, SIZE, View, fill_form, judge_fields, names,
    row::{RowView, Rows},
    typed,
};
use crate::{
    platform::{
        error::{Error, FieldError, FieldErrors, Message, Result},
        http::{Form, ListQuery, see_other},
        i18n::{Lang, t},
        view::parts::{Empty, Hidden, Link, SummaryError},
    },
    policy::{
        actions,
        model::{Proposal, ProposalState, parse_kind},
        pages::{
            Answer, document_path, error_line, head, id,
            review::{sections, tabs, which},
            review_list,
            steps::steps,
        },
        queries::{self, Clauses, Only, Overview},
    },
    site::{Member, Site},
    tenancy::Role,
};

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = asked(&member, id(&req, "id")?, req.query_string());
    let back = Back { fields: None, errors: &FieldErrors::default(), stale: false };
    page(&req, &site, &member, StatusCode::OK, query, back).await
}

/// The part of the table an address speaks of: what is still to be decided, unless it says otherwise.
fn asked(member: &Member, document_id: i64, sent: &str) -> ListQuery {
    let path = format!("{}/table", document_path(&member.scope, document_id));
    let mut query = review_list(&path, sent);
    if query.filter("only").is_none() {
        let sent = query.link_with(&[("only", Only::Open.name()), ("page", query.filter("page"))]);
        query = ListQuery::parse(&path, sent.split_once('?').map_or("", |(_, q)| q), &[]);
    }
    query.size = SIZE;
    query
}

struct Loaded {
    overview: Overview,
    data: Clauses,
    counts: Vec<(Only, i64)>,
    query: ListQuery,
    /// Proposals somebody typed about that are decided by now.
    gone: Vec<Proposal>,
}

async fn load(site: &Site, member: &Member, id: i64, mut query: ListQuery, typed: Vec<i64>) -> Result<Loaded> {
    let which = which(&query);
    site.read(member, move |conn, scope| {
        scope.require(&[Role::Secretariat])?;
        let overview = queries::overview(conn, scope, id)?;
        let mut counts = queries::counts(conn, scope, id, which.section.as_deref())?;
        // What is decided has no row.
        counts.retain(|(only, _)| *only != Only::All);
        let total = counts.iter().find(|(only, _)| *only == which.only).map_or(0, |(_, n)| *n);
        query.clamp(u64::try_from(total).unwrap_or(0));
        let data = queries::clauses(conn, scope, id, &which, query.limit(), query.offset())?;
        let gone = queries::decided(conn, scope, id, &typed)?;
        Ok(Loaded { overview, data, counts, query, gone })
    })
    .await
}

async fn page(req: &HttpRequest, site: &Site, member: &Member, status: StatusCode, query: ListQuery, back: Back<'_>) -> Answer {
    let id = id(req, "id")?;
    let asked_for = ListQuery::of(req, &[]);
    let typed = back.fields.filter(|_| back.stale).map(typed::row_ids).unwrap_or_default();
    let Loaded { overview, data, counts, query, gone } = load(site, member, id, query, typed).await?;
    if !overview.document.state.is_open() {
        return Err(Error::Refused(Message::new("policy-refused-closed").key("state", overview.document.state.key())).into());
    }
    let (lang, path) = (member.lang(), document_path(&member.scope, id));
    let all_ticked = asked_for.filter("tick") == Some("all");
    let rows = Rows {
        scope: &member.scope,
        duties: &data.duties,
        lang,
        today: member.scope.today(),
        path: &path,
        directory: &data.directory,
        back,
        all_ticked,
    };
    let lost = rows.lost(&gone);
    let rows = row_views(&rows, &data);
    let title = t(lang, "policy-table").into_owned();
    let at = query.link_with(&[("page", query.filter("page"))]);
    let at = at.split_once('?').map_or("", |(_, q)| q).to_owned();
    let errors = back.errors.0.iter().map(|e| summary_line(lang, &rows, e)).collect();
    let head = head(member, &overview.document, title.clone()).under(t(lang, "policy-table-about"));
    let view = View {
        head: head.action(format!("{path}/review"), t(lang, "policy-review"), false),
        steps: steps(member, &overview, "table"),
        tabs: tabs(member, &query, &counts),
        sections: sections(member, &query, &overview),
        action: format!("{path}/table"),
        kept: query.filter("only").map(|v| Hidden::new("only", v)).into_iter().collect(),
        tick_all: (!rows.is_empty() && !all_ticked)
            .then(|| Link::new(query.link_with(&[("tick", Some("all")), ("page", query.filter("page"))]), t(lang, "policy-tick-all"))),
        errors,
        stale: back.stale.then(|| t(lang, "policy-table-stale").into_owned()),
        lost,
        // Another name once something was saved, so that what was saved is not filled in again.
        keep: format!("table-{id}-{at}-{}", rows.iter().filter_map(|r| Some(r.form.as_ref()?.version)).sum::<i64>()),
        names: names(&data, lang),
        fill: fill_form(lang, &asked_for, back),
        judge: judge_fields(lang, &asked_for, back, rows.iter().any(|r| !r.duties.is_empty())),
        empty: Empty {
            title: t(lang, "policy-table-none").into_owned(),
            text: Some(t(lang, "policy-table-none-text").into_owned()),
            action: Some(Link::new(format!("{path}/coverage"), t(lang, "policy-coverage"))),
        },
        pager: query.pager(lang, u64::try_from(data.total).unwrap_or(0)),
        at,
        rows,
    };
    Ok(member.page_status(req, status, "policy/table", title, view)?)
}

/// What is wrong; with a row, which one.
fn summary_line(lang: Lang, rows: &[RowView], error: &FieldError) -> SummaryError {
    let id = format!("f-{}", error.field);
    let of_row = error.field.rsplit_once('-').and_then(|(name, row)| Some((name, row.parse::<i64>().ok()?)));
    let Some((name, row)) = of_row else { return error_line(lang, id, &error.field, &error.message) };
    let clause = rows.iter().find(|r| r.form.as_ref().is_some_and(|f| f.id == row)).map(|r| r.clause.as_str()).unwrap_or_default();
    let line = error_line(lang, id, name, &error.message);
    SummaryError { text: format!("{clause} {}", line.text).trim_start().to_owned(), ..line }
}

fn row_views(rows: &Rows<'_>, data: &Clauses) -> Vec<RowView> {
    let mut made = Vec::new();
    for clause in &data.clauses {
        let before = made.len();
        let proposals = data.proposals.get(&clause.id).into_iter().flatten();
        made.extend(proposals.filter(|p| p.state == ProposalState::Proposed).map(|p| rows.proposal(clause, p)));
        if made.len() == before && clause.kind.is_none() {
            made.push(rows.bare(clause));
        }
    }
    made
}

/// What a press of a button came to, and how many it was about.
enum Done {
    Saved(usize),
    Filled(usize),
    Judged(usize),
    /// On to the list of what is to be confirmed.
    Chosen,
}

pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    member.scope.require(&[Role::Secretariat])?;
    let (document_id, fields) = (id(&req, "id")?, form.into_inner());
    let mut errors = FieldErrors::default();
    let what = fields.trimmed("do").to_owned();
    let (rows, ticked) = (typed::rows(&mut errors, &fields), typed::ticked(&fields));
    let clauses = typed::ticked_clauses(&fields);
    let fill = if what == "fill" { typed::fill(&mut errors, &fields) } else { actions::Fill::default() };
    let kind = parse_kind(fields.trimmed("kind"));
    check(&mut errors, &what, &fill, clauses.is_empty(), ticked.is_empty(), kind.is_none());
    let reason = fields.trimmed("reason").to_owned();
    let work = move |conn: &mut _, scope: &_| {
        let filled = if what == "fill" { ticked.as_slice() } else { &[] };
        let saved = actions::save_rows(conn, scope, document_id, &rows, filled, &fill)?;
        match (what.as_str(), kind) {
            ("fill", _) => Ok(Done::Filled(ticked.len())),
            ("judge", Some(kind)) => actions::judge_several(conn, scope, document_id, &clauses, kind, &reason).map(Done::Judged),
            ("confirm", _) => Ok(Done::Chosen),
            _ => Ok(Done::Saved(saved)),
        }
    };
    let done = match errors.finish(()) {
        Ok(()) => site.write(&member, work).await,
        Err(error) => Err(error),
    };
    let query = || asked(&member, document_id, fields.trimmed("at"));
    match done {
        Ok(done) => Ok(onward(&req, &member, document_id, &query(), &done, &fields.all("tick"))),
        Err(Error::Invalid(errors)) => {
            let back = Back { fields: Some(&fields), errors: &errors, stale: false };
            page(&req, &site, &member, StatusCode::UNPROCESSABLE_ENTITY, query(), back).await
        }
        Err(Error::Conflict) => {
            let back = Back { fields: Some(&fields), errors: &FieldErrors::default(), stale: true };
            page(&req, &site, &member, StatusCode::CONFLICT, query(), back).await
        }
        Err(other) => Err(other.into()),
    }
}

/// What a button needs that was not given.
fn check(errors: &mut FieldErrors, what: &str, fill: &actions::Fill, no_clause: bool, no_proposal: bool, no_kind: bool) {
    let nothing = match what {
        "fill" | "confirm" => no_proposal,
        "judge" => no_clause,
        _ => false,
    };
    if nothing {
        errors.add("tick", Message::new("policy-nothing-ticked"));
    }
    if what == "fill" && fill.is_empty() && errors.is_empty() {
        errors.add("fill-lead", Message::new("policy-fill-nothing"));
    }
    if what == "judge" && no_kind {
        errors.add("kind", Message::new("policy-kind-required"));
    }
}

fn onward(req: &HttpRequest, member: &Member, document_id: i64, query: &ListQuery, done: &Done, ticks: &[&str]) -> actix_web::HttpResponse {
    if let Done::Chosen = done {
        let ids = ticks.iter().filter_map(|t| t.strip_prefix('p')).map(|id| ("p", id));
        let chosen = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(ids).finish();
        return see_other(format!("{}/confirm?{chosen}", document_path(&member.scope, document_id))).respond(req);
    }
    let (key, n, bar) = match done {
        Done::Filled(n) => ("policy-rows-filled", *n, Some("fill")),
        Done::Judged(n) => ("policy-rows-judged", *n, Some("judge")),
        Done::Saved(n) => ("policy-rows-saved", *n, None),
        Done::Chosen => ("policy-rows-saved", 0, None),
    };
    let to = query.link_with(&[("page", query.filter("page")), ("bar", bar)]);
    see_other(to).flash(Message::new(key).number("n", n as f64)).respond(req)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_says_what_it_lacks() {
        let wrong = |what: &str, no_clause, no_proposal, no_kind| {
            let mut errors = FieldErrors::default();
            check(&mut errors, what, &actions::Fill::default(), no_clause, no_proposal, no_kind);
            errors.0.into_iter().map(|e| e.field).collect::<Vec<_>>()
        };
        assert_eq!(wrong("save", true, true, true), Vec::<String>::new());
        assert_eq!(wrong("fill", false, true, true), ["tick"]);
        assert_eq!(wrong("fill", false, false, true), ["fill-lead"]);
        assert_eq!(wrong("judge", true, true, true), ["tick", "kind"]);
        assert_eq!(wrong("confirm", false, true, true), ["tick"]);
    }
}
