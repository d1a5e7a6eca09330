//! Somebody else changed, confirmed or dropped the proposal while it was being edited: both versions, and a way on for what was typed.

use actix_web::HttpRequest;

use super::{
    Maker,
    handlers::{Loaded, load},
    parts,
};
use crate::{
    platform::{
        error::{Error, FieldErrors, Message},
        http::Fields,
        i18n::{Lang, format, t, tr},
        view::{
            conflict::Conflict,
            parts::{FieldView, FormView, Hidden},
        },
    },
    policy::{
        actions::Directory,
        model::{Proposal, ProposalState, show_targets},
        pages::{Answer, conflict, document_path, review::Refused, words},
    },
    site::{Member, Site},
    timeline::Event,
};

/// Why what was typed could not be saved as it was.
pub enum Why {
    /// Somebody changed or decided the proposal; what is wrong with what was typed, if anything.
    Late(FieldErrors),
    /// Nothing of the document can be changed any more.
    Closed(Message),
}

/// Both versions beside each other; departments as names, so that they can be read and typed.
pub async fn differing(req: &HttpRequest, site: &Site, member: &Member, fields: &Fields, why: Why) -> Answer {
    let (errors, closed) = match why {
        Why::Late(errors) => (errors, None),
        Why::Closed(message) => (FieldErrors::default(), Some(message)),
    };
    let loaded = load(req, site, member).await?;
    let Loaded { document, proposal, directory, events, .. } = &loaded;
    let lang = member.lang();
    let own = named(lang, fields, directory);
    let refused = Refused { id: proposal.id, clause_id: loaded.clause.id, fields: &own, errors };
    let (mine, stored) = (Maker { lang, id: proposal.id, refused: Some(&refused) }, Maker { lang, id: proposal.id, refused: None });
    let sent: Vec<FieldView> = line_fields(&mine, proposal, directory).into_iter().filter(|f| own.has(&f.name)).collect();
    let both = conflict::both(lang, sent, &line_fields(&stored, proposal, directory));
    let form = form(member, &loaded, fields).with_errors(lang, &refused.errors);
    let shown = if let Some(message) = closed {
        closed_now(member, &message, conflict::between(member, events.first(), form, both))
    } else if proposal.state == ProposalState::Proposed {
        conflict::between(member, events.first(), form, both)
    } else if both.iter().all(|b| b.same) {
        return Err(Error::Refused(decided(member, &loaded)).into());
    } else {
        another(member, &loaded, conflict::between(member, decision(&loaded), form, both))
    };
    conflict::page(req, member, document, shown)
}

fn form(member: &Member, loaded: &Loaded, fields: &Fields) -> FormView {
    let (path, proposal) = (document_path(&member.scope, loaded.document.id), &loaded.proposal);
    let mut form = FormView::new(format!("{path}/proposals/{}", proposal.id), "")
        .hidden("version", proposal.version)
        .hidden("at", fields.trimmed("at"))
        .back(format!("{path}/review#clause-{}", loaded.clause.id));
    let carried = fields
        .pairs()
        .filter(|(n, _)| ["rule", "days", "apart", "apart-asked"].contains(n) || n.starts_with("mention-") || n.starts_with("how-"));
    form.hidden.extend(carried.map(|(n, v)| Hidden::new(n, v)));
    form
}

/// The event that decided it.
fn decision(loaded: &Loaded) -> Option<&Event> {
    let decides = |e: &&Event| ["confirm", "drop", "judge"].contains(&e.action.as_str());
    loaded.events.iter().find(decides).or(loaded.events.first())
}

/// Who decided what.
fn decided(member: &Member, loaded: &Loaded) -> Message {
    let (who, when) = conflict::who(member, decision(loaded));
    let key = if loaded.proposal.state == ProposalState::Confirmed { "policy-late-confirmed" } else { "policy-late-dropped" };
    Message::new(key).text("who", who).text("when", when).text("title", loaded.proposal.title.clone())
}

/// What was typed cannot change what is decided, but may become another proposal of the clause.
fn another(member: &Member, loaded: &Loaded, mut shown: Conflict) -> Conflict {
    let lang = member.lang();
    shown.title = Some(tr(lang, &decided(member, loaded)));
    shown.text = Some(format(lang, "policy-late-text", &[("clause", words::clause_said(lang, &loaded.clause.name()).into())]));
    shown.form.hidden.push(Hidden::new("do", "again"));
    shown.form.submit = t(lang, "policy-late-save").into_owned();
    shown
}

/// What was typed can go nowhere, but is there to be read and copied.
fn closed_now(member: &Member, message: &Message, mut shown: Conflict) -> Conflict {
    shown.title = Some(tr(member.lang(), message));
    shown.text = Some(t(member.lang(), "policy-late-closed").into_owned());
    shown.form.submit.clear();
    shown
}

/// The form's fields with departments by name, whichever form they came from.
fn named(lang: Lang, fields: &Fields, directory: &Directory) -> Fields {
    if !fields.has("picked") {
        return fields.clone();
    }
    let line = |name: &str| directory.line(lang, &fields.all(name).iter().filter_map(|id| id.parse().ok()).collect::<Vec<i64>>());
    let rest = fields.pairs().filter(|(n, _)| !["picked", "lead", "support"].contains(n));
    let rest = rest.map(|(n, v)| (n.to_owned(), v.to_owned()));
    Fields::from_pairs(rest.chain([("lead".to_owned(), line("lead")), ("support".to_owned(), line("support"))]))
}

/// Everything a person may correct, on lines.
fn line_fields(make: &Maker<'_>, proposal: &Proposal, directory: &Directory) -> Vec<FieldView> {
    let content = &proposal.content;
    let due = content.rule.as_ref().map(|rule| parts(rule).1).unwrap_or_default();
    vec![
        make.field("text", "title", "policy-duty-title", &proposal.title),
        make.field("text", "lead", "policy-field-lead", directory.line(make.lang, &content.lead_ids)),
        make.field("text", "support", "policy-field-support", directory.line(make.lang, &content.support_ids)),
        make.field("date", "due", "policy-field-due", due),
        make.cadence(proposal),
        make.field("text", "targets", "policy-field-targets", show_targets(&content.targets, make.lang == Lang::ZhCn)),
        make.field("area", "requirement", "policy-requirement", &content.requirement),
        make.field("area", "deliverable", "policy-deliverable", &content.deliverable),
    ]
}
