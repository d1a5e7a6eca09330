//! One row of the table: a proposal with its clause, or a clause of which nothing is proposed.

use std::collections::HashMap;

use serde::Serialize;

use super::Back;
use crate::{
    calendar::DeadlineRule,
    duties::queries::FromOrigin,
    platform::{
        http::Fields,
        i18n::{Lang, format, t},
        view::parts::{FieldView, LightView},
    },
    policy::{
        actions::Directory,
        model::{Clause, Proposal, kind_key, title_of},
        pages::{
            clause::{DutyLine, duty_line},
            words,
        },
    },
    tenancy::Scope,
};

#[derive(Serialize)]
pub struct RowView {
    /// `p{proposal}` or `c{clause}`.
    pub tick: String,
    pub ticked: bool,
    pub clause: String,
    pub clause_href: String,
    /// Hidden input with the clause's version.
    pub clause_name: String,
    pub clause_version: i64,
    pub clause_id: i64,
    pub title: String,
    pub text: String,
    pub light: LightView,
    pub why: String,
    /// Duties it has already.
    pub duties: Vec<DutyLine>,
    pub form: Option<RowForm>,
}

/// What of a proposal is typed in its row.
#[derive(Serialize)]
pub struct RowForm {
    pub id: i64,
    pub full: String,
    pub version: i64,
    /// What stood in the row when it was shown, so that an untouched row changes nothing.
    pub was: String,
    pub lead: FieldView,
    pub support: FieldView,
    pub due: FieldView,
    pub cadence: FieldView,
    /// The deadline, where it is another rule than a date.
    pub rule: Option<String>,
    /// What somebody else saved meanwhile.
    pub theirs: Option<String>,
}

/// What a row holds, as text.
#[derive(Clone, Debug, PartialEq)]
pub struct Cells {
    pub lead: String,
    pub support: String,
    pub due: String,
    pub cadence: String,
}

impl Cells {
    pub fn of(lang: Lang, proposal: &Proposal, directory: &Directory) -> Self {
        let content = &proposal.content;
        let due = match &content.rule {
            Some(DeadlineRule::Fixed { on }) => on.to_string(),
            _ => String::new(),
        };
        Self {
            lead: directory.line(lang, &content.lead_ids),
            support: directory.line(lang, &content.support_ids),
            due,
            cadence: content.cadence.map_or("", |c| c.as_str()).to_owned(),
        }
    }

    /// As they were sent.
    pub fn typed(fields: &Fields, id: i64) -> Self {
        let of = |name: &str| fields.trimmed(&format!("{name}-{id}")).to_owned();
        Self { lead: of("lead"), support: of("support"), due: of("due"), cadence: of("cadence") }
    }

    /// As one value, to be compared when the row comes back.
    pub fn joined(&self) -> String {
        [&self.lead, &self.support, &self.due, &self.cadence].map(|c| c.trim()).join("|")
    }
}

/// What somebody typed about a proposal that others decided meanwhile.
#[derive(Serialize)]
pub struct Lost {
    pub href: String,
    pub title: String,
    pub typed: String,
}

/// What the rows of one page have in common.
pub struct Rows<'a> {
    pub scope: &'a Scope,
    pub duties: &'a HashMap<i64, Vec<FromOrigin>>,
    pub lang: Lang,
    pub today: chrono::NaiveDate,
    pub path: &'a str,
    pub directory: &'a Directory,
    pub back: Back<'a>,
    pub all_ticked: bool,
}

impl Rows<'_> {
    fn ticked(&self, tick: &str) -> bool {
        self.back.fields.map_or(self.all_ticked, |f| f.all("tick").contains(&tick))
    }

    /// The version a form that comes back was about; the present one once both versions are on the page.
    fn seen(&self, clause: &Clause) -> i64 {
        let sent = self.back.fields.filter(|_| !self.back.stale).and_then(|f| f.trimmed(&format!("clause-{}", clause.id)).parse().ok());
        sent.unwrap_or(clause.version)
    }

    fn base(&self, clause: &Clause, tick: String, title: String, standing: words::Standing) -> RowView {
        RowView {
            ticked: self.ticked(&tick),
            tick,
            clause: clause.name(),
            clause_href: format!("{}/clauses/{}", self.path, clause.id),
            clause_name: format!("clause-{}", clause.id),
            clause_version: self.seen(clause),
            clause_id: clause.id,
            title,
            text: clause.wording().to_owned(),
            light: standing.light,
            why: standing.why,
            duties: self.duties.get(&clause.id).into_iter().flatten().map(|d| duty_line(self.scope, self.directory, d)).collect(),
            form: None,
        }
    }

    pub fn proposal(&self, clause: &Clause, proposal: &Proposal) -> RowView {
        let standing = words::standing(self.lang, &proposal.content, self.today);
        let row = self.base(clause, format!("p{}", proposal.id), proposal.title.clone(), standing);
        RowView { form: Some(self.form(proposal)), ..row }
    }

    /// A clause the reader found no duty in.
    pub fn bare(&self, clause: &Clause) -> RowView {
        let kind = t(self.lang, kind_key(clause.proposed_kind)).into_owned();
        let light = LightView { tone: "grey", word: Some(kind.clone()) };
        let why = format(self.lang, "policy-guess", &[("kind", kind.into())]);
        self.base(clause, format!("c{}", clause.id), title_of(&clause.heading, clause.wording()), words::Standing { light, why })
    }

    fn form(&self, proposal: &Proposal) -> RowForm {
        let (id, stored) = (proposal.id, Cells::of(self.lang, proposal, self.directory));
        let sent = self.back.fields.filter(|f| f.has(&format!("version-{id}")));
        let version: Option<i64> = sent.and_then(|f| f.trimmed(&format!("version-{id}")).parse().ok());
        let changed = self.back.stale && version.is_some_and(|v| v != proposal.version);
        // A row nobody touched takes over what somebody else saved.
        let typed = sent.filter(|f| !changed || Cells::typed(f, id).joined() != f.trimmed(&format!("was-{id}")));
        let value = |name: &str, stored: &str| match typed {
            Some(fields) => fields.get(&format!("{name}-{id}")).unwrap_or_default().to_owned(),
            None => stored.to_owned(),
        };
        let field = |kind, name: &str, label: &str, stored: &str| {
            let mut field = FieldView::new(kind, &format!("{name}-{id}"), t(self.lang, label)).value(value(name, stored));
            field.error = self.back.error(self.lang, &field.name);
            field
        };
        let mut cadence = field("select", "cadence", "policy-field-cadence", &stored.cadence);
        cadence.options = words::cadences(self.lang, &cadence.value);
        RowForm {
            id,
            full: format!("{}/proposals/{id}", self.path),
            version: if self.back.stale { proposal.version } else { version.unwrap_or(proposal.version) },
            was: if changed { stored.joined() } else { value("was", &stored.joined()) },
            lead: field("text", "lead", "policy-field-lead", &stored.lead),
            support: field("text", "support", "policy-field-support", &stored.support),
            due: field("date", "due", "policy-field-due", &stored.due),
            cadence,
            rule: self.other_rule(proposal),
            theirs: (changed && typed.is_some()).then(|| self.theirs(proposal, &stored)),
        }
    }

    /// What was typed about proposals that stand on the page no more.
    pub fn lost(&self, gone: &[Proposal]) -> Vec<Lost> {
        let Some(fields) = self.back.fields else { return Vec::new() };
        let touched = gone.iter().map(|p| (p, Cells::typed(fields, p.id)));
        let touched = touched.filter(|(p, cells)| cells.joined() != fields.trimmed(&format!("was-{}", p.id)));
        let lost = touched.map(|(proposal, cells)| Lost {
            href: format!("{}/clauses/{}", self.path, proposal.clause_id),
            title: proposal.title.clone(),
            typed: self.in_words(&cells.lead, &cells.support, &cells.due),
        });
        lost.collect()
    }

    fn in_words(&self, lead: &str, support: &str, due: &str) -> String {
        let none = |text: &str| if text.is_empty() { t(self.lang, "part-none").into_owned() } else { text.to_owned() };
        format(self.lang, "policy-row-said", &[("lead", none(lead).into()), ("support", none(support).into()), ("due", none(due).into())])
    }

    fn other_rule(&self, proposal: &Proposal) -> Option<String> {
        let rule = proposal.content.rule.as_ref().filter(|r| !matches!(r, DeadlineRule::Fixed { .. }))?;
        Some(words::due(self.lang, Some(rule), None))
    }

    fn theirs(&self, proposal: &Proposal, stored: &Cells) -> String {
        let due = words::due(self.lang, proposal.content.rule.as_ref(), proposal.content.cadence);
        let said = self.in_words(&stored.lead, &stored.support, &due);
        format(self.lang, "policy-row-theirs", &[("what", said.into())])
    }
}
