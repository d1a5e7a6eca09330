//! A proposal: its form in the review, its own page with everything, and what is done with it.

mod handlers;
mod late;
mod typed;

pub use handlers::{form, save};
pub use typed::{cadence, settle};

use serde::Serialize;

use super::{
    clause::Context,
    document_path,
    review::Refused,
    words::{self, Standing},
};
use crate::{
    calendar::DeadlineRule,
    platform::{
        i18n::{Lang, t, tr},
        view::parts::{Choice, FieldView},
    },
    policy::{
        actions::Directory,
        model::{Meaning, Mention, Proposal, meaning, show_targets},
    },
};

/// A proposal's form in the review.
#[derive(Serialize)]
pub struct ProposalForm {
    pub id: i64,
    pub action: String,
    /// The page with every field.
    pub full: String,
    pub version: i64,
    pub at: String,
    pub title: FieldView,
    pub lead: FieldView,
    pub support: FieldView,
    /// A date; none where the deadline is another rule, which `rule` says in words.
    pub due: Option<FieldView>,
    pub rule: Option<Rule>,
    pub cadence: FieldView,
    pub targets: FieldView,
    pub apart: Option<FieldView>,
    pub mentions: Vec<MentionForm>,
    pub standing: Standing,
}

/// A deadline that is not simply a date; carried along unchanged.
#[derive(Serialize)]
pub struct Rule {
    pub words: String,
    pub kind: &'static str,
    pub due: String,
    pub days: String,
}

/// A body nobody is known by, and whom it means.
#[derive(Serialize)]
pub struct MentionForm {
    pub names: FieldView,
    pub how: FieldView,
}

/// Makes fields with the ids of one proposal, its stored or typed values, and what is wrong with them.
pub struct Maker<'a> {
    pub lang: Lang,
    pub id: i64,
    pub refused: Option<&'a Refused<'a>>,
}

impl Maker<'_> {
    pub fn field(&self, kind: &'static str, name: &str, label: &str, stored: impl Into<String>) -> FieldView {
        let typed = self.refused.map(|r| r.fields);
        let mut field = FieldView::new(kind, name, t(self.lang, label)).typed(typed, stored);
        field.id = format!("f-{}-{name}", self.id);
        field.error = self.error(name);
        field
    }

    fn error(&self, name: &str) -> Option<String> {
        let error = self.refused?.errors.0.iter().find(|e| e.field == name)?;
        Some(tr(self.lang, &error.message))
    }

    pub fn cadence(&self, proposal: &Proposal) -> FieldView {
        let field = self.field("select", "cadence", "policy-field-cadence", proposal.content.cadence.map_or("", |c| c.as_str()));
        let options = words::cadences(self.lang, &field.value);
        field.options(options)
    }

    pub fn apart(&self, proposal: &Proposal) -> FieldView {
        let mut field = self.field("check", "apart", "policy-apart", "1").hint(t(self.lang, "policy-apart-hint"));
        "1".clone_into(&mut field.value);
        field.checked = self.refused.map_or(proposal.content.apart, |r| r.fields.has("apart"));
        field
    }

    pub fn mentions(&self, proposal: &Proposal) -> Vec<MentionForm> {
        let open = proposal.content.mentions.iter().enumerate().filter(|(_, m)| m.is_open());
        open.map(|(n, mention)| self.mention(n, mention)).collect()
    }

    fn mention(&self, n: usize, mention: &Mention) -> MentionForm {
        let mut names = self.field("text", &format!("mention-{n}"), "policy-how", "");
        names.label = crate::platform::i18n::format(self.lang, "policy-mention", &[("name", mention.printed.as_str().into())]);
        let mut how = self.field(
            "select",
            &format!("how-{n}"),
            "policy-how",
            if meaning(&mention.printed) == Meaning::Named { "remember" } else { "as" },
        );
        how.options = settle_choices(self.lang, "policy-how-as", &how.value);
        MentionForm { names, how }
    }
}

/// How a printed name may be settled; `once`: what it is called where no alias is remembered.
pub fn settle_choices(lang: Lang, once: &'static str, chosen: &str) -> Vec<Choice> {
    let all = [
        ("as", once),
        ("remember", "policy-how-remember"),
        ("create", "policy-how-create"),
        ("create-local", "policy-how-create-local"),
        ("nobody", "policy-how-nobody"),
    ];
    all.iter().map(|(value, key)| Choice::new(value, t(lang, key), chosen == *value)).collect()
}

/// The form in the review.
pub fn inline(context: &Context<'_>, proposal: &Proposal) -> ProposalForm {
    let lang = context.scope.lang();
    let content = &proposal.content;
    let refused = context.refused.filter(|r| r.id == proposal.id);
    let make = Maker { lang, id: proposal.id, refused };
    let directory = &context.data.directory;
    let rule = other_rule(lang, proposal);
    let due = match &content.rule {
        Some(DeadlineRule::Fixed { on }) => on.to_string(),
        _ => String::new(),
    };
    let mut targets = make.field("text", "targets", "policy-field-targets", show_targets(&content.targets, lang == Lang::ZhCn));
    targets.whole = true;
    let mut title = make.field("text", "title", "policy-duty-title", &proposal.title);
    title.whole = true;
    let action = format!("{}/proposals/{}", document_path(context.scope, context.document.id), proposal.id);
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("at", &context.at).finish();
    ProposalForm {
        id: proposal.id,
        full: format!("{action}?{query}"),
        action,
        version: proposal.version,
        at: context.at.clone(),
        title,
        lead: make.field("text", "lead", "policy-field-lead", directory.line(lang, &content.lead_ids)),
        support: make.field("text", "support", "policy-field-support", directory.line(lang, &content.support_ids)),
        due: rule.is_none().then(|| make.field("date", "due", "policy-field-due", due)),
        rule,
        cadence: make.cadence(proposal),
        targets,
        apart: (content.lead_ids.len() > 1).then(|| make.apart(proposal)),
        mentions: make.mentions(proposal),
        standing: words::standing(lang, content, context.scope.today()),
    }
}

fn other_rule(lang: Lang, proposal: &Proposal) -> Option<Rule> {
    let rule = proposal.content.rule.as_ref()?;
    let (kind, due, days) = parts(rule);
    (kind != "fixed").then(|| Rule { words: words::due(lang, Some(rule), None), kind, due, days })
}

/// A rule as the form's three fields: kind, date, days.
pub fn parts(rule: &DeadlineRule) -> (&'static str, String, String) {
    match rule {
        DeadlineRule::Fixed { on } => ("fixed", on.to_string(), String::new()),
        DeadlineRule::AfterAssignment { working_days } => ("after", String::new(), working_days.to_string()),
        DeadlineRule::Before { on, working_days } => ("before", on.to_string(), working_days.to_string()),
    }
}

/// The departments of a picker.
pub fn picks(directory: &Directory, chosen: &[i64]) -> Vec<Choice> {
    let choice = |d: &crate::departments::Department| Choice {
        hint: (d.name != d.short_name).then(|| d.name.clone()),
        find: Some(format!("{} {}", d.name, d.code)),
        ..Choice::new(d.id, d.short_name.clone(), chosen.contains(&d.id))
    };
    directory.open.iter().map(choice).collect()
}
