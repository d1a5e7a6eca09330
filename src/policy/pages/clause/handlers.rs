//! A clause's own page, and what is done to it.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::{ClauseView, Context, clause_view};
use crate::{
    platform::{
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, see_other},
        i18n::t,
        view::{
            conflict::Both,
            parts::{FieldView, FormView, Head, Hidden, TimelineView},
        },
    },
    policy::{
        actions::{self, CLAUSE, ClauseFields, DIVIDER},
        model::{Clause, Document, kind_name, parse_kind},
        pages::{
            Answer, conflict, document_path, head, id, keeps,
            review::{self, Refused},
            review_at, review_query, seen, words,
        },
        queries::{self, Clauses},
        reading::ClauseKind,
    },
    site::{Member, Site},
    timeline::Event,
};

#[derive(Serialize)]
struct View {
    head: Head,
    clause: ClauseView,
    back: String,
    edit: Option<FormView>,
    split: Option<FormView>,
    merge: Option<String>,
    timeline: TimelineView,
}

struct Loaded {
    document: Document,
    data: Clauses,
    events: Vec<Event>,
}

impl Loaded {
    fn clause(&self) -> Result<&Clause> {
        self.data.clauses.first().ok_or(Error::NotFound)
    }
}

async fn load(req: &HttpRequest, site: &Site, member: &Member) -> Result<Loaded> {
    let (document_id, clause_id) = (id(req, "id")?, id(req, "clause")?);
    site.read(member, move |conn, scope| {
        let (document, data) = queries::clause(conn, scope, document_id, clause_id)?;
        Ok(Loaded { document, data, events: queries::clause_timeline(conn, scope, clause_id, 30)? })
    })
    .await
}

/// Leads from a clause's id alone, which is all a duty knows, to its page.
pub async fn find(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let clause_id = id(&req, "clause")?;
    member.scope.require(&queries::READERS)?;
    let link = site.read(&member, move |conn, scope| queries::origin_link(conn, scope, clause_id)).await?;
    Ok(see_other(link.ok_or(Error::NotFound)?.href).respond(&req))
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    page(&req, &site, &member, StatusCode::OK, None).await
}

/// Which of the page's forms was refused, with what was typed.
struct Back<'a> {
    form: &'static str,
    fields: &'a Fields,
    errors: FieldErrors,
}

async fn page(req: &HttpRequest, site: &Site, member: &Member, status: StatusCode, back: Option<Back<'_>>) -> Answer {
    let loaded = load(req, site, member).await?;
    let (clause, document, scope) = (loaded.clause()?, &loaded.document, &member.scope);
    let open = keeps(member) && document.state.is_open();
    // The forms of proposals stand on the review; here they would only repeat it.
    let context = Context { scope, document, data: &loaded.data, open: false, at: String::new(), refused: None };
    let path = document_path(scope, document.id);
    let none = FieldErrors::default();
    let of = |form: &str| back.as_ref().filter(|b| b.form == form).map_or((None, &none), |b| (Some(b.fields), &b.errors));
    let title = if clause.heading.is_empty() { clause.name() } else { format!("{} {}", clause.name(), clause.heading) };
    let view = View {
        head: head(member, document, title.trim()),
        clause: clause_view(&context, clause),
        back: format!("{path}/review#clause-{}", clause.id),
        edit: open.then(|| edit_form(member, &path, clause, of("edit"))),
        split: open.then(|| split_form(member, &path, clause, of("split"))),
        merge: open.then(|| format!("{path}/clauses/{}/merge", clause.id)),
        timeline: words::timeline(scope, CLAUSE, &loaded.events, None),
    };
    Ok(member.page_status(req, status, "policy/clause", title, view)?)
}

fn edit_form(member: &Member, path: &str, clause: &Clause, (typed, errors): (Option<&Fields>, &FieldErrors)) -> FormView {
    let lang = member.lang();
    let field = |name, label: &str, stored: &str| FieldView::new("text", name, t(lang, label)).typed(typed, stored);
    let mut heading = field("heading", "policy-clause-heading", &clause.heading).optional();
    heading.whole = true;
    FormView::new(format!("{path}/clauses/{}", clause.id), t(lang, "policy-save"))
        .field(field("path", "policy-clause-path", &clause.number()).hint(t(lang, "policy-clause-path-hint")))
        .field(field("label", "policy-clause-label", &clause.label).hint(t(lang, "policy-clause-label-hint")).optional())
        .field(heading)
        .hidden("version", clause.version)
        .with_errors(lang, errors)
}

fn split_form(member: &Member, path: &str, clause: &Clause, (typed, errors): (Option<&Fields>, &FieldErrors)) -> FormView {
    let lang = member.lang();
    let hint = crate::platform::i18n::format(lang, "policy-split-hint", &[("line", DIVIDER.into())]);
    let mut text = FieldView::new("area", "text", t(lang, "policy-split-text")).hint(hint).typed(typed, clause.text.trim_end());
    text.rows = Some(8);
    FormView::new(format!("{path}/clauses/{}/split", clause.id), t(lang, "policy-split"))
        .field(text)
        .hidden("version", clause.version)
        .with_errors(lang, errors)
}

/// Leads to a clause's place in the review.
fn to_review(req: &HttpRequest, member: &Member, fields: &Fields, clause_id: i64, flash: &'static str) -> Result<HttpResponse> {
    let to = review_at(&member.scope, id(req, "id")?, fields, clause_id);
    Ok(see_other(to).flash(Message::new(flash)).respond(req))
}

pub async fn edit(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (document_id, clause_id, fields) = (id(&req, "id")?, id(&req, "clause")?, form.into_inner());
    let text = |name: &str| fields.trimmed(name).to_owned();
    let new = ClauseFields { label: text("label"), path: text("path"), heading: text("heading") };
    let seen = seen(clause_id, &fields);
    let done = site.write(&member, move |conn, scope| actions::edit_clause(conn, scope, document_id, seen, &new)).await;
    match done {
        Ok(()) => Ok(to_review(&req, &member, &fields, clause_id, "policy-saved")?),
        Err(Error::Invalid(errors)) => {
            page(&req, &site, &member, StatusCode::UNPROCESSABLE_ENTITY, Some(Back { form: "edit", fields: &fields, errors })).await
        }
        Err(Error::Conflict) => differing(&req, &site, &member, &fields, edit_form).await,
        Err(other) => Err(other.into()),
    }
}

pub async fn split(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (document_id, clause_id, fields) = (id(&req, "id")?, id(&req, "clause")?, form.into_inner());
    let (seen, text) = (seen(clause_id, &fields), fields.get("text").unwrap_or_default().to_owned());
    let done = site.write(&member, move |conn, scope| actions::split(conn, scope, document_id, seen, &text)).await;
    match done {
        Ok(_) => Ok(to_review(&req, &member, &fields, clause_id, "policy-split-done")?),
        Err(Error::Invalid(errors)) => {
            page(&req, &site, &member, StatusCode::UNPROCESSABLE_ENTITY, Some(Back { form: "split", fields: &fields, errors })).await
        }
        Err(Error::Conflict) => differing(&req, &site, &member, &fields, split_form).await,
        Err(other) => Err(other.into()),
    }
}

type MakeForm = fn(&Member, &str, &Clause, (Option<&Fields>, &FieldErrors)) -> FormView;

/// The page of two versions for one of the clause's forms.
async fn differing(req: &HttpRequest, site: &Site, member: &Member, fields: &Fields, make: MakeForm) -> Answer {
    let loaded = load(req, site, member).await?;
    let (clause, path) = (loaded.clause()?, document_path(&member.scope, loaded.document.id));
    let none = FieldErrors::default();
    let mine = make(member, &path, clause, (Some(fields), &none)).back(format!("{path}/clauses/{}", clause.id));
    let stored = make(member, &path, clause, (None, &none));
    let both = conflict::both(member.lang(), mine.fields.clone(), &stored.fields);
    conflict::page(req, member, &loaded.document, conflict::between(member, loaded.events.first(), mine, both))
}

pub async fn judge(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (document_id, clause_id, fields) = (id(&req, "id")?, id(&req, "clause")?, form.into_inner());
    let done = match parse_kind(fields.trimmed("kind")) {
        None => Err(Error::invalid("kind", Message::new("policy-kind-required"))),
        Some(kind) => {
            let (seen, reason) = (seen(clause_id, &fields), fields.trimmed("reason").to_owned());
            site.write(&member, move |conn, scope| actions::judge(conn, scope, document_id, seen, kind, &reason)).await
        }
    };
    match done {
        Ok(()) => {
            let to = review::onward(&site, &member, document_id, &fields, clause_id).await?;
            let key = if fields.trimmed("kind") == kind_name(ClauseKind::Duty) { "policy-settled" } else { "policy-judged" };
            Ok(see_other(to).flash(Message::new(key)).respond(&req))
        }
        Err(Error::Invalid(errors)) => {
            let query = review_query(&member.scope, document_id, &fields);
            let refused = Refused { id: clause_id, clause_id, fields: &fields, errors };
            review::show(&req, &site, &member, StatusCode::UNPROCESSABLE_ENTITY, query, Some(refused)).await
        }
        Err(Error::Conflict) => judge_conflict(&req, &site, &member, &fields).await,
        Err(other) => Err(other.into()),
    }
}

async fn judge_conflict(req: &HttpRequest, site: &Site, member: &Member, fields: &Fields) -> Answer {
    let loaded = load(req, site, member).await?;
    let (clause, path, lang) = (loaded.clause()?, document_path(&member.scope, loaded.document.id), member.lang());
    let reason = FieldView::new("text", "reason", t(lang, "policy-no-duty-reason")).typed(Some(fields), "");
    let mut form = FormView::new(format!("{path}/clauses/{}/judge", clause.id), "").hidden("version", clause.version);
    form.hidden.push(Hidden::new("kind", fields.trimmed("kind")));
    let form = form.back(format!("{path}/review#clause-{}", clause.id));
    let both = vec![Both::new(lang, clause.no_duty_reason.clone(), reason)];
    conflict::page(req, member, &loaded.document, conflict::between(member, loaded.events.first(), form, both))
}

pub async fn reconsider(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (document_id, clause_id, fields) = (id(&req, "id")?, id(&req, "clause")?, form.into_inner());
    let seen = seen(clause_id, &fields);
    site.write(&member, move |conn, scope| actions::reconsider(conn, scope, document_id, seen)).await?;
    Ok(to_review(&req, &member, &fields, clause_id, "policy-reconsidered")?)
}

pub async fn add_duty(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (document_id, clause_id, fields) = (id(&req, "id")?, id(&req, "clause")?, form.into_inner());
    site.write(&member, move |conn, scope| actions::add_proposal(conn, scope, document_id, clause_id)).await?;
    Ok(to_review(&req, &member, &fields, clause_id, "policy-duty-added")?)
}

pub async fn merge(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (document_id, clause_id, fields) = (id(&req, "id")?, id(&req, "clause")?, form.into_inner());
    let (seen, previous) = (seen(clause_id, &fields), fields.trimmed("with") == "previous");
    let kept = site.write(&member, move |conn, scope| actions::merge(conn, scope, document_id, seen, previous)).await?;
    Ok(to_review(&req, &member, &fields, kept, "policy-merged")?)
}
