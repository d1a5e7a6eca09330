//! Saving, confirming, doubling and dropping a proposal; the page with all its fields.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Maker, MentionForm,
    late::{Why, differing},
    parts, picks,
    typed::correction,
};
use crate::{
    duties::DutyRef,
    platform::{
        error::{Error, FieldErrors, Message, Result},
        http::{Form, ListQuery, see_other},
        i18n::{Lang, t},
        view::parts::{Choice, FieldView, FormView, Head, SummaryError},
    },
    policy::{
        actions::{self, Directory, Seen},
        model::{Clause, Document, Proposal, ProposalState, show_targets},
        pages::{
            Answer, document_path, error_line, head, id,
            review::{self, Refused},
            review_at, review_query, seen,
            source::{Stretch, stretches},
            words,
        },
        queries,
    },
    site::{Member, Site},
    tenancy::Role,
    timeline::Event,
};

/// What a press of a button came to.
enum Done {
    Saved,
    Confirmed(Vec<DutyRef>),
    Doubled,
    Dropped,
    /// One more proposal, of what was typed about one that is decided.
    Added,
}

pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (document_id, proposal_id, fields) = (id(&req, "id")?, id(&req, "proposal")?, form.into_inner());
    let seen = seen(proposal_id, &fields);
    let what = fields.trimmed("do").to_owned();
    let (clause_id, decided) = about(&site, &member, document_id, proposal_id).await?;
    let done = if what == "drop" {
        site.write(&member, move |conn, scope| actions::drop_proposal(conn, scope, document_id, seen).map(|()| Done::Dropped)).await
    } else {
        match correction(&fields) {
            Err(error) => Err(error),
            Ok(new) => {
                let work = move |conn: &mut _, scope: &_| {
                    if what == "again" {
                        return actions::add_like(conn, scope, document_id, clause_id, &new).map(|_| Done::Added);
                    }
                    let saved = actions::correct(conn, scope, document_id, seen, &new)?;
                    let seen = Seen { id: saved.id, version: saved.version };
                    match what.as_str() {
                        "confirm" => actions::confirm(conn, scope, document_id, seen).map(Done::Confirmed),
                        "twin" => actions::twin(conn, scope, document_id, seen).map(|_| Done::Doubled),
                        _ => Ok(Done::Saved),
                    }
                };
                site.write(&member, work).await
            }
        }
    };
    match done {
        Ok(done) => {
            let to = match &done {
                Done::Confirmed(_) | Done::Dropped => review::onward(&site, &member, document_id, &fields, clause_id).await?,
                _ => review_at(&member.scope, document_id, &fields, clause_id),
            };
            Ok(see_other(to).flash(flash(&done)).respond(&req))
        }
        // What is decided stands on the review no more, however wrong what was typed is.
        Err(Error::Invalid(errors)) if decided || fields.trimmed("do") == "again" => {
            differing(&req, &site, &member, &fields, Why::Late(errors)).await
        }
        Err(Error::Invalid(errors)) => {
            let refused = Refused { id: proposal_id, clause_id, fields: &fields, errors };
            refuse(&req, &site, &member, document_id, refused).await
        }
        Err(Error::Conflict) => differing(&req, &site, &member, &fields, Why::Late(FieldErrors::default())).await,
        Err(Error::Refused(message)) if fields.has("title") => differing(&req, &site, &member, &fields, Why::Closed(message)).await,
        Err(other) => Err(other.into()),
    }
}

/// The proposal's clause, and whether it is decided.
async fn about(site: &Site, member: &Member, document_id: i64, proposal_id: i64) -> Result<(i64, bool)> {
    site.read(member, move |conn, scope| {
        scope.require(&[Role::Secretariat])?;
        let (_, clause, proposal) = queries::proposal(conn, scope, document_id, proposal_id)?;
        Ok((clause.id, proposal.state != ProposalState::Proposed))
    })
    .await
}

fn flash(done: &Done) -> Message {
    match done {
        Done::Saved => Message::new("policy-saved"),
        Done::Doubled => Message::new("policy-doubled"),
        Done::Dropped => Message::new("policy-dropped"),
        Done::Added => Message::new("policy-duty-added"),
        Done::Confirmed(duties) => {
            let draft = duties.iter().any(|d| d.state == crate::duties::State::Draft);
            let numbers = duties.iter().map(|d| d.number.as_str()).collect::<Vec<_>>().join("、");
            Message::new(if draft { "policy-confirmed-draft" } else { "policy-confirmed" }).text("numbers", numbers)
        }
    }
}

async fn refuse(req: &HttpRequest, site: &Site, member: &Member, document_id: i64, refused: Refused<'_>) -> Answer {
    if refused.fields.has("picked") {
        return full(req, site, member, StatusCode::UNPROCESSABLE_ENTITY, Some(&refused)).await;
    }
    let query = review_query(&member.scope, document_id, refused.fields);
    review::show(req, site, member, StatusCode::UNPROCESSABLE_ENTITY, query, Some(refused)).await
}

pub(super) struct Loaded {
    pub document: Document,
    pub clause: Clause,
    pub proposal: Proposal,
    pub directory: Directory,
    /// The clause's last, newest first.
    pub events: Vec<Event>,
}

pub(super) async fn load(req: &HttpRequest, site: &Site, member: &Member) -> Result<Loaded> {
    let (document_id, proposal_id) = (id(req, "id")?, id(req, "proposal")?);
    site.read(member, move |conn, scope| {
        scope.require(&[Role::Secretariat])?;
        let (document, clause, proposal) = queries::proposal(conn, scope, document_id, proposal_id)?;
        let events = queries::clause_timeline(conn, scope, clause.id, 20)?;
        Ok(Loaded { document, clause, proposal, directory: Directory::load(conn, scope)?, events })
    })
    .await
}

#[derive(Serialize)]
struct View {
    head: Head,
    errors: Vec<SummaryError>,
    source: Vec<Stretch>,
    form: FormView,
    title: FieldView,
    lead: FieldView,
    support: FieldView,
    apart: FieldView,
    rule: FieldView,
    due: FieldView,
    days: FieldView,
    cadence: FieldView,
    targets: FieldView,
    requirement: FieldView,
    deliverable: FieldView,
    mentions: Vec<MentionForm>,
    names: Vec<String>,
    standing: words::Standing,
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    full(&req, &site, &member, StatusCode::OK, None).await
}

/// The page with every field of a proposal.
async fn full(req: &HttpRequest, site: &Site, member: &Member, status: StatusCode, refused: Option<&Refused<'_>>) -> Answer {
    let loaded = load(req, site, member).await?;
    let Loaded { document, clause, proposal, directory, .. } = &loaded;
    if proposal.state != ProposalState::Proposed || !document.state.is_open() {
        return Err(Error::refused("policy-refused-decided").into());
    }
    let lang = member.lang();
    let make = Maker { lang, id: proposal.id, refused };
    let path = document_path(&member.scope, document.id);
    let at =
        refused.map_or_else(|| ListQuery::of(req, &[]).filter("at").unwrap_or_default().to_owned(), |r| r.fields.trimmed("at").to_owned());
    let mut form = FormView::new(format!("{path}/proposals/{}", proposal.id), t(lang, "policy-save"))
        .hidden("version", refused.map_or_else(|| proposal.version.to_string(), |r| r.fields.trimmed("version").to_owned()))
        .hidden("picked", 1)
        .hidden("at", at)
        .back(format!("{path}/review#clause-{}", clause.id));
    form.keep = Some(format!("proposal-{}-{}", proposal.id, proposal.version));
    let errors = refused.into_iter().flat_map(|r| &r.errors.0);
    let errors: Vec<SummaryError> =
        errors.map(|e| error_line(lang, format!("f-{}-{}", proposal.id, e.field), &e.field, &e.message)).collect();
    let title = t(lang, "policy-proposal").into_owned();
    let content = &proposal.content;
    let (kind, due, days) = content.rule.as_ref().map_or(("none", String::new(), String::new()), parts);
    let view = View {
        head: head(member, document, format!("{title} · {}", clause.name())),
        errors,
        source: stretches(lang, clause.text.trim_end(), std::iter::once(proposal)),
        title: make.field("text", "title", "policy-duty-title", &proposal.title),
        lead: picker(&make, directory, "lead", "policy-field-lead", &content.lead_ids),
        support: picker(&make, directory, "support", "policy-field-support", &content.support_ids).optional(),
        apart: make.apart(proposal),
        rule: rule(&make, kind),
        due: make.field("date", "due", "policy-rule-day", due).optional(),
        days: days_field(&make, days),
        cadence: make.cadence(proposal),
        targets: make
            .field(
                "area",
                "targets",
                "policy-field-targets",
                show_targets(&content.targets, lang == Lang::ZhCn).replace("；", "\n").replace("; ", "\n"),
            )
            .hint(t(lang, "policy-targets-hint"))
            .optional(),
        requirement: make.field("area", "requirement", "policy-requirement", &content.requirement).optional(),
        deliverable: make
            .field("area", "deliverable", "policy-deliverable", &content.deliverable)
            .hint(t(lang, "policy-deliverable-hint"))
            .optional(),
        mentions: make.mentions(proposal),
        names: directory.open.iter().map(|d| d.short_name.clone()).collect(),
        standing: words::standing(lang, content, member.scope.today()),
        form,
    };
    Ok(member.page_status(req, status, "policy/proposal", title, view)?)
}

fn picker(make: &Maker<'_>, directory: &Directory, name: &str, label: &str, stored: &[i64]) -> FieldView {
    let chosen: Vec<i64> = match make.refused {
        Some(refused) => refused.fields.all(name).iter().filter_map(|id| id.parse().ok()).collect(),
        None => stored.to_vec(),
    };
    make.field("departments", name, label, "").options(picks(directory, &chosen))
}

fn rule(make: &Maker<'_>, stored: &str) -> FieldView {
    let field = make.field("select", "rule", "policy-rule", stored);
    let chosen = field.value.clone();
    let choices = ["none", "fixed", "after", "before"];
    let options = choices.iter().map(|c| Choice::new(c, t(make.lang, &format!("policy-rule-is-{c}")), chosen == *c)).collect();
    field.options(options)
}

fn days_field(make: &Maker<'_>, stored: String) -> FieldView {
    let mut days = make.field("number", "days", "policy-rule-days", stored).optional();
    days.size = Some("short");
    days.unit = Some(t(make.lang, "policy-working-days").into_owned());
    days
}
