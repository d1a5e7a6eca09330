//! A clause: as the review shows it, its own page, and what is done to it.

mod handlers;

pub use handlers::{add_duty, edit, find, judge, merge, reconsider, show, split};

use serde::Serialize;

use super::{
    document_path,
    proposal::{ProposalForm, inline},
    review::Refused,
    source::{Stretch, stretches},
};
use crate::{
    duties::queries::FromOrigin,
    platform::{
        i18n::{Lang, format, format_day, format_instant, t},
        view::parts::{Choice, FieldView},
    },
    policy::{
        actions::Directory,
        model::{Clause, Document, Proposal, ProposalState, kind_key},
        queries::Clauses,
        reading::ClauseKind,
    },
    tenancy::Scope,
};

/// What the clauses of one page have in common.
pub struct Context<'a> {
    pub scope: &'a Scope,
    pub document: &'a Document,
    pub data: &'a Clauses,
    /// Whether this member may change them now.
    pub open: bool,
    /// Query of the review, so that a form leads back to where it was sent from.
    pub at: String,
    pub refused: Option<&'a Refused<'a>>,
}

/// A clause as a template shows it.
#[derive(Serialize)]
pub struct ClauseView {
    pub id: i64,
    pub href: String,
    pub number: String,
    pub heading: String,
    pub source: Vec<Stretch>,
    /// What it was found to be; none until somebody has looked.
    pub kind: Option<String>,
    pub is_duty: bool,
    pub reason: Option<String>,
    pub reviewed: Option<String>,
    /// What the reader took it for, while nobody has looked and no duty is proposed.
    pub guess: Option<String>,
    pub duties: Vec<DutyLine>,
    pub proposals: Vec<ProposalForm>,
    pub judge: Option<JudgeForm>,
    /// Saying that the duties it has are all it needs.
    pub settle: Option<String>,
    pub add: Option<String>,
    pub reconsider: Option<String>,
    pub change: Option<String>,
    pub version: i64,
    pub at: String,
}

/// A duty that came of a clause.
#[derive(Serialize)]
pub struct DutyLine {
    pub href: String,
    pub number: String,
    pub title: String,
    pub state: String,
    pub lead: Option<String>,
    pub due: Option<String>,
}

/// Saying that a clause needs no duty.
#[derive(Serialize)]
pub struct JudgeForm {
    pub action: String,
    pub open: bool,
    pub kind: FieldView,
    pub reason: FieldView,
}

pub fn clause_view(context: &Context<'_>, clause: &Clause) -> ClauseView {
    let (scope, lang) = (context.scope, context.scope.lang());
    let path = document_path(scope, context.document.id);
    let href = format!("{path}/clauses/{}", clause.id);
    let none = Vec::new();
    let proposals = context.data.proposals.get(&clause.id).unwrap_or(&none);
    let proposed: Vec<&Proposal> = proposals.iter().filter(|p| p.state == ProposalState::Proposed).collect();
    let duties: Vec<DutyLine> =
        context.data.duties.get(&clause.id).into_iter().flatten().map(|d| duty_line(scope, &context.data.directory, d)).collect();
    let open = context.open;
    let judged = clause.kind.is_some_and(|k| k != ClauseKind::Duty);
    let reviewed = clause.reviewed_at.zip(clause.reviewed_by.as_deref()).map(|(at, by)| {
        let at = format_instant(lang, at, scope.zone());
        format(lang, "policy-reviewed-by", &[("who", by.into()), ("when", at.into())])
    });
    ClauseView {
        id: clause.id,
        number: clause.name(),
        heading: clause.heading.clone(),
        source: stretches(lang, clause.text.trim_end(), proposals.iter()),
        kind: clause.kind.map(|k| t(lang, kind_key(k)).into_owned()),
        is_duty: clause.kind == Some(ClauseKind::Duty),
        reason: judged.then(|| clause.no_duty_reason.clone()),
        reviewed,
        guess: (open && clause.kind.is_none() && proposed.is_empty() && duties.is_empty())
            .then(|| format(lang, "policy-guess", &[("kind", t(lang, kind_key(clause.proposed_kind)).into_owned().into())])),
        judge: (open && clause.kind.is_none() && duties.is_empty()).then(|| judge_form(context, clause, &href)),
        settle: (open && clause.kind.is_none() && !duties.is_empty()).then(|| format!("{href}/judge")),
        add: (open && !judged).then(|| format!("{href}/duty")),
        reconsider: (open && judged).then(|| format!("{href}/reconsider")),
        change: open.then(|| href.clone()),
        proposals: if open { proposed.into_iter().map(|p| inline(context, p)).collect() } else { Vec::new() },
        duties,
        href,
        version: clause.version,
        at: context.at.clone(),
    }
}

pub fn duty_line(scope: &Scope, directory: &Directory, duty: &FromOrigin) -> DutyLine {
    let lang = scope.lang();
    let cadence = duty.cadence.as_deref().map(|c| t(lang, &format!("calendar-cadence-{c}")).into_owned());
    DutyLine {
        href: format!("{}/duties/{}", scope.base(), duty.number),
        number: duty.number.clone(),
        title: duty.title.clone(),
        state: t(lang, duty.state.key()).into_owned(),
        lead: duty.lead_id.map(|id| directory.short_name(id).to_owned()).filter(|n| !n.is_empty()),
        due: duty.due_on.map(|d| format_day(lang, d)).or(cadence),
    }
}

/// The form that says why a clause needs no duty.
pub fn judge_form(context: &Context<'_>, clause: &Clause, href: &str) -> JudgeForm {
    let lang = context.scope.lang();
    let refused = context.refused.filter(|r| r.id == clause.id);
    let typed = refused.map(|r| r.fields);
    let chosen = typed.map(|f| f.trimmed("kind").to_owned()).unwrap_or_else(|| guess_kind(clause));
    let mut kind = FieldView::new("radio", "kind", t(lang, "policy-no-duty-kind")).options(kinds(lang, &chosen));
    let mut reason = FieldView::new("text", "reason", t(lang, "policy-no-duty-reason")).typed(typed, "").optional();
    reason.max = Some("2000".to_owned());
    for field in [&mut kind, &mut reason] {
        field.id = format!("f-{}-{}", clause.id, field.name);
        let error = refused.and_then(|r| r.errors.0.iter().find(|e| e.field == field.name));
        field.error = error.map(|e| crate::platform::i18n::tr(lang, &e.message));
    }
    JudgeForm { action: format!("{href}/judge"), open: refused.is_some(), kind, reason }
}

fn guess_kind(clause: &Clause) -> String {
    let kind = if clause.proposed_kind == ClauseKind::Background { ClauseKind::Background } else { ClauseKind::Principle };
    crate::policy::model::kind_name(kind).to_owned()
}

fn kinds(lang: Lang, chosen: &str) -> Vec<Choice> {
    let choice = |kind, hint: &str| Choice {
        hint: Some(t(lang, hint).into_owned()),
        ..Choice::new(crate::policy::model::kind_name(kind), t(lang, kind_key(kind)), chosen == crate::policy::model::kind_name(kind))
    };
    vec![choice(ClauseKind::Background, "clause-kind-background-hint"), choice(ClauseKind::Principle, "clause-kind-principle-hint")]
}
