//! The minutes of a meeting with all that belongs to them, as far as a person may read them.

use std::collections::HashMap;

use super::READERS;
use crate::{
    attachments::FileLine,
    duties,
    meetings::{
        model::{
            Content, ContentDecision, ContentSection, Decision, Difference, Item, Meeting, Minutes, MinutesKind, MinutesState, Participant,
            Review, Role, Section, Sight,
        },
        store,
    },
    platform::{
        db::Conn,
        error::{Error, Result},
        i18n::{Lang, format, join, t},
    },
    tenancy::Scope,
};

/// A meeting's minutes, what they are made of, and what was said about them.
#[derive(Clone, Debug)]
pub struct Papers {
    pub meeting: Meeting,
    pub people: Vec<Participant>,
    pub sight: Sight,
    /// Nothing before they are drawn up.
    pub minutes: Option<Minutes>,
    pub corrigenda: Vec<Minutes>,
    pub sections: Vec<Section>,
    /// By what they belong to, as [`Self::annexes`] reads them.
    pub(super) annexes: HashMap<i64, Vec<FileLine>>,
    pub reviews: Vec<Review>,
    pub differences: Vec<Difference>,
    /// On the agenda, in order.
    pub items: Vec<Item>,
    pub decisions: Vec<Decision>,
    /// Short names of departments.
    pub names: HashMap<i64, String>,
    /// Departments that live on in others.
    merged: Vec<(i64, i64)>,
}

/// Everything about the minutes of a meeting. Until they are issued they are read by those who see everything of the meeting, by who
/// takes notes, and by departments that are asked to countersign them; a department that takes the place of another one inherits that.
///
/// # Errors
/// `Forbidden` for members with no business in meetings, and for who is invited before the minutes are issued; `NotFound` for others.
pub fn papers(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Papers> {
    scope.require(&READERS)?;
    let meeting = store::meeting(conn, scope, number)?;
    let people = store::participants(conn, scope, meeting.id)?;
    let sight = Sight::of(scope, &meeting, &people);
    let all = store::minutes_of(conn, scope, meeting.id)?;
    let (mut own, corrigenda): (Vec<Minutes>, Vec<Minutes>) = all.into_iter().partition(|m| m.kind == MinutesKind::Minutes);
    let minutes = own.pop();
    let reviews = match &minutes {
        Some(minutes) => store::reviews(conn, scope, minutes.id)?,
        None => Vec::new(),
    };
    let mut papers = Papers {
        sections: Vec::new(),
        annexes: HashMap::new(),
        differences: Vec::new(),
        items: Vec::new(),
        decisions: Vec::new(),
        names: HashMap::new(),
        merged: store::merged_departments(conn, scope)?,
        sight: sight.clone().unwrap_or_default(),
        meeting,
        people,
        minutes,
        corrigenda,
        reviews,
    };
    let is_asked = papers.reviews.iter().any(|r| papers.acts_on(scope, r));
    if sight.is_none() && !is_asked {
        return Err(Error::NotFound);
    }
    if !(papers.sight.sees_all || is_asked || papers.is_issued()) {
        return Err(Error::forbidden("minutes-not-issued"));
    }
    papers.fill(conn, scope)?;
    Ok(papers)
}

impl Papers {
    fn fill(&mut self, conn: &mut Conn, scope: &Scope) -> Result<()> {
        if let Some(minutes) = &self.minutes {
            self.sections = store::sections(conn, scope, minutes.id)?;
            self.differences = store::differences(conn, scope, minutes.id)?;
            self.annexes = super::annex::load(conn, scope, minutes, &self.sections)?;
        }
        self.items = store::items(conn, scope, self.meeting.id)?.into_iter().filter(|i| i.is_on_agenda()).collect();
        // What was written about an item that went on elsewhere since is no part of these minutes, and its readers are not known here.
        let items = &self.items;
        self.sections.retain(|s| s.item_id.is_none_or(|id| items.iter().any(|i| i.id == id)));
        self.decisions = store::decisions_of(conn, scope, &[self.meeting.id])?;
        self.names = duties::queries::department_short_names(conn, scope)?;
        Ok(())
    }

    pub fn is_issued(&self) -> bool {
        self.minutes.as_ref().is_some_and(|m| m.state == MinutesState::Issued)
    }

    pub fn state(&self) -> Option<MinutesState> {
        self.minutes.as_ref().map(|m| m.state)
    }

    pub fn name(&self, department_id: i64) -> &str {
        self.names.get(&department_id).map_or("", String::as_str)
    }

    /// The department this one lives on in; itself, unless it was merged.
    pub fn lives_on(&self, department_id: i64) -> i64 {
        lives_on(&self.merged, department_id)
    }

    /// Whether this person answers for the department asked, or for the one it was merged into.
    pub fn acts_on(&self, scope: &Scope, review: &Review) -> bool {
        scope.acts_for_department(self.lives_on(review.department_id))
    }

    /// Departments that can be asked to countersign: those invited, each as the one it lives on in.
    pub fn countersigners(&self) -> Vec<i64> {
        let mut found = Vec::new();
        for id in self.people.iter().filter_map(|p| p.department_id).map(|id| self.lives_on(id)) {
            if !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }

    /// Whom a round is proposed to: the first to everybody, a further one to those who were asked and concerned by what changed: who
    /// wanted it otherwise, and the departments of the items.
    pub fn proposed_round(&self) -> Vec<i64> {
        let all = self.countersigners();
        let asked: Vec<i64> = self.reviews.iter().map(|r| self.lives_on(r.department_id)).collect();
        if asked.is_empty() {
            return all;
        }
        let taken =
            self.differences.iter().filter(|d| d.verdict.is_some()).filter_map(|d| self.reviews.iter().find(|r| r.id == d.review_id));
        let mut concerned: Vec<i64> = taken.map(|r| self.lives_on(r.department_id)).collect();
        let items: Vec<&Item> = self.sections.iter().filter(|s| s.is_changed()).filter_map(|s| self.item(s.item_id)).collect();
        concerned.extend(items.iter().flat_map(|i| Self::readers(i)).map(|id| self.lives_on(id)));
        if self.annexes_changed() || self.sections.iter().any(|s| s.is_changed() && s.item_id.is_none()) {
            concerned.extend(&asked);
        }
        all.into_iter().filter(|id| concerned.contains(id)).collect()
    }

    /// What says something else than departments were asked about, by name.
    pub fn changed(&self, scope: &Scope) -> Vec<String> {
        let name = |s: &Section| if s.heading.is_empty() { t(scope.lang(), &s.kind.key()).into_owned() } else { s.heading.clone() };
        let annexes = self.annexes_changed().then(|| t(scope.lang(), "minutes-annexes").into_owned());
        self.sections.iter().filter(|s| s.is_changed()).map(name).chain(annexes).collect()
    }

    /// Those asked in the round that is under way.
    pub fn round(&self) -> impl Iterator<Item = &Review> {
        let round = self.minutes.as_ref().map_or(0, |m| m.round);
        self.reviews.iter().filter(move |r| r.round == round)
    }

    pub fn undecided(&self) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(|d| d.verdict.is_none())
    }

    pub fn item(&self, id: Option<i64>) -> Option<&Item> {
        self.items.iter().find(|i| Some(i.id) == id)
    }

    /// Departments that read a restricted item: its proposer and those it concerns.
    fn readers(item: &Item) -> Vec<i64> {
        item.concerned.iter().copied().chain(item.department_id).collect()
    }

    /// Whether this person reads what is kept to these departments.
    pub fn reads(&self, scope: &Scope, departments: &[i64]) -> bool {
        self.sight.sees_restricted || self.is_of(scope, departments)
    }

    /// The same of somebody who is written to.
    pub fn reads_as(&self, reader: &Scope, departments: &[i64]) -> bool {
        Sight::of(reader, &self.meeting, &self.people).is_some_and(|s| s.sees_restricted) || self.is_of(reader, departments)
    }

    /// Whether somebody acts for or leads one of these departments, or what it lives on in.
    fn is_of(&self, scope: &Scope, departments: &[i64]) -> bool {
        departments.iter().map(|id| self.lives_on(*id)).any(|id| scope.acts_for_department(id) || scope.leads().any(|led| led == id))
    }

    /// Whether this person reads a section.
    pub fn reads_section(&self, scope: &Scope, section: &Section) -> bool {
        self.item(section.item_id).is_none_or(|item| !item.restricted || self.reads(scope, &Self::readers(item)))
    }

    /// The minutes as they stand, or as they were issued; whole, whoever reads.
    pub fn content(&self, scope: &Scope) -> Result<Content> {
        match self.minutes.as_ref().filter(|m| m.state == MinutesState::Issued) {
            Some(minutes) => Ok(serde_json::from_str(&minutes.content)?),
            None => Ok(self.draft_content(scope)),
        }
    }

    /// The same as far as this person may read it.
    pub fn content_for(&self, scope: &Scope) -> Result<Content> {
        Ok(self.content(scope)?.visible(|s| self.reads(scope, &s.departments)))
    }

    fn draft_content(&self, scope: &Scope) -> Content {
        let lang = scope.workspace_lang();
        let sections = self.sections.iter().map(|s| self.content_section(lang, s)).collect();
        let workspace = [("workspace", scope.workspace_name().into())];
        let invited: Vec<String> = self.people.iter().filter_map(|p| p.department_id).map(|id| self.name(id).to_owned()).collect();
        let guests: Vec<String> = self.people.iter().filter(|p| p.role == Role::Guest).map(|p| p.name.clone()).collect();
        let names: Vec<String> = invited.into_iter().chain(guests).filter(|n| !n.is_empty()).collect();
        Content {
            lang: lang.code().to_owned(),
            head: format(lang, "minutes-head", &workspace),
            number: String::new(),
            title: self.meeting.title.clone(),
            under: official_day(lang, self.meeting.day(scope)),
            sections,
            issuer: format(lang, "minutes-issuer", &workspace),
            issued_on: String::new(),
            copies: vec![(t(lang, "minutes-copies").into_owned(), join(lang, &names))],
            annexes: self.draft_annexes(),
        }
    }

    fn content_section(&self, lang: Lang, section: &Section) -> ContentSection {
        let item = self.item(section.item_id);
        ContentSection {
            id: section.id,
            kind: section.kind,
            item_id: section.item_id,
            restricted: item.is_some_and(|i| i.restricted),
            departments: item.filter(|i| i.restricted).map(Self::readers).unwrap_or_default(),
            heading: section.heading.clone(),
            text: section.text.clone(),
            decisions: self
                .decisions
                .iter()
                .filter(|d| Some(d.item_id) == section.item_id && !d.text.trim().is_empty())
                .map(|d| ContentDecision { id: d.id, text: d.text.clone(), charge: self.charge(lang, d) })
                .collect(),
        }
    }

    /// （牵头单位：…；配合单位：…；完成时限：…）; nothing where nobody is charged.
    pub fn charge(&self, lang: Lang, decision: &Decision) -> String {
        let Some(lead) = decision.lead_id else { return String::new() };
        let names = |ids: &[i64]| join(lang, &ids.iter().map(|id| self.name(*id).to_owned()).collect::<Vec<_>>());
        let due = decision.due_on.map(|on| official_day(lang, on)).unwrap_or_default();
        let mut parts = Vec::new();
        for (key, value) in [("minutes-lead", names(&[lead])), ("minutes-support", names(&decision.support)), ("minutes-due", due)] {
            if !value.is_empty() {
                parts.push(format(lang, key, &[("value", value.into())]));
            }
        }
        format(lang, "minutes-charge", &[("parts", parts.join(&t(lang, "minutes-charge-comma")).into())])
    }
}

/// The department this one lives on in by these mergers; itself, unless it was merged. A chain of mergers ends; the bound is for data no
/// version ever wrote.
pub fn lives_on(merged: &[(i64, i64)], mut department_id: i64) -> i64 {
    for _ in 0..=merged.len() {
        match merged.iter().find(|(from, _)| *from == department_id) {
            Some((_, into)) => department_id = *into,
            None => break,
        }
    }
    department_id
}

/// A day as official documents write it: 2026年12月16日.
pub fn official_day(lang: Lang, day: chrono::NaiveDate) -> String {
    match lang {
        Lang::ZhCn => day.format("%Y年%-m月%-d日").to_string(),
        Lang::En => day.format("%-d %B %Y").to_string(),
    }
}
